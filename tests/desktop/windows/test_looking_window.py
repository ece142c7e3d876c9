"""What lies under the pointer, the magnifying glass, true size, all values, and the elements of a picture, in the real window."""

import numpy as np
import pydicom
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.app import Desktop
from desktop.steps.fusion import more
from viewer.case.volume import Window
from viewer.scene.fusion import Fusion
from viewer.scene.marks import TextMark
from viewer.scene.windows import to_grey
from viewer.widgets.blend import BlendSlider
from viewer.widgets.pane import SlicePane


def axial(desktop: Desktop) -> SlicePane:
    pane = desktop.grid.pane("axial")
    assert isinstance(pane, SlicePane) and pane.view is not None
    return pane


def test_the_inspector_says_what_the_file_holds(reading: Desktop, qtbot: QtBot) -> None:
    assert reading.run_action("view.inspect") and reading.loaded is not None
    pane = axial(reading)
    at = QPoint(pane.width() // 2 + 7, pane.height() // 2 - 4)
    QTest.mouseMove(pane, at)
    qtbot.waitUntil(lambda: reading.grid.content.pointed is not None, timeout=3000)
    pane.grab()
    assert pane.view is not None and reading.wait_idle(30)
    said = [mark.text for mark in pane.marks() if isinstance(mark, TextMark)]
    where = next(text for text in said if text.startswith("column "))
    column, row, picture = (int(part) for part in where.split() if part.isdigit())
    stack = reading.loaded.stack
    axis = reading.grid.content.axes[pane.name]
    assert any(f" {picture} / {axis.count}" in text for text in said), "counted as in the corner"
    plane = next(one for one in stack.planes if axis.number_at(one.origin_lps) == picture)
    instance = next(one for one in reading.library.instances_of(stack.series_uid) if one.uid == plane.instance_uid)
    dataset = pydicom.dcmread(instance.path)
    stored = int(dataset.pixel_array[row - 1, column - 1])
    value = stored * float(dataset.RescaleSlope) + float(dataset.RescaleIntercept)
    shade = int(to_grey(np.array([value]), reading.grid.window_level)[0])
    assert stored > 0 and f"stored {stored}" in said and f"{value:.0f} HU" in said and f"shade {shade} of 255" in said
    assert reading.run_action("view.inspect")
    assert not any(isinstance(mark, TextMark) and mark.text.startswith("stored") for mark in pane.marks())


def test_the_glass_shows_what_is_under_the_pointer_larger(reading: Desktop, qtbot: QtBot) -> None:
    pane = axial(reading)
    QTest.mouseMove(pane, QPoint(pane.width() // 2, pane.height() // 2))
    before = pane.grab().toImage()
    assert reading.run_action("view.lens")
    qtbot.wait(50)
    glass = pane.grab().toImage()
    assert glass != before
    assert reading.run_action("view.lens")
    qtbot.wait(50)
    assert pane.grab().toImage() == before


def test_true_size_is_the_size_on_the_screen(reading: Desktop) -> None:
    pane = axial(reading)
    screen = pane.screen()
    assert reading.run_action("view.true_size") and pane.view is not None
    assert pane.view.mm_per_px == pytest.approx(screen.physicalSize().width() / screen.geometry().width())


def test_all_values_of_the_picture_are_shown_from_black_to_white(reading: Desktop) -> None:
    pane = axial(reading)
    assert reading.run_action("window.picture") and reading.loaded is not None and pane.view is not None
    window = reading.grid.window_level
    picture = reading.grid.content.source.acquired_at(pane.view)  # type: ignore[union-attr]
    assert picture is not None
    index, plane = picture
    values = reading.loaded.stack.pixels[index] * plane.slope + plane.intercept
    assert window.centre - window.width / 2 == values.min() and window.centre + window.width / 2 == values.max()


def test_the_elements_of_the_picture_are_listed_searched_and_copied(reading: Desktop) -> None:
    assert reading.run_action("view.tags") and reading.wait_idle(30)
    page = reading.window.tags
    assert reading.window.place == "tags" and page.tree.topLevelItemCount() > 20
    page.search.setText("pixel spacing")
    shown = [page.tree.topLevelItem(n) for n in range(page.tree.topLevelItemCount())]
    (found,) = [item for item in shown if item is not None and not item.isHidden()]
    assert found.text(0) == "(0028,0030)" and found.text(3) == "1.75\\1.5" and page.found.text() == "1 found"
    page.search.setText("00280030")
    assert not found.isHidden()
    page.tree.setCurrentItem(found)
    QTest.keyClick(page.tree, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "(0028,0030)\tPixel Spacing\tDS\t1.75\\1.5"
    page.search.setText("nothing of the kind")
    assert page.found.text() == "0 found"
    reading.window.go_back()
    assert reading.window.place == "reading"


def test_a_slider_beside_the_key_says_how_much_colour_is_seen(reading: Desktop) -> None:
    grid = reading.grid
    assert reading.loaded is not None and reading.run_action("layout.one")
    volume = reading.loaded.need_volume()
    grid.show_fusion(Fusion(volume, volume.geometry.frame_uid, Window(50, 100), "PT"))
    slider = grid.main_pane.findChild(BlendSlider)  # type: ignore[union-attr]
    assert slider is not None and slider.isVisible() and slider.value() == 50
    before = axial(reading).grab().toImage()
    slider.setValue(80)
    assert grid.content.fusion is not None and grid.content.fusion.blend == 0.8 and axial(reading).grab().toImage() != before
    more(1, reading)
    assert slider.value() == 90
    grid.show_fusion(None)
    assert not slider.isVisible()
