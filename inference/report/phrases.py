"""Wordings with slots and choices: the small language of ``report_templates/phrases.toml``, as a tree.

``{slot}`` is a text from the facts, ``[a|b]`` a free choice, ``<...>`` a part that is left out when a slot in
it is empty. The same tree gives the template sentence and the grammar for a language model, so both can
say only the same things.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Text as it stands."""

    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Any one of these."""

    ways: tuple[Wording, ...]


Wording = tuple["Words | Choice", ...]


def fill(pattern: str, slots: Mapping[str, str]) -> Wording:
    """A pattern with this sentence's slots put in; only fixed words and choices are left.

    Raises ValueError for a pattern with an unknown slot or a bracket that is not closed.
    """
    wording, _, end = _parse(pattern, 0, "", slots)
    if end != len(pattern):
        raise ValueError(f"a bracket is never opened in {pattern!r}")
    return wording


def first(wording: Wording) -> str:
    """The wording that takes the first of every choice, with a capital letter at the start."""
    return "".join(part.text if isinstance(part, Words) else first(part.ways[0]) for part in wording)


def capitalised(wording: Wording) -> Wording:
    """The wording with its first letter, in every choice, made a capital."""
    if not wording:
        return wording
    head, *rest = wording
    if isinstance(head, Words):
        return (Words(head.text[:1].upper() + head.text[1:]), *rest)
    return (Choice(tuple(capitalised(way) for way in head.ways)), *rest)


def _parse(pattern: str, at: int, closing: str, slots: Mapping[str, str]) -> tuple[Wording, bool, int]:
    """Parts up to one of the `closing` characters; whether every slot in them was filled; where it stopped."""
    parts: list[Words | Choice] = []
    filled = True
    while at < len(pattern) and pattern[at] not in closing:
        mark = pattern[at]
        if mark == "{":
            end = pattern.index("}", at)
            value = slots.get(pattern[at + 1 : end])
            if value is None:
                raise ValueError(f"no slot {pattern[at : end + 1]} for {pattern!r}")
            filled = filled and bool(value)
            parts.append(Words(value))
            at = end + 1
        elif mark == "<":
            inner, complete, at = _parse(pattern, at + 1, ">", slots)
            if at >= len(pattern):
                raise ValueError(f"a part is not closed in {pattern!r}")
            parts += inner if complete else ()
            at += 1
        elif mark == "[":
            choice, complete, at = _choice(pattern, at, slots)
            parts.append(choice)
            filled = filled and complete
        else:
            end = min((found for found in (pattern.find(c, at) for c in "{<[|]>") if found >= 0), default=len(pattern))
            if end == at:
                raise ValueError(f"{pattern[at]!r} stands alone in {pattern!r}")
            parts.append(Words(pattern[at:end]))
            at = end
    return _joined(parts), filled, at


def _choice(pattern: str, at: int, slots: Mapping[str, str]) -> tuple[Choice, bool, int]:
    ways: list[Wording] = []
    filled = True
    while True:
        way, complete, at = _parse(pattern, at + 1, "|]", slots)
        if at >= len(pattern):
            raise ValueError(f"a choice is not closed in {pattern!r}")
        ways.append(way)
        filled = filled and complete
        if pattern[at] == "]":
            return Choice(tuple(ways)), filled, at + 1


def _joined(parts: list[Words | Choice]) -> Wording:
    joined: list[Words | Choice] = []
    for part in parts:
        last = joined[-1] if joined else None
        if isinstance(part, Words) and isinstance(last, Words):
            joined[-1] = Words(last.text + part.text)
        elif not isinstance(part, Words) or part.text:
            joined.append(part)
    return tuple(joined)
