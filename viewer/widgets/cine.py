"""Plays the pictures of a viewer, or the times of its series: the window answers between any two of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from threading import Event, Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from viewer.case.volume import Voxels
from viewer.scene.cine import PARTS_PER_S, SPEEDS, Film, film_of
from viewer.widgets.pane import SlicePane

if TYPE_CHECKING:
    from viewer.scene.pixel_source import PixelSource
    from viewer.widgets.view_grid import ViewGrid

LONGEST_STEP_MS = 100
AHEAD = 24
"""Pictures that are brought into memory before their time."""


class Cine(QObject):
    """Plays until it is stopped, or something else is shown. A machine that is too slow leaves pictures out, and keeps the time."""

    changed = Signal()

    def __init__(self, grid: ViewGrid) -> None:
        super().__init__(grid)
        self._grid = grid
        self.speed, self.sweeps = 1.0, False
        self.drawn = 0
        """How many pictures were shown since it began."""
        self._film: Film | None = None
        self._show: Callable[[int, int], None] = lambda before, number: None
        self._of: PixelSource | None = None
        self._ended: Callable[[int], None] = lambda number: None
        self._at_s, self._last_s, self._shown = 0.0, 0.0, -1
        self._reading: Reading | None = None
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_time)

    @property
    def is_playing(self) -> bool:
        return self._film is not None

    @property
    def pictures_per_s(self) -> float:
        """At the speed it has now; 0 while nothing plays."""
        return 0.0 if self._film is None else self._film.pictures_per_s * self.speed

    def play_pictures(self) -> bool:
        """Play the pictures of the view that the keys go to, from the one that is shown; False where there is only one."""
        pane, source = self._grid.main_pane, self._grid.content.source
        if pane is None or pane.view is None or source is None or pane.name not in source.axes:
            return False
        axis, stack = source.axes[pane.name], source.stack
        if axis.count < 2:
            return False
        film = film_of(axis.count, stack.frame_seconds if len(stack.planes) == axis.count else ())
        self._begin(film, axis.number_at(pane.view.centre_lps) - 1, lambda before, index: self._go(pane, before, index))
        if pane.name == source.main:
            self._reading = Reading(lambda index: stack.pixels[index % len(stack.pixels)], len(stack.pixels))
        return True

    def play_times(
        self, source_of: Callable[[int], PixelSource], names: Sequence[str], first: int, ended: Callable[[int], None]
    ) -> None:
        """Play the times of a series, whose volumes lie on one grid; `ended` gets the last one that was shown."""

        def show(before: int, index: int) -> None:
            self._of = source_of(index)
            self._grid.show_time(self._of, names[index], index)

        self._begin(film_of(len(names), (), PARTS_PER_S), first, show)
        self._ended = ended

    def stop(self) -> None:
        """Stay at the picture that is shown."""
        if self._film is None:
            return
        self._timer.stop()
        if self._reading is not None:
            self._reading.end()
        ended, self._ended = self._ended, lambda number: None
        self._film = self._reading = None
        self.changed.emit()
        ended(self._shown)

    def change_speed(self, steps: int) -> None:
        """Faster, or with a negative number slower."""
        at = SPEEDS.index(self.speed) + steps
        self.speed = SPEEDS[min(max(at, 0), len(SPEEDS) - 1)]
        self.changed.emit()

    def _begin(self, film: Film, first: int, show: Callable[[int, int], None]) -> None:
        self.stop()
        self._film, self._show, self._of = film, show, self._grid.content.source
        self._shown, self._at_s, self._last_s, self.drawn = first, film.starts_s[first], time.perf_counter(), 0
        steps = [later - before for before, later in zip(film.starts_s, (*film.starts_s[1:], film.length_s), strict=True)]
        self._timer.start(min(max(round(min(steps) * 1000 / SPEEDS[-1]), 4), LONGEST_STEP_MS))
        self.changed.emit()

    def _on_time(self) -> None:
        if self._film is None or self._grid.content.source is not self._of or not self._grid.isVisible():
            self._ended = lambda number: None
            self.stop()
            return
        now_s = time.perf_counter()
        self._at_s, self._last_s = self._at_s + (now_s - self._last_s) * self.speed, now_s
        due = self._film.due(self._at_s, self.sweeps)
        if due != self._shown:
            before, self._shown = self._shown, due
            self.drawn += 1
            self._show(before, due)
            if self._reading is not None:
                self._reading.go_on(due)

    def _go(self, pane: SlicePane, before: int, index: int) -> None:
        source = self._grid.content.source
        if source is None or pane.view is None or pane.name not in source.axes:
            self.stop()
        elif source.axes[pane.name].number_at(pane.view.centre_lps) != before + 1:
            self.stop()  # the reader went somewhere else
        else:
            self._grid.scroll_pane(pane.name, index - before)


class Reading:
    """Touches pictures of a mapped file on a thread, a few before they are due: a slow disk does not hold up the window."""

    def __init__(self, picture: Callable[[int], Voxels], count: int) -> None:
        self._picture, self._count = picture, count
        self._due, self._over, self._wake = 0, False, Event()
        self._wake.set()
        Thread(target=self._read, name="read ahead", daemon=True).start()

    def go_on(self, due: int) -> None:
        self._due = due
        self._wake.set()

    def end(self) -> None:
        self._over = True
        self._wake.set()

    def _read(self) -> None:
        there: set[int] = set()
        while not self._over and len(there) < self._count:
            self._wake.wait()
            self._wake.clear()
            for index in range(self._due, self._due + AHEAD):
                at = index % self._count
                if at not in there and not self._over:
                    there.add(at)
                    self._picture(at).max()
