"""Runner of segmentation networks: recipe, weights and a volume make a label map on the volume's own grid.

Request, besides `inputs.request_for`: ``channels`` (channel name -> path of its voxels, on the volume's grid; only for
networks that see several), ``speeds`` (file that remembers which runtime is fastest here), ``backend`` (use this one),
``patch`` (window in voxels), ``preview`` (file for a coarse label map while the real one is made), ``cuda`` (false:
the processor), ``threads``. Answer: ``{"labels": [numbers found], "problems": [sentences], "device", "options": what was used}``.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from inference.backends.choose import Choice, Loader, choose, find_cuda
from inference.cards import CARD_FILE, ModelCard, read_card
from inference.device import processor
from inference.engine import Task, interruptible
from inference.memory import free_bytes, in_words, is_out_of_memory, peak_bytes, start_peak, used_bytes
from inference.packs.recipe import Network, NetworkInput, input_of, network_of
from inference.segmentation.inputs import open_volume, read_request, unit_in_words
from inference.segmentation.network_grid import NetworkGrid, Triple
from inference.segmentation.preprocess import Float, Intensity, Planes, Slices, air_below, patient_box, resample
from inference.segmentation.resample_labels import write_labels
from inference.segmentation.sliding import Backend, Decided, Window, look, outside, slide, span_of, windows_over
from inference.warm import drop, warm
from viewer.case.errors import KnownError
from viewer.case.progress import Tick, part_of
from viewer.case.volume import Volume, Voxels

KIND = "segmentation"
_RUNTIME_BYTES = 550_000_000
"""Libraries and their scratch room, beside what grows with the volume; measured with torch and OpenVINO both loaded."""
_SCRATCH = 2.0
"""Of the intermediate results: libraries rearrange them, in float32 a little more than this, in shorter numbers less."""
_SMALLEST_PATCH = 32
_LABELS_PER_PREPARED = 4.0
"""How much longer writing the labels takes than preparing the voxels, as measured on a torso."""
_PREVIEW_AFTER_S = 6.0
_PREVIEW_SHARE = 0.15
_WORTH_TIMING = 8
"""Windows of a run in which one more, to see how long each takes now, is no loss."""
_PREVIEW_FACTORS = (1.5, 2.0, 2.5, 3.0, 4.0)
_TOUCHING_MM2 = 200.0


@dataclass(eq=False, slots=True)
class _Run:
    """One request, read: what is asked, of which network, on what."""

    task: Task
    request: dict[str, Any]
    card: ModelCard
    network: Network
    wanted: NetworkInput
    volume: Volume
    channels: list[Voxels]
    use_cuda: bool = True
    problems: list[str] = field(default_factory=list)
    options: dict[str, Any] = field(default_factory=dict)


@interruptible
def run(task: Task, tick: Tick, partial: Callable[[str], None]) -> str:
    """Write the label map, uint8 (uint16 where labels need it) on the volume's grid, to ``task.out_path``.

    Where memory runs out, smaller windows are tried, then the processor instead of a graphics card.

    Raises
    ------
    KnownError for pictures that the network does not read, too little memory, or damaged files; CancelledError.
    """
    start_peak()
    state = _read(task)
    while True:
        try:
            device, found = _segment(state, tick, partial)
            break
        except Exception as error:  # each runtime has an error of its own for this
            if not is_out_of_memory(error):
                raise
            drop(KIND)
            _ask_for_less(state, "Memory ran out")
    state.options["peak_memory_bytes"] = peak_bytes()
    answer = {"labels": found, "problems": state.problems, "device": device, "options": state.options}
    return json.dumps(answer)


def _read(task: Task) -> _Run:
    request = read_request(task)
    card = read_card(task.card_folder / CARD_FILE)
    network, wanted = network_of(card), input_of(card)
    volume = open_volume(task)
    if card.modality not in ("any", request["modality"]):
        raise KnownError(f"{card.name} reads {card.modality}; the series is {request['modality']}.", "Choose another series or model.")
    if card.modality == "CT" and volume.unit != "HU":
        raise KnownError(f"{card.name} reads Hounsfield units; the values of this series are {unit_in_words(volume.unit)}.", "Choose another series.")
    if len(wanted.images) != len(wanted.channels):
        raise KnownError(f"{card.name} draws where a reader points; it does not run by itself.")
    if patch := request.get("patch"):
        wanted = replace(wanted, patch=(int(patch[0]), int(patch[1]), int(patch[2])))
    channels = _channels(volume, wanted, request.get("channels", {}), card)
    return _Run(task, request, card, network, wanted, volume, channels, bool(request.get("cuda", True)))


def _channels(volume: Volume, wanted: NetworkInput, paths: dict[str, str], card: ModelCard) -> list[Voxels]:
    """The voxels of each channel, on the volume's grid."""
    if len(wanted.images) == 1 and not paths:
        return [volume.voxels]
    if missing := [name for name in wanted.images if name not in paths]:
        raise KnownError(f"{card.name} reads {', '.join(wanted.images)} together; missing: {', '.join(missing)}.", "Say which series is which.")
    channels = []
    for name in wanted.images:
        try:
            voxels = np.load(Path(paths[name]), mmap_mode="r", allow_pickle=False)
        except (OSError, ValueError) as error:
            raise KnownError(f"The volume of the channel {name} cannot be read.", "Open the study again.") from error
        if voxels.shape != volume.voxels.shape:
            raise KnownError(f"The channel {name} has the shape {voxels.shape}, not {volume.voxels.shape}.")
        channels.append(voxels)
    return channels


def _segment(state: _Run, tick: Tick, partial: Callable[[str], None]) -> tuple[str, list[int]]:
    """One attempt; returns the device and the labels found."""
    seconds: dict[str, float] = {}
    clock = time.monotonic()

    def lap(name: str) -> None:
        nonlocal clock
        moment = time.monotonic()
        seconds[name] = round(seconds.get(name, 0.0) + moment - clock, 3)
        clock = moment

    volume = state.volume
    grid = NetworkGrid.of(volume.geometry, state.wanted.orientation, state.wanted.spacing_mm)
    part = _whole(volume.voxels.shape)
    if state.wanted.foreground:
        part = patient_box(volume, state.request["modality"], part_of(tick, 0.0, 0.02))
    lap("find_patient_s")
    while True:
        wanted, loader = state.wanted, _loader(state)
        plan = _Plan.of(grid, grid.box_of(part), wanted, loader.extent[1])
        if not (why := _why_too_large(state, plan, loader)):
            break
        _ask_for_less(state, why)
    given = _Given(state, part)
    lap("plan_s")
    middle = _middle(given, plan, part_of(tick, 0.02, 0.04))
    lap("middle_s")
    backend, choice = _ready(state, loader, middle, part_of(tick, 0.04, 0.1))
    lap("load_s")
    count, each = len(plan.windows), choice.seconds
    if count >= _WORTH_TIMING:  # what was remembered is of a machine that did nothing else
        each = _seconds_now(backend, middle, tick)
        lap("timing_s")
    if state.request.get("preview") and count * each > _PREVIEW_AFTER_S:
        before_and_after = seconds["middle_s"] * (1 + _LABELS_PER_PREPARED) * np.prod(_shape(plan.box)) / np.prod(wanted.patch)
        _preview(given, plan, backend, each, float(before_and_after), part_of(tick, 0.1, 0.2), partial)
        lap("preview_s")
    planes = given.planes(plan, part_of(tick, 0.2, 0.24))
    lap("prepare_s")
    after = seconds["prepare_s"] * _LABELS_PER_PREPARED
    finely = part_of(tick, 0.24, 0.92)
    if "preview" in state.options:
        finely = _saying("Coarse so far. ", finely)
    decided = slide(planes, wanted.patch, plan.windows, wanted.padding, backend, state.network, finely, each, after)
    if (wider := _Plan.of(grid, _wider(decided, plan), wanted, loader.extent[1])).box != plan.box:
        state.problems.append("What was drawn reached the edge of the part that was looked at; the rest was looked at too.")
        plan = wider
        del planes, decided
        planes = given.planes(plan, part_of(tick, 0.92, 0.92))
        decided = slide(planes, wanted.patch, plan.windows, wanted.padding, backend, state.network, part_of(tick, 0.92, 0.93))
        count += len(plan.windows)
    del planes
    lap("windows_s")
    mask = np.lib.format.open_memmap(state.task.out_path, "w+", decided.labels.dtype, volume.voxels.shape)
    write_labels(decided, grid, plan.box, mask, part_of(tick, 0.93, 1.0))
    mask.flush()
    lap("labels_s")
    cuda = find_cuda()[0] if "cuda" in backend.name else ""
    state.options |= {
        "backend": backend.name, "why": choice.why, "threads": loader.threads, "patch": list(wanted.patch),
        "overlap": wanted.overlap, "windows": count, "network_spacing_mm": [round(step, 4) for step in grid.spacing_mm],
        "seconds": seconds,
    }  # fmt: skip
    found = [int(number) for number in np.unique(decided.labels) if number]
    return cuda or f"cpu: {processor().name}", found


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is looked at of a grid (network indices, half-open), and by which windows."""

    grid: NetworkGrid
    box: Slices
    windows: tuple[Window, ...]

    @staticmethod
    def of(grid: NetworkGrid, box: Slices, wanted: NetworkInput, strides: Triple, overlap: float | None = None) -> _Plan:
        """Over `box`, and a little more."""
        x, y, z = (span_of(*row) for row in zip(box, wanted.patch, strides, grid.shape, strict=True))
        windows = windows_over(_shape((x, y, z)), wanted.patch, wanted.overlap if overlap is None else overlap, strides)
        return _Plan(grid, (x, y, z), windows)


class _Given:
    """The network's input, made from the volume for whatever part of whatever grid is asked for."""

    def __init__(self, state: _Run, part: Slices) -> None:
        self.state = state
        self.part = part
        steps, volume = state.wanted.steps, state.volume
        self._air = [air_below(voxels[::4, ::4, ::4], volume.unit) for voxels in state.channels]
        self._fitted: list[Intensity] = []
        if state.wanted.steps_first:
            rows = enumerate(zip(state.channels, self._air, strict=True))
            self._fitted = [Intensity.fitted(steps, n, Planes(voxels[part]), air) for n, (voxels, air) in rows]

    def planes(self, plan: _Plan, tick: Tick) -> list[Float]:
        """One array for each channel, in the network's order."""
        made = []
        for n, (voxels, air) in enumerate(zip(self.state.channels, self._air, strict=True)):
            of_channel = part_of(tick, n / len(self._air), (n + 1) / len(self._air))
            if self._fitted:
                made.append(resample(voxels, plan.grid, plan.box, self._fitted[n], of_channel))
                continue
            values = resample(voxels, plan.grid, plan.box, None, of_channel)
            intensity = Intensity.fitted(self.state.wanted.steps, n, Planes(values), air)
            for plane in values:
                plane[...] = intensity.apply(plane)
            made.append(values)
        return made


def _loader(state: _Run) -> Loader:
    threads = int(state.request.get("threads") or processor().cores)
    weights = state.task.card_folder / state.card.weights
    return Loader(state.network, weights, len(state.channels), state.wanted.patch, threads, state.use_cuda)


def _ready(state: _Run, loader: Loader, window: Float, tick: Tick) -> tuple[Backend, Choice]:
    """The network, loaded; the one of the run before where it is the same."""
    key = f"{state.card.weights_sha256}/{'x'.join(map(str, state.wanted.patch))}"
    speeds = Path(state.request["speeds"]) if state.request.get("speeds") else None

    def load() -> tuple[Backend, Choice]:
        tick(0.0, f"Loading {state.card.name}")
        return choose(loader, key, window, speeds, str(state.request.get("backend", "")), tick)

    needs = (state.task.card_folder / state.card.weights).stat().st_size * 3
    return warm(KIND, (key, loader.threads, state.use_cuda, state.request.get("backend")), load, needs)


def _seconds_now(backend: Backend, window: Float, tick: Tick) -> float:
    """What one window takes."""
    started = time.monotonic()
    backend.logits(window, lambda: tick(0.1, "Seeing how long it will take"))
    return time.monotonic() - started


def _middle(given: _Given, plan: _Plan, tick: Tick) -> Float:
    """The window in the middle of the part that is looked at."""
    wanted = given.state.wanted
    start = plan.windows[len(plan.windows) // 2].start
    x, y, z = (
        slice(part.start + max(at, 0), min(part.start + at + length, part.stop))
        for at, length, part in zip(start, wanted.patch, plan.box, strict=True)
    )
    window = np.empty((len(given.state.channels), *wanted.patch), np.float32)
    for channel, values in zip(window, given.planes(replace(plan, box=(x, y, z)), tick), strict=True):
        look(values, (min(start[0], 0), min(start[1], 0), min(start[2], 0)), outside(values, wanted.padding), channel)
    return window


def _preview(
    given: _Given, fine: _Plan, backend: Backend, each: float, beside: float, tick: Tick, partial: Callable[[str], None]
) -> None:
    """Draw on a coarser grid, without overlap, into the file that the request names, and say that it is there.

    The finest grid that costs a small share of the whole; none where even the coarsest costs more.
    """
    state, wanted = given.state, given.state.wanted
    started = time.monotonic()
    for factor in _PREVIEW_FACTORS:
        grid = fine.grid.coarser(factor)
        plan = _Plan.of(grid, grid.box_of(given.part), wanted, (1, 1, 1), 0.0)
        if len(plan.windows) <= _PREVIEW_SHARE * len(fine.windows):
            break
    else:
        return
    saying = _saying("A coarse picture first. ", tick)
    planes = given.planes(plan, saying)
    rest = len(fine.windows) * each + beside
    decided = slide(planes, wanted.patch, plan.windows, wanted.padding, backend, state.network, saying, each, rest)
    path = Path(state.request["preview"])
    mask = np.lib.format.open_memmap(path, "w+", decided.labels.dtype, state.volume.voxels.shape)
    write_labels(decided, plan.grid, plan.box, mask, tick)
    mask.flush()
    seconds = round(time.monotonic() - started, 3)
    state.options["preview"] = {"spacing_mm": [round(step, 3) for step in plan.grid.spacing_mm], "seconds": seconds}
    partial(json.dumps({"preview": str(path), "labels": [int(n) for n in np.unique(decided.labels) if n], "seconds": seconds}))


def _saying(before: str, tick: Tick) -> Tick:
    return lambda fraction, text: tick(fraction, before + text)


def _whole(shape: tuple[int, ...]) -> Slices:
    return slice(0, shape[0]), slice(0, shape[1]), slice(0, shape[2])


def _shape(box: Slices) -> Triple:
    x, y, z = (part.stop - part.start for part in box)
    return x, y, z


def _wider(decided: Decided, plan: _Plan) -> Slices:
    """The box of a plan, up to the volume's end on each side where something drawn reaches the edge."""
    grid, spacing = plan.grid, plan.grid.spacing_mm
    parts = []
    for axis, part in enumerate(plan.box):
        area = float(np.prod(spacing)) / spacing[axis]
        low, high = (np.count_nonzero(decided.labels.take(place, axis)) * area > _TOUCHING_MM2 for place in (0, -1))
        parts.append(slice(0 if low else part.start, grid.shape[axis] if high else part.stop))
    return parts[0], parts[1], parts[2]


def _why_too_large(state: _Run, plan: _Plan, loader: Loader) -> str:
    """Estimate, before the run, what it will hold at most: what to say where that is more than is free, else nothing."""
    voxels = float(np.prod(_shape(plan.box)))
    windows = float(np.prod(state.wanted.patch)) * 4
    weights = (state.task.card_folder / state.card.weights).stat().st_size
    needed = _RUNTIME_BYTES + 3 * weights + voxels * (4 * len(state.channels) + 2) + _SCRATCH * loader.extent[0]
    needed += windows * (len(state.channels) + 6)
    state.options["estimated_memory_bytes"] = round(needed)
    free = free_bytes()
    if free is None or needed < 0.9 * free + min(used_bytes(), _RUNTIME_BYTES):
        return ""
    return f"This needs about {in_words(needed)} of memory and {in_words(free)} is free"


def _ask_for_less(state: _Run, why: str) -> None:
    """Halve the windows, or leave the graphics card; KnownError where neither is left."""
    smaller = tuple(size if size <= _SMALLEST_PATCH else max(_SMALLEST_PATCH, -(-size // 64) * 32) for size in state.wanted.patch)
    if smaller != state.wanted.patch and not state.wanted.whole:
        state.wanted = replace(state.wanted, patch=(smaller[0], smaller[1], smaller[2]))
        state.problems.append(f"{why}: smaller windows were used, which may draw a little differently.")
    elif state.use_cuda and find_cuda()[0]:
        state.use_cuda = False
        state.wanted = input_of(state.card)
        state.problems.append(f"{why} on the graphics card: the processor was used.")
    else:
        raise KnownError(f"{why}, also with small windows.", "Close other programs, or choose a model with coarser voxels.")
