"""Runner of networks that draw where a reader points: image, mask so far and prompts in, the structure out.

The channels, and how prompts are painted into them, are those of nnInteractive (Isensee et al., arXiv 2503.08373): the
mask so far, boxes and lassos, points, scribbles, each but the first once for inside and once for outside. What is drawn
later counts more than what was drawn before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from inference.backends.choose import Choice, Loader, choose, find_cuda
from inference.cards import CARD_FILE, ModelCard, read_card
from inference.device import processor
from inference.engine import Task
from inference.packs.recipe import Network, NetworkInput, input_of, network_of
from inference.segmentation.clicks import MARGIN, Clicks
from inference.segmentation.crop import Crop
from inference.segmentation.inputs import open_volume, read_request
from inference.segmentation.network_grid import NetworkGrid, Triple
from inference.segmentation.outcome import NOTHING, Outcome, obeying
from inference.segmentation.preprocess import Float, Intensity, Planes, air_below, resample
from inference.segmentation.prompt_voxels import Drawing, draw
from inference.segmentation.prompts import (
    answer_of,
    kept_of,
    notes,
    piece_writer,
    read_before,
    read_drawn,
    read_prompts,
)
from inference.segmentation.sliding import Backend
from inference.warm import warm
from viewer.case.errors import KnownError
from viewer.case.geometry import Geometry
from viewer.case.progress import Tick, no_tick, part_of
from viewer.case.prompt import Prompt
from viewer.case.volume import Volume

ZOOMS = (1, 2, 4)
"""A structure that does not fit is looked at in voxels so many times as long."""
POINT_RADIUS = 4
"""Voxels of the ball that stands for a point; it fades towards its surface."""
FADING = 0.9
"""What a prompt counts less with each later one."""
_SAMPLE = 2_000_000
_FIRST = 0.25
"""How far the fronts of `geodesic` pull the network's first answer, when it has seen one mark and no mask yet."""


@dataclass(frozen=True, eq=False, slots=True)
class _Model:
    card: ModelCard
    network: Network
    wanted: NetworkInput
    backend: Backend
    choice: Choice


@dataclass(frozen=True, eq=False, slots=True)
class _View:
    """What the network sees: `patch` voxels of a grid from `start` on, as a geometry of its own."""

    grid: NetworkGrid
    start: Triple
    geometry: Geometry

    @staticmethod
    def around(geometry: Geometry, wanted: NetworkInput, centre_kji: npt.NDArray[np.float64], zoom: int) -> _View:
        grid = NetworkGrid.of(geometry, wanted.orientation, wanted.spacing_mm)
        grid = grid if zoom == 1 else grid.coarser(zoom)
        start = []
        for axis, (size, length) in enumerate(zip(grid.shape, wanted.patch, strict=True)):
            along = float(centre_kji[grid.axes[axis]])
            place = (geometry.shape_kji[grid.axes[axis]] - 1 - along if grid.flips[axis] else along) / grid.steps[axis]
            first = round(place + 0.5 - length / 2)
            start.append((size - length) // 2 if size < length else max(0, min(first, size - length)))
        matrix = np.eye(4)
        origin = np.zeros(3)
        for axis, array_axis in enumerate(grid.axes):
            step = -grid.steps[axis] if grid.flips[axis] else grid.steps[axis]
            matrix[:3, axis] = geometry.matrix[:3, array_axis] * step
            origin[array_axis] = (geometry.shape_kji[array_axis] - 1 if grid.flips[axis] else 0) + start[axis] * step
        matrix[:3, 3] = geometry.point(*origin)
        return _View(grid, (start[0], start[1], start[2]), Geometry.from_matrix(wanted.patch, matrix, geometry.frame_uid))

    def places(self, axis: int) -> npt.NDArray[np.float64]:
        """Where the voxels of a network axis lie, in voxels of the array axis behind it."""
        return self.grid.source_places(axis, self.start[axis], self.start[axis] + self.geometry.shape_kji[axis])


def run(task: Task, tick: Tick, partial: Callable[[str], None]) -> str:
    """Write what the prompts mean to ``task.out_path``; see `inference.segmentation.prompts`.

    Raises
    ------
    KnownError for pictures that the network does not read, and damaged files; CancelledError.
    """
    volume, prompts = open_volume(task), read_prompts(task)
    card, modality = read_card(task.card_folder / CARD_FILE), read_request(task)["modality"]
    if card.modality not in ("any", modality):
        raise KnownError(f"{card.name} reads {card.modality}; the series is {modality}.", "Choose another series or model.")
    model = _model(card, task, part_of(tick, 0.0, 0.3))
    steps = _steps(volume, model)
    if not prompts:
        return answer_of(task, NOTHING, ())
    before, drawn = read_before(task), read_drawn(task)
    clicks = Clicks(volume, prompts, before, kept_of(volume))
    send = piece_writer(task, partial)
    if (middle := clicks.middle_and_extent()) is None:
        return answer_of(task, NOTHING, notes(prompts, NOTHING, volume.geometry))
    first = NOTHING
    if len(prompts) == 1 and not before.inside.any():
        first = clicks.segment(send, part_of(tick, 0.3, 0.5))
        send(first)
    zoom, inside = 0, np.zeros((1, 1, 1), np.float32)
    for zoom in ZOOMS:
        view = _View.around(volume.geometry, model.wanted, middle[0], zoom)
        if zoom < ZOOMS[-1] and not _fits(middle[1] * (1 + 2 * MARGIN), view):
            continue
        tick(0.5, "Asking the network")
        inside = _ask(model, volume, steps, prompts, drawn, view, part_of(tick, 0.5, 0.9))
        if first.inside.any():
            inside = np.asarray((inside + _pull(first, view)) / 2, np.float32)
        if zoom == ZOOMS[-1] or not _is_cut(inside > 0.5, view):
            break
    outcome = clicks.with_all_marks(_outcome(inside, volume, prompts, before, view))
    options = {"backend": model.backend.name, "why": model.choice.why, "zoom": zoom}
    device = find_cuda()[0] if "cuda" in model.backend.name else f"cpu: {processor().name}"
    return answer_of(task, outcome, notes(prompts, outcome, volume.geometry), device, options)


def _model(card: ModelCard, task: Task, tick: Tick) -> _Model:
    speeds = read_request(task)["speeds"]
    key = f"{card.weights_sha256}/prompts"

    def load() -> _Model:
        network, wanted = network_of(card), input_of(card)
        if len(wanted.images) != 1:
            raise KnownError(f"{card.name} reads {len(wanted.images)} series at once; prompts go with one.")
        tick(0.0, f"Loading {card.name}")
        weights = task.card_folder / card.weights
        loader = Loader(network, weights, len(wanted.channels), wanted.patch, processor().cores)
        window = np.random.default_rng(0).normal(size=(len(wanted.channels), *wanted.patch)).astype(np.float32)
        backend, choice = choose(loader, key, window, Path(speeds) if speeds else None, "", tick)
        return _Model(card, network, wanted, backend, choice)

    written = (task.card_folder / CARD_FILE).stat().st_mtime_ns
    return warm("prompt", (key, str(task.card_folder), written), load, (task.card_folder / card.weights).stat().st_size * 3)


def _steps(volume: Volume, model: _Model) -> Intensity:
    """The recipe's steps with what they need to know of this volume, from some of its voxels; once for each volume."""

    def fit() -> Intensity:
        stride = max(1, round((volume.voxels.size / _SAMPLE) ** (1 / 3)))
        some = np.ascontiguousarray(volume.voxels[::stride, ::stride, ::stride])
        return Intensity.fitted(model.wanted.steps, 0, Planes(some), air_below(some.astype(np.float32), volume.unit))

    return warm("prompt steps", (model.card.weights_sha256, str(volume.path), volume.path.stat().st_mtime_ns), fit)


def _ask(
    model: _Model, volume: Volume, steps: Intensity, prompts: tuple[Prompt, ...], drawn: Outcome, view: _View, tick: Tick
) -> Float:
    """How likely each voxel of the view belongs to the structure, 0 to 1."""
    channels = np.zeros((len(model.wanted.channels), *model.wanted.patch), np.float32)
    _look(volume, steps, model.wanted, view, channels[0])
    drawing = draw(tuple(_as_drawn(prompt) for prompt in prompts), view.geometry)
    for name, channel in zip(model.wanted.channels[1:], channels[1:], strict=True):
        if name == "previous":
            channel[...] = _seen(drawn, view)
        else:
            _paint(drawing, name.rstrip("+-"), name.endswith("+"), channel)
    logits = model.backend.to_numpy(model.backend.logits(channels, lambda: tick(0.5, "Asking the network"))).astype(np.float32)
    ours = np.array([label != 0 for label in model.network.channel_labels])
    if model.network.activation == "sigmoid":
        return np.asarray(1 / (1 + np.exp(-logits[ours].max(axis=0))), np.float32)
    powers = np.exp(logits - logits.max(axis=0))
    return np.asarray(powers[ours].sum(axis=0) / powers.sum(axis=0), np.float32)


def _look(volume: Volume, steps: Intensity, wanted: NetworkInput, view: _View, out: Float) -> None:
    """The volume's values as the network wants them; what lies beyond it as the recipe says."""
    spans = [(max(first, 0), min(first + length, size)) for first, length, size in zip(view.start, wanted.patch, view.grid.shape, strict=True)]
    box = tuple(slice(*span) for span in spans)
    values = resample(volume.voxels, view.grid, (box[0], box[1], box[2]), steps if wanted.steps_first else None, no_tick)
    if not wanted.steps_first:
        values = steps.apply(values)
    around = [(low - first, first + length - high) for (low, high), first, length in zip(spans, view.start, wanted.patch, strict=True)]
    if wanted.padding == "replicate":
        out[...] = np.pad(values, around, mode="edge")
    else:
        out[...] = np.pad(values, around, constant_values=0 if wanted.padding == "zero" else values.min())


def _seen(outcome: Outcome, view: _View) -> npt.NDArray[np.bool_]:
    """The structure on the voxels of the view."""
    places: list[Any] = [None] * 3
    for axis, array_axis in enumerate(view.grid.axes):
        places[array_axis] = np.floor(view.places(axis) + 0.5).astype(np.int64)
    return outcome.at((places[0], places[1], places[2])).transpose(view.grid.axes)


def _as_drawn(prompt: Prompt) -> Prompt:
    """A flat box as the lasso that it is: networks learned it as one layer of voxels."""
    if prompt.kind != "box" or len(prompt.points_lps) != 3:
        return prompt
    corner, first, second = (np.array(point) for point in prompt.points_lps)
    corners = (corner, first, first + second - corner, second)
    return Prompt("lasso", tuple((float(x), float(y), float(z)) for x, y, z in corners), prompt.positive)


def _paint(drawing: Drawing, what: str, positive: bool, out: Float) -> None:
    """One kind of prompts into its channel."""
    kinds = {"region": ("box", "lasso"), "point": ("point",), "scribble": ("scribble",)}[what]
    for age, one in enumerate(reversed(drawing.drawn)):
        if one.prompt.kind not in kinds or one.prompt.positive != positive or not len(one.voxels):
            continue
        mark = _ball() if what == "point" else np.ones((3, 3, 3) if what == "scribble" else (1, 1, 1), np.float32)
        reach = mark.shape[0] // 2
        stamped = np.pad(out, reach)
        mark = mark * np.float32(FADING**age)
        if reach == 0:
            stamped[tuple(one.voxels.T)] = np.maximum(stamped[tuple(one.voxels.T)], mark.item())
        for k, j, i in one.voxels if reach else ():
            there = stamped[k : k + mark.shape[0], j : j + mark.shape[1], i : i + mark.shape[2]]
            np.maximum(there, mark, out=there)
        inner = tuple(slice(reach, reach + size) for size in out.shape)
        out[...] = stamped[inner]


def _ball() -> Float:
    """1 in the middle to nothing outside."""
    axis = np.arange(-POINT_RADIUS, POINT_RADIUS + 1)
    inside = axis[:, None, None] ** 2 + axis[:, None] ** 2 + axis**2 <= POINT_RADIUS**2
    depth = ndimage.distance_transform_edt(inside)
    return np.asarray(depth / depth.max(), np.float32)


def _pull(first: Outcome, view: _View) -> Float:
    """What the fronts found, as a soft opinion around one half."""
    soft = ndimage.gaussian_filter(_seen(first, view).astype(np.float32), 2)
    return np.asarray(0.5 + 2 * _FIRST * (soft - 0.5), np.float32)


def _fits(sides: npt.NDArray[np.float64], view: _View) -> bool:
    """Whether a box of so many voxels of the volume (k, j, i) fits into the view."""
    return all(
        sides[array_axis] <= length * view.grid.steps[axis]
        for axis, (array_axis, length) in enumerate(zip(view.grid.axes, view.geometry.shape_kji, strict=True))
    )


def _is_cut(inside: npt.NDArray[np.bool_], view: _View) -> bool:
    """Whether the structure reaches an end of the view where the volume goes on."""
    for axis, (first, length, size) in enumerate(zip(view.start, inside.shape, view.grid.shape, strict=True)):
        if (first > 0 and inside.take(0, axis).any()) or (first + length < size and inside.take(-1, axis).any()):
            return True
    return False


def _outcome(field: Float, volume: Volume, prompts: tuple[Prompt, ...], before: Outcome, view: _View) -> Outcome:
    """The structure on the volume's own voxels: where the field, linear between the view's, is above one half."""
    marked = draw(prompts, view.geometry).signs > 0
    hit = np.argwhere((field > 0.5) | marked)
    if not len(hit):
        return NOTHING
    low, high = hit.min(axis=0), hit.max(axis=0)
    spans: list[tuple[int, int]] = [(0, 0)] * 3
    at: list[npt.NDArray[np.float64]] = [np.zeros(0)] * 3
    for axis, array_axis in enumerate(view.grid.axes):
        size = volume.geometry.shape_kji[array_axis]
        places = view.grid.network_places(axis, 0, size) - view.start[axis]
        inside = np.flatnonzero((places >= low[axis] - 1) & (places <= high[axis] + 1) & (places > -0.5) & (places < field.shape[axis] - 0.5))
        spans[array_axis] = int(inside[0]), int(inside[-1]) + 1
        at[array_axis] = places[inside]
    turned = field.transpose(np.argsort(view.grid.axes))  # k, j, i; the directions are in the places
    (k0, _), _, _ = spans
    out = np.empty([high - low for low, high in spans], np.bool_)
    across = _between(_between(turned, at[1], 1), at[2], 2)
    for k, place in enumerate(at[0]):
        out[k] = _between(across, np.array([place]), 0)[0] > 0.5
    crop = Crop((k0, spans[1][0], spans[2][0]), (1, 1, 1), (out.shape[0], out.shape[1], out.shape[2]), volume.geometry.shape_kji)
    was = before.on(crop) >= 0.5 if before.inside.any() else None
    return Outcome(crop.box_kji, obeying(out, draw(prompts, crop.geometry(volume.geometry)), was))


def _between(field: Float, places: npt.NDArray[np.float64], axis: int) -> Float:
    """`field` at places along one axis, linear between its voxels."""
    places = np.clip(places, 0, field.shape[axis] - 1)
    low = np.minimum(places.astype(np.int64), max(field.shape[axis] - 2, 0))
    weight = (places - low).astype(np.float32).reshape([-1 if n == axis else 1 for n in range(3)])
    below = field.take(low, axis)
    return np.asarray(below + weight * (field.take(np.minimum(low + 1, field.shape[axis] - 1), axis) - below))
