"""Widths of heart and chest on pictures whose outlines are known; turned and sized looks see the same picture."""

import numpy as np
import pytest

from inference.segmentation.radiograph import HEART, LEFT, LOOKS, RIGHT, doubts, drawn, edge, measure, seen


def chest(size: int = 128, heart: tuple[float, float] = (50.0, 92.0), lungs: tuple[float, float] = (14.0, 113.0)) -> np.ndarray:
    """Probabilities of two lungs and a heart, soft at their edges; columns of the widest places as given."""
    y, x = np.mgrid[:size, :size].astype(float)

    def soft(depth: np.ndarray) -> np.ndarray:
        return 1 / (1 + np.exp(-2 * depth))

    likely = np.zeros((4, size, size), np.float32)
    middle, radius = (heart[0] + heart[1]) / 2, (heart[1] - heart[0]) / 2
    likely[HEART] = soft(radius - np.hypot(x - middle, (y - 78) * 1.2))
    for number, outer, inner in ((RIGHT, lungs[0], 58.0), (LEFT, lungs[1], 70.0)):
        sign = 1 if inner > outer else -1
        narrowing = 0.004 * (y - 90) ** 2
        likely[number] = soft(np.minimum(np.minimum((x - outer) * sign - narrowing, (inner - x) * sign), np.minimum(y - 20, 100 - y)))
        likely[number] *= 1 - likely[HEART]
    likely[0] = 1 - likely[1:].max(axis=0)
    return likely


def test_widths_are_those_of_the_outlines_to_a_part_of_a_pixel() -> None:
    found = measure(chest())
    assert found is not None
    assert (found.heart[0][1], found.heart[1][1]) == pytest.approx((50.0, 92.0), abs=0.6)
    assert (found.chest[0][1], found.chest[1][1]) == pytest.approx((14.0, 113.0), abs=0.8)
    assert found.chest[0][0] == pytest.approx(90, abs=5) and found.ratio == pytest.approx(42 / 99, abs=0.012)


def test_a_wider_heart_and_stray_islands() -> None:
    likely = chest(heart=(40.0, 104.0))
    likely[HEART, 5:8, 5:8] = 1.0
    likely[LEFT, 60:66, 122:127] = 1.0
    found = measure(likely)
    assert found is not None and found.ratio == pytest.approx(64 / 99, abs=0.015)


@pytest.mark.parametrize("missing", [RIGHT, LEFT, HEART])
def test_what_is_not_seen_is_not_measured(missing: int) -> None:
    likely = chest()
    likely[missing] = 0.1
    assert measure(likely) is None


def test_an_edge_lies_between_pixels() -> None:
    assert edge(np.array([0.0, 0.1, 0.4, 0.8, 1.0], np.float32)) == pytest.approx(2.25)


def test_looks_lie_where_they_say_in_the_picture() -> None:
    picture = np.zeros((300, 240), np.uint8)
    picture[100:140, 60:90] = 255
    for degrees, scale, gamma in LOOKS:
        look, step, origin = seen(picture, 96, degrees, scale, gamma)
        assert look.shape == (96, 96) and look.min() >= 0 and look.max() <= 1
        if degrees == 0:
            middle = np.argwhere(look > 0.5).mean(axis=0) * step + origin
            assert middle == pytest.approx((119.5, 74.5), abs=2)
            back = drawn(np.stack([1 - look, look]), picture.shape, step, origin)
            assert back.shape == picture.shape and np.argwhere(back == 1).mean(axis=0) == pytest.approx((119.5, 74.5), abs=2)


def test_what_speaks_against_a_measurement_is_said() -> None:
    likely = chest()
    found = measure(likely)
    assert found is not None and doubts(found, likely, [found.ratio] * len(LOOKS), 128) == []
    said = " ".join(doubts(found, likely, [0.4, 0.6, 0.5], 128))
    assert "disagree" in said and "In 4 of 7 looks" in said
    wide = measure(chest(lungs=(0.0, 127.0)))
    assert wide is not None and "edge of the picture" in " ".join(doubts(wide, likely, [wide.ratio] * len(LOOKS), 128))
