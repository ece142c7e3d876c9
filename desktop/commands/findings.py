"""`lightbox findings` and `lightbox ground`: the fact table, and where a phrase is in the images."""

from __future__ import annotations

import argparse

from desktop.commands.answer import Answer, Json, table
from desktop.commands.input_files import read_json
from desktop.commands.measured import in_box
from desktop.commands.session import author
from desktop.store.case_store import CaseStore
from desktop.store.library import Library
from desktop.workflows.facts import fact_table
from desktop.workflows.ground import ground as run_grounding
from desktop.workflows.review import accept, reject
from inference.report.facts_file import facts_from_json, facts_to_json
from viewer.case.edits import Edit, Record, Swap
from viewer.case.errors import KnownError
from viewer.case.finding import Finding
from viewer.case.geometry import Box
from viewer.case.progress import Tick


def findings(options: argparse.Namespace, tick: Tick) -> Answer:
    with Library(options.library) as library:
        study = library.find_study(options.study)
        case = library.open_case(study.uid)
        me = author()
        chosen = [(accept, id) for id in options.accept] + [(reject, id) for id in options.reject]
        edits = [review(by_prefix(case.all_of(Finding), id), me) for review, id in chosen]
        if options.add:
            edits.append(add_findings(case, read_json(options.add), me))
        for edit in edits:  # only now: one wrong id changes nothing
            case.apply(edit)
        facts = fact_table(library, case, study)
    document = facts_to_json(facts)
    rows = []
    for row in document["findings"]:
        sizes = ", ".join(f"{q['kind']} {q['value']:.1f} {q['unit']}" for q in row["quantities"])
        rows.append((row["id"][:8], row["status"], row["what"]["meaning"] if row["present"] else f"no {row['what']['meaning']}", row["side"], row["zone"], row["where"]["meaning"], sizes))
    text = table(rows, ("id", "status", "what", "side", "zone", "where", "measured")) if rows else "No findings."
    return Answer(document, text)


def add_findings(case: CaseStore, document: Json, author: str) -> Edit:
    """The findings of a facts file as one edit."""
    added = facts_from_json(document, author)
    records: tuple[Record, ...] = (*added.evidence.values(), *added.findings)
    for record in records:
        if case.get(record.kind, record.id) is not None:
            raise KnownError(f"This study has a {record.kind} {record.id} already.", "Give the new one another id, or none.")
    return Edit("Add findings", author, tuple(Swap(None, record) for record in records))


def by_prefix(records: tuple[Finding, ...], id: str) -> Finding:
    """The finding whose id begins with `id`."""
    found = [record for record in records if record.id.startswith(id)]
    if len(found) != 1 or not id:
        raise KnownError(f"{'No' if not found else 'More than one'} finding has the id {id}.")
    return found[0]


def _box(text: str) -> Box:
    """X0,Y0,Z0,X1,Y1,Z1 of --box, LPS mm, as the lowest and the highest corner."""
    try:
        a, b, c, d, e, f = (float(part) for part in text.split(","))
    except ValueError:
        raise KnownError("A box is six numbers: X0,Y0,Z0,X1,Y1,Z1 in mm (LPS).") from None
    return (min(a, d), min(b, e), min(c, f)), (max(a, d), max(b, e), max(c, f))


def ground(options: argparse.Namespace, tick: Tick) -> Answer:
    with Library(options.library) as library:
        study = library.find_study(options.study)
        case = library.open_case(study.uid)
        if options.box:
            described, lines = in_box(library, case, tuple(library.series_of(study.uid)), _box(options.box), tick)
            return Answer(described, "\n".join(lines))
        if not options.phrase:
            raise KnownError("Say what to look for, or give a --box.")
        located = run_grounding(options.phrase, fact_table(library, case, study), case)
    regions: list[Json] = [
        {"box_lps": [list(corner) for corner in region.box_lps], "score": region.score, "series_uid": region.series_uid,
         "segmentation": region.segmentation_id or None, "finding": region.finding_id or None}
        for region in located.regions
    ]  # fmt: skip
    document: Json = {"located": located.located, "regions": regions, "reason": located.reason}
    rows = [(f"{r['score']:.2f}", *(" ".join(f"{mm:.1f}" for mm in corner) for corner in r["box_lps"])) for r in regions]
    text = table(rows, ("score", "from (LPS mm)", "to (LPS mm)")) if located.located else f"Not located: {located.reason}"
    return Answer(document, f"{text}\n{located.reason}" if located.located and located.reason else text)
