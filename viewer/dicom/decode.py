"""Two warm processes that decompress pictures into a pixel file, so that a bad file costs a slice, not the window."""

from __future__ import annotations

import contextlib
import multiprocessing
import multiprocessing.connection
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import TracebackType
from typing import TypeVar, cast

import numpy as np

from viewer.case.errors import KnownError
from viewer.case.progress import Tick
from viewer.dicom import codecs
from viewer.dicom.pixels import DoesNotFitError, FrameSource, Rescale, put

Initializer = Callable[[], None]
DOES_NOT_FIT = "does not fit"
"""The answer for a frame whose rescaled values leave int16."""
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class FrameJob:
    """Decode `source` and put it at ``pixels[index]`` of the .npy file `pixels_path`."""

    source: FrameSource
    pixels_path: str
    index: int
    rescale: Rescale


@dataclass(frozen=True, slots=True)
class _Call:
    """Any function on untrusted bytes, by name, with its arguments; its result must be picklable."""

    function: Callable[..., object]
    arguments: tuple[object, ...]


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    connection: Connection
    job: FrameJob | None = None
    deadline: float = 0.0


class Decoder:
    """Owns the decoder processes; a context manager. They start at the first picture and stay warm.

    Parameters
    ----------
    initializer : run first in each process (the offline guard, say); must be importable by name.
    seconds_per_frame : a frame that takes longer is given up and its process replaced.

    Notes
    -----
    `decode` may be called from any thread; one call runs at a time.
    """

    def __init__(self, initializer: Initializer | None = None, processes: int = 2, seconds_per_frame: float = 60.0) -> None:
        self._initializer = initializer
        self._processes = processes
        self._seconds_per_frame = seconds_per_frame
        self._workers: list[_Worker] = []
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
        """End the processes and wait for them. The decoder can be used again; then they start anew."""
        with self._lock:
            for worker in self._workers:
                with contextlib.suppress(OSError):
                    worker.connection.send(None)
            for worker in self._workers:
                worker.process.join(5)
                self._end(worker)
            self._workers.clear()

    def decode(self, jobs: Sequence[FrameJob], tick: Tick) -> dict[int, str]:
        """Decode all jobs; the answer maps the index of each frame that failed to the reason (empty: all well).

        Raises CancelledError from `tick`; then nothing writes to the pixel file any more.
        """
        with self._lock:
            failures: dict[int, str] = {}
            waiting = deque(jobs)
            finished = 0
            try:
                while waiting or any(worker.job for worker in self._workers):
                    self._hand_out(waiting)
                    for index, reason in self._collect():
                        finished += 1
                        if reason:
                            failures[index] = reason
                    tick(finished / len(jobs), f"Decoding picture {finished} of {len(jobs)}")
            finally:
                for worker in [worker for worker in self._workers if worker.job]:
                    self._replace(worker)  # it still writes into the file that the caller is about to delete
            return failures

    def call(self, function: Callable[..., Answer], *arguments: object) -> Answer:
        """Run one function of a module in a decoder process, for bytes that a native library reads.

        Raises KnownError: the function's own, or that the process crashed on the file or hung.
        """
        with self._lock:
            self._start_missing(1)
            worker = self._workers[0]
            try:
                worker.connection.send(_Call(function, arguments))
            except OSError:  # it died while idle: no fault of this file
                self._replace(worker)
                self._start_missing(1)
                worker = self._workers[0]
                worker.connection.send(_Call(function, arguments))
            try:
                if not worker.connection.poll(self._seconds_per_frame):
                    self._replace(worker)
                    raise KnownError("The file takes too long to read and was given up.")
                answer = worker.connection.recv()
            except (EOFError, OSError) as error:
                self._replace(worker)
                raise KnownError("The file is damaged: what reads it crashed on it.") from error
        if isinstance(answer, KnownError):
            raise answer
        return cast(Answer, answer)

    def _start_missing(self, wanted: int) -> None:
        context = multiprocessing.get_context("spawn")
        while len(self._workers) < min(wanted, self._processes):
            ours, theirs = context.Pipe()
            process = context.Process(target=serve, args=(theirs, self._initializer), name="decoder", daemon=True)
            process.start()
            theirs.close()
            self._workers.append(_Worker(process, ours))

    def _hand_out(self, waiting: deque[FrameJob]) -> None:
        self._start_missing(len(self._workers) + len(waiting) if waiting else 0)
        for worker in list(self._workers):
            if worker.job or not waiting:
                continue
            job = waiting.popleft()
            try:
                worker.connection.send(job)
            except OSError:  # it died while idle: no fault of this picture
                waiting.appendleft(job)
                self._replace(worker)
                continue
            worker.job = job
            worker.deadline = time.monotonic() + self._seconds_per_frame

    def _collect(self) -> list[tuple[int, str]]:
        """Answers that are there, after waiting a little for the first."""
        busy = {worker.connection: worker for worker in self._workers if worker.job}
        ready = multiprocessing.connection.wait(list(busy), 0.1)
        answers = []
        for connection, worker in busy.items():
            assert worker.job is not None
            index = worker.job.index
            if connection in ready:
                try:
                    answers.append((index, connection.recv()))
                    worker.job = None
                except (EOFError, OSError):
                    answers.append((index, "the decoder crashed on it"))
                    self._replace(worker)
            elif time.monotonic() > worker.deadline:
                answers.append((index, "the decoder hung on it"))
                self._replace(worker)
        return answers

    def _replace(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        self._end(worker)

    def _end(self, worker: _Worker) -> None:
        if worker.process.is_alive():
            worker.process.kill()
        worker.process.join()
        worker.connection.close()
        worker.process.close()


def serve(connection: Connection, initializer: Initializer | None) -> None:
    """Main loop of a decoder process: a job in, an empty string or the reason for failure out; None ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if initializer is not None:
        initializer()
    while True:
        try:
            job = connection.recv()
        except (EOFError, OSError):
            return
        if job is None:
            return
        connection.send(_answer(job) if isinstance(job, _Call) else _do(job))


def _answer(call: _Call) -> object:
    try:
        with _codecs_keep_quiet():
            return call.function(*call.arguments)
    except KnownError as error:
        return error
    except MemoryError:
        return KnownError("There is not enough memory to read the file.")


@contextlib.contextmanager
def _codecs_keep_quiet() -> Iterator[None]:
    """libjpeg and others write about bad bytes, and some good ones, to standard error; the reader gets a sentence."""
    try:
        kept = os.dup(2)
    except OSError:  # a window without a console has none
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _do(job: FrameJob) -> str:
    try:
        with _codecs_keep_quiet():
            values = codecs.decode_frame(job.source)
        pixels = np.lib.format.open_memmap(Path(job.pixels_path), mode="r+")
        put(pixels[job.index], job.source, values, job.rescale)
    except DoesNotFitError:
        return DOES_NOT_FIT
    except ValueError as error:
        return str(error)
    except OSError as error:
        return f"its pixels cannot be written: {error.strerror}"
    except MemoryError:
        return "there is not enough memory for it"
    return ""
