"""One error planted in one sentence: what a tired reader or a bad model might write."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from viewer.case.facts import FactTable
from viewer.case.report import ReportDraft, Sentence

Plant = Callable[[Sentence, FactTable, random.Random], str | None]


@dataclass(frozen=True)
class Planted:
    """The draft with the error in the sentence `sentence_id` (empty for an omission of `finding_id`)."""

    draft: ReportDraft
    sentence_id: str
    finding_id: str
    text: str


def change_number(sentence: Sentence, facts: FactTable, dice: random.Random) -> str | None:
    found = re.search(r"measuring (\d+)", sentence.text)
    if not found:
        return None
    wrong = int(found.group(1)) + dice.choice([2, 3, 5, 10])
    return sentence.text[: found.start(1)] + str(wrong) + sentence.text[found.end(1) :]


def change_attenuation(sentence: Sentence, facts: FactTable, dice: random.Random) -> str | None:
    found = re.search(r"(-?\d+) HU", sentence.text)
    return found and sentence.text.replace(found.group(), f"{int(found.group(1)) + dice.choice([-40, 7, 25])} HU")


def change_volume(sentence: Sentence, facts: FactTable, dice: random.Random) -> str | None:
    found = re.search(r"([\d.]+) ml", sentence.text)
    return found and sentence.text.replace(found.group(), f"{float(found.group(1)) * 3 + 1:.1f} ml")


def change_unit(sentence: Sentence, facts: FactTable, dice: random.Random) -> str | None:
    return sentence.text.replace(" mm", " cm", 1) if "measuring" in sentence.text else None


def swap_axes(sentence: Sentence, facts: FactTable, dice: random.Random) -> str | None:
    found = re.search(r"([\d.]+) x ([\d.]+) mm", sentence.text)
    if not found or found.group(1) == found.group(2):
        return None
    return sentence.text.replace(found.group(), f"{found.group(2)} x {found.group(1)} mm")


def change_side(sentence: Sentence, facts: FactTable, dice: random.Random) -> str | None:
    if not sentence.finding_ids or not re.search(r"\b(left|right)\b", sentence.text):
        return None
    other = {"left": "right", "right": "left"}
    return re.sub(r"\b(left|right)\b", lambda found: other[found.group()], sentence.text, count=1)


def change_zone(sentence: Sentence, facts: FactTable, dice: random.Random) -> str | None:
    if not sentence.finding_ids or not re.search(r"\b(upper|lower)\b", sentence.text):
        return None
    other = {"upper": "lower", "lower": "upper"}
    return re.sub(r"\b(upper|lower)\b", lambda found: other[found.group()], sentence.text, count=1)


def change_organ(sentence: Sentence, facts: FactTable, dice: random.Random) -> str | None:
    for organ, wrong in (("lung", "kidney"), ("liver", "spleen"), ("kidney", "lung"), ("adrenal gland", "kidney")):
        if sentence.finding_ids and re.search(rf"\b(?:in|within|of) the (?:left |right )?{organ}\b", sentence.text):
            return re.sub(rf"\b((?:in|within|of) the (?:left |right )?){organ}\b", rf"\g<1>{wrong}", sentence.text)
    return None


def deny(sentence: Sentence, facts: FactTable, dice: random.Random) -> str | None:
    if not sentence.finding_ids or "There is a" not in sentence.text:
        return None
    return re.sub(r"There is an? (?:probable |possible )?", "There is no ", sentence.text)


def affirm(sentence: Sentence, facts: FactTable, dice: random.Random) -> str | None:
    return sentence.text.replace("There is no ", "There is ") if "There is no " in sentence.text else None


def claim_comparison(sentence: Sentence, facts: FactTable, dice: random.Random) -> str | None:
    if len(sentence.finding_ids) != 1 or sentence.finding_ids[0] in facts.changes or " no " in sentence.text:
        return None
    claim = dice.choice(["unchanged", "increased in size", "smaller than before", "new", "stable"])
    return sentence.text[:-1] + f", {claim}."


def reverse_change(sentence: Sentence, facts: FactTable, dice: random.Random) -> str | None:
    for word, wrong in (("has increased", "has decreased"), ("has decreased", "is unchanged"), ("is unchanged", "has increased")):
        if word in sentence.text:
            return sentence.text.replace(word, wrong)
    return None


def change_prior_size(sentence: Sentence, facts: FactTable, dice: random.Random) -> str | None:
    found = re.search(r"when it measured ([\d.]+) mm", sentence.text)
    return found and sentence.text.replace(found.group(1), f"{float(found.group(1)) + 4:g}")


def change_date(sentence: Sentence, facts: FactTable, dice: random.Random) -> str | None:
    return re.sub(r"\d{1,2} (?:July|November|February) \d{4}", "9 May 2022", sentence.text)


def change_count(sentence: Sentence, facts: FactTable, dice: random.Random) -> str | None:
    found = re.match(r"(Two|Three|Four|Five) ", sentence.text)
    return found and {"Two": "Three", "Three": "Four", "Four": "Two", "Five": "Three"}[found.group(1)] + sentence.text[found.end(1) :]


def change_finding(sentence: Sentence, facts: FactTable, dice: random.Random) -> str | None:
    if not sentence.finding_ids or "There is" not in sentence.text:
        return None
    return re.sub(r"\b(nodule|cyst|stone|mass|emphysema|fracture)\b", "haematoma", sentence.text)


PLANTS: dict[str, tuple[Plant, frozenset[str]]] = {
    "number": (change_number, frozenset({"number", "unit"})),
    "attenuation": (change_attenuation, frozenset({"number"})),
    "volume": (change_volume, frozenset({"number"})),
    "prior size": (change_prior_size, frozenset({"number"})),
    "unit": (change_unit, frozenset({"unit"})),
    "order of axes": (swap_axes, frozenset({"number"})),
    "side": (change_side, frozenset({"side"})),
    "zone": (change_zone, frozenset({"anatomy"})),
    "organ": (change_organ, frozenset({"anatomy"})),
    "denied": (deny, frozenset({"negation"})),
    "affirmed": (affirm, frozenset({"negation"})),
    "unsupported comparison": (claim_comparison, frozenset({"comparison"})),
    "wrong change": (reverse_change, frozenset({"comparison"})),
    "date": (change_date, frozenset({"date"})),
    "count": (change_count, frozenset({"count"})),
    "finding": (change_finding, frozenset({"finding"})),
}


def plant(draft: ReportDraft, facts: FactTable, how: Plant, dice: random.Random) -> Planted | None:
    """The draft with one wrong sentence, chosen by chance among those where the error is possible."""
    wrong = [(one, text) for one in draft.sentences if (text := how(one, facts, dice)) and text != one.text]
    if not wrong:
        return None
    sentence, text = dice.choice(wrong)
    return Planted(with_text(draft, sentence.id, text), sentence.id, "", text)


def plant_omission(draft: ReportDraft, facts: FactTable, dice: random.Random) -> Planted | None:
    """The draft without the sentences of one present finding in the findings section."""
    present = [finding.id for finding in facts.accepted if finding.present]
    if not present:
        return None
    left_out = dice.choice(present)
    sections = tuple(
        replace(section, sentences=tuple(s for s in section.sentences if left_out not in s.finding_ids))
        if section.title == "Findings"
        else section
        for section in draft.sections
    )
    return Planted(replace(draft, sections=sections), "", left_out, "")


def with_text(draft: ReportDraft, sentence_id: str, text: str) -> ReportDraft:
    """The draft with another text in one sentence."""
    sections = tuple(
        replace(s, sentences=tuple(replace(one, text=text) if one.id == sentence_id else one for one in s.sentences))
        for s in draft.sections
    )
    return replace(draft, sections=sections)
