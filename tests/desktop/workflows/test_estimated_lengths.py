"""A length that is only estimated says so wherever it goes: list, sentence, table of the report, and the check agrees."""

import pytest

from desktop.windows import words
from desktop.workflows import measuring
from desktop.workflows.measurement_table import measurement_rows
from inference.report.facts_file import facts_from_json, facts_to_json
from inference.report.plan import plan
from inference.report.realise import realise
from inference.report.templates import choose_template
from inference.report.verify import check
from viewer.case.facts import FactTable, StudyFacts
from viewer.case.measurement import Bidirectional
from viewer.case.quantities import quantities_of
from viewer.case.source import by
from viewer.case.terms import LUNG

AXES = ((0.0, 0.0, 0.0), (23.0, 0.0, 0.0), (9.0, -4.0, 0.0), (9.0, 11.0, 0.0))


@pytest.mark.parametrize(
    ("source", "listed", "written", "printed"),
    [
        ("pixel_spacing", "23.0 × 15.0 mm", "23 x 15 mm", "23 × 15 mm"),
        ("us_region", "23.0 × 15.0 mm", "23 x 15 mm", "23 × 15 mm"),
        ("imager", "≈ 23.0 × 15.0 mm (detector)", "approximately 23 x 15 mm (detector)", "≈ 23 × 15 mm (detector)"),
        (
            "imager/magnification", "≈ 23.0 × 15.0 mm (detector, magnification)",
            "approximately 23 x 15 mm (detector, magnification)", "≈ 23 × 15 mm (detector, magnification)",
        ),
        ("user:Meier", "23.0 × 15.0 mm (calibrated by Meier)", "23 x 15 mm (calibrated by Meier)", "23 × 15 mm (calibrated by Meier)"),
    ],
)  # fmt: skip
def test_the_mark_and_its_source_go_along(source: str, listed: str, written: str, printed: str) -> None:
    record = Bidirectional("b", "1.2", "local:1", AXES, by("user:Ana"), spacing_source=source)
    edit = measuring.finding_from(record, quantities_of(record), "user:Ana", where=LUNG, side="left")
    *evidence, finding = (change.after for change in edit.changes)
    assert words.finding_size(evidence) == listed
    facts = FactTable(StudyFacts("DX", "CHEST", "20260102", "F", 56.0), (finding,), {row.id: row for row in evidence})
    draft = realise(plan(facts, choose_template(facts.study)), by("user:Ana"))
    (sentence, *_) = [row.text for row in draft.sentences if finding.id in row.finding_ids]
    assert written in sentence and ("approximately" in sentence) == ("approximately" in written)
    assert not check(draft, facts).blocking
    (row,) = measurement_rows(facts)
    assert row.axes == printed
    again = facts_from_json(facts_to_json(facts))
    assert [one.mm_from for one in again.quantities_of(again.findings[0])] == [one.quantity.mm_from for one in evidence]
