"""What a header says of the part of the body, before anybody has looked at the pictures."""

from __future__ import annotations

import re
from collections.abc import Mapping

from inference.cards import ModelCard
from viewer.case.study import Series

REGIONS = ("head", "neck", "chest", "abdomen", "legs")
"""Parts of the body that are told apart; the abdomen reaches down to the hips."""

_WORDS: Mapping[str, str] = {
    "whole +body|wholebody|total body|ganzkörper": "head neck chest abdomen legs",
    "body|trunk|torso|rumpf": "chest abdomen",
    "head|brain|skull|crani\\w*|cereb\\w*|neuro|face|facial|orbit\\w*|sinus\\w*|sella|pituitary|kopf|schädel|hirn|tête|crâne|cabeza|cráneo": "head",
    "neck|c-?spine|cspine|cervical|carotid\\w*|thyroid|hals|cou|cuello": "neck",
    "chest|thora\\w*|lungs?|hrct|heart|cardiac|coronar(?:y|ies)|breast|mamma|t-?spine|lunge|herz|poumons?|pulm\\w*|tórax": "chest",
    "abd\\w*|belly|liver|renal|kidneys?|pancreas|bowel|colon\\w*|entero\\w*|uro\\w*|pelvi\\w*|prostat\\w*|uterus|bladder|l-?spine|lspine|lumb\\w*"
    "|leber|niere\\w*|becken|bauch|foie|bassin|hígado": "abdomen",
    "legs?|thighs?|femur|knees?|ankles?|foot|feet|tibia|calf|lower extremit\\w*|bein\\w*|knie|fuß|jambes?|genoux?|piernas?|rodilla": "legs",
}  # fmt: skip
"""Words of Body Part Examined (PS3.16 Annex L) and of descriptions, and the parts that they name; the first that fits each word counts."""
_RUN_TOGETHER = re.compile("(whole|partial|head|neck|chest|abdomen|abd|pelvis)", re.IGNORECASE)
"""In Body Part Examined: CHESTABDPELVIS, HEADNECK."""
_PATTERNS = tuple((re.compile(rf"(?<![^\W_])(?:{words})(?![^\W_])", re.IGNORECASE), parts.split()) for words, parts in _WORDS.items())


def regions_said(*texts: str) -> tuple[str, ...]:
    """The parts of the body (`REGIONS`) that headers and descriptions name; empty where they name none."""
    said: set[str] = set()
    left = " ; ".join(texts)
    for pattern, parts in _PATTERNS:
        left, count = pattern.subn(" ", left)
        said |= set(parts) if count else set()
    return tuple(name for name in REGIONS if name in said)


def made_for_others(card: ModelCard, series: Series, study_description: str) -> tuple[str, ...]:
    """The parts of the body that a model is made for, where the header names others alone; empty where nothing speaks against it."""
    wanted = tuple(card.applies.get("regions", ()))
    said = regions_said(_RUN_TOGETHER.sub(r" \1 ", series.body_part)) or regions_said(series.description, series.protocol) or regions_said(study_description)
    return wanted if wanted and said and not set(wanted) & set(said) else ()
