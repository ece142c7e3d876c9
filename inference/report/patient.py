"""Sentences beside the patient: sex, organs that were taken out, implants, and the side that was examined."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from inference.report.compare import Mismatch
from inference.report.lexicon import Lexicon
from inference.report.phrasebook import words
from viewer.case.facts import FactTable


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with the section that it stands in."""

    id: str
    section: str
    text: str


_REMOVED = {
    r"cholecystectom\w+": "gallbladder", r"splenectom\w+": "spleen", r"hysterectom\w+": "uterus", r"append(?:ic)?ectom\w+": "appendix",
    r"prostatectom\w+": "prostate", r"thyroidectom\w+": "thyroid", r"nephrectom\w+": "kidney", r"adrenalectom\w+": "adrenal gland",
    r"pneumonectom\w+": "lung", r"cystectom\w+": "bladder", r"mastectom\w+": "breast", r"orchi(?:d)?ectom\w+": "testis",
    r"oophorectom\w+": "ovary", r"gastrectom\w+": "stomach",
}  # fmt: skip
_ORGANS = {
    "gallbladder": r"gall ?bladder", "spleen": r"spleen", "uterus": r"uterus|endometri\w+|myometri\w+", "appendix": r"appendix",
    "prostate": r"prostate", "thyroid": r"thyroid", "kidney": r"kidneys?", "adrenal gland": r"adrenals?(?: glands?)?", "lung": r"lungs?",
    "bladder": r"(?:urinary )?bladder", "breast": r"breasts?", "testis": r"testis|testes|testicles?", "ovary": r"ovary|ovaries", "stomach": r"stomach",
}  # fmt: skip
_PAIRED = ("kidney", "adrenal gland", "lung", "breast", "testis", "ovary")
_PARTIAL = re.compile(r"\b(?:partial|subtotal|sleeve|hemi|planned|for|before|prior to|recommend\w*|consider\w*|no|without|possible)\W+(?:\w+\W+){0,2}$", re.IGNORECASE)
_MISSING = (
    r"\b(?P<side>left |right )?(?P<organ>{organ})\s+(?:(?:is|are|has|have|was|were)\s+(?:been\s+)?)?(?:surgically\s+|congenitally\s+)?(?:absent|removed|resected)\b"
    r"|\b(?:absent|absence of(?: the)?|agenesis of(?: the)?)\s+(?P<side2>left |right )?(?P<organ2>{organ})\b"
)
_NOT_THE_ORGAN = re.compile(
    r"\b(?:bed|fossa|remnant|stump|absent|absence|agenesis|removed|resected|resection|surgical\w*|status post|post-?\w*ectomy|\w*ectom\w+|prior|previous|history|cuff"
    r"|not (?:seen|visuali[sz]ed|identified|present)|residual|transplant\w*|prosthe\w+|implant\w*|solitary|remaining)\b",
    re.IGNORECASE,
)
_SEX_WORDS = {
    "M": r"\b(?:prostat\w+|seminal vesicles?|test(?:is|es|icles?|icular)|scrot\w+|epididym\w+|penis|penile|(?:this|an?)\s+(?:\d+[- ]year[- ]old\s+)?(?:male|man|gentleman))\b",
    "F": r"\b(?:uter(?:us|ine)|ovar(?:y|ies|ian)|endometri(?:um|al)|endometriosis|cervix uteri|fallopian|myometri\w+|adnexa\w*|fibroids?|vagina\w*|(?:this|an?)\s+(?:\d+[- ]year[- ]old\s+)?(?:female|woman|lady))\b",
}
_SEX_PATTERNS = {sex: re.compile(pattern, re.IGNORECASE) for sex, pattern in _SEX_WORDS.items()}
_NAMES = {"M": "male", "F": "female"}
_METASTASES = re.compile(r"\b(?:metasta\w+|carcinoma|cancer|primary|implant)\b", re.IGNORECASE)
_JOINTS = r"knee|hip|shoulder|elbow|wrist|ankle|foot|hand|thumb|femur|tibia|humerus|forearm"
_JOINT_SIDE = re.compile(rf"\b(?P<side>left|right|lt|rt)\s+(?P<joint>{_JOINTS})\b|\b(?P<joint2>{_JOINTS})[\s,(]+(?P<side2>left|right|lt|rt)\b", re.IGNORECASE)
_BOTH = re.compile(r"\b(?:both|bilateral|contralateral|compar\w+|opposite|asymptomatic|prior|previous)\b", re.IGNORECASE)
_DEVICES = {
    "pacemaker": r"pacemakers?|pacer|cardiac (?:pacing|implantable) devices?|icd|defibrillator|pulse generator",
    "sternal wires": r"sternotomy wires?|sternal wires?|median sternotomy",
    "port": r"(?:chest |central )?port(?=\W|$)(?! ?(?:vein|al))|port-?a-?cath|chest port|portacath|mediport|central venous port",
    "shunt": r"vp shunt|ventriculoperitoneal shunt|shunt catheter|ventricular catheter",
    "stent": r"stents?",
    "intrauterine device": r"iud|intrauterine device",
}
_NO = re.compile(r"\b(?:no|without|absence of|not|never|removed|removal)\b", re.IGNORECASE)
_ARTHROPLASTY = re.compile(
    r"\b(?P<side>left|right)\s+(?:total\s+|hemi-?|reverse\s+)?(?P<joint>hip|knee|shoulder)\s+(?:arthroplasty|replacement|prosthesis|hemiarthroplasty)\b", re.IGNORECASE
)
_NATIVE = re.compile(r"\b(?:joint space|cartilage|osteoarthr\w+|labr\w+|menisc\w+|femoral head|avascular necrosis|osteonecrosis|acl|pcl|cruciate)\b", re.IGNORECASE)


def patient_mismatches(lines: Sequence[Line], facts: FactTable, book: Lexicon) -> Iterator[tuple[str, Mismatch]]:
    """(sentence id, what is wrong), in no order."""
    yield from _wrong_sex(lines, facts, book)
    yield from _absent_organs(lines, facts)
    yield from _implants(lines, facts)
    yield from _examined_side(lines, facts)


def _wrong_sex(lines: Sequence[Line], facts: FactTable, book: Lexicon) -> Iterator[tuple[str, Mismatch]]:
    """An organ or a disease that the patient's sex does not have; what a cancer came from may be anyone's history."""
    if facts.study.sex not in _NAMES:
        return
    other = "F" if facts.study.sex == "M" else "M"
    for line in lines:
        found = _SEX_PATTERNS[other].search(line.text)
        named = next((place.value for place in book.anatomy_book.find(line.text, words(line.text)) if book.anatomy[place.value].sex == other), "")
        name = found.group().lower() if found else named
        if name and not (line.section == "indication" and _METASTASES.search(line.text)):
            yield line.id, Mismatch("sex", f"The sentence says {name}; the patient is {_NAMES[facts.study.sex]}.")


def _absent_organs(lines: Sequence[Line], facts: FactTable) -> Iterator[tuple[str, Mismatch]]:
    """An organ described that another sentence, the indication or an accepted finding says was taken out."""
    sources = [*lines, *_facts_as_lines(facts)]
    for absent, side, source in _removed(sources):
        pattern = re.compile(rf"\b(?:(?P<side>left|right|both)\s+)?(?:{_ORGANS[absent]})\b", re.IGNORECASE)
        for line in lines:
            found = pattern.search(line.text) if line.id != source.id and line.section in ("findings", "impression", "") else None
            if found is None or _NOT_THE_ORGAN.search(line.text):
                continue
            said = (found["side"] or "").lower()
            plural = found.group().lower().endswith("s") and absent in _PAIRED
            if absent in _PAIRED and not (side and (said in (side, "both") or (plural and not said))):
                continue
            which = f"{side} {absent}" if side else absent
            yield line.id, Mismatch("absent organ", f"The sentence describes the {which}, which was removed or is absent: “{_short(source.text)}”")


def _removed(lines: Sequence[Line]) -> Iterator[tuple[str, str, Line]]:
    for line in lines:
        for pattern, organ in _REMOVED.items():
            found = re.search(rf"\b(?:(left|right)\s+(?:\w+\s+)?)?{pattern}(?:\s+on the (left|right))?", line.text, re.IGNORECASE)
            if found and not _PARTIAL.search(line.text[: found.start()]) and not re.search(r"\bhemi|partial|subtotal|sleeve", found.group(), re.IGNORECASE):
                yield organ, (found[1] or found[2] or "").lower(), line
        for organ, name in _ORGANS.items():
            found = re.search(_MISSING.format(organ=name), line.text, re.IGNORECASE)
            if found:
                yield organ, (found["side"] or found["side2"] or "").strip().lower(), line


def _facts_as_lines(facts: FactTable) -> list[Line]:
    told = [Line(f"finding {row.id}", "", f"{'' if row.side == 'none' else row.side} {row.what.meaning} {row.where.meaning}".strip()) for row in facts.accepted if row.present]
    if facts.header is not None and facts.header.indication:
        told.append(Line("indication", "indication", facts.header.indication))
    return told


def _implants(lines: Sequence[Line], facts: FactTable) -> Iterator[tuple[str, Mismatch]]:
    """An implant that one sentence shows and another denies; a joint described that was replaced."""
    told = [*lines, *_facts_as_lines(facts)]
    for name, pattern in _DEVICES.items():
        with_it = [line for line in told if re.search(rf"\b(?:{pattern})\b", line.text, re.IGNORECASE)]
        denied = [line for line in with_it if re.search(rf"\b(?:no|without)\s+(?:\w+\s+){{0,2}}(?:{pattern})\b", line.text, re.IGNORECASE)]
        shown = [line for line in with_it if line.section != "indication" and not _NO.search(line.text)]
        if shown:
            for line in denied:
                yield line.id, Mismatch("implant", f"The sentence denies the {name} that is described elsewhere: “{_short(shown[0].text)}”")
    for source in told:
        for found in _ARTHROPLASTY.finditer(source.text):
            side, joint = found["side"].lower(), found["joint"].lower()
            for line in lines:
                if line.id != source.id and re.search(rf"\b{side}\s+{joint}\b", line.text, re.IGNORECASE) and _NATIVE.search(line.text) and not _ARTHROPLASTY.search(line.text):
                    yield line.id, Mismatch("implant", f"The sentence describes the {side} {joint} as it was before it was replaced: “{_short(source.text)}”")


def _examined_side(lines: Sequence[Line], facts: FactTable) -> Iterator[tuple[str, Mismatch]]:
    """A joint on the other side than the one that was examined, by the headers, else by the technique.

    Two stages: a sentence with the other side is a candidate; it stands only where headers and technique name one
    side alone and the sentence does not compare the two.
    """
    headers = [facts.study.body_part, *(f"{one.body_part} {one.description} {one.protocol}" for one in facts.series)]
    headers += [facts.header.description] if facts.header is not None else []
    examined = _joint_sides(" ; ".join(text.replace("_", " ") for text in headers))
    if not examined:
        examined = _joint_sides(" ; ".join(line.text for line in lines if line.section == "technique"))
    for line in lines:
        if line.section == "comparison" or _BOTH.search(line.text):
            continue
        for joint, sides in _joint_sides(line.text).items():
            one = examined.get(joint, frozenset())
            if len(one) == 1 and len(sides) == 1 and sides != one:
                yield line.id, Mismatch("side", f"The sentence says {next(iter(sides))} {joint}; the {next(iter(one))} one was examined.")


def _joint_sides(text: str) -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for match in _JOINT_SIDE.finditer(text):
        joint = (match["joint"] or match["joint2"]).lower()
        side = (match["side"] or match["side2"]).lower()
        found[joint] = found.get(joint, frozenset()) | {{"lt": "left", "rt": "right"}.get(side, side)}
    return found


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 80 else f"{text[:77]}..."
