"""Whether a sentence affirms, denies or doubts a finding: cues, and how far each reaches.

The method is that of NegEx (Chapman et al., J Biomed Inform 2001;34:301): phrases before and after a
finding reach to the end of its clause, pseudo-negations ("no change") do not count, and some words end
the reach early. Clauses and lists are ours. The words are in ``resources/terms/cues.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from inference.report.lexicon import Lexicon
from inference.report.phrasebook import Match, Token

_CLAUSE = re.compile(
    r";|(?<!\bvs)\.\s|:\s|—|,?\s+(?:but|however|although|though|whereas|while|except(?: for)?|apart from|aside from|with the exception of)\b"
    r"|,?\s+and (?=there (?:is|are)\b)|,\s*(?=(?:there (?:is|are)|which|it|this)\b)"
    r"|,?\s+and (?=(?:the|a|an)\s+(?:[\w-]+\s+){1,4}(?:is|are|has|have|remains?|appears?|persists?)\b)",
    re.IGNORECASE,
)
_AFTER_COLON = re.compile(
    r"^\s*[:=]\s*(?:none|no|nil|absent|negative|not seen|not present)\b|^\s*\(\s*(?:-|neg(?:ative)?|no|none)\s*\)", re.IGNORECASE
)
_SLASH = re.compile(r"\s*(?:/|,|and|or|,\s*(?:and|or))\s*", re.IGNORECASE)
_SENTENCE_WORD = re.compile(r"\b(?:in|at|of|is|are|with|within|on)\b", re.IGNORECASE)
_LIST_END = re.compile(r",?\s+\b(?:or|nor|and)\b", re.IGNORECASE)
_DEGREE = r"(?:small|mild|moderate|large|minimal|tiny|trace|severe|stable|unchanged|new|increased|decreased|persistent|worsening|improved|\d)"
_OWN_DEGREE = re.compile(rf",\s*(?:a |an |the )?{_DEGREE}", re.IGNORECASE)
_OWN_VERB = re.compile(r"\b(?:is|are|was|remains?|appears?|looks)\b", re.IGNORECASE)
_AFFIRMED = re.compile(
    rf"\s+(?:is|are|remains?|appears?)\s+(?:again\s+|still\s+)?(?:{_DEGREE}|present|larger|smaller|noted again)\b|\s+persists?\b", re.IGNORECASE
)
_FRESH = re.compile(
    rf",\s*(?:and\s+)?(?:a|an|the|there|no|{_DEGREE})\b"
    rf"|\b(?:and|with)\s+(?:a\s+|an\s+)?(?:{_DEGREE}|left|right|bilateral|adjacent|associated|no)\b",
    re.IGNORECASE,
)
_EXCLUDES = re.compile(r"exclu|rule|r/o", re.IGNORECASE)
_ENDS_CLAUSE = re.compile(r"\s*(?:present|there|exists?|seen|as well|too)?[\s.,;:)!]*(?:(?:on|in|at|within)\s+(?:the\s+)?[\w\s-]+)?[.,;)\s]*$", re.IGNORECASE)
_ALTERNATIVE = re.compile(r",?\s*(?:and/or|or)\s+(?:[\w-]+\s+){0,4}$", re.IGNORECASE)
_LISTED = re.compile(r",?\s*(?:(?:and/or|and|or|versus|vs\.?)\s+|/\s*)(?:[\w-]+\s+){0,3}$", re.IGNORECASE)
_JOINED = re.compile(r"\b(?:and|or|nor)\b|&|/", re.IGNORECASE)
_COMMA = re.compile(r",")
_SET_OFF = re.compile(r"\s*[:=-]\s*(?:no|none|negative)\b|,\s*none\b(?!\s+(?:on|in|at)\b)", re.IGNORECASE)
_ONE_STREAK = ({"scar", "atelectasis"}, {"scar", "pleural thickening"})
_COMPARED = re.compile(r"\s*(?:\d|(?:the )?(?:prior|previous)\b)", re.IGNORECASE)
_EXAMINATION = re.compile(
    r"\b(?:pet|ct|mri?|mra|ultraso\w+|sonogra\w+|echo\w*|radiographs?|films?|views?|imaging|biops\w+|sampling|bronchoscopy|thoracentesis"
    r"|follow-?\s?up|surveillance|correlation|exam\w*|study)\b",
    re.IGNORECASE,
)
_REMOVAL = re.compile(r"removal of$", re.IGNORECASE)

KINDS = ("before", "near", "after", "pseudo", "stop")


@dataclass(frozen=True, slots=True)
class Polarity:
    """What a sentence says of one finding. `past`: it tells of it as a history, not as something seen now."""

    negated: bool
    certainty: str
    past: bool = False


@dataclass(frozen=True, slots=True)
class Cues:
    """The cue words of one sentence, and where its clauses end. `certainty_after` doubt what they follow."""

    negation: list[Match[str]]
    certainty: list[Match[str]]
    clauses: list[tuple[int, int]]
    certainty_after: list[Match[str]]
    past: list[Match[str]]

    def clause_at(self, position: int) -> tuple[int, int]:
        """The clause around a character."""
        return next((clause for clause in self.clauses if clause[0] <= position < clause[1]), self.clauses[-1])


def find_cues(text: str, tokens: tuple[Token, ...], lexicon: Lexicon, findings: Sequence[Match[str]] = ()) -> Cues:
    """The cues and clauses of a sentence with these `findings`.

    A longer phrase silences a shorter one inside it ("no change" over "no"), unless its words are a finding's
    ("no enlargement of the heart").
    """
    found = [match for kind in KINDS for match in lexicon.find_cues(f"negation.{kind}", text, tokens)]
    found = [cue for cue in found if cue.value != "pseudo" or not any(cue.overlaps(finding) for finding in findings)]
    shortest = min((cue.end - cue.start for cue in found), default=0)
    longer = [cue for cue in found if cue.end - cue.start > shortest]
    negation = [cue for cue in found if not any(_silences(other, cue) for other in longer)]
    certainty, after = (
        [cue for cue in lexicon.find_cues(kind, text, tokens) if not _compares(text, cue)] for kind in ("certainty", "certainty_after")
    )
    starts = [0]
    for match in _CLAUSE.finditer(text):
        said = text[starts[-1] : match.start()].strip().lower()
        headed = text[match.start()] == ":" and any(  # "not excluded: appendicitis" is one statement
            text[cue.start : cue.end].lower() == said for cue in (*found, *certainty, *after)
        )
        if not headed and not _AFTER_COLON.match(text[match.start() :]):
            starts.append(match.end())
    ends = [*starts[1:], len(text)]
    past = [cue for cue in lexicon.find_cues("context", text, tokens) if cue.value == "past"]
    return Cues(negation, certainty, list(zip(starts, ends, strict=True)), after, past)


def polarity(text: str, finding: Match[str], findings: list[Match[str]], cues: Cues, lexicon: Lexicon) -> Polarity:
    """Whether `finding`, one of a sentence's `findings`, is denied, and how sure the sentence is of it."""
    start, end = cues.clause_at(finding.start)
    near = [cue for cue in cues.negation if start <= cue.start < end]
    negated = any(_reaches(text, cue, finding, findings, near, lexicon) for cue in near)
    negated = negated or bool(_AFTER_COLON.match(text[_last_of_list(text, finding, findings).end :]))
    hedges = {cue.value for cue in cues.certainty if start <= cue.start < end and _doubts(text, cue, finding, findings, end)}
    hedges |= {
        cue.value for cue in cues.certainty_after if start <= cue.start < end and _doubts_before(text, cue, finding, findings)
    }
    if text[finding.end :].lstrip().startswith("?") or text[: finding.start].rstrip().endswith("?"):
        hedges.add("possible")
    if not negated and _is_alternative(text, finding, findings, start, end):
        hedges.add("probable")
    past = any(start <= cue.start < finding.start < end for cue in cues.past) or lexicon.is_treated(text[finding.end :])
    certainty = "possible" if past or "possible" in hedges else "probable" if "probable" in hedges else "definite"
    return Polarity(negated, certainty, past)


def _compares(text: str, cue: Match[str]) -> bool:
    """ "4.8 cm versus 3.9 cm" holds two numbers against each other, and doubts nothing."""
    return text[cue.start : cue.end].lower() in ("versus", "vs") and bool(_COMPARED.match(text, cue.end))


def _last_of_list(text: str, finding: Match[str], findings: list[Match[str]]) -> Match[str]:
    """The last of the findings that nothing but list words join: of "effusion/pneumothorax: none" the second."""
    for other in findings:
        if other.start >= finding.end and _SLASH.fullmatch(text, finding.end, other.start):
            finding = other
    return finding


def _silences(longer: Match[str], cue: Match[str]) -> bool:
    return longer.overlaps(cue) and longer.end - longer.start > cue.end - cue.start


def _reaches(
    text: str, cue: Match[str], finding: Match[str], findings: list[Match[str]], near: list[Match[str]], lexicon: Lexicon
) -> bool:
    if cue.value == "before" and cue.start >= finding.start and cue.end <= finding.end:
        return True  # "the heart is not enlarged" is one phrase
    if cue.value in ("before", "near") and cue.end <= finding.start:
        return _reaches_forward(text, cue, finding, findings, near, lexicon)
    if cue.value == "after" and cue.end <= finding.start:
        return text[cue.end : finding.start].strip().startswith(":")  # "Excluded: appendicitis"
    if cue.value == "after" and cue.start >= finding.end:
        stopped = any(stop.value == "stop" and finding.end <= stop.start < cue.start for stop in near)
        bare = text[cue.start : cue.end].lower() in ("no", "none", "negative")
        if bare and not _SET_OFF.match(text, finding.end):
            return False  # "effusion: no" and "effusion, none", not "effusion, no fracture"
        return not stopped and _is_list(text, cue, finding, findings)
    return False


def _reaches_forward(
    text: str, cue: Match[str], finding: Match[str], findings: list[Match[str]], near: list[Match[str]], lexicon: Lexicon
) -> bool:
    between = text[cue.end : finding.start]
    if cue.value == "near":
        return bool(re.fullmatch(r"\s*(?:[\w-]+\s+){0,4}", between)) and not _JOINED.search(between)
    if _REMOVAL.search(text[cue.start : cue.end]) and not lexicon.is_placed(finding.value):
        return False  # "removal of the chest tube with pneumothorax"
    if _OWN_VERB.search(text[finding.start : finding.end]):
        return False  # "no effusion and heart is enlarged"
    if any(stop.value == "stop" and cue.end <= stop.start < finding.start for stop in near):
        return False
    listed = _LIST_END.search(between + text[finding.end :].split(".")[0])
    other = any(cue.end <= row.start < finding.start for row in findings)
    if ("," in between or other) and not _JOINED.search(between) and _AFFIRMED.match(text, finding.end):
        return False  # "no pneumothorax, cardiomegaly is stable", dictated without the comma too
    return bool(listed) or not _OWN_DEGREE.search(between)  # "no pneumothorax, small effusion"


def _is_list(text: str, cue: Match[str], finding: Match[str], findings: list[Match[str]]) -> bool:
    """Whether only a list stands between a finding and a cue behind it ("effusion or pneumothorax is not seen")."""
    later = [other for other in findings if finding.end <= other.start < cue.start]
    if not later:
        return True
    between = text[finding.end : later[-1].start]
    if _COMMA.search(between) and not _JOINED.search(text[finding.end : cue.start]):
        return False  # "small effusion, pneumothorax not seen"
    return not _SENTENCE_WORD.search(between)


def _doubts(text: str, cue: Match[str], finding: Match[str], findings: list[Match[str]], end: int) -> bool:
    """A hedge doubts what follows it, up to a statement of its own; what precedes it only where it ends the clause."""
    if cue.end <= finding.start:
        fresh = _FRESH.search(text, cue.end, finding.start)
        both = _EXCLUDES.search(text, cue.start, cue.end) and fresh and fresh.group().lower().startswith("and")
        return fresh is None or bool(both)  # "cannot exclude atelectasis and small effusion"
    return cue.start >= finding.end and bool(_ENDS_CLAUSE.match(text, cue.end, end)) and _doubts_before(text, cue, finding, findings)


def _doubts_before(text: str, cue: Match[str], finding: Match[str], findings: list[Match[str]]) -> bool:
    """A doubt behind a finding means the nearest one, and those joined to it by "and", "or", "versus"."""
    if cue.start < finding.end:
        return text[cue.end : finding.start].strip() == ":"  # "Not excluded: appendicitis"
    row = [other for other in findings if finding.start <= other.start < cue.start]
    if "consider" in text[cue.start : cue.end].lower() and _EXAMINATION.search(text, row[-1].end, cue.start):
        return False  # "nodule, and PET-CT should be considered"
    return all(_LISTED.fullmatch(text, a.end, b.start) for a, b in pairwise(row))


def _is_alternative(text: str, finding: Match[str], findings: list[Match[str]], start: int, end: int) -> bool:
    """ "Atelectasis or pneumonia": one of two. "Atelectasis or scarring" names one streak in two ways, and doubts neither."""
    row = [other for other in findings if start <= other.start < end]
    return any(
        a.value != b.value and {a.value, b.value} not in _ONE_STREAK and finding.start in (a.start, b.start) and _ALTERNATIVE.fullmatch(text, a.end, b.start)
        for a, b in pairwise(row)
    )
