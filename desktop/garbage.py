"""When Python looks for objects that only refer to each other: on the main thread, a little at a time."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

LOOK_EVERY_MS = 100
QUIET_LOOKS = 10
"""Looks in a row that must find it quiet before everything is looked through: what just ended is being looked at."""
SWITCH_S = 0.001
"""How long a thread may keep Python to itself while another one waits for it; each call into Qt may wait that long."""


class Garbage(QObject):
    """Takes the place of Python's own collection from construction to `stop`.

    Python would collect on whatever thread makes objects just then. An import's thread would hold the window up for a
    tenth of a second, and take widgets apart that belong to the main thread. What the start made stays, and is
    not looked through again; everything is looked through only when `is_quiet` for a while.
    """

    def __init__(self, is_quiet: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._is_quiet, self._is_first, self._quiet_looks = is_quiet, True, 0
        self._thresholds, self._switch_s = gc.get_threshold(), sys.getswitchinterval()
        gc.disable()
        sys.setswitchinterval(SWITCH_S)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(LOOK_EVERY_MS)

    def stop(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
        sys.setswitchinterval(self._switch_s)

    def _look(self) -> None:
        if self._is_first:
            self._is_first = False
            gc.collect(1)
            gc.freeze()
        young, middle, old = (count > most for count, most in zip(gc.get_count(), self._thresholds, strict=True))
        self._quiet_looks = self._quiet_looks + 1 if self._is_quiet() else 0
        if old and self._quiet_looks >= QUIET_LOOKS:
            gc.collect(2)
        elif middle:
            gc.collect(1)
        elif young:
            gc.collect(0)
