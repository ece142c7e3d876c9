"""Patients who may be one: looked for on a thread, merged, kept apart and set back by the reader."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from viewer.case.errors import KnownError
from viewer.case.person import readable_name
from viewer.case.progress import Tick

if TYPE_CHECKING:
    from desktop.desk import Desk
    from desktop.store.patients import Conflict

APART = "patients kept apart"


def look_for_conflicts(desk: Desk) -> None:
    """Find patients who may be one, and one who may be several; the worklist and the page then show them."""
    folder = desk.library.folder

    def work(tick: Tick) -> tuple[Conflict, ...]:
        return _find(folder)

    desk.start("Compare patients", work, lambda found: _show(desk, found), of_study=False)


def _find(folder: Path) -> tuple[Conflict, ...]:
    """On a thread, with a connection of its own: in a large library this takes its time."""
    from desktop.store.library import Library

    with Library(folder, read_only=True) as library:
        return library.find_conflicts()


def _show(desk: Desk, found: Sequence[Conflict]) -> None:
    apart = _kept_apart(desk)
    last = next((change for change in reversed(desk.library.patient_changes()) if not change.undone), None)
    desk.show_conflicts([one for one in found if _key(one) not in apart], len(apart), "" if last is None else last.label)


def merge(desk: Desk, keep: int, others: Sequence[int]) -> None:
    """Say that patients are one; all is listed under `keep`."""
    labels = [desk.library.merge_patients(keep, other, desk.author) for other in others]
    _done(desk, ". ".join(labels))


def split(desk: Desk, study_uids: Sequence[str]) -> None:
    """Say that studies are of another patient than the one they are listed under: whom their files name, or nobody known."""
    _done(desk, desk.library.split_patient(tuple(study_uids), None, desk.author))


def split_meant(desk: Desk) -> None:
    """Say so of the study that is open or selected; the page shows what came of it, and takes it back."""
    if not desk.meant_uid:
        raise KnownError("No study is selected.", "Select one in the worklist.")
    split(desk, [desk.meant_uid])
    desk.show("patients")


def keep_apart(desk: Desk, conflict: Conflict) -> None:
    """Say that these are different patients, and do not ask again; the log says who did."""
    who = " and ".join(dict.fromkeys(f"{readable_name(one.patient.name) or 'no name'} ({one.patient.id or 'no ID'})" for one in conflict.entries))
    desk.library.note(desk.author, f"Keep apart: {who}, {conflict.reason}")
    desk.library.set_setting(APART, json.dumps(sorted({*_kept_apart(desk), _key(conflict)})))
    _done(desk, "These patients stay apart")


def ask_again(desk: Desk) -> None:
    """Show again those that were kept apart."""
    desk.library.set_setting(APART, "[]")
    look_for_conflicts(desk)


def undo(desk: Desk) -> None:
    """Take back the last merge or split."""
    _done(desk, f"Undone: {desk.library.undo_patients(desk.author)}")


def _done(desk: Desk, said: str) -> None:
    desk.notices.say(f"{said}.")
    desk.refresh_worklist()
    study = desk.study
    if study is not None and desk.library.find_study(study.uid).patient != study.patient:  # its views would go on saying who it was
        desk.leave_study(study.uid)
        desk.show("patients")
    look_for_conflicts(desk)


def _kept_apart(desk: Desk) -> frozenset[str]:
    return frozenset(json.loads(desk.library.get_setting(APART) or "[]"))


def _key(conflict: Conflict) -> str:
    """The same for the same patients: a third one who comes along is asked about anew."""
    studies = [study.uid for entry in conflict.entries for study in entry.studies] if conflict.reason == "different sex" else []
    return " ".join([conflict.reason, *map(str, sorted({entry.number for entry in conflict.entries})), *sorted(studies)])
