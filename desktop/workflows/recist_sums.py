"""RECIST 1.1 of a case: the sums of its lesions over all priors that it was compared with."""

from __future__ import annotations

from dataclasses import dataclass, replace

from desktop.store.case_store import CaseStore
from desktop.workflows.changes import Compared, compared
from inference.measure.change import axis_of
from inference.measure.recist import Followed, Response, Visit, choose_targets, responses
from viewer.case.comparison import LesionPair
from viewer.case.edits import Edit, Swap
from viewer.case.finding import Quantity

NO_TARGET = "no measurable lesion at baseline (10 mm, nodes 15 mm in the short axis)."


@dataclass(frozen=True, slots=True)
class Followup:
    """Ids of the target lesions (of this study's findings, or of prior ones that are gone), and every visit's response.

    Without targets `responses` is empty and `reason` says why.
    """

    targets: tuple[str, ...]
    responses: tuple[Response, ...]
    reason: str = ""
    baseline: tuple[Compared, ...] = ()
    """What may be a target: the lesions of the earliest prior that have a size."""


def followup(case: CaseStore, date: str) -> Followup:
    """From the earliest prior that was compared (the baseline) to this study, accepted findings only."""
    rows = [row for row in compared(case, date) if row.finding is None or row.finding.status == "accepted"]
    dates = sorted({row.pair.prior_date for row in rows})
    if not dates:
        return Followup((), (), "no accepted lesion was compared.")
    baseline = [row for row in rows if row.pair.prior_date == dates[0]]
    followed = {row.pair.id: one for row in baseline if (one := _followed(row)) is not None}
    sized = tuple(row for row in baseline if row.pair.id in followed)
    targets = choose_targets(tuple(followed.values()))
    if not targets:
        return Followup((), (), NO_TARGET, sized)
    visits = [Visit(day, {key: size for row in rows if row.pair.prior_date == day for key, size in _then(row)}) for day in dates]
    now: dict[str, float] = {}
    for row in baseline:
        size = 0.0 if row.delta.state == "resolved" else _size(row.quantities, _axis(row))
        if size is not None:
            now[key_of(row)] = size
    newest = [row for row in rows if row.pair.prior_date == dates[-1]]
    visits.append(Visit(date, now, sum(row.delta.state == "new" for row in newest)))
    return Followup(tuple(one.id for one in targets), responses(targets, visits), "", sized)


def switch_target(case: CaseStore, row: Compared, is_target: bool, author: str) -> Edit:
    """Take a lesion among the targets or out of them, with every prior that it was compared with."""
    same = [pair for pair in case.all_of(LesionPair) if (pair.finding_id or pair.prior_finding_id) == key_of(row)]
    swaps = tuple(Swap(pair, replace(pair, target="no" if is_target else "yes")) for pair in same)
    return Edit("Leave out a RECIST target" if is_target else "Choose a RECIST target", author, swaps)


def key_of(row: Compared) -> str:
    """What a lesion is called among the targets."""
    return row.pair.finding_id or row.pair.prior_finding_id


def _axis(row: Compared) -> str:
    return axis_of(row.finding) if row.finding is not None else "long_axis"


def _size(rows: tuple[Quantity, ...], axis: str) -> float | None:
    return next((row.value for row in rows if row.kind == axis and row.unit == "mm"), None)


def _followed(row: Compared) -> Followed | None:
    size = _size(row.pair.prior_quantities, _axis(row))
    if size is None:
        return None
    organ = row.finding.where.value if row.finding is not None else ""
    return Followed(key_of(row), organ, size, _axis(row) == "short_axis", row.pair.target)


def _then(row: Compared) -> list[tuple[str, float]]:
    size = _size(row.pair.prior_quantities, _axis(row))
    return [] if size is None else [(key_of(row), size)]
