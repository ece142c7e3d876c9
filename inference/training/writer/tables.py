"""Fact tables by chance: what a study might hold, over the whole lexicon and every template. The same seed, the same table.

Nothing here comes from a patient. What is held out for scoring is never drawn for training: numbers by their tenths, pairs
of a finding and its place by their words.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from inference.report.facts_file import facts_from_json
from inference.report.lexicon import lexicon
from inference.report.templates import Template, all_templates
from viewer.case.facts import FactTable
from viewer.case.study import Series

HELD_OUT_OF = 8
"""Of so many numbers, and of so many pairs of finding and place, one is held out."""

_LOBES = ("upper lobe", "middle lobe", "lower lobe", "lingula", "lung apex", "lung base", "lung")
_BRAIN = ("frontal lobe", "parietal lobe", "temporal lobe", "occipital lobe", "cerebellum", "basal ganglia", "thalamus", "brainstem")
_BOWEL = ("stomach", "duodenum", "terminal ileum", "caecum", "ascending colon", "transverse colon", "descending colon", "sigmoid colon", "rectum")
_PANCREAS = ("pancreas", "pancreatic head", "pancreatic body", "pancreatic tail")
_LIVER = ("liver", "liver segment", "hepatic dome")
_JOINTS = ("shoulder", "hip", "knee", "ankle", "wrist")
_NODES = ("lymph node", "mediastinum", "hilum", "retroperitoneum", "pelvis")
_PLACES: Mapping[str, tuple[str, ...]] = {
    "nodule": (*_LOBES, *_LIVER, "thyroid", "adrenal gland", "breast", "soft tissue", "pleura"),
    "lesion": (*_LIVER, "kidney", "spleen", *_PANCREAS, *_BRAIN, "spine", "adrenal gland", "bone", "breast", "cerebral white matter"),
    "mass": (*_LOBES, *_LIVER, "kidney", "adrenal gland", "mediastinum", "pelvis", "breast", "ovary", *_PANCREAS, *_BRAIN, "pituitary", "rectum"),
    "metastasis": (*_LOBES, *_LIVER, *_BRAIN, "spine", "rib", "adrenal gland", "bone"),
    "cyst": (*_LIVER, "kidney", "ovary", "spleen", *_PANCREAS, "thyroid", "breast", "knee"),
    "haemangioma": (*_LIVER, "spleen", "spine"),
    "adenoma": ("adrenal gland", "pituitary", "liver"),
    "lipoma": ("soft tissue", "chest wall", "colon"),
    "abscess": (*_LIVER, *_LOBES, "pelvis", "retroperitoneum", *_BRAIN, "soft tissue"),
    "collection": ("pelvis", "peritoneum", "retroperitoneum", "soft tissue", "pleura"),
    "calcification": ("breast", "prostate", "pancreas", "aorta", "liver", "thyroid", "artery", "kidney"),
    "granuloma": (*_LOBES, "spleen", "liver"),
    "stone": ("kidney", "ureter", "gallbladder", "bladder", "bile duct"),
    "cavity": _LOBES,
    "aneurysm": ("aorta", "artery"),
    "dissection": ("aorta", "artery"),
    "thrombus": ("vein", "artery", "pulmonary artery"),
    "stenosis": ("artery", "spinal canal", "neural foramen", "ureter"),
    "atherosclerosis": ("aorta", "artery"),
    "wall thickening": (*_BOWEL, "gallbladder", "bladder"),
    "dilatation": ("bile duct", "ureter", "oesophagus", "aorta"),
    "enlargement": ("thyroid", "uterus", "ovary", "pituitary", "hilum"),
    "fat stranding": ("peritoneum", "retroperitoneum", "soft tissue"),
    "tear": ("rotator cuff", "labrum", "medial meniscus", "lateral meniscus", "cruciate ligament", "collateral ligament"),
    "polyp": ("gallbladder", "sigmoid colon", "rectum", "sinus"),
    "lymphadenopathy": _NODES,
    "hypermetabolism": (*_NODES, *_LOBES, *_LIVER, "bone", "spine"),
    "fracture": ("rib", "clavicle", "spine", "skull", "hip", "wrist", "ankle"),
    "degenerative change": ("spine", *_JOINTS),
    "joint effusion": _JOINTS,
    "tendinopathy": ("rotator cuff", "shoulder", "ankle"),
    "bursitis": ("shoulder", "hip", "knee"),
    "synovitis": _JOINTS,
    "cartilage loss": ("knee", "hip"),
    "loose body": ("knee", "ankle"),
    "disc herniation": ("intervertebral disc", "spine"),
    "haemorrhage": (*_BRAIN, "adrenal gland", "retroperitoneum"),
    "infarct": (*_BRAIN, "kidney", "spleen"),
    "atrophy": ("brain", "kidney", "pancreas"),
    "edema": ("lung", "brain", "soft tissue"),
    "fibrosis": ("lung", "lung base", "lung apex"),
    "scar": (*_LOBES, "kidney"),
    "torsion": ("testis", "ovary"),
    "annular fissure": ("intervertebral disc",),
    "endometriosis": ("pelvis", "ovary"),
    "infection": ("lung", "soft tissue"),
    "malignancy": ("lung", "kidney", "prostate", "bladder", "rectum"),
}
"""Places of findings whose name implies none; the others are in the organ of their name or a part of it."""
SIZED = frozenset({
    "nodule", "lesion", "mass", "metastasis", "cyst", "haemangioma", "adenoma", "lipoma", "abscess", "collection", "calcification",
    "granuloma", "stone", "cavity", "aneurysm", "polyp", "fibroid", "lytic lesion", "sclerotic lesion", "haemorrhage", "bulla",
    "focal nodular hyperplasia", "thrombus", "lymphadenopathy",
})  # fmt: skip
_SPACES = ("nodule", "lesion", "mass", "cyst", "metastasis", "collection", "haemorrhage")
_AGENTS = ("Iomeprol 400", "Iohexol", "Iodixanol 320", "Gadobutrol", "Gadoterate", "Iopromide 370", "APPLIED", "IV")
_KERNELS = ("Br40", "Br59", "B70f", "STANDARD", "LUNG", "FC08", "H30s", "")
_SYLLABLES = ("bre", "can", "dor", "fel", "gan", "hol", "kir", "lam", "mor", "nev", "pol", "quin", "rast", "sol", "tav", "ulm", "ver", "wex", "zor")


@dataclass(frozen=True, slots=True)
class Study:
    """A table, the template that its report follows, and its indication."""

    facts: FactTable
    template: Template
    indication: str


def make_study(dice: random.Random, *, held_out: bool) -> Study:
    """A study of one of the templates, with none to eight findings."""
    template = dice.choice(all_templates())
    modality = dice.choice(template.modalities or ("CT", "MR", "US"))
    part = dice.choice(template.body_parts or ("", "CHEST", "ABDOMEN", "NECK"))
    priors = sorted((_day(dice) for _ in range(dice.choice((0, 0, 1, 1, 2)))), reverse=True)
    pairs = _pairs(template.organ_headings)
    wanted = [pair for pair in pairs if _is_held_out(" ".join(pair)) == held_out] or list(pairs)
    rows = [
        _row(dice, f"F{number}", dice.choice(wanted if not held_out or dice.random() < 0.5 else pairs), modality, priors, held_out)
        for number in range(1, 1 + dice.choice((0, 1, 1, 2, 2, 3, 3, 4, 5, 6, 8)))
    ]
    present = {row["what"] for row in rows if row["present"]}
    rows = [row for row in rows if row["present"] or row["what"] not in present]
    sexes = {term.sex for row in rows if (term := lexicon().anatomy.get(row["where"])) and term.sex}
    rows = [row for row in rows if len(sexes) < 2 or row["where"] not in lexicon().anatomy or not lexicon().anatomy[row["where"]].sex]
    study = {
        "modality": modality, "body_part": part, "date": "20281114", "sex": sexes.pop() if len(sexes) == 1 else dice.choice("FM"),
        "age_years": dice.randint(18, 90), "priors": priors,
    }  # fmt: skip
    facts = replace(facts_from_json({"study": study, "findings": rows}), series=tuple(_series(dice, modality, part)))
    return Study(facts, template, dice.choice(("", "Cough.", "Follow-up.", "Pain since three days.", "Staging.")))


@cache
def _pairs(headings: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """(finding, place) that a report with these headings may speak of."""
    book = lexicon()
    found = []
    for name, term in book.findings.items():
        home = [place for place, row in book.anatomy.items() if row.organ == term.organ] if term.organ else []
        for place in _PLACES.get(name, home):
            if place in book.anatomy and book.heading_of(book.anatomy[place].organ) in headings:
                found.append((name, place))
    return tuple(found)


def _row(dice: random.Random, id: str, pair: tuple[str, str], modality: str, priors: Sequence[str], held_out: bool) -> dict[str, Any]:
    what, where = pair
    term, place = lexicon().findings[what], lexicon().anatomy[where]
    present = (what in SIZED and dice.random() < 0.85) or dice.random() < 0.6
    sides = ("left", "right", "left", "right", "bilateral") if not what.endswith("s") and term.mass else ("left", "right")
    quantities, change = _measured(dice, what, modality, held_out) if present and what in SIZED else [], None
    if present and priors and dice.random() < 0.6:
        state = dice.choice(("larger", "smaller", "stable", "new", "resolved"))
        factors = {"larger": (0.4, 0.85), "stable": (1.0, 1.0), "smaller": (1.2, 2.2)}.get(state)
        longest = quantities[0]["value"] if quantities else 0.0
        was = _number(dice, factors[0] * longest, factors[1] * longest, held_out) if factors and quantities else None
        change = {"prior_date": priors[0], "state": state, "prior_value": was}
    if what in _SPACES and present and dice.random() < 0.04:
        what = _unknown(dice)
    return {
        "id": id, "what": what, "where": where, "side": dice.choice(sides) if place.paired else "none",
        "zone": dice.choice(("", "upper", "middle", "lower")) if present and where in ("lung", "kidney") else "",
        "present": present, "certainty": dice.choice(("definite",) * 5 + ("probable", "possible")) if present else "definite",
        "quantities": quantities, "change": change, "status": "accepted",
    }  # fmt: skip


def _measured(dice: random.Random, what: str, modality: str, held_out: bool) -> list[dict[str, Any]]:
    how = dice.random()
    if how < 0.15:
        return []
    longest = _number(dice, 3, 90, held_out)
    rows: list[dict[str, Any]] = [{"kind": "long_axis", "value": longest, "unit": "mm"}]
    if how > 0.35:
        rows.append({"kind": "short_axis", "value": min(longest, _number(dice, 2, max(3, longest), held_out)), "unit": "mm"})
    if how > 0.6:
        rows.append({"kind": "volume", "value": round((longest / 10) ** 3 * dice.uniform(0.1, 0.52), 3), "unit": "ml"})
    if how > 0.75 and modality in ("CT", "PT"):
        rows.append({"kind": "mean", "value": round(_number(dice, -100, 400, held_out)), "unit": "HU"})
    if dice.random() < 0.15 and what != "lymphadenopathy":
        rows.append({"kind": "count", "value": dice.randint(2, 14), "unit": "count"})
    if modality in ("CR", "DX", "MG"):
        return [row | {"mm_from": "imager"} if row["unit"] == "mm" else row for row in rows]
    return rows


def _number(dice: random.Random, low: float, high: float, held_out: bool) -> float:
    """A number of one decimal, of those that this split may show."""
    value = 0.0
    for _ in range(60):
        value = round(low + (high - low) * float(dice.random() ** 1.5), 1)
        if _is_held_out(f"{value:.1f}") == held_out:
            return value
    return value


def _is_held_out(words: str) -> bool:
    return zlib.crc32(words.encode()) % HELD_OUT_OF == 0


def _unknown(dice: random.Random) -> str:
    """A name that no lexicon has: a reader may type any, and it must be copied letter by letter."""
    return "".join(dice.choice(_SYLLABLES) for _ in range(dice.randint(2, 4))) + dice.choice((" lesion", " cyst", "oma", ""))


def _day(dice: random.Random) -> str:
    return f"{dice.randint(2015, 2028)}{dice.randint(1, 10):02d}{dice.randint(1, 28):02d}"


def _series(dice: random.Random, modality: str, part: str) -> list[Series]:
    agent = dice.choice(_AGENTS) if dice.random() < 0.4 else ""
    return [
        Series(f"1.{number}", "1", modality, number=number, body_part=part, contrast_agent=agent,
               slice_thickness_mm=dice.choice((0.6, 1.0, 1.25, 3.0, 5.0)), kernel=dice.choice(_KERNELS), kvp=dice.choice((None, 100.0, 120.0)))
        for number in range(1, 1 + dice.choice((0, 1, 1, 2)))
    ]  # fmt: skip
