"""What was measured of a model, as it lies in its folder of papers. Instant: the window reads it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from inference.cards import ModelCard
from inference.gate.evaluation import Evaluation, from_json
from inference.gate.standing import EVALUATION_FILE, TRIAL_FILE


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One way of showing the patient. `passed` is None where it says nothing about the model; `dice` is the mean of
    its structures, `worst` names the least alike of them."""

    name: str
    passed: bool | None
    dice: float | None
    text: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Trial:
    """All cases of one model."""

    model: str
    version: str
    weights_sha256: str
    program: str
    made_at: str
    patient: str
    results: tuple[CaseResult, ...]

    @property
    def passed(self) -> bool | None:
        """None where no case could be judged, as with a model for structures that the phantoms lack."""
        judged = [row.passed for row in self.results if row.passed is not None and row.name != "empty"]
        return all(row.passed is not False for row in self.results) if judged else None

    @property
    def text(self) -> str:
        """For a card, in a line."""
        passed = sum(row.passed is True for row in self.results)
        judged = sum(row.passed is not None for row in self.results)
        if self.passed is None:
            return "not judged: the built-in phantoms have nothing that this model draws"
        failed = [row.name for row in self.results if row.passed is False]
        return f"{passed} of {judged} cases passed" + (f"; failed: {', '.join(failed)}" if failed else "")


def read_trial(folder: Path, card: ModelCard) -> Trial | None:
    """What lies in a model's folder of papers; None where nothing does, or it is of other weights. Instant."""
    try:
        table = json.loads((folder / TRIAL_FILE).read_text(encoding="utf-8"))
        del table["passed"]  # worked out from the rest
        found = Trial(**table | {"results": tuple(CaseResult(**row) for row in table["results"])})
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found if (found.version, found.weights_sha256) == (card.version, card.weights_sha256) else None


def trial_json(trial: Trial) -> dict[str, Any]:
    return asdict(trial) | {"passed": trial.passed}


def read_evaluation(folder: Path, card: ModelCard) -> Evaluation | None:
    """The last evaluation in a model's folder of papers; None where there is none, or it is of other weights."""
    try:
        found = from_json((folder / EVALUATION_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found if (found.version, found.weights_sha256) == (card.version, card.weights_sha256) else None
