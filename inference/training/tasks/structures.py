"""CT structures: what every other model and tool wants to know first, lungs told from gas in the bowel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from inference.cards import ModelCard
from inference.networks.build import build
from inference.packs.recipe import Network
from inference.training.fields import Dice, Warp, places
from inference.training.label_maps import LabelMap, LabelMaps
from inference.training.paint import Look, Tissues, paint
from inference.training.task import Batch, Maps, MapsOf, Predict, Size
from inference.training.tasks import brain
from inference.training.tasks.tissue import HU, Tissue
from inference.training.tasks.torsos import body
from inference.training.windows import Windows
from viewer.case.segmentation import Label
from viewer.case.terms import Code

CLASSES = (
    "outside", "lung right", "lung left", "airways", "spine", "ribs, sternum, shoulders", "skull", "pelvis", "limbs", "gas in bowel", "fat",
    "muscle", "other soft tissue",
)  # fmt: skip
UNKNOWN = -1
"""Class of voxels whose tissue the map does not tell; they count for nothing."""
BODIES = range(100, 120)
HELD_OUT = range(900, 903)
HEADS_EVERY = 4
"""Of the heads one in so many: a body is larger."""
HU_RANGE = (-1000.0, 1000.0)
WINDOWS_HU = ((-1000.0, -850.0), (-950.0, -500.0), (-200.0, 0.0), (-20.0, 100.0), (50.0, 250.0), (150.0, 700.0))
"""Air from lung, lung, fat from water, soft tissues, blood with contrast medium, bone."""

_CLASS_OF = {
    1: (Tissue.LUNG_RIGHT, Tissue.VESSELS_RIGHT), 2: (Tissue.LUNG_LEFT, Tissue.VESSELS_LEFT), 3: (Tissue.AIRWAYS,),
    4: (Tissue.SPINE, Tissue.SPINE_MARROW), 5: (Tissue.CAGE, Tissue.CAGE_MARROW), 6: (Tissue.SKULL, Tissue.SKULL_MARROW),
    7: (Tissue.PELVIS, Tissue.PELVIS_MARROW), 8: (Tissue.LIMB, Tissue.LIMB_MARROW), 9: (Tissue.GAS,), 10: (Tissue.FAT,), 11: (Tissue.MUSCLE,),
    12: (
        Tissue.SOFT, Tissue.HEART, Tissue.BLOOD, Tissue.LIVER, Tissue.SPLEEN, Tissue.KIDNEY, Tissue.STOMACH, Tissue.DISC, Tissue.CARTILAGE,
        Tissue.LESION, Tissue.BOWEL, Tissue.BRAIN, Tissue.SKIN, Tissue.MUCOSA, Tissue.EYE, Tissue.FLUID, Tissue.CONTENTS,
        Tissue.OPACIFIED,
    ),
    UNKNOWN: (Tissue.UNKNOWN,),
}  # fmt: skip
_ALIKE = (
    (Tissue.LUNG_RIGHT, Tissue.LUNG_LEFT), (Tissue.VESSELS_RIGHT, Tissue.VESSELS_LEFT), (Tissue.SPINE, Tissue.CAGE, Tissue.PELVIS),
    (Tissue.SPINE_MARROW, Tissue.CAGE_MARROW, Tissue.PELVIS_MARROW),
)  # fmt: skip
_MIXED = (Tissue.SOFT, Tissue.UNKNOWN, Tissue.STOMACH, Tissue.CONTENTS, Tissue.TABLE)
_HEAD = {
    511: Tissue.SKIN, 507: Tissue.UNKNOWN, 515: Tissue.SKULL, 516: Tissue.SKULL_MARROW, 509: Tissue.MUCOSA, 506: Tissue.EYE, 24: Tissue.FLUID,
    508: Tissue.UNKNOWN, 502: Tissue.UNKNOWN, 512: Tissue.BRAIN, 514: Tissue.UNKNOWN,
}  # fmt: skip

WARP = Warp(turn_degrees=14.0, size=(0.8, 1.2), shear=0.08, bend_mm=5.0)
LOOK = Look(ct=1.0, thick=0.5, thickest=3.0, cut=0.3, slab=0.2, noise_hu=40.0, hu_range=HU_RANGE)


class Bodies:
    """Pictures of parts of bodies."""

    def __init__(self, maps: Sequence[LabelMap], device: torch.device) -> None:
        self._maps = LabelMaps(maps, device)
        self._classes = torch.from_numpy(classes()).to(device)
        self._tissues = tissues().to(device)

    def batch(self, dice: Dice, size: Size, predict: Predict) -> Batch:
        count = size.batch
        which = dice.below(len(self._maps), count)
        lengths = self._maps.shapes[which] * self._maps.spacings[which]
        centres = dice.uniform(0.1, 0.9, count, 3) * lengths
        steps = torch.full((count, 3), size.spacing_mm, device=dice.device)
        found = places(dice, centres, size.patch, steps, WARP) / self._maps.spacings[which].view(-1, 3, 1, 1, 1)
        labels = self._maps.at(which, found)
        image, seen = paint(dice, labels, self._tissues, LOOK)
        return Batch(image, torch.where(seen, self._classes[labels.to(torch.int64)], 0))


class Structures:
    """The task."""

    name = "structures"
    regions: Mapping[str, tuple[int, ...]] = {
        **{name: (number,) for number, name in enumerate(CLASSES) if number}, "lungs": (1, 2), "bones": (4, 5, 6, 7, 8),
        "body": tuple(range(1, len(CLASSES))),
    }  # fmt: skip
    cpu = Size((48, 48, 48), 4, 5.0)
    cuda = Size((96, 96, 96), 16, 3.0)
    learning_rate = 1.5e-3

    def network(self) -> Network:
        arguments = {**brain.ARGUMENTS, "in_channels": 1 + len(WINDOWS_HU), "out_channels": len(CLASSES)}
        return Network("monai", "UNet", arguments, len(CLASSES), "softmax", (0, *range(2, len(CLASSES) + 1)))

    def module(self) -> nn.Module:
        low, high = HU_RANGE
        windows = Windows([((start - low) / (high - low), (end - low) / (high - low)) for start, end in WINDOWS_HU])
        return nn.Sequential(windows, build(self.network()))

    def maps(self, data: Path, of: MapsOf) -> Maps:
        heads = [head(one) for one in brain.heads_of(of(brain.Brain()).seen)[::HEADS_EVERY]]
        return Maps([*(body(seed) for seed in BODIES), *heads], [body(seed) for seed in HELD_OUT])

    def generator(self, maps: Sequence[LabelMap], device: torch.device) -> Bodies:
        return Bodies(maps, device)

    def card(self, size: Size) -> ModelCard:
        low, high = HU_RANGE
        return ModelCard(
            id="ct-structures", version="0.1.0", name="Body structures on CT (experimental)", task="segmentation",
            runner="inference.segmentation.structures:run", modality="CT", license="Apache-2.0",
            intended_use="CT from the head to the thighs, with or without contrast medium: body, each lung, airways, bones in groups, gas in bowel, fat, muscle and other soft tissue, for display, volumes and as the place where other tools look. A network says where each is; rules on Hounsfield units say where it ends.",
            limits=f"Experimental: lungs and bones reach their bars on drawn bodies, on real ones only in part. The network learned from drawn bodies and painted label maps of heads alone, at {size.spacing_mm:g} mm. It never saw a real picture, a diseased lung, an implant, a child or a lower leg. Consolidation and effusion are not counted as lung; lungs of less than 300 ml that end inside the scan are left out. Small bronchi are not followed. Muscle is told from organs by place alone; organs are not told apart. Not for diagnosis.",
            labels=LABELS, applies={"regions": ["head", "neck", "chest", "abdomen"], "step_mm": 6.0},
            network={"library": "onnx", "outputs": len(CLASSES), "activation": "softmax", "channel_labels": [0, *range(2, len(CLASSES) + 1)]},
            input={
                "channels": ["CT"], "spacing_mm": [size.spacing_mm] * 3, "orientation": "RAS", "patch": list(size.patch),
                "overlap": 0.5, "padding": "minimum", "foreground": True,
                "steps": [{"kind": "clip", "low": low, "high": high}, {"kind": "scale", "from_low": low, "from_high": high, "to_low": 0.0, "to_high": 1.0}],
            },
        )  # fmt: skip


LABELS = (
    Label(1, "body", Code("SCT", "38266002", "Entire body"), "none", tuple(range(2, len(CLASSES) + 1))),
    Label(2, "lung right", Code("SCT", "3341006", "Right lung"), "right"),
    Label(3, "lung left", Code("SCT", "44029006", "Left lung"), "left"),
    Label(4, "airways", Code("SCT", "89187006", "Airway structure"), "midline"),
    Label(5, "spine", Code("SCT", "421060004", "Spine"), "midline"),
    Label(6, "ribs, sternum, shoulders", Code("SCT", "113197003", "Rib")),
    Label(7, "skull", Code("SCT", "89546000", "Skull")),
    Label(8, "pelvis", Code("SCT", "12921003", "Pelvis")),
    Label(9, "limbs", Code("99LIGHTBOX", "limb-bones", "Bones of the limbs")),
    Label(10, "gas in bowel", Code("99LIGHTBOX", "gas-in-bowel", "Gas in bowel")),
    Label(11, "fat", Code("SCT", "55603005", "Fat")),
    Label(12, "muscle", Code("SCT", "127954009", "Skeletal muscle")),
    Label(13, "other soft tissue", Code("99LIGHTBOX", "other-soft", "Other soft tissue")),
)
"""Class n has the label n + 1: the body is the sum of them."""


def head(one: LabelMap) -> LabelMap:
    """A head of the brain's task in the numbers of bodies; what is not told apart there is unknown."""
    table = np.full(256, Tissue.BRAIN, np.uint8)
    table[brain.compact(0)] = Tissue.OUTSIDE
    for raw, tissue in _HEAD.items():
        table[brain.compact(raw)] = tissue
    return LabelMap(one.name, table[one.voxels], one.spacing_mm)


def classes() -> npt.NDArray[np.int64]:
    """`Tissue` -> class."""
    table = np.zeros(256, np.int64)
    for number, held in _CLASS_OF.items():
        table[list(held)] = number
    return table


def tissues() -> Tissues:
    """How the tissues look."""
    groups: npt.NDArray[Any] = np.arange(256)
    for first, *others in _ALIKE:
        groups[others] = first
    hu = np.full((256, 3), (40.0, 10.0, 10.0), np.float32)
    for tissue, row in HU.items():
        hu[tissue] = row
    mixed = np.zeros(256, np.bool_)
    mixed[list(_MIXED)] = True
    return Tissues(*(torch.from_numpy(table) for table in (groups, mixed, hu[:, :2].copy(), hu[:, 2].copy())))
