"""The demonstration: a synthetic study with a known truth, and in whose name it is read."""

from __future__ import annotations

from pathlib import Path

from inference.phantom.demonstration import make_demonstration
from viewer.case.progress import Tick

READER = "Demonstration (not a reader)"
AUTHOR = "user:demonstration"


def ensure_demonstration(folder: Path, tick: Tick) -> tuple[Path, ...]:
    """The folders to import, the prior first and the current study last; made when they are not there yet."""
    made = make_demonstration(folder, tick)
    return made.prior_folder, made.current_folder
