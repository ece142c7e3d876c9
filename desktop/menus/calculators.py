"""Calculators and guidelines."""

from __future__ import annotations

from desktop.action import ALL, Action
from desktop.steps import calculators

ROWS = (
    Action("report.calculators", "Calculators and guidelines", "Ctrl+K", ALL, calculators.toggle, menu="Report"),
)  # fmt: skip
