"""Commands on studies and the library."""

from __future__ import annotations

from desktop.action import ALL, Action
from desktop.steps import housekeeping, identity, intake

ROWS = (
    Action("study.import_folder", "Import folder", "Ctrl+O", ALL, intake.import_folder, menu="Study", icon="import"),
    Action("study.import_files", "Import files or zip", "Ctrl+Shift+O", ALL, intake.import_files, menu="Study"),
    Action("study.demonstration", "Load the demonstration study", "", ALL, intake.load_demonstration, menu="Study"),
    Action("study.imported", "What the last import refused or found odd", "", ALL, lambda desk: desk.show("imported"), menu="Study"),
    Action("study.patients", "Patients who may be one", "", ALL, lambda desk: desk.show("patients"), menu="Study"),
    Action("study.split", "The study is of another patient", "", ALL, identity.split_meant, menu="Study"),
    Action("worklist.open", "Open the selected study", "Return", ("worklist",), lambda desk: desk.open_selected(), menu="Study"),
    Action("worklist.show", "Worklist", "Ctrl+L", ALL, lambda desk: desk.show("worklist"), menu="Study", icon="worklist", in_tool_bar=True),
    Action("worklist.search", "Search studies", "Ctrl+F", ALL, lambda desk: desk.search(), menu="Study"),
    Action("study.disk_use", "What the study takes on disk", "", ALL, housekeeping.disk_use, menu="Study"),
    Action("study.archive", "Archive the study to a folder", "", ALL, housekeeping.archive, menu="Study"),
    Action("study.delete", "Delete the study", "", ALL, housekeeping.delete, menu="Study"),
    Action("app.quit", "Quit", "Ctrl+Q", ALL, lambda desk: desk.quit(), menu="Study"),
)  # fmt: skip
