"""One process writes a library at a time. The lock is the operating system's; the file says who holds it."""

from __future__ import annotations

import json
import os
import platform
import sys
from pathlib import Path

from viewer.case.errors import KnownError
from viewer.case.source import now

LOCK_FILE = "library.lock"


class WriterLock:
    """Held from construction to `release`.

    The operating system drops its lock when a process ends, however it ends, so what a dead process of this
    machine left is simply taken over. A file that names another machine is never taken over: whether that
    machine still works cannot be known from here.

    Raises
    ------
    KnownError, naming the process and the machine that hold the library.
    """

    def __init__(self, folder: Path) -> None:
        path = folder / LOCK_FILE
        try:
            self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        except OSError as error:
            raise KnownError(
                f"The library {folder} cannot be written: {error.strerror}.", "Check the folder's permissions."
            ) from error
        if not _try_lock(self._descriptor):
            holder = _describe(_read(self._descriptor))
            os.close(self._descriptor)
            raise KnownError(f"The library {folder} is in use by {holder}.", "Close it there first.")
        left = _read(self._descriptor)
        if left.get("host", platform.node()) != platform.node():
            os.close(self._descriptor)
            raise KnownError(
                f"The library {folder} is in use by {_describe(left)}.",
                f"If Lightbox no longer runs there, delete the file {path}.",
            )
        self._write(
            {"process": os.getpid(), "host": platform.node(), "program": Path(sys.argv[0]).name, "since": now()}
        )

    def release(self) -> None:
        """Let the next writer in. The empty file stays: deleting it would race with who waits for it."""
        self._write({})
        os.close(self._descriptor)

    def _write(self, holder: dict[str, object]) -> None:
        os.ftruncate(self._descriptor, 0)
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        if holder:
            os.write(self._descriptor, json.dumps(holder).encode())


def find_holder(folder: Path) -> str:
    """Who writes a library now, in words; empty where nobody does."""
    try:
        descriptor = os.open(folder / LOCK_FILE, os.O_RDWR | getattr(os, "O_BINARY", 0))
    except OSError:
        return ""
    try:
        left = _read(descriptor)
        if _try_lock(descriptor) and left.get("host", platform.node()) == platform.node():
            return ""
        return _describe(left)
    finally:
        os.close(descriptor)  # which gives a lock that was only tried back


def _read(descriptor: int) -> dict[str, object]:
    os.lseek(descriptor, 0, os.SEEK_SET)
    try:
        holder = json.loads(os.read(descriptor, 4096) or b"{}")
    except ValueError:
        return {}
    return holder if isinstance(holder, dict) else {}


def _describe(holder: dict[str, object]) -> str:
    if not holder:
        return "another process"
    return f"process {holder.get('process')} ({holder.get('program')}) on {holder.get('host')}"


if sys.platform == "win32":
    import msvcrt

    _LOCKED_BYTE = 1 << 20
    """Far behind the text: a locked byte cannot be read, the text must be."""

    def _try_lock(descriptor: int) -> bool:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
