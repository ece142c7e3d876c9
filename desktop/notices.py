"""What the reader is told: a known failure becomes a sentence, anything else a crash report."""

from __future__ import annotations

import re
import sys
import threading
import traceback
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Literal

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox

from desktop.crash_report import write_crash_report
from desktop.display import find_display
from inference.client import EngineFailed
from viewer.case.errors import KnownError, NotYetError
from viewer.case.progress import CancelledError
from viewer.widgets.tr import tr

NoticeLevel = Literal["note", "warning", "wrong"]
_FRAME = re.compile(r'^\s*File "(?:[^"]*/)?([^"/]+/[^"/]+)", line (\d+), in (\S+)', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Notice:
    """One line for the message bar: what happened, and what to do next. `show` is the place that shows more of it."""

    level: NoticeLevel
    text: str
    advice: str = ""
    show: str = ""


def refuse(error: KnownError) -> None:
    """Say on standard error why no window opens, and in a box too: who started from an icon sees nothing else."""
    sys.stderr.write(f"{error}\n")
    if find_display():
        QMessageBox.warning(None, "Lightbox", str(error))


class Notices(QObject):
    """Sends every failure to the message bar; bugs leave a file behind first."""

    noticed = Signal(object)  # Notice

    def __init__(self, crash_folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = crash_folder
        self.about = ""
        """The study that what is said now is about, where it is not the one that is open."""
        self._hooks = (sys.excepthook, threading.excepthook)

    def say(self, text: str, advice: str = "", level: NoticeLevel = "note", show: str = "") -> None:
        """Tell the reader something that is no failure of the program."""
        text, advice = tr(text), tr(advice)
        self.noticed.emit(Notice(level, f"{self.about}: {text}" if self.about else text, advice, show))

    def show(self, error: BaseException) -> None:
        """Tell of a failure: the world's as a sentence, ours as a crash report with its path."""
        if isinstance(error, CancelledError):
            self.say(tr("Stopped: {what}.", what=error) if str(error) else "Stopped.")
        elif isinstance(error, EngineFailed):
            path = write_crash_report(error, self._folder)
            with path.open("a", encoding="utf-8") as file:
                frames = _FRAME.findall(error.traceback_text)
                file.writelines(f"  in the ML process: {name}:{line} in {where}\n" for name, line, where in frames)
            self.say(error.text, f"{error.advice} The report for the developers: {path}".strip(), "wrong")
        elif isinstance(error, KnownError):
            self.say(error.text, error.advice, "note" if isinstance(error, NotYetError) else "warning")
        else:
            traceback.print_exception(error, file=sys.stderr)
            path = write_crash_report(error, self._folder)
            self.say(
                f"Something went wrong in Lightbox itself ({type(error).__name__}).",
                f"Every edit is saved. The report for the developers, without patient data: {path}",
                "wrong",
            )

    def install(self) -> None:
        """Catch what nobody caught: in Qt slots and events, on the main thread and on others."""
        self._hooks = (sys.excepthook, threading.excepthook)
        sys.excepthook = self._on_uncaught
        threading.excepthook = lambda args: self._on_uncaught(args.exc_type, args.exc_value, args.exc_traceback)

    def remove(self) -> None:
        """Give the hooks back."""
        sys.excepthook, threading.excepthook = self._hooks

    def _on_uncaught(
        self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, KeyboardInterrupt):
            self._hooks[0](kind, error, trace)
        elif error is not None:
            self.show(error.with_traceback(trace))
