"""Model packs come into the library and are tried again: the ML process looks at them, nothing in them is run."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from inference.cards import CARD_FILE, ModelCard, read_card
from inference.client import Engine
from inference.engine import Task
from viewer.case.errors import KnownError
from viewer.case.progress import Tick
from viewer.case.source import new_id

INSTALL_RUNNER = "inference.packs.install:run"
SELF_TEST_RUNNER = "inference.packs.self_test:run"
MOST_SILENT_S = 300.0
"""Without progress: a network is tried on one small input, which takes the largest some seconds."""


@dataclass(frozen=True, slots=True)
class Installed:
    """A pack that is in the library now.

    Attributes
    ----------
    format : what it was ("MONAI bundle").
    missing : what the pack did not bring, as ends of a sentence.
    notes : what was assumed or left out, as sentences.
    """

    card: ModelCard
    folder: Path
    format: str
    missing: tuple[str, ...]
    notes: tuple[str, ...]


def install(
    source: Path, licence: str, models_folder: Path, known: Collection[str], trusted_programs: str, engine: Engine, tick: Tick
) -> tuple[Installed, ...]:
    """Bring the models in a file, an archive or a folder into `models_folder`.

    Parameters
    ----------
    licence : name or text of the licence, where the pack brings none.
    known : ids of the models that are there.
    trusted_programs : SHA-256 of programs that the site trusts, as in the settings.

    Raises
    ------
    KnownError when the pack is refused, or a model of its id is there; CancelledError when it was stopped. Nothing is
    left behind then.
    """
    trusted = trusted_programs.replace(",", " ").split()
    request = json.dumps({"source": str(source.absolute()), "licence": licence, "trusted_programs": trusted})
    part = models_folder / f".{new_id()}.part"
    models_folder.mkdir(parents=True, exist_ok=True)
    try:
        done = engine.run(Task(new_id(), INSTALL_RUNNER, models_folder, None, part, request), _limited(tick))
        rows = json.loads(done.answer)["packs"]
        there = {id.casefold(): id for id in known}  # capitals are not told apart on every system, nor by every reader
        if twice := sorted({there[row["id"].casefold()] for row in rows if row["id"].casefold() in there}):
            built_in = [id for id in twice if not (models_folder / id / CARD_FILE).is_file()]
            advice = "Give the pack another id on its card; that of a built-in model cannot be taken." if built_in else "Remove it first."
            raise KnownError(f"There is already a model {', '.join(twice)}.", advice)
        for row in rows:
            (part / row["id"]).rename(models_folder / row["id"])
    except OSError as error:
        raise KnownError(f"The pack cannot be written: {error.strerror}.", "See whether the library's disk is full.") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return tuple(
        Installed(
            read_card(models_folder / row["id"] / "card.toml"), models_folder / row["id"], row["format"], tuple(row["missing"]), tuple(row["notes"])
        )
        for row in rows
    )


def _limited(tick: Tick) -> Tick:
    """`tick`, which gives a model up that makes no progress for `MOST_SILENT_S`; the engine then ends its process.

    Raises
    ------
    KnownError, from the tick.
    """
    last, since = (0.0, ""), time.monotonic()

    def limited(fraction: float, text: str) -> None:
        nonlocal last, since
        if (fraction, text) != last:
            last, since = (fraction, text), time.monotonic()
        elif time.monotonic() - since > MOST_SILENT_S:
            raise KnownError(f"The model comes to no end on its self-test; it was stopped after {MOST_SILENT_S:g} s.")
        tick(fraction, text)

    return limited


def try_again(card: ModelCard, folder: Path, engine: Engine, tick: Tick) -> str:
    """Compare a pack with its card: hash, and numbers out of its self-test. One sentence, empty when all is well.

    Raises
    ------
    KnownError when its files have changed or it does not run.
    """
    done = engine.run(Task(new_id(), SELF_TEST_RUNNER, folder, None, folder, "{}"), _limited(tick))
    return str(json.loads(done.answer)["said"])
