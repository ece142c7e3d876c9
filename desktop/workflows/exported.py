"""A file that left the library."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from viewer.case.study import Problem


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that was written, and whether reading it back found it right."""

    path: Path
    format: str
    valid: bool
    problems: tuple[Problem, ...] = ()
