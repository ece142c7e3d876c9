"""Takes a sentence apart by rules and a word list: which words belong to which finding."""

from __future__ import annotations

import re
from dataclasses import replace

from inference.report.assertion import Assertion
from inference.report.lexicon import Lexicon
from inference.report.lists import Item, find_items
from inference.report.negation import Cues, find_cues, polarity
from inference.report.numbers import Measured
from inference.report.phrasebook import Match, Token, words
from inference.report.said_place import Place, merged

_JOINT = re.compile(r",|;|\b(?:and|or|nor|with|plus|versus|vs)\b", re.IGNORECASE)
_MEANING = re.compile(
    r"\b(?:may|might|could|likely|probably|represent\w*|reflect\w*|suggest\w*|consistent with|compatible with|in keeping with"
    r"|suspicious for|concerning for|due to|from|versus|vs)\b",
    re.IGNORECASE,
)
_EXTREME = re.compile(
    r"\b(?:the )?(?:(?P<rank>second|third|2nd|3rd)[ -])?(?:(?P<largest>largest|biggest|dominant|longest)|(?P<smallest>smallest|tiniest))\b", re.IGNORECASE
)
_UP_TO = re.compile(r"\b(?:up to|as large as|at most|no larger than)\b", re.IGNORECASE)
_WHICH = re.compile(r"\s*(?:in|of|within)\s+(?:(?:the|either|both|left|right|lower|upper)\s+)*", re.IGNORECASE)
_PRONOUN = re.compile(r"\s*(?:they|it|these|this|both|all(?: of them)?)\b", re.IGNORECASE)
_LIES = re.compile(
    r"\s*(?:they|it|these|this|both|all(?: of them)?)\s+(?:lie|lies|sit|sits|is|are)\s+(?:(?:located|situated|seen|found)\s+)?(?:in|within|at)\b",
    re.IGNORECASE,
)
_THAN_HERE = re.compile(r"\s+than\s+(?:about\s+)?(?:\d|the (?:left|right|other|one|first|second)\b)", re.IGNORECASE)
_DETERMINER = re.compile(
    r"\b(?:a|an|the|two|three|four|five|six|several|multiple|many|few|some|other|further|additional)\s+$", re.IGNORECASE
)
_MANY = re.compile(r"\b(one|two|three|four|five|six|seven|eight|nine|ten)\b", re.IGNORECASE)
_OTHERS = re.compile(r"[;,.]\s*(?:and\s+)?(?:the\s+)?(?:others?|remaining|rest)\b", re.IGNORECASE)
_OF_GROUP = re.compile(r"\s+of\s+(?:the\s+|these\s+|those\s+)?(?:[\w-]+\s+){0,3}", re.IGNORECASE)
_ELIDED = re.compile(
    r"\b(upper|middle|lower)(?=(?:\s*,)?(?:\s+(?:and|or|left|right))*(?:\s+(?:upper|middle|lower),?(?:\s+(?:and|or|left|right))*)*\s+(?:upper|middle|lower)\s+lobes?\b)",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"\b(?:multiple|several|numerous|innumerable|many|a few)\b", re.IGNORECASE)
_COUNT = re.compile(
    r"(?<![.,\d-])(?<!grade )(?<!type )(?<!stage )(?<!level )\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|single|solitary|\d{1,2})\b(?![.\d]*\s*-?(?:mm|cm|ml|hu|%|x|×|millim|centim|metre|meter|m\b|years?|yo\b|y/o|days?|weeks?|months?|views?))"
    r"(?:\s+(?!of\b|and\b|or\b|in\b)[a-z-]+){0,4}\s*$",
    re.IGNORECASE,
)
_SIZE_WORD = re.compile(r"\b(?:size|silhouette)\b", re.IGNORECASE)


def _rank(extreme: re.Match[str] | None) -> int:
    word = extreme["rank"].lower() if extreme and extreme["rank"] else ""
    return {"s": 2, "2": 2, "t": 3, "3": 3}.get(word[:1], 1)


class Reader:
    """Takes one sentence apart: each finding gets the words of its own stretch of the sentence."""

    def __init__(
        self,
        text: str,
        section: str,
        tokens: tuple[Token, ...],
        book: Lexicon,
        numbers: tuple[Measured, ...],
        heading: str,
    ) -> None:
        self.text, self.section, self.book, self.numbers = text, section, book, numbers
        self.findings = book.find_findings(text, tokens)
        elided = [Match(f"{found.group(1).lower()} lobe", *found.span()) for found in _ELIDED.finditer(text)]
        places = [place for place in book.anatomy_book.find(text, tokens) if not any(place.overlaps(e) for e in elided)]
        self.places = sorted(places + elided, key=lambda place: place.start)
        self.descriptors = [
            found
            for found in book.descriptor_book.find(text, tokens)
            if not any(found.overlaps(finding) for finding in self.findings)
        ]
        self.heading = self._heading_place(heading)
        self.sides = [side for side in book.side_book.find(text, tokens) if side.value != "none"]
        self.cues: Cues = find_cues(text, tokens, book, self.findings)
        self.normal = book.cue_books["normal"].find(text, tokens)
        quality = [m for m in book.cue_books["comparison"].find(text, tokens) if m.value == "quality"]
        self.changes = [
            change
            for change in book.cue_books["change"].find(text, tokens)
            if not any(change.overlaps(match) for match in quality) and not self._compares_inside(change)
        ]

    def _compares_inside(self, change: Match[str]) -> bool:
        """ "Two smaller nodules", "smaller than 6 mm": compared with each other or a number, not with an earlier study."""
        if self.text[change.start : change.end].lower() not in ("smaller", "larger", "bigger"):
            return False
        if _THAN_HERE.match(self.text, change.end):
            return True
        named = any(0 < finding.start - change.end <= 20 for finding in self.findings)
        return named and bool(_DETERMINER.search(self.text[: change.start]))

    def assertions(self) -> tuple[Assertion, ...]:
        found: list[Assertion] = []
        previous: Place | None = None
        stretches = self._stretches()
        for index, (finding, start, end) in enumerate(stretches):
            extremes = list(_EXTREME.finditer(self.text, max(finding.end, start), end))
            stop = extremes[0].start() if extremes else end
            place = self._place(start, stop, finding.value)
            if not place.organs and not place.side:
                before = self.findings[index - 1] if index else None
                place = self._borrowed(place, finding, before, previous, stretches[index + 1 :], stop)
            place = self._headed(place)
            about = self._about(finding, place, start, stop)
            several = about.plural or about.count is not None or self._is_mass(finding)
            items = find_items(self.text, start, stop, self.numbers, self.places, self.sides, several=several)
            before_name = _EXTREME.search(self.text, start, finding.start)
            if before_name and _OF_GROUP.fullmatch(self.text, before_name.end(), finding.start):
                found.append(replace(self._at(about, self._headed(Place())), numbers=(), descriptors=()))
                extremes, end = [before_name], stop
            elif items:
                found += self._listed(about, items)
            else:
                found += self._up_to(about, max(finding.end, start), stop)
            stops = [*(mark.start() for mark in extremes[1:]), end]
            for mark, last in zip(extremes, stops, strict=False):
                group = next((said for said in reversed(found) if not said.negated), found[-1])
                found.append(self._one_of(mark, last, group))
            previous = place
        if not self.findings:
            found += self._without_finding()
        found += self._normal_statements()
        return tuple(sorted(found, key=lambda assertion: assertion.start))

    def _is_mass(self, finding: Match[str]) -> bool:
        return self.book.findings[finding.value].mass

    def _listed(self, about: Assertion, items: list[Item]) -> list[Assertion]:
        """The entries of a list as assertions of their own, after the number of them where one is given."""
        first = items[0].start
        lead = self._headed(self._place(0, first, about.finding) if first > about.start else Place())
        doubts = [cue for cue in self.cues.certainty if not any(item.start <= cue.start < item.end for item in items)]
        said = polarity(
            self.text, Match(about.finding, about.start, about.end), self.findings, replace(self.cues, certainty=doubts), self.book
        )
        places: list[Place] = []
        for item in items:
            own = self._place(item.start, item.end, about.finding)
            if not own.organs and not own.side and not own.zone and places:
                own = places[-1]
            places.append(own)
        for index in range(len(places) - 2, -1, -1):
            if not places[index].organs and not places[index].side and not places[index].zone:
                places[index] = places[index + 1]
        if len({(place.side, place.anatomy, place.zone) for place in places}) < 2:
            return [about]
        rows = []
        for item, place in zip(items, places, strict=True):
            hedges = [cue.value for cue in self.cues.certainty if item.start <= cue.start < item.end]
            certainty = "possible" if "possible" in hedges else "probable" if hedges else said.certainty
            count = _MANY.search(self.text[item.start : item.end].split(" in ")[0])
            rows.append(
                replace(
                    self._at(about, merged(place, lead)),
                    certainty=certainty,
                    negated=said.negated,
                    numbers=item.numbers,
                    count=self._counted(count.group(1)) if count else None,
                    at_least=False,
                    start=max(item.start, about.start),
                    end=max(item.end, about.end),
                    plural=False,
                    item=True,
                    descriptors=about.descriptors if not item.numbers else self._described(item.start, item.end),
                )
            )
        if about.count is None and not about.plural:
            return rows
        return [replace(self._at(about, lead), certainty=said.certainty, negated=said.negated, numbers=()), *rows]

    @staticmethod
    def _at(said: Assertion, place: Place) -> Assertion:
        return replace(
            said, anatomy=place.anatomy, organ=place.organ, organs=place.organs, zone=place.zone, side=place.side
        )

    def _up_to(self, about: Assertion, start: int, end: int) -> list[Assertion]:
        """ "Nodules up to 14 mm": that is the largest of them."""
        mark = _UP_TO.search(self.text, start, end)
        if mark is None or not (about.plural or (about.count or 1) > 1):
            return [about]
        sizes = tuple(number for number in about.numbers if number.start >= mark.end())
        rest = tuple(number for number in about.numbers if number.start < mark.start())
        front, back = self._place(0, mark.start(), about.finding), self._place(mark.end(), end, about.finding)
        if (front.side or front.organs) and (back.side or back.organs):  # "in both lungs, up to 14 mm in the right"
            one = replace(self._at(about, merged(back, front)), numbers=sizes, count=None, at_least=False, plural=False)
            one = replace(one, extreme="largest", start=mark.start(), end=end, descriptors=())
            return [replace(self._at(about, self._headed(front)), numbers=rest), one]
        largest = replace(
            about, numbers=sizes, count=None, at_least=False, extreme="largest", within=True, plural=False,
            side="" if about.side == "bilateral" else about.side, start=mark.start(), end=end, descriptors=(),
        )  # fmt: skip
        return [replace(about, numbers=rest), largest]

    def _stretches(self) -> list[tuple[Match[str], int, int]]:
        """Each finding with the part of its clause that is about it: cut at the last joint between two findings."""
        rows: list[tuple[Match[str], int, int]] = []
        for index, finding in enumerate(self.findings):
            clause_start, clause_end = self.cues.clause_at(finding.start)
            before = self.findings[index - 1] if index else None
            after = self.findings[index + 1] if index + 1 < len(self.findings) else None
            start = max(clause_start, self._joint(before, finding)) if before else clause_start
            end = min(clause_end, self._joint(finding, after)) if after else clause_end
            rows.append((finding, start, self._list_end(max(end, finding.end), after)))
        return rows

    def _list_end(self, end: int, after: Match[str] | None) -> int:
        """Where a list ends that a colon or a semicolon continues ("three nodules: 14 mm in ...; 7 mm in ...")."""
        for first, last in self.cues.clauses:
            head = self.text[:end].rstrip()[-1:]
            if first != end or (after and after.start < last) or head not in (":", ";", "—"):
                continue
            sized = any(n.dimension == "length" and first <= n.start < last for n in self.numbers)
            if sized or (head != ";" and any(first <= place.start < last for place in self.places)):
                end = last
        return end

    def _joint(self, first: Match[str], second: Match[str]) -> int:
        joints = list(_JOINT.finditer(self.text, first.end, second.start))
        joints = joints or list(_MEANING.finditer(self.text, first.end, second.start))
        return joints[-1].start() if joints else first.end

    def _place(self, start: int, end: int, finding: str = "") -> Place:
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
        return Place(anatomy, organ, frozenset(organs), zones.pop() if len(zones) == 1 else "", self._side(start, end))

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
        own: Place,
        finding: Match[str],
        before: Match[str] | None,
        previous: Place | None,
        later: list[tuple[Match[str], int, int]],
        end: int,
    ) -> Place:
        """The place of a finding that names none.

        From the list it stands in ("nodules and cysts in the left lung"), from what it explains ("opacity at
        the left base, likely atelectasis"), from the words in front ("Liver: a cyst", "in the liver, there is"),
        from the finding before it.
        """
        joint = later and _JOINT.search(self.text, finding.end, later[0][0].start)
        if joint and not re.search(r"\w", _JOINT.sub("", self.text[finding.end : end])):
            following = self._place(later[0][1], later[0][2])
            if following.organ and not own.organ:
                return following
        if before is None or previous is None:
            return self._place(0, end, finding.value)
        explains = bool(_MEANING.search(self.text, before.end, finding.start))
        if not own.organ or (explains and self.book.same_region(own.organ, previous.organ)):
            return previous
        return own

    def _about(self, finding: Match[str], place: Place, start: int, end: int) -> Assertion:
        said = polarity(self.text, finding, self.findings, self.cues, self.book)
        count = _COUNT.search(self.text[start : finding.start])
        several = bool(_SEVERAL.search(self.text, start, finding.start))
        numbers = self._numbers(start, end)
        if count and count.group(1).lower() == "one" and numbers:
            count = None  # "one nodule of 7 mm" is "a nodule of 7 mm": there may be others
        plural = not count and not several and self.book.is_plural(finding.value, self.text[finding.start : finding.end])
        extreme = _EXTREME.search(self.text, start, finding.start)
        if count or several or plural or (extreme and self.text[extreme.end() : finding.start].count(",")):
            extreme = None
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
            numbers,
            self._change(finding, start, end),
            self._counted(count.group(1)) if count else 2 if several else None,
            several and not count,
            finding.start,
            finding.end,
            extreme=(extreme.lastgroup or "") if extreme else "",
            rank=_rank(extreme),
            within=bool(extreme) and self._says_which(finding, start, end),
            plural=plural,
            descriptors=self._described(start, end),
            context="history" if said.past else "",
        )

    def _says_which(self, finding: Match[str], start: int, end: int) -> bool:
        """Whether a place belongs to the name ("the largest nodule in the left lung is 7 mm") and is not what is said."""
        spots = [match.start for match in (*self.places, *self.sides) if start <= match.start < end]
        before = any(spot < finding.start for spot in spots)
        after = [spot for spot in spots if spot >= finding.end]
        return before or bool(after and _WHICH.fullmatch(self.text, finding.end, min(after)))

    def _described(self, start: int, end: int) -> tuple[str, ...]:
        """Properties that are claimed outright: not denied, not doubted."""
        rows = []
        for found in self.descriptors:
            clause_start, _ = self.cues.clause_at(found.start)
            doubted = any(clause_start <= cue.start < found.start for cue in self.cues.certainty)
            denied = any(
                max(clause_start, start) <= cue.start < found.start and cue.value in ("before", "pseudo")
                for cue in self.cues.negation
            )
            non = bool(re.search(r"\bnon[\s-]*$", self.text[: found.start], re.IGNORECASE))
            if start <= found.start < end and not (doubted or denied or non) and found.value not in rows:
                rows.append(found.value)
        return tuple(rows)

    def _heading_place(self, heading: str) -> Place:
        names = [match.value for match in self.book.anatomy_book.find(heading, words(heading))]
        organs = tuple(dict.fromkeys(t.organ for n in names if (t := self.book.anatomy[n]).organ and not t.region))
        side = {match.value for match in self.book.side_book.find(heading, words(heading))}
        one = side.pop() if len(side) == 1 else ""
        return Place(organs[0] if organs else "", organs[0] if organs else "", frozenset(organs), "", one)

    def _headed(self, place: Place) -> Place:
        """A place with what the heading of its line adds."""
        if place.organ:
            near = not self.heading.organ or self.book.same_region(place.organ, self.heading.organ)
            return replace(place, side=place.side or self.heading.side) if near else place
        return merged(place, self.heading)

    def _one_of(self, extreme: re.Match[str], end: int, group: Assertion) -> Assertion:
        start = extreme.start()
        place = self._place(start, end)
        if not place.organ:
            place = replace(place, organ=group.organ, anatomy=place.anatomy or group.anatomy)
        return replace(
            group,
            anatomy=place.anatomy,
            organ=place.organ,
            organs=place.organs,
            zone=place.zone,
            side=place.side,
            numbers=self._numbers(start, end),
            count=None,
            at_least=False,
            start=start,
            end=end,
            extreme=extreme.lastgroup or "",
            rank=_rank(extreme),
            within=False,
            plural=False,
            item=False,
            descriptors=self._described(start, end),
        )

    def _without_finding(self) -> list[Assertion]:
        """ "It measures 12 mm." and "They lie in both upper lobes." say something of what was named before."""
        whole = len(self.text)
        extreme = _EXTREME.search(self.text)
        changed = bool(self.changes) and self.section in ("findings", "impression", "comparison", "")
        described = self._described(0, whole) if _PRONOUN.match(self.text) or extreme else ()
        lies = bool(_LIES.match(self.text)) and bool(self.places)
        if not self.numbers and not changed and not described and not lies:
            return []
        others = _OTHERS.search(self.text) if extreme else None
        stop = others.start() if others else whole
        place = self._place(0, stop)
        change = self.changes[0].value if len(self.changes) == 1 else ""
        about = Assertion(
            self.text, self.section, "", place.anatomy, place.organ, place.organs, place.zone, place.side, False, "definite",
            self._numbers(0, stop), change, None, False, 0, stop, extreme=(extreme.lastgroup or "") if extreme else "",
            rank=_rank(extreme), descriptors=described,
        )  # fmt: skip
        start = stop if others else 0
        items = find_items(self.text, start, whole, self.numbers, self.places, self.sides, several=lies or bool(others))
        listed = self._listed(replace(about, extreme="", start=start, end=whole), items) if items else []
        return [about, *(row for row in listed if row.item)] if others else listed or [about]

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
                        "definite", (), "", None, False, min(place.start, cue.start), max(place.end, cue.end),
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
