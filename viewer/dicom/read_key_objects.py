"""Key object selections (TID 2010): which pictures were marked, why, and what was written to them."""

from __future__ import annotations

import uuid

from viewer.case.key_image import KeyImage
from viewer.case.source import Source, now
from viewer.case.study import Problem
from viewer.case.terms import Code
from viewer.dicom.content_tree import Item, Report, cleaned

MODIFIER = Code("DCM", "113011", "Document Title Modifier")
DESCRIPTION = Code("DCM", "113012", "Key Object Description")
OF_INTEREST = Code("DCM", "113000", "Of Interest")
MOST_PICTURES = 10_000


def read_key_objects(report: Report) -> tuple[tuple[KeyImage, ...], list[Problem]]:
    """One record per marked picture or frame, and what was left out."""
    root, problems = report.root, list(report.problems)
    source = Source(f"import:{report.observer()}", now(), run_id=report.sop_instance_uid)
    said = [child.text for child in root.named(DESCRIPTION) if child.text]
    said += [child.code.meaning for child in root.named(MODIFIER) if child.code]
    remark = cleaned("; ".join(said), 2000)
    title = root.name or OF_INTEREST
    marked: list[KeyImage] = []
    for item in root.children:
        marked += _marked(item, title, remark, report.series_of, source)
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
