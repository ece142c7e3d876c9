"""How good the trained built-in models are on the shared scoring cases, none of which they were trained on.

    python benchmarks/built_in_models.py [--models folder] [--only brain] [--cache folder] [--pictures folder] [--write]

Models come from resources/models, or from another folder of packs. Images come from LIGHTBOX_TEST_DATA (../shared/data by
default). No brain there has a human outline: the T1 is compared with what MindGrab draws, a network of others (Dice 0.96
against human and model outlines, by its makers), run once through Lightbox's own loader and kept in the cache; other pictures have no
reference, and what is said of them is volume and how much changes when the axes are stored the other way round. `--write`
puts the sentences on the cards.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import SimpleITK as sitk
from _rows import row  # noqa: F401  (which lets the package `inference` be found before the benchmark of that name)
from PIL import Image
from scores import REFERENCE_BONES, REFERENCE_LUNGS, load_volume, volume_of_nifti

import resources
from inference.cards import CARD_FILE, ModelCard, find_cards
from inference.engine import Task
from inference.packs.card_text import card_text
from inference.packs.install import run as install
from inference.phantom.labels import Structure
from inference.phantom.torso import make_torso
from inference.segmentation.inputs import request_for
from inference.segmentation.network import run as run_network
from inference.segmentation.structures import run as run_structures
from inference.training.tasks.structures import HELD_OUT as HELD_OUT_TORSOS
from inference.training.tasks.torsos import plan_of
from viewer.case.geometry import Geometry
from viewer.case.progress import no_tick
from viewer.case.source import new_id
from viewer.case.volume import Volume
from viewer.dicom.decode import Decoder
from viewer.dicom.write_nifti import to_simpleitk

ROOT = Path(__file__).resolve().parent.parent
MEASURED = "Measured: "
"""How sentences of this benchmark begin on a card."""
BONES = {
    "spine": range(25, 51), "ribs, sternum, shoulders": (*range(71, 75), *range(92, 117)), "skull": (91,), "pelvis": (77, 78),
    "limbs": (69, 70, 75, 76),
}  # fmt: skip
"""Labels of bones, and their numbers in the reference of the real abdomens."""
RUNNERS = {"inference.segmentation.network:run": run_network, "inference.segmentation.structures:run": run_structures}
Mask = np.ndarray


@dataclass(frozen=True)
class Bench:
    """Where things are."""

    data: Path
    folder: Path
    cache: Path
    pictures: Path | None
    decoder: Decoder


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", type=Path, default=resources.path("models"))
    parser.add_argument("--only", default="")
    parser.add_argument("--cache", type=Path, default=ROOT / "build" / "benchmarks")
    parser.add_argument("--pictures", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    data = Path(os.environ.get("LIGHTBOX_TEST_DATA", ROOT.parent / "shared" / "data"))
    if not data.is_dir():
        print(f"no real images at {data}", file=sys.stderr)
        return 1
    options.cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, Decoder() as decoder:
        bench = Bench(data, Path(name), options.cache, options.pictures, decoder)
        for card, folder in find_cards([options.models]):
            if card.id not in SCORERS or options.only not in card.id:
                continue
            said = []
            for sentence in SCORERS[card.id](bench, card, folder):
                print(f"{card.id}: {sentence}", flush=True)
                said.append(MEASURED + sentence)
            if options.write:
                kept = tuple(score for score in card.scores if not score.startswith(MEASURED))
                (folder / CARD_FILE).write_text(card_text(replace(card, scores=(*kept, *said))), encoding="utf-8")
    return 0


# Brain


def score_brain(bench: Bench, card: ModelCard, folder: Path) -> Iterator[str]:
    brain = card.labels[0].numbers
    without_fluid = [number for number in brain if number != 2]
    t1 = load_volume(bench.data / "mr" / "siemens_skyra_t1_mprage_sag", bench.folder, bench.decoder)
    drawn, seconds = segment(t1, "MR", card, folder, bench)
    theirs = mindgrab(bench, t1)
    picture(bench, "brain-t1", t1, drawn)
    ours = np.isin(drawn, brain)
    yield (
        f"T1 MPRAGE of a child, 0.9 mm, against MindGrab's mask (another model's, {volume_ml(theirs, t1):.0f} ml): Dice {dice(ours, theirs):.3f} with the "
        f"fluid around the brain ({volume_ml(ours, t1):.0f} ml), {dice(np.isin(drawn, without_fluid), theirs):.3f} without; {seconds:.1f} s."
    )
    yield f"The same T1 with its axes stored in six other orders and directions: {steadiness(t1, 'MR', card, folder, bench, ours, brain)}."
    for what, modality, load in (
        ("template of an average T1, 2.4 mm", "MR", lambda: volume_of_nifti(bench.data / "nifti" / "orientations" / "RAS.nii.gz", bench.folder)),
        ("EPI, 3.3 mm (T2*, mosaic)", "MR", lambda: load_volume(bench.data / "mr" / "siemens_trio_epi_mosaic", bench.folder, bench.decoder)),
        ("CT of a head, gantry tilted, 28 uneven slices", "CT", lambda: load_volume(bench.data / "ct" / "ge_hispeed_head_tilt_varspacing", bench.folder, bench.decoder)),
        ("CT of the skull base and neck, 3.2 mm, old scanner", "CT", lambda: load_volume(bench.data / "ct" / "ge_ct8800_head_lowres", bench.folder, bench.decoder)),
    ):  # fmt: skip
        volume = load()
        drawn, seconds = segment(volume, modality, card, folder, bench)
        picture(bench, "brain-" + what.replace(",", "").replace(" ", "-"), volume, drawn)
        parts = ", ".join(f"{label.name} {volume_ml(drawn == label.number, volume):.0f}" for label in card.labels[1:])
        yield f"{what}, no reference: brain {volume_ml(np.isin(drawn, brain), volume):.0f} ml ({parts}); {seconds:.1f} s."


def mindgrab(bench: Bench, volume: Volume) -> Mask:
    """The mask of the T1 by another network, made once."""
    kept = bench.cache / "mindgrab-t1.npy"
    if not kept.is_file():
        packs = bench.folder / "packs"
        request = json.dumps({"source": str(bench.data / "weights" / "brainchop_mindgrab"), "licence": "MIT", "trusted_programs": []})
        answer = json.loads(install(Task(new_id(), "", packs, None, packs, request), no_tick, lambda piece: None))
        pack = packs / answer["packs"][0]["id"]
        (card, _), = find_cards([packs])
        np.save(kept, segment(volume, "MR", card, pack, bench)[0] > 0)
    return np.load(kept)


def steadiness(volume: Volume, modality: str, card: ModelCard, folder: Path, bench: Bench, ours: Mask, numbers: tuple[int, ...]) -> str:
    """The lowest Dice between what is drawn of a volume and of the same with its array turned over or transposed."""
    lowest = 1.0
    for order, flips in (((0, 1, 2), (0,)), ((0, 1, 2), (1,)), ((0, 1, 2), (2,)), ((2, 1, 0), ()), ((1, 0, 2), (0, 2)), ((2, 0, 1), (1,))):
        other = stored_otherwise(volume, order, flips, bench.folder)
        drawn, _ = segment(other, modality, card, folder, bench)
        back = np.flip(np.isin(drawn, numbers), flips).transpose(np.argsort(order))
        lowest = min(lowest, dice(back, ours))
    return f"Dice with itself {lowest:.4f} or more"


def stored_otherwise(volume: Volume, order: tuple[int, ...], flips: tuple[int, ...], folder: Path) -> Volume:
    """The same places with the same values, other array axes."""
    voxels = np.ascontiguousarray(np.flip(volume.voxels.transpose(order), flips))
    matrix = volume.geometry.matrix.copy()
    matrix[:3, :3] = volume.geometry.matrix[:3, list(order)]
    for axis in flips:
        matrix[:3, 3] += matrix[:3, axis] * (voxels.shape[axis] - 1)
        matrix[:3, axis] *= -1
    path = folder / f"{new_id()}.npy"
    np.save(path, voxels)
    return Volume(volume.series_uid, Geometry.from_matrix(voxels.shape, matrix, volume.geometry.frame_uid), voxels, path, volume.unit)


# Structures on CT


def score_structures(bench: Bench, card: ModelCard, folder: Path) -> Iterator[str]:
    numbers = {label.name: label.numbers for label in card.labels}
    lungs = (*numbers["lung right"], *numbers["lung left"])
    bones = tuple(numbers[name][0] for name in BONES)
    nifti = bench.data / "nifti"
    for what, load, reference in (
        ("abdomen, 3 mm", lambda: volume_of_nifti(nifti / "totalsegmentator_abdomen" / "example_ct.nii.gz", bench.folder), nifti / "totalsegmentator_abdomen" / "example_seg_fast_force_split.nii.gz"),
        ("abdomen, 2 mm", lambda: load_volume(bench.data / "ct" / "siemens_mct_abdomen_j2k_empty_uids", bench.folder, bench.decoder), next((nifti / "totalsegmentator_dicom_ref").glob("*.nii.gz"))),
    ):  # fmt: skip
        volume = load()
        for how, runner in (("", card.runner), ("the network alone, ", "inference.segmentation.network:run")):
            drawn, seconds = segment(volume, "CT", replace(card, runner=runner), folder, bench)
            picture(bench, "structures-" + (how + what).replace(",", "").replace(" ", "-"), volume, drawn)
            grid = to_simpleitk(drawn, volume.geometry)
            labels = sitk.GetArrayFromImage(sitk.Resample(sitk.ReadImage(str(reference)), grid, sitk.Transform(), sitk.sitkNearestNeighbor))
            ours, theirs = np.isin(drawn, lungs), np.isin(labels, REFERENCE_LUNGS)
            groups = ", ".join(
                f"{name} {dice(drawn == numbers[name][0], np.isin(labels, list(values))):.2f}" for name, values in BONES.items() if np.isin(labels, list(values)).any()
            )
            sides = ", ".join(f"{side} {dice(np.isin(drawn, numbers[f'lung {side}']), np.isin(labels, values)):.3f}" for side, values in (("right", (12, 13, 14)), ("left", (10, 11))))
            based = f"lung bases Dice {dice(ours, theirs):.3f} ({sides}; {volume_ml(theirs, volume):.0f} ml), " if volume_ml(theirs, volume) > 1 else ""
            yield (
                f"{what}, {how}against another model's labels: bones Dice {dice(np.isin(drawn, bones), np.isin(labels, REFERENCE_BONES)):.3f} ({groups}); "
                f"{based}{volume_ml(ours & ~theirs, volume):.0f} ml of lung drawn elsewhere; {seconds:.1f} s."
            )
        if what.endswith("3 mm"):
            ours = np.isin(drawn, bones)
            yield f"{what}, the network alone, axes stored in six other orders and directions: bones {steadiness(volume, 'CT', replace(card, runner=runner), folder, bench, ours, bones)}."
    for seed in HELD_OUT_TORSOS:
        torso = make_torso(replace(plan_of(seed, 2.5), noise_sd_hu=15.0), no_tick)
        path = bench.folder / f"torso-{seed}.npy"
        np.save(path, torso.voxels_hu)
        volume = Volume("torso", torso.plan.geometry, torso.voxels_hu, path, "HU")
        drawn, seconds = segment(volume, "CT", card, folder, bench)
        picture(bench, f"structures-torso-{seed}", volume, drawn)
        found = ", ".join(
            f"{name} {dice(np.isin(drawn, ours), np.isin(torso.labels, theirs)):.3f}"
            for name, ours, theirs in (
                ("lung right", numbers["lung right"], [Structure.LUNG_RIGHT]), ("lung left", numbers["lung left"], [Structure.LUNG_LEFT]),
                ("airways", numbers["airways"], [Structure.AIRWAYS]), ("bones", bones, [Structure.BONES]),
                ("body", numbers["body"], [n for n in Structure if n not in (Structure.OUTSIDE, Structure.TABLE)]),
            )
        )  # fmt: skip
        elsewhere = np.isin(drawn, lungs) & ~np.isin(torso.labels, (Structure.LUNG_RIGHT, Structure.LUNG_LEFT, Structure.AIRWAYS))
        yield f"drawn torso {seed}, held out, with noise: Dice {found}; {volume_ml(elsewhere, volume):.0f} ml of lung drawn elsewhere; {seconds:.1f} s."


# All


def segment(volume: Volume, modality: str, card: ModelCard, folder: Path, bench: Bench) -> tuple[Mask, float]:
    """The label map on the volume's grid through the one runner, and seconds."""
    out = bench.folder / f"{new_id()}.npy"
    request = request_for(volume, modality, speeds=str(bench.folder / "speeds.json"))
    started = time.monotonic()
    RUNNERS[card.runner](Task(new_id(), card.runner, folder, volume.path, out, request), no_tick, lambda piece: None)
    return np.load(out), time.monotonic() - started


def dice(one: Mask, other: Mask) -> float:
    total = int(one.sum()) + int(other.sum())
    return 2 * int((one & other).sum()) / total if total else float("nan")


def volume_ml(mask: Mask, volume: Volume) -> float:
    return float(mask.sum()) * volume.geometry.voxel_mm3 / 1000


def picture(bench: Bench, name: str, volume: Volume, drawn: Mask) -> None:
    """Three planes through the middle of what was drawn, upright, coloured where it was."""
    if bench.pictures is None:
        return
    bench.pictures.mkdir(parents=True, exist_ok=True)
    even = [
        sitk.GetArrayFromImage(_even(to_simpleitk(np.asarray(values, np.float32), volume.geometry), how))
        for values, how in ((volume.voxels, sitk.sitkLinear), (drawn, sitk.sitkNearestNeighbor))
    ]
    values, labels = even[0], even[1].astype(np.uint8)
    middle = np.argwhere(labels).mean(axis=0).astype(int) if labels.any() else np.array(labels.shape) // 2
    low, high = (-160, 240) if volume.unit == "HU" else np.percentile(values, (1, 99.5))
    grey = np.clip((values - low) / max(high - low, 1e-6), 0, 1)
    planes = []
    for axis in range(3):
        g, n = grey.take(middle[axis], axis), labels.take(middle[axis], axis)
        if axis:
            g, n = g[::-1], n[::-1]
        rgb = np.repeat(g[..., None], 3, 2)
        colours = np.array([[0, 0, 0], *[_colour(k) for k in range(1, 256)]])[n]
        planes.append(np.where(n[..., None] > 0, 0.6 * rgb + 0.4 * colours, rgb))
        planes.append(rgb)
    tall = max(plane.shape[0] for plane in planes)
    row_of = np.concatenate([np.pad(plane, ((0, tall - plane.shape[0]), (0, 2), (0, 0))) for plane in planes], axis=1)
    Image.fromarray((255 * row_of).astype(np.uint8)).save(bench.pictures / f"{name}.png")


def _even(image: sitk.Image, how: int) -> sitk.Image:
    upright = sitk.DICOMOrient(image, "LPS")
    size = [max(1, round(n * step / 1.5)) for n, step in zip(upright.GetSize(), upright.GetSpacing(), strict=True)]
    return sitk.Resample(upright, size, sitk.Transform(), how, upright.GetOrigin(), (1.5, 1.5, 1.5), upright.GetDirection())


def _colour(number: int) -> tuple[float, float, float]:
    hue = number * 0.618034 % 1
    red, green, blue = (min(max(abs((hue * 6 + shift) % 6 - 3) - 1, 0), 1) for shift in (0, 4, 2))
    return red, green, blue


SCORERS: dict[str, Callable[[Bench, ModelCard, Path], Iterator[str]]] = {"head-brain": score_brain, "ct-structures": score_structures}


if __name__ == "__main__":
    sys.exit(main())
