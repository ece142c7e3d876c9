"""The documents of a study: reports, PDFs and every other object that is no picture, as text or pages."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from viewer.case.errors import KnownError
from viewer.case.study import Instance, Problem, Series
from viewer.dicom.content_tree import read_dataset
from viewer.dicom.decode import Decoder
from viewer.dicom.headers import read_header, text
from viewer.dicom.read_any import describe
from viewer.dicom.read_cda import cda_text
from viewer.dicom.read_pdf import PageImage, encapsulated, page_count, page_text, render_page
from viewer.dicom.read_sr import read_sr
from viewer.dicom.same_file import refuse_another_file
from viewer.dicom.sop_names import ENCAPSULATED_CDA, ENCAPSULATED_PDF, is_picture, is_report, sop_class_name
from viewer.dicom.whole_file import whole_file

Kind = Literal["report", "pdf", "clinical document", "object"]


@dataclass(frozen=True, slots=True)
class Document:
    """One object that is read, not viewed. `name` is what kind of object it is, `title` what its series is called."""

    uid: str
    series_uid: str
    kind: Kind
    name: str
    title: str
    path: str
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a document says. A PDF has `pages` to be drawn, and as `text` the words on them."""

    text: str
    pages: int = 0
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """A document of a series with its contents, or the sentence why it has none; `among` are all of the series."""

    document: Document
    contents: Contents | KnownError
    among: tuple[Document, ...]


def open_document(among: Sequence[Document], decoder: Decoder, uid: str = "") -> OpenDocument:
    """Of a series' documents (there is at least one) the one that `uid` names, or the first."""
    document = next((one for one in among if one.uid == uid), among[0])
    try:
        return OpenDocument(document, read_document(document, decoder), tuple(among))
    except KnownError as error:
        return OpenDocument(document, error, tuple(among))


def documents_of(series: Series, instances: Sequence[Instance]) -> tuple[Document, ...]:
    """The documents among a series' objects, by number. Of a private or unknown kind the first file is looked into."""
    found = []
    pictures: dict[str, bool] = {}
    for one in instances:
        kind = one.sop_class_uid
        if kind not in pictures:
            pictures[kind] = _is_picture(one)
        if not pictures[kind]:
            name = sop_class_name(one.sop_class_uid)
            found.append(Document(one.uid, series.uid, _kind(one.sop_class_uid), name, series.description or name, one.path, one.seen))
    return tuple(found)


def pictures_of(series: Series, instances: Sequence[Instance]) -> tuple[Instance, ...]:
    """The other objects of a series: some systems put reports and pictures into one."""
    documents = {document.uid for document in documents_of(series, instances)}
    return tuple(instance for instance in instances if instance.uid not in documents)


def document_of(series: Series, instances: Sequence[Instance]) -> Document | None:
    """The first document of a series, or None where it has none: then it is pictures."""
    return next(iter(documents_of(series, instances)), None)


def read_document(document: Document, decoder: Decoder) -> Contents:
    """The text of a document, and how many pages it has where it is a PDF.

    Raises KnownError, in one sentence, when it cannot be read or its file holds another object by now.
    """
    refuse_another_file(document)
    if document.kind == "pdf":
        pages = decoder.call(page_count, document.path)
        words = [decoder.call(page_text, document.path, page) for page in range(min(pages, 200))]
        return Contents("\f".join(words), pages)
    written, problems = decoder.call(_as_text, document.kind, Path(document.path))
    return Contents(written, 0, tuple(Problem("warning", sentence, document.uid) for sentence in problems))


def _as_text(kind: Kind, path: Path) -> tuple[str, tuple[str, ...]]:
    """What a document that is no PDF says, and what is wrong with it. Runs in a decoder process."""
    if kind == "clinical document":
        return cda_text(encapsulated(path)), ()
    dataset = read_dataset(path)
    if kind == "report":
        try:
            report = read_sr(dataset)
            return report.text, tuple(problem.text for problem in report.problems)
        except KnownError as error:
            return f"{error}\n\n{describe(dataset)}", (str(error),)
    return describe(dataset), ()


def draw_page(document: Document, page: int, width_px: int, decoder: Decoder) -> PageImage:
    """One page of a PDF, from 0.

    Raises KnownError when it cannot be drawn, or its file holds another object by now.
    """
    refuse_another_file(document)
    return decoder.call(render_page, document.path, page, width_px)


def save_document(document: Document, path: Path, decoder: Decoder) -> None:
    """Write what is inside an encapsulating object as its own file, byte for byte; of any other object its text.

    A name that ends in ``.dcm`` gets the DICOM file itself.

    Raises KnownError when it cannot be read or written, or its file holds another object by now.
    """
    refuse_another_file(document)
    with whole_file(path) as part:
        if path.suffix.lower() == ".dcm":
            shutil.copyfile(document.path, part)
        elif _is_encapsulated(document):
            part.write_bytes(encapsulated(Path(document.path)))
        else:
            part.write_text(read_document(document, decoder).text, encoding="utf-8")


def _is_encapsulated(document: Document) -> bool:
    if document.kind in ("pdf", "clinical document"):
        return True
    return "EncapsulatedDocument" in read_dataset(Path(document.path))


def _kind(sop_class_uid: str) -> Kind:
    if sop_class_uid == ENCAPSULATED_PDF:
        return "pdf"
    if sop_class_uid == ENCAPSULATED_CDA:
        return "clinical document"
    return "report" if is_report(sop_class_uid) else "object"


def _is_picture(instance: Instance) -> bool:
    known = is_picture(instance.sop_class_uid)
    if known is not None:
        return known
    try:
        header = read_header(Path(instance.path), [0x00280010])
    except KnownError:
        return True  # opening it says why it cannot be read
    return bool(text(header.dataset, "Rows"))
