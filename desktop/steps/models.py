"""Models run on the open series; what they made enters the case when it comes home."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from desktop.workflows.lungs import find_lungs
from desktop.workflows.model_result import ModelResult, keep
from inference.gate.header import made_for_others
from viewer.case.calibration import Calibration
from viewer.case.errors import KnownError
from viewer.case.progress import Tick, part_of
from viewer.case.segmentation import Segmentation
from viewer.case.source import Source, now
from viewer.widgets.tr import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.desk import Desk
    from desktop.workflows.heart_width import HeartWidth
    from desktop.workflows.segment import Preview
    from inference.cards import ModelCard
    from viewer.case.study import Series, Study
    from viewer.case.volume import Volume

SEGMENTER = "ct-classical"
NODULE_FINDER = "ct-lung-nodules"
LESION_FINDER = "ct-focal-lesions"
HEART_WIDTH = "xray-heart-width"
TISSUES = "ct-tissues"
"""Has a command of its own, so that nobody is asked which model each time."""

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
    if not _fitting(task, desk):
        return f"No model on this machine {_DOES[task]} {series.modality}."
    return ""


def segment(desk: Desk) -> None:
    """Outline the structures of the open series; asks with which model where several can."""
    with_fitting_model(desk, lambda card, folder: _start_segmenting(desk, card, folder))


def with_fitting_model(desk: Desk, then: Callable[[ModelCard, Path], None]) -> None:
    """Go on with the model that segments images like the open ones; asks which where there are several."""
    rows = _fitting("segmentation", desk)
    desk.show("reading")  # where the progress, the coarse picture and the result appear
    if len(rows) == 1:
        then(*rows[0])
    elif rows:
        desk.choose([(_named(card, desk), card.intended_use) for card, _ in rows], lambda place: then(*rows[place]))


def _named(card: ModelCard, desk: Desk) -> str:
    """In the list to choose from: what is made for another part of the body than the header names says so."""
    others = _others(card, desk)
    return f"{card.name} · {tr('made for: {parts}').format(parts=', '.join(tr(part) for part in others))}" if others else card.name


def _others(card: ModelCard, desk: Desk) -> tuple[str, ...]:
    assert desk.series is not None
    return made_for_others(card, desk.series, desk.study.description if desk.study is not None else "")


def _fitting(task: str, desk: Desk) -> list[tuple[ModelCard, Path]]:
    """The models that read images like those of the open series; what is made for another part of the body stands last."""
    series = desk.series
    rows = [row for row in desk.cards(task) if series is not None and row[0].modality in ("any", series.modality) and row[0].id != TISSUES]
    return sorted(rows, key=lambda row: bool(_others(row[0], desk)))


def _start_segmenting(desk: Desk, card: ModelCard, folder: Path) -> None:
    label, work = segment_work(desk, card, folder)
    desk.start(label, work, shower(desk), in_engine=True)


def segment_tissues(desk: Desk) -> None:
    """Outline fat, lean tissue, fluid, gas, calcification and the parts of the skeleton."""
    desk.show("reading")
    _start_segmenting(desk, *_card(desk, "segmentation", TISSUES))


def is_ct(desk: Desk) -> bool:
    return can_segment(desk) and desk.series is not None and desk.series.modality == "CT"


def why_no_ct(desk: Desk) -> str:
    return why_not("segmentation", desk) or "This reads CT only."


def find_nodules(desk: Desk) -> None:
    """Look for lung nodules; the lungs are outlined first where nobody has done so."""
    if desk.case is None or desk.series is None:
        return
    desk.show("reading")
    if find_lungs(desk.case, desk.series.uid) is not None:
        _find_in_lungs(desk)
        return
    case, series_uid = desk.case, desk.series.uid
    label, work = segment_work(desk, *_card(desk, "segmentation", SEGMENTER))
    then = keeper(desk)

    def go_on(result: ModelResult) -> None:
        then(result, False)
        if find_lungs(case, series_uid) is None:
            desk.notices.say("No lungs were found by this model in this series.", "Lung nodules are looked for inside lungs.", "warning")
        elif desk.case is case and desk.series is not None and desk.series.uid == series_uid:
            _find_in_lungs(desk)

    desk.start(label, work, go_on, in_engine=True)


def find_lesions(desk: Desk) -> None:
    """Look for focal lesions in the organs that are outlined on the open series."""
    from desktop.workflows.find_lesions import NO_ORGAN, OUTLINE_FIRST, organs_of
    from desktop.workflows.find_lesions import find_lesions as run

    case, series, loaded = desk.case, desk.series, desk.loaded
    if case is None or series is None or loaded is None:
        return
    desk.show("reading")
    volume = loaded.need_volume()
    organs = organs_of([row for row in case.all_of(Segmentation) if row.series_uid == series.uid], volume, desk.library.mask_path)
    if not organs:
        raise KnownError(NO_ORGAN, OUTLINE_FIRST)
    card, folder = _card(desk, "detection", LESION_FINDER)
    engine, masks, then = desk.jobs.engine, desk.library.masks_folder, keeper(desk)

    def work(tick: Tick) -> ModelResult:
        return run(volume, series, organs, card, folder, masks, engine, tick)

    desk.start(f"Find: {card.name}", work, lambda result: then(result, True), in_engine=True)


def measure_heart(desk: Desk) -> None:
    """Measure the cardiothoracic ratio of the open radiograph: two rulers on it, which can be moved, and the ratio."""
    case, loaded, series = desk.case, desk.loaded, desk.series
    if case is None or loaded is None or series is None:
        return
    desk.show("reading")
    card, folder = _card(desk, "measurement", HEART_WIDTH)
    engine, stack, calibrations, then = desk.jobs.engine, loaded.stack, case.all_of(Calibration), keeper(desk)

    def work(tick: Tick) -> HeartWidth:
        from desktop.workflows.heart_width import measure_heart as run

        return run(stack, series, calibrations, card, folder, engine, tick)

    def show(width: HeartWidth) -> None:
        then(width.result, False)
        doubts = [problem.text for problem in width.result.problems]
        desk.notices.say(f"{width.said}.", " ".join([*doubts, "Move the ends of the rulers where they are wrong."]), "warning" if doubts else "note")

    desk.start(card.name, work, show, in_engine=True)


def why_no_heart(desk: Desk) -> str:
    """What stands in the way of measuring a heart; empty where it can be measured."""
    if desk.series is None or desk.loaded is None:
        return "No images are open."
    if desk.series.modality not in ("CR", "DX") or desk.loaded.stack.is_colour:
        return "The heart is measured on radiographs of the chest (CR or DX)."
    return "" if desk.cards("measurement") else "No model on this machine measures hearts."


def can_measure_heart(desk: Desk) -> bool:
    return not why_no_heart(desk)


def why_no_lesions(desk: Desk) -> str:
    """What stands in the way of looking for focal lesions; empty where they can be looked for."""
    return why_not("detection", desk) or ("" if desk.series is not None and desk.series.modality == "CT" else "Focal lesions are looked for in CT.")


def can_find_lesions(desk: Desk) -> bool:
    return not why_no_lesions(desk)


def segment_work(desk: Desk, card: ModelCard, folder: Path) -> tuple[str, Callable[[Tick], ModelResult]]:
    """What a job that segments the open series is called, and what it does on its thread."""
    loaded, series, study = desk.loaded, desk.series, desk.study
    if loaded is None or series is None or study is None:
        raise KnownError("No series is open.", "Open a study first.")
    library, jobs = desk.library, desk.jobs
    volume = loaded.need_volume()
    gather = _gatherer(desk, card, study, volume)

    def show(preview: Preview) -> None:
        mask = np.load(preview.path)  # its file goes when the run ends
        source = Source(card.author, now())
        shown = Segmentation("preview", series.uid, card.name, volume.geometry, preview.labels, (), "", source)
        jobs.call_main(lambda: desk.show_preview(shown, mask))

    def work(tick: Tick) -> ModelResult:
        from desktop.workflows.segment import segment as run

        try:
            with tempfile.TemporaryDirectory() as scratch:
                channels = gather(Path(scratch), part_of(tick, 0.0, 0.2))
                return run(
                    volume, series, card, folder, library.masks_folder, jobs.engine, part_of(tick, 0.2 if channels else 0.0, 1.0),
                    models_folder=library.models_folder, channels=channels, preview=show,
                    unfinished=lambda run: jobs.call_main(lambda: library.add_run(run)),
                )  # fmt: skip
        finally:
            jobs.call_main(lambda: desk.show_preview(None, None))

    return f"Segment: {card.name}", work


def _gatherer(desk: Desk, card: ModelCard, study: Study, volume: Volume) -> Callable[[Path, Tick], dict[str, Path]]:
    """What lays the other series that the model reads over the open one; the library is asked now, on its own thread."""
    from desktop.workflows.channels import gather, which_series
    from desktop.workflows.open_series import open_series
    from inference.packs.recipe import input_of

    names = input_of(card).images if card.input else ()
    if len(names) < 2:
        return lambda scratch, tick: {}
    library, decoder = desk.library, desk.decoder
    chosen = which_series(names, {}, library.series_of(study.uid))
    instances = {series.uid: library.instances_of(series.uid) for series in chosen.values()}

    def open_volume(series: Series, tick: Tick) -> Volume:
        return open_series(series, instances[series.uid], library.volumes_folder, decoder, tick).need_volume()

    return lambda scratch, tick: gather(chosen, volume, open_volume, scratch, tick)


def _find_in_lungs(desk: Desk) -> None:
    case, loaded, series = desk.case, desk.loaded, desk.series
    if case is None or loaded is None or series is None:
        return
    lungs = find_lungs(case, series.uid)
    assert lungs is not None
    card, folder = _card(desk, "detection", NODULE_FINDER)
    engine, masks = desk.jobs.engine, desk.library.masks_folder
    lungs_mask = desk.library.mask_path(lungs)
    then = keeper(desk)
    volume = loaded.need_volume()

    def work(tick: Tick) -> ModelResult:
        from desktop.workflows.find_nodules import find_nodules as run

        return run(volume, series, lungs, lungs_mask, card, folder, masks, engine, tick)

    desk.start(f"Find: {card.name}", work, lambda result: then(result, True), in_engine=True)


def keeper(desk: Desk) -> Callable[[ModelResult, bool], None]:
    """Brings a result into the case that was open when the job began, whatever is open by then."""
    case, library = desk.case, desk.library
    assert case is not None

    def keep_it(result: ModelResult, say: bool) -> None:
        keep(result, library, case)
        if say or result.problems:
            is_doubtful = any(problem.level == "warning" for problem in result.problems)
            said = " ".join(problem.text for problem in result.problems)
            desk.notices.say(f"{result.edit.label}.", said, "warning" if is_doubtful else "note")

    return keep_it


def shower(desk: Desk) -> Callable[[ModelResult], None]:
    """As `keeper`, and what was outlined lies over the images where they are still open."""
    case, then = desk.case, keeper(desk)

    def keep_and_show(result: ModelResult) -> None:
        then(result, True)
        if result.segmentation is not None and desk.case is case:
            desk.show_segmentation(result.segmentation.id)

    return keep_and_show


def _card(desk: Desk, task: str, id: str) -> tuple[ModelCard, Path]:
    cards = desk.cards(task)
    found = next((row for row in cards if row[0].id == id), cards[0] if cards else None)
    if found is None:
        raise KnownError(f"There is no model for {task} on this machine.", "See Help, Models.")
    return found
