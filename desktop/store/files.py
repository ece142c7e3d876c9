"""Original files: kept once, by their SHA-256; and archives, unpacked without trusting them."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Self

from viewer.case.errors import KnownError
from viewer.case.progress import Tick
from viewer.case.study import Problem

MOST_UNPACKED_BYTES = 64 << 30
MOST_EXPANSION = 200
"""An archive may unpack to this many times its size; pictures reach 3 to 20. Small ones are not asked."""
UNASKED_BYTES = 1 << 30
ARRIVING = ".arriving"
_CHUNK = 1 << 20


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
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        target = self._originals / digest[:2] / f"{digest}.dcm"
        if target.exists() and target.stat().st_size == source.stat().st_size:
            return target
        with full_disk_said():
            target.parent.mkdir(parents=True, exist_ok=True)
            handle, part = tempfile.mkstemp(dir=self._aside)
            try:
                with source.open("rb") as file, os.fdopen(handle, "wb") as copy:
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
        if os.name == "posix":  # elsewhere a folder cannot be synchronised, and a renamed file is on disk
            for folder in self._touched:
                descriptor = os.open(folder, os.O_RDONLY)
                os.fsync(descriptor)
                os.close(descriptor)
        self._touched.clear()


@contextmanager
def full_disk_said() -> Iterator[None]:
    """Turns a full disk into a KnownError; other errors pass."""
    try:
        yield
    except OSError as error:
        if error.errno not in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
            raise
        raise KnownError("The disk is full.", "Free some space and import again: what was copied is kept.") from error


def is_archive(path: Path) -> bool:
    """Whether a file begins as a zip archive does."""
    try:
        with path.open("rb") as file:
            return file.read(4) == b"PK\x03\x04"
    except OSError:
        return False


def unpack(
    archive: Path, folder: Path, tick: Tick, most_bytes: int = MOST_UNPACKED_BYTES
) -> tuple[dict[Path, str], tuple[Problem, ...]]:
    """Unpack a zip archive into `folder` under names of our own; names in an archive can lead anywhere.

    Returns
    -------
    Each file with the name it had (``archive.zip/inner/name``), and what could not be unpacked. An archive
    that would grow beyond `most_bytes`, or suspiciously much, is refused as a whole.

    Raises
    ------
    KnownError when the disk is full.
    """
    names: dict[Path, str] = {}
    problems: list[Problem] = []
    try:
        with zipfile.ZipFile(archive) as opened:
            members = [member for member in opened.infolist() if not member.is_dir()]
            members.sort(key=lambda member: PurePosixPath(member.filename))  # as a folder of the same files is read
            left = min(most_bytes, max(UNASKED_BYTES, MOST_EXPANSION * archive.stat().st_size))
            for number, member in enumerate(members):
                tick(number / len(members), f"Unpacking {archive.name}: {number} of {len(members)}")
                where, target = f"{archive}/{member.filename}", folder / f"{number:07}"
                if member.flag_bits & 1:
                    problems.append(Problem("refused", "The file is encrypted in its archive.", where))
                    continue
                try:
                    with full_disk_said():
                        left -= _unpack_member(opened, member, target, left)
                except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
                    problems.append(Problem("refused", f"The file is damaged in its archive ({error}).", where))
                    target.unlink(missing_ok=True)
                    continue
                names[target] = where
    except _TooLargeError:
        shutil.rmtree(folder)
        folder.mkdir()
        text = "The archive unpacks to far more than its size allows; it was left out."
        return {}, (Problem("refused", text, str(archive)),)
    except (zipfile.BadZipFile, OSError, EOFError) as error:
        text = f"The archive cannot be read ({getattr(error, 'strerror', None) or error})."
        return names, (*problems, Problem("refused", text, str(archive)))
    return names, tuple(problems)


class _TooLargeError(Exception):
    """An archive unpacks to more than it may."""


def _unpack_member(opened: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, left: int) -> int:
    """Writes one file, counting what really comes out: the sizes in an archive are only claims."""
    size = 0
    with opened.open(member) as source, target.open("wb") as file:
        while chunk := source.read(_CHUNK):
            size += len(chunk)
            if size > left:
                raise _TooLargeError
            file.write(chunk)
    return size
