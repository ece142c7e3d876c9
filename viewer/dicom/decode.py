"""Two warm processes that decompress pictures into a pixel file, so that a bad file costs a slice, not the window."""

from __future__ import annotations

import contextlib
import multiprocessing
import multiprocessing.connection
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import TypeVar, cast

from viewer.case.errors import KnownError
from viewer.case.progress import Tick
from viewer.dicom.decode_process import DISK_IS_FULL, DOES_NOT_FIT, Call, FrameJob, Initializer, Ready, serve

__all__ = ["CRASHED", "DISK_IS_FULL", "DOES_NOT_FIT", "HUNG", "Decoder", "FrameJob"]
CRASHED, HUNG = "the decoder crashed on it", "the decoder hung on it"
START_S = 60.0
"""A process that has not said that it is ready is given up after this long: the machine may be very busy."""
PIXELS_PER_S = 2e6
"""The slowest decoder on a busy machine; a picture's time grows with its size."""
AHEAD_S, LEAST_AHEAD, MOST_AHEAD = 0.1, 2, 32
"""A process is given pictures for this long: it need not wait when this one is held up, say by a window that draws."""
GRACE_S = 1.0
"""A process may finish its picture for this long before it is killed: a new one takes longer to start."""
Answer = TypeVar("Answer")


_Work = FrameJob | Call


@dataclass(eq=False, slots=True)
class _Order:
    """What one caller wants done: the next of `waiting` is its last. `news` is set with every answer."""

    waiting: list[_Work]
    unfinished: int
    answers: deque[tuple[_Work, object]] = field(default_factory=deque)
    news: threading.Event = field(default_factory=threading.Event)

    def answer(self, work: _Work, answer: object) -> None:
        self.unfinished -= 1
        self.answers.append((work, answer))
        self.news.set()


@dataclass(eq=False, slots=True)
class _Worker:
    """A process with what it was given to do; it answers in this order, and the first one is due at `deadline`.

    Until it `is_ready` it is still starting, which is no fault of a picture. `pace_s` is what its last one took.
    """

    process: BaseProcess
    connection: Connection
    given: deque[tuple[_Order, _Work]] = field(default_factory=deque)
    deadline: float = 0.0
    is_ready: bool = False
    pace_s: float = 1.0

    @property
    def ahead(self) -> int:
        """How many pictures it should have been given, the one that it is at among them."""
        return min(max(round(AHEAD_S / max(self.pace_s, 1e-6)), LEAST_AHEAD), MOST_AHEAD)


class Decoder:
    """Owns the decoder processes; a context manager. They start at the first picture and stay warm.

    Parameters
    ----------
    initializer : run first in each process (the offline guard, say); must be importable by name.
    seconds_per_frame : a frame that takes longer is given up and its process replaced; large ones get more.
    seconds_per_call : the same for everything else that reads untrusted bytes.

    Notes
    -----
    Any thread may call; who called last is served first, so that the series just clicked does not wait for one that
    is being loaded in the background.
    """

    def __init__(
        self, initializer: Initializer | None = None, processes: int = 2, seconds_per_frame: float = 4.0,
        seconds_per_call: float = 60.0,
    ) -> None:  # fmt: skip
        self._initializer = initializer
        self._processes = processes
        self._seconds_per_frame = seconds_per_frame
        self._seconds_per_call = seconds_per_call
        self._workers: list[_Worker] = []
        self._orders: list[_Order] = []
        self._lock = threading.Lock()

    def __enter__(self) -> Decoder:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def warm_up(self) -> None:
        """Start the processes now, so that the first picture does not wait for them."""
        with self._lock:
            self._start_missing(self._processes)

    def close(self) -> None:
        """End the processes, also those that are just starting. The decoder can be used again; then they start anew."""
        with self._lock:
            for worker in self._workers:
                worker.process.kill()  # nothing in them is worth waiting for: what they wrote counts when the program says so
            for worker in self._workers:
                self._end(worker)
            self._workers.clear()

    def decode(
        self, jobs: Sequence[FrameJob], tick: Tick, arrived: Callable[[int, str], None] | None = None,
        wanted: Callable[[], int] | None = None,
    ) -> dict[int, str]:  # fmt: skip
        """Decode all jobs; the answer maps the index of each frame that failed to the reason (empty: all well).

        Parameters
        ----------
        arrived : called with each index that is finished, and the reason if it failed; what it raises ends the work.
        wanted : the index of the picture that is looked at, which may change: those next to it are decoded first.

        Raises CancelledError from `tick`; then nothing writes to the pixel file any more.
        """
        order = _Order([*reversed(jobs)], len(jobs))
        failures: dict[int, str] = {}
        at: int | None = None
        with self._placed(order):
            while order.unfinished or order.answers:
                if wanted is not None and wanted() != at:
                    here = at = wanted()
                    order.waiting.sort(key=lambda job: -abs(cast(FrameJob, job).index - here))
                self._serve(order)
                while order.answers:
                    job, answer = order.answers.popleft()
                    index, reason = cast(FrameJob, job).index, cast(str, answer)
                    if reason:
                        failures[index] = reason
                    if arrived is not None:
                        arrived(index, reason)
                finished = len(jobs) - order.unfinished
                tick(finished / len(jobs), f"Decoding picture {finished} of {len(jobs)}")
        return failures

    def call(self, function: Callable[..., Answer], *arguments: object) -> Answer:
        """Run one function of a module in a decoder process, for bytes that a native library reads.

        Raises KnownError: the function's own, or that the process crashed on the file or hung.
        """
        order = _Order([Call(function, arguments)], 1)
        with self._placed(order):
            while order.unfinished:
                self._serve(order)
        ((_, answer),) = order.answers
        if answer is HUNG:
            raise KnownError("The file takes too long to read and was given up.")
        if answer is CRASHED:
            raise KnownError("The file is damaged: what reads it crashed on it.")
        if isinstance(answer, KnownError):
            raise answer
        return cast(Answer, answer)

    @contextlib.contextmanager
    def _placed(self, order: _Order) -> Iterator[None]:
        """Have an order among those that are served; at the end no process works on it."""
        self._orders.append(order)
        try:
            yield
        finally:
            self._orders.remove(order)
            with self._lock:
                order.waiting.clear()
                given_up = time.monotonic() + GRACE_S
                while (late := self._working_on(order)) and time.monotonic() < given_up:
                    self._collect()
                for worker in late:  # it still writes into the file that the caller is about to delete
                    self._replace(worker)

    def _working_on(self, order: _Order) -> list[_Worker]:
        return [worker for worker in self._workers if any(whose is order for whose, _ in worker.given)]

    def _serve(self, order: _Order) -> None:
        """Move things on for a moment: by this thread if it came last, else wait for what the one that did gets."""
        if self._orders[-1] is order:
            with self._lock:
                self._hand_out()
                self._collect()
        else:
            order.news.wait(0.05)
        order.news.clear()

    def _start_missing(self, wanted: int) -> None:
        context = multiprocessing.get_context("spawn")
        while len(self._workers) < min(wanted, self._processes):
            ours, theirs = context.Pipe()
            process = context.Process(target=serve, args=(theirs, self._initializer), name="decoder", daemon=True)
            process.start()
            theirs.close()
            self._workers.append(_Worker(process, ours))

    def _hand_out(self) -> None:
        """Give every process something to do, then each more, so that none waits between two pictures."""
        waiting = sum(len(order.waiting) for order in self._orders)
        self._start_missing(sum(1 for worker in self._workers if worker.given) + waiting)
        for already in range(MOST_AHEAD):
            for worker in [worker for worker in self._workers if len(worker.given) == already < worker.ahead]:
                order = next((order for order in reversed(self._orders) if order.waiting), None)
                if order is None:
                    return
                work = order.waiting.pop()
                try:
                    worker.connection.send(work)
                except OSError:  # it died: while idle, no fault of this picture; else `_collect` will find out
                    order.waiting.append(work)
                    if not worker.given:
                        self._replace(worker)
                    continue
                worker.given.append((order, work))
                if len(worker.given) == 1:
                    self._set_deadline(worker)

    def _collect(self) -> None:
        """Pass on answers that are there, after waiting a little for the first."""
        busy = {worker.connection: worker for worker in self._workers if worker.given}
        ready = multiprocessing.connection.wait(list(busy), 0.1)
        for connection, worker in busy.items():
            if connection in ready:
                try:
                    while worker.given and connection.poll():
                        answer = connection.recv()
                        if isinstance(answer, Ready):
                            worker.is_ready = True
                        else:
                            order, work = worker.given.popleft()
                            order.answer(work, answer.value)
                            worker.pace_s = answer.seconds
                        self._set_deadline(worker)
                except (EOFError, OSError):
                    self._blame(worker, CRASHED)
            elif time.monotonic() > worker.deadline:
                self._blame(worker, HUNG)

    def _set_deadline(self, worker: _Worker) -> None:
        """From now on a process has as long as what it is at may take."""
        seconds = START_S
        if worker.is_ready and worker.given:
            work = worker.given[0][1]
            seconds = self._seconds_per_call if isinstance(work, Call) else self._seconds_per_frame + _pixels(work) / PIXELS_PER_S
        worker.deadline = time.monotonic() + seconds

    def _blame(self, worker: _Worker, reason: str) -> None:
        """What a process was at when it ended or hung is lost; what it had not begun waits again."""
        order, work = worker.given.popleft()
        order.answer(work, reason)
        self._replace(worker)

    def _replace(self, worker: _Worker) -> None:
        for order, work in reversed(worker.given):
            order.waiting.append(work)
        self._workers.remove(worker)
        self._end(worker)

    def _end(self, worker: _Worker) -> None:
        if worker.process.is_alive():
            worker.process.kill()
        worker.process.join()
        worker.connection.close()
        worker.process.close()


def _pixels(job: FrameJob) -> int:
    return job.source.rows * job.source.columns * job.source.samples
