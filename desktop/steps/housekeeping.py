"""What a study takes on disk, and taking it away: deleted, or moved to an archive."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from viewer.case.errors import KnownError
from viewer.case.person import readable_name
from viewer.case.progress import Tick, part_of
from viewer.case.report import ReportDraft, SignedReport
from viewer.case.segmentation import Segmentation
from viewer.case.study import Study
from viewer.widgets.tr import counted, day_of, tr

if TYPE_CHECKING:
    from desktop.desk import Desk
    from desktop.workflows.archive_study import Archive
    from desktop.workflows.export_report import ExportRequest


def disk_use(desk: Desk) -> None:
    """Say what the study takes on disk."""
    study = _meant(desk)
    (use,) = desk.library.disk_use([study])
    said = tr(
        "{name}: {size} in the library ({pictures} {originals}, decoded {unpacked}, masks {masks}).",
        name=title(study), size=megabytes(use.in_library), pictures=counted(use.pictures, "1 picture", "{count} pictures"), originals=megabytes(use.originals),
        unpacked=megabytes(use.volumes), masks=megabytes(use.masks),
    )  # fmt: skip
    outside = tr("Another {size} lie where they were imported from.", size=megabytes(use.outside)) if use.outside else ""
    desk.notices.say(f"{said} {outside}".strip())


def delete(desk: Desk) -> None:
    """Ask, then delete the study for good. One with a signed report is not deleted in the window."""
    study = _meant(desk)
    if desk.library.find_signed_text(study.uid):
        raise KnownError(
            "This study has a signed report, so it is not deleted here.",
            "Archive it instead. Who must delete it uses `lightbox delete --even-signed`.",
        )
    (use,) = desk.library.disk_use([study])
    text = counted(
        use.pictures, "Delete {name} with its picture, {size}? This cannot be undone.", "Delete {name} with its {count} pictures, {size}? This cannot be undone.",
        name=title(study), size=megabytes(use.in_library),
    )  # fmt: skip
    desk.ask(text, "Delete the study", partial(_delete, desk, study))


def _delete(desk: Desk, study: Study) -> None:
    desk.leave_study(study.uid)
    freed = desk.library.delete_study(study.uid, desk.author)
    desk.refresh_worklist()
    desk.notices.say(tr("Deleted {name}: {size}.", name=title(study), size=megabytes(freed.in_library)), "The log of edits keeps what was done to it.")


def archive(desk: Desk) -> None:
    """Ask for a folder and write the study into it; afterwards ask whether its pictures leave the library."""
    study = _meant(desk)
    folder = desk.ask_folder(f"Archive {title(study)} to")
    if folder is not None:
        archive_to(desk, study, folder)


def archive_to(desk: Desk, study: Study, folder: Path) -> None:
    """Write a study with all that was said of it into a folder, every file proven."""
    desk.commit_text()
    from desktop.workflows.archive_study import gather, write_archive

    request = gather(desk.library, study.uid)
    request_results = partial(_gather_results, desk, study)

    def export(to: Path, tick: Tick) -> None:
        from desktop.workflows.export_report import export_report

        results, formats = request_results(to, part_of(tick, 0.0, 0.5))
        if results is not None:
            export_report(results, to, formats, part_of(tick, 0.5, 1.0))

    def work(tick: Tick) -> Archive:
        return write_archive(request, folder, export, tick)

    desk.start(f"Archive {title(study)}", work, lambda made: _archived(desk, study, made), of_study=False)


def _gather_results(desk: Desk, study: Study, folder: Path, tick: Tick) -> tuple[ExportRequest | None, tuple[str, ...]]:
    """On a job's thread: the segmentations and reports to be written as DICOM, None where there are none."""
    from desktop.workflows.choose_series import choose_series
    from desktop.workflows.export_report import gather
    from desktop.workflows.open_series import open_series
    from viewer.widgets.paint import paint

    library, ask = desk.library, desk.jobs.ask_main
    case = ask(lambda: library.open_case(study.uid))
    reports = (*case.all_of(ReportDraft), *case.all_of(SignedReport))
    if not reports and not case.all_of(Segmentation):
        return None, ()
    series = ask(lambda: choose_series(library.series_of(study.uid), library.count_pictures(study.uid)))
    instances = ask(lambda: library.instances_of(series.uid))
    loaded = open_series(series, instances, library.volumes_folder, desk.decoder, tick)
    if loaded.volume is None:
        return None, ()
    formats = ("dicom-seg", "dicom-sr") if reports else ("dicom-seg",)
    author = desk.author
    return ask(lambda: gather(library, case, study, series, loaded, folder, formats, paint, author)), formats


def _archived(desk: Desk, study: Study, made: Archive) -> None:
    text = f"{title(study)} is archived: {'1 file' if made.files == 1 else f'{made.files} files'}, {megabytes(made.size_bytes)}, each read back."
    (use,) = desk.library.disk_use([study])
    if not use.originals:
        desk.notices.say(text, str(made.folder))
        return
    question = f"{text} Take its pictures out of the library, {megabytes(use.originals)}, and open them from {made.folder} from now on?"
    desk.ask(question, "Take them out", partial(_move_out, desk, study, made))


def _move_out(desk: Desk, study: Study, made: Archive) -> None:
    desk.leave_study(study.uid)
    freed = desk.library.move_out(study.uid, made.places, desk.author, made.folder)
    desk.notices.say(tr("The library is {size} smaller.", size=megabytes(freed)), tr("{name} opens from {folder} now.", name=title(study), folder=made.folder))


def _meant(desk: Desk) -> Study:
    uid = desk.meant_uid
    if not uid:
        raise KnownError("No study is selected.", "Select one in the worklist.")
    return desk.library.find_study(uid)


def title(study: Study) -> str:
    """A study in a sentence: what, of whom, when."""
    who = readable_name(study.patient.name) or study.patient.id
    return " · ".join(part for part in (study.description or "the study", who, day_of(study.date)) if part)


def megabytes(count: int) -> str:
    return f"{count / 1e6:,.1f} MB"
