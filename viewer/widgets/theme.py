"""The one table of colours by role, and the palette, style sheet and icons made from it."""

from __future__ import annotations

from collections.abc import Mapping

import qtawesome
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPalette
from PySide6.QtWidgets import QApplication

DARK: Mapping[str, str] = {
    "image ground": "#000000",
    "surface": "#12161b",
    "raised": "#1a2027",
    "line": "#2a323b",
    "text": "#dbe2e8",
    "quiet": "#8d99a5",
    "accent": "#4fb3bf",
    "proposed": "#b69cf4",
    "confirmed": "#6cc08b",
    "attention": "#e3b04b",
    "wrong": "#e5695e",
}
PANEL_PX, IMAGE_PX, REPORT_PX, ICON_PX = 13, 12, 15, 18


def colour(role: str) -> QColor:
    """The colour of a role; a role that is not in the table is our bug (`KeyError`)."""
    return QColor(DARK[role])


def icon(name: str, role: str = "text") -> QIcon:
    """An icon of the one family, e.g. ``icon("ruler")``; quiet when disabled, accent when switched on."""
    made: QIcon = qtawesome.icon(
        f"mdi6.{name}", color=DARK[role], color_disabled=DARK["quiet"], color_on=DARK["accent"]
    )
    return made


def tabular(font: QFont) -> QFont:
    """The same font with figures of equal width, for columns of numbers and values that change in place."""
    numbers = QFont(font)
    numbers.setFeature(QFont.Tag("tnum"), 1)
    return numbers


def apply(application: QApplication) -> None:
    """Dress the whole application: Fusion, the palette, the system font at 13 px and one style sheet."""
    application.setStyle("Fusion")
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font.setPixelSize(PANEL_PX)
    application.setFont(font)
    application.setPalette(palette())
    application.setStyleSheet(style_sheet())


def palette() -> QPalette:
    made = QPalette()
    roles = {
        QPalette.ColorRole.Window: "surface",
        QPalette.ColorRole.Base: "surface",
        QPalette.ColorRole.AlternateBase: "surface",
        QPalette.ColorRole.Button: "raised",
        QPalette.ColorRole.ToolTipBase: "raised",
        QPalette.ColorRole.Highlight: "raised",
        QPalette.ColorRole.WindowText: "text",
        QPalette.ColorRole.Text: "text",
        QPalette.ColorRole.ButtonText: "text",
        QPalette.ColorRole.ToolTipText: "text",
        QPalette.ColorRole.HighlightedText: "text",
        QPalette.ColorRole.BrightText: "text",
        QPalette.ColorRole.PlaceholderText: "quiet",
        QPalette.ColorRole.Link: "accent",
        QPalette.ColorRole.LinkVisited: "accent",
        QPalette.ColorRole.Light: "line",
        QPalette.ColorRole.Midlight: "line",
        QPalette.ColorRole.Mid: "line",
        QPalette.ColorRole.Dark: "surface",
        QPalette.ColorRole.Shadow: "image ground",
    }
    for role, name in roles.items():
        made.setColor(role, colour(name))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, colour("quiet"))
    return made


def style_sheet() -> str:
    """Hairlines instead of frames, rows of 28 px, one focus colour. Windows add no colours of their own.

    A label becomes quiet, wrong and so on by the dynamic property ``role``; a heading by ``heading``.
    """
    roles = "\n".join(f'QLabel[role="{role}"] {{ color: {DARK[role]}; }}' for role in DARK if role != "image ground")
    return f"""
QWidget {{ background: {DARK["surface"]}; color: {DARK["text"]}; }}
QToolTip {{ background: {DARK["raised"]}; color: {DARK["text"]}; border: 1px solid {DARK["line"]}; padding: 4px 8px; }}
QLabel {{ background: transparent; }}
{roles}
QLabel[heading="true"] {{ color: {DARK["quiet"]}; font-weight: 600; padding: 8px 8px 4px 8px; }}
QAbstractItemView {{ border: none; outline: none; selection-background-color: {DARK["raised"]}; }}
QAbstractItemView::item {{ min-height: 28px; padding: 0 8px; }}
QAbstractItemView::item:hover {{ background: {DARK["raised"]}; }}
QAbstractItemView::item:selected {{ background: {DARK["raised"]}; color: {DARK["text"]};
  border-left: 2px solid {DARK["accent"]}; }}
QHeaderView::section {{ background: {DARK["surface"]}; color: {DARK["quiet"]}; border: none;
  border-bottom: 1px solid {DARK["line"]}; padding: 4px 8px; }}
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox {{ background: {DARK["surface"]};
  border: 1px solid {DARK["line"]}; border-radius: 4px; padding: 4px 8px; min-height: 20px; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus {{
  border-color: {DARK["accent"]}; }}
QPushButton {{ background: {DARK["raised"]}; border: 1px solid {DARK["line"]}; border-radius: 4px;
  padding: 4px 12px; min-height: 20px; }}
QPushButton:hover, QPushButton:focus {{ border-color: {DARK["accent"]}; }}
QPushButton:disabled {{ color: {DARK["quiet"]}; }}
QPushButton:default {{ color: {DARK["accent"]}; border-color: {DARK["accent"]}; }}
QToolButton {{ background: transparent; border: none; border-radius: 4px; padding: 4px; min-width: 20px;
  min-height: 20px; }}
QToolButton:hover, QToolButton:focus {{ background: {DARK["raised"]}; }}
QToolButton:checked {{ background: {DARK["raised"]}; color: {DARK["accent"]}; }}
QSplitter::handle {{ background: {DARK["line"]}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
QScrollBar {{ background: {DARK["surface"]}; border: none; width: 10px; height: 10px; margin: 0; }}
QScrollBar::handle {{ background: {DARK["line"]}; border-radius: 5px; min-height: 24px; min-width: 24px; }}
QScrollBar::handle:hover {{ background: {DARK["quiet"]}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QMenu, QMenuBar {{ background: {DARK["surface"]}; }}
QMenu {{ border: 1px solid {DARK["line"]}; padding: 4px; }}
QMenu::item {{ padding: 4px 24px 4px 12px; min-height: 20px; }}
QMenu::item:selected, QMenuBar::item:selected {{ background: {DARK["raised"]}; }}
QMenu::item:disabled {{ color: {DARK["quiet"]}; }}
QMenu::separator {{ height: 1px; background: {DARK["line"]}; margin: 4px; }}
QProgressBar {{ background: {DARK["line"]}; border: none; max-height: 3px; border-radius: 1px; }}
QProgressBar::chunk {{ background: {DARK["accent"]}; }}
QSlider::groove:horizontal {{ background: {DARK["line"]}; height: 3px; border-radius: 1px; }}
QSlider::handle:horizontal {{ background: {DARK["text"]}; width: 12px; margin: -5px 0; border-radius: 6px; }}
QSlider::handle:horizontal:focus {{ background: {DARK["accent"]}; }}
QTabBar::tab {{ background: {DARK["surface"]}; color: {DARK["quiet"]}; border: none; padding: 4px 12px; min-height: 20px; }}
QTabBar::tab:selected {{ color: {DARK["text"]}; border-bottom: 2px solid {DARK["accent"]}; }}
QTabWidget::pane {{ border: none; }}
QStatusBar::item {{ border: none; }}
"""
