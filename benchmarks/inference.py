"""How fast a network segments a CT here, in how much memory, and whether it says beforehand how long and how much.

    python benchmarks/inference.py [--quick] [--json]

The peer is MONAI's usual pipeline around `sliding_window_inference` (windows that overlap by half, and once more by a
quarter, weighed by a bell) with the same network, weights, volume and number of threads, in turn with ours in the same
run, both with the network loaded. The networks are a small trained one and one of the usual size (see _networks.py; the
first time, making them takes minutes more) at 1.5 mm with windows of 96 cubed. The volumes are a generated torso of
512 x 512 x 500 and a real CT of LIGHTBOX_TEST_DATA (../shared/data by default). `--quick` takes the lower
third of a coarser torso, as high as a window, and the small network only. Dice is of each class by itself.
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

from _monai_peer import Work  # noqa: E402
from _monai_peer import run as run_peer  # noqa: E402
from _networks import ARGUMENTS, SPACING_MM, WINDOW_HU, classes_of, weights_of  # noqa: E402
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
from viewer.case.geometry import Geometry  # noqa: E402
from viewer.case.progress import CancelledError, no_tick  # noqa: E402
from viewer.case.source import new_id  # noqa: E402
from viewer.case.volume import Volume  # noqa: E402

PATCH = (96, 96, 96)
MONAI = "MONAI sliding_window_inference"
LEAST_DICE = 0.995
CARD = """
id = "{name}"
version = "1"
name = "{name}"
task = "segmentation"
runner = "inference.segmentation.network:run"
modality = "CT"
license = "Apache-2.0"
intended_use = "Timing."
limits = "It knows phantoms only."
weights = "weights.safetensors"
weights_sha256 = "{sha256}"
[labels]
1 = {{ name = "lung", code = ["99LIGHTBOX", "1"] }}
2 = {{ name = "soft tissue", code = ["99LIGHTBOX", "2"] }}
3 = {{ name = "bone", code = ["99LIGHTBOX", "3"] }}
[network]
library = "monai"
name = "SegResNet"
outputs = 4
activation = "softmax"
channel_labels = [0, 1, 2, 3]
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
NAMES = {1: "lung", 2: "soft_tissue", 3: "bone"}
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
    parser.add_argument("--quick", action="store_true", help="a smaller torso, the small network alone")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small = a_pack(folder, "small")
        say("drawing a torso")
        torso, labels = a_torso(folder, (90, 256) if options.quick else (500, 512))
        results = compared(folder, "small_network", torso, small, labels)
        if not options.quick:
            if (real := a_real_ct(folder)) is not None:
                results += compared(folder, "real_ct", real, small)
            results += alone(folder, torso, a_pack(folder, "usual"))
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


def a_pack(folder: Path, name: str) -> Path:
    """A network that knows torsos, as a pack."""
    from safetensors.torch import save_file

    say(f"{name}: its weights")
    weights = weights_of(name)
    assert weights is not None
    pack = folder / name
    pack.mkdir()
    save_file({key: value.contiguous() for key, value in weights.items()}, pack / "weights.safetensors")
    digest = hashlib.sha256((pack / "weights.safetensors").read_bytes()).hexdigest()
    arguments = "\n".join(f"{key} = {json.dumps(value)}" for key, value in ARGUMENTS[name].items())
    (pack / CARD_FILE).write_text(CARD.format(name=name, sha256=digest, arguments=arguments), encoding="utf-8")
    return pack


# Ours beside the peer


def compared(folder: Path, name: str, volume: Volume, pack: Path, labels: np.ndarray | None = None) -> Rows:
    """Ours before and after the peer, so that what else the machine does falls on both."""
    out = folder / "ours.npy"
    with Engine() as engine:
        say(f"{name}: first run, which tries the ways to run it")
        first = ours(engine, pack, volume, out, folder)
        say(f"{name}: ours, the way remembered and loaded")
        runs = [ours(engine, pack, volume, out, folder)]
        say(f"{name}: stopping")
        stops = [stopped(engine, pack, volume, folder, share) for share in (0.3, 0.5, 0.8)]
        peers = []
        for overlap in (0.5, 0.25):
            say(f"{name}: the peer, windows overlapping by {overlap}")
            with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as fresh:
                peers.append(fresh.submit(run_peer, work_of(pack, volume, folder / f"peer{overlap}.npy", overlap)).result())
        say(f"{name}: ours again")
        runs.append(ours(engine, pack, volume, out, folder))
    peer, quarter = peers
    mask, theirs, theirs_quarter = (np.load(path, mmap_mode="r") for path in (out, folder / "peer0.5.npy", folder / "peer0.25.npy"))
    taken = [run.seconds for run in runs]
    peak = max(run.options["peak_memory_bytes"] for run in (first, *runs))
    windows = runs[0].options["seconds"]["windows_s"] / runs[0].options["windows"]
    say(f"{name}: {taken} s, {runs[0].options}; peers {peers}")
    rows = [
        row(f"{name}_s", "s", taken, MONAI, [peer.total_s]),
        row(f"{name}_quarter_s", "s", taken, f"{MONAI}, overlap 0.25", [quarter.total_s]),
        row(f"{name}_labels_to_nearest_s", "s", taken, f"{MONAI}, labels to nearest", [peer.total_as_labels_s]),
        row(f"{name}_first_run_s", "s", [first.seconds], MONAI, [peer.total_s]),
        row(f"{name}_peak_memory_ratio", "peak / volume", [peak / volume.voxels.nbytes], MONAI, [peer.peak_bytes / volume.voxels.nbytes]),
        *said_beforehand(name, runs),
        row(f"{name}_first_run_memory_said", "MB", [first.options["estimated_memory_bytes"] / 1e6], "measured", [first.options["peak_memory_bytes"] / 1e6]),
        row(f"{name}_stop_s", "s", stops, "one window", [windows]),
    ]  # fmt: skip
    for which, other in (("", theirs), ("_quarter", theirs_quarter)):
        rows += [row(f"{name}_dice_{NAMES[n]}{which}", "Dice with the peer", [value], "least", [LEAST_DICE], True) for n, value in dice(mask, other).items()]
    itself = dice(theirs, theirs_quarter)  # what no other way of placing windows can be expected to reach
    rows += [row(f"{name}_peer_with_itself_{NAMES[n]}", "Dice of its two overlaps", [value], "least", [LEAST_DICE], True) for n, value in itself.items()]
    if labels is not None:
        truth = classes_of(labels)
        rest = dice(theirs, truth)
        rows += [row(f"{name}_truth_{NAMES[n]}", "Dice with the truth", [value], "MONAI's", [rest[n]], True) for n, value in dice(mask, truth).items()]
    return rows


def said_beforehand(name: str, runs: list[Ours]) -> Rows:
    """Memory, time and the preview of runs with the network loaded."""
    peaks, estimates = ([run.options[key] / 1e6 for run in runs] for key in ("peak_memory_bytes", "estimated_memory_bytes"))
    rows = [row(f"{name}_memory_said", "MB", estimates, "measured", peaks)]
    if said := [(left, run.seconds - at) for run in runs for at, left in run.says[:1]]:
        rows.append(row(f"{name}_time_left_said", "s", [left for left, _ in said], "what it took", [took for _, took in said]))
    if previews := [run.preview_s / run.seconds for run in runs if run.preview_s is not None]:
        rows.append(row(f"{name}_preview_fraction", "of the run", previews, "most", [0.25]))
    return rows


def alone(folder: Path, volume: Volume, pack: Path) -> Rows:
    """The usual network without the peer, which takes many minutes: the coarse preview of a long run, memory, the time said."""
    with Engine() as engine:
        say("usual network: a part of the volume, to try the ways to run it")
        part = volume.voxels[200:330, 130:350, 130:350]
        ours(engine, pack, saved(folder, "part", part, Geometry.from_matrix(part.shape, volume.geometry.matrix, "")), folder / "ours.npy", folder)
        say("usual network: the whole")
        run = ours(engine, pack, volume, folder / "ours.npy", folder)
    say(f"usual network: {run.seconds:.1f} s, preview after {run.preview_s} s, {run.options}")
    return said_beforehand("usual_network", [run])


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


def work_of(pack: Path, volume: Volume, out: Path, overlap: float) -> Work:
    assert volume.path is not None
    grid = NetworkGrid.of(volume.geometry, "RAS", (SPACING_MM,) * 3)
    return Work(pack, volume.path, grid, (SPACING_MM,) * 3, PATCH, WINDOW_HU, processor().cores, out, overlap)


def dice(one: np.ndarray, other: np.ndarray) -> dict[int, float]:
    """Of each class that either draws in a thousandth of the volume."""
    both, first, second = (np.zeros(4) for _ in range(3))
    for a, b in zip(one, other, strict=True):
        both += np.bincount(a[a == b], minlength=4)
        first += np.bincount(a.ravel(), minlength=4)
        second += np.bincount(b.ravel(), minlength=4)
    drawn = [number for number in NAMES if first[number] + second[number] > 0.002 * one.size]
    return {number: float(2 * both[number] / (first[number] + second[number])) for number in drawn}


if __name__ == "__main__":
    sys.exit(main())
