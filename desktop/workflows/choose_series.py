"""Which series of a study to open. The window asks this itself, so nothing that takes long to import stands here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from viewer.case.errors import KnownError
from viewer.case.study import NO_PICTURES, Series

VOLUME_MODALITIES = ("CT", "MR", "PT")


def choose_series(series: Sequence[Series], counts: Mapping[str, int], uid: str | None = None) -> Series:
    """The series named by `uid` (or an unambiguous beginning of it), or the one with most pictures of a volume modality.

    `counts` maps series UIDs to how many pictures each has.

    Raises
    ------
    KnownError when there is no such series.
    """
    if uid:
        found = [row for row in series if row.uid == uid] or [row for row in series if row.uid.startswith(uid)]
        if len(found) != 1:
            raise KnownError(f"{'No' if not found else 'More than one'} series of this study has the UID {uid}.")
        return found[0]
    if not series:
        raise KnownError("This study has no series.")
    return max(series, key=lambda row: (row.modality in VOLUME_MODALITIES, row.modality not in NO_PICTURES, counts.get(row.uid, 0)))
