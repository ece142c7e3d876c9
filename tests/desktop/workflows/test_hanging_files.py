"""Hanging protocols as files: what comes with Lightbox is sound, the reader's own win, bad ones get one sentence."""

from pathlib import Path

import pytest

import resources
from desktop.workflows.hanging import as_text, parse, read_all, save
from viewer.case.errors import KnownError
from viewer.case.hanging import CellRule, HangingProtocol

SOUND = 'name = "A"\nrows = 1\ncolumns = 1\n[[cell]]\n'


def test_those_that_come_with_lightbox_are_sound() -> None:
    found, wrong = read_all(resources.path("hanging"), Path("nowhere"))
    assert wrong == ()
    assert {path.stem for path in found} == {"ct_chest_with_prior", "ct_abdomen", "mr_brain", "mammography", "radiograph"}
    assert all(not one.own for one in found.values())


def test_a_protocol_is_the_same_after_it_was_written(tmp_path: Path) -> None:
    cells = (CellRule("four", window="3"), CellRule(prior=True, words=('a "b"', "c\\d"), laterality="R", view="CC", align="right"))
    protocol = HangingProtocol("Größe 1 / x", 1, 2, cells, ("CT",), ("CHEST",), ("thorax",), True, False)
    assert parse(as_text(protocol)) == protocol
    path = save(protocol, tmp_path / "own")
    found, wrong = read_all(tmp_path / "none", tmp_path / "own")
    assert wrong == () and path.name == "größe_1_x.toml"
    assert [one.own for one in found.values()] == [True]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("name = ", "It is no TOML"),
        ('rows = 1\ncolumns = 1\n[[cell]]\n', "It says no name."),
        (SOUND + 'colour = "red"\n', "There is no setting 'colour' in cell 1."),
        (SOUND.replace("rows = 1", "rows = 2"), "It has 1 cells; 2 rows of 1 are 2."),
        (SOUND.replace("rows = 1", "rows = 9"), "It has 9 x 1 cells; 4 x 5 are the most."),
        (SOUND.replace("rows = 1", 'rows = "1"'), "The rows in the file cannot be '1'."),
        (SOUND.replace("rows = 1", "rows = true"), "The rows in the file cannot be True."),
        (SOUND + 'views = "two"\n', "Cell 1 has the views 'two', which is none of one, planes,"),
        (SOUND + 'words = "t1"\n', "The words in cell 1 is a list of texts in quotes."),
        ('cell = 3\nname = "A"\nrows = 1\ncolumns = 1\n', "Each cell stands under a [[cell]] of its own."),
    ],
)
def test_what_is_wrong_with_a_file_is_one_sentence(text: str, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(KnownError) as error:
        parse(text)
    assert error.value.text.startswith(sentence)
    (tmp_path / "bad.toml").write_text(text, encoding="utf-8")
    (tmp_path / "good.toml").write_text(SOUND, encoding="utf-8")
    found, wrong = read_all(tmp_path / "none", tmp_path)
    assert [path.name for path in found] == ["good.toml"] and len(wrong) == 1 and "bad.toml" in wrong[0]
