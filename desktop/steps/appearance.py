"""What commands do to the look of the window: colours, size of text, language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.settings import LEAST_TEXT, MOST_TEXT
from viewer.case.errors import KnownError
from viewer.widgets.theme import can_write
from viewer.widgets.tr import tr

if TYPE_CHECKING:
    from desktop.desk import Desk

STEP_PERCENT = 10
ANOTHER_LANGUAGE = 78
"""What the program's loop of events ends with where the window shall come again in another language."""
LANGUAGES = (
    ("en", "English"),
    ("de", "Deutsch"),
    ("es", "Español"),
    ("fr", "Français"),
    ("zh_CN", "简体中文"),
    ("ja", "日本語"),
)
"""Each in its own words: who cannot read the window's language finds the own one."""


def use_theme(name: str, desk: Desk) -> None:
    desk.change_settings(theme=name)


def has_theme(name: str, desk: Desk) -> bool:
    return desk.settings.theme == name


def resize_text(steps: int, desk: Desk) -> None:
    """So many steps larger; 0 is the usual size."""
    percent = min(max(desk.settings.text_percent + steps * STEP_PERCENT, LEAST_TEXT), MOST_TEXT) if steps else 100
    desk.change_settings(text_percent=percent)
    desk.notices.say(tr("Text at {percent} %.", percent=percent))


def choose_language(desk: Desk) -> None:
    """Ask which language, and whether the window shall be made in it now; else it has it from the next start."""
    offered = (("", tr("As the system")), *LANGUAGES)

    def use(place: int) -> None:
        code, name = offered[place]
        if not can_write(code):
            raise KnownError(
                "No font of this machine has the letters of this language.", "Install one, such as Noto Sans CJK."
            )
        is_new = code != desk.settings.language
        desk.change_settings(language=code)
        desk.notices.say(tr("Language: {name}.", name=name), tr("The window has it from its next start."))
        if is_new and not desk.jobs.running:
            desk.ask("Make the window anew in this language? It comes back to where you are.", "Make it anew", make_anew)

    desk.choose([(name, "") for _, name in offered], use)


def make_anew() -> None:
    """End the window; whoever runs it makes it again (`desktop.running`)."""
    QCoreApplication.exit(ANOTHER_LANGUAGE)
