"""What was found out about a model on this machine, once: how many threads it runs best on, and that it obeys a grammar.

Kept in ``language_models.json`` of the user's cache folder, by the weights' hash and the number of processors; without a
place to write it is found out again at each start.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

CACHE_VARIABLE = "LIGHTBOX_CACHE"
FILE = "language_models.json"
BETTER = 1.08
"""How much faster a larger number of threads must be to be worth its processors."""


def candidates(processors: int) -> tuple[int, ...]:
    """Numbers of threads worth a try: one, two, half and nearly all of the processors."""
    most = max(1, processors - 1)
    return tuple(sorted({1, min(2, processors), max(1, processors // 2), most}))


def best(speeds: Iterable[tuple[int, float]]) -> int:
    """The fewest threads that are nearly as fast as the fastest, of (threads, tokens a second)."""
    rows = sorted(speeds)
    fastest = max(speed for _, speed in rows)
    return next(threads for threads, speed in rows if speed * BETTER >= fastest)


def tuned(key: str, measure: Callable[[int], float], check: Callable[[], None], processors: int) -> int:
    """The threads for a model; measured, with its self-test, where nothing is known of `key` yet.

    Raises whatever `check` raises for a model that does not pass; that is not remembered.
    """
    known = _read()
    entry = f"{key}@{processors}"
    threads = known.get(entry)
    if isinstance(threads, int) and 1 <= threads <= max(processors, 2):
        return threads
    check()
    threads = best([(count, measure(count)) for count in candidates(processors)])
    _write(known | {entry: threads})
    return threads


def timed(work: Callable[[], int]) -> float:
    """Tokens a second of a piece of work that returns its tokens."""
    started = time.perf_counter()
    return work() / max(time.perf_counter() - started, 1e-6)


def path() -> Path:
    folder = os.environ.get(CACHE_VARIABLE)
    if folder:
        return Path(folder) / FILE
    import platformdirs

    return Path(platformdirs.user_cache_dir("lightbox", appauthor=False)) / FILE


def _read() -> dict[str, Any]:
    try:
        known = json.loads(path().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _write(known: dict[str, Any]) -> None:
    target = path()
    with contextlib.suppress(OSError):
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_suffix(".part")
        part.write_text(json.dumps(known, indent=1), encoding="utf-8")
        part.replace(target)
