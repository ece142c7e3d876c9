"""The ML process: one child, one task at a time, files in, files out.

It is a process of its own so that an out-of-memory kill or an abort of a native library ends this child
and not the reader's session. It imports a runner by the name on the model's card, and neither Qt nor VTK.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import cast

from inference.memory import is_out_of_memory
from inference.offline import stay_offline
from viewer.case.errors import KnownError
from viewer.case.progress import CancelledError, Tick

_SECONDS_BETWEEN_PROGRESS = 0.05


@dataclass(frozen=True, slots=True)
class Task:
    """One request. Arrays travel as files that both sides map, never through the pipe.

    `runner` is ``package.module:function``; `request` is a JSON object that only the runner understands.
    """

    id: str
    runner: str
    card_folder: Path
    volume_path: Path | None
    out_path: Path
    request: str = "{}"


@dataclass(frozen=True, slots=True)
class Stop:
    """Parent to child: end this task at its next tick."""

    task_id: str


@dataclass(frozen=True, slots=True)
class Started:
    """The child has the task in hand. A child that dies before this has not run any of it."""

    task_id: str


@dataclass(frozen=True, slots=True)
class Interruptible:
    """This task's runner lets an urgent task run at its ticks."""

    task_id: str


@dataclass(frozen=True, slots=True)
class Progress:
    task_id: str
    fraction: float
    text: str


@dataclass(frozen=True, slots=True)
class Partial:
    """A piece of a result while the task still runs, such as one sentence."""

    task_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Done:
    """`path` is the task's `out_path`; `answer` is the runner's JSON."""

    task_id: str
    path: Path
    answer: str


@dataclass(frozen=True, slots=True)
class Failed:
    """`traceback_text` is empty when the failure is the world's (a `KnownError` in the runner)."""

    task_id: str
    text: str
    advice: str = ""
    traceback_text: str = ""


@dataclass(frozen=True, slots=True)
class Cancelled:
    task_id: str


Message = Started | Interruptible | Progress | Partial | Done | Failed | Cancelled
Runner = Callable[[Task, Tick, Callable[[str], None]], str]
"""``run(task, tick, partial)`` writes its files to ``task.out_path`` and returns a JSON answer."""
_MARK = "interruptible"


def interruptible(runner: Runner) -> Runner:
    """Marks a runner of long tasks: an urgent task, such as a click, may run within any of its ticks."""
    setattr(runner, _MARK, True)
    return runner


def serve(conn: Connection) -> None:
    """The child's main loop; ends when the parent sends ``None`` or goes away."""
    stay_offline()
    os.environ["OMP_WAIT_POLICY"] = "passive"  # read when a runtime loads: two that spin on few cores starve each other
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal reaches both; the parent decides what it means
    _keep_stdout_clean()
    # The parent has gone when the pipe breaks; nobody is left to tell.
    with contextlib.suppress(EOFError, OSError):
        while (message := conn.recv()) is not None:
            if isinstance(message, Task):  # a late Stop for a task that has ended means nothing
                _do(message, conn, set())


def _do(task: Task, conn: Connection, stopped: set[str]) -> None:
    conn.send(Started(task.id))
    conn.send(_run(task, conn, stopped))


def _run(task: Task, conn: Connection, stopped: set[str]) -> Message:
    """Run a task to its end. `stopped` are the ids that were told to stop, of this task and those around it."""
    last_sent = 0.0

    def raise_if_stopped() -> None:
        while conn.poll():
            match conn.recv():
                case Stop(task_id):
                    stopped.add(task_id)
                case Task() as urgent:  # sent only while a runner is at work that said it may be interrupted
                    _do(urgent, conn, stopped)
        if task.id in stopped:
            raise CancelledError

    def tick(fraction: float, text: str) -> None:
        nonlocal last_sent
        raise_if_stopped()
        if time.monotonic() - last_sent > _SECONDS_BETWEEN_PROGRESS:
            conn.send(Progress(task.id, fraction, text))
            last_sent = time.monotonic()

    def partial(text: str) -> None:
        raise_if_stopped()
        conn.send(Partial(task.id, text))

    try:
        runner = find_runner(task.runner)
        if getattr(runner, _MARK, False):
            conn.send(Interruptible(task.id))
        return Done(task.id, task.out_path, runner(task, tick, partial))
    except CancelledError:
        return Cancelled(task.id)
    except KnownError as error:
        return Failed(task.id, error.text, error.advice)
    except Exception as error:  # the border: whatever a runner raises ends its task, not this process
        if is_out_of_memory(error):
            return Failed(task.id, "There is not enough memory to run this model.", "Close other programs and try again.")
        return Failed(task.id, f"{type(error).__name__}: {error}", traceback_text=traceback.format_exc())


def find_runner(name: str) -> Runner:
    """Import ``package.module:function``.

    Raises
    ------
    KnownError when this build has no such runner, as with a card made for a newer one.
    """
    module_name, _, function_name = name.partition(":")
    try:
        return cast(Runner, getattr(importlib.import_module(module_name), function_name))
    except ModuleNotFoundError as error:
        if error.name is not None and not (module_name + ".").startswith(error.name + "."):
            raise KnownError(
                f"The runner {name} needs {error.name}, which is not installed.", "Install it, or use another model."
            ) from error
        raise KnownError(f"There is no runner {name} in this version of Lightbox.") from error
    except (AttributeError, ValueError) as error:
        raise KnownError(f"There is no runner {name} in this version of Lightbox.") from error


def _keep_stdout_clean() -> None:
    """Send what libraries print to standard error: standard output carries one JSON document of the parent."""
    if sys.stderr is None:  # a windowed build has neither
        return
    with contextlib.suppress(OSError, ValueError):
        os.dup2(sys.stderr.fileno(), 1)
    sys.stdout = sys.stderr
