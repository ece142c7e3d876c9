"""`lightbox calc`: a clinical calculator or guideline, from key=value or filled from a finding of a study."""

from __future__ import annotations

import argparse

from desktop.commands.answer import Answer, table
from desktop.store.library import Library
from desktop.workflows.facts import fact_table
from inference.report.calculators.asking import answer, read_inputs
from inference.report.calculators.book import Book, book_of
from inference.report.calculators.fill import fill
from inference.report.calculators.model import Calculator, Given
from inference.report.calculators.said import calculator_lines, calculator_to_json, result_lines, result_to_json
from viewer.case.errors import KnownError
from viewer.case.progress import Tick


def calc(options: argparse.Namespace, tick: Tick) -> Answer:
    book = book_of(options.library)
    if options.list:
        return _list(book, " ".join(filter(None, (options.name, *options.inputs))))
    if not options.name:
        raise KnownError("Say which calculator.", "`lightbox calc --list` names all.")
    calculator = book.find(options.name)
    if not (options.inputs or options.study or options.finding):
        return Answer(calculator_to_json(calculator), "\n".join(calculator_lines(calculator)))
    given = _filled(calculator, options) | read_inputs(calculator, options.inputs)
    result = answer(calculator, given)
    return Answer(result_to_json(result), "\n".join(result_lines(result)))


def _list(book: Book, words: str) -> Answer:
    found = book.search(words) if words else book.calculators
    rows = [(one.id, f"{one.title} {one.version}{' (site)' if one.site else ''}", one.what) for one in found]
    lines = [table(rows, ("name", "guideline", "what it is for")), *(f"  warning: {problem}" for problem in book.problems)]
    document = {"calculators": [calculator_to_json(one) for one in found], "problems": list(book.problems)}
    return Answer(document, "\n".join(lines), bool(book.problems))


def _filled(calculator: Calculator, options: argparse.Namespace) -> dict[str, Given]:
    """What the study and one of its findings say."""
    if not options.study:
        if options.finding:
            raise KnownError("Say which study the finding is of: --study.")
        return {}
    with Library(options.library, read_only=True) as library:
        study = library.find_study(options.study)
        facts = fact_table(library, library.open_case(study.uid), study)
    finding = None
    if options.finding:
        found = [one for one in facts.findings if one.id.startswith(options.finding)]
        if len(found) != 1:
            raise KnownError(f"{'No' if not found else 'More than one'} finding of this study has the id {options.finding}.")
        finding = found[0]
    return fill(calculator, facts, finding)
