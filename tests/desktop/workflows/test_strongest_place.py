"""The place that a classifier's map of a radiograph points at, in the patient's millimetres."""

import numpy as np

from desktop.workflows.classify import strongest
from viewer.case.volume import Plane, Stack


def test_the_frame_lies_around_the_strongest_place_alone() -> None:
    plane = Plane("1", 0, (10.0, 20.0, 0.0), (0.5, 0.0, 0.0), (0.0, 0.25, 0.0))  # columns 0.5 mm, rows 0.25 mm
    stack = Stack("s", "f", (plane,), np.zeros((1, 40, 60), np.uint8), "")
    found = np.zeros((40, 60), np.float32)
    found[4:8, 30:40] = 1.0
    found[8, 30:40] = 0.4  # less than half as strong
    found[30:35, 2:5] = 0.9  # strong, and apart
    assert strongest(stack, found) == ((10 + 29.5 * 0.5, 20 + 3.5 * 0.25, 0.0), (10 + 39.5 * 0.5, 20 + 7.5 * 0.25, 0.0))
    assert strongest(stack, -found) is None
