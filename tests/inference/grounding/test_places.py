"""The vocabulary of places, the parts of organs worked out of masks, and the way back to words; on an asymmetric body."""

import tomllib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pydicom.sr._concepts_dict import concepts

import resources
from inference.grounding.describe import describe_box, in_words
from inference.grounding.locate import Located, locate
from inference.grounding.places import vocabulary
from inference.grounding.subregions import ESTIMATES, box_of, voxels_of
from inference.measure.outlines import Outlines, cut
from inference.measure.statistics import label_statistics
from inference.measure.table import measure_outline
from viewer.case.errors import KnownError
from viewer.case.facts import FactTable, StudyFacts
from viewer.case.geometry import Box, Geometry
from viewer.case.measurement import SpineLabel
from viewer.case.progress import no_tick
from viewer.case.segmentation import Label, Segmentation
from viewer.case.source import Source
from viewer.case.terms import BODY, KIDNEY, LEFT_LUNG, LIVER, NODULE, RIGHT_LUNG, Code
from viewer.case.volume import Mask, Volume

ME = Source("user:reader", "2026-01-01T00:00:00Z")
NOTHING = FactTable(StudyFacts("CT", "CHEST", "20260101", "F", 60.0), ())
SPLEEN, PANCREAS = Code("SCT", "78961009", "Spleen"), Code("SCT", "15776009", "Pancreas")
L3 = Code("SCT", "36470004", "L3 vertebra")
ORGANS: tuple[tuple[Label, tuple[float, float, float], tuple[float, float, float]], ...] = (
    (Label(2, "lung right", RIGHT_LUNG, "right"), (-75, 0, 110), (50, 70, 90)),
    (Label(3, "lung left", LEFT_LUNG, "left"), (80, 10, 120), (44, 64, 80)),
    (Label(4, "liver", LIVER), (-50, -10, -30), (70, 60, 45)),
    (Label(5, "kidney left", KIDNEY, "left"), (70, 60, -60), (22, 22, 45)),
    (Label(6, "kidney right", KIDNEY, "right"), (-55, 75, -75), (18, 15, 30)),
    (Label(7, "spleen", SPLEEN), (95, 30, 0), (20, 35, 30)),
    (Label(8, "pancreas", PANCREAS), (15, -5, -80), (45, 8, 8)),
    (Label(9, "L3 vertebra", L3), (5, 80, -100), (18, 12, 10)),
)
LESION_AT = (-85.0, 20.0, 90.0)


def grid(order: tuple[int, int, int], flips: tuple[int, int, int]) -> Geometry:
    extent, step = np.array([260, 220, 400]), np.array([4.0, 4.0, 5.0])
    shape, matrix = [0, 0, 0], np.eye(4)
    for column, axis in enumerate(order):
        shape[column] = int(extent[axis] / step[axis])
        matrix[:3, column] = np.eye(3)[axis] * step[axis] * flips[column]
    matrix[:3, 3] = np.array([0, 10, 50]) - matrix[:3, :3] @ ((np.array(shape) - 1) / 2)
    return Geometry.from_matrix((shape[0], shape[1], shape[2]), matrix, "frame")


class Patient:
    """One body on one grid: the outlines, and the voxels' values."""

    def __init__(self, order: tuple[int, int, int] = (2, 1, 0), flips: tuple[int, int, int] = (1, 1, 1)) -> None:
        geometry = grid(order, flips)
        points = geometry.to_lps(np.argwhere(np.ones(geometry.shape_kji, bool)))

        def inside(centre: tuple[float, ...], radii: tuple[float, ...]) -> np.ndarray:
            return np.asarray((np.square((points - centre) / radii).sum(axis=1) <= 1).reshape(geometry.shape_kji))

        self.mask: Mask = np.where(inside((0, 10, 50), (128, 105, 300)), 1, 0).astype(np.uint8)
        for label, centre, radii in ORGANS:
            self.mask[inside(centre, radii)] = label.number
        body = Label(1, "body", BODY, includes=tuple(label.number for label, _, _ in ORGANS))
        voxels = np.where(np.isin(self.mask, (2, 3)), -850, np.where(self.mask > 0, 45, -1000)).astype(np.int16)
        lesion = inside(LESION_AT, (12, 12, 12))
        voxels[lesion] = 38
        self.volume = Volume("series", geometry, voxels, Path("none"), "HU")
        labels = (body, *(label for label, _, _ in ORGANS))
        self.organs = self.made("organs", labels, self.mask)
        self.lesion_mask = lesion.astype(np.uint8)
        self.lesion = self.made("lesion", (Label(1, "nodule", NODULE),), self.lesion_mask)

    def made(self, id: str, labels: tuple[Label, ...], mask: Mask) -> Segmentation:
        rows = label_statistics(self.volume, mask, labels, no_tick)
        return Segmentation(id, "series", id, self.volume.geometry, labels, rows, f"{id}.npy", ME)

    def mask_of(self, segmentation: Segmentation) -> Mask:
        return self.mask if segmentation.id == "organs" else self.lesion_mask

    def locate(self, phrase: str) -> Located:
        return locate(phrase, NOTHING, [self.organs], self.mask_of)

    @property
    def outlines(self) -> Outlines:
        return Outlines.of(self.volume, [(self.organs, self.mask), (self.lesion, self.lesion_mask)])


@pytest.fixture(scope="module", params=[((2, 1, 0), (1, 1, 1)), ((0, 2, 1), (-1, 1, -1)), ((1, 0, 2), (1, -1, 1))])
def patient(request: pytest.FixtureRequest) -> Patient:
    return Patient(*request.param)


def centre(box: Box) -> np.ndarray:
    return np.mean(box, axis=0)


def test_the_codes_are_those_of_the_standard() -> None:
    """Every code is one that DICOM uses for that very thing, or one of the structures that packs outline."""
    known: dict[str, str] = {}
    for keyword, codes in concepts["SCT"].items():
        for code, (meaning, _) in codes.items():
            known[code] = f"{known.get(code, '')} {keyword} {_letters(meaning)}".lower()
    structures = tomllib.loads(resources.path("terms", "structures.toml").read_text(encoding="utf-8"))
    ours = {row["code"] for row in structures["structures"].values()} | set(structures["ribs"].values()) | set(structures["vertebrae"].values())
    places = vocabulary().places
    coded = [place for place in places.values() if place.code is not None]
    assert len(coded) >= 400
    assert sum(place.code is not None and place.code.value in known for place in coded) >= 400
    for place in coded:
        assert place.code is not None and (place.code.value in known or place.code.value in ours), place.name
        if place.code.value in known:
            assert _letters(place.code.meaning).lower() in known[place.code.value], place.name


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def test_no_code_and_no_word_means_two_places() -> None:
    places = vocabulary().places
    codes = [place.code for place in places.values() if place.code is not None]
    assert len(set(codes)) == len(codes)
    names = [word for place in places.values() for word in (place.name, *place.words)]
    assert len(set(names)) == len(names) and len(names) > 1000
    assert all(place.words for place in places.values())


def test_every_place_has_a_whole_and_a_rule_that_can_be_followed() -> None:
    places = vocabulary().places
    assert all(place.part_of in places for place in places.values() if place.name != "body")
    assert all(vocabulary().wholes_of(place)[-1] == "body" for place in places.values() if place.name != "body")
    body = Patient()
    outlines = {number: cut(body.organs, body.mask, number) for number in (2, 3, 4, 5)}
    for place in (*places.values(), *vocabulary().zones.values()):
        if place.rule and place.rule[0] != "level":
            outline = outlines[{"lobe": 2, "lingula": 3, "couinaud": 4}.get(str(place.rule[0]), 5)]
            assert outline is not None and voxels_of(outline, place.rule, "left").any(), place.name
    kidney = outlines[5]
    assert kidney is not None
    with pytest.raises(ValueError, match="rule"):
        voxels_of(kidney, ("inside out",))


@pytest.mark.parametrize(
    ("phrase", "place", "zone", "side"),
    [
        ("upper pole of the left kidney", "upper pole of kidney", None, "left"),
        ("left kidney, lower pole", "kidney", "lower pole", "left"),
        ("segment VII of the liver", "liver segment 7", None, ""),
        ("right lobe of the liver", "right lobe of liver", None, "right"),
        ("the lingula", "lingula", None, "left"),
        ("posterior part of the spleen", "spleen", "posterior part", ""),
        ("frontal horn of the left lateral ventricle", "anterior horn of lateral ventricle", None, "left"),
        ("at L3", "L3 vertebra", None, ""),
        ("RUL", "upper lobe of lung", None, "right"),
        ("both lungs", "lung", None, ""),
        ("oesophagus", "esophagus", None, ""),
        ("left 7th rib", "rib 7", None, "left"),
    ],
)
def test_a_phrase_names_the_narrowest_place(phrase: str, place: str, zone: str | None, side: str) -> None:
    target = vocabulary().find(phrase)
    assert target is not None
    assert (target.place.name, target.zone and target.zone.name, target.side) == (place, zone, side)


def test_what_is_no_place_names_none() -> None:
    assert vocabulary().find("the quick brown fox") is None and vocabulary().find("") is None


@pytest.mark.parametrize(
    ("phrase", "near", "within"),
    [
        ("upper pole of the left kidney", (70, 60, -25), 10), ("lower pole of the left kidney", (70, 60, -95), 10),
        ("upper pole of the right kidney", (-55, 75, -55), 8), ("interpolar region of the right kidney", (-55, 75, -75), 6),
        ("apex of the right lung", (-75, 0, 190), 12), ("base of the left lung", (80, 10, 52), 12),
        ("tail of the pancreas", (45, -5, -80), 8), ("head of the pancreas", (-15, -5, -80), 8),
        ("medial part of the left kidney", (55, 60, -60), 8), ("medial part of the right kidney", (-42, 75, -75), 8),
        ("posterior part of the spleen", (95, 55, 0), 9), ("hepatic dome", (-50, -10, 2), 12),
        ("left kidney", (70, 60, -60), 4), ("L3", (5, 80, -100), 4), ("upper third of the liver", (-50, -10, -5), 14),
    ],
)  # fmt: skip
def test_a_part_is_pointed_at_on_any_grid(patient: Patient, phrase: str, near: tuple[float, float, float], within: float) -> None:
    got = patient.locate(phrase)
    assert got.located and len(got.regions) == 1
    assert np.linalg.norm(centre(got.regions[0].box_lps) - near) < within, centre(got.regions[0].box_lps)
    whole = got.regions[0].score == 1.0
    assert whole == (got.reason == "")


def test_estimates_are_said_to_be_estimates(patient: Patient) -> None:
    lobe, segment = patient.locate("right upper lobe"), patient.locate("segment 6 of the liver")
    for got in (lobe, segment):
        assert got.located and got.regions[0].score < 0.9 and "estimate" in got.reason
    upper, lower = (centre(patient.locate(f"{name} lobe of the right lung").regions[0].box_lps) for name in ("upper", "lower"))
    assert upper[2] > lower[2] and upper[0] < 0 and upper[1] < lower[1]
    right_behind = centre(segment.regions[0].box_lps)
    left = centre(patient.locate("segment 2 of the liver").regions[0].box_lps)
    assert right_behind[0] < -50 < left[0] and right_behind[1] > left[1] and right_behind[2] < left[2]
    middle = patient.locate("middle lobe")
    assert len(middle.regions) == 1 and centre(middle.regions[0].box_lps)[0] < 0


@pytest.mark.parametrize("phrase", ["gallbladder", "upper pole of the uterus", "L4", "left femoral vein", "no upper pole", "head of the femur", "right adrenal gland"])
def test_what_is_not_outlined_is_not_located(patient: Patient, phrase: str) -> None:
    assert not patient.locate(phrase).located


def test_without_masks_only_outlines_are_pointed_at() -> None:
    body = Patient()
    assert locate("left kidney", NOTHING, [body.organs]).regions[0].score == 1.0
    assert not locate("L4", NOTHING, [body.organs]).located


def test_the_parts_of_an_organ_make_it_whole() -> None:
    body = Patient()
    kidney, liver, lung = (cut(body.organs, body.mask, number) for number in (5, 4, 2))
    assert kidney is not None and liver is not None and lung is not None
    thirds = [voxels_of(kidney, ("own", low, high)) for low, high in ((0.0, 0.333), (0.333, 0.667), (0.667, 1.0))]
    assert np.array_equal(np.sum(thirds, axis=0), kidney.solid)
    segments = [voxels_of(liver, ("couinaud", float(n))) for n in range(1, 9)]
    assert np.array_equal(np.sum(segments, axis=0), liver.solid)
    lobes = [voxels_of(lung, ("lobe", name)) for name in ("upper", "middle", "lower")]
    assert np.array_equal(np.sum(lobes, axis=0), lung.solid)
    shares = [np.count_nonzero(lobe) / np.count_nonzero(lung.solid) for lobe in lobes]
    assert 0.25 < shares[0] < 0.5 and 0.08 < shares[1] < 0.25 and 0.35 < shares[2] < 0.6
    assert box_of(lung, np.zeros_like(lung.solid)) is None and "lobe" in ESTIMATES


def test_a_lesion_in_words_and_the_same_place_by_its_box(patient: Patient) -> None:
    mark = SpineLabel("m", "series", "frame", ((0.0, 90.0, 62.0),), ME, label="T9")
    rows = measure_outline(patient.outlines, "lesion", 1, no_tick, [mark])
    said = in_words(rows, "HU")
    for part in ("24 x 2", "round", "38 HU (as dense as soft tissue)", "in the right lung", "middle third", "lower lobe", "from the pleura", "at T9"):
        assert part in said, (part, said)
    box = tuple(tuple(at + step for at in LESION_AT) for step in (-8.0, 8.0))
    words, found = describe_box(patient.outlines, box, [mark])  # type: ignore[arg-type]
    assert "in the right lung" in words and "at T9" in words and found
    with pytest.raises(KnownError, match="outside"):
        describe_box(patient.outlines, ((900.0, 900.0, 900.0), (910.0, 910.0, 910.0)))


def test_the_other_side_is_the_other_side() -> None:
    """A body mirrored left to right, with its labels' sides, says the other side of everything."""
    body = Patient()
    swapped = {"left": "right", "right": "left"}
    labels = tuple(replace(label, side=swapped.get(label.side, label.side)) for label in body.organs.labels)
    body.mask = body.mask[:, :, ::-1].copy()
    body.organs = body.made("organs", labels, body.mask)
    for side, sign in (("left", 1), ("right", -1)):
        assert np.sign(centre(body.locate(f"upper pole of the {side} kidney").regions[0].box_lps)[0]) == sign
