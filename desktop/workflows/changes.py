"""What changed since a prior, from the pairs of lesions in a case: for the table, the report and the command line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.store.case_store import CaseStore
from inference.measure.change import Delta, axis_of, days_between, delta_of
from viewer.case.comparison import LesionPair
from viewer.case.facts import CHANGE_STATES, Change
from viewer.case.finding import Evidence, Finding, Quantity


@dataclass(frozen=True, slots=True)
class Compared:
    """A line of the comparison: the pair, this study's finding where there is one, and what changed."""

    pair: LesionPair
    finding: Finding | None
    name: str
    quantities: tuple[Quantity, ...]
    delta: Delta


def compared(case: CaseStore, date: str, prior_study_uid: str = "", pairs: Sequence[LesionPair] | None = None) -> tuple[Compared, ...]:
    """What changed since the prior, or since every prior that was compared: computed from the numbers as they are now.

    `pairs` are those to speak of, else the case's. A pair whose finding was rejected or is gone is left out.
    """
    evidence = {row.id: row for row in case.all_of(Evidence)}
    rows = []
    for pair in case.all_of(LesionPair) if pairs is None else pairs:
        if prior_study_uid and pair.prior_study_uid != prior_study_uid:
            continue
        finding = case.find(Finding, pair.finding_id) if pair.finding_id else None
        if pair.finding_id and (finding is None or finding.status == "rejected"):
            continue
        places = [evidence[id] for id in finding.evidence_ids if id in evidence] if finding is not None else []
        now = tuple(row.quantity for row in places if row.quantity is not None)
        name = finding.what.meaning if finding is not None else pair.prior_name
        rows.append(Compared(pair, finding, name, now, _delta(pair, finding, now, days_between(pair.prior_date, date))))
    return tuple(rows)


def _delta(pair: LesionPair, finding: Finding | None, now: Sequence[Quantity], days: int | None) -> Delta:
    if pair.not_comparable:
        return Delta("not comparable", pair.not_comparable, days)
    if finding is None or not finding.present:
        return Delta("resolved", "In the earlier study only; its place is in these pictures and was searched.", days)
    if not pair.prior_finding_id:
        return Delta("new", "In this study only; its place is in the earlier pictures and was searched.", days)
    return delta_of(finding, now, pair.prior_quantities, days)


def changes_of(rows: Sequence[Compared]) -> dict[str, Change]:
    """Finding id -> its change since the newest prior it was compared with, for the fact table.

    What cannot be compared has no change: no sentence may speak of one.
    """
    found: dict[str, Change] = {}
    for row in sorted(rows, key=lambda row: row.pair.prior_date):
        if row.finding is None or row.delta.state not in CHANGE_STATES:
            continue
        before = row.pair.prior_quantity(axis_of(row.finding))
        found[row.finding.id] = Change(row.pair.prior_date, row.delta.state, None if before is None else before.value)
    return found



def trends(rows: Sequence[Compared]) -> dict[str, tuple[tuple[int, float], ...]]:
    """Pair id -> days before this study (0 or less) and size in mm of its lesion at each visit, oldest first.

    A lesion that is new or gone has the size 0 where it was not.
    """
    found = {}
    for row in rows:
        axis = axis_of(row.finding) if row.finding is not None else "long_axis"
        points = {0: next((one.value for one in row.quantities if one.kind == axis and one.unit == "mm"), None)}
        if row.delta.state == "resolved":
            points[0] = 0.0
        for other in rows:
            same = row.pair.finding_id and other.pair.finding_id == row.pair.finding_id
            if (same or other is row) and other.delta.days:
                before = other.pair.prior_quantity(axis)
                points[-other.delta.days] = before.value if before is not None else 0.0 if other.delta.state == "new" else None
        found[row.pair.id] = tuple((day, size) for day, size in sorted(points.items()) if size is not None)
    return found
