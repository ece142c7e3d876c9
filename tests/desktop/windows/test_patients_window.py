"""Patients who may be one: marked in the worklist, side by side on a page, merged, kept apart and set back."""

from pathlib import Path

import pytest
from phantom import phantom_geometry, slices_of, write_slices
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.app import Desktop
from desktop.windows.worklist import ID


@pytest.fixture
def two(desktop: Desktop, tmp_path: Path) -> Desktop:
    """One patient ID, two names, and a third patient nobody can confuse."""
    slices = slices_of(phantom_geometry(oblique=False))[:1]
    for folder, series, tags in (
        ("a", "a", {"PatientID": "77", "PatientName": "Doe^Jane", "PatientBirthDate": "19700101"}),
        ("b", "b", {"PatientID": "77", "PatientName": "Roe^Richard", "PatientBirthDate": "19550505"}),
        ("c", "c", {"PatientID": "78", "PatientName": "Poe^Pat", "PatientBirthDate": "19800808"}),
    ):
        write_slices(tmp_path / folder, slices, series=series, StudyInstanceUID=f"2.25.{ord(series)}", **tags)
    desktop.import_paths([tmp_path / name for name in "abc"])
    assert desktop.wait_idle(30)
    return desktop


def ids(desktop: Desktop) -> set[str]:
    model = desktop.window.worklist.model
    return {str(model.data(model.index(row, ID))) for row in range(model.rowCount())}


def test_the_mark_in_the_list_opens_them_side_by_side(two: Desktop, qtbot: QtBot) -> None:
    assert ids(two) == {"▲ 77", "78"}
    table, model = two.window.worklist.table, two.window.worklist.model
    row = next(row for row in range(3) if model.rows[row].patient_id == "77")
    where = table.visualRect(model.index(row, ID)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert two.wait_idle(30)
    assert two.window.place == "patients"
    (view,) = two.window.patients.views
    texts = [label.text() for label in view.findChildren(QLabel)]
    assert {"≠ Doe, Jane", "≠ Roe, Richard", "≠ 1970-01-01", "≠ 1955-05-05", "77"} <= set(texts)
    assert any(text.startswith("▲ The patient ID 77 is given to 2 patients") for text in texts)


def test_merging_is_one_click_and_undone_with_another(two: Desktop) -> None:
    assert two.run_action("study.patients") and two.wait_idle(30)
    page = two.window.patients
    assert page.undo.isHidden()
    page.views[0].buttons[0].click()
    assert two.wait_idle(30)
    assert page.views == [] and "No two patients" in page.summary.text() and ids(two) == {"77", "78"}
    assert len({row.study.patient.name for row in two.library.find_studies("77")}) == 1
    assert not page.undo.isHidden() and "Merge" in page.undo.toolTip()
    page.undo.click()
    assert two.wait_idle(30)
    assert len(page.views) == 1 and ids(two) == {"▲ 77", "78"}


def test_kept_apart_is_not_asked_again_until_the_reader_wants_it(two: Desktop) -> None:
    assert two.run_action("study.patients") and two.wait_idle(30)
    page = two.window.patients
    page.views[0].apart.click()
    assert two.wait_idle(30)
    assert page.views == [] and "1 kept apart" in page.summary.text() and ids(two) == {"77", "78"}
    entry = two.library.log()[-1]
    assert entry.author == "user:Ada Reader" and entry.label == "Keep apart: Doe, Jane (77) and Roe, Richard (77), same ID"
    assert two.library.verify_log() is None
    assert len({row.study.patient.name for row in two.library.find_studies("77")}) == 2
    page.again.click()
    assert two.wait_idle(30)
    assert len(page.views) == 1


def test_two_people_merged_by_mistake_get_their_own_names_back_by_a_button(two: Desktop, qtbot: QtBot) -> None:
    assert two.run_action("study.patients") and two.wait_idle(30)
    page = two.window.patients
    sexes = {row.study.patient.name: row.study.uid for row in two.library.find_studies("77")}
    two.open_study(sexes["Roe^Richard"])
    assert two.wait_idle(30) and two.run_action("study.patients") and two.wait_idle(30)
    keep = next(number for number, entry in enumerate(page.views[0].conflict.entries) if entry.patient.name == "Doe^Jane")
    qtbot.mouseClick(page.views[0].buttons[keep], Qt.MouseButton.LeftButton)
    assert two.wait_idle(30)
    assert two.study is None and two.window.place == "patients", "its views would go on showing the name from before"
    two.open_study(sexes["Roe^Richard"])
    assert two.wait_idle(30) and two.study is not None and two.study.patient.name == "Doe^Jane"
    assert two.run_action("study.split") and two.wait_idle(30)
    assert two.window.place == "patients" and two.study is None and not page.undo.isHidden()
    assert {row.study.patient.name for row in two.library.find_studies("77")} == {"Doe^Jane", "Roe^Richard"}
    qtbot.mouseClick(page.undo, Qt.MouseButton.LeftButton)
    assert two.wait_idle(30)
    assert {row.study.patient.name for row in two.library.find_studies("77")} == {"Doe^Jane"}
