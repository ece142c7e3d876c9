"""Menus, tool bar and keys, made from the one table of actions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QToolBar, QWidget

from desktop.action import Action
from desktop.actions import ACTIONS, MENUS, SUBMENUS
from desktop.desk import Desk
from desktop.steps import marking
from desktop.windows import look
from viewer.widgets.tr import tr


class Commands(QObject):
    """One QAction for each row of the table; it is enabled while its command means something."""

    def __init__(self, desk: Desk, places: Mapping[str, Sequence[QWidget]], parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._held, self._is_due = 0, False
        self.actions: dict[str, QAction] = {}
        self._tips: dict[str, str] = {}
        for row in ACTIONS:
            action = QAction(tr(row.text), self)
            if row.icon:
                look.set_icon(action, row.icon)
            if row.keys:
                action.setShortcut(QKeySequence(row.keys))
            self._tell(row.id, action)
            everywhere = "everywhere" in row.places
            action.setShortcutContext(
                Qt.ShortcutContext.WindowShortcut if everywhere else Qt.ShortcutContext.WidgetWithChildrenShortcut
            )
            for widget in (parent,) if everywhere else [one for place in row.places for one in places[place]]:
                widget.addAction(action)
            action.triggered.connect(self._runner(row))
            action.setData(row.id)
            self.actions[row.id] = action
            if row.id.startswith("tool.") or row.checked is not None:
                action.setCheckable(True)
        parent.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Say what stands in the way of a command whose key was pressed in vain: no part of the window took it.

        The menu bar, while it has the keys, has arrows and Return for itself: Qt counts commands in its menus as its own.
        """
        if isinstance(watched, QMenuBar):
            if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and watched.hasFocus():
                is_bare = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
                event.setAccepted(is_bare)
                return is_bare
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat():
            pressed = QKeySequence(event.keyCombination())
            for row in ACTIONS:
                action = self.actions[row.id]
                if not action.isEnabled() and action.shortcut() == pressed and (why := row.why(self._desk)):
                    self._desk.notices.say(why)
                    break
        return super().eventFilter(watched, event)

    @contextmanager
    def refreshed_once(self) -> Iterator[None]:
        """Refresh when the block ends, and not in it: while a series opens a dozen things change in a row."""
        self._held, self._is_due = self._held + 1, True
        try:
            yield
        finally:
            self._held -= 1
            if not self._held and self._is_due:
                self.refresh()

    def refresh(self) -> None:
        """Ask every row whether it means anything now, and say what undo and redo would do."""
        self._is_due = bool(self._held)
        if self._is_due:
            return
        for row in ACTIONS:
            action, enabled = self.actions[row.id], row.when(self._desk)
            action.setEnabled(enabled)
            if row.checked is not None:
                action.setChecked(enabled and row.checked(self._desk))
            why = "" if enabled else tr(row.why(self._desk))
            action.setProperty("why", why)
            action.setToolTip(f"{self._tips[row.id]} – {why}" if why else self._tips[row.id])
        for id, verb, label in (
            ("edit.undo", "Undo", marking.undo_label(self._desk)),
            ("edit.redo", "Redo", marking.redo_label(self._desk)),
        ):
            action = self.actions[id]
            action.setText(f"{tr(verb)}: {tr(label)}" if label else tr(verb))
            self._tell(id, action)

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """Give every command its key, by its id."""
        for id, action in self.actions.items():
            if action.shortcut().toString(QKeySequence.SequenceFormat.PortableText) != keys[id]:
                action.setShortcut(QKeySequence(keys[id]))
                self._tell(id, action)

    def show_tool(self, name: str) -> None:
        """Mark the tool of the left button."""
        for id, action in self.actions.items():
            if id.startswith("tool."):
                action.setChecked(id == f"tool.{name.replace(' ', '_')}")

    def join(self, window: QWidget, viewers: QWidget) -> None:
        """Let keys work in another window that holds viewers."""
        for row in ACTIONS:
            if "everywhere" in row.places:
                window.addAction(self.actions[row.id])
            elif "viewer" in row.places:
                viewers.addAction(self.actions[row.id])

    def fill_menu_bar(self, bar: QMenuBar) -> None:
        bar.installEventFilter(self)
        for name in MENUS:
            menu = bar.addMenu(tr(name))
            menu.setToolTipsVisible(False)
            inner: dict[str, QMenu] = {}
            for row in ACTIONS:
                if row.menu == name:
                    below = next((text for start, text in SUBMENUS.items() if row.id.startswith(start)), "")
                    if below and below not in inner:
                        inner[below] = menu.addMenu(tr(below))
                    (inner[below] if below else menu).addAction(self.actions[row.id])

    def fill_tool_bar(self, bar: QToolBar) -> None:
        group = ""
        for row in ACTIONS:
            if row.in_tool_bar:
                if group and row.menu != group:
                    bar.addSeparator()
                group = row.menu
                bar.addAction(self.actions[row.id])
        for button in bar.findChildren(QWidget):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _tell(self, id: str, action: QAction) -> None:
        """Its text and key as a tip, kept: asking Qt for both of every command takes longer than all the rest of `refresh`."""
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self._tips[id] = f"{action.text()} ({keys})" if keys else action.text()
        action.setToolTip(self._tips[id])

    def _runner(self, row: Action) -> Callable[[], None]:
        def run() -> None:
            self._desk.run(row.run)
            self.refresh()
            self.show_tool(self._desk.grid.tool)

        return run
