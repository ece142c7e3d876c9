"""Fact tables made by chance, for tests that plant errors in many reports. Same seed, same table."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

from inference.report.facts_file import facts_from_json
from viewer.case.facts import FactTable
from viewer.case.study import Series

PLACES = {
    "nodule": [("lung", True, True)],
    "cyst": [("liver", False, False), ("kidney", True, True)],
    "stone": [("kidney", True, True)],
    "mass": [("liver", False, False), ("adrenal gland", True, False)],
    "pleural effusion": [("pleura", True, False)],
    "emphysema": [("lung", True, True)],
    "consolidation": [("lower lobe", True, False), ("upper lobe", True, False)],
    "fracture": [("rib", True, False)],
    "hydronephrosis": [("kidney", True, False)],
    "lymphadenopathy": [("mediastinum", False, False)],
}
SIZED = ("nodule", "cyst", "stone", "mass")
DATES = ("20250714", "20241103", "20230228")


def make_facts(seed: int) -> FactTable:
    """A study with one to seven accepted findings, and sometimes rejected ones, priors and measured changes."""
    dice = random.Random(seed)
    priors = sorted(dice.sample(DATES, dice.randint(0, 2)), reverse=True)
    rows = [_row(dice, number, priors) for number in range(1, dice.randint(2, 8))]
    present = {row["what"] for row in rows if row["present"]}
    rows = [row for row in rows if row["present"] or row["what"] not in present]  # no table contradicts itself
    facts = facts_from_json(
        {
            "study": {"modality": "CT", "body_part": "CHEST", "date": "20261114", "sex": "F", "priors": priors},
            "findings": rows,
        }
    )
    series = Series(
        "1.2", "1", "CT", number=2, body_part="CHEST", slice_thickness_mm=1.25, kernel="Br40", kvp=120.0
    )
    return replace(facts, series=(series,))


def _row(dice: random.Random, number: int, priors: list[str]) -> dict[str, Any]:
    what = dice.choice(list(PLACES))
    where, paired, zoned = dice.choice(PLACES[what])
    present = what in SIZED or dice.random() < 0.8
    sides = ["left", "right"] if what in SIZED or where != "lung" else ["left", "right", "bilateral"]
    quantities: list[dict[str, Any]] = []
    change = None
    if what in SIZED:
        long_axis = round(dice.uniform(4.0, 60.0), 2)
        quantities = [
            {"kind": "long_axis", "value": long_axis, "unit": "mm"},
            {"kind": "short_axis", "value": round(long_axis * dice.uniform(0.5, 0.8), 2), "unit": "mm"},
            {"kind": "volume", "value": round((long_axis / 10) ** 3 * 0.4, 4), "unit": "ml"},
            {"kind": "mean", "value": round(dice.uniform(-80, 300), 1), "unit": "HU"},
        ]
        if priors and dice.random() < 0.5:
            state = dice.choice(["larger", "smaller", "stable", "new"])
            factor = {"larger": 0.7, "smaller": 1.5, "stable": 1.01}.get(state)
            prior_value = round(long_axis * factor, 2) if factor else None
            change = {"prior_date": priors[0], "state": state, "prior_value": prior_value}
    return {
        "id": f"F{number}",
        "what": what,
        "where": where,
        "side": dice.choice(sides) if paired else "none",
        "zone": dice.choice(["upper", "middle", "lower"]) if zoned and present else "",
        "present": present,
        "certainty": dice.choice(["definite", "definite", "definite", "probable", "possible"]) if present else "definite",
        "quantities": quantities,
        "change": change,
        "status": dice.choice(["accepted", "accepted", "accepted", "accepted", "rejected"]),
    }
