"""A coarse torso with its truth and its segmentation."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from inference.cards import ModelCard, read_card
from inference.phantom.demonstration import current_plan
from inference.phantom.torso import Torso, make_torso
from inference.segmentation.classical import segment
from resources import path as resource
from viewer.case.geometry import Geometry
from viewer.case.progress import no_tick
from viewer.case.volume import Mask, Volume

CARD_FOLDER = resource("models", "ct-classical")


@dataclass(frozen=True)
class TorsoCase:
    torso: Torso
    volume: Volume
    card: ModelCard
    mask: Mask


def volume_of(voxels: np.ndarray, geometry: Geometry, unit: str = "HU") -> Volume:
    return Volume("series", geometry, voxels, Path("volume.npy"), unit)


def make_case() -> TorsoCase:
    """The demonstration's torso on a coarser grid, to be drawn and segmented in seconds."""
    plan = replace(current_plan(), shape_kji=(152, 158, 158), spacing_mm=(2.5, 2.4, 2.4), blur_mm=1.5)
    torso = make_torso(plan, no_tick)
    volume = volume_of(torso.voxels_hu, plan.geometry)
    card = read_card(CARD_FOLDER / "card.toml")
    mask = segment(volume, card, no_tick)
    return TorsoCase(torso, volume, card, mask)
