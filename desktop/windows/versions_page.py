"""Every version of the report in a list, and the one chosen beside it, with what changed since another one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from desktop.windows import look
from desktop.windows.choice import Choice
from desktop.windows.sentence_row import marked_piece
from viewer.widgets import theme
from viewer.widgets.label import Label
from viewer.widgets.tr import tr

AGAINST = ("the draft as it was made", "the version before", "the report of now", "nothing")
"""What a version is held against."""
LIST_PX = 330


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One line of the list: when, who, what was done; `mark` says whether it was drafted or signed."""

    number: int
    when: str
    who: str
    what: str
    mark: str = ""


class VersionsPage(QWidget):
    """Shows what it is given; what is chosen and asked leaves as a signal."""

    appearing = Signal()
    chosen = Signal(int, str)  # number of the version, one of AGAINST
    brought_back = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Versions of the report"))
        self.list.setFixedWidth(theme.px(LIST_PX))
        self.list.setWordWrap(True)
        self.list.setSpacing(4)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.against = Choice()
        self.against.addItems([tr(name) for name in AGAINST])
        self.against.setAccessibleName(tr("Compared with"))
        self.said = Label()
        self.said.setWordWrap(True)
        look.make(self.said, "quiet")
        self.text = QTextBrowser()
        self.text.setAccessibleName(tr("Report"))
        font = self.text.font()
        font.setPixelSize(theme.px(theme.REPORT_PX))
        self.text.setFont(font)
        self.back = QPushButton(tr("Bring back this version"))
        self.back.setToolTip(tr("The report reads like this again; undo takes that back"))
        label = Label(tr("Compared with"))
        look.make(label, "quiet")
        head = QHBoxLayout()
        head.addWidget(label)
        head.addWidget(self.against)
        head.addStretch(1)
        head.addWidget(self.back)
        right = QVBoxLayout()
        right.addLayout(head)
        right.addWidget(self.said)
        right.addWidget(self.text, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.list)
        row.addLayout(right, 1)
        self.setFocusProxy(self.list)
        self.list.currentItemChanged.connect(self._on_chosen)
        self.against.currentIndexChanged.connect(self._on_chosen)
        self.back.clicked.connect(lambda: self.brought_back.emit(self.number))

    @property
    def number(self) -> int:
        """The version that is chosen; 0 for none."""
        item = self.list.currentItem()
        return int(item.data(Qt.ItemDataRole.UserRole)) if item is not None else 0

    def show_rows(self, rows: Sequence[VersionRow], number: int) -> None:
        """List the versions, the newest first, and choose one."""
        self.list.blockSignals(True)
        self.list.clear()
        for row in rows:
            item = QListWidgetItem(f"{row.mark} {row.what}".strip() + f"\n{row.when} · {row.who}")
            item.setData(Qt.ItemDataRole.UserRole, row.number)
            self.list.addItem(item)
            if row.number == number:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        self._on_chosen()

    def show_text(self, sections: Sequence[tuple[str, Sequence[tuple[str, str]]]], said: str, can_bring_back: bool) -> None:
        """Show a version, section by section, in pieces that are the same, added or removed."""
        self.said.setText(said)
        self.back.setEnabled(can_bring_back)
        parts = [f"<p style='color:{look.qcolour('quiet').name()}'>{escape(title.upper())}</p><p>{''.join(marked_piece(*piece) for piece in pieces)}</p>" for title, pieces in sections]
        self.text.setHtml("".join(parts))

    def showEvent(self, event: QShowEvent) -> None:
        self.appearing.emit()
        super().showEvent(event)

    def _on_chosen(self) -> None:
        self.chosen.emit(self.number, AGAINST[max(self.against.currentIndex(), 0)])
