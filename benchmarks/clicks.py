"""How good and how fast an outline is after 1, 3 and 6 clicks.

    python benchmarks/clicks.py [--quick] [--json] [--pack folder]

A first click lies where a structure is thickest, each later one in the middle of the largest error, inside or outside. The
peer is the plain method: two fronts by SimpleITK's fast marching, slowed by edges, in the same crop around the structure.
Lassos are a line around the widest slice in one plane or in two; how much of the structure's length is drawn stands beside Dice.
`--pack` is the folder of a network for clicks, instead of the built-in method. Images come from LIGHTBOX_TEST_DATA
(../shared/data by default). Their reference labels are another model's output, not a human reading.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import SimpleITK as sitk
from _rows import row, show
from scipy import ndimage
from scores import volume_of_nifti

import resources
from inference.cards import CARD_FILE, find_card, read_card
from inference.client import Engine
from inference.engine import Task
from inference.segmentation.crop import BoxKji
from inference.segmentation.prompts import prompt_request, read_answer
from viewer.case.progress import no_tick
from viewer.case.prompt import Prompt, point_prompt
from viewer.case.source import new_id
from viewer.case.volume import Volume
from viewer.dicom.write_rtstruct import outlines

ROOT = Path(__file__).resolve().parent.parent
STRUCTURES = {
    "spleen": 1, "right kidney": 2, "left kidney": 3, "gallbladder": 4, "liver": 5, "stomach": 6, "pancreas": 7,
    "urinary bladder": 21, "sacrum": 25, "L3 vertebra": 29, "aorta": 52, "inferior vena cava": 63, "left hip bone": 77,
    "left iliopsoas": 88,
}  # fmt: skip
CLICKS = 6
SHOWN = (1, 3, 6)
LASSOS = {"axial": (0,), "coronal": (1,), "sagittal": (2,), "axial_and_sagittal": (0, 2)}
"""Planes of the lassos that are drawn together."""
CROP_VOXELS = 64
CORNERS, HAND_MM = 60, 1.0
"""Of a lasso, and how far off a hand draws it."""
NETWORK = """
id = "untrained"
version = "1"
name = "Untrained network of the planned size"
task = "prompt"
runner = "inference.segmentation.promptable:run"
modality = "any"
license = "Apache-2.0"
intended_use = "timing"
limits = "draws nothing"
weights = "weights.safetensors"
weights_sha256 = "{sha}"
[labels]
1 = {{ name = "structure", code = ["99LIGHTBOX", "structure"] }}
[network]
library = "monai"
name = "UNet"
outputs = 2
activation = "softmax"
channel_labels = [0, 1]
[network.arguments]
spatial_dims = 3
in_channels = 8
out_channels = 2
channels = [16, 32, 64, 128, 256]
strides = [2, 2, 2, 2]
num_res_units = 2
norm = "instance"
[input]
channels = ["image", "previous", "region+", "region-", "point+", "point-", "scribble+", "scribble-"]
orientation = "RAS"
patch = [128, 128, 128]
padding = "zero"
foreground = false
steps_first = true
steps = [{{ kind = "zscore" }}]
"""
Mask = np.ndarray
Place = tuple[int, int, int]
Segment = Callable[[list[tuple[Place, bool]]], Mask]
"""Clicks (voxel, whether inside) -> the structure's voxels."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="every third structure")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--pack", type=Path)
    options = parser.parse_args()
    data = Path(os.environ.get("LIGHTBOX_TEST_DATA", ROOT.parent / "shared" / "data")) / "nifti" / "totalsegmentator_abdomen"
    if not data.is_dir():
        print(f"no real images at {data}", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as name, Engine() as engine:
        folder = Path(name)
        volume = volume_of_nifti(data / "example_ct.nii.gz", folder)
        reference = sitk.GetArrayFromImage(sitk.ReadImage(str(data / "example_seg_fast_force_split.nii.gz")))
        ours, theirs, seconds, lassoed = [], [], [], []
        card, card_folder = (read_card(options.pack / CARD_FILE), options.pack) if options.pack else find_card("geodesic", [resources.path("models")])
        for name, number in list(STRUCTURES.items())[:: 3 if options.quick else 1]:
            truth = reference == number
            dice, times = follow(truth, engine_segment(volume, engine, folder, card, card_folder))
            peer, _ = follow(truth, plain_segment(volume, truth))
            ours.append(dice)
            theirs.append(peer)
            seconds += times
            lassoed.append(through_lassos(truth, volume, lambda prompts: engine_prompts(volume, engine, folder, card, card_folder)(prompts)))
            if not options.json:
                print(f"{name:20}" + "".join(f"{value:6.2f}" for value in dice) + f"   peer {peer[0]:.2f} {peer[2]:.2f} {peer[5]:.2f}   {max(times):.2f} s   lasso " + " ".join(f"{dice:.2f}/{length:.0%}" for dice, length in lassoed[-1]))
        results = [
            row(f"click_dice_{n}", "Dice", [dice[n - 1] for dice in ours], "fast marching", [dice[n - 1] for dice in theirs], True)
            | {"value": float(np.mean(ours, axis=0)[n - 1]), "peer_value": float(np.mean(theirs, axis=0)[n - 1])}
            for n in SHOWN
        ]
        for result in results:
            result["ratio"] = float(str(result["value"])) / float(str(result["peer_value"]))
        for plane, pairs in zip(LASSOS, zip(*lassoed, strict=True), strict=True):
            results.append(row(f"lasso_{plane}_dice", "Dice", [dice for dice, _ in pairs], "1 click", [dice[0] for dice in ours], True))
            results.append(row(f"lasso_{plane}_length", "of the length", [length for _, length in pairs], "all of it", [1.0], True))
        results.append(row("click_s", "s", seconds, "allowed", [2.0]))
        results.append(row("click_network_s", "s", network_seconds(volume, engine, folder, reference == STRUCTURES["liver"]), "allowed", [2.0]))
        show(results, options.json)
    return 0


def follow(truth: Mask, segment: Segment) -> tuple[list[float], list[float]]:
    """Dice and seconds after each of `CLICKS` clicks."""
    clicks = [(deepest(truth), True)]
    dice, seconds = [], []
    while True:
        started = time.monotonic()
        mask = segment(clicks)
        seconds.append(time.monotonic() - started)
        dice.append(float(2 * (mask & truth).sum() / max(mask.sum() + truth.sum(), 1)))
        if len(clicks) == CLICKS:
            return dice, seconds
        missed, wrong = largest(truth & ~mask), largest(mask & ~truth)
        clicks.append((deepest(missed), True) if missed.sum() >= wrong.sum() else (deepest(wrong), False))


def largest(mask: Mask) -> Mask:
    parts, count = ndimage.label(mask)
    return mask if count < 2 else parts == np.bincount(parts.ravel())[1:].argmax() + 1


def deepest(mask: Mask) -> Place:
    depth = ndimage.distance_transform_edt(np.pad(mask, 1))[1:-1, 1:-1, 1:-1]
    k, j, i = np.unravel_index(int(depth.argmax()), depth.shape)
    return int(k), int(j), int(i)


def lassos(truth: Mask, volume: Volume) -> list[Prompt]:
    """A line around the widest slice of a structure in each of the three planes of the volume, a millimetre off as a hand is."""
    found = []
    for axis in range(3):
        areas = truth.sum(axis=tuple(other for other in range(3) if other != axis))
        at = int(areas.argmax())
        line = max(outlines(largest(truth.take(at, axis))), key=len)
        line = line[:: max(1, len(line) // CORNERS)] + np.random.default_rng(axis).normal(0, HAND_MM, 2) / volume.geometry.spacing_mm[0]
        points = volume.geometry.to_lps(np.insert(line, axis, at, axis=1))
        found.append(Prompt("lasso", tuple((float(x), float(y), float(z)) for x, y, z in points)))
    return found


def through_lassos(truth: Mask, volume: Volume, segment: Callable[[tuple[Prompt, ...]], Mask]) -> list[tuple[float, float]]:
    """Dice after each of `LASSOS`, and how much of the structure's length along its long axis is drawn."""
    rows, lines = [], lassos(truth, volume)
    for planes in LASSOS.values():
        mask = segment(tuple(lines[plane] for plane in planes))
        dice = 2 * (mask & truth).sum() / (mask.sum() + truth.sum())
        rows.append((float(dice), length_of(mask, truth, volume)))
    return rows


def length_of(mask: Mask, truth: Mask, volume: Volume) -> float:
    """Of the reference's length along its longest direction, the part that the overlap with what was drawn spans."""
    points = volume.geometry.to_lps(np.argwhere(truth))
    middle = points.mean(axis=0)
    axis = np.linalg.svd(points[:: max(1, len(points) // 5000)] - middle, full_matrices=False)[2][0]
    along = (points - middle) @ axis
    drawn = along[mask[truth]]
    return float(np.ptp(drawn) / np.ptp(along)) if len(drawn) else 0.0


def engine_segment(volume: Volume, engine: Engine, folder: Path, card, card_folder: Path) -> Segment:
    """Through the ML process, as the window does it."""
    draw = engine_prompts(volume, engine, folder, card, card_folder)
    return lambda clicks: draw(tuple(point_prompt(volume.geometry.point(*place), inside) for place, inside in clicks))


def engine_prompts(volume: Volume, engine: Engine, folder: Path, card, card_folder: Path) -> Callable[[tuple[Prompt, ...]], Mask]:
    """As `engine_segment`, for prompts of any kind. The mask of the prompts before is given along, as the window does it."""
    drawn = folder / "drawn.npy"
    state: list[tuple[Path, BoxKji] | None] = [None]

    def segment(prompts: tuple[Prompt, ...]) -> Mask:
        out = folder / f"{new_id()}.npy"
        task = Task(new_id(), card.runner, card_folder, volume.path, out, prompt_request(volume, "CT", prompts, drawn=state[0], speeds=folder / "speeds.json"))
        done = engine.run(task, no_tick, lambda piece: None, urgent=True, slot="prompt")
        outcome = read_answer(done.path, done.answer).outcome
        mask = np.zeros(volume.geometry.shape_kji, bool)
        mask[tuple(slice(*span) for span in outcome.box_kji)] = outcome.inside
        np.save(drawn, outcome.inside)
        state[0] = (drawn, outcome.box_kji) if mask.any() else None
        return mask

    return segment


def network_seconds(volume: Volume, engine: Engine, folder: Path, truth: Mask) -> list[float]:
    """A click in a region of 128 cubed with an untrained network of 4.8 M weights, once it is loaded."""
    import torch
    from safetensors.torch import save_file

    from inference.networks.build import build
    from inference.packs.recipe import network_of

    pack = folder / "untrained"
    pack.mkdir()
    (pack / CARD_FILE).write_text(NETWORK.format(sha="0" * 64))
    torch.manual_seed(0)
    save_file(build(network_of(read_card(pack / CARD_FILE))).state_dict(), pack / "weights.safetensors")
    digest = hashlib.sha256((pack / "weights.safetensors").read_bytes()).hexdigest()
    (pack / CARD_FILE).write_text(NETWORK.format(sha=digest))
    segment = engine_segment(volume, engine, folder, read_card(pack / CARD_FILE), pack)
    segment([])
    segment([(deepest(truth), True)])
    seconds = []
    rng = np.random.default_rng(0)
    clicks = [(deepest(truth), True)]
    for _ in range(8):
        clicks.append((tuple(rng.choice(np.argwhere(truth)).tolist()), True))
        started = time.monotonic()
        segment(clicks)
        seconds.append(time.monotonic() - started)
    return seconds


def plain_segment(volume: Volume, truth: Mask) -> Segment:
    """The peer: which of two fronts comes first, in a crop around the structure."""
    middle = [int(np.flatnonzero(truth.any(axis=tuple(a for a in range(3) if a != axis)))[[0, -1]].sum()) // 2 for axis in range(3)]
    first = [max(0, min(m - CROP_VOXELS // 2, size - CROP_VOXELS)) for m, size in zip(middle, truth.shape, strict=True)]
    crop = tuple(slice(f, f + CROP_VOXELS) for f in first)
    image = sitk.GetImageFromArray(np.clip(volume.voxels[crop].astype(np.float32), -250, 400))
    edges = sitk.GradientMagnitudeRecursiveGaussian(image, 1.0)
    speed = sitk.Exp(-1.0 * edges / 15.0)
    border = np.zeros(sitk.GetArrayViewFromImage(speed).shape, bool)
    for axis in range(3):
        np.moveaxis(border, axis, 0)[[0, -1]] = True

    def arrival(places: Mask) -> Mask:
        front = sitk.FastMarchingImageFilter()
        front.SetTrialPoints([[int(i), int(j), int(k)] for k, j, i in places])
        return sitk.GetArrayFromImage(front.Execute(speed))

    def segment(clicks: list[tuple[Place, bool]]) -> Mask:
        inside = [np.array(place) - first for place, positive in clicks if positive]
        outside = [np.array(place) - first for place, positive in clicks if not positive]
        own = [place for place in inside if np.all((place >= 0) & (place < border.shape))]
        mask = np.zeros(truth.shape, bool)
        if own:
            others = [*np.argwhere(border), *(place for place in outside if np.all((place >= 0) & (place < border.shape)))]
            mask[crop] = arrival(np.array(own)) < arrival(np.array(others))
        return mask

    return segment


if __name__ == "__main__":
    sys.exit(main())
