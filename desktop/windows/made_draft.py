"""What the templates or a model had written before the reader changed it: read from the log once for each drafting."""

from __future__ import annotations

from desktop.store.case_store import CaseStore
from desktop.windows.report_editor import ReportEditor
from viewer.case.report import ReportDraft


class MadeDraft:
    """Says of each sentence what the draft had there and, when that is shown, what of it was changed."""

    def __init__(self, editor: ReportEditor) -> None:
        self._editor = editor
        self._of: tuple[object, ...] = ()
        self._texts: dict[str, str] = {}
        self.is_shown = False

    def show(self, case: CaseStore, draft: ReportDraft) -> None:
        from desktop.workflows.report_versions import compare_texts, versions

        key = (case, draft.id, draft.source)  # each drafting has a source of its own, which edits leave as it is
        if key != self._of:
            self._of = key
            made = next((one for one in reversed(versions(case)) if one.is_model and one.draft.source == draft.source), None)
            self._texts = {row.id: row.text for row in made.draft.sentences} if made is not None else {}
        pieces = {}
        if self.is_shown:
            changed = [row for row in draft.sentences if not row.source.is_model and self._texts.get(row.id, row.text) != row.text]
            pieces = {row.id: compare_texts(self._texts[row.id], row.text) for row in changed}
        self._editor.show_made(self._texts, pieces)
