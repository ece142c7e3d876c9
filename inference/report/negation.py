"""Whether a sentence affirms, denies or doubts a finding: cues, and how far each reaches.

The method is that of NegEx (Chapman et al., J Biomed Inform 2001;34:301): phrases before and after a
finding reach to the end of its clause, pseudo-negations ("no change") do not count, and some words end
the reach early. Clauses and lists are ours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from inference.report.lexicon import Lexicon
from inference.report.phrasebook import Match, Token

_CLAUSE = re.compile(
    r";|\.\s|:\s|—|,?\s+(?:but|however|although|though|whereas|while|except(?: for)?|apart from|aside from|with the exception of)\b"
    r"|,?\s+and (?=there (?:is|are)\b)|,\s*(?=(?:there (?:is|are)|which|it|this)\b)",
    re.IGNORECASE,
)
_AFTER_COLON = re.compile(r"^\s*:\s*(?:none|no|absent|negative)\b", re.IGNORECASE)
_SENTENCE_WORD = re.compile(r"\b(?:in|at|of|is|are|with|within|on)\b", re.IGNORECASE)
_LIST_END = re.compile(r",?\s+\b(?:or|nor|and)\b", re.IGNORECASE)
_OWN_DEGREE = re.compile(
    r",\s*(?:a |an |the )?(?:small|mild|moderate|large|minimal|tiny|trace|severe|stable|unchanged|new|increased|decreased|persistent|worsening|improved|\d)",
    re.IGNORECASE,
)


KINDS = ("before", "after", "pseudo", "stop")


@dataclass(frozen=True, slots=True)
class Polarity:
    """What a sentence says of one finding."""

    negated: bool
    certainty: str


@dataclass(frozen=True, slots=True)
class Cues:
    """The cue words of one sentence, and where its clauses end."""

    negation: list[Match[str]]
    certainty: list[Match[str]]
    clauses: list[tuple[int, int]]

    def clause_at(self, position: int) -> tuple[int, int]:
        """The clause around a character."""
        return next((clause for clause in self.clauses if clause[0] <= position < clause[1]), self.clauses[-1])


def find_cues(text: str, tokens: tuple[Token, ...], lexicon: Lexicon) -> Cues:
    """The cues and clauses of a sentence. A longer phrase silences a shorter one inside it ("no change" over "no")."""
    found = [match for kind in KINDS for match in lexicon.cue_books[f"negation.{kind}"].find(text, tokens)]
    negation = [cue for cue in found if not any(_silences(other, cue) for other in found)]
    certainty = lexicon.cue_books["certainty"].find(text, tokens)
    starts = [0]
    for match in _CLAUSE.finditer(text):
        said = text[starts[-1] : match.start()].strip()
        headed = text[match.start()] == ":" and any(  # "not excluded: appendicitis" is one statement
            text[cue.start : cue.end].lower() == said.lower() for cue in (*found, *certainty)
        )
        if not headed and not _AFTER_COLON.match(text[match.start() :]):
            starts.append(match.end())
    ends = [*starts[1:], len(text)]
    return Cues(negation, certainty, list(zip(starts, ends, strict=True)))


def polarity(text: str, finding: Match[str], findings: list[Match[str]], cues: Cues) -> Polarity:
    """Whether `finding`, one of a sentence's `findings`, is denied, and how sure the sentence is of it."""
    start, end = cues.clause_at(finding.start)
    near = [cue for cue in cues.negation if start <= cue.start < end]
    negated = any(_reaches(text, cue, finding, findings, near) for cue in near)
    negated = negated or bool(_AFTER_COLON.match(text[finding.end :]))
    hedges = {cue.value for cue in cues.certainty if start <= cue.start < end and _doubts(text, cue, finding, findings)}
    certainty = "possible" if "possible" in hedges else "probable" if "probable" in hedges else "definite"
    return Polarity(negated, certainty)


def _silences(longer: Match[str], cue: Match[str]) -> bool:
    return longer.overlaps(cue) and longer.end - longer.start > cue.end - cue.start


def _reaches(
    text: str, cue: Match[str], finding: Match[str], findings: list[Match[str]], near: list[Match[str]]
) -> bool:
    if cue.value == "before" and cue.start >= finding.start and cue.end <= finding.end:
        return True  # "the heart is not enlarged" is one phrase
    if cue.value == "before" and cue.end <= finding.start:
        between = text[cue.end : finding.start]
        stopped = any(stop.value == "stop" and cue.end <= stop.start < finding.start for stop in near)
        return not stopped and not _new_item(text, between, finding)
    if cue.value == "after" and cue.end <= finding.start:
        return text[cue.end : finding.start].strip().startswith(":")  # "Excluded: appendicitis"
    if cue.value == "after" and cue.start >= finding.end:
        stopped = any(stop.value == "stop" and finding.end <= stop.start < cue.start for stop in near)
        return not stopped and _is_list(text, cue, finding, findings)
    return False


def _is_list(text: str, cue: Match[str], finding: Match[str], findings: list[Match[str]]) -> bool:
    """Whether only a list stands between a finding and a cue behind it ("effusion or pneumothorax is not seen")."""
    later = [other for other in findings if finding.end <= other.start < cue.start]
    return not later or not _SENTENCE_WORD.search(text[finding.end : later[-1].start])


def _doubts(text: str, cue: Match[str], finding: Match[str], findings: list[Match[str]]) -> bool:
    """A hedge doubts what follows it; what precedes it only where nothing follows, or in "A versus B"."""
    if cue.end <= finding.start:
        return True
    if cue.start < finding.end:
        return False
    follows = any(other.start >= cue.end for other in findings)
    return not follows or text[cue.start : cue.end].lower() in ("versus", "vs")


def _new_item(text: str, between: str, finding: Match[str]) -> bool:
    """Whether a comma starts a statement of its own ("no pneumothorax, small effusion"), not a list item."""
    return bool(_OWN_DEGREE.search(between)) and not _LIST_END.search(between + text[finding.end :].split(".")[0])
