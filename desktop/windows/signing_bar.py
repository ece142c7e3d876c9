"""Whose report this is, beside the button that signs it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.windows import look, words
from desktop.windows.elided import ElidedLabel
from viewer.case.study import Patient
from viewer.widgets.label import Label, tip_of
from viewer.widgets.tr import tr


class SigningBar(QFrame):
    """Patient name, ID and birth date; what is left to do; Sign."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look.make(self, "bar")
        self.patient = Label()
        self.patient.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.patient.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.state = ElidedLabel()
        self.patient.setWordWrap(True)
        self.sign = QPushButton(tr("Sign"))
        look.make(self.sign, "primary")
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.state, 1)
        row.addWidget(self.sign)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        column.addWidget(self.patient)
        column.addLayout(row)

    def show_patient(self, patient: Patient) -> None:
        text = " · ".join(
            (
                words.person(patient.name) or tr("(no name)"),
                patient.id or tr("(no ID)"),
                tr("born {date}", date=words.date(patient.birth_date)) if patient.birth_date else tr("no birth date"),
            )
        )
        self.patient.setText(text)
        self.patient.setToolTip(tip_of(text))

    def show_state(self, text: str, role: str, can_sign: bool) -> None:
        """`text` with its colour role; Sign works only when `can_sign`."""
        self.state.setText(text)
        look.make(self.state, role)
        self.sign.setEnabled(can_sign)
        self.sign.setToolTip(tr("Sign this report (Ctrl+Return)") if can_sign else text)
