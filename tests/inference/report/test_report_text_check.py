"""A report as a person writes it, against a facts file: the words need not be ours."""

import pytest

from inference.report.facts_file import facts_from_json
from inference.report.verify import Check, check_text

FACTS = facts_from_json(
    {
        "study": {"modality": "CT", "body_part": "CHEST", "date": "2026-11-14", "sex": "M", "age_years": 66, "priors": ["2025-03-02"]},
        "findings": [
            {"id": "n", "what": "pulmonary nodule", "where": "left lower lobe", "side": "left", "present": True,
             "quantities": [{"kind": "long_axis", "value": 12.4, "unit": "mm"}, {"kind": "short_axis", "value": 9.2, "unit": "mm"}],
             "change": {"prior_date": "2025-03-02", "state": "larger", "prior_value": 8.1}},
            {"id": "e", "what": "pleural effusion", "where": "pleura", "side": "right"},
            {"id": "s", "what": {"scheme": "SCT", "value": "95570007", "meaning": "Kidney stone"}, "where": "right kidney",
             "side": "right", "quantities": [{"kind": "long_axis", "value": 0.4, "unit": "cm"}]},
            {"id": "p", "what": "pneumothorax", "where": "pleura", "side": "none", "present": False},
            {"id": "x", "what": "cyst", "where": "liver", "side": "none", "status": "rejected"},
        ],
    }
)  # fmt: skip
REPORT = """EXAM: CT chest.

INDICATION: 66-year-old man, 3 weeks of cough. Rule out embolism.

COMPARISON: CT of 2 March 2025.

FINDINGS:
Lungs: A 1.2 x 0.9 cm nodule is present in the left lower lobe, increased from 8 mm previously. The airways are patent.
Pleura: Small right-sided pleural effusion. No pneumothorax.
Heart: Heart size is normal.
Upper abdomen: Nonobstructing 4 mm calculus in the right kidney. The spleen is unremarkable.

IMPRESSION:
1. Enlarging left lower lobe pulmonary nodule, 12 mm.
2. Small right effusion.
"""


def problems(text: str) -> list[tuple[str, str]]:
    result: Check = check_text(text, FACTS)
    return [(row.verdict, row.kind) for row in result.verdicts if row.blocking]


def test_a_true_report_passes() -> None:
    result = check_text(REPORT, FACTS)
    assert not result.blocking, result.problems
    supported = [row.sentence for row in result.verdicts if row.verdict == "supported"]
    assert len(supported) >= 6


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("1.2 x 0.9 cm", "1.7 x 0.9 cm", "number"),
        ("1.2 x 0.9 cm", "1.2 x 0.9 mm", "unit"),
        ("left lower lobe, increased", "right lower lobe, increased", "side"),
        ("left lower lobe, increased", "left upper lobe, increased", "anatomy"),
        ("is present in", "is not present in", "negation"),
        ("increased from", "decreased from", "comparison"),
        ("from 8 mm", "from 5 mm", "number"),
        ("No pneumothorax", "Small pneumothorax", "negation"),
        ("right-sided pleural effusion", "left-sided pleural effusion", "side"),
        ("right-sided pleural effusion", "right-sided pleural effusion, unchanged", "comparison"),
        ("4 mm calculus", "4 cm calculus", "unit"),
        ("4 mm calculus in the right kidney", "4 mm calculus in the gallbladder", "anatomy"),
        ("2 March 2025", "12 March 2025", "date"),
        ("The spleen", "The uterus", "sex"),
        ("The airways are patent.", "The lungs are clear.", "negation"),
        ("The airways are patent.", "There is a liver cyst.", "finding"),
    ],
)
def test_one_wrong_word_is_found(old: str, new: str, kind: str) -> None:
    assert old in REPORT
    assert kind in {found for _, found in problems(REPORT.replace(old, new, 1))}


def test_a_left_out_finding_is_an_omission() -> None:
    result = check_text(REPORT.replace("Nonobstructing 4 mm calculus in the right kidney. ", ""), FACTS)
    assert [row.finding_id for row in result.omissions] == ["s"] and result.blocking


def test_comparing_with_nothing_is_unsupported() -> None:
    facts = facts_from_json({"study": {"modality": "CT"}, "findings": [{"id": "n", "what": "nodule", "where": "lung", "side": "left"}]})
    result = check_text("FINDINGS: Stable nodule in the left lung.", facts)
    assert [(row.verdict, row.kind) for row in result.verdicts] == [("unsupported", "comparison")]
    assert "there is none" in result.verdicts[0].reason
