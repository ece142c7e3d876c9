"""A GBNF grammar for one sentence of one study: whatever a model emits under it is one of the plan's wordings.

Numbers, units, sides, places and dates are literals from the facts; only connecting words are free. An
invalid grammar ends llama.cpp's process without an exception, so grammars come from here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable

from inference.report.phrases import Choice, Wording, Words


def grammar(wordings: Iterable[Wording]) -> str:
    """The grammar whose language is exactly the texts of `wordings`.

    Raises ValueError when there is none, or one of them is empty: llama.cpp would abort on it.
    """
    ways = tuple(wordings)
    if not ways or any(not length_of(way) for way in ways):
        raise ValueError("a grammar needs at least one text that is not empty")
    return "root ::= " + " | ".join(_sequence(way) for way in ways) + "\n"


def can_say(wordings: Iterable[Wording], text: str) -> bool:
    """Whether a text is one of the wordings; a model's output is tested with it, grammar or not."""
    return any("" in _rests(way, text) for way in wordings)


def has_choice(wordings: tuple[Wording, ...]) -> bool:
    """Whether there is anything for a model to choose."""
    return len(wordings) > 1 or any(isinstance(part, Choice) for way in wordings for part in way)


def length_of(wording: Wording) -> int:
    """The characters of the longest text of a wording."""
    return sum(
        len(part.text) if isinstance(part, Words) else max(length_of(way) for way in part.ways) for part in wording
    )


def quoted(text: str) -> str:
    """A GBNF string literal. Backslash, quote and control characters are escaped; other letters stand as UTF-8."""
    return '"' + "".join(_escaped(letter) for letter in text) + '"'


def _escaped(letter: str) -> str:
    if letter in '"\\':
        return "\\" + letter
    code = ord(letter)
    return f"\\x{code:02X}" if code < 32 or code == 127 else letter


def _sequence(wording: Wording) -> str:
    return " ".join(
        quoted(part.text) if isinstance(part, Words) else "(" + " | ".join(_sequence(way) for way in part.ways) + ")"
        for part in wording
    )


def _rests(wording: Wording, text: str) -> set[str]:
    """What may be left of a text after a wording has taken its part from the front."""
    rests = {text}
    for part in wording:
        if isinstance(part, Words):
            rests = {rest[len(part.text) :] for rest in rests if rest.startswith(part.text)}
        else:
            rests = {after for rest in rests for way in part.ways for after in _rests(way, rest)}
    return rests
