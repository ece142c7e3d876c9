"""How values, windows and lengths read on an image and beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from viewer.case.calibration import BY_READER, ESTIMATED, MM_FROM, mm_source
from viewer.case.finding import Quantity
from viewer.case.measurement import Drawn
from viewer.case.subtraction import Subtraction
from viewer.case.volume import Value, Window


class Translate(Protocol):
    """From a text to the reader's language, with values in its braces."""

    def __call__(self, text: str, /, **values: object) -> str: ...


def untranslated(text: str, /, **values: object) -> str:
    return text.format(**values) if values else text


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


def quantity_text(quantity: Quantity) -> str:
    """``12.3 mm``, ``≈ 12.3 mm``, ``84 px``, ``4.12 cm²``, ``34.2°``, ``-8.1 HU``."""
    if quantity.mm_from in ESTIMATED:
        return f"≈ {quantity_text(replace(quantity, mm_from=''))}"
    value, unit = quantity.value, quantity.unit
    match unit:
        case "mm":
            return f"{value:.1f} mm"
        case "mm²":
            return f"{value:.1f} mm²" if value < 100 else f"{value / 100:.2f} cm²"
        case "px" | "px²" | "count":
            return f"{value:.0f} {'pixels' if unit == 'count' else unit}"
        case "°":
            return f"{value:.1f}°"
        case "HU":
            return f"{value:.0f} HU" if quantity.kind != "mean" else f"{value:.1f} HU"
        case "raw":
            return number_text(value) if quantity.kind != "sd" else f"{value:.3g}"
    if unit.startswith("SUV"):
        return f"{value:.2f} {unit}"
    return f"{number_text(value)} {unit}"


def drawn_text(
    record: Drawn, quantities: Sequence[Quantity], in_colour: bool = False, in_short: bool = False, tr: Translate = untranslated
) -> tuple[str, ...]:
    """The lines beside a thing drawn: what the reader calls it, its numbers, and what its millimetres stand on.

    `in_short` leaves out all but the first numbers of a region. Never a millimetre without saying where it comes from: ``≈ 12.3 mm (detector)``, ``50.0 mm (calibrated by Meier)``.
    """
    found = {row.kind: row for row in quantities}
    lines = []
    if "long_axis" in found:
        long, short = found["long_axis"], found["short_axis"]
        lines.append(f"{quantity_text(long).split(' ')[0]} × {quantity_text(short)}")
    elif quantities:
        lines.append(quantity_text(quantities[0]))
    if lines and quantities[0].unit not in ("°", "px", "px²") and "value" not in found:
        source = mm_source(record.spacing_source)
        lines[0] = f"{'≈ ' if record.spacing_source in ESTIMATED else ''}{lines[0]}{f' ({source})' if source else ''}"
    if record.kind == "probe" and in_colour:
        lines.append(tr("colour: no value"))
    if "area" in found:
        lines += _pixel_lines(found, tr)[: 1 if in_short else None] or ([tr("colour: no values")] if in_colour else [])
    return (*([record.label] if record.label else []), *lines)


def _pixel_lines(found: dict[str, Quantity], tr: Translate) -> list[str]:
    """``mean 45.1 ± 12 HU`` and ``-3 to 98``; of a PET the highest value first, and the peak."""
    if "mean" not in found:
        return []
    unit = "" if found["mean"].unit == "raw" else f" {found['mean'].unit}"
    plain = {kind: quantity_text(row).split(" ")[0] for kind, row in found.items()}
    if unit.startswith(" SUV"):
        peak = f" · {tr('peak {value}', value=plain['peak'])}" if "peak" in plain else ""
        return [f"{tr('max {value}', value=plain['maximum'])}{peak}{unit}", f"{tr('mean {value}', value=plain['mean'])} ± {plain['sd']}"]
    lowest_to_highest = tr("{lowest} to {highest}", lowest=plain["minimum"], highest=plain["maximum"])
    return [f"{tr('mean {value}', value=plain['mean'])} ± {plain['sd']}{unit}", lowest_to_highest]


def spacing_line(source: str) -> str:
    """What the millimetres of a picture stand on, for its corner; a warning where they are not the patient's."""
    if source.startswith(BY_READER):
        return f"mm {mm_source(source)}"
    if source == "none":
        return "! no mm: lengths in pixels"
    if source in ESTIMATED:
        return f"! ≈ mm on the {MM_FROM[source]}" if source == "imager" else "! ≈ mm by magnification factor"
    return f"mm from {MM_FROM[source]}" if source in MM_FROM else "mm from Pixel Spacing"


def subtraction_text(subtraction: Subtraction, frame: int, tr: Translate) -> str:
    """``! minus frame 3, moved 1 right 2 down px``: what was subtracted from a frame (from 0) before it was shown."""
    masking = subtraction.masking_of(frame)
    if masking is None:
        return f"! {tr('not subtracted')}"
    mask = masking.mask_frames or (frame - masking.back,)
    numbers = str(mask[0] + 1) if len(mask) == 1 else f"{min(mask) + 1}–{max(mask) + 1}"
    right, down = subtraction.moved_px
    shift = f", {tr('mask moved {right} / {down} px', right=f'{right:+g}', down=f'{down:+g}')}" if (right, down) != (0.0, 0.0) else ""
    return f"! {tr('minus frame {numbers}', numbers=numbers)}{shift}"
