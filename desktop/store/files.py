"""Original files: kept once, by their SHA-256."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from viewer.case.errors import KnownError

ARRIVING = ".arriving"
AT_ONCE = 16
"""Files copied at once: each waits for the disk, and the disk writes what waits together."""
_CHUNK = 1 << 20
_READ_ONCE = 8 << 20
"""Files up to this size are hashed and written from memory; larger ones, which are few, are read a second time."""


class Arriving:
    """Files on their way into ``originals/``: written aside, on disk for good before they get their names.

    A context manager. What a killed import left half written is thrown away by the next one.
    """

    def __init__(self, originals: Path) -> None:
        self._originals = originals
        self._aside = originals / ARRIVING
        self._touched: set[Path] = set()

    def __enter__(self) -> Self:
        shutil.rmtree(self._aside, ignore_errors=True)
        with full_disk_said():
            self._aside.mkdir(parents=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self._aside, ignore_errors=True)

    def store(self, source: Path) -> Path:
        """Copy a file to ``originals/<first two of sha>/<sha256>.dcm``, unless these bytes are there; from any thread.

        Raises
        ------
        KnownError when the disk is full; OSError when the source cannot be read.
        """
        with source.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > _READ_ONCE:
                return self._store(file, hashlib.file_digest(file, "sha256").hexdigest(), size)
            data = file.read()
        return self._store(io.BytesIO(data), hashlib.sha256(data).hexdigest(), len(data))

    def _store(self, file: BinaryIO, digest: str, size: int) -> Path:
        target = self._originals / digest[:2] / f"{digest}.dcm"
        if target.exists() and target.stat().st_size == size:
            return target
        with full_disk_said():
            target.parent.mkdir(parents=True, exist_ok=True)
            handle, part = tempfile.mkstemp(dir=self._aside)
            try:
                file.seek(0)
                with os.fdopen(handle, "wb") as copy:
                    shutil.copyfileobj(file, copy, _CHUNK)
                    copy.flush()
                    os.fsync(copy.fileno())  # before the index, which is on disk at once, says that it is here
                Path(part).replace(target)
            except BaseException:
                Path(part).unlink(missing_ok=True)
                raise
        self._touched.update((target.parent, self._originals))
        return target

    def settle(self) -> None:
        """Write the names of what was stored to disk; without it a power cut can take a file's name away."""
        if os.name == "posix" and self._touched:  # elsewhere a folder cannot be synchronised, and a renamed file is on disk
            with ThreadPoolExecutor(min(AT_ONCE, len(self._touched)), "names") as pool:
                list(pool.map(_synchronise, self._touched))
        self._touched.clear()


def _synchronise(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def whole_path(library: Path, stored: str) -> str:
    """Where a file of the index lies: one without a root lies in the library."""
    return os.path.join(library, stored if os.sep == "/" else stored.replace("/", os.sep))  # noqa: PTH118 - thousands of times


def is_there(path: Path) -> bool:
    """Whether there is a file or folder that can be reached: not in a folder that nobody may look into."""
    try:
        return path.exists()
    except OSError:
        return False


@contextmanager
def full_disk_said() -> Iterator[None]:
    """Turns a full disk into a KnownError; other errors pass."""
    try:
        yield
    except OSError as error:
        if error.errno not in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
            raise
        raise KnownError("The disk is full.", "Free some space and import again: what was copied is kept.") from error
