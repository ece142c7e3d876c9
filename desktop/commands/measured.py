"""What `lightbox show --measure` and `lightbox ground --box` say: the measures of outlines, and what lies in a box."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.commands.answer import Json
from desktop.store.case_store import CaseStore
from desktop.store.library import Library
from desktop.workflows.measured import row_text
from desktop.workflows.open_series import open_series
from inference.measure.measure import Measure
from inference.offline import stay_offline
from viewer.case.errors import KnownError
from viewer.case.finding import UCUM
from viewer.case.geometry import Box
from viewer.case.measurement import SpineLabel
from viewer.case.progress import Tick
from viewer.case.segmentation import Segmentation
from viewer.case.study import Series
from viewer.case.volume import Volume
from viewer.dicom.decode import Decoder


def measured(library: Library, case: CaseStore, series: tuple[Series, ...], name: str, decoder: Decoder, tick: Tick) -> tuple[list[Json], list[str]]:
    """The measures of each segment whose name or side and name hold the words, ``all`` for every one: as JSON and as lines.

    Raises
    ------
    KnownError where no segment is called so.
    """
    from desktop.workflows.measure_segment import measure_segment

    rows, documents, lines = case.all_of(Segmentation), list[Json](), list[str]()
    wanted = set(name.lower().split())
    marks = [mark for mark in case.measurements() if isinstance(mark, SpineLabel)]
    for one, volume in _volumes(library, rows, series, decoder, tick):
        for segmentation in (row for row in rows if row.geometry == volume.geometry and row.series_uid == one.uid):
            for label in segmentation.labels:
                if segmentation.find_statistics(label.number) is None or not (wanted == {"all"} or wanted <= set(f"{label.side} {label.name}".lower().split())):
                    continue
                found = measure_segment(volume, rows, case.mask_of, (segmentation.id, label.number), marks, one, tick)
                documents.append({"segmentation": segmentation.id, "index": label.number, "name": found.name, "words": found.words, "measures": [measure_json(row) for row in found.rows]})
                lines += ["", f"{found.name}: {found.words}", *map(measure_line, found.rows)]
    if not documents:
        raise KnownError(f"No segment is called “{name}”.", "Ask for all of them with --measure all.")
    return documents, lines


def in_box(library: Library, case: CaseStore, series: tuple[Series, ...], box_lps: Box, tick: Tick) -> tuple[Json, list[str]]:
    """What lies in a box, by the newest segmentation's pictures."""
    from desktop.workflows.measure_segment import describe_place

    rows = case.all_of(Segmentation)
    with Decoder(initializer=stay_offline) as decoder:
        for _, volume in _volumes(library, rows, series, decoder, tick):
            words, found = describe_place(volume, rows, case.mask_of, box_lps)
            return {"words": words, "series_uid": volume.series_uid, "measures": [measure_json(row) for row in found]}, [words, *map(measure_line, found)]
    raise KnownError("Nothing is outlined in this study.", "Segment a series first.")


def _volumes(library: Library, rows: tuple[Segmentation, ...], series: tuple[Series, ...], decoder: Decoder, tick: Tick) -> Iterator[tuple[Series, Volume]]:
    """The series that something is outlined on, the newest outline first, each with its volume."""
    by_uid = {one.uid: one for one in series}
    for uid in dict.fromkeys(row.series_uid for row in reversed(rows)):
        if uid in by_uid:
            loaded = open_series(by_uid[uid], library.instances_of(uid), library.volumes_folder, decoder, tick)
            if loaded.volume is not None:
                yield by_uid[uid], loaded.volume


def measure_json(row: Measure) -> Json:
    """One measure; `ucum` is its unit for other systems."""
    document: Json = {"group": row.group, "name": row.name, "text": row_text(row), "note": row.note, "doubtful": row.doubtful}
    if row.quantity is not None:
        quantity = row.quantity
        document |= {"kind": quantity.kind, "value": quantity.value, "unit": quantity.unit, "ucum": UCUM.get(quantity.unit, quantity.unit)}
        document |= {"code": [quantity.code.scheme, quantity.code.value, quantity.code.meaning] if quantity.code is not None else None}
    return document


def measure_line(row: Measure) -> str:
    return f"  {row.name:<32} {row_text(row)}{'  ▲' if row.doubtful else ''}"
