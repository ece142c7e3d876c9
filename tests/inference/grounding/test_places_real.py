"""Organs and parts of them on a real CT of the abdomen, outlined by a model: each is pointed at by its name."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import SimpleITK as sitk

from inference.grounding.locate import Located, locate
from inference.measure.outlines import Outlines
from inference.measure.statistics import label_statistics
from inference.measure.table import measure_outline
from inference.packs.structures import label_of
from viewer.case.facts import FactTable, StudyFacts
from viewer.case.geometry import Geometry
from viewer.case.progress import no_tick
from viewer.case.segmentation import Segmentation
from viewer.case.source import Source
from viewer.case.volume import Volume

NAMES = {
    1: "spleen", 2: "kidney_right", 3: "kidney_left", 4: "gallbladder", 5: "liver", 6: "stomach", 7: "pancreas", 8: "adrenal_gland_right",
    9: "adrenal_gland_left", 11: "lung_lower_lobe_left", 14: "lung_lower_lobe_right", 18: "small_bowel", 19: "duodenum", 20: "colon", 21: "urinary_bladder",
    25: "sacrum", 27: "vertebrae_L5", 28: "vertebrae_L4", 29: "vertebrae_L3", 30: "vertebrae_L2", 31: "vertebrae_L1", 32: "vertebrae_T12", 52: "aorta",
    63: "inferior_vena_cava", 65: "iliac_artery_left", 66: "iliac_artery_right", 77: "hip_left", 78: "hip_right", 86: "autochthon_left", 88: "iliopsoas_left",
}  # fmt: skip
"""The model's numbers, as far as they are in this scan."""
Scene = tuple[Segmentation, np.ndarray, Volume]


@pytest.fixture(scope="module")
def scene(request: pytest.FixtureRequest) -> Scene:
    folder: Path = request.getfixturevalue("real_data") / "nifti" / "totalsegmentator_abdomen"
    picture, drawn = (sitk.DICOMOrient(sitk.ReadImage(str(folder / name)), "LPS") for name in ("example_ct.nii.gz", "example_seg_fast_force_split.nii.gz"))
    matrix = np.eye(4)
    matrix[:3, :3] = (np.array(picture.GetDirection()).reshape(3, 3) * np.array(picture.GetSpacing()))[:, ::-1]
    matrix[:3, 3] = picture.GetOrigin()
    voxels, mask = sitk.GetArrayFromImage(picture).astype(np.int16), sitk.GetArrayFromImage(drawn).astype(np.uint8)
    volume = Volume("series", Geometry.from_matrix(voxels.shape, matrix, "frame"), voxels, folder, "HU")
    labels = tuple(label_of(n, name) for n, name in NAMES.items() if (mask == n).any())
    source = Source("model:reference@1", "2026-01-01T00:00:00Z")
    return Segmentation("s", "series", "reference", volume.geometry, labels, label_statistics(volume, mask, labels, no_tick), "s.npy", source), mask, volume


@pytest.fixture(scope="module")
def ask(scene: Scene) -> Callable[[str], Located]:
    segmentation, mask, _ = scene
    facts = FactTable(StudyFacts("CT", "ABDOMEN", "20260101", "F", 60.0), ())
    return lambda phrase: locate(phrase, facts, [segmentation], lambda _: mask)


def test_every_outlined_structure_is_pointed_at_by_its_name(scene: Scene, ask: Callable[[str], Located]) -> None:
    segmentation, _, _ = scene
    assert len(segmentation.labels) >= 28
    for label in segmentation.labels:
        row, got = segmentation.find_statistics(label.number), ask(label.name)
        assert row is not None and [region.box_lps for region in got.regions] == [row.box_lps], label.name


def test_parts_lie_on_their_side_of_the_organ(scene: Scene, ask: Callable[[str], Located]) -> None:
    def middle(phrase: str) -> np.ndarray:
        (region,) = ask(phrase).regions
        return np.mean(region.box_lps, axis=0)

    for side in ("left", "right"):
        top, bottom, whole = (middle(f"{part}{side} kidney") for part in ("upper pole of the ", "lower pole of the ", ""))
        assert top[2] > whole[2] > bottom[2] and (whole[0] > 0) == (side == "left")
        assert abs(top[0]) < abs(bottom[0])  # kidneys lean to the spine with their upper poles
    assert middle("head of the pancreas")[0] < middle("tail of the pancreas")[0] - 40
    assert middle("segment VI of the liver")[0] < middle("segment II of the liver")[0] - 60
    assert middle("segment VII of the liver")[2] > middle("segment VI of the liver")[2]
    assert middle("posterior part of the spleen")[1] > middle("anterior part of the spleen")[1]
    assert middle("T12")[2] > middle("L3")[2] > middle("L5 vertebral body")[2]


@pytest.mark.parametrize("phrase", ["brain", "right lung apex", "prostate", "left humerus", "thyroid", "uterus", "T3", "left breast", "mandible", "appendix"])
def test_what_is_not_outlined_is_not_pointed_at(ask: Callable[[str], Located], phrase: str) -> None:
    assert not ask(phrase).located


def test_measures_of_real_organs_are_plausible_and_say_what_is_cut_off(scene: Scene) -> None:
    segmentation, mask, volume = scene
    outlines = Outlines.of(volume, [(segmentation, mask)])
    kidney = {row.name: row for row in measure_outline(outlines, "s", 3, no_tick)}
    assert kidney["Volume"].quantity is not None and 90 < kidney["Volume"].quantity.value < 220 and not kidney["Volume"].doubtful
    assert kidney["Level"].words == "T12 to L3" and kidney["Side"].words == "left" and "Organ" not in kidney
    liver = {row.name: row for row in measure_outline(outlines, "s", 5, no_tick)}
    assert liver["Volume"].doubtful and "edge of the pictures" in liver["Volume"].note
