"""Prompts say where they are, whatever plane they were drawn in, and travel as plain values."""

import json
import math

import pytest

from viewer.case.plain import from_plain, to_plain
from viewer.case.prompt import Prompt, Prompts, box_prompt, point_prompt
from viewer.case.source import by


def test_a_box_knows_its_bounds_also_when_it_is_flat_and_oblique() -> None:
    assert box_prompt((3.0, 0.0, 0.0), (0.0, 2.0, -1.0)).bounds_lps == ((0.0, 0.0, -1.0), (3.0, 2.0, 0.0))
    flat = Prompt("box", ((0.0, 0.0, 0.0), (1.0, 0.0, 1.0), (0.0, 5.0, 0.0)))
    assert flat.bounds_lps == ((0.0, 0.0, 0.0), (1.0, 5.0, 1.0))


@pytest.mark.parametrize(
    ("kind", "points"),
    [
        ("point", ()),
        ("point", ((0.0, 0.0, 0.0), (1.0, 1.0, 1.0))),
        ("point", ((math.nan, 0.0, 0.0),)),
        ("lasso", ((0.0, 0.0, 0.0), (1.0, 1.0, 1.0))),
        ("box", ((0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (0.0, 0.0, 0.0))),
        ("scribble", ((0.0, 0.0, math.inf),)),
    ],
)
def test_what_is_no_prompt_is_refused(kind: str, points: tuple[tuple[float, float, float], ...]) -> None:
    with pytest.raises(ValueError, match="a "):
        Prompt(kind, points)  # type: ignore[arg-type]


def test_prompts_are_read_back_as_they_were_written() -> None:
    record = Prompts(
        Prompts.id_of("s", 3), "s", 3, "frame",
        (point_prompt((0.1, 0.2, 0.3)), point_prompt((1.0, 2.0, 3.0), False), box_prompt((0.0, 0.0, 0.0), (1.0, 1.0, 1.0))),
        by("model:geodesic@1.0.0"), ((0, 1), (0, 2), (0, 3)), b"\x00\xff",
    )  # fmt: skip
    assert from_plain(Prompts)(json.loads(json.dumps(to_plain(record)))) == record
