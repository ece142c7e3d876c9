"""`lightbox segment` and `lightbox models`: run a model, and look after the packs."""

from __future__ import annotations

import argparse
import shutil
import time
from pathlib import Path

from desktop.commands.answer import Answer, Json, problem_json, problem_lines, table
from desktop.commands.session import model, model_folders, pixels_of
from desktop.store.case_store import CaseStore
from desktop.store.library import Library
from desktop.workflows.find_nodules import find_nodules
from desktop.workflows.lungs import find_lungs
from desktop.workflows.model_result import ModelResult, keep
from desktop.workflows.segment import segment as run_segmentation
from inference.cards import CARD_FILE, ModelCard, check_weights, find_card, read_card, scan_cards
from inference.client import Engine
from inference.gate.standing import standing_of
from viewer.case.errors import KnownError
from viewer.case.progress import Tick, part_of
from viewer.case.segmentation import Segmentation
from viewer.case.study import Series


def segment(options: argparse.Namespace, tick: Tick) -> Answer:
    card, folder = model(options.model, options.library)
    for name in ("point", "box", "text"):
        if getattr(options, name):
            raise KnownError(f"The model {card.id} takes no --{name}.")
    started = time.monotonic()
    with Library(options.library) as library, Engine() as engine:
        study = library.find_study(options.study)
        opened = pixels_of(library, study, options.series, part_of(tick, 0.0, 0.2), options.part)
        case = library.open_case(study.uid)
        part = part_of(tick, 0.2, 1.0)
        if card.task == "detection":
            lungs = find_lungs(case, opened.series.uid)
            if lungs is None:
                raise KnownError(*why_no_lungs(opened.series, case))
            lungs_mask = library.mask_path(lungs)
            result = find_nodules(opened.loaded.need_volume(), opened.series, lungs, lungs_mask, card, folder, library.masks_folder, engine, part)
        else:
            result = run_segmentation(opened.loaded.need_volume(), opened.series, card, folder, library.masks_folder, engine, part)
        keep(result, library, case)
    return result_answer(result, card, time.monotonic() - started)


def why_no_lungs(series: Series, case: CaseStore) -> tuple[str, str]:
    """What to say to who looks for lung nodules in a series without lungs: sentence and advice."""
    if series.modality != "CT":
        return f"Lung nodules are looked for in CT; this series is {series.modality}.", ""
    if any(row.series_uid == series.uid and len(row.labels) > 1 for row in case.all_of(Segmentation)):
        return "No lungs were found in this series, so there is nowhere to look for lung nodules.", ""
    return "Lung nodules are looked for inside the lungs, and none are outlined in this series yet.", "Run ct-classical first."


def result_answer(result: ModelResult, card: ModelCard, seconds: float) -> Answer:
    labels = label_rows(result.segmentation) if result.segmentation else []
    document: Json = {
        "segmentation": result.segmentation.id if result.segmentation else None,
        "model": {"id": card.id, "version": card.version, "sha256": card.weights_sha256},
        "labels": labels,
        "problems": [problem_json(problem) for problem in result.problems],
        "seconds": round(seconds, 3),
        "device": result.run.device,
    }
    rows = [(row["index"], row["name"], f"{row['volume_ml']:.2f}", f"{row['mean']:.0f}", f"{row['sd']:.0f}") for row in labels]
    lines = [table(rows, ("", "structure", "ml", "mean", "SD")) if rows else "Nothing found.", *problem_lines(result.problems)]
    return Answer(document, "\n".join([*lines, f"{card.name} {card.version}, {result.run.device}, {seconds:.1f} s"]))


def label_rows(segmentation: Segmentation) -> list[Json]:
    """The labels of a segmentation with what was measured under them. `includes`: further values that belong to it."""
    rows = []
    for label in segmentation.labels:
        statistics = segmentation.find_statistics(label.number)
        if statistics is None:
            continue
        rows.append({
            "index": label.number, "name": label.name, "side": label.side, "includes": list(label.includes),
            "code": {"scheme": label.code.scheme, "value": label.code.value, "meaning": label.code.meaning},
            "volume_ml": statistics.volume_ml, "mean": statistics.mean, "sd": statistics.sd,
            "centroid_lps": list(statistics.centroid_lps),
        })  # fmt: skip
    return rows


def models(options: argparse.Namespace, tick: Tick) -> Answer:
    if options.verb == "add":
        return add(options)
    if options.verb == "remove":
        return remove(options)
    if options.verb in ("evaluate", "accept"):
        from desktop.commands import evaluate as gate

        return gate.evaluate(options, tick) if options.verb == "evaluate" else gate.accept(options, tick)
    with Library(options.library) as library:
        found = scan_cards(model_folders(library.folder))
        models_folder = library.models_folder
    chosen = [(card, folder) for card, folder in found.cards if options.what in (None, card.id)]
    rows = [card_row(card, folder, models_folder, check=options.verb == "check") for card, folder in chosen]
    if options.what and not rows:
        raise KnownError(f"There is no model {options.what}.")
    document: Json = {"models": rows, "problems": [problem_json(problem) for problem in found.problems]}
    keys = ("id", "task", "version", "licence", "state", "files")
    lines = [table([[row[key] for key in keys] for row in rows], keys), *problem_lines(found.problems)]
    return Answer(document, "\n".join(lines), any(row["files"] not in ("ready", "not checked") for row in rows))


def card_row(card: ModelCard, folder: Path, models_folder: Path, check: bool) -> Json:
    """`state` is experimental until the site accepts the model; `files` says whether what lies on disk is what the card says."""
    files = "ready" if not card.weights else "not checked"
    if check:
        try:
            check_weights(card, folder)
            files = "ready"
        except KnownError as error:
            files = str(error)
    standing = standing_of(models_folder, card.id, card.version, card.weights_sha256)
    return {
        "id": card.id, "name": card.name, "task": card.task, "version": card.version, "modality": card.modality,
        "licence": card.license, "state": standing.state, "files": files, "sha256": card.weights_sha256, "intended_use": card.intended_use,
        "limits": card.limits, "scores": list(card.scores),
    }  # fmt: skip


def add(options: argparse.Namespace) -> Answer:
    """Copy a pack (a folder with card.toml and weights) into the library, after its hash was checked."""
    source = Path(options.what or "")
    if not options.what or not (source / CARD_FILE).is_file():
        raise KnownError("A model pack is a folder with card.toml and the weights it names.", f"{source} is none.")
    card = read_card(source / CARD_FILE)
    check_weights(card, source)
    with Library(options.library) as library:
        if any(card.id == other.id for other, _ in scan_cards(model_folders(library.folder)).cards):
            raise KnownError(f"There is already a model {card.id}.", "Remove it first.")
        target = library.models_folder / card.id
        partial = library.models_folder / f".{card.id}.part"
        shutil.rmtree(partial, ignore_errors=True)
        shutil.copytree(source, partial)
        partial.rename(target)
        models_folder = library.models_folder
    row = card_row(card, target, models_folder, check=True)
    return Answer({"models": [row]}, f"Added {card.name} {card.version} ({card.license}).")


def remove(options: argparse.Namespace) -> Answer:
    if not options.what:
        raise KnownError("Say which model to remove.")
    with Library(options.library) as library:
        card, folder = find_card(options.what, model_folders(library.folder))
        if folder.parent != library.models_folder:
            raise KnownError(f"{card.id} is built in and cannot be removed.")
        shutil.rmtree(folder)
    return Answer({"models": [{"id": card.id, "state": "removed"}]}, f"Removed {card.name}.")
