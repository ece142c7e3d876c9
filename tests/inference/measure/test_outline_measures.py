"""Shapes whose sizes, values, places and distances are known, on uneven, oblique and turned grids; and second opinions."""

from pathlib import Path

import numpy as np
import pytest
import SimpleITK as sitk

from inference.measure.border import Points
from inference.measure.calcium import agatston
from inference.measure.couinaud import Segments
from inference.measure.distances import distance_mm, enclosure, overlap
from inference.measure.extent import axes_in_space, height_mm, size_measures
from inference.measure.levels import level_at, levels_of
from inference.measure.lobes import lobe_probabilities
from inference.measure.measure import Measure
from inference.measure.organs import heart_measures, lung_measures, slice_composition, ventricle_measures
from inference.measure.outlines import Outline, Outlines
from inference.measure.position import hosts_of, shown_name
from inference.measure.table import measure_outline
from inference.measure.values import histogram, statistics, value_measures
from inference.measure.zones import Reach, pole, third
from viewer.case.errors import KnownError
from viewer.case.geometry import Geometry
from viewer.case.measurement import SpineLabel
from viewer.case.progress import no_tick
from viewer.case.segmentation import Label, Segmentation
from viewer.case.source import Source
from viewer.case.study import Series
from viewer.case.terms import BODY, KIDNEY, LEFT_LUNG, LIVER, NODULE, RIGHT_LUNG, Code
from viewer.case.volume import Volume

ME = Source("user:reader", "2026-01-01T00:00:00Z")
HEART = Code("SCT", "80891009", "Heart")


def turn(degrees: float, axis: int) -> Points:
    angle = np.deg2rad(degrees)
    a, b = [n for n in range(3) if n != axis]
    matrix = np.eye(3)
    matrix[a, a], matrix[a, b], matrix[b, a], matrix[b, b] = np.cos(angle), -np.sin(angle), np.sin(angle), np.cos(angle)
    return matrix


def grid(shape: tuple[int, int, int] = (60, 70, 80), spacing: tuple[float, float, float] = (1.5, 0.9, 1.1), rotation: Points | None = None, order: tuple[int, int, int] = (2, 1, 0), flips: tuple[int, int, int] = (1, 1, 1)) -> Geometry:
    """Centred on (10, -20, 30); axis n of the array runs along LPS axis ``order[n]``, turned."""
    matrix = np.eye(4)
    for column, axis in enumerate(order):
        matrix[:3, column] = (np.eye(3) if rotation is None else rotation)[:, axis] * spacing[column] * flips[column]
    matrix[:3, 3] = np.array([10, -20, 30]) - matrix[:3, :3] @ ((np.array(shape) - 1) / 2)
    return Geometry.from_matrix(shape, matrix, "frame")


def places(geometry: Geometry) -> Points:
    return geometry.to_lps(np.argwhere(np.ones(geometry.shape_kji, bool))).reshape(*geometry.shape_kji, 3)


def ellipsoid(geometry: Geometry, centre: tuple[float, float, float], radii: tuple[float, float, float], axes: Points | None = None) -> np.ndarray:
    away = (places(geometry) - centre) @ (np.eye(3) if axes is None else axes)
    inside: np.ndarray = np.square(away / np.array(radii)).sum(axis=-1) <= 1
    return inside


def outlined(geometry: Geometry, voxels: np.ndarray | float, *labels: tuple[np.ndarray, Code, str, str], unit: str = "HU", padding: tuple[float, float] | None = None) -> Outlines:
    """One segmentation for each label, so that they may overlap."""
    from inference.measure.statistics import label_statistics

    values = np.broadcast_to(np.asarray(voxels, np.float64), geometry.shape_kji).copy()
    volume = Volume("series", geometry, values, Path("none"), unit, padding=padding)
    rows = []
    for n, (solid, code, name, side) in enumerate(labels):
        mask, label = solid.astype(np.uint8), Label(1, name, code, side)
        rows.append((Segmentation(f"s{n}", "series", name, geometry, (label,), label_statistics(volume, mask, (label,), no_tick), f"s{n}.npy", ME), mask))
    return Outlines.of(volume, rows)


def only(outlines: Outlines, n: int = 0) -> Outline:
    found = outlines.cut(f"s{n}", 1)
    assert found is not None
    return found


def numbers(rows: list[Measure] | tuple[Measure, ...]) -> dict[str, float]:
    return {row.name: row.quantity.value for row in rows if row.quantity is not None}


GRIDS = [
    grid(), grid(rotation=turn(25, 0) @ turn(-15, 2)), grid((80, 60, 70), (1.1, 1.5, 0.9), order=(0, 2, 1)),
    grid((70, 80, 60), (0.9, 1.1, 1.5), turn(10, 1), (1, 0, 2), (-1, 1, -1)),
]  # fmt: skip
TURNED = turn(40, 2) @ turn(25, 0)


@pytest.mark.parametrize("geometry", GRIDS)
def test_sizes_of_an_ellipsoid_on_any_grid(geometry: Geometry) -> None:
    solid = ellipsoid(geometry, (12, -18, 31), (22, 14, 9), TURNED)
    one = outlined(geometry, 0.0, (solid, LIVER, "liver", "none"))
    got = numbers(size_measures(one, only(one)))
    assert got["Volume"] == pytest.approx(4 / 3 * np.pi * 22 * 14 * 9 / 1000, rel=0.01)
    assert axes_in_space(only(one)) == pytest.approx((44, 28, 18), abs=1.1)
    assert got["Longest diameter (3D)"] >= got["Long axis (axial)"] >= got["Short axis (axial)"]
    rise = np.sqrt(sum((radius * TURNED[2, n]) ** 2 for n, radius in enumerate((22, 14, 9))))
    assert got["Height"] == pytest.approx(2 * rise, abs=1.5)


@pytest.mark.parametrize("geometry", GRIDS)
def test_simpleitk_says_the_same_of_volume_middle_axes_and_values(geometry: Geometry) -> None:
    solid = ellipsoid(geometry, (12, -18, 31), (22, 14, 9), TURNED)
    values = np.random.default_rng(5).normal(40, 12, geometry.shape_kji).round(3)
    one = outlined(geometry, values, (solid, LIVER, "liver", "none"))
    image = sitk.GetImageFromArray(solid.astype(np.uint8))
    picture = sitk.GetImageFromArray(values)
    for each in (image, picture):
        matrix = geometry.matrix[:3, [2, 1, 0]]
        spacing = np.linalg.norm(matrix, axis=0)
        each.SetSpacing(spacing.tolist())
        each.SetOrigin(geometry.matrix[:3, 3].tolist())
        direction = matrix / spacing
        if np.linalg.det(direction) > 0:  # ITK knows right-handed grids only
            each.SetDirection(direction.ravel().tolist())
    shape, held = sitk.LabelShapeStatisticsImageFilter(), sitk.LabelIntensityStatisticsImageFilter()
    shape.Execute(image)
    held.Execute(image, picture)
    assert only(one).volume_ml * 1000 == pytest.approx(shape.GetPhysicalSize(1), rel=1e-9)
    axes = [2 * np.sqrt(5 * moment) for moment in reversed(shape.GetPrincipalMoments(1))]
    assert axes_in_space(only(one)) == pytest.approx(axes, abs=1.3)
    got = numbers(value_measures(one, only(one)))
    assert (got["Mean"], got["Minimum"], got["Maximum"]) == pytest.approx((held.GetMean(1), held.GetMinimum(1), held.GetMaximum(1)))
    assert got["SD"] == pytest.approx(held.GetStandardDeviation(1), rel=1e-3)
    inside = values[solid]
    assert got["95th percentile"] == pytest.approx(np.percentile(inside, 95)) and got["Median"] == pytest.approx(np.median(inside))


def test_the_digital_phantom_of_the_ibsi() -> None:
    """First-order statistics of the 5 x 4 x 4 phantom against the consensus values (IBSI, arXiv 1612.07003, 3.3)."""
    slices = [
        [[1, 4, 4, 1, 1], [1, 4, 6, 1, 1], [4, 1, 6, 4, 1], [4, 4, 6, 4, 1]],
        [[1, 4, 4, 1, 1], [1, 1, 6, 1, 1], [0, 1, 3, 1, 1], [4, 4, 6, 1, 1]],
        [[1, 4, 4, 0, 0], [1, 1, 1, 1, 1], [1, 1, 0, 1, 1], [1, 1, 6, 1, 1]],
        [[1, 4, 4, 0, 0], [1, 1, 1, 1, 1], [1, 1, 1, 1, 1], [1, 1, 6, 1, 1]],
    ]
    values = np.array(slices, float)
    one = outlined(grid((4, 4, 5), (2, 2, 2)), values, (values > 0, LIVER, "liver", "none"))
    assert only(one).volume_ml * 1000 == pytest.approx(592)
    got = statistics(values[values > 0])
    assert got["sd"] ** 2 == pytest.approx(3.05, abs=0.005)
    for kind, value in {"mean": 2.15, "skewness": 1.08, "kurtosis": -0.355, "median": 1, "minimum": 1, "maximum": 6, "percentile_10": 1, "percentile_90": 4}.items():
        assert got[kind] == pytest.approx(value, rel=0.005), kind
    assert got["percentile_75"] - got["percentile_25"] == 3


def test_values_leave_padding_out_and_the_histogram_holds_all() -> None:
    geometry = grid((10, 10, 10))
    values = np.full(geometry.shape_kji, -2000.0)
    values[:, :, 5:] = np.arange(500).reshape(10, 10, 5)
    one = outlined(geometry, values, (np.ones(geometry.shape_kji, bool), LIVER, "liver", "none"), padding=(-2000, -2000))
    rows = value_measures(one, only(one))
    assert numbers(rows)["Mean"] == pytest.approx(249.5) and "500 voxels without a value" in rows[0].note
    counts, edges = histogram(np.arange(1000.0), 10)
    assert counts.sum() == 1000 and counts.max() - counts.min() < 10 and edges[0] < 10
    assert statistics(np.array([])) == {} and "skewness" not in statistics(np.ones(5))


@pytest.mark.parametrize("geometry", GRIDS)
def test_distances_between_surfaces(geometry: Geometry) -> None:
    organ = ellipsoid(geometry, (10, -20, 30), (25, 25, 25))
    inside = ellipsoid(geometry, (22, -20, 30), (6, 6, 6))
    outside = ellipsoid(geometry, (10, -20, 30), (4, 4, 4))
    one = outlined(geometry, 0.0, (organ & ~inside, LIVER, "liver", "none"), (inside, NODULE, "nodule", "none"), (outside, KIDNEY, "kidney", "left"))
    liver, nodule, kidney = (only(one, n) for n in range(3))
    assert overlap(nodule, liver) == 0 and enclosure(nodule, liver) > 0.99  # a gap of the organ
    assert distance_mm(nodule, liver) == pytest.approx(25 - 12 - 6, abs=0.8)
    assert distance_mm(nodule, kidney) == pytest.approx(12 - 6 - 4, abs=1.3)
    assert distance_mm(kidney, nodule) == distance_mm(nodule, kidney)
    filled_box = outlined(geometry, 0.0, (np.ones(geometry.shape_kji, bool), BODY, "body", "none"))
    assert distance_mm(nodule, only(filled_box)) is None  # the edge of the pictures is no skin


def test_the_host_is_where_most_of_it_lies() -> None:
    geometry = grid()
    right, left = ellipsoid(geometry, (-15, -20, 30), (20, 20, 30)), ellipsoid(geometry, (35, -20, 30), (16, 20, 30))
    lesion = ellipsoid(geometry, (3, -20, 30), (5, 5, 5))
    one = outlined(geometry, 0.0, (right, RIGHT_LUNG, "lung right", "right"), (left, LEFT_LUNG, "lung left", "left"), (lesion, NODULE, "nodule", "none"))
    hosts = hosts_of(one, only(one, 2))
    share = np.count_nonzero(lesion & right) / np.count_nonzero(lesion)
    assert [shown_name(host.outline) for host in hosts] == ["right lung"] and hosts[0].share == pytest.approx(share)
    rows = {row.name: row.words for row in measure_outline(one, "s2", 1, no_tick)}
    assert rows["Side"] == "right" and rows["Third"] == "middle" and rows["Organ"].startswith("right lung")


@pytest.mark.parametrize("geometry", GRIDS)
def test_shares_follow_the_patient_not_the_grid(geometry: Geometry) -> None:
    organ = ellipsoid(geometry, (10, -20, 30), (16, 18, 24))
    for side in ("left", "right"):
        one = outlined(geometry, 0.0, (organ, KIDNEY, "kidney", side))
        reach = Reach.of(only(one))
        head, back, to_left = np.array([[10, -20, 52]]), np.array([[10, -4, 30]]), np.array([[24, -20, 30]])
        assert reach.share("up", head) > 0.9 and 0.4 < reach.share("up", back) < 0.6
        assert reach.share("front", back) < 0.15 and reach.share("right", to_left) < 0.15
        assert (reach.share("medial", to_left) < 0.15) == (side == "left")
        assert reach.share("own", head) > 0.9 and pole(float(reach.share("own", head)[0])) == "upper pole"
        with pytest.raises(ValueError, match="axis"):
            reach.share("sideways", head)
    assert [third(share) for share in (-0.1, 0.2, 0.5, 0.9, 1.2)] == ["lower", "lower", "middle", "upper", "upper"]


def test_the_own_axis_of_a_tilted_kidney_parts_it() -> None:
    geometry = grid((70, 70, 70), (1.2, 1, 1))
    tilted = turn(50, 1)
    one = outlined(geometry, 0.0, (ellipsoid(geometry, (10, -20, 30), (8, 8, 26), tilted), KIDNEY, "kidney", "left"))
    reach = Reach.of(only(one))
    for sign, name in ((1, "upper pole"), (-1, "lower pole")):
        tip = np.array([10, -20, 30]) + sign * 20 * tilted[:, 2] * np.sign(tilted[2, 2])
        assert pole(float(reach.share("own", tip[None])[0])) == name


def test_lobes_follow_the_fissures() -> None:
    geometry = grid((80, 80, 60), (2, 2, 2))
    solid = np.abs(places(geometry) - (10, -20, 30)).max(axis=-1, where=[True, True, False], initial=0) <= 50
    for side, code in (("right", RIGHT_LUNG), ("left", LEFT_LUNG)):
        one = outlined(geometry, 0.0, (solid, code, "lung", side))
        reach = Reach.of(only(one))
        at = reach.low + (reach.high - reach.low) * np.array([[0.5, 0.1, 0.9], [0.5, 0.1, 0.3], [0.5, 0.9, 0.2], [0.5, 0.5, 0.05]])
        best = lobe_probabilities(reach, at).argmax(axis=1).tolist()
        assert best == ([0, 1, 2, 2] if side == "right" else [0, 0, 2, 2])  # apex in front, low in front, low behind, base
        assert lobe_probabilities(reach, at).sum(axis=1) == pytest.approx(np.ones(4))


@pytest.mark.parametrize("geometry", [grid((60, 70, 90), (3, 3, 3)), grid((90, 60, 70), (3, 3, 3), order=(0, 2, 1), flips=(-1, 1, 1))])
def test_liver_segments_stand_around_the_vena_cava(geometry: Geometry) -> None:
    solid = ellipsoid(geometry, (10, -20, 30), (100, 70, 60))
    cava = np.hypot(*np.moveaxis(places(geometry)[..., :2] - (25, 25), -1, 0)) < 12
    one = outlined(geometry, 0.0, (solid, LIVER, "liver", "none"), (cava, Code("SCT", "64131007", "IVC"), "vena cava", "none"))
    plan = Segments.of(only(one), only(one, 1))
    assert plan.pivot == pytest.approx((25, 25), abs=2) and plan.has_cava
    spots = {7: (-55, 15, 60), 6: (-55, 15, 0), 8: (-35, -50, 55), 5: (-35, -50, 5), 2: (90, -20, 45), 3: (90, -20, 15), 1: (25, 25, 40)}
    chances = plan.probabilities(np.array(list(spots.values()), float))
    assert chances.argmax(axis=1).tolist() == list(spots)
    assert chances.sum(axis=1) == pytest.approx(np.ones(len(spots)))
    shares = plan.probabilities(only(one).points(20_000)).mean(axis=0)
    assert shares[[5, 6, 7, 8]].sum() == pytest.approx(0.65, abs=0.03) and shares[[2, 3]].sum() == pytest.approx(0.16, abs=0.03)


def test_levels_come_from_outlines_and_from_the_reader() -> None:
    geometry = grid()
    l3 = ellipsoid(geometry, (10, 0, 20), (10, 10, 8))
    one = outlined(geometry, 0.0, (l3, Code("SCT", "36470004", "L3 vertebra"), "L3 vertebra", "none"))
    mark = SpineLabel("m", "series", "frame", ((10.0, 0.0, 52.0),), ME, label="L2")
    levels = levels_of(one, [mark])
    assert [(level.name, level.outlined) for level in levels] == [("L2", False), ("L3", True)]
    found = level_at(levels, 47.0)
    assert found is not None and found.name == "L2" and level_at(levels, -100.0) is None and level_at((), 0.0) is None


@pytest.mark.parametrize(("hu", "score"), [(129, 0), (130, 10), (199, 10), (200, 20), (300, 30), (399, 30), (400, 40), (1200, 40)])
def test_agatston_of_ten_square_millimetres(hu: float, score: float) -> None:
    geometry = grid((5, 30, 30), (3, 0.5, 0.5))
    values = np.zeros(geometry.shape_kji)
    values[2, 5:10, 5:13] = hu  # 40 pixels of 0.25 mm²
    got = agatston(values, np.ones(values.shape, bool), geometry)
    assert got.score == pytest.approx(score) and got.per_3_mm == pytest.approx(score)
    assert got.volume_mm3 == pytest.approx(30 if score else 0)


def test_agatston_counts_spots_by_slice_and_leaves_dust_out() -> None:
    geometry = grid((4, 30, 30), (2.5, 0.5, 0.5))
    values = np.zeros(geometry.shape_kji)
    values[0, 2:4, 2:4] = 150  # 1 mm²: counts
    values[0, 10, 10:13] = 900  # 0.75 mm²: dust
    values[1, 5:7, 5:7], values[1, 7:9, 7:9] = 250, 140  # corner to corner: one spot of 2 mm² with the peak of one
    values[3, 2:6, 20:24] = 500
    inside = np.ones(values.shape, bool)
    got = agatston(values, inside, geometry)
    assert got.score == pytest.approx(1 * 1 + 2 * 2 + 4 * 4) and got.spots == 3
    assert got.per_3_mm == pytest.approx(got.score * 2.5 / 3)
    inside[3] = False
    assert agatston(values, inside, geometry).score == pytest.approx(5)
    on_its_side = grid((30, 30, 4), (0.5, 0.5, 2.5), order=(0, 1, 2))
    assert agatston(values.transpose(2, 1, 0), np.ones((30, 30, 4), bool), on_its_side).score == pytest.approx(21)


def test_calcium_says_what_speaks_against_it() -> None:
    geometry = grid((12, 40, 40), (2.5, 0.5, 0.5))
    values = np.full(geometry.shape_kji, 40.0)
    values[5, 18:22, 18:22] = 500
    heart = (ellipsoid(geometry, (10, -20, 30), (9, 9, 12)), HEART, "heart", "none")
    plain = {row.name: row for row in measure_outline(outlined(geometry, values, heart), "s0", 1, no_tick)}["Agatston score"]
    assert "not 3 mm" in plain.note and "Contrast" not in plain.note and plain.doubtful
    given = Series("series", "study", "CT", contrast_agent="Iopromide", kvp=100.0)
    said = {row.name: row for row in measure_outline(outlined(geometry, values, heart), "s0", 1, no_tick, (), given)}["Agatston score"]
    assert "Contrast was given" in said.note and "100 kV" in said.note
    bright = {row.name: row for row in measure_outline(outlined(geometry, values + 120, heart), "s0", 1, no_tick)}["Agatston score"]
    assert "contrast seems to be in it" in bright.note


def test_emphysema_is_the_share_below_950() -> None:
    geometry = grid((20, 40, 40))
    lung = ellipsoid(geometry, (10, -20, 30), (14, 14, 12))
    values = np.full(geometry.shape_kji, -850.0)
    order = np.flatnonzero(lung)
    values.flat[order[: len(order) // 5]] = -980.0
    one = outlined(geometry, values, (lung, LEFT_LUNG, "lung left", "left"))
    got = lung_measures(one, only(one), Series("series", "study", "CT", slice_thickness_mm=5.0))
    assert numbers(got)["Lung below -950 HU (LAA-950)"] == pytest.approx(20, abs=0.1) and numbers(got)["15th percentile"] == -980
    assert got[0].doubtful and "5.0 mm" in got[0].note


@pytest.mark.parametrize("geometry", [grid((50, 60, 90), (4, 4, 4)), grid((90, 50, 60), (4, 4, 4), order=(0, 2, 1))])
def test_the_cardiothoracic_ratio(geometry: Geometry) -> None:
    right, left = ellipsoid(geometry, (-60, -20, 30), (70, 60, 80)), ellipsoid(geometry, (80, -20, 30), (70, 60, 80))
    heart = ellipsoid(geometry, (20, -30, 0), (66, 50, 50))
    one = outlined(geometry, 0.0, (right & ~heart, RIGHT_LUNG, "lung right", "right"), (left & ~heart, LEFT_LUNG, "lung left", "left"), (heart, HEART, "heart", "none"))
    got = numbers(heart_measures(one, only(one, 2)))
    assert got["Heart width"] == pytest.approx(132, abs=4) and got["Chest width"] == pytest.approx(280, abs=5)
    assert got["Cardiothoracic ratio"] == pytest.approx(132 / 280, abs=0.02)
    alone = outlined(geometry, 0.0, (heart, HEART, "heart", "none"))
    assert heart_measures(alone, only(alone)) == []


def test_the_evans_index() -> None:
    geometry = grid((50, 90, 70), (3, 2, 2))
    brain = ellipsoid(geometry, (10, -20, 30), (64, 84, 70))
    horns = ellipsoid(geometry, (-8, -62, 38), (8, 14, 9)) | ellipsoid(geometry, (28, -62, 38), (8, 14, 9))
    bodies = ellipsoid(geometry, (-6, 0, 38), (6, 60, 12)) | ellipsoid(geometry, (26, 0, 38), (6, 60, 12))
    temporal = ellipsoid(geometry, (-40, -5, 8), (6, 14, 6)) | ellipsoid(geometry, (60, -5, 8), (6, 14, 6))  # wider, but no frontal horns
    one = outlined(geometry, 30.0, (brain, Code("SCT", "12738006", "Brain"), "brain", "none"), (horns | bodies | temporal, Code("SCT", "35764002", "Brain ventricle"), "ventricles", "none"))
    got = numbers(ventricle_measures(one, only(one, 1)))
    skull = 2 * 64 * np.sqrt(1 - (8 / 70) ** 2)
    assert got["Evans index"] == pytest.approx(52 / skull, abs=0.03)


def test_fat_and_muscle_of_a_slice() -> None:
    geometry = grid((20, 100, 100), (5, 2, 2))
    body, core = ellipsoid(geometry, (10, -20, 30), (80, 80, 300)), ellipsoid(geometry, (10, -20, 30), (60, 60, 300))
    values = np.where(core, 55.0, np.where(body, -100.0, -1000.0))
    fat = (body & ~core, Code("SCT", "67769002", "Subcutaneous fat"), "subcutaneous fat", "none")
    one = outlined(geometry, values, (body, BODY, "body", "none"), fat)
    got = numbers(slice_composition(one, only(one), 30.0, "Here."))
    assert got["Fat area"] == pytest.approx(np.pi * (8**2 - 6**2), rel=0.02) == got["Subcutaneous fat area"]
    assert got["Inner fat area"] == 0 and got["Area as dense as muscle"] == pytest.approx(np.pi * 36, rel=0.02)
    muscle = outlined(geometry, values, (body, BODY, "body", "none"), (core, Code("SCT", "127954009", "Skeletal muscle"), "muscle", "none"))
    assert numbers(slice_composition(muscle, only(muscle), 30.0, "Here."))["Muscle area"] == pytest.approx(np.pi * 36, rel=0.02)
    mark = SpineLabel("m", "series", "frame", ((10.0, 0.0, 30.0),), ME, label="L3")
    rows = measure_outline(one, "s0", 1, no_tick, [mark])
    assert "named by the reader" in next(row.note for row in rows if row.name == "Fat area")
    assert "Fat area" not in {row.name for row in measure_outline(one, "s0", 1, no_tick)}


def test_an_empty_segment_has_nothing_to_measure_and_one_voxel_has() -> None:
    geometry = grid((6, 6, 6))
    single = np.zeros(geometry.shape_kji, bool)
    with pytest.raises(KnownError, match="empty"):
        measure_outline(outlined(geometry, 5.0, (single, LIVER, "liver", "none")), "s0", 1, no_tick)
    single[0, 5, 0] = True
    got = measure_outline(outlined(geometry, 5.0, (single, LIVER, "liver", "none")), "s0", 1, no_tick)
    assert numbers(got)["Volume"] == pytest.approx(1.5 * 0.9 * 1.1 / 1000) and got[0].doubtful


def test_height_counts_whole_voxels() -> None:
    geometry = grid((20, 8, 8), (2.5, 1, 1))
    solid = np.zeros(geometry.shape_kji, bool)
    solid[4:14, 2:5, 2:5] = True
    one = outlined(geometry, 0.0, (solid, LIVER, "liver", "none"))
    assert height_mm(only(one)) == pytest.approx(25)


def test_the_splenic_index_takes_the_thickness_and_says_when_it_is_cut_off() -> None:
    geometry = grid((60, 90, 90), (2, 1.2, 1.2))
    bent = ellipsoid(geometry, (10, -20, 30), (40, 40, 45)) & ~ellipsoid(geometry, (10, -45, 30), (36, 40, 60))
    spleen = Code("SCT", "78961009", "Spleen")
    one = outlined(geometry, 50.0, (bent, spleen, "spleen", "none"))
    rows = {row.name: row for row in measure_outline(one, "s0", 1, no_tick)}
    index = rows["Splenic index"]
    assert index.quantity is not None and rows["Short axis (axial)"].quantity is not None and rows["Long axis (axial)"].quantity is not None
    naive = rows["Long axis (axial)"].quantity.value * rows["Short axis (axial)"].quantity.value * rows["Height"].quantity.value / 1000  # type: ignore[union-attr]
    assert index.quantity.value < 0.9 * naive and not index.doubtful
    half = bent.copy()
    half[:30] = False
    cut_short = outlined(geometry, 50.0, (np.roll(half, -30, axis=0), spleen, "spleen", "none"))
    said = {row.name: row for row in measure_outline(cut_short, "s0", 1, no_tick)}
    assert said["Splenic index"].doubtful and said["Volume"].doubtful and "edge of the pictures" in said["Volume"].note
