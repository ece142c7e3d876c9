"""Try a model on the built-in phantoms, and keep what came out beside it."""

from __future__ import annotations

import tempfile
from pathlib import Path

from inference.cards import ModelCard, check_weights
from inference.client import Engine
from inference.gate.papers import Trial, trial_json
from inference.gate.run import refuse_unless_measurable, segmenter
from inference.gate.standing import TRIAL_FILE, papers_folder, write_paper
from inference.gate.trial import run_trial
from viewer.case.progress import Tick


def try_on_phantoms(card: ModelCard, card_folder: Path, models_folder: Path, engine: Engine, tick: Tick) -> Trial:
    """Run the trial on phantoms and write ``acceptance.json`` into the model's folder of papers.

    Raises
    ------
    KnownError when the model draws no label maps by itself, or cannot run; CancelledError.
    """
    refuse_unless_measurable(card)
    check_weights(card, card_folder)
    with tempfile.TemporaryDirectory(prefix="lightbox-") as scratch:
        found = run_trial(card, segmenter(card, card_folder, engine, Path(scratch)), Path(scratch), tick)
    write_paper(papers_folder(models_folder, card.id) / TRIAL_FILE, trial_json(found))
    return found
