"""Statistics after a stroke are those of a whole new measurement."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from phantom import phantom_geometry
from soak import count

from inference.measure.statistics import changed_statistics, label_statistics
from viewer.case.progress import no_tick
from viewer.case.segmentation import Label
from viewer.case.terms import LESION
from viewer.case.volume import Volume

LABELS = (Label(1, "one", LESION), Label(2, "two", LESION, "none", (4,)), Label(3, "both", LESION, "none", (1, 4)))


def test_after_random_changes_they_equal_a_new_measurement() -> None:
    random = np.random.default_rng(11)
    geometry = phantom_geometry((12, 20, 22), (4.0, 1.75, 1.5))
    values = random.integers(-900, 900, geometry.shape_kji).astype(np.int16)
    values[random.random(values.shape) < 0.05] = -2000
    volume = Volume("1.2", geometry, values, Path(), "HU", padding=(-2000, -2000))
    mask = np.zeros(geometry.shape_kji, np.uint8)
    rows = ()
    for _ in range(count(1500)):
        low = random.integers(0, [10, 18, 20])
        high = low + random.integers(1, 8, 3)
        box = tuple((int(a), int(min(b, size))) for a, b, size in zip(low, high, mask.shape, strict=True))
        there = tuple(slice(*span) for span in box)
        before, after = mask[there].copy(), mask[there].copy()
        after[random.random(after.shape) < 0.6] = random.choice([0, 0, 1, 2, 3, 4])
        rows = changed_statistics(volume, LABELS, rows, box, before, after)
        mask[there] = after
        exact = label_statistics(volume, mask, LABELS, no_tick)
        assert [row.number for row in rows] == [row.number for row in exact]
        for row, true in zip(rows, exact, strict=True):
            assert (row.volume_ml, row.mean, row.sd) == pytest.approx((true.volume_ml, true.mean, true.sd), rel=1e-6, abs=1e-6)
            assert row.centroid_lps == pytest.approx(true.centroid_lps, abs=1e-6) and row.valueless == true.valueless
            assert row.lowest in (None, true.lowest) and row.highest in (None, true.highest)
            numbers = LABELS[row.number - 1].numbers
            places = geometry.to_lps(np.argwhere(np.isin(mask, numbers)))
            assert (places >= row.box_lps[0]).all() and (places <= row.box_lps[1]).all()


def test_extremes_of_paint_on_empty_ground_are_known() -> None:
    geometry = phantom_geometry((4, 5, 6))
    values = np.arange(120, dtype=np.int16).reshape(4, 5, 6)
    volume = Volume("1.2", geometry, values, Path(), "HU")
    before, after = np.zeros((2, 2, 2), np.uint8), np.ones((2, 2, 2), np.uint8)
    (row,) = changed_statistics(volume, LABELS[:1], (), ((1, 3), (1, 3), (1, 3)), before, after)
    inside = values[1:3, 1:3, 1:3]
    assert (row.lowest, row.highest) == (inside.min(), inside.max())
