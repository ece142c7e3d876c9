"""One assertion beside one row of the fact table: where they differ, and how to say so to the reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inference.report.assertion import Assertion
from inference.report.dates import format_date
from inference.report.levels import elsewhere, levels
from inference.report.lexicon import Descriptor, Lexicon
from inference.report.numbers import Measured, format_lengths, format_quantity, to_base
from inference.report.wording import place_words
from viewer.case.facts import Change, FactTable
from viewer.case.finding import Finding
from viewer.case.terms import UNSPECIFIED_SITE

_OTHER_UNIT = {
    "mm": 10.0,
    "cm": 0.1,
    "m": 0.001,
    "ml": 0.001,
    "cc": 0.001,
    "cm3": 0.001,
    "cm³": 0.001,
    "mm3": 1000.0,
    "mm³": 1000.0,
}
_SURE = {"definite": 2, "probable": 1, "possible": 0}
_COST = {"anatomy": 3.0, "side": 2.0, "number": 2.0, "unit": 1.0, "comparison": 1.0, "certainty": 0.5}


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One way in which a sentence and a fact disagree; `unsupported` where the facts are silent.

    An `advisory` one is shown and does not stop signing: the reader's own word for what the table holds.
    """

    kind: str
    reason: str
    unsupported: bool = False
    advisory: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A finding of the table in the check's own words. `values` are (dimension, value in mm, ml, HU or %)."""

    finding: Finding
    term: str
    anatomy: str
    organ: str
    zone: str
    levels: frozenset[str]
    values: tuple[tuple[str, float], ...]
    count: int
    change: Change | None
    label: str

    @property
    def lengths_mm(self) -> tuple[float, ...]:
        return tuple(sorted((value for dimension, value in self.values if dimension == "length"), reverse=True))


def rows_of(facts: FactTable, book: Lexicon) -> tuple[Row, ...]:
    """The accepted findings, prepared for comparing."""
    return tuple(_row(finding, facts, book) for finding in facts.accepted)


def _row(finding: Finding, facts: FactTable, book: Lexicon) -> Row:
    term = book.finding_of(finding.what)
    anatomy = book.anatomy_of(finding.where)
    organ = book.organ_of(anatomy)
    if finding.where == UNSPECIFIED_SITE or not organ:
        anatomy = organ = book.findings[term].organ if term in book.findings else ""
    quantities = facts.quantities_of(finding)
    counted = facts.quantity_of(finding, "count")
    place = place_words(finding, book.anatomy.get(anatomy))
    name = (finding.what.meaning or term).lower()
    return Row(
        finding,
        term,
        anatomy,
        organ,
        finding.zone,
        levels(finding.where.meaning),
        tuple(to_base(row.value, row.unit) for row in quantities if row.kind not in ("count", "sd")),
        int(counted.value) if counted else 1,
        facts.changes.get(finding.id),
        f"{name} in {place}" if place else name,
    )


def related(book: Lexicon, said: str, term: str) -> bool:
    """Whether a sentence's word may stand for a row's term: the same, wider or narrower."""
    return book.is_kind_of(term, said) or book.is_kind_of(said, term) or said == "abnormality"


def cost(mismatches: list[Mismatch]) -> float:
    """How unlike an assertion and a row are; the row with the lowest cost is the one that is meant."""
    return sum(_COST.get(mismatch.kind, 1.0) for mismatch in mismatches)


def place_mismatches(said: Assertion, row: Row, book: Lexicon, *, strict: bool) -> list[Mismatch]:
    """Side and anatomy. `strict` also reports a third of an organ that the table does not give."""
    found = [*_side(said, row, book), *_organ(said, row, book)]
    if found and found[-1].kind == "anatomy":
        return found
    if elsewhere(levels(said.sentence), row.levels):
        return [*found, Mismatch("anatomy", f"The table places this finding elsewhere: {row.finding.where.meaning}.")]
    return [*found, *_zone(said, row, book, strict=strict)]


def _side(said: Assertion, row: Row, book: Lexicon) -> list[Mismatch]:
    mine, fact = said.side, row.finding.side
    if mine in ("", fact):
        return []
    if fact in ("none", "midline"):
        place = book.anatomy.get(row.organ)
        if place is not None and not place.paired:
            return []
        return [Mismatch("side", f"The sentence says {mine}, but the table gives no side for the {row.label}.", True)]
    return [Mismatch("side", f"The sentence says {mine}; the table says {fact} ({row.label}).")]


def _organ(said: Assertion, row: Row, book: Lexicon) -> list[Mismatch]:
    if not row.organ or not said.organ:
        return []
    if said.organs and not any(book.same_region(organ, row.organ) for organ in said.organs):
        named = " and ".join(sorted(said.organs))
        return [Mismatch("anatomy", f"The sentence says {named}; the table says {row.finding.where.meaning.lower()}.")]
    return []


def _zone(said: Assertion, row: Row, book: Lexicon, *, strict: bool) -> list[Mismatch]:
    part, fact_part = book.anatomy.get(said.anatomy), book.anatomy.get(row.anatomy)
    fact_zone = row.zone or (fact_part.zone if fact_part else "")
    if said.zone and said.zone != fact_zone:
        if fact_zone:
            return [Mismatch("anatomy", f"The sentence says {said.zone}; the table says {fact_zone} ({row.label}).")]
        return (
            [Mismatch("anatomy", f"The table does not say which third holds the {row.label}.", True)] if strict else []
        )
    is_part = part is not None and part.name != part.organ and part.organ == row.organ
    if not is_part or part is None or fact_part is None or part.name == fact_part.name:
        return []
    if fact_part.name != fact_part.organ and (part.zone != fact_part.zone or not part.zone):
        return [Mismatch("anatomy", f"The sentence says {part.name}; the table says {fact_part.name}.")]
    if row.zone and {part.zone, row.zone} == {"upper", "lower"}:
        return [Mismatch("anatomy", f"The sentence says {part.name}; the table says {row.label}.")]
    return []


def number_mismatches(said: Assertion, row: Row, *, strict: bool) -> list[Mismatch]:
    """Every number with a unit against the row's quantities. `strict` wants sizes long axis first, as we write them."""
    found: list[Mismatch] = []
    left = list(row.values)
    prior = row.change.prior_value if row.change else None
    lengths = row.lengths_mm
    current = [number for number in said.numbers if not number.prior]
    for number in sorted(current, key=lambda number: -number.value):
        match = next((value for value in left if value[0] == number.dimension and number.matches(value[1])), None)
        if match:
            left.remove(match)
        elif not _is_growth(number, lengths, prior):
            found.append(_wrong_number(number, row))
    for number in said.numbers:
        if number.prior and not (prior is not None and number.dimension == "length" and number.matches(prior)):
            text = (
                f"the table gives {format_lengths([prior])} then"
                if prior is not None
                else "the table has no earlier value"
            )
            found.append(
                Mismatch(
                    "number", f"The sentence gives {_written(number)} for an earlier study; {text}.", prior is None
                )
            )
    if strict and not found:
        found += _order(current, row)
    return found


def _order(current: list[Measured], row: Row) -> list[Mismatch]:
    lengths = [number.value for number in current if number.dimension == "length"]
    if lengths and (lengths != sorted(lengths, reverse=True) or not _is_longest(current, row)):
        size = format_lengths(row.lengths_mm[: max(len(lengths), 1)])
        return [Mismatch("number", f"The long axis comes first in this report; the table gives {size}.")]
    return []


def _is_longest(current: list[Measured], row: Row) -> bool:
    lead = next(number for number in current if number.dimension == "length")
    return lead.matches(row.lengths_mm[0])


def _is_growth(number: Measured, lengths: tuple[float, ...], prior: float | None) -> bool:
    """Whether a number is the difference from the earlier study, in mm or in percent."""
    if prior is None or not lengths or prior <= 0:
        return False
    difference = abs(lengths[0] - prior)
    if number.dimension == "length":
        return number.matches(difference)
    return number.dimension == "share" and number.matches(100 * difference / prior)


def _wrong_number(number: Measured, row: Row) -> Mismatch:
    facts = [value for dimension, value in row.values if dimension == number.dimension]
    if not facts:
        return Mismatch(
            "number",
            f"The sentence gives {_written(number)}, but the table has no such number for the {row.label}.",
            True,
        )
    factor = _OTHER_UNIT.get(number.unit)
    names = {"length": "mm", "volume": "ml", "attenuation": "HU", "share": "%"}
    if number.dimension == "length":
        measured = format_lengths(row.lengths_mm)
    else:
        measured = " and ".join(format_quantity(value, names[number.dimension]) for value in facts)
    if factor and any(abs(number.value * factor - value) <= number.step * factor / 2 + 1e-6 for value in facts):
        return Mismatch(
            "unit", f"The unit of {_written(number)} is wrong: the table gives {measured} for the {row.label}."
        )
    return Mismatch("number", f"The sentence gives {_written(number)}; the table gives {measured} for the {row.label}.")


def certainty_mismatches(said: Assertion, row: Row, *, strict: bool) -> list[Mismatch]:
    """A sentence surer than the fact. Less strict: only where the table calls it no more than possible."""
    if not said.finding or said.extreme:
        return []  # "it measures" says nothing of how sure the finding is
    surer = _SURE[said.certainty] - _SURE[row.finding.certainty]
    if surer >= (1 if strict else 2):
        return [
            Mismatch(
                "certainty", f"The sentence states as {said.certainty} what the table calls {row.finding.certainty}."
            )
        ]
    return []


def change_mismatches(said: Assertion, row: Row, facts: FactTable) -> list[Mismatch]:
    """A claim about an earlier study against what was measured."""
    if not said.change:
        return []
    if row.change is None:
        return [Mismatch("comparison", no_comparison(facts), True)]
    if said.change != row.change.state:
        since = f" since {format_date(row.change.prior_date)}" if row.change.prior_date else ""
        return [Mismatch("comparison", f"The sentence says {said.change}; measured, it is {row.change.state}{since}.")]
    return []


def changed_alike(said: Assertion, rows: Sequence[Row]) -> list[Row]:
    """Those of the rows that changed as a sentence says ("two nodules, new since"): it counts them alone. All, where none did."""
    alike = [row for row in rows if said.change and row.change is not None and row.change.state == said.change]
    return alike or list(rows)


def descriptor_mismatches(said: Assertion, rows: Sequence[Row], book: Lexicon, *, typed: bool) -> list[Mismatch]:
    """Properties ("spiculated") that none of the findings meant bears in its words.

    A program must not invent one, so it is unsupported. A reader sees what no field of the table can hold: a
    word that the reader typed is shown for attention and does not stop signing.
    """
    found = []
    for name in said.descriptors:
        descriptor = book.descriptors[name]
        if not any(_bears(row, descriptor, book) for row in rows):
            whose = "; it stands on the reader's word alone" if typed else ""
            text = f"The table does not call the {rows[0].label} {name}{whose}."
            found.append(Mismatch("finding", text, True, typed))
    return found


def _bears(row: Row, descriptor: Descriptor, book: Lexicon) -> bool:
    recorded = f"{row.finding.what.meaning} {row.finding.where.meaning} {row.finding.note}".lower()
    implied = any(book.is_kind_of(row.term, term) for term in descriptor.implied_by)
    return implied or any(word.replace("-", " ") in recorded.replace("-", " ") for word in descriptor.words)


def no_comparison(facts: FactTable) -> str:
    """Why a comparison has nothing to rest on."""
    if not facts.study.prior_dates:
        return "The sentence compares with an earlier study, but there is none."
    return "The sentence compares with an earlier study, but no change was measured for this finding."


def _written(number: Measured) -> str:
    for unit, factor in (("mm", 1.0), ("cm", 10.0), ("m", 1000.0), ("mm3", 0.001), ("mm³", 0.001)):
        if number.unit == unit:
            return f"{round(number.value / factor, 6):g} {unit}"
    return f"{number.value:g} {number.unit.replace('hu', 'HU')}"
