"""A registration's transform and what it refuses to be."""

import json
from dataclasses import replace

import numpy as np
import pytest

from viewer.case.bend import Bend
from viewer.case.comparison import LesionPair
from viewer.case.plain import from_plain, to_plain
from viewer.case.registration import Registration, RegistrationQuality, Rows
from viewer.case.source import by

TURNED: Rows = ((0.0, -1.0, 0.0, 5.0), (1.0, 0.0, 0.0, 6.0), (0.0, 0.0, 1.0, 7.0))


def registration(rows: Rows) -> Registration:
    return Registration("r", "1", "2", "3", "4", "5", rows, "rigid", None, by("user:a"))


def test_there_and_back() -> None:
    one = registration(TURNED)
    assert one.there((1.0, 2.0, 3.0)) == (3.0, 7.0, 10.0)
    assert one.back(one.there((1.0, 2.0, 3.0))) == pytest.approx((1.0, 2.0, 3.0))
    assert one.rotation_degrees == pytest.approx(90)


def test_moved_ends_further_on() -> None:
    further = registration(registration(TURNED).moved((1.0, -2.0, 0.5)))
    assert further.there((0.0, 0.0, 0.0)) == (6.0, 4.0, 7.5)


@pytest.mark.parametrize("scale", [-1.0, 1.1, np.nan])
def test_a_mirror_or_a_scale_is_no_rigid_transform(scale: float) -> None:
    with pytest.raises(ValueError, match="rigid"):
        registration(((scale, 0.0, 0.0, 0.0), (0.0, 1.0, 0.0, 0.0), (0.0, 0.0, 1.0, 0.0)))


def test_a_pair_of_nothing_is_none() -> None:
    with pytest.raises(ValueError, match="at least one"):
        LesionPair("p", "", "1", "20250101", "", "", (), "", "", (0, 0, 0), (0, 0, 0), 0.0, "", by("user:a"))


def test_a_bend_goes_into_the_library_and_comes_back() -> None:
    shifts = np.random.default_rng(3).normal(0, 2, (4, 5, 6, 3))
    quality = RegistrationQuality(0.1, 0.9, 1.0, 1.2, 0.8, 0.1, 1.0, 2.0, 3.0, (0.7, 1.4))
    bent = replace(registration(TURNED), method="deformable", quality=quality, bend=Bend.of((0.0, 0.0, 0.0), 30.0, shifts))
    again = from_plain(Registration)(json.loads(json.dumps(to_plain(bent))))
    assert again == bent and again.there((40.0, 50.0, 60.0)) == bent.there((40.0, 50.0, 60.0))
    assert again.back(again.there((40.0, 50.0, 60.0))) == pytest.approx((40.0, 50.0, 60.0), abs=0.02)
    unbent = registration(TURNED)
    before = to_plain(unbent)
    del before["bend"]  # as libraries hold it that were written before there were bends
    assert from_plain(Registration)(before) == unbent
