"""What the writer learns from: sentences that pass the check, and a split that keeps numbers and phrasings apart."""

import random
import re
from itertools import islice

import pytest
from soak import count

from inference.report.languages import LANGUAGES
from inference.report.phrases import capitalised, fill, first
from inference.report.templates import all_templates
from inference.report.verify import check
from inference.report.voice import voice_of
from inference.training.writer.examples import HELD_OUT, SEEN, examples_of, make_report, phrasings, stream, with_texts
from inference.training.writer.scores import is_exact
from inference.training.writer.tables import make_study
from inference.training.writer.vocabulary import LETTERS, learn


def test_answers_pass_the_check_and_few_are_lost() -> None:
    reports = count(1_000)
    kept = lost = 0
    for seed in range(reports):
        report = make_report(seed, held_out=False)
        examples, stopped = examples_of(seed, held_out=False)
        kept, lost = kept + len(examples), lost + stopped
        asked = {prompt: sentence for sentence, prompt in report.requests}
        said = {asked[one.prompt].id: one.answer for one in examples}
        rows = check(with_texts(report.template, said), report.facts).verdicts
        assert not [row for row in rows if row.blocking and row.sentence_id in said]
        assert all(is_exact(report, asked[one.prompt], one.answer) for one in examples if one.language == "en"), seed
    assert kept > 3 * reports and lost < 0.03 * kept


def test_all_templates_languages_and_kinds_come_up_and_seeds_repeat() -> None:
    studies = [make_study(random.Random(seed), held_out=False) for seed in range(150)]
    assert {study.template.id for study in studies} == {template.id for template in all_templates()}
    found = list(islice(stream(0, held_out=False), 600))
    assert {one.language for one in found} == set(LANGUAGES)
    kinds = {one.kind for one in found}
    assert {"finding", "absent", "findings_counted", "impression_one", "change_larger", "merged_larger", "compared"} <= kinds
    assert found[:20] == list(islice(stream(0, held_out=False), 20))


def test_held_out_numbers_are_never_trained_on() -> None:
    def sizes(held_out: bool) -> set[float]:
        studies = (make_study(random.Random(seed), held_out=held_out) for seed in range(200))
        rows = (study.facts.quantity_of(one, "long_axis") for study in studies for one in study.facts.findings)
        return {row.value for row in rows if row is not None}

    seen, held_out = sizes(False), sizes(True)
    assert len(seen) > 100 and len(held_out) > 20 and not seen & held_out


@pytest.mark.parametrize("language", LANGUAGES)
def test_held_out_phrasings_are_in_no_request_or_answer_of_the_training(language: str) -> None:
    own = voice_of(language).patterns
    for kind, ways in phrasings()[language].items():
        assert ways[HELD_OUT] and ways[SEEN]
        assert not set(ways[HELD_OUT]) & {*ways[SEEN], *own.get(kind, ())}
        assert kind in own or kind.startswith("merged_")


def test_every_phrasing_says_its_facts_in_words_that_the_check_reads() -> None:
    tried: set[tuple[str, str]] = set()
    for seed in range(count(5_000)):
        report = make_report(seed, held_out=seed % 2 == 0, own_words=True)
        language = report.plan.language
        for sentence, _ in report.requests:
            more = phrasings()[language].get(sentence.kind, {})
            ways = {*voice_of(language).patterns[sentence.kind], *more.get(SEEN, ()), *more.get(HELD_OUT, ())}
            for way in sorted(ways):
                if (language, way) not in tried:
                    tried.add((language, way))
                    text = first(capitalised(fill(way, sentence.slots)))
                    assert is_exact(report, sentence, text), (way, text)
    assert len(tried) > 120


def test_a_sentence_is_exact_or_it_is_not() -> None:
    checked = 0
    for seed in range(16):
        report = make_report(seed, held_out=False, own_words=True)
        for sentence, _ in report.requests if report.plan.language == "en" else ():
            told = first(sentence.wordings[0])
            assert is_exact(report, sentence, told), told
            changed = [re.sub(r"\d(?=\D*$)", lambda found: str((int(found.group()) + 3) % 10), told)]
            if sentence.kind == "finding":
                changed += [told.replace("There is", "There is no"), told + " There is a mass."]
                changed += [told.replace("left", "right")] if "left" in told else []
                changed += [told.replace(f" in {sentence.slots['place']}", "")] if sentence.slots["place"] else []
            for text in changed:
                if text != told:
                    checked += 1
                    assert not is_exact(report, sentence, text), text
    assert checked > 20


def test_pieces_hold_no_digits_and_spaces_only_in_front() -> None:
    vocabulary = learn((one.prompt for one in islice(stream(0, held_out=False), 200)), 900)
    assert len(vocabulary) == 900
    assert all(not re.search(r"\d", piece) for piece in vocabulary.pieces if len(piece) > 1)
    assert all("▁" not in piece[1:] for piece in vocabulary.pieces)
    for text in ("12.5 x 8 mm", "−35 HU", "Größe unverändert:  „Morel-Lavallée“\n", LETTERS, "日本"):
        assert vocabulary.decode(vocabulary.encode(text)) == text
