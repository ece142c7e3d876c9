"""Experimental until these very weights were measured and somebody said yes; anything else is experimental again."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

import resources
from inference.cards import ModelCard, read_card
from inference.gate.agreement import Agreement
from inference.gate.evaluation import CaseScore, Evaluation, Scanner, from_json, to_csv, to_json, to_markdown
from inference.gate.standing import ACCEPTED_FILE, EVALUATION_FILE, accept, papers_folder, standing_of, write_paper
from viewer.case.errors import KnownError


@pytest.fixture
def card() -> ModelCard:
    return read_card(resources.path("models", "ct-classical", "card.toml"))


def evaluation(card: ModelCard, cases: int = 3) -> Evaluation:
    scores = []
    for n in range(cases):
        scanner = Scanner("Siemens", "Somatom", "Br40", 3.0) if n else Scanner("GE", "Revolution", "STANDARD", 1.25)
        scores.append(CaseScore(f"case {n}", "lung left", scanner, Agreement(100.0 + n, 100.0, 0.9 + n / 100, 1.0, 3.0)))
    scores.append(CaseScore("case 0", "bones", Scanner("GE", "Revolution", "STANDARD", 1.25), Agreement(0.0, 50.0, 0.0, None, None)))
    return Evaluation(card.id, card.version, card.weights_sha256, "0.1.0", "2026-03-16T10:00:00", "/cases", 2.0, tuple(scores))


def put(folder: Path, what: Evaluation) -> None:
    write_paper(papers_folder(folder, what.model) / EVALUATION_FILE, to_json(what))


def test_nobody_accepts_what_was_not_measured(tmp_path: Path, card: ModelCard) -> None:
    with pytest.raises(KnownError, match="not measured"):
        accept(tmp_path, card, "Ada Reader")
    put(tmp_path, replace(evaluation(card), weights_sha256="0" * 64))
    with pytest.raises(KnownError, match="other weights"):
        accept(tmp_path, card, "Ada Reader")
    put(tmp_path, evaluation(card))
    with pytest.raises(KnownError, match="who"):
        accept(tmp_path, card, "  ")
    assert standing_of(tmp_path, card.id, card.version, card.weights_sha256).is_experimental


def test_accepted_until_anything_of_it_changes(tmp_path: Path, card: ModelCard) -> None:
    put(tmp_path, evaluation(card))
    given = accept(tmp_path, card, "Ada Reader")
    kept = standing_of(tmp_path, card.id, card.version, card.weights_sha256)
    assert kept == given and kept.text.startswith("accepted by Ada Reader on ") and kept.cases == 3
    assert standing_of(tmp_path, card.id, "9.9", card.weights_sha256).is_experimental
    assert standing_of(tmp_path, card.id, card.version, "0" * 64).is_experimental
    paper = papers_folder(tmp_path, card.id) / ACCEPTED_FILE
    for damage in ("", "{}", "[]", json.dumps(["accepted"])):
        paper.write_text(damage)
        assert standing_of(tmp_path, card.id, card.version, card.weights_sha256).is_experimental, damage


def test_an_evaluation_comes_back_as_it_was_and_reads_well(card: ModelCard) -> None:
    made = replace(evaluation(card), problems=("case 7 was left out: it has no pictures.",))
    assert from_json(json.dumps(to_json(made))) == made
    assert [(row.structure, row.cases, row.found) for row in made.structures] == [("lung left", 3, 3), ("bones", 1, 0)]
    assert set(made.by_scanner) == {"GE Revolution, STANDARD, 1.25 mm", "Siemens Somatom, Br40, 3 mm"}
    text = to_markdown(made)
    assert "not found by this model" in text and "case 7 was left out" in text and "absent" not in text
    assert "0.910 (0.90" in text


def test_names_in_the_csv_are_no_formulas(card: ModelCard) -> None:
    score = CaseScore("=1+1", 'bones, "all"', Scanner("-x"), Agreement(1.0, 2.0, 0.5, 1.0, 2.0))
    rows = to_csv(replace(evaluation(card), scores=(score,))).split("\r\n")
    assert rows[1].startswith("'=1+1,\"bones, \"\"all\"\"\",yes,0.5000,1.0000,2.0000,1.0000,2.0000,-1.0000,-50.0000,'-x")
