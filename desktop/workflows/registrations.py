"""The registrations of a case: kept, corrected by hand, and said in a line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from desktop.store.case_store import CaseStore
from viewer.case.edits import Edit, Swap
from viewer.case.geometry import Point
from viewer.case.registration import Method, Registration, RegistrationQuality, Rows
from viewer.case.source import by

STILL: Rows = ((1.0, 0.0, 0.0, 0.0), (0.0, 1.0, 0.0, 0.0), (0.0, 0.0, 1.0, 0.0))


LABELS: Mapping[Method, str] = {
    "rigid": "Align with prior", "deformable": "Bend onto prior", "by hand": "Align with prior by hand",
}  # fmt: skip


def find_registration(case: CaseStore, frame_uid: str, other_frame_uid: str) -> Registration | None:
    """The newest of a case between two frames of reference."""
    found = [row for row in case.all_of(Registration) if (row.frame_uid, row.other_frame_uid) == (frame_uid, other_frame_uid)]
    return found[-1] if found else None


def keep_registration(case: CaseStore, made: Registration) -> Edit:
    """The edit, by who made it, that keeps a registration in the place of an earlier one between the same frames."""
    before = find_registration(case, made.frame_uid, made.other_frame_uid)
    after = made if before is None else replace(made, id=before.id)
    label = LABELS[made.method]
    return Edit(label, made.source.author, (Swap(before, after),))


def aligned_at(registration: Registration, here_lps: Point, there_lps: Point, author: str) -> Registration:
    """The same turn, moved so that these two points are one. Nothing measures what the reader does by hand."""
    return moved(registration, to_tuple(np.subtract(there_lps, registration.there(here_lps))), author)


def moved(registration: Registration, by_lps: Point, author: str) -> Registration:
    """Ends `by_lps` further on, in the other study's millimetres."""
    return replace(registration, rows=registration.moved(by_lps), method="by hand", quality=None, source=by(author))


def to_tuple(vector: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Point:
    return float(vector[0]), float(vector[1]), float(vector[2])


def short_text(registration: Registration) -> str:
    """For the corner of a picture: how it is linked, and how well."""
    quality, bent = registration.quality, "" if registration.bend is None else " and bent"
    return f"aligned{bent} by hand" if quality is None else f"aligned{bent} · {quality.residual_mm:.1f} mm"


def quality_text(registration: Registration) -> str:
    """What was measured of an alignment, in a sentence."""
    quality = registration.quality
    if quality is None:
        return "It was aligned by hand: nothing measured how well."
    return (
        f"Details lie {quality.residual_mm:.1f} mm apart in the median and {quality.residual_95_mm:.1f} mm in 95 of 100, "
        f"correlation {quality.ncc_before:.2f} to {quality.ncc_after:.2f}, there and back {quality.inverse_mm:.1f} mm, "
        f"overlap {quality.overlap:.0%}, {quality.seconds:.0f} s.{_bent_text(registration, quality)}"
    )


def _bent_text(registration: Registration, quality: RegistrationQuality) -> str:
    if registration.bend is None or quality.jacobian is None:
        return ""
    low, high = quality.jacobian
    return f" Bent by up to {registration.bend.largest_mm:.0f} mm; volumes change to {low:.0%} to {high:.0%} of themselves."
