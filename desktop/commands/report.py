"""`lightbox draft`, `check`, `assert`, `sign` and `export`: from accepted findings to files other systems read."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from desktop.commands.answer import Answer, Json, problem_json, problem_lines, table
from desktop.commands.input_files import read_any_text, read_json, read_text
from desktop.commands.pictures import painter
from desktop.commands.session import author, model, pixels_of
from desktop.store.case_store import CaseStore
from desktop.store.library import Library
from desktop.workflows.draft_report import draft_report
from desktop.workflows.export_report import check_formats, export_report, gather, nothing_for
from desktop.workflows.facts import fact_table
from desktop.workflows.sign_report import sign_report, waive_blocking
from inference.client import Engine
from inference.report.assertions import assert_text, assertion_to_json
from inference.report.facts_file import facts_from_json
from inference.report.templates import all_templates
from inference.report.verify import Check, check_text, check_to_json
from inference.report.verify import check as run_check
from viewer.case.edits import Edit, Swap
from viewer.case.errors import KnownError
from viewer.case.progress import Tick, part_of
from viewer.case.report import ReportDraft, Reviewed, SignedReport, Waiver
from viewer.case.source import by, new_id


def draft(options: argparse.Namespace, tick: Tick) -> Answer:
    started = time.monotonic()
    pack = None if options.model == "none" else model(options.model, options.library)
    with Library(options.library) as library, Engine() as engine:
        study = library.find_study(options.study)
        case = library.open_case(study.uid)
        facts = fact_table(library, case, study)
        mark_reviewed(case, options.reviewed, options.library)
        edit = draft_report(
            facts, options.indication, engine, pack, find_draft(case), tick, None,
            options.template or "", options.lang, case.all_of(Reviewed), options.library,
        )  # fmt: skip
        case.apply(edit)
        written = need_draft(case)
    chosen = next((template for template in all_templates(options.library) if template.id == written.template_id), None)
    other = [name for name in options.reviewed if chosen and name not in {normal.id for normal in chosen.normals}]
    document: Json = {
        "sections": sections_json(written), "not_in_template": other, "template": written.template_id, "language": written.language,
        "model": pack[0].id if pack else None, "seconds": round(time.monotonic() - started, 3),
    }  # fmt: skip
    note = f"\n\nNot said: the template {written.template_id} has no normal text for {', '.join(other)}." if other else ""
    return Answer(document, written.text + note)


def mark_reviewed(case: CaseStore, structures: list[str], library: Path) -> None:
    """Keep the marks of structures that are not marked yet. Raises `KnownError` for one that no template has."""
    known = {normal.id for template in all_templates(library) for normal in template.normals}
    strange = [name for name in structures if name not in known]
    if strange:
        raise KnownError(f"No report template has a structure {strange[0]!r}.", f"Structures: {', '.join(sorted(known))}.")
    marked = {mark.structure for mark in case.all_of(Reviewed)}
    new = [Reviewed(new_id(), name, by(author())) for name in dict.fromkeys(structures) if name not in marked]
    if new:
        case.apply(Edit("Mark as reviewed", author(), tuple(Swap(None, mark) for mark in new)))


def sections_json(draft: ReportDraft) -> list[Json]:
    return [
        {"title": section.title, "sentences": [
            {"id": s.id, "text": s.text, "evidence": list(s.evidence_ids), "findings": list(s.finding_ids), "author": s.source.author}
            for s in section.sentences]}
        for section in draft.sections
    ]  # fmt: skip


def find_draft(case: CaseStore) -> ReportDraft | None:
    drafts = case.all_of(ReportDraft)
    return drafts[-1] if drafts else None


def need_draft(case: CaseStore) -> ReportDraft:
    found = find_draft(case)
    if found is None:
        raise KnownError("This study has no report yet.", "Draft it first.")
    return found


def check(options: argparse.Namespace, tick: Tick) -> Answer:
    if options.text:
        if options.study or not options.facts:
            raise KnownError("Give either a study, or --text FILE with --facts FILE.json.")
        return check_answer(check_text(read_text(options.text), facts_from_json(read_json(options.facts)), language=options.lang))
    if not options.study:
        raise KnownError("Give a study, or --text FILE with --facts FILE.json.")
    with Library(options.library) as library:
        study = library.find_study(options.study)
        case = library.open_case(study.uid)
        return check_answer(run_check(need_draft(case), fact_table(library, case, study), case.all_of(Waiver)))


def check_answer(result: Check) -> Answer:
    document = check_to_json(result)
    rows = [(v.verdict + (" (waived)" if v.waived else ""), v.sentence, v.reason) for v in result.verdicts]
    rows += [("omitted" + (" (waived)" if o.waived else ""), "", o.reason) for o in result.omissions]
    text = table(rows, ("verdict", "sentence", "reason"))
    for one in result.critical:
        text += f"\nCritical: {one.name}. Tell somebody within {one.within}, and log it."
    return Answer(document, text + ("\nBlocks signing." if result.blocking else "\nNothing blocks signing."), result.blocking)


def assertions(options: argparse.Namespace, tick: Tick) -> Answer:
    files: list[Json] = [
        {"path": str(path), "assertions": [assertion_to_json(row) for row in assert_text(read_any_text(path))]} for path in options.text
    ]
    lines = [
        f"{row['finding']}  {'no' if row['negated'] else 'yes'}  {row['certainty']}  {row['side']}  {row['anatomy']}  {row['sentence']}"
        for file in files for row in file["assertions"]
    ]  # fmt: skip
    return Answer({"files": files}, "\n".join(lines) or "No assertions.")


def sign(options: argparse.Namespace, tick: Tick) -> Answer:
    with Library(options.library) as library:
        study = library.find_study(options.study)
        case = library.open_case(study.uid)
        facts, draft = fact_table(library, case, study), need_draft(case)
        if options.waive:
            waiver = waive_blocking(draft, facts, case.all_of(Waiver), options.waive, f"user:{options.name.strip() or 'reader'}")
            if waiver.changes:
                case.apply(waiver)
        earlier = case.all_of(SignedReport)
        edit = sign_report(draft, facts, case.all_of(Waiver), options.name, earlier[-1] if earlier else None, not study.demonstration)
        case.apply(edit)
        report = case.all_of(SignedReport)[-1]
    document: Json = {
        "report_id": report.id, "sha256": report.sha256, "version": report.version, "verified": report.verified,
        "signed_by": report.signed_by, "signed_at": report.signed_at,
    }  # fmt: skip
    return Answer(document, f"Signed by {report.signed_by}, version {report.version}, SHA-256 {report.sha256}")


def export(options: argparse.Namespace, tick: Tick) -> Answer:
    formats = check_formats(options.format)
    with Library(options.library) as library:
        study = library.find_study(options.study)
        opened = pixels_of(library, study, None, part_of(tick, 0.0, 0.2))
        case = library.open_case(study.uid)
        request = gather(library, case, opened.study, opened.series, opened.loaded, options.to, formats, painter(), author())
        exported = export_report(request, options.to, formats, part_of(tick, 0.2, 1.0))
        case.apply(request.log_entry(formats))
        empty = nothing_for(request, formats)
    document: Json = {
        "files": [
            {"path": str(row.path), "format": row.format, "valid": row.valid, "problems": [problem_json(p) for p in row.problems]}
            for row in exported
        ],
        "problems": [problem_json(problem) for problem in empty],
    }  # fmt: skip
    lines = [table([(row.format, "valid" if row.valid else "NOT VALID", row.path) for row in exported], ("format", "", "file"))]
    lines += [line for row in exported for line in problem_lines(row.problems)] + problem_lines(empty)
    return Answer(document, "\n".join(lines), not all(row.valid for row in exported))
