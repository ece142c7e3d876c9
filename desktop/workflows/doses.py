"""The dose to show over the pictures of a study."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from viewer.case.dose import DoseGrid
from viewer.case.errors import KnownError
from viewer.case.progress import Tick
from viewer.case.study import Instance, Problem
from viewer.dicom.read_rtdose import read_rtdose
from viewer.dicom.same_file import refuse_another_file

WIDEST_FIRST = ("MULTI_PLAN", "PLAN", "PLAN_OVERVIEW", "FRACTION", "FRACTION_SESSION", "BEAM_SESSION", "BEAM", "CONTROL_POINT")
"""Dose Summation Type (DICOM PS3.3 C.8.8.3.2): of several doses the one that adds up most is shown."""


def find_dose(
    instances: Sequence[Instance], frame_uid: str, others: Collection[str], tick: Tick
) -> tuple[DoseGrid | None, tuple[Problem, ...]]:
    """The dose grid in a frame of reference, None where there is none; and why others are not shown.

    `others` are the frames of reference of the study's other pictures: a dose in one of them is shown there.
    """
    found: list[DoseGrid] = []
    problems: list[Problem] = []
    for number, instance in enumerate(instances):
        tick(number / len(instances), "Reading the dose")
        try:
            refuse_another_file(instance)
            dose = read_rtdose(Path(instance.path))
        except KnownError as error:
            problems.append(Problem("warning", str(error), instance.uid))
            continue
        problems += (Problem("note", text, instance.uid) for text in dose.oddities)
        if dose.geometry.frame_uid == frame_uid:
            found.append(dose)
        elif dose.geometry.frame_uid not in others:
            said = "A dose lies in another frame of reference than the pictures of this study, so it is not shown."
            problems.append(Problem("note", said, instance.uid))
    found.sort(key=lambda dose: WIDEST_FIRST.index(dose.summation) if dose.summation in WIDEST_FIRST else len(WIDEST_FIRST))
    if len(found) > 1:
        text = f"There are {len(found)} doses on these pictures; the one of the whole {found[0].summation.lower() or 'file'} is shown."
        problems.append(Problem("note", text, frame_uid))
    return (found[0] if found else None), tuple(problems)
