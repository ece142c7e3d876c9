"""Errors planted in plain text whose truth is not in the fact table: the patient, the technique, the text itself."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace

from viewer.case.facts import FactTable

PlantText = Callable[[str, FactTable, random.Random], tuple[str, FactTable] | None]


def _into(section: str, text: str, sentence: str) -> str | None:
    """The text with one more sentence at the start of a section; None where there is no such section."""
    titles = {"findings": r"FINDINGS|Findings|REPORT", "impression": r"IMPRESSION|Conclusion|Opinion", "technique": r"TECHNIQUE|Technique|PROCEDURE"}
    found = re.search(rf"^(?:{titles[section]}):[ \n]*", text, re.MULTILINE)
    return None if found is None else f"{text[: found.end()]}{sentence}\n{text[found.end() :]}"


def _added(text: str, *parts: tuple[str, str]) -> str | None:
    made: str | None = text
    for section, sentence in parts:
        made = _into(section, made, sentence) if made is not None else None
    return made


def wrong_sex(text: str, facts: FactTable, dice: random.Random) -> tuple[str, FactTable] | None:
    said = {
        "M": ("The uterus is anteverted and normal.", "Both ovaries are unremarkable.", "Left adnexal cyst is not seen.", "The endometrium is thin."),
        "F": ("The prostate is enlarged.", "Seminal vesicles are symmetric.", "Normal prostate gland.", "The testes are normal."),
    }[facts.study.sex]
    made = _added(text, ("findings", dice.choice(said)))
    return None if made is None else (made, facts)


def absent_organ(text: str, facts: FactTable, dice: random.Random) -> tuple[str, FactTable] | None:
    before, after = dice.choice((
        ("Status post cholecystectomy.", "The gallbladder is thin walled and contains no stones."),
        ("Prior splenectomy.", "The spleen is normal in size."),
        ("Status post left nephrectomy.", "The left kidney enhances normally."),
        ("Previous right nephrectomy.", "Both kidneys are normal."),
        ("The gallbladder is surgically absent.", "Gallbladder is normal."),
        ("Status post appendectomy.", "The appendix is normal."),
        ("Absent right kidney.", "Right kidney measures 10 cm without hydronephrosis."),
        ("Previous thyroidectomy.", "Thyroid gland is homogeneous."),
    ))  # fmt: skip
    text = re.sub(r"[^.\n]*(?:gallbladder|spleen|kidney|appendix|thyroid|cholecystectomy)[^.\n]*\.", "", text, flags=re.IGNORECASE)
    made = _added(text, ("findings", f"{before} {after}" if dice.random() < 0.5 else f"{after} {before}"))
    return None if made is None else (made, facts)


def implant(text: str, facts: FactTable, dice: random.Random) -> tuple[str, FactTable] | None:
    first, second = dice.choice((
        ("Left chest wall pacemaker with leads in the right atrium and ventricle.", "No pacemaker or other device."),
        ("Status post right total hip arthroplasty.", "The right hip joint space is preserved."),
        ("Left total knee arthroplasty in place.", "The cartilage of the left knee is intact."),
        ("Right chest port with tip in the SVC.", "No port or central line."),
        ("A VP shunt enters from the right.", "No shunt catheter."),
    ))  # fmt: skip
    made = _added(text, ("findings", f"{first} {second}"))
    return None if made is None else (made, facts)


def technique(text: str, facts: FactTable, dice: random.Random) -> tuple[str, FactTable] | None:
    wrong = {
        "CT": ("There is normal T2 signal.", "No restricted diffusion; normal FLAIR signal.", "The liver is echogenic."),
        "MR": ("Attenuation of 45 HU is normal.", "The liver is hypodense.", "Normal echotexture."),
        "US": ("Normal T1 signal.", "Low density of 10 HU.", "No hyperdense focus."),
        "DX": ("Normal T2 signal of the spine.", "Anechoic pleural space.", "No restricted diffusion."),
    }.get(facts.study.modality)
    made = _added(text, ("findings", dice.choice(wrong))) if wrong else None
    return None if made is None else (made, facts)


def wrong_modality(text: str, facts: FactTable, dice: random.Random) -> tuple[str, FactTable] | None:
    other = dice.choice([name for key, name in (("CT", "CT"), ("MR", "MRI"), ("US", "Ultrasound")) if key != facts.study.modality])
    titles = r"^(TECHNIQUE|Technique|PROCEDURE):[ \n]*(?:- )?[^\n]*"
    made, count = re.subn(titles, rf"\g<1>: {other} was performed.", text, count=1, flags=re.MULTILINE)
    return (made, facts) if count and facts.study.modality in ("CT", "MR", "US") else None


def category(text: str, facts: FactTable, dice: random.Random) -> tuple[str, FactTable] | None:
    pairs = (
        (("impression", "Lung-RADS 6."),), (("impression", "BI-RADS 7."),), (("impression", "ACR TI-RADS TR6."),), (("impression", "LI-RADS LR-7."),),
        (("findings", "This is Lung-RADS 3."), ("impression", "Lung-RADS category 4A.")), (("findings", "BI-RADS 2."), ("impression", "BI-RADS category 4.")),
        (("findings", "Bosniak II."), ("impression", "Bosniak IV.")),
    )  # fmt: skip
    made = _added(text, *dice.choice(pairs)) if "BI-RADS" not in text and "Deauville" not in text else None
    return None if made is None else (made, facts)


def mismatch(text: str, facts: FactTable, dice: random.Random) -> tuple[str, FactTable] | None:
    """Findings and impression that speak of different sides, sizes, or deny each other."""
    side, other = dice.sample(("left", "right"), 2)
    pairs = (
        (f"Small {side} pleural effusion.", f"Small {other} pleural effusion."),
        (f"There is moderate {side} hydronephrosis.", f"Moderate {other} hydronephrosis."),
        ("There is no pneumothorax.", f"Small {side} pneumothorax."),
        ("There is a moderate pleural effusion.", "No pleural effusion."),
        (f"A fracture of the {side} seventh rib.", f"Acute {other} rib fracture."),
        ("No evidence of appendicitis.", "Acute appendicitis."),
        (f"Old infarct in the {side} cerebellum.", f"Old {other} cerebellar infarct."),
        ("Calcified granuloma of 7 mm in the liver.", "Calcified granuloma of 17 mm in the liver."),
    )
    text = re.sub(r"[^.\n]*(?:effusion|hydronephrosis|pneumothorax|fracture|appendi|infarct|granuloma|KUB|stone)[^.\n]*\.", "", text, flags=re.IGNORECASE)
    above, below = dice.choice(pairs)
    made = _added(text, ("findings", above), ("impression", below))
    return None if made is None else (made, facts)


def wrong_side_examined(text: str, facts: FactTable, dice: random.Random) -> tuple[str, FactTable] | None:
    """The other knee in one sentence of an examination of one knee."""
    found = [match for match in re.finditer(r"\b(left|right)( knee)", text, re.IGNORECASE) if match.start() > max(text.find(t) for t in ("IMPRESSION", "Conclusion", "Opinion", "FINDINGS", "Findings", "REPORT"))]
    if not found or "KNEE" not in facts.study.body_part.upper():
        return None
    match = dice.choice(found)
    other = {"left": "right", "right": "left"}[match[1].lower()]
    side = match[1].lower()
    facts = replace(facts, study=replace(facts.study, body_part=f"{side.upper()} KNEE"))
    return f"{text[: match.start()]}{other}{match[2]}{text[match.end() :]}", facts


def no_prior(text: str, facts: FactTable, dice: random.Random) -> tuple[str, FactTable] | None:
    said = ("Unchanged from the prior study.", "The heart is stable in size compared to prior.", "No interval change since the last examination.", "Nodule has resolved since the previous CT.")
    made = _added(text, ("findings", dice.choice(said)))
    return None if made is None or facts.study.prior_dates else (made, facts)


def date(text: str, facts: FactTable, dice: random.Random) -> tuple[str, FactTable] | None:
    made = re.sub(r"14 July 2025|14\.07\.2025|14 JULY 2025", "9 May 2022", text)
    return (made, facts) if made != text else None


def invented(text: str, facts: FactTable, dice: random.Random) -> tuple[str, FactTable] | None:
    said = ("There is a 12 mm nodule in the left upper lobe.", "Large right pleural effusion.", "A 3.4 cm mass in the right kidney.", "Acute pulmonary embolism in the right lower lobe.", "Subdural haematoma on the left measuring 8 mm.")
    made = _added(text, ("findings", dice.choice(said)))
    return None if made is None else (made, facts)


TEXT_PLANTS: dict[str, tuple[PlantText, frozenset[str]]] = {
    "sex": (wrong_sex, frozenset({"sex"})),
    "absent organ": (absent_organ, frozenset({"absent organ"})),
    "implant": (implant, frozenset({"implant"})),
    "other modality's words": (technique, frozenset({"technique"})),
    "modality": (wrong_modality, frozenset({"technique"})),
    "guideline category": (category, frozenset({"guideline"})),
    "findings and impression": (mismatch, frozenset({"mismatch", "finding", "negation", "side", "number"})),
    "side examined": (wrong_side_examined, frozenset({"side"})),
    "comparison without a prior": (no_prior, frozenset({"comparison"})),
    "date of the prior": (date, frozenset({"date"})),
    "invented finding": (invented, frozenset({"finding", "number"})),
}
