"""Side and view of radiographs and mammograms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pydicom
from pydicom.errors import InvalidDicomError

from viewer.case.hanging import Projection
from viewer.case.study import Instance

_VIEW_CODES = {
    "399162004": "CC", "R-10242": "CC",
    "399368009": "MLO", "R-10226": "MLO",
    "399260004": "ML", "R-10224": "ML",
    "399352003": "LM", "R-10228": "LM",
}  # fmt: skip
"""Codes of mammography views, SNOMED CT and its former letters-and-digits form (PS3.16 CID 4014)."""
_TAGS = ["ImageLaterality", "Laterality", "ViewPosition", "ViewCodeSequence"]


def read_projections(instances: Sequence[Instance]) -> dict[str, Projection]:
    """Side and view of each SOP instance, as its header says them; those that cannot be read are left out."""
    found = {}
    for instance in instances:
        try:
            header = pydicom.dcmread(instance.path, force=True, stop_before_pixels=True, specific_tags=_TAGS)
            found[instance.uid] = projection_of(header)
        except (OSError, InvalidDicomError, ValueError, TypeError, KeyError):
            continue  # said when the picture is opened
    return found


def projection_of(header: Any) -> Projection:
    """From Image Laterality, or Laterality of the series; View Position, or the view's code (PS3.3 C.8.11.7, C.8.11.1)."""
    side = str(header.get("ImageLaterality") or header.get("Laterality") or "").strip().upper()
    view = str(header.get("ViewPosition") or "").strip().upper()
    codes: Any = header.get("ViewCodeSequence") or ()
    if not view and len(codes):
        view = _VIEW_CODES.get(str(codes[0].get("CodeValue", "")), "")
    return Projection(side if side in ("R", "L", "B") else "", view)
