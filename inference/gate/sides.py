"""Whether what a model drew lies on the right side of the patient. A violation is said, never put right in silence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from inference.cards import ModelCard
from inference.segmentation.preprocess import air_below
from viewer.case.segmentation import Label, LabelStatistics
from viewer.case.volume import Volume

USUAL_SIDE: Mapping[str, str] = {
    "10200004": "right",  # liver
    "28231008": "right",  # gallbladder
    "78961009": "left",  # spleen
    "69695003": "left",  # stomach
    "80891009": "left",  # heart
}
"""SNOMED CT codes of single organs and the side of the body's middle on which their centre lies."""
_CLEARLY_MM = 10.0
_NARROW_MM = 200.0
"""Pictures of less width may show one side only, whose middle is not the body's."""
_NETWORK_ALONE = "inference.segmentation.network:run"
"""Runner whose sides are the network's own; all others name them by where the parts lie."""


@dataclass(frozen=True, slots=True)
class Sides:
    """`wrong` has a sentence for each structure, or pair of them, on the side where it does not belong.

    `told` is whether anything was drawn that knows left from right of itself. What rules named by where its parts lie does
    not, also where a network found the parts: it is called left and right in a mirrored patient too.
    """

    wrong: tuple[str, ...]
    told: bool


def check_sides(card: ModelCard, volume: Volume, found: Sequence[LabelStatistics]) -> Sides:
    """What the structures that were drawn say about left and right."""
    rows = {row.number: row for row in found}
    x_mm = {label.number: rows[label.number].centroid_lps[0] for label in card.labels if label.number in rows}
    texts, paired, is_told = [], set(), False
    for left in card.labels:
        right = _partner(left, card.labels)
        if left.side == "left" and right is not None and left.number in x_mm and right.number in x_mm:
            paired |= {left.number, right.number}
            is_told |= card.runner == _NETWORK_ALONE
            if x_mm[left.number] < x_mm[right.number]:
                texts.append(f"The {left.name} lies to the patient's right of the {right.name}")
    middle_mm, width_mm = body_middle(volume)
    if width_mm >= _NARROW_MM:
        for label in card.labels:
            side = label.side if label.side in ("left", "right") else USUAL_SIDE.get(label.code.value, "")
            if not side or label.number not in x_mm or label.number in paired:
                continue
            is_told |= label.side not in ("left", "right") or card.runner == _NETWORK_ALONE
            away = x_mm[label.number] - middle_mm  # LPS: x grows to the patient's left
            if (away if side == "right" else -away) > _CLEARLY_MM:
                texts.append(f"The {label.name} lies on the patient's {'left' if side == 'right' else 'right'}")
    why = ": left and right may be exchanged in the header or by the model, or the organs lie mirrored."
    return Sides(tuple(text + why for text in texts), is_told)


def _partner(left: Label, labels: Sequence[Label]) -> Label | None:
    """The right one of a pair: the same code or the same name but for the side."""
    plain = _without_side(left.name)
    return next((label for label in labels if label.side == "right" and _without_side(label.name) == plain), None)


def _without_side(name: str) -> str:
    return " ".join(word for word in name.lower().replace("_", " ").split() if word not in ("left", "right"))


def body_middle(volume: Volume) -> tuple[float, float]:
    """Where the middle of the tissue lies from right to left, LPS x in mm, and how wide it is; width 0 where there is none."""
    geometry = volume.geometry
    factors = [max(1, round(6.0 / step)) for step in geometry.spacing_mm]
    seen = volume.voxels[:: factors[0], :: factors[1], :: factors[2]]
    places = np.argwhere(seen > air_below(seen, volume.unit)) * factors
    if not len(places):
        return 0.0, 0.0
    x_mm = geometry.to_lps(places)[:, 0]
    low, middle, high = np.percentile(x_mm, (2, 50, 98))
    return float(middle), float(high - low)
