"""Recommended display colours, against highdicom's conversion."""

from pathlib import Path

import numpy as np
import pytest
from highdicom.color import CIELabColor
from hypothesis import given
from hypothesis import strategies as st

from viewer.dicom.cielab import cielab_of, rgb_of
from viewer.dicom.read_seg import read_seg

colours = st.tuples(*[st.integers(0, 255)] * 3)


@given(colours)
def test_colours_come_back_as_they_were_and_are_those_of_a_second_writer(colour):
    assert rgb_of(cielab_of(colour)) == colour
    assert np.abs(np.array(cielab_of(colour)) - np.array(CIELabColor.from_rgb(*colour).value)).max() <= 40, "of 65535"


@given(st.tuples(*[st.integers(0, 65535)] * 3))
def test_any_value_is_the_nearest_colour_of_a_screen(value):
    theirs = np.clip(np.array(CIELabColor.from_dicom_value(value).to_rgb(clip=True)), 0, 255)
    assert np.abs(np.array(rgb_of(value)) - theirs).max() <= 1


@pytest.mark.parametrize("value", [(), (1, 2), (1, 2, 3, 4), (-1, 0, 0), (0, 0, 70000)])
def test_what_is_no_colour_is_none(value):
    assert rgb_of(value) is None


def test_segments_of_another_maker_have_the_colours_it_recommends(real_data: Path):
    found = read_seg(real_data / "derived" / "dcmqi_ct_seg" / "seg_partial_overlaps.dcm")
    assert {segment.name: segment.colour for segment in found.segments} == {
        "GREEN": (128, 174, 128),
        "ORANGE": (216, 101, 79),
        "PURPLE": (183, 156, 220),
        "LIGHT_BLUE": (140, 224, 228),
        "DARK_BLUE": (0, 151, 206),
    }
