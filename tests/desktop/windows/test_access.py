"""The window without a mouse and without eyes: every place has its keys, its focus order and its names."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCursor, QFocusEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.actions import ACTIONS, MENUS
from desktop.app import Desktop
from desktop.steps.pointing import COARSE_PX, FINE_PX
from desktop.windows.main_window import PLACES
from desktop.windows.quiet_list import QuietList
from viewer.widgets.pane import Pane

INTERACTIVE = (
    QAbstractButton, QAbstractItemView, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, Pane,
)  # fmt: skip


def interactive(inside: QWidget) -> Iterator[QWidget]:
    """What can be used; parts that Qt makes inside its own widgets belong to those."""
    for widget in inside.findChildren(QWidget):
        inner = widget.objectName().startswith("qt_") or isinstance(widget, QScrollBar | QHeaderView)
        part = isinstance(widget.parentWidget(), QComboBox | QAbstractSpinBox | QLineEdit) or isinstance(
            getattr(widget.parentWidget(), "parentWidget", lambda: None)(), QComboBox
        )
        if isinstance(widget, INTERACTIVE) and not inner and not part:
            yield widget


def spoken(widget: QWidget) -> str:
    """What a screen reader says of a widget."""
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    if isinstance(widget, QAbstractButton) and not text.strip("+−×✕Σ "):
        text = widget.toolTip()
    return widget.accessibleName() or text


@pytest.fixture
def place(request: pytest.FixtureRequest, reading: Desktop) -> Desktop:
    reading.show_report()
    if request.param != "reading":
        reading.show(request.param)
    assert reading.window.place == request.param
    QApplication.processEvents()
    return reading


def test_every_widget_that_can_be_used_has_a_name(reading: Desktop) -> None:
    reading.ask("Is this so?", "It is", lambda: None)
    reading.ask_words("What is it?", "", lambda words: "", lambda: None)
    missing = [f"{type(one).__name__} in {type(one.parentWidget()).__name__}" for one in interactive(reading.window) if not spoken(one).strip()]
    assert not missing, "\n" + "\n".join(missing)


def test_a_view_says_what_it_shows_and_where(reading: Desktop) -> None:
    pane = reading.grid.pane("axial")
    assert "axial" in pane.accessibleName()
    said = pane.accessibleDescription()
    assert " / " in said and "W " in said, said
    reading.grid.scroll_pane("axial", 3)
    QApplication.processEvents()
    assert pane.accessibleDescription() != said


@pytest.mark.parametrize("place", PLACES, indirect=True)
def test_every_place_is_gone_through_with_tab_or_f6_alone(place: Desktop) -> None:
    """From where the keys are at first, Tab, Shift+Tab and F6 reach every field and button that takes the keys."""
    window = place.window
    body = window.stack.currentWidget()
    wanted = {
        one for one in interactive(body)
        if one.isVisible() and one.isEnabled() and one.focusPolicy() != Qt.FocusPolicy.NoFocus and one.focusProxy() is None
        and bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus)
    }  # fmt: skip
    reached: set[QWidget] = set()
    for _ in range(8):  # as many panels as the reading place has
        start = QApplication.focusWidget()
        for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            assert start is not None
            start.setFocus()
            for _ in range(40):
                now = QApplication.focusWidget()
                assert now is not None
                reached.add(now)
                QTest.keyClick(now, key)
                if QApplication.focusWidget() is now:
                    break
        if start is not None:
            start.setFocus()
        if window.place == "reading":
            place.next_panel()
    left = [f"{type(one).__name__} {spoken(one)!r}" for one in wanted - reached]
    assert not left, "\n" + "\n".join(left)


def test_every_command_is_in_a_menu_and_in_the_palette(desktop: Desktop) -> None:
    in_menus = {action for menu in desktop.window.menuBar().actions() for action in all_actions(menu.menu())}
    assert {desktop.window.commands.actions[row.id] for row in ACTIONS} <= in_menus
    palette = desktop.window.palette_of_commands
    palette.open()
    enabled = {action.text() for action in desktop.window.commands.actions.values() if action.isEnabled()}
    names = "\n".join(palette.list.item(n).text() for n in range(palette.list.count()))
    assert len(enabled) > 10 and all(text in names for text in enabled)
    assert {menu.text() for menu in desktop.window.menuBar().actions()} == set(MENUS)


def all_actions(menu: QWidget) -> Iterator[object]:
    for action in menu.actions():
        yield action
        if action.menu() is not None:
            yield from all_actions(action.menu())


def test_a_line_shows_which_list_has_the_keys(desktop: Desktop) -> None:
    desktop.run_action("app.keys")
    table = desktop.window.keys.table
    table.setFocus()
    QApplication.processEvents()
    line = desktop.window._focus_line
    assert line.widget() is table and line.isVisible()
    desktop.window.keys.search.setFocus()
    assert line.widget() is None


def test_the_keys_come_to_a_list_of_places_without_going_to_one(qtbot: QtBot) -> None:
    places, other = QuietList(), QLineEdit()
    for widget in (places, other):
        qtbot.addWidget(widget)
        widget.show()
    places.addItems(["here", "there"])
    gone = []
    places.currentItemChanged.connect(lambda item: gone.append(item and item.text()))
    QApplication.sendEvent(places, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.ShortcutFocusReason))
    assert not gone and places.currentRow() == -1 and not places.selectedItems()
    QTest.keyClick(places, Qt.Key.Key_Down)
    assert gone == ["here"]
    QApplication.sendEvent(places, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.ShortcutFocusReason))
    assert places.currentRow() == 0


def test_a_length_is_measured_with_keys_alone(reading: Desktop) -> None:
    pane = reading.grid.pane("axial")
    pane.setFocus()
    QCursor.setPos(pane.mapToGlobal(pane.rect().center()))
    QTest.keyClick(pane, Qt.Key.Key_R)
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(pane, Qt.Key.Key_Space, held)
    for _ in range(12):
        QTest.keyClick(pane, Qt.Key.Key_Right, held)
    QTest.keyClick(pane, Qt.Key.Key_Space, held)
    assert reading.wait_idle(30) and reading.case is not None
    (ruler,) = reading.case.measurements()
    assert pane.view is not None
    (x0, y0), (x1, y1) = (pane.view.to_px(point) for point in ruler.handles_lps)
    assert x1 - x0 == pytest.approx(FINE_PX + 11 * COARSE_PX, abs=12) and y1 == pytest.approx(y0, abs=1.5)


def test_the_menu_bar_has_its_arrows_for_itself(reading: Desktop) -> None:
    """While the menu bar has the keys, an arrow goes through the menus and not through the pictures."""
    bar = reading.window.menuBar()
    bar.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Return):
        pressed = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.NoModifier)
        pressed.ignore()
        QApplication.sendEvent(bar, pressed)
        assert pressed.isAccepted()
    held = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    held.ignore()
    QApplication.sendEvent(bar, held)
    assert not held.isAccepted()


def test_f6_passes_over_a_panel_in_which_nothing_can_be_done(reading: Desktop) -> None:
    assert reading.run_action("layout.1x2") and reading.wait_idle(30)
    assert reading.run_action("layout.next")
    seen = []
    for _ in range(3):
        reading.next_panel()
        seen.append(QApplication.focusWidget())
    assert reading.window.reading.strip in seen


def test_the_palette_lists_what_cannot_be_done_now_last_and_does_not_do_it(desktop: Desktop) -> None:
    desktop.window.commands.refresh()
    palette = desktop.window.palette_of_commands
    palette.open()
    palette.field.setText("sign the report")
    row = palette.list.item(0)
    assert row.text().startswith("Sign the report") and not row.flags() & Qt.ItemFlag.ItemIsEnabled
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert not palette.isHidden()
    palette.field.setText("qqqq")
    assert palette.list.count() == 1 and "No command" in palette.list.item(0).text()
    QTest.keyClick(palette.field, Qt.Key.Key_Escape)
    assert palette.isHidden()
