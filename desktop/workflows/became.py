"""What the objects that came with the pictures became in the case: the other way round of `take_in`."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.store.case_store import CaseStore
from desktop.store.runs import Run
from desktop.workflows.documents import documents_of
from desktop.workflows.take_in import TAKERS
from viewer.case.contours import Contours
from viewer.case.edits import MEASUREMENTS, RECORD_TYPES
from viewer.case.finding import Finding
from viewer.case.key_image import KeyImage
from viewer.case.presentation import Presentation
from viewer.case.report import SignedReport
from viewer.case.segmentation import Segmentation
from viewer.case.study import Instance, Series

MOST_NAMED = 6
WAITS = "not taken in yet: it waits for the pictures that it was made on, or for the next import"


def objects_of(series: Series, instances: Sequence[Instance]) -> tuple[Instance, ...]:
    """Those of a series that are no pictures to look at: what enters the case, and what is read."""
    documents = {document.uid for document in documents_of(series, instances)}
    return tuple(one for one in instances if one.uid in documents or one.sop_class_uid in TAKERS)


def became(instance: Instance, case: CaseStore, runs: Sequence[Run]) -> tuple[str, ...]:
    """What an object is in the case now, in the reader's words; empty for one that is only read.

    `runs` are those of its study: the one of an object keeps why it could not be taken in.
    """
    if instance.sop_class_uid not in TAKERS:
        return ()
    records = [record for cls in RECORD_TYPES if cls is not SignedReport for record in case.all_of(cls)]
    own = [row for row in records if not isinstance(row, SignedReport) and row.source.run_id == instance.uid]
    said = [
        f"segmentation “{row.name}”: {_listed([label.name for label in row.labels])}" for row in own if isinstance(row, Segmentation)
    ]
    said += [f"contours: {_listed([one.name for one in row.structures])}" for row in own if isinstance(row, Contours)]
    said += [f"presentation state “{row.name}”" for row in own if isinstance(row, Presentation)]
    for cls, one, many in ((Finding, "finding", "findings"), (MEASUREMENTS, "measurement", "measurements"), (KeyImage, "key image", "key images")):
        if count := sum(isinstance(row, cls) for row in own):
            said.append(f"{count} {one if count == 1 else many}")
    if said:
        return tuple(said)
    run = next((row for row in runs if row.id == instance.uid), None)
    if run is None:
        return (WAITS,)
    return ("not taken in: " + run.text,) if run.text else ()


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more
