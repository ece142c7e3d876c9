"""Click-anything: image, mask so far and marks in, the one structure that is meant out; any contrast, any structure.

Structures are labels of warped maps, ellipsoids planted in them, and cells of random tilings; a structure needs no name. The
first mark lies deep inside; each later one lies in the middle of the larger error of what the network itself draws (Sakinis et
al., arXiv 1903.08205). Channels and how marks are painted are those of `inference.segmentation.promptable`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from scipy import ndimage
from torch import Tensor, nn
from torch.nn import functional

from inference.cards import ModelCard
from inference.networks.build import build
from inference.packs.recipe import PROMPT_CHANNELS, Network
from inference.training.fields import Dice, Shape, Warp, places, smooth
from inference.training.label_maps import LabelMap, LabelMaps, cropped
from inference.training.paint import Look, Tissues, paint
from inference.training.reading import read_upright
from inference.training.task import Batch, Maps, MapsOf, Predict, Size
from inference.training.tasks import brain, structures
from viewer.case.segmentation import Label
from viewer.case.terms import Code

Float = npt.NDArray[np.float32]

POINT_RADIUS, FADING = 4, 0.9
"""As `inference.segmentation.promptable` has them; that module needs libraries that a machine that only trains lacks."""
CHANNELS = ("image", *PROMPT_CHANNELS)
_PREVIOUS, _REGION, _POINT, _SCRIBBLE = (CHANNELS.index(name) for name in ("previous", "region+", "point+", "scribble+"))
"""Of each pair the first is for inside; the next channel is for outside."""
MOST_CLICKS = 6
LEAST_VOXELS, MOST_SHARE = 24, 0.4
"""Of a structure in a picture: smaller ones are not asked for, larger ones would be the background."""
VOXEL_MM = (1.2, 6.0)
_HEADS_FROM, _ABDOMEN_FROM, _TORSO_FROM, _ATLAS_FROM, _PLANTED_FROM = 60, 120, 140, 155, 220
_DEPTHS = 10
_TRIES = 6

WARP = Warp(turn_degrees=25.0, size=(0.75, 1.3), shear=0.15, bend_mm=6.0, mirror=True)
LOOK = Look(ct=0.4, thick=0.4, thickest=4.0, cut=0.1, air=0.8, noise_hu=30.0, foreground=True)


class Structures3D:
    """Pictures with marks."""

    def __init__(self, maps: Sequence[LabelMap], device: torch.device) -> None:
        self._maps = LabelMaps(maps, device)
        self._tissues = tissues().to(device)
        self._ball = torch.from_numpy(ball()).to(device)

    def batch(self, dice: Dice, size: Size, predict: Predict) -> Batch:
        labels, wanted = self._labels(dice, size)
        image, _ = paint(dice, labels, self._tissues, LOOK)
        truth = labels == wanted.view(-1, 1, 1, 1)
        channels = torch.zeros(size.batch, len(CHANNELS), *size.patch, device=dice.device)
        channels[:, :1] = image
        self._begin(dice, truth, channels)
        for _ in range(int(dice.below(MOST_CLICKS, 1))):
            drawn = predict(channels).argmax(dim=1) == 1
            self._correct(dice, truth, drawn, channels)
        return Batch(channels, truth.to(torch.int64))

    def _labels(self, dice: Dice, size: Size) -> tuple[Tensor, Tensor]:
        """Labels of each picture, and which of them is meant."""
        count = size.batch
        which = dice.below(len(self._maps), count)
        lengths = self._maps.shapes[which] * self._maps.spacings[which]
        low, high = (float(np.log(edge)) for edge in VOXEL_MM)
        steps = torch.exp(dice.uniform(low, high, count, 1)).expand(count, 3)
        centres = dice.uniform(0.15, 0.85, count, 3) * lengths
        found = places(dice, centres, size.patch, steps, WARP) / self._maps.spacings[which].view(-1, 3, 1, 1, 1)
        labels = self._maps.at(which, found)
        kind = dice.fraction()
        if kind < 0.4:
            labels = planted(dice, labels, 2 + int(dice.below(8, 1)))
        elif kind < 0.55:
            labels = tiled(dice, count, size.patch, 6 + int(dice.below(24, 1)))
        return labels, _meant(dice, labels)

    def _begin(self, dice: Dice, truth: Tensor, channels: Tensor) -> None:
        """The first mark: mostly a point, sometimes a box on one slice or a stroke with it."""
        first = deepest(dice, truth)
        self._stamp(channels, first, torch.ones_like(first[:, 0], dtype=torch.bool), truth.flatten(1).any(1))
        for n in range(len(truth)):
            if not bool(truth[n].any()) or dice.fraction() > 0.3:
                continue
            if dice.fraction() < 0.6:
                _box(dice, truth[n], first[n], channels[n, _REGION])
                channels[n, _POINT] = 0
            else:
                _stroke(dice, truth[n], channels[n, _SCRIBBLE])

    def _correct(self, dice: Dice, truth: Tensor, drawn: Tensor, channels: Tensor) -> None:
        """One more mark, in the larger of what is missing and what is too much; the mask so far is what was drawn."""
        missed, extra = truth & ~drawn, drawn & ~truth
        inside = missed.flatten(1).sum(1) >= extra.flatten(1).sum(1)
        wrong = torch.where(inside.view(-1, 1, 1, 1), missed, extra)
        channels[:, _REGION:] *= FADING
        channels[:, _PREVIOUS] = drawn.float()
        self._stamp(channels, deepest(dice, wrong), inside, wrong.flatten(1).any(1))

    def _stamp(self, channels: Tensor, points: Tensor, inside: Tensor, there: Tensor) -> None:
        """A ball at each point (batch, 3) that is `there`, in the channel of its side."""
        reach = POINT_RADIUS
        for n, ((x, y, z), positive, real) in enumerate(zip(points.tolist(), inside.tolist(), there.tolist(), strict=True)):
            if not real:
                continue
            target = channels[n, _POINT if positive else _POINT + 1]
            spans = [(max(at - reach, 0), min(at + reach + 1, length)) for at, length in zip((x, y, z), target.shape, strict=True)]
            box = tuple(slice(*span) for span in spans)
            part = tuple(slice(a - at + reach, b - at + reach) for (a, b), at in zip(spans, (x, y, z), strict=True))
            target[box] = torch.maximum(target[box], self._ball[part])


def ball() -> Float:
    """What the runner paints for a point: 1 in the middle to nothing outside."""
    axis = np.arange(-POINT_RADIUS, POINT_RADIUS + 1)
    inside = axis[:, None, None] ** 2 + axis[:, None] ** 2 + axis**2 <= POINT_RADIUS**2
    depth = ndimage.distance_transform_edt(inside)
    return np.asarray(depth / depth.max(), np.float32)


def deepest(dice: Dice, masks: Tensor) -> Tensor:
    """A voxel far from the border of each mask (batch, x, y, z), by chance among those about as far: (batch, 3)."""
    inside = masks[:, None].float()
    depth = inside.clone()
    for _ in range(_DEPTHS):
        inside = -functional.max_pool3d(functional.pad(-inside, (1, 1, 1, 1, 1, 1)), 3, 1)
        if not bool(inside.any()):
            break
        depth += inside
    score = (depth + 0.9 * torch.rand(depth.shape, generator=dice.generator, device=dice.device)) * (depth > 0)
    flat = score.flatten(1).argmax(1)
    _, y, z = masks.shape[1:]
    return torch.stack((flat // (y * z), flat // z % y, flat % z), dim=1)


def planted(dice: Dice, labels: Tensor, count: int) -> Tensor:
    """`labels` with ellipsoids in them, uneven ones, each with a number of its own."""
    labels = labels.clone()
    shape: Shape = (labels.shape[1], labels.shape[2], labels.shape[3])
    axes = [torch.arange(size, device=dice.device, dtype=torch.float32) for size in shape]
    grid = torch.stack(torch.meshgrid(*axes, indexing="ij"))
    sizes = torch.tensor(shape, device=dice.device, dtype=torch.float32)
    uneven = 0.25 * smooth(dice, len(labels), 1, shape, 8)[:, 0]
    for n in range(len(labels)):
        for number in range(count):
            centre = (dice.uniform(0.1, 0.9, 3) * sizes).view(3, 1, 1, 1)
            radii = torch.exp(dice.uniform(0.9, 2.7, 1) + 0.4 * dice.normal(3)).view(3, 1, 1, 1)
            away = (((grid - centre) / radii) ** 2).sum(0).sqrt()
            labels[n][away + uneven[n] < 1] = _PLANTED_FROM + number
    return labels


def tiled(dice: Dice, batch: int, shape: Shape, count: int) -> Tensor:
    """Space in `count` cells with winding walls: labels (batch, x, y, z) from `_PLANTED_FROM` on."""
    axes = [torch.arange(size, device=dice.device, dtype=torch.float32) for size in shape]
    grid = torch.stack(torch.meshgrid(*axes, indexing="ij")) + 3.0 * smooth(dice, batch, 3, shape, 8)
    sizes = torch.tensor(shape, device=dice.device, dtype=torch.float32)
    nearest = torch.full((batch, *shape), torch.inf, device=dice.device)
    labels = torch.zeros(batch, *shape, dtype=torch.uint8, device=dice.device)
    for number in range(count):
        seed = (dice.uniform(0.0, 1.0, batch, 3) * sizes).view(batch, 3, 1, 1, 1)
        away = ((grid - seed) * dice.uniform(0.5, 1.6, batch, 3).view(batch, 3, 1, 1, 1)).square().sum(1)
        closer = away < nearest
        nearest = torch.where(closer, away, nearest)
        labels[closer] = _PLANTED_FROM + number
    return labels


def _meant(dice: Dice, labels: Tensor) -> Tensor:
    """Of each picture one label that is neither tiny nor nearly everything; 255, which is nowhere, where none is found."""
    flat = labels.flatten(1)
    chosen = torch.full((len(flat),), 255, dtype=torch.uint8, device=dice.device)
    for _ in range(_TRIES):
        at = dice.below(flat.shape[1], len(flat))
        label = flat[torch.arange(len(flat), device=dice.device), at]
        voxels = (flat == label[:, None]).sum(1)
        fits = (label != 0) & (voxels >= LEAST_VOXELS) & (voxels <= MOST_SHARE * flat.shape[1])
        chosen = torch.where((chosen == 255) & fits, label, chosen)
    return chosen


def _box(dice: Dice, truth: Tensor, middle: Tensor, out: Tensor) -> None:
    """A box around the structure on one slice through `middle`, a little off, as a region."""
    axis = int(dice.below(3, 1))
    at = int(middle[axis])
    found = torch.nonzero(truth.select(axis, at))
    low, high = found.amin(0).float(), found.amax(0).float() + 1
    slack = 0.1 * (high - low) * dice.normal(2)
    low, high = (low - slack).round().clamp(min=0), (high + slack).round()
    out.select(axis, at)[int(low[0]) : int(high[0]), int(low[1]) : int(high[1])] = 1.0


def _stroke(dice: Dice, truth: Tensor, out: Tensor) -> None:
    """A straight stroke between two voxels of the structure, where it is inside, three voxels thick."""
    places_ = torch.nonzero(truth).float()
    ends = places_[dice.below(len(places_), 2)]
    along = ends[0] + torch.linspace(0, 1, 64, device=dice.device)[:, None] * (ends[1] - ends[0])
    x, y, z = along.round().to(torch.int64).unbind(1)
    line = torch.zeros_like(out)
    line[x, y, z] = truth[x, y, z].float()
    out[...] = functional.max_pool3d(line[None, None], 3, 1, 1)[0, 0]


class Click:
    """The task."""

    name = "click"
    regions: Mapping[str, tuple[int, ...]] = {"structure": (1,)}
    cpu = Size((48, 48, 48), 2, 1.0)
    cuda = Size((96, 96, 96), 16, 1.0)
    learning_rate = 1.5e-3

    def network(self) -> Network:
        arguments = {**brain.ARGUMENTS, "in_channels": len(CHANNELS), "out_channels": 2}
        return Network("monai", "UNet", arguments, 2, "softmax", (0, 1))

    def module(self) -> nn.Module:
        return build(self.network())

    def maps(self, data: Path, of: MapsOf) -> Maps:
        heads, torsos = of(brain.Brain()), of(structures.Structures())
        bodies = [one for one in torsos.seen if one.name.startswith("body")]
        rest = [
            moved("abdomen", data / "labels" / "abdomen_amos_0013.nii.gz", _ABDOMEN_FROM, 15),
            moved("torso", data / "labels" / "torso.nii.gz", _TORSO_FROM, 11),
            moved("atlas", data / "labels" / "head_hncma_atlas.nrrd", _ATLAS_FROM, 60),
        ]
        return Maps(
            [*bodies, *(_from(one, _HEADS_FROM) for one in brain.heads_of(heads.seen)), *rest * 3],
            [*torsos.held_out, *(_from(one, _HEADS_FROM) for one in heads.held_out)],
        )

    def generator(self, maps: Sequence[LabelMap], device: torch.device) -> Structures3D:
        return Structures3D(maps, device)

    def card(self, size: Size) -> ModelCard:
        return ModelCard(
            id="click-anything", version="0.1.0", name="Click to segment (network)", task="prompt",
            runner="inference.segmentation.promptable:run", modality="any", license="Apache-2.0",
            intended_use="Outlining one structure at a time from points, boxes, strokes and lassos, in CT and MR volumes.",
            limits="Learned from painted label maps and drawn shapes alone; it has no notion of what a structure is called. Thin and branching structures need many clicks. Not for diagnosis; look at every border.",
            labels=(Label(1, "structure", Code("99LIGHTBOX", "structure", "Structure")),),
            network={"library": "onnx", "outputs": 2, "activation": "softmax", "channel_labels": [0, 1]},
            input={
                "channels": list(CHANNELS), "orientation": "RAS", "patch": [max(length, 64) for length in size.patch], "padding": "minimum",
                "foreground": False, "steps_first": True,
                "steps": [{"kind": "percentiles", "low": 0.5, "high": 99.0, "to_low": 0.0, "to_high": 1.0, "over": "foreground"}],
            },
        )  # fmt: skip


def moved(name: str, path: Path, first: int, most: int) -> LabelMap:
    """A map of another's numbers: its `most` largest labels, from `first` on."""
    raw, spacing = read_upright(path)
    numbers, counts = np.unique(raw[raw != 0], return_counts=True)
    kept = np.sort(numbers[np.argsort(counts)[::-1][:most]])
    place = np.searchsorted(kept, raw).clip(max=len(kept) - 1)
    return LabelMap(name, cropped(np.where(kept[place] == raw, first + place, 0).astype(np.uint8), 4), spacing)


def _from(one: LabelMap, first: int) -> LabelMap:
    voxels = np.where(one.voxels != 0, one.voxels.astype(np.int64) + first, 0)
    return LabelMap(one.name, voxels.astype(np.uint8), one.spacing_mm)


def tissues() -> Tissues:
    """Densities of bodies as they are; everything else is some soft tissue."""
    known = structures.tissues()
    hu = torch.tensor([40.0, 60.0]).repeat(256, 1)
    within = torch.full((256,), 12.0)
    hu[:_HEADS_FROM], within[:_HEADS_FROM] = known.hu[:_HEADS_FROM], known.hu_within[:_HEADS_FROM]
    mixed = known.mixed.clone()
    mixed[0] = True
    return Tissues(torch.arange(256), mixed, hu, within)
