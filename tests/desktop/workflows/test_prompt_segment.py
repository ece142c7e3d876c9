"""Marks become voxels of a structure: one patch and one undo for each, with what was there before given back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

import resources
from desktop.store.case_store import CaseStore, StaleEdit
from desktop.store.library import Library
from desktop.workflows.model_result import ModelResult, keep
from desktop.workflows.prompt_segment import Structure, known_structure, mark, new_structure
from inference.cards import find_card
from inference.client import Engine
from inference.segmentation.outcome import Outcome
from viewer.case.edits import Edit, Swap
from viewer.case.errors import KnownError
from viewer.case.geometry import Geometry
from viewer.case.patch import Patch
from viewer.case.progress import CancelledError, no_tick
from viewer.case.prompt import Prompt, Prompts, point_prompt
from viewer.case.segmentation import Label, Segmentation
from viewer.case.source import by
from viewer.case.study import Patient, Series, Study
from viewer.case.terms import Code
from viewer.case.volume import Volume
from viewer.dicom.scan import Scan

SHAPE = (30, 40, 44)
LARGE, SMALL = (15, 20, 14), (15, 20, 32)
SERIES = Series("1.2.840.99.7.1", "1.2.840.99.7", "CT", "", 1, "frame")


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as engine:
        yield engine


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library") as library:
        study = Study(SERIES.study_uid, Patient("P", "A^B", "", ""), "20240101", "", "", "")
        library.add(Scan((study,), (SERIES,), (), ()))
        yield library


@pytest.fixture
def volume(tmp_path: Path) -> Volume:
    """Two balls of 60 and 70 HU that do not touch, in -90, on oblique axes of 2, 1.5 and 1.5 mm."""
    k, j, i = np.indices(SHAPE)
    picture = np.full(SHAPE, -90, np.int16)
    for (a, b, c), radius, value in ((LARGE, 9, 60), (SMALL, 5, 70)):
        picture[((k - a) * 2) ** 2 + ((j - b) * 1.5) ** 2 + ((i - c) * 1.5) ** 2 < (radius * 1.5) ** 2] = value
    picture += np.random.default_rng(0).normal(0, 6, SHAPE).astype(np.int16)
    path = tmp_path / "volume.npy"
    np.save(path, picture)
    c, s = np.cos(0.3), np.sin(0.3)
    matrix = [[0, -1.5 * s, 1.5 * c, 10], [0, 1.5 * c, 1.5 * s, -20], [2, 0, 0, 5], [0, 0, 0, 1]]
    return Volume(SERIES.uid, Geometry.from_matrix(SHAPE, matrix, "frame"), np.load(path, mmap_mode="r"), path, "HU")


class Desk:
    def __init__(self, library: Library, volume: Volume, engine: Engine) -> None:
        self.library, self.volume, self.engine = library, volume, engine
        self.case: CaseStore = library.open_case(SERIES.study_uid)
        self.pieces: list[Outcome] = []

    def at(self, place: tuple[int, int, int], positive: bool = True) -> Prompt:
        return point_prompt(self.volume.geometry.point(*place), positive)

    def work_out(self, structure: Structure, *prompts: Prompt) -> ModelResult:
        card, folder = find_card("geodesic", [resources.path("models")])
        return mark(
            self.volume, SERIES, structure, prompts, card, folder, self.library.masks_folder, self.engine, "user:reader",
            self.pieces.append, no_tick,
        )  # fmt: skip

    def mark(self, structure: Structure, *prompts: Prompt) -> Structure:
        keep(self.work_out(structure, *prompts), self.library, self.case)
        return self.again(structure)

    def again(self, structure: Structure) -> Structure:
        """As it is in the case now."""
        segmentation = self.case.all_of(Segmentation)[-1]
        prompts = self.case.find(Prompts, Prompts.id_of(segmentation.id, structure.label.number))
        return Structure(structure.label, segmentation, self.case.mask_of(segmentation), prompts, structure.under)

    def voxels(self, number: int) -> int:
        return int((self.case.mask_of(self.case.all_of(Segmentation)[-1]) == number).sum())


@pytest.fixture
def desk(library: Library, volume: Volume, engine: Engine) -> Desk:
    return Desk(library, volume, engine)


def test_each_mark_is_one_patch_and_one_undo(desk: Desk) -> None:
    kidney = desk.mark(new_structure("left kidney", None, None), desk.at(LARGE))
    truth = (np.asarray(desk.volume.voxels) > 0).sum()
    first = desk.voxels(1)
    assert 0.7 * truth < first < 1.05 * truth
    (entry,) = [row for row in desk.case.log() if row.label == "Mark left kidney"]
    assert entry.author == "model:geodesic@1.2.0"
    kidney = desk.mark(kidney, desk.at((15, 20, 10), False))
    second = desk.voxels(1)
    assert second != first
    assert kidney.prompts is not None and len(kidney.prompts.prompts) == 2
    assert kidney.prompts.source.weights_sha256 == find_card("geodesic", [resources.path("models")])[0].weights_sha256
    desk.case.undo()
    assert desk.voxels(1) == first
    assert [len(record.prompts) for record in desk.case.all_of(Prompts)] == [1]
    desk.case.redo()
    assert desk.voxels(1) == second
    desk.case.undo()
    desk.case.undo()
    assert not desk.case.all_of(Segmentation) and not desk.case.all_of(Prompts)
    desk.case.redo()
    assert desk.voxels(1) == first
    runs = desk.library.runs_of(SERIES.study_uid)
    assert [json.loads(run.options)["prompts"] for run in runs] == [1, 2]
    assert not list(desk.library.masks_folder.glob("*.part*"))


def test_the_patch_is_the_changed_box_and_the_numbers_follow(desk: Desk) -> None:
    kidney = desk.mark(new_structure("left kidney", None, None), desk.at(LARGE))
    result = desk.work_out(kidney, desk.at(SMALL, False))
    for change in result.edit.changes:
        if isinstance(change, Patch):
            assert np.prod([high - low for low, high in change.box_kji]) < 0.5 * np.prod(SHAPE)
    assert kidney.segmentation is not None
    label, row = kidney.segmentation.labels[0], kidney.segmentation.statistics[0]
    assert (label.code.scheme, label.side) == ("SCT", "left")
    assert row.volume_ml == pytest.approx(desk.voxels(1) * desk.volume.geometry.voxel_mm3 / 1000)
    mask = desk.case.mask_of(kidney.segmentation) == 1
    assert row.mean == pytest.approx(float(np.asarray(desk.volume.voxels)[mask].mean()))
    middle = desk.volume.geometry.to_lps(np.argwhere(mask)).mean(axis=0)
    assert np.allclose(row.centroid_lps, middle)


def test_a_structure_gives_back_what_it_lies_on(desk: Desk) -> None:
    first = desk.mark(new_structure("liver", None, None), desk.at(LARGE))
    assert first.segmentation is not None and first.mask is not None
    number = desk.voxels(1)
    inner = new_structure("cyst", first.segmentation, first.mask)
    turns = np.linspace(0, 2 * np.pi, 12, endpoint=False)
    lasso = tuple(desk.volume.geometry.point(15, 20 + 4 * np.sin(t), 14 + 4 * np.cos(t)) for t in turns)
    inner = desk.mark(inner, Prompt("lasso", lasso), desk.at((15, 20, 21), False), desk.at((15, 27, 14), False))
    taken = desk.voxels(2)
    assert taken and desk.voxels(1) < number
    assert desk.case.all_of(Segmentation)[0].find_statistics(1).volume_ml == pytest.approx(  # type: ignore[union-attr]
        desk.voxels(1) * desk.volume.geometry.voxel_mm3 / 1000
    )
    inner = desk.mark(inner, *(desk.at(place, False) for place in ((15, 20, 14), (15, 18, 12), (15, 22, 16), (15, 20, 11))))
    assert desk.voxels(1) + desk.voxels(2) == number
    assert len(desk.case.all_of(Segmentation)) == 1


def test_two_structures_of_one_name_are_told_apart(desk: Desk) -> None:
    first = desk.mark(new_structure("vertebra", None, None), desk.at(LARGE))
    assert new_structure("vertebra", first.segmentation, first.mask).label.name == "vertebra 2"


def test_what_a_model_drew_is_corrected_by_a_click(desk: Desk) -> None:
    """Both balls are one label of a segmentation that no click made; a negative click takes one of them away."""
    drawn = (np.asarray(desk.volume.voxels) > 0).astype(np.uint8)
    path = desk.library.folder / "made.npy"
    np.save(path, drawn)
    geometry = desk.volume.geometry
    where = np.argwhere(drawn)
    low, high = where.min(axis=0).tolist(), (where.max(axis=0) + 1).tolist()
    box = geometry.box_lps(((low[0], high[0]), (low[1], high[1]), (low[2], high[2])))
    from viewer.case.segmentation import LabelStatistics

    row = LabelStatistics(1, 1.0, 60.0, 5.0, geometry.centre_lps, box)
    label = Label(1, "kidneys", Code("SCT", "64033007", "Kidney"))
    made = Segmentation("m1", SERIES.uid, "a model", geometry, (label,), (row,), desk.case.adopt(path, "m1"), by("model:x@1"))
    desk.case.apply(Edit("Segment", "model:x@1", (Swap(None, made),)))
    structure = known_structure(1, made, desk.case.mask_of(made), None)
    structure = desk.mark(structure, desk.at(SMALL, False))
    mask = desk.case.mask_of(made) == 1
    assert not mask[SMALL] and mask[LARGE]
    assert mask[:, :, :24].sum() > 0.95 * drawn[:, :, :24].sum()
    assert structure.prompts is not None and structure.prompts.before
    structure = desk.mark(structure, desk.at(SMALL))  # from what the model drew, not from what the first click left
    assert (desk.case.mask_of(made) == 1)[SMALL]
    desk.case.undo()
    desk.case.undo()
    assert np.array_equal(desk.case.mask_of(made), drawn)


def test_negative_first_and_beside_the_images_leave_all_usable(desk: Desk) -> None:
    structure = new_structure("lesion", None, None)
    result = desk.work_out(structure, desk.at(SMALL, False))
    assert [problem.text for problem in result.problems] == ["So far only the outside is marked. Mark the inside too."]
    keep(result, desk.library, desk.case)
    structure = desk.again(structure)
    assert desk.voxels(1) == 0
    with pytest.raises(KnownError, match="outside the images"):
        desk.work_out(structure, point_prompt((9999.0, 0.0, 0.0)))
    result = desk.work_out(structure, point_prompt((9999.0, 0.0, 0.0)), desk.at(LARGE))
    assert "outside the images" in result.problems[0].text
    desk.mark(structure, desk.at(LARGE))
    assert desk.voxels(1) > 1000


def test_a_mark_outside_never_adds(desk: Desk) -> None:
    structure = desk.mark(new_structure("lesion", None, None), desk.at(LARGE))
    chance = np.random.default_rng(3)
    for _ in range(8):
        before = desk.case.mask_of(desk.case.all_of(Segmentation)[-1]) == 1
        place = tuple(chance.integers(0, SHAPE).tolist())
        if place == LARGE:
            continue
        structure = desk.mark(structure, desk.at((place[0], place[1], place[2]), False))
        after = desk.case.mask_of(desk.case.all_of(Segmentation)[-1]) == 1
        assert after[LARGE] and not (after & ~before).any()


def test_a_structure_on_the_wrong_side_is_said(tmp_path: Path, library: Library, engine: Engine) -> None:
    k, j, i = np.indices((24, 60, 100))
    picture = np.where(((j - 30) / 24) ** 2 + ((i - 50) / 45) ** 2 < 1, 40, -1000).astype(np.int16)
    picture[(k - 12) ** 2 + (j - 30) ** 2 + (i - 75) ** 2 < 60] = 160
    np.save(tmp_path / "body.npy", picture)
    geometry = Geometry.from_matrix(picture.shape, [[0, 0, 3, 0], [0, 3, 0, 0], [3, 0, 0, 0], [0, 0, 0, 1]], "frame")  # i to the left
    body = Volume(SERIES.uid, geometry, np.load(tmp_path / "body.npy", mmap_mode="r"), tmp_path / "body.npy", "HU")
    desk = Desk(library, body, engine)
    told = [[problem.text for problem in desk.work_out(new_structure(name, None, None), desk.at((12, 30, 75))).problems] for name in ("liver", "spleen")]
    assert told[0][0].startswith("The liver lies on the patient's left") and told[1] == []


def test_an_answer_to_an_old_question_changes_nothing(desk: Desk) -> None:
    structure = desk.mark(new_structure("liver", None, None), desk.at(LARGE))
    late = desk.work_out(structure, desk.at(SMALL))
    desk.mark(structure, desk.at((15, 20, 10), False))
    number = desk.voxels(1)
    with pytest.raises(StaleEdit):
        keep(late, desk.library, desk.case)
    assert desk.voxels(1) == number


def test_stopping_leaves_nothing_behind(desk: Desk) -> None:
    def tick(fraction: float, text: str) -> None:
        raise CancelledError

    card, folder = find_card("geodesic", [resources.path("models")])
    with pytest.raises(CancelledError):
        mark(
            desk.volume, SERIES, new_structure("x", None, None), (desk.at(LARGE),), card, folder,
            desk.library.masks_folder, desk.engine, "user:reader", desk.pieces.append, tick,
        )  # fmt: skip
    assert not list(desk.library.masks_folder.iterdir())


def test_other_models_take_no_prompts(desk: Desk) -> None:
    card, folder = find_card("ct-classical", [resources.path("models")])
    with pytest.raises(KnownError, match="takes no points"):
        mark(
            desk.volume, SERIES, new_structure("x", None, None), (desk.at(LARGE),), card, folder,
            desk.library.masks_folder, desk.engine, "user:reader", desk.pieces.append, no_tick,
        )  # fmt: skip
