"""Undo and redo."""

from __future__ import annotations

from desktop.action import ALL, Action
from desktop.steps import marking

ROWS = (
    Action("edit.undo", "Undo", "Ctrl+Z", ALL, marking.undo, lambda desk: bool(marking.undo_label(desk)), "Edit", "undo", True),
    Action("edit.redo", "Redo", "Ctrl+Shift+Z", ALL, marking.redo, lambda desk: bool(marking.redo_label(desk)), "Edit", "redo", True),
)  # fmt: skip
