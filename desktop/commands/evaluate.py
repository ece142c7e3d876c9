"""`lightbox models evaluate`, `accept` and `compare`: what a model is worth on this site's own cases, and who said so."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from desktop.commands.answer import Answer, table
from desktop.commands.session import model
from desktop.store.library import Library
from desktop.workflows.evaluate_model import evaluate as run_evaluation
from desktop.workflows.try_model import try_on_phantoms
from inference.cards import ModelCard
from inference.client import Engine
from inference.gate.comparison import compare as run_comparison
from inference.gate.comparison import matching
from inference.gate.evaluation import Evaluation, StructureScore, interval_text, to_json
from inference.gate.papers import trial_json
from inference.gate.standing import accept as accept_for_site
from inference.gate.standing import papers_folder, standing_of
from viewer.case.errors import KnownError
from viewer.case.progress import Tick
from viewer.case.segmentation import Segmentation, names_apart


def evaluate(options: argparse.Namespace, tick: Tick) -> Answer:
    if options.cases is None:
        raise KnownError("Say where the cases are: --cases DIR.")
    card, folder = _model(options)
    with Library(options.library) as library, Engine() as engine:
        evaluation = run_evaluation(card, folder, options.cases, library.models_folder, engine, tick)
        papers = papers_folder(library.models_folder, card.id)
        standing = standing_of(library.models_folder, card.id, card.version, card.weights_sha256)
        library.note(f"model:{card.id}@{card.version}", f"Measured on {evaluation.count_text} of {options.cases}")
    lines = [f"{card.name} {card.version} on {evaluation.count_text}, {evaluation.seconds:.1f} s", ""]
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
        standing = accept_for_site(library.models_folder, card, options.name or "")
        library.note(
            f"user:{standing.accepted_by}",
            f"Accept the model {card.id}@{card.version} for this site, on {standing.cases_text}, evaluation {standing.evaluation_sha256[:12]}",
        )
    return Answer({"models": [{"id": card.id} | asdict(standing)]}, f"{card.name} {card.version} is {standing.text}.")


def try_fully(options: argparse.Namespace, tick: Tick) -> Answer:
    """`lightbox models check ID --full`: the trial on built-in phantoms."""
    card, folder = _model(options)
    with Library(options.library) as library, Engine() as engine:
        found = try_on_phantoms(card, folder, library.models_folder, engine, tick)
    marks = {True: "passed", False: "FAILED", None: "–"}
    cells = [(row.name, marks[row.passed], "" if row.dice is None else f"{row.dice:.3f}", f"{row.seconds:.1f}", row.text) for row in found.results]
    text = table(cells, ("case", "", "Dice", "s", ""))
    return Answer({"models": [{"id": card.id, "acceptance": trial_json(found)}]}, f"{text}\n{card.name} {card.version}: {found.text}.", found.passed is False)


def compare(options: argparse.Namespace, tick: Tick) -> Answer:
    """`lightbox models compare STUDY`: two segmentations of one series, structure by structure."""
    if not options.what:
        raise KnownError("Say which study.")
    with Library(options.library) as library:
        case = library.open_case(library.find_study(options.what).uid)
        a, b = _two(case.all_of(Segmentation), options.a, options.b)
        found = run_comparison(a, b, case.mask_of(a), case.mask_of(b), tick)
    rows = [
        {"name": row.label_a.name, "side": row.label_a.side, "code": asdict(row.label_a.code)}
        | asdict(row.agreement) | {"difference_ml": row.agreement.difference_ml}
        for row in found.structures
    ]  # fmt: skip
    document = {"a": {"id": a.id, "name": a.name}, "b": {"id": b.id, "name": b.name}, "structures": rows, "only_a": list(found.only_a), "only_b": list(found.only_b)}
    return Answer(document, "\n".join([" against ".join(names_apart((a, b)).values()), *found.lines]))


def _two(rows: Sequence[Segmentation], *ids: str | None) -> tuple[Segmentation, Segmentation]:
    """The two that are meant: named by the beginning of their ids, or the newest pair that shares a structure."""
    named = []
    for id in filter(None, ids):
        found = [row for row in rows if row.id.startswith(id)]
        if len(found) != 1:
            raise KnownError(f"{'No' if not found else 'More than one'} segmentation of this study has the id {id}.")
        named += found
    newest = [row for row in rows[::-1] if row not in named]
    pairs = [(a, b) for n, a in enumerate(newest) for b in newest[n + 1 :]] if not named else [(named[0], b) for b in (named[1:] or newest)]
    pair = next((pair for pair in pairs if len(named) == 2 or (pair[0].geometry == pair[1].geometry and matching(*pair))), None)
    if pair is None:
        raise KnownError("There are no two segmentations of one series with a structure in common.", "Segment it with two models.")
    return pair


def _model(options: argparse.Namespace) -> tuple[ModelCard, Path]:
    if not options.what:
        raise KnownError("Say which model.")
    return model(options.what, options.library)
