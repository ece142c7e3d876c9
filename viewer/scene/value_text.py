"""How values, windows and lengths read on an image and beside it."""

from __future__ import annotations

from collections.abc import Sequence

from viewer.case.calibration import ESTIMATED
from viewer.case.measurement import Ruler
from viewer.case.volume import Value, Window

MM_FROM = {
    "imager": "detector",
    "imager/magnification": "detector, magnification",
    "us_region": "ultrasound region",
    "calibrated": "calibrated",
}
"""What millimetres stand on, where that is not the Pixel Spacing of a slice."""


def value_text(value: Value, unit: str, other_units: Sequence[tuple[str, float]] = ()) -> str:
    """``40 HU``, ``4.31 SUVbw · 3.2 SUVlbm``, ``R 10  G 20  B 30``."""
    if isinstance(value, tuple):
        return "  ".join(f"{name} {part}" for name, part in zip("RGB", value, strict=True))
    said = [(value, "" if unit == "raw" else unit), *((value * factor, name) for name, factor in other_units)]
    return " · ".join(f"{number_text(much)} {name}".rstrip() for much, name in said)


def number_text(value: float) -> str:
    """Whole numbers and thousands whole, others with four figures."""
    return f"{value:.0f}" if abs(value) >= 1000 or float(value).is_integer() else f"{value:.4g}"


def window_text(window: Window) -> str:
    """``W 1500  L -600``; narrow windows, as of SUV, with figures behind the point."""
    return f"W {_shade(window.width)}  L {_shade(window.centre, window.width)}"


def _shade(value: float, width: float | None = None) -> str:
    narrow = abs(value if width is None else width) < 20
    return f"{value:.0f}" if not narrow or float(value).is_integer() else f"{value:.3g}"


def length_text(ruler: Ruler) -> str:
    """``12.3 mm``, ``≈ 12.3 mm (detector)``, ``84 px``: never a millimetre without saying where it comes from."""
    if ruler.unit != "mm":
        return f"{ruler.length:.0f} {ruler.unit}"
    source = MM_FROM.get(ruler.spacing_source)
    return f"{'≈ ' if ruler.spacing_source in ESTIMATED else ''}{ruler.length:.1f} mm{f' ({source})' if source else ''}"


def spacing_line(source: str) -> str:
    """What the millimetres of a picture stand on, for its corner; a warning where they are not the patient's."""
    if source == "none":
        return "! no mm: lengths in pixels"
    if source in ESTIMATED:
        return f"! ≈ mm on the {MM_FROM[source]}" if source == "imager" else "! ≈ mm by magnification factor"
    return f"mm from {MM_FROM[source]}" if source in MM_FROM else "mm from Pixel Spacing"
