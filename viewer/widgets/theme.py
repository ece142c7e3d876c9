"""The one table of colours by role for each theme, and the palette, style sheet and icons made from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import qtawesome
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPalette
from PySide6.QtWidgets import QApplication

DARK: Mapping[str, str] = {
    "image ground": "#000000",
    "surface": "#12161b",
    "raised": "#1a2027",
    "line": "#2a323b",
    "control": "#66727e",
    "text": "#dbe2e8",
    "quiet": "#8d99a5",
    "accent": "#4fb3bf",
    "proposed": "#b69cf4",
    "confirmed": "#6cc08b",
    "attention": "#e3b04b",
    "wrong": "#e5695e",
}
HIGH_CONTRAST: Mapping[str, str] = {
    "image ground": "#000000",
    "surface": "#000000",
    "raised": "#1d2329",
    "line": "#9aa5b0",
    "control": "#c3ccd5",
    "text": "#ffffff",
    "quiet": "#d3dae1",
    "accent": "#66e0ee",
    "proposed": "#d6c5ff",
    "confirmed": "#86eaa9",
    "attention": "#ffd35c",
    "wrong": "#ffaca4",
}
LIGHT: Mapping[str, str] = {
    "image ground": "#000000",
    "surface": "#f3f5f7",
    "raised": "#e2e8ed",
    "line": "#c2cbd4",
    "control": "#75818d",
    "text": "#161c22",
    "quiet": "#4d5964",
    "accent": "#0b6673",
    "proposed": "#6336bd",
    "confirmed": "#186a39",
    "attention": "#7a5000",
    "wrong": "#a8211a",
}
THEMES: Mapping[str, Mapping[str, str]] = {"dark": DARK, "high contrast": HIGH_CONTRAST, "light": LIGHT}
"""Pictures stay on black in all of them; what lies on a picture has the colours of a dark theme."""
PANEL_PX, IMAGE_PX, REPORT_PX, ICON_PX = 13, 12, 15, 18


@dataclass(slots=True)
class _Chosen:
    """What the application wears now: one theme and one size of text."""

    theme: str = "dark"
    scale: float = 1.0


_chosen = _Chosen()


def colours() -> Mapping[str, str]:
    """The table of the theme that is worn now."""
    return THEMES[_chosen.theme]


def colour(role: str) -> QColor:
    """The colour of a role in panels; a role that is not in the table is our bug (`KeyError`)."""
    return QColor(colours()[role])


def on_image(role: str) -> QColor:
    """The colour of a role on a picture: pictures are black in a light theme too."""
    return QColor((DARK if _chosen.theme == "light" else colours())[role])


def px(size: float) -> int:
    """A height or width that belongs to text, in pixels, at the chosen size of text."""
    return round(size * _chosen.scale)


def icon(name: str, role: str = "text") -> QIcon:
    """An icon of the one family, e.g. ``icon("ruler")``; quiet when disabled, accent when switched on."""
    table = colours()
    made: QIcon = qtawesome.icon(
        f"mdi6.{name}", color=table[role], color_disabled=table["quiet"], color_on=table["accent"]
    )
    return made


def can_write(language: str) -> bool:
    """Whether a font of this machine has the letters of a language; Lightbox brings none for Chinese and Japanese."""
    system = {
        "zh_CN": QFontDatabase.WritingSystem.SimplifiedChinese,
        "ja": QFontDatabase.WritingSystem.Japanese,
    }.get(language)
    return system is None or bool(QFontDatabase.families(system))


def tabular(font: QFont) -> QFont:
    """The same font with figures of equal width, for columns of numbers and values that change in place."""
    numbers = QFont(font)
    numbers.setFeature(QFont.Tag("tnum"), 1)
    return numbers


def apply(application: QApplication, theme: str = "dark", percent: int = 100) -> None:
    """Dress the whole application: Fusion, the palette, the system font at 13 px and one style sheet.

    `theme` is one of `THEMES`; `percent` is the size of text. Done again, it changes what is on the screen.
    """
    _chosen.theme, _chosen.scale = theme, percent / 100
    application.setStyle("Fusion")
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font.setPixelSize(px(PANEL_PX))
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
    role = colours()
    roles = "\n".join(f'QLabel[role="{name}"] {{ color: {role[name]}; }}' for name in role if name != "image ground")
    return f"""
QWidget {{ background: {role["surface"]}; color: {role["text"]}; }}
QToolTip {{ background: {role["raised"]}; color: {role["text"]}; border: 1px solid {role["line"]}; padding: 4px 8px; }}
QLabel {{ background: transparent; }}
{roles}
QLabel[heading="true"] {{ color: {role["quiet"]}; font-weight: 600; padding: 8px 8px 4px 8px; }}
QAbstractItemView {{ border: none; outline: none; selection-background-color: {role["raised"]}; }}
QAbstractItemView::item {{ min-height: {px(28)}px; padding: 0 8px; }}
QAbstractItemView::item:hover {{ background: {role["raised"]}; }}
QAbstractItemView::item:selected {{ background: {role["raised"]}; color: {role["text"]};
  border-left: 2px solid {role["accent"]}; }}
QHeaderView::section {{ background: {role["surface"]}; color: {role["quiet"]}; border: none;
  border-bottom: 1px solid {role["line"]}; padding: 4px 8px; }}
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox {{ background: {role["surface"]};
  border: 1px solid {role["control"]}; border-radius: 4px; padding: 4px 8px; min-height: {px(20)}px; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {{
  border-color: {role["accent"]}; }}
QPushButton {{ background: {role["raised"]}; border: 1px solid {role["control"]}; border-radius: 4px;
  padding: 4px 12px; min-height: {px(20)}px; }}
QPushButton:hover, QPushButton:focus {{ border-color: {role["accent"]}; }}
QPushButton:disabled {{ color: {role["quiet"]}; border-color: {role["line"]}; }}
QPushButton:default {{ color: {role["accent"]}; border-color: {role["accent"]}; }}
QToolButton {{ background: transparent; border: 1px solid transparent; border-radius: 4px; padding: 4px;
  min-height: {px(20)}px; }}
QToolButton[toolButtonStyle="0"] {{ min-width: {px(20)}px; }}
QToolButton:hover, QToolButton:focus {{ background: {role["raised"]}; }}
QToolButton:focus {{ border-color: {role["accent"]}; }}
QToolButton:checked {{ background: {role["raised"]}; color: {role["accent"]}; }}
QSplitter::handle {{ background: {role["line"]}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
QScrollBar {{ background: {role["surface"]}; border: none; width: 10px; height: 10px; margin: 0; }}
QScrollBar::handle {{ background: {role["control"]}; border-radius: 5px; min-height: 24px; min-width: 24px; }}
QScrollBar::handle:hover {{ background: {role["quiet"]}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QMenu, QMenuBar {{ background: {role["surface"]}; }}
QMenu {{ border: 1px solid {role["line"]}; padding: 4px; menu-scrollable: 1; }}
QMenu::item {{ padding: 4px 24px 4px 12px; min-height: {px(20)}px; }}
QMenu::item:selected, QMenuBar::item:selected {{ background: {role["raised"]}; }}
QMenu::item:disabled {{ color: {role["quiet"]}; }}
QMenu::separator {{ height: 1px; background: {role["line"]}; margin: 4px; }}
QProgressBar {{ background: {role["line"]}; border: none; max-height: 3px; border-radius: 1px; }}
QProgressBar::chunk {{ background: {role["accent"]}; }}
QSlider::groove:horizontal {{ background: {role["control"]}; height: 3px; border-radius: 1px; }}
QSlider::handle:horizontal {{ background: {role["text"]}; width: 12px; margin: -5px 0; border-radius: 6px; }}
QSlider::handle:horizontal:focus {{ background: {role["accent"]}; }}
QTabBar::tab {{ background: {role["surface"]}; color: {role["quiet"]}; border: none; padding: 4px 12px; min-height: {px(20)}px; }}
QTabBar::tab:selected {{ color: {role["text"]}; border-bottom: 2px solid {role["accent"]}; }}
QTabWidget::pane {{ border: none; }}
QStatusBar::item {{ border: none; }}
"""
