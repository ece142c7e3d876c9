"""Records as JSON and back: which dataclass it is stands in the column (or the list) beside its fields."""

from __future__ import annotations

import json
from typing import Any

from desktop.store.migrations import REPAIR
from viewer.case.edits import RECORD_TYPES, Edit, Record, Swap
from viewer.case.errors import KnownError
from viewer.case.patch import Patch
from viewer.case.plain import Json, UnknownFieldError, from_plain, to_plain

KINDS: dict[str, type[Record]] = {cls.kind: cls for cls in RECORD_TYPES}


def encode(record: Record) -> str:
    """A record's fields as one line of JSON."""
    return _dump(to_plain(record))


def decode(kind: str, body: str) -> Record:
    """The record written by `encode`.

    Raises KnownError for a kind or a field that this version does not know, and for a text that is no record.
    """
    try:
        return _record(kind, json.loads(body))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise KnownError(f"A {kind.replace('_', ' ')} in library.db is damaged.", REPAIR) from error


def encode_changes(changes: tuple[Swap | Patch, ...], mask_files: dict[str, str]) -> str:
    """The changes of an edit as JSON. `mask_files` names, per segmentation, the file that a patch is made on."""
    rows: list[Json] = []
    for change in changes:
        if isinstance(change, Swap):
            before = None if change.before is None else to_plain(change.before)
            after = None if change.after is None else to_plain(change.after)
            rows.append({"swap": change.key[0], "before": before, "after": after})
        else:
            rows.append({"patch": to_plain(change), "mask_file": mask_files[change.segmentation_id]})
    return _dump(rows)


def decode_edit(label: str, author: str, changes: str) -> Edit:
    """The edit of a row of the log."""
    return Edit(label, author, tuple(_change(row) for row in json.loads(changes)))


def decode_patches(changes: str) -> tuple[tuple[str, Patch], ...]:
    """The voxel patches of a row of the log, in order, each with the mask file that it was made on."""
    rows = (row for row in json.loads(changes) if "patch" in row)
    return tuple((row["mask_file"], _fields(Patch, row["patch"])) for row in rows)


def _change(row: Json) -> Swap | Patch:
    if "patch" in row:
        patch: Patch = _fields(Patch, row["patch"])
        return patch
    kind = row["swap"]
    before = None if row["before"] is None else _record(kind, row["before"])
    after = None if row["after"] is None else _record(kind, row["after"])
    return Swap(before, after)


def _record(kind: str, fields: Json) -> Record:
    if kind not in KINDS:
        raise KnownError(f"This library holds a {kind!r}, which this version of Lightbox does not know.", _NEWER)
    record: Record = _fields(KINDS[kind], fields)
    return record


def _fields(cls: Any, fields: Json) -> Any:
    try:
        return from_plain(cls)(fields)
    except UnknownFieldError as error:
        raise KnownError(f"This library holds {error}, which this version of Lightbox does not know.", _NEWER) from error


_NEWER = "Open it with the version of Lightbox that wrote it, or a newer one."


def _dump(value: Json) -> str:
    return json.dumps(value, separators=(",", ":"))
