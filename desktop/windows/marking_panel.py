"""What is being marked: its name, the kinds of marks, how large the outline is, and how to end. Shown meanwhile only."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.windows import look
from desktop.windows.choice import Choice
from desktop.windows.completions import Completions
from desktop.windows.elided import ElidedLabel
from viewer.widgets.label import Label
from viewer.widgets.tr import tr

HINT = "{signs} Ctrl: the opposite. Ctrl+Z: one mark back. Enter keeps the outline, Escape leaves."
SHORT = {"tool.mark_point": "Points", "tool.mark_box": "Box", "tool.mark_scribble": "Scribble", "tool.mark_lasso": "Lasso"}
SIGNS = {True: "Click: inside. Right click: outside.", False: "Click or right click: outside."}


class MarkingPanel(QFrame):
    named = Signal(str)
    name_left = Signal()
    """The reader is done with the name: the keys go back to the images."""
    sign_picked = Signal(bool)
    model_picked = Signal(str)
    keep_asked = Signal()
    leave_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = Label(tr("OUTLINE BY MARKS"))
        look.make(title, "heading")
        self.state = Label()
        look.make(self.state, "quiet")
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self.state)
        self.name = QLineEdit()
        self.name.setPlaceholderText(tr("Name, such as left kidney"))
        self.name.setAccessibleName(tr("Name of the structure"))
        self.name.setMaxLength(64)
        self.name.textEdited.connect(self.named)
        self.name.returnPressed.connect(self.name_left)
        escape = QShortcut(QKeySequence("Esc"), self.name, context=Qt.ShortcutContext.WidgetShortcut)
        escape.activated.connect(self.name_left)
        self.code = ElidedLabel()
        look.make(self.code, "quiet")
        self.models = Choice()
        self.models.setAccessibleName(tr("Model that works the outline out"))
        self.models.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.models.activated.connect(lambda place: self.model_picked.emit(self.models.itemData(place)))
        self._tools = QGridLayout()
        self._tools.setSpacing(4)
        self.inside, self.outside = QPushButton(tr("+ Inside")), QPushButton(tr("− Outside"))
        signs = QHBoxLayout()
        signs.setSpacing(4)
        for button, positive in ((self.inside, True), (self.outside, False)):
            button.setCheckable(True)
            button.setToolTip(f"{tr('Inside') if positive else tr('Outside')} ({'+' if positive else '-'})")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda checked, positive=positive: self.sign_picked.emit(positive))
            signs.addWidget(button)
        self.hint = Label()
        self.hint.setWordWrap(True)
        look.make(self.hint, "quiet")
        self.keep, self.leave = QPushButton(tr("Keep")), QPushButton(tr("Leave"))
        look.make(self.keep, "primary")
        self.keep.setToolTip(tr("Keep the outline as a segment (Enter)"))
        self.leave.setToolTip(tr("Mark no more (Escape)"))
        self.keep.clicked.connect(self.keep_asked)
        self.leave.clicked.connect(self.leave_asked)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for button in (self.keep, self.leave):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            foot.addWidget(button)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.name)
        column.addWidget(self.code)
        column.addWidget(self.models)
        column.addLayout(self._tools)
        column.addLayout(signs)
        column.addWidget(self.hint)
        column.addLayout(foot)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def set_tools(self, actions: Sequence[QAction]) -> None:
        """One button for each kind of mark, two in a row."""
        for place, action in enumerate(actions):
            button = QToolButton()
            action.setIconText(tr(SHORT[action.data()]))
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._tools.addWidget(button, place // 2, place % 2)

    def set_names(self, names: Sequence[str]) -> None:
        """Names that other systems know, offered while one is typed."""
        Completions(names, self.name).activated.connect(self.named)

    def set_models(self, models: Sequence[tuple[str, str]], id: str) -> None:
        """The models that can be asked, with their names; one alone needs no choice."""
        if [self.models.itemData(n) for n in range(self.models.count())] != [one for one, _ in models]:
            self.models.clear()
            for one, name in models:
                self.models.addItem(name, one)
        self.models.setCurrentIndex(self.models.findData(id))
        self.models.setVisible(len(models) > 1)

    def show_session(self, name: str, can_rename: bool, code: str, state: str, positive: bool, can_keep: bool) -> None:
        """Show how far it is. The name stays as it is while it is typed."""
        if not self.name.hasFocus():
            self.name.setText(name)
        self.name.setReadOnly(not can_rename)
        self.code.setText(code)
        self.state.setText(state)
        self.inside.setChecked(positive)
        self.outside.setChecked(not positive)
        self.hint.setText(tr(HINT, signs=tr(SIGNS[positive])))
        self.keep.setEnabled(can_keep)
        self._keep_whole()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_whole()

    def _keep_whole(self) -> None:
        """As high as the hint needs it to be in this width; a splitter does not ask."""
        layout = self.layout()
        assert layout is not None
        self.setMinimumHeight(max(layout.heightForWidth(self.width()), 0))  # -1 before it is laid out
