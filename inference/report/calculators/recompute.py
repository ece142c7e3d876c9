"""Calculations as records, and whether they still hold: computed again from what the fact table says now."""

from __future__ import annotations

from collections.abc import Mapping

from inference.report.calculators.asking import answer, read_value
from inference.report.calculators.book import Book
from inference.report.calculators.fill import fill, same
from inference.report.calculators.model import Given, Result
from inference.report.calculators.said import sentence
from inference.report.calculators.units import written
from viewer.case.calculation import Calculation, CalculationInput, Recomputed
from viewer.case.errors import KnownError
from viewer.case.facts import FactTable
from viewer.case.source import Source

TYPED = "given"
"""The source of what the reader typed or chose; everything else was read from somewhere."""


def as_record(result: Result, id: str, finding_id: str, source: Source) -> Calculation:
    """A result as a record of the case."""
    calculator = result.calculator
    inputs = tuple(
        CalculationInput(name, _exact(given), given.source, given.source != TYPED, given.evidence_ids) for name, given in result.given.items()
    )
    return Calculation(id, calculator.id, calculator.version, inputs, result.outcome.category, sentence(result), finding_id, source)


def recompute(calculation: Calculation, book: Book, facts: FactTable) -> Recomputed:
    """A calculation held against the rule and the facts as they are now.

    What was read from the finding or the patient must read the same now; the rule must be of the same version and
    give the same answer.
    """
    try:
        calculator = book.find(calculation.calculator)
        given = {row.name: Given(read_value(calculator.slot(row.name), row.value), row.origin) for row in calculation.inputs}
        result = answer(calculator, given)
    except (KnownError, StopIteration) as error:
        return Recomputed(calculation, calculation.calculator, f"This cannot be computed again: {error}")
    if calculator.version != calculation.version:
        return Recomputed(calculation, calculator.title, f"It was computed by version {calculation.version}; the one here is {calculator.version}.")
    if result.outcome.category != calculation.category or sentence(result) != calculation.sentence:
        return Recomputed(calculation, calculator.title, f"Computed again it says: {sentence(result)}")
    finding = facts.find_finding(calculation.finding_id) if calculation.finding_id else None
    if calculation.finding_id and (finding is None or finding.status == "rejected"):
        return Recomputed(calculation, calculator.title, "The finding that it was computed from is no longer there.")
    now = fill(calculator, facts, finding)
    for row in calculation.inputs:
        if not row.filled or row.origin.startswith("the selected"):
            continue  # a measurement of the images is checked as evidence; it is in no row of the fact table
        slot, before = calculator.slot(row.name), given[row.name].value
        if row.name in now and not same(now[row.name].value, before):
            told = f"The {slot.title.lower()} was {written(slot, before)} when it was computed; now {now[row.name].source} says {written(slot, now[row.name].value)}."
            return Recomputed(calculation, calculator.title, told)
    return Recomputed(calculation, calculator.title)


def recomputed(calculations: tuple[Calculation, ...], book: Book, facts: FactTable) -> Mapping[str, Recomputed]:
    """All calculations of a case by id."""
    return {one.id: recompute(one, book, facts) for one in calculations}


def _exact(given: Given) -> str:
    if isinstance(given.value, tuple):
        return ",".join(given.value) or "none"
    return given.value if isinstance(given.value, str) else repr(given.value)
