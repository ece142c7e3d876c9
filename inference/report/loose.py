"""What is wrong with a sentence beside its assertions: its dates, and numbers and sides in clauses of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from inference.report.assertions import Parsed
from inference.report.compare import Mismatch, Row
from inference.report.dates import format_date
from viewer.case.facts import FactTable

_SIDE = re.compile(r"\b(left|right)\b", re.IGNORECASE)


def loose_numbers(parsed: Parsed, rows: Sequence[Row]) -> list[Mismatch]:
    """A number that no assertion of the sentence holds, and no row of the table has."""
    held = {number.start for assertion in parsed.assertions for number in assertion.numbers}
    loose = [number for number in parsed.numbers if number.start not in held]
    known = {value for row in rows for value in row.values}
    if any(all(not number.matches(v) or d != number.dimension for d, v in known) for number in loose):
        return [Mismatch("number", "The sentence gives a number that belongs to no finding of the table.", True)]
    return []


def loose_sides(parsed: Parsed, linked: Sequence[Row]) -> list[Mismatch]:
    """A side in a clause of its own, in a sentence that is linked: "..., which lies on the left"."""
    sides = {row.finding.side for row in linked}
    if not sides or sides - {"left", "right"}:
        return []
    for match in _SIDE.finditer(parsed.text):
        said = match[0].lower()
        if said not in sides and not any(a.start <= match.start() < a.end for a in parsed.assertions):
            return [Mismatch("side", f"The sentence says {said}; the table says {' and '.join(sorted(sides))}.")]
    return []


def date_mismatches(parsed: Parsed, facts: FactTable, linked: Sequence[Row]) -> list[Mismatch]:
    """Dates of studies that there are not."""
    changes = [row.change.prior_date for row in linked if row.change and row.change.prior_date]
    priors = set(changes) or {*facts.study.prior_dates, *(c.prior_date for c in facts.changes.values())}
    allowed = priors | {facts.study.date}
    problems: list[Mismatch] = []
    for written in parsed.dates:
        if written.readings & allowed:
            continue
        day = parsed.text[written.start : written.end]
        if priors:
            known = ", ".join(format_date(prior) for prior in sorted(priors, reverse=True))
            problems.append(Mismatch("date", f"There is no earlier study of {day}; there is one of {known}."))
        else:
            problems.append(
                Mismatch("date", f"The sentence names a study of {day}, but there is no earlier study.", True)
            )
    return problems
