"""Templates, languages, reviewed structures and the reader's own words."""

from __future__ import annotations

from desktop.action import ALL, Action, has_case, has_draft
from desktop.steps import templates

ROWS = (
    Action("report.template", "Another template", "", ALL, templates.choose, has_case, "Report"),
    Action("report.language", "Language of the report", "", ALL, templates.choose_language, has_case, "Report"),
    Action("report.reviewed", "Mark structures as reviewed", "Ctrl+Shift+R", ALL, templates.review, has_case, "Report"),
    Action("report.next_field", "Next line to fill in", "Shift+F8", ALL, templates.next_field, has_draft, "Report"),
    Action("report.phrases", "My short words and sentences", "", ALL, lambda desk: desk.show("phrases"), menu="Report"),
    Action("report.import_template", "Import an MRRT template", "", ALL, templates.import_template, menu="Report"),
)  # fmt: skip
