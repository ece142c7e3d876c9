"""Whose report this is, beside the button that signs it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.windows import look, words
from viewer.case.study import Patient


class SigningBar(QFrame):
    """Patient name, ID and birth date; what is left to do; Sign."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look.make(self, "bar")
        self.patient = QLabel()
        self.patient.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.patient.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.state = QLabel()
        for label in (self.patient, self.state):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.sign = QPushButton("Sign")
        look.make(self.sign, "primary")
        words_column = QVBoxLayout()
        words_column.setSpacing(0)
        words_column.addWidget(self.patient)
        words_column.addWidget(self.state)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(12)
        row.addLayout(words_column, 1)
        row.addWidget(self.sign)

    def show_patient(self, patient: Patient) -> None:
        text = " · ".join(
            (
                words.person(patient.name) or "(no name)",
                patient.id or "(no ID)",
                f"born {words.date(patient.birth_date)}" if patient.birth_date else "no birth date",
            )
        )
        self.patient.setText(text)
        self.patient.setToolTip(text)

    def show_state(self, text: str, role: str, can_sign: bool) -> None:
        """`text` with its colour role; Sign works only when `can_sign`."""
        self.state.setText(text)
        look.make(self.state, role)
        self.sign.setEnabled(can_sign)
        self.sign.setToolTip("Sign this report (Ctrl+Return)" if can_sign else text)
