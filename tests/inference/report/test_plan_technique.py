"""The technique section says what the headers say, in words a reader would write."""

from __future__ import annotations

import pytest

from inference.report.plan import plan
from inference.report.realise import realise
from inference.report.templates import choose_template
from viewer.case.facts import FactTable, StudyFacts
from viewer.case.source import by
from viewer.case.study import Series


@pytest.mark.parametrize(
    ("body_part", "agent", "kernel", "sentence"),
    [
        ("PARTIALBODY", "APPLIED", "Br38f\\3", "CT with contrast agent. Slice thickness 3 mm, kernel Br38f."),
        ("CHEST", "Iohexol 300", "B40f", "CT of the chest with contrast agent (Iohexol 300). Slice thickness 3 mm, kernel B40f."),
        ("", "", "", "CT. No contrast agent is recorded in the images. Slice thickness 3 mm."),
    ],
)
def test_codes_that_nobody_would_write_are_left_out(body_part: str, agent: str, kernel: str, sentence: str) -> None:
    series = Series("1.2", "1", "CT", body_part=body_part, contrast_agent=agent, kernel=kernel, slice_thickness_mm=3.0)
    facts = FactTable(StudyFacts("CT", body_part, "20260101", "F", 50.0), (), series=(series,))
    draft = realise(plan(facts, choose_template(facts.study)), by("user:test"))
    assert next(section.text for section in draft.sections if section.title.lower() == "technique") == sentence
