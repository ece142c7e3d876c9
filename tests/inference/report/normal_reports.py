"""Normal reports in many styles, drawn by chance from phrases of our own. Same seed, same report."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

from inference.report.dates import format_date
from inference.report.facts_file import facts_from_json
from viewer.case.facts import FactTable

DATA = Path(__file__).resolve().parents[2] / "data"
DEVELOP, HELD_OUT = DATA / "normal_reports_develop.txt", DATA / "normal_reports_held_out.txt"
SECTIONS = ("indication", "technique", "comparison", "impression")
PRIOR = "20250714"
_TITLES = {
    "indication": ("INDICATION", "Clinical history", "Reason for exam"),
    "technique": ("TECHNIQUE", "Technique", "PROCEDURE"),
    "comparison": ("COMPARISON", "Comparison", "Prior studies"),
    "findings": ("FINDINGS", "Findings", "REPORT"),
    "impression": ("IMPRESSION", "Conclusion", "Opinion"),
}


@dataclass(frozen=True)
class Examination:
    """One kind of examination and the phrases for it; `lines` are (section, phrases)."""

    modality: str
    body_part: str
    sexes: str
    name: str
    lines: tuple[tuple[str, tuple[str, ...]], ...]


def read_examinations(path: Path) -> tuple[Examination, ...]:
    found: list[Examination] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            modality, part, sexes, name = (word.strip() for word in line[3:].split("|"))
            found.append(Examination(modality, part, sexes, name, ()))
        elif line.strip() and not line.startswith("#"):
            section, colon, rest = line.partition(":")
            section, text = (section, rest) if colon and section in SECTIONS else ("findings", line)
            phrases = tuple(phrase.strip() for phrase in text.split("|"))
            last = found[-1]
            found[-1] = Examination(last.modality, last.body_part, last.sexes, last.name, (*last.lines, (section, phrases)))
    return tuple(found)


def make_normal(path: Path, seed: int) -> tuple[str, FactTable]:
    """A normal report and the facts of its study: the headers, an earlier study sometimes, no finding."""
    dice = random.Random(seed)
    one = dice.choice(read_examinations(path))
    said: dict[str, list[str]] = {}
    for section, phrases in one.lines:
        phrase = dice.choice(phrases)
        if phrase.strip(". ") and (section != "findings" or dice.random() < 0.9):
            said.setdefault(section, []).append(phrase)
    text = _styled(said, one.name, dice)
    text = text.replace("{PRIOR}", "{prior}")
    has_prior = "{prior}" in text
    text = text.replace("{prior}", format_date(PRIOR) if dice.random() < 0.6 else "14.07.2025")
    speaks_of_earlier = any(word in text.lower() for word in ("unchanged", "no change", "previous mammograms"))
    facts = facts_from_json({
        "study": {
            "modality": one.modality, "body_part": one.body_part, "date": "20261114", "sex": dice.choice(one.sexes),
            "age_years": dice.randint(20, 85), "priors": [PRIOR] if has_prior or speaks_of_earlier else [],
        },
        "findings": [],
    })  # fmt: skip
    return text, facts


def _styled(said: dict[str, list[str]], name: str, dice: random.Random) -> str:
    """Headings or none, prose or a line each, numbers, capitals: as departments differ."""
    style = dice.choice(("prose", "lines", "dashes", "bare", "capitals"))
    which = dice.randrange(3)
    parts = [f"{name}\n"] if dice.random() < 0.5 else []
    for section in ("indication", "technique", "comparison", "findings", "impression"):
        phrases = said.get(section)
        if not phrases or (style == "bare" and section in ("indication", "technique", "comparison")):
            continue
        mark = {"dashes": "- "}.get(style, "")
        joint = "\n" if style in ("lines", "dashes") else " "
        body = joint.join(mark + phrase for phrase in phrases)
        if section == "impression" and dice.random() < 0.4:
            body = "\n".join(f"{number}. {phrase}" for number, phrase in enumerate(phrases, 1))
        title = _TITLES[section][which]
        parts.append(body if style == "bare" and section == "findings" else f"{title}:{chr(10) if joint != ' ' else ' '}{body}")
    text = "\n\n".join(parts) + "\n"
    return text.upper() if style == "capitals" else text
