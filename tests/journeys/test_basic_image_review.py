"""The IHE Basic Image Review profile as an acceptance test: each item of docs/basic_image_review.md in the real window.

Mouse and keys go in, what is on the screen is read; the numbers are those of a body that is known at every point.
"""

import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from phantom import CENTRE_LPS, phantom_geometry, slices_of, write_slices
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app import Desktop, open_desktop
from desktop.settings import Settings, save_settings
from viewer.case.measurement import Angle, Ruler
from viewer.scene.marks import LineMark, TextMark
from viewer.scene.view_state import PlaneView
from viewer.widgets.pane import SlicePane
from viewer.widgets.view_grid import ViewGrid

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def review(qtbot: QtBot, tmp_path: Path) -> Iterator[Desktop]:
    """Two series of one study, 4 mm and 2 mm slices of the same body, side by side."""
    save_settings(Settings(reader_name="Ada Reader"))
    tags = {"PatientBirthDate": "19620814", "PatientSex": "F", "StudyDescription": "CT chest", "KVP": "120"}
    fine = phantom_geometry((32, 60, 72), (2.0, 0.875, 0.75), oblique=False)
    write_slices(tmp_path / "in" / "a", slices_of(phantom_geometry(oblique=False)), series="phantom/a", SeriesDescription="Thick", SeriesNumber=1, **tags)
    write_slices(
        tmp_path / "in" / "b", slices_of(fine), series="phantom/b", SeriesDescription="Thin", **{**tags, "SeriesNumber": 2, "SliceThickness": "2"}
    )
    desktop = open_desktop(tmp_path / "library")
    desktop.window.resize(1440, 900)
    desktop.window.show()
    qtbot.waitActive(desktop.window)
    desktop.import_paths([tmp_path / "in"])
    assert desktop.wait_idle(60)
    desktop.open_study(desktop.library.find_studies()[0].study.uid)
    assert desktop.wait_idle(60)
    assert desktop.run_action("layout.1x2") and desktop.wait_idle(60)
    yield desktop
    desktop.close()
    QApplication.processEvents()


def panes(desktop: Desktop) -> list[SlicePane]:
    """The picture in each of the two viewers."""
    found = [viewer.main_pane for viewer in desktop.room.viewers]
    assert len(found) == 2 and all(isinstance(pane, SlicePane) and pane.view is not None for pane in found)
    return [pane for pane in found if pane is not None]


def view(pane: SlicePane) -> PlaneView:
    assert pane.view is not None
    return pane.view


def texts(pane: SlicePane) -> list[str]:
    return [mark.text for mark in pane.marks() if isinstance(mark, TextMark)]


def wheel(pane: SlicePane, notches: int, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    middle = QPointF(pane.width() / 2, pane.height() / 2)
    event = QWheelEvent(
        middle, QPointF(pane.mapToGlobal(middle.toPoint())), QPoint(), QPoint(0, -120 * notches), Qt.MouseButton.NoButton, modifiers,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(pane, event)


def drag(pane: SlicePane, start: QPoint, end: QPoint, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
    QTest.mousePress(pane, button, pos=start)
    for part in (0.3, 0.6, 1.0):
        QTest.mouseMove(pane, start + (end - start) * part)
    QTest.mouseRelease(pane, button, pos=end)


def key(desktop: Desktop, pane: SlicePane, keys: str) -> None:
    pane.setFocus()
    QTest.keySequence(pane, QKeySequence(keys))
    assert desktop.wait_idle(30)


def at(pane: SlicePane, point_lps: tuple[float, float, float]) -> QPoint:
    x, y = view(pane).to_px(point_lps)
    return QPoint(round(x), round(y))


def number(viewer: ViewGrid) -> int:
    pane, source = viewer.main_pane, viewer.content.source
    assert pane is not None and pane.view is not None and source is not None
    return source.axes[pane.name].number_at(pane.view.centre_lps)


def test_thumbnails_name_every_series_and_open_it(review: Desktop) -> None:
    """BIR 1: series are chosen by thumbnails that show a picture, the description and how many pictures there are."""
    strip = review.window.reading.strip
    said = [strip.item(row).text() + strip.item(row).toolTip() for row in range(strip.count())]
    assert len(said) == 2 and "Thick" in said[0] and "16" in said[0] and "Thin" in said[1] and "32" in said[1]
    for row in range(2):
        picture = strip.item(row).icon().pixmap(88, 88).toImage()
        shades = {picture.pixelColor(x, 44).red() for x in range(88)}
        assert len(shades) > 1
    panes(review)[0].setFocus()
    rectangle = strip.visualItemRect(strip.item(1))
    QTest.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=rectangle.center())
    assert review.wait_idle(30)
    assert review.series is not None and review.series.description == "Thin"


def test_two_series_stand_side_by_side(review: Desktop) -> None:
    """BIR 2: two series beside each other, as large as each other."""
    left, right = panes(review)
    assert left.isVisible() and right.isVisible()
    assert abs(left.width() - right.width()) <= 2 and left.height() == right.height()
    shown = {viewer.content.corners.series.description for viewer in review.room.viewers if viewer.content.corners is not None}
    assert shown == {"Thick", "Thin"}


def test_they_scroll_together_by_place_and_apart_on_a_key(review: Desktop) -> None:
    """BIR 3: synchronised scrolling in one frame of reference, at other slice distances too."""
    one, other = review.room.viewers
    pane = panes(review)[0]
    before = number(one), number(other)
    wheel(pane, 2)
    assert number(one) == before[0] + 2
    z = [view(found).centre_lps[2] for found in panes(review)]
    assert abs(z[0] - z[1]) <= 1.01  # half of the finer step
    key(review, pane, "Alt+L")
    stays = number(other)
    wheel(pane, -2)
    assert number(one) == before[0] and number(other) == stays
    key(review, pane, "Alt+L")


def test_they_pan_and_zoom_together_on_a_key(review: Desktop) -> None:
    """BIR 4: pan and zoom with the mouse; synchronised in millimetres once that is asked for."""
    left, right = panes(review)
    if not review.room.links.zoom:
        key(review, left, "Alt+Z")
    key(review, left, "Home")
    fitted = view(left).mm_per_px
    wheel(left, -3, Qt.KeyboardModifier.ControlModifier)
    assert view(left).mm_per_px < fitted and view(right).mm_per_px == pytest.approx(view(left).mm_per_px, rel=0.005)
    middle = QPoint(left.width() // 2, left.height() // 2)
    centre = view(left).centre_lps
    drag(left, middle, middle + QPoint(30, -20), Qt.MouseButton.MiddleButton)
    assert math.dist(view(left).centre_lps, centre) == pytest.approx(math.hypot(30, 20) * view(left).mm_per_px, rel=0.02)
    assert view(right).centre_lps[:2] == pytest.approx(view(left).centre_lps[:2], abs=0.5)
    key(review, left, "Home")
    assert view(left).mm_per_px == pytest.approx(fitted)


def test_the_sides_of_the_patient_are_named_and_follow_turns(review: Desktop) -> None:
    """BIR 5: laterality and orientation on every picture, recomputed when it is turned or mirrored."""
    pane = panes(review)[0]

    def side(edge: str) -> str:
        letters = [mark for mark in pane.marks() if isinstance(mark, TextMark) and mark.text in ("R", "L", "A", "P", "H", "F")]
        places = {"left": lambda mark: mark.at_px[0], "right": lambda mark: -mark.at_px[0], "top": lambda mark: mark.at_px[1]}
        return min(letters, key=places[edge]).text

    assert (side("left"), side("right"), side("top")) == ("R", "L", "A")
    key(review, pane, "Shift+N")
    assert (side("left"), side("right"), side("top")) == ("L", "R", "A") and "mirrored" in texts(pane)
    key(review, pane, "Shift+N")
    key(review, pane, "Shift+Right")
    assert (side("left"), side("right"), side("top")) == ("P", "A", "R")
    key(review, pane, "Shift+Left")
    for name, letters in (("coronal", {"R", "L", "H", "F"}), ("sagittal", {"A", "P", "H", "F"})):
        review.grid.show_views(name)
        found = review.grid.main_pane
        assert found is not None and letters <= set(texts(found))


def test_who_what_and_when_stand_on_the_picture(review: Desktop) -> None:
    """BIR 6: demographics, study, series and picture on the images themselves."""
    said = "  ".join(texts(panes(review)[0]))
    for part in ("Phantom, Asymmetric", "PHANTOM", "1962-08-14", "2024-01-31", "CT chest", "Thin", "F", "120 kV", "/ 32", "thickness 2 mm", "W 400"):
        assert part in said, part


def test_where_a_picture_lies_is_drawn_on_the_others(review: Desktop) -> None:
    """BIR 7: localiser lines: the plane of one series on a picture of another that it cuts."""
    left = panes(review)[0]
    review.room.viewers[1].show_views("coronal")
    coronal = review.room.viewers[1].main_pane
    assert coronal is not None and review.wait_idle(30)
    left.setFocus()
    if not review.room.links.lines:
        key(review, left, "Alt+R")

    def height() -> float:
        lines = [m for m in coronal.marks() if isinstance(m, LineMark) and abs(m.start_px[1] - m.end_px[1]) < 0.5 and abs(m.start_px[0] - m.end_px[0]) > 30]
        expected = view(coronal).to_px((CENTRE_LPS[0], CENTRE_LPS[1], view(left).centre_lps[2]))[1]
        return min((abs(line.start_px[1] - expected) for line in lines), default=math.inf)

    assert height() < 1.5
    wheel(left, 2)
    assert height() < 1.5


def test_a_distance_and_an_angle_are_true(review: Desktop) -> None:
    """BIR 8: distance in millimetres and angle in degrees, drawn with the mouse, shown with their units."""
    pane = panes(review)[0]
    assert review.case is not None
    x, y, z = view(pane).centre_lps
    key(review, pane, "R")
    drag(pane, at(pane, (x - 15, y, z)), at(pane, (x + 15, y - 16, z)))
    key(review, pane, "A")
    for point in ((x - 12, y + 10, z), (x, y + 10, z), (x, y + 2, z)):
        place = at(pane, point)
        QTest.mouseMove(pane, place)
        QTest.mouseClick(pane, Qt.MouseButton.LeftButton, pos=place)
        QTest.qWait(QApplication.doubleClickInterval() + 30)
    assert review.wait_idle(30)
    (ruler,) = review.case.all_of(Ruler)
    (angle,) = review.case.all_of(Angle)
    pixel = view(pane).mm_per_px
    assert math.dist(ruler.start_lps, ruler.end_lps) == pytest.approx(34.0, abs=1.5 * pixel)
    arms = [np.subtract(point, angle.handles_lps[1]) for point in (angle.handles_lps[0], angle.handles_lps[2])]
    degrees = math.degrees(math.acos(float(arms[0] @ arms[1]) / float(np.linalg.norm(arms[0]) * np.linalg.norm(arms[1]))))
    assert degrees == pytest.approx(90, abs=math.degrees(pixel / 12 + pixel / 8))  # each arm's end is on a whole pixel
    said = texts(pane)
    assert f"{math.dist(ruler.start_lps, ruler.end_lps):.1f} mm" in said and f"{degrees:.1f}°" in said
    key(review, pane, "Esc")


def test_pictures_are_played_as_a_film(review: Desktop, qtbot: QtBot) -> None:
    """BIR 9: cine: play, stop, faster, slower."""
    pane, viewer = panes(review)[0], review.room.viewers[0]
    key(review, pane, "Shift+C")
    assert viewer.cine.is_playing
    seen: set[int] = set()
    qtbot.waitUntil(lambda: seen.add(number(viewer)) or len(seen) > 4, timeout=8000)  # type: ignore[func-returns-value]
    rate = viewer.cine.pictures_per_s
    key(review, pane, "Ctrl+.")
    assert viewer.cine.pictures_per_s > rate
    key(review, pane, "Shift+C")
    assert not review.room.viewers[0].cine.is_playing


def test_windows_by_mouse_and_by_presets(review: Desktop) -> None:
    """BIR 10: window and level by dragging and by presets, inversion, and back to the beginning."""
    pane = panes(review)[0]
    key(review, pane, "3")
    assert (review.grid.window_level.centre, review.grid.window_level.width) == (-600, 1500)
    assert any("W 1500  L -600" in text for text in texts(pane))
    middle = QPoint(pane.width() // 2, pane.height() // 2)
    drag(pane, middle, middle + QPoint(40, 0), Qt.MouseButton.RightButton)
    assert review.grid.window_level.width != 1500
    before = pane.grab().toImage()
    key(review, pane, "I")
    assert pane.grab().toImage() != before
    key(review, pane, "I")
    key(review, pane, "1")
    assert (review.grid.window_level.centre, review.grid.window_level.width) == (40, 400)


def test_a_scale_stands_on_every_picture_and_is_true(review: Desktop) -> None:
    """BIR 11: a ruler on the picture, right at every magnification."""
    for _ in range(2):
        for pane in panes(review):
            (label,) = [text for text in texts(pane) if text.endswith(" cm") and text.split()[0].replace(".", "").isdigit()]
            bars = [mark for mark in pane.marks() if isinstance(mark, LineMark)]
            wanted = float(label.split()[0]) * 10 / view(pane).mm_per_px
            assert any(math.dist(bar.start_px, bar.end_px) == pytest.approx(wanted, abs=0.6) for bar in bars)
        wheel(panes(review)[0], -4, Qt.KeyboardModifier.ControlModifier)


def test_the_page_names_every_item() -> None:
    page = (ROOT / "docs" / "basic_image_review.md").read_text(encoding="utf-8")
    own = Path(__file__).read_text(encoding="utf-8")
    for item in range(1, 12):
        assert f"| {item} |" in page and f"BIR {item}:" in own, item
