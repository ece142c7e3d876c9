"""The real window on a real library, with a small body whose every point is known."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from phantom import phantom_geometry, write_phantom
from proposals import BALL_LPS, LUNG_LPS, propose
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app import Desktop, open_desktop
from desktop.settings import Settings, save_settings


@pytest.fixture(scope="session")
def phantom_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("phantom")
    write_phantom(folder, phantom_geometry(oblique=False), PatientBirthDate="19620814")
    return folder


@pytest.fixture
def desktop(qtbot: QtBot, tmp_path: Path) -> Iterator[Desktop]:
    """An empty library in a window on screen; the reader's name is known."""
    save_settings(Settings(reader_name="Ada Reader"))
    desktop = open_desktop(tmp_path / "library")
    desktop.window.resize(1280, 800)
    desktop.window.show()
    qtbot.waitActive(desktop.window)
    yield desktop
    desktop.close()
    QApplication.processEvents()


@pytest.fixture
def reading(desktop: Desktop, phantom_folder: Path) -> Desktop:
    """The body is open, with two nodules that a model proposed: right at the lung, left at the ball."""
    desktop.import_paths([phantom_folder])
    assert desktop.wait_idle(30)
    desktop.open_study(desktop.library.find_studies()[0].study.uid)
    assert desktop.wait_idle(30)
    assert desktop.case is not None and desktop.loaded is not None
    propose(desktop, "n1", "right", LUNG_LPS, 8.4)
    propose(desktop, "n2", "left", BALL_LPS, 10.1)
    desktop.take_finding("n1")
    return desktop


@pytest.fixture
def drafted(reading: Desktop) -> Desktop:
    """Both findings accepted, a template draft, the report unfolded."""
    for id in ("n1", "n2"):
        reading.take_finding(id)
        reading.run_action("findings.accept")
    reading.run_action("panel.report")
    reading.run_action("report.draft")
    assert reading.wait_idle(30)
    return reading
