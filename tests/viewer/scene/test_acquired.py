"""A tilted, uneven stack is shown picture by picture, each at its own place."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from bodies import FRAME, value_at

from viewer.case.geometry import Geometry
from viewer.case.study import Patient, Problem, Series, Study
from viewer.case.volume import Plane, Stack, Volume, Window
from viewer.scene.acquired import find_acquired
from viewer.scene.corners import Corners
from viewer.scene.render import render_view
from viewer.scene.view_state import acquired_view, fit

HEIGHTS = (0.0, 4.0, 11.0, 12.0, 19.0)
TILT = np.radians(18.0)
ALONG = np.array((0.8, 0.0, 0.0))
DOWN = 0.9 * np.array((0.0, np.cos(TILT), -np.sin(TILT)))
NORMAL = np.cross(ALONG, DOWN) / np.linalg.norm(np.cross(ALONG, DOWN))


def tilted(order=(3, 0, 4, 1, 2)):
    """Planes leaning towards the table, moved with it along the patient and not along their normal."""
    planes, pixels = [], []
    for number in order:
        origin = np.array((-9.0, -7.0, HEIGHTS[number] / NORMAL[2]))
        at = origin + np.arange(20)[:, None, None] * DOWN + np.arange(24)[None, :, None] * ALONG
        values = np.array([[value_at(point) for point in row] for row in at])
        pixels.append(np.rint(values * 10 + 50))
        planes.append(Plane(f"1.{number}", 0, tuple(origin), tuple(ALONG), tuple(DOWN), 0.1, -5.0))
    stack = Stack("1.2", FRAME, tuple(planes), np.array(pixels, np.int16), "raw")
    matrix = np.eye(4)
    matrix[:3, :3] = np.array((2.0 * NORMAL, DOWN, ALONG)).T
    matrix[:3, 3] = (-9.0, -7.0, 0.0)
    geometry = Geometry.from_matrix((11, 30, 24), matrix, FRAME)
    return stack, Volume("1.2", geometry, np.zeros((11, 30, 24), np.int16), Path("unused"), "raw", resampled=True)


def test_pictures_keep_their_uneven_places_and_their_values():
    stack, volume = tilted()
    pictures = find_acquired(volume, stack)
    assert acquired_view(volume.geometry) == pictures.axis.name == "axial"
    assert pictures.axis.count == 5 and pictures.axis.acquired
    assert np.diff(pictures.axis.offsets_mm) == pytest.approx((7, 1, 7, 4))  # counted towards the feet
    for number in (1, 2, 3, 5):
        view = fit(volume.geometry, pictures.axis, (90, 70), number)
        values = pictures.slicer(view).values(view)
        seen = 0
        for y in range(0, 70, 6):
            for x in range(0, 90, 6):
                point = view.to_lps((x + 0.5, y + 0.5))
                if not np.isnan(values[y, x]):
                    inner = np.array(point) - np.array(stack.planes[(2, 0, 4, 3, 1)[number - 1]].origin_lps)
                    if 0 <= inner @ ALONG / 0.64 <= 23 and 0 <= inner @ DOWN / 0.81 <= 19:
                        assert values[y, x] == pytest.approx(value_at(point), abs=0.11)
                        seen += 1
        assert seen > 10


def test_the_rendered_picture_is_the_acquired_one():
    stack, volume = tilted()
    with_stack = render_view(volume, "axial", (90, 70), "2", Window(50, 100), stack=stack)
    without = render_view(volume, "axial", (90, 70), "2", Window(50, 100))
    assert with_stack.pixels.std() > 10 > without.pixels.std()


def test_the_volume_is_shown_where_the_stack_cannot_be():
    stack, volume = tilted()
    assert find_acquired(replace(volume, resampled=False), stack) is None
    assert find_acquired(volume, None) is None
    twice = replace(stack, planes=(*stack.planes[:4], stack.planes[0]))
    assert find_acquired(volume, twice) is None
    fan = replace(stack.planes[0], down_lps=(0.0, 0.9, 0.0))
    assert find_acquired(volume, replace(stack, planes=(fan, *stack.planes[1:]))) is None

def test_the_corner_says_the_gaps_at_this_slice_and_its_thickness():
    stack, volume = tilted()
    planes = tuple(replace(plane, thickness_mm=float(plane.instance_uid[2:]) + 1) for plane in stack.planes)
    stack = replace(stack, planes=planes)
    axis = find_acquired(volume, stack).axis
    corners = Corners(Study("1", Patient("7", "Doe")), Series("1.2", "1", "CT"), volume, stack)
    said = [corners.of_slice(fit(volume.geometry, axis, (600, 500), n), axis, Window(40, 400))["bottom left"] for n in (1, 2, 5)]
    assert [lines[2] for lines in said] == ["thickness 5 mm · gap 7.00 mm", "thickness 4 mm · gap 7.00 / 1.00 mm", "thickness 1 mm · gap 4.00 mm"]


@pytest.mark.parametrize(("uneven", "said"), [(True, ["! tilt 18.0°, uneven slices", "as acquired"]), (False, ["! tilt 18.0°, as acquired"])])
def test_the_corner_says_of_a_tilted_gantry_what_is_shown(uneven, said):
    stack, volume = tilted()
    text = f"The gantry was tilted by 18.0°{' and slices are unevenly spaced' if uneven else ''}; the volume was interpolated."
    corners = Corners(Study("1", Patient("7", "Doe")), Series("1.2", "1", "CT"), volume, stack, (Problem("warning", text),))
    axis = find_acquired(volume, stack).axis
    assert corners.of_slice(fit(volume.geometry, axis, (600, 500), 1), axis, Window(40, 400))["bottom right"][: len(said)] == said
