"""Whether a site has accepted a model, on which measurement, and where such papers lie. Instant: the window reads it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from inference.cards import ModelCard
from viewer.case.errors import KnownError
from viewer.case.source import now

TRIAL_FILE = "acceptance.json"
"""What the trial on phantoms gave; accepting a model is what a person does, and lies in `ACCEPTED_FILE`."""
EVALUATION_FILE = "evaluation.json"
ACCEPTED_FILE = "accepted.json"
EXPERIMENTAL = "experimental"
"""The word that every result of a model carries which the site has not accepted."""


@dataclass(frozen=True, slots=True)
class Standing:
    """`state` is experimental until someone at the site accepted these very weights on cases of the site."""

    state: Literal["experimental", "accepted"] = "experimental"
    accepted_by: str = ""
    accepted_at: str = ""
    cases: int = 0
    evaluation_sha256: str = ""

    @property
    def is_experimental(self) -> bool:
        return self.state == EXPERIMENTAL

    @property
    def text(self) -> str:
        """For a reader."""
        if self.is_experimental:
            return "experimental: not accepted at this site"
        return f"accepted by {self.accepted_by} on {self.accepted_at[:10]}, on {self.cases_text}"

    @property
    def cases_text(self) -> str:
        """``1 case``, ``2 cases``."""
        return f"{self.cases} {'case' if self.cases == 1 else 'cases'}"


def papers_folder(models_folder: Path, model_id: str) -> Path:
    """Where a library keeps what it measured of a model: beside the pack; for a built-in one, in a folder of that name."""
    return models_folder / model_id


def standing_of(models_folder: Path, model_id: str, version: str, weights_sha256: str) -> Standing:
    """Other weights or another version under the same name are experimental again, and so is what cannot be read."""
    try:
        table = json.loads((papers_folder(models_folder, model_id) / ACCEPTED_FILE).read_text(encoding="utf-8"))
        if table["version"] != version or table["weights_sha256"] != weights_sha256:
            return Standing()
        return Standing("accepted", str(table["accepted_by"]), str(table["accepted_at"]), int(table["cases"]), str(table["evaluation_sha256"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Standing()


def accept(models_folder: Path, card: ModelCard, name: str) -> Standing:
    """Note that `name` accepts the model for the site on the evaluation that lies there.

    Raises
    ------
    KnownError without a name, without an evaluation of these weights, or with one that compared nothing.
    """
    if not name.strip():
        raise KnownError("Say who accepts the model.")
    path = papers_folder(models_folder, card.id) / EVALUATION_FILE
    advice = f"Measure it first: `lightbox models evaluate {card.id} --cases DIR`."
    try:
        raw = path.read_bytes()
        table = json.loads(raw)
        cases = len(table["cases"])
        measured = (table["version"], table["weights_sha256"])
    except FileNotFoundError:
        raise KnownError(f"{card.name} was not measured on cases of this site yet.", advice) from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KnownError(f"The evaluation in {path} cannot be read.", advice) from error
    if measured != (card.version, card.weights_sha256):
        raise KnownError(f"The evaluation of {card.name} is of another version or of other weights.", advice)
    if not cases:
        raise KnownError(f"The evaluation of {card.name} compared no case.", advice)
    standing = Standing("accepted", name.strip(), now(), cases, hashlib.sha256(raw).hexdigest())
    write_paper(path.with_name(ACCEPTED_FILE), asdict(standing) | {"model": card.id, "version": card.version, "weights_sha256": card.weights_sha256})
    return standing


def write_paper(path: Path, table: object) -> None:
    """Write JSON whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(json.dumps(table, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    part.replace(path)
