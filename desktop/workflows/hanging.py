"""Hanging protocols as small TOML files: those that come with Lightbox, and the user's own in the library's folder."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from desktop.store.library import Library
from viewer.case.errors import KnownError
from viewer.case.hanging import VIEWS, Candidate, CellRule, HangingProtocol, Projection
from viewer.case.progress import Tick
from viewer.case.study import NO_PICTURES, Instance, Series, Study

PROJECTIONS = ("MG", "CR", "DX", "RG")
"""Modalities of which side and view decide."""
MOST_ROWS, MOST_COLUMNS = 4, 5
_LISTS = ("modality", "body_part", "words", "without")
_CELL_WORDS = {
    "views": VIEWS,
    "laterality": ("", "R", "L", "B"),
    "align": ("", "left", "right"),
    "window": ("", *"1234567890"),
}


def own_folder(library_folder: Path) -> Path:
    return library_folder / "hanging"


def read_all(shipped: Path, own: Path) -> tuple[dict[Path, HangingProtocol], tuple[str, ...]]:
    """All protocols by their file, the user's own first; and of each file that is none, one sentence that says why."""
    found: dict[Path, HangingProtocol] = {}
    wrong = []
    for folder in (own, shipped):
        for path in sorted(folder.glob("*.toml")):
            text = text_of(path)
            if text is None:
                wrong.append(f"The hanging protocol {path.name} cannot be read.")
                continue
            try:
                found[path] = replace(parse(text), own=folder == own)
            except KnownError as error:
                wrong.append(f"The hanging protocol {path.name} is not used: {error.text[0].lower()}{error.text[1:]}")
    return found, tuple(wrong)


@lru_cache(maxsize=64)
def parse(text: str) -> HangingProtocol:
    """A protocol from the text of its file.

    Raises
    ------
    KnownError that says what is wrong with it.
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise KnownError(f"It is no TOML: {error}.") from error
    cells = values.pop("cell", [])
    if not isinstance(cells, list) or not all(isinstance(cell, dict) for cell in cells):
        raise KnownError("Each cell stands under a [[cell]] of its own.")
    rules = tuple(_record(CellRule, cell, f"cell {number}") for number, cell in enumerate(cells, 1))
    for number, rule in enumerate(rules, 1):
        for name, known in _CELL_WORDS.items():
            if getattr(rule, name) not in known:
                raise KnownError(f"Cell {number} has the {name} {getattr(rule, name)!r}, which is none of {', '.join(filter(None, known))}.")
    values.pop("own", None)
    protocol: HangingProtocol = _record(HangingProtocol, {**values, "cells": rules}, "the file")
    if not (1 <= protocol.rows <= MOST_ROWS and 1 <= protocol.columns <= MOST_COLUMNS):
        raise KnownError(f"It has {protocol.rows} x {protocol.columns} cells; {MOST_ROWS} x {MOST_COLUMNS} are the most.")
    if len(rules) != protocol.rows * protocol.columns:
        raise KnownError(f"It has {len(rules)} cells; {protocol.rows} rows of {protocol.columns} are {protocol.rows * protocol.columns}.")
    return protocol


def as_text(protocol: HangingProtocol) -> str:
    """A protocol as the text of its file."""
    lines = _lines(protocol, ("cells", "own"))
    for cell in protocol.cells:
        lines += ["", "[[cell]]", *_lines(cell, ())]
    return "\n".join(lines) + "\n"


def text_of(path: Path) -> str | None:
    """The text of a protocol's file; None where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None


def save(protocol: HangingProtocol, folder: Path, text: str = "") -> Path:
    """Write a protocol of the user's into a folder, in its own `text` where it has one; one of the same name is replaced.

    Raises
    ------
    KnownError when it cannot be written.
    """
    stem = re.sub(r"[^\w-]+", "_", protocol.name.lower()).strip("_")[:60] or "protocol"
    path = folder / f"{stem}.toml"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(text or as_text(protocol), encoding="utf-8")
    except OSError as error:
        raise KnownError(f"The hanging protocol cannot be written to {path}: {error.strerror}.") from error
    return path


def candidates_of(library: Library, study: Study, prior: Study | None, projections: dict[str, Projection]) -> tuple[Candidate, ...]:
    """What can be hung of a study and its prior; pictures whose side and view are known one by one."""
    found: list[Candidate] = []
    for one, is_prior in ((study, False), (prior, True)):
        if one is None:
            continue
        counts = library.count_pictures(one.uid)
        series = [row for row in library.series_of(one.uid) if row.modality not in NO_PICTURES]
        instances = library.instances_by_series([row.uid for row in series if row.modality in PROJECTIONS])
        for row in series:
            known = [instance for instance in instances.get(row.uid, ()) if instance.uid in projections]
            found += _pictures(row, known, counts.get(row.uid, 0), is_prior, projections)
    return tuple(found)


def find_projections(instances: Sequence[Instance], tick: Tick) -> dict[str, Projection]:
    """Side and view of pictures, read from their files."""
    from viewer.dicom.projection import read_projections

    tick(0.0, "Read how the pictures lie")
    return read_projections(instances)


def _pictures(
    series: Series, instances: Sequence[Instance], pictures: int, prior: bool, projections: dict[str, Projection]
) -> list[Candidate]:
    from viewer.dicom.part_names import picture_key

    if len(instances) <= 1:
        projection = projections[instances[0].uid] if instances else Projection()
        return [Candidate(series, "", pictures, prior, projection)]
    return [Candidate(series, picture_key(one.uid), one.frames, prior, projections[one.uid]) for one in instances]


def _record(kind: Any, values: dict[str, Any], where: str) -> Any:
    known = {row.name: row for row in fields(kind)}
    for name, value in values.items():
        if name not in known:
            raise KnownError(f"There is no setting {name!r} in {where}.")
        if name in _LISTS:
            if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
                raise KnownError(f"The {name} in {where} is a list of texts in quotes.")
            values = {**values, name: tuple(value)}
        elif name != "cells" and type(value).__name__ != known[name].type:
            raise KnownError(f"The {name} in {where} cannot be {value!r}.")
    missing = [row for row in ("name", "rows", "columns") if row in known and row not in values]
    if missing:
        raise KnownError(f"It says no {missing[0]}.")
    return kind(**values)


def _lines(record: Any, left_out: Sequence[str]) -> list[str]:
    defaults = {row.name: row.default for row in fields(record)}
    return [
        f"{row.name} = {_toml(getattr(record, row.name))}"
        for row in fields(record)
        if row.name not in left_out and getattr(record, row.name) != defaults[row.name]
    ]


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return f"[{', '.join(_toml(one) for one in value)}]"
    if isinstance(value, str):
        plain = "".join(letter if letter.isprintable() else " " for letter in value)
        return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return str(value)
