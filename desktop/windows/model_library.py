"""The models on this machine: what each is for, its licence, its limits and how it was measured."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from desktop.windows import look
from inference.cards import ModelCard
from viewer.case.study import Problem


class ModelLibrary(QWidget):
    """A list of cards, and what could not be used with the reason."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.text)

    def show_cards(self, cards: Sequence[ModelCard], problems: Sequence[Problem]) -> None:
        quiet = look.qcolour("quiet").name()
        parts = [_card(card, quiet) for card in cards]
        wrong = look.qcolour("wrong").name()
        parts += [
            f'<p><span style="color:{wrong}">✕ refused</span> {escape(problem.text)}<br>'
            f'<span style="color:{quiet}">{escape(problem.where)}</span></p>'
            for problem in problems
        ]
        if not parts:
            parts = ["<p>No model is installed. Put a model pack into the folder models of the library.</p>"]
        self.text.setHtml("".join(parts))


def _card(card: ModelCard, quiet: str) -> str:
    rows = [
        ("For", f"{card.task}, {card.modality}"),
        ("Intended use", card.intended_use),
        ("Limits", card.limits),
        *[("Measured", score) for score in card.scores],
        ("Labels", ", ".join(label.name for label in card.labels)),
        ("Licence", card.license),
        ("SHA-256", card.weights_sha256 or "(no weights)"),
    ]
    cells = "".join(
        f'<tr><td style="color:{quiet}; padding-right:16px">{name}</td><td>{escape(text)}</td></tr>'
        for name, text in rows
        if text
    )
    return f'<h3>{escape(card.name)} <span style="color:{quiet}">{escape(card.id)} {escape(card.version)}</span></h3><table>{cells}</table>'
