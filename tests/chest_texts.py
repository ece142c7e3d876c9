"""How well chest reports are understood: four collections of texts against what each says is there.

`chest_texts_develop.txt` is what the rules were tried on; `chest_texts_held_out.txt` was written before and is only
scored; `chest_reports_varied.txt` and `chest_reports_styles.txt` (portable films of intensive care, long academic reports, dictation
without punctuation, follow-ups) are whole reports, scored once and then learned from. All are ours: their F1 says that the rules do what they are meant to, not how they do on other people's reports.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from inference.report.assertions import assert_text

FINDINGS = {
    "atelectasis": "atelectasis", "cardiomegaly": "cardiomegaly", "effusion": "pleural effusion", "mass": "mass",
    "nodule": "nodule", "pneumonia": "pneumonia", "pneumothorax": "pneumothorax", "consolidation": "consolidation",
    "edema": "edema", "emphysema": "emphysema", "fibrosis": "fibrosis", "pleural thickening": "pleural thickening",
    "hernia": "hernia", "infiltration": "infiltration",
}  # fmt: skip
"""A collection's names and the terms of ``resources/terms`` they stand for."""


DEVELOP, HELD_OUT, VARIED, STYLES = (
    Path(__file__).parent / "data" / f"chest_{name}.txt" for name in ("texts_develop", "texts_held_out", "reports_varied", "reports_styles")
)


def read_texts(path: Path) -> list[tuple[frozenset[str], str]]:
    """The texts of a collection with the findings that each says are there."""
    rows: list[tuple[frozenset[str], str]] = []
    for block in ("\n" + path.read_text(encoding="utf-8")).split("\n= ")[1:]:
        head, _, text = block.partition("\n")
        present = frozenset(name.strip() for name in head.split(",") if name.strip())
        if not present <= FINDINGS.keys():
            raise ValueError(f"{path.name} has unknown findings: {head}")
        rows.append((present, text.strip()))
    return rows


def present_in(text: str) -> frozenset[str]:
    """The findings that a text says are there: not denied, not doubted."""
    said = {row.finding for row in assert_text(text) if not row.negated and row.certainty == "definite"}
    return frozenset(name for name, term in FINDINGS.items() if term in said)


def count(
    rows: Iterable[tuple[frozenset[str], str]], find: Callable[[str], frozenset[str]] = present_in
) -> dict[str, Counter[str]]:
    """Per finding the texts where it is rightly found, wrongly found and missed by `find`."""
    counts = {name: Counter[str]() for name in FINDINGS}
    for truth, text in rows:
        found = find(text)
        for name in truth | found:
            counts[name]["right" if name in truth & found else "missed" if name in truth else "wrong"] += 1
    return counts


def f1(counts: Iterable[Counter[str]]) -> float:
    """F1 over all findings together (micro)."""
    total = sum(counts, Counter[str]())
    return 2 * total["right"] / max(1, 2 * total["right"] + total["wrong"] + total["missed"])
