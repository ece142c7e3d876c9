"""The application's end of the ML process: send a task, get its progress and its result; cancel, kill, restart."""

from __future__ import annotations

import contextlib
import multiprocessing
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from types import TracebackType

from inference.engine import Cancelled, Done, Failed, Message, Partial, Progress, Started, Stop, Task, serve
from viewer.case.errors import KnownError
from viewer.case.progress import CancelledError, Tick

_spawn = multiprocessing.get_context("spawn")
_SECONDS_BETWEEN_LOOKS = 0.1
_STARTS_PER_TASK = 3


class EngineFailed(KnownError):
    """A runner broke in a way nobody foresaw. `traceback_text` is for the crash report."""

    def __init__(self, text: str, advice: str = "", traceback_text: str = "") -> None:
        super().__init__(text, advice)
        self.traceback_text = traceback_text

    def __reduce__(self) -> tuple[type, tuple[str, str, str]]:  # type: ignore[override]
        return type(self), (self.text, self.advice, self.traceback_text)


class Engine:
    """One ML process, started at the first task, one task at a time. Every method may be called from any thread.

    It owns no thread: `run` reads the child's messages in the caller's own.
    """

    def __init__(self) -> None:
        self._one_task = threading.Lock()  # held by whoever may use the pipe
        self._process_lock = threading.Lock()  # held shortly, to look at, start, kill or reap the process
        self._process: SpawnProcess | None = None
        self._conn: Connection | None = None
        self._killed = False
        self._closed = False

    def __enter__(self) -> Engine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def run(self, task: Task, tick: Tick, partial: Callable[[str], None] | None = None) -> Done:
        """Run one task and wait for its result; a second caller waits for its turn.

        `tick` and `partial` are called in this thread. When `tick` raises `CancelledError` the runner is told
        to stop and this waits until it has; `kill` ends a runner that does not.

        Raises
        ------
        CancelledError when the user cancelled or killed it; KnownError with the runner's sentence, or saying
        how the process died; EngineFailed when the runner has a bug.
        """
        while not self._one_task.acquire(timeout=_SECONDS_BETWEEN_LOOKS):
            tick(0.0, "Waiting for the running task")
        try:
            if self._closed:
                raise RuntimeError("the engine is closed")
            with self._process_lock:
                self._killed = False
            return self._run(task, tick, partial or (lambda text: None))
        finally:
            self._one_task.release()

    def kill(self) -> None:
        """End the ML process now; its memory returns to the system. The next task starts a new one."""
        with self._process_lock:
            self._killed = True
            if self._process is not None:
                self._process.kill()

    def close(self) -> None:
        """End the process, and with it a running task, and wait for both. The engine is not usable afterwards."""
        self._closed = True
        self.kill()
        with self._one_task:
            self._end_process()

    def _run(self, task: Task, tick: Tick, partial: Callable[[str], None]) -> Done:
        exit_code: int | None = None
        for _ in range(_STARTS_PER_TASK):
            conn = self._usable_connection()
            try:
                ending = _follow(conn, task, tick, partial)
            except _DiedError as death:
                exit_code = self._end_process()
                if death.cancelled or self._killed:
                    raise CancelledError from None
                if death.started:
                    raise KnownError(
                        f"The model's process {in_words(exit_code)}.", "Nothing is lost. Try again."
                    ) from None
                continue  # it died while idle, and the news had not reached this thread
            except BaseException:
                # From the caller's own tick: the child is still busy and must not answer the next task.
                self._end_process()
                raise
            return _result(ending)
        raise KnownError(f"The model's process does not start: it {in_words(exit_code)}.")

    def _usable_connection(self) -> Connection:
        """The pipe to a process that is alive as far as can be known now."""
        with self._process_lock:
            if self._killed:
                raise CancelledError
            if self._process is not None and self._conn is not None and self._process.is_alive():
                return self._conn
        self._end_process()
        conn, child = _spawn.Pipe()
        process = _spawn.Process(target=serve, args=(child,), name="lightbox-models", daemon=True)
        process.start()
        child.close()  # so that the child's death closes our end
        with self._process_lock:
            self._process, self._conn = process, conn
        self._kill_if_asked(process)  # while it started
        return conn

    def _kill_if_asked(self, process: SpawnProcess) -> None:
        with self._process_lock:
            if self._killed:
                process.kill()

    def _end_process(self) -> int | None:
        """Kill and reap; returns the exit code it ended with, None when there was no process."""
        with self._process_lock:
            process, conn, self._process, self._conn = self._process, self._conn, None, None
        if conn is not None:
            conn.close()
        if process is None:
            return None
        process.join(0.5)  # one that is dying by itself shall say how
        with contextlib.suppress(OSError):
            process.kill()
        process.join()
        code = process.exitcode
        process.close()
        return code


class _DiedError(Exception):
    """The pipe broke: before or after the child said that it has the task, before or after it was told to stop."""

    def __init__(self, started: bool, cancelled: bool) -> None:
        super().__init__()
        self.started = started
        self.cancelled = cancelled


def _follow(conn: Connection, task: Task, tick: Tick, partial: Callable[[str], None]) -> Done | Failed | Cancelled:
    """Send the task and read messages until it ends; _DiedError when the process dies first."""
    started = cancelled = False
    fraction, text = 0.0, "Starting"
    try:
        _send(conn, task)
        while True:
            try:
                if not cancelled:
                    tick(fraction, text)  # also while the runner is silent, so that the wish to stop is heard at once
            except CancelledError:
                cancelled = True
                _send(conn, Stop(task.id))
            match _receive(conn):
                case Started():
                    started = True
                case Progress() as progress:
                    fraction, text = progress.fraction, progress.text
                case Partial() as piece:
                    if not cancelled:
                        partial(piece.text)
                case Done() | Failed() | Cancelled() as ending:
                    return Cancelled(task.id) if cancelled else ending
    except _PipeBrokeError:
        raise _DiedError(started, cancelled) from None


class _PipeBrokeError(Exception):
    """As told apart from an OSError of the caller's own tick."""


def _send(conn: Connection, message: Task | Stop) -> None:
    try:
        conn.send(message)
    except OSError as error:
        raise _PipeBrokeError from error


def _receive(conn: Connection) -> Message | None:
    """The next message, or None when there is none for a while."""
    try:
        if not conn.poll(_SECONDS_BETWEEN_LOOKS):
            return None
        message: Message = conn.recv()
        return message
    except (EOFError, OSError) as error:
        raise _PipeBrokeError from error


def _result(ending: Done | Failed | Cancelled) -> Done:
    match ending:
        case Done():
            return ending
        case Cancelled():
            raise CancelledError
        case Failed() if ending.traceback_text:
            raise EngineFailed(f"The model failed: {ending.text}.", ending.advice, ending.traceback_text)
        case Failed():
            raise KnownError(ending.text, ending.advice)


def in_words(exit_code: int | None) -> str:
    """How a process ended, as the end of a sentence. Negative codes are signals (subprocess convention)."""
    match exit_code:
        case -9:
            return "was ended by the system, most likely because memory ran out (killed)"
        case -6:
            return "aborted inside a native library (abort)"
        case -11 | -7:
            return "crashed inside a native library (invalid memory access)"
        case -15:
            return "was told to end by another program (terminated)"
        case -4:
            return "used an instruction that this processor does not have (illegal instruction)"
        case _:
            return f"stopped unexpectedly (exit code {exit_code})"
