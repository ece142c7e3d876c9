"""The process that renders 3D: the window never waits for it, and goes on when it dies."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.shared_memory import SharedMemory

import numpy as np

from viewer.case.errors import KnownError
from viewer.scene.body import BodyFile, BodyState, Quality
from viewer.scene.looks import Look
from viewer.scene.marks import Pixels
from viewer.scene.proxy import Proxy
from viewer.scene.volume_view import VolumeView

Initializer = Callable[[], None]
NICER = 5
"""Where the system can, the window comes before 3D."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A picture of a body, into the shared memory of this name; only the newest that was sent counts."""

    number: int
    body: BodyFile
    state: BodyState
    quality: Quality
    memory: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """The picture is in the memory, its first row at the top. `settled`: another one would not be better."""

    number: int
    settled: bool
    looks: tuple[Look, ...]
    renderer: str
    on_gpu: bool


@dataclass(frozen=True, slots=True)
class NotDrawn:
    """A newer picture is wanted, or, with a `text`, there can be none."""

    number: int
    text: str = ""


def serve(connection: Connection, initializer: Initializer | None) -> None:
    """Main loop: one answer for each `Wanted`; None or the end of the window ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if initializer is not None:
        initializer()
    if hasattr(os, "nice"):
        os.nice(NICER)
    with ThreadPoolExecutor(1) as threads:
        server = _Server(connection, threads)
        try:
            server.run()
        except (EOFError, OSError):  # the window is gone
            return
        finally:
            server.close()


class _Server:
    def __init__(self, connection: Connection, threads: ThreadPoolExecutor) -> None:
        self._connection, self._threads = connection, threads
        self._view: VolumeView | None = None
        self._body: BodyFile | None = None
        self._fine: Future[Proxy] | None = None
        self._last: tuple[BodyState, Quality] | None = None
        self._memories: dict[str, SharedMemory] = {}

    def run(self) -> None:
        while True:
            if self._lacks_coarse_normals and not self._connection.poll(0.05):
                self._make_coarse_normals()
            wanted = self._connection.recv()
            while wanted is not None and self._connection.poll():
                self._connection.send(NotDrawn(wanted.number))
                wanted = self._connection.recv()
            if wanted is None:
                return
            try:
                self._connection.send(self._draw(wanted))
            except KnownError as error:
                self._connection.send(NotDrawn(wanted.number, str(error)))

    def close(self) -> None:
        if self._view is not None:
            self._view.close()
        for memory in self._memories.values():
            memory.close()

    def _draw(self, wanted: Wanted) -> Drawn | NotDrawn:
        view = self._open(wanted.body)
        state, quality = wanted.state, wanted.quality
        if quality == "fine" and not view.has("fine"):
            if self._fine is None:
                self._fine = self._threads.submit(view.make_proxy, "fine")
            while not self._fine.done() and not self._connection.poll(0.02):
                pass
            if self._fine.done():
                view.take_proxy("fine", self._fine.result())
                self._fine = None
            else:
                quality = "coarse"
        # Normals take long: they are made when the reader has the same picture without them in front of him.
        shaded = view.is_ready(state, quality) or self._last == (state, "fine") == (state, quality)
        interrupted = self._connection.poll if quality == "fine" else None
        pixels = view.render(state, quality, shaded, interrupted)
        if pixels is None:
            return NotDrawn(wanted.number)
        self._last = (state, quality)
        self._put(wanted.memory, pixels)
        settled = quality == "fine" and shaded
        return Drawn(wanted.number, settled, view.looks, view.renderer, view.on_gpu)

    def _open(self, body: BodyFile) -> VolumeView:
        if self._view is None or body != self._body:
            if self._view is not None:
                self._view.close()
            self._view, self._fine, self._last = None, None, None
            try:
                voxels = np.load(body.path, mmap_mode="r")
            except (OSError, ValueError):
                raise KnownError("The volume is no longer there.", "Open the series again.") from None
            self._view, self._body = VolumeView(voxels, body.geometry, body.unit), body
        return self._view

    @property
    def _lacks_coarse_normals(self) -> bool:
        return self._view is not None and self._last is not None and not self._view.is_ready(self._last[0], "coarse")

    def _make_coarse_normals(self) -> None:
        """While nothing is wanted, so that the next drag is shaded without a wait."""
        assert self._view is not None and self._last is not None
        self._view.render(self._last[0], "coarse")

    def _put(self, name: str, pixels: Pixels) -> None:
        if name not in self._memories:
            for memory in list(self._memories.values())[:-1]:  # two are in use at a time
                memory.close()
                del self._memories[memory.name]
            self._memories[name] = SharedMemory(name)
        shared = np.ndarray(pixels.shape, np.uint8, self._memories[name].buf)
        shared[...] = pixels
