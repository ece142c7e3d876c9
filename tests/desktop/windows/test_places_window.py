"""Words lead to a place in the window, and a place to words."""

from collections.abc import Callable

import pytest
from proposals import BALL_LPS
from PySide6.QtGui import QGuiApplication

from desktop.app import Desktop
from desktop.desk import Desk
from desktop.notices import Notice
from desktop.steps import grounding


@pytest.fixture
def said(reading: Desktop) -> list[Notice]:
    found: list[Notice] = []
    reading.notices.noticed.connect(found.append)
    return found


def run(reading: Desktop, command: Callable[[Desk], None]) -> None:
    reading.run(command)
    assert reading.wait_idle(30)


def test_a_phrase_frames_its_place_and_goes_there(reading: Desktop, said: list[Notice]) -> None:
    run(reading, lambda desk: grounding.look_for(desk, "nodule in the left lung"))
    assert reading.finding is not None and reading.finding.id == "n2"
    (box,) = reading.grid.content.sought
    assert all(box[0][n] <= BALL_LPS[n] <= box[1][n] for n in range(3))
    assert all(abs(reading.grid.crosshair_lps[n] - BALL_LPS[n]) < 3 for n in range(3))
    assert "nodule in the left lung" in said[-1].text and "match" in said[-1].text
    assert grounding.has_frames(reading)
    run(reading, grounding.forget)
    assert not grounding.has_frames(reading)


@pytest.mark.parametrize(("phrase", "first"), [("nodule of 40 mm in the left lung", "Not assessed"), ("pancreas", "Not located"), ("liver cyst", "Not assessed")])
def test_what_is_not_there_takes_the_frames_off_and_says_why(reading: Desktop, said: list[Notice], phrase: str, first: str) -> None:
    run(reading, lambda desk: grounding.look_for(desk, "nodule in the left lung"))
    before = reading.grid.crosshair_lps
    run(reading, lambda desk: grounding.look_for(desk, phrase))
    assert reading.grid.content.sought == () and reading.grid.crosshair_lps == before
    assert said[-1].text.startswith(first) and said[-1].advice


def test_words_are_asked_for_in_place(reading: Desktop) -> None:
    reading.run_action("places.ask")
    line = reading.window.ask_words
    assert line.isVisibleTo(reading.window)
    line.field.setText("")
    line.field.returnPressed.emit()
    assert line.wrong.text() == "Nothing was asked for."
    line.field.setText("nodule in the left lung")
    line.field.returnPressed.emit()
    assert reading.wait_idle(30) and reading.finding is not None and reading.finding.id == "n2"


def test_a_place_is_said_in_words(reading: Desktop, said: list[Notice]) -> None:
    run(reading, lambda desk: grounding.look_for(desk, "nodule in the left lung"))
    run(reading, grounding.say_what_is_here)
    assert "HU" in said[-1].text and QGuiApplication.clipboard().text() == said[-1].text
    (box,) = reading.grid.content.sought
    assert all(box[0][n] <= BALL_LPS[n] <= box[1][n] for n in range(3))
