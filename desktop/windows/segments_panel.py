"""The segments: the list with what was measured of each, the one in hand, and the tools that change it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSlider,
    QStackedWidget,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.windows import look, words
from desktop.windows.segment_tools import SegmentTools
from viewer.widgets import theme
from viewer.widgets.label import Label, tip_of
from viewer.widgets.tr import tr

SWATCH_PX = 12
MEASURED = ("mean", "SD", "min", "max")
LOCKED = "  · "
FEW, MANY = 2, 6
"""Lines of the list that always have room, and that the panel asks for as it fills."""


@dataclass(frozen=True, slots=True)
class SegmentRow:
    """One label of a segmentation. `colour` is the one it has on the images."""

    segmentation_id: str
    number: int
    name: str
    volume_ml: float | None
    colour: tuple[int, int, int]
    visible: bool
    detail: str
    locked: bool = False
    measured: tuple[str, ...] = ()
    """Mean, SD, lowest and highest value, as text."""


class SegmentsPanel(QWidget):
    visibility_changed = Signal(str, int, bool)  # segmentation id, label number, visible
    opacity_changed = Signal(float)  # 0..1
    outline_changed = Signal(bool)  # outline only
    chosen = Signal(str, int)  # segmentation id, label number: jump there
    segment_asked = Signal()
    picked = Signal(str, int)  # segmentation id, label number: take it in hand
    add_asked = Signal()
    segmentation_picked = Signal(str)  # show this one
    growing = Signal()  # more lines than before

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = Label(tr("SEGMENTS"))
        look.make(title, "heading")
        self.outline = QCheckBox(tr("Outline only"))
        self.outline.setToolTip(tr("Show outlines without a fill (O)"))
        self.outline.toggled.connect(self.outline_changed)
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 12, 4)
        self.add = QToolButton()
        self.add.setText("+")
        self.add.setAutoRaise(True)
        self.add.setToolTip(tr("New segment (Ins)"))
        self.add.setAccessibleName(tr("New segment"))
        self.add.clicked.connect(self.add_asked)
        self.table = QToolButton()
        self.table.setText("Σ")
        self.table.setAutoRaise(True)
        self.table.setCheckable(True)
        self.table.setToolTip(tr("Show mean, SD, lowest and highest value"))
        self.table.setAccessibleName(tr("Statistics"))
        self.table.toggled.connect(self._on_table_toggled)
        head.addWidget(title)
        head.addWidget(self.add)
        head.addWidget(self.table)
        head.addStretch(1)
        head.addWidget(self.outline)
        self.segmentations = QComboBox()
        self.segmentations.setToolTip(tr("The segmentation on the images"))
        self.segmentations.setAccessibleName(tr("The segmentation on the images"))
        self.segmentations.activated.connect(lambda at: self.segmentation_picked.emit(self.segmentations.itemData(at)))
        self.segmentations.hide()
        self.tools = SegmentTools()
        self.tree = QTreeWidget()
        self.tree.setColumnCount(2)
        self.tree.setHeaderHidden(True)
        self.tree.setRootIsDecorated(False)
        self.tree.setIndentation(0)
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.tree.setStyleSheet("QTreeView::item:selected { border-left: none; }")  # a line for each column else
        self.tree.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click takes a segment in hand; the keys stay with the images
        self.tree.setAccessibleName(tr("Segments"))
        self.tree.setMinimumHeight(FEW * theme.px(look.ROW_PX))
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.setFont(theme.tabular(self.tree.font()))
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.itemChanged.connect(self._on_item_changed)
        self.tree.itemClicked.connect(self._on_item_clicked)
        self.tree.currentItemChanged.connect(self._on_current_changed)
        self.opacity = QSlider(Qt.Orientation.Horizontal)
        self.opacity.setRange(0, 100)
        self.opacity.setValue(35)
        self.opacity.setToolTip(tr("Opacity of the fill"))
        self.opacity.setAccessibleName(tr("Opacity of the fill"))
        self.opacity.valueChanged.connect(lambda percent: self.opacity_changed.emit(percent / 100))
        self._percent = Label("35 %")
        self._percent.setMinimumWidth(theme.px(40))
        self._percent.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.opacity.valueChanged.connect(lambda percent: self._percent.setText(f"{percent} %"))
        label = Label(tr("Opacity"))
        look.make(label, "quiet")
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 4, 12, 8)
        foot.setSpacing(8)
        for widget in (label, self.opacity, self._percent):
            foot.addWidget(widget)
        self._foot = QWidget()
        self._foot.setLayout(foot)
        self.made_by = Label()
        self.made_by.setWordWrap(True)
        self.made_by.setContentsMargins(12, 4, 12, 0)
        look.make(self.made_by, "quiet")
        self.doubts = Label()
        self.doubts.setWordWrap(True)
        self.doubts.setContentsMargins(12, 4, 12, 4)
        look.make(self.doubts, "attention")
        empty = QWidget()
        self.nothing = Label(tr("Nothing segmented yet."))
        self.nothing.setWordWrap(True)
        look.make(self.nothing, "quiet")
        self.segment = QPushButton(tr("Segment this series"))
        self.segment.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.segment.clicked.connect(self.segment_asked)
        column = QVBoxLayout(empty)
        column.setContentsMargins(12, 4, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.nothing)
        column.addWidget(self.segment, 0, Qt.AlignmentFlag.AlignLeft)
        self.by_hand = QPushButton(tr("Draw by hand"))
        self.by_hand.setToolTip(tr("Begin a segment and paint it (Ins)"))
        self.by_hand.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.by_hand.clicked.connect(self.add_asked)
        column.addWidget(self.by_hand, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.tree)
        self.stack.addWidget(empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        choice = QHBoxLayout()
        choice.setContentsMargins(12, 0, 12, 4)
        choice.addWidget(self.segmentations)
        whole.addLayout(choice)
        whole.addWidget(self.stack, 1)
        whole.addWidget(self.tools)
        whole.addWidget(self.made_by)
        whole.addWidget(self.doubts)
        whole.addWidget(self._foot)
        self.notes = Label()
        self.notes.setWordWrap(True)
        self.notes.setContentsMargins(12, 4, 12, 8)
        look.make(self.notes, "attention")
        whole.addWidget(self.notes)
        self.show_notes("")
        self.rows: tuple[SegmentRow, ...] = ()
        self._filling = False
        self.show_rows(())
        self.show_source("", ())

    def minimumSizeHint(self) -> QSize:
        """Room for all that is said here at this width: a layout counts wrapped text as one line."""
        size, column = super().minimumSizeHint(), self.layout()
        if column is not None and column.hasHeightForWidth():
            size.setHeight(max(size.height(), column.totalMinimumHeightForWidth(self.width())))
        return size

    def offer(self, why_not: str) -> None:
        """Offer to segment, or say what stands in the way."""
        self.segment.setVisible(not why_not)
        self.nothing.setText(tr(why_not or "Nothing segmented yet."))

    def show_notes(self, text: str) -> None:
        """Say below the segments what is odd about the series; nothing is there when nothing is."""
        self.notes.setText(text)
        self.notes.setVisible(bool(text))

    def show_source(self, made_by: str, doubts: Sequence[str]) -> None:
        """Say what outlined the segments on the images, and what speaks against trusting it."""
        self.made_by.setText(made_by)
        self.made_by.setVisible(bool(made_by))
        self.doubts.setText("\n".join(f"▲ {text}" for text in doubts))
        self.doubts.setVisible(bool(doubts))

    def focus_panel(self) -> None:
        (self.tree if self.rows else self.segment).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_rows(self, rows: Sequence[SegmentRow]) -> None:
        """Show these labels. A line that stays is changed where it is: the change may come from a click on it."""
        self._filling = True
        before = len(self.rows)
        same = [(row.segmentation_id, row.number) for row in rows] == [(row.segmentation_id, row.number) for row in self.rows]
        self.rows = tuple(rows)
        if not same:
            self.tree.clear()
            for _ in rows:
                QTreeWidgetItem(self.tree)
        for n, row in enumerate(rows):
            item = self.tree.topLevelItem(n)
            assert item is not None
            item.setText(0, f"{row.name}{LOCKED + tr('locked') if row.locked else ''}")
            item.setText(1, words.volume(row.volume_ml) if row.volume_ml is not None else "")
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            swatch = QPixmap(SWATCH_PX, SWATCH_PX)
            swatch.fill(QColor(*row.colour))
            icon = QIcon(swatch)
            icon.addPixmap(swatch, QIcon.Mode.Selected)  # the colour on the images, not a shade of the selection
            item.setIcon(0, icon)
            item.setCheckState(0, Qt.CheckState.Checked if row.visible else Qt.CheckState.Unchecked)
            item.setToolTip(0, tip_of(row.detail))
            item.setData(0, Qt.ItemDataRole.UserRole, row)
            self._show_measured(item, row.measured)
        self._filling = False
        self.stack.setCurrentIndex(0 if rows else 1)
        self._foot.setVisible(bool(rows))
        self.outline.setVisible(bool(rows))
        self.table.setVisible(bool(rows))
        if before < len(rows):
            self.growing.emit()

    def sizeHint(self) -> QSize:
        least = self.minimumSizeHint()
        more = min(max(len(self.rows), FEW), MANY) - FEW
        return QSize(least.width(), least.height() + more * theme.px(look.ROW_PX) * (1 + self.table.isChecked()))

    def can_edit(self, possible: bool) -> None:
        """Whether there is a volume to draw on."""
        for widget in (self.add, self.by_hand, self.tools):
            widget.setVisible(possible)

    def show_segmentations(self, names: Sequence[tuple[str, str]], shown_id: str) -> None:
        """The segmentations of these images, by id and name; a choice is there where there are several."""
        self.segmentations.clear()
        for id, name in names:
            self.segmentations.addItem(name, id)
        self.segmentations.setCurrentIndex(self.segmentations.findData(shown_id))
        self.segmentations.setVisible(len(names) > 1)

    def show_picked(self, number: int) -> None:
        """Mark the segment in hand."""
        self._filling = True
        self.tree.clearSelection()
        for n, row in enumerate(self.rows):
            item = self.tree.topLevelItem(n)
            if row.number == number and item is not None:
                self.tree.setCurrentItem(item)
        self._filling = False

    def _show_measured(self, item: QTreeWidgetItem, measured: Sequence[str]) -> None:
        """The numbers in a line of their own, so that names stay whole; each below the one above it."""
        wanted = bool(measured) and self.table.isChecked()
        if not wanted:
            item.takeChildren()
            return
        if item.childCount() == 0:
            line = QTreeWidgetItem(item)
            line.setFlags(Qt.ItemFlag.NoItemFlags)
            line.setFirstColumnSpanned(True)
            item.setExpanded(True)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(8, 0, 8, 4)
        row.setSpacing(8)
        for name, text in zip(MEASURED, measured, strict=True):
            label = Label(f"{tr(name)} {text}")
            look.make(label, "quiet")
            label.setFont(theme.tabular(label.font()))
            row.addWidget(label, 1)
        self.tree.setItemWidget(item.child(0), 0, holder)

    def _on_table_toggled(self, shown: bool) -> None:
        self.tree.setMinimumHeight((2 * FEW if shown else FEW) * theme.px(look.ROW_PX))
        self.show_rows(self.rows)
        self.growing.emit()

    def _on_current_changed(self, item: QTreeWidgetItem | None) -> None:
        if not self._filling and item is not None:
            row: SegmentRow = item.data(0, Qt.ItemDataRole.UserRole)
            self.picked.emit(row.segmentation_id, row.number)

    def _on_item_changed(self, item: QTreeWidgetItem) -> None:
        if not self._filling:
            row: SegmentRow = item.data(0, Qt.ItemDataRole.UserRole)
            self.visibility_changed.emit(
                row.segmentation_id, row.number, item.checkState(0) == Qt.CheckState.Checked
            )

    def _on_item_clicked(self, item: QTreeWidgetItem, column: int) -> None:
        if column == 1:
            row: SegmentRow = item.data(0, Qt.ItemDataRole.UserRole)
            self.chosen.emit(row.segmentation_id, row.number)
