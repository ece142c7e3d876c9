"""The writer's network: llama.cpp reads the same tokens and computes the same numbers; training goes on where it stopped."""

import importlib.util
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
import torch

from inference.training.writer.command import main, save_weights
from inference.training.writer.examples import make_report, stream
from inference.training.writer.fit import Plan, fit
from inference.training.writer.network import Shape, Writer
from inference.training.writer.shards import VOCABULARY, pack, rows_of
from inference.training.writer.vocabulary import Vocabulary, learn

TINY = Shape(1024, 64, 2, 4, 2, 96)
needs_llama = pytest.mark.skipif(
    importlib.util.find_spec("llama_cpp") is None or importlib.util.find_spec("gguf") is None, reason="llama-cpp-python and gguf are not installed"
)


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """More would wait for each other over numbers as small as these."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return learn((f"{one.prompt} {one.answer}" for one in islice(stream(0, held_out=False), 250)), 1000)


@needs_llama
def test_llama_cpp_takes_text_apart_as_the_training_did(tmp_path: Path, vocabulary: Vocabulary) -> None:
    import llama_cpp

    from inference.llm.chat import Chat
    from inference.training.writer.gguf_out import write_gguf

    write_gguf(Writer(TINY), vocabulary, tmp_path / "w.gguf", "f32")
    model = llama_cpp.Llama(str(tmp_path / "w.gguf"), vocab_only=True, verbose=False)
    try:
        found = list(islice(stream(0, held_out=True), 500))
        odd = ("−35 HU (1.2 ml)", "  two  spaces", "a\nb", "„Größe“ ▁ 日本 x²", "µ")
        for text in (*(one.prompt for one in found), *(one.answer for one in found), *odd):
            assert model.tokenize(text.encode(), add_bos=False, special=False) == vocabulary.encode(text), text
        from llama_cpp.llama_chat_format import Jinja2ChatFormatter

        chat = Chat(model, Jinja2ChatFormatter)
        assert chat.kind == "template"
        assert chat.tokens(found[0].system, found[0].prompt) == vocabulary.request(found[0].system, found[0].prompt)
    finally:
        model.close()


@needs_llama
@pytest.mark.parametrize(("kind", "tolerance"), [("f32", 0.003), ("q8_0", 0.1)])
def test_llama_cpp_computes_the_same_logits(tmp_path: Path, vocabulary: Vocabulary, kind: str, tolerance: float) -> None:
    import llama_cpp

    from inference.training.writer.gguf_out import write_gguf

    torch.manual_seed(3)
    module = Writer(TINY)
    for parameter in module.parameters():
        if parameter.dim() > 1:
            torch.nn.init.normal_(parameter, std=0.15)  # numbers large enough to be wrong
    one = next(stream(0, held_out=True))
    tokens = vocabulary.request(one.system, one.prompt)
    with torch.no_grad():
        wanted = module.logits(module(torch.tensor([tokens])))[0].numpy()
    write_gguf(module, vocabulary, tmp_path / "w.gguf", kind)
    model = llama_cpp.Llama(str(tmp_path / "w.gguf"), n_ctx=512, n_threads=1, n_threads_batch=1, logits_all=True, verbose=False)
    try:
        model.eval(tokens)
        found = model.scores[: len(tokens)]
    finally:
        model.close()
    assert wanted.std() > 0.5
    assert np.abs(found - wanted).mean() < tolerance * wanted.std()  # llama.cpp keeps keys and values in 16 bits


def test_a_batch_is_what_was_packed(vocabulary: Vocabulary) -> None:
    examples = list(islice(stream(0, held_out=False), 60))
    shard = pack(examples, vocabulary)
    assert 55 < len(shard) <= 60  # one that is too long for a row is left out
    rows = rows_of(shard, 10, 1600)
    assert rows.tokens.shape[0] * rows.tokens.shape[1] <= 1600 and rows.tokens.shape[1] % 32 == 0
    answers = {vocabulary.decode(row[start:end]) for row, start, end in zip(rows.tokens, rows.answers, rows.lengths, strict=True)}
    assert answers <= {one.answer for one in examples}
    assert len(rows_of(shard, len(shard) - 1, 1600).lengths) >= 2  # at the end, from further back


def plan(**more: object) -> Plan:
    return Plan(TINY, torch.device("cpu"), **{"steps": 6, "tokens": 512, "rate": 1e-2, "shard": 40, "held_out": 8, **more})  # type: ignore[arg-type]


def test_loss_falls_and_a_stopped_training_goes_on_as_if_it_had_not(tmp_path: Path, vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("once", "twice"):
        (tmp_path / name).mkdir()
        vocabulary.save(tmp_path / name / VOCABULARY)
    said: list[str] = []
    whole = fit(plan(), tmp_path / "once", said.append)
    losses = [float(line.split()[2]) for line in said if line.startswith("held out")]
    first = float(said[1].rsplit(" ", 1)[1])
    assert losses[-1] < first - 0.5
    halfway = iter([False] * 4 + [True] * 100)
    monkeypatch.setattr("inference.training.writer.fit.stopping", lambda: _stop_when(lambda: next(halfway)))
    assert fit(plan(), tmp_path / "twice", said.append).step == 3  # one turn of the loop wrote text
    monkeypatch.undo()
    again = fit(plan(), tmp_path / "twice", said.append)
    assert again.step == 6 and again.tokens == whole.tokens
    for one, other in zip(whole.module.parameters(), again.module.parameters(), strict=True):
        assert torch.equal(one, other)


class _stop_when:
    def __init__(self, asked: object) -> None:
        self.asked = asked

    def __enter__(self) -> object:
        return self.asked

    def __exit__(self, *_: object) -> None:
        return None


def test_text_is_written_by_other_processes(tmp_path: Path, vocabulary: Vocabulary) -> None:
    vocabulary.save(tmp_path / VOCABULARY)
    state = fit(plan(steps=2, workers=1), tmp_path, lambda text: None)
    assert state.step == 2 and state.shards >= 1


@needs_llama
def test_a_pack_runs_in_the_program_and_keeps_every_fact_under_the_grammar(tmp_path: Path, vocabulary: Vocabulary) -> None:
    from inference.cards import read_card
    from inference.training.writer.gguf_out import export
    from inference.training.writer.scores import drafts, rate

    folder = tmp_path / "writer"
    folder.mkdir()
    vocabulary.save(folder / VOCABULARY)
    fit(plan(steps=3), folder, lambda text: None)
    save_weights(folder)
    made = export(folder, tmp_path / "packs")
    card = read_card(made / "card.toml")
    assert "tokens" in card.scores[0] and card.task == "llm"
    reports = [make_report(seed, held_out=True, own_words=True) for seed in range(3)]
    found, wrong = rate(made, reports, constrained=True)
    assert found.of > 5 and found.exact == found.of and not wrong  # chance words, right facts
    text, _, asked = drafts(made, 2)
    assert asked and text.count("FINDINGS") + text.count("BEFUND") + text.count("HALLAZGOS") + text.count("RÉSULTATS") >= 1


def test_the_command_trains_and_leaves_weights(tmp_path: Path, vocabulary: Vocabulary) -> None:
    (tmp_path / "writer").mkdir()
    vocabulary.save(tmp_path / "writer" / VOCABULARY)
    small = ["--steps", "1", "--size", "small", "--tokens", "512", "--shard", "20", "--held-out", "4", "--device", "cpu"]
    assert main(["--folder", str(tmp_path), *small]) == 0
    assert (tmp_path / "writer" / "weights.pt").stat().st_size < 6e6
