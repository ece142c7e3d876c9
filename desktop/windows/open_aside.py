"""The page beside the report at work: written anew from the facts whenever it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from desktop.desk import Desk
from desktop.windows.main_window import MainWindow
from viewer.case.report import Reviewed
from viewer.widgets.tr import tr

if TYPE_CHECKING:
    from desktop.workflows.aside import Kind


class OpenAside:
    """Keeps nothing."""

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        self._desk, self._page = desk, window.aside
        self._page.asked.connect(self._on_asked)

    def _on_asked(self, kind: str, language: str) -> None:
        from desktop.workflows.aside import write_aside
        from inference.report.languages import LANGUAGES

        case = self._desk.case
        if not language:
            self._page.set_languages(list(LANGUAGES.items()))
            language = next(iter(LANGUAGES))
        if case is None:
            self._page.show_text((), tr("No study is open."))
            return
        aside = write_aside(cast("Kind", kind), language, self._desk.facts(), self._desk.draft, case.all_of(Reviewed), self._desk.library.folder)
        if aside.objections:
            said = "▲ " + " ".join(aside.objections)
        else:
            said = "✓ " + tr("Written from the accepted findings, not from the words of the report; checked against the same facts.")
        self._page.show_text(aside.sections, said)
