"""Radiographs of the chest from bodies that are drawn: what each ray passes, added up, with the silhouettes of lungs and heart.

A source 1.8 m behind the patient and a detector before the chest (PA). What is kept of a body in one position is how many
millimetres of water, of bone and of lung each ray passes; how that looks on a film is decided anew in every step. The heart
grows, shrinks and moves between positions, so that its borders are not learned from the chest's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import torch
from scipy import ndimage
from torch import Tensor, nn
from torch.nn import functional

from inference.cards import ModelCard
from inference.networks.build import build
from inference.packs.recipe import Network
from inference.training.fields import Dice, smooth
from inference.training.label_maps import LabelMap
from inference.training.task import Batch, Maps, MapsOf, Predict, Size
from inference.training.tasks.tissue import Tissue
from inference.training.tasks.torsos import torso
from viewer.case.segmentation import Label
from viewer.case.terms import Code

CLASSES = ("outside", "lung right", "lung left", "heart")
TRAINED_ON, HELD_OUT = range(100, 116), range(900, 904)
PIXEL_MM, PIXELS = 3.0, 168
POSITIONS = 8
"""Of each body."""

_SOURCE_MM, _FILM_MM = 1800.0, 130.0
"""From the middle of the body to the source, and to the film."""

_SLABS = 10
_ASIDE_MM = (-24.0, 10.0)
"""How far the heart moves to the right."""

_LEAST_LUNG_MM, _LEAST_HEART_MM = 10.0, 4.0
_MOST_BELLY_MM = 20.0
"""Of liver, spleen and stomach before or behind a lung: more, and its recess behind the diaphragm is no lung field."""

_WATER: Mapping[Tissue, float] = {
    Tissue.OUTSIDE: 0.0, Tissue.TABLE: 0.0, Tissue.GAS: 0.0, Tissue.AIRWAYS: 0.0, Tissue.FAT: 0.9, Tissue.MUSCLE: 1.05, Tissue.LUNG_RIGHT: 0.0,
    Tissue.LUNG_LEFT: 0.0,
}  # fmt: skip
_BONE: Mapping[Tissue, float] = {Tissue.SPINE: 1.0, Tissue.CAGE: 1.0, Tissue.SPINE_MARROW: 0.35, Tissue.CAGE_MARROW: 0.35, Tissue.CARTILAGE: 0.1}
_LUNGS = ((Tissue.LUNG_RIGHT, Tissue.VESSELS_RIGHT), (Tissue.LUNG_LEFT, Tissue.VESSELS_LEFT))
_BELLY = (Tissue.LIVER, Tissue.SPLEEN, Tissue.STOMACH, Tissue.KIDNEY)
_GIVES_WAY = (*_LUNGS[0], *_LUNGS[1], Tissue.SOFT, Tissue.FAT)
"""To a heart that grows."""

Float = npt.NDArray[np.float32]
Labels = npt.NDArray[np.uint8]


@dataclass(frozen=True, eq=False, slots=True)
class View:
    """One body in one position as a reader sees it: rows down, columns to the patient's left. `paths`: water, bone and lung, mm."""

    paths: Float
    truth: Labels


def view_of(body: LabelMap, heart_depth: Float, lungs: Labels, rng: np.random.Generator) -> View:
    """Turn a body a little, move its heart to a side and let it grow, and look through it.

    `heart_depth` is the signed distance into the heart, mm; `lungs` the label of the nearest lung, which fills the heart's room.
    """
    grown, aside = float(rng.uniform(-8, 22)), round(float(rng.uniform(*_ASIDE_MM)) / body.spacing_mm[0])
    labels = body.voxels.copy()
    heart = labels == Tissue.HEART
    moved = np.roll(heart_depth, aside, axis=0) > -grown
    labels[heart & ~moved] = lungs[heart & ~moved]
    labels[moved & np.isin(labels, _GIVES_WAY) & _above_floor(heart)] = Tissue.HEART
    turned = _turned(labels, np.radians(rng.uniform((-3, -3, -8), (5, 3, 8))))
    step_mm = body.spacing_mm[0]
    paths = np.zeros((6, PIXELS, PIXELS), np.float32)
    tables = _tables()
    edges = np.linspace(0, turned.shape[1], _SLABS + 1).astype(int)
    for first, last in pairwise(edges):
        depth_mm = ((first + last) / 2 - turned.shape[1] / 2) * step_mm  # to the front, nearer to the film
        larger = (_SOURCE_MM + _FILM_MM) / (_SOURCE_MM + depth_mm)
        slab = turned[:, first:last]
        for n, table in enumerate(tables):
            thick = table[slab].sum(axis=1) * step_mm
            paths[n] += _on_film(thick, larger, step_mm)
    truth = np.zeros((PIXELS, PIXELS), np.uint8)
    for number, path in ((1, paths[2]), (2, paths[3])):
        truth[(path > _LEAST_LUNG_MM) & (paths[5] < _MOST_BELLY_MM)] = number
    truth[paths[4] > _LEAST_HEART_MM] = 3
    return View(np.stack([paths[0], paths[1], paths[2] + paths[3]]), truth)


def _above_floor(heart: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """The heights at which there is a heart: a large one lies broader on the diaphragm, not deeper in the belly."""
    rows = heart.any(axis=(0, 1))
    return np.broadcast_to(rows, heart.shape)


def _tables() -> tuple[Float, ...]:
    """Label -> share of water, of bone, of each lung, of heart, of the organs of the belly."""
    water, bone = np.ones(256, np.float32), np.zeros(256, np.float32)
    for tissue, share in _WATER.items():
        water[tissue] = share
    for tissue, share in _BONE.items():
        bone[tissue] = share
    lungs = [np.isin(np.arange(256), numbers).astype(np.float32) for numbers in _LUNGS]
    heart, belly = (np.isin(np.arange(256), numbers).astype(np.float32) for numbers in ((Tissue.HEART,), _BELLY))
    return water, bone, lungs[0], lungs[1], heart, belly


def _turned(labels: Labels, angles: npt.NDArray[np.float64]) -> Labels:
    """Turned about the axes to the right, to the front and to the head, nearest label; outside where nothing is known."""
    turn = np.eye(3)
    for axis, angle in enumerate(angles):
        one = np.eye(3)
        a, b = [n for n in range(3) if n != axis]
        one[a, a] = one[b, b] = np.cos(angle)
        one[a, b], one[b, a] = -np.sin(angle), np.sin(angle)
        turn = turn @ one
    middle = (np.array(labels.shape) - 1) / 2
    return np.asarray(ndimage.affine_transform(labels, turn, middle - turn @ middle, order=0, mode="constant", cval=int(Tissue.OUTSIDE)))


def _on_film(thick: Float, larger: float, step_mm: float) -> Float:
    """(x to the right, z up) to (rows down, columns to the left), its middle in the middle, at the film's pixels."""
    shown = thick[::-1, ::-1].T
    scale = PIXEL_MM / (step_mm * larger)
    middle = (np.array(shown.shape) - 1) / 2 - scale * (PIXELS - 1) / 2
    return np.asarray(ndimage.affine_transform(shown, [scale, scale], middle, output_shape=(PIXELS, PIXELS), order=1), np.float32)


def views_of(body: LabelMap, count: int, seed: int) -> list[View]:
    """A body in `count` positions."""
    heart = body.voxels == Tissue.HEART
    depth = ndimage.distance_transform_edt(heart, body.spacing_mm) - ndimage.distance_transform_edt(~heart, body.spacing_mm)
    is_lung = np.isin(body.voxels, (Tissue.LUNG_RIGHT, Tissue.LUNG_LEFT))
    nearest = ndimage.distance_transform_edt(~is_lung, body.spacing_mm, return_distances=False, return_indices=True)
    lungs = body.voxels[tuple(nearest)] if is_lung.any() else np.full(body.voxels.shape, Tissue.SOFT, np.uint8)
    rng = np.random.default_rng([seed, len(body.voxels)])
    return [view_of(body, depth.astype(np.float32), lungs, rng) for _ in range(count)]


class Radiographs:
    """Pictures of views, each exposed and printed in another way."""

    def __init__(self, bodies: Sequence[LabelMap], device: torch.device) -> None:
        views = [view for n, body in enumerate(bodies) for view in views_of(body, POSITIONS, n)]
        self._paths = torch.from_numpy(np.stack([view.paths for view in views])).to(device)
        self._truth = torch.from_numpy(np.stack([view.truth for view in views])).to(device)

    def batch(self, dice: Dice, size: Size, predict: Predict) -> Batch:
        count, (_, rows, columns) = size.batch, size.patch
        which = dice.below(len(self._paths), count)
        turn = torch.deg2rad(dice.uniform(-6, 6, count))
        scale, stretch = dice.uniform(0.52, 0.9, count), dice.uniform(0.92, 1.08, count)
        place = torch.zeros(count, 2, 3, device=dice.device)
        place[:, 0, 0], place[:, 0, 1] = scale * stretch * torch.cos(turn), -scale * torch.sin(turn)
        place[:, 1, 0], place[:, 1, 1] = scale * torch.sin(turn), scale * torch.cos(turn)
        place[:, :, 2] = dice.uniform(-0.15, 0.15, count, 2)
        grid = functional.affine_grid(place, [count, 1, rows, columns], align_corners=False)
        paths = functional.grid_sample(self._paths[which], grid, align_corners=False)
        truth = functional.grid_sample(self._truth[which][:, None].float(), grid, mode="nearest", align_corners=False)[:, 0]
        image = expose(dice, paths)
        return Batch(image[:, :, None], truth.to(torch.int64)[:, None])


def expose(dice: Dice, paths: Tensor) -> Tensor:
    """(batch, 3, rows, columns) mm of water, bone and lung to pictures of 0 to 1, (batch, 1, rows, columns); air is dark."""
    count, _, rows, columns = paths.shape

    def each(low: float, high: float) -> Tensor:
        return dice.uniform(low, high, count, 1, 1, 1)

    water, bone, lung = (paths[:, n : n + 1] for n in range(3))
    # Lung weighs a fourth of water; what fills some of it, or a breast or an arm over it, is a smooth field.
    total = water + each(0.3, 2.2) * bone + each(0.15, 0.35) * lung
    total = total + each(0, 25) * smooth(dice, count, 1, (1, rows, columns), 5)[:, :, 0] * (water > 5)
    total = total + each(0, 0.25) * lung * smooth(dice, count, 1, (1, rows, columns), 14)[:, :, 0].clamp(min=0)
    total = total + _shoulders(dice, count, rows, columns) * each(0, 120)
    total = total + each(0, 4) * dice.normal(count, 1, rows, columns)
    flat = total.flatten(1)
    low = torch.quantile(flat, dice.fraction() * 0.12, dim=1).view(-1, 1, 1, 1)
    high = torch.quantile(flat, 0.88 + 0.12 * dice.fraction(), dim=1).view(-1, 1, 1, 1)
    image = ((total - low) / (high - low).clamp(min=1)).clamp(0, 1) ** each(0.6, 1.6)
    image = image + each(0, 1.2) * (image - functional.avg_pool2d(image, 9, 1, 4, count_include_pad=False))
    return _framed(dice, image.clamp(0, 1))


def _shoulders(dice: Dice, count: int, rows: int, columns: int) -> Tensor:
    """What the drawn bodies have no arms for: brightness that grows to the upper corners."""
    y = torch.linspace(1, 0, rows, device=dice.device).view(1, 1, -1, 1)
    x = torch.linspace(-1, 1, columns, device=dice.device).abs().view(1, 1, 1, -1)
    edge = dice.uniform(1.2, 1.7, count, 1, 1, 1)
    return (3 * (x + y - edge)).clamp(0, 1)


def _framed(dice: Dice, image: Tensor) -> Tensor:
    """A dark or bright border where the beam ended, and letters as bright marks."""
    count, _, rows, columns = image.shape
    for n in range(count):
        if dice.fraction() < 0.3:
            value = float(dice.fraction() < 0.5)
            top, left = (int(dice.fraction() * 0.06 * size) for size in (rows, columns))
            image[n, :, :top], image[n, :, rows - top :] = value, value
            image[n, :, :, :left], image[n, :, :, columns - left :] = value, value
        if dice.fraction() < 0.4:
            row, column = (int(dice.fraction() * (size - 10)) for size in (rows // 3, columns))
            image[n, :, row : row + 6, column : column + 5] = 1.0
    return image


class Radiograph:
    """The task."""

    name = "radiograph"
    regions: Mapping[str, tuple[int, ...]] = {name: (number,) for number, name in enumerate(CLASSES) if number}
    cpu = Size((1, 128, 128), 8, PIXEL_MM)
    cuda = Size((1, 256, 256), 64, PIXEL_MM)
    learning_rate = 3e-3

    def network(self) -> Network:
        flat, half = [1, 3, 3], [1, 2, 2]
        arguments = {
            "inputs": 1, "outputs": len(CLASSES), "features": [12, 24, 48, 72, 96], "kernels": [flat] * 5, "strides": [[1, 1, 1], *[half] * 4],
            "counts": [1, 2, 2, 2, 2], "decoder_counts": [1, 1, 1, 1], "blocks": {},
        }  # fmt: skip
        return Network("nnunet", "PlainConvUNet", arguments, len(CLASSES), "softmax", (0, 1, 2, 3))

    def module(self) -> nn.Module:
        return build(self.network())

    def maps(self, data: object, of: MapsOf) -> Maps:
        return Maps([torso(seed) for seed in TRAINED_ON], [torso(seed) for seed in HELD_OUT])

    def generator(self, maps: Sequence[LabelMap], device: torch.device) -> Radiographs:
        return Radiographs(maps, device)

    def card(self, size: Size) -> ModelCard:
        return ModelCard(
            id="xray-heart-width", version="0.1.0", name="Cardiothoracic ratio", task="measurement",
            runner="inference.segmentation.radiograph:run", modality="CR", license="Apache-2.0",
            intended_use="Frontal chest radiographs of adults, standing, PA: outlines lungs and heart and measures their widths.",
            limits="Learned from radiographs computed from drawn bodies. On the two real radiographs at hand the right border of the heart lies up to a centimetre too far out, as seen, so the ratio is some hundredths too large. Not for lateral, lying, rotated or cut-off pictures, children, effusion, collapse or after surgery. Not for diagnosis.",
            labels=LABELS, network={"library": "onnx", "arguments": {"spatial_dims": 2}, "outputs": len(CLASSES), "activation": "softmax", "channel_labels": [0, 1, 2, 3]},
            input={"channels": ["radiograph"], "orientation": "LPS", "patch": list(size.patch), "padding": "zero", "foreground": False,
                   "steps": [{"kind": "scale", "from_low": 0, "from_high": 255, "to_low": 0.0, "to_high": 1.0}]},
        )  # fmt: skip


LABELS = (
    Label(1, "lung right", Code("SCT", "3341006", "Right lung"), "right"),
    Label(2, "lung left", Code("SCT", "44029006", "Left lung"), "left"),
    Label(3, "heart", Code("SCT", "80891009", "Heart")),
)
