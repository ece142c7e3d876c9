"""Critical results of the report in hand, and whether somebody was told: one line each, above the signature."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.windows import look
from viewer.widgets.label import Label
from viewer.widgets.tr import tr


@dataclass(frozen=True, slots=True)
class CriticalLine:
    """A critical result: its name, how soon ("within minutes"), where it is said, and what was logged ("" for nothing)."""

    name: str
    within: str
    sentence_id: str
    finding_id: str
    told: str


class CriticalBar(QFrame):
    """Hidden where there is nothing critical. It stops nobody: a reader who is on the telephone can sign later."""

    log_asked = Signal(str)  # name of the result
    chosen = Signal(object)  # CriticalLine

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look.make(self, "bar")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 4, 12, 4)
        self._column.setSpacing(4)
        self.lines: tuple[CriticalLine, ...] = ()
        self.hide()

    def show_lines(self, lines: Sequence[CriticalLine]) -> None:
        if tuple(lines) == self.lines:
            return
        self.lines = tuple(lines)
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for line in lines:
            self._column.addWidget(self._row(line))
        self.setVisible(bool(lines))

    def _row(self, line: CriticalLine) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        said = tr("✓ {name}: {told}", name=tr(line.name), told=line.told) if line.told else tr("‼ Critical: {name}. Tell somebody {within}.", name=tr(line.name), within=tr(line.within))
        text = Label(said)
        text.setWordWrap(True)
        look.make(text, "quiet" if line.told else "wrong")
        go, log = QPushButton(tr("Go")), QPushButton(tr("Log again") if line.told else tr("Log"))
        go.setToolTip(tr("Go to the sentence or the finding"))
        log.setToolTip(tr("Who was told, how, and was it read back"))
        go.clicked.connect(lambda: self.chosen.emit(line))
        log.clicked.connect(lambda: self.log_asked.emit(line.name))
        row.addWidget(text, 1)
        for button in (go, log):
            look.make(button, "compact")
            row.addWidget(button)
        return box
