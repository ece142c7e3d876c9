"""Several findings in one sentence, in plain text: each size belongs to its own place."""

import pytest

from inference.report.facts_file import facts_from_json
from inference.report.verify import Check, check_text


def nodule(id: str, where: str, side: str, long_axis_mm: float, certainty: str = "definite") -> dict[str, object]:
    return {
        "id": id, "what": "nodule", "where": where, "side": side, "certainty": certainty,
        "quantities": [{"kind": "long_axis", "value": long_axis_mm, "unit": "mm"}],
    }  # fmt: skip


ROWS = [nodule("a", "upper lobe", "right", 14.2), nodule("b", "lower lobe", "left", 7.4), nodule("c", "upper lobe", "left", 5.1)]
DEFINITE = facts_from_json({"study": {"modality": "CT", "date": "2026-05-01"}, "findings": ROWS})
POSSIBLE = facts_from_json(
    {"study": {"modality": "CT", "date": "2026-05-01"}, "findings": [*ROWS[:2], nodule("c", "upper lobe", "left", 5.1, "possible")]}
)


def judged(text: str, facts: object = DEFINITE) -> Check:
    return check_text(f"FINDINGS:\n{text}\n", facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "Three nodules: 14 mm in the right upper lobe, 7.4 mm in the left lower lobe and 5.1 mm in the left upper lobe.",
        "Three nodules, in the right upper lobe (14 mm), the left lower lobe (7.4 mm) and the left upper lobe (5.1 mm).",
        "Three nodules, one in the right upper lobe (14 mm) and two in the left lung (7.4 mm and 5.1 mm).",
        "Three nodules: one in the right upper lobe and two in the left lung.",
        "Nodules of 14 mm, 7.4 mm and 5.1 mm in the right upper, left lower and left upper lobes, respectively.",
        "Nodules range from 5.1 to 14 mm. They lie in the right upper, left lower and left upper lobes.",
        "Nodules in both lungs, the largest 14 mm in the right upper lobe.",
        "Bilateral nodules up to 14 mm.",
        "Two nodules in the left lung, the largest 7.4 mm. One nodule of 14 mm in the right upper lobe.",
        "Three nodules. The largest nodule is in the right lung. The largest nodule in the left lung measures 7.4 mm.",
        "Three nodules. The smallest nodule lies in the left upper lobe.",
        "Left lung: 7.4 mm nodule in the lower lobe, 5.1 mm nodule in the upper lobe.\nRight lung: 14 mm nodule in the upper lobe.",
        "Three pulmonary nodules are present. The largest, in the right upper lobe, measures 14 mm; the other two, in the left lower and left upper lobes, measure 7.4 mm and 5.1 mm.",
        "Right upper lobe nodule measuring 14 mm, left lower lobe nodule measuring 7.4 mm, and left upper lobe nodule measuring 5.1 mm.",
        "There is a 14 mm nodule in the right upper lobe and two smaller nodules in the left lung, measuring 7.4 mm and 5.1 mm.",
        "Multiple pulmonary nodules, e.g. 14 mm in the right upper lobe, 7.4 mm in the left lower lobe, 5.1 mm in the left upper lobe.",
        "Several nodules are seen bilaterally, the largest of which is located in the right upper lobe and measures 14 mm.",
        "Nodules in the right upper lobe (14 mm) and left lung (two, up to 7.4 mm).",
        "Three nodules measuring between 5 and 14 mm in both lungs.",
        "RUL: 14 mm nodule. LLL: 7.4 mm nodule. LUL: 5.1 mm nodule.",
        "RUL 14 mm nodule; LLL 7.4 mm nodule; LUL 5.1 mm nodule; no effusion.",
        "Nodules: RUL 14 mm, LLL 7.4 mm, LUL 5.1 mm.",
        "Nodules:\n- RUL 14 mm\n- LLL 7.4 mm\n- LUL 5.1 mm",
        "Bilateral pulmonary nodules measuring up to 14 mm in the right upper lobe.",
        "Two nodules in the left lung (lower lobe 7.4 mm, upper lobe 5.1 mm) and one nodule in the right upper lobe (14 mm).",
        "The largest of three nodules lies in the right upper lobe (14 mm). The others are in the left lung.",
        "There are three nodules, all under 15 mm.",
        "Pulmonary nodules, the largest in the right upper lobe measuring 14 mm, the smallest in the left upper lobe measuring 5.1 mm.",
        "Three nodules. No calcification. No cavitation.",
        "Three nodules without calcification, the largest 14 mm in the RUL.",
        "14, 7.4 and 5.1 mm nodules are seen.",
    ],
)
def test_true_lists_pass_and_leave_nothing_out(text: str) -> None:
    result = judged(text)
    assert not result.blocking, result.problems


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Three nodules: 14 mm in the left upper lobe, 7.4 mm in the right lower lobe and 5.1 mm in the right upper lobe.", {"side"}),
        ("Three nodules: 14 mm in the right lower lobe, 7.4 mm in the left lower lobe and 5.1 mm in the left upper lobe.", {"anatomy"}),
        ("Three nodules: 7.4 mm in the right upper lobe, 14 mm in the left lower lobe and 5.1 mm in the left upper lobe.", {"side", "anatomy"}),
        ("Three nodules: 24 mm in the right upper lobe, 7.4 mm in the left lower lobe and 5.1 mm in the left upper lobe.", {"number"}),
        ("Three nodules: 14 mm in the right upper lobe, 7.4 cm in the left lower lobe and 5.1 mm in the left upper lobe.", {"unit"}),
        ("Three nodules, one in the left upper lobe and two in the right lung.", {"count"}),
        ("Three nodules. They lie in the right upper, left lower and right lower lobes.", {"anatomy", "side"}),
        ("Nodules of 14 mm, 7.4 mm and 5.1 mm in the left upper, left lower and left upper lobes, respectively.", {"side"}),
        ("Three nodules. The largest nodule is in the left lung.", {"side"}),
        ("Three nodules. The smallest nodule is in the right lung.", {"side"}),
        ("Nodules in both lungs, up to 7.4 mm.", {"number"}),
        ("Three bilateral nodules, the largest 14 mm in the left upper lobe.", {"side"}),
        ("Two nodules in the left lung and right lung: 14 mm, 14 mm.", {"count"}),
    ],
)  # fmt: skip
def test_a_wrong_entry_is_found(text: str, kinds: set[str]) -> None:
    found = {row.kind for row in judged(text).verdicts if row.blocking}
    assert found & kinds, found


@pytest.mark.parametrize(
    "text",
    [
        "Nodules: RUL 7.4 mm, LLL 14 mm, LUL 5.1 mm.",
        "Nodules: LUL 14 mm, LLL 7.4 mm, RUL 5.1 mm.",
        "Several nodules are seen bilaterally, the largest of which is located in the left upper lobe and measures 14 mm.",
        "Two nodules in the right lung (lower lobe 7.4 mm, upper lobe 5.1 mm) and one nodule in the left upper lobe (14 mm).",
        "Nodules:\n- RUL 7.4 mm\n- LLL 14 mm\n- LUL 5.1 mm",
        "Bilateral pulmonary nodules measuring up to 18 mm in the right upper lobe.",
        "Three pulmonary nodules are present. The largest, in the left upper lobe, measures 14 mm.",
        "Three nodules, all calcified.",
        "Three enhancing nodules.",
        "RUL nodule 14 mm, LLL nodule 7.4 mm, LUL nodule 5.1 mm, all larger than before.",
        "Four nodules: 14 mm in the RUL, 7.4 mm in the LLL, 5.1 mm and 4 mm in the LUL.",
        "The dominant nodule in the left lung measures 14 mm. Nodule LLL 7.4. Nodule LUL.",
        "Three nodules. The second largest nodule lies in the right lung.",
        "Three nodules. Normal lungs.",
        "Three nodules. The lungs are normal.",
        "Three nodules. Both lungs are clear.",
    ],
)
def test_an_untrue_list_is_stopped(text: str) -> None:
    assert judged(text).blocking


def test_every_wrong_entry_is_named() -> None:
    text = "Three nodules: 14 mm in the left upper lobe, 7.4 mm in the right lower lobe and 5.1 mm in the right upper lobe."
    (verdict,) = judged(text).verdicts
    assert (verdict.verdict, verdict.kind) == ("contradicted", "side")
    assert verdict.reason.count("the table says left") == 2 and verdict.reason.count("the table says right") == 1


def test_an_accepted_finding_outside_the_list_is_an_omission() -> None:
    result = judged("Two pulmonary nodules: 14 mm in the right upper lobe, 7.4 mm in the left lower lobe.", POSSIBLE)
    assert [row.finding_id for row in result.omissions] == ["c"] and result.blocking
    result = judged("Two pulmonary nodules, the largest 14 mm in the right upper lobe.", POSSIBLE)
    assert [row.finding_id for row in result.omissions] == ["c"]
    result = judged("Three nodules: 14 mm in the RUL, 7.4 mm in the LLL and possibly 5.1 mm in the LUL.", POSSIBLE)
    assert not result.blocking, result.problems


def test_a_finding_on_one_side_is_not_bilateral() -> None:
    left = facts_from_json({"findings": ROWS[1:]})
    assert {"side"} == {row.kind for row in judged("Bilateral nodules up to 7.4 mm.", left).verdicts if row.blocking}


def test_both_sides_of_a_bilateral_finding_may_be_listed() -> None:
    facts = facts_from_json({"findings": [{"id": "k", "what": "consolidation", "where": "lower lobe", "side": "bilateral"}]})
    assert not judged("Consolidation in the left lower lobe and the right lower lobe.", facts).blocking
