"""`lightbox patients`: who is in the library, who may be one, and merging, splitting and undoing it."""

from __future__ import annotations

import argparse

from desktop.commands.answer import NAME_MOST, Answer, Json, line, table
from desktop.commands.session import author
from desktop.store.library import Library
from desktop.store.patients import Conflict, PatientEntry
from viewer.case.errors import KnownError
from viewer.case.person import readable_name
from viewer.case.progress import Tick
from viewer.case.study import Patient


def patients(options: argparse.Namespace, tick: Tick) -> Answer:
    """One of the verbs, or the list: `merge KEEP OTHER`, `split STUDY [--to N]`, `undo [N]`, `[WORDS...]`."""
    verb, *words = options.words or [""]
    if verb in _VERBS:
        if options.conflicts:
            raise KnownError(f"--conflicts lists patients; it does not go with {verb}.")
        return _VERBS[verb](options, words)
    if options.to is not None:
        raise KnownError("--to says where split moves a study.", "It is `lightbox patients split STUDY --to PATIENT`.")
    with Library(options.library, read_only=True) as library:
        if options.conflicts:
            return _conflicts(library.find_conflicts(_number(words[0]) if words else _number(verb) if verb else None))
        entries = library.find_patients(" ".join(options.words))
    rows = [_line(entry) for entry in entries]
    empty = "No patient matches." if options.words else "The library is empty."
    return Answer({"patients": [_entry_json(entry) for entry in entries]}, table(rows, _HEAD) if rows else empty)


def _merge(options: argparse.Namespace, words: list[str]) -> Answer:
    if len(words) != 2:
        raise KnownError("Merging takes two patients.", "It is `lightbox patients merge KEEP OTHER`.")
    with Library(options.library) as library:
        keep, other = map(_number, words)
        return _done(library.merge_patients(keep, other, author()), library.find_patient(keep))


def _split(options: argparse.Namespace, words: list[str]) -> Answer:
    if len(words) != 1:
        raise KnownError("Splitting takes one study.", "It is `lightbox patients split STUDY [--to PATIENT]`.")
    with Library(options.library) as library:
        study = library.find_study(words[0])
        label = library.split_patient((study.uid,), options.to, author())
        return _done(label, library.find_patient(library.find_row(study.uid).patient_number))


def _undo(options: argparse.Namespace, words: list[str]) -> Answer:
    if len(words) > 1:
        raise KnownError("Undo takes one number, or none for the last.", "The patients command with --changes lists them.")
    with Library(options.library) as library:
        label = library.undo_patients(author(), _number(words[0]) if words else None)
    return Answer({"undone": label}, f"Undone: {label}.")


def _changes(options: argparse.Namespace, words: list[str]) -> Answer:
    with Library(options.library, read_only=True) as library:
        found = library.patient_changes()
    document: Json = {"changes": [{"number": one.number, "label": one.label, "undone": one.undone} for one in found]}
    rows = [(one.number, one.label, "undone" if one.undone else "") for one in found]
    return Answer(document, table(rows, ("no.", "what", "")) if rows else "No patients were merged or split.")


_VERBS = {"merge": _merge, "split": _split, "undo": _undo, "changes": _changes}
_HEAD = ("no.", "name", "ID", "issuer", "born", "sex", "studies")


def _conflicts(found: tuple[Conflict, ...]) -> Answer:
    lines: list[str] = []
    for conflict in found:
        lines += [conflict.text, *(f"  {line}" for line in table([_line(one) for one in conflict.entries], _HEAD).splitlines())]
    documents: list[Json] = [
        {
            "reason": conflict.reason,
            "text": conflict.text,
            "differing": list(conflict.differing),
            "patients": [_entry_json(entry) for entry in conflict.entries],
        }
        for conflict in found
    ]
    return Answer({"conflicts": documents}, "\n".join(lines) or "No two patients look like one.")


def _done(label: str, entry: PatientEntry) -> Answer:
    text = f"{label}.\n{table([_line(entry)], _HEAD)}\n`lightbox patients undo` takes it back."
    return Answer({"done": label, "patient": _entry_json(entry)}, text)


def _line(entry: PatientEntry) -> tuple[object, ...]:
    one = entry.patient
    studies = ", ".join(study.date or "no date" for study in entry.studies)
    named = "".join(f" (named by {files} {'file' if files == 1 else 'files'} of {uid})" for uid, files in entry.named_in)
    name, id, issuer = (line(text, NAME_MOST) for text in (readable_name(one.name), one.id, one.issuer))
    return (entry.number, name, id, issuer, one.birth_date, one.sex, (studies or "none") + named)


def _entry_json(entry: PatientEntry) -> Json:
    return {
        "number": entry.number,
        **_patient_json(entry.patient),
        "merged": [_patient_json(one) for one in entry.merged],
        "studies": [{"uid": one.uid, "date": one.date, "description": one.description} for one in entry.studies],
        "named_in": [{"study": uid, "files": files} for uid, files in entry.named_in],
    }


def _patient_json(one: Patient) -> Json:
    return {"id": one.id, "issuer": one.issuer, "name": one.name, "birth_date": one.birth_date, "sex": one.sex}


def _number(word: str) -> int:
    if not word.isascii() or not word.isdigit() or len(word) > 15:
        raise KnownError(f"{word!r} is no patient's number.", "`lightbox patients` lists them.")
    return int(word)
