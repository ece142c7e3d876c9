"""What the patient, a finding or a measurement says for the slots of a calculator, each with where it is from."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from inference.report.calculators.asking import plain_word
from inference.report.calculators.model import Calculator, Given, Slot, Value
from inference.report.calculators.units import factor
from inference.report.lexicon import lexicon
from viewer.case.facts import FactTable
from viewer.case.finding import Evidence, Finding, Quantity

_SEXES = {"M": "male", "F": "female"}
_AXES = ("long_axis", "short_axis")


@dataclass(frozen=True, slots=True)
class Measured:
    """A thing that the reader drew: what it is called ("ruler"), and its numbers."""

    name: str
    quantities: tuple[Quantity, ...]


@dataclass(frozen=True, slots=True)
class _Sources:
    facts: FactTable
    finding: Finding | None
    measured: Measured | None

    def find(self, key: str, slot: Slot) -> Given | None:
        """The value behind a key such as ``finding.long_axis``; None where there is none."""
        group, _, name = key.partition(".")
        finders: dict[str, Callable[[str, Slot], Given | None]] = {
            "patient": self._patient, "study": self._study, "finding": self._finding,
            "findings": self._findings, "change": self._change, "measurement": self._measurement,
        }  # fmt: skip
        return finders[group](name, slot)

    def _patient(self, name: str, slot: Slot) -> Given | None:
        study = self.facts.study
        if name == "age" and study.age_years is not None:
            return _in_range(slot, float(study.age_years), "the patient's age at the study")
        sex = _SEXES.get(study.sex, "")
        return Given(sex, "the patient's record") if name == "sex" and sex in slot.choices else None

    def _study(self, name: str, slot: Slot) -> Given | None:
        word = _word_for(slot, self.facts.study.modality)
        return Given(word, "the study's modality") if word else None

    def _finding(self, name: str, slot: Slot) -> Given | None:
        finding = self.finding
        if finding is None:
            return None
        if name == "words":
            return self._words(finding, slot)
        if name == "change":
            change = self.facts.changes.get(finding.id)
            word = _word_for(slot, change.state) if change else ""
            return Given(word, "the comparison with the prior") if word else None
        rows = [row for row in self.facts.evidence_of(finding) if row.quantity is not None]
        if name == "mean_diameter":
            axes = [row for kind in _AXES for row in rows if row.quantity is not None and row.quantity.kind == kind][:2]
            return _mean(slot, axes) if len(axes) == 2 else None
        kind = "mean" if name == "hu" else name
        row = next((row for row in rows if row.quantity is not None and row.quantity.kind == kind), None)
        if row is None or row.quantity is None:
            return None
        return _number(slot, row.quantity, f"the finding's {kind.replace('_', ' ')}", (row.id,))

    def _words(self, finding: Finding, slot: Slot) -> Given | None:
        """The one choice that the words of the finding name: "ground-glass nodule"."""
        words = re.sub(r"[^\w\s-]", " ", f"{finding.what.meaning} {finding.note}")
        said = f" {plain_word(words)} "
        hits = {choice for spelling, choice in _spellings(slot).items() if f" {spelling} " in said}
        if len(hits) > 1:  # "part-solid" also says "solid"
            hits = {one for one in hits if not any(one != other and plain_word(one) in plain_word(other) for other in hits)}
        return Given(next(iter(hits)), "the finding's name") if len(hits) == 1 else None

    def _findings(self, name: str, slot: Slot) -> Given | None:
        if self.finding is None or name != "alike":
            return None
        alike = [one for one in self.facts.accepted if one.present and one.what == self.finding.what]
        counts = [self.facts.quantity_of(one, "count") for one in alike]
        total = sum(int(one.value) if one else 1 for one in counts)
        if not total:
            return None
        return Given("single" if total == 1 else "multiple", f"{total} accepted {'finding' if total == 1 else 'findings'} of this kind")

    def _change(self, name: str, slot: Slot) -> Given | None:
        change = self.facts.changes.get(self.finding.id) if self.finding else None
        if change is None:
            return None
        if name == "prior" and change.prior_value is not None:
            return _in_range(slot, change.prior_value, "the prior's long axis")
        days = _days(change.prior_date, self.facts.study.date) if name == "days" else None
        return _in_range(slot, float(days), "the dates of the studies") if days else None

    def _measurement(self, name: str, slot: Slot) -> Given | None:
        for row in self.measured.quantities if self.measured else ():
            if row.kind == name and self.measured is not None:
                return _number(slot, row, f"the selected {self.measured.name}", ())
        return None


def fill(calculator: Calculator, facts: FactTable, finding: Finding | None, measured: Measured | None = None) -> dict[str, Given]:
    """The slots that can be filled, each from the first of its sources that says something.

    A finding of another organ than the calculator is about fills nothing: a lung nodule is no thyroid nodule.
    """
    sources = _Sources(facts, finding if finding is not None and suits(calculator, finding) else None, measured)
    found = {}
    for slot in calculator.slots:
        given = next((one for key in slot.fill if (one := sources.find(key, slot)) is not None), None)
        if given is not None:
            found[slot.name] = given
    return found


def suits(calculator: Calculator, finding: Finding) -> bool:
    """Whether a finding lies in an organ that the calculator is about, as far as both name one."""
    book = lexicon()
    organ = book.organ_of(book.anatomy_of(finding.where))
    about = {book.organ_of(word) for word in calculator.words if word in book.anatomy} - {""}
    return not organ or not about or any(book.same_region(organ, one) for one in about)


def _number(slot: Slot, quantity: Quantity, source: str, evidence_ids: tuple[str, ...]) -> Given | None:
    much = factor(slot, quantity.unit)
    if much is None:
        return None
    how = f" ({quantity.mm_from})" if quantity.mm_from else ""
    return _in_range(slot, quantity.value * much, source + how, evidence_ids)


def _mean(slot: Slot, axes: Sequence[Evidence]) -> Given | None:
    values = [row.quantity.value * (factor(slot, row.quantity.unit) or 0) for row in axes if row.quantity is not None]
    if not all(values):
        return None
    return _in_range(slot, sum(values) / len(values), "the mean of the finding's long and short axis", tuple(row.id for row in axes))


def _in_range(slot: Slot, value: float, source: str, evidence_ids: tuple[str, ...] = ()) -> Given | None:
    return Given(value, source, evidence_ids) if not slot.choices and slot.least <= value <= slot.most else None


def _word_for(slot: Slot, word: str) -> str:
    return _spellings(slot).get(plain_word(word), "")


def _spellings(slot: Slot) -> dict[str, str]:
    return {plain_word(one): one for one in slot.choices} | {plain_word(one): choice for one, choice in slot.synonyms.items()}


def _days(before: str, now: str) -> int | None:
    try:
        return (date.fromisoformat(now) - date.fromisoformat(before)).days
    except ValueError:
        return None


def same(value: Value, other: Value) -> bool:
    """Whether two values of a slot are one, to the rounding of what is written down."""
    if isinstance(value, float) and isinstance(other, float):
        return abs(value - other) <= 1e-3 * max(1.0, abs(value))
    return value == other
