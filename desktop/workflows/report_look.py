"""How the printed report looks: colours, page measures and paragraph styles in one place."""

from __future__ import annotations

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from desktop.workflows.printed_text import BOLD, REGULAR

INK, QUIET, LINE, ACCENT = HexColor("#1b242c"), HexColor("#5d6a75"), HexColor("#cfd6dc"), HexColor("#1d6b75")
WATERMARK_INK = HexColor("#edf0f2")
SIDE, TOP, BOTTOM = 24 * mm, 21 * mm, 22 * mm
WIDTH = A4[0] - 2 * SIDE
TEXT_WIDTH = 148 * mm
IMAGE_HEIGHT = 78 * mm

BODY = ParagraphStyle("body", fontName=REGULAR, fontSize=9.4, leading=14.2, spaceAfter=2, textColor=INK, rightIndent=WIDTH - TEXT_WIDTH)
TITLE = ParagraphStyle("title", parent=BODY, fontName=BOLD, fontSize=13.5, leading=18, spaceBefore=16, spaceAfter=3)
HEADING = ParagraphStyle(
    "heading", parent=BODY, fontName=BOLD, fontSize=7.8, leading=11, textColor=ACCENT, spaceBefore=11, spaceAfter=2.5
)
STRONG = ParagraphStyle("strong", parent=BODY, fontName=BOLD)
LABEL = ParagraphStyle("label", fontName=REGULAR, fontSize=7.2, leading=11.5, textColor=QUIET)
VALUE = ParagraphStyle("value", fontName=REGULAR, fontSize=8.8, leading=11.5, textColor=INK)
VALUE_STRONG = ParagraphStyle("value strong", parent=VALUE, fontName=BOLD)
CELL = ParagraphStyle("cell", fontName=REGULAR, fontSize=7.8, leading=10.4, textColor=INK)
CELL_NUMBER = ParagraphStyle("number", parent=CELL, alignment=TA_RIGHT)
CELL_HEAD = ParagraphStyle("head", parent=CELL, fontSize=7, textColor=QUIET)
CELL_HEAD_NUMBER = ParagraphStyle("number head", parent=CELL_HEAD, alignment=TA_RIGHT)
CAPTION = ParagraphStyle("caption", fontName=REGULAR, fontSize=7.4, leading=10, textColor=QUIET, spaceBefore=3, rightIndent=10)
SMALL = ParagraphStyle("small", fontName=REGULAR, fontSize=6.8, leading=9.6, textColor=QUIET)
INSTITUTION = ParagraphStyle("institution", fontName=BOLD, fontSize=12.5, leading=16, textColor=INK)
DOCUMENT_KIND = ParagraphStyle("kind", fontName=REGULAR, fontSize=8.4, leading=16, textColor=QUIET, alignment=TA_RIGHT)
