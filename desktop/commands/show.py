"""`lightbox show`: one study with its series, their geometry, what its objects became, and what is odd."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from desktop.commands.answer import NAME_MOST, Answer, Json, line, problem_json, problem_lines
from desktop.commands.documents import document_json
from desktop.commands.measured import measured
from desktop.store.case_store import CaseStore
from desktop.store.library import Library
from desktop.store.runs import Run
from desktop.workflows.became import became, objects_of
from desktop.workflows.documents import documents_of
from desktop.workflows.open_series import open_series
from inference.offline import stay_offline
from viewer.case.errors import KnownError
from viewer.case.key_image import KeyImage
from viewer.case.person import readable_name
from viewer.case.progress import Tick, part_of
from viewer.case.study import Instance, Part, Problem, Series
from viewer.dicom.decode import Decoder
from viewer.dicom.sop_names import sop_class_name


def show(options: argparse.Namespace, tick: Tick) -> Answer:
    with Library(options.library, read_only=True) as library, Decoder(initializer=stay_offline) as decoder:
        study = library.find_study(options.study)
        kept = library.problems_of(study.uid)
        case, runs, series = library.open_case(study.uid), library.runs_of(study.uid), library.series_of(study.uid)
        rows: list[Json] = []
        for number, one in enumerate(series):
            instances = library.instances_of(one.uid)
            problems = [problem for problem in kept if problem.where in (one.uid, *(row.uid for row in instances))]
            row = _row(one, instances, case, runs)
            if row["objects"] < len(instances):
                share = part_of(tick, number / len(series), (number + 1) / len(series))
                problems += [found for found in _with_pixels(row, one, instances, library, decoder, share) if found not in problems]
            rows.append(row | {"problems": [problem_json(problem) for problem in problems]})
        key_images = case.all_of(KeyImage)
        measures, measure_lines = measured(library, case, tuple(series), options.measure, decoder, tick) if options.measure else ([], [])
    patient = study.patient
    of_study = [problem for problem in kept if problem.where == study.uid]
    document: Json = {
        "uid": study.uid, "patient_id": patient.id, "patient_name": patient.name, "date": study.date,
        "description": study.description, "series": rows,
        "key_images": [{"instance": image.instance_uid, "frame": image.frame, "series": image.series_uid,
                        "title": image.title.meaning, "text": image.text} for image in key_images],
        "problems": [problem_json(problem) for problem in of_study],
    } | ({"measured": measures} if measures else {})  # fmt: skip
    head = (readable_name(patient.name), patient.id, study.date, study.description)
    lines = ["  ".join(line(text, NAME_MOST) for text in head), f"  {study.uid}", *problem_lines(of_study)]
    lines += [text for row in rows for text in _lines(row)]
    for image in key_images:
        frame = f", frame {image.frame}" if image.frame else ""
        said = f": {image.text}" if image.text else ""
        lines.append(f"★ {line(image.title.meaning + said, 2 * NAME_MOST)}  {image.instance_uid}{frame}")
    return Answer(document, "\n".join([*lines, *measure_lines]))


def _row(series: Series, instances: Sequence[Instance], case: CaseStore, runs: Sequence[Run]) -> Json:
    objects = objects_of(series, instances)
    return {
        "uid": series.uid, "modality": series.modality, "description": series.description, "instances": len(instances),
        "objects": len(objects), "kinds": list(dict.fromkeys(sop_class_name(one.sop_class_uid) for one in objects)),
        "became": [said for one in objects for said in became(one, case, runs)],
        "shape_kji": None, "spacing_mm": None, "orientation": None, "unit": None, "parts": [],
        "documents": [document_json(document) for document in documents_of(series, instances)],
    }  # fmt: skip


def _with_pixels(
    row: Json, series: Series, instances: Sequence[Instance], library: Library, decoder: Decoder, tick: Tick
) -> tuple[Problem, ...]:
    """Fill in what the pixels of a series say; returns what is odd about them."""
    try:
        loaded = open_series(series, instances, library.volumes_folder, decoder, tick)
    except KnownError as error:
        return (Problem("warning", str(error), series.uid),)
    row |= {
        "unit": loaded.stack.unit, "acquired_shape_kji": list(loaded.stack.pixels.shape[:3]),
        "colour": loaded.stack.is_colour, "spacing_source": loaded.stack.spacing_source,
        "parts": [part_json(part) for part in loaded.parts],
    }  # fmt: skip
    if (volume := loaded.volume) is not None:
        geometry = volume.geometry
        row |= {"shape_kji": list(geometry.shape_kji), "spacing_mm": list(geometry.spacing_mm),
                "orientation": list(geometry.orientation), "resampled": volume.resampled}  # fmt: skip
    return loaded.problems


def _lines(row: Json) -> list[str]:
    """A series as people read it."""
    pictures = row["instances"] - row["objects"]
    counts = [_count(pictures, "picture", "pictures")] if pictures or not row["objects"] else []
    if row["objects"]:
        counts.append(f"{_count(row['objects'], 'object', 'objects')} ({', '.join(row['kinds'])})")
    lines = [f"{line(row['modality'], 16)}  {line(row['description'], 2 * NAME_MOST)}  {', '.join(counts)}", f"  {line(row['uid'])}"]
    if row["shape_kji"]:
        spacing = " x ".join(f"{mm:.3f}" for mm in row["spacing_mm"])
        lines.append(f"  {' x '.join(map(str, row['shape_kji']))} voxels, {spacing} mm, {row['unit']}")
    for part in row["parts"] if len(row["parts"]) > 1 else ():
        kind = ("slice", "slices") if part["is_volume"] else ("picture", "pictures")
        lines.append(f"  part {part['key']}: {line(part['name'], 2 * NAME_MOST)}, {_count(part['pictures'], *kind)}")
    lines += [f"  → {line(said)}" for said in row["became"]]
    lines += [f"  {line(one['name'])}  {line(one['uid'])}" for one in row["documents"]]
    return lines + [f"  {problem['level']}: {line(problem['text'])}" for problem in row["problems"]]


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def part_json(part: Part) -> Json:
    return {"key": part.key, "name": part.name, "pictures": part.pictures, "is_volume": part.is_volume}
