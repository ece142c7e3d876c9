"""Thumbnails: one per series, one per part once they are known, a click chooses."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from viewer.case.study import Part, Series
from viewer.widgets import theme
from viewer.widgets.series_strip import THUMBNAIL_PX, TITLE_LINES, SeriesStrip

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said by Qt's offscreen platform for any window
SERIES = [Series("1.1", "1", "CT", "Thorax", 2), Series("1.2", "1", "SR", "", None)]


@pytest.fixture
def strip(qtbot):
    strip = SeriesStrip()
    qtbot.addWidget(strip)
    strip.resize(140, 900)
    strip.show()
    strip.show_series(SERIES, "1.2")
    return strip


def plain(shade, strip):
    return np.full((strip.picture_px, strip.picture_px, 3), shade, np.uint8)


def shade_of(strip, row):
    image = strip.item(row).icon().pixmap(THUMBNAIL_PX, THUMBNAIL_PX).toImage()
    return image.pixelColor(image.width() // 4, image.height() // 4).red()


def titles(strip):
    return [strip.item(row).text() for row in range(strip.count())]


def click(qtbot, strip, row):
    with qtbot.waitSignal(strip.chosen) as chosen:
        where = strip.visualItemRect(strip.item(row)).center()
        qtbot.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=where)
    return chosen.args


def test_a_click_chooses_and_the_picture_is_shown(qtbot, strip):
    assert titles(strip) == ["Thorax", "SR"]
    assert strip.currentItem().text() == "SR"
    strip.set_picture("1.1", "", plain(200, strip))
    assert shade_of(strip, 0) == 200 and shade_of(strip, 1) == 0
    strip.set_picture("9.9", "", plain(90, strip))  # of a study that is no longer open
    assert click(qtbot, strip, 0) == ["1.1", ""]


def test_parts_take_the_place_of_their_series_and_times_share_one(qtbot, strip):
    strip.set_picture("1.1", "", plain(200, strip))
    parts = [
        Part("a", "echo 1, 5 ms", 20, "f", True),
        *(Part(f"t{n}", f"time {n + 1}", 20, "f", True, "4d", n) for n in range(3)),
        Part("l", "localizer", 1, "f", False),
    ]
    strip.show_parts("1.1", parts)
    assert titles(strip) == ["Thorax\necho 1, 5 ms", "Thorax\n3 volumes", "Thorax\nlocalizer", "SR"]
    assert shade_of(strip, 0) == 200  # it was the first part that was loaded
    assert "60 pictures" in strip.item(1).toolTip()
    strip.set_picture("1.1", "t2", plain(90, strip))
    assert [shade_of(strip, row) for row in range(3)] == [200, 90, 0]
    strip.set_current("1.1", "t1")
    assert strip.currentRow() == 1
    assert click(qtbot, strip, 2) == ["1.1", "l"]
    strip.show_parts("1.1", parts)
    assert shade_of(strip, 1) == 90  # the same parts again keep their pictures


def test_long_titles_take_three_whole_lines_and_the_tip_says_all(strip):
    title = "Portal venous 2.0 mm soft tissue axial with a name that goes on"
    strip.show_series([Series("1.1", "1", "CT", title, 2)])
    item = strip.item(0)
    lines = item.text().splitlines()
    assert len(lines) == TITLE_LINES and lines[-1].startswith("…") and title in item.toolTip()
    metrics = strip.fontMetrics()
    assert max(map(metrics.horizontalAdvance, lines)) <= THUMBNAIL_PX
    assert strip.visualItemRect(item).height() >= THUMBNAIL_PX + TITLE_LINES * metrics.lineSpacing()
    strip.show_parts("1.1", [Part("a", "phase 70 % of the cycle", 9, "f", True)])
    assert strip.item(0).text().splitlines()[0].startswith("Porta") and "phase 70" in strip.item(0).text()


def test_long_titles_that_end_differently_are_told_apart(strip):
    names = ["CT THORAX WITH CONTRAST AND ABDOMEN AXIAL LUNG", "CT THORAX WITH CONTRAST AND ABDOMEN AXIAL SOFT", "A" * 60 + "1", "A" * 60 + "2"]
    strip.show_series([Series(f"1.{n}", "1", "CT", name) for n, name in enumerate(names)])
    shown = titles(strip)
    assert len(set(shown)) == 4 and all("…" in text for text in shown)
    assert [text[-1] for text in shown] == ["G", "T", "1", "2"]
    width = strip.fontMetrics().horizontalAdvance
    for text in shown:
        assert len(text.splitlines()) <= TITLE_LINES and all(width(line) <= THUMBNAIL_PX for line in text.splitlines())


def test_titles_have_room_at_any_size_of_text(strip, monkeypatch):
    narrow, low = strip.width(), strip.gridSize().height()
    monkeypatch.setattr(theme._chosen, "scale", 2.0)
    font = strip.font()
    font.setPixelSize(26)
    strip.setFont(font)
    assert strip.width() > narrow and strip.gridSize().height() > low
    for text in titles(strip):
        assert all(strip.fontMetrics().horizontalAdvance(line) <= strip.title_px for line in text.split("\n"))
    monkeypatch.undo()
    font.setPixelSize(13)
    strip.setFont(font)
    assert strip.width() == narrow
