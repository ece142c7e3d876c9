"""The real window on a real library, with a small body whose every point is known."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app import Desktop, open_desktop
from desktop.settings import Settings, save_settings
from tests.phantom import CENTRE_LPS, phantom_geometry, write_phantom
from viewer.case.edits import Edit, Swap
from viewer.case.finding import Evidence, Finding, Quantity
from viewer.case.geometry import Point
from viewer.case.source import Source, now
from viewer.case.terms import LEFT_LUNG, NODULE, RIGHT_LUNG

MODEL = "model:ct-lung-nodules@1.0.0"
BALL_LPS = (CENTRE_LPS[0] + 8, CENTRE_LPS[1] - 9, CENTRE_LPS[2] + 12)
LUNG_LPS = (CENTRE_LPS[0] - 11, CENTRE_LPS[1] - 2, CENTRE_LPS[2] + 3)


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


def propose(desktop: Desktop, id: str, side: str, at_lps: Point, long_axis_mm: float) -> None:
    """A finding as a model makes it."""
    assert desktop.case is not None and desktop.loaded is not None and desktop.series is not None
    source = Source(MODEL, now(), run_id="run")
    low = (at_lps[0] - 4, at_lps[1] - 4, at_lps[2] - 4)
    high = (at_lps[0] + 4, at_lps[1] + 4, at_lps[2] + 4)
    frame_uid = desktop.loaded.volume.geometry.frame_uid
    rows = tuple(
        Evidence(f"{id}-{kind}", desktop.series.uid, frame_uid, (low, high), Quantity(kind, value, "mm"), source)
        for kind, value in (("long_axis", long_axis_mm), ("short_axis", long_axis_mm - 1.0))
    )
    finding = Finding(
        id, NODULE, LEFT_LUNG if side == "left" else RIGHT_LUNG, side, "middle", True, "definite", "proposed",
        tuple(row.id for row in rows), source,
    )  # fmt: skip
    desktop.case.apply(Edit("Find nodules", MODEL, (*(Swap(None, row) for row in rows), Swap(None, finding))))
