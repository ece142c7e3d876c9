"""Who may use the ML process next: urgent callers first, and only the newest of those that replace each other."""

from __future__ import annotations

import threading
from collections.abc import Callable

from viewer.case.progress import CancelledError


class SupersededError(CancelledError):
    """A newer request of the same kind came: this one's answer is not wanted any more."""


class Turns:
    """A lock that callers take in order, urgent ones before others. Every method may be called from any thread."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._held = False
        self._waiting: list[tuple[bool, int]] = []
        self._count = 0
        self._newest: dict[str, int] = {}

    def enter(self, slot: str) -> Callable[[], None]:
        """Make this the newest request of `slot`; the answer raises `SupersededError` once it no longer is.

        An empty `slot` is never superseded.
        """
        with self._changed:
            self._count += 1
            mine = self._count
            if slot:
                self._newest[slot] = mine
                self._changed.notify_all()

        def raise_if_superseded() -> None:
            if slot and self._newest[slot] != mine:
                raise SupersededError

        return raise_if_superseded

    def take(self, urgent: bool, meanwhile: Callable[[], None], seconds_between: float) -> None:
        """Wait for the turn; `meanwhile` is called while waiting and may raise."""
        with self._changed:
            self._count += 1
            place = (not urgent, self._count)
            self._waiting.append(place)
        try:
            while not self._taken(place, 0.0):
                meanwhile()
                if self._taken(place, seconds_between):
                    return
        finally:
            with self._changed:
                self._waiting.remove(place)
                self._changed.notify_all()

    def _taken(self, place: tuple[bool, int], seconds: float) -> bool:
        """Whether the turn has come, within some seconds; then it is taken."""
        with self._changed:
            ours = self._changed.wait_for(lambda: not self._held and place == min(self._waiting), seconds)
            self._held = self._held or ours
            return ours

    def give(self) -> None:
        """End the turn."""
        with self._changed:
            self._held = False
            self._changed.notify_all()
