"""Texts on an image are cut to their room, however long a header makes them."""

from viewer.scene.text_room import LabelRoom, box_of, cut, width_px, wrap


def test_a_word_of_ten_thousand_letters_is_cut_without_measuring_it_again_and_again() -> None:
    measured: list[int] = []

    def width(text: str) -> float:
        measured.append(len(text))
        return width_px(text)

    short = cut("W" * 10_000, 200.0, width)
    assert short.endswith("…") and width_px(short) <= 200.0 and width_px(f"W{short}") > 200.0
    assert sum(measured) < 100_000


def test_a_label_does_not_lie_on_its_own_line_where_another_place_is_free():
    room = LabelRoom((300, 200))
    end = (290.0, 100.0)
    (beside,) = LabelRoom((300, 200)).labels(("100.0 mm (calibrated)",), "accent", (*end, *end))
    (label,) = room.labels(("100.0 mm (calibrated)",), "accent", (*end, *end), lines=[((20.0, 100.0), end)])
    left, top, right, bottom = box_of(label)
    assert box_of(beside)[1] < 100 < box_of(beside)[3], "it would lie on it"
    assert not (top < 100 < bottom) and left >= 0 and right <= 300
    only = LabelRoom((150, 16)).labels(("100.0 mm (calibrated)",), "accent", (140.0, 8.0, 140.0, 8.0), lines=[((5.0, 8.0), (140.0, 8.0))])
    assert len(only) == 1, "on the line is better than nowhere"


def test_what_is_left_out_is_told_even_where_one_word_fills_the_room():
    assert wrap("Demonstration, Lightbox", width_px("Demonstration,") + 1, 1)[0].endswith("…")
    assert wrap("Demonstration,", width_px("Demonstration,") + 1, 1) == ["Demonstration,"]


def test_a_number_and_its_unit_stand_on_one_row() -> None:
    assert wrap("2 · Portal venous 2.0 mm  soft tissue", width_px("2 · Portal venous 2.0") + 1, 3) == ["2 · Portal venous", "2.0 mm soft tissue"]
    assert wrap("T2 small 120 kV", width_px("T2 small 120") + 1, 2) == ["T2 small", "120 kV"]
    assert wrap("", 100, 1) == [""]
