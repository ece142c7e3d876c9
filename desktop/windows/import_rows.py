"""What an import said as lines of its page: files by their names, everything else by patient and series."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from desktop.store.library import Library
from desktop.store.worklist import Place
from desktop.windows import words
from desktop.windows.import_page import ImportRow
from desktop.workflows.told import Told
from viewer.widgets.tr import grouped, tr

MOST_NAMED = 30
"""Places of one remark that are named in full."""


def import_rows(library: Library, remarks: Sequence[Told]) -> tuple[ImportRow, ...]:
    """A line for each remark; the library says in a few questions what all UIDs among their places mean."""
    uids = [one for told in remarks for one in told.places if not _is_path(one)]
    known = library.places_of(list(dict.fromkeys(uids)))
    return tuple(_row(told, known) for told in remarks)


def _row(told: Told, known: Mapping[str, Place]) -> ImportRow:
    named = [_named(one, known) for one in told.places]
    what, where = named[0]
    studies = {known[one].study.uid for one in told.places if one in known}
    if told.count > 1:
        what, where = told.counted if not studies else (tr("{times} times in {studies} study") if len(studies) == 1 else tr("{times} times in {studies} studies")).format(times=grouped(told.count), studies=grouped(len(studies))), _common(told.places)
    more = [tr("and {count} more", count=grouped(told.count - MOST_NAMED))] if told.count > MOST_NAMED else []
    lines = [" · ".join(part for part in one if part) for one in named[:MOST_NAMED]]
    return ImportRow(told.level, what, told.text, where, "\n".join(lines + more), studies.pop() if len(studies) == 1 else "")


def _named(place: str, known: Mapping[str, Place]) -> tuple[str, str]:
    """What a path or a UID is called, and where that lies."""
    if (found := known.get(place)) is None:
        path = Path(place)
        return (path.name, str(path.parent)) if _is_path(place) else (place, "")
    study, series, instance = found.study, found.series, found.instance
    who = words.person(study.patient.name) or study.patient.id or tr("(no name)")
    which = " · ".join(part for part in (words.date(study.date), study.description or (series.modality if series else "")) if part)
    if series is None:
        return who, which
    of_series = series.description.strip() or tr("{modality} series {number}", modality=series.modality, number="" if series.number is None else series.number).strip()
    if instance is not None and instance.number is not None:
        of_series += ", " + tr("picture {number}", number=instance.number)
    return f"{who} · {of_series}", which


def _common(places: Sequence[str]) -> str:
    """The folder that all paths lie in."""
    if not all(_is_path(one) for one in places):
        return ""
    try:
        return os.path.commonpath([str(Path(one).parent) for one in places])
    except ValueError:  # on several drives
        return ""


def _is_path(place: str) -> bool:
    return len(Path(place).parts) > 1
