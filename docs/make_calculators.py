"""Write docs/calculators.md from the calculators and guideline files themselves.

python docs/make_calculators.py
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from inference.report.calculators.book import FORMULAS, book_of  # noqa: E402
from inference.report.calculators.model import Calculator, Vector  # noqa: E402

INTRO = """# Calculators and guidelines

`lightbox calc --list [WORD]` names them, `lightbox calc NAME` says what one asks for, `lightbox calc NAME key=value...`
answers. A value may have a unit: `size=7mm`, `size=0.7 cm` and `size_mm=7` say the same. With `--study STUDY --finding ID` before
the name what the study says is filled in. In the window: Ctrl+K. What a rule does not define is refused in one sentence, and what
is missing is asked for; nothing is assumed. The check of the report computes each inserted result again.

## Where the rules are

A guideline is a table of conditions and stands in a file of `resources/guidelines/`; a formula is a short function in
`inference/report/calculators/` (`sizes.py`, `density.py`, `laboratory.py`, `response.py`) with its citation beside it. Each
carries its own examples ("vectors"), which the tests run; a file that fails one of its vectors is not used.

## Your own guidelines

Put a TOML file of the same form into the folder `guidelines` of the library. A file with the `id` of one that comes with
Lightbox takes its place, and its version says which it was. Nothing in a file is run. It is refused, with a sentence, when
an entry is unknown, a condition cannot be read, two rows hold for the same values, or no row holds: where the guideline
says nothing, the table says so by `undefined`.

```toml
id = "site-cyst"
title = "Cysts of our site"
version = "2026-01"
citation = "Department standard 12"
what = "Follow-up of a simple cyst"
words = ["cyst"]

first = [                                  # looked at in order, before the rows
  { when = { known = "yes" }, category = "known", recommendation = "no follow-up" },
]
row = [                                    # exactly one holds for all other values
  { when = { size = "<30" }, category = "small", recommendation = "no follow-up" },
  { when = { size = ">=30, <=50" }, category = "medium", recommendation = "ultrasound in 12 months" },
  { when = { size = ">50" }, undefined = "Above 5 cm our standard says nothing." },
]
vector = [{ given = "known=no size=3cm", category = "medium" }]

[slots.known]
title = "Known and unchanged"
choices = "yes/no"                         # or a list of words

[slots.size]
title = "Largest diameter"
unit = "mm"                                # cm and m convert
range = [1, 300]
decimals = 0                               # round before comparing; leave out to compare as given
fill = ["finding.long_axis"]               # where it may be read from
```

Further parts: `points` of a slot with a `[total]` (sum or largest), `[bands]` for a size that may be given as diameter or as
volume, `[[after]]` for an upgrade, `[categories]` with the recommendation of each category, `synonyms`, `factors` for units.
`fill` knows `patient.age`, `patient.sex`, `study.modality`, `finding.long_axis`, `.short_axis`, `.mean_diameter`, `.volume`,
`.hu`, `.words`, `.change`, `findings.alike`, `change.prior`, `change.days`, and `measurement.` with a kind of number.

## What there is
"""
MADE = "This page is written by `python docs/make_calculators.py`; a test compares it with the program."


def calculators_page() -> str:
    calculators = book_of().calculators
    formulas = {one.id for one in FORMULAS}
    count = sum(len(one.vectors) for one in calculators)
    published = sum(bool(vector.source) for one in calculators for vector in one.vectors)
    lines = [
        INTRO,
        f"{len(calculators)} calculators ({len(formulas)} formulas, {len(calculators) - len(formulas)} tables) with {count} vectors,"
        f" {published} of them published by others.",
        "",
        *_table(("Name", "What it is for", "Version and source", "Rule", "Vectors"), [_row(one, one.id in formulas) for one in calculators]),
        "",
        "## Published vectors",
        "",
        *_table(
            ("Name", "Given", "Answer", "Published by"),
            [(one.id, f"`{vector.given}`", _answer(vector), vector.source) for one in calculators for vector in one.vectors if vector.source],
        ),
        "",
        MADE,
        "",
    ]
    return "\n".join(lines)


def _row(one: Calculator, formula: bool) -> tuple[str, ...]:
    published = sum(bool(vector.source) for vector in one.vectors)
    count = f"{len(one.vectors)}, {published} published" if published else str(len(one.vectors))
    return f"`{one.id}`", one.what, f"{one.title} {one.version}. {one.citation}", "formula" if formula else "table", count


def _answer(vector: Vector) -> str:
    value = "" if vector.value is None else f"{vector.value:g}"
    return ", ".join(part for part in (value, vector.category, f"refused: {vector.refused}" if vector.refused else "") if part)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    return [f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in (head, ["---"] * len(head), *rows)]


if __name__ == "__main__":
    (ROOT / "docs" / "calculators.md").write_text(calculators_page(), encoding="utf-8")
