"""Keys are changed on their page: searched, pressed, refused where they clash, put back, and kept."""

from itertools import combinations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.actions import ACTIONS, find_action
from desktop.app import Desktop
from desktop.settings import load_settings
from desktop.windows import own_keys


def key_of(desktop: Desktop, id: str) -> str:
    return desktop.window.commands.actions[id].shortcut().toString()


@pytest.fixture
def page(desktop: Desktop) -> Desktop:
    desktop.run_action("app.keys")
    assert desktop.window.place == "keys"
    return desktop


def press(page: Desktop, qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    keys = page.window.keys
    keys.table.setFocus()
    qtbot.keyClick(keys.table, Qt.Key.Key_Return)  # asks for the new key of the selected row
    assert keys.field.isChecked()
    qtbot.keyClick(keys.field, key, modifiers)
    assert not keys.field.isChecked()


def test_a_free_key_is_taken_works_at_once_and_is_kept(page: Desktop, qtbot: QtBot) -> None:
    page.window.keys.choose("tool.ruler")
    press(page, qtbot, Qt.Key.Key_F12)
    assert key_of(page, "tool.ruler") == "F12"
    assert "F12" in page.window.commands.actions["tool.ruler"].toolTip()
    assert load_settings().changed_keys == "tool.ruler=F12"
    assert page.window.keys.table.item(page.window.keys.table.currentRow(), 3).text() == "F12"


def test_a_key_that_is_taken_names_the_other_command_and_its_place(page: Desktop, qtbot: QtBot) -> None:
    keys = page.window.keys
    keys.choose("tool.ruler")
    press(page, qtbot, Qt.Key.Key_P)
    assert "Pan" in keys.said.text() and "in the image views" in keys.said.text()
    assert (key_of(page, "tool.ruler"), key_of(page, "tool.pan")) == ("R", "P")
    qtbot.keyClick(keys.swap, Qt.Key.Key_Space)
    assert (key_of(page, "tool.ruler"), key_of(page, "tool.pan")) == ("P", "")
    keys.choose("tool.pan")
    qtbot.mouseClick(keys.reset, Qt.MouseButton.LeftButton)
    assert "Ruler" in keys.said.text()  # its own key is now another's: asked, not taken
    qtbot.mouseClick(keys.reset_all, Qt.MouseButton.LeftButton)
    assert (key_of(page, "tool.ruler"), key_of(page, "tool.pan")) == ("R", "P") and load_settings().changed_keys == ""


def test_a_command_can_be_without_a_key(page: Desktop, qtbot: QtBot) -> None:
    page.window.keys.choose("view.smooth")
    qtbot.mouseClick(page.window.keys.remove, Qt.MouseButton.LeftButton)
    assert key_of(page, "view.smooth") == "" and load_settings().changed_keys == "view.smooth="


def test_letters_stay_letters_where_text_is_typed(page: Desktop, qtbot: QtBot) -> None:
    page.window.keys.choose("report.sign")
    before = key_of(page, "report.sign")
    press(page, qtbot, Qt.Key.Key_Q)
    assert key_of(page, "report.sign") == before and page.window.keys.said.text()


def test_escape_leaves_the_key_and_then_the_page(page: Desktop, qtbot: QtBot) -> None:
    page.window.keys.choose("tool.ruler")
    press(page, qtbot, Qt.Key.Key_Escape)
    assert key_of(page, "tool.ruler") == "R" and page.window.place == "keys"
    qtbot.keyClick(page.window.keys.field, Qt.Key.Key_Escape)
    assert page.window.place == "worklist"


def test_commands_are_found_by_words_and_keys(page: Desktop, qtbot: QtBot) -> None:
    keys = page.window.keys
    qtbot.keyClicks(keys.search, "ruler")
    shown = [place for place in range(keys.table.rowCount()) if not keys.table.isRowHidden(place)]
    assert ACTIONS[shown[0]].id == "tool.ruler" and len(shown) < 5
    assert keys.chosen.id == "tool.ruler"


@pytest.mark.parametrize("keys", ["Ctrl++", "Ctrl+=", "F12", "", "Ctrl+,", ","])
def test_what_is_written_in_the_settings_is_read(keys: str) -> None:
    assert own_keys.changed_keys(own_keys.to_setting({"tool.ruler": keys})) == {"tool.ruler": keys}


def test_a_setting_of_a_command_that_is_gone_is_left_out() -> None:
    assert own_keys.changed_keys("tool.gone=A tool.ruler=F12") == {"tool.ruler": "F12"}


def test_the_rule_of_clashes_is_that_of_the_table() -> None:
    now = own_keys.keys_of("")
    assert all(own_keys.clashes(row.id, row.keys, now) == [] for row in ACTIONS)
    same = [(a.id, b.id) for a, b in combinations(ACTIONS, 2) if a.keys and a.keys == b.keys]
    assert all(not own_keys.meet(find_action(a), find_action(b)) for a, b in same)


def test_a_key_whose_command_means_nothing_now_says_why(reading: Desktop, qtbot: QtBot) -> None:
    assert not reading.window.commands.actions["report.export"].isEnabled()
    reading.grid.focus_pane()
    qtbot.keyClick(reading.grid.pane("axial"), Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert reading.window.status.note.text().endswith("There is no report of this study yet.")
