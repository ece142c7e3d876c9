"""Real world values: what the stored numbers of a parametric map measure, and in which unit (DICOM PS3.3 C.7.6.16.2.11)."""

from __future__ import annotations

from dataclasses import dataclass

from pydicom.dataset import Dataset

from viewer.dicom.groups import Groups
from viewer.dicom.headers import items, number, text

PARAMETRIC_MAP = "1.2.840.10008.5.1.4.1.1.30"
_SHORT = {"[hnsf'U]": "HU", "{SUVbw}g/ml": "SUVbw", "{SUVlbm}g/ml": "SUVlbm", "{SUVbsa}cm2/ml": "SUVbsa", "1": "raw"}


@dataclass(frozen=True, slots=True)
class RealWorld:
    """Stored value * `slope` + `intercept` is the value in `unit`; `others` are further units with their factors."""

    slope: float
    intercept: float
    unit: str
    others: tuple[tuple[str, float], ...] = ()
    oddities: tuple[str, ...] = ()


def real_world_values(dataset: Dataset, groups: Groups) -> RealWorld | None:
    """The first linear mapping of a frame; None where the header gives none.

    Further linear mappings without intercept become other units of it.
    """
    found = next(
        (rows for place in (groups.own, groups.shared, dataset) if (rows := items(place, "RealWorldValueMappingSequence"))), []
    )
    linear = [row for row in found if number(row, "RealWorldValueSlope")]
    if not linear:
        sentence = "The map's values need a lookup table, which this version does not apply; stored numbers are shown."
        return RealWorld(1.0, 0.0, "raw", (), (sentence,)) if found else None
    (slope, intercept, unit), *rest = (_mapping(row) for row in linear)
    others = tuple((name, factor / slope) for factor, start, name in rest if start == intercept == 0 and name not in ("raw", unit))
    return RealWorld(slope, intercept, unit, others)


def _mapping(row: Dataset) -> tuple[float, float, str]:
    return number(row, "RealWorldValueSlope") or 1.0, number(row, "RealWorldValueIntercept") or 0.0, _unit(row)


def _unit(row: Dataset) -> str:
    """The unit as it is said: a UCUM code is short and plain, of other schemes the meaning."""
    for code in items(row, "MeasurementUnitsCodeSequence"):
        value = text(code, "CodeValue")
        if value in _SHORT:
            return _SHORT[value]
        is_ucum = text(code, "CodingSchemeDesignator") == "UCUM"
        return (value if is_ucum else text(code, "CodeMeaning")) or value or "raw"
    return "raw"
