"""The structure that is being marked: its panel, and its marks and outline on the images."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.desk import Desk
from desktop.steps import marking as steps
from desktop.windows import words
from desktop.windows.main_window import MainWindow
from desktop.windows.open_study import OpenStudy
from inference.packs.structures import is_known, known_names

if TYPE_CHECKING:
    from desktop.workflows.marking_session import MarkingSession


class OpenMarking(QObject):
    """Shows the session of `desk.marking`, and ends it where its images leave the screen."""

    def __init__(self, desk: Desk, window: MainWindow, study: OpenStudy) -> None:
        super().__init__(window)
        self._desk, self._window, self._study = desk, window, study
        self._panel, self._reading = window.reading.marking, window.reading
        self._was: MarkingSession | None = None
        self._unfolded = False
        self._marks = 0
        actions = window.commands.actions
        self._panel.set_tools([actions[f"tool.{name.replace(' ', '_')}"] for name in steps.TOOLS])
        self._panel.named.connect(partial(steps.rename, desk))
        self._panel.name_left.connect(self._focus_images)
        self._panel.sign_picked.connect(lambda positive: steps.set_positive(positive, desk))
        self._panel.model_picked.connect(lambda id: desk.run(lambda desk: steps.pick_model(desk, id)))
        self._panel.keep_asked.connect(partial(desk.run, steps.keep))
        self._panel.leave_asked.connect(partial(desk.run, steps.leave))
        desk.marking.changed.connect(self.refresh)
        desk.marking.kept.connect(self._on_kept)
        study.changed.connect(self._on_study_changed)
        window.closing.connect(partial(desk.run, steps.end))

    def refresh(self) -> None:
        """Show how far the marking is."""
        session, viewer = self._desk.marking.session, self._desk.marking.viewer
        if viewer is None:
            return
        prompting = viewer.content.prompting
        if self._was is not None and (session is not self._was or len(session.prompts) != self._marks):
            self._window.question.drop()  # what it asked about these marks is over
        self._marks = 0 if session is None else len(session.prompts)
        if session is not self._was:
            self._panel.name.clear()  # it keeps what is being typed while one structure is marked, and no longer
        if session is None:
            prompting.clear()
            self._panel.hide()
            if self._was is not None:
                self._on_ended()
        else:
            prompting.show(session.all_prompts)
            shown = session.shown
            prompting.show_draft(shown.inside, shown.grid_of(session.volume.geometry), session.label)
            self._panel.set_models([(card.id, card.name) for card, _ in steps.cards(self._desk)], session.card.id)
            self._panel.show_session(
                "" if session.is_new and session.label.name.startswith("structure") else session.label.name,
                session.is_new,
                _code(session),
                _state(session),
                prompting.positive,
                session.worked is not None or session.is_busy,
            )
            if self._was is not session:
                self._on_begun()
        self._was = session
        self._study.refresh_overlay()
        self._window.commands.refresh()

    def _on_begun(self) -> None:
        if not self._panel.name.completer():
            self._panel.set_names(known_names())
        self._unfolded = not self._reading.is_shown("findings")
        if self._unfolded:
            self._reading.show_panel("findings", True)
        self._reading.make_room(self._panel)
        if not self._panel.name.isReadOnly():
            self._panel.name.setFocus()

    def _on_ended(self) -> None:
        if self._unfolded:
            self._reading.show_panel("findings", False)
        self._unfolded = False
        if self._window.place == "reading":
            self._focus_images()

    def _focus_images(self) -> None:
        self._reading.grid.focus_pane(self._window.focused_pane)

    def _on_kept(self, segmentation_id: str, number: int) -> None:
        self._study.show_label(segmentation_id, number)
        self._desk.marking.shown = self._study.segmentation

    def _on_study_changed(self) -> None:
        session, loaded = self._desk.marking.session, self._desk.loaded
        if session is not None and (loaded is None or loaded.volume is not session.volume):
            self._desk.run(steps.end)
        self._desk.marking.shown = self._study.segmentation


def _code(session: MarkingSession) -> str:
    label = session.label
    if not is_known(label):
        return "No standard code has this name" if label.name and not label.name.startswith("structure") else ""
    side = "" if label.side == "none" else f", {label.side}"
    return f"{label.code.meaning}{side} · SNOMED CT {label.code.value}"


def _state(session: MarkingSession) -> str:
    if session.is_busy:
        return "◌ working, then kept" if session.keep_when_done else "◌ working"
    if session.worked is None:
        return "not worked out" if session.prompts else ""
    return f"{words.volume(session.volume_ml)} · {session.worked.seconds:.1f} s"
