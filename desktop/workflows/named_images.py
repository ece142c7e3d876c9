"""The pictures that sentences of a report name as key images: which they are, and how they look."""

from __future__ import annotations

from collections.abc import Mapping

from inference.report.key_image_words import is_key_image
from viewer.case.finding import Evidence
from viewer.case.report import ReportDraft, Sentence
from viewer.dicom.load import Loaded
from viewer.scene.render import Rendered, Shown, render_picture, render_view
from viewer.scene.view_state import acquired_view, picture_axis


def named_images(report: ReportDraft, evidence: Mapping[str, Evidence]) -> list[tuple[Sentence, Evidence]]:
    """The sentences that name a key image, with the place in it."""
    rows = [(row, next((evidence[id] for id in row.evidence_ids if id in evidence), None)) for row in report.sentences if is_key_image(row.text)]
    return [(row, place) for row, place in rows if place is not None]


def named_image(loaded: Loaded, place: Evidence, size_px: tuple[int, int], shown: Shown) -> Rendered | None:
    """The whole picture through a place, as it was acquired; None where the place is on pictures that are not loaded."""
    x, y, z = place.centre_lps
    volume = loaded.volume
    if volume is None:
        return render_picture(loaded.stack, size_px, str(round(z) + 1), shown=shown) if place.frame_uid == loaded.stack.frame_uid else None
    if place.frame_uid != volume.geometry.frame_uid:
        return None
    axis = picture_axis(volume.geometry, acquired_view(volume.geometry))
    return render_view(volume, "picture", size_px, str(axis.number_at((x, y, z))), shown=shown, stack=loaded.stack)
