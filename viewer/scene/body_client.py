"""The window's end of the process that renders 3D: asks for the newest picture only, and never waits."""

from __future__ import annotations

import contextlib
import multiprocessing
import tempfile
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from multiprocessing.shared_memory import SharedMemory
from pathlib import Path

import numpy as np

from viewer.case.errors import KnownError
from viewer.case.progress import Tick
from viewer.case.volume import Volume
from viewer.scene.body import BodyFile, BodyState, Quality
from viewer.scene.body_process import Drawn, Initializer, NotDrawn, Wanted, serve
from viewer.scene.looks import Look
from viewer.scene.marks import Pixels

HANGS_S = 60.0
"""A picture that takes longer than this will not come."""
PATIENCE_S = 1.0
"""The process may end by itself for this long; then it is killed: nothing of value is in it."""
RESTARTS = 1
"""How often 3D is started again for one body before it is given up."""
RESTARTED = "3D stopped and was started again"
GIVEN_UP = "3D stopped twice on this series and is off for it. The slices are not touched. Click here to try again."
STOPPED = "3D was stopped. Click here to make it."


@dataclass(frozen=True, eq=False, slots=True)
class Picture:
    """RGB of a body in a state. `settled`: asking for the same again would not give a better one."""

    pixels: Pixels
    state: BodyState
    quality: Quality
    settled: bool


@dataclass(frozen=True, slots=True)
class _Sent:
    number: int
    state: BodyState
    quality: Quality
    at_s: float


class BodyClient:
    """Owns the process, which starts at the first picture; `close` ends it. One thread at a time.

    Parameters
    ----------
    initializer : run first in the process (the offline guard, say); must be importable by name.
    """

    def __init__(self, initializer: Initializer | None = None) -> None:
        self._initializer = initializer
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        self._body: BodyFile | None = None
        self._scratch: tempfile.TemporaryDirectory[str] | None = None
        self._memories: dict[int, SharedMemory] = {}
        self._sent: list[_Sent] = []
        self._next: tuple[BodyState, Quality] | None = None
        self._number = self._others = 0
        """Of the last picture that was asked for, and of the last one that was asked for of another body."""
        self._crashes = 0
        self.failed = ""
        """Why there is no 3D of this body; empty while there may be."""
        self.looks: tuple[Look, ...] = ()
        """What the body can look like; empty until its first picture is there."""
        self.renderer = ""
        self.on_gpu = False

    @property
    def is_busy(self) -> bool:
        """Whether a picture is awaited."""
        return bool(self._sent)

    @property
    def waited_s(self) -> float:
        """For how long the picture has been awaited that was asked for first; 0 where none is."""
        return time.monotonic() - self._sent[0].at_s if self._sent else 0.0

    @property
    def said(self) -> str:
        """What the reader should know about the process."""
        return RESTARTED if self._crashes and not self.failed else ""

    @property
    def pid(self) -> int | None:
        return None if self._process is None else self._process.pid

    def open(self, volume: Volume | None) -> None:
        """The body that pictures are wanted of from now on; the process stays."""
        self._next, self.looks, self.failed, self._crashes = None, (), "", 0
        self._others = self._number
        self._clear_scratch()
        self._body = None if volume is None else self._file_of(volume)

    def want(self, state: BodyState, quality: Quality) -> None:
        """Ask for a picture; one that was asked for and not begun is dropped, a fine one that was begun is given up."""
        if self._body is None or self.failed:
            return
        self._next = (state, quality)
        self._send_next()

    def stop(self) -> None:
        """End the process and give this body up until `retry`."""
        self._end(0.0)
        self._sent.clear()
        self._next, self.failed = None, STOPPED

    def retry(self) -> None:
        """Let pictures of this body be asked for again, after it was stopped or given up."""
        self.failed, self._crashes = "", 0

    def poll(self) -> Picture | None:
        """The newest picture that has come since, if one has."""
        found: Picture | None = None
        try:
            while self._connection is not None and self._sent and self._connection.poll():
                found = self._take(self._connection.recv()) or found
            if self.waited_s > HANGS_S:
                raise EOFError
        except (EOFError, OSError):
            self._on_died()
        self._send_next()
        return found

    def render(self, state: BodyState, quality: Quality, tick: Tick) -> Pixels:
        """The picture as good as it gets, waited for: for work on a thread. Raises `KnownError`."""
        self.want(state, quality)
        while True:
            picture = self.poll()
            if self.failed:
                raise KnownError(self.failed)
            if picture is not None and (picture.settled or quality == "coarse"):
                return picture.pixels
            if picture is not None:
                self.want(state, quality)
            tick(0.0, "")
            time.sleep(0.005)

    def close(self) -> None:
        """End the process and give the shared memory back. The client can be used again."""
        self._end(PATIENCE_S)
        self._sent.clear()
        self._next = None
        for memory in self._memories.values():
            memory.close()
            memory.unlink()
        self._memories.clear()
        self._clear_scratch()

    def _send_next(self) -> None:
        if self._next is None or self._body is None or len(self._sent) > 1:
            return
        state, quality = self._next
        if self._sent and (self._sent[0].quality == "coarse" or self._sent[0].state == state):
            return
        self._next = None
        self._number += 1
        width, height = state.size_px
        memory = self._memory(self._number % 2, width * height * 3)
        self._sent.append(_Sent(self._number, state, quality, time.monotonic()))
        try:
            self._started().send(Wanted(self._number, self._body, state, quality, memory))
        except OSError:
            self._on_died()

    def _take(self, answer: Drawn | NotDrawn) -> Picture | None:
        sent = self._sent.pop(0)
        if sent.number <= self._others:
            return None
        if isinstance(answer, NotDrawn):
            self.failed = self.failed or answer.text
            return None
        self.looks, self.renderer, self.on_gpu = answer.looks, answer.renderer, answer.on_gpu
        width, height = sent.state.size_px
        pixels = np.ndarray((height, width, 3), np.uint8, self._memories[sent.number % 2].buf).copy()
        return Picture(pixels, sent.state, sent.quality, answer.settled)

    def _memory(self, slot: int, size: int) -> str:
        """Shared memory of at least this size; a larger one takes the place of a smaller."""
        there = self._memories.get(slot)
        if there is None or there.size < size:
            if there is not None:
                there.close()
                there.unlink()
            self._memories[slot] = there = SharedMemory(create=True, size=size + size // 2)
        return there.name

    def _started(self) -> Connection:
        if self._connection is None:
            context = multiprocessing.get_context("spawn")
            ours, theirs = context.Pipe()
            self._process = context.Process(target=serve, args=(theirs, self._initializer), name="3D", daemon=True)
            self._process.start()
            theirs.close()
            self._connection = ours
        return self._connection

    def _on_died(self) -> None:
        """Start again with what was wanted last, or give up."""
        sent = self._sent[-1] if self._sent and self._sent[-1].number > self._others else None
        last = self._next or (None if sent is None else (sent.state, sent.quality))
        self._end(0.0)
        self._sent.clear()
        self._crashes += 1
        if self._crashes > RESTARTS:
            self.failed, self._next = GIVEN_UP, None
        else:
            self._next = last

    def _end(self, patience_s: float) -> None:
        process, connection, self._process, self._connection = self._process, self._connection, None, None
        if process is None or connection is None:
            return
        with contextlib.suppress(OSError):
            connection.send(None)
        process.join(patience_s)
        if process.is_alive():
            process.kill()
            process.join()
        connection.close()
        process.close()

    def _file_of(self, volume: Volume) -> BodyFile:
        path = volume.path
        if not path.is_file():  # a volume that was made and not loaded
            self._scratch = tempfile.TemporaryDirectory(prefix="lightbox-3d-")
            path = Path(self._scratch.name, "volume.npy")
            np.save(path, volume.voxels)
        return BodyFile(str(path), volume.geometry, volume.unit)

    def _clear_scratch(self) -> None:
        if self._scratch is not None:
            self._scratch.cleanup()
            self._scratch = None
