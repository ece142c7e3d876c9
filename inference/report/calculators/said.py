"""A result in words: one sentence for the report with its citation, lines for a terminal, and JSON."""

from __future__ import annotations

from typing import Any

from inference.report.calculators.asking import described
from inference.report.calculators.model import Calculator, Result, Slot
from inference.report.calculators.units import round_half_up, units_of, written


def sentence(result: Result) -> str:
    """The recommendation as one sentence: guideline, version, value, category, what to do, citation."""
    calculator, outcome = result.calculator, result.outcome
    parts = [value_text(result), category_text(result), outcome.recommendation]
    return f"{calculator.title} {calculator.version}: {'; '.join(part for part in parts if part)} ({calculator.citation})."


def value_text(result: Result) -> str:
    """The number as it is shown, with its unit; empty for a category alone."""
    outcome, calculator = result.outcome, result.calculator
    if outcome.value is None:
        return ""
    shown = f"{round_half_up(outcome.value, outcome.digits):.{outcome.digits}f}"
    gap = "" if calculator.unit in ("", "°") else " "
    return f"{calculator.value_name} {shown}{gap}{calculator.unit}".strip()


def category_text(result: Result) -> str:
    """The category; a short one is called so, as in ``category 4A``."""
    category = result.outcome.category
    return f"category {category}" if 0 < len(category) <= 3 else category


def result_to_json(result: Result) -> dict[str, Any]:
    """A result as ``lightbox calc --json`` gives it; the value is not rounded."""
    calculator, outcome = result.calculator, result.outcome
    return {
        "name": calculator.id,
        "value": outcome.value,
        "unit": calculator.unit,
        "category": outcome.category,
        "recommendation": outcome.recommendation,
        "guideline": calculator.title,
        "version": calculator.version,
        "citation": calculator.citation,
        "inputs": {
            name: {
                "value": list(given.value) if isinstance(given.value, tuple) else given.value,
                "unit": calculator.slot(name).unit,
                "source": given.source,
            }
            for name, given in result.given.items()
        },
        "details": [{"name": row.name, "value": row.value, "unit": row.unit} for row in outcome.details],
        "notes": list(outcome.notes),
        "sentence": sentence(result),
        "site": calculator.site,
    }


def result_lines(result: Result) -> list[str]:
    """A result for people: the sentence, what it was computed from, and what to bear in mind."""
    lines = [sentence(result), ""]
    for name, given in result.given.items():
        slot = result.calculator.slot(name)
        lines.append(f"  {slot.title}: {written(slot, given.value)}  [{given.source}]")
    lines += [f"  {row.name}: {round(row.value, 2):g} {row.unit}".rstrip() for row in result.outcome.details]
    lines += [f"  note: {note}" for note in (*result.outcome.notes, result.calculator.limits) if note]
    return lines


def calculator_to_json(calculator: Calculator) -> dict[str, Any]:
    """A calculator as ``lightbox calc --list --json`` lists it."""
    return {
        "name": calculator.id,
        "guideline": calculator.title,
        "what": calculator.what,
        "version": calculator.version,
        "citation": calculator.citation,
        "unit": calculator.unit,
        "aliases": list(calculator.aliases),
        "inputs": [_slot_to_json(slot) for slot in calculator.slots],
        "one_of": [list(group) for group in calculator.alternatives],
        "example": next((vector.given for vector in calculator.vectors if not vector.refused), ""),
        "vectors": len(calculator.vectors),
        "limits": calculator.limits,
        "site": calculator.site,
    }


def calculator_lines(calculator: Calculator) -> list[str]:
    """What a calculator asks for, for people."""
    example = next((vector.given for vector in calculator.vectors if not vector.refused), "")
    return [
        f"{calculator.title} {calculator.version}: {calculator.what} ({calculator.citation})",
        *(f"  {slot.name}: {described(slot)}" for slot in calculator.slots),
        f"  as in: lightbox calc {calculator.id} {example}",
    ]


def _slot_to_json(slot: Slot) -> dict[str, Any]:
    row: dict[str, Any] = {"name": slot.name, "title": slot.title}
    if slot.choices:
        return row | {"choices": list(slot.choices), "several": slot.several}
    return row | {"unit": slot.unit, "units": list(units_of(slot)), "least": slot.least, "most": slot.most}
