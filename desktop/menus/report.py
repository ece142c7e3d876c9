"""Drafting, checking, signing and exporting the report."""

from __future__ import annotations

from functools import partial

from desktop.action import ALL, Action, has_case, has_draft, has_report
from desktop.desk import Desk
from desktop.steps import describing, report_parts, reporting, sentences


def can_sign(desk: Desk) -> bool:
    draft, signed, checked = desk.draft, desk.signed, desk.checked
    if draft is None or (signed is not None and signed.draft == draft) or sentences.lacks_addendum(draft):
        return False
    return checked is not None and not checked.blocking


def _needs_study(desk: Desk) -> str:
    return "No study is open."


def _needs_report(desk: Desk) -> str:
    if desk.case is None:
        return "No study is open."
    return "There is no report of this study yet."


ROWS = (
    Action("report.draft", "Draft the report", "Ctrl+D", ALL, partial(reporting.draft, ""), has_case, "Report", "draft", True, why=_needs_study),
    Action("report.check_sentence", "Mark the sentence as checked", "Ctrl+Shift+Return", ALL, report_parts.check_sentence, has_draft, "Report", why=_needs_report),
    Action("report.insert_key_image", "Insert the picture as a key image", "", ALL, report_parts.insert_key_image, has_draft, "Report", why=_needs_report),
    Action("report.describe_view", "Describe this view by a language model", "", ALL, describing.describe_view, describing.can_describe, "Report", why=describing.why_not),
    Action("report.insert_table", "Insert the table of measurements", "", ALL, report_parts.insert_table, has_draft, "Report", why=_needs_report),
    Action("report.spelling", "Underline misspelt words", "", ALL, report_parts.toggle_spelling, has_case, "Report", why=_needs_study, checked=lambda desk: desk.settings.check_spelling),
    Action("report.versions", "Versions of the report", "Ctrl+Shift+H", ALL, lambda desk: desk.show("versions"), has_case, "Report", why=_needs_study),
    Action("report.aside", "Summary for the patient and translation", "", ALL, lambda desk: desk.show("aside"), has_case, "Report", why=_needs_study),
    Action("report.export_corrections", "Export the corrections of drafts without names", "", ALL, report_parts.export_corrections, menu="Report"),
    Action("report.next_problem", "Next problem", "F8", ALL, reporting.next_problem, has_draft, "Report"),
    Action("report.communicate", "Log who was told of a critical result", "", ALL, reporting.communicate, has_draft, "Report", why=_needs_report),
    Action("report.sign", "Sign the report", "Ctrl+Return", ALL, reporting.sign, can_sign, "Report", "sign"),
    Action("report.addendum", "Start an addendum", "", ALL, lambda desk: desk.start_addendum(), lambda desk: desk.signed is not None, "Report"),
    Action("report.copy", "Copy the signed report as text", "Ctrl+Shift+C", ALL, reporting.copy, lambda desk: desk.signed is not None, "Report", "copy"),
    Action("report.export", "Export PDF and DICOM", "Ctrl+E", ALL, partial(reporting.export, ("pdf", "dicom-sr", "dicom-seg")), has_report, "Report", "export", why=_needs_report),
    Action("report.export_pdf", "Export PDF only", "", ALL, partial(reporting.export, ("pdf",)), has_report, "Report", why=_needs_report),
    Action("report.export_dicom", "Export DICOM SEG and SR only", "", ALL, partial(reporting.export, ("dicom-sr", "dicom-seg")), has_report, "Report", why=_needs_report),
    Action("report.export_nifti", "Export segmentations as NIfTI", "", ALL, partial(reporting.export, ("nifti",)), has_case, "Report"),
)  # fmt: skip
