"""Undo and redo."""

from __future__ import annotations

from desktop.action import ALL, Action

ROWS = (
    Action("edit.undo", "Undo", "Ctrl+Z", ALL, lambda desk: desk.undo(), lambda desk: desk.case is not None and bool(desk.case.undo_label), "Edit", "undo", True),
    Action("edit.redo", "Redo", "Ctrl+Shift+Z", ALL, lambda desk: desk.redo(), lambda desk: desk.case is not None and bool(desk.case.redo_label), "Edit", "redo", True),
)  # fmt: skip
