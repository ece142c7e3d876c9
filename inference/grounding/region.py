"""One place in the pictures that a phrase leads to."""

from __future__ import annotations

from dataclasses import dataclass

from viewer.case.geometry import Box


@dataclass(frozen=True, slots=True)
class Region:
    """One place. `score` 0..1 falls with every word of the phrase that is only roughly met.

    `finding_id` is empty for an outlined structure, `segmentation_id` for a finding without an outline.
    """

    box_lps: Box
    score: float
    series_uid: str
    segmentation_id: str = ""
    finding_id: str = ""
