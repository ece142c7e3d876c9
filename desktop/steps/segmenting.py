"""Segments made and changed by hand: what each command and each stroke does to the case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from viewer.case.edits import Swap
from viewer.case.errors import KnownError
from viewer.case.progress import Tick, part_of
from viewer.case.segmentation import Label, Segmentation
from viewer.case.terms import Code
from viewer.widgets.tr import tr

if TYPE_CHECKING:
    from desktop.desk import Desk
    from desktop.workflows.edit_segments import Combine, Target
    from viewer.case.edits import Edit
    from viewer.tools.canvas import Canvas
    from viewer.tools.pointer import ClickedVoxels, CutVoxels, PaintedVoxels


def can_edit(desk: Desk) -> bool:
    return desk.loaded is not None and desk.loaded.volume is not None


def why_not(desk: Desk) -> str:
    if desk.loaded is None:  # an empty viewer, or one whose series is being read
        return "No images of a volume are open."
    return "Segments are drawn on volumes: CT, MR or PET slices that lie side by side."


def has_segment(desk: Desk) -> bool:
    return can_edit(desk) and desk.segmenting.label is not None


def why_no_segment(desk: Desk) -> str:
    return "Choose a segment in the list first, or begin one." if can_edit(desk) else why_not(desk)


# Segments -----------------------------------------------------------------------------------------------------


def add(desk: Desk) -> None:
    """A new segment, in hand; where nothing is segmented yet, a segmentation for it."""
    from desktop.workflows.edit_segments import add_label, begin, new_label
    from viewer.case.edits import Edit

    case, loaded, segmenting = desk.case, desk.loaded, desk.segmenting
    if case is None or loaded is None or loaded.volume is None:
        raise KnownError(why_not(desk))
    shown = segmenting.shown
    if shown is None:
        empty, path = begin(loaded.volume, desk.author, desk.library.masks_folder)
        shown = replace(empty, mask_file=case.adopt(path, empty.id))
        label = new_label(shown)
        edit = Edit(f"Add {label.name}", desk.author, (Swap(None, replace(shown, labels=(label,))),))
    else:
        label = new_label(shown)
        edit = add_label(shown, label, desk.author)
    if desk.apply(edit):
        segmenting.take(shown.id, label.number)
        segmenting.begun.emit(shown.id, label.number)


def begin_another(desk: Desk) -> None:
    """Another segmentation beside the one on the images, with one segment."""
    desk.segmenting.shown = None
    add(desk)


def rename(desk: Desk) -> None:
    label = _label(desk)

    def then(words: str) -> str:
        name = " ".join(words.split())[:64]
        if not name:
            return "A segment needs a name."
        _change(desk, replace(_label(desk), name=name), "Rename")
        return ""

    desk.ask_words("What is this segment?", label.name, then, lambda: None)


def choose_term(desk: Desk) -> None:
    _label(desk)
    desk.segmenting.terms_asked.emit()


def choose_colour(desk: Desk) -> None:
    _label(desk)
    desk.segmenting.colour_asked.emit()


def set_term(desk: Desk, code: Code, side: str = "none") -> None:
    """Name and code of the segment in hand, as the standard has them."""
    said = side == "none" or side in code.meaning.lower().split()  # "Right lung" has its side already
    name = code.meaning if said else f"{side} {code.meaning[:1].lower()}{code.meaning[1:]}"
    _change(desk, replace(_label(desk), name=name[:64], code=code, side=side), "Name")


def set_colour(desk: Desk, colour: tuple[int, int, int]) -> None:
    _change(desk, replace(_label(desk), colour=colour), "Recolour")


def toggle_lock(desk: Desk) -> None:
    label = _label(desk)
    _change(desk, replace(label, locked=not label.locked), "Unlock" if label.locked else "Lock")


def hide(desk: Desk) -> None:
    """Hide the segment in hand, or show it again."""
    _label(desk)
    desk.segmenting.hide_asked.emit(False)


def show_alone(desk: Desk) -> None:
    """Show the segment in hand alone, or what was seen at first again."""
    _label(desk)
    desk.segmenting.hide_asked.emit(True)


def delete(desk: Desk) -> None:
    from desktop.workflows.edit_segments import delete_label

    start(desk, "Delete the segment", delete_label)


def step(by: int, desk: Desk) -> None:
    """Take the next segment of the list in hand (1), or the one before (-1)."""
    shown, label = desk.segmenting.shown, desk.segmenting.label
    if shown is None or not shown.labels:
        raise KnownError(why_no_segment(desk))
    numbers = [row.number for row in shown.labels]
    at = numbers.index(label.number) + by if label is not None else 0
    number = numbers[at % len(numbers)]
    desk.segmenting.take(shown.id, number)
    desk.segmenting.begun.emit(shown.id, number)


# Strokes, outlines and clicks -----------------------------------------------------------------------------------


def resize(notches: int, desk: Desk) -> None:
    """A larger brush, or with a negative number a smaller one."""
    desk.grid.content.painting.resize(notches)
    desk.grid.update_slices()


def toggle_ball(desk: Desk) -> None:
    desk.segmenting.brush.ball = not desk.segmenting.brush.ball
    desk.segmenting.changed.emit()
    desk.grid.update_slices()


def open_canvas(desk: Desk) -> Canvas | None:
    """What a stroke paints on; where there is no segment yet, one is begun. None where nothing can be painted, and says why."""
    from viewer.tools.canvas import Canvas

    segmenting = desk.segmenting
    try:
        if segmenting.shown is None or not segmenting.shown.labels:
            add(desk)
        target = target_of(desk)
        membership = target.membership()
    except KnownError as error:
        desk.notices.show(error)
        return None
    assert desk.case is not None
    segmenting.begun.emit(target.segmentation.id, target.number)
    limits = segmenting.settings.limits if segmenting.settings.limited else None
    mask = desk.case.working_mask_of(target.segmentation)
    return Canvas(target.segmentation.geometry, mask, target.volume.voxels, membership, limits)


def take(desk: Desk, drawn: PaintedVoxels | CutVoxels | ClickedVoxels) -> None:
    """What was drawn on a view becomes an edit: a stroke at once, the rest worked out on a thread."""
    from desktop.workflows.edit_segments import cut, grow, stroke_edit
    from viewer.tools.pointer import CutVoxels, PaintedVoxels

    settings = desk.segmenting.settings
    if isinstance(drawn, PaintedVoxels):
        edit = stroke_edit(target_of(desk), drawn.canvas, drawn.verb)
        if edit is not None:
            _apply(desk, edit)
        return
    if desk.segmenting.shown is None or not desk.segmenting.shown.labels:
        add(desk)
    if isinstance(drawn, CutVoxels):
        points, normal = drawn.points_lps, drawn.normal_lps
        start(desk, "Scissors", lambda target, tick: cut(target, points, normal, settings.cut, settings.through, tick))
    else:
        point, plane = drawn.point_lps, drawn.normal_lps
        stopped: list[bool] = []

        def work(target: Target, tick: Tick) -> Edit | None:
            return grow(target, point, plane, settings.tolerance, tick, settings.reach_mm, lambda: stopped.append(True))

        def then() -> None:
            if stopped:
                text = f"The region was stopped {settings.reach_mm:g} mm from the click: it may have leaked."
                desk.notices.say(text, "Undo it and let values differ less, or set the reach higher.")

        start(desk, "Grow a region", work, then)


# Operations -----------------------------------------------------------------------------------------------------


def threshold(desk: Desk) -> None:
    from desktop.workflows import edit_segments

    def work(numbers: tuple[float, ...]) -> None:
        low, high = min(numbers), max(numbers)
        start(desk, "Threshold", lambda target, tick: edit_segments.threshold(target, low, high, tick))

    low, high = desk.segmenting.settings.limits
    _ask_numbers(desk, "Which values is it to hold instead of what it holds? From, to", f"{low:g} {high:g}", 2, work)


def otsu(desk: Desk) -> None:
    """Everything above the value that parts dark and bright best, instead of what the segment holds."""
    from desktop.workflows import edit_segments

    found: list[float] = []

    def work(target: Target, tick: Tick) -> Edit | None:
        from viewer.tools import growing

        found.append(growing.otsu(target.volume, part_of(tick, 0, 0.4)))
        return edit_segments.threshold(target, found[0], float("inf"), part_of(tick, 0.4, 1))

    def then() -> None:
        unit = "" if desk.loaded is None or desk.loaded.volume is None or desk.loaded.volume.unit == "raw" else f" {desk.loaded.volume.unit}"
        desk.notices.say(tr("The segment now holds all above {value}.", value=f"{found[0]:.4g}{unit}"))

    start(desk, "Otsu's threshold", work, then)


def from_seeds(desk: Desk) -> None:
    from desktop.workflows.edit_segments import from_seeds as work

    start(desk, "Grow from seeds", work)


def keep_largest(desk: Desk) -> None:
    from desktop.workflows.edit_segments import keep_largest as work

    start(desk, "Keep the largest island", work)


def remove_small(desk: Desk) -> None:
    from desktop.workflows import edit_segments

    def work(numbers: tuple[float, ...]) -> None:
        start(desk, "Remove small islands", lambda target, tick: edit_segments.remove_small(target, numbers[0], tick))

    _ask_numbers(desk, "Remove islands smaller than how many ml?", "1", 1, work)


def split(desk: Desk) -> None:
    from desktop.workflows.edit_segments import split as work

    start(desk, "Split islands", work)


def fill_holes(desk: Desk) -> None:
    from desktop.workflows import edit_segments

    _refuse_locked(desk)
    names = (("In space", "Holes that the segment closes on all sides"), ("In each slice", "Holes in the acquired slices, one by one"))
    desk.choose(names, lambda place: start(desk, "Fill holes", lambda target, tick: edit_segments.fill_holes(target, 0 if place else None, tick)))


def margin(desk: Desk) -> None:
    from desktop.workflows import edit_segments

    def work(numbers: tuple[float, ...]) -> None:
        start(desk, "Margin", lambda target, tick: edit_segments.margin(target, numbers[0], tick))

    _ask_numbers(desk, "How many millimetres larger? With a minus, smaller", "3", 1, work)


def hollow(desk: Desk) -> None:
    from desktop.workflows import edit_segments

    def work(numbers: tuple[float, ...]) -> None:
        start(desk, "Hollow", lambda target, tick: edit_segments.hollow(target, numbers[0], tick))

    _ask_numbers(desk, "How many millimetres thick is the wall?", "2", 1, work)


def smooth(desk: Desk) -> None:
    from desktop.workflows import edit_segments

    _refuse_locked(desk)
    kinds = ("median", "gaussian", "closing", "opening")
    says = ("takes roughness, keeps edges", "rounds everything", "closes gaps and small holes", "takes thin parts away")

    def picked(place: int) -> None:
        def work(numbers: tuple[float, ...]) -> None:
            kind = kinds[place]
            start(desk, "Smooth", lambda target, tick: edit_segments.smooth(target, kind, abs(numbers[0]), tick))  # type: ignore[arg-type]

        _ask_numbers(desk, "Over how many millimetres?", "2", 1, work)

    desk.choose(tuple((kind.capitalize(), said) for kind, said in zip(kinds, says, strict=True)), picked)


def combine(how: Combine, desk: Desk) -> None:
    """Ask with which other segment."""
    from desktop.workflows import edit_segments

    shown, label = desk.segmenting.shown, _label(desk)
    assert shown is not None
    _refuse_locked(desk)
    others = [row for row in shown.labels if row.number != label.number]
    if not others:
        raise KnownError("There is no other segment to combine it with.")

    def picked(place: int) -> None:
        other = others[place].number
        start(desk, f"{how.capitalize()}", lambda target, tick: edit_segments.combine(target, other, how, tick))

    desk.choose(tuple((row.name, "") for row in others), picked)


def between_slices(desk: Desk) -> None:
    """Along the slices of the view in hand's own plane; acquired slices where it is none of the grid's."""
    from desktop.workflows import edit_segments

    _refuse_locked(desk)
    names = ("acquired slices", "rows", "columns")
    says = ("the pictures as they were acquired", "planes across the columns", "planes across the rows")
    desk.choose(
        tuple((name.capitalize(), said) for name, said in zip(names, says, strict=True)),
        lambda axis: start(desk, "Fill between slices", lambda target, tick: edit_segments.between_slices(target, axis, tick)),
    )


def measure(desk: Desk) -> None:
    """Measure all segments anew, whole: boxes and extremes that strokes left open are known again."""
    from viewer.case.edits import Edit

    case, loaded, shown = desk.case, desk.loaded, desk.segmenting.shown
    if case is None or loaded is None or loaded.volume is None or shown is None:
        raise KnownError("No segments are on the images.")
    volume, mask = loaded.volume, case.mask_of(shown)

    def work(tick: Tick) -> Edit | None:
        from inference.measure.statistics import label_statistics

        after = replace(shown, statistics=label_statistics(volume, mask, shown.labels, tick))
        return None if after == shown else Edit("Measure the segments", desk.author, (Swap(shown, after),))

    desk.start("Measure the segments", work, lambda edit: None if edit is None else _apply(desk, edit))


def export(desk: Desk) -> None:
    """Write the segmentations of these images for other programs."""
    from desktop.steps.reporting import export as write

    kinds = (
        ("dicom-seg", "DICOM SEG", "for other reading stations"), ("rtstruct", "RT Structure Set", "contours, for radiotherapy"),
        ("nrrd", "NRRD", "names, colours and codes, as 3D Slicer reads them"), ("nifti", "NIfTI", "numbers, with a table of their names beside; segments that share voxels in several files"),
        ("stl", "STL surfaces", "one for each segment, in millimetres of the patient (LPS)"),
    )  # fmt: skip
    desk.choose(tuple((name, said) for _, name, said in kinds), lambda place: write((kinds[place][0],), desk))


# Inside ---------------------------------------------------------------------------------------------------------


def target_of(desk: Desk) -> Target:
    """The segment in hand. Raises KnownError where there is none."""
    from desktop.workflows.edit_segments import Target

    case, loaded, segmenting = desk.case, desk.loaded, desk.segmenting
    label, shown = _label(desk), segmenting.shown
    if case is None or loaded is None or loaded.volume is None or shown is None:
        raise KnownError(why_not(desk))
    return Target(loaded.volume, shown, case.mask_of(shown), label.number, desk.author, segmenting.settings.overlap)


def start(
    desk: Desk, name: str, work: Callable[[Target, Tick], Edit | None], after: Callable[[], None] = lambda: None
) -> None:
    """Work an operation out on a thread; what it changes is one edit."""
    _refuse_locked(desk)
    target = target_of(desk)

    def then(edit: Edit | None) -> None:
        if edit is None:
            desk.notices.say(f"{name}: nothing changed.", "")
        else:
            _apply(desk, edit)
            after()

    desk.start(name, partial(work, target), then)


def _apply(desk: Desk, edit: Edit) -> None:
    if desk.case is None or not desk.apply(desk.case.with_own_mask(edit)):
        return
    for change in edit.changes:
        before, after = (change.before, change.after) if isinstance(change, Swap) else (None, None)
        if isinstance(before, Segmentation) and isinstance(after, Segmentation):
            known = {label.number for label in before.labels}
            for label in after.labels:
                if label.number not in known:  # as islands that were split off
                    desk.segmenting.begun.emit(after.id, label.number)


def _refuse_locked(desk: Desk) -> None:
    """Before anything is asked. Raises KnownError where the segment in hand cannot be changed."""
    target_of(desk).membership()


def _label(desk: Desk) -> Label:
    label = desk.segmenting.label
    if label is None:
        raise KnownError("No segment is in hand.", "Click its name in the list, or begin a new one.")
    return label


def _change(desk: Desk, label: Label, verb: str) -> None:
    from desktop.workflows.edit_segments import change_label

    assert desk.segmenting.shown is not None
    desk.apply(change_label(desk.segmenting.shown, label, verb, desk.author))


def _ask_numbers(desk: Desk, question: str, before: str, count: int, then: Callable[[tuple[float, ...]], None]) -> None:
    def answered(words: str) -> str:
        try:
            numbers = tuple(float(word.replace(",", ".")) for word in words.replace(";", " ").split())
        except ValueError:
            numbers = ()
        if len(numbers) != count:
            return "A number is needed." if count == 1 else f"{count} numbers are needed, with a space between."
        desk.run(lambda desk: then(numbers))
        return ""

    _refuse_locked(desk)
    desk.ask_words(question, before, answered, lambda: None)
