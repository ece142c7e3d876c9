"""Measurement reports, key object selections and presentation states become records of the case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from desktop.workflows.taking import SourceMissingError, Surroundings, Taken
from viewer.case.edits import Edit, Record, Swap
from viewer.case.errors import KnownError
from viewer.case.finding import Finding
from viewer.case.progress import Tick
from viewer.case.segmentation import Segmentation
from viewer.case.study import Instance, Problem
from viewer.dicom.content_tree import read_report
from viewer.dicom.derived import stable_uid
from viewer.dicom.read_key_objects import read_key_objects
from viewer.dicom.read_measurements import read_measurements
from viewer.dicom.read_presentation import SOP_CLASSES as PRESENTATIONS
from viewer.dicom.read_presentation import read_presentation_file
from viewer.dicom.referenced import Places
from viewer.dicom.sop_names import KEY_OBJECTS

REPORTS = tuple(f"1.2.840.10008.5.1.4.1.1.88.{number}" for number in (22, 33, 34, 35))
"""Enhanced, Comprehensive, Comprehensive 3D and Extensible SR: those that TID 1500 is written in."""

MOST_ASKED = 50
"""Pictures of a presentation state that are looked for."""


def tracking_uids(findings: Iterable[Finding], segmentations: Iterable[Segmentation]) -> frozenset[str]:
    """The UIDs under which an export names what the case holds: such a thing that comes back is no new finding."""
    of_findings = {stable_uid("finding", finding.id) for finding in findings}
    return frozenset(of_findings | {stable_uid(row.id, str(label.number)) for row in segmentations for label in row.labels})


def take_report(instance: Instance, around: Surroundings, tick: Tick) -> Taken:
    """The measurement groups of a report as proposed findings; a report without any is only a document.

    Raises
    ------
    SourceMissingError when every place in it is on pictures that are not here; KnownError when it cannot be read.
    """
    tick(0.0, "Reading the report")
    found = read_measurements(around.decoder.call(read_report, Path(instance.path)), _places(around), around.tracked)
    if found.missing and not found.placed:
        raise SourceMissingError(
            "The pictures that a report's measurements were made on are not in the library.",
            "The report can be read; its findings are listed as soon as the pictures are imported.",
        )
    problems = [Problem(row.level, row.text, instance.series_uid) for row in found.problems]
    if found.missing:
        count = f"{len(found.missing)} {'object that the report points at is' if len(found.missing) == 1 else 'objects that the report points at are'}"
        problems.append(Problem("note", f"{count} not in the library; what was measured there has no place.", instance.series_uid))
    records: list[Record] = [*found.rulers, *found.regions, *found.evidence, *found.findings]
    if not records:
        return Taken(None, (), tuple(problems))
    count = f"{len(found.findings)} {'finding' if len(found.findings) == 1 else 'findings'}"
    return Taken(_edit(f"Take in {count} of a report", found.author, records), (), tuple(problems))


def take_key_objects(instance: Instance, around: Surroundings, tick: Tick) -> Taken:
    """The pictures that a selection marks. Raises KnownError when it cannot be read."""
    tick(0.0, "Reading the key images")
    marked, found = read_key_objects(around.decoder.call(read_report, Path(instance.path)))
    problems = tuple(Problem(row.level, row.text, instance.series_uid) for row in found)
    if not marked:
        return Taken(None, (), problems)
    here = {row.uid for rows in around.instances.values() for row in rows}
    away = len({row.instance_uid for row in marked} - here)
    if away == len({row.instance_uid for row in marked}):
        raise SourceMissingError(
            "The pictures that a key object selection marks are not in this study.", "They are marked as soon as they are imported."
        )
    if away:
        text = f"{away} of the pictures that the key object selection marks {'is' if away == 1 else 'are'} not in this study."
        problems = (*problems, Problem("note", text, instance.series_uid))
    return Taken(_edit(f"Take in key images: {marked[0].title.meaning}", marked[0].source.author, marked), (), problems)


def take_presentation(instance: Instance, around: Surroundings, tick: Tick) -> Taken:
    """A presentation state, with how the values of its pictures were made.

    Raises
    ------
    SourceMissingError when none of its pictures is here; KnownError when it cannot be read or names no picture.
    """
    tick(0.0, "Reading the presentation state")
    state = around.decoder.call(read_presentation_file, Path(instance.path))
    places = _places(around)
    found = (places.picture(one.instance_uid, one.frames[0] if one.frames else 1) for one in state.pictures[:MOST_ASKED])
    picture = next((one for one in found if one is not None), None)
    if picture is None:
        counts = {row.uid: row.frames for rows in around.instances.values() for row in rows}
        beyond = [(one.frames[0], counts[one.instance_uid]) for one in state.pictures if one.frames and one.instance_uid in counts]
        if beyond and all(frame > count for frame, count in beyond):
            frame, count = beyond[0]
            raise KnownError(f"The presentation state is for frame {frame} of a picture that has {count}.")
        raise SourceMissingError(
            "The pictures that a presentation state was made for are not in the library.", "It is shown as soon as they are."
        )
    if picture.slope is None:  # the picture's own table made its values, and what it made them of is gone
        if state.modality_lut is not None or state.slope is not None:
            state = replace(state, modality_lut=None, slope=None, intercept=None)
            state = replace(state, left_out=(*state.left_out, "a modality transformation in the place of the picture's table"))
    else:
        state = replace(state, picture_slope=picture.slope, picture_intercept=picture.intercept)
        if (state.slope, state.intercept or 0.0) == (picture.slope, picture.intercept) and state.modality_lut is None:
            state = replace(state, slope=None, intercept=None)
    problems: tuple[Problem, ...] = ()
    if state.left_out:
        text = f"The presentation state “{state.name}” also holds {', '.join(state.left_out)}, which is not shown."
        problems = (Problem("note", text, instance.series_uid),)
    return Taken(_edit(f"Take in presentation state: {state.name}", state.source.author, [state]), (), problems)


TAKERS = {
    **dict.fromkeys(REPORTS, take_report), KEY_OBJECTS: take_key_objects, **dict.fromkeys(PRESENTATIONS, take_presentation),
}  # fmt: skip


def _places(around: Surroundings) -> Places:
    return Places({row.uid: row for rows in around.instances.values() for row in rows}, around.masks_folder, around.decoder)


def _edit(label: str, author: str, records: Iterable[Record]) -> Edit:
    return Edit(label, author, tuple(Swap(None, record) for record in records))
