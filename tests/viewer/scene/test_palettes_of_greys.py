"""Colour tables for greys, against the files of a second implementation."""

import numpy as np
import pytest
from pydicom import dcmread
from pydicom.data import get_palette_files

from viewer.scene.palettes import PALETTES


@pytest.mark.parametrize(("name", "file"), [("hot iron", "hotiron.dcm"), ("PET", "pet.dcm")])
def test_tables_are_those_of_the_standard(name: str, file: str) -> None:
    dataset = dcmread(get_palette_files(file)[0])
    theirs = [np.frombuffer(dataset[f"{channel}PaletteColorLookupTableData"].value, np.uint8)[:256] for channel in ("Red", "Green", "Blue")]
    assert np.array_equal(PALETTES[name], np.stack(theirs, axis=1))


def test_every_table_has_a_colour_for_every_grey() -> None:
    for table in PALETTES.values():
        assert table.shape == (256, 3) and table.dtype == np.uint8 and len(np.unique(table, axis=0)) > 200
