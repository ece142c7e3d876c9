"""Look for lesions in a study the way they were looked for in the other one: what nobody searched cannot be compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.workflows.compare_prior import Side, looker
from desktop.workflows.find_nodules import find_nodules
from desktop.workflows.model_result import ModelResult
from desktop.workflows.segment import segment
from inference.cards import ModelCard
from inference.client import Engine
from viewer.case.errors import KnownError
from viewer.case.progress import Tick, part_of
from viewer.case.segmentation import Segmentation
from viewer.case.volume import Volume

LUNGS_BY = "ct-classical"
NODULES = "inference.segmentation.nodules:run"
"""The detector that needs lungs alone; where others looked, their organs would have to be outlined in the earlier study first."""

Cards = Mapping[str, tuple[ModelCard, Path]]
"""Model id -> card and folder."""


@dataclass(frozen=True, slots=True)
class Lungs:
    """A segmentation with lungs, and where its label map lies."""

    segmentation: Segmentation
    mask: Path


def missing_models(of: Side, other: Side, cards: Cards) -> tuple[str, ...]:
    """The detectors of nodules that looked in the other study and not in this one; all that fit where nobody looked in either."""
    ran = other.looked_by | {looker(row) for row in other.findings}
    if not ran and not of.looked_by and not of.findings:
        ran = frozenset(card.id for card, _ in cards.values() if card.modality in ("any", of.series.modality))
    return tuple(sorted(id for id in ran - of.looked_by if id in cards and cards[id][0].runner == NODULES))


def look(
    side: Side, volume: Volume, models: Sequence[str], cards: Cards, lungs: Lungs | None, masks_folder: Path, engine: Engine, tick: Tick
) -> tuple[ModelResult, ...]:
    """Run these detectors on a study; the lungs are outlined first where `lungs` is None.

    Raises KnownError where there are no lungs in it, and what the models raise.
    """
    results: list[ModelResult] = []
    if lungs is None:
        card, folder = cards[LUNGS_BY]
        outlined = segment(volume, side.series, card, folder, masks_folder, engine, part_of(tick, 0.0, 0.5))
        if outlined.segmentation is None or outlined.mask is None:
            raise KnownError("No lungs were found in the earlier study, so no nodules were looked for there.")
        results.append(outlined)
        lungs = Lungs(outlined.segmentation, outlined.mask)
    for number, id in enumerate(models):
        card, folder = cards[id]
        part = part_of(tick, 0.5 + 0.5 * number / len(models), 0.5 + 0.5 * (number + 1) / len(models))
        results.append(find_nodules(volume, side.series, lungs.segmentation, lungs.mask, card, folder, masks_folder, engine, part))
    return tuple(results)
