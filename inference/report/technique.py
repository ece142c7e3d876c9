"""What a technique section says against what the headers say: modality, region, slice thickness, contrast."""

from __future__ import annotations

import re
from collections.abc import Iterable

from inference.report.compare import Mismatch
from inference.report.numbers import find_numbers
from inference.report.templates import body_part_key, phrases
from viewer.case.facts import FactTable

_WITHOUT_CONTRAST = re.compile(
    r"\b(?:without|no|non)[\s-]*(?:intravenous |iv )?contrast(?! agent is recorded)", re.IGNORECASE
)
_MODALITIES = {
    "CT": r"ct|cta|computed tomograph\w*|computerised tomograph\w*|computerized tomograph\w*",
    "MR": r"mr|mri|mra|magnetic resonance\w*",
    "PT": r"pet|positron emission \w+",
    "US": r"ultrasound|ultrasonograph\w*|sonograph\w*",
    "CR": r"radiographs?|x-?rays?|plain films?",
    "MG": r"mammogra\w+",
    "NM": r"scintigra\w+|spect",
}
_ALIKE = {"DX": "CR", "RF": "CR"}
_REGIONS = {
    "chest": r"chest|thorax|lungs?",
    "abdomen": r"abdomen",
    "pelvis": r"pelvis",
    "head": r"head|brain|skull",
    "neck": r"neck",
    "spine": r"spine",
    "knee": r"knees?",
    "hip": r"hips?",
    "shoulder": r"shoulders?",
    "wrist": r"wrists?",
    "ankle": r"ankles?",
    "foot": r"foot|feet",
    "hand": r"hands?",
    "breast": r"breasts?",
}
_NAMED = "|".join(_MODALITIES.values())
_OPENING = re.compile(
    rf"^(?:(?:non-?)?contrast(?:-enhanced)? |unenhanced |enhanced |low-dose )?(?:{_NAMED})(?: scan| examination)? (?:of|was|were)\b(?!.*\b(?:recommend|suggest|advis|follow|consider|correlat|normal|unremarkable))",
    re.IGNORECASE,
)


def opens_with_technique(text: str) -> bool:
    """Whether a sentence outside any section tells the technique ("CT of the chest was performed.")."""
    return bool(_OPENING.match(text.strip()))


def technique_mismatches(text: str, facts: FactTable) -> tuple[list[Mismatch], bool]:
    """What is wrong in a technique sentence, and whether the headers confirm something in it."""
    problems = [*_modality(text, facts), *_region(text, facts)]
    known = [one.slice_thickness_mm for one in facts.series if one.slice_thickness_mm]
    varied = any(one.slice_thickness_mm is None for one in facts.series)  # several in one series, or not recorded
    lengths = [number for number in find_numbers(text) if number.dimension == "length"]
    if known and any(not any(number.matches(value) for value in known) for number in lengths):
        given = ", ".join(f"{value:g} mm" for value in sorted(set(known)))
        more = "; not every series records one" if varied else ""
        problems.append(Mismatch("number", f"The images record a slice thickness of {given}{more}.", varied))
    agents = [one.contrast_agent for one in facts.series if one.contrast_agent.strip()]
    if agents and _WITHOUT_CONTRAST.search(text):
        problems.append(Mismatch("technique", f"The images record a contrast agent: {agents[0]}."))
    return problems, bool(known and lengths and not problems)


def _modality(text: str, facts: FactTable) -> list[Mismatch]:
    own = {facts.study.modality.upper(), *(one.modality.upper() for one in facts.series)} - {""}
    own |= {_ALIKE[one] for one in own if one in _ALIKE}
    if not facts.study.modality or not own & set(_MODALITIES):
        return []
    named = {key for key, pattern in _MODALITIES.items() if re.search(rf"\b(?:{pattern})\b", text, re.IGNORECASE)}
    if not named or named & own:
        return []
    told = phrases().modalities
    said = " and ".join(sorted(told.get(one, one) for one in named))
    is_one = told.get(facts.study.modality.upper(), facts.study.modality)
    return [Mismatch("technique", f"The sentence says {said}; the images are {is_one}.")]


def _region(text: str, facts: FactTable) -> list[Mismatch]:
    """Only where nothing of what is said was examined: headers often name one part of a longer scan."""
    if not re.search(rf"\b(?:{_NAMED})\b", text, re.IGNORECASE):
        return []
    examined = _regions(
        phrases().body_parts.get(body_part_key(part), "")
        for part in (facts.study.body_part, *(one.body_part for one in facts.series))
    )
    said = _regions([text])
    if not examined or not said or said & examined or "whole body" in text.lower():
        return []
    return [
        Mismatch(
            "technique",
            f"The sentence says {' and '.join(sorted(said))}; the images record {' and '.join(sorted(examined))}.",
        )
    ]


def _regions(texts: Iterable[str]) -> set[str]:
    joined = " ".join(texts)
    return {name for name, pattern in _REGIONS.items() if re.search(rf"\b(?:{pattern})\b", joined, re.IGNORECASE)}
