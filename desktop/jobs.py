"""Long work off the UI thread: closures on threads, each with progress, a name and a way to stop it."""

from __future__ import annotations

import functools
import importlib
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import Any, TypeVar

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal

from desktop.garbage import Garbage
from inference.client import Engine
from viewer.case.progress import CancelledError, Tick
from viewer.case.source import new_id

T = TypeVar("T")

THREADS = 4
SLOW_STOP_MS = 3000
"""After this long without an answer to Stop, the reader may kill the ML process."""
PATIENCE_S = 0.5
"""How long a program that ends waits for jobs to answer: what they write is whole or does not count."""
REPORT_EVERY_S = 0.05
"""Progress reaches the screen at most this often for a job."""


_IMPORTING = threading.Lock()


def import_pydicom() -> None:
    """Let one thread at a time be the first who needs it; the others wait.

    A part of pydicom imports the package, which imports the part: of two threads that begin at different ends each
    waits for the other, and Python gives one of them half a module, an ImportError.
    """
    with _IMPORTING:
        importlib.import_module("pydicom")


@dataclass(frozen=True, slots=True)
class Job:
    """Something long that runs now. `in_engine` says that it waits for the ML process."""

    id: str
    label: str
    in_engine: bool = False


@dataclass(frozen=True, slots=True)
class JobProgress:
    """How far a job is: 0..1, and what it does at the moment."""

    job: Job
    fraction: float
    text: str


@dataclass(slots=True)
class _Running:
    job: Job
    stop: threading.Event = field(default_factory=threading.Event)
    reported_s: float = 0.0


class Jobs(QObject):
    """Runs closures on four threads and brings their results to the main thread.

    Every signal, and every `done`, comes on the main thread. The one ML process (`engine`) is shared by
    all jobs; it does one task at a time.
    """

    job_started = Signal(object)  # Job
    progressed = Signal(object)  # JobProgress
    stop_was_slow = Signal(object)  # Job: it was asked to stop and has not answered
    ended = Signal(object)  # Job

    _called = Signal(object)  # a closure on its way to the main thread

    def __init__(self, engine: Engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.engine = engine
        self._threads = ThreadPoolExecutor(max_workers=THREADS, thread_name_prefix="job")
        self._running: dict[str, _Running] = {}
        self._futures: set[Future[Any]] = set()
        self._closed = False
        self._called.connect(self._on_called, Qt.ConnectionType.QueuedConnection)
        self._garbage = Garbage(lambda: not self._running, self)

    @property
    def running(self) -> tuple[Job, ...]:
        return tuple(state.job for state in self._running.values())

    def run_in_thread(
        self, label: str, work: Callable[[Tick], T], done: Callable[[Future[T]], None], in_engine: bool = False
    ) -> Job:
        """Run ``work(tick)`` on a thread, then ``done(future)`` on the main thread.

        `future.result()` gives the value or raises what `work` raised; `CancelledError` when it was stopped.
        """
        state = _Running(Job(new_id(), label, in_engine))

        def guarded() -> T:
            tick(0.0, "")
            import_pydicom()
            return work(tick)

        def tick(fraction: float, text: str) -> None:
            if state.stop.is_set():
                raise CancelledError(label)
            moment_s = time.monotonic()
            if moment_s - state.reported_s >= REPORT_EVERY_S or fraction >= 1.0:
                state.reported_s = moment_s
                self.call_main(functools.partial(self._on_progressed, JobProgress(state.job, fraction, text)))

        self._running[state.job.id] = state
        self.job_started.emit(state.job)
        future = self._threads.submit(guarded)
        self._futures.add(future)
        future.add_done_callback(self._futures.discard)
        future.add_done_callback(lambda ended: self.call_main(functools.partial(self._on_ended, state, ended, done)))
        return state.job

    def call_main(self, closure: Callable[[], None]) -> None:
        """Run a closure on the main thread soon. May be called from any thread."""
        self._called.emit(closure)

    def ask_main(self, closure: Callable[[], T]) -> T:
        """Run a closure on the main thread and wait for its value; for jobs, on their own thread.

        Raises
        ------
        What the closure raised; CancelledError when the window is closed before it could run.
        """
        answer: Future[T] = Future()

        def run() -> None:
            try:
                answer.set_result(closure())
            except BaseException as error:  # it belongs to the job, which asked
                answer.set_exception(error)

        self.call_main(run)
        while not wait([answer], timeout=0.05).done:
            if self._closed:
                raise CancelledError
        return answer.result()

    def stop(self, job: Job) -> None:
        """Ask a job to end at its next tick; `stop_was_slow` follows when it does not within three seconds."""
        state = self._running.get(job.id)
        if state is None or state.stop.is_set():
            return
        state.stop.set()
        QTimer.singleShot(SLOW_STOP_MS, self, functools.partial(self._on_stop_due, state))

    def stop_now(self, job: Job) -> None:
        """Kill the ML process that a job waits for. A job that is plain Python ends at its next tick only."""
        self.stop(job)
        if job.in_engine and job.id in self._running:
            self.engine.kill()

    def wait_idle(self, timeout_s: float = 60.0) -> bool:
        """Keep the window alive until no job runs; False when that takes longer than `timeout_s`."""
        due_s = time.monotonic() + timeout_s
        loop = QEventLoop()
        poll = QTimer()
        poll.timeout.connect(lambda: loop.quit() if not self._running or time.monotonic() > due_s else None)
        poll.start(5)
        loop.exec()
        poll.stop()
        return not self._running

    def close(self, patience_s: float | None = None) -> None:
        """Stop everything and wait for every thread, `patience_s` at most, and for the ML process; later results are dropped."""
        self._closed = True
        for state in self._running.values():
            state.stop.set()
        if any(state.job.in_engine for state in self._running.values()):
            self.engine.kill()
        self._threads.shutdown(wait=False, cancel_futures=True)
        wait(self._futures, patience_s)
        self._running.clear()
        self.engine.close()
        self._garbage.stop()

    def _on_called(self, closure: Callable[[], None]) -> None:
        if not self._closed:
            closure()

    def _on_progressed(self, progress: JobProgress) -> None:
        if progress.job.id in self._running:
            self.progressed.emit(progress)

    def _on_stop_due(self, state: _Running) -> None:
        if state.job.id in self._running and not self._closed:
            self.stop_was_slow.emit(state.job)

    def _on_ended(self, state: _Running, future: Future[T], done: Callable[[Future[T]], None]) -> None:
        del self._running[state.job.id]
        self.ended.emit(state.job)
        done(future)
