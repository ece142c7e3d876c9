"""`lightbox import`, `studies` and `audit`: what the library holds."""

from __future__ import annotations

import argparse
import time
from dataclasses import replace
from typing import Any

from desktop.commands.answer import NAME_MOST, Answer, Json, line, problem_json, problem_lines, table
from desktop.commands.session import author
from desktop.settings import load_settings
from desktop.store.intake import Added, ImportReport
from desktop.store.library import Library
from desktop.workflows.import_study import import_paths
from desktop.workflows.take_in import take_in_all
from inference.offline import stay_offline
from viewer.case.person import readable_name
from viewer.case.progress import Tick, no_tick, part_of
from viewer.case.study import Problem
from viewer.dicom.decode import Decoder


def import_studies(options: argparse.Namespace, tick: Tick) -> Answer:
    started = time.monotonic()
    with Library(options.library) as library:
        who = author()
        in_place = load_settings().import_in_place if options.in_place is None else options.in_place
        report = import_paths(
            options.paths, library.originals_folder, in_place, lambda found: library.add(found, who), part_of(tick, 0.0, 0.9)
        )
        with Decoder(initializer=stay_offline) as decoder:
            said = take_in_all(library, report.study_uids, decoder, part_of(tick, 0.9, 1.0))
        report = replace(report, problems=(*report.problems, *said))
    if not report.study_uids and not report.problems:
        text = "There are no files here, only empty folders or links that lead back."
        report = replace(report, problems=(Problem("warning", text, str(options.paths[0])),))
    return import_answer(report, time.monotonic() - started)


def import_answer(report: ImportReport, seconds: float) -> Answer:
    document: Json = {
        "study_uids": list(report.study_uids),
        "studies": added_json(report.studies),
        "series": added_json(report.series),
        "instances": added_json(report.instances),
        "problems": [problem_json(problem) for problem in report.problems],
        "seconds": round(seconds, 3),
    }
    rows = [(name, a.added, a.already, a.refused) for name, a in (("studies", report.studies), ("series", report.series), ("instances", report.instances))]
    text = [table(rows, ("", "added", "already", "refused")), *problem_lines(report.problems)]
    refused = any(problem.level == "refused" for problem in report.problems)
    return Answer(document, "\n".join(text), refused)


def added_json(added: Added) -> Json:
    return {"added": added.added, "already": added.already, "refused": added.refused}


def studies(options: argparse.Namespace, tick: Tick) -> Answer:
    with Library(options.library, read_only=True) as library:
        rows = library.find_studies(" ".join(options.query))
    documents: list[Json] = [
        {
            "uid": row.study.uid,
            "patient_id": row.study.patient.id,
            "patient_name": row.study.patient.name,
            "date": row.study.date,
            "description": row.study.description,
            "modalities": list(row.modalities),
            "series": row.series,
            "instances": row.instances,
            "status": row.status.value,
        }
        for row in rows
    ]
    keys = ("patient_name", "patient_id", "date", "modalities", "description", "series", "instances", "status", "uid")
    lines = [[_cell(key, document[key]) for key in keys] for document in documents]
    text = table(lines, ("name", "ID", "date", "modality", "description", "series", "pictures", "status", "UID"))
    return Answer({"studies": documents}, text if lines else "No study matches." if options.query else "The library is empty.")


def _cell(key: str, value: Any) -> str:
    text = " ".join(value) if key == "modalities" else readable_name(value) if key == "patient_name" else str(value)
    return text if key == "uid" else line(text, NAME_MOST)


def audit(options: argparse.Namespace, tick: Tick = no_tick) -> Answer:
    with Library(options.library, read_only=True) as library:
        study_uid = library.find_study(options.study).uid if options.study else None
        entries = library.log(study_uid)
        broken = library.verify_log() if options.verify else None
    document: Json = {
        "entries": [
            {"number": e.number, "at": e.at, "study": e.study_uid, "author": e.author, "label": e.label} for e in entries
        ]
    }
    text = table([(e.number, e.at, e.author, e.label) for e in entries], ("no.", "at", "who", "what"))
    if options.verify:
        document["valid"] = broken is None
        text += "\nThe chain of entries is unbroken." if broken is None else f"\nEntry {broken} was changed or is missing."
    return Answer(document, text, broken is not None)
