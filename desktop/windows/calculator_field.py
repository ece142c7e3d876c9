"""One value that a calculator asks for: a number, a choice, or several of some; below it where the value is from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.windows import look
from viewer.widgets import theme
from viewer.widgets.label import Label
from viewer.widgets.tr import tr

NONE = "none"
UNSET = "–"
EDITOR_PX = 152


@dataclass(frozen=True, slots=True)
class FieldState:
    """`origin` says where the value is from or what is wrong with it; `asked` that it is missing."""

    origin: str
    asked: bool = False
    wrong: bool = False


class CalculatorField(QWidget):
    """Says every change by `changed`; an empty text means no value."""

    changed = Signal(str, str)

    def __init__(self, name: str, title: str, unit: str, choices: Sequence[str], several: bool) -> None:
        super().__init__()
        self.name, self._title = name, f"{title}, {unit}" if unit else title
        self._line: QLineEdit | None = None
        self._combo: QComboBox | None = None
        self._boxes: list[QCheckBox] = []
        self.title, self.origin = Label(self._title), Label()
        for label in (self.title, self.origin):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        look.make(self.origin, "quiet")
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(self.title)
        said.addWidget(self.origin)
        said.addStretch(1)
        if several:
            column = QVBoxLayout(self)
            column.addLayout(said)
            column.addLayout(self._make_boxes(choices))
            column.setContentsMargins(0, 0, 0, 0)
            return
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addLayout(said, 1)
        editor = self._make_combo(choices) if choices else self._make_line(unit)
        editor.setFixedWidth(theme.px(EDITOR_PX))
        row.addWidget(editor, 0, Qt.AlignmentFlag.AlignTop)

    def _make_line(self, unit: str) -> QLineEdit:
        self._line = QLineEdit()
        self._line.setAccessibleName(self._title)
        self._line.setPlaceholderText(unit)
        self._line.textEdited.connect(lambda text: self.changed.emit(self.name, text))
        return self._line

    def _make_combo(self, choices: Sequence[str]) -> QComboBox:
        self._combo = QComboBox()
        self._combo.setAccessibleName(self._title)
        self._combo.addItem(UNSET, "")
        for choice in choices:
            self._combo.addItem(choice, choice)
        self._combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._combo.setMinimumContentsLength(8)
        self._combo.activated.connect(lambda place: self.changed.emit(self.name, self.text))
        return self._combo

    def _make_boxes(self, choices: Sequence[str]) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(2)
        for place, choice in enumerate((NONE, *choices)):
            box = QCheckBox(choice)
            box.clicked.connect(lambda checked, choice=choice: self._on_box(choice, checked))
            self._boxes.append(box)
            grid.addWidget(box, place // 2, place % 2)
        return grid

    @property
    def text(self) -> str:
        """What is written or chosen."""
        if self._line is not None:
            return self._line.text()
        if self._combo is not None:
            return str(self._combo.currentData() or "")
        return ",".join(box.text() for box in self._boxes if box.isChecked())

    def show_text(self, text: str) -> None:
        """Write a value into it, without saying so."""
        if self._line is not None:
            self._line.setText(text)
        elif self._combo is not None:
            self._combo.setCurrentIndex(max(self._combo.findData(text), 0))
        else:
            chosen = text.split(",")
            for box in self._boxes:
                box.setChecked(box.text() in chosen)

    def show_state(self, state: FieldState) -> None:
        """Say where the value is from, or that it is asked for."""
        self.title.setText(f"• {self._title}" if state.asked else self._title)
        self.title.setToolTip(tr("Still asked for") if state.asked else "")
        self.origin.setText(state.origin)
        self.origin.setVisible(bool(state.origin))
        look.make(self.origin, "attention" if state.wrong else "quiet")

    def _on_box(self, choice: str, checked: bool) -> None:
        for box in self._boxes:
            if checked and (box.text() == NONE) != (choice == NONE):
                box.setChecked(False)
        self.changed.emit(self.name, self.text)
