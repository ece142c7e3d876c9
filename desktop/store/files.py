"""Original files: kept once, by their SHA-256."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import uuid
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Self

from viewer.case.errors import KnownError
from viewer.dicom.identity import sha256_of

ARRIVING = ".arriving"
_OWN = f"{ARRIVING}-{os.getpid()}-"
AT_ONCE = 16
"""Files copied at once: each waits for the disk, and the disk writes what waits together."""
_CHUNK = 1 << 20
_READ_ONCE = 8 << 20
"""Files up to this size are hashed and written from memory; larger ones, which are few, are read a second time."""


class Arriving:
    """Files on their way into ``originals/``: written aside, on disk for good before they get their names.

    A context manager; several may be in use at once, each with a folder of its own. What a killed import left half
    written is thrown away by the next one. Copying uses no more of Python than it must: sixteen threads at it would
    hold up the window's.
    """

    def __init__(self, originals: Path) -> None:
        self._originals = originals
        self._aside = originals / f"{_OWN}{uuid.uuid4().hex[:12]}"
        self._numbers = count()
        self._made: set[str] = set()
        self._touched: set[Path] = set()

    def __enter__(self) -> Self:
        with full_disk_said():
            self._aside.mkdir(parents=True)
        for left in self._originals.glob(f"{ARRIVING}*"):
            if not left.name.startswith(_OWN):  # one process writes a library
                shutil.rmtree(left, ignore_errors=True)
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
        with source.open("rb", buffering=0) as file:
            size = os.fstat(file.fileno()).st_size
            if size > _READ_ONCE:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
                file.seek(0)
                return self._store(iter(partial(file.read, _CHUNK), b""), digest, size)
            data = file.readall()
        return self._store((data,), hashlib.sha256(data).hexdigest(), len(data))

    def _store(self, chunks: Iterable[bytes], digest: str, size: int) -> Path:
        folder = f"{self._originals}{os.sep}{digest[:2]}"
        target = f"{folder}{os.sep}{digest}.dcm"
        with contextlib.suppress(FileNotFoundError):
            # the name promises the bytes: a copy that changed since, on a failing disk, is made again
            if os.stat(target).st_size == size and sha256_of(Path(target)) == digest:  # noqa: PTH116 - thousands of times
                return Path(target)
        part = f"{self._aside}{os.sep}{next(self._numbers)}"
        with full_disk_said():
            if folder not in self._made:
                os.makedirs(folder, exist_ok=True)  # noqa: PTH103
                self._made.add(folder)
            try:
                with open(part, "xb", buffering=0, opener=_for_the_owner) as copy:
                    for chunk in chunks:
                        left = memoryview(chunk)
                        while left:
                            left = left[copy.write(left) :]
                    os.fsync(copy.fileno())  # before the index, which is on disk at once, says that it is here
                os.replace(part, target)  # noqa: PTH105
            except BaseException:
                Path(part).unlink(missing_ok=True)
                raise
        kept = Path(target)
        self._touched.update((kept.parent, self._originals))
        return kept

    def settle(self) -> None:
        """Write the names of what was stored to disk; without it a power cut can take a file's name away."""
        if os.name == "posix" and self._touched:  # elsewhere a folder cannot be synchronised, and a renamed file is on disk
            with ThreadPoolExecutor(min(AT_ONCE, len(self._touched)), "names") as pool:
                list(pool.map(_synchronise, self._touched))
        self._touched.clear()


def _for_the_owner(path: str, flags: int) -> int:
    """Opens a new file that nobody else on the computer may read."""
    return os.open(path, flags, 0o600)


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
