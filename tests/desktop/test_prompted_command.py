"""`lightbox segment` with points and boxes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from phantom import phantom_geometry, write_phantom

from desktop.cli import WRONG_REQUEST, main


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("marked")
    write_phantom(folder / "dicom")
    assert main(["import", str(folder / "dicom"), "--library", str(folder / "library")]) == 0
    return folder / "library"


def run(library: Path, capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, object]:
    capsys.readouterr()
    assert main(["segment", "latest", "--model", "geodesic", "--library", str(library), "--json", *more]) == 0
    document: dict[str, object] = json.loads(capsys.readouterr().out)
    return document


def test_points_make_a_structure_and_its_name_finds_it_again(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    x, y, z = phantom_geometry().centre_lps
    said = run(library, capsys, "--point", f"{x},{y},{z}", "--text", "left kidney")
    (label,) = said["labels"]
    assert (label["index"], label["name"], label["code"]["scheme"], label["side"]) == (1, "left kidney", "SCT", "left")
    assert label["volume_ml"] > 0
    (again,) = run(library, capsys, "--point", f"{x + 20},{y},{z},-", "--text", "left kidney")["labels"]
    assert again["index"] == 1
    (other,) = run(library, capsys, f"--box={x - 15},{y - 15},{z - 15},{x + 15},{y + 15},{z + 15}")["labels"]
    assert other["index"] == 2
    (flat,) = run(library, capsys, "--box", f"{x - 15},{y - 15},{z},{x + 15},{y + 15},{z}", "--point", f"{x},{y},{z}")["labels"]
    assert flat["index"] == 3


@pytest.mark.parametrize(
    "wrong",
    [
        (), ("--point", "1,2"), ("--point", "1,2,x"), ("--point", "1,2,3,4"), ("--point", "nan,0,0"), ("--point", "99999,0,0"),
        ("--box", "1,2,3"), ("--box", "1,2,3,1,2,9"),
    ],
)  # fmt: skip
def test_what_is_no_prompt_is_said_in_a_sentence(library: Path, capsys: pytest.CaptureFixture[str], wrong: tuple[str, ...]) -> None:
    assert main(["segment", "latest", "--model", "geodesic", "--library", str(library), *wrong]) == WRONG_REQUEST
    error = capsys.readouterr().err.strip().splitlines()[-1]
    assert error.endswith(".") and "Traceback" not in error
