"""Guideline categories that a text names: ones that there are not, ones that differ, and a negative one over a lesion."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from inference.report.compare import Mismatch, Row
from inference.report.lexicon import Lexicon
from inference.report.patient import Line

_NAMED = re.compile(
    r"\b(?P<system>lung-?rads|bi-?rads|ti-?rads|acr tr|li-?rads|pi-?rads|bosniak|fleischner|deauville)(?:\s*(?:®|v?\d{4}|v\d(?:\.\d)?))?"
    r"\s*(?:assessment|category|class|score|cat\.?|grade|[:=])*\s*[:=]?\s*(?P<value>(?:tr|lr-?)?(?:\d[a-cx]?s?|m\b|tiv|nc|iv|v|i{1,3}f?)(?!\w|\.\d))",
    re.IGNORECASE,
)
_EXIST = {
    "lungrads": r"[0-4]|4[abx]|[0-4][abx]?s", "birads": r"[0-6]|4[abc]", "tirads": r"(?:tr)?[1-5]", "lirads": r"(?:lr-?)?(?:[1-5]|m|tiv|nc)",
    "pirads": r"[1-5x]", "bosniak": r"i|ii|iif|iii|iv|[1-4]|2f", "deauville": r"[1-5]", "acrtr": r"[1-5]",
}  # fmt: skip
_TITLES = {"lungrads": "Lung-RADS", "birads": "BI-RADS", "tirads": "TI-RADS", "lirads": "LI-RADS", "pirads": "PI-RADS", "bosniak": "Bosniak", "deauville": "Deauville", "acrtr": "TI-RADS"}
_NEGATIVE = {"lungrads": ("lung", "nodule"), "birads": ("breast", "mass"), "tirads": ("thyroid", "nodule"), "lirads": ("liver", "mass"), "pirads": ("prostate", "lesion")}
"""Systems whose first category says that there is nothing, and the organ and finding that speak against it."""


def category_mismatches(lines: Sequence[Line], rows: Sequence[Row], book: Lexicon) -> Iterator[tuple[str, Mismatch]]:
    """(sentence id, what is wrong). Sources: the ACR's Lung-RADS v2022, BI-RADS 5th ed., TI-RADS 2017, LI-RADS v2018,
    PI-RADS v2.1; Bosniak 2019; Lugano 2014 for Deauville."""
    above: dict[str, set[str]] = {}
    for line in lines:
        if line.section in ("indication", "comparison"):
            continue
        for found in _NAMED.finditer(line.text):
            system = re.sub(r"[^a-z]", "", found["system"].lower())
            value = found["value"].lower()
            title = _TITLES.get(system)
            if title is None or re.search(r"\b(?:prior|previous\w*|was|from)\b[^.]*$", line.text[: found.start()], re.IGNORECASE):
                continue
            if not re.fullmatch(_EXIST[system], value):
                yield line.id, Mismatch("guideline", f"There is no {title} category {found['value']}.")
                continue
            organ, kind = _NEGATIVE.get(system, ("", ""))
            lesion = next((row for row in rows if row.finding.present and row.organ == organ and (book.is_kind_of(row.term, kind) or book.is_kind_of(row.term, "mass"))), None)
            if organ and lesion is not None and value.lstrip("tlr-") == "1" and system != "pirads":
                yield line.id, Mismatch("guideline", f"{title} 1 is a negative examination; the table holds the {lesion.label}.")
            elif line.section == "impression" and len(above.get(system, ())) == 1 and value not in above[system]:
                yield line.id, Mismatch("guideline", f"The impression says {title} {found['value']}; the findings say {title} {next(iter(above[system])).upper()}.")
            elif line.section != "impression":
                above.setdefault(system, set()).add(value)
