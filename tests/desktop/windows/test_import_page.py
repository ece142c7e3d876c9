"""What an import refused can be looked at afterwards, also in the next session; stopping keeps what is finished."""

import shutil
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
    assert shown is not None and "5 refused" in shown.text and intake.LIST_NAME in shown.advice
    assert desktop.run_action("study.imported")
    assert desktop.window.place == "imported"
    assert set(cells(desktop, 1)[:5]) == {f"cut{number}.dcm" for number in range(5)}
    assert cells(desktop, 0)[:5] == ["✕ refused"] * 5 and all(cells(desktop, 2)[:5])
    assert cells(desktop, 3)[0] == str(tmp_path / "in")
    assert "1 new study" in desktop.window.imported.summary.text()
    folder = desktop.library.folder
    desktop.close()
    again = open_desktop(folder)
    again.window.show()
    again.run_action("study.imported")
    assert len(cells(again, 1)) >= 5 and "1 new study" in again.window.imported.summary.text()
    again.close()
    QApplication.processEvents()


def test_a_stopped_import_keeps_what_is_finished_and_says_so(
    desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slices = slices_of(phantom_geometry(oblique=False))[:2]
    for letter in "abc":
        write_slices(tmp_path / "in" / letter, slices, series=letter, StudyInstanceUID=f"2.25.{ord(letter)}", PatientID=letter)
    add = desktop.library.add

    def add_and_stop(found: Scan, author: str) -> ImportReport:
        report = add(found, author)
        for job in desktop.jobs.running:
            desktop.jobs.stop(job)
        return report

    monkeypatch.setattr(desktop.library, "add", add_and_stop)
    desktop.import_paths([tmp_path / "in"])
    assert desktop.wait_idle(30)
    note = desktop.window.status.note.text()
    assert "Stopped. What was finished is in the library: 1 new study, 2 new pictures" in note
    assert len(desktop.window.worklist.model.rows) == 1
