"""Texts on an image are cut to their room, however long a header makes them."""

from viewer.scene.text_room import cut, width_px


def test_a_word_of_ten_thousand_letters_is_cut_without_measuring_it_again_and_again() -> None:
    measured: list[int] = []

    def width(text: str) -> float:
        measured.append(len(text))
        return width_px(text)

    short = cut("W" * 10_000, 200.0, width)
    assert short.endswith("…") and width_px(short) <= 200.0 and width_px(f"W{short}") > 200.0
    assert sum(measured) < 100_000
