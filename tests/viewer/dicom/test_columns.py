"""Many records as columns of JSON read back as they were."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.dicom.columns import from_columns, to_columns


@dataclass(frozen=True)
class Inner:
    name: str
    table: tuple[int, ...] | None = None


@dataclass(frozen=True)
class Row:
    number: int
    place: tuple[float, float, float]
    inner: Inner
    sign: bool
    maybe: Inner | None
    tells: tuple[tuple[str, float | str], ...] = ()


numbers = st.floats(allow_nan=False)
inners = st.builds(Inner, st.text(max_size=3), st.none() | st.lists(st.integers(), max_size=3).map(tuple))
rows = st.builds(
    Row, st.integers(-3, 3), st.tuples(numbers, numbers, numbers), inners, st.booleans(), st.none() | inners,
    st.lists(st.tuples(st.text(max_size=2), numbers | st.text(max_size=2)), max_size=2).map(tuple),
)  # fmt: skip


@given(st.lists(rows, max_size=5))
def test_rows_read_back(written: list[Row]) -> None:
    again = from_columns(Row, json.loads(json.dumps(to_columns(written))))
    assert again == tuple(written) and repr(again) == repr(tuple(written))  # also 1.0 for 1.0 and not 1


def test_what_is_alike_is_written_once() -> None:
    many = [Row(n, (0.0, 0.0, 1.5), Inner("a", tuple(range(1000))), True, None) for n in range(1000)]
    text = json.dumps(to_columns(many))
    assert len(text) < 20_000
    assert from_columns(Row, json.loads(text)) == tuple(many)


def test_a_column_that_is_cut_short_is_refused() -> None:
    table = to_columns([Row(n, (0.0, 0.0, 1.5), Inner("a"), True, None) for n in range(3)])
    table["columns"][0].pop()
    with pytest.raises(ValueError, match="cut short"):
        from_columns(Row, table)
    whole = to_columns([Row(0, (0.0, 0.0, 1.5), Inner("a"), True, None)])
    whole["columns"].pop()
    with pytest.raises(ValueError, match="zip"):
        from_columns(Row, whole)
