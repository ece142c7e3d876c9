"""What `lightbox doctor` says of the library: its database, log, files, backups, and who has it open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from desktop.commands.session import author
from desktop.store.backup import back_up as copy_now
from desktop.store.backup import backups_of, is_due
from desktop.store.file_check import ContentCheck, FileCheck
from desktop.store.library import DATABASE, Library
from desktop.store.lock import find_holder
from desktop.store.repair import Repair
from desktop.workflows.repair_library import repair_library
from viewer.case.errors import KnownError
from viewer.case.progress import Tick, part_of

Check = tuple[str, bool, str]
OLD = timedelta(days=7)
"""A backup of this age is pointed out, if the library changed since."""


def library_checks(folder: Path, with_contents: bool, tick: Tick) -> Iterator[Check]:
    """Name, whether it is fine, and what was found; `with_contents` reads every picture file."""
    holder = find_holder(folder)
    yield "library in use", True, f"by {holder}" if holder else "by nobody"
    copies = backups_of(folder / DATABASE)
    old = bool(copies) and is_due(folder / DATABASE) and datetime.now(UTC) - copies[0].made > OLD
    named = ", ".join(f"{copy.made:%Y-%m-%d %H:%M} UTC ({copy.size_bytes / 1e6:.1f} MB)" for copy in copies)
    yield "backups", not old, f"{named}; something changed since" if old else named or "none yet; one is made each day when a library is closed"
    if not folder.is_dir():
        yield "database", True, "there is no library yet"
        return
    try:
        with Library(folder, read_only=True) as library:
            damage = library.find_damage()
            yield "database", not damage, f"damaged ({damage}); run `lightbox doctor --repair`" if damage else "whole"
            broken = library.verify_log()
            yield "log of edits", broken is None, f"entry {broken} was changed or is missing" if broken else "unbroken"
            yield from _file_checks(library.check_files(part_of(tick, 0.0, 0.1 if with_contents else 1.0)))
            if with_contents:
                yield _content_check(library.check_contents(part_of(tick, 0.1, 1.0)))
            else:
                yield "picture contents", True, "not read; `lightbox doctor --files` reads every file"
    except KnownError as error:
        yield "database", False, str(error)


def _file_checks(check: FileCheck) -> Iterator[Check]:
    missing, orphans = check.missing_count, len(check.orphans)
    example = f", such as {check.missing[0]}" if check.missing else ""
    yield "picture files", not missing, f"{missing} are missing{example}" if missing else "all there"
    if orphans:
        yield "picture files", False, f"{orphans} are not in the index: import what they came from again, or run `lightbox doctor --repair`"
    masks = len(check.missing_masks)
    yield "mask files", not masks, f"{masks} are missing, such as {check.missing_masks[0]}" if masks else "all there"
    if check.orphan_masks:
        yield "mask files", True, f"{len(check.orphan_masks)} belong to no segmentation; they are kept"


def _content_check(check: ContentCheck) -> Check:
    read = f"{check.whole} of the library's own are as they were copied" if check.whole else ""
    if check.left:
        outside = f"{check.left} left in their place hold what was imported from them (size, time and header only: their pixels are not compared)"
        read = f"{read}; {outside}" if read else outside
    if not check.changed:
        return "picture contents", True, read or "there are no files to read"
    named = f"{len(check.changed)} changed or cannot be read, such as {check.changed[0]}"
    return "picture contents", False, f"{named}; import them again from a good copy{'. The others: ' if read else ''}{read}"


def back_up(folder: Path) -> Path:
    """`lightbox doctor --backup`: a copy of the database, also beside a window that writes it."""
    if not (folder / DATABASE).exists():
        raise KnownError(f"There is no library in {folder}.", "Name one with --library.")
    return copy_now(folder / DATABASE)


def repair(folder: Path, tick: Tick) -> Repair:
    """`lightbox doctor --repair`."""
    return repair_library(folder, author(), tick)


def repair_lines(done: Repair) -> list[str]:
    """What a repair did, for a person."""
    if not done.damage and not done.restored and not done.lost:
        return ["Nothing had to be repaired."]
    lines = [f"The database was replaced: {done.damage}." if done.damage else "The database was whole."]
    if done.kept is not None:
        lines.append(f"The damaged file is kept in {done.kept}.")
    lines += [f"  restored: {text}" for text in done.restored]
    lines += [f"  lost: {text}" for text in done.lost] or ["Nothing was lost."]
    return lines
