"""What the reader puts into a report besides sentences: a key image, the table of what was measured; and check marks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from desktop.steps import key_images, sentences
from viewer.case.edits import Edit, Swap
from viewer.case.finding import Evidence
from viewer.case.key_image import KeyImage
from viewer.case.progress import Tick
from viewer.case.report import ReportDraft
from viewer.case.source import by, new_id
from viewer.widgets.pane import SlicePane
from viewer.widgets.tr import counted

if TYPE_CHECKING:
    from desktop.desk import Desk


def sentence_in_hand(desk: Desk) -> str:
    """The id of the sentence that the cursor is in, else the last of the findings; empty where there is no draft."""
    draft, focus = desk.draft, QApplication.focusWidget()
    if draft is None:
        return ""
    id = str(focus.property("sentence id") or "") if focus is not None else ""
    if any(row.id == id for row in draft.sentences):
        return id
    return _last_of_findings(draft)


def _last_of_findings(draft: ReportDraft) -> str:
    from inference.report.sentences import section_of

    filled = [section for section in draft.sections if section.sentences]
    chosen = next((section for section in filled if section_of(section.title) == "findings"), filled[-1] if filled else None)
    return chosen.sentences[-1].id if chosen is not None else ""


def check_sentence(desk: Desk) -> None:
    """Say that the sentence of the cursor is right as it stands, or take that back."""
    draft, focus = desk.draft, QApplication.focusWidget()
    id = str(focus.property("sentence id") or "") if focus is not None else ""
    desk.commit_text()
    draft = desk.draft
    if draft is None or not any(row.id == id for row in draft.sentences):
        desk.notices.say("Put the cursor into a sentence of the report first.")
        return
    desk.apply(sentences.with_checked(draft, id, desk.author))


def insert_key_image(desk: Desk) -> None:
    """Name the picture on the screen in a sentence of its own that leads there, and mark it as a key image."""
    desk.commit_text()
    draft, case, series = desk.draft, desk.case, desk.series
    shown, source, after = key_images.picture(desk), desk.grid.content.source, sentence_in_hand(desk)
    if draft is None or case is None or series is None or shown is None or source is None or not after:
        desk.notices.say("Show a picture of the open study first.")
        return
    from inference.report.key_image_words import key_image_sentence

    place = desk.grid.content.crosshair
    pane = desk.grid.pane(source.main)
    view = pane.view if isinstance(pane, SlicePane) else None
    number = source.axes[source.main].number_at(place if view is None else view.centre_lps)
    here = Evidence(new_id(), series.uid, source.geometry.frame_uid, (place, place), None, by(desk.author))
    edit, id = sentences.with_new_after(draft, after, desk.author, key_image_sentence(series.number, number, draft.language), (), (here.id,))
    changes = [*edit.changes, Swap(None, here)]
    frame = shown.frame + 1
    if not any((row.instance_uid, row.frame) == (shown.instance_uid, frame) for row in case.all_of(KeyImage)):
        changes.append(Swap(None, KeyImage(new_id(), key_images.OF_INTEREST, "", series.uid, shown.instance_uid, frame, by(desk.author))))
    if desk.apply(Edit("Insert a key image", desk.author, tuple(changes))):
        desk.go_to_sentence(id)


def insert_table(desk: Desk) -> None:
    """Put what was measured on the accepted findings below the sentence in hand, a line each, linked to its finding."""
    desk.commit_text()
    draft, after = desk.draft, sentence_in_hand(desk)
    if draft is None or not after:
        return
    from desktop.workflows.report_table import with_table

    edit = with_table(draft, after, desk.facts(), desk.author)
    if edit is None:
        desk.notices.say("Nothing was measured on an accepted finding.", "Measure one and accept it, then try again.")
    elif desk.apply(edit):
        desk.go_to_sentence(after)


def toggle_spelling(desk: Desk) -> None:
    """Underline misspelt words of reports, or not."""
    desk.change_settings(check_spelling=not desk.settings.check_spelling)


def export_corrections(desk: Desk) -> None:
    """Write what readers changed in drafts of signed reports, as pairs without names, dates and numbers of patients."""
    folder = desk.ask_folder("Export to")
    if folder is not None:
        export_corrections_to(desk, folder)


def export_corrections_to(desk: Desk, folder: Path) -> None:
    desk.commit_text()
    library = desk.library.folder

    def work(tick: Tick) -> tuple[Path, int, int]:
        from desktop.store.library import Library
        from desktop.workflows.report_pairs import write_pairs

        with Library(library, read_only=True) as opened:
            return write_pairs(opened, folder, tick)

    def then(written: tuple[Path, int, int]) -> None:
        path, pairs, reports = written
        desk.notices.say(counted(reports, "Draft and final text of 1 signed report, without names and dates; pairs of sentences: {pairs}", "Draft and final text of {count} signed reports, without names and dates; pairs of sentences: {pairs}", pairs=pairs), str(path))

    desk.start("Export the corrections of drafts", work, then, of_study=False)
