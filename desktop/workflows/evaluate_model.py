"""Measure a model on a site's own cases: its outlines against references, with intervals and by scanner."""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import numpy as np

from desktop.store.database import application_version
from desktop.workflows.references import Case, find_cases, open_pictures, open_reference, scanner_of
from inference.cards import ModelCard, check_weights
from inference.client import Engine
from inference.gate.agreement import agree
from inference.gate.evaluation import CaseScore, Evaluation, to_csv, to_json, to_markdown
from inference.gate.run import Segmenter, refuse_unless_measurable, segmenter
from inference.gate.standing import EVALUATION_FILE, papers_folder, write_paper
from inference.offline import stay_offline
from viewer.case.errors import KnownError
from viewer.case.progress import Tick, part_of
from viewer.case.source import now
from viewer.case.volume import Volume
from viewer.dicom.decode import Decoder

MOST_NAMED = 6


def evaluate(card: ModelCard, card_folder: Path, cases_folder: Path, models_folder: Path, engine: Engine, tick: Tick) -> Evaluation:
    """Run the model on every case below `cases_folder` and write what came out beside the pack.

    ``evaluation.json``, and for people ``evaluation.md`` and ``evaluation.csv``, lie in the model's folder of papers.
    A case that cannot be read or run costs that case, and is said. Cases with the same pictures are one: the first by name.

    Raises
    ------
    KnownError when the model draws no label maps, or no case could be compared; CancelledError.
    """
    refuse_unless_measurable(card)
    check_weights(card, card_folder)
    started = time.monotonic()
    cases, left_out = find_cases(cases_folder, part_of(tick, 0.0, 0.1))
    scores: list[CaseScore] = []
    problems = [problem.text for problem in left_out]
    known: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="lightbox-") as scratch_name, Decoder(initializer=stay_offline) as decoder:
        scratch = Path(scratch_name)
        run = segmenter(card, card_folder, engine, scratch)
        for n, case in enumerate(cases):
            part = part_of(tick, 0.1 + 0.9 * n / len(cases), 0.1 + 0.9 * (n + 1) / len(cases))
            try:
                scores += _score(case, known, card, run, scratch, decoder, problems.append, part)
            except KnownError as error:
                problems.append(f"{case.name} was left out: {error.text}")
    if not scores:
        raise KnownError(f"No case in {cases_folder} could be compared.", " ".join(problems))
    evaluation = Evaluation(
        card.id, card.version, card.weights_sha256, application_version(), now(), str(cases_folder),
        round(time.monotonic() - started, 1), tuple(scores), tuple(problems),
    )  # fmt: skip
    papers = papers_folder(models_folder, card.id)
    write_paper(papers / EVALUATION_FILE, to_json(evaluation))
    (papers / "evaluation.md").write_text(to_markdown(evaluation), encoding="utf-8")
    (papers / "evaluation.csv").write_text(to_csv(evaluation), encoding="utf-8", newline="")
    return evaluation


def _score(
    case: Case, known: dict[str, str], card: ModelCard, run: Segmenter, scratch: Path, decoder: Decoder, say: Callable[[str], None], tick: Tick
) -> list[CaseScore]:
    """A row for each structure. `known` is what tells pictures apart -> the case that has them."""

    def named(fraction: float, text: str) -> None:
        tick(fraction, f"{case.name}: {text}")

    keys = [row.uid for row in case.instances]
    _refuse_copy(keys, known)
    volume, assumed = open_pictures(case, card, scratch, decoder, part_of(named, 0.0, 0.1))
    keys.append(_pixels_key(volume))
    _refuse_copy(keys, known)
    compared, others = open_reference(case, card, volume, scratch, decoder, part_of(named, 0.1, 0.2))
    for sentence in assumed:
        say(sentence)
    if not compared:
        raise KnownError(f"Its reference has none of the structures that {card.name} draws.")
    if others:
        rest = f" and {len(others) - MOST_NAMED} more" if len(others) > MOST_NAMED else ""
        say(f"{case.name}: {card.name} does not draw {', '.join(others[:MOST_NAMED])}{rest}.")
    mask = run(volume, part_of(named, 0.2, 0.8))
    scores = []
    for n, one in enumerate(compared):
        named(0.8 + 0.2 * n / len(compared), f"Comparing {one.label.name}")
        drawn = np.isin(mask, one.label.numbers)
        if not drawn.any() and not one.reference.any():
            continue  # neither has it: nothing to compare
        scores.append(CaseScore(case.name, one.label.name, scanner_of(case.pictures), agree(drawn, one.reference, volume.geometry)))
    known.update(dict.fromkeys(keys, case.name))
    return scores


def _refuse_copy(keys: Iterable[str], known: Mapping[str, str]) -> None:
    """KnownError where another case has pictures with one of `keys`: a copy would count twice and narrow the intervals."""
    first = next((known[key] for key in keys if key in known), None)
    if first is not None:
        raise KnownError(f"It has the same pictures as {first}, and the two are one case.")


def _pixels_key(volume: Volume) -> str:
    return f"{volume.geometry.shape_kji} {hashlib.sha256(np.ascontiguousarray(volume.voxels).data).hexdigest()}"
