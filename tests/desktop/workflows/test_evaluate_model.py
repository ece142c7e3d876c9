"""A folder of cases as a site would keep them: NIfTI, an odd folder, and a reference that lies on another grid."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

import resources
from desktop.workflows.evaluate_model import evaluate
from inference.cards import read_card
from inference.client import Engine
from inference.gate.standing import accept, standing_of
from inference.phantom.labels import Structure
from inference.phantom.plan import TorsoPlan
from inference.phantom.torso import make_torso
from viewer.case.errors import KnownError
from viewer.case.geometry import Geometry
from viewer.case.progress import no_tick
from viewer.dicom.write_nifti import write_nifti

MODEL = resources.path("models", "ct-classical")
LABELS = "number,structure\n2,Right lung\n3,lung left\n5,bone\n9,spleen\n"


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two torsos; the second's reference has every other voxel only. One more is a copy, and one has no reference."""
    folder = tmp_path_factory.mktemp("cases")
    torso = make_torso(TorsoPlan(lesions=()).coarse(4.0), no_tick)
    geometry = torso.plan.geometry
    coarse = Geometry.from_matrix(torso.labels[::2, ::2, ::2].shape, geometry.matrix @ np.diag([2, 2, 2, 1]), "frame")
    for name, labels, grid in (("whole", torso.labels, geometry), ("coarse", torso.labels[::2, ::2, ::2], coarse)):
        (folder / name).mkdir()
        write_nifti(folder / name / "ct.nii.gz", torso.voxels_hu + np.int16(name == "coarse"), geometry)
        write_nifti(folder / name / "reference.nii.gz", np.ascontiguousarray(labels), grid)
    shutil.copytree(folder / "whole", folder / "whole again")
    (folder / "no reference").mkdir()
    write_nifti(folder / "no reference" / "ct.nii.gz", torso.voxels_hu, geometry)
    (folder / "labels.csv").write_text(LABELS)
    assert int(Structure.LUNG_RIGHT) == 2
    return folder


def test_a_site_measures_and_accepts_a_model(cases: Path, tmp_path: Path) -> None:
    card = read_card(MODEL / "card.toml")
    with Engine() as engine:
        found = evaluate(card, MODEL, cases, tmp_path, engine, no_tick)
    assert found.cases == ("coarse", "whole")
    dice = {(score.case, score.structure): score.agreement.dice for score in found.scores}
    assert set(dice) == {(case, name) for case in found.cases for name in ("lung right", "lung left", "bones")}
    assert dice["whole", "lung left"] > 0.95 and dice["coarse", "lung left"] > 0.85  # type: ignore[operator]
    assert dice["whole", "lung left"] > dice["coarse", "lung left"]  # type: ignore[operator]
    assert any("no reference" in text for text in found.problems) and any("spleen" in text for text in found.problems)
    assert "whole again was left out: It has the same pictures as whole, and the two are one case." in found.problems
    papers = tmp_path / card.id
    assert json.loads((papers / "evaluation.json").read_text())["structures"][0]["cases"] == 2
    assert "lung left" in (papers / "evaluation.md").read_text() and "on 2 cases\n" in (papers / "evaluation.md").read_text() and (papers / "evaluation.csv").exists()
    accept(tmp_path, card, "Ada Reader")
    assert not standing_of(tmp_path, card.id, card.version, card.weights_sha256).is_experimental


def test_a_folder_without_cases_says_how_they_look(tmp_path: Path) -> None:
    card = read_card(MODEL / "card.toml")
    with Engine() as engine, pytest.raises(KnownError, match="no case") as refusal:
        evaluate(card, MODEL, tmp_path, tmp_path, engine, no_tick)
    assert "labels.csv" in refusal.value.advice
