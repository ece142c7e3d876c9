"""The report beside the images: sections of sentences edited in place, checked as they are typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.windows import look
from desktop.windows.critical_bar import CriticalBar
from desktop.windows.elided import ElidedLabel
from desktop.windows.evidence_marks import EvidenceMark
from desktop.windows.problems_list import ProblemsList, ReportProblem
from desktop.windows.sentence_row import SentenceRow, SentenceState
from desktop.windows.signed_page import SignedPage
from desktop.windows.signing_bar import SigningBar
from desktop.windows.spell_marks import NoSpelling, Spelling
from viewer.case.report import ReportDraft, SignedReport
from viewer.widgets.label import Label
from viewer.widgets.tr import counted, tr

EMPTY, DRAFT, SIGNED = range(3)


class ReportEditor(QWidget):
    """Empty, draft or signed. Holds nothing: every change leaves as a signal and comes back as a draft."""

    draft_asked = Signal(str)  # card id of a pack, or empty for template sentences
    sentence_edited = Signal(str, str)  # sentence id, text
    sentence_added = Signal(str)  # after this sentence id
    sentence_removed = Signal(str)
    sentence_chosen = Signal(str)
    sentence_hovered = Signal(str)
    sentence_checked = Signal(str)
    evidence_chosen = Signal(str)
    problem_chosen = Signal(object)  # ReportProblem
    waived = Signal(str, str)  # problem id, reason
    addendum_asked = Signal()
    changes_asked = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[str, SentenceRow] = {}
        self._moving = False
        self.expander: Callable[[str], str] = lambda short: ""
        self.completer: Callable[[str], Sequence[str]] = lambda start: ()
        self._spelling: Spelling = NoSpelling()
        self._layout_of: tuple[tuple[str, tuple[str, ...]], ...] = ()
        self.length = Label()
        self.title = ElidedLabel(tr("REPORT"))
        look.make(self.title, "heading")
        self.status = ElidedLabel()  # gives way to the buttons
        look.make(self.status, "quiet")
        self.changes_button = QToolButton()
        look.set_icon(self.changes_button, "changes")
        self.changes_button.setAccessibleName(tr("Changes"))
        self.changes_button.setCheckable(True)
        self.changes_button.setToolTip(tr("Show below each sentence what was changed in the draft"))
        self.changes_button.toggled.connect(self.changes_asked)
        self.draft_button = _menu_button(tr("Draft"), "draft", tr("Draft the report from the accepted findings"))
        self.draft_button.clicked.connect(lambda: self.draft_asked.emit(""))
        self.export_button = _menu_button(tr("Export"), "export", tr("Write PDF, DICOM or other files"))
        self.export_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        head = QHBoxLayout()
        head.setContentsMargins(12, 4, 8, 4)
        head.setSpacing(8)
        head.addWidget(self.title)
        head.addWidget(self.status)
        head.addStretch(1)
        head.addWidget(self.draft_button)
        head.addWidget(self.export_button)
        self.indication = QLineEdit()
        self.indication.setPlaceholderText(tr("not provided"))
        self.indication.setAccessibleName(tr("Indication"))
        label = Label(tr("Indication"))
        look.make(label, "quiet")
        indication = QHBoxLayout()
        indication.setContentsMargins(12, 0, 12, 4)
        indication.setSpacing(8)
        indication.addWidget(label)
        indication.addWidget(self.indication, 1)
        indication.addWidget(self.changes_button)
        self._indication = QWidget()
        self._indication.setLayout(indication)

        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.signed = SignedPage()
        self.signed.sentence_chosen.connect(self.sentence_chosen)
        self.signed.addendum_asked.connect(self.addendum_asked)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._make_empty())
        self.stack.addWidget(self.area)
        self.stack.addWidget(self.signed)
        self.written = Label()
        self.written.setWordWrap(True)
        self.written.setContentsMargins(24, 4, 12, 4)
        look.make(self.written, "proposed")
        self.written.hide()
        self.problems = ProblemsList()
        self.problems.chosen.connect(self.problem_chosen)
        self.problems.waived.connect(self.waived)
        self.critical = CriticalBar()
        self.signing = SigningBar()
        self.offer(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._indication)
        column.addWidget(self.stack, 1)
        column.addWidget(self.written)
        column.addWidget(self.problems)
        column.addWidget(self.critical)
        column.addWidget(self.signing)

    def set_packs(self, packs: Sequence[tuple[str, str]]) -> None:
        """Offer template sentences, which the button itself drafts, and behind its arrow each language model, as (card id, name)."""
        if not packs:
            self.draft_button.setMenu(None)  # type: ignore[arg-type]
            return
        self.draft_button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        menu = QMenu(self.draft_button)
        menu.addAction(tr("Template sentences"), lambda: self.draft_asked.emit(""))
        for card_id, name in packs:
            menu.addAction(tr("Worded by {name}", name=name), lambda card_id=card_id: self.draft_asked.emit(card_id))
        self.draft_button.setMenu(menu)

    def set_spelling(self, spelling: Spelling) -> None:
        """Ask this of the spelling of sentences from now on."""
        self._spelling = spelling

    def respell(self) -> None:
        """Look at the spelling of all sentences again: a list of words came or changed."""
        for row in self.rows.values():
            row.text.spelling.rehighlight()

    def set_export_actions(self, actions: Sequence[QAction]) -> None:
        menu = QMenu(self.export_button)
        menu.addActions(list(actions))
        self.export_button.setMenu(menu)

    def offer(self, can_draft: bool) -> None:
        """Offer to draft where a study is open: of radiographs a report says what the reader measured and writes."""
        self.draft_button.setEnabled(can_draft)
        self.first_draft.setVisible(can_draft)
        self.empty_text.setText(
            tr("The report appears here, from the accepted findings.") if can_draft else tr("No study is open.")
        )

    def show_nothing(self) -> None:
        """No draft yet."""
        self._clear_rows()
        self.stack.setCurrentIndex(EMPTY)
        self.status.setText("")
        self._indication.show()
        self.export_button.setEnabled(False)
        self.changes_button.hide()
        self.draft_button.setText(tr("Draft"))
        self.draft_button.show()
        self.problems.show_problems(())

    def show_draft(self, draft: ReportDraft, status: str) -> None:
        """Show a draft; sentences that stay keep their row, so that the cursor does too."""
        shape = tuple((section.title, tuple(row.id for row in section.sentences)) for section in draft.sections)
        if shape != self._layout_of:
            self._build(draft)
            self._layout_of = shape
        for sentence in draft.sentences:
            self.rows[sentence.id].show_sentence(sentence)
        self.status.setText(status)
        self._indication.show()
        self.export_button.setEnabled(True)
        self.draft_button.setText(tr("Draft again"))
        self.draft_button.show()
        self.changes_button.show()
        self._moving = True  # as above
        self.stack.setCurrentIndex(DRAFT)
        self._moving = False

    def show_length(self, words: int, usual: int) -> None:
        """Say how long the draft is, and how long the reader's own are where that is known (not 0)."""
        said = tr("{words} words · yours: {median}", words=words, median=usual) if usual else counted(words, "1 word", "{count} words")
        self.length.setText(said)
        told = tr("Half of the reports that you signed in this template are shorter than {median} words", median=usual) if usual else ""
        self.length.setToolTip(told)

    def show_signed(self, report: SignedReport) -> None:
        """Show what was signed; it does not change."""
        self._clear_rows()
        self.signed.show_report(report)
        self.status.setText(tr("signed · version {version}", version=report.version))
        self._indication.hide()
        self.draft_button.hide()
        self.changes_button.hide()
        self.export_button.setEnabled(True)
        self.problems.show_problems(())
        self.stack.setCurrentIndex(SIGNED)

    def show_words(self, texts: Sequence[str]) -> None:
        """Show sentences as they are being written; none of them is in the report yet."""
        self.written.setText("\n".join(texts))
        self.written.setVisible(bool(texts))

    def show_check(self, states: Mapping[str, SentenceState], problems: Sequence[ReportProblem]) -> None:
        """Mark each sentence with its verdict and list what blocks signing."""
        for id, row in self.rows.items():
            row.show_state(states.get(id, SentenceState("not_checkable")))
        self.problems.show_problems(problems)
        QTimer.singleShot(0, self, self._keep_caret_in_sight)  # after the list has taken its room

    def _keep_caret_in_sight(self) -> None:
        """Scroll as far as the line being typed needs; the report keeps its place while nothing is typed."""
        text = next((row.text for row in self.rows.values() if row.text.hasFocus()), None)
        inside = self.area.widget()
        if text is not None and inside is not None:
            caret = text.cursorRect()
            middle = text.viewport().mapTo(inside, caret.center())
            self.area.ensureVisible(middle.x(), middle.y(), 0, caret.height())

    def light(self, sentence_ids: Sequence[str]) -> None:
        for id, row in self.rows.items():
            row.light(id in sentence_ids)

    def reveal(self, sentence_ids: Sequence[str]) -> None:
        """Bring the first of these sentences into sight; the cursor stays where it is."""
        row = next((row for id, row in self.rows.items() if id in sentence_ids), None)
        if row is not None:
            self.area.ensureWidgetVisible(row, 0, 40)

    def show_evidence(self, marks: Mapping[str, Sequence[EvidenceMark]]) -> None:
        """Put the marks of its evidence behind each sentence."""
        for id, row in self.rows.items():
            row.show_evidence(marks.get(id, ()))

    def show_pictures(self, pictures: Mapping[str, QImage]) -> None:
        """Put the key images below the sentences that name them."""
        for id, row in self.rows.items():
            row.show_picture(pictures.get(id))

    def show_made(self, made: Mapping[str, str], pieces: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        """Say of each sentence what the draft had written, and what of that was changed."""
        for id, row in self.rows.items():
            row.show_made(made.get(id), pieces.get(id, ()))

    def go_to(self, sentence_id: str) -> None:
        """Put the cursor at the end of a sentence and bring it into sight."""
        if (row := self.rows.get(sentence_id)) is not None:
            row.begin()
            row.text.setFocus(Qt.FocusReason.OtherFocusReason)
            cursor = row.text.textCursor()
            cursor.movePosition(cursor.MoveOperation.End)
            row.text.setTextCursor(cursor)
            row.text.select_place()
            self.area.ensureWidgetVisible(row, 0, 40)

    def commit(self) -> None:
        """Send what was typed and not yet sent."""
        for row in list(self.rows.values()):
            if row.is_pending:
                row.commit()

    def focus_report(self) -> None:
        """Take the focus as a panel."""
        if self.stack.currentIndex() == DRAFT and self.rows:
            next(iter(self.rows.values())).text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self.stack.currentIndex() == SIGNED:
            self.signed.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.indication.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _build(self, draft: ReportDraft) -> None:
        scrolled = self.area.verticalScrollBar().value()
        held = next(((id, row.text.textCursor().position()) for id, row in self.rows.items() if row.text.hasFocus()), None)
        self._moving = True  # the focus leaves what is hidden for another sentence: nobody chose that one
        self._clear_rows()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(0)
        for section in draft.sections:
            heading = Label(section.title.upper())
            look.make(heading, "heading")
            heading.setContentsMargins(12, 12, 12, 4)
            column.addWidget(heading)
            for sentence in section.sentences:
                row = SentenceRow(sentence)
                row.text.expand, row.text.complete = self._expanded, self._completed
                row.text.spelling.spelling = self._spelling
                row.text.spelling.rehighlight()
                row.edited.connect(self.sentence_edited)
                row.chosen.connect(self._on_chosen)
                row.hovered.connect(self.sentence_hovered)
                row.checked.connect(self.sentence_checked)
                row.evidence_chosen.connect(self.evidence_chosen)
                row.next_asked.connect(self.sentence_added)
                row.removal_asked.connect(self.sentence_removed)
                self.rows[sentence.id] = row
                column.addWidget(row)
        column.addWidget(self.length)
        column.addStretch(1)
        self.area.setWidget(inside)
        if held is not None and held[0] in self.rows:
            self._hold(*held)
        self._moving = False
        QTimer.singleShot(0, self, lambda: self._scroll_back(scrolled))  # after the lines have their heights

    def _hold(self, id: str, position: int) -> None:
        """Leave the cursor where it was, in a line that was made anew."""
        text = self.rows[id].text
        cursor = text.textCursor()
        cursor.setPosition(min(position, len(text.toPlainText())))
        text.setTextCursor(cursor)
        self.rows[id].begin()

    def _scroll_back(self, to: int) -> None:
        self.area.verticalScrollBar().setValue(to)
        self._keep_caret_in_sight()

    def _on_chosen(self, id: str) -> None:
        if not self._moving:
            self.sentence_chosen.emit(id)

    def _expanded(self, short: str) -> str:
        return self.expander(short)

    def _completed(self, start: str) -> Sequence[str]:
        return self.completer(start)

    def _clear_rows(self) -> None:
        self.rows, self._layout_of = {}, ()
        self.length = Label()
        self.length.setContentsMargins(24, 8, 12, 0)
        look.make(self.length, "quiet")
        if (before := self.area.takeWidget()) is not None:
            before.hide()
            before.deleteLater()  # not now: the change may come from a key press inside it

    def _make_empty(self) -> QWidget:
        page = QWidget()
        self.empty_text = Label()
        look.make(self.empty_text, "quiet")
        self.empty_text.setWordWrap(True)
        self.empty_text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.first_draft = QPushButton(tr("Draft the report"))
        look.make(self.first_draft, "primary")
        self.first_draft.clicked.connect(lambda: self.draft_asked.emit(""))
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addStretch(1)
        column.addWidget(self.empty_text)
        column.addWidget(self.first_draft, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        return page


def _menu_button(text: str, icon: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(tip)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    look.set_icon(button, icon)
    return button
