"""What a model made enters the case with its standing: experimental unless the site has accepted these weights."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import resources
from desktop.store.library import Library
from desktop.workflows.model_result import ModelResult, keep, run_row
from inference.cards import ModelCard, read_card
from inference.gate.agreement import Agreement
from inference.gate.evaluation import CaseScore, Evaluation, Scanner, to_json
from inference.gate.standing import EVALUATION_FILE, accept, papers_folder, write_paper
from viewer.case.edits import Edit, Swap
from viewer.case.finding import Finding
from viewer.case.geometry import Geometry
from viewer.case.segmentation import Segmentation
from viewer.case.source import Source, new_id, now
from viewer.case.terms import LUNG, NODULE


@pytest.fixture
def card() -> ModelCard:
    return read_card(resources.path("models", "ct-classical", "card.toml"))


def result_of(card: ModelCard, folder: Path) -> ModelResult:
    source = Source(card.author, now(), new_id(), card.weights_sha256)
    geometry = Geometry.from_matrix((2, 3, 4), np.eye(4), "frame")
    id = new_id()
    mask = folder / f"{id}.part.npy"
    np.save(mask, np.ones((2, 3, 4), np.uint8))
    segmentation = Segmentation(id, "1.3", card.name, geometry, card.labels[:1], (), f"{id}.npy", source)
    finding = Finding(new_id(), NODULE, LUNG, "none", "", True, "definite", "proposed", (), source)
    edit = Edit("Segment", card.author, (Swap(None, segmentation), Swap(None, finding)))
    return ModelResult(edit, run_row(card, source, "1.2", "1.3", 1.0, {}), segmentation, mask)


def accept_it(card: ModelCard, models: Path) -> None:
    score = CaseScore("one", "body", Scanner(), Agreement(1.0, 1.0, 1.0, 0.0, 0.0))
    made = Evaluation(card.id, card.version, card.weights_sha256, "0.1.0", now(), "/cases", 1.0, (score,))
    write_paper(papers_folder(models, card.id) / EVALUATION_FILE, to_json(made))
    accept(models, card, "Ada Reader")


def test_results_are_experimental_until_the_site_accepts_the_model(tmp_path: Path, card: ModelCard) -> None:
    with Library(tmp_path) as library:
        case = library.open_case("1.2")
        keep(result_of(card, tmp_path), library, case)
        assert [row.source.experimental for kind in (Segmentation, Finding) for row in case.all_of(kind)] == [True, True]
        accept_it(card, library.models_folder)
        keep(result_of(card, tmp_path), library, case)
        assert [row.source.experimental for row in case.all_of(Segmentation)] == [True, False]
        keep(result_of(replace(card, version="1.0.1"), tmp_path), library, case)
        assert [row.source.experimental for row in case.all_of(Segmentation)] == [True, False, True]
    with Library(tmp_path) as library:
        assert [row.source.experimental for row in library.open_case("1.2").all_of(Segmentation)] == [True, False, True]
