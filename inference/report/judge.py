"""Judges sentences one after another: which finding each speaks of, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from inference.report.assertion import Assertion
from inference.report.assertions import Parsed, parse
from inference.report.blanket import find_blanket
from inference.report.compare import (
    Mismatch,
    Row,
    certainty_mismatches,
    change_mismatches,
    changed_alike,
    cost,
    descriptor_mismatches,
    no_comparison,
    number_mismatches,
    place_mismatches,
    related,
    rows_of,
)
from inference.report.leeway import compared_by_eye, is_normal_size, may_be_said
from inference.report.lexicon import Lexicon, lexicon
from inference.report.loose import date_mismatches, loose_numbers, loose_sides
from inference.report.mismatch import Spoken
from inference.report.pairing import in_place, on_both_sides, outermost, pair
from inference.report.technique import opens_with_technique, technique_mismatches
from viewer.case.facts import FactTable
from viewer.case.terms import UNSPECIFIED_SITE

Problem = Mismatch
_QUALIFIED = re.compile(
    r"\b(?:new|other|additional|further|suspicious|larger|large|acute|significant|second|definite|gross|focal|more|enlarged|active)\b[\s\w-]*$",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\s*(?:it|this)\b", re.IGNORECASE)
_PLURAL_SUBJECT = re.compile(r"\s*(?:they|these|all|both)\b", re.IGNORECASE)
_SOLID = re.compile(r"\bsolid\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
_NARRATIVE = ("findings", "impression")


@dataclass(frozen=True, slots=True)
class Subject:
    """A sentence to be judged. `typed` says that a person wrote it, who may have seen what no model found.

    `heading` is what its line began with, in a plain text.
    """

    id: str
    text: str
    section: str
    finding_ids: tuple[str, ...]
    typed: bool
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """The faults of a sentence, and whether the table confirms something in it."""

    problems: tuple[Problem, ...]
    confirmed: bool


class Judge:
    """Holds what was said so far (`spoken`): "it", omissions and the impression need the sentences before."""

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
        self._group_rows: list[Row] = []  # what the last plural meant: "they", "the largest"
        self._group_said = ""
        self._spoken: list[Row] = []
        self.spoken: list[Spoken] = []

    def judge(self, subject: Subject) -> Judged:
        """The faults of one sentence. Call in reading order."""
        if subject.section in ("indication", "communication"):
            return Judged((), False)
        headless = subject.section == "findings" and not subject.finding_ids
        if subject.section == "technique" or (headless and opens_with_technique(subject.text)):
            found, confirmed = technique_mismatches(subject.text, self.facts)
            return Judged(tuple(found), confirmed)
        parsed = parse(subject.text, subject.section, self.book, subject.heading, self.facts.study.date)
        linked = self._linked(subject)
        problems = date_mismatches(parsed, self.facts, linked)
        self.spoken.append(Spoken(subject.id, subject.section, parsed))
        if subject.section == "comparison":
            return self._earlier(parsed, problems, subject)
        problems += self._blanket(subject)
        confirmed = False
        spoken = [said for said in parsed.assertions if self._is_linked(said, subject)]
        listed = {said.finding for said in parsed.assertions if said.item}
        items: list[Assertion] = []
        for index, said in enumerate(parsed.assertions):
            own = not subject.typed or not spoken or said in spoken or not said.finding
            # what a person adds to a linked sentence ("and a small hernia") is a statement of its own
            about = subject if own else replace(subject, finding_ids=())
            self._spoken = []
            if said.item:
                items.append(said)
                if any(later.item and later.finding == said.finding for later in parsed.assertions[index + 1 :]):
                    continue
                found, supported = self._list(items, about)
                items = []
            else:
                found, supported = self._assertion(said, about, listed=said.finding in listed)
                if self._spoken and not said.negated:
                    found = [*found, *descriptor_mismatches(said, self._spoken, self.book, typed=subject.typed)]
            problems += found
            confirmed = confirmed or (supported and all(problem.advisory for problem in found))
        unbound = parsed.changed and not any(said.change for said in parsed.assertions)  # "..., which has grown"
        if ((parsed.comparison and not parsed.assertions) or unbound) and not problems:
            problems += self._bare_comparison(subject)
        by_model = self.strict and not subject.typed
        if by_model or not is_normal_size(parsed, self.rows, self.book):
            problems += loose_numbers(parsed, self.rows)
        if not any(problem.kind == "side" for problem in problems):
            problems += loose_sides(parsed, linked)
        return Judged(tuple(problems), confirmed)

    def _earlier(self, parsed: Parsed, problems: list[Problem], subject: Subject) -> Judged:
        """A comparison section: which study, and nothing of what changed that was not measured."""
        if parsed.comparison and not self.facts.study.prior_dates:
            problems.append(Problem("comparison", no_comparison(self.facts), True))
        elif parsed.changed:
            if not self.facts.changes:
                problems.append(Problem("comparison", no_comparison(self.facts), True))
            for said in parsed.assertions if self.facts.changes else ():
                if said.change:
                    found = self._assertion(said, subject, listed=False)[0]
                    problems += [problem for problem in found if problem.kind in ("comparison", "negation")]
        return Judged(tuple(problems), bool(parsed.dates) and not problems)

    def _blanket(self, subject: Subject) -> list[Problem]:
        """ "Normal chest CT." over a table with findings."""
        said = None if subject.finding_ids or subject.heading else find_blanket(subject.text)
        if said is None:
            return []
        headings = self.book.regions.get(said.region)
        rows = [
            row
            for row in self.rows
            if row.finding.present
            and (headings is None or not row.organ or self.book.heading_of(row.organ) in headings)
            and not (said.significant and self.book.is_benign(row.term))
        ]
        if not rows:
            return []
        count = "an accepted finding" if len(rows) == 1 else f"{len(rows)} accepted findings"
        return [Problem("negation", f"The sentence finds nothing wrong; the table holds {count}: {rows[0].label}.")]

    def omitted(self) -> list[Row]:
        """Present findings that no sentence of the findings section mentioned."""
        return [row for row in self.rows if row.finding.present and row.finding.id not in self._mentioned]

    def _linked(self, subject: Subject) -> list[Row]:
        return [row for row in self.rows if row.finding.id in subject.finding_ids]

    def _is_linked(self, said: Assertion, subject: Subject) -> bool:
        return any(related(self.book, said.finding, row.term) for row in self._linked(subject))

    def _assertion(self, said: Assertion, subject: Subject, *, listed: bool) -> tuple[list[Problem], bool]:
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
        if not self.strict and not self._in_place(said, present) and may_be_said(said, self.book):
            return [], False  # a calcified granuloma elsewhere is another thing than the nodule of the table
        if said.plural and len(self._in_place(said, present)) > 1:
            said = replace(said, count=2, at_least=True)
        if said.count is not None and not said.extreme:
            return self._group(said, changed_alike(said, present), bool(pool), subject, listed=listed)
        if said.extreme:
            present = self._extreme(said, present) or present
        row, problems = self._best(said, present, subject)
        self._note(row, subject)
        return problems, True

    def _best(self, said: Assertion, rows: Sequence[Row], subject: Subject) -> tuple[Row, list[Problem]]:
        """The row that is meant, and what differs from it. Rows not yet spoken of in the section go first."""
        used = self._used.setdefault(subject.section, set())
        ranked = [
            (cost(found := self._differences(said, row, subject)) + 0.4 * (row.finding.id in used) + 0.1 * (said.certainty != row.finding.certainty), row, found)
            for row in rows
        ]
        _, row, problems = min(ranked, key=lambda entry: entry[0])
        return row, problems

    def _differences(self, said: Assertion, row: Row, subject: Subject) -> list[Problem]:
        strict = self.strict and bool(subject.finding_ids)
        return [
            *place_mismatches(said, row, self.book, strict=strict),
            *number_mismatches(said, row, strict=strict and not said.extreme),
            *certainty_mismatches(said, row, strict=strict),
            *change_mismatches(said, row, self.facts),
        ]

    def _of_the_last(self, said: Assertion, pool: list[Row], subject: Subject) -> tuple[list[Problem], bool]:
        """ "It measures 12 mm": of the linked finding, else of the last one spoken of."""
        last = [self._last] if self._last else []
        rows = [row for row in pool or last if row.finding.present or self._gone(said, row)]
        if said.extreme and not pool and self._last:
            group = self._group_rows if last[0] in self._group_rows else self.rows
            rows = outermost([row for row in group if row.term == last[0].term], said)
        elif self._group_rows and _PLURAL_SUBJECT.match(said.sentence):
            return self._group(replace(said, count=2, at_least=True), self._group_rows, True, subject, listed=False)
        elif self._group_rows and not pool and (said.organs or said.side) and not _PRONOUN.match(said.sentence):
            rows = self._group_rows  # a line of a list: "RUL 14 mm"
        fits = [row for row in rows if not said.organs or self.book.same_region(said.organ, row.organ) or pool]
        if not fits and not said.numbers and not said.change:
            return [], False
        if not fits:
            return self._numbers_without_row(said, subject), False
        row, problems = self._best(said, fits, subject)
        self._note(row, subject)
        return problems, True

    def _extreme(self, said: Assertion, present: list[Row]) -> list[Row]:
        """The largest or smallest that a sentence means: of the group it just named, of the place in its name, of all."""
        group = [row for row in self._group_rows if row in present] if self._group_said == said.sentence else []
        if group:
            return outermost(group, said)
        place = self._in_place(said, present, organ_only=not said.within)
        return outermost(place or self._in_place(said, present, organ_only=True), said)

    def _numbers_without_row(self, said: Assertion, subject: Subject) -> list[Problem]:
        problems: list[Problem] = []
        free = subject.typed or not self.strict
        unmeasured = said.organ and not any(row.values and self.book.same_region(said.organ, row.organ) for row in self.rows)
        if said.numbers and not (free and unmeasured):
            problems.append(Problem("number", "The sentence gives a number that belongs to no finding of the table.", True))
        if said.change and not (free and compared_by_eye(self.facts, self.rows)):
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
            return [*comparison, Problem("negation", f"The sentence denies an accepted finding: {present[0].label}.")], False
        if absent or qualified or present:
            return comparison, bool(absent)
        return [*comparison, *self._denied_elsewhere(said, pool, subject)], False

    def _covers(self, said: Assertion, row: Row) -> bool:
        """Whether denying a word denies a row's finding: the wide word denies the narrow one, not the other way.

        "The lungs are clear" denies what is in the lungs, and nothing of the pleura beside them.
        """
        if said.finding == "abnormality":
            return row.finding.present and row.organ in said.organs
        solid = bool(_SOLID.search(said.sentence[: said.start]))
        return self.book.is_kind_of(row.term, said.finding) and not (solid and self.book.is_fluid(row.term))

    def _gone(self, said: Assertion, row: Row) -> bool:
        return said.change == "resolved" and row.change is not None and row.change.state == "resolved"

    def _denied_comparison(self, said: Assertion, rows: list[Row]) -> list[Problem]:
        """ "No new nodule" needs an earlier study; a linked sentence needs a measured change."""
        unmeasured = rows and not any(row.change for row in rows)
        if said.change and (unmeasured or not self.facts.study.prior_dates):
            return [Problem("comparison", no_comparison(self.facts), True)]
        return []

    def _denied_elsewhere(self, said: Assertion, pool: list[Row], subject: Subject) -> list[Problem]:
        """A denial that fits no row: of another place than the one it is linked to. Without a link it may well be true."""
        linked = [row for row in pool if related(self.book, said.finding, row.term)]
        if pool and not linked:
            return self._unknown(said, pool, subject)
        for row in linked[:1]:
            self._note(row, subject)
            if row.finding.present:
                return [Problem("negation", f"The sentence denies an accepted finding: {row.label}.")]
            return place_mismatches(said, row, self.book, strict=self.strict)
        return []

    def _in_place(self, said: Assertion, rows: Sequence[Row], *, organ_only: bool = False) -> list[Row]:
        return in_place(said, rows, self.book, organ_only=organ_only)

    def _group(
        self, said: Assertion, rows: list[Row], linked: bool, subject: Subject, *, listed: bool
    ) -> tuple[list[Problem], bool]:
        """Several findings at once. With `listed`, the entries of a list behind it say which they are."""
        meant = rows if linked else self._in_place(said, rows)
        problems: list[Problem] = []
        counted = self._counted(said, meant, linked=linked)
        if counted is None:
            told = "several" if said.at_least else str(said.count)
            total = sum(row.count for row in meant)
            problems.append(Problem("count", f"The sentence counts {told}; the table holds {total} ({rows[0].term})."))
        else:
            meant = counted
            both = said.side == "bilateral" and on_both_sides(meant)
            if said.side == "bilateral" and not both and meant:
                side = meant[0].finding.side
                problems.append(Problem("side", f"The sentence says both sides; the table says {side} ({meant[0].label})."))
            elif linked:
                for row in meant:
                    placed = replace(said, side="") if both else said
                    problems += place_mismatches(placed, row, self.book, strict=False)
        for number in said.numbers:
            alone = replace(said, numbers=(number,))
            if all(number_mismatches(alone, row, strict=False) for row in meant or rows):
                problems += number_mismatches(alone, (meant or rows)[0], strict=False)
        if linked and meant and said.finding:
            problems += certainty_mismatches(said, max(meant, key=lambda row: row.finding.certainty), strict=True)
        if said.change:
            changes = (change_mismatches(said, row, self.facts) for row in meant or rows)
            problems += next((found for found in changes if found), [])
        self._group_rows, self._group_said = list(meant or rows), said.sentence
        for row in () if listed else meant or rows[:1]:
            self._note(row, subject)
        return problems, True

    def _counted(self, said: Assertion, meant: list[Row], *, linked: bool) -> list[Row] | None:
        """The rows that a number of findings means: all of them, or those that the table is as sure of; None for a wrong number."""
        if said.at_least:
            return meant if sum(row.count for row in meant) > 1 else None
        sure = [[row for row in meant if row.finding.certainty == word] for word in (said.certainty, "definite")]
        for group in (meant,) if linked else (meant, *sure):
            if sum(row.count for row in group) == said.count:
                return group
        return None

    def _list(self, items: Sequence[Assertion], subject: Subject) -> tuple[list[Problem], bool]:
        """The entries of a list: each is held to a finding of its own, by its size before its place."""
        first = items[0]
        pool = self._linked(subject)
        if first.negated or (subject.finding_ids and not pool):
            judged = [self._assertion(said, subject, listed=False) for said in items]
            return [problem for problems, _ in judged for problem in problems], all(good for _, good in judged)
        if first.finding:
            rows = [row for row in pool or self.rows if related(self.book, first.finding, row.term)]
        else:
            rows = self._group_rows or ([self._last] if self._last else [])
        present = [row for row in rows if row.finding.present]
        if not present:
            return self._assertion(first, subject, listed=False)
        problems: list[Problem] = []
        sides = {said.side for said in items}
        sized = [said for said in items if said.numbers]
        for said in items:
            if said not in sized:
                problems += self._listed_place(said, present, subject, both={"left", "right"} <= sides)
        differences = {
            (i, j): self._differences(said, row, subject)
            for i, said in enumerate(sized)
            for j, row in enumerate(present)
        }
        for i, (j, free) in enumerate(pair(differences, present)):
            said, row, found = sized[i], present[j], differences[i, j]
            if not free:
                more = f"The sentence lists {len(sized)}; the table holds {len(present)} ({row.term})."
                found = [*found, Problem("count", more)]
            if row.finding.side == "bilateral" and {"left", "right"} <= sides:
                found = [problem for problem in found if problem.kind != "side"]
            problems += [*found, *descriptor_mismatches(said, [row], self.book, typed=subject.typed)]
            for other in self._in_place(said, present) if (said.count or 1) > 1 else ():
                self._note(other, subject)  # "two in the left lung, up to 7 mm"
            self._note(row, subject)
        return problems, True

    def _listed_place(
        self, said: Assertion, present: list[Row], subject: Subject, *, both: bool
    ) -> list[Problem]:
        """An entry without a size: there must be such findings at its place, as many as it says."""
        here = [row for row in present if row.finding.side == "bilateral"] if both else []
        here = self._in_place(said, present) or self._in_place(replace(said, side=""), here)
        if not here:
            row, problems = self._best(replace(said, count=None), present, subject)
            self._note(row, subject)
            return problems or [Problem("anatomy", f"The table places this finding elsewhere: {row.label}.")]
        total = sum(row.count for row in here)
        for row in here:
            self._note(row, subject)
        if said.count and said.count != total:
            return [Problem("count", f"The sentence counts {said.count}; the table holds {total} ({here[0].term}).")]
        return []

    def _unknown(self, said: Assertion, pool: list[Row], subject: Subject) -> list[Problem]:
        """A finding that the table does not have, or not under this name."""
        same = [row for row in pool or self.rows if row.finding.present and self._same_thing(said, row)]
        if pool or same:
            row = (same or pool)[0]
            self._note(row, subject)
            return [Problem("finding", f"The sentence says {said.finding}; the table says {row.label}.")]
        if said.certainty == "possible" or (subject.typed and not said.numbers and not said.change):
            return []
        if not self.strict and may_be_said(said, self.book):
            return []
        return [Problem("finding", f"No accepted finding is a {said.finding}.", True)]

    def _same_thing(self, said: Assertion, row: Row) -> bool:
        lengths = [number for number in said.numbers if number.dimension == "length"]
        return bool(lengths and row.lengths_mm) and not number_mismatches(
            replace(said, numbers=tuple(lengths)), row, strict=False
        )

    def _note(self, row: Row, subject: Subject) -> None:
        self._last = row
        self._spoken.append(row)
        self._used.setdefault(subject.section, set()).add(row.finding.id)
        if subject.section == "findings":
            self._mentioned.add(row.finding.id)

    def _bare_comparison(self, subject: Subject) -> list[Problem]:
        changed = [row for row in self._linked(subject) if row.change]
        if changed or (self.facts.changes and not subject.finding_ids):
            return []
        if (subject.typed or not self.strict) and compared_by_eye(self.facts, self.rows):
            return []
        if subject.section in _NARRATIVE and "not been compared" not in subject.text:
            return [Problem("comparison", no_comparison(self.facts), True)]
        return []
