"""Matching lesions, their change by published thresholds, and RECIST's own examples."""

import pytest

from inference.measure.change import LYMPH_NODE, days_between, delta_of
from inference.measure.match import Lesion, match_lesions
from inference.measure.recist import Followed, Visit, choose_targets, responses
from inference.report.lexicon import lexicon
from viewer.case.finding import Finding, Quantity
from viewer.case.geometry import Point
from viewer.case.source import by
from viewer.case.terms import LEFT_LUNG, LESION, LIVER, LUNG, NODULE, Code


def finding(what: Code = NODULE, where: Code = LUNG) -> Finding:
    return Finding("f", what, where, "right", "", True, "definite", "accepted", (), by("user:a"))


def sizes(long: float, short: float, ml: float | None = None) -> tuple[Quantity, ...]:
    axes = Quantity("long_axis", long, "mm"), Quantity("short_axis", short, "mm")
    return axes if ml is None else (*axes, Quantity("volume", ml, "ml"))


def test_doubling_time_of_published_examples() -> None:
    assert delta_of(finding(), sizes(8, 8, 0.2681), sizes(6, 6, 0.1131), 90).doubling_days == pytest.approx(72.28, abs=0.1)
    assert delta_of(finding(), sizes(10, 10), sizes(8, 8), 180).doubling_days == pytest.approx(186.38, abs=0.01)
    assert delta_of(finding(), sizes(10, 10), sizes(5, 5), 365).doubling_days == pytest.approx(121.67, abs=0.01)
    assert delta_of(finding(), sizes(5, 5), sizes(5, 5), 365).doubling_days is None
    assert delta_of(finding(), sizes(4, 4), sizes(5, 5), 365).doubling_days is None


@pytest.mark.parametrize(
    ("now", "then", "state"),
    [
        (sizes(8, 8, 0.268), sizes(6, 6, 0.113), "larger"),
        (sizes(6.2, 6, 0.138), sizes(6, 6, 0.113), "stable"),
        (sizes(6, 5.8, 0.142), sizes(6, 6, 0.113), "stable"),  # the volume grew, the diameters did not
        (sizes(6, 6, 0.08), sizes(7, 6, 0.113), "smaller"),
        (sizes(7.9, 7.9), sizes(6, 6), "stable"),
        (sizes(8, 8), sizes(6, 6), "larger"),
    ],
)
def test_a_lung_nodule_by_volume_else_by_mean_diameter(
    now: tuple[Quantity, ...], then: tuple[Quantity, ...], state: str
) -> None:
    delta = delta_of(finding(), now, then, 100)
    assert delta.state == state
    assert ("BTS" if len(now) == 3 else "Fleischner") in delta.rule


def test_a_nodule_that_the_reader_puts_into_a_lobe_is_followed_as_one_of_the_lung() -> None:
    (lobe,) = [term.code for term in lexicon().anatomy.values() if term.name == "upper lobe"]
    assert lobe is not None
    for where in (lobe, LEFT_LUNG):
        assert delta_of(finding(where=where), sizes(8.1, 7.8, 0.283), sizes(5.9, 5.2, 0.099), 120).state == "larger"


@pytest.mark.parametrize(("now", "then", "state"), [(24, 20, "stable"), (57, 47, "larger"), (14, 20, "smaller"), (15, 20, "stable")])
def test_another_lesion_by_recist(now: float, then: float, state: str) -> None:
    assert delta_of(finding(LESION, LIVER), sizes(now, now), sizes(then, then), 100).state == state


def test_a_node_is_followed_by_its_short_axis() -> None:
    delta = delta_of(finding(LESION, LYMPH_NODE), sizes(30, 21), sizes(30, 15), 100)
    assert (delta.state, delta.change_mm) == ("larger", 6)


def test_what_was_measured_otherwise_cannot_be_compared() -> None:
    other = (Quantity("long_axis", 6.0, "mm", mm_from="imager"),)
    assert delta_of(finding(), sizes(8, 8), other, 100).state == "not comparable"
    assert delta_of(finding(), sizes(8, 8), (), 100).state == "not comparable"


def test_days_between_dates() -> None:
    assert days_between("20251114", "20260316") == 122
    assert days_between("", "20260316") is None


def lesion(id: str, centre: Point, what: Code = NODULE, side: str = "right", size: float = 8.0) -> Lesion:
    return Lesion(id, what, side, centre, size)


def shifted(point: Point) -> Point:
    return point[0] + 100, point[1], point[2]


def test_lesions_are_paired_by_place_kind_and_side() -> None:
    current = [lesion("a", (0, 0, 0)), lesion("b", (12, 0, 0)), lesion("c", (90, 0, 0)), lesion("d", (0, 60, 0), LESION)]
    prior = [lesion("B", (110, 0, 0)), lesion("A", (101, 0, 0)), lesion("C", (190, 0, 0), side="left"), lesion("D", (100, 60, 3), LESION)]
    found = {(row.current.id, row.prior.id): row.apart_mm for row in match_lesions(current, prior, shifted, 2.0)}
    assert found == {("a", "A"): 1.0, ("b", "B"): 2.0, ("d", "D"): 3.0}


def test_what_lies_too_far_away_is_another_lesion() -> None:
    assert match_lesions([lesion("a", (0, 0, 0))], [lesion("A", (111, 0, 0))], shifted, 2.0) == ()
    assert match_lesions([lesion("a", (0, 0, 0))], [lesion("A", (111, 0, 0))], shifted, 4.0) != ()


def targets_of(*sizes_mm: float) -> tuple[Followed, ...]:
    return tuple(Followed(str(number), "liver", size) for number, size in enumerate(sizes_mm))


def test_sums_of_the_published_example_stay_a_partial_response() -> None:
    rows = responses(targets_of(100), [Visit(str(n), {"0": size}) for n, size in enumerate((100, 70, 70, 80, 80, 80))])
    assert [row.category for row in rows] == ["baseline", "PR", "PR", "PR", "PR", "PR"]
    assert rows[-1].nadir_mm == 70


@pytest.mark.parametrize(("nadir", "now", "category"), [(20, 24, "SD"), (47, 57, "PD"), (20, 0, "CR")])
def test_progression_needs_a_fifth_and_five_millimetres(nadir: float, now: float, category: str) -> None:
    assert responses(targets_of(nadir), [Visit("1", {"0": nadir}), Visit("2", {"0": now})])[-1].category == category


def test_nodes_new_lesions_and_what_was_not_measured() -> None:
    targets = (Followed("a", "liver", 30), Followed("b", "lung", 25), Followed("n", "neck", 16, True))
    visits = [Visit("1", {"a": 30, "b": 25, "n": 16}), Visit("2", {"a": 20, "b": 18, "n": 9}), Visit("3", {"a": 0, "b": 0, "n": 9}),
              Visit("4", {"a": 0, "b": 0, "n": 9}, 1), Visit("5", {"a": 0, "b": 0})]  # fmt: skip
    rows = responses(targets, visits)
    assert [row.category for row in rows] == ["baseline", "PR", "CR", "PD", "NE"]
    assert [row.sum_mm for row in rows] == [71, 47, 9, 9, None]


def test_targets_are_the_largest_measurable_ones() -> None:
    rows = [Followed("a", "liver", 30), Followed("b", "liver", 20), Followed("c", "liver", 19), Followed("d", "lung", 9.9),
            Followed("n", "neck", 16, True), Followed("m", "groin", 18, True), Followed("o", "axilla", 17, True)]  # fmt: skip
    assert [row.id for row in choose_targets(rows)] == ["a", "b", "m", "o"]
