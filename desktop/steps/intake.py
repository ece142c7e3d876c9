"""Studies come in: folders, files, archives, and the demonstration."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from viewer.case.progress import Tick, part_of

if TYPE_CHECKING:
    from desktop.actions import Desk
    from viewer.dicom.scan import Scan

SHOWN_PROBLEMS = 3


def import_folder(desk: Desk) -> None:
    """Ask for a folder and import it."""
    folder = desk.ask_folder("Import a folder")
    if folder is not None:
        import_paths(desk, [folder])


def import_files(desk: Desk) -> None:
    """Ask for files or archives and import them."""
    if paths := desk.ask_files("Import files or a zip archive"):
        import_paths(desk, paths)


def import_paths(desk: Desk, paths: Sequence[Path], and_open: bool = False) -> None:
    """Read and keep the files on a thread, then put them into the library; `and_open` opens the latest of them."""
    originals = desk.library.originals_folder

    def work(tick: Tick) -> Scan:
        from desktop.workflows.import_study import stage  # pydicom: not before the first import

        return stage(paths, originals, False, tick)

    name = paths[0].name if len(paths) == 1 else f"{len(paths)} paths"
    desk.start(f"Import {name}", work, lambda found: _add(desk, found, and_open), of_study=False)


def load_demonstration(desk: Desk) -> None:
    """Make the synthetic study with its prior, once per library, and import both."""
    originals, folder = desk.library.originals_folder, desk.library.folder / "demonstration"

    def work(tick: Tick) -> Scan:
        from desktop.workflows.demo import ensure_demonstration
        from desktop.workflows.import_study import stage

        paths = ensure_demonstration(folder, part_of(tick, 0.0, 0.7))
        return stage(paths, originals, False, part_of(tick, 0.7, 1.0))

    desk.start("Make the demonstration study", work, lambda found: _add(desk, found), of_study=False)


def _add(desk: Desk, found: Scan, and_open: bool = False) -> None:
    report = desk.library.add(found, desk.author)
    desk.refresh_worklist()
    refused = [problem for problem in report.problems if problem.level == "refused"]
    text = (
        f"{_count(report.studies.added, 'new study', 'new studies')}, "
        f"{_count(report.instances.added, 'new picture', 'new pictures')}, {report.instances.already} known already."
    )
    if refused:
        reasons = " ".join(f"{Path(row.where).name}: {row.text}" for row in refused[:SHOWN_PROBLEMS])
        more = f" And {len(refused) - SHOWN_PROBLEMS} more." if len(refused) > SHOWN_PROBLEMS else ""
        desk.notices.say(f"{text} {len(refused)} refused.", reasons + more, "warning")
    elif not report.study_uids:
        desk.notices.say("There is no DICOM study in what was given.", "Choose the folder with the pictures.", "warning")
    else:
        desk.notices.say(text, "" if and_open else "Enter opens the selected study.")
    if and_open and report.study_uids:
        desk.open_study(report.study_uids[-1])


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
