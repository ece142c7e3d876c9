"""The reader's own words at work: short words grow in the editor, learned sentences are offered, the page shows both."""

from __future__ import annotations

from collections.abc import Callable

from desktop.desk import Desk
from desktop.steps import templates
from desktop.store.phrases import PhraseTable
from desktop.windows.main_window import MainWindow
from viewer.case.errors import KnownError
from viewer.widgets.tr import tr

LEAST_LETTERS = 4


class OpenPhrases:
    """Reads the table anew each time: it is small, and may be changed in another window."""

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        self._desk, self._page = desk, window.phrases
        page = self._page
        page.appearing.connect(lambda: self.show())
        page.kept.connect(lambda short, text: self._change(lambda table: table.keep(short, text)))
        page.dropped.connect(lambda short: self._change(lambda table: table.drop(short)))
        page.forgotten.connect(lambda text, language: self._change(lambda table: table.forget(text, language)))
        page.all_forgotten.connect(lambda: self._change(PhraseTable.forget_all))
        page.learning.connect(lambda on: desk.change_settings(learn_phrases=on))
        window.reading.report.expander = self.expand
        window.reading.report.completer = self.complete

    @property
    def table(self) -> PhraseTable:
        return PhraseTable(self._desk.library.folder)

    def expand(self, short: str) -> str:
        """What stands for a short word in the open report; empty where it is none."""
        from inference.report.autotext import expand

        text = self.table.text_of(short)
        return expand(text, templates.values(self._desk)) if text else ""

    def complete(self, start: str) -> tuple[str, ...]:
        """Learned sentences that go on from what was typed."""
        draft = self._desk.draft
        if draft is None or len(start.strip()) < LEAST_LETTERS or not self._desk.settings.learn_phrases:
            return ()
        return self.table.beginning(start, draft.language)

    def show(self, wrong: str = "") -> None:
        from inference.report.autotext import VARIABLES

        table = self.table
        names = ", ".join(f"{{{name}}}" for name in VARIABLES)
        hint = tr("Type a short word in the report, then Space or Tab. A text may hold {names}; what stands in [brackets] is to be filled in.", names=names)
        self._page.show_words(list(table.autotexts().items()), table.learned(), self._desk.settings.learn_phrases, wrong or hint)

    def _change(self, change: Callable[[PhraseTable], None]) -> None:
        try:
            change(self.table)
        except KnownError as error:
            self.show(f"▲ {error.text}")
        else:
            self.show()
