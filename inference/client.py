"""The application's end of the ML process: send a task, get its progress and its result; cancel, kill, restart."""

from __future__ import annotations

import contextlib
import multiprocessing
import queue
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from types import TracebackType

from inference.engine import Cancelled, Done, Failed, Interruptible, Message, Progress, Task, serve
from inference.pipe import Pipe, PipeBrokeError, Talk
from inference.turns import Turns
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

    It owns no thread: `run` reads the child's messages in the caller's own. An urgent task may run within another one
    whose runner says that it is interruptible; the thread of that one then reads for both.
    """

    def __init__(self) -> None:
        self._turns = Turns()  # held by whoever may use the pipe
        self._process_lock = threading.Lock()  # held shortly, to look at, start, kill or reap the process
        self._process: SpawnProcess | None = None
        self._conn: Connection | None = None
        self._killed = False
        self._closed = False
        self._guest_lock = threading.Lock()  # held shortly, to look at or change what follows
        self._host: Pipe | None = None  # of the running task, while an urgent one may come in
        self._doing = ""

    def __enter__(self) -> Engine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def run(
        self, task: Task, tick: Tick, partial: Callable[[str], None] | None = None, *, urgent: bool = False, slot: str = ""
    ) -> Done:
        """Run one task and wait for its result; a second caller waits for its turn.

        `tick` and `partial` are called in this thread. When `tick` raises `CancelledError` the runner is told
        to stop and this waits until it has; `kill` ends a runner that does not.

        Parameters
        ----------
        urgent : someone waits with a finger on the mouse: goes before others, and into a running task that allows it.
        slot : a newer task of the same slot replaces this one, waiting or running, with `SupersededError`.

        Raises
        ------
        CancelledError when the user cancelled or killed it; KnownError with the runner's sentence, or saying
        how the process died; EngineFailed when the runner has a bug.
        """
        raise_if_superseded = self._turns.enter(slot)
        say = partial or (lambda text: None)

        def checked(fraction: float, text: str) -> None:
            raise_if_superseded()
            tick(fraction, text)

        def meanwhile() -> None:
            checked(0.0, f"Waiting for the running task{self._doing and f' ({self._doing})'}")
            if urgent and (ending := self._as_guest(task, checked, say)) is not None:
                raise _EndedError(ending)

        try:
            done = self._run_in_turn(task, checked, say, urgent, meanwhile)
        except CancelledError:
            raise_if_superseded()
            raise
        raise_if_superseded()
        return done

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
        self._turns.take(True, lambda: None, _SECONDS_BETWEEN_LOOKS)
        try:
            self._end_process()
        finally:
            self._turns.give()

    def _run_in_turn(
        self, task: Task, tick: Tick, partial: Callable[[str], None], urgent: bool, meanwhile: Callable[[], None]
    ) -> Done:
        try:
            self._turns.take(urgent, meanwhile, _SECONDS_BETWEEN_LOOKS)
        except _EndedError as ended:
            return _result(ended.ending)
        try:
            if self._closed:
                raise RuntimeError("the engine is closed")
            with self._process_lock:
                self._killed = False
            return self._run(task, tick, partial)
        finally:
            self._doing = ""
            self._turns.give()

    def _run(self, task: Task, tick: Tick, partial: Callable[[str], None]) -> Done:
        exit_code: int | None = None
        for _ in range(_STARTS_PER_TASK):
            conn = self._usable_connection()
            try:
                ending = self._follow(Pipe(conn), task, tick, partial)
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

    def _follow(self, pipe: Pipe, task: Task, tick: Tick, partial: Callable[[str], None]) -> Done | Failed | Cancelled:
        """Send the task and read messages until it ends; _DiedError when the process dies first."""
        talk = Talk(task, tick, partial, pipe)
        try:
            pipe.send(task)
            while talk.ending is None or pipe.guest is not None:
                talk.look_in()
                if (message := pipe.receive(_SECONDS_BETWEEN_LOOKS)) is None:
                    continue
                if message.task_id != task.id and pipe.guest is not None:
                    pipe.guest.put(message)
                    if isinstance(message, Done | Failed | Cancelled):
                        with self._guest_lock:
                            pipe.guest = None
                    continue
                if isinstance(message, Progress):
                    self._doing = message.text
                talk.take(message)
                with self._guest_lock:
                    if isinstance(message, Interruptible):
                        self._host = pipe
                    if talk.ending is not None:
                        self._host = None  # whoever came in before this stays to the end
            return talk.ending
        except PipeBrokeError:
            raise _DiedError(talk.started, talk.cancelled) from None
        finally:
            with self._guest_lock:
                self._host = None
                if pipe.guest is not None:  # the process has gone
                    pipe.guest.put(Cancelled("") if self._killed else None)

    def _as_guest(self, task: Task, tick: Tick, partial: Callable[[str], None]) -> Done | Failed | Cancelled | None:
        """Run within the running task; None where it does not allow that, or its process died."""
        with self._guest_lock:
            pipe = self._host
            if pipe is None or pipe.guest is not None:
                return None
            messages: queue.Queue[Message | None] = queue.Queue()
            pipe.guest = messages
            try:
                pipe.send(task)
            except PipeBrokeError:
                pipe.guest = None
                return None
        talk = Talk(task, tick, partial, pipe)
        while talk.ending is None:
            try:
                talk.look_in()
                message = messages.get(timeout=_SECONDS_BETWEEN_LOOKS)
            except queue.Empty:
                continue
            except PipeBrokeError:
                message = None
            if message is None:
                return Cancelled(task.id) if talk.cancelled else None
            talk.take(message)
        return talk.ending


class _EndedError(Exception):
    """Carries the end of a task out of the wait for its turn."""

    def __init__(self, ending: Done | Failed | Cancelled) -> None:
        super().__init__()
        self.ending = ending


class _DiedError(Exception):
    """The pipe broke: before or after the child said that it has the task, before or after it was told to stop."""

    def __init__(self, started: bool, cancelled: bool) -> None:
        super().__init__()
        self.started = started
        self.cancelled = cancelled


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
