"""Which way a radiograph lies, and whether drawings lie over it, as its header says."""

import pytest
from pydicom.dataset import Dataset

from viewer.case.progress import no_tick
from viewer.dicom.decode import Decoder
from viewer.dicom.film import letters_of
from viewer.dicom.load import load
from viewer.dicom.scan import scan


@pytest.mark.parametrize(
    ("said", "letters"),
    [(["L", "F"], ("L", "F")), (["a", "fl"], ("A", "FL")), (["", "F"], ("", "")), (["L"], ("", "")), (["X", "F"], ("", ""))],
)
def test_letters_are_two_known_directions_or_none(said, letters):
    dataset = Dataset()
    dataset.PatientOrientation = said
    assert letters_of(dataset) == letters
    assert letters_of(Dataset()) == ("", "")


def test_a_mammogram_says_where_it_runs_to_and_that_it_is_drawn_on(real_data, tmp_path):
    found = scan([real_data / "xray/mg_overlay_out_of_bounds.dcm"], no_tick)
    with Decoder() as decoder:
        stack = load(found.series[0], found.instances, tmp_path, decoder, no_tick).stack
        again = load(found.series[0], found.instances, tmp_path, decoder, no_tick).stack
    assert stack.overlaid and again.overlaid
    assert stack.orientation_letters == again.orientation_letters == ("R", "P")
