"""The worklist with what the library has, and patients who may be one: marked in it and side by side on their page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.desk import Desk
from desktop.steps import identity
from desktop.windows import rows
from desktop.windows.import_rows import import_rows
from desktop.windows.main_window import MainWindow
from desktop.windows.worklist import PAGE, WorklistRow

if TYPE_CHECKING:
    from desktop.store.patients import Conflict
    from desktop.workflows.told import Told

MOST_ABOVE = 1000
"""Studies of one import that are listed above the others at most."""
MOST_AGAIN = 2000
"""Lines of the worklist that are read again at most when it is refreshed."""


class OpenWorklist(QObject):
    """Reads the library again whenever something in it changed."""

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        super().__init__(window)
        self._desk, self._worklist, self._page = desk, window.worklist, window.patients
        self._shown_query = ""
        self._new: tuple[str, ...] = ()
        self._imported = window.imported
        self._imported.opened.connect(lambda uid: desk.open_study(uid))
        self._worklist.searched.connect(lambda text: self.refresh())
        window.closing.connect(self._worklist.give_up_search)
        self._worklist.selected.connect(self._on_study_selected)
        self._worklist.doubt_asked.connect(self._on_doubt_asked)
        self._page.merge_asked.connect(lambda keep, others: desk.run(lambda desk: identity.merge(desk, keep, others)))
        self._page.split_asked.connect(lambda uids: desk.run(lambda desk: identity.split(desk, uids)))
        self._page.apart_asked.connect(lambda conflict: desk.run(lambda desk: identity.keep_apart(desk, conflict)))
        self._page.undo_asked.connect(lambda: desk.run(identity.undo))
        self._page.ask_again.connect(lambda: desk.run(identity.ask_again))

    def refresh(self, new: Sequence[str] = ()) -> None:
        """Read the list again. Studies that are `new` stay above the others until the next ones come, marked as new."""
        if new:
            self._new = tuple(new)
            self._worklist.forget_search()
        library, query = self._desk.library, self._worklist.search.text()
        # as many as were scrolled to, so that the list stays where it is
        shown = min(len(self._worklist.model.rows), MOST_AGAIN) if query == self._shown_query else 0
        self._shown_query = query

        above = library.rows_of(self._new) if not query.strip() and len(self._new) <= MOST_ABOVE else ()
        marked = frozenset(self._new)

        def fetch(offset: int, limit: int = PAGE) -> tuple[WorklistRow, ...]:
            found = above[offset : offset + limit]
            if len(found) < limit:
                but = [row.study.uid for row in above]
                found += library.find_studies(query, limit - len(found), max(0, offset - len(above)), but)
            return rows.worklist_rows(library, found, marked)

        selected = new[-1] if new else ""
        self._worklist.show_rows(fetch(0, max(PAGE, shown)), library.count_studies(query), fetch, selected)
        self._worklist.say_new(len(above))

    def show_imported(self, summary: str, remarks: Sequence[Told]) -> None:
        """List what an import refused and found odd."""
        self._imported.show_rows(summary, import_rows(self._desk.library, remarks))

    def show_conflicts(self, conflicts: Sequence[Conflict], apart: int, last_change: str) -> None:
        """Show patients who may be one; `apart` were kept apart, `last_change` is what undo takes back."""
        self._page.show_conflicts(conflicts, apart, last_change)
        self._worklist.model.mark_patients(frozenset(one.number for row in conflicts for one in row.entries))

    def _on_study_selected(self, uid: str) -> None:
        library = self._desk.library
        text = rows.preview(
            library.series_of(uid), library.count_pictures(uid), library.problems_of(uid), library.find_signed_text(uid)
        )
        self._worklist.preview.setPlainText(text)

    def _on_doubt_asked(self, number: int) -> None:
        self._page.put_first(number)
        self._desk.show("patients")
