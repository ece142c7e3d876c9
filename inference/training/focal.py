"""What the detector of focal lesions learns: to tell planted lesions from everything else that stands out in drawn bodies.

    python -m inference.training focal --bodies 10          draws, plants, looks, and writes the numbers onto the card

Bodies come from the generator of the demonstration study, with girth, grid, noise, and contrast of each organ and its vessels by chance,
and with outlines as rough as a model draws them. No real picture is seen. One body in four is held out and says how many
false candidates there are at which score.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from inference.cards import CARD_FILE, read_card
from inference.packs.card_text import card_text
from inference.phantom.labels import Structure
from inference.phantom.torso import make_torso
from inference.segmentation.bones import find_bones
from inference.segmentation.focal import Features
from inference.segmentation.focal_lesions import BONE, TUBE, Host, Judge, inputs_of, spots_of
from inference.segmentation.grid import Bool, Upright, depth_mm
from inference.training.planted import SIZES_MM, Planted, contrast_of, plant, size_of
from inference.training.tasks.torsos import plan_of
from viewer.case.geometry import Geometry, Point
from viewer.case.progress import no_tick
from viewer.case.volume import Volume, Voxels

Labels = npt.NDArray[np.uint8]
Matrix = npt.NDArray[np.float64]
ORGANS: Mapping[str, tuple[tuple[Structure, ...], ...]] = {
    "liver": ((Structure.LIVER,),), "spleen": ((Structure.SPLEEN,),), "kidney": ((Structure.KIDNEY_LEFT,), (Structure.KIDNEY_RIGHT,)), BONE: ((Structure.BONES,),),
}  # fmt: skip
_REPEATS = {"soft": 4, BONE: 2}
_IN_ONE = 3
_HEIGHT_MM, _WIDTH_MM = 215.0, 400.0
_WIDEST_IN_BONE_MM = 20.0
_HELD_OUT = 4
_FALSE_PER_SCAN = {"soft": 1.5, BONE: 1.5}
"""What the score below which nothing is shown is chosen for, on the bodies held out."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One spot of one drawn picture; `hit` is the planted lesion that it is, -1 for none."""

    organ: str
    scan: str
    hit: int
    features: Features


def drawn(seed: int) -> tuple[Voxels, Geometry, Labels]:
    """A belly in HU with its label map. Noise from 6 to 22 HU, correlated as a kernel would."""
    rng = np.random.default_rng([seed, 91])
    up_mm, across_mm = float(rng.choice([1.5, 2.0, 2.5, 3.0])), float(rng.choice([1.3, 1.6, 2.0, 2.5, 3.0]))
    count = round(_WIDTH_MM / across_mm)
    plan = replace(
        plan_of(seed, 2.0), shape_kji=(round(_HEIGHT_MM / up_mm), count, count), spacing_mm=(up_mm, across_mm, across_mm),
        blur_mm=max(1.1, 0.6 * max(across_mm, 1.5)),
    )  # fmt: skip
    torso = make_torso(plan, no_tick)
    values, labels = torso.voxels_hu.astype(np.float32), torso.labels
    for organ, groups in ORGANS.items():
        if organ != BONE:  # with and without contrast medium, vessels brighter or darker than the organ
            inside = np.isin(labels, [int(n) for group in groups for n in group])
            usual = float(np.median(values[inside]))
            values[inside] = rng.uniform(35, 130) + rng.uniform(-0.8, 1.1) * (values[inside] - usual)
    values += _noise(values.shape, (rng.uniform(0, 0.8), *[rng.uniform(0.3, 1.2)] * 2), rng.uniform(6, 22), rng)
    values += np.where(values > -200, _noise(values.shape, (3 / up_mm, 3 / across_mm, 3 / across_mm), rng.uniform(0, 4), rng), 0)
    bones = labels == Structure.BONES  # marrow of patients is far from even
    for size_mm in (3.0, 7.0):
        uneven = _noise(values.shape, (size_mm / up_mm, size_mm / across_mm, size_mm / across_mm), rng.uniform(10, 60), rng)
        values[bones] += uneven[bones]
    return np.clip(np.rint(values), -1024, 3071).astype(np.int16), plan.geometry, labels


def _noise(shape: tuple[int, ...], sigma: Sequence[float], sd: float, rng: np.random.Generator) -> npt.NDArray[np.float32]:
    noise = ndimage.gaussian_filter(rng.standard_normal(shape).astype(np.float32), sigma)
    return np.asarray(noise * (sd / noise.std()), np.float32)


def rough(solid: Bool, geometry: Geometry, rng: np.random.Generator) -> Bool:
    """An outline as another program may draw it: its border about a millimetre off, smoothly so."""
    depth = np.clip(depth_mm(solid, geometry.spacing_mm), -30, 30)
    sigma = [4 / step for step in geometry.spacing_mm]
    return np.asarray(depth + _noise(solid.shape, sigma, float(rng.uniform(0.3, 1.5)), rng) + rng.normal(0, 0.7) > 0)


def hit_of(centre: Point | Matrix, contrast_hu: float, planted: Sequence[Planted]) -> int:
    """Which planted lesion a candidate is: as dark or bright, its middle within the radius or 4 mm; -1 for none."""
    for n, lesion in enumerate(planted):
        off = float(np.linalg.norm(np.subtract(centre, lesion.centre_lps)))
        if off < max(4.0, lesion.across_mm / 2) and (contrast_hu > 0) == (lesion.contrast_hu > 0):
            return n
    return -1


def seen_in(seed: int, kind: str) -> list[Seen]:
    """Every spot of the pictures of one body in its bones, or in its soft organs, with lesions planted anew in each picture."""
    voxels, geometry, labels = drawn(seed)
    rng = np.random.default_rng([seed, 93 if kind == BONE else 92])
    body = (labels != Structure.OUTSIDE) & (labels != Structure.TABLE)
    rows: list[Seen] = []
    for organ, groups in ORGANS.items():
        if (organ == BONE) != (kind == BONE):
            continue
        for side, group in enumerate(groups):
            true = np.isin(labels, [int(n) for n in group])
            if not true.any():
                continue
            depth, outline = depth_mm(true, geometry.spacing_mm), rough(true, geometry, rng)
            for repeat in range(_REPEATS[kind]):
                picture, planted = planted_in(voxels, geometry, organ, true, depth, rng)
                solid = find_bones(picture, body, geometry.spacing_mm, no_tick) if organ == BONE else outline
                volume = Volume("drawn", geometry, picture, Path("drawn.npy"), "HU")
                affine = Upright.of(geometry).affine
                for box, spot in spots_of(volume, Host(organ, solid), no_tick):
                    middle = np.argwhere(spot.solid).mean(axis=0) + [part.start for part in box]
                    hit = hit_of((affine @ [*middle, 1])[:3], spot.features.contrast_hu, planted)
                    rows.append(Seen(organ, f"{seed}.{side}.{repeat}", hit, spot.features))
    return rows


def planted_in(
    voxels: Voxels, geometry: Geometry, organ: str, true: Bool, depth: npt.NDArray[np.float32], rng: np.random.Generator
) -> tuple[Voxels, list[Planted]]:
    """Up to three lesions of any size in an organ, apart from each other."""
    planted: list[Planted] = []
    for _ in range(_IN_ONE):
        across = size_of(SIZES_MM[rng.integers(len(SIZES_MM))], rng)
        made = plant(voxels, geometry, organ, true, depth, min(across, _WIDEST_IN_BONE_MM) if organ == BONE else across, contrast_of(organ, rng), rng)
        if made is None:
            continue
        near = (np.linalg.norm(np.subtract(made[1].centre_lps, one.centre_lps)) - (made[1].across_mm + one.across_mm) / 2 for one in planted)
        if min(near, default=99.0) > 6:
            voxels = made[0]
            planted.append(made[1])
    return voxels, planted


def learn(rows: Sequence[Seen], false_per_scan: float) -> Judge:
    """A judge of spots (Newton's method, a little weight decay), and the score that gives so many false ones per scan on held-out bodies."""
    rows = [row for row in rows if row.features.curved >= TUBE]
    inputs = np.array([inputs_of(row.features) for row in rows])
    truth = np.array([row.hit >= 0 for row in rows], np.float64)
    held_out = np.array([int(row.scan.split(".")[0]) % _HELD_OUT == 0 for row in rows])
    mean, scale = inputs[~held_out].mean(axis=0), np.maximum(inputs[~held_out].std(axis=0), 0.01)
    weights = _logistic((inputs[~held_out] - mean) / scale, truth[~held_out])
    scores = 1 / (1 + np.exp(-((inputs - mean) / scale) @ weights[:-1] - weights[-1]))
    false = np.sort(scores[held_out & (truth == 0)])[::-1]
    scans = len({row.scan for row, out in zip(rows, held_out, strict=True) if out})
    least = float(false[min(int(false_per_scan * scans), len(false) - 1)])
    return Judge([round(float(n), 5) for n in mean], [round(float(n), 5) for n in scale], [round(float(n), 5) for n in weights[:-1]], round(float(weights[-1]), 5), round(least, 3))


def _logistic(inputs: Matrix, truth: Matrix, decay: float = 0.01) -> Matrix:
    with_bias = np.concatenate([inputs, np.ones((len(inputs), 1))], axis=1)
    weights = np.zeros(with_bias.shape[1])
    shrink = np.full(len(weights), decay)
    shrink[-1] = 1e-6
    for _ in range(40):
        likely = 1 / (1 + np.exp(-with_bias @ weights))
        slope = with_bias.T @ (likely - truth) / len(truth) + shrink * weights
        curve = (with_bias.T * (likely * (1 - likely))) @ with_bias / len(truth) + np.diag(shrink)
        weights -= np.linalg.solve(curve, slope)
    return weights


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m inference.training focal", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bodies", type=int, default=10)
    parser.add_argument("--folder", type=Path, default=Path("build/training/focal"), help="where what was seen is kept; the same call goes on where it stopped")
    parser.add_argument("--card", type=Path, default=Path("resources/models/ct-focal-lesions") / CARD_FILE)
    options = parser.parse_args(arguments)
    options.folder.mkdir(parents=True, exist_ok=True)
    rows: list[Seen] = []
    for seed, kind in ((seed, kind) for seed in range(100, 100 + options.bodies) for kind in _FALSE_PER_SCAN):
        path = options.folder / f"{seed}-{kind}.json"
        if not path.is_file():
            path.write_text(json.dumps([[row.organ, row.scan, row.hit, astuple(row.features)] for row in seen_in(seed, kind)]), encoding="utf-8")
            print(f"body {seed}, {kind}", flush=True)  # noqa: T201
        rows += [Seen(organ, scan, hit, Features(*features)) for organ, scan, hit, features in json.loads(path.read_text(encoding="utf-8"))]
    card = read_card(options.card)
    judges = {kind: learn([row for row in rows if (row.organ == BONE) == (kind == BONE)], least) for kind, least in _FALSE_PER_SCAN.items()}
    changed = replace(card, network={kind: _table(judge) for kind, judge in judges.items()}, weights_sha256="")
    options.card.write_text(card_text(changed), encoding="utf-8")
    print(f"{len(rows)} spots of {options.bodies} bodies; least scores {[judge.least for judge in judges.values()]}")  # noqa: T201
    return 0


def _table(judge: Judge) -> dict[str, Any]:
    return {"mean": list(judge.mean), "scale": list(judge.scale), "weights": list(judge.weights), "bias": judge.bias, "least": judge.least}

