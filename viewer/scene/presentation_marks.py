"""What a presentation state draws on a picture, as marks in pane pixels."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from viewer.case.geometry import Array, Point
from viewer.case.presentation import Graphic, Presentation, ShownArea, Spot, Units, Words
from viewer.case.volume import Plane
from viewer.scene.marks import DotMark, LineMark, Mark, PolygonMark, Role, TextMark, Xy
from viewer.scene.view_state import PlaneView, to_point

COLOUR: Role = "text"
ROUND_STEPS = 64
CURVE_STEPS = 8
LINE_PX = 16.0


def presentation_marks(view: PlaneView, plane: Plane, size: tuple[int, int], state: Presentation) -> tuple[Mark, ...]:
    """Shapes and texts of the state on one picture, from its hindmost layer to its foremost.

    `size` is columns and rows of the picture. Filled shapes are outlined only: nothing covers the image.
    """
    if not state.is_of(plane.instance_uid, plane.frame + 1):
        return ()
    where = _Where(view, plane, size, state, state.area_of(plane.instance_uid, plane.frame + 1))
    marks: list[Mark] = []
    for annotation in state.annotations_of(plane.instance_uid, plane.frame + 1):
        for graphic in annotation.graphics:
            marks += _shape(graphic, where)
        for words in annotation.words:
            marks += _text(words, where)
    return tuple(marks)


def presented_view(view: PlaneView, plane: Plane, size: tuple[int, int], state: Presentation) -> PlaneView:
    """The view turned, mirrored and zoomed as the state wants its picture (PS3.3 C.10.4 and C.10.6).

    Sizes that are to be true to the millimetre, or magnified, are fitted: a pane has no size of its own.
    """
    right, down = _directions(plane, state)
    turned = PlaneView(view.name, view.centre_lps, right, down, view.mm_per_px, view.size_px)
    area = state.area_of(plane.instance_uid, plane.frame + 1)
    where = _Where(turned, plane, size, state, area)
    corners = [np.array(where.point(spot, "area")) for spot in ((0.0, 0.0), (1.0, 1.0))]
    across = abs(float((corners[1] - corners[0]) @ np.array(right)))
    tall = abs(float((corners[1] - corners[0]) @ np.array(down)))
    width, height = view.size_px
    mm_per_px = max(across / max(width, 1), tall / max(height, 1), 1e-6)
    return PlaneView(view.name, to_point((corners[0] + corners[1]) / 2), right, down, mm_per_px, view.size_px)


def _directions(plane: Plane, state: Presentation) -> tuple[Point, Point]:
    """Screen right and screen down of a picture turned clockwise, then mirrored left to right."""
    along, down = (np.array(step) / np.linalg.norm(step) for step in (plane.along_lps, plane.down_lps))
    for _ in range(state.rotation // 90):
        along, down = -down, along
    return to_point(-along if state.flipped else along), to_point(down)


class _Where:
    """From columns and rows of a picture, or fractions of the area shown, to the pane."""

    def __init__(self, view: PlaneView, plane: Plane, size: tuple[int, int], state: Presentation, area: ShownArea | None) -> None:
        self._view, self._plane, self._sideways = view, plane, state.rotation % 180 == 90
        columns, rows = size
        self._first, self._last = (area.top_left, area.bottom_right) if area else ((0.0, 0.0), (columns - 1.0, rows - 1.0))
        if area is None:
            self._first, self._last = _whole(columns, rows, state)

    def spot(self, spot: Spot, units: Units) -> Spot:
        """Column and row of a point in either unit. The area's corners are the outer corners of its corner pixels."""
        if units == "picture":
            return spot
        across, down = (spot[1], spot[0]) if self._sideways else spot
        (x0, y0), (x1, y1) = self._first, self._last
        grow_x, grow_y = (0.5 if x1 >= x0 else -0.5), (0.5 if y1 >= y0 else -0.5)
        x0, x1, y0, y1 = x0 - grow_x, x1 + grow_x, y0 - grow_y, y1 + grow_y
        return x0 + across * (x1 - x0), y0 + down * (y1 - y0)

    def point(self, spot: Spot, units: Units) -> Point:
        column, row = self.spot(spot, units)
        plane = self._plane
        return to_point(
            np.array(plane.origin_lps) + column * np.array(plane.along_lps) + row * np.array(plane.down_lps)
        )

    def px(self, spot: Spot, units: Units) -> Xy:
        return self._view.to_px(self.point(spot, units))


def _whole(columns: int, rows: int, state: Presentation) -> tuple[Spot, Spot]:
    """The pixels at the top left and bottom right of the screen, of a whole picture that was turned and mirrored."""
    right, bottom = columns - 1.0, rows - 1.0
    corners = [(0.0, 0.0), (right, 0.0), (right, bottom), (0.0, bottom)]
    first = (-(state.rotation // 90)) % 4
    if state.flipped:
        first = (first + 1) % 4
    x, y = corners[first]
    return (x, y), (right - x, bottom - y)


def _shape(graphic: Graphic, where: _Where) -> Iterator[Mark]:
    points = np.array([where.spot(point, graphic.units) for point in graphic.points])
    if graphic.kind == "point":
        for x, y in points:
            yield DotMark(where.px((float(x), float(y)), "picture"), COLOUR, filled=graphic.filled)
        return
    if graphic.kind in ("circle", "ellipse"):
        yield PolygonMark(tuple(where.px(spot, "picture") for spot in _round(points)), COLOUR)
        return
    if graphic.kind == "curve":
        points = _smooth(points)
    shown = [where.px((float(x), float(y)), "picture") for x, y in points]
    if len(shown) == 1:
        yield DotMark(shown[0], COLOUR)
    elif len(shown) > 3 and np.allclose(points[0], points[-1]):
        yield PolygonMark(tuple(shown[:-1]), COLOUR)
    else:
        yield from (LineMark(start, end, COLOUR) for start, end in pairwise(shown))


def _round(points: Array) -> list[Spot]:
    """A circle from its middle and a point on it; an ellipse from the ends of its long and its short axis."""
    if len(points) < 4:
        middle, first = points[0], points[1] - points[0]
        second = np.array([-first[1], first[0]])
    else:
        middle, first, second = points[:4].mean(axis=0), (points[1] - points[0]) / 2, (points[3] - points[2]) / 2
    turns = np.linspace(0, 2 * np.pi, ROUND_STEPS, endpoint=False)
    return [(float(x), float(y)) for x, y in (middle + np.cos(t) * first + np.sin(t) * second for t in turns)]


def _smooth(points: Array) -> Array:
    """A curve through all points (Catmull-Rom); it closes where the last point is the first."""
    if len(points) < 3:
        return points
    closed = np.allclose(points[0], points[-1])
    before = points[-2] if closed else 2 * points[0] - points[1]
    after = points[1] if closed else 2 * points[-1] - points[-2]
    knots = np.vstack([before, points, after])
    steps = np.linspace(0, 1, CURVE_STEPS, endpoint=False)[:, None]
    pieces = []
    for a, b, c, d in zip(knots, knots[1:], knots[2:], knots[3:], strict=False):
        pieces.append(b + 0.5 * steps * ((c - a) + steps * (2 * a - 5 * b + 4 * c - d + steps * (3 * (b - c) + d - a))))
    return np.vstack([*pieces, points[-1:]])


def _text(words: Words, where: _Where) -> Iterator[Mark]:
    lines = [line for line in words.text.split("\n") if line.strip()]
    if words.box is not None:
        corners = [where.px(spot, words.box_units) for spot in words.box]
        x, y = min(corner[0] for corner in corners), min(corner[1] for corner in corners)
        for number, line in enumerate(lines):
            yield TextMark((x, y + number * LINE_PX), line, COLOUR, "top left")
        if words.anchor is not None and words.joined:
            middle = (sum(corner[0] for corner in corners) / 2, max(corner[1] for corner in corners))
            yield LineMark(middle, where.px(words.anchor, words.anchor_units), COLOUR, dashed=True)
    elif words.anchor is not None:
        x, y = where.px(words.anchor, words.anchor_units)
        for number, line in enumerate(lines):
            yield TextMark((x + 6, y + number * LINE_PX), line, COLOUR, "left")
