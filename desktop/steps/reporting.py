"""From accepted findings to a signed report: draft, check, waive, sign, copy, export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from desktop.store.phrases import PhraseTable
from viewer.case.communication import Communication
from viewer.case.edits import Edit, Swap
from viewer.case.errors import KnownError
from viewer.case.person import readable_name
from viewer.case.progress import Tick
from viewer.case.report import Reviewed, Sentence, SignedReport, Waiver
from viewer.case.segmentation import Segmentation
from viewer.case.source import by, new_id
from viewer.case.study import Study
from viewer.scene.corners import date
from viewer.widgets.tr import counted, tr

if TYPE_CHECKING:
    from desktop.desk import Desk


def draft(pack_id: str, desk: Desk, template_id: str = "", language: str = "") -> None:
    """Draft the report from the accepted findings: in template sentences, or worded by a language model.

    Without a template or a language of its own it keeps those of the draft that there is.
    """
    case = desk.case
    if case is None:
        return
    desk.commit_text()
    facts, before, indication, engine = desk.facts(), desk.draft, desk.indication, desk.jobs.engine
    pack = next((row for row in desk.cards("llm") if row[0].id == pack_id), None)
    if pack_id and pack is None:
        raise KnownError(f"There is no language model {pack_id}.", "See Help, Models.")

    reviewed, folder = case.all_of(Reviewed), desk.library.folder
    kept, spoken = (before.template_id, before.language) if before is not None else ("", desk.settings.report_language)

    def work(tick: Tick) -> Edit:
        from desktop.workflows.draft_report import draft_report
        from inference.report.templates import all_templates

        def on_sentence(sentence: Sentence) -> None:
            desk.jobs.call_main(lambda: desk.show_words(sentence.text) if desk.case is case else None)

        known = {row.id for row in all_templates(folder)}  # that of an older draft may be gone
        chosen = template_id or (kept if kept in known else "")
        return draft_report(facts, indication, engine, pack, before, tick, on_sentence, chosen, language or spoken, reviewed, folder)

    def then(edit: Edit) -> None:
        desk.show_words("")
        case.apply(edit)
        if not facts.accepted:
            desk.notices.say("No finding is accepted, so the report says that nothing was found.", "Accept findings with Space.")

    desk.show_report()
    desk.start("Draft the report", work, then, in_engine=pack is not None)


def waive(desk: Desk, problem_id: str, reason: str) -> None:
    """Sign in spite of one problem, with a reason."""
    desk.apply(Edit("Waive problem", desk.author, (Swap(None, Waiver(new_id(), problem_id, reason, by(desk.author))),)))


def next_problem(desk: Desk) -> None:
    """Put the cursor into the next sentence that blocks signing."""
    checked = desk.checked
    if checked is None:
        return
    blocking = [verdict.sentence_id for verdict in checked.verdicts if verdict.blocking]
    if blocking:
        desk.go_to_sentence(blocking[0])
    elif not checked.blocking:
        desk.notices.say("Nothing stands in the way of signing.")


def communicate(desk: Desk, result: str = "") -> None:
    """Log who was told of a critical result: the one named, else the first that nobody was told of."""
    case, checked = desk.case, desk.checked
    if case is None:
        return
    told = {row.result for row in case.all_of(Communication)}
    names = [row.name for row in checked.critical] if checked is not None else []
    name = result or next((name for name in names if name not in told), names[0] if names else "")
    if not name:
        desk.notices.say("This report has no critical result.", "The list is resources/terms/critical.toml.")
        return

    def then(text: str) -> str:
        from desktop.workflows.communicate import communication_from, with_communication

        try:
            edit = communication_from(text, name, desk.author)
        except KnownError as error:
            return str(error)
        draft, signed = desk.draft, desk.signed
        open_draft = draft if draft is not None and (signed is None or signed.draft != draft) else None
        desk.apply(with_communication(edit, open_draft))
        return ""

    desk.commit_text()
    desk.ask_words("Who was told, how, and was it read back?", "", then, lambda: None)


def sign(desk: Desk) -> None:
    """Sign the draft in the reader's name; asks for the name first where it is not known."""
    if not desk.settings.reader_name:
        desk.ask_reader(lambda: sign(desk))
        return
    desk.commit_text()
    case, study, report = desk.case, desk.study, desk.draft
    if case is None or study is None or report is None:
        return
    from desktop.workflows.sign_report import sign_report

    edit = sign_report(
        report, desk.facts(), case.all_of(Waiver), desk.settings.reader_name, desk.signed, not study.demonstration
    )
    if desk.apply(edit):
        if desk.settings.learn_phrases:
            PhraseTable(desk.library.folder).learn(report, (study.patient.name, study.patient.id))
        desk.refresh_worklist()
        desk.notices.say("Signed.", "Ctrl+Shift+C copies it as text; Ctrl+E writes PDF and DICOM.")


def copy(desk: Desk) -> None:
    """Put the signed text on the clipboard."""
    if desk.signed is not None:
        QGuiApplication.clipboard().setText(as_plain_text(desk.study, desk.signed))
        desk.notices.say("The signed report is on the clipboard.")


def as_plain_text(study: Study | None, report: SignedReport) -> str:
    """A signed report for another program: whose it is, the text, who signed it when."""
    head = []
    if study is not None:
        patient = study.patient
        born = f"born {date(patient.birth_date)}" if patient.birth_date else ""
        who = (readable_name(patient.name) or "(no name)", patient.id or "(no ID)", born)
        what = (study.description, date(study.date))
        head = [" · ".join(part for part in parts if part) for parts in (who, what)] + [""]
    signature = f"Signed by {report.signed_by}, {report.signed_at[:16].replace('T', ' ')} UTC, version {report.version}."
    if not report.verified:
        signature += " Demonstration: not verified by a reader."
    return "\n".join([*head, report.text, signature, ""])


def export(formats: tuple[str, ...], desk: Desk) -> None:
    """Ask for a folder and write the results into it."""
    if "nifti" in formats and desk.case is not None:
        from desktop.workflows.export_label_maps import count_apart

        shown = [row for row in desk.case.all_of(Segmentation) if desk.series is not None and row.series_uid == desk.series.uid]
        if (files := count_apart(shown)):
            desk.notices.say("Segments share voxels: each is whole in one of several NIfTI files.", tr("Files to be written: {files}.", files=files))
    folder = desk.ask_folder("Export to")
    if folder is not None:
        export_to(desk, folder, formats)


def export_to(desk: Desk, folder: Path, formats: tuple[str, ...]) -> None:
    """Write the results into a folder; each file is read back before it is reported.

    Key images are drawn here, on the main thread; writing is done on another.
    """
    case, study, series, loaded = desk.case, desk.study, desk.series, desk.loaded
    if case is None or study is None or series is None or loaded is None:
        raise KnownError("No images are open.", "Open the study and wait for its images first.")
    desk.commit_text()
    from desktop.workflows.export_report import export_report, gather
    from desktop.workflows.exported import Exported
    from viewer.widgets.paint import paint

    request = gather(desk.library, case, study, series, loaded, folder, formats, paint, desk.author)

    def work(tick: Tick) -> tuple[Exported, ...]:
        return export_report(request, folder, formats, tick)

    def then(files: tuple[Exported, ...]) -> None:
        case.apply(request.log_entry(formats))
        wrong = [file for file in files if not file.valid]
        if wrong:
            reasons = " ".join(problem.text for file in wrong for problem in file.problems)
            desk.notices.say(counted(len(files), "The file is not valid.", "{wrong} of {count} files are not valid.", wrong=len(wrong)), tr("{reasons} They are in {folder}.", reasons=reasons, folder=folder), "wrong")
        else:
            desk.notices.say(counted(len(files), "1 file written and read back:", "{count} files written and read back:"), str(folder))

    desk.start("Export", work, then)
