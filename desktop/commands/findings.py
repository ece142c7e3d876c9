"""`lightbox findings`: the fact table, and what the reader says of its findings."""

from __future__ import annotations

import argparse

from desktop.commands.answer import Answer, Json, table
from desktop.commands.input_files import read_json
from desktop.commands.session import author
from desktop.store.case_store import CaseStore
from desktop.store.library import Library
from desktop.workflows.facts import fact_table
from desktop.workflows.review import accept, reject
from inference.report.facts_file import facts_from_json, facts_to_json
from viewer.case.edits import Edit, Record, Swap
from viewer.case.errors import KnownError
from viewer.case.finding import Finding
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
