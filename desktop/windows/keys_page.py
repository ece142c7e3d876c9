"""The page of keys: every command with its key, which can be changed here, and what the mouse does."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QKeyCombination, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.action import Action
from desktop.actions import ACTIONS, find_action
from desktop.windows import look, own_keys
from viewer.widgets.label import Label
from viewer.widgets.tr import tr

COMMAND, MENU, PLACE, KEY = range(4)
HEADS = ("Command", "Menu", "Where", "Key")
MOUSE_HEADS = ("Mouse", "On a slice", "In 3D")
PLACE_WORDS = {
    "everywhere": "everywhere",
    "viewer": "in the image views",
    "findings": "in the list of findings",
    "worklist": "in the worklist",
    "editor": "in the report's text",
}
MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr)


class KeyField(QPushButton):
    """Takes the next key that is pressed; Tab and Escape leave it as it is."""

    pressed_keys = Signal(str)

    def __init__(self) -> None:
        super().__init__(tr("Change the key"))
        self.setCheckable(True)
        self.setToolTip(tr("Then press the new key; Esc leaves it as it is"))
        self.toggled.connect(self._on_toggled)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.isChecked():
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape:
            self.setChecked(False)
        elif event.key() not in MODIFIERS:
            self.setChecked(False)
            self.pressed_keys.emit(keys_of_event(event))

    def event(self, event: QEvent) -> bool:
        if self.isChecked() and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()  # while a key is asked for, no other command has it
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.keyPressEvent(event)  # Tab too
                return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.setChecked(False)
        super().focusOutEvent(event)

    def _on_toggled(self, on: bool) -> None:
        self.setText(tr("Press the new key") if on else tr("Change the key"))


def keys_of_event(event: QKeyEvent) -> str:
    """The name of a pressed key with its modifiers, as the table of commands writes it."""
    key, modifiers = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if key == Qt.Key.Key_Backtab:
        key, modifiers = Qt.Key.Key_Tab, modifiers | Qt.KeyboardModifier.ShiftModifier
    if key < 0x1000000 and not chr(key).isalpha() and event.text() == chr(key):
        modifiers &= ~Qt.KeyboardModifier.ShiftModifier  # "+" needs Shift on many keyboards and is no other key there
    sequence = QKeySequence(QKeyCombination(modifiers, key))
    return sequence.toString(QKeySequence.SequenceFormat.PortableText)


class KeysPage(QWidget):
    """Search, choose a command, press its new key."""

    changed = Signal(str)
    """What the setting is to say."""

    def __init__(self, mouse: Sequence[tuple[str, str, str]]) -> None:
        super().__init__()
        self._setting = ""
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search commands and keys"))
        self.search.setAccessibleName(tr("Search commands and keys"))
        self.search.setClearButtonEnabled(True)
        self.table = _table(HEADS, tr("Keys of commands"))
        self.field = KeyField()
        self.remove, self.reset, self.reset_all, self.swap = (
            QPushButton(text)
            for text in (tr("No key"), tr("As it was"), tr("All as they were"), tr("Take it from there"))
        )
        self.said = Label()
        self.said.setWordWrap(True)
        look.make(self.said, "attention")
        self.mouse = _table(MOUSE_HEADS, tr("What the mouse does"))
        self._rows_of_mouse = mouse
        buttons = QHBoxLayout()
        for button in (self.field, self.remove, self.reset, self.reset_all, self.said, self.swap):
            buttons.addWidget(button, 1 if button is self.said else 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.search)
        column.addWidget(self.table, 3)
        column.addLayout(buttons)
        column.addWidget(self.mouse, 1)
        self.setFocusProxy(self.search)
        self._wanted = ""
        self._offer(())
        self.search.textChanged.connect(self._on_searched)
        self.table.itemSelectionChanged.connect(lambda: self._offer(()))
        self.table.itemActivated.connect(lambda item: self._ask())
        self.field.pressed_keys.connect(self._on_pressed)
        self.remove.clicked.connect(lambda: self._use(""))
        self.reset.clicked.connect(self._on_reset)
        self.reset_all.clicked.connect(lambda: self.changed.emit(""))
        self.swap.clicked.connect(lambda: self._use(self._wanted))

    def showEvent(self, event: QShowEvent) -> None:
        """The tables are filled when they are first looked at: the window starts sooner."""
        super().showEvent(event)
        if not self.table.rowCount():
            self._fill()
            self.show_keys(self._setting)
            self.table.selectRow(0)

    @property
    def chosen(self) -> Action:
        return ACTIONS[max(self.table.currentRow(), 0)]

    def choose(self, id: str) -> None:
        """Select the row of a command."""
        self.table.selectRow([row.id for row in ACTIONS].index(id))

    def show_keys(self, setting: str) -> None:
        """Show the keys as the setting says."""
        self._setting = setting
        if not self.table.rowCount():
            return
        for place, keys in enumerate(own_keys.keys_of(setting).values()):
            cell = self._cell(place, KEY)
            cell.setText(_native(keys))
            font = cell.font()
            font.setBold(keys != ACTIONS[place].keys)
            cell.setFont(font)
        self._offer(())

    def _fill(self) -> None:
        self.mouse.setRowCount(len(self._rows_of_mouse))
        for place, texts in enumerate(self._rows_of_mouse):
            for at, text in enumerate(texts):
                self.mouse.setItem(place, at, QTableWidgetItem(tr(text)))
        self.table.setRowCount(len(ACTIONS))
        for place, row in enumerate(ACTIONS):
            where = ", ".join(tr(PLACE_WORDS[one]) for one in row.places)
            for column, text in enumerate((tr(row.text), tr(row.menu), where, _native(row.keys))):
                self.table.setItem(place, column, QTableWidgetItem(text))

    def _cell(self, place: int, column: int) -> QTableWidgetItem:
        cell = self.table.item(place, column)
        assert cell is not None  # every cell was filled
        return cell

    def _on_searched(self, words: str) -> None:
        for place in range(self.table.rowCount()):
            row = " ".join(self._cell(place, column).text() for column in range(len(HEADS))).casefold()
            self.table.setRowHidden(place, not all(word in row for word in words.casefold().split()))
        shown = next((place for place in range(self.table.rowCount()) if not self.table.isRowHidden(place)), -1)
        if shown >= 0:
            self.table.selectRow(shown)

    def _ask(self) -> None:
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.setChecked(True)

    def _on_pressed(self, keys: str) -> None:
        self._offer(())
        if refused := own_keys.refusal(self.chosen.id, keys):
            self.said.setText(tr(refused))
            return
        others = own_keys.clashes(self.chosen.id, keys, own_keys.keys_of(self._setting))
        if others:
            self._wanted = keys
            self._offer(others)
        else:
            self._use(keys)

    def _offer(self, others: Sequence[Action]) -> None:
        """Name the commands that have the key, with their places; offer to take it from them."""
        self.swap.setVisible(bool(others))
        named = "; ".join(f"“{tr(row.text)}” {', '.join(tr(PLACE_WORDS[one]) for one in row.places)}" for row in others)
        self.said.setText(tr("{key} is {commands}.", key=_native(self._wanted), commands=named) if others else "")
        if others:
            self.swap.setFocus(Qt.FocusReason.OtherFocusReason)

    def _use(self, keys: str) -> None:
        changed = own_keys.changed_keys(self._setting)
        for row in own_keys.clashes(self.chosen.id, keys, own_keys.keys_of(self._setting)):
            changed[row.id] = ""
        changed[self.chosen.id] = keys
        self.changed.emit(own_keys.to_setting(changed))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_reset(self) -> None:
        self._on_pressed(find_action(self.chosen.id).keys) if find_action(self.chosen.id).keys else self._use("")


def _native(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def _table(heads: Sequence[str], name: str) -> QTableWidget:
    table = QTableWidget(0, len(heads))
    table.setAccessibleName(name)
    table.setHorizontalHeaderLabels([tr(head) for head in heads])
    table.verticalHeader().hide()
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return table
