"""Colours and size of text change at once, in every part of the window, and are kept."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.app import Desktop
from desktop.settings import load_settings
from desktop.steps import appearance
from viewer.case.errors import KnownError
from viewer.widgets import theme


@pytest.fixture(autouse=True)
def usual_again(qapp: QApplication) -> Iterator[None]:
    yield
    theme.apply(qapp)
    qapp.setProperty("worn", "dark 100")


def ground(widget: QWidget) -> str:
    """The colour of the corner of a widget, as it is on the screen."""
    return QColor(widget.grab().toImage().pixel(2, 2)).name()


@pytest.mark.parametrize(("id", "name"), [("look.light", "light"), ("look.high_contrast", "high contrast")])
def test_a_theme_is_worn_at_once_and_kept_and_pictures_stay_black(reading: Desktop, id: str, name: str) -> None:
    reading.run_action(id)
    QApplication.processEvents()
    table = theme.THEMES[name]
    assert ground(reading.window.reading.report) == table["surface"]
    assert ground(reading.grid.pane("axial")) == "#000000" or reading.grid.pane("axial").hasFocus()
    assert load_settings().theme == name
    assert reading.window.commands.actions[id].isChecked() and not reading.window.commands.actions["look.dark"].isChecked()
    icon = reading.window.commands.actions["edit.undo"].icon().pixmap(18, 18).toImage()
    inks = {icon.pixelColor(x, y).name() for x in range(icon.width()) for y in range(icon.height()) if icon.pixelColor(x, y).alpha() > 250}
    assert inks <= {table["text"], table["quiet"]}


def test_text_grows_in_steps_to_a_limit_and_back(desktop: Desktop, qapp: QApplication) -> None:
    for _ in range(15):
        desktop.run_action("look.larger_text")
    assert load_settings().text_percent == 200 and qapp.font().pixelSize() == 26
    assert desktop.window.worklist.table.fontMetrics().height() <= desktop.window.worklist.table.verticalHeader().defaultSectionSize()
    desktop.run_action("look.usual_text")
    desktop.run_action("look.smaller_text")
    assert load_settings().text_percent == 90 and qapp.font().pixelSize() == 12


def test_at_half_as_much_again_every_button_shows_its_words(reading: Desktop, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QPushButton

    for _ in range(5):
        reading.run_action("look.larger_text")
    reading.show_report()
    for place in ("worklist", "reading", "keys", "models", "hanging"):
        reading.show(place)  # type: ignore[arg-type]
        QApplication.processEvents()
        for button in reading.window.findChildren(QPushButton):
            if button.isVisible():
                assert button.fontMetrics().horizontalAdvance(button.text()) <= button.width(), (place, button.text())
                assert button.fontMetrics().height() <= button.height(), (place, button.text())


def test_a_language_without_letters_on_this_machine_is_refused(desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(appearance, "can_write", lambda language: language != "ja")
    offered: list[object] = []
    monkeypatch.setattr(desktop, "choose", lambda names, then: offered.extend((names, then)))
    appearance.choose_language(desktop)
    names, then = offered
    codes = [code for code, _ in appearance.LANGUAGES]
    with pytest.raises(KnownError, match="No font"):
        then(1 + codes.index("ja"))  # type: ignore[operator]
    assert load_settings().language == ""
    then(1 + codes.index("de"))  # type: ignore[operator]
    assert desktop.window.question.yes.text() == "Make it anew"
    assert load_settings().language == "de" and next(name for name, _ in names) == "As the system"  # type: ignore[attr-defined]
