"""The printed report: A4, one readable column, with key images and the measurement table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Literal

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    Image,
    KeepTogether,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from desktop.workflows.measurement_table import MeasurementRow
from desktop.workflows.printed_text import BOLD, REGULAR, Ink, date_text, moment_text, person_text, sex_text
from desktop.workflows.report_look import (
    ACCENT,
    BODY,
    BOTTOM,
    CAPTION,
    CELL,
    CELL_HEAD,
    CELL_HEAD_NUMBER,
    CELL_NUMBER,
    DOCUMENT_KIND,
    HEADING,
    IMAGE_HEIGHT,
    INSTITUTION,
    LABEL,
    LINE,
    QUIET,
    SIDE,
    SMALL,
    STRONG,
    TITLE,
    TOP,
    VALUE,
    VALUE_STRONG,
    WATERMARK_INK,
    WIDTH,
)
from inference.report.sentences import section_of
from viewer.case.errors import KnownError
from viewer.case.progress import Tick
from viewer.case.report import ORGAN_LEAD, TABLE_MARK, Section, Sentence
from viewer.case.study import Study
from viewer.dicom.whole_file import whole_file

Watermark = Literal["", "DRAFT", "DEMONSTRATION"]
ROWS_KEPT_TOGETHER = 12
RESEARCH_USE = "For research and demonstration; not validated for clinical use."
LOST_CHARACTERS = (
    "A “?” in a name or text above may stand for a character that the print font lacks; "
    "the library and the DICOM reports hold it."
)
"""The organ that a sentence of the findings begins with: "Lungs and airways:"."""

@dataclass(frozen=True, slots=True)
class KeyImage:
    """A finished picture with the marks of the screen, and what it shows."""

    path: Path
    caption: str


@dataclass(frozen=True, slots=True)
class UsedModel:
    """A model that took part, for the small print. `notes` are what spoke against what it drew."""

    name: str
    version: str
    weights_sha256: str = ""
    experimental: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedReport:
    """Everything that stands on the paper.

    `waived` are sentences about what the reader signed in spite of the check. `sections` are the signed ones, or the draft's. `signed_at` is ISO 8601; it and `signed_by` are empty before
    signing. `watermark` goes across every page.
    """

    study: Study
    sections: tuple[Section, ...]
    rows: tuple[MeasurementRow, ...] = ()
    key_images: tuple[KeyImage, ...] = ()
    models: tuple[UsedModel, ...] = ()
    waived: tuple[str, ...] = ()
    institution: str = ""
    signed_by: str = ""
    signed_at: str = ""
    version: int = 1
    sha256: str = ""
    watermark: Watermark = ""
    software: str = "Lightbox"


def write_pdf(path: Path, report: PrintedReport, tick: Tick) -> None:
    """Write the report as PDF/A4 with embedded fonts.

    Raises
    ------
    KnownError when the file cannot be written or a key image cannot be read.
    """
    tick(0.0, "Setting the report")
    with whole_file(path) as part:
        pages = _build(part, report, pages=0)
        tick(0.5, "Printing the report")
        _build(part, report, pages=pages)
    tick(1.0, "Report printed")


def _build(path: Path, report: PrintedReport, pages: int) -> int:
    """Set the whole report, with `pages` as the "of" of the page numbers; how many pages it took."""
    ink = Ink()
    document = BaseDocTemplate(
        str(path),
        pagesize=A4,
        title=ink.plain(f"{report.study.description or 'Imaging report'}, {person_text(report.study.patient.name)}"),
        author=ink.plain(report.signed_by),
        creator="Lightbox",
        lang="en",
    )
    frame = Frame(SIDE, BOTTOM, WIDTH, A4[1] - TOP - BOTTOM, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
    later = Frame(
        SIDE, BOTTOM, WIDTH, A4[1] - TOP - BOTTOM - 6 * mm, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0
    )

    def decorate(canvas: Canvas, _: BaseDocTemplate) -> None:
        _decorate(canvas, report, ink, pages)

    document.addPageTemplates(
        [
            PageTemplate("first", [frame], onPage=decorate, autoNextPageTemplate="later"),
            PageTemplate("later", [later], onPage=decorate),
        ]
    )
    document.build(_story(report, ink))
    return int(document.page)


def _story(report: PrintedReport, ink: Ink) -> list[Flowable]:
    return [
        _letterhead(report, ink),
        Spacer(0, 9),
        _patient_block(report.study, ink),
        Paragraph(ink.markup(report.study.description or "Imaging report"), TITLE),
        *_text(report.sections, ink),
        _signature(report, ink),
        *_table(report.rows, ink),
        *_pictures(report.key_images, ink),
        _small_print(report, ink),
    ]


def _letterhead(report: PrintedReport, ink: Ink) -> Flowable:
    addendum = f"Addendum {report.version - 1}" if report.version > 1 else ""
    left = ink.markup(report.institution) or "Radiology report"
    right = ", ".join(text for text in ("Radiology report" if report.institution else "", addendum) if text)
    table = Table([[Paragraph(left, INSTITUTION), Paragraph(right, DOCUMENT_KIND)]], colWidths=[WIDTH * 0.66, WIDTH * 0.34])
    table.setStyle(
        [
            ("LINEBELOW", (0, 0), (-1, 0), 1.1, ACCENT),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
            ("TOPPADDING", (0, 0), (0, 0), 0),
            ("TOPPADDING", (1, 0), (1, 0), 3.2),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ]
    )
    return table


def _patient_block(study: Study, ink: Ink) -> Flowable:
    patient = study.patient
    age = f" ({int(study.age_years)} years)" if study.age_years is not None else ""
    born = f"{date_text(patient.birth_date)}{age}" if patient.birth_date else age.strip(" ()")
    time = f", {study.time[:2]}:{study.time[2:4]}" if study.time[:4].isdigit() and len(study.time) >= 4 else ""
    left = (
        ("Patient", person_text(patient.name) or "Name not given"),
        ("Born", born),
        ("Sex", sex_text(patient.sex)),
        ("Patient ID", patient.id),
    )
    right = (
        ("Examination", study.description),
        ("Date", f"{date_text(study.date)}{time}"),
        ("Accession", study.accession),
        ("Referred by", person_text(study.referring_physician)),
    )
    rows = []
    for n, ((label_a, value_a), (label_b, value_b)) in enumerate(zip(left, right, strict=True)):
        style = VALUE_STRONG if n == 0 else VALUE
        rows.append(
            [
                Paragraph(label_a, LABEL),
                Paragraph(ink.markup(value_a or "–"), style),
                Paragraph(label_b, LABEL),
                Paragraph(ink.markup(value_b or "–"), VALUE),
            ]
        )
    table = Table(rows, colWidths=[19 * mm, WIDTH / 2 - 19 * mm, 21 * mm, WIDTH / 2 - 21 * mm])
    table.setStyle(
        [
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 6),
            ("TOPPADDING", (0, 0), (-1, -1), 1.3),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.3),
            ("TOPPADDING", (0, 0), (0, -1), 2.5),
            ("TOPPADDING", (2, 0), (2, -1), 2.5),
            ("BOTTOMPADDING", (0, -1), (-1, -1), 8),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEBELOW", (0, -1), (-1, -1), 0.5, LINE),
        ]
    )
    return table


def _text(sections: Sequence[Section], ink: Ink) -> list[Flowable]:
    """Headings with their paragraphs. Each organ begins a line, and so does each sentence of the impression."""
    story: list[Flowable] = []
    for section in sections:
        is_impression = section_of(section.title) == "impression"
        story += [CondPageBreak(22 * mm), Paragraph(ink.markup(section.title.upper()), HEADING)]
        for in_table, sentences in groupby(section.sentences, key=lambda row: row.text.startswith(TABLE_MARK)):
            if in_table:
                story.append(_lines_of_table([row.text for row in sentences], ink))
                continue
            story += [
                Paragraph(_with_lead(paragraph, ink), STRONG if is_impression else BODY)
                for paragraph in _paragraphs(tuple(sentences), each_sentence=is_impression)
            ]
    return story


def _lines_of_table(lines: Sequence[str], ink: Ink) -> Flowable:
    """Lines ``| cell | cell |`` as a table whose first line is its head."""
    rows = [[cell.strip() for cell in line.strip(f" {TABLE_MARK}").split(TABLE_MARK)] for line in lines]
    columns = max(len(row) for row in rows)
    cells: list[list[Flowable]] = [
        [Paragraph(ink.markup(cell), CELL if at else CELL_HEAD) for cell in (*row, *[""] * (columns - len(row)))] for at, row in enumerate(rows)
    ]
    longest = [max(len(row[at]) if at < len(row) else 0 for row in rows) + 4 for at in range(columns)]
    table = Table(cells, colWidths=[WIDTH * one / sum(longest) for one in longest], repeatRows=1)
    table.setStyle([("LEFTPADDING", (0, 0), (-1, -1), 0), ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE), ("VALIGN", (0, 0), (-1, -1), "TOP")])
    return table


def _paragraphs(sentences: Sequence[Sentence], each_sentence: bool) -> list[str]:
    paragraphs: list[str] = []
    for sentence in sentences:
        if paragraphs and not each_sentence and not ORGAN_LEAD.match(sentence.text):
            paragraphs[-1] += f" {sentence.text}"
        else:
            paragraphs.append(sentence.text)
    return paragraphs


def _with_lead(text: str, ink: Ink) -> str:
    lead = ORGAN_LEAD.match(text)
    if lead is None:
        return ink.markup(text)
    return f"<b>{ink.markup(lead[0])}</b> {ink.markup(text[lead.end() :])}"


def _signature(report: PrintedReport, ink: Ink) -> Flowable:
    if not report.signed_at:
        lines = [Paragraph("Not signed. This is a draft.", BODY)]
    else:
        lines = [
            Paragraph(f"Signed electronically by <b>{ink.markup(report.signed_by)}</b>", BODY),
            Paragraph(moment_text(report.signed_at), CAPTION),
        ]
    return KeepTogether([Spacer(0, 13), *lines])


def _table(rows: Sequence[MeasurementRow], ink: Ink) -> list[Flowable]:
    if not rows:
        return []
    titles = ("Finding", "Place", "Size", "Volume", "Mean", "Change")
    numbers = (2, 3, 4)
    cells: list[list[Flowable]] = [
        [Paragraph(title, CELL_HEAD_NUMBER if n in numbers else CELL_HEAD) for n, title in enumerate(titles)]
    ]
    for row in rows:
        values = (row.finding, row.place, row.axes, row.volume, row.density, row.change)
        cells.append(
            [Paragraph(ink.markup(value), CELL_NUMBER if n in numbers else CELL) for n, value in enumerate(values)]
        )
    widths = [22 * mm, 38 * mm, 30 * mm, 19 * mm, 17 * mm, WIDTH - 126 * mm]
    table = Table(cells, colWidths=widths, repeatRows=1)
    table.setStyle(
        [
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("LEFTPADDING", (-1, 0), (-1, -1), 12),
            ("TOPPADDING", (0, 0), (-1, -1), 3),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3.4),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEBELOW", (0, 0), (-1, 0), 0.7, QUIET),
            ("LINEBELOW", (0, 1), (-1, -1), 0.35, LINE),
        ]
    )
    story = [Spacer(0, 8), Paragraph("MEASUREMENTS", HEADING), table]
    return [KeepTogether(story)] if len(rows) <= ROWS_KEPT_TOGETHER else [CondPageBreak(34 * mm), *story]


def _pictures(images: Sequence[KeyImage], ink: Ink) -> list[Flowable]:
    """Two pictures a row, each in its true proportions with its caption."""
    story: list[Flowable] = []
    gap = 6 * mm
    width = (WIDTH - gap) / 2
    for n in range(0, len(images), 2):
        pair = [_picture(image, width, ink) for image in images[n : n + 2]]
        pair += [[]] * (2 - len(pair))
        table = Table([pair], colWidths=[width + gap, width])
        table.setStyle(
            [
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 0),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 8),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ]
        )
        heading = [Paragraph("KEY IMAGES", HEADING), Spacer(0, 2)] if n == 0 else []
        story.append(KeepTogether([*heading, table]))
    return story


def _picture(image: KeyImage, width: float, ink: Ink) -> list[Flowable]:
    try:
        size = ImageReader(str(image.path)).getSize()
    except OSError as error:
        raise KnownError(f"The key image {image.path.name} cannot be read.", "Export again.") from error
    scale = min(width / size[0], IMAGE_HEIGHT / size[1])
    picture = Image(str(image.path), size[0] * scale, size[1] * scale, hAlign="LEFT")
    return [picture, Paragraph(ink.markup(image.caption), CAPTION)]


def _small_print(report: PrintedReport, ink: Ink) -> Flowable:
    lines = []
    if report.models:
        lines.append(f"Models used: {'; '.join(_model_text(model) for model in report.models)}.")
    lines += [f"About {model.name} {model.version}: {' '.join(model.notes)}" for model in report.models if model.notes]
    lines += report.waived
    lines.append(f"Made with {report.software}.")
    if report.sha256:
        lines.append(f"SHA-256 of the signed text, version {report.version}: {report.sha256}")
    if ink.lost:
        lines.append(LOST_CHARACTERS)
    lines.append(RESEARCH_USE)
    return KeepTogether([Spacer(0, 14), *(Paragraph(ink.markup(line), SMALL) for line in lines)])


def _name(study: Study) -> str:
    return person_text(study.patient.name) or "Name not given"


def _model_text(model: UsedModel) -> str:
    weights = f" (weights SHA-256 {model.weights_sha256[:12]}…)" if model.weights_sha256 else " (no weights)"
    return f"{model.name} {model.version}{weights}{', experimental: not accepted at this site' if model.experimental else ''}"


def _decorate(canvas: Canvas, report: PrintedReport, ink: Ink, pages: int) -> None:
    """Watermark under the text, whose report it is on every later page, and the page number."""
    canvas.saveState()
    if report.watermark:
        _draw_watermark(canvas, report.watermark)
    number = canvas.getPageNumber()
    patient = report.study.patient
    whose = [_name(report.study), patient.id, date_text(patient.birth_date)]
    line = ink.plain("  ·  ".join(part for part in whose if part))
    canvas.setFillColor(QUIET)
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.5)
    if number > 1:
        canvas.setFont(REGULAR, 7.4)
        canvas.drawString(SIDE, A4[1] - 16 * mm, line)
        exam = ink.plain(", ".join(part for part in (report.study.description, date_text(report.study.date)) if part))
        if stringWidth(f"{line}    {exam}", REGULAR, 7.4) > WIDTH:
            exam = date_text(report.study.date)
        canvas.drawRightString(A4[0] - SIDE, A4[1] - 16 * mm, exam)
        canvas.line(SIDE, A4[1] - 18.5 * mm, A4[0] - SIDE, A4[1] - 18.5 * mm)
    canvas.setFont(REGULAR, 7)
    canvas.line(SIDE, 15.5 * mm, A4[0] - SIDE, 15.5 * mm)
    canvas.drawString(SIDE, 11.5 * mm, _status(report, ink))
    canvas.drawRightString(A4[0] - SIDE, 11.5 * mm, f"Page {number} of {pages}")
    canvas.restoreState()


def _status(report: PrintedReport, ink: Ink) -> str:
    if report.watermark == "DEMONSTRATION":
        return "Demonstration: not a patient"
    if not report.signed_at:
        return "Draft, not signed"
    return ink.plain(f"Signed by {report.signed_by}, {moment_text(report.signed_at)}")


def _draw_watermark(canvas: Canvas, text: str) -> None:
    canvas.saveState()
    canvas.translate(A4[0] / 2, A4[1] / 2)
    canvas.rotate(52)
    size = 200 * mm / stringWidth(text, BOLD, 1)
    size = min(size, 120)
    canvas.setFillColor(WATERMARK_INK)
    canvas.setFont(BOLD, size)
    canvas.drawCentredString(0, -size * 0.36, text)
    canvas.restoreState()


