"""Models run on the open series; what they made enters the case when it comes home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.workflows.lungs import find_lungs
from desktop.workflows.model_result import ModelResult, keep
from viewer.case.errors import KnownError
from viewer.case.progress import Tick

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.actions import Desk
    from inference.cards import ModelCard

SEGMENTER = "ct-classical"
NODULE_FINDER = "ct-lung-nodules"
_DOES = {"segmentation": "segments", "detection": "looks for findings in"}


def can_segment(desk: Desk) -> bool:
    """Whether a model on this machine segments images of this kind."""
    return not why_not("segmentation", desk)


def can_find(desk: Desk) -> bool:
    """Whether a model on this machine looks for findings in images of this kind."""
    return not why_not("detection", desk)


def why_not(task: str, desk: Desk) -> str:
    """What stands in the way of models for `task`: one sentence, empty where one can run."""
    series, loaded = desk.series, desk.loaded
    if series is None or loaded is None:
        return "No images of a volume are open."
    if loaded.volume is None:
        return "These pictures make no volume: models cannot read them."
    if series.modality == "CT" and loaded.volume.unit != "HU":
        return "This is CT in stored values, not in Hounsfield units: models cannot read it."
    if not any(card.modality in ("any", series.modality) for card, _ in desk.cards(task)):
        return f"No model on this machine {_DOES[task]} {series.modality}."
    return ""


def segment(desk: Desk) -> None:
    """Outline the structures of the open series."""
    label, work = _segment_work(desk)
    then = _keeper(desk)
    desk.start(label, work, lambda result: then(result, True), in_engine=True)


def find_nodules(desk: Desk) -> None:
    """Look for lung nodules; the lungs are outlined first where nobody has done so."""
    if desk.case is None or desk.series is None:
        return
    if find_lungs(desk.case, desk.series.uid) is not None:
        _find_in_lungs(desk)
        return
    case, series_uid = desk.case, desk.series.uid
    label, work = _segment_work(desk)
    then = _keeper(desk)

    def go_on(result: ModelResult) -> None:
        then(result, False)
        if find_lungs(case, series_uid) is None:
            desk.notices.say("No lungs were found by this model in this series.", "Lung nodules are looked for inside lungs.", "warning")
        elif desk.case is case and desk.series is not None and desk.series.uid == series_uid:
            _find_in_lungs(desk)

    desk.start(label, work, go_on, in_engine=True)


def _segment_work(desk: Desk) -> tuple[str, Callable[[Tick], ModelResult]]:
    loaded, series = desk.loaded, desk.series
    if loaded is None or series is None:
        raise KnownError("No series is open.", "Open a study first.")
    card, folder = _card(desk, "segmentation", SEGMENTER)
    engine, masks = desk.jobs.engine, desk.library.masks_folder

    volume = loaded.need_volume()

    def work(tick: Tick) -> ModelResult:
        from desktop.workflows.segment import segment as run

        return run(volume, series, card, folder, masks, engine, tick)

    return f"Segment: {card.name}", work


def _find_in_lungs(desk: Desk) -> None:
    case, loaded, series = desk.case, desk.loaded, desk.series
    if case is None or loaded is None or series is None:
        return
    lungs = find_lungs(case, series.uid)
    assert lungs is not None
    card, folder = _card(desk, "detection", NODULE_FINDER)
    engine, masks = desk.jobs.engine, desk.library.masks_folder
    lungs_mask = desk.library.mask_path(lungs)
    then = _keeper(desk)
    volume = loaded.need_volume()

    def work(tick: Tick) -> ModelResult:
        from desktop.workflows.find_nodules import find_nodules as run

        return run(volume, series, lungs, lungs_mask, card, folder, masks, engine, tick)

    desk.start(f"Find: {card.name}", work, lambda result: then(result, True), in_engine=True)


def _keeper(desk: Desk) -> Callable[[ModelResult, bool], None]:
    """Brings a result into the case that was open when the job began, whatever is open by then."""
    case, library = desk.case, desk.library
    assert case is not None

    def keep_it(result: ModelResult, say: bool) -> None:
        keep(result, library, case)
        if say or result.problems:
            desk.notices.say(f"{result.edit.label}.", " ".join(problem.text for problem in result.problems))

    return keep_it


def _card(desk: Desk, task: str, id: str) -> tuple[ModelCard, Path]:
    cards = desk.cards(task)
    found = next((row for row in cards if row[0].id == id), cards[0] if cards else None)
    if found is None:
        raise KnownError(f"There is no model for {task} on this machine.", "See Help, Models.")
    return found
