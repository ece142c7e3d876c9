"""Misspelt words: found where they stand, with what was meant, and hardly ever in words that are right."""

from collections.abc import Iterator
from itertools import islice

import pytest
from chest_texts import DEVELOP, HELD_OUT, read_texts
from fact_tables import make_facts

from inference.report.lay import lay_summary
from inference.report.plan import plan
from inference.report.realise import TEMPLATE_AUTHOR, realise
from inference.report.spelling import speller
from inference.report.templates import choose_template
from viewer.case.source import by


def wrong(text: str, language: str = "en", mine: frozenset[str] = frozenset()) -> list[str]:
    return [text[start:end] for start, end in speller(language).find_wrong(text, mine)]


@pytest.mark.parametrize(
    ("language", "said", "meant"),
    [
        ("en", "noduel", "nodule"), ("en", "pneumotorax", "pneumothorax"), ("en", "efusion", "effusion"), ("en", "teh", "the"),
        ("en", "cardiomegally", "cardiomegaly"), ("en", "Atelectsis", "Atelectasis"), ("en", "hydronephrosys", "hydronephrosis"),
        ("de", "Rundhred", "Rundherd"), ("de", "Pleuraergus", "Pleuraerguss"), ("es", "nodulo", "nódulo"), ("fr", "épanchemant", "épanchement"),
    ],
)  # fmt: skip
def test_a_wrong_letter_is_found_and_the_right_word_comes_first_or_second(language: str, said: str, meant: str) -> None:
    assert wrong(f"{said} – {said.lower()}", language)[:1] == [said]
    assert meant in speller(language).suggest(said)[:2]


def test_real_sentences_of_reports_are_hardly_ever_marked() -> None:
    texts = [text for path in (DEVELOP, HELD_OUT) for _, text in read_texts(path)]
    found = [word for text in texts for word in wrong(text)]
    words = sum(len(text.split()) for text in texts)
    assert words > 5000 and len(found) / words < 0.001, found


@pytest.mark.parametrize("language", ["en", "de", "es", "fr"])
def test_what_lightbox_writes_itself_is_never_marked(language: str) -> None:
    def texts() -> Iterator[str]:
        for seed in range(30):
            facts = make_facts(seed)
            yield realise(plan(facts, choose_template(facts.study), language=language), by(TEMPLATE_AUTHOR)).text
            yield lay_summary(facts, language).text

    assert [word for text in islice(texts(), 60) for word in wrong(text, language)] == []


def test_compounds_endings_prefixes_and_names_are_left_alone() -> None:
    assert wrong("Kleiner Lungenrundherd mit perifokaler Verkalkung, Oberlappenresektion, Nierenbeckenkelchsystem.", "de") == []
    assert wrong("Subcentimeter periesophageal nodules, seen by Dr Xylander in the RUL on T2w images, Kellgren grade 2.") == []
    assert wrong("L'épanchement pleural n'est pas cloisonné.", "fr") == []
    assert wrong("The Lungenleberfuss lies there. Lobster efusion.") == ["efusion"], "a name inside a sentence is no mistake"


def test_the_readers_own_words_are_right() -> None:
    assert wrong("A xyzzyform opacity.") == ["xyzzyform"]
    assert wrong("A xyzzyform opacity. Xyzzyform.", mine=frozenset({"xyzzyform"})) == []
