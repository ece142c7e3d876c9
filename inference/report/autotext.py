"""Variables in the reader's own texts: ``{age}``, ``{size}``, ... filled from the open study and the finding in hand."""

from __future__ import annotations

import re
from collections.abc import Mapping

from inference.report.voice import voice_of
from inference.report.wording import describe
from viewer.case.facts import FactTable
from viewer.case.finding import Finding

VARIABLES: Mapping[str, str] = {
    "age": "age of the patient in years",
    "sex": "sex of the patient",
    "date": "date of the study",
    "prior_date": "date of the newest earlier study",
    "finding": "the finding in hand",
    "place": "where the finding in hand is",
    "size": "the measured size of the finding in hand",
    "prior_size": "its size in the earlier study",
    "indication": "the indication",
}
"""What a text may use, and what it says."""

_VARIABLE = re.compile(r"\{(\w+)\}")
_TWICE = re.compile(r"\b(the|der|die|das|dem|el|la|le|les) \1(?= )", re.IGNORECASE)
"""An article before a variable whose text brings its own."""
_SEXES = {
    "en": {"M": "man", "F": "woman"}, "de": {"M": "Mann", "F": "Frau"},
    "es": {"M": "varón", "F": "mujer"}, "fr": {"M": "homme", "F": "femme"},
}  # fmt: skip


def expand(text: str, values: Mapping[str, str]) -> str:
    """The text with its variables filled in; one that is not known here becomes a place to fill in: ``[age]``."""

    def value(found: re.Match[str]) -> str:
        name = found.group(1)
        return values.get(name) or f"[{name.replace('_', ' ')}]"

    return _TWICE.sub(r"\1", _VARIABLE.sub(value, text))


def values_of(facts: FactTable, finding: Finding | None, indication: str, language: str) -> dict[str, str]:
    """The values of all variables, as one writes them in this language; those that are not known are left out."""
    study, voice = facts.study, voice_of(language)
    values = {
        "age": f"{study.age_years:.0f}" if study.age_years is not None else "",
        "sex": _SEXES[language].get(study.sex, ""),
        "date": voice.prior(study.date)["prior"] if study.date else "",
        "prior_date": voice.prior(max(study.prior_dates))["prior"] if any(study.prior_dates) else "",
        "indication": indication.rstrip("."),
    }
    if finding is not None:
        slots = voice.finding(describe(finding, facts), "")[1]
        change = facts.changes.get(finding.id)
        values |= {
            "finding": slots["thing"],
            "place": slots["place"],
            "size": slots["size"],
            "prior_size": voice.change(change)["prior_size"] if change is not None else "",
        }
    return {name: value for name, value in values.items() if value}
