"""The list of findings, and the one in hand: accept, reject, correct in place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.windows import look, words
from desktop.windows.choice import Choice
from desktop.windows.quiet_list import QuietList
from viewer.case import terms
from viewer.case.attestation import AttestationState
from viewer.case.finding import SIDES, ZONES, Certainty, Finding
from viewer.case.terms import Code
from viewer.widgets import theme
from viewer.widgets.label import Label, tip_of
from viewer.widgets.tr import tr

WHAT = (terms.LESION, terms.NODULE)
WHERE = (
    terms.UNSPECIFIED_SITE, terms.LEFT_LUNG, terms.RIGHT_LUNG, terms.LUNG, terms.LIVER, terms.KIDNEY, terms.BONE,
)  # fmt: skip
SIDED = {terms.LEFT_LUNG: "left", terms.RIGHT_LUNG: "right"}
LUNGS = (terms.LUNG, *SIDED)
CERTAINTIES: tuple[Certainty, ...] = ("definite", "probable", "possible")
PLACE_HINT = "unspecified"


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding with what the list says about it."""

    finding: Finding
    title: str
    size: str
    made_by_model: bool
    attestation: AttestationState = "not attested"


class FindingDelegate(QStyledItemDelegate):
    """Two lines with a mark whose shape and colour tell the state."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(160, theme.px(44))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: FindingRow = index.data(Qt.ItemDataRole.UserRole)
        status, attestation = row.finding.status, row.attestation
        box: QRect = option.rect
        state = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, look.qcolour("raised"))
            painter.fillRect(QRect(box.left(), box.top(), 2, box.height()), look.qcolour("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, look.qcolour("raised"))
        font = QFont(option.font)
        painter.setFont(font)
        painter.setPen(look.qcolour(words.ATTESTATION_ROLES[attestation]))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        top, line, indent = box.top() + theme.px(4), theme.px(18), theme.px(36)
        painter.drawText(QRect(box.left() + 8, top, indent - 12, line), Qt.AlignmentFlag.AlignCenter, words.ATTESTATION_MARKS[attestation])
        font.setStrikeOut(status == "rejected")
        painter.setFont(font)
        painter.setPen(look.qcolour("quiet" if status == "rejected" else "text"))
        title = QRect(box.left() + indent, top, box.width() - indent - 8, line)
        painter.drawText(title, left, painter.fontMetrics().elidedText(row.title, Qt.TextElideMode.ElideRight, title.width()))
        font.setStrikeOut(False)
        painter.setFont(font)
        painter.setPen(look.qcolour("quiet"))
        below = QRect(box.left() + indent, top + line, box.width() - indent - 8, line)
        wide = painter.fontMetrics().horizontalAdvance
        state_words, sizes = tr(words.ATTESTATION_WORDS[attestation]), row.size.split(" · ")
        if row.finding.source.experimental and wide(f"{tr('experimental')}, {state_words}") + wide(sizes[0]) + 16 <= below.width():
            state_words = f"{tr('experimental')}, {state_words}"
        painter.drawText(below, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, state_words)
        room = below.width() - wide(state_words) - 8
        while len(sizes) > 1 and wide(" · ".join(sizes)) > room:
            sizes.pop()  # the axes stay longest
        painter.drawText(below, left, painter.fontMetrics().elidedText(" · ".join(sizes), Qt.TextElideMode.ElideRight, room))
        painter.restore()


class FindingsPanel(QWidget):
    """Findings of the study. Keys work while the list has the focus; they are in the table of actions."""

    chosen = Signal(str)  # finding id: jump there
    hovered = Signal(str)  # finding id, or empty
    changed = Signal(object)  # Finding, corrected by the reader
    accept_asked = Signal()
    reject_asked = Signal()
    find_asked = Signal()
    add_asked = Signal()
    merge_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label(tr("FINDINGS"))
        look.make(self.title, "heading")
        self.count = Label()
        look.make(self.count, "quiet")
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 12, 4)
        head.setSpacing(8)
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.count)
        self.add, self.merge = QPushButton(tr("Add")), QPushButton(tr("Merge"))
        self.add.setToolTip(tr("Add a finding in words"))
        self.merge.setToolTip(tr("Merge the selected findings (Ctrl+click selects several)"))
        for button, asked in ((self.add, self.add_asked), (self.merge, self.merge_asked)):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            look.make(button, "compact")
            button.clicked.connect(asked)
            head.addWidget(button)
        self.list = _FindingList()
        self.list.itemSelectionChanged.connect(self._on_selection_changed)
        self.list.setAccessibleName(tr("Findings"))
        self.list.setItemDelegate(FindingDelegate(self.list))
        self.list.currentItemChanged.connect(self._on_current_changed)
        self.list.itemClicked.connect(self._on_item_clicked)
        self.list.itemEntered.connect(lambda item: self.hovered.emit(item.data(Qt.ItemDataRole.UserRole).finding.id))
        self.list.left.connect(lambda: self.hovered.emit(""))
        self.empty = _Empty(tr("No findings yet."), tr("Find lung nodules"), tr("Measure with the ruler (R) and press F to add one."))
        self.empty.button.clicked.connect(self.find_asked)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.empty)
        self.detail = FindingDetail()
        self.detail.changed.connect(self.changed)
        self.detail.accept.clicked.connect(self.accept_asked)
        self.detail.reject.clicked.connect(self.reject_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.stack, 1)
        column.addWidget(self.detail)
        self._filling = False
        self.show_rows((), "")

    @property
    def rows(self) -> tuple[FindingRow, ...]:
        return tuple(self.list.item(n).data(Qt.ItemDataRole.UserRole) for n in range(self.list.count()))

    @property
    def current_id(self) -> str:
        item = self.list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole).finding.id) if item is not None else ""

    @property
    def selected_ids(self) -> tuple[str, ...]:
        """The findings that are selected together, the one in hand first."""
        ids = [str(item.data(Qt.ItemDataRole.UserRole).finding.id) for item in self.list.selectedItems()]
        return tuple(sorted(ids, key=lambda id: id != self.current_id))

    def _on_selection_changed(self) -> None:
        self.merge.setVisible(len(self.list.selectedItems()) > 1)

    def offer(self, can_find: bool, can_measure: bool) -> None:
        """Offer to look for nodules where a model can read these images, and the ruler where there is a volume."""
        self.empty.offer(can_find, can_measure)

    def focus_panel(self) -> None:
        (self.list if self.list.count() else self.empty.button).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_rows(self, rows: Sequence[FindingRow], current_id: str) -> None:
        """Show these findings with `current_id` in hand; lines that stay keep their place under the pointer."""
        self._filling = True
        if [row.finding.id for row in rows] != [row.finding.id for row in self.rows]:
            self.list.clear()
            for _ in rows:
                QListWidgetItem(self.list)
        for n, row in enumerate(rows):
            item = self.list.item(n)
            item.setData(Qt.ItemDataRole.UserRole, row)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{row.title}, {row.size}, {tr(words.ATTESTATION_WORDS[row.attestation])}")
            item.setToolTip(tip_of("\n".join(part for part in (row.title, row.size, row.finding.note, _code_words(row.finding), row.finding.source.author) if part)))
            if row.finding.id == current_id and self.list.currentItem() is not item:
                self.list.setCurrentItem(item)  # the one that is current already keeps the others selected
        self._filling = False
        self._on_selection_changed()
        proposed = sum(row.finding.status == "proposed" for row in rows)
        reviewed = sum(row.attestation != "passively accepted" for row in rows)
        self.count.setText(tr("{proposed} proposed", proposed=proposed) if proposed else tr("{reviewed} reviewed", reviewed=reviewed) if rows else "")
        self.stack.setCurrentIndex(0 if rows else 1)
        current = next((row for row in rows if row.finding.id == current_id), None)
        self.detail.show_finding(None if current is None else current.finding, current is not None and current.attestation == "passively accepted")

    def _on_current_changed(self, item: QListWidgetItem | None) -> None:
        if item is not None and not self._filling:
            self.chosen.emit(item.data(Qt.ItemDataRole.UserRole).finding.id)

    def _on_item_clicked(self, item: QListWidgetItem) -> None:
        # A second click on the same row goes there again, as after scrolling away.
        self.chosen.emit(item.data(Qt.ItemDataRole.UserRole).finding.id)


class _FindingList(QuietList):
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setMouseTracking(True)
        self.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)

    def leaveEvent(self, event: QEvent) -> None:
        self.left.emit()
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.setFocus(Qt.FocusReason.MouseFocusReason)


class _Empty(QWidget):
    def __init__(self, text: str, action: str, more: str) -> None:
        super().__init__()
        self._can_measure = True
        self.label, self.more = Label(text), Label(more)
        look.make(self.label, "quiet")
        look.make(self.more, "quiet")
        self.more.setWordWrap(True)
        self.button = QPushButton(action)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.label)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.more)
        column.addStretch(1)

    def offer(self, can_find: bool, can_measure: bool) -> None:
        """What can be done here: the button, the advice."""
        self.button.setVisible(can_find)
        self._can_measure = can_measure
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In a low window the advice leaves, rather than being cut through."""
        column = self.layout()
        assert column is not None
        margins, above = column.contentsMargins(), [one for one in (self.label, self.button) if not one.isHidden()]
        left = self.height() - margins.top() - margins.bottom() - sum(one.sizeHint().height() + column.spacing() for one in above)
        needed = self.more.heightForWidth(self.width() - margins.left() - margins.right())
        self.more.setVisible(self._can_measure and left >= needed)


class FindingDetail(QWidget):
    """What, where and side of the finding in hand, changed in place."""

    changed = Signal(object)  # Finding

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._finding: Finding | None = None
        self.what, self.where, self.side, self.zone, self.certainty = Choice(), Choice(), Choice(), Choice(), Choice()
        self.accept, self.reject = QPushButton(tr("Accept")), QPushButton(tr("Reject"))
        self.accept.setToolTip(tr("Accept this finding (Space)"))
        self.reject.setToolTip(tr("Reject this finding (Delete)"))
        for box, name in (
            (self.what, tr("What it is")), (self.where, tr("Organ")), (self.side, tr("Side")),
            (self.zone, tr("Third of the organ")), (self.certainty, tr("How certain")),
        ):
            box.setToolTip(tip_of(name))
            box.setAccessibleName(name)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(6)
            box.activated.connect(self._on_activated)
        for button in (self.accept, self.reject):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            look.make(button, "compact")
        for side in SIDES:
            self.side.addItem(tr("no side" if side == "none" else side), side)
        for zone in ZONES:
            self.zone.addItem(tr(f"{zone} third") if zone else tr("no third"), zone)
        for certainty in CERTAINTIES:
            self.certainty.addItem(tr(certainty), certainty)
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 4, 12, 8)
        grid.setSpacing(4)
        grid.addWidget(self.what, 0, 0)
        grid.addWidget(self.where, 0, 1)
        grid.addWidget(self.side, 1, 0)
        grid.addWidget(self.zone, 1, 1)
        grid.addWidget(self.certainty, 2, 0)
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        buttons.addWidget(self.accept, 1)
        buttons.addWidget(self.reject, 1)
        grid.addLayout(buttons, 2, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)

    def show_finding(self, finding: Finding | None, can_confirm: bool = False) -> None:
        self._finding = finding
        self.setVisible(finding is not None)
        if finding is None:
            return
        _fill(self.what, known_findings(), finding.what)
        _fill(self.where, known_places(), finding.where)
        self.side.setCurrentIndex(SIDES.index(finding.side))
        self.zone.setCurrentIndex(ZONES.index(finding.zone))
        self.certainty.setCurrentIndex(CERTAINTIES.index(finding.certainty))
        self.accept.setText(tr("Confirm") if can_confirm else tr("Accept"))
        self.accept.setEnabled(can_confirm or finding.status != "accepted")
        self.reject.setEnabled(finding.status != "rejected")

    def _on_activated(self) -> None:
        if self._finding is None:
            return
        changed = _fitted(self._finding, replace(
            self._finding, what=self.what.currentData(), where=self.where.currentData(), side=self.side.currentData(),
            zone=self.zone.currentData(), certainty=self.certainty.currentData(),
        ))  # fmt: skip
        if changed != self._finding:
            self.changed.emit(changed)


def _fitted(before: Finding, after: Finding) -> Finding:
    """A corrected finding whose place holds together: a third is one of its own organ, the left lung lies on the left."""
    if after.where != before.where:
        side = SIDED.get(after.where, after.side)
        both_lungs = before.where in LUNGS and after.where in LUNGS
        return replace(after, side=side, zone=after.zone if both_lungs else "")
    if after.side != before.side and after.where in SIDED:
        return replace(after, where=next((where for where, side in SIDED.items() if side == after.side), terms.LUNG))
    return after


@cache
def known_findings() -> tuple[Code, ...]:
    """What the list of kinds offers: lesion and nodule, then every coded term by name."""
    from inference.report.lexicon import lexicon

    coded = sorted((term.code for term in lexicon().findings.values() if term.code is not None), key=lambda code: code.meaning.lower())
    return (*WHAT, *(code for code in coded if code not in WHAT))


@cache
def known_places() -> tuple[Code, ...]:
    """What the list of places offers: the usual ones, then every coded one by name."""
    from inference.report.lexicon import lexicon

    coded = sorted((term.code for term in lexicon().anatomy.values() if term.code is not None), key=lambda code: code.meaning.lower())
    return (*WHERE, *(code for code in coded if code not in WHERE))


def _code_words(finding: Finding) -> str:
    """``SCT 27925004 · SCT 39607008``: the codes of what and where."""
    return f"{finding.what.scheme} {finding.what.value} · {finding.where.scheme} {finding.where.value}"


def _fill(box: QComboBox, codes: Sequence[Code], current: Code) -> None:
    """List the codes; one that is not among them, as a model may name, stands first."""
    shown = list(codes) if current in codes else [current, *codes]
    box.clear()
    for code in shown:
        box.addItem(PLACE_HINT if code == terms.UNSPECIFIED_SITE else code.meaning.lower(), code)
    box.setCurrentIndex(shown.index(current))
