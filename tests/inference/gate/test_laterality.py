"""Organs on the wrong side of the body are said, in words; those where they belong are not."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import resources
from inference.cards import ModelCard, read_card
from inference.gate.sides import Sides, body_middle, check_sides
from inference.measure.statistics import label_statistics
from inference.phantom.labels import Structure
from inference.phantom.plan import TorsoPlan
from inference.phantom.torso import Torso, make_torso
from viewer.case.geometry import Geometry
from viewer.case.progress import no_tick
from viewer.case.segmentation import Label
from viewer.case.terms import Code
from viewer.case.volume import Volume

ORGANS = (
    Label(Structure.LUNG_LEFT, "left lung", Code("SCT", "44029006", "Left lung"), "left"),
    Label(Structure.LUNG_RIGHT, "right lung", Code("SCT", "3341006", "Right lung"), "right"),
    Label(Structure.LIVER, "liver", Code("SCT", "10200004", "Liver")),
    Label(Structure.SPLEEN, "spleen", Code("SCT", "78961009", "Spleen")),
    Label(Structure.HEART, "heart", Code("SCT", "80891009", "Heart")),
    Label(Structure.KIDNEY_LEFT, "kidney_left", Code("SCT", "18639004", "Left kidney"), "left"),
)


@pytest.fixture(scope="module")
def torso() -> Torso:
    return make_torso(TorsoPlan(lesions=()).coarse(4.0), no_tick)


@pytest.fixture(scope="module")
def card() -> ModelCard:
    return replace(read_card(resources.path("models", "ct-classical", "card.toml")), labels=ORGANS)


def said(card: ModelCard, torso: Torso, mirrored: bool = False, labels: np.ndarray | None = None) -> tuple[str, ...]:
    matrix = torso.plan.geometry.matrix.copy()
    matrix[0] *= -1 if mirrored else 1
    volume = Volume("1.3", Geometry.from_matrix(torso.plan.shape_kji, matrix, "frame"), torso.voxels_hu, Path(), "HU")
    return check_sides(card, volume, label_statistics(volume, torso.labels if labels is None else labels, card.labels, no_tick)).wrong


def test_organs_where_they_belong_are_passed_over(card: ModelCard, torso: Torso) -> None:
    assert said(card, torso) == ()


def test_a_mirrored_patient_is_noticed_by_every_organ(card: ModelCard, torso: Torso) -> None:
    texts = said(card, torso, mirrored=True)
    assert len(texts) == 5  # the two lungs are one
    assert texts[0].startswith("The left lung lies to the patient's right of the right lung: left and right may be exchanged")
    for words in ("The liver lies on the patient's left", "The spleen lies on the patient's right", "The heart lies", "The kidney_left lies on the patient's right"):
        assert any(text.startswith(words) for text in texts)


def test_a_model_that_exchanges_two_labels_is_noticed(card: ModelCard, torso: Torso) -> None:
    labels = torso.labels.copy()
    left, right = labels == Structure.LUNG_LEFT, labels == Structure.LUNG_RIGHT
    labels[left], labels[right] = Structure.LUNG_RIGHT, Structure.LUNG_LEFT
    assert [text.split(":")[0] for text in said(card, torso, labels=labels)] == ["The left lung lies to the patient's right of the right lung"]


def test_pictures_of_one_side_only_have_no_middle(card: ModelCard, torso: Torso) -> None:
    """A narrow field of view at the patient's left: the liver's tip there is no news."""
    columns = slice(50, 80)
    matrix = torso.plan.geometry.matrix.copy()
    matrix[:3, 3] += matrix[:3, 2] * columns.start
    voxels, labels = torso.voxels_hu[:, :, columns], torso.labels[:, :, columns].copy()
    labels[:] = np.where(labels == Structure.SPLEEN, Structure.LIVER, 0)
    volume = Volume("1.3", Geometry.from_matrix(voxels.shape, matrix, "frame"), voxels, Path(), "HU")
    assert body_middle(volume)[1] < 200
    assert check_sides(card, volume, label_statistics(volume, labels, card.labels, no_tick)) == Sides((), False)


def test_the_middle_is_found(torso: Torso) -> None:
    volume = Volume("1.3", torso.plan.geometry, torso.voxels_hu, Path(), "HU")
    middle_mm, width_mm = body_middle(volume)
    assert middle_mm == pytest.approx(torso.plan.shift_lps[0], abs=6)
    assert width_mm == pytest.approx(320, abs=40)


@pytest.mark.parametrize(
    ("only", "runner", "told"),
    [
        ("liver", "classical", True), ("lung", "classical", False), ("lung", "structures", False), ("kidney", "structures", False),
        ("lung", "network", True), ("kidney", "network", True), ("none", "network", False),
    ],
)
def test_only_what_knows_left_from_right_of_itself_tells_it(card: ModelCard, torso: Torso, only: str, runner: str, told: bool) -> None:
    """Rules that name the lung on the left "left" say nothing about a mirrored patient, a network before them or not."""
    some = replace(card, runner=f"inference.segmentation.{runner}:run", labels=tuple(label for label in ORGANS if only in label.name))
    volume = Volume("1.3", torso.plan.geometry, torso.voxels_hu, Path(), "HU")
    assert check_sides(some, volume, label_statistics(volume, torso.labels, some.labels, no_tick)) == Sides((), told)
