"""What an import refused can be looked at afterwards, also in the next session; stopping keeps what is finished."""

import contextlib
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from phantom import phantom_geometry, slices_of, write_slices
from PySide6.QtWidgets import QApplication

from desktop.app import Desktop, open_desktop
from desktop.steps import intake
from desktop.store.intake import ImportReport
from viewer.dicom.scan import Scan


def cells(desktop: Desktop, column: int) -> list[str]:
    table = desktop.window.imported.table
    return [table.item(row, column).text() for row in range(table.rowCount())]


def broken(phantom_folder: Path, folder: Path, count: int) -> Path:
    """The body with `count` files that begin like pictures and end at once."""
    shutil.copytree(phantom_folder, folder)
    for number in range(count):
        (folder / f"cut{number}.dcm").write_bytes(b"\0" * 128 + b"DICM" + b"\x02\0\0\0UL\x04\0\xff\0\0\0")
    return folder


def test_every_refused_file_is_listed_with_its_reason_and_stays_listed(
    desktop: Desktop, phantom_folder: Path, tmp_path: Path
) -> None:
    desktop.import_paths([broken(phantom_folder, tmp_path / "in", 5)])
    assert desktop.wait_idle(30)
    shown = desktop.window.messages.shown
    assert shown is not None and shown.text.endswith("16 new pictures; 5 files refused.")
    assert shown.text.startswith("Phantom, Asymmetric · PHANTOM · ")
    assert desktop.window.messages.show_more.isVisible()
    desktop.window.messages.show_more.click()
    assert desktop.window.place == "imported" and not desktop.window.messages.isVisible()
    assert (cells(desktop, 0)[0], cells(desktop, 1)[0], cells(desktop, 3)[0]) == ("✕ refused", "5 files", str(tmp_path / "in"))
    assert cells(desktop, 2)[0] == "The file is cut short or empty inside: it names neither a kind of object nor a picture."
    named = desktop.window.imported.table.item(0, 1).toolTip().splitlines()
    assert named == [f"cut{number}.dcm · {tmp_path / 'in'}" for number in range(5)]
    assert "1 new study" in desktop.window.imported.summary.text()
    folder = desktop.library.folder
    desktop.close()
    again = open_desktop(folder)
    again.window.show()
    again.run_action("study.imported")
    assert cells(again, 1)[0] == "5 files" and "1 new study" in again.window.imported.summary.text()
    again.close()
    QApplication.processEvents()


def test_a_stopped_import_keeps_what_is_finished_and_says_so(
    desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slices = slices_of(phantom_geometry(oblique=False))[:2]
    for letter in "abc":
        write_slices(tmp_path / "in" / letter, slices, series=letter, StudyInstanceUID=f"2.25.{ord(letter)}", PatientID=letter)
    adding = desktop.library.adding

    @contextlib.contextmanager
    def adding_once(author: str) -> Iterator[Callable[[Scan], ImportReport]]:
        with adding(author) as add:

            def add_and_stop(found: Scan) -> ImportReport:
                report = add(found)
                desktop.jobs.ask_main(lambda: [desktop.jobs.stop(job) for job in desktop.jobs.running])
                return report

            yield add_and_stop

    monkeypatch.setattr(desktop.library, "adding", adding_once)
    desktop.import_paths([tmp_path / "in"])
    assert desktop.wait_idle(30)
    note = desktop.window.status.note.text()
    assert note.startswith("● Stopped. What was finished is in the library: ") and "1 new study, 2 new pictures." in note
    assert len(desktop.window.worklist.model.rows) == 1


def many(folder: Path, count: int, first: int = 0) -> Path:
    """Studies of a picture each, of as many patients, a day apart."""
    slices = slices_of(phantom_geometry((1, 6, 7)))
    for number in range(first, first + count):
        write_slices(
            folder / str(number), slices, series=str(number), StudyInstanceUID=f"2.25.7{number}", PatientID=f"P{number}",
            PatientName=f"Number^{number}", StudyDate=f"20200{1 + number // 28}{1 + number % 28:02}", StudyDescription="Chest",
        )  # fmt: skip
    return folder


def test_one_study_that_was_asked_for_opens(desktop: Desktop, tmp_path: Path) -> None:
    intake.import_paths(desktop, [many(tmp_path / "in", 1)], and_open=True)
    assert desktop.wait_idle(30)
    assert desktop.window.place == "reading" and desktop.study is not None and desktop.study.patient.id == "P0"


def test_of_many_studies_none_opens_and_the_new_ones_stand_above_the_others(desktop: Desktop, tmp_path: Path) -> None:
    worklist = desktop.window.worklist
    desktop.import_paths([many(tmp_path / "before", 40, first=100)])
    assert desktop.wait_idle(30)
    folder = many(tmp_path / "in", 52)  # of earlier dates than those
    (folder / "cut").write_bytes(b"\0" * 128 + b"DICM")
    (folder / "link").symlink_to(tmp_path / "before")
    intake.import_paths(desktop, [folder], and_open=True)
    assert desktop.wait_idle(30)
    assert desktop.window.place == "worklist" and desktop.study is None
    shown = desktop.window.messages.shown
    assert shown is not None and shown.show == "imported"
    assert shown.text == "52 studies of 52 patients imported: 52 new pictures; 1 file refused, 1 odd."
    assert "cut: " in shown.advice and "link: This is a link to the folder" in shown.advice
    ids = [row.patient_id for row in worklist.model.rows]
    assert ids[:52] == [f"P{number}" for number in reversed(range(52))] and ids[52:] == [f"P{number}" for number in reversed(range(100, 140))]
    assert [row.is_new for row in worklist.model.rows] == [True] * 52 + [False] * 40
    assert worklist.selected_uid == "2.25.751" and worklist.table.verticalScrollBar().value() == 0
    assert worklist.count.text() == "92 studies · 52 new above"
    worklist.search.setText("number")
    worklist.searched.emit("number")
    assert worklist.model.rows[0].patient_id == "P139", "a search lists by date, as always"
    worklist.search.setText("nobody of that name")
    worklist.searched.emit("nobody of that name")
    assert worklist.nothing_found.isVisible() and worklist.nothing_found.text().startswith("No study matches “nobody of that name”.")
    worklist.search.setText("  ")
    worklist.searched.emit("  ")
    assert not worklist.nothing_found.isVisible() and worklist.model.rows[0].patient_id == "P51"


def test_while_studies_come_the_list_stays_where_the_reader_is(desktop: Desktop, tmp_path: Path) -> None:
    worklist = desktop.window.worklist
    desktop.import_paths([many(tmp_path / "in", 80)])
    assert desktop.wait_idle(30)
    worklist.table.selectRow(60)
    chosen, place = worklist.selected_uid, worklist.table.verticalScrollBar().value()
    assert place > 0
    desktop.refresh_worklist()
    assert (worklist.selected_uid, worklist.table.verticalScrollBar().value()) == (chosen, place)


def test_what_is_odd_names_patient_and_series_and_leads_to_the_study(desktop: Desktop, phantom_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(phantom_folder, tmp_path / "in")
    twin = sorted((tmp_path / "in").iterdir())[0]
    other = bytearray(twin.read_bytes())
    other[-1] ^= 1
    (tmp_path / "in" / "twin.dcm").write_bytes(other)
    desktop.import_paths([tmp_path / "in"])
    assert desktop.wait_idle(30)
    shown = desktop.window.messages.shown
    assert shown is not None and shown.text.endswith("; 1 odd.")
    desktop.run_action("study.imported")
    assert cells(desktop, 0)[0] == "▲ odd" and "SOP Instance UID" in cells(desktop, 2)[0]
    assert cells(desktop, 1)[0].startswith("Phantom, Asymmetric · ") and "2.25" not in cells(desktop, 1)[0]
    table = desktop.window.imported.table
    table.selectRow(0)
    table.activated.emit(table.model().index(0, 0))
    assert desktop.wait_idle(30)
    assert desktop.window.place == "reading" and desktop.study is not None and desktop.study.patient.id == "PHANTOM"


def test_a_folder_of_links_alone_says_so(desktop: Desktop, phantom_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "links").mkdir()
    (tmp_path / "links" / "away").symlink_to(phantom_folder)
    desktop.import_paths([tmp_path / "links"])
    assert desktop.wait_idle(30)
    shown = desktop.window.messages.shown
    assert shown is not None and shown.text == "No study imported; 1 odd." and str(phantom_folder) in shown.advice


def test_thousands_of_equal_refusals_are_one_row(desktop: Desktop, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "empty.zip", "w") as archive:
        for number in range(2000):
            archive.writestr(f"IM{number}", b"")
    desktop.import_paths([tmp_path / "empty.zip"])
    assert desktop.wait_idle(60)
    shown = desktop.window.messages.shown
    assert shown is not None and shown.text == "No study imported; 2,000 files refused."
    assert shown.advice == "2,000 files: The file is empty."
    desktop.run_action("study.imported")
    assert (cells(desktop, 1), cells(desktop, 2)) == (["2,000 files"], ["The file is empty."])
    assert cells(desktop, 3) == [str(tmp_path / "empty.zip")]


def test_return_right_after_typing_opens_what_was_typed(desktop: Desktop, tmp_path: Path) -> None:
    """A scanner of bar codes types a number and Return at once: the list that was searched before must not be taken."""
    desktop.import_paths([many(tmp_path / "in", 3)])
    assert desktop.wait_idle(30)
    for number in ("P1", "P0", "P2"):
        desktop.show("worklist")
        desktop.window.worklist.search.setText(number)
        desktop.open_selected()
        assert desktop.study is not None and desktop.study.patient.id == number
    desktop.show("worklist")
    desktop.window.worklist.search.setText("P7")
    assert desktop.window.worklist.selected_uid is None and desktop.meant_uid == ""
    assert desktop.wait_idle(30)
