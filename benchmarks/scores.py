"""The figures on the built-in models' cards: run the models where the truth, or another model's labels, is known.

    python benchmarks/scores.py

Real images come from LIGHTBOX_TEST_DATA (../shared/data by default) and are left out where it is absent. Their reference
labels are another model's output, not a human reading.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

import _rows  # noqa: F401  (which lets the package `inference` be found before the benchmark of that name)
import numpy as np
import SimpleITK as sitk

import resources
from desktop.workflows.open_series import open_series
from inference.cards import find_card
from inference.measure.lesions import measure_lesion
from inference.phantom.demonstration import make_demonstration
from inference.segmentation.classical import segment
from inference.segmentation.nodules import find_nodules
from inference.segmentation.tissues import outline_tissues
from viewer.case.geometry import Geometry
from viewer.case.progress import no_tick
from viewer.case.volume import Volume
from viewer.dicom.decode import Decoder
from viewer.dicom.scan import scan
from viewer.dicom.write_nifti import to_simpleitk

ROOT = Path(__file__).resolve().parent.parent
# Values of the reference labels that are bone: sacrum and vertebrae, limbs and girdles, skull, ribs and sternum.
REFERENCE_BONES = (*range(25, 51), *range(69, 79), *range(91, 117))
REFERENCE_LUNGS = tuple(range(10, 15))
REFERENCE_PARTS = {"spine": range(25, 51), "ribs and shoulders": (*range(69, 75), *range(92, 117)), "pelvis and thighs": range(75, 79), "skull": (91,)}
REFERENCE_AROUND = {"gas": (6, 18, 19, 20), "fluid": (4, 6, 18, 19, 20, 21), "calcification by the aorta": (52, 63, 65, 66)}
# Where gas, fluid and calcium may be: stomach and bowel; those, gallbladder and bladder; large vessels.


def main() -> int:
    card, _ = find_card("ct-classical", [resources.path("models")])
    numbers = {label.name: label.numbers for label in card.labels}
    with tempfile.TemporaryDirectory() as folder, Decoder() as decoder:
        made = make_demonstration(Path(folder, "study"), no_tick)
        truth = json.loads(made.truth_path.read_text(encoding="utf-8"))
        for which, path in (("current", made.current_folder), ("prior", made.prior_folder)):
            volume = load_volume(path, Path(folder), decoder)
            mask = segment(volume, card, no_tick)
            ml = volume.geometry.voxel_mm3 / 1000
            for row in truth[which]["structures"]:
                if row["name"] in numbers:
                    error = np.isin(mask, numbers[row["name"]]).sum() * ml / row["volume_ml"] - 1
                    print(f"synthetic torso, {which}: {row['name']:12} volume {error:+.2%} of the truth")
            lungs = [np.isin(mask, numbers[name]) for name in ("lung left", "lung right")]
            score_nodules(which, volume, lungs, [row for row in truth[which]["lesions"] if "nodule" in row["kind"]])
        data = Path(os.environ.get("LIGHTBOX_TEST_DATA", ROOT.parent / "shared" / "data"))
        if data.is_dir():
            abdomen = load_volume(data / "ct" / "siemens_mct_abdomen_j2k_empty_uids", Path(folder), decoder)
            reference = next((data / "nifti" / "totalsegmentator_dicom_ref").glob("*.nii.gz"))
            score_real("abdomen, 2 mm", abdomen, reference, segment(abdomen, card, no_tick), numbers)
            score_tissues("abdomen, 2 mm", abdomen, reference)
            nifti = data / "nifti" / "totalsegmentator_abdomen"
            coarse = volume_of_nifti(nifti / "example_ct.nii.gz", Path(folder))
            reference = nifti / "example_seg_fast_force_split.nii.gz"
            score_real("abdomen, 3 mm", coarse, reference, segment(coarse, card, no_tick), numbers)
            score_tissues("abdomen, 3 mm", coarse, reference)
        else:
            print(f"no real images at {data}")
    return 0


def load_volume(path: Path, folder: Path, decoder: Decoder) -> Volume:
    found = scan([path], no_tick)
    return open_series(found.series[0], found.instances, folder / "volumes", decoder, no_tick).volume


def volume_of_nifti(path: Path, folder: Path) -> Volume:
    """ITK counts in LPS, like DICOM; its axes are (i, j, k)."""
    image = sitk.ReadImage(str(path))
    voxels = sitk.GetArrayFromImage(image).astype(np.int16)
    matrix = np.eye(4)
    steps = np.array(image.GetDirection()).reshape(3, 3) * np.array(image.GetSpacing())
    matrix[:3, :3], matrix[:3, 3] = steps[:, ::-1], image.GetOrigin()
    np.save(folder / "nifti.npy", voxels)
    return Volume("nifti", Geometry.from_matrix(voxels.shape, matrix, "nifti"), voxels, folder / "nifti.npy", "HU")


def score_nodules(which: str, volume: Volume, lungs: list[np.ndarray], planted: list[dict[str, object]]) -> None:
    mask, candidates = find_nodules(volume, lungs, no_tick)
    found, worst_mm = 0, 0.0
    for row in planted:
        centre = np.array(row["centre_lps"])
        near = [one for one in candidates if np.linalg.norm(np.array(one.centre_lps) - centre) < 5]
        if near:
            measured = measure_lesion(volume, mask, near[0].number)
            errors = (measured.long_axis_mm - float(str(row["long_axis_mm"])), measured.short_axis_mm - float(str(row["short_axis_mm"])))
            found, worst_mm = found + 1, max(worst_mm, *(abs(error) for error in errors))
    false = len(candidates) - found
    print(f"synthetic torso, {which}: {found} of {len(planted)} nodules, {false} false, axes within {worst_mm:.1f} mm")


def score_real(name: str, volume: Volume, reference: Path, mask: np.ndarray, numbers: dict[str, tuple[int, ...]]) -> None:
    grid = to_simpleitk(mask, volume.geometry)
    labels = sitk.GetArrayFromImage(sitk.Resample(sitk.ReadImage(str(reference)), grid, sitk.Transform(), sitk.sitkNearestNeighbor))
    bones, theirs = np.isin(mask, numbers["bones"]), np.isin(labels, REFERENCE_BONES)
    print(f"{name}: bones Dice {2 * (bones & theirs).sum() / (bones.sum() + theirs.sum()):.2f}")
    lungs, theirs = np.isin(mask, (*numbers["lung left"], *numbers["lung right"])), np.isin(labels, REFERENCE_LUNGS)
    print(f"{name}: lung {lungs.sum()} voxels, the reference has {theirs.sum()}, {(lungs & ~theirs).sum()} beside it")


def score_tissues(name: str, volume: Volume, reference: Path) -> None:
    """Parts of the skeleton: of what is drawn where the reference has bone, the share that is the right part. Others: the share in organs that hold such."""
    card, _ = find_card("ct-tissues", [resources.path("models")])
    number = {label.name: label.number for label in card.labels}
    mask = outline_tissues(volume, card, no_tick)
    grid = to_simpleitk(mask, volume.geometry)
    labels = sitk.GetArrayFromImage(sitk.Resample(sitk.ReadImage(str(reference)), grid, sitk.Transform(), sitk.sitkNearestNeighbor))
    bone = np.isin(labels, REFERENCE_BONES)
    for part, values in REFERENCE_PARTS.items():
        mine, theirs = mask == number[part], np.isin(labels, list(values))
        if theirs.any() or mine.any():
            dice = 2 * (mine & theirs).sum() / (mine.sum() + theirs.sum())
            print(f"{name}: {part} {(mine & theirs).sum() / max((mine & bone).sum(), 1):.1%} the right part, Dice {dice:.2f}")
    for part, around in REFERENCE_AROUND.items():
        mine = mask == number[part]
        inside = (mine & np.isin(labels, around)).sum() / max(mine.sum(), 1)
        print(f"{name}: {part} {mine.sum() * volume.geometry.voxel_mm3 / 1000:.1f} ml, {inside:.1%} in organs that hold such")


if __name__ == "__main__":
    sys.exit(main())
