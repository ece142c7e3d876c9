"""Brings a damaged library back: the database first, then what only the files themselves can tell."""

from __future__ import annotations

from pathlib import Path

from desktop.store.backup import back_up
from desktop.store.library import DATABASE, Library
from desktop.store.repair import Repair, repair_database
from desktop.workflows.import_study import import_paths
from viewer.case.progress import Tick, part_of

NAMED = 3
"""So many missing files are named; the rest are counted."""


def repair_library(folder: Path, author: str, tick: Tick) -> Repair:
    """Make the database whole, read every file that it does not know, and say what could not be brought back.

    Nothing is deleted: a damaged database is kept in ``damaged/``. On a whole library this changes nothing.

    Raises
    ------
    KnownError when another process writes the library, or the disk is full; CancelledError.
    """
    done = repair_database(folder / DATABASE, part_of(tick, 0.0, 0.4))
    with Library(folder) as library:
        check = library.check_files(part_of(tick, 0.4, 0.5))
        again = [*check.orphans, *(folder / path for path in done.outside if (folder / path).is_file())]
        if again:
            report = import_paths(
                again, library.originals_folder, True, lambda found: library.add(found, author), part_of(tick, 0.5, 0.8)
            )
            if report.instances.added:
                pictures = "1 picture" if report.instances.added == 1 else f"{report.instances.added} pictures"
                done.restored.append(f"{pictures}, read from their files again")
            refused = [problem for problem in report.problems if problem.level == "refused"]
            done.lost += [f"{problem.where}: {problem.text}" for problem in refused]
            check = library.check_files(part_of(tick, 0.8, 0.9))
        masks = check.missing_masks
        for count, paths, what in ((check.missing_count, check.missing, "picture files"), (len(masks), masks, "mask files")):
            if count:
                named = ", ".join(str(path) for path in paths[:NAMED])
                done.lost.append(f"{count} {what} are missing: {named}{' ...' if count > NAMED else ''}")
        library.finish_repair(done, author)
        if done.damage:
            back_up(library.database)
    tick(1.0, "The library is whole")
    return done
