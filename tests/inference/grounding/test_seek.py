"""Every planted lesion of the demonstration is found from words in the pictures; what is not there is not, and it says why."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from inference.grounding.candidates import Seen, stand_out
from inference.grounding.locate import Located, locate
from inference.grounding.looks import Look, looks
from inference.grounding.rank import score
from inference.measure.outlines import cut
from inference.measure.statistics import label_statistics
from inference.packs.structures import label_of
from inference.phantom.demonstration import current_plan
from inference.phantom.labels import STRUCTURE_NAMES, Structure
from inference.phantom.torso import Torso, make_torso
from inference.report.assertions import parse
from viewer.case.facts import FactTable, StudyFacts
from viewer.case.geometry import Geometry
from viewer.case.progress import no_tick
from viewer.case.segmentation import Segmentation
from viewer.case.source import Source
from viewer.case.volume import Volume

HOSTS = {"lung right": Structure.LUNG_RIGHT, "lung left": Structure.LUNG_LEFT, "liver": Structure.LIVER, "kidney left": Structure.KIDNEY_LEFT}
SOURCE = Source("model:outlines@1", "2026-01-01T00:00:00Z")
FACTS = FactTable(StudyFacts("CT", "CHEST", "20260101", "F", 60.0), ())
Ask = Callable[[str], Located]


@pytest.fixture(scope="module")
def torso() -> Torso:
    return make_torso(replace(current_plan(), shape_kji=(152, 158, 158), spacing_mm=(2.5, 2.4, 2.4), blur_mm=1.5), no_tick)


@pytest.fixture(scope="module")
def ask(torso: Torso) -> Ask:
    """The organs are outlined, lesions included; nothing was looked for yet."""
    mask = torso.labels.copy()
    for number, lesion in enumerate(torso.plan.lesions):
        mask[mask == Structure.LESION + number] = HOSTS[lesion.host]
    organs = {n: name for n, name in STRUCTURE_NAMES.items() if n not in (Structure.BONES, Structure.AIRWAYS)}
    labels = tuple(label_of(int(n), "_".join(name.split())) for n, name in organs.items())
    volume = Volume("series", torso.plan.geometry, torso.voxels_hu, Path("volume.npy"), "HU")
    rows = [Segmentation("s", "series", "outlines", volume.geometry, labels, label_statistics(volume, mask, labels, no_tick), "s.npy", SOURCE)]
    return lambda phrase: locate(phrase, FACTS, rows, lambda _: mask, lambda _: volume)


PRESENT = {
    "cyst": [
        "cyst in the liver", "hepatic cyst", "24 mm hypodense lesion in the right lobe of the liver", "Round low-attenuation focus in the liver.",
        "There is a well-defined fluid-density lesion in the liver measuring 2.4 cm.", "cyst in segment VI",
    ],
    "stone": [
        "stone in the left kidney", "left renal calculus", "left nephrolithiasis", "7 mm calcification in the left kidney",
        "Non-obstructing 7 mm calculus in the lower pole of the left kidney.",
    ],
    "nodule 1": [
        "8 mm nodule in the right upper lobe", "Solid nodule in the right upper zone, 8 mm.", "pulmonary nodule in the upper third of the right lung",
        "right upper lobe nodule", "RUL nodule of 8 mm",
    ],
    "nodule 2": [
        "nodule in the left lower lobe", "There is a 12 mm solid nodule in the left lower zone.", "left lower lobe pulmonary nodule",
        "nodule at the left lung", "oval nodule in the left lower lobe",
    ],
    "nodule 3": [
        "6 mm nodule in the right middle zone", "subpleural nodule in the middle third of the right lung", "nodule in the middle zone of the right lung",
        "6 mm pulmonary nodule in the mid zone of the right lung", "small solid nodule, middle third of the right lung",
    ],
}  # fmt: skip
ABSENT = {
    "stone in the right kidney": "right kidney",
    "cyst in the left kidney": "left kidney",
    "cyst in the spleen": "spleen",
    "calcified lesion of the liver": "liver",
    "fat-containing lesion in the liver": "liver",
    "60 mm cyst in the liver": "the largest is 2",
    "cyst in segment II": "elsewhere in the liver",
    "stone in the upper pole of the left kidney": "elsewhere in the left kidney",
    "nodule in the left upper lobe": "elsewhere in the left lung",
    "calcified nodule in the left lower lobe": "left lung",
    "ground-glass nodule in the left lower lobe": "left lung",
    "hyperdense lesion in the spleen": "spleen",
}
NOT_ASSESSED = {"pancreatic cyst": "pancreas has no outline", "gallstone": "gallbladder has no outline", "pneumothorax": "is not known here", "cyst in the heart": "not looked for"}


@pytest.mark.parametrize(("name", "phrase"), [(name, phrase) for name, phrases in PRESENT.items() for phrase in phrases])
def test_a_planted_lesion_is_found_by_words(ask: Ask, torso: Torso, name: str, phrase: str) -> None:
    got, planted = ask(phrase), torso.truth.find_lesion(name)
    assert planted is not None and got.located, got.reason
    away_mm = np.linalg.norm(np.mean(got.regions[0].box_lps, axis=0) - planted.centre_lps)
    assert away_mm < 4 and "not among the findings" in got.reason and got.regions[0].segmentation_id == "s"


@pytest.mark.parametrize(("phrase", "why"), ABSENT.items())
def test_what_is_absent_is_not_located(ask: Ask, phrase: str, why: str) -> None:
    got = ask(phrase)
    assert not got.located and got.assessed and why in got.reason, got.reason


@pytest.mark.parametrize(("phrase", "why"), NOT_ASSESSED.items())
def test_what_cannot_be_looked_for_is_not_assessed(ask: Ask, phrase: str, why: str) -> None:
    got = ask(phrase)
    assert not got.located and not got.assessed and "Not assessed" in got.reason and why in got.reason, got.reason


GEOMETRY = Geometry.from_matrix((30, 40, 40), [[0, 0, 2, 0], [0, 2, 0, 0], [2, 0, 0, 0], [0, 0, 0, 1]], "frame")


def ball(centre: tuple[float, float, float], radius_mm: float) -> np.ndarray:
    k, j, i = np.mgrid[:30, :40, :40] * 2
    return np.asarray((i - centre[0]) ** 2 + (j - centre[1]) ** 2 + (k - centre[2]) ** 2 <= radius_mm**2)


def test_a_lesion_that_the_outline_left_out_is_seen_in_its_organ() -> None:
    organ, lesion = ball((40, 40, 30), 28), ball((50, 40, 30), 7)
    voxels = np.where(organ, 100, -80).astype(np.int16)
    voxels[lesion] = 5
    mask = (organ & ~lesion).astype(np.uint8)
    label = label_of(1, "liver")
    volume = Volume("series", GEOMETRY, voxels, Path("v.npy"), "HU")
    rows = Segmentation("s", "series", "x", GEOMETRY, (label,), label_statistics(volume, mask, (label,), no_tick), "s.npy", SOURCE)
    outline = cut(rows, mask, 1)
    assert outline is not None
    (seen,) = stand_out(volume, outline, None, Look("darker", (-15.0, 30.0)), no_tick)
    assert np.linalg.norm(np.array(seen.centre_lps) - (50, 40, 30)) < 2 and abs(seen.mean_hu - 5) < 10 and seen.roundness > 0.8
    assert abs(seen.axes_mm[0] - 14) < 3


def a_seen(**changes: object) -> Seen:
    seen = Seen((0, 0, 0), ((0, 0, 0), (1, 1, 1)), (20.0, 19.0, 18.0), 5.0, -95.0, 8.0, 2.0, 0.0)
    return replace(seen, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("phrase", "changes"),
    [
        ("cyst in the liver", {"mean_hu": 80.0}),
        ("cyst in the liver", {"axes_mm": (40.0, 6.0, 5.0)}),
        ("cyst in the liver", {"open_share": 0.5}),
        ("cyst in the liver", {"contrast_sd": 2.5}),
        ("20 mm cyst in the liver", {"axes_mm": (32.0, 31.0, 30.0)}),
        ("well-defined cyst in the liver", {"border_mm": 9.0}),
        ("cyst in segment VI", {"inside_share": 0.0, "away_mm": 8.0}),
        ("round cyst in the liver", {"axes_mm": (20.0, 12.0, 10.0)}),
    ],
)
def test_each_attribute_counts(phrase: str, changes: dict[str, object]) -> None:
    wanted = looks().wanted(parse(phrase).assertions[0])
    assert wanted is not None
    assert score(wanted, a_seen(), True) > 0.85 > 0 and score(wanted, a_seen(**changes), True) < score(wanted, a_seen(), True) - 0.02


def test_words_of_density_turn_the_look() -> None:
    table = looks()
    dark, bright = (table.wanted(parse(f"{word} lesion in the spleen").assertions[0]) for word in ("hypodense", "hyperdense"))
    assert dark is not None and bright is not None and (dark.look.contrast, bright.look.contrast) == ("darker", "brighter")
    fat = table.wanted(parse("fatty lesion in the liver").assertions[0])
    assert fat is not None and fat.look.density_hu == (-140.0, -20.0)
