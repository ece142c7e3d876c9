"""`lightbox segment` and `lightbox models`: run a model, and look after the packs."""

from __future__ import annotations

import argparse
import shutil
import time
from pathlib import Path

from desktop.commands.answer import Answer, Json, problem_json, problem_lines, table
from desktop.commands.prompted import segment_marked
from desktop.commands.segmenting import main_series, run_on, said_channels
from desktop.commands.session import model, model_folders, pixels_of
from desktop.settings import load_settings
from desktop.store.case_store import CaseStore
from desktop.store.library import Library
from desktop.workflows.classify import Classified, classify, over
from desktop.workflows.doubt import with_doubt
from desktop.workflows.find_lesions import RUNNER as FOCAL_RUNNER
from desktop.workflows.find_lesions import find_lesions, organs_of
from desktop.workflows.find_nodules import find_nodules
from desktop.workflows.heart_width import RUNNER as HEART_RUNNER
from desktop.workflows.heart_width import HeartWidth, measure_heart
from desktop.workflows.install_model import install, try_again
from desktop.workflows.lungs import find_lungs
from desktop.workflows.model_result import ModelResult, keep
from inference.cards import CARD_FILE, ModelCard, check_weights, find_card, scan_cards
from inference.client import Engine
from inference.gate.standing import standing_of
from inference.packs.licences import allowance
from inference.packs.structures import is_known
from viewer.case.calibration import Calibration
from viewer.case.errors import KnownError
from viewer.case.progress import Tick, part_of
from viewer.case.segmentation import Segmentation
from viewer.case.study import Series


def segment(options: argparse.Namespace, tick: Tick) -> Answer:
    card, folder = model(options.model, options.library)
    if card.task == "prompt":
        marked, number, seconds = segment_marked(options, card, folder, tick)
        return result_answer(marked, card, seconds, number)
    for name in ("point", "box", "text", "out"):
        if getattr(options, name) and not (card.task == "classification" and name in ("text", "out")):
            raise KnownError(f"The model {card.id} takes no --{name}.")
    channels = said_channels(options.channel)
    started = time.monotonic()
    with Library(options.library) as library, Engine() as engine:
        study = library.find_study(options.study)
        first = main_series(library, study, card, channels) or options.series
        opened = pixels_of(library, study, first, part_of(tick, 0.0, 0.2), options.part)
        case = library.open_case(study.uid)
        part = part_of(tick, 0.2, 1.0)
        if card.task == "classification":
            if bool(options.text) != bool(options.out):
                raise KnownError("To see where a finding is seen, name it with --text and a picture to write with --out.")
            found = classify(opened.loaded.stack, opened.series, card, folder, engine, part, options.text or "")
            return scores_answer(found, card, options.out or "", time.monotonic() - started)
        if card.runner == HEART_RUNNER:
            calibrations = case.all_of(Calibration)
            width = measure_heart(opened.loaded.stack, opened.series, calibrations, card, folder, engine, part)
            keep(width.result, library, case)
            return heart_answer(width, card, time.monotonic() - started)
        if card.runner == FOCAL_RUNNER:
            volume = opened.loaded.need_volume()
            organs = organs_of([row for row in case.all_of(Segmentation) if row.series_uid == opened.series.uid], volume, library.mask_path)
            result = find_lesions(volume, opened.series, organs, card, folder, library.masks_folder, engine, part)
        elif card.task == "detection":
            lungs = find_lungs(case, opened.series.uid)
            if lungs is None:
                raise KnownError(*why_no_lungs(opened.series, case))
            lungs_mask = library.mask_path(lungs)
            result = find_nodules(opened.loaded.need_volume(), opened.series, lungs, lungs_mask, card, folder, library.masks_folder, engine, part)
        else:
            result = run_on(library, study, opened, card, folder, channels, engine, part_of(part, 0.0, 0.2) if options.uncertainty else part)
            if options.uncertainty:
                result = with_doubt(result, opened.loaded.need_volume(), card, folder, engine, part_of(part, 0.2, 1.0))
        keep(result, library, case)
    return result_answer(result, card, time.monotonic() - started)


def scores_answer(found: Classified, card: ModelCard, out: str, seconds: float) -> Answer:
    """The scores; the map of the asked finding is written to `out`, unless it is not to be believed."""
    rows: list[Json] = [
        {
            "name": row.finding.name, "score": round(row.score, 4), "spread": round(row.spread, 4), "votes": row.votes, "looks": row.looks,
            "calibrated": row.calibrated,
            "code": {"scheme": row.finding.code.scheme, "value": row.finding.code.value, "meaning": row.finding.code.meaning},
        }
        for row in found.scores
    ]  # fmt: skip
    said = list(found.said)
    if found.map is not None:
        from PIL import Image

        Image.fromarray(over(found.picture, found.map)).save(out)
        said.append(f"Where covering the picture lowers the score most is orange in {out}.")
    elif found.doubt:
        said.append(f"No map was written. {found.doubt}")
    document: Json = {
        "model": {"id": card.id, "version": card.version, "sha256": card.weights_sha256}, "scores": rows, "problems": said,
        "map": out if found.map is not None else None, "seconds": round(seconds, 3),
    }  # fmt: skip
    cells = [(row["name"], f"{row['score']:.2f}", f"{row['spread']:.2f}", f"{row['votes']} of {row['looks']}") for row in rows]
    lines = [table(cells, ("finding", "mean", "spread", "votes")), *said]
    return Answer(document, "\n".join([*lines, f"{card.name} {card.version}, {seconds:.1f} s. {card.limits}"]))


def heart_answer(width: HeartWidth, card: ModelCard, seconds: float) -> Answer:
    """The ratio, and the two rulers that were put on the picture."""
    rows: list[Json] = [{"name": row.label, "value": row.length, "unit": row.unit, "ends_lps": [list(row.start_lps), list(row.end_lps)]} for row in width.rulers]
    document: Json = {
        "model": {"id": card.id, "version": card.version, "sha256": card.weights_sha256}, "ratio": width.ratio, "spread": width.spread, "looks": width.looks,
        "rulers": rows, "problems": [problem_json(problem) for problem in width.result.problems], "seconds": round(seconds, 3),
    }  # fmt: skip
    lines = [f"{width.said}.", *(f"{row['name']}: {row['value']:.0f} {row['unit']}" for row in rows), *problem_lines(width.result.problems)]
    return Answer(document, "\n".join([*lines, f"{card.name} {card.version}, {seconds:.1f} s. {card.limits}"]))


def why_no_lungs(series: Series, case: CaseStore) -> tuple[str, str]:
    """What to say to who looks for lung nodules in a series without lungs: sentence and advice."""
    if series.modality != "CT":
        return f"Lung nodules are looked for in CT; this series is {series.modality}.", ""
    if any(row.series_uid == series.uid and len(row.labels) > 1 for row in case.all_of(Segmentation)):
        return "No lungs were found by a model in this series, so there is nowhere to look for lung nodules.", ""
    return "Lung nodules are looked for inside the lungs, and none are outlined in this series yet.", "Run ct-classical first."


def result_answer(result: ModelResult, card: ModelCard, seconds: float, only: int | None = None) -> Answer:
    """What a run made; with `only`, of that label alone."""
    labels = label_rows(result.segmentation) if result.segmentation else []
    labels = [row for row in labels if only in (None, row["index"])]
    document: Json = {
        "segmentation": result.segmentation.id if result.segmentation else None,
        "model": {"id": card.id, "version": card.version, "sha256": card.weights_sha256},
        "labels": labels,
        "problems": [problem_json(problem) for problem in result.problems],
        "seconds": round(seconds, 3),
        "device": result.run.device,
    }
    rows = [
        (row["index"], row["name"], f"{row['volume_ml']:.2f}", f"{row['mean']:.0f}", f"{row['sd']:.0f}", unsure(row["uncertainty"]))
        for row in labels
    ]
    lines = [table(rows, ("", "structure", "ml", "mean", "SD", "unsure")) if rows else "Nothing was found by this model.", *problem_lines(result.problems)]
    return Answer(document, "\n".join([*lines, f"{card.name} {card.version}, {result.run.device}, {seconds:.1f} s"]))


def unsure(uncertainty: float | None) -> str:
    return "" if uncertainty is None else f"{uncertainty * 100:.1f} %"


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
            "centroid_lps": list(statistics.centroid_lps), "uncertainty": statistics.uncertainty,
        })  # fmt: skip
    return rows


def models(options: argparse.Namespace, tick: Tick) -> Answer:
    if options.verb == "add":
        return add(options, tick)
    if options.verb == "remove":
        return remove(options)
    if options.verb in ("evaluate", "accept", "compare"):
        from desktop.commands import evaluate as gate

        commands = {"evaluate": gate.evaluate, "accept": gate.accept, "compare": gate.compare}
        return commands[options.verb](options, tick)
    if options.full:
        from desktop.commands.evaluate import try_fully

        return try_fully(options, tick)
    with Library(options.library) as library, Engine() as engine:
        found = scan_cards(model_folders(library.folder))
        chosen = [(card, folder) for card, folder in found.cards if options.what in (None, card.id)]
        if options.what and not chosen:
            raise KnownError(f"There is no model {options.what}.")
        rows = []
        for number, (card, folder) in enumerate(chosen):
            part = part_of(tick, number / len(chosen), (number + 1) / len(chosen))
            files = files_of(card, folder, engine, part) if options.verb == "check" else None
            rows.append(card_row(card, folder, library.models_folder, files))
    document: Json = {"models": rows, "problems": [problem_json(problem) for problem in found.problems]}
    keys = ("id", "task", "version", "licence", "allows", "MB", "state", "files")
    cells = [
        [row["id"], row["task"], row["version"], row["licence"], row["licence_kind"], f"{row['bytes'] / 1e6:.1f}", row["state"], row["files"]]
        for row in rows
    ]
    lines = [table(cells, keys), *problem_lines(found.problems)]
    return Answer(document, "\n".join(lines), any(row["files"] not in ("ready", "not checked") for row in rows))


def files_of(card: ModelCard, folder: Path, engine: Engine, tick: Tick) -> str:
    """"ready" when what lies on disk is what the card says and gives the same numbers; else the sentence."""
    try:
        if not card.weights:
            check_weights(card, folder)
            return "ready"
        return try_again(card, folder, engine, tick) or "ready"
    except KnownError as error:
        return str(error)


def card_row(card: ModelCard, folder: Path, models_folder: Path, files: str | None = None) -> Json:
    """`state` is experimental until the site accepts the model; `files` says whether what lies on disk is what the card
    says, where that was looked at."""
    standing = standing_of(models_folder, card.id, card.version, card.weights_sha256)
    allowed = allowance(card.license)
    return {
        "id": card.id, "name": card.name, "task": card.task, "version": card.version, "modality": card.modality,
        "licence": card.license, "licence_kind": allowed.kind, "licence_allows": allowed.text, "state": standing.state,
        "files": files or ("not checked" if card.weights else "ready"), "sha256": card.weights_sha256, "origin": card.origin,
        "bytes": sum(path.stat().st_size for path in folder.iterdir() if path.is_file()),
        "missing": [f"a standard code for {label.name}" for label in card.labels if not is_known(label)],
        "intended_use": card.intended_use, "limits": card.limits, "scores": list(card.scores),
    }  # fmt: skip


def add(options: argparse.Namespace, tick: Tick) -> Answer:
    """Install what a file, an archive or a folder holds; it is looked at in the ML process and not run."""
    if not options.what:
        raise KnownError("Say which pack to add: a file, an archive or a folder.")
    with Library(options.library) as library, Engine() as engine:
        known = [card.id for card, _ in scan_cards(model_folders(library.folder)).cards]
        trusted = load_settings().trusted_programs
        packs = install(Path(options.what), options.licence or "", library.models_folder, known, trusted, engine, tick)
        models_folder = library.models_folder
    rows, lines = [], []
    for pack in packs:
        row = card_row(pack.card, pack.folder, models_folder, "ready") | {
            "format": pack.format, "missing": list(pack.missing), "notes": list(pack.notes)
        }  # fmt: skip
        rows.append(row)
        lines.append(f"Added {pack.card.name} {pack.card.version} as {pack.card.id} ({pack.format}).")
        lines.append(f"  licence: {row['licence']}: {row['licence_allows']}")
        lines += [f"  missing: {text}" for text in pack.missing]
        lines += [f"  note: {text}" for text in pack.notes]
    return Answer({"models": rows}, "\n".join(lines))


def remove(options: argparse.Namespace) -> Answer:
    """Take a pack out of the library, also one whose card cannot be read any more."""
    if not options.what:
        raise KnownError("Say which model to remove.")
    with Library(options.library) as library:
        broken = library.models_folder / options.what
        known = {card.id: (card.name, folder) for card, folder in scan_cards(model_folders(library.folder)).cards}
        if options.what not in known and broken.parent == library.models_folder and (broken / CARD_FILE).is_file():
            name, folder = options.what, broken
        else:
            find_card(options.what, model_folders(library.folder))
            name, folder = known[options.what]
        if folder.parent != library.models_folder:
            raise KnownError(f"{options.what} is built in and cannot be removed.")
        shutil.rmtree(folder)
    return Answer({"models": [{"id": options.what, "state": "removed"}]}, f"Removed {name}.")
