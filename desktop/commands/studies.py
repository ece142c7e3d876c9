"""`lightbox import`, `studies`, `show` and `audit`: what the library holds."""

from __future__ import annotations

import argparse
import time
from dataclasses import replace

from desktop.commands.answer import Answer, Json, problem_json, problem_lines, table
from desktop.commands.documents import document_json
from desktop.commands.session import author
from desktop.settings import load_settings
from desktop.store.intake import Added, ImportReport
from desktop.store.library import Library
from desktop.workflows.documents import documents_of
from desktop.workflows.import_study import import_paths
from desktop.workflows.open_series import open_series
from desktop.workflows.take_in import take_in_all
from inference.offline import stay_offline
from viewer.case.errors import KnownError
from viewer.case.key_image import KeyImage
from viewer.case.progress import Tick, no_tick, part_of
from viewer.case.study import Part, Problem
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
        report = replace(report, problems=(Problem("warning", "There are no files here.", str(options.paths[0])),))
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
    lines = [[" ".join(document[key]) if key == "modalities" else document[key] for key in keys] for document in documents]
    text = table(lines, ("name", "ID", "date", "modality", "description", "series", "pictures", "status", "UID"))
    return Answer({"studies": documents}, text if lines else "No study matches." if options.query else "The library is empty.")


def show(options: argparse.Namespace, tick: Tick) -> Answer:
    with Library(options.library, read_only=True) as library, Decoder(initializer=stay_offline) as decoder:
        study = library.find_study(options.study)
        rows: list[Json] = []
        kept = library.problems_of(study.uid)
        series = library.series_of(study.uid)
        for number, one in enumerate(series):
            instances = library.instances_of(one.uid)
            problems = [problem for problem in kept if problem.where in (one.uid, *(row.uid for row in instances))]
            row: Json = {"uid": one.uid, "modality": one.modality, "description": one.description, "instances": len(instances),
                         "shape_kji": None, "spacing_mm": None, "orientation": None, "unit": None, "parts": [],
                         "documents": [document_json(document) for document in documents_of(one, instances)]}  # fmt: skip
            if len(row["documents"]) == len(instances):
                row["problems"] = [problem_json(problem) for problem in problems]
                rows.append(row)
                continue
            try:
                part = part_of(tick, number / len(series), (number + 1) / len(series))
                loaded = open_series(one, instances, library.volumes_folder, decoder, part)
            except KnownError as error:
                problems.append(Problem("note", str(error), one.uid))
            else:
                row |= {"unit": loaded.stack.unit, "acquired_shape_kji": list(loaded.stack.pixels.shape[:3]),
                        "colour": loaded.stack.is_colour, "spacing_source": loaded.stack.spacing_source,
                        "parts": [part_json(part) for part in loaded.parts]}  # fmt: skip
                if (volume := loaded.volume) is not None:
                    geometry = volume.geometry
                    row |= {"shape_kji": list(geometry.shape_kji), "spacing_mm": list(geometry.spacing_mm),
                            "orientation": list(geometry.orientation), "resampled": volume.resampled}  # fmt: skip
                problems += [problem for problem in loaded.problems if problem not in problems]
            row["problems"] = [problem_json(problem) for problem in problems]
            rows.append(row)
        key_images = library.open_case(study.uid).all_of(KeyImage)
    patient = study.patient
    document: Json = {
        "uid": study.uid, "patient_id": patient.id, "patient_name": patient.name, "date": study.date,
        "description": study.description, "series": rows,
        "key_images": [{"instance": image.instance_uid, "frame": image.frame, "series": image.series_uid,
                        "title": image.title.meaning, "text": image.text} for image in key_images],
        "problems": [problem_json(problem) for problem in kept if problem.where == study.uid],
    }  # fmt: skip
    lines = [f"{patient.name}  {patient.id}  {study.date}  {study.description}", f"  {study.uid}"]
    lines += problem_lines(problem for problem in kept if problem.where == study.uid)
    for row in rows:
        what = "picture" if len(row["documents"]) < row["instances"] else "document"
        lines.append(f"{row['modality']}  {row['description']}  {row['instances']} {what}{'' if row['instances'] == 1 else 's'}")
        lines.append(f"  {row['uid']}")
        if row["shape_kji"]:
            spacing = " x ".join(f"{mm:.3f}" for mm in row["spacing_mm"])
            lines.append(f"  {' x '.join(map(str, row['shape_kji']))} voxels, {spacing} mm, {row['unit']}")
        for part in row["parts"] if len(row["parts"]) > 1 else ():
            kind = "volume of slices" if part["is_volume"] else "pictures"
            lines.append(f"  part {part['key']}: {part['name']}, {part['pictures']} {kind}")
        lines += [f"  {one['name']}  {one['uid']}" for one in row["documents"]]
        lines += [f"  {problem['level']}: {problem['text']}" for problem in row["problems"]]
    for image in key_images:
        frame = f", frame {image.frame}" if image.frame else ""
        lines.append(f"★ {image.title.meaning}{f': {image.text}' if image.text else ''}  {image.instance_uid}{frame}")
    return Answer(document, "\n".join(lines))


def part_json(part: Part) -> Json:
    return {"key": part.key, "name": part.name, "pictures": part.pictures, "is_volume": part.is_volume}


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
