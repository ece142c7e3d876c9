"""A model's results against references: per case, per structure with intervals, and per scanner. Plain values, no torch."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from inference.gate.agreement import Agreement
from inference.gate.bootstrap import Interval, interval_of

MEASURES: dict[str, tuple[str, str]] = {
    "dice": ("Dice", ""),
    "surface_mm": ("surface distance", "mm"),
    "surface95_mm": ("surface distance, 95 %", "mm"),
    "difference_ml": ("volume difference", "ml"),
    "difference_percent": ("volume difference", "%"),
}
"""What is measured -> what it is called, and its unit."""


@dataclass(frozen=True, slots=True)
class Scanner:
    """What the pictures of a case come from, as far as their headers say it."""

    manufacturer: str = ""
    model: str = ""
    kernel: str = ""
    thickness_mm: float | None = None

    @property
    def name(self) -> str:
        """In one line; "not stated" where nothing is."""
        thickness = f"{self.thickness_mm:g} mm" if self.thickness_mm else ""
        parts = (f"{self.manufacturer} {self.model}".strip(), self.kernel.partition("\\")[0], thickness)
        return ", ".join(part for part in parts if part) or "not stated"


@dataclass(frozen=True, slots=True)
class CaseScore:
    """One structure of one case: the model (a) against the reference (b)."""

    case: str
    structure: str
    scanner: Scanner
    agreement: Agreement

    @property
    def is_found(self) -> bool:
        """Whether the model drew anything there."""
        return self.agreement.volume_a_ml > 0


@dataclass(frozen=True, slots=True)
class StructureScore:
    """One structure over cases. `found` counts cases in which the model drew any of it; `measures` are keyed as `MEASURES`."""

    structure: str
    cases: int
    found: int
    measures: dict[str, Interval]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What one run over a folder of references gave. `sha256` of the weights and `version` say of which model."""

    model: str
    version: str
    weights_sha256: str
    program: str
    made_at: str
    folder: str
    seconds: float
    scores: tuple[CaseScore, ...]
    problems: tuple[str, ...] = ()

    @property
    def cases(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(score.case for score in self.scores))

    @property
    def structures(self) -> tuple[StructureScore, ...]:
        return _summary(self.scores)

    @property
    def by_scanner(self) -> dict[str, tuple[StructureScore, ...]]:
        names = dict.fromkeys(score.scanner.name for score in self.scores)
        return {name: _summary([score for score in self.scores if score.scanner.name == name]) for name in names}

    def sentence(self) -> str:
        """The whole in a line, for a card."""
        parts = [
            f"{row.structure} Dice {text}" for row in self.structures if (text := interval_text(row.measures.get("dice"), 2))
        ]
        return f"{self.count_text} of this site: {', '.join(parts) or 'nothing to compare'}."

    @property
    def count_text(self) -> str:
        """``1 case``, ``2 cases``."""
        count = len(self.cases)
        return f"{count} {'case' if count == 1 else 'cases'}"


def to_json(evaluation: Evaluation) -> dict[str, Any]:
    """Everything, the summaries too, as JSON values."""
    return asdict(evaluation) | {
        "cases": list(evaluation.cases),
        "structures": [asdict(row) for row in evaluation.structures],
        "by_scanner": {name: [asdict(row) for row in rows] for name, rows in evaluation.by_scanner.items()},
    }


def from_json(text: str) -> Evaluation:
    """What `to_json` wrote.

    Raises
    ------
    ValueError, KeyError, TypeError for anything else.
    """
    table = json.loads(text)
    scores = tuple(
        CaseScore(row["case"], row["structure"], Scanner(**row["scanner"]), Agreement(**row["agreement"])) for row in table["scores"]
    )
    own = {field.name: table[field.name] for field in fields(Evaluation) if field.name in table}
    return Evaluation(**own | {"scores": scores, "problems": tuple(table["problems"])})


def to_markdown(evaluation: Evaluation) -> str:
    """For a person to read, and to keep with the site's own papers."""
    lines = [
        f"# {evaluation.model} {evaluation.version} on {evaluation.count_text}", "",
        f"Measured {evaluation.made_at} with Lightbox {evaluation.program} on the references in {evaluation.folder}. ",
        f"Weights SHA-256 {evaluation.weights_sha256}. ",
        "Means with the interval that holds 95 % of the means of cases drawn anew; none with fewer than three cases.", "",
        *_table(evaluation.structures),
    ]  # fmt: skip
    if len(evaluation.by_scanner) > 1:
        for name, rows in evaluation.by_scanner.items():
            lines += ["", f"## {name}", "", *_table(rows)]
    lines += ["", "## Cases", "", "| case | structure | Dice | surface mm | 95 % mm | model ml | reference ml |", "|---|---|---|---|---|---|---|"]
    for score in evaluation.scores:
        one = score.agreement
        cells = (_number(one.dice, 3), _number(one.surface_mm, 2), _number(one.surface95_mm, 2), _number(one.volume_a_ml, 1), _number(one.volume_b_ml, 1))
        said = "" if score.is_found else " (not found by this model)"
        lines.append(f"| {_cell(score.case)} | {_cell(score.structure)}{said} | {' | '.join(cells)} |")
    if evaluation.problems:
        lines += ["", "## Left out or odd", "", *(f"- {problem}" for problem in evaluation.problems)]
    return "\n".join(lines) + "\n"


def to_csv(evaluation: Evaluation) -> str:
    """One row for each structure of each case (RFC 4180)."""
    head = "case,structure,found,dice,surface_mm,surface95_mm,model_ml,reference_ml,difference_ml,difference_percent,manufacturer,scanner,kernel,thickness_mm"
    rows = [head]
    for score in evaluation.scores:
        one, scanner = score.agreement, score.scanner
        cells: list[object] = [
            score.case, score.structure, "yes" if score.is_found else "no", one.dice, one.surface_mm, one.surface95_mm,
            one.volume_a_ml, one.volume_b_ml, one.difference_ml, one.difference_percent, scanner.manufacturer, scanner.model,
            scanner.kernel, scanner.thickness_mm,
        ]  # fmt: skip
        rows.append(",".join(_csv(cell) for cell in cells))
    return "\r\n".join(rows) + "\r\n"


def interval_text(interval: Interval | None, digits: int) -> str:
    """``0.93 (0.90 to 0.95)``; empty for None."""
    if interval is None:
        return ""
    mean = f"{interval.mean:.{digits}f}"
    return mean if interval.low is None or interval.high is None else f"{mean} ({interval.low:.{digits}f} to {interval.high:.{digits}f})"


def _summary(scores: Sequence[CaseScore]) -> tuple[StructureScore, ...]:
    rows = []
    for name in dict.fromkeys(score.structure for score in scores):
        ours = [score for score in scores if score.structure == name]
        measures = {key: interval for key in MEASURES if (interval := interval_of(_values(ours, key)))}
        rows.append(StructureScore(name, len(ours), sum(score.is_found for score in ours), measures))
    return tuple(rows)


def _values(scores: Iterable[CaseScore], measure: str) -> list[float]:
    return [value for score in scores if (value := getattr(score.agreement, measure)) is not None]


def _table(rows: Sequence[StructureScore]) -> list[str]:
    heads = [f"{name}{f' ({unit})' if unit else ''}" for name, unit in MEASURES.values()]
    lines = [f"| structure | found | {' | '.join(heads)} |", f"|---|---|{'---|' * len(heads)}"]
    for row in rows:
        cells = [interval_text(row.measures.get(key), 3 if key == "dice" else 2) or "–" for key in MEASURES]
        lines.append(f"| {_cell(row.structure)} | {row.found} of {row.cases} | {' | '.join(cells)} |")
    return lines


def _number(value: float | None, digits: int) -> str:
    return "–" if value is None else f"{value:.{digits}f}"


def _cell(text: str) -> str:
    return text.replace("|", "/").replace("\n", " ")


def _csv(cell: object) -> str:
    text = "" if cell is None else f"{cell:.4f}" if isinstance(cell, float) else str(cell)
    if text[:1] in ("=", "+", "@", "\t") or (text[:1] == "-" and not isinstance(cell, float)):
        text = "'" + text  # a name from a file must not become a formula of a spreadsheet
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if any(c in text for c in ',"\r\n') else text
