import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.settings import Settings, _to_toml, default_library_folder, load_settings, save_settings, settings_path
from viewer.case.errors import KnownError


def test_without_a_file_everything_has_its_default() -> None:
    assert not settings_path().exists() and load_settings() == Settings()


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    chosen = Settings('Dr. "Ä" \\ Müller\n😀', "St. Mary's", "~/x", True, 3, 0.25)
    save_settings(chosen)
    assert load_settings() == chosen
    save_settings(Settings(), tmp_path / "new" / "folder" / "s.toml")
    assert load_settings(tmp_path / "new" / "folder" / "s.toml") == Settings()
    assert [path.name for path in (tmp_path / "new" / "folder").iterdir()] == ["s.toml"]


@given(st.one_of(st.text(), st.integers(-(2**63), 2**63 - 1), st.floats(allow_nan=False), st.booleans()))
def test_every_value_is_valid_toml(value: str | int | float | bool) -> None:
    read = tomllib.loads(f"value = {_to_toml(value)}")["value"]
    assert read == value and type(read) is type(value)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("reader_name = 3", "reader_name cannot be 3"),
        ("threads = true", "threads cannot be True"),
        ("threads = -1", "threads cannot be -1"),
        ("overlay_opacity = 1.5", "overlay_opacity cannot be 1.5"),
        ("overlay_opacity = nan", "overlay_opacity cannot be nan"),
        ("colour = 'red'", "unknown setting 'colour'"),
        ("reader_name = ", "is not valid"),
        ("reader_name = '\xff'", "is not valid"),
    ],
)
def test_a_wrong_file_is_a_sentence(text: str, sentence: str) -> None:
    settings_path().write_bytes(text.encode("latin-1"))
    with pytest.raises(KnownError, match=sentence) as caught:
        load_settings()
    assert str(settings_path()) in caught.value.text


def test_a_whole_number_is_a_number_too() -> None:
    settings_path().write_text("overlay_opacity = 1")
    assert load_settings().overlay_opacity == 1.0


def test_a_file_that_cannot_be_read_or_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(KnownError, match="cannot be read"):
        load_settings(tmp_path / "folder")
    (tmp_path / "file").write_text("")
    with pytest.raises(KnownError, match="cannot be written"):
        save_settings(Settings(), tmp_path / "file" / "s.toml")


def test_every_setting_has_a_help_text() -> None:
    assert all(row.metadata["help"].endswith(".") for row in fields(Settings))


def test_the_library_folder() -> None:
    assert default_library_folder(Settings(library_folder="/data/x")) == Path("/data/x")
    assert default_library_folder(Settings(library_folder="~/x")) == Path.home() / "x"
    assert default_library_folder().name == "library" and "lightbox" in str(default_library_folder())
    save_settings(Settings(library_folder="/chosen"))
    assert default_library_folder() == Path("/chosen")


def test_the_place_of_the_settings_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LIGHTBOX_CONFIG")
    assert settings_path().parts[-2:] == ("lightbox", "settings.toml")
