"""What a command gives back, and the small things all commands share."""

from __future__ import annotations

import re
import sys
import time
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from desktop.workflows.told import gather
from viewer.case.progress import Tick
from viewer.case.study import Problem

Json = dict[str, Any]
NAME_MOST = 40
"""Columns of a name or a description in a table; a header may hold ten thousand letters. ``--json`` has them all."""
_UNPRINTABLE = re.compile("[^\\S \n]|[\0-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""What moves a terminal's cursor, turns its line around or ends it: everything but the space and the line feed."""
_SURROGATE = re.compile("[\ud800-\udfff]")
"""A half of a sign, which no encoding has: a byte of a file's name that is no text."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`document` for ``--json``, `text` for people; `has_problems` makes the exit code 1."""

    document: Json
    text: str
    has_problems: bool = False


def problem_json(problem: Problem) -> Json:
    return {"level": problem.level, "text": problem.text, "where": problem.where}


def problem_lines(problems: Iterable[Problem]) -> list[str]:
    """A line for each problem, one for many equal ones."""
    return [
        f"  {told.level}: {told.counted}: {line(told.text)}  [{line(told.places[0])} and others]"
        if told.count > 1
        else f"  {told.level}: {line(told.text)}" + (f"  [{line(told.places[0])}]" if told.places[0] else "")
        for told in gather(problems)
    ]


def line(text: str, most: int | None = None) -> str:
    """A text on one line of a terminal, cut to `most` columns where given; nothing in it steers the terminal."""
    plain = printable(text).replace("\n", " ")
    if most is None or _columns(plain) <= most:
        return plain
    plain = plain[:most]
    while _columns(plain) > most - 1:
        plain = plain[:-1]
    return f"{plain}…"


def printable(text: str) -> str:
    """A text of one or more lines without signs that steer a terminal or that no encoding has."""
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", _UNPRINTABLE.sub(" ", text))


def without_surrogates(json_text: str) -> str:
    r"""A JSON document that can be written as UTF-8: each half sign is spelled out, as in ``name\\udcff``."""
    return _SURROGATE.sub(lambda found: f"\\\\u{ord(found[0]):04x}", json_text)


def table(rows: Sequence[Sequence[object]], head: Sequence[str]) -> str:
    """Rows under a head, columns aligned; each row is one line."""
    cells = [list(head), *[["" if cell is None else line(str(cell)) for cell in row] for row in rows]]
    widths = [max(_columns(row[n]) for row in cells) for n in range(len(head))]
    return "\n".join(
        "  ".join(cell + " " * (width - _columns(cell)) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells
    )


def _columns(text: str) -> int:
    """How many columns of a terminal a line takes: two for Chinese, Japanese and Korean signs, none for accents."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


_LINES_S = 20.0


def stderr_progress() -> tuple[Tick, Callable[[], None]]:
    """A progress line on a terminal, and what clears it; in a file or a pipe a line now and then, of what takes long."""
    is_terminal = sys.stderr.isatty()
    shown_at = 0.0 if is_terminal else time.monotonic()

    def tick(fraction: float, text: str) -> None:
        nonlocal shown_at
        if (now := time.monotonic()) - shown_at < (0.1 if is_terminal else _LINES_S):
            return
        shown_at = now
        if not is_terminal:
            sys.stderr.write(f"{fraction:4.0%}  {line(text)[:80]}\n")
            sys.stderr.flush()
            return
        bar = "█" * round(fraction * 24)
        sys.stderr.write(f"\r\033[K{bar:<24} {fraction:4.0%}  {line(text)[:80]}")
        sys.stderr.flush()

    def end() -> None:
        if shown_at and is_terminal:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()

    return tick, end
