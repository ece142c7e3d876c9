"""Whether words lead to the right place on real CT: organs and their parts by name, and planted lesions by description.

    python benchmarks/grounding.py

Two abdomens of LIGHTBOX_TEST_DATA (../shared/data by default) with outlines that another model made, not a human reading.
Organs: the box pointed at against the box of the outline that the model numbers so. Parts: where the middle of the box lies
between the 2nd and the 98th percentile of the outline's own voxels, worked out here and not by the program's rules. Lesions:
balls of another density with the blur and the noise of the picture, planted in those outlines.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import _rows  # noqa: F401  (which lets the package `inference` be found before the benchmark of that name)
import numpy as np
import SimpleITK as sitk
from scipy import ndimage
from scores import load_volume, volume_of_nifti

from inference.grounding.locate import Located, locate
from inference.measure.statistics import label_statistics
from inference.packs.structures import label_of
from viewer.case.facts import FactTable, StudyFacts
from viewer.case.progress import no_tick
from viewer.case.segmentation import Segmentation
from viewer.case.source import Source
from viewer.case.volume import Volume
from viewer.dicom.decode import Decoder
from viewer.dicom.write_nifti import to_simpleitk

ROOT = Path(__file__).resolve().parent.parent
FACTS = FactTable(StudyFacts("CT", "ABDOMEN", "20260101", "F", 60.0), ())
NAMES = {
    1: "spleen", 2: "kidney_right", 3: "kidney_left", 4: "gallbladder", 5: "liver", 6: "stomach", 7: "pancreas", 8: "adrenal_gland_right",
    9: "adrenal_gland_left", 11: "lung_lower_lobe_left", 14: "lung_lower_lobe_right", 18: "small_bowel", 19: "duodenum", 20: "colon", 21: "urinary_bladder",
    25: "sacrum", 27: "vertebrae_L5", 28: "vertebrae_L4", 29: "vertebrae_L3", 30: "vertebrae_L2", 31: "vertebrae_L1", 32: "vertebrae_T12", 52: "aorta",
    63: "inferior_vena_cava", 65: "iliac_artery_left", 66: "iliac_artery_right", 77: "hip_left", 78: "hip_right", 86: "autochthon_left", 88: "iliopsoas_left",
}  # fmt: skip
"""The other model's numbers."""
ORGANS = {
    "spleen": 1, "right kidney": 2, "left kidney": 3, "gallbladder": 4, "the liver": 5, "stomach": 6, "pancreas": 7, "right adrenal gland": 8, "left adrenal": 9,
    "left lower lobe of the lung": 11, "right lower lobe of the lung": 14, "small bowel": 18, "duodenum": 19, "colon": 20, "urinary bladder": 21, "sacrum": 25, "L5": 27,
    "L4 vertebral body": 28, "third lumbar vertebra": 29, "L2": 30, "L1": 31, "T12": 32, "abdominal aorta": 52, "inferior vena cava": 63, "left iliac artery": 65, "left hip bone": 77,
    "right hip bone": 78, "left psoas muscle": 88,
}  # fmt: skip
PARTS = {
    "upper pole of the left kidney": (3, "z", 0.6, 1.0), "lower pole of the left kidney": (3, "z", 0.0, 0.4), "upper pole of the right kidney": (2, "z", 0.6, 1.0),
    "lower pole of the right kidney": (2, "z", 0.0, 0.4), "interpolar region of the left kidney": (3, "z", 0.35, 0.65), "head of the pancreas": (7, "x", 0.0, 0.4),
    "tail of the pancreas": (7, "x", 0.6, 1.0), "upper pole of the spleen": (1, "z", 0.5, 1.0), "posterior part of the spleen": (1, "y", 0.6, 1.0),
    "anterior part of the liver": (5, "y", 0.0, 0.4), "right lobe of the liver": (5, "x", 0.0, 0.5), "left lobe of the liver": (5, "x", 0.5, 1.0),
    "segment VI of the liver": (5, "xz", 0.0, 0.5), "segment VII of the liver": (5, "xZ", 0.0, 0.5), "segment II of the liver": (5, "Xz", 0.0, 1.0),
    "gastric fundus": (6, "z", 0.55, 1.0),
}  # fmt: skip
"""Number of the outline; axes (x to the left, y to the back, z up; a capital letter wants the upper half); from and to which share."""
ABSENT = ("uterus", "thyroid", "left breast", "mandible", "T3", "right lung apex", "prostate", "left humerus", "brain", "appendix")
LESIONS = (
    ("cyst in the right lobe of the liver", 5, (0.30, 0.5, 0.5), 16, 8), ("hypodense lesion in the spleen", 1, (0.5, 0.5, 0.5), 14, 15),
    ("cyst in the upper pole of the left kidney", 3, (0.5, 0.5, 0.8), 14, 5), ("cyst in the lower pole of the right kidney", 2, (0.5, 0.5, 0.2), 14, 5),
    ("hyperdense lesion in the upper pole of the left kidney", 3, (0.5, 0.5, 0.8), 14, 90), ("stone in the left kidney", 3, (0.5, 0.5, 0.5), 8, 900), ("calcified lesion in the liver", 5, (0.35, 0.4, 0.6), 10, 400),
)  # fmt: skip
"""Words, the outline, where in it (shares of x, y, z), mm across, and the value in HU."""


def main() -> int:
    data = Path(os.environ.get("LIGHTBOX_TEST_DATA", ROOT.parent / "shared" / "data"))
    if not data.is_dir():
        print(f"no real images at {data}")
        return 0
    with tempfile.TemporaryDirectory() as folder, Decoder() as decoder:
        coarse = data / "nifti" / "totalsegmentator_abdomen"
        score("abdomen, 3 mm", volume_of_nifti(coarse / "example_ct.nii.gz", Path(folder)), coarse / "example_seg_fast_force_split.nii.gz")
        fine = load_volume(data / "ct" / "siemens_mct_abdomen_j2k_empty_uids", Path(folder), decoder)
        score("abdomen, 2 mm, 40 mm high", fine, next((data / "nifti" / "totalsegmentator_dicom_ref").glob("*.nii.gz")))
    return 0


def score(title: str, volume: Volume, reference: Path) -> None:
    grid = to_simpleitk(np.zeros(volume.geometry.shape_kji, np.uint8), volume.geometry)
    mask = sitk.GetArrayFromImage(sitk.Resample(sitk.ReadImage(str(reference)), grid, sitk.Transform(), sitk.sitkNearestNeighbor)).astype(np.uint8)
    labels = tuple(label_of(n, name) for n, name in NAMES.items() if (mask == n).sum() > 50)
    there = {label.number for label in labels}
    rows = [Segmentation("s", volume.series_uid, "x", volume.geometry, labels, label_statistics(volume, mask, labels, no_tick), "s.npy", Source("model:reference@1", "2026-01-01T00:00:00Z"))]
    print(title)
    right = [name for name, n in ORGANS.items() if n in there and is_outline(locate(name, FACTS, rows, lambda _: mask), volume, mask == n)]
    print(f"  organs {len(right)} of {sum(n in there for n in ORGANS.values())}; wrong: {[name for name, n in ORGANS.items() if n in there and name not in right]}")
    known = {name: spec for name, spec in PARTS.items() if spec[0] in there}
    right = [name for name, spec in known.items() if is_there(locate(name, FACTS, rows, lambda _: mask), volume, mask == spec[0], *spec[1:])]
    print(f"  parts {len(right)} of {len(known)}; wrong: {[name for name in known if name not in right]}")
    wrong = [name for name in ABSENT if locate(name, FACTS, rows, lambda _: mask).located]
    print(f"  absent: {len(ABSENT) - len(wrong)} of {len(ABSENT)} not located; wrong: {wrong}")
    for words, number, place, across_mm, hu in LESIONS:
        if number not in there:
            continue
        bare = locate(words, FACTS, rows, lambda _: mask, lambda _: volume)
        planted, centre = plant(volume, mask == number, place, across_mm, hu)
        got = locate(words, FACTS, rows, lambda _: mask, lambda _, planted=planted: planted)
        away = [float(np.linalg.norm(np.mean(region.box_lps, axis=0) - centre)) for region in got.regions]
        near = [rank for rank, mm in enumerate(away, 1) if mm < across_mm / 2]
        said = f"place {near[0]} of {len(away)}, {away[near[0] - 1]:.1f} mm off, score {got.regions[near[0] - 1].score:.2f}" if near else "NOT located"
        print(f"  {words}: {said}; before it was planted: {len(bare.regions)} places")


def is_outline(got: Located, volume: Volume, solid: np.ndarray) -> bool:
    """Whether the one place is the box of the outline, within a voxel."""
    if len(got.regions) != 1:
        return False
    points = volume.geometry.to_lps(np.argwhere(solid))
    off = np.abs(np.array(got.regions[0].box_lps) - np.array([points.min(axis=0), points.max(axis=0)]))
    return bool(off.max() <= 1.01 * max(volume.geometry.spacing_mm))


def is_there(got: Located, volume: Volume, solid: np.ndarray, axes: str, low: float, high: float) -> bool:
    """Whether the middle of the first place lies between two shares of the outline, along one axis; of a second axis in a half."""
    if not got.regions:
        return False
    points = volume.geometry.to_lps(np.argwhere(solid))
    first, last = np.percentile(points, 2, axis=0), np.percentile(points, 98, axis=0)
    share = dict(zip("xyz", (np.mean(got.regions[0].box_lps, axis=0) - first) / (last - first), strict=True))
    right = low <= share[axes[0].lower()] <= high if axes[0].islower() else share[axes[0].lower()] >= 0.5
    return bool(right and (len(axes) == 1 or (share[axes[1].lower()] >= 0.5) == axes[1].isupper() or axes[0].isupper()))


def plant(volume: Volume, solid: np.ndarray, place: tuple[float, float, float], across_mm: float, hu: float) -> tuple[Volume, np.ndarray]:
    """A ball inside an outline, as deep in it as there is room near a place, blurred by half a voxel, with the organ's noise kept."""
    geometry = volume.geometry
    points = geometry.to_lps(np.argwhere(solid))
    low, high = np.percentile(points, 2, axis=0), np.percentile(points, 98, axis=0)
    wanted = low + np.array(place) * (high - low)
    deep = ndimage.distance_transform_edt(np.pad(solid, 1), sampling=geometry.spacing_mm)[1:-1, 1:-1, 1:-1]
    off = np.linalg.norm(points - wanted, axis=1)
    centre = points[np.argmin(off - 3 * np.minimum(deep[solid], across_mm / 2 + 2))]
    every = geometry.to_lps(np.stack(np.unravel_index(np.arange(volume.voxels.size), volume.voxels.shape), axis=1))
    ball = (np.linalg.norm(every - centre, axis=1) <= across_mm / 2).reshape(volume.voxels.shape)
    part = ndimage.gaussian_filter(ball.astype(np.float32), 0.5)
    base = float(np.median(volume.voxels[solid]))
    return Volume(volume.series_uid, geometry, (volume.voxels + part * (hu - base)).astype(np.int16), volume.path, "HU"), centre


if __name__ == "__main__":
    sys.exit(main())
