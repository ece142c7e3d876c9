"""The short menu that asks which one is meant."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.app import Desktop
from desktop.windows.short_menu import ShortMenu


@pytest.mark.parametrize(("typed", "chosen"), [(Qt.Key.Key_2, 1), (Qt.Key.Key_1, 0), (Qt.Key.Key_9, None)])
def test_a_digit_chooses_the_name_that_begins_with_it(desktop: Desktop, typed: Qt.Key, chosen: int | None) -> None:
    menu, beside = ShortMenu(), QWidget()
    got: list[int] = []
    beside.show()
    menu.ask([("1  liver", ""), ("2  kidney", ""), ("other", "")], beside, got.append)
    QTest.keyClick(menu, typed)
    assert got == ([] if chosen is None else [chosen]) and menu.isVisible() == (chosen is None)
    menu.close()
