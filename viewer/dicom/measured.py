"""Numbers of a measurement report as quantities: our kinds and units where they mean the same, else their own names."""

from __future__ import annotations

import math

from viewer.case.finding import UCUM, Quantity
from viewer.case.terms import Code
from viewer.dicom.content_tree import Item

DERIVATION = Code("DCM", "121401", "Derivation")
_KINDS = {
    Code("SCT", "103339001", ""): "long_axis", Code("SCT", "103340004", ""): "short_axis",
    Code("SCT", "410668003", ""): "length", Code("DCM", "121206", "Distance"): "length",
    Code("SCT", "42798000", ""): "area", Code("SCT", "118565006", ""): "volume", Code("SCT", "246205007", ""): "count",
}  # fmt: skip
"""Concepts of PS3.16 CID 7469 and 7470 that mean one of our kinds."""
_STATISTICS = {Code("SCT", "373098007", "Mean"): "mean", Code("SCT", "386136009", "Standard Deviation"): "sd"}
_INTENSITIES = (Code("DCM", "112031", "Attenuation Coefficient"), Code("DCM", "110852", "MR signal intensity"))
_UNITS = {
    **{ucum.lower(): (unit, 1.0) for unit, ucum in UCUM.items()},
    "cc": ("ml", 1.0), "cm3": ("ml", 1.0), "mm3": ("ml", 0.001), "cm2": ("mm²", 100.0), "l": ("ml", 1000.0), "m": ("mm", 1000.0), "um": ("mm", 0.001),
}  # fmt: skip
"""UCUM units, lower case -> a key of `UCUM` and what one of it is there."""
_UNITS_OF = {
    **dict.fromkeys(("long_axis", "short_axis", "length"), ("mm", "cm")),
    "area": ("mm²",), "volume": ("ml",), "count": ("count", "raw"), "mean": ("HU", "raw", "%"), "sd": ("HU", "raw", "%"),
}  # fmt: skip


def quantity_of(item: Item) -> Quantity | None:
    """The number of a NUM item, as the file says it; None where it has none."""
    value = item.number
    if value is None or not math.isfinite(value) or item.name is None:
        return None
    derivation = next((child.code for child in item.named(DERIVATION) if child.code), None)
    ucum = item.unit.value if item.unit and item.unit.scheme == "UCUM" else ""
    unit, factor = _UNITS.get(ucum.lower(), ("", 1.0))
    kind = _KINDS.get(item.name, "") if derivation is None else ""
    if item.name in _INTENSITIES and derivation is not None:
        kind = _STATISTICS.get(derivation, "")
    if kind and unit in _UNITS_OF[kind]:
        return Quantity(kind, value * factor, "count" if kind == "count" else unit)
    own_unit = ucum or (item.unit.meaning if item.unit else "1")
    name = item.meaning if derivation is None else f"{item.meaning}, {derivation.meaning.lower()}"
    reader_unit = next((ours for ours, theirs in UCUM.items() if theirs == own_unit), own_unit)
    return Quantity(name, value, reader_unit, item.name, derivation)


def length_mm(quantity: Quantity) -> float | None:
    """A length in mm, whatever its name; None for other quantities."""
    return {"mm": quantity.value, "cm": quantity.value * 10}.get(quantity.unit)
