"""Compares what the index names with the files that are there, for millions of them."""

from __future__ import annotations

import json
import os
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sqlite_utils import Database

from desktop.store.masks import files_of
from viewer.case.progress import Tick
from viewer.dicom.identity import sha256_of

_ORIGINAL = re.compile(r"[0-9a-f]{64}\.dcm")
_PREFIX = "originals/"
MOST_NAMED = 1000
_NAME_AT = len("originals/ab/")


@dataclass(frozen=True, slots=True)
class FileCheck:
    """Missing files are in the index and not on disk, `orphans` the other way round; the same for mask files.

    `missing` names the first `MOST_NAMED` of `missing_count`.
    """

    missing_count: int
    missing: tuple[Path, ...]
    orphans: tuple[Path, ...]
    missing_masks: tuple[Path, ...]
    orphan_masks: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class ContentCheck:
    """What reading the files of the index brought to light.

    `whole` originals have the SHA-256 that they had when they were copied. `left` files outside of the library hold the
    objects that were imported from them, and have the size and time that they had: no hash of theirs is known, so their
    pixels are not compared. `changed` do not, or cannot be read. Files that are missing count nowhere: see `check_files`.
    """

    whole: int
    left: int
    changed: tuple[Path, ...]


def check_contents(db: Database, library: Path, tick: Tick) -> ContentCheck:
    """Read every file that the index names: originals to the last byte, the headers of those outside of the library."""
    from viewer.dicom.same_file import has_changed, holds_still  # the window starts without pydicom

    (count,) = db.conn.execute("select count(*) from instance").fetchone()
    whole = left = 0
    changed = []
    for number, (uid, stored, seen) in enumerate(db.conn.execute("select uid, path, seen from instance")):
        tick(number / count, f"Reading file {number + 1} of {count}")
        path = library / stored
        is_own = stored.startswith(_PREFIX) and _ORIGINAL.fullmatch(path.name) is not None
        try:
            if is_own:
                same = sha256_of(path) == path.stem
            else:
                same = path.stat().st_size > 0 and not has_changed(str(path), seen) and holds_still(path, uid, seen)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError:  # the disk cannot read it any more
            same = False
        if not same:
            changed.append(path)
        elif is_own:
            whole += 1
        else:
            left += 1
    tick(1.0, "Read the files")
    return ContentCheck(whole, left, tuple(changed))


def check_files(db: Database, library: Path, tick: Tick) -> FileCheck:
    """Look at every original and every mask. Of originals only a hash of the name is kept: there may be millions."""
    originals = library / "originals"
    tick(0.0, "Looking through the original files")
    present = np.fromiter((_hash(path) for path in _files(originals)), np.int64)
    tick(0.4, "Looking through the index")
    indexed = np.fromiter((hash(path) for path in _inside(db)), np.int64)
    lost, loose = _without(indexed, present), _without(present, indexed)
    gone = (library / path for path in _inside(db) if hash(path) in lost) if lost else iter(())
    missing = list(islice(gone, MOST_NAMED))
    orphans = [path for path in _files(originals) if _hash(path) in loose] if loose else []
    tick(0.9, "Looking at files outside the library")
    named, masks = _masks(db), library / "masks"
    there = {path.name for path in masks.glob("*.npy")}
    tick(1.0, "Looked through the files")
    outside = _missing_outside(db, library)
    return FileCheck(
        len(lost) + len(outside),
        (*missing, *outside)[:MOST_NAMED],
        tuple(sorted(orphans)),
        tuple(masks / name for name in sorted(named - there)),
        tuple(masks / name for name in sorted(there - named)),
    )


def _files(originals: Path) -> Iterator[Path]:
    for folder in sorted(originals.glob("??")):
        yield from (folder / name for name in os.listdir(folder) if _ORIGINAL.fullmatch(name))  # noqa: PTH208 - millions


def _inside(db: Database) -> Iterator[str]:
    rows = db.conn.execute("select path from instance where path like ?", (f"{_PREFIX}%",))
    return (path for (path,) in rows if _ORIGINAL.fullmatch(path[_NAME_AT:]))


def _missing_outside(db: Database, library: Path) -> tuple[Path, ...]:
    """Files that were left where they were and are gone; one look at each folder."""
    folders: dict[Path, set[str]] = defaultdict(set)
    for (path,) in db.conn.execute("select path from instance where path not like ?", (f"{_PREFIX}%",)):
        whole = library / path  # relative where it lies inside the library, as the demonstration does
        folders[whole.parent].add(whole.name)
    missing = []
    for folder, names in folders.items():
        there = set(os.listdir(folder)) if folder.is_dir() else set()  # noqa: PTH208
        missing += [folder / name for name in sorted(names - there)]
    return tuple(missing)


def _masks(db: Database) -> set[str]:
    rows = db.conn.execute("select body from record where kind = 'segmentation'")
    return {name for (body,) in rows for name in files_of(json.loads(body))}


def _hash(path: Path) -> int:
    return hash(f"{_PREFIX}{path.parent.name}/{path.name}")


def _without(one: npt.NDArray[np.int64], other: npt.NDArray[np.int64]) -> set[int]:
    return {int(bits) for bits in np.setdiff1d(one, other)}
