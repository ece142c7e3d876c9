"""The lesions of a study beside those of its prior: paired through the alignment, and paired otherwise by the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.steps.comparing import Beside, find_beside, is_aligned, known_registration
from viewer.case.comparison import LesionPair
from viewer.case.errors import KnownError
from viewer.case.finding import Finding
from viewer.case.progress import Tick
from viewer.scene.corners import date
from viewer.widgets.tr import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.desk import Desk
    from desktop.store.case_store import CaseStore
    from desktop.workflows.changes import Compared
    from desktop.workflows.compare_prior import Side
    from desktop.workflows.model_result import ModelResult
    from inference.measure.match import Lesion

TARGET = "◎ "
NO_LUNGS = "No lungs were found in the earlier study, so no nodules were looked for there."


def can_pair(desk: Desk) -> bool:
    return is_aligned(desk) and desk.finding is not None


def why_not_aligned(desk: Desk) -> str:
    return "No prior stands beside the study and is aligned with it."


def compare(desk: Desk) -> None:
    """Pair the lesions of both studies; what looked for findings in one of them looks in the prior first."""
    beside, case = find_beside(desk), desk.case
    if beside is None or case is None:
        return
    from desktop.workflows.look_in_prior import Lungs, look, missing_models
    from desktop.workflows.lungs import find_lungs
    from desktop.workflows.model_result import keep

    prior_case = desk.library.open_case(beside.prior_study.uid)
    current, prior = _sides(desk, beside)
    cards = {card.id: (card, folder) for task in ("segmentation", "detection") for card, folder in desk.cards(task)}
    models = missing_models(prior, current, cards) if current.findings else ()
    if not models:
        _match(desk, beside)
        return
    found = find_lungs(prior_case, beside.prior_series.uid)
    lungs = None if found is None else Lungs(found, desk.library.mask_path(found))
    masks, engine = desk.library.masks_folder, desk.jobs.engine

    def work(tick: Tick) -> tuple[ModelResult, ...]:
        return look(prior, beside.prior_volume, models, cards, lungs, masks, engine, tick)

    def then(results: tuple[ModelResult, ...]) -> None:
        for result in results:
            keep(result, desk.library, prior_case)
        if desk.case is case:
            _match(desk, beside)

    desk.start("Look for the same in the prior", work, then, in_engine=True)


def pair(desk: Desk) -> None:
    """Ask which lesion of the prior the finding in hand was."""
    beside, finding, made = find_beside(desk), desk.finding, known_registration(desk)
    if beside is None or finding is None or made is None:
        return
    current, prior = _sides(desk, beside)
    here = current.place_of(finding)
    if here is None:
        raise KnownError("This finding has no place in these pictures, so nothing can be paired with it.")
    expected = made.there(here)
    lesions = sorted(prior.lesions(), key=lambda row: _apart_mm(row, expected))
    names = [
        (f"{row.what.meaning} · {row.side} · {row.size_mm:.1f} mm", tr("{mm} mm from where it is expected", mm=f"{_apart_mm(row, expected):.0f}"))
        for row in lesions
    ]
    names += [("None of them", "It is not in the earlier study."), ("As the alignment says", "Take back what was paired by hand.")]

    def then(at: int) -> None:
        own = [row for row in _own_pairs(desk, beside) if row.finding_id != finding.id]
        if at < len(names) - 1:
            from desktop.workflows.compare_prior import pair_of

            prior_id = lesions[at].id if at < len(lesions) else ""
            own = [row for row in own if not prior_id or row.prior_finding_id != prior_id]
            own.append(pair_of(current, prior, made, finding.id, prior_id, desk.author))
        _match(desk, beside, own)

    desk.choose(names, then)


def has_pairs(desk: Desk) -> bool:
    return desk.case is not None and bool(desk.case.all_of(LesionPair))


def why_no_pairs(desk: Desk) -> str:
    return "No lesions were compared with a prior."


def resolved(desk: Desk) -> list[Compared]:
    """Lesions of a prior that are gone, of which no finding of this study says so."""
    from desktop.workflows.changes import compared

    if desk.case is None or desk.study is None or not has_pairs(desk):
        return []
    return [row for row in compared(desk.case, desk.study.date) if row.delta.state == "resolved" and row.finding is None]


def state_resolved(desk: Desk) -> None:
    """Say of a lesion of the prior that it has resolved: a finding that the report can speak of; asks of which one."""
    from desktop.workflows.compare_prior import denial

    rows, loaded = resolved(desk), desk.loaded
    if not rows or loaded is None or loaded.volume is None:
        raise KnownError(why_none_resolved(desk))
    volume = loaded.volume
    sizes = [row.pair.prior_quantity("long_axis") for row in rows]

    def then(at: int) -> None:
        pair = rows[at].pair
        earlier = desk.library.open_case(pair.prior_study_uid).find(Finding, pair.prior_finding_id)
        if earlier is None:
            raise KnownError("The earlier study does not hold this lesion any more.", "Compare again.")
        desk.apply(denial(pair, earlier, volume.series_uid, volume.geometry.frame_uid, desk.author))

    names = [(f"{row.name}{'' if size is None else f' · {size.value:.1f} mm'}", date(row.pair.prior_date)) for row, size in zip(rows, sizes, strict=True)]
    if len(rows) == 1:
        then(0)
    else:
        desk.choose(names, then)


def why_none_resolved(desk: Desk) -> str:
    return "No lesion of a prior that was compared has gone." if has_pairs(desk) else why_no_pairs(desk)


def choose_targets(desk: Desk) -> None:
    """Ask which lesion is taken among the RECIST targets, or out of them."""
    from desktop.workflows.recist_sums import followup, key_of, switch_target
    from inference.measure.change import axis_of

    case, study = desk.case, desk.study
    if case is None or study is None:
        return
    found = followup(case, study.date)
    if not found.baseline:
        raise KnownError("No accepted lesion has a size in the earliest prior, so there are no RECIST targets.")
    names = []
    for row in found.baseline:
        size = row.pair.prior_quantity("short_axis" if row.finding is not None and axis_of(row.finding) == "short_axis" else "long_axis")
        mark = TARGET if key_of(row) in found.targets else "   "
        names.append((f"{mark}{row.name} · {'' if size is None else f'{size.value:.1f} mm'}", tr("by the reader") if row.pair.target else tr("by the rule")))

    def then(at: int) -> None:
        row = found.baseline[at]
        desk.apply(switch_target(case, row, key_of(row) in found.targets, desk.author))

    desk.choose(names, then)


def _apart_mm(lesion: Lesion, place_lps: tuple[float, float, float]) -> float:
    return float(sum((a - b) ** 2 for a, b in zip(lesion.centre_lps, place_lps, strict=True)) ** 0.5)


def _own_pairs(desk: Desk, beside: Beside) -> list[LesionPair]:
    """Those that the reader made with this prior."""
    rows = desk.case.all_of(LesionPair) if desk.case is not None else ()
    return [row for row in rows if row.prior_study_uid == beside.prior_study.uid and row.source.author.startswith("user:")]


def _sides(desk: Desk, beside: Beside) -> tuple[Side, Side]:
    from desktop.workflows.compare_prior import side_of

    assert desk.study is not None
    return (
        side_of(desk.library, _case(desk, desk.study.uid), desk.study, beside.series, beside.volume.geometry),
        side_of(desk.library, _case(desk, beside.prior_study.uid), beside.prior_study, beside.prior_series, beside.prior_volume.geometry),
    )


def _case(desk: Desk, study_uid: str) -> CaseStore:
    return desk.library.open_case(study_uid)


def _match(desk: Desk, beside: Beside, own: Sequence[LesionPair] | None = None) -> None:
    """Pair what is there now; `own` are the reader's pairs, without them those that the case has."""
    case, made = desk.case, known_registration(desk)
    if case is None or made is None:
        return
    current, prior = _sides(desk, beside)
    kept = _own_pairs(desk, beside) if own is None else own

    def work(tick: Tick) -> tuple[LesionPair, ...]:
        from desktop.workflows.compare_prior import match

        return match(current, prior, made, kept)

    def then(pairs: tuple[LesionPair, ...]) -> None:
        from desktop.workflows.compare_prior import PAIRED_BY, keep_pairs

        author = PAIRED_BY if own is None else desk.author
        if desk.case is case and desk.apply(keep_pairs(case, pairs, beside.prior_study.uid, author)):
            together = sum(bool(row.finding_id and row.prior_finding_id) for row in pairs)
            alone = len(pairs) - together
            said = tr("Lesions in both studies: {together}; in one of them: {alone}.", together=together, alone=alone)
            desk.notices.say(said if pairs else "There are no lesions to compare.")

    desk.start("Compare lesions", work, then)
