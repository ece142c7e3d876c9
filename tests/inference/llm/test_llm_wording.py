"""A real GGUF with random weights words reports in the real ML process; every sentence it writes is true."""

import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

if importlib.util.find_spec("llama_cpp") is None or importlib.util.find_spec("gguf") is None:
    pytest.skip("llama-cpp-python and gguf are not installed", allow_module_level=True)

from tiny_gguf import write_tiny_pack

from inference.cards import ModelCard, check_weights, read_card
from inference.client import Engine
from inference.engine import Task
from inference.llm.wording import request_json, word_report
from inference.report.facts_file import facts_from_json
from inference.report.phrases import first
from inference.report.plan import ReportPlan, plan
from inference.report.realise import TEMPLATE_AUTHOR
from inference.report.templates import choose_template
from inference.report.verify import check
from viewer.case.errors import KnownError
from viewer.case.facts import FactTable
from viewer.case.progress import CancelledError, no_tick
from viewer.case.report import Sentence

FACTS = facts_from_json(
    {
        "study": {"modality": "CT", "body_part": "CHEST", "date": "20261114", "priors": ["20250714"]},
        "findings": [
            {"id": "a", "what": "nodule", "where": "lung", "side": "right", "zone": "lower",
             "quantities": [{"kind": "long_axis", "value": 12.3, "unit": "mm"}, {"kind": "short_axis", "value": 9.1, "unit": "mm"},
                            {"kind": "mean", "value": -34.2, "unit": "HU"}],
             "change": {"prior_date": "20250714", "state": "larger", "prior_value": 8.1}},
            {"id": "b", "what": "nodule", "where": "lung", "side": "left", "zone": "upper", "certainty": "possible"},
            {"id": "c", "what": "cyst (µ \"odd\" \\)", "where": "liver",
             "quantities": [{"kind": "long_axis", "value": 22, "unit": "mm"}]},
            {"id": "d", "what": "pneumothorax", "where": "pleura", "present": False},
        ],
    }
)  # fmt: skip


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("packs")
    for seed in range(3):
        write_tiny_pack(folder / str(seed), seed, chat_template=seed != 2)
    return [folder / str(seed) for seed in range(3)]


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as engine:
        yield engine


def planned(facts: FactTable = FACTS) -> ReportPlan:
    return plan(facts, choose_template(facts.study), "Cough.")


def card_of(pack: Path) -> ModelCard:
    card = read_card(pack / "card.toml")
    check_weights(card, pack)
    return card


@pytest.mark.parametrize("seed", range(3))
def test_a_model_of_random_weights_writes_only_true_sentences(packs: list[Path], engine: Engine, seed: int) -> None:
    report, card = planned(), card_of(packs[seed])
    streamed: list[Sentence] = []
    draft = word_report(report, FACTS, card, packs[seed], engine, no_tick, streamed.append)
    result = check(draft, FACTS)
    assert not result.blocking, result.problems
    by_model = [sentence for sentence in draft.sentences if sentence.source.author == card.author]
    assert len(by_model) >= 8
    assert {s.source.weights_sha256 for s in by_model} == {card.weights_sha256}
    assert len({s.source.run_id for s in by_model}) == 1
    asked = {sentence.id for sentence in streamed}
    assert [s.id for s in draft.sentences if s.id in asked] == [s.id for s in streamed]
    assert {s.source.author for s in draft.sentences if s.id not in asked} <= {TEMPLATE_AUTHOR}
    template = {sentence.id: first(sentence.wordings[0]) for sentence in report.sentences}
    assert any(sentence.text != template[sentence.id] for sentence in by_model)


def test_the_same_model_says_the_same_twice(packs: list[Path], engine: Engine) -> None:
    card = card_of(packs[1])
    drafts = [word_report(planned(), FACTS, card, packs[1], engine, no_tick) for _ in range(2)]
    assert drafts[0].text == drafts[1].text


def test_stop_ends_it_and_the_engine_goes_on(packs: list[Path], engine: Engine) -> None:
    seen: list[Sentence] = []

    def tick(fraction: float, text: str) -> None:
        if len(seen) >= 2:
            raise CancelledError

    with pytest.raises(CancelledError):
        word_report(planned(), FACTS, card_of(packs[0]), packs[0], engine, tick, seen.append)
    assert len(seen) < len(planned().sentences)
    assert word_report(planned(), FACTS, card_of(packs[0]), packs[0], engine, no_tick).text


def test_the_watchdog_leaves_template_sentences(packs: list[Path], engine: Engine) -> None:
    report = planned()
    request = json.loads(request_json(report, list(report.sentences)[4:6])) | {"seconds_a_sentence": 1e-9}
    card = card_of(packs[0])
    done = engine.run(Task("t", card.runner, packs[0], None, packs[0], json.dumps(request)), no_tick)
    assert {row["ended"] for row in json.loads(done.answer)["sentences"]} == {"time"}


def test_a_prompt_that_does_not_fit_is_not_sent(packs: list[Path], engine: Engine) -> None:
    report = planned()
    request = json.loads(request_json(report, list(report.sentences)[4:6])) | {"n_ctx": 256}
    card = card_of(packs[0])
    done = engine.run(Task("t", card.runner, packs[0], None, packs[0], json.dumps(request)), no_tick)
    assert {row["ended"] for row in json.loads(done.answer)["sentences"]} == {"prompt_too_long"}


def test_a_file_that_is_no_model_is_refused_in_a_sentence(packs: list[Path], engine: Engine, tmp_path: Path) -> None:
    write_tiny_pack(tmp_path / "bad")
    (tmp_path / "bad" / "tiny.gguf").write_bytes(b"GGUF, but not really")
    card = read_card(tmp_path / "bad" / "card.toml")
    with pytest.raises(KnownError, match=r"tiny\.gguf cannot be loaded"):
        word_report(planned(), FACTS, card, tmp_path / "bad", engine, no_tick)
