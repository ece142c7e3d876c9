"""Studies come in: folders, files, archives, and the demonstration."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.steps import identity
from desktop.store.intake import join
from desktop.store.library import Library
from desktop.workflows.told import Told, gather
from viewer.case.errors import KnownError
from viewer.case.person import readable_name
from viewer.case.progress import CancelledError, Tick, part_of
from viewer.case.study import Problem
from viewer.widgets.tr import day_of, tr

if TYPE_CHECKING:
    from desktop.desk import Desk
    from desktop.store.intake import ImportReport
    from viewer.dicom.decode import Decoder
    from viewer.dicom.scan import Scan

SHOWN_PROBLEMS = 3
LAST_IMPORT, MOST_KEPT = "last import", 5000
LIST_NAME = "What the last import refused or found odd"
OBJECTS = tuple(f"1.2.840.10008.5.1.4.1.1.{kind}" for kind in ("66.4", "66.7", "481.", "88.", "11.", "30"))
"""How the SOP Class UIDs of objects begin that may enter the case: segmentations, RT, reports, presentation states, maps."""
REFRESH_EVERY_S = 2.0


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
    """Bring files into the library series by series, from a thread; `and_open` opens the latest of them."""

    in_place = desk.settings.import_in_place

    def work(tick: Tick) -> Imported:
        return _bring_in(desk, paths, in_place, tick)

    name = paths[0].name if len(paths) == 1 else f"{len(paths)} paths"
    desk.start(tr("Import {name}", name=name), work, lambda imported: _tell(desk, imported, and_open), of_study=False)


def get_ready(decoder: Decoder) -> None:
    """On a job's thread, soon after the start: what the first study needs, so that it does not wait for it."""
    import_module("desktop.workflows.open_series")
    decoder.warm_up()


def load_demonstration(desk: Desk) -> None:
    """Make the synthetic study with its prior, once per library, and import both."""
    folder = desk.library.folder / "demonstration"

    def work(tick: Tick) -> Imported:
        from desktop.workflows.demo import ensure_demonstration

        paths = ensure_demonstration(folder, part_of(tick, 0.0, 0.7))
        return _bring_in(desk, paths, False, part_of(tick, 0.7, 1.0))

    desk.start("Make the demonstration study", work, lambda imported: _tell(desk, imported), of_study=False)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import brought, all of it or what was there when it was `stopped`."""

    report: ImportReport
    stopped: bool = False


def _bring_in(desk: Desk, paths: Sequence[Path], in_place: bool, tick: Tick) -> Imported:
    """On a job's thread, with a connection of its own to the library: a series may have thousands of files."""
    from desktop.workflows import import_study  # pydicom: not before the first import

    originals = desk.library.originals_folder
    refreshed_s = 0.0
    so_far: list[ImportReport] = []

    def keep(found: Scan) -> ImportReport:
        nonlocal refreshed_s
        report = add(found)
        so_far.append(report)
        if report.studies.added and time.monotonic() - refreshed_s > REFRESH_EVERY_S:
            desk.jobs.ask_main(desk.refresh_worklist)  # the first studies can be read while the others come
            refreshed_s = time.monotonic()
        return report

    with desk.library.adding(desk.author) as add:
        try:
            return Imported(import_study.import_paths(paths, originals, in_place, keep, tick))
        except CancelledError:
            return Imported(join(so_far), stopped=True)


def _tell(desk: Desk, imported: Imported, and_open: bool = False) -> None:
    """Say what came, lead to what was refused or odd, and open the study where there is but one."""
    report, uids = imported.report, imported.report.study_uids
    desk.refresh_worklist(uids if report.studies.added else ())
    identity.look_for_conflicts(desk)
    remarks = gather(report.problems)
    text = _what_came(desk, report)
    if imported.stopped:
        text = f"Stopped. What was finished is in the library: {text}"
    odd = sum(problem.level == "warning" for problem in report.problems)
    refused = sum(problem.level == "refused" for problem in report.problems)
    counts = ", ".join([*([_count(refused, "file refused", "files refused")] if refused else []), *([f"{odd} odd"] if odd else [])])
    said = text + (f"; {counts}." if counts else ".")
    _keep(desk, said, remarks)
    if counts:
        told = sorted((row for row in remarks if row.level != "note"), key=lambda row: row.level != "refused")
        desk.notices.say(said, " ".join(_shortly(row) for row in told) if len(told) <= SHOWN_PROBLEMS else "", "warning", "imported")
    elif imported.stopped:
        desk.notices.say(said, "Import again to go on.")
    elif not uids:
        left_out = " ".join(row.text for row in remarks[:SHOWN_PROBLEMS])
        desk.notices.say("There is no DICOM study in what was given.", left_out or "Choose the folder with the pictures.", "warning")
    else:
        desk.notices.say(said, "" if and_open and len(uids) == 1 else "Enter opens the selected study.")
    opened = uids if and_open and len(uids) == 1 else ()
    take_in(desk, [uid for uid in uids if uid not in opened])
    if report.instances.added:
        _prepare(desk, uids)
    if opened:
        desk.open_study(opened[0])


def _what_came(desk: Desk, report: ImportReport) -> str:
    """``Doe, Jane · 2024-01-31: 120 new pictures``; of several, how many studies of how many patients."""
    pictures = _count(report.instances.added, "new picture", "new pictures")
    if report.instances.already or not report.instances.added:
        pictures += f", {report.instances.already:,} known already"
    if len(report.study_uids) == 1:
        study = desk.library.find_study(report.study_uids[0])
        title = " · ".join(part for part in (readable_name(study.patient.name) or "(no name)", study.patient.id, day_of(study.date)) if part)
        return f"{title}: {'1 new study' if report.studies.added else 'no new study'}, {pictures}"
    if not report.study_uids:
        return "No study imported"
    rows = desk.library.rows_of(report.study_uids)
    patients = len({row.patient_number for row in rows})
    new = "" if report.studies.added == len(rows) else f" ({report.studies.added:,} of them new)"
    return f"{len(rows):,} studies of {_count(patients, 'patient', 'patients')} imported{new}: {pictures}"


def _shortly(remark: Told) -> str:
    """One remark in a line: the file by its name where it is about one."""
    if remark.count > 1:
        return f"{remark.counted}: {remark.text}"
    path = Path(remark.places[0])
    return f"{path.name}: {remark.text}" if len(path.parts) > 1 else remark.text


def _prepare(desk: Desk, study_uids: Sequence[str]) -> None:
    """Work out how the pictures of new series lie, on a thread, so that the first click on one does not wait for that."""
    if desk.library.read_only:
        return
    folder = desk.library.folder

    def work(tick: Tick) -> None:
        from desktop.workflows.open_series import prepare

        with Library(folder, read_only=True) as library:
            for number, uid in enumerate(study_uids):
                part = part_of(tick, number / len(study_uids), (number + 1) / len(study_uids))
                for series in library.series_of(uid):
                    prepare(series, library.instances_of(series.uid), library.volumes_folder, part)

    desk.start("Prepare the pictures", work, lambda nothing: None, of_study=False)


def _keep(desk: Desk, summary: str, remarks: Sequence[Told]) -> None:
    """Keep what an import said, to be looked at afterwards, also after the window was closed."""
    kept = sorted(remarks, key=lambda remark: remark.level != "refused")[:MOST_KEPT]
    rows = [[row.level, row.text, row.places, row.count] for row in kept]
    more = f" Of {len(remarks):,} different remarks the first {MOST_KEPT:,} are kept." if len(remarks) > MOST_KEPT else ""
    desk.library.set_setting(LAST_IMPORT, json.dumps({"summary": summary + more, "remarks": rows}))


def show_last(desk: Desk) -> None:
    """Show what the last import said."""
    kept = json.loads(desk.library.get_setting(LAST_IMPORT) or "{}")
    remarks = [Told(level, text, tuple(places), count) for level, text, places, count in kept.get("remarks", ())]
    desk.show_imported(kept.get("summary", "Nothing was imported yet."), remarks)


def take_in(desk: Desk, study_uids: Sequence[str]) -> None:
    """Bring segmentations, contours and measurements that came with the pictures into their cases, on a thread.

    Studies without such objects cost one query; what was taken in before is not read again.
    """
    kinds = desk.library.sop_classes_of
    waiting = [uid for uid in study_uids if any(kind.startswith(OBJECTS) for kind in kinds(uid))]
    if not waiting or desk.library.read_only:
        return

    def work(tick: Tick) -> tuple[Problem, ...]:
        problems: tuple[Problem, ...] = ()
        for number, uid in enumerate(waiting):
            part = part_of(tick, number / len(waiting), (number + 1) / len(waiting))
            try:
                problems += of_study(uid, part)
            except KnownError as error:  # of one study; the others go on
                problems += (Problem("warning", str(error), uid),)
        return problems

    def of_study(uid: str, tick: Tick) -> tuple[Problem, ...]:
        from desktop.workflows import take_in as workflow

        objects = desk.jobs.ask_main(partial(workflow.find_waiting, desk.library, uid, desk.decoder))
        if objects is None:
            return ()
        found = workflow.take_in(objects, tick)
        try:
            return desk.jobs.ask_main(partial(workflow.keep_taken, found, desk.library))
        except BaseException:
            workflow.forget(found)
            raise

    desk.start("Read the objects beside the pictures", work, lambda problems: _tell_taken(desk, problems), of_study=False)


def _tell_taken(desk: Desk, problems: Sequence[Problem]) -> None:
    odd = list(dict.fromkeys(problem.text for problem in problems if problem.level != "note"))
    if odd:
        more = f" And {len(odd) - SHOWN_PROBLEMS} more." if len(odd) > SHOWN_PROBLEMS else ""
        desk.notices.say("Not every object beside the pictures could be read.", " ".join(odd[:SHOWN_PROBLEMS]) + more, "warning")


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
