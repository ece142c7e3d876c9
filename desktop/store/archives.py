"""Zip archives, unpacked without trusting them: not their names, not their sizes, not what lies inside of them."""

from __future__ import annotations

import lzma
import shutil
import stat
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from desktop.store.files import full_disk_said
from viewer.case.errors import KnownError
from viewer.case.progress import Tick, part_of
from viewer.case.study import Problem

MOST_UNPACKED_BYTES = 64 << 30
MOST_EXPANSION = 30
"""An archive may unpack to this many times its size, with all archives in it: pictures reach 3 to 20, and an archive in an
archive counts once more itself. Ones that unpack to less than `UNASKED_BYTES` are not asked: masks reach hundreds."""
UNASKED_BYTES = 1 << 30
KEPT_FREE_BYTES = 1 << 30
"""Unpacking leaves this much of the disk free, or a twentieth of a small disk: the library's database needs some too."""
DEEPEST = 3
"""An archive in an archive in an archive is still opened; exports of exports make two."""
UNLISTED = "The archive holds more than its table of contents lists: it was probably cut short in a copy, and files are missing."
_CHUNK = 1 << 20
_DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, ValueError, RuntimeError)
"""What the zipfile module raises on archives that are not what they claim to be."""


@dataclass(frozen=True, slots=True)
class Unpacked:
    """`names`: each unpacked file with the name it had, ``archive.zip/inner/name``; `problems`: what could not be."""

    names: dict[Path, str]
    problems: tuple[Problem, ...]


def is_archive(path: Path) -> bool:
    """Whether a file begins as a zip archive does."""
    try:
        with path.open("rb") as file:
            return file.read(4) == b"PK\x03\x04"
    except OSError:
        return False


def unpack(archive: Path, folder: Path, tick: Tick, most_bytes: int = MOST_UNPACKED_BYTES) -> Unpacked:
    """Unpack a zip archive, and the ones in it, into `folder` under names of our own; theirs can lead anywhere.

    An archive that would grow beyond `most_bytes`, or suspiciously much, is refused as a whole with all that is
    in it: one budget holds for all of them. Links in an archive lead nowhere and are left out.

    Raises
    ------
    KnownError when the disk is full, or would be.
    """
    disk = shutil.disk_usage(folder)
    most_bytes = min(most_bytes, max(UNASKED_BYTES, MOST_EXPANSION * archive.stat().st_size))
    work = _Unpacking(folder, most_bytes, disk.free - min(KEPT_FREE_BYTES, disk.total // 20))
    try:
        work.open(archive, str(archive), 1, tick)
    except _TooLargeError:
        shutil.rmtree(folder)
        folder.mkdir()
        text = "The archive unpacks to far more than its size allows; it was left out."
        return Unpacked({}, (Problem("refused", text, str(archive)),))
    return Unpacked(work.names, tuple(work.problems))


class _TooLargeError(Exception):
    """An archive unpacks to more than it may."""


@dataclass(slots=True)
class _Unpacking:
    folder: Path
    left: int
    space: int
    names: dict[Path, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    count: int = 0

    def open(self, archive: Path, name: str, depth: int, tick: Tick) -> None:
        try:
            with zipfile.ZipFile(archive) as opened:
                listed = opened.infolist()
                if listed and is_archive(archive) and min(member.header_offset for member in listed) > 0:
                    self.problems.append(Problem("warning", UNLISTED, name))
                members = [member for member in listed if not member.is_dir()]
                members.sort(key=lambda member: PurePosixPath(member.filename))  # as a folder of the same files is read
                for number, member in enumerate(members):
                    share = part_of(tick, number / len(members), (number + 1) / len(members))
                    share(0.0, f"Unpacking {PurePosixPath(name).name}: {number} of {len(members)}")
                    self._take(opened, member, f"{name}/{member.filename}", depth, share)
        except _DAMAGE as error:
            self._refuse(f"The archive cannot be read: {_reason(error)}.", name)
        except OSError as error:
            self._refuse(f"The archive cannot be read ({error.strerror or error}).", name)

    def _take(self, opened: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, depth: int, tick: Tick) -> None:
        target = self.folder / f"{self.count:07}"
        self.count += 1
        if member.flag_bits & 1:
            self._refuse("The file is encrypted in its archive.", name)
            return
        if stat.S_ISLNK(member.external_attr >> 16):
            self.problems.append(Problem("note", "A link in an archive leads nowhere; it was left out.", name))
            return
        try:
            with full_disk_said():
                self._write(opened, member, target)
        except (*_DAMAGE, OSError) as error:  # an OSError too: that is how bz2 says that its bytes are wrong
            self._refuse(f"The file is damaged in its archive: {_reason(error)}.", name)
            target.unlink(missing_ok=True)
            return
        if not (member.filename.lower().endswith(".zip") and is_archive(target)):
            self.names[target] = name
            return
        if depth == DEEPEST:
            self._refuse("An archive this deep in other archives is not opened; unpack it by hand.", name)
        else:
            self.open(target, name, depth + 1, tick)
        target.unlink()

    def _write(self, opened: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> None:
        """Writes one file, counting what really comes out: the sizes in an archive are only claims."""
        with opened.open(member) as source, target.open("wb") as file:
            while chunk := source.read(_CHUNK):
                self.left -= len(chunk)
                self.space -= len(chunk)
                if self.left < 0:
                    raise _TooLargeError
                if self.space < 0:
                    raise KnownError("The archive unpacks to more than the disk has room for.", "Free some space and import again.")
                file.write(chunk)

    def _refuse(self, text: str, name: str) -> None:
        self.problems.append(Problem("refused", text, name))


def _reason(error: Exception) -> str:
    """What the zipfile module found, in our words: its own are for programmers."""
    said = str(error).lower()
    if isinstance(error, zipfile.BadZipFile) and ("not a zip file" in said or "central directory" in said):
        return "its table of contents is missing or damaged; it was probably cut short in a copy or a download"
    if "crc" in said:
        return "its contents are not what was packed"
    if isinstance(error, NotImplementedError):
        return "it is packed in a way that this version does not read"
    if isinstance(error, EOFError):
        return "it ends too early"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return "its contents are damaged"


def find_archives(files: Sequence[Path], named: Sequence[Path]) -> tuple[Path, ...]:
    """Those of `files` that are archives: by what is in them where the reader `named` them, else by name as well."""
    asked = set(named)
    return tuple(path for path in files if (path in asked or path.suffix.lower() == ".zip") and is_archive(path))
