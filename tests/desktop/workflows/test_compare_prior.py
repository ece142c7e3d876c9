"""Pairs, states, trends and sums of planted lesions: the demonstration's truth, several priors, what was not looked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.store.case_store import CaseStore
from desktop.store.library import Library
from desktop.workflows.changes import changes_of, compared, trends
from desktop.workflows.compare_prior import Side, denial, keep_pairs, match
from desktop.workflows.recist_sums import followup, key_of, switch_target
from inference.phantom.plan import LESIONS, PRIOR_LESIONS, Lesion, TorsoPlan
from viewer.case.comparison import LesionPair
from viewer.case.edits import Edit, Swap
from viewer.case.finding import Evidence, Finding, Quantity
from viewer.case.registration import Registration
from viewer.case.source import by
from viewer.case.study import Patient, Series, Study
from viewer.case.terms import KIDNEY, LEFT_LUNG, LESION, LIVER, NODULE, RIGHT_LUNG, Code

PATIENT = Patient("1", "A^B", "19600101", "M")
WHAT = {"lung_nodule": NODULE, "liver_cyst": LESION, "kidney_stone": LESION}
WHERE: dict[str, Code] = {"lung right": RIGHT_LUNG, "lung left": LEFT_LUNG, "liver": LIVER, "kidney left": KIDNEY}
STILL = ((1.0, 0.0, 0.0, 0.0), (0.0, 1.0, 0.0, 0.0), (0.0, 0.0, 1.0, 0.0))
REGISTRATION = Registration("r", "s", "2.25.1", "p", "ps", "2.25.1", STILL, "by hand", None, by("user:a"))


def records(uid: str, lesion: Lesion, scale: float = 1.0) -> tuple[Finding, tuple[Evidence, ...]]:
    x, y, z = (a + b for a, b in zip(lesion.centre_mm, TorsoPlan().shift_lps, strict=True))
    long, short, _ = lesion.diameters_mm
    rows = [("long_axis", long * scale, "mm"), ("short_axis", short * scale, "mm"), ("volume", lesion.volume_ml * scale**3, "ml")]
    evidence = tuple(
        Evidence(f"{uid} {lesion.name} {kind}", "s", "2.25.1", ((x, y, z), (x, y, z)), Quantity(kind, value, unit), by("user:a"))
        for kind, value, unit in rows
    )
    side = "left" if "left" in lesion.host else "right" if "right" in lesion.host else "none"
    ids = tuple(row.id for row in evidence)
    finding = Finding(f"{uid} {lesion.name}", WHAT[lesion.kind], WHERE[lesion.host], side, "", True, "definite", "accepted", ids, by("user:a"))
    return finding, evidence


def side(uid: str, date: str, lesions: tuple[Lesion, ...], scale: float = 1.0, looked: frozenset[str] = frozenset({"user"})) -> Side:
    found = [records(uid, lesion, scale) for lesion in lesions]
    evidence = {row.id: row for _, rows in found for row in rows}
    study, series = Study(uid, PATIENT, date), Series("s", uid, "CT")
    return Side(study, series, TorsoPlan().geometry, tuple(finding for finding, _ in found), evidence, looked)


@pytest.fixture
def case(tmp_path: Path) -> Iterator[CaseStore]:
    with Library(tmp_path / "library") as library:
        yield library.open_case("now")


def put(case: CaseStore, current: Side) -> None:
    case.apply(Edit("Add", "user:a", tuple(Swap(None, row) for row in (*current.evidence.values(), *current.findings))))


def states(case: CaseStore) -> dict[str, str]:
    return {row.finding.id if row.finding else row.pair.prior_finding_id: row.delta.state for row in compared(case, "20260316")}


def test_every_planted_lesion_of_the_demonstration(case: CaseStore) -> None:
    current, prior = side("now", "20260316", LESIONS), side("then", "20251114", PRIOR_LESIONS)
    put(case, current)
    pairs = match(current, prior, REGISTRATION)
    case.apply(keep_pairs(case, pairs, "then", "user:a"))
    assert states(case) == {
        "now nodule 1": "larger", "now nodule 2": "larger", "now nodule 3": "new", "now cyst": "stable", "now stone": "stable",
    }  # fmt: skip
    assert {row.finding_id[4:]: row.prior_finding_id[5:] for row in pairs} == {
        "nodule 1": "nodule 1", "nodule 2": "nodule 2", "nodule 3": "", "cyst": "cyst", "stone": "stone",
    }  # fmt: skip
    changes = changes_of(compared(case, "20260316"))
    assert changes["now nodule 1"].prior_value == 6.0 and changes["now nodule 3"].prior_value is None
    sums = followup(case, "20260316")
    assert sums.targets == ("now cyst",), "the nodules were under 10 mm at baseline, as was the stone"
    assert [(row.sum_mm, row.category) for row in sums.responses] == [(24.0, "baseline"), (24.0, "PD")]
    assert sums.responses[-1].new_lesions == 1


def test_the_reader_chooses_targets_and_comparing_again_keeps_them(case: CaseStore) -> None:
    current, prior = side("now", "20260316", LESIONS), side("then", "20251114", PRIOR_LESIONS)
    put(case, current)
    case.apply(keep_pairs(case, match(current, prior, REGISTRATION), "then", "user:a"))
    by_key = {key_of(row): row for row in followup(case, "20260316").baseline}
    assert set(by_key) == {"now nodule 1", "now nodule 2", "now cyst", "now stone"}, "the new one has no size at baseline"
    case.apply(switch_target(case, by_key["now cyst"], True, "user:a"))
    case.apply(switch_target(case, by_key["now nodule 1"], False, "user:a"))
    assert followup(case, "20260316").targets == ("now nodule 1",)
    case.apply(keep_pairs(case, match(current, prior, REGISTRATION), "then", "user:a"))
    found = followup(case, "20260316")
    assert found.targets == ("now nodule 1",) and found.responses[0].sum_mm == 6.0
    assert {key_of(row): row.pair.target for row in found.baseline} == {
        "now nodule 1": "yes", "now nodule 2": "", "now cyst": "no", "now stone": "",
    }  # fmt: skip
    case.undo("user:a")
    case.undo("user:a")
    assert followup(case, "20260316").targets == ()


def test_identical_studies_differ_in_nothing(case: CaseStore) -> None:
    current = side("now", "20260316", LESIONS)
    put(case, current)
    case.apply(keep_pairs(case, match(current, side("then", "20251114", LESIONS), REGISTRATION), "then", "user:a"))
    rows = compared(case, "20260316")
    assert {row.delta.state for row in rows} == {"stable"} and all(row.delta.change_mm == 0 for row in rows) and len(rows) == 5


def test_what_nobody_looked_for_is_neither_new_nor_gone(case: CaseStore) -> None:
    current = side("now", "20260316", LESIONS[:1])
    put(case, current)
    prior = side("then", "20251114", (), looked=frozenset())
    case.apply(keep_pairs(case, match(current, prior, REGISTRATION), "then", "user:a"))
    (row,) = compared(case, "20260316")
    assert row.delta.state == "not comparable" and "Nobody looked" in row.delta.rule
    assert changes_of((row,)) == {}, "so no sentence may call it new"


def test_what_lies_outside_the_other_pictures_is_not_comparable(case: CaseStore) -> None:
    current, prior = side("now", "20260316", LESIONS[:1]), side("then", "20251114", ())
    far = replace(REGISTRATION, rows=((1.0, 0.0, 0.0, 0.0), (0.0, 1.0, 0.0, 0.0), (0.0, 0.0, 1.0, 900.0)))
    put(case, current)
    case.apply(keep_pairs(case, match(current, prior, far), "then", "user:a"))
    (row,) = compared(case, "20260316")
    assert row.delta.state == "not comparable" and "not in the pictures" in row.delta.rule


def test_several_priors_make_a_trend_and_a_nadir(case: CaseStore) -> None:
    current = side("now", "20260316", LESIONS[3:4])
    put(case, current)
    for uid, date, scale in (("first", "20250316", 2.0), ("second", "20250916", 0.5)):
        pairs = match(current, side(uid, date, LESIONS[3:4], scale), REGISTRATION)
        case.apply(keep_pairs(case, pairs, uid, "user:a"))
    rows = compared(case, "20260316")
    assert {row.pair.prior_study_uid: row.delta.state for row in rows} == {"first": "smaller", "second": "larger"}
    assert set(trends(rows).values()) == {((-365, 48.0), (-181, 12.0), (0, 24.0))}
    assert changes_of(rows)["now cyst"].prior_date == "20250916", "the report speaks of the newest prior"
    assert [(row.sum_mm, row.nadir_mm, row.category) for row in followup(case, "20260316").responses] == [
        (48.0, 48.0, "baseline"), (12.0, 12.0, "PR"), (24.0, 12.0, "PD"),
    ]  # fmt: skip


def test_comparing_again_keeps_what_the_reader_paired(case: CaseStore) -> None:
    current, prior = side("now", "20260316", LESIONS[:2]), side("then", "20251114", PRIOR_LESIONS[:2])
    put(case, current)
    pairs = match(current, prior, REGISTRATION)
    own = replace(pairs[0], prior_finding_id="", prior_quantities=(), source=by("user:a"))
    again = match(current, prior, REGISTRATION, (own,))
    assert own in again and len(again) == 3
    case.apply(keep_pairs(case, again, "then", "user:a"))
    case.apply(keep_pairs(case, match(current, prior, REGISTRATION, again), "then", "user:a"))
    assert states(case) == {"now nodule 1": "new", "now nodule 2": "larger", "then nodule 1": "resolved"}


def test_the_reader_says_that_a_lesion_has_resolved(case: CaseStore) -> None:
    current, prior = side("now", "20260316", LESIONS[:1]), side("then", "20251114", PRIOR_LESIONS[:2])
    put(case, current)
    case.apply(keep_pairs(case, match(current, prior, REGISTRATION), "then", "user:a"))
    (row,) = [row for row in compared(case, "20260316") if row.delta.state == "resolved"]
    case.apply(denial(row.pair, prior.findings[1], "s", "2.25.1", "user:a"))
    (said,) = [row for row in case.all_of(Finding) if not row.present]
    assert (said.what, said.side, said.status) == (NODULE, prior.findings[1].side, "accepted")
    assert changes_of(compared(case, "20260316"))[said.id].state == "resolved"
    known = tuple(row for row in case.all_of(LesionPair) if row.source.author.startswith("user:"))
    seen = replace(current, findings=tuple(case.all_of(Finding)), evidence={row.id: row for row in case.all_of(Evidence)})
    case.apply(keep_pairs(case, match(seen, prior, REGISTRATION, known), "then", "user:a"))
    assert states(case) == {"now nodule 1": "larger", said.id: "resolved"}, "comparing again keeps it"
    case.undo()
    case.undo()
    assert [row.delta.state for row in compared(case, "20260316")] == ["larger", "resolved"]
    assert all(row.present for row in case.all_of(Finding))


def test_a_rejected_finding_has_no_change(case: CaseStore) -> None:
    current, prior = side("now", "20260316", LESIONS[:1]), side("then", "20251114", PRIOR_LESIONS[:1])
    put(case, current)
    case.apply(keep_pairs(case, match(current, prior, REGISTRATION), "then", "user:a"))
    case.apply(Edit("Reject", "user:a", (Swap(current.findings[0], replace(current.findings[0], status="rejected")),)))
    assert compared(case, "20260316") == ()
