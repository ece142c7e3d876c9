"""`lightbox models evaluate`, `accept` and `compare`: what a model is worth on this site's own cases, and who said so."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from desktop.commands.answer import Answer, table
from desktop.commands.session import model
from desktop.store.library import Library
from desktop.workflows.evaluate_model import evaluate as run_evaluation
from desktop.workflows.try_model import try_on_phantoms
from inference.cards import ModelCard
from inference.client import Engine
from inference.gate.evaluation import Evaluation, StructureScore, interval_text, to_json
from inference.gate.papers import acceptance_json
from inference.gate.standing import accept as run_acceptance
from inference.gate.standing import papers_folder, standing_of
from viewer.case.errors import KnownError
from viewer.case.progress import Tick


def evaluate(options: argparse.Namespace, tick: Tick) -> Answer:
    if options.cases is None:
        raise KnownError("Say where the cases are: --cases DIR.")
    card, folder = _model(options)
    with Library(options.library) as library, Engine() as engine:
        evaluation = run_evaluation(card, folder, options.cases, library.models_folder, engine, tick)
        papers = papers_folder(library.models_folder, card.id)
        standing = standing_of(library.models_folder, card.id, card.version, card.weights_sha256)
        library.note(f"model:{card.id}@{card.version}", f"Measured on {len(evaluation.cases)} cases of {options.cases}")
    lines = [f"{card.name} {card.version} on {len(evaluation.cases)} cases, {evaluation.seconds:.1f} s", ""]
    lines.append(structure_table(evaluation.structures))
    if len(evaluation.by_scanner) > 1:
        for name, rows in evaluation.by_scanner.items():
            lines += ["", name, structure_table(rows)]
    lines += ["", *(f"  note: {problem}" for problem in evaluation.problems), f"Written to {papers}. The model is {standing.text}."]
    document = to_json(evaluation) | {"state": standing.state, "papers": str(papers)}
    return Answer(document, "\n".join(lines), _left_out(evaluation))


def _left_out(evaluation: Evaluation) -> bool:
    return any("left out" in problem for problem in evaluation.problems)


def structure_table(rows: tuple[StructureScore, ...]) -> str:
    """A line for each structure: means with their intervals."""
    cells = [
        (
            row.structure,
            f"{row.found} of {row.cases}",
            *(interval_text(row.measures.get(key), digits) or "–" for key, digits in _COLUMNS),
        )
        for row in rows
    ]
    return table(cells, ("structure", "found", "Dice", "surface mm", "95 % mm", "volume ml", "volume %"))


_COLUMNS = (("dice", 2), ("surface_mm", 1), ("surface95_mm", 1), ("difference_ml", 0), ("difference_percent", 0))


def accept(options: argparse.Namespace, tick: Tick) -> Answer:
    card, _ = _model(options)
    with Library(options.library) as library:
        standing = run_acceptance(library.models_folder, card, options.name or "")
        library.note(
            f"user:{standing.accepted_by}",
            f"Accept the model {card.id}@{card.version} for this site, on {standing.cases} cases, evaluation {standing.evaluation_sha256[:12]}",
        )
    return Answer({"models": [{"id": card.id} | asdict(standing)]}, f"{card.name} {card.version} is {standing.text}.")


def try_fully(options: argparse.Namespace, tick: Tick) -> Answer:
    """`lightbox models check ID --full`: the acceptance cases on built-in phantoms."""
    card, folder = _model(options)
    with Library(options.library) as library, Engine() as engine:
        found = try_on_phantoms(card, folder, library.models_folder, engine, tick)
    marks = {True: "passed", False: "FAILED", None: "–"}
    cells = [(row.name, marks[row.passed], "" if row.dice is None else f"{row.dice:.3f}", f"{row.seconds:.1f}", row.text) for row in found.results]
    text = table(cells, ("case", "", "Dice", "s", ""))
    return Answer({"models": [{"id": card.id, "acceptance": acceptance_json(found)}]}, f"{text}\n{card.name} {card.version}: {found.text}.", found.passed is False)


def _model(options: argparse.Namespace) -> tuple[ModelCard, Path]:
    if not options.what:
        raise KnownError("Say which model.")
    return model(options.what, options.library)
