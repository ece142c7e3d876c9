"""What the windows add to the theme: a few roles of labels and buttons, all from the one table of colours."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction, QColor
from PySide6.QtWidgets import QAbstractButton, QToolButton, QWidget

from viewer.widgets import theme

ROW_PX = 28
ICONS = {
    "import": "tray-arrow-down",
    "worklist": "format-list-bulleted",
    "undo": "undo",
    "redo": "redo",
    "select": "cursor-default-outline",
    "ruler": "ruler",
    "bidirectional": "arrow-expand-all",
    "polyline": "vector-polyline",
    "angle": "angle-acute",
    "cobb": "angle-obtuse",
    "ellipse": "ellipse-outline",
    "rectangle": "rectangle-outline",
    "freehand": "lasso",
    "spline": "vector-curve",
    "livewire": "magnet",
    "probe": "eyedropper",
    "arrow": "arrow-bottom-left",
    "text": "format-text",
    "vertebra": "human-handsup",
    "calibration": "tape-measure",
    "rename": "pencil-outline",
    "to report": "text-box-plus-outline",
    "window": "contrast-circle",
    "region window": "contrast-box",
    "zoom": "magnify",
    "pan": "hand-back-right-outline",
    "scroll": "layers-outline",
    "crosshair": "crosshairs",
    "reset": "backup-restore",
    "layout": "fullscreen",
    "grid": "view-grid-outline",
    "compare": "compare-horizontal",
    "link": "link-variant",
    "segment": "vector-polygon",
    "mark": "vector-polyline-plus",
    "mark point": "plus-circle-outline",
    "mark scribble": "gesture",
    "add": "plus",
    "brush": "brush",
    "eraser": "eraser",
    "scissors": "content-cut",
    "grow": "water-outline",
    "bucket": "format-color-fill",
    "find": "lungs",
    "draft": "text-box-edit-outline",
    "sign": "draw-pen",
    "export": "export-variant",
    "copy": "content-copy",
    "changes": "file-compare",
    "report": "text-box-outline",
    "findings": "format-list-checks",
    "series": "filmstrip-box",
    "palette": "console-line",
    "models": "brain",
    "keys": "keyboard-outline",
    "outline": "vector-square",
    "eye": "eye-outline",
    "play": "play",
    "lens": "magnify-plus-outline",
    "more": "chevron-double-right",
}
"""Our name -> the name in the one icon family (Material Design Icons)."""


def qcolour(role: str) -> QColor:
    return theme.colour(role)


def make(widget: QWidget, role: str) -> None:
    """Give a label or button a role of the table: a colour role, ``heading``, ``title`` or ``primary``."""
    if role == "heading":
        widget.setProperty("heading", True)
    elif role in ("title", "primary", "compact", "bar", "report", "preview"):
        widget.setProperty("kind", role)
    else:
        widget.setProperty("role", role)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def set_icon(button: QAbstractButton | QAction, name: str) -> None:
    """Give a button or a command its icon; it is drawn anew when the colours change."""
    button.setProperty("icon name", name)
    button.setIcon(theme.icon(ICONS[name]))
    if isinstance(button, QAbstractButton):
        fit_icon(button)


def fit_icon(button: QAbstractButton) -> None:
    """An icon as large as the text around it; a button of a command takes the command's icon, not its size."""
    button.setIconSize(QSize(theme.px(theme.ICON_PX), theme.px(theme.ICON_PX)))


def draw_icons(inside: QWidget) -> None:
    """Draw every icon in the colours of now."""
    found: list[QAbstractButton | QAction] = [*inside.findChildren(QAbstractButton), *inside.findChildren(QAction)]
    for one in found:
        if name := one.property("icon name"):
            set_icon(one, name)
    for button in inside.findChildren(QToolButton):
        if button.defaultAction() is not None:
            fit_icon(button)


_ARROW = (
    "qconicalgradient(cx: 0.5, cy: 1, angle: 0, stop: 0 transparent, stop: 0.175 transparent, stop: 0.176 {0},"
    " stop: 0.324 {0}, stop: 0.325 transparent, stop: 1 transparent)"
)
"""A triangle that points down, without a picture file: the wedge above the middle of the lower edge."""


def style_sheet() -> str:
    """The windows' own part of the style sheet."""
    role = theme.colours()
    return f"""
QLabel[heading="true"] {{ padding: 0; font-size: {theme.px(11)}px; letter-spacing: 1px; }}
QLabel[kind="title"] {{ font-size: {theme.px(18)}px; }}
QPushButton[kind="primary"] {{ color: {role["accent"]}; border-color: {role["accent"]}; padding: 4px 16px; }}
QPushButton[kind="primary"]:disabled {{ color: {role["quiet"]}; border-color: {role["line"]}; }}
QPushButton:checked {{ color: {role["accent"]}; border-color: {role["accent"]}; }}
QPushButton[kind="compact"] {{ padding: 4px 2px; }}
QFrame[kind="bar"] {{ border: none; border-top: 1px solid {role["line"]}; }}
QTextBrowser {{ border: none; padding: 0; }}
QTextBrowser[kind="preview"] {{ color: {role["quiet"]}; }}
QToolBar {{ border: none; border-bottom: 1px solid {role["line"]}; spacing: 4px; padding: 2px 8px; }}
QToolBar::separator {{ background: {role["line"]}; width: 1px; margin: 4px; }}
QMenuBar {{ border: none; }}
QMenuBar::item {{ padding: 4px 8px; background: transparent; }}
QMenuBar::item:selected {{ background: {role["raised"]}; }}
QToolButton::menu-indicator {{ image: none; }}
QToolButton[popupMode="1"] {{ padding-right: 16px; }}
QToolButton::menu-button {{ background: transparent; border: none; width: 16px; }}
QTableView::item {{ border: none; border-bottom: 1px solid {role["raised"]}; padding: 0 6px; }}
QTableView::item:selected {{ border-left: none; }}
QTextEdit[kind="report"] {{ border: none; padding: 0; background: transparent; font-size: {theme.px(theme.REPORT_PX)}px; }}
QTextEdit[kind="report"]:focus {{ background: {role["raised"]}; }}
QComboBox::drop-down {{ border: none; background: transparent; width: 20px; }}
QComboBox::down-arrow {{ image: none; width: 9px; height: 5px; background: {_ARROW.format(role["quiet"])}; }}
QCheckBox::indicator, QTreeView::indicator {{ width: {theme.px(10)}px; height: {theme.px(10)}px; border: 1px solid {role["quiet"]};
  border-radius: 2px; background: transparent; }}
QCheckBox::indicator:checked, QTreeView::indicator:checked {{ background: {role["text"]}; border-color: {role["text"]}; }}
QCheckBox::indicator:focus {{ border-color: {role["accent"]}; }}
"""
