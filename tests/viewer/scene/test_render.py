"""Every view that a command or a report can ask for."""

from pathlib import Path

import numpy as np
import pytest
from bodies import FRAME

from viewer.case.errors import KnownError
from viewer.case.geometry import Geometry
from viewer.case.person import readable_name
from viewer.case.segmentation import Label, Segmentation
from viewer.case.source import by
from viewer.case.study import Patient, Problem, Series, Study
from viewer.case.terms import LUNG
from viewer.case.volume import Volume, Window
from viewer.scene.colour_tables import label_colour
from viewer.scene.corners import Corners, date
from viewer.scene.marks import TextMark
from viewer.scene.render import Shown, default_visible, render_around, render_view
from viewer.scene.view_state import fit, picture_axis

# k to the head, j to the back, i to the left; a bright ball to the right, in front and above the middle.
GEOMETRY = Geometry.from_matrix((30, 40, 50), [[0, 0, 2, -50], [0, 2, 0, -40], [3, 0, 0, -45], [0, 0, 0, 1]], FRAME)
BALL = np.array((-20.0, -16.0, 21.0))


@pytest.fixture(scope="module")
def volume():
    points = GEOMETRY.to_lps(np.indices(GEOMETRY.shape_kji).reshape(3, -1).T)
    far = np.linalg.norm(points - BALL, axis=1).reshape(GEOMETRY.shape_kji)
    return Volume("1.1", GEOMETRY, np.where(far < 9, 900, -1000).astype(np.int16), Path("unused"), "HU")


def bright(rendered):
    y, x = np.nonzero(rendered.pixels.max(axis=2) > 200)
    return float(x.mean()) + 0.5, float(y.mean()) + 0.5


@pytest.mark.parametrize(("view", "axis"), [("axial", 2), ("coronal", 1), ("sagittal", 0)])
def test_standard_views_by_coordinate(volume, view, axis):
    rendered = render_view(volume, view, (200, 160), f"{BALL[axis]}mm")
    assert rendered.position_lps[axis] == pytest.approx(BALL[axis], abs=1.5)
    plane = fit(GEOMETRY, picture_axis(GEOMETRY, view), (200, 160))
    assert bright(rendered) == pytest.approx(plane.to_px(tuple(BALL)), abs=2)
    assert rendered.pixels.shape == (160, 200, 3)


def test_the_middle_picture_without_a_position(volume):
    rendered = render_view(volume, "axial", (100, 100))
    assert rendered.position_lps == pytest.approx((-1, -1, 0), abs=1)
    assert rendered.pixels.max() == 0


def test_oblique_through_the_ball_shows_it_in_the_middle(volume):
    rendered = render_view(volume, "oblique", (201, 161), centre_lps=tuple(BALL), normal_lps=(0.5, 0.7, 0.4))
    assert rendered.position_lps == pytest.approx(tuple(BALL))
    assert bright(rendered) == pytest.approx((100.5, 80.5), abs=1.5)
    with pytest.raises(KnownError, match="centre and a normal"):
        render_view(volume, "oblique", (20, 20))


def test_mip_shows_the_ball_from_the_front_whatever_its_depth(volume):
    rendered = render_view(volume, "mip", (200, 160))
    plane = fit(GEOMETRY, picture_axis(GEOMETRY, "coronal"), (200, 160))
    assert bright(rendered) == pytest.approx(plane.to_px(tuple(BALL)), abs=2)


def test_the_body_is_seen_from_the_front(volume):
    rendered = render_view(volume, "volume", (200, 160))
    x, y = np.nonzero(rendered.pixels.max(axis=2) > 60)[::-1]
    assert x.mean() < 90 and y.mean() < 75  # the patient's right on screen left, the head up
    assert [mark.text for mark in rendered.marks if isinstance(mark, TextMark)] == ["R", "L", "H", "F"]


def test_a_key_image_has_its_place_in_the_middle(volume):
    x, y, z = BALL
    rendered = render_around(volume, ((x - 9, y - 9, z - 9), (x + 9, y + 9, z + 9)), (200, 160), field_mm=60)
    assert bright(rendered) == pytest.approx((100, 80), abs=2)


def test_segments_and_words_are_on_the_picture(volume):
    study = Study("1", Patient("ID7", "Doe^Jane^M", "19500203", "F"), "20260102", description="CT chest", age_years=75.9)
    series = Series("1.1", "1", "CT", "Thorax", 4, kvp=120, slice_thickness_mm=4.5)
    corners = Corners(study, series, volume, None, (Problem("warning", "Slice 7 is missing."), Problem("note", "x")))
    mask = np.ones(GEOMETRY.shape_kji, np.uint8)
    labels = (Label(1, "lung", LUNG), Label(2, "body", LUNG, includes=(1,)))
    segmentation = Segmentation("g", "1.1", "all", GEOMETRY, labels, (), "g.npy", by("model:x@1"))
    assert default_visible(segmentation) == {1}
    shown = Shown(corners=corners, segmentation=segmentation, mask_kji=mask, opacity=1.0)
    rendered = render_view(volume, "axial", (600, 500), "3", Window(40, 400, "soft tissue"), shown)
    assert tuple(rendered.pixels[250, 300]) == label_colour(1)
    texts = [mark.text for mark in rendered.marks if isinstance(mark, TextMark)]
    assert "Doe, Jane M" in texts and "ID7  F  born 1950-02-03  75 y" in texts and "4 · Thorax" in texts
    assert "Axial 3 / 30" in texts and "z 36.0 mm" in texts and "thickness 4.5 mm · step 3.00 mm" in texts
    assert "Slice 7 is missing." in texts and "W 400  L 40  soft tissue" in texts


def test_names_and_dates_as_people_read_them():
    names = ("", "Doe", "Doe^^", "Doe^Jane^Ann", "Yamada^Tarou=山田^太郎", "=山田^太郎")
    assert [readable_name(name) for name in names] == ["", "Doe", "Doe", "Doe, Jane Ann", "Yamada, Tarou", "山田, 太郎"]
    assert [date(text) for text in ("20260102", "", "2026")] == ["2026-01-02", "", "2026"]
