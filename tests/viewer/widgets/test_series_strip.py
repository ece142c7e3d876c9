"""Thumbnails: one per series, a picture once loaded, a click chooses."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt

from viewer.case.geometry import Geometry
from viewer.case.study import Series
from viewer.case.volume import Volume
from viewer.widgets.series_strip import THUMBNAIL_PX, TITLE_LINES, SeriesStrip

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said by Qt's offscreen platform for any window
SERIES = [Series("1.1", "1", "CT", "Thorax", 2), Series("1.2", "1", "SR", "", None)]


def test_a_click_chooses_and_the_picture_comes_with_the_volume(qtbot):
    strip = SeriesStrip()
    qtbot.addWidget(strip)
    strip.resize(140, 400)
    strip.show()
    strip.show_series(SERIES, "1.2")
    assert [strip.item(row).text() for row in range(2)] == ["Thorax", "SR"]
    assert strip.currentItem().text() == "SR"
    geometry = Geometry.from_matrix((4, 9, 9), np.diag((2.0, 1.0, 1.0, 1.0))[[2, 1, 0, 3]], "1.3")
    strip.set_volume("1.1", Volume("1.1", geometry, np.full((4, 9, 9), 900, np.int16), Path("unused"), "HU"))
    image = strip.item(0).icon().pixmap(THUMBNAIL_PX, THUMBNAIL_PX).toImage()
    assert image.pixelColor(image.width() // 2, image.height() // 2).red() == 255
    strip.set_volume("9.9", Volume("9.9", geometry, np.zeros((4, 9, 9), np.int16), Path("unused"), "HU"))
    with qtbot.waitSignal(strip.series_chosen) as chosen:
        where = strip.visualItemRect(strip.item(0)).center()
        qtbot.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert chosen.args == ["1.1"]


def test_long_titles_take_three_whole_lines_and_the_tip_says_all(qtbot):
    title = "Portal venous 2.0 mm soft tissue axial with a name that goes on"
    strip = SeriesStrip()
    qtbot.addWidget(strip)
    strip.show_series([Series("1.1", "1", "CT", title, 2)])
    item = strip.item(0)
    lines = item.text().splitlines()
    assert len(lines) == TITLE_LINES and lines[-1].endswith(" …") and title in item.toolTip()
    metrics = strip.fontMetrics()
    assert max(map(metrics.horizontalAdvance, lines)) <= THUMBNAIL_PX
    assert strip.visualItemRect(item).height() >= THUMBNAIL_PX + TITLE_LINES * metrics.lineSpacing()
