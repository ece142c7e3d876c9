"""Which series goes where: conditions, words, sides and views, priors."""

from dataclasses import replace

from viewer.case.hanging import (
    Candidate,
    CellRule,
    HangingProtocol,
    Projection,
    choose,
    exam_of,
    hang,
    is_worth,
    likeness,
    rank,
)
from viewer.case.study import Series


def series(uid: str, modality: str = "CT", description: str = "", body_part: str = "", number: int = 1) -> Series:
    return Series(uid, "study", modality, description, number, body_part=body_part)


def picture(uid: str, side: str, view: str) -> Candidate:
    return Candidate(series("mg", "MG"), uid, projection=Projection(side, view))


MAMMOGRAPHY = HangingProtocol(
    "Mammography", 2, 2,
    tuple(CellRule(laterality=side, view=view) for side, view in (("R", "CC"), ("L", "CC"), ("R", "MLO"), ("L", "MLO"))),
    ("MG",),
)  # fmt: skip
WITH_PRIOR = HangingProtocol(
    "Chest with prior", 1, 2, (CellRule(modality=("CT",)), CellRule(prior=True, modality=("CT",))),
    ("CT",), ("CHEST",), ("chest", "thorax"), needs_prior=True,
)  # fmt: skip


def test_each_breast_goes_to_its_side_whatever_the_order_of_the_files() -> None:
    pictures = [picture("d", "L", "MLO"), picture("a", "R", "CC"), picture("c", "R", "MLO"), picture("b", "L", "CC")]
    for order in (pictures, pictures[::-1], pictures[2:] + pictures[:2]):
        assert [one and one.key for one in hang(MAMMOGRAPHY, order)] == ["a", "b", "c", "d"]


def test_a_view_that_was_not_taken_leaves_its_place_empty() -> None:
    hung = hang(MAMMOGRAPHY, [picture("a", "R", "CC"), picture("d", "L", "MLO")])
    assert [one and one.key for one in hung] == ["a", None, None, "d"]
    assert is_worth(MAMMOGRAPHY, hung) and not is_worth(MAMMOGRAPHY, hang(MAMMOGRAPHY, [picture("a", "R", "CC")]))


def test_one_series_fills_two_cells_in_two_windows_or_views_or_where_the_cell_says_again() -> None:
    alone = [Candidate(series("ct"))]
    windows = HangingProtocol("Two windows", 1, 2, (CellRule(window="2"), CellRule(window="3")))
    assert hang(windows, alone) == (alone[0], alone[0]) and is_worth(windows, hang(windows, alone))
    planes = HangingProtocol("Two planes", 1, 2, (CellRule(views="axial"), CellRule(views="coronal")))
    assert hang(planes, alone) == (alone[0], alone[0])
    twice = HangingProtocol("Twice the same", 1, 2, (CellRule(), CellRule()))
    assert hang(twice, alone) == (alone[0], None), "two views of a radiograph are no picture twice"
    assert hang(replace(twice, cells=(CellRule(), CellRule(again=True))), alone) == (alone[0], alone[0])
    two = [*alone, Candidate(series("other"))]
    assert set(hang(windows, two)) == set(two), "nothing twice as long as there is something else"


def test_a_whole_protocol_is_used_only_without_holes() -> None:
    rooms = HangingProtocol("Two series", 1, 3, (CellRule(modality=("CT",)), CellRule(modality=("PT",)), CellRule()), whole=True)
    ct, other, pet = Candidate(series("ct")), Candidate(series("other")), Candidate(series("pet", "PT"))
    assert not is_worth(rooms, hang(rooms, [ct, other])), "nothing stands where the PET stood"
    assert is_worth(rooms, hang(rooms, [ct, pet])), "a place that was empty may stay so"
    assert is_worth(replace(rooms, whole=False), hang(rooms, [ct, other]))


def test_a_protocol_is_for_its_modality_and_its_part_of_the_body_or_words() -> None:
    chest = exam_of([series("1", "CT", body_part="CHEST")], "", has_prior=True)
    assert rank(WITH_PRIOR, chest) is not None
    assert rank(WITH_PRIOR, replace(chest, has_prior=False)) is None
    assert rank(WITH_PRIOR, exam_of([series("1", "MR", body_part="CHEST")], "", True)) is None
    assert rank(WITH_PRIOR, exam_of([series("1", "CT", body_part="HEAD")], "", True)) is None
    assert rank(WITH_PRIOR, exam_of([series("1", "CT")], "CT Thorax nativ", True)) is not None
    assert rank(WITH_PRIOR, exam_of([series("1", "CT")], "archest", True)) is None, "a beginning of a word, not a piece of one"


def test_the_users_own_protocol_wins_and_others_wait_until_asked_for() -> None:
    own = replace(WITH_PRIOR, name="Mine", own=True, needs_prior=False)
    asked = replace(WITH_PRIOR, name="Asked", automatic=False)
    exam = exam_of([series("1", "CT", body_part="CHEST")], "", True)
    assert [one.name for one in choose([WITH_PRIOR, asked, own, MAMMOGRAPHY], exam)] == ["Mine", "Chest with prior"]
    assert {one.name for one in choose([asked], exam, automatic=False)} == {"Asked"}


def test_the_prior_is_the_series_most_like_the_one_it_stands_beside() -> None:
    now = Candidate(series("now", "CT", "Thorax 1.0 Br40"), pictures=400)
    candidates = [
        now,
        Candidate(series("p1", "CT", "Abdomen 5.0"), pictures=900, prior=True),
        Candidate(series("p2", "CT", "Thorax 1.0 Br40"), pictures=380, prior=True),
        Candidate(series("p3", "CT", "Thorax 1.0 Br64"), pictures=380, prior=True),
    ]
    hung = hang(WITH_PRIOR, candidates)
    assert [one.series.uid if one else "" for one in hung] == ["now", "p2"]
    assert not is_worth(WITH_PRIOR, hang(WITH_PRIOR, candidates[:1])), "without a prior it says nothing"
    assert likeness(candidates[2].series, now.series) > likeness(candidates[3].series, now.series) > likeness(candidates[1].series, now.series)


def test_words_choose_the_contrast_and_none_is_shown_twice() -> None:
    brain = HangingProtocol(
        "Brain", 1, 3, (CellRule(words=("t2",), without=("flair",)), CellRule(words=("flair",)), CellRule(words=("dwi", "adc"))), ("MR",)
    )
    candidates = [Candidate(series(uid, "MR", text, number=number)) for number, (uid, text) in enumerate(
        (("a", "AX T2 FLAIR"), ("b", "AX T2 TSE"), ("c", "ADC map"), ("d", "T1 MPRAGE")), 1)]  # fmt: skip
    assert [one.series.uid if one else "" for one in hang(brain, candidates)] == ["b", "a", "c"]
    twice = HangingProtocol("Twice", 1, 2, (CellRule(words=("t2",)), CellRule(words=("t2",))))
    assert [one.series.uid if one else "" for one in hang(twice, candidates)] == ["a", "b"], "by number"


def test_the_kind_of_examination_does_not_depend_on_the_order_of_words() -> None:
    one = exam_of([series("1", "CT", body_part="CHEST")], "CT Thorax mit KM", False)
    other = exam_of([series("2", "CT", body_part="Chest")], "mit KM: Thorax CT", True)
    assert one.kind == other.kind == "ct chest ct km mit thorax"
