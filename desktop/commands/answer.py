"""What a command gives back, and the small things all commands share."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from viewer.case.progress import Tick
from viewer.case.study import Problem

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """`document` for ``--json``, `text` for people; `has_problems` makes the exit code 1."""

    document: Json
    text: str
    has_problems: bool = False


def problem_json(problem: Problem) -> Json:
    return {"level": problem.level, "text": problem.text, "where": problem.where}


def problem_lines(problems: Iterable[Problem]) -> list[str]:
    return [f"  {problem.level}: {problem.text}" + (f"  [{problem.where}]" if problem.where else "") for problem in problems]


def table(rows: Sequence[Sequence[object]], head: Sequence[str]) -> str:
    """Rows under a head, columns aligned."""
    cells = [list(head), *[["" if cell is None else str(cell) for cell in row] for row in rows]]
    widths = [max(len(row[n]) for row in cells) for n in range(len(head))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells)


def stderr_progress() -> tuple[Tick, Callable[[], None]]:
    """A progress line on a terminal, and what clears it; silent where standard error is a file or a pipe."""
    if not sys.stderr.isatty():
        return (lambda fraction, text: None), (lambda: None)
    shown_at = 0.0

    def tick(fraction: float, text: str) -> None:
        nonlocal shown_at
        if (now := time.monotonic()) - shown_at < 0.1:
            return
        shown_at = now
        bar = "█" * round(fraction * 24)
        sys.stderr.write(f"\r\033[K{bar:<24} {fraction:4.0%}  {text[:80]}")
        sys.stderr.flush()

    def end() -> None:
        if shown_at:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()

    return tick, end
