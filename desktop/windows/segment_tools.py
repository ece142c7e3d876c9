"""The tools of the segment in hand in one calm strip: which one, and the few numbers that it has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast, get_args

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.windows import look
from desktop.workflows.edit_segments import Cut
from desktop.workflows.hand_settings import HandSettings
from viewer.case.membership import Overlap
from viewer.tools.paint import RADII_MM, BrushSettings
from viewer.widgets import theme
from viewer.widgets.label import Label, tip_of
from viewer.widgets.tool_box import BRUSHES, VOXEL_TOOLS
from viewer.widgets.tr import tr

OVERLAPS = {"replace": "take over", "keep": "leave them", "both": "share"}
MOST = 1e6
NUMBER_PX = 88
GAP_PX, BUTTONS_PX = 4, 32


class SegmentTools(QWidget):
    settings_changed = Signal(object)  # HandSettings
    brush_changed = Signal(float, bool)  # radius in mm, ball

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._settings = HandSettings()
        self._filling = False
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(4)
        self.change = QToolButton()
        self.change.setText(tr("Change ▾"))
        self.change.setToolTip(tr("What can be done to the whole segment"))
        self.change.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.change.setMenu(QMenu(self.change))
        self.radius = self._number(tr("Radius of the brush"), RADII_MM, " mm", 1)
        self.ball = QCheckBox(tr("Ball"))
        self.ball.setToolTip(tr("Paint through slices, as a ball; else a disc in the plane of the view"))
        self.overlap = QComboBox()
        self.overlap.setToolTip(tr("What paint does where another segment is"))
        self.overlap.setAccessibleName(tr("What paint does where another segment is"))
        for key, text in OVERLAPS.items():
            self.overlap.addItem(text, key)
        self.limited = QCheckBox(tr("Values"))
        self.limited.setToolTip(tr("Paint only where the picture's value lies between these"))
        self.low = self._number(tr("Lowest value painted on"), (-MOST, MOST), "", 0)
        self.high = self._number(tr("Highest value painted on"), (-MOST, MOST), "", 0)
        self.cut = QComboBox()
        self.cut.setToolTip(tr("What the scissors do"))
        self.cut.setAccessibleName(tr("What the scissors do"))
        for mode in get_args(Cut):
            self.cut.addItem(str(mode).capitalize(), mode)
        self.through = QCheckBox(tr("All slices"))
        self.through.setToolTip(tr("Cut through all slices, or only the one on the screen"))
        self.tolerance = self._number(tr("How much values may differ from the one clicked"), (0, MOST), "", 1)
        self.reach = self._number(tr("How far from the click a region may grow"), (1, 2000), " mm", 0)
        self._brush = _line(self.radius, self.ball)
        self._others = _line(Label(tr("Where others are")), self.overlap)
        self._values = _line(self.limited, self.low, Label(tr("to")), self.high)
        self._scissors = _line(self.cut, self.through)
        self._grow = _line(Label(tr("Values alike within ±")), self.tolerance)
        self._reach = _line(Label(tr("Up to, from the click")), self.reach)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 12, 4)
        column.setSpacing(4)
        column.addLayout(self.buttons)
        for line in (self._brush, self._others, self._values, self._scissors, self._grow, self._reach):
            column.addWidget(line)
        for box in (self.radius, self.low, self.high, self.tolerance, self.reach):
            box.valueChanged.connect(self._on_changed)
        for check in (self.ball, self.limited, self.through):
            check.toggled.connect(self._on_changed)
        for widget in (self.ball, self.limited, self.through, self.overlap, self.cut, self.change):
            widget.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for choice in (self.overlap, self.cut):
            choice.currentIndexChanged.connect(self._on_changed)
        self.show_tool("select")

    def set_actions(self, tools: Sequence[QAction], operations: Sequence[Sequence[QAction]]) -> None:
        """The tools as buttons, everything else in a menu with lines between the groups."""
        for action in tools:
            button = QToolButton()
            button.setDefaultAction(action)
            button.setAutoRaise(True)
            look.fit_icon(button)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.buttons.addWidget(button)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.change)
        for group in operations:
            self.change.menu().addActions(list(group))
            self.change.menu().addSeparator()

    def show_tool(self, name: str) -> None:
        """Show the numbers of the tool in hand; nothing where it is none of these."""
        brush = name in BRUSHES
        self._brush.setVisible(brush)
        self._others.setVisible(name in (BRUSHES[0], *VOXEL_TOOLS[3:]))
        self._values.setVisible(name == "brush")
        self._scissors.setVisible(name == "scissors")
        for line in (self._grow, self._reach):
            line.setVisible(name in VOXEL_TOOLS[3:])
        lines = [line for line in (self._brush, self._others, self._values, self._scissors, self._grow, self._reach) if not line.isHidden()]
        # Said outright: a column with wrapped text below would take the room of these lines first.
        self.setMinimumHeight(sum(line.sizeHint().height() + GAP_PX for line in lines) + theme.px(BUTTONS_PX) + 2 * GAP_PX)

    def show_settings(self, settings: HandSettings, brush: BrushSettings, unit: str) -> None:
        self._filling = True
        self._settings = settings
        self.radius.setValue(brush.radius_mm)
        self.ball.setChecked(brush.ball)
        self.overlap.setCurrentIndex(self.overlap.findData(settings.overlap))
        self.limited.setChecked(settings.limited)
        for box, value in zip((self.low, self.high), settings.limits, strict=True):
            box.setValue(value)
            box.setEnabled(settings.limited)
        self.cut.setCurrentIndex(self.cut.findData(settings.cut))
        self.through.setChecked(settings.through)
        self.tolerance.setValue(settings.tolerance)
        self.reach.setValue(settings.reach_mm)
        self.tolerance.setSuffix(f" {unit}" if unit and unit != "raw" else "")
        self._filling = False

    def _number(self, name: str, span: tuple[float, float], suffix: str, decimals: int) -> QDoubleSpinBox:
        box = QDoubleSpinBox()
        box.setRange(*span)
        box.setDecimals(decimals)
        box.setSuffix(suffix)
        box.setToolTip(tip_of(name))
        box.setAccessibleName(name)
        box.setKeyboardTracking(False)
        box.setButtonSymbols(QDoubleSpinBox.ButtonSymbols.NoButtons)  # wheel and arrow keys step
        box.setFixedWidth(theme.px(NUMBER_PX))
        return box

    def _on_changed(self) -> None:
        if self._filling:
            return
        self.low.setEnabled(self.limited.isChecked())
        self.high.setEnabled(self.limited.isChecked())
        self._settings = HandSettings(
            cast(Overlap, self.overlap.currentData()),
            cast(Cut, self.cut.currentData()),
            self.through.isChecked(),
            self.tolerance.value(),
            self.limited.isChecked(),
            (min(self.low.value(), self.high.value()), max(self.low.value(), self.high.value())),
            self.reach.value(),
        )
        self.settings_changed.emit(self._settings)
        self.brush_changed.emit(self.radius.value(), self.ball.isChecked())


def _line(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for widget in widgets:
        if isinstance(widget, QLabel):
            look.make(widget, "quiet")
        row.addWidget(widget)
    row.addStretch(1)
    return holder
