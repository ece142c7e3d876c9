"""What the reader is told: a known failure becomes a sentence, anything else a crash report."""

from __future__ import annotations

import importlib.metadata
import platform
import re
import sys
import threading
import traceback
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Literal

from PySide6.QtCore import QObject, Signal

from inference.client import EngineFailed
from viewer.case.errors import KnownError
from viewer.case.progress import CancelledError

NoticeLevel = Literal["note", "warning", "wrong"]
_FRAME = re.compile(r'^\s*File "([^"]+)", line (\d+), in (\S+)', re.MULTILINE)
PACKAGES = ("PySide6-Essentials", "vtk", "SimpleITK", "pydicom", "highdicom", "numpy", "scipy", "sqlite-utils")


@dataclass(frozen=True, slots=True)
class Notice:
    """One line for the message bar: what happened, and what to do next."""

    level: NoticeLevel
    text: str
    advice: str = ""


def write_crash_report(error: BaseException, folder: Path) -> Path:
    """Write where the program was when a bug showed, and return the file.

    The messages of the exceptions stay out: they may quote a patient's name or a path with one. Our own
    file names, lines and the types of the errors tell a developer enough to look.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"crash-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.txt"
    lines = [f"Lightbox {_version('lightbox')}", f"Python {platform.python_version()} on {platform.platform()}"]
    lines += [f"{name} {_version(name)}" for name in PACKAGES]
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__ or link.__context__
    for number, part in enumerate(reversed(chain)):
        lines.append("")
        lines.append("then " if number else "")
        lines[-1] += f"{type(part).__module__}.{type(part).__qualname__} (message withheld)"
        for frame in traceback.extract_tb(part.__traceback__):
            lines.append(f"  {_public(frame.filename)}:{frame.lineno} in {frame.name}: {frame.line or ''}")
        if isinstance(part, EngineFailed):
            lines.append("in the ML process")
            lines += [f"  {_public(file)}:{line} in {name}" for file, line, name in _FRAME.findall(part.traceback_text)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _public(filename: str) -> str:
    """The last parts of a source path, without the folders of whoever installed it."""
    return "/".join(Path(filename).parts[-3:])


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return "(not installed as a package)"


class Notices(QObject):
    """Sends every failure to the message bar; bugs leave a file behind first."""

    noticed = Signal(object)  # Notice

    def __init__(self, crash_folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = crash_folder
        self._hooks = (sys.excepthook, threading.excepthook)

    def say(self, text: str, advice: str = "", level: NoticeLevel = "note") -> None:
        """Tell the reader something that is no failure of the program."""
        self.noticed.emit(Notice(level, text, advice))

    def show(self, error: BaseException) -> None:
        """Tell of a failure: the world's as a sentence, ours as a crash report with its path."""
        if isinstance(error, CancelledError):
            self.say(f"Stopped: {error}." if str(error) else "Stopped.")
        elif isinstance(error, EngineFailed):
            path = write_crash_report(error, self._folder)
            self.say(error.text, f"{error.advice} The report for the developers: {path}".strip(), "wrong")
        elif isinstance(error, KnownError):
            self.say(error.text, error.advice, "warning")
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
