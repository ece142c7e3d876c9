"""Findings in words: what it is, where it is, how large it is. Used by the plan only; the check reads words itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inference.report.levels import liver_segment, spinal_level
from inference.report.lexicon import AnatomyTerm, FindingTerm, lexicon
from inference.report.numbers import format_lengths, format_quantity
from inference.report.phrasebook import plural
from viewer.case.calibration import with_source
from viewer.case.facts import FactTable
from viewer.case.finding import Finding, Quantity
from viewer.case.terms import UNSPECIFIED_SITE

LENGTH_KINDS = ("long_axis", "length", "diameter", "short_axis")
_DETAILS = {"volume": "volume", "mean": "mean attenuation"}


@dataclass(frozen=True, slots=True)
class Described:
    """A finding with what its words are made of. `lengths_mm` longest first; empty `place` where the name says it (`implied`).

    The texts are English; `home` is the organ that the place belongs to.
    """

    finding: Finding
    term: FindingTerm | None
    anatomy: AnatomyTerm | None
    organ: str
    heading: str
    thing: str
    things: str
    place: str
    lengths_mm: tuple[float, ...]
    details: str
    count: int
    mm_from: str = ""
    implied: bool = False
    home: AnatomyTerm | None = None
    measured: tuple[Quantity, ...] = ()

    @property
    def sided(self) -> bool:
        """Whether its side stands with its name ("right hydronephrosis"), for no place is said."""
        return self.implied and self.finding.side in ("left", "right", "bilateral")

    @property
    def on_both_sides(self) -> bool:
        """Whether its name says that there are several, one on each side ("bilateral effusions")."""
        return self.sided and self.finding.side == "bilateral" and not self.mass_noun

    @property
    def mass_noun(self) -> bool:
        return self.term is not None and self.term.mass

    @property
    def weight(self) -> float:
        """Its rank in the impression; what is not in the lexicon counts as actionable."""
        return self.term.weight if self.term else 0.5

    @property
    def size(self) -> str:
        """``12 x 9 mm``, ``approximately 12 x 9 mm (detector)``, or empty."""
        return self._sized(self.lengths_mm)

    @property
    def longest(self) -> str:
        """``12 mm``, or empty."""
        return self._sized(self.lengths_mm[:1])

    def _sized(self, lengths_mm: tuple[float, ...]) -> str:
        return with_source(format_lengths(lengths_mm), self.mm_from, "approximately ") if lengths_mm else ""


def describe(finding: Finding, facts: FactTable) -> Described:
    """The words of one finding."""
    book = lexicon()
    term = book.findings.get(book.finding_of(finding.what))
    anatomy = book.anatomy.get(book.anatomy_of(finding.where))
    organ = anatomy.organ if anatomy else ""
    home = book.anatomy.get(organ)
    heading = (anatomy.heading if anatomy else "") or (home.heading if home else "") or "Other"
    named = _lower_first(finding.what.meaning or (term.name if term else "finding"))
    implied = bool(term and anatomy and term.organ == organ == anatomy.name and organ != "lung" and not finding.zone)
    if implied and finding.side in ("left", "right", "bilateral"):
        named = f"{finding.side} {named}"
    level = spinal_level(finding.where.meaning)
    named = f"{finding.certainty} {named}" if finding.certainty != "definite" and finding.present else named
    counts = facts.quantity_of(finding, "count")
    return Described(
        finding,
        term,
        anatomy,
        organ,
        heading,
        f"{named} at {level}" if level else named,
        (named if term and term.mass else plural(named)) + (f" at {level}" if level else ""),
        "" if implied or level else place_words(finding, anatomy),
        _lengths(finding, facts),
        _details(finding, facts),
        int(counts.value) if counts else 1,
        next((row.mm_from for row in facts.quantities_of(finding) if row.mm_from), ""),
        implied,
        home,
        facts.quantities_of(finding),
    )


def details_of(one: Described) -> list[tuple[str, str]]:
    """Kind and text of what was measured besides lengths: ("volume", "1.2 ml")."""
    return _rows(one.measured)


def place_words(finding: Finding, anatomy: AnatomyTerm | None) -> str:
    """Where a finding is: "the lower zone of the left lung", "the right kidney", "both lungs"; may be empty."""
    if finding.where == UNSPECIFIED_SITE or not finding.where.meaning:
        return f"the {finding.side} side" if finding.side in ("left", "right") else ""
    level, segment = spinal_level(finding.where.meaning), liver_segment(finding.where.meaning)
    if level or segment:
        return level or f"segment {segment}"
    name = _lower_first(finding.where.meaning)
    name = anatomy.name if anatomy and name == anatomy.name else name
    tokens = name.split()
    if finding.side in tokens or finding.side in ("none", "midline"):
        sided = with_article(name, mass=False) if anatomy is not None and anatomy.one_of_many and name == anatomy.name else f"the {name}"
    elif finding.side == "bilateral":
        sided = f"both {name if name.endswith('s') else plural(name)}"
    elif anatomy is not None and anatomy.one_of_many and name == anatomy.name:
        sided = with_article(f"{finding.side} {name}", mass=False)
    elif anatomy is not None and anatomy.only == finding.side:
        sided = f"the {name}"
    elif anatomy is None or anatomy.paired:
        sided = f"the {finding.side} {name}"
    else:
        sided = f"the {finding.side} side of the {name}"
    if not finding.zone or finding.zone in tokens:
        return sided
    third = "zone" if anatomy and anatomy.organ == "lung" else "third"
    third = "pole" if anatomy and anatomy.organ == "kidney" and finding.zone != "middle" else third
    third = f"{third}s" if sided.startswith("both ") else third
    return f"the {finding.zone} {third} of {sided}"


def with_article(words: str, *, mass: bool) -> str:
    """``a nodule``, ``an effusion``, ``consolidation``."""
    if mass:
        return words
    return f"an {words}" if words[:1].lower() in "aeio" or words.startswith("un") else f"a {words}"


def _lengths(finding: Finding, facts: FactTable) -> tuple[float, ...]:
    rows = [row for row in facts.quantities_of(finding) if row.kind in LENGTH_KINDS and row.unit in ("mm", "cm")]
    return tuple(sorted((row.value * (10 if row.unit == "cm" else 1) for row in rows), reverse=True))[:3]


def _details(finding: Finding, facts: FactTable) -> str:
    return ", ".join(f"{_DETAILS[kind]} {text}" for kind, text in _rows(facts.quantities_of(finding)))


def _rows(quantities: Sequence[Quantity]) -> list[tuple[str, str]]:
    first = {row.kind: row for row in reversed(quantities) if row.kind in _DETAILS}
    return [(kind, format_quantity(first[kind].value, first[kind].unit)) for kind in _DETAILS if kind in first and first[kind].unit in ("ml", "HU")]


def _lower_first(words: str) -> str:
    """A term as it stands inside a sentence; acronyms keep their capitals."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]
