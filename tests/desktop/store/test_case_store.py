import errno
import hashlib
import math
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from records_strategies import BY_TYPE
from soak import count
from store_cases import AUTHOR, MASK_SHAPE, STUDY_UID, a_scan, add_ruler, add_segmentation, draft, ruler, signed, stroke

from desktop.store import masks
from desktop.store.case_store import CaseStore, SignedIsFinal, StaleEdit
from desktop.store.library import Library
from viewer.case.edits import RECORD_TYPES, Edit, Record, Swap
from viewer.case.errors import KnownError
from viewer.case.measurement import Ruler
from viewer.case.patch import Patch
from viewer.case.report import ReportDraft, SignedReport
from viewer.case.segmentation import LabelStatistics, Segmentation
from viewer.case.study import Event, Status


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library") as opened:
        opened.add(a_scan(tmp_path))
        yield opened


@pytest.fixture
def case(library: Library) -> CaseStore:
    return library.open_case(STUDY_UID)


def reopened(library: Library) -> CaseStore:
    """The case as the next start of the program sees it."""
    library._cases.clear()
    return library.open_case(STUDY_UID)


def everything(case: CaseStore) -> tuple[tuple[Record, ...], ...]:
    return tuple(case.all_of(cls) for cls in RECORD_TYPES)


def test_an_edit_is_on_disk_and_can_be_undone_and_done_again(library: Library, case: CaseStore) -> None:
    first, moved = ruler("r1"), replace(ruler("r1"), end_lps=(6.0, 8.0, 0.0))
    heard: list[Edit] = []
    case.listeners.append(heard.append)
    case.apply(add_ruler(first))
    case.apply(Edit("Move ruler", AUTHOR, (Swap(first, moved),)))
    assert reopened(library).get("ruler", "r1") == moved
    case.undo()
    assert case.get("ruler", "r1") == first and case.redo_label == "Move ruler" and case.undo_label == "Add ruler"
    case.undo("user:other")
    assert case.get("ruler", "r1") is None and case.undo_label == ""
    assert case.undo() is None
    case.redo()
    case.redo()
    assert case.find(Ruler, "r1") == moved and case.redo() is None
    labels = [entry.label for entry in case.log()][1:]
    assert labels == [
        "Add ruler",
        "Move ruler",
        "Undo: Move ruler",
        "Undo: Add ruler",
        "Redo: Add ruler",
        "Redo: Move ruler",
    ]
    assert [edit.label for edit in heard] == labels
    assert [entry.author for entry in case.log()][4] == "user:other"
    assert library.verify_log() is None


def test_a_new_edit_ends_what_could_be_done_again(case: CaseStore) -> None:
    case.apply(add_ruler(ruler("r1")))
    case.undo()
    case.apply(add_ruler(ruler("r2")))
    assert case.redo_label == "" and case.redo() is None


def test_records_keep_their_order_when_a_deletion_is_undone(library: Library, case: CaseStore) -> None:
    for name in ("a", "b", "c"):
        case.apply(add_ruler(ruler(name)))
    case.apply(Edit("Delete ruler", AUTHOR, (Swap(ruler("a"), None),)))
    case.apply(add_ruler(ruler("d")))
    case.undo()
    case.undo()
    assert [record.id for record in case.all_of(Ruler)] == ["a", "b", "c"]
    assert [record.id for record in reopened(library).all_of(Ruler)] == ["a", "b", "c"]


def test_a_stale_edit_changes_nothing(library: Library, case: CaseStore) -> None:
    first = ruler("r1")
    case.apply(add_ruler(first))
    late = replace(first, end_lps=(1.0, 1.0, 1.0))
    case.apply(Edit("Move ruler", AUTHOR, (Swap(first, replace(first, end_lps=(2.0, 2.0, 2.0))),)))
    count = len(case.log())
    for changes in ((Swap(first, late),), (Swap(None, late),), (Swap(None, ruler("r2")), Swap(ruler("r9"), None))):
        with pytest.raises(StaleEdit, match="changed meanwhile"):
            case.apply(Edit("Late", "model:x@1", changes))
    assert case.get("ruler", "r2") is None and len(case.log()) == count and case.undo_label == "Move ruler"


def test_an_edit_without_changes_is_a_line_in_the_log_only(case: CaseStore) -> None:
    case.apply(add_ruler(ruler("r1")))
    case.apply(Edit("Export PDF", AUTHOR, ()))
    assert case.log()[-1].label == "Export PDF" and case.undo_label == "Add ruler"


@pytest.mark.parametrize("author", ["", "user:", "user: ", "somebody"])
def test_an_edit_has_an_author(case: CaseStore, author: str) -> None:
    with pytest.raises(ValueError, match="an author is"):
        case.apply(Edit("Add ruler", author, (Swap(None, ruler("r1")),)))
    assert case.all_of(Ruler) == () and len(case.log()) == 1


def test_an_edit_that_cannot_be_undone_is_dropped_and_said(library: Library, case: CaseStore) -> None:
    segmentation = add_segmentation(case, library)
    case.apply(stroke(case, segmentation, 7))
    with_other_hands = np.lib.format.open_memmap(library.mask_path(segmentation), "r+")
    with_other_hands[:] = 9
    del with_other_hands
    with pytest.raises(StaleEdit, match="“Brush” can no longer be undone"):
        case.undo()
    assert case.undo_label == "Add segmentation" and case.redo_label == ""


def test_a_mean_over_no_voxels_is_not_stale(library: Library, case: CaseStore) -> None:
    segmentation = add_segmentation(case, library)
    box = ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0))
    empty = replace(segmentation, statistics=(LabelStatistics(1, 0.0, math.nan, math.nan, (0.0, 0.0, 0.0), box),))
    case.apply(Edit("Measure", AUTHOR, (Swap(segmentation, empty),)))
    again = reopened(library)
    renamed = replace(again.all_of(Segmentation)[0], name="other")
    again.apply(Edit("Rename", AUTHOR, (Swap(empty, renamed),)))
    assert again.all_of(Segmentation)[0].name == "other"


@settings(max_examples=count(2000), deadline=None)
@given(st.data())
def test_any_list_of_edits_all_undone_gives_the_start(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder, Library(Path(folder, "library")) as library:
        library.add(a_scan(Path(folder)))
        case = library.open_case(STUDY_UID)
        steps = [data.draw(st.lists(_CHANGES, min_size=1, max_size=3)) for _ in range(data.draw(st.integers(0, 3)))]
        for step in steps:
            case.apply(_edit(case, step))
        while case.undo():
            pass
        assert everything(case) == ((),) * len(RECORD_TYPES)
        for step in steps:
            case.apply(_edit(case, step))
        kept = reopened(library)
        start, start_rows = everything(kept), _rows(library)
        for step in data.draw(st.lists(st.lists(_CHANGES, min_size=1, max_size=3), min_size=1, max_size=5)):
            kept.apply(_edit(kept, step))
        end = everything(kept)
        while kept.undo():
            pass
        assert everything(kept) == start and _rows(library) == start_rows
        while kept.redo():
            pass
        assert everything(kept) == end == everything(reopened(library))
        assert library.verify_log() is None


_CHANGES = st.tuples(
    st.one_of(*(strategy for cls, strategy in BY_TYPE.items() if cls is not SignedReport)), st.booleans()
)


def _edit(case: CaseStore, step: list[tuple[Record, bool]]) -> Edit:
    """Each record is added, changed when it is there, or removed when it is there and the flag says so."""
    changes: dict[tuple[str, str], Swap] = {}
    for wanted, remove in step:
        current = case.get(wanted.kind, wanted.id)
        after = None if remove and current is not None else wanted
        changes.setdefault((wanted.kind, wanted.id), Swap(current, after))
    return Edit("Anything", AUTHOR, tuple(changes.values()))


def _rows(library: Library) -> list[tuple[object, ...]]:
    query = "select number, kind, id, body from record order by number"
    rows: list[tuple[object, ...]] = library._db.conn.execute(query).fetchall()
    return rows


# voxels


def test_a_stroke_is_undone_and_seen_through_an_open_map(library: Library, case: CaseStore) -> None:
    segmentation = add_segmentation(case, library)
    seen = case.mask_of(segmentation)
    before = np.array(seen)
    case.apply(stroke(case, segmentation, 7))
    assert seen[0, 1, 1] == 7 and seen.sum() == before.sum() + 7 * 4
    with pytest.raises(ValueError):
        seen[0, 0, 0] = 1
    case.undo()
    assert np.array_equal(seen, before)
    case.redo()
    assert seen[0, 1, 1] == 7
    assert np.array_equal(np.load(library.mask_path(segmentation)), seen)


def test_strokes_that_overlap_in_one_edit_are_one_step(library: Library, case: CaseStore) -> None:
    segmentation = add_segmentation(case, library)
    before = np.array(case.mask_of(segmentation))
    first = stroke(case, segmentation, 7).changes[0]
    assert isinstance(first, Patch)
    box = ((0, 1), (2, 4), (1, 4))
    under = before.copy()
    first.write_into(under)
    inside = under[tuple(slice(*span) for span in box)]
    second = Patch.between(segmentation.id, box, inside, np.full_like(inside, 3))
    case.apply(Edit("Two strokes", AUTHOR, (first, second)))
    assert case.mask_of(segmentation)[0, 2, 2] == 3 and case.mask_of(segmentation)[0, 1, 1] == 7
    case.undo()
    assert np.array_equal(case.mask_of(segmentation), before)
    with pytest.raises(StaleEdit):
        case.apply(Edit("Wrong order", AUTHOR, (second, first)))


def test_a_late_stroke_is_refused_where_the_mask_was_changed(library: Library, case: CaseStore) -> None:
    segmentation = add_segmentation(case, library)
    late = stroke(case, segmentation, 5)
    case.apply(stroke(case, segmentation, 7))
    with pytest.raises(StaleEdit):
        case.apply(late)
    with pytest.raises(StaleEdit):
        case.apply(Edit("Nowhere", AUTHOR, (replace(late.changes[0], segmentation_id="none"),)))


def test_a_deleted_segmentation_comes_back_with_its_voxels(library: Library, case: CaseStore) -> None:
    segmentation = add_segmentation(case, library)
    case.apply(stroke(case, segmentation, 7))
    case.apply(Edit("Delete segmentation", AUTHOR, (Swap(segmentation, None),)))
    assert case.all_of(Segmentation) == ()
    case.undo()
    assert case.mask_of(case.all_of(Segmentation)[0])[0, 1, 1] == 7


def test_a_crash_between_database_and_mask_loses_nothing(
    library: Library, case: CaseStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    segmentation = add_segmentation(case, library)
    case.apply(stroke(case, segmentation, 7))
    with monkeypatch.context() as patched:

        def crash(*_: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        patched.setattr(masks, "patch_mask", crash)
        with pytest.raises(KnownError, match="edit is saved, but the mask file cannot be written"):
            case.apply(stroke(case, segmentation, 8))
    assert case.mask_of(segmentation)[0, 1, 1] == 7
    again = reopened(library)
    assert again.mask_of(segmentation)[0, 1, 1] == 8
    assert masks.last_edit_in(library.mask_path(segmentation)) == again.log()[-1].number


def test_a_killed_process_loses_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    with Library(folder) as library:
        library.add(a_scan(tmp_path))
        segmentation = add_segmentation(library.open_case(STUDY_UID), library)
    program = (
        "import os, sys; from pathlib import Path\n"
        "sys.path.insert(0, sys.argv[2])\n"
        "from store_cases import STUDY_UID, stroke; from desktop.store import masks\n"
        "from desktop.store.library import Library\n"
        "from viewer.case.segmentation import Segmentation\n"
        "masks.patch_mask = lambda *_: os._exit(9)\n"
        "case = Library(Path(sys.argv[1])).open_case(STUDY_UID)\n"
        "case.apply(stroke(case, case.all_of(Segmentation)[0], 8))\n"
    )
    here = Path(__file__).parent
    done = subprocess.run([sys.executable, "-c", program, folder, here], cwd=here.parents[2], check=False)
    assert done.returncode == 9
    with Library(folder) as library:  # the dead process's lock is taken over
        case = library.open_case(STUDY_UID)
        assert case.log()[-1].label == "Brush"
        assert case.mask_of(segmentation)[0, 1, 1] == 8


def test_strokes_on_a_replaced_mask_are_not_put_into_its_successor(library: Library, case: CaseStore) -> None:
    segmentation = add_segmentation(case, library)
    case.apply(stroke(case, segmentation, 7))
    made = library.folder / "new.npy"
    np.save(made, np.full(MASK_SHAPE, 2, np.uint8))
    later = replace(segmentation, mask_file=case.adopt(made, segmentation.id))
    assert later.mask_file != segmentation.mask_file and not made.exists()
    case.apply(stroke(case, segmentation, 8))
    case.apply(Edit("Segment again", AUTHOR, (Swap(segmentation, later),)))
    assert np.all(reopened(library).mask_of(later) == 2)


def test_a_mask_file_that_was_never_adopted_is_patched_too(library: Library, case: CaseStore) -> None:
    segmentation = add_segmentation(case, library)
    np.save(library.mask_path(segmentation), np.zeros(MASK_SHAPE, np.uint8))
    assert masks.last_edit_in(library.mask_path(segmentation)) == 0
    case.apply(stroke(case, segmentation, 7))
    assert masks.last_edit_in(library.mask_path(segmentation)) == case.log()[-1].number
    assert reopened(library).mask_of(segmentation)[0, 1, 1] == 7
    np.save(library.mask_path(segmentation), np.zeros(MASK_SHAPE, np.uint8))  # a restored backup: replayed
    assert reopened(library).mask_of(segmentation)[0, 1, 1] == 7


def test_only_a_label_map_is_adopted(library: Library, case: CaseStore) -> None:
    wrong = library.folder / "wrong.npy"
    for content in (np.zeros((2, 2), np.uint8), np.zeros(MASK_SHAPE, np.float32)):
        np.save(wrong, content)
        with pytest.raises(KnownError, match="not a label map"):
            case.adopt(wrong, "s1")
    wrong.write_bytes(b"not an array")
    with pytest.raises(KnownError, match="not a label map"):
        case.adopt(wrong, "s1")
    with pytest.raises(KnownError, match="missing"):
        case.adopt(library.folder / "none.npy", "s1")
    assert list(library.masks_folder.iterdir()) == []


# reports


def test_a_signed_report_is_final(library: Library, case: CaseStore) -> None:
    written = draft("Nodule in the left lung.")
    case.apply(add_ruler(ruler("r1")))
    case.apply(Edit("Draft", "model:template@1", (Swap(None, written),)))
    report = signed(written)
    case.apply(Edit("Sign", AUTHOR, (Swap(None, report),)))
    assert case.undo_label == "" and case.undo() is None and case.get("ruler", "r1") is not None
    for after in (replace(report, text="Nothing."), None):
        with pytest.raises(SignedIsFinal, match="signed report does not change"):
            case.apply(Edit("Change", AUTHOR, (Swap(report, after),)))
    assert hashlib.sha256(report.text.encode()).hexdigest() == report.sha256


@pytest.mark.parametrize(
    "statement",
    [
        "update record set body = '{}' where kind = 'signed_report'",
        "update record set kind = 'waiver' where kind = 'signed_report'",
        "delete from record where kind = 'signed_report'",
        "delete from record",
        "insert or replace into record (study_uid, kind, id, body) select study_uid, kind, id, '{}' from record",
        "insert or replace into record select number, 'x', 'ruler', 'y', '{}' from record where kind = 'signed_report'",
        "update edit set author = 'user:other'",
        "delete from edit",
        "insert or replace into edit select number, at, study_uid, 'user:other', label, changes, patches, sha256 from edit",
    ],
)
def test_the_database_itself_keeps_signed_reports_and_the_log(
    library: Library, case: CaseStore, statement: str
) -> None:
    report = signed(draft("Nodule."))
    case.apply(Edit("Sign", AUTHOR, (Swap(None, report),)))
    outside = sqlite3.connect(library.folder / "library.db")
    with pytest.raises(sqlite3.IntegrityError, match=r"does not change|is not (deleted|replaced)"):
        outside.execute(statement)
    outside.close()
    assert reopened(library).all_of(SignedReport) == (report,)


def test_the_status_follows_the_report(library: Library, case: CaseStore) -> None:
    status = lambda: library.status_of(STUDY_UID)  # noqa: E731
    assert status() is Status.IMPORTED
    assert library.set_status(STUDY_UID, Event.OPENED) is Status.READING
    first = draft("Nodule.")
    case.apply(Edit("Draft", AUTHOR, (Swap(None, first),)))
    assert status() is Status.DRAFTED
    case.undo()
    assert status() is Status.READING
    case.redo()
    case.apply(Edit("Sign", AUTHOR, (Swap(None, signed(first)),)))
    assert status() is Status.SIGNED
    changed = replace(first, template_id="other")
    case.apply(Edit("Addendum", AUTHOR, (Swap(first, changed),)))
    assert status() is Status.DRAFTED
    case.apply(Edit("Discard addendum", AUTHOR, (Swap(changed, None),)))
    assert status() is Status.SIGNED
    assert case.all_of(ReportDraft) == ()


def test_words_of_the_report_are_found(library: Library, case: CaseStore) -> None:
    first = draft("Große Raumforderung im linken Oberlappen.")
    assert library.find_studies("raumforderung") == ()
    case.apply(Edit("Draft", AUTHOR, (Swap(None, first),)))
    assert [row.study.uid for row in library.find_studies("raumford links")] == []
    assert [row.study.uid for row in library.find_studies("raumford link")] == [STUDY_UID]
    case.undo()
    assert library.find_studies("raumforderung") == ()
    case.redo()
    case.apply(Edit("Sign", AUTHOR, (Swap(first, None), Swap(None, signed(first)))))
    assert [row.study.uid for row in library.find_studies("raumforderung")] == [STUDY_UID]


# the rest


def test_a_reader_may_look_but_not_touch(library: Library, case: CaseStore) -> None:
    case.apply(add_ruler(ruler("r1")))
    with Library(library.folder, read_only=True) as reader:
        beside = reader.open_case(STUDY_UID)
        assert beside.all_of(Ruler) == (ruler("r1"),)
        for touch in (lambda: beside.apply(add_ruler(ruler("r2"))), lambda: beside.adopt(Path("x"), "s")):
            with pytest.raises(KnownError, match="for reading only"):
                touch()


def test_a_tampered_log_is_found(library: Library, case: CaseStore) -> None:
    for name in "abc":
        case.apply(add_ruler(ruler(name)))
    assert library.verify_log() is None
    conn = library._db.conn
    conn.execute("drop trigger log_stays")
    conn.execute("drop trigger log_is_final")
    conn.execute("update edit set label = 'Nothing' where number = 2")
    assert library.verify_log() == 2
    conn.execute("update edit set label = 'Add ruler' where number = 2")
    assert library.verify_log() is None
    conn.execute("delete from edit where number = 4")
    assert library.verify_log() == 4
    conn.execute("delete from edit where number = 1")
    assert library.verify_log() == 1
    conn.commit()


def test_an_edit_takes_about_a_millisecond(case: CaseStore) -> None:
    current = ruler("r1")
    case.apply(add_ruler(current))
    seconds: list[float] = []
    for step in range(101):
        after = replace(current, end_lps=(float(step), 1.0, 1.0))
        begun = time.perf_counter()
        case.apply(Edit("Move ruler", AUTHOR, (Swap(current, after),)))
        seconds.append(time.perf_counter() - begun)
        current = after
    assert sorted(seconds)[25] < 0.010  # the most the main thread may be kept; a busy machine slows some
