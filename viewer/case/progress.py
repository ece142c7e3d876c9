"""Progress and cancelling are one argument: the last one of every slow function."""

from collections.abc import Callable

Tick = Callable[[float, str], None]
"""``tick(fraction 0..1, what is being done)``; raises `CancelledError` when the user asked to stop."""


class CancelledError(Exception):
    """The user stopped this. Not a failure."""


def no_tick(fraction: float, text: str) -> None:
    """A `Tick` for callers that neither show progress nor cancel."""


def part_of(tick: Tick, start: float, end: float) -> Tick:
    """A `Tick` whose 0..1 fills `start`..`end` of `tick`."""
    return lambda fraction, text: tick(start + (end - start) * fraction, text)
