"""A loaded series on disk: pixel files beside a note on them, so that opening it again only maps them.

A pixel file has its final, unique name from the beginning, because a mapped file cannot be renamed or replaced on
every system; it counts once a note names it, which is written last.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from viewer.case.errors import KnownError
from viewer.case.plain import from_plain, to_plain
from viewer.case.study import Instance, Part, Problem
from viewer.case.volume import Stack, Volume, Voxels
from viewer.dicom.identity import file_stem

FORMAT = 15
"""Grows with every change to what is written or how it is computed; older files are then made again."""
ABANDONED_S = 86400.0
"""Pixel files of this age that no note names belong to nobody any more; younger ones may be being filled."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A part of a series ready to look at: its pictures as acquired, its volume, and what was odd.

    `volume` is None for pictures without a place in the patient or in colour. `parts` are all of the series.
    """

    stack: Stack
    volume: Volume | None
    problems: tuple[Problem, ...]
    part: Part
    parts: tuple[Part, ...]

    def need_volume(self) -> Volume:
        """The volume, for what cannot do without one.

        Raises KnownError where these pictures make none.
        """
        if self.volume is None:
            raise KnownError("These pictures make no volume.", "Choose a series of slices.")
        return self.volume


@dataclass(eq=False, slots=True)
class Early:
    """A part of a series whose pictures are still arriving; handed out by `load` as soon as one of them can be shown.

    Attributes
    ----------
    loaded : what is known already. The `stack` is mapped on the file that is being filled: a picture that has not
        arrived is all zeros there, and its bytes appear in place, so a view only has to draw again. `volume` is there
        where it lies in the same file as the stack; where it still has to be computed from the stack (uneven slices,
        a tilted gantry, values that need floats) it is None although `part.is_volume`. `problems` do not name the
        pictures yet that cannot be read.
    ready : bool, shape (planes,); written by the loading thread, to be read from any. Where it is true,
        ``stack.pixels[n]`` will not change any more. A picture that cannot be read becomes ready too (all black).
    wanted : the index of the picture that is looked at. Assign to it from any thread: pictures are decoded from
        there outward.

    Notes
    -----
    `load` returns the same Stack and Volume objects that were handed out here, so that a view need not be set up
    again; a second `Early` for one `load` means that the first is void (values turned out not to fit the type chosen),
    and after an error or CancelledError from `load` all are: let go of them, their file is gone or will be.
    """

    loaded: Loaded
    ready: npt.NDArray[np.bool_]
    wanted: int


@dataclass(frozen=True, slots=True)
class PixelNote:
    """Which files hold the pixels of a part, and what was found out while they were read.

    `stack` and `volume` are names of files; the same one where both are on one grid, and `volume` is empty where there
    is none. `whole` says that they hold rescaled int16. `problems` name the pictures that could not be read.
    """

    format: int
    key: str
    stack: str
    volume: str
    whole: bool
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class CacheFiles:
    """Names of the files of one part of one series."""

    folder: Path
    stem: str

    @staticmethod
    def of(folder: Path, series_uid: str, part: str) -> CacheFiles:
        stem = file_stem(series_uid)
        return CacheFiles(folder, f"{stem}.part-{file_stem(part)}" if part else stem)

    @property
    def note(self) -> Path:
        return self.folder / f"{self.stem}.json"

    def new_pixels(self, kind: str) -> Path:
        """A name that no file has for the `kind` ("stack" or "volume") of pixels."""
        return self.folder / f"{self.stem}.{uuid.uuid4().hex[:12]}.{kind}.npy"

    def find_note(self, key: str) -> PixelNote | None:
        """What was written about pixels made from the files that `key` stands for."""
        note = self._note()
        return note if note is not None and note.key == key else None

    def differs(self, pixels: Voxels) -> tuple[int, ...]:
        """Which pictures are others than those that lie here of before; none where these are of another kind or gone."""
        note = self._note()
        try:
            before = None if note is None else np.load(self.folder / note.stack, mmap_mode="r")
        except (OSError, ValueError):
            before = None
        if before is None or (before.shape, before.dtype) != (pixels.shape, pixels.dtype):
            return ()
        return tuple(n for n in range(len(before)) if before[n].tobytes() != pixels[n].tobytes())

    def _note(self) -> PixelNote | None:
        try:
            record = json.loads(self.note.read_bytes())
            note: PixelNote = from_plain(PixelNote)(record)
        except (OSError, ValueError, KeyError, TypeError):
            return None  # half a cache is no cache: it is made again
        return note if note.format == FORMAT else None

    def write_note(self, note: PixelNote) -> None:
        """Let the pixel files count, and remove what no note names any more, if nobody can be using it."""
        before = set()
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            record = json.loads(self.note.read_bytes())
            before = {record["stack"], record["volume"]}
        write_json(self.note, to_plain(note))
        ours = re.compile(re.escape(self.stem) + r"\.[0-9a-f]{12}\.(stack|volume)\.npy")
        with os.scandir(self.folder) as entries:
            others = [row for row in entries if ours.fullmatch(row.name) and row.name not in (note.stack, note.volume)]
        for row in others:
            if row.name in before or time.time() - row.stat().st_mtime > ABANDONED_S:
                remove(Path(row.path))


def remove(path: Path) -> None:
    """Remove a pixel file; one that is mapped stays on Windows, until the next time that its series is loaded."""
    with contextlib.suppress(PermissionError):
        path.unlink(missing_ok=True)


def write_json(path: Path, record: object) -> None:
    """Replace a file by JSON in one step: whoever opens it finds the old or the new."""
    part = path.with_name(f"{path.name}.{uuid.uuid4().hex[:12]}.part")
    try:
        part.write_text(json.dumps(record, separators=(",", ":")), encoding="utf-8")
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def key_of(instances: Sequence[Instance]) -> str:
    """A hash of what a series was made from: it changes when a file is added, replaced or removed."""
    digest = hashlib.sha256(f"{FORMAT}".encode())
    for instance in sorted(instances, key=lambda instance: instance.uid):
        try:
            facts = os.stat(instance.path)  # noqa: PTH116 - thousands of times
            size, time = facts.st_size, f"{facts.st_mtime_ns}"
            if instance.seen:  # left in its place, where who changes a file may set its time back, but not this one
                time += f"|{facts.st_ctime_ns}"
        except (OSError, ValueError):
            size, time = -1, "0"
        digest.update(f"\n{instance.uid}|{instance.path}|{size}|{time}".encode())
    return digest.hexdigest()
