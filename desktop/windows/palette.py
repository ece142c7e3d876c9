"""Every command by its name: type a few letters, press Enter."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.windows import look
from viewer.widgets import theme
from viewer.widgets.tr import tr

WIDTH_PX, TOP_PX, ROWS = 480, 72, 10


class Palette(QFrame):
    """A list over the top of the window, only while it is asked for; Esc or going elsewhere closes it.

    What cannot be done now is listed last, with what stands in its way.
    """

    def __init__(self, actions: Callable[[], Sequence[QAction]], parent: QWidget) -> None:
        super().__init__(parent)
        self._actions, self._over = actions, parent
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._before: QWidget | None = None
        self._can_do = 0
        self.hide()
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("Type a command"))
        self.list = QListWidget()
        self.field.setAccessibleName(tr("Type a command"))
        self.list.setAccessibleName(tr("All commands"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFixedHeight(ROWS * theme.px(look.ROW_PX))
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.setSpacing(4)
        column.addWidget(self.field)
        column.addWidget(self.list)
        self.setFixedWidth(theme.px(WIDTH_PX))
        self.field.textChanged.connect(self._fill)
        self.field.returnPressed.connect(self._on_chosen)
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(self._on_chosen)

    def open(self) -> None:
        """Show below the top middle of the window, empty."""
        self.field.clear()
        self._fill("")
        self.adjustSize()
        self.move((self._over.width() - self.width()) // 2, TOP_PX)
        self._before = QApplication.focusWidget()  # it may be in the second window
        self.show()
        self.raise_()
        self._over.activateWindow()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self._close()
                return True
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and self._can_do:
                self.list.setCurrentRow((self.list.currentRow() + step) % self._can_do)
                return True
        return super().eventFilter(watched, event)

    def _fill(self, text: str) -> None:
        typed = text.lower().strip()
        found = [action for action in self._actions() if all(word in _searched(action) for word in typed.split())]
        found.sort(key=lambda action: (not action.isEnabled(), not _searched(action).startswith(typed)))
        self._can_do = sum(action.isEnabled() for action in found)
        self.list.clear()
        for action in found if typed else found[: self._can_do]:
            why = action.property("why")
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            item = QListWidgetItem(f"{_name(action)}  –  {why}" if why else f"{_name(action)}    {keys}".rstrip(), self.list)
            item.setData(Qt.ItemDataRole.UserRole, action)
            if not action.isEnabled():
                item.setFlags(Qt.ItemFlag.NoItemFlags)
                item.setForeground(theme.colour("quiet"))
                item.setToolTip(why or "")
        if not found:
            QListWidgetItem(tr("No command has these words."), self.list).setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.setCurrentRow(0 if self._can_do else -1)

    def _on_chosen(self) -> None:
        item = self.list.currentItem()
        if item is None or not item.flags() & Qt.ItemFlag.ItemIsEnabled:
            return
        self._close()
        item.data(Qt.ItemDataRole.UserRole).trigger()

    def _close(self) -> None:
        """Go away and give the focus back to where it was."""
        self.hide()
        if self._before is not None:
            self._before.window().activateWindow()
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)


def _name(action: QAction) -> str:
    return action.text().replace("&", "")


def _searched(action: QAction) -> str:
    """What typed words are looked for in. What undo would take back is none of its name: who types a command means that."""
    name = _name(action).lower()
    return name.partition(":")[0] if action.data() in ("edit.undo", "edit.redo") else name
