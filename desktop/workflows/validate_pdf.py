"""Is a printed report whole? Reads it back."""

from __future__ import annotations

from pathlib import Path

import pypdfium2

from desktop.workflows.printed_text import Ink
from desktop.workflows.report_pdf import PrintedReport
from viewer.case.report import TABLE_MARK
from viewer.case.study import Problem

PDFIUM_HYPHEN = "\ufffe"
"""What pdfium gives for a hyphen at the end of a line."""


def validate_pdf(path: Path, report: PrintedReport) -> tuple[Problem, ...]:
    """What is wrong with a printed report, read back: pages, page numbers, watermark, sentences."""
    try:
        document = pypdfium2.PdfDocument(path)
    except (pypdfium2.PdfiumError, OSError):
        return (Problem("refused", f"{path.name} cannot be read back.", str(path)),)
    try:
        pages = [_page_text(page) for page in document]
    finally:
        document.close()
    problems = []
    for number, text in enumerate(pages, start=1):
        if f"Page{number}of{len(pages)}" not in text or report.watermark not in text:
            problems.append(Problem("warning", f"Page {number} of {path.name} lacks its number or watermark.", str(path)))
    ink, whole = Ink(), ""
    for number, text in enumerate(pages, start=1):  # the page's own marks come first in its text
        whole += text.partition(f"Page{number}of{len(pages)}")[2]
    for section in report.sections:
        for sentence in section.sentences:
            printed = sentence.text.replace(TABLE_MARK, " ") if sentence.text.startswith(TABLE_MARK) else sentence.text  # in cells
            if "".join(ink.plain(printed).split()) not in whole:
                problems.append(Problem("warning", f"{path.name} lacks the sentence “{sentence.text}”.", str(path)))
    return tuple(problems)


def _page_text(page: pypdfium2.PdfPage) -> str:
    """A page's text without white space, which depends on where lines break."""
    text = page.get_textpage()
    try:
        return "".join(text.get_text_range().replace(PDFIUM_HYPHEN, "-").split())
    finally:
        text.close()
        page.close()
