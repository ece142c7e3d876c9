"""Whether a model is meant for these pictures, and whether what it drew can be: refused or flagged, in words.

The numbers come from `inference.gate.seen`; what a model is meant for is the ``[applies]`` table of its card.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

import numpy as np

from inference.cards import BadCard, ModelCard
from inference.gate.header import REGIONS
from inference.gate.seen import AIR_HU, Seen
from inference.gate.way_round import way_round
from inference.segmentation.inputs import unit_in_words
from viewer.case.segmentation import Label, LabelStatistics
from viewer.case.study import Problem, Series

Contrast = Literal["any", "with", "without"]
NUMBERS: Mapping[str, tuple[float, float]] = {"step_mm": (0.0, 6.0), "pixel_mm": (0.0, 5.0), "height_mm": (0.0, 2500.0)}
"""Ranges of any modality, where the card says no others."""
CT_NUMBERS: Mapping[str, tuple[float, float]] = {
    "width_mm": (80.0, 700.0), "air_fraction": (0.0, 0.6), "bone_fraction": (0.0, 0.35), "noise": (0.0, 60.0)
}  # fmt: skip
_WORDS = {
    "step_mm": ("The slices are {value:.1f} mm apart", "mm"),
    "pixel_mm": ("The pixels are {value:.1f} mm wide", "mm"),
    "height_mm": ("The pictures cover {value:.0f} mm of the body's height", "mm"),
    "width_mm": ("The body is {value:.0f} mm wide on the pictures", "mm"),
    "air_fraction": ("{value:.0%} of the body is air or lung", ""),
    "bone_fraction": ("{value:.0%} of the body is bone or metal", ""),
    "noise": ("The pictures are noisy: {value:.0f} HU", "HU"),
}
_ENHANCED_ML_PER_CM, _PLAIN_ML_PER_CM = 4.0, 0.5
_REGION_SHARE = 0.1
"""Of the body's height, that a part must have to be there."""
_SHORTEST_MM = 20.0
_AIR_HU, _MORE_THAN_A_BODY_MM = -200.0, 200.0
"""A field that wide and deep has air somewhere, in a corner at least; a smaller one may lie inside a patient."""
_AORTA, _KIDNEY_CODES = "15825003", ("64033007", "9846003", "18639004")
_WITH_HU = {_AORTA: 100.0, **dict.fromkeys(_KIDNEY_CODES, 75.0)}
"""Above: contrast medium in the vessel or organ."""
_NO_TISSUE_HU = -350.0
"""A mean below it is that of more air than fat, the lightest tissue (about -100)."""
_AIRY = (
    "lung", "lobe", "air", "trachea", "bronch", "gas", "sinus", "chest", "thora", "bowel", "intestin", "colon", "stomach", "rectum", "duoden",
    "esophag", "nodule", "lesion", "opacit", "emphysema", "larynx", "pharynx", "nasal", "ear",
)  # fmt: skip
"""Words in the names of what may hold that much air."""


@dataclass(frozen=True, slots=True)
class Applies:
    """What pictures a model is meant for.

    Attributes
    ----------
    ranges : name of a number of `Seen` -> lowest and highest value.
    regions : parts of the body (`REGIONS`) of which at least one must be there; empty for any.
    contrast : whether vessels should hold contrast medium.
    """

    ranges: Mapping[str, tuple[float, float]]
    regions: tuple[str, ...] = ()
    contrast: Contrast = "any"


@dataclass(frozen=True, slots=True)
class Judgement:
    """`problems` may hold refusals; `score` is 0 where all numbers lie in their ranges and 1 where the worst is refused."""

    problems: tuple[Problem, ...]
    score: float
    numbers: Mapping[str, Any]

    @property
    def refusals(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.level == "refused")


def applies_of(card: ModelCard) -> Applies:
    """The `[applies]` table of a card, with the defaults of its modality.

    Raises
    ------
    BadCard for an unknown key, or a value that is no range, no part of the body or no kind of contrast.
    """
    table = dict(card.applies)
    about = f"The [applies] table of the model {card.id}"
    regions, contrast = table.pop("regions", []), table.pop("contrast", "any")
    if not isinstance(regions, list) or not all(name in REGIONS for name in regions):
        raise BadCard(f"{about} has regions that are not among {', '.join(REGIONS)}.")
    if contrast not in ("any", "with", "without"):
        raise BadCard(f"{about} has the contrast {contrast!r}, which is none of any, with, without.")
    ranges = {**NUMBERS, **(CT_NUMBERS if card.modality == "CT" else {})}
    for name, value in table.items():
        if name not in _WORDS:
            raise BadCard(f"{about} has an unknown key: {name}.")
        ranges[name] = _range(value, name, about)
    return Applies(ranges, tuple(regions), contrast)


def _range(value: object, name: str, about: str) -> tuple[float, float]:
    pair = value if isinstance(value, list) else [0.0, value]
    numbers = [float(one) for one in pair if isinstance(one, int | float) and math.isfinite(one)]
    if len(pair) != 2 or len(numbers) != 2 or not numbers[0] < numbers[1]:
        raise BadCard(f"{about} has a {name} that is neither a highest value nor [lowest, highest].")
    return numbers[0], numbers[1]


def judge_pictures(card: ModelCard, seen: Seen, series: Series) -> Judgement:
    """Before a run: what speaks against this model on these pictures.

    What cannot work is refused; what may work is flagged. Nothing is said of what cannot be told.
    """
    where = series.uid
    if (refusal := _refusal(card, seen)) is not None:
        return Judgement((Problem("refused", refusal, where),), 1.0, _numbers(seen))
    applies = applies_of(card)
    problems, score = [], 0.0
    for name, (low, high) in applies.ranges.items():
        value = getattr(seen, name)
        if value is None or (name == "height_mm" and not value):
            continue
        away = _departure(value, low, high)
        score = max(score, min(away, 1.0))
        if away > 0:
            text, unit = _WORDS[name]
            level: Literal["refused", "warning"] = "refused" if away >= 1 and name in ("step_mm", "pixel_mm") else "warning"
            limit = _limit(value, low, high, unit)
            problems.append(Problem(level, f"{text.format(value=value)}; {card.name} is made for {limit}.", where))
    for text in (*_body_part(card, applies, seen, series), *_contrast(card, applies, seen, series)):
        problems.append(Problem("warning", text, where))
        score = max(score, 0.5)
    for text in way_round(seen).texts:
        problems.append(Problem("warning", text, where))
        score = max(score, 0.5)
    return Judgement(tuple(problems), round(score, 3), _numbers(seen))


def _refusal(card: ModelCard, seen: Seen) -> str | None:
    """One sentence on why the model cannot read these pictures at all."""
    if card.modality not in ("any", seen.modality):
        return f"{card.name} is made for {card.modality}; this series is {seen.modality or 'of no stated modality'}."
    if seen.is_constant:
        return "The pictures are empty: every voxel has the same value."
    if card.modality == "CT" and seen.unit != "HU":
        return f"{card.name} reads Hounsfield units; the values of this series are {unit_in_words(seen.unit)}."
    if seen.unit == "HU" and seen.highest < AIR_HU:
        return "The pictures are empty: there is nothing but air on them."
    if card.modality == "CT" and seen.lowest > _AIR_HU and min(seen.width_mm, seen.depth_mm) > _MORE_THAN_A_BODY_MM:
        return f"The series says Hounsfield units, but its lowest value is {seen.lowest:.0f} and air is -1000: the values are of another kind."
    return None


def _departure(value: float, low: float, high: float) -> float:
    """How far a value lies outside a range: 0 inside, 1 at twice the upper or half the lower bound."""
    if value > high:
        return (value - high) / high if high > 0 else 1.0
    if value < low:
        return 2 * (low - value) / low
    return 0.0


def _limit(value: float, low: float, high: float, unit: str) -> str:
    def said(number: float) -> str:
        return f"{number:g} {unit}" if unit else f"{number:.0%}"

    return f"at most {said(high)}" if value > high else f"at least {said(low)}"


def _body_part(card: ModelCard, applies: Applies, seen: Seen, series: Series) -> list[str]:
    if not applies.regions or not seen.regions or seen.height_mm < _SHORTEST_MM:
        return []
    there = [name for name, height in seen.regions.items() if height >= _REGION_SHARE * sum(seen.regions.values())]
    if any(name in applies.regions for name in there):
        return []
    header = f" (the header says {series.body_part.lower()})" if series.body_part else ""
    return [f"The pictures seem to show the {_and(there)}{header}; {card.name} is made for the {_or(applies.regions)}."]


def _contrast(card: ModelCard, applies: Applies, seen: Seen, series: Series) -> list[str]:
    if applies.contrast == "any":
        return []
    measured = _is_enhanced(seen)
    enhanced = bool(series.contrast_agent.strip()) if measured is None else measured
    by = "the header names a contrast agent" if series.contrast_agent.strip() else "the header names none"
    how = by if measured is None else "by the brightness of the large vessels"
    if enhanced and applies.contrast == "without":
        return [f"Contrast medium was given ({how}); {card.name} is made for pictures without."]
    if not enhanced and applies.contrast == "with":
        return [f"No contrast medium can be seen ({how}); {card.name} is made for pictures with it."]
    return []


def _is_enhanced(seen: Seen) -> bool | None:
    if seen.bright_ml_per_cm is None or _PLAIN_ML_PER_CM <= seen.bright_ml_per_cm <= _ENHANCED_ML_PER_CM:
        return None
    return seen.bright_ml_per_cm > _ENHANCED_ML_PER_CM


def judge_result(
    card: ModelCard, seen: Seen, series: Series, found: Sequence[LabelStatistics], touches: Mapping[int, bool]
) -> Judgement:
    """After a run: what is odd about what the model drew.

    Parameters
    ----------
    touches : label number -> whether the structure reaches the upper- or lowermost slice.
    """
    rows = {row.number: row for row in found}
    problems = []
    missing = [label for label in card.labels if label.number not in rows]
    if not rows:
        problems.append(Problem("warning", f"Nothing was found by {card.name}. That does not mean that nothing is there.", series.uid))
    elif missing:
        problems.append(Problem("note", f"Not found by this model: {_and([label.name for label in missing])}.", series.uid))
    cut = [label.name for label in card.labels if touches.get(label.number) and not label.includes]
    if cut:
        problems.append(Problem("note", f"Cut off by the edge of the pictures, so volumes are too small: {_and(cut)}.", series.uid))
    odd = [*_phase(card, rows), *_in_air(card, rows, seen)]
    problems += [Problem("warning", text, series.uid) for text in odd]
    numbers = {"found": len(rows), "labels": len(card.labels), "cut_off": len(cut)}
    return Judgement(tuple(problems), 1.0 if not rows else 0.5 if odd else 0.0, numbers)


def _phase(card: ModelCard, rows: Mapping[int, LabelStatistics]) -> list[str]:
    """Contrast medium as the drawn aorta and kidneys show it, against what the card wants."""
    wanted = applies_of(card).contrast
    if wanted == "any":
        return []
    bright = {
        label.name: rows[label.number].mean > _WITH_HU[label.code.value]
        for label in card.labels
        if label.code.value in _WITH_HU and label.number in rows
    }
    wrong = [name for name, is_bright in bright.items() if is_bright != (wanted == "with")]
    if not wrong or len(wrong) < len(bright):
        return []
    return [f"By the values in the {_and(wrong)}, contrast medium was {'not ' if wanted == 'with' else ''}given; {card.name} is made for pictures {wanted if wanted == 'without' else 'with'} it."]


def _in_air(card: ModelCard, rows: Mapping[int, LabelStatistics], seen: Seen) -> list[str]:
    """Structures whose mean value is nearer to that of air than to any tissue's, on CT."""
    if seen.unit != "HU":
        return []
    odd = [label.name for label in card.labels if label.number in rows and rows[label.number].mean < _NO_TISSUE_HU and not _may_hold_air(label)]
    return [f"Drawn in air, which cannot be right: {_and(odd)}."] if odd else []


def _may_hold_air(label: Label) -> bool:
    return any(word in f"{label.name} {label.code.meaning}".lower() for word in _AIRY)


def touching(mask: np.ndarray, axis: int, labels: Sequence[Label]) -> dict[int, bool]:
    """Which labels reach an end of the array along the axis that runs from feet to head."""
    ends = np.concatenate([np.bincount(mask.take(place, axis).ravel(), minlength=256)[None] for place in (0, -1)]).max(axis=0)
    return {label.number: bool(ends[list(label.numbers)].sum() > 20) for label in labels}


def _numbers(seen: Seen) -> dict[str, Any]:
    """For the run's row: what was measured, rounded."""
    return {
        name: round(value, 3) if isinstance(value, float) else value
        for name, value in asdict(seen).items()
        if value not in (None, "", {}) and name not in ("modality", "unit")
    }


def _and(names: Sequence[str]) -> str:
    return _listed(names, "and")


def _or(names: Sequence[str]) -> str:
    return _listed(names, "or")


def _listed(names: Sequence[str], word: str) -> str:
    shown = list(names)[:8]
    if len(names) > len(shown):
        shown.append(f"{len(names) - len(shown)} more")
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} {word} {shown[-1]}" if shown else "nothing"
