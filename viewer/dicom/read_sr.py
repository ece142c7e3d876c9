"""Any structured report as plain, indented text: everything that is in it, and nothing else."""

from __future__ import annotations

import itertools
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from pydicom.dataset import Dataset

from viewer.case.study import Problem
from viewer.dicom.content_tree import Item, Place, Reference, cleaned, code_of, read_tree
from viewer.dicom.headers import items, text
from viewer.dicom.sop_names import sop_class_name

INDENT = "  "
MOST_POINTS = 12
"""Coordinates beyond these are counted, not printed."""
LONG_RUN = 6
"""From so many bare references of one kind on (image libraries have hundreds) one line counts them."""

# Relationship types that say how an item bears on the one above; CONTAINS and HAS PROPERTIES are said by the indent.
_RELATIONS = {
    "HAS CONCEPT MOD": "", "CONTAINS": "", "HAS PROPERTIES": "", "HAS OBS CONTEXT": "", "HAS ACQ CONTEXT": "",
    "INFERRED FROM": "inferred from: ", "SELECTED FROM": "selected from: ",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReportText:
    """A report to read. `problems` say what could not be read or was cut."""

    title: str
    text: str
    problems: tuple[Problem, ...]


def read_sr(dataset: Dataset) -> ReportText:
    """The whole report: how far it is attested, who made it, then its content tree.

    Raises KnownError when it has no content.
    """
    root, problems = read_tree(dataset)
    targets = {item.target for item in root.walk() if item.target}
    by_place = {item.place: item for item in root.walk()}
    title = root.meaning or sop_class_name(text(dataset, "SOPClassUID"))
    lines = [title, *_head(dataset, root), ""]
    lines.extend(_children(root, targets, by_place))
    if not root.children:
        lines.append("(The report has no content below its title.)")
    lines += [f"({problem.text})" for problem in problems]
    return ReportText(title, "\n".join(lines) + "\n", tuple(problems))


def _head(dataset: Dataset, root: Item) -> Iterator[str]:
    kind = sop_class_name(text(dataset, "SOPClassUID"))
    yield kind + (f", template {root.template}" if root.template else "")
    if moment := _moment(text(dataset, "ContentDate"), text(dataset, "ContentTime")):
        yield f"Content of {moment}"
    flags = [
        _flag(text(dataset, "CompletionFlag"), {"COMPLETE": "complete", "PARTIAL": "partial, not complete"}),
        _flag(text(dataset, "PreliminaryFlag"), {"PRELIMINARY": "preliminary", "FINAL": "final"}),
        _flag(text(dataset, "VerificationFlag"), {"VERIFIED": "verified", "UNVERIFIED": "not verified"}),
    ]
    if said := [flag for flag in flags if flag]:
        yield "Status: " + ", ".join(said)
    if reason := text(dataset, "CompletionFlagDescription"):
        yield f"  {cleaned(reason)}"
    for verifier in items(dataset, "VerifyingObserverSequence"):
        who = _name(text(verifier, "VerifyingObserverName"))
        where = text(verifier, "VerifyingOrganization")
        when = _moment(*_split(text(verifier, "VerificationDateTime")))
        yield "Verified by " + ", ".join(part for part in (who, where, when) if part)
    for author in (*items(dataset, "AuthorObserverSequence"), *items(dataset, "ParticipantSequence")):
        role = text(author, "ParticipationType").lower()
        device = " ".join(part for part in (text(author, "Manufacturer"), text(author, "ManufacturerModelName")) if part)
        who = _name(text(author, "PersonName")) or device or text(author, "StationName")
        yield f"{'Participant (' + role + ')' if role else 'Author'}: {who or 'not named'}"
    for request in items(dataset, "ReferencedRequestSequence"):
        procedure = code_of(request, "RequestedProcedureCodeSequence")
        what = text(request, "RequestedProcedureDescription") or (procedure.meaning if procedure else "")
        number = text(request, "AccessionNumber")
        if what or number:
            yield "Requested: " + ", ".join(part for part in (cleaned(what), number and f"accession {number}") if part)
    for keyword, words in (("PredecessorDocumentsSequence", "Replaces"), ("IdenticalDocumentsSequence", "Same as")):
        if uids := list(_referenced(dataset, keyword)):
            yield f"{words} {', '.join(uids)}"
    for keyword, words in (
        ("CurrentRequestedProcedureEvidenceSequence", "Rests on"), ("PertinentOtherEvidenceSequence", "Other evidence:"),
    ):  # fmt: skip
        if count := len(list(_referenced(dataset, keyword))):
            yield f"{words} {count} {'object' if count == 1 else 'objects'}"


def _flag(value: str, words: dict[str, str]) -> str:
    return words.get(value, value.lower())


def _referenced(dataset: Dataset, keyword: str) -> Iterator[str]:
    for study in items(dataset, keyword):
        for series in items(study, "ReferencedSeriesSequence"):
            for instance in items(series, "ReferencedSOPSequence"):
                yield text(instance, "ReferencedSOPInstanceUID")


def _lines(item: Item, targets: set[Place], by_place: dict[Place, Item]) -> Iterator[str]:
    indent = INDENT * (len(item.place) - 2)
    mark = f"[{_dotted(item.place)}] " if item.place in targets else ""
    said = mark + _RELATIONS.get(item.relationship, f"{item.relationship.lower()}: ") + _words(item, by_place)
    first, *rest = said.split("\n")
    yield indent + first
    yield from textwrap.indent("\n".join(rest), indent + INDENT * 2).split("\n") if rest else ()
    yield from _children(item, targets, by_place)


def _children(item: Item, targets: set[Place], by_place: dict[Place, Item]) -> Iterator[str]:
    for _, run in itertools.groupby(item.children, lambda child: _kind_of_run(child, targets)):
        children = list(run)
        if len(children) < LONG_RUN or _kind_of_run(children[0], targets) is None:
            for child in children:
                yield from _lines(child, targets, by_place)
            continue
        first, last = children[0], children[-1]
        assert first.reference is not None and last.reference is not None
        indent = INDENT * (len(first.place) - 2)
        name = f"{first.meaning}: " if first.meaning else ""
        kind = sop_class_name(first.reference.sop_class_uid)
        yield f"{indent}{name}{len(children)} times {kind}, from {first.reference.sop_instance_uid}"
        yield f"{indent}{INDENT * 2}to {last.reference.sop_instance_uid}"


def _kind_of_run(item: Item, targets: set[Place]) -> tuple[str, str, str] | None:
    """What bare references have in common that can be counted together; None for every other item."""
    if item.reference is None or item.children or item.place in targets or item.target:
        return None
    if item.reference.frames or item.reference.segments or item.value_type not in ("IMAGE", "COMPOSITE"):
        return None
    return item.relationship, item.meaning, item.reference.sop_class_uid


def _words(item: Item, by_place: dict[Place, Item]) -> str:
    if item.target:
        meant = by_place.get(item.target)
        if meant is None:
            return f"see entry {_dotted(item.target)} (which is not in the report)"
        return f"see [{_dotted(item.target)}] {_words(meant, {})[:120]}" if not meant.target else "see another reference"
    value = _value(item)
    name = item.meaning or ("" if item.value_type in ("IMAGE", "COMPOSITE", "WAVEFORM") else _unnamed(item.value_type))
    if item.value_type == "CONTAINER":
        return name
    return f"{name}: {value}" if name else value


def _unnamed(value_type: str) -> str:
    return {"CONTAINER": "Section", "": "Entry without a type"}.get(value_type, value_type.capitalize())


def _value(item: Item) -> str:
    match item.value_type:
        case "TEXT" | "UIDREF":
            return item.text or "(empty)"
        case "CODE":
            return item.code.meaning if item.code else "(empty)"
        case "NUM":
            return _measured(item)
        case "DATE":
            return _date(item.text) or "(empty)"
        case "TIME":
            return _time(item.text) or "(empty)"
        case "DATETIME":
            return _moment(*_split(item.text)) or "(empty)"
        case "PNAME":
            return _name(item.text) or "(empty)"
        case "IMAGE" | "COMPOSITE" | "WAVEFORM":
            return _object(item.reference)
        case "SCOORD":
            return f"{item.graphic.lower() or 'shape'} at {_coordinates(item)} (column, row)"
        case "SCOORD3D":
            return f"{item.graphic.lower() or 'shape'} at {_coordinates(item)} (mm, LPS)"
        case "TCOORD":
            return f"time {item.text}" if item.text else "(empty)"
        case "":
            return item.text or (item.code.meaning if item.code else "(empty)")
        case other:
            return item.text or f"(a value of type {other}, which Lightbox does not know)"


def _measured(item: Item) -> str:
    if not item.text and item.number is None:
        return f"no value ({item.code.meaning})" if item.code else "no value"
    value = item.text or f"{item.number:g}"
    unit = item.unit
    if unit is None or (unit.scheme == "UCUM" and unit.value in ("1", "{none}")):
        said = value
    else:
        said = f"{value} {_unit(unit.value if unit.scheme == 'UCUM' and unit.value else unit.meaning)}"
    return f"{said} ({item.code.meaning})" if item.code else said


def _unit(ucum: str) -> str:
    return {"[hnsf'U]": "HU", "mm2": "mm²", "mm3": "mm³", "cm2": "cm²", "cm3": "cm³", "Cel": "°C"}.get(ucum, ucum)


def _object(reference: Reference | None) -> str:
    if reference is None:
        return "an object that is not named"
    said = f"{sop_class_name(reference.sop_class_uid)} {reference.sop_instance_uid}".strip()
    if reference.frames:
        said += f", frame {', '.join(map(str, reference.frames))}"
    if reference.segments:
        said += f", segment {', '.join(map(str, reference.segments))}"
    return said


def _coordinates(item: Item) -> str:
    if not item.points:
        return "no place"
    shown = "; ".join(", ".join(f"{value:g}" for value in point) for point in item.points[:MOST_POINTS])
    more = len(item.points) - MOST_POINTS
    return f"{shown}; and {more} more points" if more > 0 else shown


def _dotted(place: Place) -> str:
    return ".".join(map(str, place[1:] if len(place) > 1 else place))


def _name(stored: str) -> str:
    """``Family^Given^Middle^Prefix^Suffix`` as it is said; the first of several spellings (PS3.5 6.2.1)."""
    parts = [part.strip() for part in cleaned(stored).partition("=")[0].split("^")]
    family, given, middle, prefix, suffix = (*parts[:5], "", "", "", "", "")[:5]
    said = " ".join(part for part in (prefix, given, middle, family) if part)
    return f"{said}, {suffix}" if suffix else said


def _split(moment: str) -> tuple[str, str]:
    return moment[:8], moment[8:]


def _moment(date: str, time: str) -> str:
    return " ".join(part for part in (_date(date), _time(time)) if part)


def _date(value: str) -> str:
    if len(value) == 8 and value.isdigit():
        return f"{value[:4]}-{value[4:6]}-{value[6:]}"
    return value


def _time(value: str) -> str:
    digits = value.partition(".")[0]
    zone = next((value[at:] for at in (value.find("+"), value.find("-")) if at >= 0), "")
    digits = digits.removesuffix(zone) if zone else digits
    if len(digits) in (4, 6) and digits.isdigit():
        return ":".join(digits[at : at + 2] for at in range(0, len(digits), 2)) + (f" {zone}" if zone else "")
    return value
