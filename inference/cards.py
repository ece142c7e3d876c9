"""What a model is, what it may be used for, and under which terms. Importing this is instant: no torch."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from viewer.case.errors import KnownError
from viewer.case.finding import SIDES
from viewer.case.segmentation import Label
from viewer.case.study import Problem
from viewer.case.terms import Code

CARD_FILE = "card.toml"
TASKS = ("segmentation", "prompt", "detection", "grounding", "classification", "measurement", "llm")
RUNNERS = frozenset({
    "inference.segmentation.classical:run",
    "inference.segmentation.tissues:run",
    "inference.segmentation.nodules:run",
    "inference.segmentation.focal_lesions:run",
    "inference.segmentation.network:run",
    "inference.segmentation.structures:run",
    "inference.segmentation.promptable:run",
    "inference.segmentation.prompts:run",
    "inference.segmentation.radiograph:run",
    "inference.classification:run",
    "inference.llm.llama:run",
})  # fmt: skip
"""Our own functions that a card may name; a card cannot have anything else imported."""
MOST_CARD_BYTES = 2**20
MOST_DOTS = 64
"""In one key: the time that a reader of TOML takes grows with the square of it."""
_BETWEEN_KEYS = re.compile(r"[=,{}\[\]\n]")
_CODE = re.compile(r"[A-Za-z0-9._:-]{1,16}")
"""Coding scheme and value: SH of at most 16 characters (DICOM PS3.5, 6.2); longer ones cannot be sent."""
_SNOMED = re.compile(r"[1-9][0-9]{5,15}")
_MOST_MEANING = 64
_ID = re.compile(r"(?!(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$))[a-z0-9][a-z0-9._-]{0,79}", re.IGNORECASE)
"""Also the name of a folder: devices of Windows are none."""


@dataclass(frozen=True, slots=True)
class ModelCard:
    """One model the application may run, read from ``<folder>/card.toml``.

    Attributes
    ----------
    runner : ``package.module:function`` out of `RUNNERS`, imported only inside the ML process.
    modality : DICOM modality it applies to, or ``any``.
    weights : file beside the card; empty for a model made of rules.
    weights_sha256 : of the weights file. For a model of rules it is that of the card itself, which holds
        every number that the rules take from outside the program.
    license : SPDX id or short name; never empty.
    origin : what it was made from at installation, with the SHA-256 of that; empty for a built-in model.
    scores : what was measured, on what, as sentences.
    applies : what pictures it is meant for; read by `inference.gate.applies`.
    network, input, self_test : tables that only the runner reads.
    """

    id: str
    version: str
    name: str
    task: str
    runner: str
    modality: str
    license: str
    intended_use: str
    limits: str
    weights: str = ""
    weights_sha256: str = ""
    origin: str = ""
    scores: tuple[str, ...] = ()
    labels: tuple[Label, ...] = ()
    applies: Mapping[str, Any] = field(default_factory=dict)
    network: Mapping[str, Any] = field(default_factory=dict)
    input: Mapping[str, Any] = field(default_factory=dict)
    self_test: Mapping[str, Any] = field(default_factory=dict)

    @property
    def author(self) -> str:
        """Who an edit made by this model is by."""
        return f"model:{self.id}@{self.version}"

    def find_label(self, name: str) -> Label | None:
        return next((label for label in self.labels if label.name == name), None)


class BadCard(KnownError):
    """The card or its weights cannot be trusted; the text says why."""


@dataclass(frozen=True, slots=True)
class Cards:
    """The models that can be used, each with its folder, and why others cannot."""

    cards: tuple[tuple[ModelCard, Path], ...]
    problems: tuple[Problem, ...]


def read_card(path: Path) -> ModelCard:
    """Read ``card.toml``.

    Raises
    ------
    BadCard for a file that is not TOML, an unknown or missing key, an empty licence, a label without a
    code, weights without a SHA-256, a weights path that leaves the folder.
    """
    try:
        if (size := path.stat().st_size) > MOST_CARD_BYTES:
            raise BadCard(f"The model card {path} has {size:,} bytes; a card has at most {MOST_CARD_BYTES:,}.")
        raw = path.read_bytes()
        text = raw.decode("utf-8")
        if any(part.count(".") > MOST_DOTS for part in _BETWEEN_KEYS.split(text)):
            raise BadCard(f"The model card {path} cannot be read: it is nested too deeply.")
        table = tomllib.loads(text)
    except RecursionError as error:
        raise BadCard(f"The model card {path} cannot be read: it is nested too deeply.") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadCard(f"The model card {path} cannot be read: {error}.") from error
    except ValueError as error:  # of Python itself, for a number of thousands of digits
        raise BadCard(f"The model card {path} cannot be read: it holds a number that no card needs.") from error
    known = {field.name for field in fields(ModelCard)}
    if unknown := sorted(set(table) - known):
        raise BadCard(f"The model card {path} has an unknown key: {', '.join(unknown)}.")
    labels = tuple(_label(path, number, label) for number, label in _table(path, table.pop("labels", {})).items())
    scores = table.pop("scores", [])
    if not isinstance(scores, list) or not all(isinstance(score, str) for score in scores):
        raise BadCard(f"The scores on the model card {path} are not a list of sentences.")
    applies, network, inputs, self_test = (
        _table(path, table.pop(key, {})) for key in ("applies", "network", "input", "self_test")
    )
    for key, value in table.items():
        if not isinstance(value, str):
            raise BadCard(f"The key {key} of the model card {path} is not a text.")
    if not _ID.fullmatch(table.get("id", "x")):
        raise BadCard(f"The model card {path} has the id {table['id'][:80]!r}; an id is of letters, digits, dots, dashes and _, and no device of Windows.")
    for key in ("id", "version", "name", "task", "runner", "modality", "license", "intended_use", "limits"):
        if not table.get(key, "").strip():
            raise BadCard(f"The model card {path} does not say its {key}.")
    if table["task"] not in TASKS:
        raise BadCard(f"The model card {path} has the task {table['task']!r}, which is none of {', '.join(TASKS)}.")
    if table["runner"] not in RUNNERS:
        raise BadCard(f"The model card {path} names the runner {table['runner'][:80]!r}, which is none of Lightbox's own.")
    weights = table.get("weights", "")
    if weights and (Path(weights).name != weights or not table.get("weights_sha256")):
        raise BadCard(f"The model card {path} does not give a weights file beside it with its SHA-256.")
    if not weights:
        table["weights_sha256"] = hashlib.sha256(raw).hexdigest()
    _refuse_twice(path, labels)
    return ModelCard(
        **table, labels=labels, scores=tuple(scores), applies=applies, network=network, input=inputs, self_test=self_test
    )


def check_weights(card: ModelCard, folder: Path) -> None:
    """Compare the SHA-256 of the files in `folder` with what `card` says.

    Raises
    ------
    BadCard when the weights are missing or are not the ones on the card, or the card itself has changed.
    """
    path = folder / (card.weights or CARD_FILE)
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise BadCard(f"The weights of the model {card.id} are missing: {path}.", "Install the model again.") from error
    if digest != card.weights_sha256.lower():
        raise BadCard(
            f"The weights of the model {card.id} are not the ones on its card: {path} has changed.",
            "Install the model again from a source that you trust.",
        )


def scan_cards(folders: Sequence[Path]) -> Cards:
    """Read the card of every model folder below `folders`. One bad card costs that model only.

    Where two models have one id, the first folder wins: a pack cannot stand in for a built-in model.
    """
    cards: list[tuple[ModelCard, Path]] = []
    problems: list[Problem] = []
    for path in (path for folder in folders for path in sorted(folder.glob(f"*/{CARD_FILE}"))):
        try:
            card = read_card(path)
        except BadCard as error:
            problems.append(Problem("refused", error.text, str(path)))
            continue
        if any(card.id == other.id for other, _ in cards):
            problems.append(Problem("refused", f"There is already a model with the id {card.id}.", str(path)))
        else:
            cards.append((card, path.parent))
    return Cards(tuple(cards), tuple(problems))


def find_cards(folders: Sequence[Path]) -> tuple[tuple[ModelCard, Path], ...]:
    """Every usable model below `folders` with the folder it lies in; `scan_cards` also says what was refused."""
    return scan_cards(folders).cards


def find_card(id: str, folders: Sequence[Path]) -> tuple[ModelCard, Path]:
    """The model `id`; KnownError naming the installed ones when there is none."""
    cards = find_cards(folders)
    for card, folder in cards:
        if card.id == id:
            return card, folder
    raise KnownError(f"There is no model {id}.", f"Installed: {', '.join(card.id for card, _ in cards) or 'none'}.")


def _table(path: Path, value: object) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise BadCard(f"The model card {path} has a value where a table belongs.")
    return value


def _label(path: Path, number: str, value: object) -> Label:
    table = dict(_table(path, value))
    what = f"The label {number} of the model card {path}"
    if unknown := sorted(set(table) - {"name", "code", "side", "includes"}):
        raise BadCard(f"{what} has an unknown key: {', '.join(unknown)}.")
    if not (number.isdecimal() and 0 < int(number) < 256):
        raise BadCard(f"{what} is not a number from 1 to 255.")
    name, code, side, includes = (
        table.get("name", ""), table.get("code"), table.get("side", "none"), table.get("includes", [])
    )  # fmt: skip
    if not isinstance(name, str) or not name.strip():
        raise BadCard(f"{what} has no name.")
    if (
        not isinstance(code, list)
        or len(code) not in (2, 3)
        or not all(isinstance(part, str) and part.strip() for part in code)
    ):
        raise BadCard(f"{what} has no code; it is [scheme, value] or [scheme, value, meaning].")
    if not _CODE.fullmatch(code[0]) or not (_SNOMED if code[0] == "SCT" else _CODE).fullmatch(code[1]):
        raise BadCard(f"{what} has the code {' '.join(code[:2])[:60]!r}, which no coding scheme has.")
    if len(code) == 3 and (len(code[2]) > _MOST_MEANING or not code[2].isprintable()):
        raise BadCard(f"{what} has a meaning of its code that is longer than {_MOST_MEANING} characters, or no plain text.")
    if side not in SIDES:
        raise BadCard(f"{what} has the side {side!r}, which is none of {', '.join(SIDES)}.")
    if not isinstance(includes, list) or not all(isinstance(number, int) for number in includes):
        raise BadCard(f"{what} includes something that is not a number.")
    meaning = code[2] if len(code) == 3 else name[:_MOST_MEANING]
    return Label(int(number), name, Code(code[0], code[1], meaning), side, tuple(includes))


def _refuse_twice(path: Path, labels: tuple[Label, ...]) -> None:
    names = [label.name for label in labels]
    if len(set(names)) < len(names):
        raise BadCard(f"The model card {path} gives two labels one name.")
