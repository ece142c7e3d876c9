"""Import: unpack archives, read headers, keep the files, and hand over one finished series after the other."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from desktop.store.files import AT_ONCE, Arriving, full_disk_said
from desktop.store.intake import Added, ImportReport, join
from desktop.workflows.containers import look_into, unpacked_too
from viewer.case.errors import KnownError
from viewer.case.progress import Tick, part_of
from viewer.case.study import Instance, Problem
from viewer.dicom.scan import Scan, scan_files


def import_paths(
    paths: Sequence[Path], originals: Path, in_place: bool, add: Callable[[Scan], ImportReport], tick: Tick
) -> ImportReport:
    """Brings folders, files and archives in, series by series; `add` writes each into the index (`Library.add`).

    Whatever ends an import early, the series that were added stay, and the next import adds the rest.

    Raises
    ------
    What `stage` and `add` raise.
    """
    reports: list[ImportReport] = []
    known: set[str] = set()
    with contextlib.closing(stage(paths, originals, in_place, tick)) as batches:
        for batch in batches:
            report = add(batch)
            if known.issuperset(report.study_uids):  # counted with the first of its series
                report = replace(report, studies=Added())
            known.update(report.study_uids)
            reports.append(report)
    return join(reports)


def stage(paths: Sequence[Path], originals: Path, in_place: bool, tick: Tick) -> Generator[Scan, None, None]:
    """Reads folders, files, what a DICOMDIR lists, and zip archives, and copies what can be shown to `originals`.

    With `in_place` files stay where they are, save those out of archives. Everything that could not be
    taken is a `Problem`; one bad file stops nothing.

    Yields
    ------
    One series at a time with its study, when all its files are on disk for good; the latest examination last.
    At the end what is to be said about files that belong to no series.

    Raises
    ------
    KnownError for a path that does not exist, and when the disk is full; CancelledError.
    """
    for path in paths:
        try:
            path.stat()
        except (FileNotFoundError, NotADirectoryError):
            raise KnownError(f"There is no file or folder {path}.", "Check the path.") from None
        except (OSError, ValueError):
            continue  # it is there, and why it cannot be opened is said with its name
    with full_disk_said():
        originals.mkdir(parents=True, exist_ok=True)
        own = f".unpacked-{os.getpid()}-"
        for left in originals.glob(".unpacked-*"):
            if not left.name.startswith(own):  # of an import that was killed: one process writes a library
                shutil.rmtree(left, ignore_errors=True)
        with tempfile.TemporaryDirectory(prefix=own, dir=originals) as unpacked:
            tick(0.0, "Looking for files")
            files = unpacked_too(look_into(paths), paths, Path(unpacked), part_of(tick, 0.0, 0.3))
            found = scan_files(files, part_of(tick, 0.3, 0.6))
            with Arriving(originals) as arriving:
                yield from _keep(found, arriving, in_place, dict(files.names), part_of(tick, 0.6, 1.0))


def _keep(
    found: Scan, arriving: Arriving, in_place: bool, names: dict[Path, str], tick: Tick
) -> Iterator[Scan]:
    """Series by series, with every instance where it will stay, and every problem with a name the reader knows."""
    study_of = {study.uid: study for study in found.studies}
    instances_of: dict[str, list[Instance]] = defaultdict(list)
    uid_of = {instance.path: instance.uid for instance in found.instances}
    for instance in found.instances:
        instances_of[instance.series_uid].append(instance)
    about: dict[str, list[Problem]] = defaultdict(list)
    for problem in found.problems:
        about[problem.where].append(problem)

    def latest_last(series_uid: str) -> tuple[str, str, str]:
        study = study_of[series_of[series_uid].study_uid]
        return study.date, study.time, study.uid

    series_of = {row.uid: row for row in found.series}
    told: set[str] = set()
    done = 0
    for uid in sorted(series_of, key=latest_last):
        series, instances = series_of[uid], instances_of[uid]
        share = part_of(tick, done / len(found.instances), (done + len(instances)) / len(found.instances))
        kept, problems = _keep_series(instances, arriving, in_place, names, share)
        done += len(instances)
        if kept:
            study_uid = series.study_uid
            others = tuple(other for other in found.others if other.study_uid == study_uid and study_uid not in told)
            told.add(study_uid)
            renamed = tuple(pair for pair in found.renamed if pair[0] in {uid, *(row.uid for row in kept)})
            for where in (study_uid, uid, *(w for row in instances for w in (row.uid, row.path))):
                problems += about.pop(where, ())
            shown = tuple(_readable(problem, uid_of, names) for problem in problems)
            yield Scan((study_of[study_uid],), (series,), tuple(kept), shown, others, renamed)
        else:
            about[uid] += problems
    rest = tuple(_readable(problem, uid_of, names) for group in about.values() for problem in group)
    if rest or not series_of:
        yield Scan((), (), (), rest)
    tick(1.0, f"Kept {done} files")


def _keep_series(
    instances: Sequence[Instance], arriving: Arriving, in_place: bool, names: dict[Path, str], tick: Tick
) -> tuple[list[Instance], list[Problem]]:
    """The instances that could be kept, on disk for good, and why the others could not."""
    kept: list[Instance] = []
    problems: list[Problem] = []
    with ThreadPoolExecutor(AT_ONCE, "copy") as pool:
        tick(0.0, f"Keeping files: 0 of {len(instances)}")
        stays = [in_place and Path(row.path) not in names for row in instances]
        copies: list[Future[Path] | Path] = [
            Path(row.path).absolute() if stay else pool.submit(arriving.store, Path(row.path))
            for row, stay in zip(instances, stays, strict=True)
        ]
        try:
            for number, (instance, copy) in enumerate(zip(instances, copies, strict=True)):
                tick(number / len(instances), f"Keeping files: {number} of {len(instances)}")
                try:
                    path = copy if isinstance(copy, Path) else copy.result()
                    str(path).encode()
                except UnicodeEncodeError:
                    text = "The file's name is not readable text, so it cannot stay where it is."
                    problems.append(Problem("refused", text, instance.path))
                except OSError as error:
                    text = f"The file cannot be copied: {error.strerror}."
                    problems.append(Problem("refused", text, instance.path))
                else:
                    kept.append(replace(instance, path=str(path)))
        finally:
            pool.shutdown(cancel_futures=True)
    arriving.settle()
    return kept, problems


def _readable(problem: Problem, uid_of: dict[str, str], names: dict[Path, str]) -> Problem:
    """A problem that names no temporary file: an accepted file is named by its UID, an archive's by its name there."""
    where = problem.where
    if problem.level != "refused" and where in uid_of:
        where = uid_of[where]
    else:
        where = names.get(Path(where), where)
    return replace(problem, where=where.encode("utf-8", "backslashreplace").decode())
