"""The versions of the open report at work: read from the log, compared, brought back as an edit."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from desktop.desk import Desk
from desktop.windows.main_window import MainWindow
from desktop.windows.versions_page import VersionRow
from viewer.case.report import ReportDraft
from viewer.widgets.tr import tr

if TYPE_CHECKING:
    from desktop.workflows.report_versions import Version


class OpenVersions:
    """Reads the log anew each time that the page appears."""

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        self._desk, self._window, self._page = desk, window, window.versions
        self._found: tuple[Version, ...] = ()
        self._page.appearing.connect(self.show)
        self._page.chosen.connect(self._on_chosen)
        self._page.brought_back.connect(lambda number: desk.run(lambda desk: self._bring_back(number)))

    def show(self) -> None:
        from desktop.workflows.report_versions import versions

        case = self._desk.case
        self._found = versions(case) if case is not None else ()
        rows = [VersionRow(one.number, _when(one.at), one.author.partition(":")[2], _what(one.label), _mark(one)) for one in reversed(self._found)]
        self._page.show_rows(rows, rows[0].number if rows else 0)

    def _on_chosen(self, number: int, against: str) -> None:
        from desktop.workflows.report_versions import compare_drafts

        version = self._find(number)
        if version is None:
            self._page.show_text((), tr("There is no report of this study yet."), False)
            return
        other, said = self._other(version, against)
        before = other if other is not None else version.draft
        pieces = compare_drafts(before, version.draft)
        changed = sum(kind != "same" for _, row in pieces for kind, _ in row)
        if other is not None:
            said = tr("Nothing differs.") if not changed else said
        draft = self._desk.draft
        self._page.show_text(pieces, said, draft is None or draft.sections != version.draft.sections)

    def _other(self, version: Version, against: str) -> tuple[ReportDraft | None, str]:
        """What it is held against, and a line about that."""
        from desktop.workflows.report_versions import first_draft

        if against == "the draft as it was made":
            made = first_draft(self._found, version)
            if made is None:
                return None, tr("This report was not drafted by a model or from templates.")
            return made.draft, tr("Changes since the draft of {author}: added is underlined, removed is struck through.", author=made.author.partition(":")[2])
        if against == "the version before":
            at = self._found.index(version)
            return (self._found[at - 1].draft if at else None), tr("Added is underlined, removed is struck through.")
        if against == "the report of now":
            return self._desk.draft, tr("Compared with the report of now: what is struck through stands in it and not here.")
        return None, ""

    def _bring_back(self, number: int) -> None:
        from desktop.workflows.report_versions import brought_back

        version, current = self._find(number), self._desk.draft
        if version is not None and self._desk.apply(brought_back(version, current, self._desk.author)):
            self._window.go_back()
            self._desk.show_report()

    def _find(self, number: int) -> Version | None:
        return next((one for one in self._found if one.number == number), None)


def _mark(version: Version) -> str:
    return f"● {tr('version {number}', number=version.signed)}:" if version.signed else "◇" if version.is_model else ""


def _what(label: str) -> str:
    """What was done, in the reader's language."""
    before, colon, rest = label.partition(": ")
    return f"{tr(before)}: {tr(rest)}" if colon and before in ("Undo", "Redo") else tr(label)


def _when(at: str) -> str:
    """The moment of a row of the log as the clock on the wall says it."""
    return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M:%S")
