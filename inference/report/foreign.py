"""The voice of German, Spanish and French: nouns of the language's file, put into phrases by its grammar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from inference.report.grammars import GRAMMARS, Spot
from inference.report.languages import Noun, tongue
from inference.report.levels import liver_segment, spinal_level
from inference.report.numbers import format_lengths, format_setting
from inference.report.templates import body_part_key
from inference.report.wording import Described, details_of
from viewer.case.calibration import ESTIMATED, mm_source
from viewer.case.facts import Change
from viewer.case.terms import UNSPECIFIED_SITE

Slots = Mapping[str, str]
QUOTES = {"de": ("„", "“"), "es": ("«", "»"), "fr": ("« ", " »")}
"""What stands around words that came in another language and have no translation."""
_UNKNOWN = {"de": Noun("Befund", "m", "Befunde"), "es": Noun("hallazgo", "m", "hallazgos"), "fr": Noun("anomalie", "f", "anomalies")}
_SOMEWHERE = {"de": "an der Stelle", "es": "en la localización", "fr": "au niveau de"}
_VERBS = {"de": {"shows": ("zeigt", "zeigen"), "finds": ("findet", "finden")}, "es": {"shows": ("observa", "observan"), "finds": ("identifica", "identifican")}}
_NOBODY = {"de": "Es"}


class Foreign:
    """Slots in one language. What it has no word for is quoted as it came, so that nothing is lost or guessed."""

    def __init__(self, code: str) -> None:
        self._code, self._tongue, self._grammar = code, tongue(code), GRAMMARS[code]

    @property
    def language(self) -> str:
        return self._code

    @property
    def patterns(self) -> Mapping[str, tuple[str, ...]]:
        return self._tongue.sentences

    def title(self, title: str, section: str) -> str:
        return self._tongue.titles.get(section, title)

    def heading(self, heading: str) -> str:
        return self._tongue.headings.get(heading, heading)

    def technique(self, modality: str, body_part: str, agents: Sequence[str] | None) -> Slots:
        words = self._tongue.words
        region = self._tongue.body_parts.get(body_part_key(body_part), "")
        name = self._tongue.modalities.get(modality, modality)
        examination = words["of"].format(modality=name, region=region) if region else name
        contrast = "" if agents is None else f"{words['contrast']} ({', '.join(agents)})" if agents else words["contrast"]
        return {"examination": examination, "contrast": contrast}

    def settings(self, number: int | None, thickness_mm: float, kvp: float | None, kernel: str) -> Slots:
        return {
            "series": f"{self._tongue.words['series']} {number}" if number is not None else "",
            "thickness": self._tongue.number(format_setting(thickness_mm, "mm")),
            "voltage": self._tongue.number(format_setting(kvp, "kV")) if kvp else "",
            "kernel": kernel,
        }

    def prior(self, day: str) -> Slots:
        return {"prior": self._tongue.date(day)}

    def finding(self, one: Described, heading: str) -> tuple[str, Slots]:
        noun, side = self._noun(one), _own_side(one)
        place = self._place(one)
        slots = self._thing_slots(noun, one, side) | {
            "heading": self.heading(heading) if heading else "",
            "place": place,
            "Where": _capital(place) or _NOBODY.get(self._code, ""),
            "size": self._size(one, one.lengths_mm),
            "details": self._details(one),
        }
        if not one.finding.present:
            return "absent", slots
        if one.count > 1 and noun.plural and not noun.plural_only:
            return "findings_counted", slots | self._counted(one.count, noun, one, side)
        return "finding", slots

    def change(self, change: Change) -> Slots:
        words = self._tongue.words
        size = self._tongue.number(format_lengths([change.prior_value])) if change.prior_value is not None else ""
        since = words["since"].format(date=self._tongue.date(change.prior_date)) if change.prior_date else words["earlier"]
        return {"since": since, "prior_size": size}

    def changed(self, change: Change) -> str:
        dated, undated = self._tongue.changed.get(change.state, ("", ""))
        return dated.format(date=self._tongue.date(change.prior_date)) if change.prior_date else undated.format(**self._tongue.words)

    def summary(self, group: Sequence[Described]) -> tuple[str, Slots]:
        one = max(group, key=lambda one: one.lengths_mm[:1])
        noun, side = self._noun(one), _own_side(one)
        count = one.count if len(group) == 1 else len(group)
        size = self._size(one, one.lengths_mm[:1]) if all(each.lengths_mm for each in group) else ""
        if count < 2 or not noun.plural or noun.plural_only:
            return "impression_one", self._thing_slots(noun, one, side) | {"place": self._place(one), "size": size}
        slots = self._counted(count, noun, one, side) | {"size": size}
        if len(group) > 1 and size:
            return "impression_group", slots | {"place": self._place(one)}
        place = self._place(one) if len(group) == 1 else self._organ(one, {each.finding.side for each in group})
        return "impression_group_same", slots | {"place": place}

    def denial(self, one: Described) -> Slots:
        return self._thing_slots(self._noun(one), one, _own_side(one)) | {"place": self._place(one)}

    def _thing_slots(self, noun: Noun, one: Described, side: str) -> dict[str, str]:
        grammar, certainty = self._grammar, one.finding.certainty if one.finding.present else ""
        quoted = self._quoted(one)
        thing = grammar.thing(noun, certainty, side) + quoted
        denied = grammar.no_thing(noun, side) + quoted
        slots = {
            "thing": thing,
            "Thing": _capital(thing),
            "a_thing": grammar.a_thing(noun, certainty, side) + quoted,
            "of_a_thing": grammar.of_a_thing(noun, certainty, side) + quoted,
            "no_thing": denied,
            "No_thing": _capital(denied),
            "de_thing": denied,
        }
        return slots | {name: forms[noun.plural_only] for name, forms in _VERBS.get(self._code, {}).items()}

    def _counted(self, count: int, noun: Noun, one: Described, side: str) -> dict[str, str]:
        verbs = {name.removesuffix("s"): forms[1] for name, forms in _VERBS.get(self._code, {}).items()}
        word = self._tongue.count(count)
        things = self._grammar.thing(noun, one.finding.certainty, side, plural=True) + self._quoted(one)
        return {"count": word, "Count": _capital(word), "things": things, "largest": self._grammar.largest(noun), **verbs}

    def _noun(self, one: Described) -> Noun:
        known = self._tongue.findings
        meaning = one.finding.what.meaning.strip().lower()
        return known.get(meaning) or (known.get(one.term.name) if one.term else None) or _UNKNOWN[self._code]

    def _quoted(self, one: Described) -> str:
        """The finding's own name, where its noun says less."""
        meaning = one.finding.what.meaning.strip()
        if not meaning or meaning.lower() in self._tongue.findings:
            return ""
        same = one.term is not None and meaning.lower() in (one.term.name, *one.term.words) and one.term.name in self._tongue.findings
        return "" if same else f" ({self._in_quotes(meaning)})"

    def _place(self, one: Described) -> str:
        finding = one.finding
        if one.implied:
            return ""
        if finding.where == UNSPECIFIED_SITE or not finding.where.meaning:
            return self._grammar.side_alone(finding.side)
        meaning = finding.where.meaning.strip().lower()
        if spine := spinal_level(meaning):
            return self._tongue.words["at_level"].format(level=spine)
        anatomy = one.anatomy
        own = self._tongue.anatomy.get(meaning) or self._segment(meaning)
        noun = own or (self._tongue.anatomy.get(anatomy.name) if anatomy else None)
        if noun is None or anatomy is None:
            side = self._grammar.side_alone(finding.side)
            return f"{_SOMEWHERE[self._code]} {self._in_quotes(finding.where.meaning.strip())}" + (f", {side}" if side else "")
        plain = {word for word in meaning.split() if word not in ("left", "right", "of", "the")}
        spoken = {anatomy.name, *anatomy.words, f"{anatomy.name} of {anatomy.organ}"}
        same = own is not None or (meaning not in anatomy.parts and (meaning in spoken or any(plain <= set(word.split()) for word in spoken)))
        zone = "" if finding.zone in (anatomy.zone, *anatomy.name.split()) else finding.zone
        side = finding.side if finding.side in ("left", "right", "bilateral") and finding.side != anatomy.only else ""
        level, one_of = anatomy.name in self._tongue.at_level, anatomy.one_of_many and own in (None, self._tongue.anatomy[anatomy.name])
        spot = Spot(noun, side, zone, anatomy.paired, anatomy.organ == "lung", level, one_of)
        return self._grammar.place(spot) + ("" if same else f" ({self._in_quotes(finding.where.meaning.strip())})")

    def _segment(self, meaning: str) -> Noun | None:
        """ "Segment VI" of the liver."""
        number, noun = liver_segment(meaning), self._tongue.anatomy["liver segment"]
        return replace(noun, text=f"{self._tongue.words['segment']} {number}", genitive="", plural="") if number else None

    def _organ(self, one: Described, sides: set[str]) -> str:
        """The whole organ: of one side where all are there, else both of a pair."""
        noun, home = self._tongue.anatomy.get(one.organ), one.home
        if noun is None or home is None:
            return ""
        side = next(iter(sides)) if len(sides) == 1 else ""
        many = home.paired and (side not in ("left", "right") or home.one_of_many)
        spot = Spot(noun, side if home.paired else "", "", home.paired, False, home.name in self._tongue.at_level, False, many)
        return self._grammar.place(spot)

    def _size(self, one: Described, lengths_mm: tuple[float, ...]) -> str:
        if not lengths_mm:
            return ""
        size = self._tongue.number(format_lengths(lengths_mm))
        source = mm_source(one.mm_from)
        if not source:
            return size
        about = f"{self._tongue.words['approximately']} " if one.mm_from in ESTIMATED else ""
        return f"{about}{size} ({self._tongue.words.get(source, source)})"

    def _details(self, one: Described) -> str:
        rows = (f"{self._tongue.words[kind]} {text}" for kind, text in details_of(one))
        return ", ".join(self._tongue.number(row) for row in rows)

    def _in_quotes(self, words: str) -> str:
        opening, closing = QUOTES[self._code]
        return f"{opening}{words}{closing}"


def _own_side(one: Described) -> str:
    """The side that stands with the finding's name, where no place is said."""
    return one.finding.side if one.sided else ""


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
