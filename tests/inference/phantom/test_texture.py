import numpy as np
import pytest

from inference.phantom.shapes import grid_frame
from inference.phantom.texture import Mottle, ScannerNoise


def test_noise_has_the_deviation_and_the_grain_of_a_soft_kernel() -> None:
    noise = ScannerNoise.of(5, (256, 256), (0.74, 0.74)).slice_of(3)
    assert noise.std() == pytest.approx(1, abs=0.03) and abs(noise.mean()) < 0.02
    # A soft-tissue kernel correlates neighbours 1 mm apart by about a half; white noise would give 0.
    neighbours = float((noise[:, 1:] * noise[:, :-1]).mean())
    assert 0.4 < neighbours < 0.8


def test_noise_of_a_slice_does_not_depend_on_the_others() -> None:
    one, two = (ScannerNoise.of(5, (64, 64), (1.0, 1.0)) for _ in range(2))
    two.slice_of(1)
    assert np.array_equal(one.slice_of(2), two.slice_of(2))
    assert not np.array_equal(one.slice_of(2), one.slice_of(3))


def test_mottle_is_smooth_and_of_known_strength() -> None:
    mottle = Mottle.of(np.random.default_rng(2), 6.0, (0.0, 0.0, 0.0), (120.0, 120.0, 40.0))
    axis = np.arange(0, 120, 1.0)
    field = mottle.at(grid_frame(axis, axis, np.arange(0, 40, 2.0)))
    assert field.std() == pytest.approx(1, abs=0.15)
    assert np.abs(np.diff(field, axis=2)).max() < 1.6  # white noise would reach 6
