"""Where a ruler lies, and whether it measures what is listed already."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from desktop.workflows.measuring import finding_from
from desktop.workflows.review import find_place, find_same
from viewer.case.finding import Evidence, Finding
from viewer.case.geometry import Geometry
from viewer.case.measurement import Ruler
from viewer.case.quantities import quantities_of
from viewer.case.segmentation import Label, Segmentation
from viewer.case.source import by
from viewer.case.terms import BODY, LEFT_LUNG, LIVER, NODULE, RIGHT_LUNG, UNSPECIFIED_SITE
from viewer.case.volume import Volume

FRAME = "1.2.3"
GRID = Geometry.from_matrix((30, 20, 40), [[0, 0, 1, 0], [0, 1, 0, 0], [5, 0, 0, 0], [0, 0, 0, 1]], FRAME)
VOLUME = Volume("1.1", GRID, np.zeros(GRID.shape_kji, np.int16), Path("unused"), "HU")
LABELS = (
    Label(1, "body", BODY, includes=(2, 3, 4)),
    Label(2, "lung right", RIGHT_LUNG, "right"),
    Label(3, "lung left", LEFT_LUNG, "left"),
    Label(4, "liver", LIVER),
)
ORGANS = Segmentation("g", "1.1", "organs", GRID, LABELS, (), "g.npy", by("model:x@1"))
SPOTS = replace(ORGANS, id="s", name="candidates", labels=(Label(1, "candidate", NODULE),))


def mask_of(row: Segmentation) -> np.ndarray:
    """The patient's right lung at x 0..9, body, left lung from x 30 on; liver below the right lung."""
    mask = np.ones(GRID.shape_kji, np.uint8)
    if row.id == ORGANS.id:
        mask[10:, :, :10], mask[10:, :, 30:], mask[:10, :, :10] = 2, 3, 4
    return mask


def ruler(x: float, z: float, frame_uid: str = FRAME) -> Ruler:
    return Ruler("r", "1.1", frame_uid, (x - 3, 10, z), (x + 3, 10, z), by("user:meier"))


@pytest.mark.parametrize(
    ("x", "z", "place"),
    [
        (5, 140, (RIGHT_LUNG, "right", "upper")),
        (5, 55, (RIGHT_LUNG, "right", "lower")),
        (34, 100, (LEFT_LUNG, "left", "middle")),
        (5, 20, (LIVER, "none", "")),
        (12, 100, (UNSPECIFIED_SITE, "none", "")),  # beside the lung, where a lymph node may be
        (99, 100, (UNSPECIFIED_SITE, "none", "")),
    ],
)
def test_a_ruler_lies_in_the_organ_under_its_middle(x, z, place):
    assert find_place(ruler(x, z), VOLUME, (ORGANS, SPOTS), mask_of) == place


def test_without_a_map_of_organs_or_in_another_frame_the_place_is_the_readers():
    nowhere = (UNSPECIFIED_SITE, "none", "")
    assert find_place(ruler(5, 140), VOLUME, (), mask_of) == nowhere
    assert find_place(ruler(5, 140), VOLUME, (SPOTS,), mask_of) == nowhere
    assert find_place(ruler(5, 140, "9.9"), VOLUME, (ORGANS,), mask_of) == nowhere


def test_a_ruler_on_a_listed_finding_is_noticed():
    evidence = Evidence("e", "1.1", FRAME, ((0, 5, 130), (10, 15, 150)), None, by("model:x@1"))
    listed = Finding("f", NODULE, RIGHT_LUNG, "right", "upper", True, "definite", "proposed", ("e",), by("model:x@1"))
    assert find_same(ruler(5, 140), [listed], [evidence]) == listed
    assert find_same(ruler(11, 140), [listed], [evidence]) == listed, "a little beside it"
    assert find_same(ruler(14, 140), [listed], [evidence]) is None
    assert find_same(ruler(5, 140, "9.9"), [listed], [evidence]) is None
    assert find_same(ruler(5, 140), [replace(listed, status="rejected")], [evidence]) is None


def test_the_finding_takes_the_place_it_is_given():
    edit = finding_from(ruler(5, 140), quantities_of(ruler(5, 140)), "user:meier", where=RIGHT_LUNG, side="right", zone="upper")
    made = edit.changes[1].after
    assert (made.where, made.side, made.zone, made.status) == (RIGHT_LUNG, "right", "upper", "accepted")
