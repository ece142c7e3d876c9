"""Grammars: their language is exactly the plan's wordings, whatever stands in the facts, and llama.cpp accepts them."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inference.llm.grammar import can_say, grammar, has_choice, length_of, quoted
from inference.report.facts_file import facts_from_json
from inference.report.phrases import Words, fill, first
from inference.report.plan import plan
from inference.report.templates import choose_template

ROOT = Path(__file__).parents[3]
NASTY = 'a "quoted" \\back\\slash \t [x|y] <tag> {slot} µ-5³ ::= root\n#'


def test_only_the_wordings_can_be_said() -> None:
    ways = (fill("There is [a|one] {what}< in {place}>.", {"what": "nodule", "place": "the left lung"}),)
    assert can_say(ways, "There is one nodule in the left lung.")
    for wrong in ("There is one nodule.", "There is two nodule in the left lung.", "There is a nodule in the left lung. Also", ""):
        assert not can_say(ways, wrong)
    assert has_choice(ways) and not has_choice((fill("None.", {}),))
    assert length_of(ways[0]) == len("There is one nodule in the left lung.")
    assert grammar(ways) == 'root ::= "There is " ("a" | "one") " nodule in the left lung."\n'


@given(st.text(min_size=1))
def test_any_text_of_the_facts_becomes_one_literal(text: str) -> None:
    literal = quoted(text)
    assert literal[0] == literal[-1] == '"' and "\n" not in literal
    body = literal[1:-1].replace("\\\\", "").replace('\\"', "")
    assert '"' not in body


def test_an_empty_grammar_is_refused_before_it_can_crash_anything() -> None:
    for ways in ((), ((),), ((Words(""),),)):
        with pytest.raises(ValueError):
            grammar(ways)


@pytest.mark.skipif(
    any(importlib.util.find_spec(name) is None for name in ("llama_cpp", "gguf")),
    reason="llama-cpp-python and gguf are not installed",
)
def test_llama_cpp_accepts_every_grammar(tmp_path: Path) -> None:
    """In a process of its own: an invalid grammar would end it with a signal."""
    rows = [
        {"id": "a", "what": NASTY, "where": NASTY, "side": "left",
         "quantities": [{"kind": "long_axis", "value": 12.3, "unit": "mm"}, {"kind": "volume", "value": 0.6, "unit": "ml"}]},
        {"id": "b", "what": "nodule", "where": "lung", "side": "right", "zone": "lower",
         "quantities": [{"kind": "mean", "value": -30, "unit": "HU"}], "change": {"prior_date": "20250714", "state": "new"}},
        {"id": "c", "what": "pneumothorax", "where": "pleura", "present": False},
    ]  # fmt: skip
    facts = facts_from_json({"study": {"modality": NASTY, "body_part": NASTY, "priors": ["20250714"]}, "findings": rows})
    sentences = plan(facts, choose_template(facts.study), NASTY).sentences
    grammars = [grammar(sentence.wordings) for sentence in sentences]
    assert all(can_say(s.wordings, first(s.wordings[0])) for s in sentences)
    assert readable(grammars, tmp_path) == [True] * len(grammars)
    assert readable(["root ::= missing-rule\n"], tmp_path) == [False]  # so that the test could fail


def readable(grammars: list[str], folder: Path) -> list[bool]:
    """Which grammars llama.cpp parses, asked one by one in processes that may die of it."""
    from tiny_gguf import write_tiny_gguf

    write_tiny_gguf(folder / "tiny.gguf")
    program = (
        "import json, sys, llama_cpp\n"
        "model = llama_cpp.Llama(model_path=sys.argv[1], vocab_only=True, verbose=False)\n"
        "vocabulary = llama_cpp.llama_model_get_vocab(model.model)\n"
        "for text in json.load(sys.stdin):\n"
        "    print(bool(llama_cpp.llama_sampler_init_grammar(vocabulary, text.encode(), b'root')), flush=True)\n"
        "model.close()\n"
    )
    command = [sys.executable, "-c", program, str(folder / "tiny.gguf")]
    done = subprocess.run(command, input=json.dumps(grammars), capture_output=True, text=True, cwd=ROOT, timeout=120)
    answers = [line == "True" for line in done.stdout.split()]
    return answers + [False] * (len(grammars) - len(answers))
