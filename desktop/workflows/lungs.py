"""Which segmentation of a series says where its lungs are."""

from __future__ import annotations

from desktop.store.case_store import CaseStore
from viewer.case.segmentation import Segmentation
from viewer.case.terms import LEFT_LUNG, RIGHT_LUNG


def find_lungs(case: CaseStore, series_uid: str) -> Segmentation | None:
    """The newest segmentation of a series that has a lung."""
    found = [
        row
        for row in case.all_of(Segmentation)
        if row.series_uid == series_uid and any(label.code in (LEFT_LUNG, RIGHT_LUNG) for label in row.labels)
    ]
    return found[-1] if found else None
