"""Import, up to the library's door: unpack archives, read headers, keep the files. `Library.add` takes the result."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from desktop.store.files import full_disk_said, is_archive, store_original, unpack
from viewer.case.errors import KnownError
from viewer.case.progress import Tick, part_of
from viewer.case.study import Instance, Problem
from viewer.dicom.scan import Scan, scan


def stage(paths: Sequence[Path], originals: Path, in_place: bool, tick: Tick) -> Scan:
    """Reads folders, files and zip archives, and copies what can be shown to `originals`.

    With `in_place` files stay where they are, save those out of archives. Everything that could not be
    taken is a `Problem` in the result; one bad file stops nothing.

    Raises
    ------
    KnownError for a path that does not exist, and when the disk is full; CancelledError.
    """
    for path in paths:
        if not path.exists():
            raise KnownError(f"There is no file or folder {path}.", "Check the path.")
    with full_disk_said():
        originals.mkdir(parents=True, exist_ok=True)
        own = f".unpacked-{os.getpid()}-"
        for left in originals.glob(".unpacked-*"):
            if not left.name.startswith(own):  # of an import that was killed: one process writes a library
                shutil.rmtree(left, ignore_errors=True)
        with tempfile.TemporaryDirectory(prefix=own, dir=originals) as unpacked:
            archives = _find_archives(paths)
            names, problems = _unpack_all(archives, Path(unpacked), part_of(tick, 0.0, 0.3))
            sources = [*(path for path in paths if path not in archives), *names]
            found = scan(sources, part_of(tick, 0.3, 0.6))
            said = (problem for problem in found.problems if problem.where not in {str(path) for path in archives})
            found = replace(found, problems=(*problems, *said))
            return _keep(found, originals, in_place, names, part_of(tick, 0.6, 1.0))


def _find_archives(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Archives named, and those with the name of one in folders."""
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_file() and is_archive(path):
            found[path] = None
        for folder, _, names in os.walk(path):
            archives = (Path(folder, name) for name in sorted(names) if name.lower().endswith(".zip"))
            found.update((archive, None) for archive in archives if is_archive(archive))
    return tuple(found)


def _unpack_all(archives: Sequence[Path], folder: Path, tick: Tick) -> tuple[dict[Path, str], list[Problem]]:
    names: dict[Path, str] = {}
    problems: list[Problem] = []
    for number, archive in enumerate(archives):
        part = part_of(tick, number / len(archives), (number + 1) / len(archives))
        own = folder / str(number)
        own.mkdir()
        unpacked, refused = unpack(archive, own, part)
        names.update(unpacked)
        problems.extend(refused)
    return names, problems


def _keep(found: Scan, originals: Path, in_place: bool, names: dict[Path, str], tick: Tick) -> Scan:
    """The scan with every instance where it will stay, and every problem with a name the reader knows."""
    kept: list[Instance] = []
    uid_of: dict[str, str] = {}
    problems: list[Problem] = []
    for number, instance in enumerate(found.instances):
        tick(number / len(found.instances), f"Keeping files: {number} of {len(found.instances)}")
        source = Path(instance.path)
        uid_of[instance.path] = instance.uid
        try:
            path = source.absolute() if in_place and source not in names else store_original(source, originals)
            str(path).encode()
        except UnicodeEncodeError:
            text = "The file's name is not readable text, so it cannot stay where it is."
            problems.append(Problem("refused", text, instance.path))
        except OSError as error:
            problems.append(Problem("refused", f"The file cannot be copied: {error.strerror}.", instance.path))
        else:
            kept.append(replace(instance, path=str(path)))
    series_uids = {instance.series_uid for instance in kept}
    series = tuple(row for row in found.series if row.uid in series_uids)
    study_uids = {row.study_uid for row in series}
    studies = tuple(study for study in found.studies if study.uid in study_uids)
    shown = tuple(_readable(problem, uid_of, names) for problem in (*found.problems, *problems))
    tick(1.0, f"Kept {len(kept)} files")
    return Scan(studies, series, tuple(kept), shown)


def _readable(problem: Problem, uid_of: dict[str, str], names: dict[Path, str]) -> Problem:
    """A problem that names no temporary file: an accepted file is named by its UID, an archive's by its name there."""
    where = problem.where
    if problem.level != "refused" and where in uid_of:
        where = uid_of[where]
    else:
        where = names.get(Path(where), where)
    return replace(problem, where=where.encode("utf-8", "backslashreplace").decode())
