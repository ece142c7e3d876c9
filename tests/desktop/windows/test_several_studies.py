"""One study after another in the same window, and the window on its screen."""

from pathlib import Path

import pytest
from phantom import phantom_geometry, slices_of, write_phantom, write_slices
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from desktop import notices, running
from desktop.app import Desktop
from viewer.case.errors import KnownError
from viewer.case.progress import Tick


@pytest.fixture
def other_uid(reading: Desktop, tmp_path: Path) -> str:
    """A second study in the library, of somebody else, without images."""
    slices = slices_of(phantom_geometry(oblique=False))[:1]
    write_slices(tmp_path / "other", slices, series="other", Modality="SEG", PatientID="OTHER", PatientName="Somebody^Else")
    reading.import_paths([tmp_path / "other"])
    assert reading.wait_idle(30)
    return next(row.study.uid for row in reading.library.find_studies() if row.study.patient.id == "OTHER")


def test_what_was_said_of_a_study_leaves_with_it(reading: Desktop, other_uid: str) -> None:
    status = reading.window.status
    reading.notices.say("A slice is missing.", level="warning")
    assert reading.window.messages.isVisible() and status.window_level.text()
    reading.open_study(other_uid)
    assert reading.wait_idle(30)
    assert not reading.window.messages.isVisible()
    assert status.window_level.text() == status.point.text() == status.oddities.text() == ""


def test_what_comes_late_names_the_study_it_is_about(reading: Desktop, other_uid: str) -> None:
    def fail(tick: Tick) -> None:
        raise KnownError("The model found nothing.")

    reading.start("Look", fail, lambda nothing: None)
    reading.open_study(other_uid)
    assert reading.wait_idle(30)
    shown = reading.window.messages.shown
    assert shown is not None and shown.text.startswith("Phantom, Asymmetric · PHANTOM")
    reading.notices.say("Now.", level="warning")
    shown = reading.window.messages.shown
    assert shown is not None and shown.text == "Now."


def test_without_a_volume_nothing_is_offered_that_needs_one(reading: Desktop, other_uid: str) -> None:
    place = reading.window.reading
    place.show_panel("report", True)
    reading.open_study(other_uid)
    assert reading.wait_idle(30)
    assert place.grid.pane("axial").empty_text == "This study has no images."
    assert place.report.first_draft.isVisible() and place.report.draft_button.isEnabled(), "a report needs no volume"
    place.show_panel("findings", True)
    assert not place.findings.empty.more.isVisible() and not place.findings.empty.button.isVisible()
    assert place.segments.nothing.text() == "No images of a volume are open." and not place.segments.segment.isVisible()
    for id in ("findings.from_measurement", "model.segment", "tool.ruler"):
        assert not reading.window.commands.actions[id].isEnabled()
    assert "No images of a volume are open." in reading.window.commands.actions["model.segment"].toolTip()
    reading.open_study(next(row.study.uid for row in reading.library.find_studies() if row.study.uid != other_uid))
    assert reading.wait_idle(30)
    assert not place.segments.segment.isHidden() and place.findings.list.count() == 2
    assert reading.window.commands.actions["report.draft"].isEnabled()
    assert reading.window.commands.actions["model.segment"].toolTip() == "Segment this series (Ctrl+G)"


def test_ct_in_stored_values_says_why_models_and_windows_do_nothing(desktop: Desktop, qtbot: QtBot, tmp_path: Path) -> None:
    write_phantom(tmp_path / "raw", phantom_geometry(oblique=False), RescaleType="US", SeriesDescription="Raw")
    desktop.import_paths([tmp_path / "raw"])
    assert desktop.wait_idle(30)
    desktop.open_study(desktop.library.find_studies()[0].study.uid)
    assert desktop.wait_idle(30)
    assert desktop.loaded is not None and desktop.loaded.volume.unit == "raw"
    before = desktop.grid.window_level
    pane = desktop.grid.pane("axial")
    pane.setFocus()
    qtbot.keyClick(pane, Qt.Key.Key_3)
    assert desktop.grid.window_level is before
    assert "Key 3 is a window in Hounsfield units; this is CT in stored values." in desktop.window.status.note.text()
    assert "stored values, not in Hounsfield units" in desktop.window.reading.segments.nothing.text()
    find = desktop.window.commands.actions["findings.find"]
    assert not find.isEnabled() and "stored values" in find.toolTip()


def test_oddities_are_short_below_the_images_and_whole_beside_them(desktop: Desktop, tmp_path: Path) -> None:
    slices = slices_of(phantom_geometry(oblique=False))
    write_slices(tmp_path / "gap", [*slices[:5], *slices[7:]], SeriesInstanceUID="")
    desktop.import_paths([tmp_path / "gap"])
    assert desktop.wait_idle(30)
    desktop.open_study(desktop.library.find_studies()[0].study.uid)
    assert desktop.wait_idle(30)
    line, whole = desktop.window.status.oddities, desktop.window.reading.segments.notes
    assert set(line.text().split("  ·  ")) == {"2 slices are missing: 2 after slice 5", "local UIDs"}
    assert whole.isVisible() and line.toolTip() == whole.text()
    assert "interpolated onto an even" in whole.text() and "The Series Instance UID of the files is empty" in whole.text()


@pytest.mark.parametrize(("room", "fills"), [((1280, 776), True), ((960, 516), True), ((1920, 1040), False)])
def test_the_window_stays_on_its_screen(desktop: Desktop, room: tuple[int, int], fills: bool) -> None:
    desktop.window.open_in(QRect(0, 24, *room))
    assert desktop.window.isMaximized() == fills
    assert desktop.window.minimumSizeHint().width() <= 960 and desktop.window.minimumSize().height() <= 516


def test_a_library_in_use_is_said_and_ends_with_2(
    desktop: Desktop, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    boxes: list[str] = []
    monkeypatch.setattr(QMessageBox, "warning", lambda parent, title, text: boxes.append(text))
    assert running.run_window(desktop.library.folder) == 2
    said = capsys.readouterr().err.strip()
    assert said and boxes == [], "there is no screen to show a box on"
    monkeypatch.setattr(notices, "find_display", lambda: ":0")
    assert running.run_window(desktop.library.folder) == 2
    assert boxes == [said]
