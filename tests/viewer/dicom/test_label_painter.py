"""Overlapping regions share one label map and each keeps every pixel."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.dicom.label_painter import FullError, LabelPainter

SHAPE = (2, 4, 5)
bits = st.lists(st.booleans(), min_size=40, max_size=40).map(lambda row: np.array(row).reshape(SHAPE))


def painted(regions: list[np.ndarray]) -> tuple[np.ndarray, dict[int, tuple[int, ...]]]:
    mask = np.zeros(SHAPE, np.uint8)
    painter = LabelPainter(mask, {n: n for n in range(1, len(regions) + 1)})
    for number, region in enumerate(regions, start=1):
        for k in range(SHAPE[0]):
            painter.paint(number, mask[k], region[k])
    return mask, painter.finish()


@given(st.lists(bits, min_size=1, max_size=6))
def test_each_region_has_exactly_its_pixels_whatever_overlaps(regions: list[np.ndarray]) -> None:
    mask, found = painted(regions)
    for number, region in enumerate(regions, start=1):
        assert (number in found) == bool(region.any())
        if number in found:
            assert found[number][0] == number
            np.testing.assert_array_equal(np.isin(mask, found[number]), region)
    assert set(np.unique(mask)) <= {0, *(n for numbers in found.values() for n in numbers)}


def test_nested_regions_are_numbers_that_the_outer_one_includes() -> None:
    outer = np.ones(SHAPE, bool)
    inner, innermost = np.zeros(SHAPE, bool), np.zeros(SHAPE, bool)
    inner[:, 1:3, 1:4] = True
    innermost[0, 1, 1] = True
    for order in ((outer, inner, innermost), (innermost, inner, outer)):
        mask, found = painted(list(order))
        sizes = {3: 1, 2: 11, 1: 28} if order[0] is outer else {1: 1, 2: 11, 3: 28}
        assert {n: int((mask == n).sum()) for n in sizes} == sizes
        assert sorted(map(len, found.values())) == [1, 2, 3]
        assert {n for numbers in found.values() for n in numbers} == {1, 2, 3}


def test_a_region_too_many_is_taken_out_again_without_a_trace() -> None:
    mask = np.zeros((1, 1, 255), np.uint8)
    painter = LabelPainter(mask, {n: n for n in range(1, 10)})
    for region in range(1, 9):  # 254 combinations of eight regions: all numbers but the ninth's
        painter.paint(region, mask[0], (np.arange(255) >> (region - 1) & 1).astype(bool)[None])
    before = mask.copy()
    assert len(np.unique(before)) == 255
    with pytest.raises(FullError):
        painter.paint(9, mask[0], np.ones((1, 255), bool))
    painter.forget(9)
    np.testing.assert_array_equal(mask, before)
    found = painter.finish()
    assert sorted(found) == list(range(1, 9))
    for region in range(1, 9):
        np.testing.assert_array_equal(np.isin(mask[0, 0], found[region]), np.arange(255) >> (region - 1) & 1)
