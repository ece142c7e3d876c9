"""Pictures that are not what a model is for are refused or flagged in words; ordinary ones, real ones too, pass in silence."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import resources
from inference.cards import BadCard, ModelCard, read_card
from inference.gate.applies import applies_of, judge_pictures, judge_result, touching
from inference.gate.seen import Seen, look_at
from inference.gate.way_round import not_checked, way_round
from inference.phantom.plan import TorsoPlan
from inference.phantom.torso import make_torso
from viewer.case.geometry import Geometry
from viewer.case.progress import no_tick
from viewer.case.segmentation import LabelStatistics
from viewer.case.study import Series
from viewer.case.volume import Volume

SERIES = Series("1.3", "1.2", "CT")


@pytest.fixture(scope="module")
def card() -> ModelCard:
    return read_card(resources.path("models", "ct-classical", "card.toml"))


@pytest.fixture(scope="module")
def torso() -> Volume:
    made = make_torso(TorsoPlan(lesions=()).coarse(4.0), no_tick)
    return Volume("1.3", made.plan.geometry, made.voxels_hu, Path("volume.npy"), "HU")


def changed(volume: Volume, matrix: np.ndarray | None = None, voxels: np.ndarray | None = None, unit: str = "HU") -> Volume:
    voxels = volume.voxels if voxels is None else voxels
    geometry = Geometry.from_matrix(voxels.shape, volume.geometry.matrix if matrix is None else matrix, "frame")
    return Volume("1.3", geometry, np.ascontiguousarray(voxels), Path("volume.npy"), unit)


def said(card: ModelCard, volume: Volume, series: Series = SERIES) -> list[tuple[str, str]]:
    return [(row.level, row.text) for row in judge_pictures(card, look_at(volume, series.modality, no_tick), series).problems]


def test_a_torso_is_seen_as_one(card: ModelCard, torso: Volume) -> None:
    seen = look_at(torso, "CT", no_tick)
    assert seen.height_mm == pytest.approx(380, abs=9) and seen.width_mm == pytest.approx(325, abs=15)
    assert set(seen.regions) == {"chest", "abdomen"} and seen.regions["chest"] > 150
    assert (seen.table, seen.lungs_up) == ("back", 1) and seen.noise is not None and 8 < seen.noise < 35
    assert seen.spine_back is not None and seen.spine_back > 0.5 and seen.heart_left is not None and seen.heart_left > 0
    judgement = judge_pictures(card, seen, SERIES)
    assert judgement.problems == () and judgement.score == 0 and judgement.numbers["height_mm"] == seen.height_mm


def mirrored(axis: int) -> Callable[[np.ndarray], np.ndarray]:
    def turn(matrix: np.ndarray) -> np.ndarray:
        made = matrix.copy()
        made[axis] *= -1
        return made

    return turn


@pytest.mark.parametrize(
    ("axis", "words"), [(1, "front and back may be exchanged"), (2, "head and feet may be exchanged")]
)
def test_a_header_that_lies_about_the_way_round_is_flagged(card: ModelCard, torso: Volume, axis: int, words: str) -> None:
    found = said(card, changed(torso, mirrored(axis)(torso.geometry.matrix)))
    assert [level for level, text in found if words in text] == ["warning"]


def test_a_lung_that_is_far_smaller_on_the_right_is_flagged(card: ModelCard, torso: Volume) -> None:
    seen = look_at(torso, "CT", no_tick)
    mirror = look_at(changed(torso, mirrored(0)(torso.geometry.matrix)), "CT", no_tick)
    assert seen.heart_left == pytest.approx(-(mirror.heart_left or 0), abs=0.03)
    texts = [row.text for row in judge_pictures(card, replace(seen, heart_left=-0.4), SERIES).problems]
    assert len(texts) == 1 and "left and right may be exchanged" in texts[0]


def chest(volume: Volume) -> Volume:
    """From under the top of the liver up: no organ of the belly tells left from right."""
    return changed(volume, voxels=volume.voxels[round(len(volume.voxels) * 0.4) :])


def test_a_chest_alone_that_is_mirrored_is_flagged_by_its_heart(card: ModelCard, torso: Volume) -> None:
    part = chest(torso)
    seen = look_at(part, "CT", no_tick)
    assert seen.liver_right is None and said(card, part) == [] and "left and right" not in not_checked(seen, sides_told=False)
    mirror = changed(part, mirrored(0)(part.geometry.matrix))
    assert seen.between_left == pytest.approx(-(look_at(mirror, "CT", no_tick).between_left or 0), abs=0.05)
    [(level, text)] = said(card, mirror)
    assert level == "warning" and text.startswith("The heart lies to the patient's right") and "left and right may be exchanged" in text


def test_a_heart_in_the_middle_tells_nothing(torso: Volume) -> None:
    seen = replace(look_at(chest(torso), "CT", no_tick), heart_left=-0.1, between_left=0.0)
    assert way_round(seen).texts == () and "left and right" in not_checked(seen, sides_told=False)


def belly(volume: Volume) -> Volume:
    """The lower part of the torso, 200 mm longer at the foot: no lung and no heart, as most scans of the abdomen are."""
    lungless = volume.voxels[: round(len(volume.voxels) * 0.36)]
    return changed(volume, voxels=np.concatenate([np.repeat(lungless[:1], 50, axis=0), lungless]))


@pytest.mark.parametrize(
    ("axis", "words"), [(None, ""), (0, "left and right may be exchanged"), (1, "front and back may"), (2, "head and feet may be exchanged")]
)
def test_a_belly_without_lungs_tells_which_way_round_it_lies(card: ModelCard, torso: Volume, axis: int | None, words: str) -> None:
    part = belly(torso)
    shown = part if axis is None else changed(part, mirrored(axis)(part.geometry.matrix))
    seen = look_at(shown, "CT", no_tick)
    assert seen.heart_left is None and seen.lungs_up is None
    texts = [text for _, text in said(card, shown)]
    assert len(texts) == bool(words) and all(words in text for text in texts)
    assert not_checked(seen, sides_told=False) == ""


def test_large_tissue_on_both_sides_is_no_liver(torso: Volume) -> None:
    """As the muscles of the hips are; and a mirrored torso with the liver on both sides tells nothing."""
    part = belly(torso)
    seen = look_at(changed(part, voxels=np.maximum(part.voxels, part.voxels[:, :, ::-1])), "CT", no_tick)
    assert seen.liver_right is None and "left and right" in not_checked(seen, sides_told=False)


def test_what_nothing_tells_is_said_not_to_be_checked(card: ModelCard, torso: Volume) -> None:
    """A slab of the belly's lower end: neither liver nor lung. The spine still tells front from back."""
    slab = look_at(changed(torso, voxels=torso.voxels[:8]), "CT", no_tick)
    assert not_checked(slab, sides_told=False).startswith("Not checked, for nothing that tells was seen: left and right, head and feet.")
    assert "left and right" not in not_checked(slab, sides_told=True)
    assert "left and right, front and back, head and feet" in not_checked(look_at(changed(torso, unit="raw"), "MR", no_tick), sides_told=False)


def test_a_flipped_real_abdomen_is_noticed(card: ModelCard, real_data: Path, tmp_path: Path) -> None:
    volume = nifti_volume(real_data / "nifti" / "totalsegmentator_abdomen" / "example_ct.nii.gz")
    assert said(card, volume) == []
    for axis, words in ((0, "left and right may"), (1, "front and back may"), (2, "head and feet may")):
        ((_, text),) = said(card, changed(volume, mirrored(axis)(volume.geometry.matrix)))
        assert words in text


def nifti_volume(path: Path) -> Volume:
    import SimpleITK as sitk

    image = sitk.ReadImage(str(path))
    voxels = np.clip(sitk.GetArrayFromImage(image), -32768, 32767).astype(np.int16)
    matrix = np.eye(4)
    turned, steps = np.array(image.GetDirection()).reshape(3, 3), np.array(image.GetSpacing())
    matrix[:3, :3] = (turned * steps)[:, ::-1]
    matrix[:3, 3] = image.GetOrigin()
    return Volume("1.3", Geometry.from_matrix(voxels.shape, matrix, "frame"), voxels, path, "HU")


def test_slices_far_apart_are_flagged_and_twice_that_refused(card: ModelCard, torso: Volume) -> None:
    stretch = np.diag([1.9, 1, 1, 1])
    (level, text), *_ = said(card, changed(torso, torso.geometry.matrix @ stretch))
    assert level == "warning" and "7.6 mm apart" in text and "at most 5 mm" in text
    assert said(card, changed(torso, torso.geometry.matrix @ np.diag([3, 1, 1, 1])))[0][0] == "refused"


@pytest.mark.parametrize(
    ("make", "modality", "words"),
    [
        (lambda v: changed(v), "MR", "made for CT; this series is MR"),
        (lambda v: changed(v, unit="raw"), "CT", "of this series are stored numbers without a unit"),
        (lambda v: changed(v, voxels=np.full(v.voxels.shape, 7, np.int16)), "CT", "every voxel has the same value"),
        (lambda v: changed(v, voxels=np.where(v.voxels > 0, -990, -1000).astype(np.int16)), "CT", "nothing but air"),
        (lambda v: changed(v, voxels=(v.voxels + 1024).astype(np.int16)), "CT", "values are of another kind"),
    ],
)
def test_what_cannot_work_is_refused_in_a_sentence(
    card: ModelCard, torso: Volume, make: Callable[[Volume], Volume], modality: str, words: str
) -> None:
    judgement = judge_pictures(card, look_at(make(torso), modality, no_tick), replace(SERIES, modality=modality))
    assert len(judgement.refusals) == 1 and words in judgement.refusals[0].text and judgement.score == 1


def test_noise_a_missing_part_and_contrast(card: ModelCard, torso: Volume) -> None:
    rng = np.random.default_rng(3)
    noisy = changed(torso, voxels=(torso.voxels + rng.normal(0, 85, torso.voxels.shape)).astype(np.int16))
    assert any("noisy" in text for _, text in said(card, noisy))
    head = replace(card, applies={"regions": ["head"], "contrast": "without"})
    texts = [text for _, text in said(head, torso, replace(SERIES, body_part="CHEST"))]
    assert any("seem to show the" in text and "the header says chest" in text and "made for the head" in text for text in texts)
    assert any("Contrast medium was given" in text and "brightness" in text for text in texts)
    unsure = Seen("CT", "HU", 2.0, 0.7, -1000.0, 900.0, 300.0, 300.0, 200.0, 0.3, bright_ml_per_cm=2.0)
    wanting = replace(card, applies={"contrast": "with"})
    assert "the header names none" in judge_pictures(wanting, unsure, SERIES).problems[0].text
    assert judge_pictures(wanting, unsure, replace(SERIES, contrast_agent="Iomeprol")).problems == ()


def row(number: int, mean: float) -> LabelStatistics:
    return LabelStatistics(number, 10.0, mean, 5.0, (0, 0, 0), ((0, 0, 0), (1, 1, 1)))


def test_what_was_not_drawn_is_not_found_and_never_absent(card: ModelCard, torso: Volume) -> None:
    seen = look_at(torso, "CT", no_tick)
    nothing = judge_result(card, seen, SERIES, (), {})
    assert "does not mean that nothing is there" in nothing.problems[0].text and nothing.score == 1
    some = judge_result(card, seen, SERIES, (row(1, 0), row(5, 300)), {5: True})
    assert [problem.text for problem in some.problems] == [
        "Not found by this model: lung left, lung right and airways.",
        "Cut off by the edge of the pictures, so volumes are too small: bones.",
    ]
    assert "absent" not in " ".join(problem.text for problem in (*nothing.problems, *some.problems))


@pytest.mark.parametrize(("number", "mean", "odd"), [(5, -990, True), (5, -400, True), (5, -90, False), (2, -800, False), (4, -950, False)])
def test_bone_drawn_in_air_is_flagged_and_lung_is_not(card: ModelCard, torso: Volume, number: int, mean: float, odd: bool) -> None:
    found = judge_result(card, look_at(torso, "CT", no_tick), SERIES, (row(number, mean),), {})
    assert any("Drawn in air" in problem.text for problem in found.problems) == odd


def test_an_edge_is_one_of_height_not_of_width(card: ModelCard) -> None:
    mask = np.zeros((10, 10, 10), np.uint8)
    mask[3:6, :, :] = 5
    assert not touching(mask, 0, card.labels)[5] and touching(mask, 1, card.labels)[5]


@pytest.mark.parametrize("table", [{"regions": ["tail"]}, {"contrast": "maybe"}, {"step": 3}, {"step_mm": "thin"}, {"noise": [5, 1]}])
def test_a_table_that_means_nothing_is_refused(card: ModelCard, table: dict[str, object]) -> None:
    with pytest.raises(BadCard, match="applies"):
        applies_of(replace(card, applies=table))


@pytest.mark.parametrize(
    ("name", "flagged"), [("siemens_mct_abdomen_j2k_empty_uids", False), ("ge_hispeed_head_tilt_varspacing", True)]
)
def test_a_real_abdomen_passes_and_a_real_head_is_told_apart(card: ModelCard, real_data: Path, tmp_path: Path, name: str, flagged: bool) -> None:
    from desktop.workflows.open_series import open_series
    from viewer.dicom.decode import Decoder
    from viewer.dicom.scan import scan

    found = scan([real_data / "ct" / name], no_tick)
    with Decoder() as decoder:
        volume = open_series(found.series[0], found.instances, tmp_path, decoder, no_tick).need_volume()
    texts = [text for _, text in said(card, volume, found.series[0])]
    assert any("seem to show the head" in text for text in texts) == flagged and len(texts) == int(flagged)
