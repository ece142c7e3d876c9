"""The runtime of language models: chat templates, self-test, threads tuned once, prefixes used again, a prompt stop."""

import importlib.util
import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

if importlib.util.find_spec("llama_cpp") is None or importlib.util.find_spec("gguf") is None:
    pytest.skip("llama-cpp-python and gguf are not installed", allow_module_level=True)

import tiny_gguf
from tiny_gguf import CHAT_TEMPLATE, write_tiny_gguf, write_tiny_pack

from inference.cards import read_card
from inference.client import Engine
from inference.engine import Task
from inference.llm import tuning
from inference.llm.wording import request_json, word_report
from inference.report.facts_file import facts_from_json
from inference.report.plan import plan
from inference.report.templates import choose_template
from inference.report.verify import check
from viewer.case.errors import KnownError
from viewer.case.progress import CancelledError, no_tick

FACTS = facts_from_json(
    {
        "study": {"modality": "CT", "body_part": "CHEST", "date": "20261114"},
        "findings": [
            {"id": f"n{number}", "what": "nodule", "where": "lung", "side": side, "zone": "lower",
             "quantities": [{"kind": "long_axis", "value": 7.5 + number, "unit": "mm"}]}
            for number, side in enumerate(("left", "right", "left"))
        ],
    }
)  # fmt: skip
NO_SYSTEM = "{% for m in messages %}{% if m.role == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}<|im_start|>{{m.content}}<|im_end|>{% endfor %}"
ENDLESS = "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}" + CHAT_TEMPLATE
BROKEN = "{% for m in messages %}{{ m.nothing.at.all }}{% endfor %}"
NO_TEMPLATE = "{% for m in"


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as engine:
        yield engine


def ask(engine: Engine, folder: Path, **request: object) -> dict[str, object]:
    report = plan(FACTS, choose_template(FACTS.study))
    rows = json.loads(request_json(report, [row for row in report.sentences if len(row.wordings) > 1][:6])) | request
    card = read_card(folder / "card.toml")
    done = engine.run(Task("t", card.runner, folder, None, folder, json.dumps(rows)), no_tick)
    answer: dict[str, object] = json.loads(done.answer)
    return answer


@pytest.mark.parametrize(
    ("template", "kind"),
    [(CHAT_TEMPLATE, "template"), (NO_SYSTEM, "template without system"), (BROKEN, "plain"), (ENDLESS, "plain"), (False, "plain")],
)
def test_any_chat_template_is_used_or_said_to_be_unusable(tmp_path: Path, engine: Engine, template: str | bool, kind: str) -> None:
    write_tiny_pack(tmp_path, 1, chat_template=template)
    answer = ask(engine, tmp_path, n_threads=1)
    assert answer["chat"] == kind
    assert {row["ended"] for row in answer["sentences"]} == {"complete"}  # type: ignore[index, attr-defined]


def test_the_fixed_part_of_the_prompt_is_evaluated_once(tmp_path: Path, engine: Engine) -> None:
    write_tiny_pack(tmp_path, 2)
    answer = ask(engine, tmp_path, n_threads=1)
    prompts, reused = answer["prompt_tokens"], answer["reused_tokens"]
    assert isinstance(prompts, int) and isinstance(reused, int)
    assert reused > 0.5 * prompts  # six sentences, the system prompt of each but the first


def test_threads_are_tuned_once_and_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(tuning.CACHE_VARIABLE, str(tmp_path / "cache"))
    asked: list[int] = []

    def measure(threads: int) -> float:
        asked.append(threads)
        return {1: 100.0, 2: 104.0, 4: 180.0, 7: 181.0}[threads]

    assert tuning.tuned("model", measure, lambda: None, 8) == 4  # as good as seven
    assert asked == [1, 2, 4, 7]
    assert tuning.tuned("model", measure, lambda: None, 8) == 4
    assert asked == [1, 2, 4, 7]
    assert tuning.candidates(1) == (1,) and tuning.candidates(2) == (1, 2)
    tuning.path().write_text("not json", encoding="utf-8")
    assert tuning.tuned("model", measure, lambda: None, 8) == 4 and len(asked) == 8

    def fails() -> None:
        raise KnownError("no")

    with pytest.raises(KnownError):
        tuning.tuned("other", measure, fails, 8)
    assert "other" not in tuning.path().read_text(encoding="utf-8")


def test_a_model_without_weights_or_time_is_refused_in_a_sentence(tmp_path: Path, engine: Engine) -> None:
    write_tiny_pack(tmp_path / "vocabulary", tensors=False)
    with pytest.raises(KnownError, match=r"tiny\.gguf cannot be loaded"):
        ask(engine, tmp_path / "vocabulary", n_threads=1)
    write_tiny_pack(tmp_path / "template", chat_template=NO_TEMPLATE)
    with pytest.raises(KnownError, match="chat template"):
        ask(engine, tmp_path / "template", n_threads=1)
    write_tiny_pack(tmp_path / "slow")
    with pytest.raises(KnownError, match="self-test"):
        ask(engine, tmp_path / "slow", n_threads=1, seconds_a_sentence=1e-9)


def test_a_vocabulary_is_read_and_takes_words_apart_and_together(tmp_path: Path) -> None:
    import llama_cpp

    write_tiny_gguf(tmp_path / "vocabulary.gguf", tensors=False)
    model = llama_cpp.Llama(str(tmp_path / "vocabulary.gguf"), vocab_only=True, verbose=False)
    try:
        for text in ("8,5 x 6,2 mm", "Größe unverändert", "µ – “odd”\n"):
            tokens = model.tokenize(text.encode(), add_bos=False)
            assert model.detokenize(tokens).decode().replace("▁", " ") == text
    finally:
        model.close()


def test_stop_acts_within_half_a_second_on_a_slower_model(tmp_path: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("WIDTH", 512), ("LAYERS", 6), ("HEADS", 8), ("KEY_HEADS", 4), ("FEED_FORWARD", 1024)):
        monkeypatch.setattr(tiny_gguf, name, value)
    write_tiny_pack(tmp_path)
    started = asked = 0.0

    def tick(fraction: float, text: str) -> None:
        nonlocal started, asked
        started = started or (time.monotonic() if "Wording" in text else 0.0)
        if started and time.monotonic() - started > 0.15:
            asked = asked or time.monotonic()
            raise CancelledError

    card = read_card(tmp_path / "card.toml")
    with pytest.raises(CancelledError):
        word_report(plan(FACTS, choose_template(FACTS.study), "Cough. " * 200), FACTS, card, tmp_path, engine, tick)
    assert time.monotonic() - asked < 0.5


@pytest.mark.parametrize("language", ["de", "es", "fr"])
def test_a_model_words_reports_in_every_language(tmp_path: Path, engine: Engine, language: str) -> None:
    write_tiny_pack(tmp_path, 3)
    card = read_card(tmp_path / "card.toml")
    draft = word_report(plan(FACTS, choose_template(FACTS.study), language=language), FACTS, card, tmp_path, engine, no_tick)
    assert draft.language == language
    assert sum(row.source.author == card.author for row in draft.sentences) >= 4
    assert not check(draft, FACTS).blocking
