"""The signed report to be read: its words in order, tables in cells, and what no longer fits the findings."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import groupby

from PySide6.QtCore import QEvent, QUrl, Signal
from PySide6.QtWidgets import QPushButton, QTextBrowser, QVBoxLayout, QWidget

from desktop.windows import look
from desktop.windows.table_cells import cells_of
from viewer.case.report import ORGAN_LEAD, TABLE_MARK, Section, Sentence, SignedReport
from viewer.widgets import theme
from viewer.widgets.label import Label, tip_of
from viewer.widgets.tr import tr

MOST = 3
"""Reasons that are shown at once; the tip has them all."""


class SignedPage(QWidget):
    """A click on a sentence goes to its place, as in the draft; nothing here can be edited, and no colour tells a state."""

    sentence_chosen = Signal(str)
    addendum_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown: SignedReport | None = None
        self.text = QTextBrowser()
        self.text.setAccessibleName(tr("Report"))
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self._on_clicked)
        font = self.text.font()
        font.setPixelSize(theme.REPORT_PX)
        self.text.setFont(font)
        self.text.document().setDocumentMargin(12)
        self.changed = Label()
        self.changed.setWordWrap(True)
        self.changed.setContentsMargins(12, 0, 12, 0)
        look.make(self.changed, "attention")
        self.changed.hide()
        self.addendum = QPushButton(tr("Start an addendum"))
        self.addendum.setToolTip(tr("Edit again; signing makes the next version and keeps this one"))
        self.addendum.clicked.connect(self.addendum_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(8)
        column.addWidget(self.text, 1)
        column.addWidget(self.changed)
        row = QVBoxLayout()
        row.setContentsMargins(12, 0, 12, 0)
        row.addWidget(self.addendum)
        column.addLayout(row)

    def show_report(self, report: SignedReport) -> None:
        """Show what was signed; the same report stays where it was scrolled to."""
        if self._shown is None or report.id != self._shown.id:
            self._shown = report
            self._write()

    def show_changed(self, reasons: Sequence[str]) -> None:
        """Say what of the signed text the findings of now no longer bear out; nothing for no reasons."""
        head = tr("▲ The findings were changed after signing. An addendum would say so:")
        more = [tr("and {count} more", count=len(reasons) - MOST)] if len(reasons) > MOST else []
        self.changed.setText("\n".join([head, *reasons[:MOST], *more]))
        self.changed.setToolTip(tip_of("\n".join(reasons)))
        self.changed.setVisible(bool(reasons))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:  # of the colours, which stand in the text
            self._write()

    def _write(self) -> None:
        if self._shown is not None:
            self.text.setHtml("".join(_section(section) for section in self._shown.draft.sections))

    def _on_clicked(self, url: QUrl) -> None:
        self.sentence_chosen.emit(url.toString())


def _section(section: Section) -> str:
    """A heading with its paragraphs; each organ begins a line, and so does each sentence of the impression."""
    from inference.report.sentences import section_of

    is_impression = section_of(section.title) == "impression"
    quiet = look.qcolour("quiet").name()
    parts = [f"<p style='color:{quiet}; margin-bottom:2px'>{escape(section.title.upper())}</p>"]
    for in_table, found in groupby(section.sentences, key=lambda row: row.text.startswith(TABLE_MARK)):
        rows = list(found)
        parts.append(_table(rows) if in_table else _paragraphs(rows, is_impression))
    return "".join(parts)


def _paragraphs(rows: Sequence[Sentence], each: bool) -> str:
    lines: list[str] = []
    for row in rows:
        if lines and not each and not ORGAN_LEAD.match(row.text):
            lines[-1] += f" {_linked(row, row.text)}"
        else:
            lines.append(_linked(row, row.text))
    return "".join(f"<p style='margin-top:0; margin-bottom:4px'>{line}</p>" for line in lines)


def _table(rows: Sequence[Sentence]) -> str:
    lines = []
    for at, row in enumerate(rows):
        cell = "th align='left'" if at == 0 else "td"
        lines.append("<tr>" + "".join(f"<{cell}>{_linked(row, text)}</{cell[:2]}>" for text in cells_of(row.text)) + "</tr>")
    return f"<table cellpadding='3' style='margin-bottom:4px'>{''.join(lines)}</table>"


def _linked(row: Sentence, text: str) -> str:
    """The words of a sentence, to be clicked where it has a place; they look like any other."""
    if not row.evidence_ids and not row.finding_ids:
        return escape(text)
    return f"<a href='{escape(row.id, quote=True)}' style='color:{look.qcolour('text').name()}; text-decoration:none'>{escape(text)}</a>"
