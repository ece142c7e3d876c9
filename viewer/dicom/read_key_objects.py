"""Key object selections (TID 2010): which pictures were marked, why, and what was written to them."""

from __future__ import annotations

import uuid

from pydicom.dataset import Dataset

from viewer.case.key_image import KeyImage
from viewer.case.source import Source, now
from viewer.case.study import Problem
from viewer.case.terms import Code
from viewer.dicom.content_tree import Item, cleaned, read_tree
from viewer.dicom.headers import items, text

MODIFIER = Code("DCM", "113011", "Document Title Modifier")
DESCRIPTION = Code("DCM", "113012", "Key Object Description")
OBSERVERS = (Code("DCM", "121008", "Person Observer Name"), Code("DCM", "121013", "Device Observer Name"))
OF_INTEREST = Code("DCM", "113000", "Of Interest")
MOST_PICTURES = 10_000


def read_key_objects(dataset: Dataset) -> tuple[tuple[KeyImage, ...], list[Problem]]:
    """One record per marked picture or frame, and what was left out.

    Raises KnownError when the object has no content.
    """
    root, problems = read_tree(dataset)
    uid = text(dataset, "SOPInstanceUID")
    names = [child.text.replace("^", " ").strip() for child in root.children if child.name in OBSERVERS and child.text]
    machine = " ".join(part for part in (text(dataset, "Manufacturer"), text(dataset, "ManufacturerModelName")) if part)
    source = Source(f"import:{cleaned(names[0] if names else machine, 64) or 'another system'}", now(), run_id=uid)
    series = _series_of(dataset)
    said = [child.text for child in root.named(DESCRIPTION) if child.text]
    said += [child.code.meaning for child in root.named(MODIFIER) if child.code]
    remark = cleaned("; ".join(said), 2000)
    title = root.name or OF_INTEREST
    marked: list[KeyImage] = []
    for item in root.children:
        marked += _marked(item, title, remark, series, source)
    if len(marked) > MOST_PICTURES:
        problems.append(Problem("warning", f"Of {len(marked):,} key images the first {MOST_PICTURES:,} are marked."))
    if not marked:
        problems.append(Problem("note", f"The key object selection “{title.meaning}” marks no picture."))
    return tuple(marked[:MOST_PICTURES]), problems


def _marked(item: Item, title: Code, remark: str, series: dict[str, str], source: Source) -> list[KeyImage]:
    reference = item.reference
    if reference is None or item.value_type not in ("IMAGE", "COMPOSITE"):
        return []
    where = series.get(reference.sop_instance_uid, "")
    return [
        KeyImage(
            uuid.uuid5(uuid.NAMESPACE_OID, f"lightbox/key image/{source.run_id}/{'.'.join(map(str, item.place))}/{frame}").hex,
            title, remark, where, reference.sop_instance_uid, frame, source,
        )
        for frame in reference.frames or (0,)
    ]  # fmt: skip


def _series_of(dataset: Dataset) -> dict[str, str]:
    """SOP Instance UID -> series, of everything that the object lists as its evidence (PS3.3 C.17.2)."""
    found = {}
    for study in items(dataset, "CurrentRequestedProcedureEvidenceSequence"):
        for series in items(study, "ReferencedSeriesSequence"):
            for instance in items(series, "ReferencedSOPSequence"):
                found[text(instance, "ReferencedSOPInstanceUID")] = text(series, "SeriesInstanceUID")
    return found
