"""Colours of segments: those that were chosen, as far as they are seen on black."""

from hypothesis import given
from hypothesis import strategies as st

from viewer.case.segmentation import Label
from viewer.case.terms import UNSPECIFIED_SITE
from viewer.scene.colour_tables import OKABE_ITO, colour_of, readable


def contrast_on_black(colour):
    linear = [part / 255 / 12.92 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in colour]
    return (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05) / 0.05


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_every_colour_is_seen_on_black_and_a_bright_one_stays_as_it_is(colour):
    shown = readable(colour)
    assert contrast_on_black(shown) >= 3.0
    if contrast_on_black(colour) >= 3.0:
        assert shown == colour


def test_dark_blue_becomes_a_lighter_blue():
    red, green, blue = readable((0, 0, 139))
    assert blue > 139 and blue > 1.2 * max(red, green)


def test_a_chosen_colour_goes_before_the_one_of_the_number():
    plain = Label(1, "liver", UNSPECIFIED_SITE)
    assert colour_of(plain) == OKABE_ITO[0]
    assert colour_of(Label(1, "liver", UNSPECIFIED_SITE, colour=(216, 101, 79))) == (216, 101, 79)
