"""A machine without llama.cpp: the runner says so in a sentence."""

import sys
from pathlib import Path

import pytest

from inference.engine import Task
from inference.llm.llama import run
from viewer.case.errors import KnownError
from viewer.case.progress import no_tick


def test_without_llama_cpp_one_sentence_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "llama_cpp", None)
    with pytest.raises(KnownError, match="llama-cpp-python") as caught:
        run(Task("t", "inference.llm.llama:run", tmp_path, None, tmp_path), no_tick, lambda piece: None)
    assert "template sentences" in caught.value.advice
