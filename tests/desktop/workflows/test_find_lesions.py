"""Focal lesions in outlined organs: findings that nobody attested yet, with where they come from and what was measured."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from desktop.store.library import Library
from desktop.workflows.facts import attested
from desktop.workflows.find_lesions import Organ, find_lesions, organs_of
from desktop.workflows.model_result import ModelResult, keep
from inference.cards import find_card
from inference.client import Engine
from inference.measure.statistics import label_statistics
from resources import path as resource
from viewer.case.errors import KnownError
from viewer.case.finding import Evidence, Finding
from viewer.case.geometry import Geometry
from viewer.case.progress import CancelledError, no_tick
from viewer.case.segmentation import Label, Segmentation
from viewer.case.source import by
from viewer.case.study import Series
from viewer.case.terms import KIDNEY, LESION, LIVER, UNSPECIFIED_SITE, Code
from viewer.case.volume import Volume

CARD, FOLDER = find_card("ct-focal-lesions", [resource("models")])
SERIES = Series("series", "1.2", "CT", frame_uid="frame")
SPOT = np.array((70.0, 62.0, 50.0))


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> tuple[Volume, np.ndarray]:
    """A trunk with a liver of 100 HU that holds one dark spot, and a kidney that the lowest slice cuts off."""
    shape, matrix = (48, 100, 120), np.diag([2.0, 2.0, 2.0, 1.0])[[2, 1, 0, 3]]
    geometry = Geometry.from_matrix(shape, matrix, "frame")
    x, y, z = np.moveaxis(geometry.to_lps(np.argwhere(np.ones(shape, bool))).reshape(*shape, 3), -1, 0)
    voxels = np.full(shape, -1000.0)
    voxels[np.hypot((x - 120) / 110, (y - 100) / 90) < 1] = -90
    mask = np.zeros(shape, np.uint8)
    mask[np.hypot(np.hypot((x - 80) / 44, (y - 70) / 36), (z - 50) / 38) < 1] = 1
    mask[np.hypot(np.hypot((x - 150) / 24, (y - 130) / 22), z / 40) < 1] = 2
    voxels[mask == 1], voxels[mask == 2] = 100, 140
    voxels -= 70 * np.clip(7 - np.linalg.norm(np.stack([x, y, z], -1) - SPOT, axis=-1), 0, 1)
    voxels += np.random.default_rng(2).normal(0, 8, shape)
    path = tmp_path_factory.mktemp("pictures") / "volume.npy"
    np.save(path, voxels.astype(np.int16))
    return Volume("series", geometry, np.load(path, mmap_mode="r"), path, "HU"), mask


def outlined(library: Library, pictures: tuple[Volume, np.ndarray], labels: tuple[Label, ...]) -> tuple[Organ, ...]:
    volume, mask = pictures
    library.masks_folder.mkdir(parents=True, exist_ok=True)
    np.save(library.masks_folder / "organs.npy", mask)
    row = Segmentation("organs", "series", "By hand", volume.geometry, labels, label_statistics(volume, mask, labels, no_tick), "organs.npy", by("user:Ada"))
    return organs_of([row], volume, library.mask_path)


def test_candidates_are_findings_that_nobody_attested(tmp_path: Path, pictures: tuple[Volume, np.ndarray]) -> None:
    library = Library(tmp_path / "library")
    organs = outlined(library, pictures, (Label(1, "Liver", UNSPECIFIED_SITE), Label(2, "left kidney", KIDNEY, "left")))
    assert [organ.words for organ in organs] == ["liver", "left kidney"]
    with Engine() as engine:
        result: ModelResult = find_lesions(pictures[0], SERIES, organs, CARD, FOLDER, library.masks_folder, engine, no_tick)
    case = library.open_case("1.2")
    keep(result, library, case)
    best = case.all_of(Finding)[0]
    assert (best.what, best.where, best.status, best.zone) == (LESION, LIVER, "proposed", "middle")
    assert "HU darker than the liver" in best.note
    assert set(attested(case).values()) == {"not attested"}
    assert best.source.author == f"model:ct-focal-lesions@{CARD.version}" and best.source.weights_sha256 == CARD.weights_sha256
    rows = [row for row in case.all_of(Evidence) if row.id in best.evidence_ids]
    kinds = {row.quantity.kind: row.quantity.value for row in rows if row.quantity}
    assert kinds["long_axis"] == pytest.approx(13, abs=3.5) and kinds["mean"] == pytest.approx(30, abs=12)
    assert np.linalg.norm(np.subtract(rows[0].centre_lps, SPOT)) < 3
    said = " ".join(problem.text for problem in result.problems)
    assert "Looked in: liver, left kidney." in said and "Not looked in, for want of an outline: spleen." in said
    assert "Cut off by the edge of the pictures: left kidney." in said


def test_nothing_is_looked_for_without_an_outline_and_nothing_found_is_not_absent(tmp_path: Path, pictures: tuple[Volume, np.ndarray]) -> None:
    library = Library(tmp_path / "library")
    assert outlined(library, pictures, (Label(1, "a lung", Code("SCT", "39607008", "Lung")),)) == ()
    with Engine() as engine, pytest.raises(KnownError, match="none of them is outlined"):
        find_lesions(pictures[0], SERIES, (), CARD, FOLDER, library.masks_folder, engine, no_tick)
    organs = outlined(library, pictures, (Label(2, "left kidney", KIDNEY, "left"),))
    with Engine() as engine:
        result = find_lesions(pictures[0], SERIES, organs, CARD, FOLDER, library.masks_folder, engine, no_tick)
        assert result.segmentation is None and result.edit.changes == ()
        assert "does not mean that nothing is there" in result.problems[-1].text

        def stop(share: float, text: str) -> None:
            raise CancelledError

        with pytest.raises(CancelledError):
            find_lesions(pictures[0], SERIES, organs, CARD, FOLDER, library.masks_folder, engine, stop)
    assert list(library.masks_folder.glob("*.part.npy")) == []
