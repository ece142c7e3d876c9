"""Shades along the window's curve, against pydicom's functions."""

from dataclasses import replace

import numpy as np
import pytest
from pydicom.dataset import Dataset
from pydicom.pixels.processing import apply_voi, apply_windowing

from viewer.case.volume import Lut, Plane, Stack, VoiFunction, Window
from viewer.scene.windows import is_dark_high, presets, to_grey


def windowed(function: str, centre: float, width: float) -> Dataset:
    dataset = Dataset()
    dataset.PhotometricInterpretation, dataset.BitsStored, dataset.PixelRepresentation = "MONOCHROME2", 16, 1
    dataset.WindowCenter, dataset.WindowWidth, dataset.VOILUTFunction = centre, width, function
    return dataset


@pytest.mark.parametrize("function", ["linear", "linear_exact", "sigmoid"])
@pytest.mark.parametrize(("centre", "width"), [(40, 400), (-600, 1500), (2048, 4096), (0, 100), (10.5, 30)])
def test_curves_are_those_of_the_standard(function: VoiFunction, centre: float, width: float):
    values = np.arange(-3000, 3000, 7, dtype=np.int16)
    expected = apply_windowing(values.astype(np.float64), windowed(function.upper(), centre, width))
    expected = (expected + 32768) / 65535 * 255
    for given in (values, values.astype(np.float32)):
        ours = to_grey(given, Window(centre, width, "", function))
        assert np.abs(ours - expected).max() <= 0.51


def test_linear_with_a_width_of_one_is_a_step():
    shades = to_grey(np.array([8, 9, 10, 11], np.int16), Window(10, 1, "", "linear"))
    assert list(shades) == [0, 0, 255, 255]


def test_a_table_is_followed_and_continues_beyond_its_ends():
    entries = tuple(int(4095 * (n / 255) ** 2) for n in range(256))
    dataset = Dataset()
    item = Dataset()
    item.add_new(0x00283002, "US", [256, 100, 12])
    item.add_new(0x00283006, "US", list(entries))
    dataset.VOILUTSequence = [item]
    values = np.arange(0, 600, dtype=np.int16)
    expected = apply_voi(values, dataset) / 4095 * 255
    ours = to_grey(values, Window(228, 256, "", "linear_exact", Lut(100, entries, 12)))
    assert np.abs(ours - expected).max() <= 0.51
    assert np.array_equal(ours, to_grey(values.astype(np.float32), Window(228, 256, "", "linear_exact", Lut(100, entries, 12))))


def test_padding_is_black_also_where_high_values_are_dark():
    values = np.array([-2000, -1900, -100, 100], np.int16)
    shades = to_grey(values, Window(0, 400), inverted=True, padding=(-2000, -1900))
    assert list(shades[:2]) == [0, 0] and shades[2] > shades[3] > 0


def test_padding_has_no_part_in_the_automatic_window():
    pixels = np.full((2, 64, 64), -32768, np.int16)
    pixels[:, 16:48, 16:48] = np.linspace(100, 300, 32, dtype=np.int16)
    plane = Plane("1.2", 0, (0, 0, 0), (1, 0, 0), (0, 1, 0), 2.0, 10.0)
    padded = Stack("1", "2", (plane, plane), pixels, "raw", padding=(-65526.0, -65526.0))
    full = presets(padded)["0"]
    assert full.centre - full.width / 2 == pytest.approx(210, abs=20)
    assert full.centre + full.width / 2 == pytest.approx(610, abs=20)


def test_uptake_opens_from_0_to_10_whatever_window_its_file_names():
    plane = Plane("1.2", 0, (0, 0, 0), (1, 0, 0), (0, 1, 0), 0.001, 0.0)
    pixels = np.arange(4096, dtype=np.uint16).reshape(1, 64, 64)
    own = Window(16.4, 32.7, "of the file")
    keys = presets(Stack("1", "2", (plane,), pixels, "SUVbw", windows=(own,)))
    spans = {key: (window.centre - window.width / 2, window.centre + window.width / 2) for key, window in keys.items()}
    assert spans["1"] == (0, 10) and spans["3"] == (0, 5) and spans["4"] == (0, 7) and spans["6"] == (0, 20)
    assert own not in keys.values() and set(keys) == set("1234567890")
    activity = presets(Stack("1", "2", (plane,), pixels, "Bq/ml", windows=(own,)))
    assert activity["1"] == own


def test_high_uptake_is_dark():
    plane = Plane("1.2", 0, (0, 0, 0), (1, 0, 0), (0, 1, 0))
    uptake = Stack("1", "2", (plane,), np.zeros((1, 4, 4), np.uint16), "SUVbw")
    assert is_dark_high(uptake) and not is_dark_high(replace(uptake, unit="Bq/ml"))
    assert is_dark_high(replace(uptake, unit="raw", inverted=True))


def stack_of(pixels: np.ndarray, unit: str = "raw", *windows: Window) -> Stack:
    planes = tuple(Plane(f"1.{k}", 0, (0, 0, k), (1, 0, 0), (0, 1, 0)) for k in range(len(pixels)))
    return Stack("1", "2", planes, pixels, unit, windows=windows)


def test_a_picture_of_background_and_a_little_else_opens_on_that():
    pixels = np.zeros((2, 256, 256), np.int16)
    pixels[:, 128, 100:110] = 700  # under a hundredth, and the percentiles coincide
    for found in (presets(stack_of(pixels)), presets(stack_of(pixels[:, ::2, ::2]))):
        for key in ("1", "2", "0"):
            assert (found[key].centre, found[key].width) == (350, 700), key
    one = presets(stack_of(np.full((1, 8, 8), 7, np.int16)))["1"]
    assert (one.centre, one.width) == (7, 1)


def test_a_window_of_the_file_that_shows_nothing_is_not_the_first():
    pixels = np.linspace(1000, 5000, 4096, dtype=np.int16).reshape(1, 64, 64)
    for wrong in (Window(100, 50), Window(30_000, 100)):
        found = presets(stack_of(pixels, "raw", wrong))
        assert found["1"] == found["2"] and found["1"].width > 3000
        assert presets(stack_of(pixels, "HU", wrong))["1"] == found["2"], "soft tissue would be white too"
    assert presets(stack_of(pixels, "raw", Window(2000, 100)))["1"] == Window(2000, 100)
    assert presets(stack_of(pixels - 3000, "HU", Window(9000, 100)))["1"].name == "soft tissue"
