"""How fast reports are drafted, checked and understood, and how well chest reports are understood.

    python benchmarks/report.py [--json] [--quick] [--findings] [--model FOLDER]

The texts are our own (tests/data/chest_*.txt), in reports of six. `--findings` prints precision and recall of
each chest finding instead. The peer of understanding is a search for the same words without any rule of negation; where
there is none, it is the time that a reader may be made to wait. Where llama-cpp-python is installed, the built-in
language model (or the pack in FOLDER, or a stand-in of its size with random weights) words six sentences beside
llama.cpp alone at the same work.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from _rows import row, show

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "inference" / "report")]

from chest_texts import DEVELOP, FINDINGS, HELD_OUT, STYLES, VARIED, count, f1, read_texts  # noqa: E402
from fact_tables import make_facts  # noqa: E402

import resources  # noqa: E402
from inference.cards import scan_cards  # noqa: E402
from inference.report.assertions import assert_text  # noqa: E402
from inference.report.lexicon import lexicon  # noqa: E402
from inference.report.phrasebook import words  # noqa: E402
from inference.report.plan import plan  # noqa: E402
from inference.report.realise import realise  # noqa: E402
from inference.report.templates import choose_template  # noqa: E402
from inference.report.verify import check, check_text  # noqa: E402
from viewer.case.source import by  # noqa: E402

LIMIT = "the limit"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--quick", action="store_true", help="fewer runs")
    parser.add_argument("--findings", action="store_true", help="precision and recall of each chest finding")
    parser.add_argument("--model", type=Path, metavar="FOLDER", help="a pack of a language model to be timed")
    options = parser.parse_args()
    if options.findings:
        for path in (DEVELOP, HELD_OUT, VARIED, STYLES):
            print_findings(path)
        return 0
    runs = 3 if options.quick else 9
    show([drafting(runs), checking(runs), live_checking(runs), *understanding(runs), *wording(options.model, 1 if options.quick else 3)], options.json)
    return 0


def drafting(runs: int) -> dict[str, object]:
    """A draft from the templates."""
    facts = make_facts(10)
    times = _timed(lambda: realise(plan(facts, choose_template(facts.study)), by("model:report-templates@1")), runs)
    return row("template_draft_s", "s", times, LIMIT, [0.2])


def checking(runs: int) -> dict[str, object]:
    """A report of 60 sentences against its facts."""
    facts = make_facts(10)
    text = realise(plan(facts, choose_template(facts.study)), by("model:report-templates@1")).text
    while text.count(".") < 60:
        text += text
    times = _timed(lambda: check_text(text, facts), runs)
    return row("check_60_sentences_ms", "ms", [1000 * seconds for seconds in times], LIMIT, [100.0])


def live_checking(runs: int) -> dict[str, object]:
    """What the editor does after a pause in a report of 60 sentences: the check of the draft, links and all."""
    facts = make_facts(10)
    draft = realise(plan(facts, choose_template(facts.study)), by("model:report-templates@1"))
    section = draft.sections[-2]
    many = tuple(replace(one, id=f"{one.id}-{turn}") for turn in range(60) for one in section.sentences)
    wanted = 60 - sum(len(one.sentences) for one in draft.sections) + len(section.sentences)
    longer = replace(section, sentences=many[:wanted])
    draft = replace(draft, sections=tuple(longer if one is section else one for one in draft.sections))
    assert len(draft.sentences) == 60
    times = _timed(lambda: check(draft, facts), runs)
    return row("live_check_60_sentences_ms", "ms", [1000 * seconds for seconds in times], LIMIT, [100.0])


def wording(folder: Path | None, runs: int) -> list[dict[str, object]]:
    """First sentence and tokens a second of a language model; no rows where llama-cpp-python is not installed."""
    if importlib.util.find_spec("llama_cpp") is None:
        return []
    from _writing import write_stand_in, writing

    facts = make_facts(10)
    report = plan(facts, choose_template(facts.study))
    built_in = next((path for card, path in scan_cards([resources.path("models")]).cards if card.task == "llm"), None)
    if folder is not None or built_in is not None:
        chosen = folder or built_in
        assert chosen is not None
        return writing(report, chosen, chosen.name, runs, 6)
    with tempfile.TemporaryDirectory() as made:
        return writing(report, write_stand_in(Path(made) / "stand-in"), "stand-in of 24 M", runs, 6)


def understanding(runs: int) -> list[dict[str, object]]:
    """Reports a minute, and F1 over the 14 chest findings on both collections."""
    texts = [text for path in (DEVELOP, HELD_OUT) for _, text in read_texts(path)]
    reports = ["FINDINGS:\n" + "\n".join(texts[at : at + 6]) + f"\nIMPRESSION:\n1. {texts[at]}" for at in range(0, len(texts) - 6, 3)]
    ours = _timed(lambda: [assert_text(report) for report in reports], runs)
    peer = _timed(lambda: [_words_found(report) for report in reports], runs)
    rows = [
        row(
            "assert_reports_per_min", "reports/min", [60 * len(reports) / seconds for seconds in ours], "word search",
            [60 * len(reports) / seconds for seconds in peer], larger_is_better=True,
        )
    ]  # fmt: skip
    for name, path in (("develop", DEVELOP), ("held_out", HELD_OUT), ("whole_reports", VARIED), ("styles", STYLES)):
        truths = read_texts(path)
        score = f1(count(truths).values())
        without_rules = f1(count(truths, _words_found).values())
        rows.append(row(f"chest_f1_{name}", "F1", [score], "word search", [without_rules], larger_is_better=True))
    return rows


def print_findings(path: Path) -> None:
    """One line for each finding."""
    texts = read_texts(path)
    counts = count(texts)
    print(f"{path.name}: {len(texts)} texts, micro-F1 {f1(counts.values()):.3f}")
    print(f"{'':22}{'present':>8}{'precision':>11}{'recall':>8}")
    for name, said in counts.items():
        print(f"{name:22}{said['right'] + said['missed']:>8}{_share(said, 'wrong'):>11.3f}{_share(said, 'missed'):>8.3f}")


def _share(said: Counter[str], other: str) -> float:
    return said["right"] / max(1, said["right"] + said[other])


def _words_found(text: str) -> frozenset[str]:
    said = {match.value for match in lexicon().find_findings(text, words(text))}
    return frozenset(name for name, term in FINDINGS.items() if term in said)


def _timed(work: Callable[[], object], runs: int) -> list[float]:
    work()
    return [_once(work) for _ in range(runs)]


def _once(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
