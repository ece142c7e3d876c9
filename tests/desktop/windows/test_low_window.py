"""A low window: panels scroll, nothing lies on top of anything else."""

from itertools import pairwise

from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from desktop.app import Desktop


def shown_in(panel: QWidget) -> list[QWidget]:
    """What stands in a panel, from top to bottom."""
    column = panel.layout()
    assert column is not None
    inside = [item.widget() for number in range(column.count()) if (item := column.itemAt(number)) is not None]
    return sorted((one for one in inside if one is not None and not one.isHidden()), key=lambda one: one.y())


def test_panels_that_have_no_room_scroll(reading: Desktop, qtbot: QtBot) -> None:
    place = reading.window.reading
    reading.window.show()
    assert reading.run_action("segment.add") and reading.run_action("tool.brush")
    segments = place.segments
    segments.show_source("A segmentation of many words by a model of many more words, so that they need several lines", ("It is cut off. " * 9,))
    for height in (800, 480):
        reading.window.resize(900, height)
        qtbot.wait(50)
        assert segments.height() >= segments.minimumSizeHint().height()
        rows = shown_in(segments)
        assert len(rows) > 4
        for above, below in pairwise(rows):
            assert above.geometry().bottom() < below.y(), f"{below} lies on {above} at {height}"
    area = place.findChild(QScrollArea)
    assert area is not None and area.isAncestorOf(place.side)
    assert area.verticalScrollBar().maximum() > 0 and place.side.width() <= area.viewport().width()
