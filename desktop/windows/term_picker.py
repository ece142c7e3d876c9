"""A name with a code for a segment: words are typed, terms of the standard appear, Enter takes one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.windows import look
from viewer.case.terms import Code
from viewer.widgets.label import Label
from viewer.widgets.tr import tr

SIZE_PX = (360, 380)
SIDES = (("no side", "none"), ("left", "left"), ("right", "right"), ("both sides", "bilateral"))


class TermPicker(QFrame):
    picked = Signal(object, str)  # Code, side

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("term picker")
        self.words = QLineEdit()
        self.words.setPlaceholderText(tr("Words: liver, lower lobe, lymph node …"))
        self.words.setAccessibleName(tr("Words of the term"))
        self.words.textChanged.connect(self._search)
        self.words.installEventFilter(self)
        self.list = QListWidget()
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(tr("Terms"))
        self.list.itemActivated.connect(self._on_taken)
        self.list.itemClicked.connect(self._on_taken)
        self.side = QComboBox()
        self.side.setToolTip(tr("Side, kept as a code of its own"))
        self.side.setAccessibleName(tr("Side"))
        for text, key in SIDES:
            self.side.addItem(tr(text), key)
        source = Label(tr("SNOMED CT and DICOM codes of the standard, PS3.16"))
        look.make(source, "quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.words)
        column.addWidget(self.side)
        column.addWidget(self.list, 1)
        column.addWidget(source)

    def ask(self, beside: QWidget, side: str) -> None:
        """Appear to the left of a widget, with nothing typed yet."""
        self.resize(*SIZE_PX)
        corner = beside.mapToGlobal(QPoint(-SIZE_PX[0], 0))
        room = beside.screen().availableGeometry()
        top = min(corner.y(), room.bottom() - SIZE_PX[1])
        self.move(max(corner.x(), room.left()), max(top, room.top()))
        self.side.setCurrentIndex(max(self.side.findData(side), 0))
        self.words.clear()
        self._search("")
        self.show()
        self.words.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up, Down and Enter go to the list while words are typed."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self.list.setCurrentRow(min(max(self.list.currentRow() + step, 0), self.list.count() - 1))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._on_taken(self.list.currentItem())
                return True
        return super().eventFilter(watched, event)

    def _search(self, words: str) -> None:
        from viewer.dicom.segment_terms import find_terms

        self.list.clear()
        for term in find_terms(words):
            item = QListWidgetItem(f"{term.code.meaning}   ·   {term.group}")
            item.setToolTip(f"{term.code.scheme} {term.code.value}")
            item.setData(Qt.ItemDataRole.UserRole, term.code)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _on_taken(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        code: Code = item.data(Qt.ItemDataRole.UserRole)
        self.hide()
        self.picked.emit(code, self.side.currentData())
