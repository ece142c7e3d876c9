"""Colour tables for greys, against the files of a second implementation."""

import colorsys

import numpy as np
import pytest
from pydicom import dcmread
from pydicom.data import get_palette_files
from pydicom.pixels import apply_color_lut

from viewer.scene.palettes import PALETTES

FILES = {
    "hot iron": "hotiron", "PET": "pet", "PET 20 step": "pet20step", "hot metal blue": "hotmetalblue", "spring": "spring", "summer": "summer",
    "fall": "fall", "winter": "winter",
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_tables_are_those_of_the_standard(name: str) -> None:
    dataset = dcmread(get_palette_files(f"{FILES[name]}.dcm")[0])
    assert np.array_equal(PALETTES[name], apply_color_lut(np.arange(256, dtype=np.uint8), dataset))


def test_the_rainbow_runs_from_blue_to_red_in_equal_steps_of_hue() -> None:
    hues = [colorsys.rgb_to_hsv(*(colour / 255)) for colour in PALETTES["rainbow"].astype(float)]
    assert np.allclose([hue for hue, _, _ in hues], np.linspace(2 / 3, 0, 256), atol=0.003)
    assert all(saturation == value == 1 for _, saturation, value in hues)


def test_every_table_has_a_colour_for_every_grey() -> None:
    for name, table in PALETTES.items():
        assert table.shape == (256, 3) and table.dtype == np.uint8
        assert len(np.unique(table, axis=0)) == 20 if name == "PET 20 step" else len(np.unique(table, axis=0)) > 190
