"""The open case on disk: its current records, and every edit that led to them. No Qt here."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import numpy as np
from sqlite_utils import Database

from desktop.store import edit_log, masks
from desktop.store.database import sentences
from desktop.store.edit_log import LogEntry
from desktop.store.records import decode, decode_patches, encode, encode_changes
from desktop.store.worklist import find_status, set_report
from viewer.case.edits import MEASUREMENTS, Edit, Key, Measurement, Record, Swap
from viewer.case.errors import KnownError
from viewer.case.patch import Patch
from viewer.case.report import ReportDraft, SignedReport
from viewer.case.segmentation import Segmentation
from viewer.case.study import Event, Status, next_status
from viewer.case.volume import Mask

AnyRecord = TypeVar("AnyRecord", bound=Record)


class StaleEdit(KnownError):
    """The edit was built from something that has changed since; nothing was written."""


class SignedIsFinal(KnownError):
    """A signed report does not change; an addendum replaces it."""


class CaseStore:
    """The records of one study. Every edit is on disk when `apply` returns; undo writes the reversed edit as a new row.

    Made by `Library.open_case`; belongs to the thread that opened the library. `listeners` are called with
    the edit after it is written.
    """

    def __init__(self, db: Database, study_uid: str, masks_folder: Path, read_only: bool) -> None:
        self.study_uid = study_uid
        self.listeners: list[Callable[[Edit], None]] = []
        self._db = db
        self._masks_folder = masks_folder
        self._read_only = read_only
        self._undo: list[Edit] = []
        self._redo: list[Edit] = []
        self._places: dict[Key, int] = {}
        self._records: dict[Key, Record] = {}
        query = "select number, kind, id, body from record where study_uid = ? order by number"
        for number, kind, id, body in db.conn.execute(query, (study_uid,)).fetchall():
            self._records[kind, id] = decode(kind, body)
            self._places[kind, id] = number
        segmentations = self.all_of(Segmentation)
        if segmentations and not read_only:
            newest, last = edit_log.last_number(db), edit_log.last_patch(db, study_uid)
            for segmentation in segmentations:
                if masks.is_behind(masks_folder / segmentation.mask_file, last, newest):
                    self._catch_up(segmentation.id, segmentation.mask_file)

    def get(self, kind: str, id: str) -> Record | None:
        """The current record, or None."""
        return self._records.get((kind, id))

    def find(self, cls: type[AnyRecord], id: str) -> AnyRecord | None:
        """The current record of a type, or None."""
        record = self._records.get((cls.kind, id))
        return record if isinstance(record, cls) else None

    def all_of(self, cls: type[AnyRecord]) -> tuple[AnyRecord, ...]:
        """The current records of one type, in the order in which they were first added."""
        found = [(self._places[key], record) for key, record in self._records.items() if isinstance(record, cls)]
        return tuple(record for _, record in sorted(found, key=lambda row: row[0]))

    def measurements(self) -> tuple[Measurement, ...]:
        """Everything that was drawn on the images, in the order in which it was first added."""
        found = [(self._places[key], record) for key, record in self._records.items() if isinstance(record, MEASUREMENTS)]
        return tuple(record for _, record in sorted(found, key=lambda row: row[0]))

    def mask_of(self, segmentation: Segmentation) -> Mask:
        """The label map of a segmentation: mapped, read-only, uint8 (k, j, i). It shows later patches by itself."""
        return masks.open_mask(self._masks_folder / segmentation.mask_file)

    def working_mask_of(self, segmentation: Segmentation) -> Mask:
        """The same to be painted on: what is written stays in memory, page by page, and the file as it is."""
        return masks.open_mask(self._masks_folder / segmentation.mask_file, "c")

    def with_own_mask(self, edit: Edit) -> Edit:
        """An edit that changes voxels which a model or another system made, on a copy: the file stays as it was made."""
        patched = {change.segmentation_id for change in edit.changes if isinstance(change, Patch)}
        changes: list[Swap | Patch] = []
        for change in edit.changes:
            before, after = (change.before, change.after) if isinstance(change, Swap) else (None, None)
            if not isinstance(before, Segmentation) or not isinstance(after, Segmentation) or before.id not in patched:
                pass
            elif after.edited_by and not before.edited_by and before.mask_file == after.mask_file:
                path = self._masks_folder / f"{before.id}.copy.npy"
                with sentences():
                    shutil.copyfile(self._masks_folder / before.mask_file, path)
                change = Swap(before, replace(after, mask_file=self.adopt(path, before.id), made_file=before.mask_file))
            changes.append(change)
        return replace(edit, changes=tuple(changes))

    def uncertainty_of(self, segmentation: Segmentation) -> Mask:
        """The uncertainty layer of a segmentation that has one: mapped, read-only, uint8 (k, j, i), 255 is no agreement."""
        return masks.open_mask(self._masks_folder / segmentation.uncertainty_file)

    def log(self) -> tuple[LogEntry, ...]:
        """What was done to this study, oldest first."""
        return tuple(edit_log.entries(self._db, self.study_uid))

    def log_of(self, kind: str) -> tuple[LogEntry, ...]:
        """The part of the log that changed records of one kind, oldest first."""
        return tuple(edit_log.entries(self._db, self.study_uid, kind))

    @property
    def undo_label(self) -> str:
        """What `undo` would take back, or empty."""
        return self._undo[-1].label if self._undo else ""

    @property
    def redo_label(self) -> str:
        """What `redo` would do again, or empty."""
        return self._redo[-1].label if self._redo else ""

    def apply(self, edit: Edit) -> None:
        """Write an edit: all of it or nothing.

        Raises
        ------
        StaleEdit when something it changes is no longer as it was; SignedIsFinal when it changes a signed
        report; KnownError when the library cannot be written.
        """
        signs = any(isinstance(change, Swap) and isinstance(change.after, SignedReport) for change in edit.changes)
        self._write(edit)
        if signs:
            self._undo.clear()
            self._redo.clear()
        elif edit.changes:
            self._undo.append(edit)
            self._redo.clear()
        self._tell(edit)

    def undo(self, author: str = "") -> Edit | None:
        """Take back the last edit; returns what was written, or None when there is nothing to undo.

        `author` is who undoes it, for the log; without it the author of the edit.

        Raises
        ------
        StaleEdit when the edit can no longer be undone; it is dropped then.
        """
        return self._step(self._undo, self._redo, author, undo=True)

    def redo(self, author: str = "") -> Edit | None:
        """Do the last undone edit again; like `undo`."""
        return self._step(self._redo, self._undo, author, undo=False)

    def adopt(self, mask: Path, segmentation_id: str) -> str:
        """Move a finished mask file into the library; returns its name, for `Segmentation.mask_file`.

        Raises
        ------
        KnownError when the file is missing or no uint8 label map.
        """
        self._refuse_read_only()
        self._masks_folder.mkdir(exist_ok=True)
        name, number = f"{segmentation_id}.npy", 1
        while (self._masks_folder / name).exists():
            number += 1
            name = f"{segmentation_id}-{number}.npy"
        with sentences():
            masks.adopt_mask(mask, self._masks_folder / name, edit_log.last_number(self._db))
        return name

    def _step(self, source: list[Edit], target: list[Edit], author: str, undo: bool) -> Edit | None:
        if not source:
            return None
        edit = source[-1]
        label = f"{'Undo' if undo else 'Redo'}: {edit.label}"
        written = Edit(label, author or edit.author, (edit.reversed() if undo else edit).changes)
        try:
            self._write(written)
        except StaleEdit as error:
            source.pop()
            verb = "undone" if undo else "redone"
            raise StaleEdit(f"“{edit.label}” can no longer be {verb}: what it changed was changed again.") from error
        target.append(source.pop())
        self._tell(written)
        return written

    def _tell(self, edit: Edit) -> None:
        for listener in tuple(self.listeners):
            listener(edit)

    def _refuse_read_only(self) -> None:
        if self._read_only:
            raise KnownError(
                "The library was opened for reading only.", "Close it where it is being written, and try again."
            )

    def _write(self, edit: Edit) -> None:
        self._refuse_read_only()
        after, patched = self._try(edit)
        mask_files = dict(patched)
        places: dict[Key, int] = {}
        with sentences(), self._db.atomic():
            changes = encode_changes(edit.changes, mask_files)
            edit_log.append(self._db, self.study_uid, edit.author, edit.label, changes, bool(patched))
            for change in edit.changes:
                if isinstance(change, Swap):
                    self._write_record(change, places)
            if any(isinstance(change, Swap) and change.key[0] in _REPORTS for change in edit.changes):
                self._write_report(edit, after)
        self._records = after
        self._places |= places
        for segmentation_id, mask_file in patched:
            self._catch_up(segmentation_id, mask_file)

    def _try(self, edit: Edit) -> tuple[dict[Key, Record], tuple[tuple[str, str], ...]]:
        """The records as they would be, and (segmentation, mask file) of every patch; nothing is changed yet."""
        stale = StaleEdit(
            f"“{edit.label}” was not done: what it changes was changed meanwhile.", "Look again, then repeat it."
        )
        records = dict(self._records)
        patches: dict[tuple[str, str], list[Patch]] = {}
        for change in edit.changes:
            current = records.get(change.key)
            if isinstance(change, Patch):
                if not isinstance(current, Segmentation):
                    raise stale
                patches.setdefault((current.id, current.mask_file), []).append(change)
            elif isinstance(current, SignedReport):
                raise SignedIsFinal("A signed report does not change.", "Write an addendum.")
            elif not _same(current, change.before):
                raise stale
            elif change.after is None:
                del records[change.key]
            else:
                records[change.key] = change.after
        for (_, mask_file), group in patches.items():
            mask = masks.open_mask(self._masks_folder / mask_file)
            if len(group) > 1:
                mask = np.array(mask)  # a later patch may lie on an earlier one
            for patch in group:
                if not patch.is_before(mask):
                    raise stale
                if len(group) > 1:
                    patch.write_into(mask)
        return records, tuple(patches)

    def _write_record(self, swap: Swap, places: dict[Key, int]) -> None:
        """Write one record; `places` gets the place of one that is new. One that was there before gets its place back."""
        kind, id = swap.key
        key = (self.study_uid, kind, id)
        if swap.after is None:
            self._db.conn.execute("delete from record where study_uid = ? and kind = ? and id = ?", key)
            return
        body = encode(swap.after)
        if swap.before is not None:
            self._db.conn.execute(
                "update record set body = ? where study_uid = ? and kind = ? and id = ?", (body, *key)
            )
            return
        cursor = self._db.conn.execute(
            "insert into record (number, study_uid, kind, id, body) values (?, ?, ?, ?, ?)",
            (places.get(swap.key, self._places.get(swap.key)), *key, body),
        )
        assert cursor.lastrowid is not None
        places[swap.key] = cursor.lastrowid

    def _write_report(self, edit: Edit, after: dict[Key, Record]) -> None:
        """What the worklist knows of the report: its words, and how far it is."""
        drafts = [record for record in after.values() if isinstance(record, ReportDraft)]
        signed = [record for record in after.values() if isinstance(record, SignedReport)]
        added = [change.after for change in edit.changes if isinstance(change, Swap) and change.after is not None]
        status = find_status(self._db, self.study_uid)
        if any(isinstance(record, SignedReport) for record in added):
            status = next_status(next_status(status, Event.DRAFTED), Event.SIGNED)
        elif any(isinstance(record, ReportDraft) for record in added):
            status = next_status(next_status(status, Event.ADDENDUM_STARTED), Event.DRAFTED)
        elif not drafts and status is Status.DRAFTED:
            status = Status.SIGNED if signed else Status.READING
        words = [report.text for report in signed] + [draft.text for draft in drafts]
        set_report(self._db, self.study_uid, "\n".join(words), status)

    def _catch_up(self, segmentation_id: str, mask_file: str) -> None:
        """Put the patches into a mask file that the log has and the file has not."""
        path = self._masks_folder / mask_file
        if not path.is_file():
            return  # said by `mask_of` when somebody needs it
        rows = self._db.conn.execute(
            "select number, changes from edit where study_uid = ? and patches and number > ? order by number",
            (self.study_uid, masks.last_edit_in(path)),
        ).fetchall()
        for number, changes in rows:
            patches = tuple(
                patch
                for file, patch in decode_patches(changes)
                if file == mask_file and patch.segmentation_id == segmentation_id
            )
            if patches:
                try:
                    masks.patch_mask(path, patches, number)
                except OSError as error:
                    raise KnownError(
                        f"The edit is saved, but the mask file cannot be written: {error.strerror}.",
                        "Free some space and open the library again: the mask is brought up to date then.",
                    ) from error


_REPORTS = (ReportDraft.kind, SignedReport.kind)


def _same(current: Record | None, before: Record | None) -> bool:
    if current == before:
        return True
    if current is None or before is None:
        return False
    return encode(current) == encode(before)  # not a number is not equal to itself, as a mean over no voxels is
