"""The report of the open study: draft, check and signature as the editor shows them."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.desk import Desk
from desktop.steps import grounding, reporting, sentences
from desktop.windows import rows
from desktop.windows.image_to_sentence import pointed_mark, sentences_of
from desktop.windows.key_pictures import KeyPictures
from desktop.windows.made_draft import MadeDraft
from desktop.windows.main_window import MainWindow
from desktop.windows.open_aside import OpenAside
from desktop.windows.open_calculators import OpenCalculators
from desktop.windows.open_phrases import OpenPhrases
from desktop.windows.open_spelling import OpenSpelling
from desktop.windows.open_study import OpenStudy
from desktop.windows.open_versions import OpenVersions
from desktop.windows.problems_list import ReportProblem
from desktop.windows.report_length import ReportLength
from viewer.case.communication import Communication
from viewer.case.report import ReportDraft, Sentence, SignedReport, Waiver
from viewer.widgets.tr import tr

if TYPE_CHECKING:
    from inference.report.verify import Check


class OpenReport(QObject):
    """Checks the draft again after every edit; the check is quick and has no state."""

    def __init__(self, desk: Desk, window: MainWindow, open_study: OpenStudy) -> None:
        super().__init__(window)
        self._desk, self._open = desk, open_study
        self._editor, self._reading = window.reading.report, window.reading
        self.checked: Check | None = None
        self._study_uid = ""
        self._asked_words: list[str] = []
        self._pointed: tuple[str, str] = ("", "")
        self._made, self._length = MadeDraft(window.reading.report), ReportLength(desk)
        self._pictures = KeyPictures(desk)
        editor = self._editor
        editor.draft_asked.connect(lambda id: desk.run(lambda desk: reporting.draft(id, desk)))
        editor.sentence_edited.connect(self._on_sentence_edited)
        editor.sentence_added.connect(self._on_sentence_added)
        editor.sentence_removed.connect(self._on_sentence_removed)
        editor.sentence_chosen.connect(self._on_sentence_chosen)
        editor.sentence_hovered.connect(self._on_sentence_hovered)
        editor.sentence_checked.connect(self._on_sentence_checked)
        editor.evidence_chosen.connect(open_study.go_to)
        editor.changes_asked.connect(self._on_changes_asked)
        self._reading.room.hovered.connect(self._on_image_hovered)
        self._reading.room.mark_selected.connect(self._on_mark_selected)
        editor.problem_chosen.connect(self._on_problem_chosen)
        editor.waived.connect(lambda id, reason: desk.run(lambda desk: reporting.waive(desk, id, reason)))
        editor.addendum_asked.connect(self.start_addendum)
        editor.signing.sign.clicked.connect(lambda: desk.run(reporting.sign))
        editor.critical.log_asked.connect(lambda name: desk.run(lambda desk: reporting.communicate(desk, name)))
        editor.critical.chosen.connect(lambda line: self._on_problem_chosen(ReportProblem("", "", "", line.sentence_id, line.finding_id)))
        self._reading.findings.hovered.connect(self._on_finding_hovered)
        open_study.changed.connect(self.refresh)
        self.calculators = OpenCalculators(desk, window, open_study)
        self.phrases, self.spelling = OpenPhrases(desk, window), OpenSpelling(desk, window)
        self.versions, self.aside = OpenVersions(desk, window), OpenAside(desk, window)

    @property
    def draft(self) -> ReportDraft | None:
        drafts = self._open.case.all_of(ReportDraft) if self._open.case is not None else ()
        return drafts[-1] if drafts else None

    @property
    def signed(self) -> SignedReport | None:
        signed = self._open.case.all_of(SignedReport) if self._open.case is not None else ()
        return max(signed, key=lambda report: report.version) if signed else None

    def start_addendum(self) -> None:
        """Add to what was signed; signing makes the next version and keeps this one."""
        draft, signed = self.draft, self.signed
        if draft is None or signed is None:
            return
        if draft != signed.draft:  # it was started already
            self.go_to_sentence(draft.sentences[-1].id)
            return
        edit, id = sentences.with_addendum(draft, self._desk.author)
        if self._desk.apply(edit):
            self.go_to_sentence(id)

    def show_words(self, text: str) -> None:
        """Show a sentence while the draft is being worded; an empty text ends that."""
        self._asked_words = [*self._asked_words, text] if text else []
        self._editor.show_words(self._asked_words)

    def refresh(self) -> None:
        """Show the newest report of the case, checked."""
        editor, study = self._editor, self._open.study
        if self.draft is None:
            editor.critical.show_lines(())
        if study is None or self._open.case is None:
            self.checked = None
            editor.show_nothing()
            return
        if study.uid != self._study_uid:
            self._study_uid = study.uid
            editor.indication.setText(study.indication)
            editor.signing.show_patient(study.patient)
        draft, signed = self.draft, self.signed
        if signed is not None and (draft is None or draft == signed.draft):
            self.checked = None
            editor.show_signed(signed)
            editor.signed.show_changed(self._changed_since(signed))
            when = signed.signed_at[:16].replace("T", " ")
            editor.signing.show_state(tr("● signed by {name}, {when} UTC", name=signed.signed_by, when=when), "confirmed", False)
        elif draft is not None:
            editor.show_draft(draft, tr("draft") if signed is None else tr("addendum to version {version}", version=signed.version))
            editor.show_length(self._length.words(draft), self._length.usual(draft, signed))
            self._show_check(draft)
        else:
            self.checked = None
            editor.show_nothing()
            editor.signing.show_state(tr("Nothing to sign yet"), "quiet", False)

    def _changed_since(self, signed: SignedReport) -> list[str]:
        """Why the signed text could not be signed now: a finding was rejected, corrected or accepted since."""
        from inference.report.verify import check

        assert self._open.case is not None
        found = check(signed.draft, self._desk.facts(), self._open.case.all_of(Waiver))
        texts = {row.sentence_id: row.sentence for row in found.verdicts}
        return [
            f"“{shorten(texts[row.sentence_id], 50, placeholder='…')}”: {row.text}" if row.sentence_id else row.text
            for row in rows.report_problems(found)
        ]

    def go_to_sentence(self, id: str) -> None:
        """Unfold the report and put the cursor into a sentence."""
        self._reading.show_panel("report", True)
        self._editor.go_to(id)

    def _show_check(self, draft: ReportDraft) -> None:
        from inference.report.verify import check

        assert self._open.case is not None
        self.checked = check(draft, self._desk.facts(), self._open.case.all_of(Waiver))
        problems = rows.report_problems(self.checked)
        self._editor.critical.show_lines(rows.critical_lines(self.checked, self._open.case.all_of(Communication)))
        self.spelling.show()
        self._editor.show_pictures(self._pictures.of(draft))
        self._editor.show_evidence(rows.evidence_marks(draft, self._open.case))
        self._made.show(self._open.case, draft)
        self._editor.show_check(rows.sentence_states(self.checked), problems)
        self._light_finding()
        if problems:
            self._editor.signing.show_state(tr("▲ {count} to resolve before signing", count=len(problems)), "attention", False)
        elif sentences.lacks_addendum(draft):
            self._editor.signing.show_state(tr("The addendum is empty"), "quiet", False)
        else:
            self._editor.signing.show_state(tr("✓ checked: nothing to resolve"), "confirmed", True)

    def _light_finding(self, id: str = "") -> None:
        """Mark the sentences that speak of a finding: the one under the pointer, else the one in hand."""
        draft, wanted = self.draft, id or self._open.finding_id
        if draft is not None:
            self._editor.light([row.id for row in draft.sentences if wanted and wanted in row.finding_ids])

    def _sentence(self, id: str) -> Sentence | None:
        draft = self.draft
        return next((row for row in draft.sentences if row.id == id), None) if draft is not None else None

    def _on_sentence_edited(self, id: str, text: str) -> None:
        draft = self.draft
        if draft is not None and self._sentence(id) is not None:
            self._desk.apply(sentences.with_text(draft, id, text, self._desk.author))

    def _on_sentence_added(self, after_id: str) -> None:
        if (draft := self.draft) is not None:
            edit, id = sentences.with_new_after(draft, after_id, self._desk.author)
            if self._desk.apply(edit):
                self._editor.go_to(id)

    def _on_sentence_removed(self, id: str) -> None:
        draft = self.draft
        if draft is None:
            return
        ids = [row.id for row in draft.sentences]
        if id in ids and len(ids) > 1:
            self._desk.run(lambda desk: self._remove(draft, id))

    def _remove(self, draft: ReportDraft, id: str) -> None:
        ids = [row.id for row in draft.sentences]
        if self._desk.apply(sentences.without(draft, id, self._desk.author)):
            self._editor.go_to(ids[max(ids.index(id) - 1, 0)])

    def _on_sentence_chosen(self, id: str) -> None:
        """Go to the place: its evidence, else where its words are found; absent things have no place."""
        sentence = self._sentence(id)
        case = self._open.case
        if sentence is None or case is None:
            return
        if sentence.finding_ids:
            self._open.take_finding(sentence.finding_ids[0], jump=False)
        if any(self._open.go_to(evidence_id) for evidence_id in sentence.evidence_ids[:1]) or not sentence.text:
            return
        self._desk.run(lambda desk: grounding.look_for(desk, sentence.text, asked=False))

    def _on_sentence_checked(self, id: str) -> None:
        self._editor.commit()
        if (draft := self.draft) is not None and self._sentence(id) is not None:
            self._desk.apply(sentences.with_checked(draft, id, self._desk.author))

    def _on_changes_asked(self, on: bool) -> None:
        self._made.is_shown = on
        if self._open.case is not None and self.draft is not None:
            self._made.show(self._open.case, self.draft)

    def _on_image_hovered(self) -> None:
        """The mark under the pointer lights its sentences; off it, those of the finding in hand are lit again."""
        pointed = pointed_mark(self._reading.room) if self.draft is not None and self._open.is_own_active else ("", "")
        if pointed != self._pointed:
            self._pointed = pointed
            self._light_mark(*pointed)

    def _on_mark_selected(self, kind: str, id: str) -> None:
        if id and self._open.is_own_active:
            self._editor.reveal(self._light_mark(kind, id))

    def _light_mark(self, kind: str, id: str) -> tuple[str, ...]:
        draft, case = self.draft, self._open.case
        if not id or draft is None or case is None:
            self._light_finding()
            return ()
        found = tuple(row.id for row in sentences_of(kind, id, draft, case))
        self._editor.light(found)
        return found

    def _on_sentence_hovered(self, id: str) -> None:
        sentence = self._sentence(id)
        self._open.hover_finding(sentence.finding_ids[0] if sentence is not None and sentence.finding_ids else "")

    def _on_finding_hovered(self, id: str) -> None:
        self._light_finding(id)
        self._open.hover_finding(id)

    def _on_problem_chosen(self, problem: ReportProblem) -> None:
        if problem.sentence_id:
            self.go_to_sentence(problem.sentence_id)
        elif problem.finding_id:
            self._open.take_finding(problem.finding_id)
