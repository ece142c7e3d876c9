"""Pictures and times are played in the real window, which answers between any two of them."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pydicom
import pytest
from phantom import phantom_geometry, slices_of, write_slices
from pydicom.uid import UltrasoundMultiFrameImageStorage, generate_uid
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.app import Desktop
from viewer.scene.marks import TextMark
from viewer.widgets.pane import SlicePane

FRAMES, FRAME_MS = 20, 25.0


def number(desktop: Desktop) -> int:
    pane, source = desktop.grid.main_pane, desktop.grid.content.source
    assert isinstance(pane, SlicePane) and pane.view is not None and source is not None
    return source.axes[pane.name].number_at(pane.view.centre_lps)


@pytest.fixture
def film(desktop: Desktop, tmp_path: Path) -> Desktop:
    """An ultrasound film of 20 frames, 40 a second."""
    return opened_film(desktop, tmp_path, "US", np.arange(FRAMES, dtype=np.int16).repeat(64 * 64).reshape(FRAMES, 64, 64))


def opened_film(desktop: Desktop, tmp_path: Path, modality: str, frames: npt.NDArray[np.int16]) -> Desktop:
    folder = tmp_path / "in"
    write_slices(folder, slices_of(phantom_geometry(oblique=False))[:1])
    (path,) = folder.rglob("*.dcm")
    dataset = pydicom.dcmread(path)
    dataset.SOPClassUID = dataset.file_meta.MediaStorageSOPClassUID = UltrasoundMultiFrameImageStorage
    dataset.SOPInstanceUID = dataset.file_meta.MediaStorageSOPInstanceUID = generate_uid()
    dataset.Modality, dataset.NumberOfFrames, dataset.FrameTime = modality, FRAMES, FRAME_MS
    dataset.Rows, dataset.Columns = 64, 64
    place = ("ImagePositionPatient", "ImageOrientationPatient", "FrameOfReferenceUID", "PixelSpacing")
    for name in (*place, "WindowCenter", "WindowWidth", "RescaleSlope", "RescaleIntercept"):
        if name in dataset:
            delattr(dataset, name)
    dataset.PixelData = frames.tobytes()
    dataset.save_as(path)
    desktop.import_paths([folder])
    assert desktop.wait_idle(30)
    desktop.open_study(desktop.library.find_studies()[0].study.uid)
    assert desktop.wait_idle(30)
    return desktop


def test_a_film_plays_at_its_own_rate_and_stops_where_it_is(film: Desktop, qtbot: QtBot) -> None:
    cine = film.grid.cine
    assert film.run_action("cine.play") and cine.is_playing and cine.pictures_per_s == pytest.approx(40)
    seen: set[int] = set()
    qtbot.waitUntil(lambda: seen.add(number(film)) or len(seen) > 8, timeout=5000)  # type: ignore[func-returns-value]
    assert film.run_action("cine.faster") and cine.pictures_per_s == pytest.approx(60)
    assert film.run_action("cine.slower") and film.run_action("cine.slower") and cine.pictures_per_s == pytest.approx(20)
    assert film.run_action("cine.play") and not film.grid.cine.is_playing
    at = number(film)
    qtbot.wait(150)
    assert number(film) == at


def test_a_film_goes_round_and_ends_when_the_reader_pages(film: Desktop, qtbot: QtBot) -> None:
    film.grid.scroll_to(FRAMES)
    assert film.run_action("cine.play")
    qtbot.waitUntil(lambda: number(film) < FRAMES - 2, timeout=5000)
    film.grid.scroll_pane("picture", 3)
    qtbot.waitUntil(lambda: not film.grid.cine.is_playing, timeout=5000)
    assert film.run_action("cine.play")
    assert film.run_action("view.cancel") and not film.grid.cine.is_playing


def test_a_film_stops_where_something_is_drawn_and_runs_while_the_window_changes(film: Desktop, qtbot: QtBot) -> None:
    pane = film.grid.main_pane
    assert pane is not None and film.run_action("cine.play")
    middle = QPoint(pane.width() // 2, pane.height() // 2)
    QTest.mousePress(pane, Qt.MouseButton.RightButton, pos=middle)
    QTest.mouseMove(pane, middle + QPoint(20, 0))
    QTest.mouseRelease(pane, Qt.MouseButton.RightButton, pos=middle + QPoint(20, 0))
    assert film.grid.cine.is_playing
    film.grid.pick_tool("ruler")
    QTest.mousePress(pane, Qt.MouseButton.LeftButton, pos=middle)
    assert not film.grid.cine.is_playing


def test_a_film_ends_with_its_study(film: Desktop, qtbot: QtBot) -> None:
    assert film.run_action("cine.play") and film.study is not None
    film.leave_study(film.study.uid)
    qtbot.waitUntil(lambda: not film.grid.cine.is_playing, timeout=5000)


@pytest.fixture
def beating(desktop: Desktop, tmp_path: Path) -> Desktop:
    """Four times of one volume, open at the second."""
    for time in range(4):
        write_slices(
            tmp_path / f"in{time}", slices_of(phantom_geometry(oblique=False)), series=f"phantom/{time}", SeriesInstanceUID="1.2.3.4",
            TemporalPositionIdentifier=time + 1, NumberOfTemporalPositions=4,
            AcquisitionNumber=time + 1, Modality="MR",
        )  # fmt: skip
    desktop.import_paths([tmp_path / f"in{time}" for time in range(4)])
    assert desktop.wait_idle(30)
    (row,) = desktop.library.find_studies()
    desktop.open_study(row.study.uid)
    assert desktop.wait_idle(30)
    return desktop


def test_times_play_at_one_place_and_the_one_it_stops_at_is_open(beating: Desktop, qtbot: QtBot) -> None:
    desktop = beating
    assert desktop.loaded is not None and len(desktop.loaded.parts) == 4, desktop.loaded
    desktop.grid.scroll_pane("axial", 2)
    at, crosshair = number(desktop), desktop.grid.crosshair_lps
    assert desktop.run_action("cine.play_times") and desktop.wait_idle(30)
    seen: set[int] = set()
    qtbot.waitUntil(lambda: seen.add(desktop.grid.content.part_position) or len(seen) == 4, timeout=8000)  # type: ignore[func-returns-value]
    assert number(desktop) == at
    desktop.run_action("cine.play_times")
    assert not desktop.grid.cine.is_playing
    shown = desktop.grid.content.part_position
    assert desktop.wait_idle(30) and desktop.loaded is not None and desktop.loaded.part.position == shown
    assert number(desktop) == at and desktop.grid.crosshair_lps == pytest.approx(crosshair)


def shown(desktop: Desktop) -> npt.NDArray[np.uint8]:
    """The picture as it is drawn, without marks."""
    pane = desktop.grid.main_pane
    assert isinstance(pane, SlicePane) and pane.view is not None
    return desktop.grid.content.pixels(pane.view, 1.0)[..., 0]


def test_a_mask_is_subtracted_moved_and_taken_away_again(desktop: Desktop, tmp_path: Path) -> None:
    """Bone in all frames, a vessel from the sixth on: subtracted the vessel is left, and the picture says of what."""
    frames = np.tile(np.linspace(100, 900, 64).astype(np.int16), (FRAMES, 64, 1))
    frames[5:, 20:40, 30:34] -= 90
    film = opened_film(desktop, tmp_path, "XA", frames)
    pane, source = film.grid.main_pane, film.grid.content.source
    assert isinstance(pane, SlicePane) and source is not None
    for _ in range(8):
        film.scroll(1)
    plain, window = shown(film), film.grid.window_level
    assert plain.std() > 20 and not film.run_action("cine.mask_left")
    assert film.run_action("cine.subtract") and film.wait_idle(30)
    seen = shown(film)
    values, counts = np.unique(seen, return_counts=True)
    assert counts.max() > 0.7 * seen.size and seen.min() < values[counts.argmax()] - 100
    assert any(isinstance(mark, TextMark) and mark.text == "minus frame 1" for mark in pane.marks())
    assert film.grid.view_state()["window"][:2] == [window.centre, window.width]  # what is kept of the series is the plain one
    assert film.run_action("cine.mask_left") and film.run_action("cine.mask_up")
    assert any(isinstance(mark, TextMark) and "mask moved -1 / -1 px" in mark.text for mark in pane.marks())
    assert shown(film).std() > seen.std() * 0.5 and not np.array_equal(shown(film), seen)
    assert film.run_action("cine.mask") and film.wait_idle(30)
    assert len(np.unique(shown(film))) == 2  # of the mask itself nothing is left but the ground beside the picture
    assert film.run_action("cine.subtract") and np.array_equal(shown(film), plain) and film.grid.window_level == window
