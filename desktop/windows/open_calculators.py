"""The calculator in the panel: filled from the open study, answered again at every change, put into the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

from desktop.desk import Desk
from desktop.steps import calculators
from desktop.windows.calculator_field import CalculatorField, FieldState
from desktop.windows.calculator_panel import Answered, Entry
from desktop.windows.main_window import MainWindow
from desktop.windows.open_study import OpenStudy
from viewer.case.errors import KnownError
from viewer.widgets.tr import tr

if TYPE_CHECKING:
    from inference.report.calculators.book import Book
    from inference.report.calculators.model import Calculator, Given, Result

SETTLED_MS = 50
"""The report has been laid out by then, and can be scrolled to the new sentence."""


class OpenCalculators(QObject):
    """What the reader typed stays; what was read from the study follows the finding and the measurement in hand."""

    def __init__(self, desk: Desk, window: MainWindow, study: OpenStudy) -> None:
        super().__init__(window)
        self._desk, self._reading = desk, window.reading
        self._panel = window.reading.calculators
        self._book: Book | None = None
        self._calculator: Calculator | None = None
        self._typed: dict[str, str] = {}
        self._read: dict[str, Given] = {}
        self._patient = ""
        self.result: Result | None = None
        panel = self._panel
        panel.appearing.connect(self._on_appearing)
        panel.searched.connect(self._on_searched)
        panel.chosen.connect(self.choose)
        panel.value_given.connect(self._on_value_given)
        panel.insert_asked.connect(self._on_insert_asked)
        panel.copy_asked.connect(self._on_copy_asked)
        panel.left.connect(lambda: self._reading.show_panel("calculators", False))
        study.changed.connect(self._on_study_changed)

    def choose(self, id: str) -> None:
        """Show the form of one calculator, filled as far as the study says."""
        if self._book is None:
            self._on_appearing()
        assert self._book is not None
        one = self._calculator = self._book.find(id)
        self._typed = {}
        fields = [CalculatorField(slot.name, slot.title, slot.unit, slot.choices, slot.several) for slot in one.slots]
        self._panel.show_form(f"{one.title} {one.version}", f"{one.what}. {one.citation}", fields)
        self._refill()

    def _on_appearing(self) -> None:
        """Read the list anew: a site may have added a file."""
        from inference.report.calculators.book import book_of

        self._book = book_of(self._desk.library.folder)
        self._on_searched(self._panel.search.text())
        self._refill()

    def _on_searched(self, text: str) -> None:
        if self._book is not None:
            entries = [Entry(one.id, f"{one.title} {one.version}", one.what) for one in self._book.search(text)]
            self._panel.show_entries(entries, self._book.problems)

    def _on_study_changed(self) -> None:
        if not self._panel.isVisible():
            return
        self._refill()

    def _on_value_given(self, name: str, text: str) -> None:
        self._typed[name] = text
        self._answer()

    def _refill(self) -> None:
        """Read what the study says now; values of another patient go."""
        if self._calculator is None:
            return
        uid = self._desk.study.uid if self._desk.study is not None else ""
        if uid != self._patient:
            self._patient, self._typed = uid, {}
        self._read = calculators.filled(self._desk, self._calculator)
        for slot in self._calculator.slots:
            if slot.name not in self._typed:
                self._panel.fields[slot.name].show_text(_shown(self._read.get(slot.name)))
        self._answer()

    def _answer(self) -> None:
        from inference.report.calculators import asking, said
        from inference.report.calculators.model import Given, MissingError

        calculator = self._calculator
        if calculator is None:
            return
        given, wrong = dict(self._read), dict[str, str]()
        for name, text in self._typed.items():
            given.pop(name, None)
            if text.strip():
                try:
                    given[name] = Given(asking.read_value(calculator.slot(name), text))
                except KnownError as error:
                    wrong[name] = str(error)
        asked: tuple[str, ...] = ()
        self.result = None
        answered = Answered()
        try:
            if not wrong:
                self.result = asking.answer(calculator, given)
                notes = (*self.result.outcome.notes, *filter(None, [calculator.limits]))
                headline = " · ".join(filter(None, (said.value_text(self.result), said.category_text(self.result))))
                answered = Answered(headline, said.sentence(self.result), notes)
        except MissingError as error:
            asked = error.slots
            answered = Answered(asks=tr("{count} values are still asked for, marked •", count=len(asked)))
        except KnownError as error:
            answered = Answered(asks=str(error), refused=True)
        states = {}
        for slot in calculator.slots:
            origin = wrong.get(slot.name) or (given[slot.name].source if slot.name in given else "")
            states[slot.name] = FieldState(tr("typed") if origin == "given" else origin, slot.name in asked, slot.name in wrong)
        self._panel.show_states(states)
        self._panel.show_answer(answered, self._why_not_insert())

    def _why_not_insert(self) -> str:
        draft, signed = self._desk.draft, self._desk.signed
        if draft is None:
            return tr("There is no report yet: draft it first.")
        return tr("The report is signed: start an addendum first.") if signed is not None and signed.draft == draft else ""

    def _on_insert_asked(self) -> None:
        if self.result is not None:
            self._desk.run(self._insert)

    def _insert(self, desk: Desk) -> None:
        assert self.result is not None
        id = calculators.insert(desk, self.result)
        if id:
            desk.show_report()
            QTimer.singleShot(SETTLED_MS, self, lambda: desk.go_to_sentence(id))

    def _on_copy_asked(self) -> None:
        if self.result is not None:
            from inference.report.calculators.said import sentence

            QGuiApplication.clipboard().setText(sentence(self.result))


def _shown(given: Given | None) -> str:
    if given is None:
        return ""
    if isinstance(given.value, tuple):
        return ",".join(given.value)
    return given.value if isinstance(given.value, str) else f"{round(given.value, 2):g}"
