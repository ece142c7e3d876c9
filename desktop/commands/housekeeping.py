"""`lightbox delete`, `archive` and `disk`: what studies take, and taking them away."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from desktop.commands.answer import NAME_MOST, Answer, Json, line, table
from desktop.commands.pictures import painter
from desktop.commands.session import author, pixels_of
from desktop.store.housekeeping import DiskUse
from desktop.store.library import Library
from desktop.workflows.archive_study import gather, write_archive
from desktop.workflows.export_report import export_report
from desktop.workflows.export_report import gather as gather_results
from viewer.case.errors import KnownError
from viewer.case.person import readable_name
from viewer.case.progress import Tick, part_of
from viewer.case.report import ReportDraft, SignedReport
from viewer.case.segmentation import Segmentation
from viewer.case.study import Study


def delete(options: argparse.Namespace, tick: Tick) -> Answer:
    with Library(options.library) as library:
        row = library.find_row(options.study)
        study = row.study
        head = (readable_name(study.patient.name), study.patient.id, study.date, study.description)
        what = f"{'  '.join(line(text, NAME_MOST) for text in head)}  ({row.instances} pictures)"
        if not options.yes:
            ask(f"Delete {what}?\nThis cannot be undone. Type yes to delete it: ")
        freed = library.delete_study(study.uid, author(), options.even_signed)
    document: Json = {"study": study.uid, "pictures": freed.pictures, "bytes": freed.in_library, "outside_bytes": freed.outside}
    kept = " Its files outside the library were left alone." if freed.outside else ""
    return Answer(document, f"Deleted {what}: {megabytes(freed.in_library)}.{kept}")


def ask(question: str) -> None:
    """Go on only when a person answers yes.

    Raises
    ------
    KnownError for any other answer, and where nobody can be asked.
    """
    if not sys.stdin.isatty():
        raise KnownError("Deleting asks first, and here is nobody to ask.", "Add --yes.")
    sys.stderr.write(question)
    sys.stderr.flush()
    if sys.stdin.readline().strip().lower() != "yes":
        raise KnownError("Nothing was deleted.")


def archive(options: argparse.Namespace, tick: Tick) -> Answer:
    with Library(options.library) as library:
        study = library.find_study(options.study)
        request = gather(library, study.uid)
        made = write_archive(request, options.to, lambda folder, part: export_results(library, study, folder, part), tick)
        freed = library.move_out(study.uid, made.places, author(), made.folder) if options.remove_pixels else 0
    document: Json = {"study": study.uid, "path": str(made.folder), "files": made.files, "bytes": made.size_bytes,
                      "valid": True, "freed_bytes": freed}  # fmt: skip
    text = f"{made.files} files, {megabytes(made.size_bytes)}, are in {made.folder}; each was read back and compared."
    if options.remove_pixels:
        text += f"\nThe pictures are opened from there from now on; the library is {megabytes(freed)} smaller."
    return Answer(document, text)


def export_results(library: Library, study: Study, folder: Path, tick: Tick) -> None:
    """Write segmentations and reports as DICOM, where there are any and the pictures can be opened."""
    case = library.open_case(study.uid)
    reports = (*case.all_of(ReportDraft), *case.all_of(SignedReport))
    if not reports and not case.all_of(Segmentation):
        return
    opened = pixels_of(library, study, None, part_of(tick, 0.0, 0.5))
    if opened.loaded.volume is None:
        return  # a report on radiographs alone is in case.json; there is no volume for a DICOM export to refer to
    formats = ("dicom-seg", "dicom-sr") if reports else ("dicom-seg",)
    request = gather_results(library, case, study, opened.series, opened.loaded, folder, formats, painter(), author())
    export_report(request, folder, formats, part_of(tick, 0.5, 1.0))


def disk(options: argparse.Namespace, tick: Tick) -> Answer:
    freed = 0
    if options.clear_cache:
        with Library(options.library) as library:
            freed = library.clear_cache()
    with Library(options.library, read_only=True) as library:
        rows = [library.find_row(options.study)] if options.study else list(library.find_studies())
        used: list[DiskUse] = []
        for number, row in enumerate(rows):
            tick(number / len(rows), f"Measuring: {number} of {len(rows)} studies")
            used += library.disk_use([row.study])
    used.sort(key=lambda row: row.in_library, reverse=True)
    document: Json = {
        "studies": [
            {"uid": one.study.uid, "patient_name": one.study.patient.name, "date": one.study.date, "pictures": one.pictures,
             "originals_bytes": one.originals, "outside_bytes": one.outside, "volumes_bytes": one.volumes, "masks_bytes": one.masks}
            for one in used
        ],
        "bytes": sum(one.in_library for one in used),
        "freed_bytes": freed,
    }  # fmt: skip
    head = ("in the library", "originals", "volumes", "masks", "outside", "pictures", "name", "date", "UID")
    lines = [
        (megabytes(one.in_library), *map(megabytes, (one.originals, one.volumes, one.masks, one.outside)), one.pictures,
         line(readable_name(one.study.patient.name), NAME_MOST), one.study.date, one.study.uid)
        for one in used
    ]  # fmt: skip
    text = f"{table(lines, head)}\n{len(used)} studies, {megabytes(document['bytes'])} in the library."
    return Answer(document, f"Cleared {megabytes(freed)} of decoded volumes.\n{text}" if options.clear_cache else text)


def megabytes(count: int) -> str:
    return f"{count / 1e6:,.1f} MB"
