"""Clicks, boxes, scribbles and lassos on a small picture with a known truth, on axes that lie askew."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from soak import count

from inference.segmentation.clicks import Clicks, Kept
from inference.segmentation.outcome import NOTHING, Outcome, is_cut_by_boxes
from inference.segmentation.prompt_voxels import nearest
from inference.segmentation.prompts import CUT_BY_BOX, notes
from viewer.case.geometry import Geometry
from viewer.case.progress import CancelledError, no_tick
from viewer.case.prompt import Prompt, box_prompt, point_prompt
from viewer.case.volume import Volume

Bool = npt.NDArray[np.bool_]
BALL_MM, OTHER_MM = 12.0, 8.0
MIDDLE, OTHER = (-8.0, 0.0, 0.0), (13.0, 4.0, 2.0)
"""Two balls that touch, in mm from the volume's middle along its own axes i, j, k."""


def askew(shape: tuple[int, int, int], spacing_mm: tuple[float, float, float]) -> Geometry:
    """Axes turned about two of the patient's, the middle of the volume far from zero."""
    a, b = 0.4, 0.7
    turn = np.array([[np.cos(a), -np.sin(a), 0], [np.sin(a), np.cos(a), 0], [0, 0, 1]])
    turn = turn @ np.array([[1, 0, 0], [0, np.cos(b), -np.sin(b)], [0, np.sin(b), np.cos(b)]])
    matrix = np.eye(4)
    matrix[:3, :3] = turn[:, ::-1] * np.array(spacing_mm)  # columns k, j, i
    matrix[:3, 3] = np.array([40.0, -150.0, 320.0]) - matrix[:3, :3] @ ((np.array(shape) - 1) / 2)
    return Geometry.from_matrix(shape, matrix, "frame")


class Case:
    """Two touching balls of similar values in a darker, noisy surrounding."""

    def __init__(
        self, shape: tuple[int, int, int] = (48, 56, 60), spacing_mm: tuple[float, float, float] = (1.5, 1.0, 1.0),
        unit: str = "HU", values: tuple[float, float, float] = (-80.0, 45.0, 80.0), noise: float = 12.0,
    ) -> None:  # fmt: skip
        self.geometry = askew(shape, spacing_mm)
        k, j, i = (np.arange(n) - (n - 1) / 2 for n in shape)
        z, y, x = np.meshgrid(k * spacing_mm[0], j * spacing_mm[1], i * spacing_mm[2], indexing="ij")
        self.ball = np.sqrt((x - MIDDLE[0]) ** 2 + (y - MIDDLE[1]) ** 2 + (z - MIDDLE[2]) ** 2) < BALL_MM
        self.other = np.sqrt((x - OTHER[0]) ** 2 + (y - OTHER[1]) ** 2 + (z - OTHER[2]) ** 2) < OTHER_MM
        picture = np.full(shape, values[0], np.float32)
        picture[self.ball], picture[self.other & ~self.ball] = values[1], values[2]
        picture += np.random.default_rng(1).normal(0, noise, shape).astype(np.float32)
        self.volume = Volume("series", self.geometry, picture, Path("none"), unit)

    def at(self, x: float, y: float, z: float) -> tuple[float, float, float]:
        """A place in mm from the middle along i, j, k, in the patient."""
        places = (np.array(self.geometry.shape_kji) - 1) / 2 + np.array([z, y, x]) / np.array(self.geometry.spacing_mm)
        return self.geometry.point(*places)

    def segment(self, *prompts: Prompt, before: Outcome = NOTHING) -> Bool:
        return self.whole(Clicks(self.volume, prompts, before, Kept()).segment(lambda piece: None, no_tick))

    def whole(self, outcome: Outcome) -> Bool:
        mask = np.zeros(self.geometry.shape_kji, np.bool_)
        mask[tuple(slice(*span) for span in outcome.box_kji)] = outcome.inside
        return mask

    def value(self, mask: Bool, point: tuple[float, float, float]) -> bool:
        return bool(mask[tuple(nearest(self.geometry, np.array([point]))[0])])


def dice(a: Bool, b: Bool) -> float:
    return float(2 * (a & b).sum() / max(a.sum() + b.sum(), 1))


@pytest.fixture(scope="module")
def case() -> Case:
    return Case()


def test_one_click_outlines_what_stands_out(case: Case) -> None:
    mask = case.segment(point_prompt(case.at(*OTHER)))
    assert dice(mask, case.ball | case.other) > 0.85 or dice(mask, case.other) > 0.85


def test_a_second_click_outside_parts_what_touches(case: Case) -> None:
    mask = case.segment(point_prompt(case.at(*MIDDLE)), point_prompt(case.at(*OTHER), False))
    assert dice(mask, case.ball) > 0.9
    assert not case.value(mask, case.at(*OTHER))


def test_the_clicked_voxel_always_obeys(case: Case) -> None:
    rng = np.random.default_rng(5)
    for _ in range(6):
        prompts = [point_prompt(case.at(*MIDDLE))]
        for _ in range(4):
            place = tuple(rng.uniform(-20, 20, 3))
            prompts.append(point_prompt(case.at(*place), bool(rng.integers(2))))
        mask = case.segment(*prompts)
        for prompt in prompts:
            assert case.value(mask, prompt.points_lps[0]) == prompt.positive


def test_the_clicked_voxel_obeys_in_any_picture() -> None:
    """Random pictures of random shapes and spacings, some with values that are no numbers, and marks of three kinds."""
    rng = np.random.default_rng(11)
    for _ in range(count(1000)):
        shape = tuple(int(n) for n in rng.integers(1, 40, 3))
        geometry = askew((shape[0], shape[1], shape[2]), tuple(rng.uniform(0.4, 6.0, 3)))
        picture = rng.normal(0, 1, shape).astype(np.float32) * rng.choice([0.0, 20.0, 400.0])
        picture[tuple(slice(n // 3, 2 * n // 3 + 1) for n in shape)] += rng.choice([0.0, 100.0, np.nan])
        volume = Volume("series", geometry, picture, Path("none"), str(rng.choice(["HU", "raw"])))
        marks: dict[tuple[int, ...], bool] = {}
        prompts = []
        for _ in range(int(rng.integers(1, 6))):
            place, positive = tuple(int(n) for n in rng.integers(0, shape)), bool(rng.integers(2))
            prompts.append(point_prompt(geometry.point(*place), positive))
            marks[place] = positive
        if rng.integers(2):
            start, end = (geometry.point(*rng.integers(0, shape)) for _ in range(2))
            prompts.insert(0, Prompt("scribble", (start, end), bool(rng.integers(2))))
        mask = np.zeros(shape, np.bool_)
        outcome = Clicks(volume, tuple(prompts), NOTHING, Kept()).segment(lambda piece: None, no_tick)
        mask[tuple(slice(*span) for span in outcome.box_kji)] = outcome.inside
        assert {place: bool(mask[place]) for place in marks} == marks


def test_a_mark_far_away_beside_an_opposite_one_obeys() -> None:
    """Looked at from afar both lie in one block, and the later one holds there."""
    shape = (4, 300, 300)
    geometry = askew(shape, (3.0, 1.0, 1.0))
    picture = np.random.default_rng(2).normal(0, 20, shape).astype(np.float32)
    case = Case()
    case.geometry, case.volume = geometry, Volume("series", geometry, picture, Path("none"), "HU")
    inside, far, beside = (geometry.point(*place) for place in ((1, 20, 20), (2, 281, 281), (2, 281, 280)))
    mask = case.segment(point_prompt(inside), point_prompt(far), point_prompt(beside, False))
    assert [case.value(mask, place) for place in (inside, far, beside)] == [True, True, False]


def test_of_two_marks_on_one_place_the_later_one_holds(case: Case) -> None:
    place = case.at(*MIDDLE)
    assert not case.value(case.segment(point_prompt(case.at(-4.0, 3.0, 0.0)), point_prompt(place), point_prompt(place, False)), place)
    assert case.value(case.segment(point_prompt(place, False), point_prompt(place)), place)


def test_every_part_of_the_result_holds_a_positive_mark(case: Case) -> None:
    from scipy import ndimage

    places = [case.at(*MIDDLE), case.at(22.0, -20.0, -20.0)]
    mask = case.segment(*(point_prompt(place) for place in places))
    parts, count = ndimage.label(mask)
    assert {int(parts[tuple(place)]) for place in nearest(case.geometry, np.array(places))} == set(range(1, count + 1))


@pytest.mark.parametrize(("along", "across"), [((1, 0, 0), (0, 1, 0)), ((1, 0, 0), (0, 0, 1)), ((0, 1, 0), (0, 0, 1)), ((0.6, 0.8, 0), (0, 0.3, 1))])
def test_marks_count_in_any_plane(case: Case, along: tuple[float, ...], across: tuple[float, ...]) -> None:
    """The planes of the three views, and an oblique one: a scribble, a lasso and a flat box through the ball."""
    a, b, c = np.array(along), np.array(across), np.array(MIDDLE)
    b = (b - (b @ a) * a) / np.linalg.norm(b - (b @ a) * a)

    def at(u: float, v: float) -> tuple[float, float, float]:
        return case.at(*(c + u * a + v * b))

    no = point_prompt(case.at(*OTHER), False)
    line = case.segment(Prompt("scribble", (at(-9, 0), at(0, 4), at(9, 0))), no)
    turns = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    lasso = case.segment(Prompt("lasso", tuple(at(10 * np.cos(t), 10 * np.sin(t)) for t in turns)), no)
    flat = case.segment(Prompt("box", (at(-13, -13), at(13, -13), at(-13, 13))), no)
    for mask in (line, lasso, flat):
        assert dice(mask, case.ball) > 0.85


def test_all_of_a_negative_scribble_is_outside(case: Case) -> None:
    line = Prompt("scribble", (case.at(-14.0, 0.0, 0.0), case.at(-2.0, 0.0, 0.0)), False)
    mask = case.segment(point_prompt(case.at(-8.0, 6.0, 0.0)), line)
    assert not any(case.value(mask, case.at(x, 0.0, 0.0)) for x in np.linspace(-14, -2, 30))
    assert case.value(mask, case.at(-8.0, 6.0, 0.0))


def test_a_box_holds_the_structure(case: Case) -> None:
    places = np.argwhere(case.ball)
    low, high = case.geometry.point(*places.min(axis=0)), case.geometry.point(*places.max(axis=0))
    corners = case.geometry.to_lps([places.min(axis=0), [places[:, 0].max(), *places.min(axis=0)[1:]],
                                    [places[:, 0].min(), places[:, 1].max(), places[:, 2].min()],
                                    [*places.min(axis=0)[:2], places[:, 2].max()]])  # fmt: skip
    box = Prompt("box", tuple((float(x), float(y), float(z)) for x, y, z in corners))
    mask = case.segment(box)
    assert dice(mask, case.ball) > 0.85
    assert not mask[tuple(np.argwhere(case.other & ~case.ball).max(axis=0))]
    assert case.segment(box_prompt(low, high)).any()


def test_a_larger_structure_than_the_first_crop_is_drawn_whole() -> None:
    case = Case(shape=(60, 60, 60), spacing_mm=(8.0, 8.0, 8.0))
    radius = np.sqrt(sum(((np.arange(60) - 29.5).reshape([-1 if n == axis else 1 for n in range(3)]) * 8.0) ** 2 for axis in range(3)))
    ball = radius < 150
    picture = np.where(ball, 50, -100).astype(np.int16)
    case.volume = replace(case.volume, voxels=picture)
    assert dice(case.segment(point_prompt(case.geometry.centre_lps)), ball) > 0.9


@pytest.mark.parametrize(
    "case",
    [
        Case(shape=(1, 56, 60), spacing_mm=(5.0, 1.0, 1.0)),
        Case(shape=(12, 72, 80), spacing_mm=(5.0, 0.7, 0.7)),
        Case(unit="raw", values=(120.0, 640.0, 700.0), noise=40.0),
        Case(unit="SUV", values=(0.8, 7.0, 8.0), noise=0.3),
    ],
    ids=["one slice", "thick slices", "MR", "PET"],
)
def test_other_pictures(case: Case) -> None:
    mask = case.segment(point_prompt(case.at(*MIDDLE)), point_prompt(case.at(*OTHER), False))
    assert dice(mask, case.ball & ~case.other) > 0.85


def test_nothing_to_see_is_no_failure() -> None:
    case = Case(noise=0.0)
    flat = replace(case.volume, voxels=np.full(case.geometry.shape_kji, np.nan, np.float32))
    case.volume = flat
    assert case.value(case.segment(point_prompt(case.at(*MIDDLE))), case.at(*MIDDLE))
    padded = np.full(case.geometry.shape_kji, -2000, np.int16)
    case.volume = replace(flat, voxels=padded)
    assert case.value(case.segment(point_prompt(case.at(*MIDDLE))), case.at(*MIDDLE))
    case.volume = replace(flat, voxels=np.zeros((1, 1, 1), np.int16), geometry=askew((1, 1, 1), (1.0, 1.0, 1.0)))
    assert Clicks(case.volume, (point_prompt(case.volume.geometry.centre_lps),), NOTHING, Kept()).segment(lambda piece: None, no_tick).inside.all()


def test_without_anything_positive_in_the_images_there_is_nothing(case: Case) -> None:
    assert not case.segment().any()
    assert not case.segment(point_prompt(case.at(*MIDDLE), False)).any()
    assert not case.segment(point_prompt((1e5, 1e5, -1e5))).any()
    assert case.segment(point_prompt(case.at(*MIDDLE), False), point_prompt((1e5, 0, 0)), point_prompt(case.at(-8.0, 5.0, 0.0))).any()


def test_what_was_drawn_before_changes_only_around_the_new_mark(case: Case) -> None:
    places = np.argwhere(case.ball | case.other)
    low, high = places.min(axis=0), places.max(axis=0) + 1
    box = ((int(low[0]), int(high[0])), (int(low[1]), int(high[1])), (int(low[2]), int(high[2])))
    was = Outcome(box, (case.ball | case.other)[tuple(slice(*span) for span in box)])
    mask = case.segment(point_prompt(case.at(*OTHER), False), before=was)
    assert not case.value(mask, case.at(*OTHER))
    assert case.value(mask, case.at(*MIDDLE))
    assert dice(mask & case.ball, case.ball) > 0.9
    whole = case.ball | case.other
    far = np.linalg.norm(case.geometry.to_lps(np.argwhere(whole)) - np.array(case.at(*OTHER)), axis=1) > 22.0
    assert not (mask & ~whole).any() and mask[whole][far].all(), "a mark outside adds nothing, and far from it all stays"
    same = case.segment(point_prompt(case.at(*MIDDLE)), before=was)
    assert same[whole].all() and dice(same, whole) > 0.9, "a mark inside takes nothing away"


def test_it_stops_when_asked(case: Case) -> None:
    def tick(fraction: float, text: str) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        Clicks(case.volume, (point_prompt(case.at(*MIDDLE)),), NOTHING, Kept()).segment(lambda piece: None, tick)


def test_a_second_click_does_not_read_its_surroundings_again(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    from inference.segmentation import clicks

    kept, first = Kept(), point_prompt(case.at(*MIDDLE))
    Clicks(case.volume, (first,), NOTHING, kept).segment(lambda piece: None, no_tick)
    read = []
    real = clicks.picture_of
    monkeypatch.setattr(clicks, "picture_of", lambda values, *rest: (read.append(values.shape), real(values, *rest))[1])
    Clicks(case.volume, (first, point_prompt(case.at(*OTHER), False)), NOTHING, kept).segment(lambda piece: None, no_tick)
    assert case.geometry.shape_kji not in read


@pytest.mark.parametrize(("half_mm", "cut"), [(14.0, False), (12.5, False), (7.0, True)])
def test_a_box_that_cuts_the_structure_is_said(half_mm: float, cut: bool) -> None:
    """A ball in a box of its size touches the walls; one in a smaller box ends on them."""
    case = Case()
    x, y, z = MIDDLE
    corners = [case.at(x + a * half_mm, y + b * half_mm, z + c * half_mm) for a, b, c in ((-1, -1, -1), (1, -1, -1), (-1, 1, -1), (-1, -1, 1))]
    prompts = (Prompt("box", tuple(corners), True),)
    outcome = Clicks(case.volume, prompts, NOTHING, Kept()).segment(lambda piece: None, no_tick)
    assert outcome.inside.any() and is_cut_by_boxes(prompts, outcome, case.geometry) == cut
    assert notes(prompts, outcome, case.geometry) == ([CUT_BY_BOX] if cut else [])
    assert not is_cut_by_boxes((point_prompt(case.at(*MIDDLE), True),), outcome, case.geometry)


def test_a_lasso_ends_what_runs_on_in_its_plane() -> None:
    """A rod of one value, circled at one end: the outline ends near the line, where the picture shows no border."""
    case = Case()
    picture = np.full(case.geometry.shape_kji, -80.0, np.float32)
    picture[18:30, 22:34, 6:54] = 60.0  # 18 x 12 x 48 mm
    picture += np.random.default_rng(2).normal(0, 8, picture.shape).astype(np.float32)
    rod = replace(case.volume, voxels=picture)
    line = tuple(case.geometry.point(23.5, j, i) for j, i in ((21, 5), (21, 24), (35, 24), (35, 5)))
    mask = case.whole(Clicks(rod, (Prompt("lasso", line),), NOTHING, Kept()).segment(lambda piece: None, no_tick))
    assert mask[24, 28, 6:24].all() and not mask[24, :, 31:].any()
    whole = picture > 0
    assert dice(mask[:, :, :24], whole[:, :, :24]) > 0.9 and (mask & whole)[:, :, 32:].mean() < 0.5 * whole[:, :, 32:].mean()
    across = Prompt("lasso", tuple(case.geometry.point(k, 28, i) for k, i in ((17, 5), (17, 27), (31, 27), (31, 5))))
    both = case.whole(Clicks(rod, (Prompt("lasso", line), across), NOTHING, Kept()).segment(lambda piece: None, no_tick))
    assert not both[:, :, 35:].any(), "a second circle that reaches a little further does not set the first aside"
    beyond = (Prompt("lasso", line), point_prompt(case.geometry.point(24, 28, 45)))
    longer = case.whole(Clicks(rod, beyond, NOTHING, Kept()).segment(lambda piece: None, no_tick))
    assert longer[24, 28, 36:52].all(), "a later point beyond the line counts"


def test_a_lasso_ends_what_runs_on_across_its_plane() -> None:
    """The same rod, circled where it is cut across: it is drawn about as deep as the circle is wide, and on to a later mark."""
    case = Case()
    picture = np.full(case.geometry.shape_kji, -80.0, np.float32)
    picture[18:30, 22:34, 6:54] = 60.0
    picture += np.random.default_rng(2).normal(0, 8, picture.shape).astype(np.float32)
    rod = replace(case.volume, voxels=picture)
    line = Prompt("lasso", tuple(case.geometry.point(k, j, 14) for k, j in ((17, 21), (17, 35), (31, 35), (31, 21))))

    def drawn(*prompts: Prompt) -> Bool:
        return case.whole(Clicks(rod, prompts, NOTHING, Kept()).segment(lambda piece: None, no_tick))

    mask = drawn(line)
    assert mask[24, 28, 8:20].all() and not mask[:, :, 30:].any()
    far = point_prompt(case.geometry.point(24, 28, 45))
    for marks in ((line, far), (far, line)):
        assert drawn(*marks)[24, 28, 8:52].all(), "a point beyond it counts, drawn before or after"
    other = replace(line, points_lps=tuple(case.geometry.point(k, j, 45) for k, j in ((17, 21), (17, 35), (31, 35), (31, 21))))
    assert drawn(line, other)[24, 28, 8:52].all(), "two circles hold what lies between them"
