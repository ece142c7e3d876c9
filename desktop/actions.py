"""Every command of the window in one table: menus, tool bar, palette, keys and their page are made from it."""

from __future__ import annotations

from desktop.action import Action
from desktop.menus import (
    calculators,
    cine,
    comparing,
    edit,
    findings,
    help,
    layouts,
    marking,
    reformats,
    report,
    segmenting,
    study,
    templates,
    tools,
    view,
    volume,
)

SUBMENUS = {"window.preset_": "Window", "colours.": "Colours", "cine.": "Films", "reformat.": "Reformats", "fusion.": "Fusion", "panel.": "Panels"}
"""Beginnings of ids that stand together in a menu of their own inside their menu."""
MENUS = ("Study", "Edit", "View", "Layout", "Tools", "Measure", "3D", "Findings", "Segments", "Report", "Help")

ACTIONS: tuple[Action, ...] = (
    *study.ROWS, *edit.ROWS, *tools.TOOLS, *tools.POINTER, *tools.MEASURE, *view.ROWS, *cine.ROWS, *layouts.ROWS, *comparing.ROWS, *reformats.ROWS, *volume.ROWS,
    *findings.ROWS, *marking.ROWS, *segmenting.ROWS, *report.ROWS, *templates.ROWS, *calculators.ROWS, *help.ROWS
)  # fmt: skip


def find_action(id: str) -> Action:
    """The command with this id; a wrong id is our bug (`KeyError`)."""
    return {action.id: action for action in ACTIONS}[id]
