"""One sentence of the report: its text to edit in place, and the mark that says what supports it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

from PySide6.QtCore import QElapsedTimer, QEvent, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.windows import look
from desktop.windows.evidence_marks import EvidenceMark, EvidenceMarks
from desktop.windows.sentence_text import SentenceText
from desktop.windows.table_cells import TableCells
from viewer.case.report import TABLE_MARK, Sentence
from viewer.widgets import theme
from viewer.widgets.label import Label
from viewer.widgets.tr import tr

CHECK_AFTER_MS = 250
LONGEST_MS = 2000
"""Without a pause, what is typed is on disk after this time."""
Verdict = Literal["supported", "contradicted", "unsupported", "not_checkable"]
VERDICT_ROLES: dict[Verdict, str] = {
    "supported": "confirmed", "contradicted": "wrong", "unsupported": "attention", "not_checkable": "quiet",
}  # fmt: skip
VERDICT_MARKS: dict[Verdict, str] = {
    "supported": "✓", "contradicted": "✕", "unsupported": "▲", "not_checkable": "–",
}  # fmt: skip


Written = Literal["drafted", "checked", "corrected", "own words"]
WRITTEN_ROLES: dict[Written, str] = {
    "drafted": "proposed", "checked": "confirmed", "corrected": "accent", "own words": "confirmed",
}  # fmt: skip
"""Where a sentence comes from, while nothing speaks against it."""
PIECE_SIGNS = {"same": ("text", "", ""), "added": ("confirmed", "<u>", "</u>"), "removed": ("wrong", "<s>", "</s>")}


def marked_piece(kind: str, text: str) -> str:
    """A piece of a comparison as rich text: what was added is underlined, what was removed is struck through."""
    role, opens, closes = PIECE_SIGNS[kind]
    words = escape(text).replace("\n", "<br/>")
    return f"<span style='color:{look.qcolour(role).name()}'>{opens}{words}{closes}</span>"


@dataclass(frozen=True, slots=True)
class SentenceState:
    """What the check says about a sentence. `reason` is empty where it has nothing to say."""

    verdict: Verdict
    reason: str = ""
    waived: bool = False


class Gutter(QWidget):
    """A bar at the sentence's left: solid where evidence supports it, broken where nothing does. A click says "checked"."""

    clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(12)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.role, self.solid, self.lit = "quiet", False, False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = look.qcolour(self.role)
        width = 4 if self.lit else 2
        if self.solid:
            painter.fillRect(QRect(4, 3, width, self.height() - 6), colour)
        else:
            for top in range(3, self.height() - 5, 7):
                painter.fillRect(QRect(4, top, width, 4), colour)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.clicked.emit()


class SentenceRow(QWidget):
    """Gutter, text, and below it what the check objects to."""

    edited = Signal(str, str)  # sentence id, text
    chosen = Signal(str)  # sentence id: go to its place
    hovered = Signal(str)  # sentence id, or empty
    next_asked = Signal(str)
    removal_asked = Signal(str)
    checked = Signal(str)  # the reader says that it is right, or takes that back
    evidence_chosen = Signal(str)  # evidence id

    def __init__(self, sentence: Sentence, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sentence = sentence
        self.gutter = Gutter()
        self.text = SentenceText()
        self.cells = TableCells()
        self.cells.hide()
        self.marks = EvidenceMarks()
        self.marks.chosen.connect(self.evidence_chosen)
        self.gutter.clicked.connect(lambda: self.checked.emit(self.sentence.id))
        self.made: str | None = None
        """What the model or the templates had written here; None where they wrote nothing."""
        self.was = Label()
        self.was.setWordWrap(True)
        self.was.setContentsMargins(4, 0, 0, 4)
        self.was.hide()
        self.picture = Label()
        self.picture.setContentsMargins(4, 0, 0, 4)
        self.picture.hide()
        self.reason = Label()
        self.reason.setWordWrap(True)
        self.reason.setContentsMargins(4, 0, 0, 4)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(CHECK_AFTER_MS)
        self._timer.timeout.connect(self.commit)
        self._waits = QElapsedTimer()
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.text)
        column.addWidget(self.cells)
        column.addWidget(self.picture)
        column.addWidget(self.was)
        column.addWidget(self.reason)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 12, 2)
        row.setSpacing(4)
        row.addWidget(self.gutter)
        row.addLayout(column, 1)
        row.addWidget(self.marks, 0, Qt.AlignmentFlag.AlignTop)
        self._showing, self._seen = False, sentence.text
        self.state = SentenceState("not_checkable")
        self.show_sentence(sentence)
        self.text.textChanged.connect(self._on_text_changed)
        self.text.entered.connect(self._on_entered)
        self.text.emptied.connect(lambda: self.removal_asked.emit(self.sentence.id))
        self.text.focused.connect(lambda: self.chosen.emit(self.sentence.id))
        self.text.focused.connect(self._show_cells)
        self.text.left.connect(self._show_cells)
        self.cells.wanted.connect(self.begin)

    @property
    def is_pending(self) -> bool:
        return self._timer.isActive()

    def show_sentence(self, sentence: Sentence) -> None:
        """Show the sentence as it is stored; text being typed right now stays."""
        self.sentence = sentence
        self.text.setProperty("sentence id", sentence.id)
        if not self.is_pending and _plain(self.text.toPlainText()) != _plain(sentence.text):  # a space just typed stays
            self._showing = True
            self.text.show_text(sentence.text)
            self._showing = False
        self._show_cells()
        self.show_state(self.state)

    def _show_cells(self) -> None:
        """A line of a table stands in cells while nobody types in it."""
        line = self.text.toPlainText()
        in_cells = line.startswith(TABLE_MARK) and not self.text.hasFocus()
        if in_cells:
            self.cells.show_line(line, is_head=not self.sentence.finding_ids)
        space = self.marks.sizePolicy()
        space.setRetainSizeWhenHidden(in_cells)  # columns stay below each other, with a mark behind the line or without
        self.marks.setSizePolicy(space)
        self.marks.setMinimumWidth(theme.px(24) if in_cells else 0)
        self.cells.setVisible(in_cells)
        self.text.setVisible(not in_cells)

    def begin(self) -> None:
        """Put the cursor into the text, out of the cells of a table."""
        self.cells.hide()
        self.text.show()
        self.text.setFocus(Qt.FocusReason.MouseFocusReason)

    def show_state(self, state: SentenceState) -> None:
        self.state = state
        trouble = state.verdict in ("contradicted", "unsupported") and not state.waived
        self.gutter.role = VERDICT_ROLES[state.verdict] if trouble else WRITTEN_ROLES[self.written]
        self.gutter.solid = bool(self.sentence.evidence_ids)
        self.gutter.update()
        words = f"{VERDICT_MARKS[state.verdict]} {tr(state.verdict.replace('_', ' '))}"
        if state.waived:
            words = f"○ {tr('waived')} ({tr(state.verdict.replace('_', ' '))})"
        told = f"{words}: {state.reason}" if state.reason else words
        support = tr("from evidence") if self.sentence.evidence_ids else tr("without evidence in the images")
        author = self.sentence.source.author.partition(":")[2]
        tip = tr("{told}\n{support}, by {author}", told=told, support=support, author=author)
        click = tr("Click to take your check mark away") if self.sentence.checked_by else tr("Click to mark as checked")
        self.gutter.setToolTip(f"{tip}\n{tr(self.written)}. {click}")
        self.reason.setText(told)
        look.make(self.reason, VERDICT_ROLES[state.verdict] if trouble else "quiet")
        self.reason.setVisible(trouble or state.waived)

    @property
    def written(self) -> Written:
        """Where its words come from."""
        if self.sentence.source.is_model:
            return "checked" if self.sentence.checked_by else "drafted"
        return "corrected" if self.made is not None and self.made != self.sentence.text else "own words"

    def show_made(self, made: str | None, pieces: Sequence[tuple[str, str]]) -> None:
        """Say what the draft had here, and what of it was taken out and put in; without pieces that is not shown."""
        self.made = made
        self.was.setVisible(bool(pieces))
        self.was.setText("".join(marked_piece(kind, text) for kind, text in pieces))
        self.show_state(self.state)

    def show_evidence(self, marks: Sequence[EvidenceMark]) -> None:
        self.marks.show_marks(marks)

    def show_picture(self, picture: QImage | None) -> None:
        """Show the key image that the sentence names below it; None for a sentence that names none."""
        self.picture.setVisible(picture is not None)
        if picture is not None:
            self.picture.setPixmap(QPixmap.fromImage(picture))
            self.picture.setToolTip(self.sentence.text)
            self.picture.setAccessibleName(self.sentence.text)

    def light(self, on: bool) -> None:
        """Show that this sentence belongs to what the pointer is over."""
        self.gutter.lit = on
        self.gutter.update()

    def commit(self) -> None:
        """Send what was typed now instead of after the pause."""
        self._timer.stop()
        text = _plain(self.text.toPlainText())
        if text != self.sentence.text:
            self.edited.emit(self.sentence.id, text)

    def enterEvent(self, event: QEvent) -> None:
        self.hovered.emit(self.sentence.id)

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered.emit("")

    def _on_text_changed(self) -> None:
        text = self.text.toPlainText()
        if not self._showing and text != self._seen:  # marks of spelling change the text's looks only
            if self.is_pending and self._waits.hasExpired(LONGEST_MS):
                self.commit()  # whoever types without a pause loses no more than this either
            else:
                if not self.is_pending:
                    self._waits.start()
                self._timer.start()
        self._seen = text

    def _on_entered(self) -> None:
        self.commit()
        self.next_asked.emit(self.sentence.id)


def _plain(text: str) -> str:
    """A text with single spaces, as it is stored."""
    return " ".join(text.split())
