"""Recommended display colours: CIELab as DICOM writes it, and sRGB.

The white point is D65, as in sRGB itself: so write and read those that make segmentations (dcmqi, 3D Slicer, pixelmed,
highdicom), though an ICC profile connection space would be D50 (DICOM PS3.3 C.10.7.1.1).
"""

from __future__ import annotations

from collections.abc import Sequence

RGB8 = tuple[int, int, int]
FULL = 65535
_WHITE = (0.95047, 1.0, 1.08883)
_TO_SRGB = ((3.2406, -1.5372, -0.4986), (-0.9689, 1.8758, 0.0415), (0.0557, -0.2040, 1.0570))
_FROM_SRGB = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
_CUBE, _SLOPE, _OFFSET = 0.008856, 7.787, 16 / 116


def rgb_of(value: Sequence[float]) -> RGB8 | None:
    """The colour of a Recommended Display CIELab Value, the nearest one that a screen has; None where it is none."""
    if len(value) != 3 or not all(0 <= part <= FULL for part in value):
        return None
    lightness, a, b = value[0] * 100 / FULL, *(part * 255 / FULL - 128 for part in value[1:])
    y = (lightness + 16) / 116
    xyz = [white * _cubed(part) for white, part in zip(_WHITE, (a / 500 + y, y, y - b / 200), strict=True)]
    red, green, blue = (round(255 * _gamma(min(max(_dot(row, xyz), 0.0), 1.0))) for row in _TO_SRGB)
    return red, green, blue


def cielab_of(colour: RGB8) -> list[int]:
    """The Recommended Display CIELab Value of a colour."""
    linear = [_linear(part / 255) for part in colour]
    x, y, z = (_root(_dot(row, linear) / white) for row, white in zip(_FROM_SRGB, _WHITE, strict=True))
    lightness, a, b = 116 * y - 16, 500 * (x - y), 200 * (y - z)
    return [round(part) for part in (max(lightness, 0.0) * FULL / 100, (a + 128) * FULL / 255, (b + 128) * FULL / 255)]


def _dot(row: Sequence[float], values: Sequence[float]) -> float:
    return sum(factor * value for factor, value in zip(row, values, strict=True))


def _cubed(part: float) -> float:
    return part**3 if part**3 > _CUBE else (part - _OFFSET) / _SLOPE


def _root(part: float) -> float:
    return part ** (1 / 3) if part > _CUBE else _SLOPE * part + _OFFSET


def _gamma(linear: float) -> float:
    return 12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055


def _linear(shade: float) -> float:
    return shade / 12.92 if shade <= 0.04045 else float(((shade + 0.055) / 1.055) ** 2.4)
