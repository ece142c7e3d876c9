"""Clinical documents (HL7 CDA) inside DICOM files, as plain text."""

from __future__ import annotations

from xml.etree import ElementTree

from viewer.case.errors import KnownError
from viewer.dicom.content_tree import cleaned

_INLINE = ("content", "sub", "sup", "linkHtml", "footnoteRef")
_CELLS = ("td", "th")


def cda_text(document: bytes) -> str:
    """Titles and narrative of the sections, one block a line; codes and machine-readable entries are not narrative.

    Raises KnownError for what is no XML, or declares a document type: that could make it grow without bound.
    """
    if b"<!DOCTYPE" in document or b"<!ENTITY" in document:
        raise KnownError("The document declares its own XML entities, which is not safe to read.", "Save it to look at it.")
    try:
        root = ElementTree.fromstring(document)
    except (ElementTree.ParseError, LookupError, ValueError) as error:
        raise KnownError("The document is no readable XML.", "Save it to look at it.") from error
    pieces: list[str] = []
    waiting: list[tuple[ElementTree.Element | str, bool]] = [(root, False)]
    while waiting:
        element, inside = waiting.pop()
        if isinstance(element, str):
            pieces.append(element if inside else "")
            continue
        name = str(element.tag).rpartition("}")[2]
        if name == "entry":
            continue
        narrative = inside or name in ("title", "text")
        edge = " " if name in _CELLS else "" if name in _INLINE else "\n"
        after: list[tuple[ElementTree.Element | str, bool]] = [(edge, True), (_flat(element.text), narrative)]
        for child in element:
            after += [(child, narrative), (_flat(child.tail), narrative)]
        waiting.extend(reversed([*after, (edge, True)]))
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return cleaned("\n".join(line for line in lines if line))


def _flat(written: str | None) -> str:
    """Line ends of the XML file are no line ends of the document."""
    return (written or "").replace("\n", " ")
