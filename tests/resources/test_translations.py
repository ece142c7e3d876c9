"""The translations: complete, with every value in its place, one word for one thing, and what the window shows."""

import importlib.util
import re
import string
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

import resources
from desktop.actions import ACTIONS, MENUS
from desktop.settings import Settings
from desktop.windows import words
from desktop.windows.wear import language_of, speak
from viewer.widgets.tr import day, grouped, number, tr

FOLDER = resources.path("translations")
LANGUAGES = ("de", "es", "fr", "zh_CN", "ja")
SAME = re.compile(r"[A-Z0-9 ,.:+\-–×…●✓▲()/]+|.{1,3}")
"""Texts that may be the same in another language: signs and abbreviations."""


def _collect() -> ModuleType:
    spec = importlib.util.spec_from_file_location("collect", FOLDER / "collect.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["collect"] = module
    spec.loader.exec_module(module)
    return module


collect = _collect()


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


HOW = "run resources/translations/collect.py and fill in the .ts files"


def test_no_entry_of_a_menu_is_untranslated(language: str) -> None:
    known = collect.read(language)
    missing = [text for text in (*MENUS, *(row.text for row in ACTIONS)) if not known.get(text, "").strip()]
    assert not missing, "\n".join((HOW, *map(repr, missing)))


def test_hardly_any_text_of_the_window_is_untranslated(language: str) -> None:
    """New sentences may be English for a while, a few of them."""
    known, texts = collect.read(language), collect.all_texts()
    missing = [text for text in texts if not known.get(text, "").strip()]
    assert len(missing) < len(texts) // 25, "\n".join((HOW, *map(repr, missing)))


def test_every_value_has_its_place(language: str) -> None:
    for text, said in collect.read(language).items():
        assert fields(said) == fields(text), (text, said)
        assert text.count("\n") == said.count("\n")
        assert "&" not in said or "&" in text, "no accelerators: keys are those of the table of commands"


def test_marks_and_dots_stay(language: str) -> None:
    """A command that asks something first ends in dots; states keep their shapes."""
    for text, said in collect.read(language).items():
        assert text.endswith("…") == said.endswith("…"), (text, said)
        assert [c for c in text if c in "●▲✓✕▾Σ"] == [c for c in said if c in "●▲✓✕▾Σ"], (text, said)


def test_one_thing_has_one_word(language: str) -> None:
    terms = tomllib.loads((FOLDER / "glossary.toml").read_text(encoding="utf-8"))
    for text, said in collect.read(language).items():
        for term, by_language in terms.items():
            if re.search(rf"\b{term}s?\b", text, re.IGNORECASE):
                stems = by_language[language].split("|")
                assert any(stem in said.casefold() for stem in stems), (term, text, said)


def test_no_two_commands_of_a_menu_read_alike(language: str) -> None:
    known = collect.read(language)
    for menu in MENUS:
        texts = [known.get(row.text, row.text) for row in ACTIONS if row.menu == menu]
        assert len(set(texts)) == len(texts), menu
    assert len({known[menu] for menu in MENUS}) == len(MENUS)


def test_translations_are_in_the_language(language: str) -> None:
    """Hardly anything reads as in English."""
    known = collect.read(language)
    same = [text for text, said in known.items() if text == said and not SAME.fullmatch(text)]
    assert len(same) < 30, same
    if language in ("zh_CN", "ja"):
        ours = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
        latin = [text for text, said in known.items() if not ours.search(said) and not SAME.fullmatch(text)]
        assert len(latin) < 12, latin


def test_the_compiled_file_is_that_of_the_source(language: str, tmp_path: Path) -> None:
    made = tmp_path / "made.qm"
    collect.compile_file(FOLDER / f"lightbox_{language}.ts", made)
    assert made.read_bytes() == (FOLDER / f"lightbox_{language}.qm").read_bytes()


def test_the_application_speaks_the_language_and_english_again(qapp: QApplication, language: str) -> None:
    try:
        speak(qapp, language)
        assert tr("Study") == collect.read(language)["Study"] != "Study"
        assert tr("{count} studies", count=3).startswith(("3", "３"))
        assert tr("a text of nobody") == "a text of nobody"
        assert qapp.translate("QPlatformTheme", "Cancel") != "Cancel", "Qt's own words too"
    finally:
        speak(qapp, "en")
    assert tr("Study") == "Study"


@pytest.mark.parametrize(
    ("language", "written", "tenth", "thousands"),
    [
        ("en", "2026-03-16", "8.4", "12,345"),
        ("de", "16.03.2026", "8,4", "12.345"),
        ("es", "16/3/2026", "8,4", "12.345"),
        ("fr", "16/03/2026", "8,4", "12\u202f345"),
        ("zh_CN", "2026/3/16", "8.4", "12,345"),
        ("ja", "2026/03/16", "8.4", "12,345"),
    ],
)
def test_numbers_and_dates_are_those_of_the_language(
    qapp: QApplication, language: str, written: str, tenth: str, thousands: str
) -> None:
    try:
        speak(qapp, language)
        assert (words.date("20260316"), number(8.4, 1), grouped(12345)) == (written, tenth, thousands)
        assert number(1234.5, 1) == f"1234{tenth[1]}5", "numbers beside marks have no groups"
        assert day(2026, 2, 31) == "2026-02-31", "what is no day stays as it is"
    finally:
        speak(qapp, "en")


@pytest.mark.parametrize(
    ("name", "expected"), [("de_AT", "de"), ("es_MX", "es"), ("pt_BR", "en"), ("zh_CN", "zh_CN"), ("ja_JP", "ja"), ("C", "en")]
)
def test_the_language_is_the_systems_where_there_is_one(name: str, expected: str) -> None:
    assert language_of(Settings(), QLocale(name)) == expected
    assert language_of(Settings(language="fr"), QLocale(name)) == "fr"


def test_traditional_chinese_is_not_taken_for_simplified() -> None:
    assert language_of(Settings(), QLocale("zh_TW")) == "en"
