"""Short words with variables, sentences learned from what was signed, texts checked in another language."""

from pathlib import Path

import pytest

from desktop.store.phrases import PhraseTable
from inference.report.autotext import VARIABLES, expand, values_of
from inference.report.facts_file import facts_from_json
from inference.report.verify import check_text
from viewer.case.errors import KnownError
from viewer.case.report import ReportDraft, Section, Sentence
from viewer.case.source import by

FACTS = facts_from_json(
    {
        "study": {"modality": "CT", "body_part": "CHEST", "date": "20261114", "sex": "F", "age": 63, "priors": ["20250714"]},
        "findings": [
            {"id": "F1", "what": "nodule", "where": "upper lobe", "side": "right",
             "quantities": [{"kind": "long_axis", "value": 8.5, "unit": "mm"}],
             "change": {"prior_date": "20250714", "state": "larger", "prior_value": 6.1}},
        ],
    }
)  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "nodule, right upper lobe, 8.5 mm, was 6.1 mm on 14 July 2025"),
        ("de", "Rundherd, im rechten Oberlappen, 8,5 mm, was 6,1 mm on 14. Juli 2025"),
        ("fr", "nodule, dans le lobe supérieur droit, 8,5 mm, was 6,1 mm on 14 juillet 2025"),
    ],
)
def test_variables_are_written_as_the_language_does(language: str, text: str) -> None:
    values = values_of(FACTS, FACTS.findings[0], "Cough.", language)
    written = expand("{finding}, {place}, {size}, was {prior_size} on {prior_date}", values)
    assert written.replace("the right upper lobe", "right upper lobe") == text
    assert set(values) <= set(VARIABLES)


def test_what_is_not_known_is_left_to_be_filled_in() -> None:
    assert expand("{size} in {place}; {nonsense}", values_of(FACTS, None, "", "en")) == "[size] in [place]; [nonsense]"


def test_an_article_before_a_variable_is_not_doubled() -> None:
    assert expand("In the {place} lies the {finding}.", {"place": "the right upper lobe", "finding": "nodule"}) == "In the right upper lobe lies the nodule."


def draft(*texts: str, author: str = "user:Ana") -> ReportDraft:
    rows = tuple(Sentence(str(number), text, (), (), by(author)) for number, text in enumerate(texts))
    return ReportDraft("d", "general", (Section("Findings", rows),), by("model:t@1"), "en")


def test_only_sentences_without_anything_of_the_patient_are_learned(tmp_path: Path) -> None:
    table = PhraseTable(tmp_path)
    said = ("The aorta is of normal calibre.", "A nodule of 8 mm.", "Discussed with Dr. Smith today.", "Ms Jones was told about it.",
            "Mueller was seen in the ward.", "Short one.", "Still [open] to be said here.")  # fmt: skip
    assert table.learn(draft(*said), ("Mueller^Anna", "PAT-1")) == 1
    assert table.learn(draft(*said, author="model:t@1"), ()) == 0
    table.learn(draft(said[0]), ())
    (known,) = table.learned()
    assert (known.text, known.used, known.language) == (said[0], 2, "en")
    assert table.beginning("the a", "en") == (said[0],)
    assert table.beginning("the a", "de") == ()
    table.forget(known.text, "en")
    assert table.learned() == ()
    assert b"calibre" not in table.path.read_bytes()


def test_short_words_are_kept_found_and_dropped(tmp_path: Path) -> None:
    table = PhraseTable(tmp_path)
    assert table.text_of("nl") == "" and not table.path.exists()
    table.keep("nl", "Within normal limits.")
    assert table.text_of("NL") == "Within normal limits."
    for short, text in (("two words", "x"), ("", "x"), ("ok", " ")):
        with pytest.raises(KnownError):
            table.keep(short, text)
    table.drop("nl")
    assert table.autotexts() == {}
    table.path.write_bytes(b"no database at all, and long enough to be looked at as one")
    with pytest.raises(KnownError, match="phrases"):
        table.autotexts()


def test_a_text_in_another_language_is_checked() -> None:
    good = "BEFUND: Im rechten Oberlappen zeigt sich ein Rundherd von 8,5 mm."
    assert not check_text(good, FACTS, language="de").blocking
    wrong = check_text(good.replace("rechten", "linken"), FACTS, language="de")
    assert wrong.blocking and "linken" in wrong.verdicts[0].sentence
