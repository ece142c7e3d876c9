"""What a person may write that no row of the fact table bears: normal sizes of organs, and what is of no consequence.

A reader sees more than models find and measures. Objecting to every degenerative spine and every bile duct of 4 mm
would teach the reader to ignore the check, so that such statements count as not checkable. A program gets no leeway.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from inference.report.assertion import Assertion
from inference.report.assertions import Parsed
from inference.report.compare import Row
from inference.report.lexicon import Lexicon
from inference.report.phrasebook import words
from viewer.case.facts import FactTable

_MINOR = re.compile(
    r"\b(?:minimal\w*|mild\w*|minor|trace|tiny|subtle|slight\w*|scattered|dependent|subsegmental|linear|age[- ](?:related|appropriate)"
    r"|appropriate for age|normal for age|for age|for the patient's age|physiologic\w*|nonspecific|non-specific|compressive|passive|incidental\w*|benign|simple|small|old|healed|remote"
    r"|calcified|chronic|previous|prior|former|post-?surgical|post-?operative|post-?traumatic|residual|of no (?:clinical )?significance|without (?:clinical )?significance"
    r"|insignificant|punctate|borderline|few|early|bibasilar|bibasal|basal|plate-?like|discoid)\b",
    re.IGNORECASE,
)
_OLD = re.compile(r"\b(?:old|healed|remote|chronic|previous|prior|former|post-?surgical|post-?operative|post-?traumatic)\b", re.IGNORECASE)
_WITH_AGE = (
    "degenerative change", "atherosclerosis", "scoliosis", "osteopenia", "tortuosity", "atrophy", "volume loss", "white matter change",
    "sinus disease", "diverticulosis", "scar", "hyperinflation", "device",
)  # fmt: skip
"""What most people have from some age on, or what people put there: said in passing, and in no table."""
_MILD = 0.25
"""The weight of ``findings.toml`` up to which a finding is of no consequence where it is called minor."""
_PHYSIOLOGICAL = re.compile(r"\b(?:physiologic\w*|normal variant|normal finding)\b", re.IGNORECASE)
_BENIGN = re.compile(
    r"\b(?:benign|simple|nonspecific|non-specific|incidental\w*|calcified|chronic|physiologic\w*|insignificant|of no (?:clinical )?significance)\b", re.IGNORECASE
)
_FOCAL = ("lesion", "mass", "nodule")


def may_be_said(said: Assertion, book: Lexicon) -> bool:
    """Whether a person may affirm a finding that is in no row, with no size that nobody measured and no change."""
    term = book.findings.get(said.finding)
    sized = said.sizes_mm or any(number.dimension != "length" for number in said.numbers)  # a distance is no size
    if term is None or sized or said.change or (said.count is not None and not said.at_least):
        return False
    if _PHYSIOLOGICAL.search(said.sentence):
        return True
    if _OLD.search(said.sentence):
        return True
    if any(book.is_kind_of(said.finding, name) for name in _WITH_AGE):
        return True
    if any(book.is_kind_of(said.finding, wide) for wide in _FOCAL):
        return bool(_BENIGN.search(said.sentence))
    return term.weight <= _MILD and bool(_MINOR.search(said.sentence))


def is_normal_size(parsed: Parsed, rows: Sequence[Row], book: Lexicon) -> bool:
    """Whether a sentence only gives the size of an organ or of what is not enlarged, and no row measures that place, or any."""
    if any(said.finding and not said.negated for said in parsed.assertions):
        return False
    organs = {organ for said in parsed.assertions for organ in said.organs}
    organs |= {book.organ_of(place.value) for place in book.anatomy_book.find(parsed.text, words(parsed.text))} - {""}
    measured = [row for row in rows if row.values]
    return not measured or (bool(organs) and not any(book.same_region(organ, row.organ) for row in measured for organ in organs))


def compared_by_eye(facts: FactTable, rows: Sequence[Row]) -> bool:
    """Whether there is an earlier study and no finding whose change could be measured: a person compared by eye."""
    return bool(facts.study.prior_dates) and not any(row.finding.present for row in rows)
