"""What a caller of the ML process sends and hears, message by message."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection

from inference.engine import Cancelled, Done, Failed, Message, Partial, Progress, Started, Stop, Task
from viewer.case.progress import CancelledError, Tick


class PipeBrokeError(Exception):
    """As told apart from an OSError of the caller's own tick."""


@dataclass(eq=False, slots=True)
class Pipe:
    """The connection to the child. One thread receives; a guest's thread may send too."""

    conn: Connection
    guest: queue.Queue[Message | None] | None = None
    _sending: threading.Lock = field(default_factory=threading.Lock)

    def send(self, message: Task | Stop) -> None:
        try:
            with self._sending:
                self.conn.send(message)
        except OSError as error:
            raise PipeBrokeError from error

    def receive(self, timeout_s: float) -> Message | None:
        """The next message, or None when there is none for a while."""
        try:
            if not self.conn.poll(timeout_s):
                return None
            message: Message = self.conn.recv()
            return message
        except (EOFError, OSError) as error:
            raise PipeBrokeError from error


@dataclass(eq=False, slots=True)
class Talk:
    """What one caller has heard of its task so far."""

    task: Task
    tick: Tick
    partial: Callable[[str], None]
    pipe: Pipe
    started: bool = False
    cancelled: bool = False
    ending: Done | Failed | Cancelled | None = None
    progress: tuple[float, str] = (0.0, "Starting")

    def look_in(self) -> None:
        """Let the caller's tick see the progress, also while the runner is silent, so that a wish to stop is heard at once."""
        if self.cancelled or self.ending is not None:
            return
        try:
            self.tick(*self.progress)
        except CancelledError:
            self.cancelled = True
            self.pipe.send(Stop(self.task.id))

    def take(self, message: Message) -> None:
        match message:
            case Started():
                self.started = True
            case Progress():
                self.progress = (message.fraction, message.text)
            case Partial():
                if not self.cancelled:
                    self.partial(message.text)
            case Done() | Failed() | Cancelled():
                self.ending = Cancelled(self.task.id) if self.cancelled else message
