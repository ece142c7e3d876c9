"""What a network is shown: every step against its formula, the patient found, nothing of the volume moved."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from inference.packs.recipe import Step
from inference.phantom.plan import TorsoPlan
from inference.phantom.torso import make_torso
from inference.segmentation.network_grid import NetworkGrid
from inference.segmentation.preprocess import Intensity, Planes, patient_box, resample
from viewer.case.geometry import Geometry
from viewer.case.progress import no_tick
from viewer.case.volume import Volume

RAW = np.random.default_rng(1).integers(-1000, 1500, (6, 7, 8)).astype(np.int16)
RAW[0] = 0


def applied(*steps: Step, channel: int = 0, air: float = -480.0) -> Any:
    return Intensity.fitted(steps, channel, Planes(RAW), air).apply(RAW)


def test_steps_with_numbers_of_their_own() -> None:
    v = RAW.astype(np.float64)
    assert np.allclose(applied(Step("clip", {"low": -200, "high": 300})), np.clip(v, -200, 300))
    scale = {"from_low": -57, "from_high": 164, "to_low": 0, "to_high": 1}
    assert np.allclose(applied(Step("scale", scale)), (v + 57) / 221, atol=1e-5)
    assert np.allclose(applied(Step("standardise", {"mean": 50, "sd": 120})), (v - 50) / 120, atol=1e-5)
    small = Step("scale", {"from_low": -1000, "from_high": 1500, "to_low": -1, "to_high": 2})
    w = (v + 1000) / 2500 * 3 - 1
    assert np.allclose(applied(small, Step("sigmoid", {})), 1 / (1 + np.exp(-w)), atol=1e-5)
    assert np.allclose(applied(small, Step("tanh", {"scale": 3})), 3 * np.tanh(w / 3), atol=1e-5)


@pytest.mark.parametrize(("over", "chosen"), [("all", RAW == RAW), ("nonzero", RAW != 0), ("foreground", RAW > -480)])
def test_steps_that_look_at_the_volume(over: str, chosen: Any) -> None:
    v = RAW.astype(np.float64)
    inside = v[chosen]
    expected = np.where(chosen, (v - inside.mean()) / inside.std(), 0)
    assert np.allclose(applied(Step("zscore", {}, over)), expected, atol=1e-4)
    low, high = inside.min(), inside.max()
    assert np.allclose(applied(Step("range", {"to_low": -1, "to_high": 1}, over)), (v - low) / (high - low) * 2 - 1, atol=1e-5)
    low, high = np.percentile(inside, (2, 98))
    expected = np.clip((v - low) / (high - low), 0, 1)
    assert np.allclose(applied(Step("percentiles", {"low": 2, "high": 98, "to_low": 0, "to_high": 1}, over)), expected, atol=1e-5)
    assert np.allclose(applied(Step("above_lowest", {}, over)), (v - inside.min()) / inside.std(), atol=1e-4)


def test_a_statistic_is_of_what_the_steps_before_left() -> None:
    clipped = np.clip(RAW.astype(np.float64), -200, 300)
    expected = (clipped - clipped.mean()) / clipped.std()
    assert np.allclose(applied(Step("clip", {"low": -200, "high": 300}), Step("zscore", {})), expected, atol=1e-4)


def test_steps_of_other_channels_are_passed_over() -> None:
    step = Step("clip", {"low": 0, "high": 1}, channels=(1,))
    assert np.array_equal(applied(step), RAW) and applied(step, channel=1).max() == 1


def test_an_even_picture_has_no_spread_and_breaks_nothing() -> None:
    flat = np.full((3, 4, 5), 7, np.int16)
    for step in (Step("zscore", {}), Step("range", {"to_low": 0, "to_high": 1}), Step("above_lowest", {}), Step("zscore", {}, "foreground")):
        assert np.isfinite(Intensity.fitted((step,), 0, Planes(flat), 100.0).apply(flat)).all()


@pytest.mark.parametrize("up", [0, 1, 2])
def test_the_patient_is_found_and_the_table_is_not(up: int) -> None:
    """Whichever array axis runs along the body."""
    plan = TorsoPlan(lesions=()).coarse(4.0)
    torso = make_torso(plan, no_tick)
    order = [(0, 1, 2), (1, 0, 2), (1, 2, 0)][up]
    voxels = np.ascontiguousarray(torso.voxels_hu.transpose(order))
    matrix = plan.geometry.matrix[:, [*order, 3]]
    volume = Volume("s", Geometry.from_matrix(voxels.shape, matrix, "f"), voxels, Path(), "HU")
    box = patient_box(volume, "CT", no_tick)
    labels = torso.labels.transpose(order)
    body = (labels > 0) & (labels != 15)
    found = [np.flatnonzero(body.any(axis=tuple(n for n in range(3) if n != axis)))[[0, -1]] for axis in range(3)]
    for part, (low, high), size in zip(box, found, voxels.shape, strict=True):
        assert part.start <= max(0, low - 2) and part.stop >= min(size, high + 3)
        assert part.start >= low - 9 and part.stop <= high + 10
    assert np.prod([part.stop - part.start for part in box]) < 0.75 * voxels.size


def test_without_a_patient_or_with_other_pictures_everything_is_looked_at() -> None:
    air = np.full((20, 30, 30), -1000, np.int16)
    volume = Volume("s", Geometry.from_matrix(air.shape, np.diag([3, 3, 3, 1.0]), "f"), air, Path(), "HU")
    whole = (slice(0, 20), slice(0, 30), slice(0, 30))
    assert patient_box(volume, "CT", no_tick) == whole
    assert patient_box(replace(volume, unit="SUV"), "PT", no_tick) == whole


@pytest.mark.parametrize("spacing_mm", [(1.0, 1.0, 1.0), (2.0, 2.0, 5.0), (0.9, 0.7, 1.3), (3.0, 1.0, 0.5)])
def test_a_linear_field_is_interpolated_exactly_also_in_a_part(spacing_mm: tuple[float, float, float]) -> None:
    matrix = np.array([[0, 0, -0.8, 5], [0, 1.1, 0, -7], [2.0, 0, 0, 3], [0, 0, 0, 1]])
    geometry = Geometry.from_matrix((12, 17, 20), matrix, "f")
    index = np.stack(np.meshgrid(*map(np.arange, geometry.shape_kji), indexing="ij"), -1).reshape(-1, 3)
    direction = np.array([1.3, -0.7, 2.1])
    field = (geometry.to_lps(index) @ direction).reshape(geometry.shape_kji).astype(np.float32)
    grid = NetworkGrid.of(geometry, "LPI", spacing_mm)
    box = tuple(slice(size // 4, size - size // 5) for size in grid.shape)
    doubled = Intensity.fitted((Step("scale", {"from_low": 0, "from_high": 1, "to_low": 0, "to_high": 2}),), 0, Planes(field), 0)
    for values, factor in ((None, 1), (doubled, 2)):
        got = resample(field, grid, box, values, no_tick)  # type: ignore[arg-type]
        for u in np.ndindex(got.shape):
            source = np.zeros(3)
            for axis in range(3):
                place = grid.source_places(axis, 0, grid.shape[axis])[u[axis] + box[axis].start]
                source[grid.axes[axis]] = np.clip(place, 0, geometry.shape_kji[grid.axes[axis]] - 1)
            if u[0] % 3 == u[1] % 2 == 0:
                assert got[u] == pytest.approx(factor * float(geometry.to_lps([source])[0] @ direction), abs=2e-3)
