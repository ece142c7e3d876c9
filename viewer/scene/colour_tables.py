"""Colours of segments: distinguishable with any colour vision, and stable from run to run."""

from __future__ import annotations

import math

from viewer.case.segmentation import Label

Colour = tuple[int, int, int]

# Okabe and Ito, "Color Universal Design" (2008), without black and in the order that differs most on grey.
OKABE_ITO: tuple[Colour, ...] = (
    (230, 159, 0),
    (86, 180, 233),
    (0, 158, 115),
    (240, 228, 66),
    (213, 94, 0),
    (0, 114, 178),
    (204, 121, 167),
)
LEAST_LUMINANCE = 0.1
"""Of a colour on black: (0.1 + 0.05) / 0.05 is a contrast of 3 : 1."""
_GOLDEN_TURN = (3 - math.sqrt(5)) / 2


def label_colour(number: int) -> Colour:
    """The colour of label `number` (1, 2, ...): Okabe-Ito first, then a wheel of even lightness."""
    if 1 <= number <= len(OKABE_ITO):
        return OKABE_ITO[number - 1]
    return _wheel((number * _GOLDEN_TURN) % 1.0, 0.74 if number % 2 else 0.62)


def colour_of(label: Label) -> Colour:
    """The colour that the reader, or the file that it came in, gave a segment, as far as it is seen; else that of its number."""
    return label_colour(label.number) if label.colour is None else readable(label.colour)


def readable(colour: Colour) -> Colour:
    """A colour that is seen on black: a darker one is mixed with white until it has a contrast of 3 : 1 (WCAG 2, 1.4.11)."""
    for part in range(101):
        mixed = tuple(round(255 - (255 - channel) * (100 - part) / 100) for channel in colour)
        if _luminance(mixed) >= LEAST_LUMINANCE:
            break
    red, green, blue = mixed
    return red, green, blue


def _luminance(colour: tuple[int, ...]) -> float:
    """Relative luminance, WCAG 2.2."""
    linear = [part / 255 / 12.92 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _wheel(turn: float, lightness: float, chroma: float = 0.12) -> Colour:
    """Oklab (Ottosson 2020) polar coordinates -> sRGB."""
    a, b = chroma * math.cos(2 * math.pi * turn), chroma * math.sin(2 * math.pi * turn)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    red, green, blue = (round(255 * _gamma(min(max(value, 0.0), 1.0))) for value in linear)
    return red, green, blue


def _gamma(linear: float) -> float:
    return 12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055
