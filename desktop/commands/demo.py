"""`lightbox demo`: the main job from a DICOM folder to a signed report, on one study, without a click."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from desktop.commands.answer import Answer, Json, problem_json
from desktop.commands.models import label_rows
from desktop.commands.pictures import painter
from desktop.commands.report import find_draft, need_draft, sections_json
from desktop.commands.session import OpenSeries, model, pixels_of
from desktop.store.case_store import CaseStore
from desktop.store.library import Library
from desktop.workflows.demo import AUTHOR, READER, ensure_demonstration
from desktop.workflows.draft_report import draft_report
from desktop.workflows.export_report import export_report, gather
from desktop.workflows.exported import Exported
from desktop.workflows.facts import fact_table
from desktop.workflows.find_nodules import find_nodules
from desktop.workflows.import_study import import_paths
from desktop.workflows.lungs import find_lungs
from desktop.workflows.model_result import keep
from desktop.workflows.review import accept
from desktop.workflows.segment import segment
from desktop.workflows.sign_report import sign_report, waive_blocking
from desktop.workflows.take_in import take_in_all
from inference.client import Engine
from inference.offline import stay_offline
from inference.report.facts_file import finding_to_json
from inference.report.numbers import format_quantity
from inference.report.verify import check, check_to_json
from viewer.case.errors import KnownError
from viewer.case.finding import Finding
from viewer.case.progress import Tick, part_of
from viewer.case.report import SignedReport, Waiver
from viewer.case.segmentation import Segmentation
from viewer.case.study import Problem, Study
from viewer.dicom.decode import Decoder

FORMATS = ("dicom-seg", "dicom-sr", "pdf", "png")
SEGMENTER, DETECTOR = "ct-classical", "ct-lung-nodules"


@dataclass
class Journey:
    """One run: where it is, how long each step took, and why a step does not apply."""

    library: Library
    engine: Engine
    tick: Tick
    seconds: dict[str, float] = field(default_factory=dict)
    skipped: list[Json] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        started = time.monotonic()
        try:
            yield
        except KnownError as error:
            self.skipped.append({"step": name, "reason": str(error)})
        finally:
            self.seconds[name] = round(time.monotonic() - started, 3)


def demo(options: argparse.Namespace, tick: Tick) -> Answer:
    started = time.monotonic()
    with Library(options.library) as library, Engine() as engine:
        journey = Journey(library, engine, tick)
        study = import_it(journey, options.path)
        opened_at = time.monotonic()
        opened = pixels_of(library, study, None, part_of(tick, 0.3, 0.4))
        journey.seconds["open"] = round(time.monotonic() - opened_at, 3)
        journey.problems += [row for row in opened.loaded.problems if row not in journey.problems]
        case = library.open_case(study.uid)
        find_and_measure(journey, opened, case)
        write_and_sign(journey, study, case)
        folder = options.out or library.folder / "demonstration" / "results"
        exported = export_it(journey, opened, case, folder)
        answer = document(journey, study, case, exported)
    answer["seconds"] = journey.seconds | {"total": round(time.monotonic() - started, 3)}
    return Answer(answer, text_of(answer, folder), not all(row.valid for row in exported))


def import_it(journey: Journey, path: Path | None) -> Study:
    """Import `path`, or make the built-in study; returns the newest study of what was imported."""
    library = journey.library
    paths: tuple[Path, ...] = (path,) if path else ()
    if not paths:
        started = time.monotonic()
        paths = ensure_demonstration(library.folder / "demonstration", part_of(journey.tick, 0.0, 0.25))
        journey.seconds["make_study"] = round(time.monotonic() - started, 3)
    started = time.monotonic()
    part = part_of(journey.tick, 0.25, 0.28)
    report = import_paths(paths, library.originals_folder, not path, lambda found: library.add(found, AUTHOR), part)
    with Decoder(initializer=stay_offline) as decoder:
        said = take_in_all(library, report.study_uids, decoder, part_of(journey.tick, 0.28, 0.3))
    journey.seconds["import"] = round(time.monotonic() - started, 3)
    journey.problems += (*report.problems, *said)
    if not report.study_uids:
        raise KnownError(f"There is no study in {path}.", " ".join(row.text for row in report.problems[:3]))
    return max((library.find_study(uid) for uid in report.study_uids), key=lambda study: (study.date, study.time))


def find_and_measure(journey: Journey, opened: OpenSeries, case: CaseStore) -> None:
    """Segment, find nodules and accept what was found. What is there from an earlier run stays."""
    volume, library, series = opened.loaded.need_volume(), journey.library, opened.series
    models = {row.source.author.partition("@")[0] for row in case.all_of(Segmentation) if row.series_uid == series.uid}
    with journey.step("segment"):
        card, folder = model(SEGMENTER, library.folder)
        if f"model:{card.id}" not in models:
            result = segment(volume, series, card, folder, library.masks_folder, journey.engine, part_of(journey.tick, 0.4, 0.6))
            keep(result, library, case)
            journey.problems += result.problems
    with journey.step("find"):
        card, folder = model(DETECTOR, library.folder)
        lungs = find_lungs(case, series.uid)
        if lungs is None:
            raise KnownError("No lungs were found by this model in this series, so no nodules were looked for.")
        if f"model:{card.id}" not in models:
            part = part_of(journey.tick, 0.6, 0.7)
            keep(find_nodules(volume, series, lungs, library.mask_path(lungs), card, folder, library.masks_folder, journey.engine, part), library, case)
    for finding in case.all_of(Finding):
        if finding.status == "proposed":
            case.apply(accept(finding, AUTHOR))


def write_and_sign(journey: Journey, study: Study, case: CaseStore) -> None:
    """Draft, check and sign, unless an earlier run signed this very report."""
    with journey.step("draft"):
        if find_draft(case) is None:
            case.apply(draft_report(fact_table(journey.library, case, study), "", None, None, None, part_of(journey.tick, 0.7, 0.75)))
    with journey.step("check"):
        result = check(need_draft(case), fact_table(journey.library, case, study), case.all_of(Waiver))
        if result.blocking:
            edit = waive_blocking(need_draft(case), fact_table(journey.library, case, study), case.all_of(Waiver), "Demonstration run", AUTHOR)
            case.apply(edit)
    with journey.step("sign"):
        if not case.all_of(SignedReport):
            facts = fact_table(journey.library, case, study)
            case.apply(sign_report(need_draft(case), facts, case.all_of(Waiver), READER, verified=False))


def export_it(journey: Journey, opened: OpenSeries, case: CaseStore, folder: Path) -> tuple[Exported, ...]:
    exported: tuple[Exported, ...] = ()
    with journey.step("export"):
        request = gather(journey.library, case, opened.study, opened.series, opened.loaded, folder, FORMATS, painter(), AUTHOR)
        exported = export_report(request, folder, FORMATS, part_of(journey.tick, 0.8, 1.0))
        case.apply(request.log_entry(FORMATS))
    return exported


def document(journey: Journey, study: Study, case: CaseStore, exported: tuple[Exported, ...]) -> Json:
    facts = fact_table(journey.library, case, study)
    draft, signed = find_draft(case), case.all_of(SignedReport)
    verification = check_to_json(check(draft, facts, case.all_of(Waiver))) if draft else None
    return {
        "study": {"uid": study.uid, "patient_id": study.patient.id, "patient_name": study.patient.name, "date": study.date,
                  "description": study.description, "priors": list(facts.study.prior_dates)},
        "segmentations": [{"id": row.id, "model": row.source.author, "sha256": row.source.weights_sha256, "labels": label_rows(row)}
                          for row in case.all_of(Segmentation)],
        "findings": [finding_to_json(row, facts) for row in case.all_of(Finding)],
        "report": {"sections": sections_json(draft) if draft else [], "status": journey.library.status_of(study.uid).value,
                   "sha256": signed[-1].sha256 if signed else None, "signed_by": signed[-1].signed_by if signed else None},
        "verification": verification,
        "exports": [str(row.path) for row in exported if row.format != "png"],
        "pictures": [str(row.path) for row in exported if row.format == "png"],
        "invalid": [problem_json(problem) for row in exported for problem in row.problems],
        "skipped": journey.skipped,
        "problems": [problem_json(problem) for problem in journey.problems],
    }  # fmt: skip


def text_of(answer: Json, folder: Path) -> str:
    """The journey for a person, step by step."""
    study, seconds = answer["study"], answer["seconds"]
    lines = [f"{study['patient_name']}  {study['patient_id']}  {study['date']}  {study['description']}", ""]
    lines += [f"  {problem['level']}: {problem['text']}" for problem in answer["problems"]]
    for segmentation in answer["segmentations"]:
        lines.append(f"{segmentation['model']}")
        if not segmentation["model"].startswith(f"model:{DETECTOR}@"):  # its findings follow
            lines += [f"  {row['name']:<20} {row['volume_ml']:10.2f} ml  mean {row['mean']:6.0f}" for row in segmentation["labels"]]
    for finding in answer["findings"]:
        numbers = ", ".join(f"{row['kind'].replace('_', ' ')} {format_quantity(row['value'], row['unit'])}" for row in finding["quantities"])
        lines.append(f"  {finding['what']['meaning']:<20} {finding['side']} {finding['zone']}: {numbers}")
    for section in answer["report"]["sections"]:
        lines += ["", section["title"].upper(), " ".join(sentence["text"] for sentence in section["sentences"])]
    lines += ["", *(f"Not done: {row['step']}. {row['reason']}" for row in answer["skipped"])]
    verdict = answer["verification"]
    if verdict:
        blocking = "something blocks signing" if verdict["blocking"] else "nothing blocks signing"
        lines.append(f"Checked {len(verdict['verdicts'])} sentences: {blocking}. Report: {answer['report']['status']}.")
    lines += [f"{len(answer['exports'])} exports and {len(answer['pictures'])} pictures in {folder}"]
    lines.append("  ".join(f"{name} {value:.1f} s" for name, value in seconds.items()))
    lines.append("For research and demonstration; not validated for clinical use.")
    return "\n".join(lines)
