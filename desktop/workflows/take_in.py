"""Objects that came with the pictures enter the case: segmentations, contours, and whatever else has a taker here.

An object is taken in once, when the series that it speaks of is in the library; until then it is kept and waits.
Looking for what waits, and keeping what was made of it, belong to the library's thread; `take_in` may run on any.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from desktop.store.case_store import CaseStore, StaleEdit
from desktop.store.library import Library
from desktop.store.runs import Run
from desktop.workflows import take_contours, take_documents, take_segmentation
from desktop.workflows.taking import SourceMissingError, Surroundings, Taken, Taker
from viewer.case.edits import RECORD_TYPES
from viewer.case.errors import KnownError
from viewer.case.finding import Finding
from viewer.case.progress import Tick, part_of
from viewer.case.report import SignedReport
from viewer.case.segmentation import Segmentation
from viewer.case.source import now
from viewer.case.study import Instance, Problem
from viewer.dicom.decode import Decoder
from viewer.dicom.identity import SECOND_VERSION

TAKERS: dict[str, Taker] = {
    **dict.fromkeys(take_segmentation.SOP_CLASSES, take_segmentation.take_segmentation),
    take_contours.SOP_CLASS: take_contours.take_contours,
    **take_documents.TAKERS,
}
"""SOP Class UID -> who reads it. Takers lie in files of their own beside this one."""

TWICE = (
    "The same object was taken in already: another file carries its SOP Instance UID with other content. "
    "What this one holds was not added a second time; it can be read beside the first."
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Objects of a study that were not taken in yet, and what they may look at."""

    objects: tuple[Instance, ...]
    around: Surroundings


@dataclass(frozen=True, slots=True)
class TakenIn:
    """Objects with what became of them. `waiting` still lack the pictures that they speak of."""

    study_uid: str
    taken: tuple[tuple[Instance, Taken], ...] = ()
    waiting: tuple[Problem, ...] = ()


def find_waiting(library: Library, study_uid: str, decoder: Decoder) -> Waiting | None:
    """The study's objects that were never taken in; None when there is nothing to do. On the library's thread."""
    series = {row.uid: row for row in library.series_of(study_uid)}
    first = sorted(series, key=lambda uid: series[uid].description.endswith(SECOND_VERSION))  # whose UID is its own
    instances = library.instances_by_series(first)
    done = _done(library, study_uid)
    objects = tuple(
        row for uid in first for row in instances.get(uid, ()) if row.sop_class_uid in TAKERS and row.uid not in done
    )
    if not objects:
        return None
    study, case = library.find_study(study_uid), library.open_case(study_uid)
    tracked = take_documents.tracking_uids(case.all_of(Finding), case.all_of(Segmentation))
    folders = library.volumes_folder, library.masks_folder
    return Waiting(objects, Surroundings(study, series, instances, *folders, decoder, tracked))


def take_in(waiting: Waiting, tick: Tick) -> TakenIn:
    """Read the objects; one that cannot be read stops no other. Raises CancelledError; then no mask file is left."""
    taken: list[tuple[Instance, Taken]] = []
    missing: list[Problem] = []
    try:
        for number, instance in enumerate(waiting.objects):
            part = part_of(tick, number / len(waiting.objects), (number + 1) / len(waiting.objects))
            try:
                waiting.around.masks_folder.mkdir(parents=True, exist_ok=True)
                taken.append((instance, TAKERS[instance.sop_class_uid](instance, waiting.around, part)))
            except SourceMissingError as error:
                missing.append(Problem("note", str(error), instance.series_uid))
            except KnownError as error:
                taken.append((instance, Taken(None, (), (Problem("warning", str(error), instance.series_uid),))))
    except BaseException:
        _remove_masks(taken)
        raise
    return TakenIn(waiting.around.study.uid, tuple(taken), tuple(missing))


def keep_taken(found: TakenIn, library: Library) -> tuple[Problem, ...]:
    """Bring what was taken in into the case; returns what is to be said. On the library's thread.

    What another one kept meanwhile is dropped. The row among the runs remembers the object for good: it is not
    taken in again after an undo. One that cannot be kept stops no other.
    """
    case = library.open_case(found.study_uid)
    done = _done(library, found.study_uid)
    fresh = [(instance, taken) for instance, taken in found.taken if instance.uid not in done]
    _remove_masks([row for row in found.taken if row not in fresh])
    problems: list[Problem] = []
    later: list[Problem] = []
    for instance, taken in fresh:
        try:
            _adopt(taken, case)
        except StaleEdit:
            taken = Taken(None, (), (Problem("warning", TWICE, instance.series_uid), *taken.problems))
        except KnownError as error:  # the disk's fault: it is asked again with the next import
            _remove_masks([(instance, taken)])
            later.append(Problem("warning", str(error), instance.series_uid))
            continue
        library.add_run(_run(instance, found.study_uid, taken))
        problems += taken.problems
    library.keep_problems(found.study_uid, problems)
    return (*problems, *later, *found.waiting)


def _adopt(taken: Taken, case: CaseStore) -> None:
    """Raises StaleEdit when the case holds its records already, from an object of the same SOP Instance UID."""
    for mask, segmentation in taken.masks:
        name = case.adopt(mask, segmentation.id)
        assert name == segmentation.mask_file, "a segmentation that is taken in has a fresh id, so its file's name is free"
    if taken.edit is not None:
        case.apply(taken.edit)


def forget(found: TakenIn) -> None:
    """Remove the files of what will not be kept."""
    _remove_masks(found.taken)


def take_in_all(library: Library, study_uids: Sequence[str], decoder: Decoder, tick: Tick) -> tuple[Problem, ...]:
    """Find, read and keep the objects of several studies, one after the other, on the library's thread.

    A study that cannot be done stops no other; the problems say which. Raises CancelledError.
    """
    problems: tuple[Problem, ...] = ()
    for number, study_uid in enumerate(study_uids):
        try:
            waiting = find_waiting(library, study_uid, decoder)
            if waiting is not None:
                part = part_of(tick, number / len(study_uids), (number + 1) / len(study_uids))
                problems += keep_taken(take_in(waiting, part), library)
        except KnownError as error:
            problems += (Problem("warning", str(error), study_uid),)
    return problems


def _done(library: Library, study_uid: str) -> frozenset[str]:
    """SOP Instance UIDs that need no look: noted among the runs or, had the program died before that, in a record."""
    case = library.open_case(study_uid)
    records = (record for cls in RECORD_TYPES for record in case.all_of(cls))
    named = {record.source.run_id for record in records if not isinstance(record, SignedReport)}
    return frozenset(named | {run.id for run in library.runs_of(study_uid)})


def _remove_masks(taken: Sequence[tuple[Instance, Taken]]) -> None:
    for _, row in taken:
        for mask, _ in row.masks:
            mask.unlink(missing_ok=True)


def _run(instance: Instance, study_uid: str, taken: Taken) -> Run:
    return Run(
        id=instance.uid,
        study_uid=study_uid,
        series_uid=instance.series_uid,
        model=taken.edit.author if taken.edit is not None else "import:object",
        version="",
        started_at=now(),
        seconds=0.0,
        outcome="done" if taken.edit is not None else "failed",
        device="",
        options=json.dumps({"sop_class_uid": instance.sop_class_uid}),
        text=" ".join(problem.text for problem in taken.problems),
    )
