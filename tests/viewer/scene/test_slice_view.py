"""The pixel over a point of the patient has that point's value, in every plane of every grid."""

import numpy as np
import pytest
from bodies import FRAME, TURNS, ramp, turned, value_at

from viewer.case.geometry import Geometry
from viewer.case.segmentation import Label
from viewer.case.terms import LUNG
from viewer.case.volume import Window
from viewer.scene.colour_tables import OKABE_ITO, label_colour
from viewer.scene.slice_view import Overlay, Slicer, picture, slicer_of
from viewer.scene.view_state import PLANES, fit, oblique_axis, picture_axis
from viewer.scene.windows import between, presets, to_grey

SIZE = (80, 64)


def planes_of(geometry):
    yield from (fit(geometry, picture_axis(geometry, name), SIZE, number=5) for name in PLANES)
    yield fit(geometry, oblique_axis(geometry, geometry.centre_lps, (0.4, 1.0, -0.7)), SIZE)


@pytest.mark.parametrize("turn", TURNS[::5])
@pytest.mark.parametrize("lean", [0.0, 17.0])
def test_values_are_those_of_the_world_points(turn, lean):
    geometry = turned(*turn, lean)
    slicer = slicer_of(ramp(geometry))
    for view in planes_of(geometry):
        values = slicer.values(view)
        inside = 0
        for y in range(0, SIZE[1], 7):
            for x in range(0, SIZE[0], 7):
                point = view.to_lps((x + 0.5, y + 0.5))
                index = geometry.to_kji([point])[0]
                if np.all(index >= 0) and np.all(index <= np.array(geometry.shape_kji) - 1):
                    assert values[y, x] == pytest.approx(value_at(point), abs=0.01)
                    inside += 1
                elif np.any(index < -0.51) or np.any(index > np.array(geometry.shape_kji) - 0.49):
                    assert np.isnan(values[y, x])
        assert inside > 15


def test_nearest_shows_voxels_as_they_are_stored():
    geometry = turned(*TURNS[7], 9.0)
    volume = ramp(geometry, np.int16)
    view = next(planes_of(geometry))
    values = slicer_of(volume).values(view, smooth=False)
    for x, y in ((40, 32), (30, 20), (52, 45)):
        assert values[y, x] == volume.value_at(view.to_lps((x + 0.5, y + 0.5)))


def test_a_memory_mapped_volume_is_not_copied(tmp_path):
    geometry = turned(*TURNS[0])
    np.save(tmp_path / "voxels.npy", ramp(geometry, np.int16).voxels)
    voxels = np.load(tmp_path / "voxels.npy", mmap_mode="r+")
    slicer = Slicer(geometry, voxels)
    view = fit(geometry, picture_axis(geometry, "axial"), SIZE)
    before = slicer.values(view).copy()
    voxels += 1
    assert np.shares_memory(voxels, slicer._flat)
    after = slicer.values(view)
    inside = slicer.inside(view)
    assert np.all(after[inside] == before[inside] + 1)


def test_read_only_maps_can_be_shown(tmp_path):
    geometry = turned(*TURNS[0])
    np.save(tmp_path / "voxels.npy", ramp(geometry, np.int16).voxels)
    slicer = Slicer(geometry, np.load(tmp_path / "voxels.npy", mmap_mode="r"))
    assert slicer.values(fit(geometry, picture_axis(geometry, "axial"), SIZE)).max() > 0


@pytest.mark.parametrize("dtype", [np.int16, np.uint16, np.uint8, np.float32])
@pytest.mark.parametrize("inverted", [False, True])
def test_window_and_black_outside(dtype, inverted):
    geometry = Geometry.from_matrix((3, 4, 4), np.diag((1.0, 1.0, 1.0, 1.0))[[2, 1, 0, 3]], FRAME)
    voxels = np.full((3, 4, 4), 50, dtype)
    voxels[:, :, 2:] = 200
    view = fit(geometry, picture_axis(geometry, "axial"), (80, 40))
    pixels = picture(Slicer(geometry, voxels), view, Window(100, 200), smooth=False, inverted=inverted)
    dark, bright = (191, 0) if inverted else (64, 255)
    assert tuple(pixels[20, 25]) == (dark,) * 3
    assert tuple(pixels[20, 50]) == (bright,) * 3
    assert pixels[:, :18].max() == 0 and pixels[:, 62:].max() == 0


def test_int16_and_float_give_the_same_shades():
    values = np.arange(-1100, 1500, dtype=np.int16)
    for window in (Window(40, 400), Window(-600, 1500), Window(0, 1)):
        assert np.array_equal(to_grey(values, window), to_grey(values.astype(np.float32), window))
    shades = to_grey(np.array([-160, 40, 240], np.int16), Window(40, 400))
    assert list(shades) == [0, 128, 255]
    assert to_grey(np.array([np.nan], np.float32), Window(-100, 10))[0] == 0


def test_presets_of_ct_and_of_the_rest():
    geometry = turned(*TURNS[0])
    ct = presets(ramp(geometry, np.int16, "HU"))
    assert (ct["3"].centre, ct["3"].width) == (-600, 1500)
    assert list(ct) == ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"]
    mr = ramp(geometry, np.float32)
    assert list(presets(mr)) == ["1", "2", "0"]
    full = presets(mr)["0"]
    assert full.centre - full.width / 2 == pytest.approx(mr.voxels.min(), abs=15)
    assert full.centre + full.width / 2 == pytest.approx(mr.voxels.max(), abs=15)
    assert between(-3, 7).centre == 2 and between(-3, 7).width == 10


def test_segments_cover_their_points():
    geometry = turned(*TURNS[11], 6.0)
    volume = ramp(geometry)
    points = geometry.to_lps(np.indices(geometry.shape_kji).reshape(3, -1).T).reshape(*geometry.shape_kji, 3)
    mask = np.where(points[..., 0] > 10, 1, np.where(points[..., 2] > 30, 2, 0)).astype(np.uint8)
    labels = [Label(1, "left half", LUNG), Label(2, "upper right", LUNG)]
    black = Window(1e6, 1)
    for view in list(planes_of(geometry))[:3]:
        pixels = picture(
            slicer_of(volume), view, black, Slicer(geometry, mask), Overlay(labels, frozenset({1, 2}), opacity=1.0)
        )
        for y in range(2, SIZE[1], 5):
            for x in range(2, SIZE[0], 5):
                index = np.rint(geometry.to_kji([view.to_lps((x + 0.5, y + 0.5))])[0]).astype(int)
                if np.all(index >= 0) and np.all(index < geometry.shape_kji):
                    number = int(mask[tuple(index)])
                    assert tuple(pixels[y, x]) == (label_colour(number) if number else (0, 0, 0))


def test_fill_outline_and_nested_segments():
    geometry = Geometry.from_matrix((1, 10, 10), np.diag((1.0, 1.0, 1.0, 1.0))[[2, 1, 0, 3]], FRAME)
    mask = np.zeros((1, 10, 10), np.uint8)
    mask[:, 2:8, 2:8] = 1
    mask[:, 4:6, 4:6] = 2
    labels = [Label(1, "body", LUNG, includes=(2,)), Label(2, "lung", LUNG)]
    slicer = Slicer(geometry, np.zeros((1, 10, 10), np.int16))
    view = fit(geometry, picture_axis(geometry, "axial"), (100, 100))

    def at(x, y, **options):
        overlay = Overlay(labels, **options)
        pixels = picture(slicer, view, Window(1000, 10), Slicer(geometry, mask), overlay)
        return tuple(int(value) for value in pixels[y, x])

    fill = tuple(int(value * 0.35 + 0.5) for value in OKABE_ITO[0])
    both = frozenset({1, 2})
    assert at(30, 30, visible=both) == fill
    assert at(20, 30, visible=both) == OKABE_ITO[0]  # the outline, on the inside of the edge
    assert at(19, 30, visible=both) == (0, 0, 0)
    assert at(21, 30, visible=both) == fill
    assert at(21, 30, visible=both, line_px=2) == OKABE_ITO[0]
    assert at(30, 30, visible=both, outline_only=True) == (0, 0, 0)
    assert at(50, 50, visible=both) == tuple(int(value * 0.35 + 0.5) for value in OKABE_ITO[1])
    assert at(50, 50, visible=frozenset({1})) == fill  # the body covers the lung that is not shown itself
    assert at(30, 30, visible=frozenset({2})) == (0, 0, 0)


def test_where_segments_overlap_both_are_seen():
    geometry = Geometry.from_matrix((1, 10, 10), np.diag((1.0, 1.0, 1.0, 1.0))[[2, 1, 0, 3]], FRAME)
    mask = np.zeros((1, 10, 10), np.uint8)
    mask[:, 2:8, 1:6], mask[:, 2:8, 4:9], mask[:, 2:8, 4:6] = 1, 2, 3
    labels = [Label(1, "left", LUNG, includes=(3,)), Label(2, "right", LUNG, includes=(3,))]
    view = fit(geometry, picture_axis(geometry, "axial"), (100, 100))

    def drawn(*visible: int) -> np.ndarray:
        slicer = Slicer(geometry, np.zeros((1, 10, 10), np.int16))
        return picture(slicer, view, Window(1000, 10), Slicer(geometry, mask), Overlay(labels, frozenset(visible)))

    first, second = (np.all(drawn(number) == OKABE_ITO[number - 1], axis=2) for number in (1, 2))
    both = drawn(1, 2)
    assert first.sum() > 200 and second.sum() > 200
    assert np.array_equal(np.all(both == OKABE_ITO[1], axis=2), second)  # the whole outline of each, the later one on top
    assert np.array_equal(np.all(both == OKABE_ITO[0], axis=2), first & ~second)
    once, twice = (np.array(colour) * 0.35 for colour in OKABE_ITO[:2])
    assert np.abs(both[50, 50] - (twice * 0.65 + once)).max() <= 1  # and both fills


def test_label_colours_differ():
    colours = [label_colour(number) for number in range(1, 40)]
    assert len(set(colours)) == len(colours)
    assert all(max(colour) > 90 for colour in colours)
