"""A picture in a language model's words: packs with a projector, hostile projectors, what may be asked, what the text counts for."""

import base64
import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

if importlib.util.find_spec("llama_cpp") is None or importlib.util.find_spec("gguf") is None:
    pytest.skip("llama-cpp-python and gguf are not installed", allow_module_level=True)

from tiny_gguf import write_tiny_gguf, write_tiny_projector

from desktop.workflows.describe_view import RUNNER, describe, reads_pictures, with_description
from desktop.workflows.install_model import Installed, install, try_again
from inference.client import Engine
from inference.engine import Task
from inference.llm.describe import SELF_TEST_PICTURE
from inference.report.described import sentences_of
from inference.report.facts_file import facts_from_json
from inference.report.verify import check
from viewer.case.edits import Swap
from viewer.case.errors import KnownError
from viewer.case.finding import Evidence
from viewer.case.progress import CancelledError, no_tick
from viewer.case.report import ReportDraft, Section, Sentence
from viewer.case.source import by

PICTURE = base64.b64decode(SELF_TEST_PICTURE)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as engine:
        yield engine


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory, engine: Engine) -> Installed:
    folder = tmp_path_factory.mktemp("seeing")
    write_tiny_gguf(folder / "m.gguf")
    write_tiny_projector(folder / "mmproj.gguf")
    (found,) = install(folder, "Apache-2.0", folder / "models", (), "", engine, no_tick)
    return found


def test_a_model_with_its_projector_is_installed_tried_and_describes(pack: Installed, engine: Engine) -> None:
    assert reads_pictures(pack.card) and "Describes a view" in pack.card.intended_use
    assert try_again(pack.card, pack.folder, engine, no_tick) == ""
    words: list[str] = []
    request = {"picture": SELF_TEST_PICTURE, "prompt": "Describe this view.", "max_tokens": 12}
    answer = json.loads(engine.run(Task("t", RUNNER, pack.folder, None, pack.folder, json.dumps(request)), no_tick, words.append).answer)
    assert 0 < answer["tokens"] <= 13 and answer["projector_sha256"] == pack.card.network["projector_sha256"]
    assert all(answer["text"].startswith(json.loads(one)["text"]) for one in words)


@pytest.mark.parametrize("picture", ["https://example.org/picture.png", "file:///etc/passwd", "aGVsbG8=", "", None])
def test_nothing_but_a_picture_in_the_request_is_read(pack: Installed, engine: Engine, picture: str | None) -> None:
    with pytest.raises(KnownError, match="no picture"):
        engine.run(Task("t", RUNNER, pack.folder, None, pack.folder, json.dumps({"picture": picture, "prompt": "?"})), no_tick)


def test_a_stop_is_obeyed(pack: Installed, engine: Engine) -> None:
    def tick(fraction: float, text: str) -> None:
        if text == "Describing the view":
            raise CancelledError

    with pytest.raises(CancelledError):
        describe(PICTURE, "CT", "en", pack.card, pack.folder, engine, tick, lambda text: None)


def test_a_projector_that_was_changed_is_not_used(pack: Installed, engine: Engine) -> None:
    path = pack.folder / "mmproj.gguf"
    whole = path.read_bytes()
    path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    try:
        with pytest.raises(KnownError, match="not the one on its card"):
            describe(PICTURE, "CT", "en", pack.card, pack.folder, engine, no_tick, lambda text: None)
    finally:
        path.write_bytes(whole)


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ({"width": 64}, "64 numbers a token"), ({"patch": 0}, "patch size"), ({"has_vision": False}, "reads no pictures"),
        ({"wrong_shape": True}, "do not fit each other"), ("cut", "cut off"), ("alone", "without its language model"), ("two", "3 GGUF files"),
    ],
)  # fmt: skip
def test_a_hostile_projector_is_refused_and_leaves_nothing(tmp_path: Path, engine: Engine, made: str | dict[str, object], said: str) -> None:
    folder = tmp_path / "pack"
    folder.mkdir()
    if made != "alone":
        write_tiny_gguf(folder / "m.gguf")
    write_tiny_projector(folder / "mmproj.gguf", **(made if isinstance(made, dict) else {}))  # type: ignore[arg-type]
    if made == "cut":
        whole = (folder / "mmproj.gguf").read_bytes()
        (folder / "mmproj.gguf").write_bytes(whole[: len(whole) // 2])
    if made == "two":
        write_tiny_projector(folder / "mmproj-2.gguf")
    with pytest.raises(KnownError, match=said):
        install(folder, "Apache-2.0", tmp_path / "models", (), "", engine, no_tick)
    assert not list((tmp_path / "models").iterdir())


def test_its_words_stay_unverified_until_a_reader_says_otherwise() -> None:
    facts = facts_from_json({"study": {"modality": "CT", "body_part": "CHEST", "date": "20261114"}, "findings": []})
    own = Sentence("s1", "No findings have been accepted.", (), (), by("model:t@1"))
    draft = ReportDraft("d", "general", (Section("Findings", (own,)),), by("model:t@1"), "en")
    place = Evidence("e", "1.2", "1.3", ((0, 0, 0), (0, 0, 0)), None, by("model:seer@1"))
    edit = with_description(draft, "s1", ("There is a 9 mm nodule in the left lung.",), place, by("model:seer@1"))
    (after,) = [change.after for change in edit.changes if isinstance(change, Swap) and isinstance(change.after, ReportDraft)]
    said = after.sentences[1]
    (verdict,) = check(after, facts).of_sentence(said.id)
    assert (verdict.verdict, verdict.kind, verdict.blocking) == ("unsupported", "unverified", True) and "seer@1" in verdict.reason
    for row in (Sentence(said.id, said.text, (), ("e",), said.source, "user:Ada"), Sentence(said.id, said.text, (), ("e",), by("user:Ada"))):
        checked = ReportDraft("d", "general", (Section("Findings", (own, row)),), by("model:t@1"), "en")
        assert not any(one.kind == "unverified" for one in check(checked, facts).of_sentence(said.id))


def test_free_text_becomes_plain_sentences() -> None:
    text = "# Findings\n* **Clear** lungs.\n- No effusion. [fill me]\n| a | b |\n<|im_end|>\x07\n12 34\n"
    assert sentences_of(text) == ("Clear lungs.", "No effusion.", "(fill me) a b")
    assert len(sentences_of("One more. " * 99)) == 12
