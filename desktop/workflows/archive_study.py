"""Writes a study with everything that was said of it into a folder, and proves that it is all there."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from desktop.store.library import Library
from desktop.store.records import encode
from viewer.case.edits import RECORD_TYPES
from viewer.case.errors import KnownError
from viewer.case.plain import Json, to_plain
from viewer.case.progress import Tick, part_of
from viewer.case.segmentation import Segmentation
from viewer.case.source import now
from viewer.case.study import Instance
from viewer.dicom.identity import file_stem
from viewer.dicom.same_file import holds_still

PICTURES, MASKS, RESULTS = "DICOM", "masks", "results"
_CHUNK = 1 << 20

Export = Callable[[Path, Tick], None]
"""Writes results as DICOM into a folder that is there."""


@dataclass(frozen=True, slots=True)
class ArchiveRequest:
    """All that an archive of a study holds, collected on the thread of the library."""

    study_uid: str
    case: Json
    pictures: tuple[tuple[Instance, str], ...]
    masks: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Archive:
    """A finished archive: `places` tells where each instance's file lies, `size_bytes` is of all files."""

    folder: Path
    places: dict[str, Path]
    files: int
    size_bytes: int


def gather(library: Library, study_uid: str) -> ArchiveRequest:
    """Collect a study's rows, records, log and the places of its files."""
    row = library.find_row(study_uid)
    case = library.open_case(study_uid)
    series = library.series_of(study_uid)
    pictures: list[tuple[Instance, str]] = []
    for number, one in enumerate(series, 1):
        for place, instance in enumerate(library.instances_of(one.uid), 1):
            pictures.append((instance, f"{PICTURES}/S{number:03}/I{place:05}.dcm"))
    document: Json = {
        "format": "lightbox-archive 1",
        "study": to_plain(row.study),
        "status": row.status.value,
        "series": [to_plain(one) for one in series],
        "instances": [{**to_plain(instance), "path": name} for instance, name in pictures],
        "problems": [to_plain(problem) for problem in library.problems_of(study_uid)],
        "records": [{"kind": cls.kind, **json.loads(encode(record))} for cls in RECORD_TYPES for record in case.all_of(cls)],
        "log": [
            {"number": e.number, "at": e.at, "author": e.author, "label": e.label, "changes": json.loads(e.changes), "sha256": e.sha256}
            for e in case.log()
        ],
        "runs": [to_plain(run) for run in library.runs_of(study_uid)],
    }  # fmt: skip
    masks = tuple(library.mask_path(segmentation) for segmentation in case.all_of(Segmentation))
    return ArchiveRequest(study_uid, document, tuple(pictures), masks)


def write_archive(request: ArchiveRequest, to: Path, export: Export, tick: Tick) -> Archive:
    """Write a study into a new folder in `to`, named by its UID; every file is read back and compared by SHA-256.

    The folder has its name only when all of it is written and proven. ``case.json`` holds rows, records and the
    log, ``manifest.json`` every other file with size and SHA-256.

    Raises
    ------
    KnownError when there is such a folder already, a picture's file is gone or cannot be read, the disk is full,
    or what was written does not read back; CancelledError. Nothing stays behind then.
    """
    folder = to / file_stem(request.study_uid)
    part = folder.with_name(f"{folder.name}.part")
    if folder.exists():
        raise KnownError(f"There is an archive {folder} already.", "Choose another folder, or remove that one first.")
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        manifest = _copy_all(request, part, part_of(tick, 0.0, 0.6))
        (part / RESULTS).mkdir()
        export(part / RESULTS, part_of(tick, 0.6, 0.8))
        (part / "case.json").write_text(json.dumps(request.case, indent=1, ensure_ascii=False), encoding="utf-8")
        for path in (part / "case.json", *(part / RESULTS).rglob("*")):
            if path.is_file():
                manifest[path.relative_to(part).as_posix()] = _facts(path)
        text = json.dumps({"study": request.study_uid, "made_at": now(), "files": manifest}, indent=1)
        (part / "manifest.json").write_text(text, encoding="utf-8")
        _prove(part, manifest, part_of(tick, 0.8, 1.0))
        part.rename(folder)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        text = "The disk of the archive is full." if full else f"The archive cannot be written: {error.strerror} ({error.filename})."
        raise KnownError(text, "Nothing was removed from the library.") from error
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    places = {instance.uid: folder / name for instance, name in request.pictures}
    return Archive(folder, places, len(manifest), sum(int(row["bytes"]) for row in manifest.values()))


def _copy_all(request: ArchiveRequest, part: Path, tick: Tick) -> dict[str, Json]:
    files = [(Path(instance.path), name) for instance, name in request.pictures]
    files += [(path, f"{MASKS}/{path.name}") for path in request.masks]
    left = {name: instance for instance, name in request.pictures}
    manifest: dict[str, Json] = {}
    for number, (source, name) in enumerate(files):
        tick(number / len(files), f"Archiving: {number} of {len(files)} files")
        target = part / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if not source.is_file():
            raise KnownError(f"The file {source} is missing, so the study is not archived.", "`lightbox doctor` says more.")
        manifest[name] = _copy(source, target)
        known = source.stem if source.suffix == ".dcm" and len(source.stem) == 64 else ""
        one = None if known else left.get(name)
        is_another = one is not None and not holds_still(target, one.uid, one.seen)  # left in its place: another disc?
        if is_another or (known and manifest[name]["sha256"] != known):  # originals are named by what was in them
            raise KnownError(f"The file {source} has changed since it was imported.", "Import the study again first.")
    return manifest


def _copy(source: Path, target: Path) -> Json:
    digest, size = hashlib.sha256(), 0
    with source.open("rb") as file, target.open("wb") as copy:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            size += copy.write(chunk)
        copy.flush()
        os.fsync(copy.fileno())
    return {"bytes": size, "sha256": digest.hexdigest()}


def _facts(path: Path) -> Json:
    with path.open("rb") as file:
        return {"bytes": path.stat().st_size, "sha256": hashlib.file_digest(file, "sha256").hexdigest()}


def _prove(part: Path, manifest: dict[str, Json], tick: Tick) -> None:
    for number, (name, facts) in enumerate(manifest.items()):
        tick(number / len(manifest), f"Reading back: {number} of {len(manifest)} files")
        if _facts(part / name) != facts:
            raise KnownError(f"{name} does not read back as it was written.", "Check the disk of the archive.")
    tick(1.0, "Archived")
