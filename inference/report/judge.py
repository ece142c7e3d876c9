"""Judges sentences one after another: which finding each speaks of, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from inference.report.assertions import Assertion, Parsed, parse
from inference.report.compare import (
    Mismatch,
    Row,
    certainty_mismatches,
    change_mismatches,
    cost,
    no_comparison,
    number_mismatches,
    place_mismatches,
    related,
    rows_of,
)
from inference.report.dates import format_date
from inference.report.lexicon import Lexicon, lexicon
from inference.report.numbers import find_numbers
from inference.report.phrasebook import words
from viewer.case.facts import FactTable
from viewer.case.terms import UNSPECIFIED_SITE

Problem = Mismatch
_QUALIFIED = re.compile(
    r"\b(?:new|other|additional|further|suspicious|larger|large|acute|significant|second|definite|gross|focal|more|enlarged|active)\b[\s\w-]*$",
    re.IGNORECASE,
)
_WITHOUT_CONTRAST = re.compile(
    r"\b(?:without|no|non)[\s-]*(?:intravenous |iv )?contrast(?! agent is recorded)", re.IGNORECASE
)
_NARRATIVE = ("findings", "impression")


@dataclass(frozen=True, slots=True)
class Subject:
    """A sentence to be judged. `typed` says that a person wrote it, who may have seen what no model found."""

    id: str
    text: str
    section: str
    finding_ids: tuple[str, ...]
    typed: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """The faults of a sentence, and whether the table confirms something in it."""

    problems: tuple[Problem, ...]
    confirmed: bool


class Judge:
    """Holds what was said so far: "it" and omissions need the sentences before."""

    def __init__(self, facts: FactTable, *, strict: bool) -> None:
        self.facts, self.strict = facts, strict
        base = lexicon()
        findings = {base.finding_of(finding.what) for finding in facts.findings} - set(base.findings)
        sites = {finding.where for finding in facts.findings if finding.where != UNSPECIFIED_SITE}
        places = {base.anatomy_of(site) for site in sites} - set(base.anatomy)
        self.book: Lexicon = lexicon(frozenset(findings), frozenset(places)) if findings or places else base
        self.rows = rows_of(facts, self.book)
        self._mentioned: set[str] = set()
        self._used: dict[str, set[str]] = {}
        self._last: Row | None = None

    def judge(self, subject: Subject) -> Judged:
        """The faults of one sentence. Call in reading order."""
        if subject.section == "indication":
            return Judged((), False)
        if subject.section == "technique":
            return self._technique(subject)
        parsed = parse(subject.text, subject.section, self.book)
        problems = [*self._dates(parsed, subject), *self._sex(subject)]
        if subject.section == "comparison":
            if parsed.comparison and not self.facts.study.prior_dates:
                problems.append(Problem("comparison", no_comparison(self.facts), True))
            return Judged(tuple(problems), bool(parsed.dates) and not problems)
        confirmed = False
        spoken = [said for said in parsed.assertions if self._is_linked(said, subject)]
        for assertion in parsed.assertions:
            own = not subject.typed or not spoken or assertion in spoken or not assertion.finding
            # what a person adds to a linked sentence ("and a small hernia") is a statement of its own
            found, supported = self._assertion(assertion, subject if own else replace(subject, finding_ids=()))
            problems += found
            confirmed = confirmed or (supported and not found)
        if parsed.comparison and not parsed.assertions and not problems:
            problems += self._bare_comparison(subject)
        problems += self._loose_numbers(parsed)
        return Judged(tuple(problems), confirmed)

    def omitted(self) -> list[Row]:
        """Present findings that no sentence of the findings section mentioned."""
        return [row for row in self.rows if row.finding.present and row.finding.id not in self._mentioned]

    def _linked(self, subject: Subject) -> list[Row]:
        return [row for row in self.rows if row.finding.id in subject.finding_ids]

    def _is_linked(self, said: Assertion, subject: Subject) -> bool:
        return any(related(self.book, said.finding, row.term) for row in self._linked(subject))

    def _assertion(self, said: Assertion, subject: Subject) -> tuple[list[Problem], bool]:
        pool = self._linked(subject)
        if subject.finding_ids and not pool:
            return [Problem("finding", "The finding that this sentence rests on is no longer accepted.", True)], False
        if not said.finding:
            return self._of_the_last(said, pool, subject)
        if said.negated:
            return self._denied(said, pool, subject)
        compatible = [row for row in (pool or self.rows) if related(self.book, said.finding, row.term)]
        present = [row for row in compatible if row.finding.present]
        if not present and compatible:
            reason = f"The sentence affirms what the table denies: no {compatible[0].label}."
            return [Problem("negation", reason)], False
        if not present:
            return self._unknown(said, pool, subject), False
        if said.count is not None and not said.largest:
            return self._group(said, present, bool(pool), subject)
        if said.largest:
            present = self._largest(self._in_place(said, present, organ_only=True), said.certainty) or present
        row, problems = self._best(said, present, subject)
        self._note(row, subject)
        return problems, True

    def _best(self, said: Assertion, rows: Sequence[Row], subject: Subject) -> tuple[Row, list[Problem]]:
        """The row that is meant, and what differs from it. Rows not yet spoken of in the section go first."""
        used = self._used.setdefault(subject.section, set())
        ranked = [
            (cost(found := self._differences(said, row, subject)) + 0.4 * (row.finding.id in used), row, found)
            for row in rows
        ]
        _, row, problems = min(ranked, key=lambda entry: entry[0])
        return row, problems

    def _differences(self, said: Assertion, row: Row, subject: Subject) -> list[Problem]:
        strict = self.strict and bool(subject.finding_ids)
        return [
            *place_mismatches(said, row, self.book, strict=strict),
            *number_mismatches(said, row, strict=strict and not said.largest),
            *certainty_mismatches(said, row, strict=strict),
            *change_mismatches(said, row, self.facts),
        ]

    def _of_the_last(self, said: Assertion, pool: list[Row], subject: Subject) -> tuple[list[Problem], bool]:
        """ "It measures 12 mm": of the linked finding, else of the last one spoken of."""
        last = [self._last] if self._last else []
        rows = [row for row in pool or last if row.finding.present]
        if said.largest and not pool and self._last:
            rows = self._largest([row for row in self.rows if row.term == self._last.term])
        fits = [row for row in rows if not said.organs or self.book.same_region(said.organ, row.organ) or pool]
        if not fits:
            return self._numbers_without_row(said), False
        row, problems = self._best(said, fits, subject)
        self._note(row, subject)
        return problems, True

    def _largest(self, rows: Sequence[Row], certainty: str = "") -> list[Row]:
        """The largest of some findings, as a list of one; of those of one certainty where there are such."""
        alike = [row for row in rows if row.finding.certainty == certainty] or rows
        return sorted((row for row in alike if row.lengths_mm), key=lambda row: -row.lengths_mm[0])[:1]

    def _numbers_without_row(self, said: Assertion) -> list[Problem]:
        problems: list[Problem] = []
        if said.numbers:
            problems.append(
                Problem("number", "The sentence gives a number that belongs to no finding of the table.", True)
            )
        if said.change:
            problems.append(Problem("comparison", no_comparison(self.facts), True))
        return problems

    def _denied(self, said: Assertion, pool: list[Row], subject: Subject) -> tuple[list[Problem], bool]:
        comparison = self._denied_comparison(said, pool)
        qualified = bool(_QUALIFIED.search(said.sentence[max(0, said.start - 40) : said.start]))
        qualified = qualified or said.sentence[said.start : said.end].lower().startswith(("acute", "active"))
        kinds = [row for row in self.rows if self._covers(said, row)]
        hit = self._in_place(said, kinds)
        present = [row for row in hit if row.finding.present and not self._gone(said, row)]
        absent = [row for row in hit if not row.finding.present and (not pool or row in pool)]
        for row in absent:
            self._note(row, subject)
        if absent and not pool and said.change in ("stable", "larger", "smaller"):
            comparison = self._denied_comparison(said, absent)
        if present and not qualified and not absent:
            self._note(present[0], subject)
            return [
                *comparison,
                Problem("negation", f"The sentence denies an accepted finding: {present[0].label}."),
            ], False
        if absent or qualified or present:
            return comparison, bool(absent)
        return [*comparison, *self._denied_elsewhere(said, pool, subject)], False

    def _covers(self, said: Assertion, row: Row) -> bool:
        """Whether denying a word denies a row's finding: the wide word denies the narrow one, not the other way.

        "The lungs are clear" denies what is in the lungs, and nothing of the pleura beside them.
        """
        if said.finding == "abnormality":
            return row.finding.present and row.organ in said.organs
        return self.book.is_kind_of(row.term, said.finding)

    def _gone(self, said: Assertion, row: Row) -> bool:
        return said.change == "resolved" and row.change is not None and row.change.state == "resolved"

    def _denied_comparison(self, said: Assertion, rows: list[Row]) -> list[Problem]:
        """ "No new nodule" needs an earlier study; a linked sentence needs a measured change."""
        unmeasured = rows and not any(row.change for row in rows)
        if said.change and (unmeasured or not self.facts.study.prior_dates):
            return [Problem("comparison", no_comparison(self.facts), True)]
        return []

    def _denied_elsewhere(self, said: Assertion, pool: list[Row], subject: Subject) -> list[Problem]:
        """A denial that fits no row: of another place than the row it is linked to, or than the only one denied."""
        linked = [row for row in pool if related(self.book, said.finding, row.term)]
        if pool and not linked:
            return self._unknown(said, pool, subject)
        rows = linked or [
            row
            for row in self.rows
            if not row.finding.present and self._covers(said, row) and self.book.same_region(said.organ, row.organ)
        ]
        for row in rows[:1]:
            self._note(row, subject)
            if row.finding.present:
                return [Problem("negation", f"The sentence denies an accepted finding: {row.label}.")]
            return place_mismatches(said, row, self.book, strict=self.strict)
        return []

    def _in_place(self, said: Assertion, rows: Sequence[Row], *, organ_only: bool = False) -> list[Row]:
        """The rows inside the place that an assertion names; one that names none covers all."""
        part = self.book.anatomy.get(said.anatomy)
        narrow = part is not None and part.name != part.organ and bool(part.organ)

        def inside(row: Row) -> bool:
            if said.organs and not any(self.book.same_region(organ, row.organ) for organ in said.organs):
                return False
            if not said.organs and said.organ and row.organ and not self.book.same_region(said.organ, row.organ):
                return False
            if organ_only:
                return True
            side = said.side in ("", "bilateral", row.finding.side) or row.finding.side in (
                "bilateral",
                "none",
                "midline",
            )
            zone = said.zone in ("", row.zone)
            same_part = (
                not narrow
                or row.anatomy == said.anatomy
                or (part is not None and bool(row.zone) and row.zone == part.zone)
            )
            return side and zone and same_part

        return [row for row in rows if inside(row)]

    def _group(self, said: Assertion, rows: list[Row], linked: bool, subject: Subject) -> tuple[list[Problem], bool]:
        meant = rows if linked else self._in_place(said, rows)
        total = sum(row.count for row in meant)
        definite = sum(row.count for row in meant if row.finding.certainty == "definite")
        problems: list[Problem] = []
        if (said.at_least and total < 2) or (
            not said.at_least and said.count not in {total, *(() if linked else (definite,))}
        ):
            told = "several" if said.at_least else str(said.count)
            problems.append(Problem("count", f"The sentence counts {told}; the table holds {total} ({rows[0].term})."))
        elif linked:
            for row in meant:
                problems += place_mismatches(said, row, self.book, strict=False)
        for number in said.numbers:
            alone = replace(said, numbers=(number,))
            if all(number_mismatches(alone, row, strict=False) for row in meant or rows):
                problems += number_mismatches(alone, (meant or rows)[0], strict=False)
        if linked:
            problems += certainty_mismatches(said, max(meant, key=lambda row: row.finding.certainty), strict=True)
        if said.change:
            problems += change_mismatches(said, (meant or rows)[0], self.facts)
        for row in meant or rows[:1]:
            self._note(row, subject)
        return problems, True

    def _unknown(self, said: Assertion, pool: list[Row], subject: Subject) -> list[Problem]:
        """A finding that the table does not have, or not under this name."""
        same = [row for row in pool or self.rows if row.finding.present and self._same_thing(said, row)]
        if pool or same:
            row = (same or pool)[0]
            self._note(row, subject)
            return [Problem("finding", f"The sentence says {said.finding}; the table says {row.label}.")]
        if said.certainty == "possible" or (subject.typed and not said.numbers and not said.change):
            return []
        return [Problem("finding", f"No accepted finding is a {said.finding}.", True)]

    def _same_thing(self, said: Assertion, row: Row) -> bool:
        lengths = [number for number in said.numbers if number.dimension == "length"]
        return bool(lengths and row.lengths_mm) and not number_mismatches(
            replace(said, numbers=tuple(lengths)), row, strict=False
        )

    def _note(self, row: Row, subject: Subject) -> None:
        self._last = row
        self._used.setdefault(subject.section, set()).add(row.finding.id)
        if subject.section == "findings":
            self._mentioned.add(row.finding.id)

    def _bare_comparison(self, subject: Subject) -> list[Problem]:
        changed = [row for row in self._linked(subject) if row.change]
        if changed or (self.facts.changes and not subject.finding_ids):
            return []
        if subject.section in _NARRATIVE and "not been compared" not in subject.text:
            return [Problem("comparison", no_comparison(self.facts), True)]
        return []

    def _loose_numbers(self, parsed: Parsed) -> list[Problem]:
        held = {number.start for assertion in parsed.assertions for number in assertion.numbers}
        loose = [number for number in parsed.numbers if number.start not in held]
        known = {value for row in self.rows for value in row.values}
        if any(all(not number.matches(v) or d != number.dimension for d, v in known) for number in loose):
            return [Problem("number", "The sentence gives a number that belongs to no finding of the table.", True)]
        return []

    def _dates(self, parsed: Parsed, subject: Subject) -> list[Problem]:
        changes = [row.change.prior_date for row in self._linked(subject) if row.change and row.change.prior_date]
        priors = set(changes) or {*self.facts.study.prior_dates, *(c.prior_date for c in self.facts.changes.values())}
        allowed = priors | {self.facts.study.date}
        problems: list[Problem] = []
        for written in parsed.dates:
            if written.readings & allowed:
                continue
            day = parsed.text[written.start : written.end]
            if priors:
                known = ", ".join(format_date(prior) for prior in sorted(priors, reverse=True))
                problems.append(Problem("date", f"There is no earlier study of {day}; there is one of {known}."))
            else:
                problems.append(
                    Problem("date", f"The sentence names a study of {day}, but there is no earlier study.", True)
                )
        return problems

    def _sex(self, subject: Subject) -> list[Problem]:
        if self.facts.study.sex not in ("M", "F"):
            return []
        for match in self.book.anatomy_book.find(subject.text, words(subject.text)):
            sex = self.book.anatomy[match.value].sex
            if sex and sex != self.facts.study.sex:
                return [
                    Problem("anatomy", f"The sentence names the {match.value}, which this patient's sex does not have.")
                ]
        return []

    def _technique(self, subject: Subject) -> Judged:
        known = [one.slice_thickness_mm for one in self.facts.series if one.slice_thickness_mm]
        agents = [one.contrast_agent for one in self.facts.series if one.contrast_agent.strip()]
        lengths = [number for number in find_numbers(subject.text) if number.dimension == "length"]
        problems: list[Problem] = []
        if known and any(not any(number.matches(value) for value in known) for number in lengths):
            given = ", ".join(f"{value:g} mm" for value in sorted(set(known)))
            problems.append(Problem("number", f"The images record a slice thickness of {given}."))
        if agents and _WITHOUT_CONTRAST.search(subject.text):
            problems.append(Problem("technique", f"The images record a contrast agent: {agents[0]}."))
        return Judged(tuple(problems), bool(known and lengths and not problems))
