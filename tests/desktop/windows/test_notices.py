"""What the reader is told when something fails, and what a crash report may hold."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from phantom import write_phantom
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from desktop.app import Desktop
from desktop.notices import Notice, Notices
from inference.client import EngineFailed
from viewer.case.errors import KnownError, NotYetError
from viewer.case.progress import CancelledError


@pytest.fixture
def notices(qtbot: QtBot, tmp_path: Path) -> Iterator[Notices]:
    notices = Notices(tmp_path / "crashes")
    yield notices
    notices.remove()


def shown(notices: Notices, error: BaseException) -> Notice:
    seen: list[Notice] = []
    notices.noticed.connect(seen.append)
    notices.show(error)
    assert len(seen) == 1
    return seen[0]


def test_a_known_error_is_its_own_sentence(notices: Notices, tmp_path: Path) -> None:
    assert shown(notices, KnownError("Slice 37 is missing.", "Ask for the series again.")) == Notice(
        "warning", "Slice 37 is missing.", "Ask for the series again."
    )
    assert not (tmp_path / "crashes").exists()


def test_what_will_be_there_in_a_moment_leaves_no_warning(notices: Notices) -> None:
    assert shown(notices, NotYetError("3D is not there yet.", "Wait.")) == Notice("note", "3D is not there yet.", "Wait.")


def test_a_stopped_job_is_no_failure(notices: Notices) -> None:
    assert shown(notices, CancelledError("Segment")).level == "note"


def test_a_bug_leaves_a_report_without_the_message(notices: Notices, tmp_path: Path, capsys: object) -> None:
    try:
        try:
            raise KeyError("DOE^JANE")
        except KeyError as cause:
            raise ValueError("patient 12345 of /home/someone") from cause
    except ValueError as error:
        notice = shown(notices, error)
    assert notice.level == "wrong"
    (path,) = (tmp_path / "crashes").iterdir()
    assert str(path) in notice.advice
    text = path.read_text()
    assert "ValueError" in text and "KeyError" in text and "test_notices.py" in text and "pydicom" in text
    told = [line for line in text.splitlines() if "raise" not in line]
    assert not any("DOE" in line or "12345" in line for line in told)


def test_a_broken_runner_names_its_lines_only(notices: Notices, tmp_path: Path) -> None:
    trace = 'Traceback\n  File "/opt/x/inference/y.py", line 7, in run\n    boom()\nValueError: DOE^JANE\n'
    notice = shown(notices, EngineFailed("The model failed.", "", trace))
    (path,) = (tmp_path / "crashes").iterdir()
    assert str(path) in notice.advice
    assert "inference/y.py:7 in run" in path.read_text() and "DOE" not in path.read_text()


class Button(QObject):
    pressed = Signal()


def test_an_error_in_a_slot_reaches_the_reader(notices: Notices, qtbot: QtBot) -> None:
    seen: list[Notice] = []
    notices.noticed.connect(seen.append)
    button = Button()

    def on_pressed() -> None:
        raise KnownError("There is no space left.")

    button.pressed.connect(on_pressed)
    before = sys.excepthook
    notices.install()
    try:
        button.pressed.emit()
    finally:
        notices.remove()
    assert seen == [Notice("warning", "There is no space left.")]
    assert sys.excepthook is before


def test_what_was_said_of_a_missing_disc_goes_when_it_is_back(desktop: Desktop, tmp_path: Path) -> None:
    write_phantom(tmp_path / "disc")
    desktop.change_settings(import_in_place=True)
    desktop.import_paths([tmp_path / "disc"])
    assert desktop.wait_idle(30)
    (tmp_path / "disc").rename(tmp_path / "elsewhere")
    (row,) = desktop.library.find_studies()
    desktop.open_study(row.study.uid)
    assert desktop.wait_idle(30)
    shown = desktop.window.messages.shown
    assert shown is not None and "left in its place" in shown.text
    (tmp_path / "elsewhere").rename(tmp_path / "disc")
    strip = desktop.window.reading.strip
    strip.chosen.emit(desktop.library.series_of(row.study.uid)[0].uid, "")
    assert desktop.wait_idle(30)
    assert desktop.grid.has_image and desktop.window.messages.shown is None
