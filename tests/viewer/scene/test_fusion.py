"""A second volume lies where it is in the patient, in the colours of its window, and where none is the picture stays."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from bodies import FRAME, TURNS, turned

from viewer.case.errors import KnownError
from viewer.case.geometry import Geometry
from viewer.case.volume import Volume, Window
from viewer.scene.fusion import TABLES, Fusion
from viewer.scene.oblique import rotation
from viewer.scene.slab import Slab
from viewer.scene.view_state import PLANES, fit, picture_axis

SIZE = (80, 60)


@pytest.fixture
def pet():
    """A hot ball in a coarse grid that lies askew to the CT's."""
    geometry = turned(*TURNS[13], 17.0)
    points = geometry.to_lps(np.indices(geometry.shape_kji).reshape(3, -1).T)
    hot = geometry.point(*(np.array(geometry.shape_kji) * 0.4))
    near = np.linalg.norm(points - hot, axis=1)
    voxels = np.clip(10 - near, 0, 10).reshape(geometry.shape_kji).astype(np.float32)
    return Volume("1.3", geometry, voxels, Path("unused"), "SUVbw"), hot


CT = Geometry.from_matrix((60, 90, 90), ((0, 0, 1, -40), (0, 1, 0, -70), (1, 0, 0, 0), (0, 0, 0, 1)), FRAME)


@pytest.mark.parametrize("name", PLANES)
def test_what_is_hot_is_seen_where_it_is(pet, name):
    volume, hot = pet
    view = fit(CT, picture_axis(CT, name), SIZE).through(hot)
    pixels = np.full((SIZE[1], SIZE[0], 3), 90, np.uint8)
    Fusion(volume, FRAME, Window(2.5, 5), "PET", blend=1.0).lay_over(pixels, view)
    y, x = np.nonzero((pixels == (255, 255, 252)).all(axis=2) | (pixels.min(axis=2) > 240))
    assert (x.mean() + 0.5, y.mean() + 0.5) == pytest.approx(view.to_px(hot), abs=1.0)
    assert tuple(pixels[0, 0]) == (90, 90, 90), "beside the volume the picture stays as it is"


def test_half_a_blend_is_half_of_each_and_none_is_none(pet):
    volume, hot = pet
    view = fit(CT, picture_axis(CT, "axial"), SIZE).through(hot)
    fusion, (x, y) = Fusion(volume, FRAME, Window(2.5, 5), "PET"), (int(at) for at in view.to_px(hot))
    for blend, expected in ((0.0, 90), (0.5, (90 + 255) / 2), (1.0, 255)):
        pixels = np.full((SIZE[1], SIZE[0], 3), 90, np.uint8)
        replace(fusion, blend=blend).lay_over(pixels, view)
        assert pixels[y, x, 0] == pytest.approx(expected, abs=1)
    assert fusion.more(9).blend == 1.0 and fusion.more(-3).blend == pytest.approx(0.2)


def test_it_says_what_lies_at_a_point_and_what_the_colours_mean(pet):
    volume, hot = pet
    fusion = Fusion(volume, FRAME, Window(2.5, 5), "PET")
    assert fusion.text_at(hot).startswith("PET ") and "SUV" in fusion.text_at(hot)
    assert fusion.text_at((900.0, 0.0, 0.0)) == ""
    words = [mark.text for mark in fusion.up_to(7).key(fit(CT, picture_axis(CT, "axial"), (400, 400))) if hasattr(mark, "text")]
    assert words == ["7 SUVbw", "0", "PET 50%"]
    assert {fusion.table, fusion.next_table().table, fusion.next_table().next_table().table} == set(TABLES)
    assert TABLES["hot iron"][[0, 64, 128, 192, 255]].tolist() == [[0, 0, 0], [128, 0, 0], [255, 0, 0], [255, 128, 0], [255, 254, 252]]


def test_another_frame_needs_a_transform_and_goes_through_it(pet):
    volume, hot = pet
    with pytest.raises(KnownError, match="no frame of reference in common"):
        Fusion(volume, "1.9.9", Window(2.5, 5))
    turn = rotation((0.6, 0.0, 0.8), 30.0)
    shift = np.array((12.0, -7.0, 4.0))
    there = tuple(np.linalg.solve(turn, np.array(hot) - shift))  # in the pictures' own space
    matrix = tuple(tuple(float(value) for value in (*row, offset)) for row, offset in zip(turn, shift, strict=True))
    fusion = Fusion(volume, "1.9.9", Window(2.5, 5), "PET", blend=1.0, to_volume=matrix)
    view = fit(CT, picture_axis(CT, "coronal"), SIZE)
    view = replace(view, centre_lps=there)
    pixels = np.zeros((SIZE[1], SIZE[0], 3), np.uint8)
    fusion.lay_over(pixels, view)
    y, x = np.nonzero(pixels.min(axis=2) > 240)
    assert (x.mean() + 0.5, y.mean() + 0.5) == pytest.approx((SIZE[0] / 2, SIZE[1] / 2), abs=1.0)
    assert fusion.text_at(there) == Fusion(volume, FRAME, Window(2.5, 5), "PET").text_at(hot)


def test_a_slab_of_it_reaches_as_far_as_that_of_the_pictures(pet):
    volume, hot = pet
    view = fit(CT, picture_axis(CT, "axial"), SIZE).through((hot[0], hot[1], hot[2] + 8.0))
    fusion = Fusion(volume, FRAME, Window(5, 10), "PET", blend=1.0)
    thin, thick = (np.zeros((SIZE[1], SIZE[0], 3), np.uint8) for _ in range(2))
    fusion.lay_over(thin, view)
    fusion.lay_over(thick, view, Slab("MIP", 20.0))
    assert thick.max() > 240 > 150 > thin[..., 0].max() / 2 and int(thick.sum()) > 2 * int(thin.sum())
