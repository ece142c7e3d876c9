"""Which acquired pixels lie in a region, and what they hold: against formulas and against a second way to count."""

import math
from dataclasses import replace

import numpy as np
import pytest
import SimpleITK
from hypothesis import given
from hypothesis import strategies as st
from measuring import FRAME, SOURCE, region, rotation, slow_contains, stack_of

from viewer.case.quantities import quantities_of
from viewer.case.region import Region
from viewer.case.region_pixels import in_polygon, peak, pixel_statistics

SLOPE = np.array([3.0, -2.0, 5.0])
TURNS = {
    "straight": np.eye(3), "sagittal": np.array([[0, 0, 1], [1, 0, 0], [0, 1, 0]], float),
    "oblique": rotation(17, -11, 32), "mirrored": np.diag([1.0, 1.0, -1.0]),
}  # fmt: skip


def gradient(points):
    return points @ SLOPE + 100


@pytest.mark.parametrize("turn", TURNS.values(), ids=TURNS)
@pytest.mark.parametrize("shape", ["rectangle", "ellipse", "star"])
def test_a_region_on_a_picture_holds_that_pictures_pixels(shape, turn):
    stack = stack_of(gradient, spacing_mm=(3.0, 0.8, 1.7), turn=turn)
    centre = np.array(stack.planes[7].origin_lps) + 21.3 * np.array(stack.planes[7].along_lps) + 18.6 * np.array(stack.planes[7].down_lps)
    drawn = region(shape, tuple(centre), turn[:, 2], (19.0, 9.0), 20)
    found = pixel_statistics(drawn, stack)
    expected = brute_force(drawn, stack, 7)
    assert found is not None and found.count == len(expected) > 30
    assert found.values == pytest.approx(np.sort(expected))
    assert (found.mean, found.sd) == pytest.approx((np.mean(expected), np.std(expected, ddof=1)))
    assert (found.minimum, found.maximum, found.median) == pytest.approx((min(expected), max(expected), np.median(expected)))
    counts, low, high = found.histogram(8)
    assert sum(counts) == found.count and (low, high) == (found.minimum, found.maximum)


def brute_force(drawn, stack, index):
    """Every pixel of one picture, one after the other, by shape's own inequality."""
    plane, values = stack.planes[index], []
    points = np.array(drawn.points_lps)
    for row in range(stack.pixels.shape[1]):
        for column in range(stack.pixels.shape[2]):
            at = np.array(plane.origin_lps) + column * np.array(plane.along_lps) + row * np.array(plane.down_lps)
            if drawn.shape == "ellipse":
                middle = points.mean(axis=0)
                a, b = points[0] - middle, points[1] - middle
                inside = ((at - middle) @ a / (a @ a)) ** 2 + ((at - middle) @ b / (b @ b)) ** 2 <= 1
            elif drawn.shape == "rectangle":
                a, b = points[1] - points[0], points[3] - points[0]
                inside = 0 <= (at - points[0]) @ a <= a @ a and 0 <= (at - points[0]) @ b <= b @ b
            else:
                x, y = np.array(plane.along_lps), np.array(plane.down_lps)
                inside = winds((float(at @ x), float(at @ y)), [(float(p @ x), float(p @ y)) for p in points])
            if inside:
                values.append(stack.pixels[index, row, column])
    return np.array(values)


def winds(point, corners):
    """Whether a line of corners goes round a point: the sum of the angles under which its edges are seen."""
    seen = [math.atan2(y - point[1], x - point[0]) for x, y in corners]
    turns = [math.remainder(b - a, math.tau) for a, b in zip(seen, seen[1:] + seen[:1], strict=True)]
    return abs(sum(turns)) > math.pi


@given(
    st.lists(st.tuples(st.integers(-40, 40), st.integers(-40, 40)), min_size=3, max_size=9),
    st.lists(st.tuples(st.integers(-40, 40), st.integers(-40, 40)), min_size=1, max_size=30),
)
def test_points_in_polygons_are_those_of_the_exact_rule(corners, points):
    quarter = [(x / 4 + 0.03, y / 4 + 0.011) for x, y in points]  # beside the corners' lines, where both must agree
    found = in_polygon(np.array(quarter), np.array(corners, float) / 4)
    assert found.tolist() == slow_contains(quarter, [(x / 4, y / 4) for x, y in corners])


@pytest.mark.parametrize("turn", TURNS.values(), ids=TURNS)
@pytest.mark.parametrize("normal", [(0, 0, 1), (0, 1, 0), (1, 0, 0), (0, 0, -1), (1, 2, 3), (-3, 1, 0.4)])
@pytest.mark.parametrize("spacing", [(1.0, 1.0, 1.0), (3.0, 0.7, 0.9)])
def test_a_region_in_any_plane_of_any_acquisition_has_the_same_numbers(turn, normal, spacing):
    """The field is linear: its mean in an ellipse is its value in the middle, its variance the ellipse's own."""
    shape = tuple(int(110 / step) for step in spacing)
    stack = stack_of(gradient, shape, spacing, turn)
    _, (column, row, index) = stack.probe((1.3, -2.1, 0.6))
    plane = stack.planes[index]
    middle = np.array(plane.origin_lps) + column * np.array(plane.along_lps) + row * np.array(plane.down_lps)
    drawn = region("ellipse", tuple(middle), normal, (30.0, 18.0), 25)
    found = pixel_statistics(drawn, stack)
    assert found is not None
    _, one, other = drawn.ellipse_lps
    sd = math.sqrt(((one @ SLOPE) ** 2 + (other @ SLOPE) ** 2) / 4)
    assert found.mean == pytest.approx(float(gradient(middle)), abs=0.01 * sd)
    assert found.sd == pytest.approx(sd, rel=0.04)
    # One layer of pixels: as many as fit the area seen along the acquired direction nearest to the normal.
    n = np.array(normal) / np.linalg.norm(normal)
    lean = np.abs(n @ turn) * spacing[::-1]
    layer_mm3 = drawn.area * float(lean.max())
    assert found.count == pytest.approx(layer_mm3 / np.prod(spacing), rel=0.05)


def test_looked_at_from_either_side_a_region_is_the_same():
    stack = stack_of(gradient, turn=TURNS["oblique"])
    drawn = region("star", (0.2, 0.4, 1.1), (1, 1, 4), (14, 11))
    turned = replace(drawn, points_lps=drawn.points_lps[::-1])
    one, other = pixel_statistics(drawn, stack), pixel_statistics(turned, stack)
    assert one is not None and other is not None
    # On the exact middle between two layers the side decides; nothing lies there here.
    assert one.values.tolist() == other.values.tolist()


def test_between_two_pictures_the_nearer_one_counts_also_where_steps_are_uneven():
    stack = stack_of(lambda p: p[..., 2], (6, 30, 30), gaps_mm=np.array([1.0, 1.0, 7.0, 3.0, 3.0]))
    levels = [plane.origin_lps[2] for plane in stack.planes]
    for z in np.arange(levels[0] - 0.4, levels[-1] + 1.4, 0.37):
        found = pixel_statistics(region("ellipse", (0.3, 0.2, float(z)), (0, 0, 1), (8, 6)), stack)
        nearest = min(levels, key=lambda level: abs(level - z))
        assert found is not None and found.minimum == found.maximum == pytest.approx(nearest)
    assert pixel_statistics(region("ellipse", (0, 0, levels[-1] + 1.6), (0, 0, 1), (8, 6)), stack) is None


def test_padding_and_what_is_no_number_are_left_out():
    def field(points):
        values = gradient(points)
        values[np.linalg.norm(points[..., :2], axis=-1) < 3] = -2000
        values[points[..., 0] > 8] = np.nan
        return values

    stack = stack_of(field, padding=(-2000.0, -2000.0))
    found = pixel_statistics(region("rectangle", (0.0, 0.0, 1.0), (0, 0, 1), (12, 6)), stack)
    whole = pixel_statistics(region("rectangle", (0.0, 0.0, 1.0), (0, 0, 1), (12, 6)), stack_of(gradient))
    assert found is not None and whole is not None
    assert found.minimum > -200 and found.left_out > 30 and found.count + found.left_out == whole.count


def test_nothing_in_colour_in_another_frame_or_beside_the_pictures():
    stack = stack_of(gradient)
    drawn = region("ellipse", (0.0, 0.0, 1.0), (0, 0, 1), (12, 6))
    assert pixel_statistics(replace(drawn, frame_uid="1.9"), stack) is None
    assert pixel_statistics(region("ellipse", (500.0, 0.0, 1.0), (0, 0, 1), (12, 6)), stack) is None
    colour = replace(stack, pixels=np.zeros((*stack.pixels.shape, 3), np.uint8))
    assert pixel_statistics(drawn, colour) is None
    assert [row.kind for row in quantities_of(drawn, colour)] == ["area", "perimeter"]


def test_hounsfield_values_are_the_rescaled_ones():
    stack = stack_of(gradient, slope=0.25)
    drawn = region("ellipse", (0.0, 0.0, 1.0), (0, 0, 1), (12, 6))
    one, other = pixel_statistics(drawn, stack), pixel_statistics(drawn, stack_of(gradient))
    assert one is not None and other is not None and one.values == pytest.approx(other.values)


def hot_ball(points):
    """10 in a ball of 8 mm, falling by 0.4 a millimetre from its middle; 1 elsewhere."""
    away = np.linalg.norm(points - (4.0, -6.0, 2.0), axis=-1)
    return np.where(away < 8, 10 - 0.4 * away, 1.0)


@pytest.mark.parametrize("spacing", [(2.0, 2.0, 2.0), (3.27, 2.73, 2.73), (1.0, 1.0, 1.0)])
def test_suv_peak_is_the_mean_of_a_cubic_centimetre_around_the_hottest_pixel(spacing):
    shape = tuple(int(60 / step) | 1 for step in spacing)
    stack = stack_of(hot_ball, shape, spacing, unit="SUVbw", turn=TURNS["oblique"])
    drawn = region("ellipse", (4.0, -6.0, 2.0), TURNS["oblique"][:, 2], (12, 12))
    numbers = {row.kind: row for row in quantities_of(drawn, stack)}
    assert {row.unit for row in numbers.values()} == {"mm²", "mm", "SUVbw", "count"}
    found = pixel_statistics(drawn, stack)
    assert found is not None
    # The second way: the same sphere painted by SimpleITK's physical points, voxel by voxel.
    image = SimpleITK.GetImageFromArray(stack.pixels)
    image.SetSpacing(tuple(spacing[::-1]))
    image.SetOrigin(stack.planes[0].origin_lps)
    image.SetDirection(TURNS["oblique"].ravel())
    radius, inside = (3000 / (4 * math.pi)) ** (1 / 3), []
    for k, j, i in np.ndindex(stack.pixels.shape):
        if math.dist(image.TransformIndexToPhysicalPoint((i, j, k)), found.hottest_lps) <= radius:
            inside.append(image[i, j, k])
    assert numbers["peak"].value == pytest.approx(np.mean(inside))
    assert numbers["peak"].value == pytest.approx(10 - 0.4 * radius * 0.75, abs=0.45)  # the mean distance is 3/4 r
    assert numbers["mean"].value < numbers["peak"].value < numbers["maximum"].value


def test_a_single_picture_has_no_peak():
    assert peak(stack_of(hot_ball, (1, 40, 50), unit="SUVbw"), (4.0, -6.0, 0.0)) is None


def test_the_numbers_of_pixels_agree_with_simpleitk():
    """SimpleITK's own label statistics over the pixels of a painted ellipse."""
    stack = stack_of(gradient, spacing_mm=(2.0, 0.9, 1.3))
    drawn = region("ellipse", (2.0, 1.0, stack.planes[4].origin_lps[2]), (0, 0, 1), (15, 9), 35)
    rows, columns = np.mgrid[: stack.pixels.shape[1], : stack.pixels.shape[2]]
    at = np.array(stack.planes[4].origin_lps) + columns[..., None] * np.array(stack.planes[4].along_lps) + rows[..., None] * np.array(stack.planes[4].down_lps)
    centre, one, other = drawn.ellipse_lps
    mask = ((at - centre) @ one / (one @ one)) ** 2 + ((at - centre) @ other / (other @ other)) ** 2 <= 1
    statistics = SimpleITK.LabelStatisticsImageFilter()
    statistics.Execute(SimpleITK.GetImageFromArray(stack.pixels[4]), SimpleITK.GetImageFromArray(mask.astype(np.uint8)))
    found = pixel_statistics(drawn, stack)
    assert found is not None and found.count == statistics.GetCount(1)
    assert found.mean == pytest.approx(statistics.GetMean(1))
    assert found.sd == pytest.approx(statistics.GetSigma(1))
    assert (found.minimum, found.maximum) == pytest.approx((statistics.GetMinimum(1), statistics.GetMaximum(1)))


def test_a_large_free_outline_on_a_large_picture_is_quick():
    import time

    turns = np.linspace(0, 2 * np.pi, 1500, endpoint=False)
    wave = 200 + 10 * np.sin(23 * turns)
    points = tuple((float(r * np.cos(t)), float(r * np.sin(t)), 1.0) for r, t in zip(wave, turns, strict=True))
    stack = stack_of(lambda p: p[..., 0], (3, 512, 512), (1.0, 1.0, 1.0))
    drawn = Region("r", "1.2", FRAME, points, SOURCE)
    begin = time.process_time()
    found = pixel_statistics(drawn, stack)
    assert time.process_time() - begin < 1.0
    assert found is not None and found.count == pytest.approx(drawn.area, rel=0.002)
