"""A structure is marked on the images: begun, refined mark by mark, kept or left."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.workflows.model_result import keep as keep_result
from inference.turns import SupersededError
from viewer.case.errors import KnownError
from viewer.case.progress import CancelledError, Tick
from viewer.case.prompt import Prompt
from viewer.widgets.tr import tr

if TYPE_CHECKING:
    from desktop.desk import Desk
    from desktop.workflows.marking_session import MarkingSession
    from desktop.workflows.prompt_segment import Structure, Worked
    from inference.cards import ModelCard
    from inference.segmentation.outcome import Outcome

TOOLS = ("mark point", "mark box", "mark scribble", "mark lasso")
MODEL_SETTING = "prompt model"
"""The model that was used last, in the library's settings."""


def why_not(desk: Desk) -> str:
    """What stands in the way of marking a structure: one sentence, empty where nothing does."""
    if desk.series is None or desk.loaded is None:
        return "No images of a volume are open."
    if desk.loaded.volume is None:
        return "These pictures make no volume: structures are marked in volumes."
    return "" if cards(desk) else f"No model on this machine takes marks in {desk.series.modality}."


def can_begin(desk: Desk) -> bool:
    return not why_not(desk)


def can_correct(desk: Desk) -> bool:
    return can_begin(desk) and desk.marking.shown is not None


def is_marking(desk: Desk) -> bool:
    return desk.marking.session is not None


def cards(desk: Desk) -> list[tuple[ModelCard, Path]]:
    """The models that take marks in images like the open ones."""
    series = desk.series
    return [row for row in desk.cards("prompt") if series is not None and row[0].modality in ("any", series.modality)]


def begin(desk: Desk) -> None:
    """Begin a new structure; one that is being marked is kept first."""
    from desktop.workflows.prompt_segment import marked_segmentation, new_structure

    if _need_ready(desk):
        assert desk.case is not None and desk.loaded is not None
        segmentation = marked_segmentation(desk.case, desk.loaded.need_volume().geometry)
        mask = None if segmentation is None else desk.case.mask_of(segmentation)
        _begin(desk, new_structure("", segmentation, mask))


def correct(desk: Desk) -> None:
    """Begin to correct a structure of the segmentation on the images; asks which one where there are several."""
    from desktop.workflows.marking_session import prompts_of
    from desktop.workflows.prompt_segment import known_structure

    shown, case = desk.marking.shown, desk.case
    if shown is None or case is None or not _need_ready(desk):
        return

    def then(place: int) -> None:
        segmentation = desk.marking.shown
        if segmentation is not None and segmentation.id == shown.id and desk.case is case:
            number = labels[place].number
            known = prompts_of(case, segmentation.id, number)
            _begin(desk, known_structure(number, segmentation, case.mask_of(segmentation), known))

    labels = shown.labels
    if len(labels) == 1:
        then(0)
    else:
        desk.choose([(label.name, label.code.meaning) for label in labels], then)


def _need_ready(desk: Desk) -> bool:
    """Whether something can be begun now; what is being marked is kept or left for it."""
    if reason := why_not(desk):
        raise KnownError(reason)
    if desk.marking.session is not None:
        end(desk)
    return desk.marking.session is None


def _begin(desk: Desk, structure: Structure) -> None:
    from desktop.workflows.marking_session import MarkingSession
    from desktop.workflows.prompt_segment import get_ready

    case, series, loaded = desk.case, desk.series, desk.loaded
    assert case is not None and series is not None and loaded is not None
    volume = loaded.need_volume()
    used = desk.library.get_setting(MODEL_SETTING)
    offered = cards(desk)
    card, folder = next((row for row in offered if row[0].id == used), offered[0])
    desk.marking.viewer = desk.grid
    desk.grid.content.prompting.positive = True
    desk.grid.content.prompting.taken = partial(mark, desk)
    desk.marking.show(MarkingSession(case, series, volume, structure, card, folder))
    desk.grid.pick_tool("mark point")
    masks, engine = desk.library.masks_folder, desk.jobs.engine

    def work(tick: Tick) -> None:
        get_ready(volume, series, card, folder, masks, engine, tick)

    desk.start(f"Get ready: {card.name}", work, lambda nothing: None, in_engine=True)


def pick_model(desk: Desk, id: str) -> None:
    """Work out what is marked with another model, also the structures after this one."""
    session = desk.marking.session
    if session is not None and session.card.id != id:
        session.card, session.folder = next(row for row in cards(desk) if row[0].id == id)
        desk.library.set_setting(MODEL_SETTING, id)
        _ask(desk, session)


def set_positive(positive: bool, desk: Desk) -> None:
    """What the left button means from now on."""
    desk.marking.in_hand.content.prompting.positive = positive
    desk.marking.show(desk.marking.session)


def rename(desk: Desk, name: str) -> None:
    """Call what is being marked by another name."""
    if desk.marking.session is not None:
        desk.marking.session.rename(name)
        desk.marking.show(desk.marking.session)


def mark(desk: Desk, prompt: Prompt) -> None:
    """One more mark."""
    from inference.segmentation.prompt_voxels import touches

    session = desk.marking.session
    if session is None:
        return
    if not touches(prompt, session.volume.geometry):
        desk.notices.say("That lies outside the images.", "Mark something inside them.")
        return
    session.add(prompt)
    if len(session.prompts) == 1 and prompt.kind == "point":
        desk.marking.in_hand.jump_to(prompt.points_lps[0])  # the other views show what is marked
    _ask(desk, session)


def undo_label(desk: Desk) -> str:
    """What `undo` would take back, or empty."""
    if is_marking(desk):
        return desk.marking.undo_label
    return "" if desk.case is None else desk.case.undo_label


def redo_label(desk: Desk) -> str:
    """What `redo` would do again, or empty."""
    if is_marking(desk):
        return desk.marking.redo_label
    return "" if desk.case is None else desk.case.redo_label


def undo(desk: Desk) -> None:
    """One mark back while a structure is marked, else one edit."""
    session = desk.marking.session
    if session is None:
        desk.undo()
    elif session.step_back():
        _ask(desk, session)


def redo(desk: Desk) -> None:
    """The mark again that was taken back, else the edit."""
    session = desk.marking.session
    if session is None:
        desk.redo()
    elif session.step_on():
        _ask(desk, session)


def enter(desk: Desk) -> None:
    """Enter: complete what is drawn with several clicks, else keep what is marked."""
    if is_marking(desk) and desk.grid.tool in TOOLS:
        keep(desk)
    else:
        desk.grid.finish_drawing()


def escape(desk: Desk) -> None:
    """Escape: drop the gesture; then back to marking from another tool; then leave what is marked. A film stops."""
    desk.grid.cine.stop()
    if desk.marking.session is None:
        desk.grid.cancel_gesture()
    elif desk.grid.content.prompting.is_drawing or desk.grid.tool not in TOOLS:
        tool = desk.grid.tool if desk.grid.tool in TOOLS else TOOLS[0]
        desk.grid.cancel_gesture()
        desk.grid.pick_tool(tool)
    else:
        leave(desk)


def keep(desk: Desk) -> None:
    """Bring what is marked into the case, at once or as soon as it is worked out."""
    session = desk.marking.session
    if session is None:
        return
    if session.is_busy:
        session.keep_when_done = True
        desk.marking.show(session)
    elif session.worked is None:
        desk.notices.say("Nothing is marked yet.", "Click inside the structure, or leave with Escape.")
    elif not session.worked.outcome.inside.any() and session.is_new:
        desk.notices.say("The outline is empty: there is nothing to keep.", "Mark the inside, or leave with Escape.")
    else:
        _keep(desk, session)


def leave(desk: Desk) -> None:
    """Mark no more. Asks first where an outline would be lost."""
    session = desk.marking.session
    if session is None:
        return
    if session.worked is None or not session.worked.outcome.inside.any():
        _end(desk)
        return

    def then() -> None:
        if desk.marking.session is session:
            _end(desk)

    count = len(session.prompts)
    desk.ask(tr("The outline of “{name}” is not kept yet. Marks: {count}.", name=session.label.name, count=count), "Drop the outline", then)


def end(desk: Desk) -> None:
    """Mark no more, without a question: an outline that is there is kept, and can be undone."""
    session = desk.marking.session
    if session is None:
        return
    if session.worked is not None and session.worked.outcome.inside.any():
        _keep(desk, session)
    else:
        _end(desk)


def _keep(desk: Desk, session: MarkingSession) -> None:
    from desktop.workflows.prompt_segment import result_of

    worked = session.worked
    assert worked is not None
    args = (session.volume, session.series, session.structure, worked, session.card)
    result = result_of(*args, desk.library.masks_folder, desk.author)
    _end(desk)
    keep_result(result, desk.library, session.case)
    made = result.segmentation
    assert made is not None
    desk.marking.kept.emit(made.id, session.label.number)
    statistics = made.find_statistics(session.label.number)
    size = tr("it has no voxels now") if statistics is None else f"{statistics.volume_ml:.1f} ml"
    desk.notices.say(tr("“{name}” is kept: {size}.", name=session.label.name, size=size), "Ctrl+Z takes it back.")


def _end(desk: Desk) -> None:
    desk.marking.show(None)
    desk.marking.in_hand.content.prompting.taken = lambda prompt: None
    desk.marking.in_hand.pick_tool("select")


def _ask(desk: Desk, session: MarkingSession) -> None:
    """Have the marks worked out as they are now, unless that is known; an older question is dropped."""
    from desktop.workflows.prompt_segment import work_out

    asked, card, folder = session.prompts, session.card, session.folder
    session.is_busy = bool(asked) and session.worked is None
    session.keep_when_done = False
    desk.marking.show(session)
    if not session.is_busy:
        return
    structure, last, volume, series = session.structure, session.last, session.volume, session.series
    masks, jobs = desk.library.masks_folder, desk.jobs

    def show(piece: Outcome) -> None:
        if desk.marking.session is session and session.take_piece(asked, piece):
            desk.marking.show(session)

    def work(tick: Tick) -> Worked | KnownError | None:
        def preview(piece: Outcome) -> None:
            jobs.call_main(partial(show, piece))

        try:
            return work_out(volume, series, structure, asked, last, card, folder, masks, jobs.engine, preview, tick)
        except SupersededError:
            return None
        except CancelledError:
            return KnownError("Stopped.", "The mark stays: mark again, or take it back.")
        except KnownError as error:
            return error

    def then(got: Worked | KnownError | None) -> None:
        is_now = session.take(card.id, asked, None if isinstance(got, KnownError) else got)
        if isinstance(got, KnownError):
            desk.notices.show(got)
        if desk.marking.session is not session or not is_now:
            return
        for note in () if got is None or isinstance(got, KnownError) else got.notes:
            desk.notices.say(note)
        desk.marking.show(session)
        if session.keep_when_done and session.worked is not None:
            keep(desk)

    desk.start(f"Mark {session.label.name}", work, then, in_engine=True)
