"""Words that belong to another modality than the one examined, and enhancement in what was done without contrast."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from inference.report.compare import Mismatch
from inference.report.patient import Line
from viewer.case.facts import FactTable

_MR_WORDS = r"t[12]\s?-?\s?(?:weighted|hyperintens\w*|hypointens\w*|signal|shortening|prolongation|bright|dark)|flair|stir|restricted diffusion|diffusion restriction|adc map|signal intensity|susceptibility artifacts?"
_CT_WORDS = r"hounsfield(?: units?)?|\d+\s?hu|hypodens\w*|hyperdens\w*|hypoattenuat\w*|hyperattenuat\w*"
_US_WORDS = r"hypoechoic|hyperechoic|anechoic|echogenic|echotexture|posterior acoustic \w+|doppler flow"
_STRANGE = {
    "CT": re.compile(rf"\b(?:{_MR_WORDS}|{_US_WORDS})\b", re.IGNORECASE),
    "MR": re.compile(rf"\b(?:{_CT_WORDS}|{_US_WORDS})\b", re.IGNORECASE),
    "US": re.compile(rf"\b(?:{_MR_WORDS}|{_CT_WORDS})\b", re.IGNORECASE),
    "DX": re.compile(rf"\b(?:{_MR_WORDS}|{_US_WORDS}|hounsfield(?: units?)?)\b", re.IGNORECASE),
}
_STRANGE["CR"] = _STRANGE["DX"]
_NAMES = {"CT": "CT", "MR": "MR", "US": "ultrasound", "DX": "radiographs", "CR": "radiographs"}
_ELSEWHERE = re.compile(r"\b(?:mri?|ct|pet|ultrasound|sonograph\w*|us|prior|previous\w*|compar\w+|recommend\w*|suggest\w*|correlat\w+|known|recent)\b", re.IGNORECASE)
_WITHOUT = re.compile(r"\b(?:non-?\s?contrast|unenhanced|without\s+(?:the\s+)?(?:administration of\s+)?(?:intravenous\s+|iv\s+)?(?:contrast|gadolinium))\b", re.IGNORECASE)
_WITH = re.compile(r"\b(?:with and without|without and with|pre-? and post|with\s+(?:intravenous\s+|iv\s+)?(?:contrast|gadolinium)|post-?contrast|contrast-?enhanced|after\s+(?:\w+\s+){0,3}contrast)\b", re.IGNORECASE)
_ENHANCES = re.compile(r"\b(?:enhanc(?:es|ing|ement)|washout|arterial phase|portal venous phase|hypervascular)\b", re.IGNORECASE)
_NOT_ENHANCING = re.compile(r"\b(?:no|not|without|cannot|limited|evaluat\w+|assess\w*|recommend\w*|contrast-enhanced|would|if)\b", re.IGNORECASE)


def appearance_mismatches(lines: Sequence[Line], facts: FactTable) -> Iterator[tuple[str, Mismatch]]:
    """(sentence id, what is wrong)."""
    seen = [line for line in lines if line.section in ("findings", "impression", "")]
    modality = facts.study.modality.upper()
    strange = _STRANGE.get(modality)
    several = {one.modality for one in facts.series} - {modality, "SR", "PR", "KO", "SEG", ""}
    for line in seen:
        found = strange.search(line.text) if strange is not None and not several else None
        if found and not _ELSEWHERE.search(line.text):
            yield line.id, Mismatch("technique", f"“{found.group()}” is not said of {_NAMES[modality]}, which was examined.")
    technique = " ".join(line.text for line in lines if line.section == "technique")
    if _WITHOUT.search(technique) and not _WITH.search(technique):
        for line in seen:
            found = _ENHANCES.search(line.text)
            if found and not _NOT_ENHANCING.search(line.text) and not _ELSEWHERE.search(line.text):
                yield line.id, Mismatch("technique", f"The sentence speaks of {found.group().lower()}; by its technique the examination was without contrast.")
