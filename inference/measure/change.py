"""How a lesion changed between two studies: differences, doubling time, and a state by thresholds with their source."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from inference.report.lexicon import lung_codes
from viewer.case.finding import Finding, Quantity
from viewer.case.terms import NODULE, Code

STATES = ("new", "larger", "stable", "smaller", "resolved", "not comparable")
LYMPH_NODE = Code("SCT", "59441001", "Lymph node")
LYMPHADENOPATHY = Code("SCT", "30746006", "Lymphadenopathy")
NODULE_VOLUME_SHARE = 0.25
"""BTS guideline, Callister, Thorax 2015;70 Suppl 2:ii1: less is no significant change of a nodule's volume."""
NODULE_MEAN_MM = 2.0
"""Fleischner Society, Bankier, Radiology 2017;285:584: less in mean diameter cannot be told from measurement error."""
GROWN_SHARE, GROWN_MM, SHRUNK_SHARE = 0.20, 5.0, 0.30
"""RECIST 1.1, Eisenhauer, Eur J Cancer 2009;45:228: progression and response of a sum, here of one lesion."""
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Delta:
    """What changed. Numbers are None where one of both studies does not have them; `rule` says by what the state is.

    `doubling_days` is for what grew only: t ln 2 / ln(V2 / V1), from volumes, else from the long axes cubed (Schwartz,
    Cancer 1961;14:1272).
    """

    state: str
    rule: str
    days: int | None
    change_mm: float | None = None
    change_percent: float | None = None
    change_ml: float | None = None
    volume_percent: float | None = None
    doubling_days: float | None = None


def days_between(earlier: str, later: str) -> int | None:
    """Whole days between two DICOM dates; None where one is no date."""
    try:
        first, last = (date(int(day[:4]), int(day[4:6]), int(day[6:8])) for day in (earlier, later))
    except ValueError:
        return None
    return (last - first).days


def axis_of(finding: Finding) -> str:
    """What is followed of a lesion: the short axis of a lymph node, the long axis of anything else (RECIST 1.1)."""
    is_node = finding.what == LYMPHADENOPATHY or LYMPH_NODE in (finding.what, finding.where)
    return "short_axis" if is_node else "long_axis"


def delta_of(finding: Finding, now: Sequence[Quantity], then: Sequence[Quantity], days: int | None) -> Delta:
    """The change of a lesion that both studies have; `finding` says what it is."""
    axis = axis_of(finding)
    new_mm, old_mm = _value(now, axis, "mm"), _value(then, axis, "mm")
    new_ml, old_ml = _value(now, "volume", "ml"), _value(then, "volume", "ml")
    new_mean, old_mean = _mean_mm(now), _mean_mm(then)
    if new_mm is None or old_mm is None:
        return Delta("not comparable", f"No {axis.replace('_', ' ')} in both studies.", days)
    if _source(now, axis) != _source(then, axis):
        return Delta("not comparable", "The millimetres of both studies stand on different things.", days)
    if _is_lung_nodule(finding) and new_ml is not None and old_ml is not None and old_ml > 0:
        state = _by_volume(new_ml / old_ml, (new_mean or new_mm) - (old_mean or old_mm))
        rule = "Volume by at least 25 % (BTS 2015)."
    elif _is_lung_nodule(finding):
        state = _sign((new_mean or new_mm) - (old_mean or old_mm), NODULE_MEAN_MM)
        rule = "Mean diameter by at least 2 mm (Fleischner 2017)."
    else:
        state, rule = _by_axis(new_mm, old_mm), "Axis by +20 % and 5 mm, or -30 % (RECIST 1.1)."
    return Delta(
        state, rule, days, new_mm - old_mm, _percent(new_mm, old_mm),
        None if new_ml is None or old_ml is None else new_ml - old_ml, _percent(new_ml, old_ml),
        _doubling(new_ml, old_ml, days) if new_ml is not None and old_ml is not None else _doubling(new_mm**3, old_mm**3, days),
    )  # fmt: skip


def _by_volume(ratio: float, growth_mm: float) -> str:
    """Both must go the same way: a volume that grew while the diameter shrank is a matter of outlines."""
    if ratio >= 1 + NODULE_VOLUME_SHARE and growth_mm > 0:
        return "larger"
    return "smaller" if ratio <= 1 - NODULE_VOLUME_SHARE and growth_mm < 0 else "stable"


def _by_axis(new_mm: float, old_mm: float) -> str:
    if new_mm >= (1 + GROWN_SHARE) * old_mm - ROUNDING and new_mm - old_mm >= GROWN_MM - ROUNDING:
        return "larger"
    return "smaller" if new_mm <= (1 - SHRUNK_SHARE) * old_mm + ROUNDING else "stable"


def _sign(growth_mm: float, least_mm: float) -> str:
    return "stable" if abs(growth_mm) < least_mm - ROUNDING else "larger" if growth_mm > 0 else "smaller"


def _is_lung_nodule(finding: Finding) -> bool:
    return finding.what == NODULE and finding.where in lung_codes()


def _value(rows: Sequence[Quantity], kind: str, unit: str) -> float | None:
    return next((row.value for row in rows if row.kind == kind and row.unit == unit), None)


def _source(rows: Sequence[Quantity], kind: str) -> str:
    return next((row.mm_from for row in rows if row.kind == kind), "")


def _mean_mm(rows: Sequence[Quantity]) -> float | None:
    long, short = _value(rows, "long_axis", "mm"), _value(rows, "short_axis", "mm")
    return None if long is None or short is None else (long + short) / 2


def _percent(new: float | None, old: float | None) -> float | None:
    return None if new is None or old is None or old <= 0 else 100 * (new / old - 1)


def _doubling(new: float, old: float, days: int | None) -> float | None:
    return days * math.log(2) / math.log(new / old) if days and days > 0 and new > old > 0 else None
