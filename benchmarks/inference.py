"""How fast a network segments a CT here, in how much memory, and whether it says beforehand how long and how much.

    python benchmarks/inference.py [--quick] [--json]

The peer is MONAI's usual pipeline around `sliding_window_inference` with the same network, weights, volume and number of
threads, in turn with ours in the same run, both with the network loaded. The networks are a small and a usual one (see
_networks.py) at 1.5 mm with windows of 96 cubed. The volumes are a generated torso of 512 x 512 x 500 and a real CT of
LIGHTBOX_TEST_DATA (../shared/data by default). `--quick` takes a small torso only.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import os
import re
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # before this folder, where `inference` is this file

from _monai_peer import Took, Work  # noqa: E402
from _monai_peer import run as run_peer  # noqa: E402
from _rows import row, show  # noqa: E402

from inference.cards import CARD_FILE  # noqa: E402
from inference.client import Engine  # noqa: E402
from inference.device import processor  # noqa: E402
from inference.engine import Task  # noqa: E402
from inference.phantom.labels import Structure  # noqa: E402
from inference.phantom.plan import TorsoPlan  # noqa: E402
from inference.phantom.torso import make_torso  # noqa: E402
from inference.segmentation.inputs import request_for  # noqa: E402
from inference.segmentation.network_grid import NetworkGrid  # noqa: E402
from inference.segmentation.preprocess import resample  # noqa: E402
from viewer.case.progress import CancelledError, no_tick  # noqa: E402
from viewer.case.source import new_id  # noqa: E402
from viewer.case.volume import Volume  # noqa: E402

SPACING_MM = (1.5, 1.5, 1.5)
PATCH = (96, 96, 96)
WINDOW_HU = (-1000.0, 400.0)
MONAI = "MONAI sliding_window_inference"
CARD = """
id = "{name}"
version = "1"
name = "{name}"
task = "segmentation"
runner = "inference.segmentation.network:run"
modality = "CT"
license = "Apache-2.0"
intended_use = "Timing."
limits = "Its weights are fitted to a phantom."
weights = "weights.safetensors"
weights_sha256 = "{sha256}"
[labels]
1 = {{ name = "lung", code = ["99LIGHTBOX", "1"] }}
2 = {{ name = "soft tissue", code = ["99LIGHTBOX", "2"] }}
3 = {{ name = "contrast medium", code = ["99LIGHTBOX", "3"] }}
4 = {{ name = "bone", code = ["99LIGHTBOX", "4"] }}
[network]
library = "monai"
name = "{name}"
outputs = 5
activation = "softmax"
channel_labels = [0, 1, 2, 3, 4]
[network.arguments]
{arguments}
[input]
channels = ["CT"]
orientation = "RAS"
spacing_mm = [1.5, 1.5, 1.5]
patch = [96, 96, 96]
padding = "minimum"
steps = [{{ kind = "clip", low = -1000, high = 400 }}, {{ kind = "scale", from_low = -1000, from_high = 400, to_low = -1, to_high = 1 }}]
"""
# A class 3 stays empty: networks have more classes than one picture shows.
CLASS_OF = {
    Structure.LUNG_RIGHT: 1, Structure.LUNG_LEFT: 1, Structure.SOFT_TISSUE: 2, Structure.STOMACH: 2, Structure.DISCS: 2,
    Structure.HEART: 2, Structure.AORTA: 2, Structure.LIVER: 2, Structure.SPLEEN: 2, Structure.KIDNEY_RIGHT: 2,
    Structure.KIDNEY_LEFT: 2, Structure.BONES: 4, Structure.CARTILAGE: 4,
}  # fmt: skip
Rows = list[dict[str, object]]


@dataclass(slots=True)
class Ours:
    """One run of ours: when what came, and what was said."""

    seconds: float = 0.0
    preview_s: float | None = None
    says: list[tuple[float, float]] = field(default_factory=list)
    """When, and how long it was said to go on."""
    options: dict[str, Any] = field(default_factory=dict)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--quick", action="store_true", help="a smaller torso, the peer with the small network alone")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        say("drawing a torso")
        torso, labels = a_torso(folder, (150, 256) if options.quick else (500, 512))
        small, usual = (a_pack(folder, network, torso, labels) for network in ("UNet", "SegResNet"))
        results = compared(folder, "sliding_window", torso, small)
        results += alone(folder, torso, usual, not options.quick)
        if not options.quick and (real := a_real_ct(folder)) is not None:
            results += compared(folder, "real_ct_small_network", real, small) + compared(folder, "real_ct_usual_network", real, usual)
        results.append(clicks(folder, torso, labels))
        show(results, options.json)
    return 0


def say(text: str) -> None:
    print(f"{text} (load {os.getloadavg()[0]:.1f})" if hasattr(os, "getloadavg") else text, file=sys.stderr)


# The pictures and the networks


def a_torso(folder: Path, size: tuple[int, int]) -> tuple[Volume, np.ndarray]:
    """A torso of so many slices and columns, and its labels."""
    slices, columns = size
    step = 512 / columns
    plan = TorsoPlan(shape_kji=(slices, columns, columns), spacing_mm=(0.8 * step, 0.74 * step, 0.74 * step), noise_sd_hu=4.0)
    torso = make_torso(plan, no_tick)
    return saved(folder, "torso", torso.voxels_hu, plan.geometry), torso.labels


def a_real_ct(folder: Path) -> Volume | None:
    from scores import volume_of_nifti

    path = Path(os.environ.get("LIGHTBOX_TEST_DATA", ROOT.parent / "shared" / "data")) / "nifti/totalsegmentator_abdomen/example_ct.nii.gz"
    return volume_of_nifti(path, folder) if path.is_file() else None


def saved(folder: Path, name: str, voxels: np.ndarray, geometry: Any) -> Volume:
    path = folder / f"{name}.npy"
    np.save(path, voxels)
    return Volume(name, geometry, np.load(path, mmap_mode="r"), path, "HU")


def a_pack(folder: Path, name: str, volume: Volume, labels: np.ndarray) -> Path:
    """A network fitted to the torso, as a pack."""
    from _networks import ARGUMENTS, fitted
    from safetensors.torch import save_file

    grid = NetworkGrid.of(volume.geometry, "RAS", SPACING_MM)
    x, y, z = (slice(0, size) for size in grid.shape)
    low, high = WINDOW_HU
    values = np.clip((resample(volume.voxels, grid, (x, y, z), None, no_tick) - low) / (high - low) * 2 - 1, -1, 1)
    of_class = np.zeros(256, np.uint8)
    for structure, number in CLASS_OF.items():
        of_class[structure] = number
    places = [np.rint(grid.source_places(axis, 0, grid.shape[axis])).astype(int).clip(0, labels.shape[grid.axes[axis]] - 1) for axis in range(3)]
    classes = of_class[labels.transpose(grid.axes)[np.ix_(*places)]]
    pack = folder / name
    pack.mkdir()
    save_file({key: value.contiguous() for key, value in fitted(name, values, classes).state_dict().items()}, pack / "weights.safetensors")
    digest = hashlib.sha256((pack / "weights.safetensors").read_bytes()).hexdigest()
    arguments = "\n".join(f"{key} = {json.dumps(value)}" for key, value in ARGUMENTS[name].items())
    (pack / CARD_FILE).write_text(CARD.format(name=name, sha256=digest, arguments=arguments), encoding="utf-8")
    return pack


# Ours beside the peer


def compared(folder: Path, name: str, volume: Volume, pack: Path) -> Rows:
    """Ours before and after the peer, so that what else the machine does falls on both."""
    out = folder / "ours.npy"
    with Engine() as engine:
        say(f"{name}: first run, which tries the ways to run it")
        first = ours(engine, pack, volume, out, folder)
        say(f"{name}: ours, the way remembered and loaded")
        runs = [ours(engine, pack, volume, out, folder)]
        say(f"{name}: stopping")
        stops = [stopped(engine, pack, volume, folder, share) for share in (0.3, 0.5, 0.8)]
        say(f"{name}: the peer")
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as fresh:
            peer: Took = fresh.submit(run_peer, work_of(pack, volume, folder / "peer.npy")).result()
        say(f"{name}: ours again")
        runs.append(ours(engine, pack, volume, out, folder))
    lowest, mean = dice(np.load(out, mmap_mode="r"), np.load(folder / "peer.npy", mmap_mode="r"))
    taken, size = [run.seconds for run in runs], volume.voxels.nbytes
    windows = runs[0].options["seconds"]["windows_s"] / runs[0].options["windows"]
    said = [left / (run.seconds - at) for run in runs for at, left in run.says[:1]]
    peak, estimate = (max(run.options[key] for run in runs) for key in ("peak_memory_bytes", "estimated_memory_bytes"))
    say(f"{name}: {taken} s, {runs[0].options}; peer {peer}")
    return [
        row(f"{name}_s", "s", taken, MONAI, [peer.total_s]),
        row(f"{name}_first_run_s", "s", [first.seconds], MONAI, [peer.total_s]),
        row(f"{name}_labels_to_nearest_s", "s", taken, f"{MONAI}, labels to nearest", [peer.total_as_labels_s]),
        row(f"{name}_dice_lowest", "Dice", [lowest], "least", [0.995], True),
        row(f"{name}_dice_mean", "Dice", [mean], "least", [0.995], True),
        row(f"{name}_peak_memory_ratio", "peak / volume", [peak / size], MONAI, [peer.peak_bytes / size]),
        row(f"{name}_memory_estimate", "GB", [estimate / 1e9], "measured peak", [peak / 1e9]),
        row(f"{name}_stop_s", "s", stops, "one window", [windows]),
        *([row(f"{name}_time_left_said", "of what it took", said, "what it took", [1.0])] if said else []),
    ]


def alone(folder: Path, volume: Volume, pack: Path, twice: bool) -> Rows:
    """The usual network without the peer, which takes many minutes: the coarse preview of a long run, memory, the time said."""
    with Engine() as engine:
        say("a long run: trying the ways to run it")
        runs = [ours(engine, pack, volume, folder / "ours.npy", folder)]
        if twice:
            say("a long run: again")
            runs = [ours(engine, pack, volume, folder / "ours.npy", folder)]
    (run,) = runs
    peak, estimate = run.options["peak_memory_bytes"], run.options["estimated_memory_bytes"]
    say(f"a long run: {run.seconds:.1f} s, preview after {run.preview_s} s, {run.options}")
    load_s = run.options["seconds"]["load_s"]  # of a first run: nothing is drawn while the ways are tried
    rows = [row("long_run_memory_estimate", "GB", [estimate / 1e9], "measured peak", [peak / 1e9])]
    if run.preview_s is not None:
        rows.append(row("coarse_preview_fraction", "of the run", [(run.preview_s - load_s) / (run.seconds - load_s)], "most", [0.25]))
    if run.says:
        at, left = run.says[0]
        rows.append(row("long_run_time_left_said", "s", [left], "what it took", [run.seconds - at]))
    return rows


def clicks(folder: Path, volume: Volume, labels: np.ndarray) -> dict[str, object]:
    """A click in a region of 128 cubed with an untrained network of the small size; see clicks.py for the others."""
    from clicks import network_seconds

    with Engine() as engine:
        return row("click_s", "s", network_seconds(volume, engine, folder, labels == Structure.LIVER), "most", [2.0])


def task_of(pack: Path, volume: Volume, out: Path, folder: Path) -> Task:
    request = request_for(volume, "CT", speeds=str(folder / "speeds.json"), preview=str(folder / "preview.npy"))
    return Task(new_id(), "inference.segmentation.network:run", pack, volume.path, out, request)


def ours(engine: Engine, pack: Path, volume: Volume, out: Path, folder: Path) -> Ours:
    seen = Ours()
    started = time.perf_counter()

    def tick(fraction: float, text: str) -> None:
        if left := re.search(r"about (.*) left", text):
            seen.says.append((time.perf_counter() - started, in_seconds(left[1])))

    def partial(text: str) -> None:
        seen.preview_s = time.perf_counter() - started

    done = engine.run(task_of(pack, volume, out, folder), tick, partial)
    seen.seconds = time.perf_counter() - started
    seen.options = json.loads(done.answer)["options"]
    return seen


def in_seconds(text: str) -> float:
    """ "1 min 20 s" as a number."""
    units = {"h": 3600.0, "min": 60.0, "s": 1.0}
    return sum(float(number) * units[unit] for number, unit in re.findall(r"(\d+) (h|min|s)", text))


def stopped(engine: Engine, pack: Path, volume: Volume, folder: Path, share: float) -> float:
    """Seconds from the wish to stop to the end, wished at a share of the progress."""
    wished: list[float] = []

    def tick(fraction: float, text: str) -> None:
        if fraction >= share:
            wished.append(time.perf_counter())
            raise CancelledError

    try:
        engine.run(task_of(pack, volume, folder / "stopped.npy", folder), tick)
    except CancelledError:
        return time.perf_counter() - wished[0]
    raise AssertionError("it was over before it was stopped")


def work_of(pack: Path, volume: Volume, out: Path) -> Work:
    assert volume.path is not None
    return Work(pack, volume.path, NetworkGrid.of(volume.geometry, "RAS", SPACING_MM), SPACING_MM, PATCH, WINDOW_HU, processor().cores, out)


def dice(ours: np.ndarray, theirs: np.ndarray) -> tuple[float, float]:
    """The lowest and the mean of the classes that either draws in a thousandth of the volume."""
    both, one, other = (np.zeros(5) for _ in range(3))
    for a, b in zip(ours, theirs, strict=True):
        both += np.bincount(a[a == b], minlength=5)
        one += np.bincount(a.ravel(), minlength=5)
        other += np.bincount(b.ravel(), minlength=5)
    drawn = [number for number in range(1, 5) if one[number] + other[number] > 0.002 * ours.size]
    values = [float(2 * both[number] / (one[number] + other[number])) for number in drawn]
    return min(values), float(np.mean(values))


if __name__ == "__main__":
    sys.exit(main())
