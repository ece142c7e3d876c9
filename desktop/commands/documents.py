"""`lightbox documents`: the reports, PDFs and other objects of a study that are read and not viewed."""

from __future__ import annotations

import argparse

from desktop.commands.answer import NAME_MOST, Answer, Json, line, problem_json, table
from desktop.store.library import Library
from desktop.workflows.documents import Document, documents_of, read_document, save_document
from inference.offline import stay_offline
from viewer.case.errors import KnownError
from viewer.case.progress import Tick
from viewer.dicom.decode import Decoder


def documents(options: argparse.Namespace, tick: Tick) -> Answer:
    if options.save and not options.out:
        raise KnownError("--save needs --out FILE.")
    with Library(options.library, read_only=True) as library, Decoder(initializer=stay_offline) as decoder:
        study = library.find_study(options.study)
        found = [one for row in library.series_of(study.uid) for one in documents_of(row, library.instances_of(row.uid))]
        if options.save:
            document = _chosen(found, options.save)
            save_document(document, options.out, decoder)
            return Answer(document_json(document) | {"path": str(options.out)}, f"Saved {options.out}")
        if options.text:
            document = _chosen(found, options.text)
            contents = read_document(document, decoder)
            extra: Json = {"text": contents.text, "pages": contents.pages, "problems": [problem_json(row) for row in contents.problems]}
            return Answer(document_json(document) | extra, contents.text.rstrip("\n"), bool(contents.problems))
    rows = [(one.name, line(one.title, NAME_MOST), one.uid) for one in found]
    said = table(rows, ("kind", "title", "UID")) if rows else "This study has no documents."
    return Answer({"documents": [document_json(one) for one in found]}, said)


def document_json(document: Document) -> Json:
    """A document as the commands list it."""
    return {"uid": document.uid, "series_uid": document.series_uid, "kind": document.kind, "name": document.name, "title": document.title}


def _chosen(found: list[Document], uid: str) -> Document:
    """By its UID, or an unambiguous beginning of it; a lone document by any beginning."""
    chosen = [one for one in found if one.uid == uid] or [one for one in found if one.uid.startswith(uid)]
    if len(chosen) != 1:
        raise KnownError(f"{'No' if not chosen else 'More than one'} document of this study has the UID {uid}.")
    return chosen[0]
