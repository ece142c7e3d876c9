"""Brain, any contrast: mask and tissues, from label maps of whole heads alone; no real picture is ever seen."""

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
from inference.training.label_maps import Bytes, LabelMap, LabelMaps, cropped
from inference.training.paint import Look, Tissues, paint
from inference.training.task import Batch, Maps, MapsOf, Predict, Size
from inference.training.tasks.tissue import HU
from inference.training.tasks.torsos import torso
from viewer.case.segmentation import Label
from viewer.case.terms import Code

CLASSES = (
    "elsewhere", "fluid around the brain", "ventricles", "cerebral cortex", "cerebral white matter", "deep grey matter",
    "cerebellum", "brain stem",
)  # fmt: skip
HELD_OUT = ("training_seg_19", "training_seg_20")
BODIES = range(100, 104)
"""Drawn torsos that are among the heads: a network that only ever saw heads draws a brain in a neck."""
FLUID_WITHIN_MM = 12.0
"""Of the brain: what lies farther is the fluid around the cord, or a stray voxel."""

_FLUID, _SOFT = 24, 507
_BODY_FROM = 100
_CLASS_OF = {
    1: (24,),
    2: (4, 5, 14, 15, 43, 44, 72),
    3: (3, 42, 17, 18, 53, 54),
    4: (2, 41, 77, 85, 25, 57, 30, 62),
    5: (10, 11, 12, 13, 26, 49, 50, 51, 52, 58, 136, 137, 163, 164),
    6: (7, 8, 46, 47),
    7: (16, 28, 60),
}
"""Numbers of the head maps (FreeSurfer's, and 500 on outside the brain) in each class."""
_GROUPS = (
    (2, 41), (3, 42), (4, 43, 5, 44, 72), (7, 46), (8, 47), (10, 49), (11, 50), (12, 51), (13, 52), (17, 53), (18, 54),
    (26, 58), (28, 60), (25, 57), (30, 62), (136, 137), (163, 164), (14, 15),
)  # fmt: skip
_HU = {
    0: (-1000, 5, 10), 24: (6, 4, 5), 4: (6, 4, 5), 5: (6, 4, 5), 14: (6, 4, 5), 15: (6, 4, 5), 43: (6, 4, 5), 44: (6, 4, 5),
    3: (37, 3, 5), 42: (37, 3, 5), 2: (28, 3, 5), 41: (28, 3, 5), 502: (-300, 400, 100), 506: (15, 8, 8), 507: (0, 70, 18),
    509: (-200, 300, 120), 511: (20, 40, 30), 512: (30, 5, 8), 514: (55, 40, 10), 515: (1000, 250, 220), 516: (250, 200, 120),
}  # fmt: skip
"""Mean, spread among patients and spread within, in HU; what is not named is grey matter."""
_MIXED = (0, 507, 509, 515, 516)
_NUMBERS = (
    0, 2, 3, 4, 5, 7, 8, 10, 11, 12, 13, 14, 15, 16, 17, 18, 24, 25, 26, 28, 30, 41, 42, 43, 44, 46, 47, 49, 50, 51, 52, 53,
    54, 57, 58, 60, 62, 72, 77, 85, 136, 137, 163, 164, 502, 506, 507, 508, 509, 511, 512, 514, 515, 516, 530,
)  # fmt: skip
"""Compact number -> number of the head maps."""


class Heads:
    """Pictures of heads."""

    def __init__(self, maps: Sequence[LabelMap], device: torch.device) -> None:
        self._maps = LabelMaps(maps, device)
        self._classes = torch.from_numpy(classes()).to(device)
        self._tissues = tissues().to(device)
        middles = [middle_of(one) for one in maps]
        self._middles = torch.tensor(np.array(middles), dtype=torch.float32, device=device)

    def batch(self, dice: Dice, size: Size, predict: Predict) -> Batch:
        count = size.batch
        which = dice.below(len(self._maps), count)
        sizes = self._maps.shapes[which] * self._maps.spacings[which]
        near = self._middles[which] + dice.uniform(-32.0, 32.0, count, 3)
        anywhere = dice.uniform(0.1, 0.9, count, 3) * sizes
        centres = torch.where(dice.happens(0.25, count)[:, None], anywhere, near)
        steps = torch.full((count, 3), size.spacing_mm, device=dice.device)
        found = places(dice, centres, size.patch, steps, WARP) / self._maps.spacings[which].view(-1, 3, 1, 1, 1)
        labels = self._maps.at(which, found)
        image, seen = paint(dice, labels, self._tissues, LOOK)
        return Batch(image, torch.where(seen, self._classes[labels.to(torch.int64)], 0))


ARGUMENTS: Mapping[str, Any] = {
    "spatial_dims": 3, "in_channels": 1, "out_channels": len(CLASSES), "channels": [16, 32, 64, 128, 256], "strides": [2, 2, 2, 2],
    "num_res_units": 2, "norm": ["instance", {"affine": True}],
}  # fmt: skip
"""Of MONAI's UNet, 4.8 million weights: its first layer halves the voxels, which makes it cheap; no statistics of a batch."""
WARP = Warp(turn_degrees=20.0, size=(0.8, 1.15), bend_mm=3.0, mirror=True)
LOOK = Look()


class Brain:
    """The task."""

    name = "brain"
    regions: Mapping[str, tuple[int, ...]] = {
        "brain mask": (1, 2, 3, 4, 5, 6, 7), "without fluid around": (2, 3, 4, 5, 6, 7),
        **{name: (number,) for number, name in enumerate(CLASSES) if number},
    }  # fmt: skip
    cpu = Size((48, 64, 48), 4, 3.0)
    cuda = Size((96, 112, 96), 16, 2.0)
    learning_rate = 1.5e-3

    def network(self) -> Network:
        return Network("monai", "UNet", ARGUMENTS, len(CLASSES), "softmax", (0, *range(2, len(CLASSES) + 1)))

    def module(self) -> nn.Module:
        return build(self.network())

    def maps(self, data: Path, of: MapsOf) -> Maps:
        found = [read_head(path) for path in sorted((data / "labels" / "head_synthseg").glob("training_seg_*.nii.gz"))]
        bodies = [beside(torso(seed)) for seed in BODIES]
        return Maps([*(one for one in found if one.name not in HELD_OUT), *bodies], [one for one in found if one.name in HELD_OUT])

    def generator(self, maps: Sequence[LabelMap], device: torch.device) -> Heads:
        return Heads(maps, device)

    def card(self, size: Size) -> ModelCard:
        edge = [max(length, 64) for length in size.patch]
        return ModelCard(
            id="head-brain", version="0.1.0", name="Brain, any contrast", task="segmentation",
            runner="inference.segmentation.network:run", modality="any", license="Apache-2.0",
            intended_use="Volumes of the head, MR of any weighting or CT: the brain with the fluid around it, and its tissues, for display and volumes.",
            limits="Learned from painted label maps of adults alone. Tissues cannot be told where the picture does not tell them apart, as on most CT. Tumours, bleeding, surgery and children's brains were never seen. Small islands may be drawn in face and neck. The CT of the skull base among the scores led to a change in training and is no independent test. Not for diagnosis.",
            labels=LABELS, applies={"regions": ["head"]},
            network={"library": "onnx", "outputs": len(CLASSES), "activation": "softmax", "channel_labels": [0, *range(2, len(CLASSES) + 1)]},
            input={
                "channels": ["image"], "spacing_mm": [size.spacing_mm] * 3, "orientation": "RAS", "patch": edge, "overlap": 0.5,
                "padding": "minimum", "foreground": True, "steps": [{"kind": "percentiles", "low": 0.5, "high": 99.5, "to_low": 0.0, "to_high": 1.0}],
            },
        )  # fmt: skip


LABELS = (
    Label(1, "brain", Code("SCT", "12738006", "Brain"), "none", tuple(range(2, len(CLASSES) + 1))),
    Label(2, "fluid around the brain", Code("SCT", "35951006", "Subarachnoid space")),
    Label(3, "ventricles", Code("SCT", "35764002", "Brain ventricle")),
    Label(4, "cerebral cortex", Code("SCT", "40146001", "Cerebral cortex")),
    Label(5, "cerebral white matter", Code("SCT", "68523003", "Cerebral white matter")),
    Label(6, "deep grey matter", Code("99LIGHTBOX", "deep-grey-matter", "Deep grey matter")),
    Label(7, "cerebellum", Code("SCT", "113305005", "Cerebellum")),
    Label(8, "brain stem", Code("SCT", "119238007", "Brain stem")),
)
"""Class n has the label n + 1: the brain is the sum of them."""


def read_head(path: Path) -> LabelMap:
    """A head map in compact numbers, without what lies apart from the head."""
    from scipy import ndimage

    from inference.training.reading import read_upright

    raw, spacing = read_upright(path)
    raw = raw.astype(np.int64)
    parts, count = ndimage.label(raw > 0)
    if count > 1:
        raw[parts != np.bincount(parts.ravel())[1:].argmax() + 1] = 0
    box = ndimage.find_objects((raw > 0).astype(np.uint8))[0]
    raw = raw[box]
    brain = np.isin(raw, [number for group, numbers in _CLASS_OF.items() if group > 1 for number in numbers])
    far = ndimage.distance_transform_edt(~brain, sampling=spacing) > FLUID_WITHIN_MM
    raw[far & (raw == _FLUID)] = _SOFT
    compact = np.zeros(int(max(raw.max(), max(_NUMBERS))) + 1, np.uint8)
    compact[list(_NUMBERS)] = np.arange(len(_NUMBERS), dtype=np.uint8)
    return LabelMap(path.name.split(".")[0], cropped(compact[raw], 2), spacing)


def middle_of(one: LabelMap) -> npt.NDArray[np.float64]:
    """The middle of the brain in mm from the map's corner; of the map, where there is none."""
    found = np.argwhere(_is_brain()[one.voxels])[::97]
    middle = found.mean(axis=0) if len(found) else np.array(one.voxels.shape) / 2
    return np.asarray(middle * one.spacing_mm, np.float64)


def beside(one: LabelMap) -> LabelMap:
    """A torso in numbers that no head has: pictures without a brain."""
    return LabelMap(one.name, np.where(one.voxels != 0, one.voxels + _BODY_FROM, 0).astype(np.uint8), one.spacing_mm)


def heads_of(maps: Sequence[LabelMap]) -> list[LabelMap]:
    """The maps that are heads."""
    return [one for one in maps if not one.voxels.max() >= _BODY_FROM]


def compact(raw: int) -> int:
    """The compact number of a number of the head maps."""
    return _NUMBERS.index(raw)


def classes() -> np.ndarray[Any, np.dtype[np.int64]]:
    """Compact number -> class."""
    table = np.zeros(256, np.int64)
    for number, raw in _CLASS_OF.items():
        for one in raw:
            table[_NUMBERS.index(one)] = number
    return table


def tissues() -> Tissues:
    """How the tissues look."""
    groups = np.arange(256)
    for first, *others in _GROUPS:
        for other in others:
            groups[_NUMBERS.index(other)] = _NUMBERS.index(first)
    hu = np.full((256, 3), (37.0, 4.0, 6.0), np.float32)
    for raw, row in _HU.items():
        hu[_NUMBERS.index(raw)] = row
    for tissue, numbers in HU.items():
        if tissue:
            hu[_BODY_FROM + tissue] = numbers
    mixed = np.zeros(256, np.bool_)
    mixed[[_NUMBERS.index(raw) for raw in _MIXED]] = True
    return Tissues(*(torch.from_numpy(table) for table in (groups, mixed, hu[:, :2].copy(), hu[:, 2].copy())))


def _is_brain() -> Bytes:
    return (classes() > 1).astype(np.uint8)
