"""What sentences say: one `Assertion` for each finding that a sentence affirms or denies.

Rules and a word list, no model: the same text always gives the same assertions, and each can be explained
by pointing at words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from inference.report.dates import WrittenDate, find_dates
from inference.report.lexicon import Lexicon, lexicon
from inference.report.negation import Cues, find_cues, polarity
from inference.report.numbers import Measured, find_numbers
from inference.report.phrasebook import Match, Token, words
from inference.report.sentences import split_report

_JOINT = re.compile(r",|;|\b(?:and|or|nor|with|plus|versus|vs)\b", re.IGNORECASE)
_MEANING = re.compile(
    r"\b(?:may|might|could|likely|probably|represent\w*|reflect\w*|suggest\w*|consistent with|compatible with|in keeping with"
    r"|suspicious for|concerning for|due to|from|versus|vs)\b",
    re.IGNORECASE,
)
_LARGEST = re.compile(r"\b(?:the )?(?:largest|biggest|dominant|longest)\b", re.IGNORECASE)
_SEVERAL = re.compile(r"\b(?:multiple|several|numerous|innumerable|many|a few)\b", re.IGNORECASE)
_COUNT = re.compile(
    r"\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|single|solitary|\d{1,2})\b(?![.\d]*\s*-?(?:mm|cm|ml|hu|%|x|×))"
    r"(?:\s+(?!of\b|and\b|or\b|in\b)[a-z-]+){0,4}\s*$",
    re.IGNORECASE,
)
_SIZE_WORD = re.compile(r"\b(?:size|silhouette)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Assertion:
    """One statement about one finding.

    `finding` is a term of ``resources/terms``; empty where the sentence speaks of "it" or "the largest".
    `anatomy` is the most specific place named, `organ` what it belongs to, `organs` all organs named outright, `zone` an upper, middle or lower
    third named outright. `count` is a number of findings, 2 with `at_least` for "several". `largest` marks what
    is said of the largest of a group. `start` and `end` are characters of the sentence (of the file, from
    `assert_text`).
    """

    sentence: str
    section: str
    finding: str
    anatomy: str
    organ: str
    organs: frozenset[str]
    zone: str
    side: str
    negated: bool
    certainty: str
    numbers: tuple[Measured, ...]
    change: str
    count: int | None
    at_least: bool
    largest: bool
    start: int
    end: int

    @property
    def sizes_mm(self) -> tuple[float, ...]:
        """The lengths it gives for now (not for an earlier study), longest first."""
        lengths = (number.value for number in self.numbers if number.dimension == "length" and not number.prior)
        return tuple(sorted(lengths, reverse=True))


@dataclass(frozen=True, slots=True)
class Parsed:
    """A sentence taken apart. `comparison` is true where it claims to know an earlier study's pictures."""

    text: str
    assertions: tuple[Assertion, ...]
    numbers: tuple[Measured, ...]
    dates: tuple[WrittenDate, ...]
    comparison: bool


def parse(text: str, section: str = "", book: Lexicon | None = None) -> Parsed:
    """What one sentence says; `book` is the lexicon, with further words where a fact table has some."""
    book = book or lexicon()
    tokens = words(text)
    dates = find_dates(text)
    numbers = tuple(
        number for number in find_numbers(text) if not any(day.start <= number.start < day.end for day in dates)
    )
    reader = _Reader(text, section, tokens, book, numbers)
    assertions = reader.assertions()
    claims = reader.changes or book.cue_books["comparison"].find(text, tokens)
    comparison = any(match.value != "quality" for match in claims)
    return Parsed(text, assertions, numbers, tuple(dates), comparison)


def assert_text(text: str) -> list[Assertion]:
    """Every assertion of a report's plain text, spans in characters of `text`."""
    found: list[Assertion] = []
    subject = ""
    section = ""
    for sentence in split_report(text):
        if sentence.section != section:
            subject, section = "", sentence.section
        for assertion in parse(sentence.text, sentence.section).assertions:
            subject = assertion.finding or subject
            if subject:
                found.append(
                    replace(
                        assertion,
                        finding=subject,
                        start=assertion.start + sentence.start,
                        end=assertion.end + sentence.start,
                    )
                )
    return found


def assertion_to_json(assertion: Assertion) -> dict[str, Any]:
    """An assertion as ``lightbox assert --json`` gives it."""
    return {
        "sentence": assertion.sentence,
        "section": assertion.section,
        "finding": assertion.finding,
        "anatomy": assertion.anatomy,
        "organ": assertion.organ,
        "side": assertion.side or "none",
        "negated": assertion.negated,
        "certainty": assertion.certainty,
        "size_mm": list(assertion.sizes_mm),
        "change": assertion.change or None,
        "count": assertion.count,
        "span": [assertion.start, assertion.end],
    }


@dataclass(frozen=True, slots=True)
class _Place:
    """The place words of a stretch of text."""

    anatomy: str = ""
    organ: str = ""
    organs: frozenset[str] = frozenset()
    zone: str = ""
    side: str = ""


class _Reader:
    """Takes one sentence apart: each finding gets the words of its own stretch of the sentence."""

    def __init__(
        self, text: str, section: str, tokens: tuple[Token, ...], book: Lexicon, numbers: tuple[Measured, ...]
    ) -> None:
        self.text, self.section, self.book, self.numbers = text, section, book, numbers
        self.findings = book.find_findings(text, tokens)
        self.places = book.anatomy_book.find(text, tokens)
        self.sides = book.side_book.find(text, tokens)
        self.cues: Cues = find_cues(text, tokens, book)
        self.normal = book.cue_books["normal"].find(text, tokens)
        quality = [m for m in book.cue_books["comparison"].find(text, tokens) if m.value == "quality"]
        self.changes = [
            change
            for change in book.cue_books["change"].find(text, tokens)
            if not any(change.overlaps(match) for match in quality)
        ]

    def assertions(self) -> tuple[Assertion, ...]:
        found: list[Assertion] = []
        previous: _Place | None = None
        stretches = self._stretches()
        for index, (finding, start, end) in enumerate(stretches):
            largest = _LARGEST.search(self.text, max(finding.end, start), end)
            stop = largest.start() if largest else end
            place = self._place(start, stop, finding.value)
            if not place.organs and not place.side:
                before = self.findings[index - 1] if index else None
                place = self._borrowed(place, finding, before, previous, stretches[index + 1 :], stop)
            found.append(self._about(finding, place, start, stop))
            if largest:
                found.append(self._largest(finding.value, largest.start(), end, found[-1]))
            previous = place
        if not self.findings:
            found += self._without_finding()
        found += self._normal_statements()
        return tuple(sorted(found, key=lambda assertion: assertion.start))

    def _stretches(self) -> list[tuple[Match[str], int, int]]:
        """Each finding with the part of its clause that is about it: cut at the last joint between two findings."""
        rows: list[tuple[Match[str], int, int]] = []
        for index, finding in enumerate(self.findings):
            clause_start, clause_end = self.cues.clause_at(finding.start)
            before = self.findings[index - 1] if index else None
            after = self.findings[index + 1] if index + 1 < len(self.findings) else None
            start = max(clause_start, self._joint(before, finding)) if before else clause_start
            end = min(clause_end, self._joint(finding, after)) if after else clause_end
            rows.append((finding, start, max(end, finding.end)))
        return rows

    def _joint(self, first: Match[str], second: Match[str]) -> int:
        joints = list(_JOINT.finditer(self.text, first.end, second.start))
        joints = joints or list(_MEANING.finditer(self.text, first.end, second.start))
        return joints[-1].start() if joints else first.end

    def _place(self, start: int, end: int, finding: str = "") -> _Place:
        names = [place.value for place in self.places if start <= place.start < end]
        terms = [self.book.anatomy[name] for name in names]
        own = self.book.findings[finding].organ if finding else ""
        organs = [term.organ for term in terms if term.organ and not term.region]
        organ = own or (organs[0] if organs else next((term.organ for term in terms if term.organ), ""))
        if own and organs and not any(self.book.same_region(own, named) for named in organs):
            organ = organs[0]
        parts = [term for term in terms if term.organ == organ and term.name != organ]
        zones = {term.zone for term in terms if not term.organ}
        anatomy = parts[0].name if parts else organ or (names[0] if names else "")
        return _Place(anatomy, organ, frozenset(organs), zones.pop() if len(zones) == 1 else "", self._side(start, end))

    def _side(self, start: int, end: int) -> str:
        inside = [
            finding for finding in self.findings if self.text[finding.start : finding.end].lower().startswith("midline")
        ]
        sides = {s.value for s in self.sides if start <= s.start < end and not any(s.overlaps(one) for one in inside)}
        if {"left", "right"} <= sides or "bilateral" in sides:
            return "bilateral"
        return sides.pop() if len(sides) == 1 else ""

    def _borrowed(
        self,
        own: _Place,
        finding: Match[str],
        before: Match[str] | None,
        previous: _Place | None,
        later: list[tuple[Match[str], int, int]],
        end: int,
    ) -> _Place:
        """The place of a finding that names none.

        From the list it stands in ("nodules and cysts in the left lung"), from what it explains ("opacity at
        the left base, likely atelectasis"), from the words in front ("Liver: a cyst", "in the liver, there is"),
        from the finding before it.
        """
        if later and not re.search(r"\w", _JOINT.sub("", self.text[finding.end : end])):
            following = self._place(later[0][1], later[0][2])
            if following.organ and not own.organ:
                return following
        if before is None or previous is None:
            return self._place(0, end, finding.value)
        explains = bool(_MEANING.search(self.text, before.end, finding.start))
        if not own.organ or (explains and self.book.same_region(own.organ, previous.organ)):
            return previous
        return own

    def _about(self, finding: Match[str], place: _Place, start: int, end: int) -> Assertion:
        said = polarity(self.text, finding, self.findings, self.cues)
        count = _COUNT.search(self.text[start : finding.start])
        several = bool(_SEVERAL.search(self.text, start, finding.start))
        return Assertion(
            self.text,
            self.section,
            finding.value,
            place.anatomy,
            place.organ,
            place.organs,
            place.zone,
            place.side,
            said.negated,
            said.certainty,
            self._numbers(start, end),
            self._change(finding, start, end),
            self._counted(count.group(1)) if count else 2 if several else None,
            several and not count,
            False,
            finding.start,
            finding.end,
        )

    def _largest(self, finding: str, start: int, end: int, group: Assertion) -> Assertion:
        place = self._place(start, end)
        if not place.organ:
            place = replace(place, organ=group.organ, anatomy=place.anatomy or group.anatomy)
        return replace(
            group,
            finding=finding,
            anatomy=place.anatomy,
            organ=place.organ,
            organs=place.organs,
            zone=place.zone,
            side=place.side,
            numbers=self._numbers(start, end),
            count=None,
            at_least=False,
            largest=True,
            start=start,
            end=end,
        )

    def _without_finding(self) -> list[Assertion]:
        """ "It measures 12 mm." says something of what was named before."""
        largest = bool(_LARGEST.search(self.text))
        if not self.numbers and not (self.changes and self.section in ("findings", "impression", "")):
            return []
        place = self._place(0, len(self.text))
        change = self.changes[0].value if len(self.changes) == 1 else ""
        return [
            Assertion(
                self.text, self.section, "", place.anatomy, place.organ, place.organs, place.zone, place.side, False, "definite",
                self.numbers, change, None, False, largest, 0, len(self.text),
            )
        ]  # fmt: skip

    def _normal_statements(self) -> list[Assertion]:
        """ "The liver is unremarkable" denies an abnormality of each organ it names."""
        rows: list[Assertion] = []
        for cue in self.normal:
            start, end = self.cues.clause_at(cue.start)
            here = [match for match in self.normal if start <= match.start < end]
            if cue is not here[0] or any(match.value == "partial" for match in here):
                continue
            if any(start <= finding.start < end for finding in self.findings):
                continue
            organs = {self.book.anatomy[p.value].organ: p for p in self.places if start <= p.start < end}
            for organ, place in organs.items():
                heart = organ == "heart" and bool(_SIZE_WORD.search(self.text, start, end))
                finding = "cardiomegaly" if heart else "abnormality"
                rows.append(
                    Assertion(
                        self.text, self.section, finding, place.value, organ, frozenset((organ,)), "", self._side(start, end), True,
                        "definite", (), "", None, False, False, place.start, cue.end,
                    )
                )  # fmt: skip
        return rows

    def _numbers(self, start: int, end: int) -> tuple[Measured, ...]:
        return tuple(number for number in self.numbers if start <= number.start < end)

    def _change(self, finding: Match[str], start: int, end: int) -> str:
        own = [change.value for change in self.changes if start <= change.start < end]
        clause_start, clause_end = self.cues.clause_at(finding.start)
        near = [change.value for change in self.changes if clause_start <= change.start < clause_end]
        return own[0] if own else near[0] if len(set(near)) == 1 else ""

    def _counted(self, word: str) -> int:
        return 1 if word.lower() in ("single", "solitary") else self.book.counts.get(word.lower(), 0) or int(word)
