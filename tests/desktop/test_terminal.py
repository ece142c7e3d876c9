"""What a command prints steers no terminal and stays in its columns; what it writes for programs is whole."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from phantom import write_phantom
from pydicom import dcmread

from desktop.cli import build_parser, command_at, main
from desktop.commands.answer import NAME_MOST, line, printable, problem_lines, table, without_surrogates
from viewer.case.study import Problem

EVIL = "Doe\x1b[2J^Jane\r\nadmin\t\u202egnp.exe\udcff"


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=60), st.integers(2, 30))
@settings(max_examples=300, deadline=None)
def test_a_line_is_one_line_without_steering_signs_and_not_too_long(text: str, most: int) -> None:
    said = line(text, most)
    said.encode()  # every sign can be written
    assert len(said.splitlines()) <= 1 and len(said) <= max(len(text), 1)
    assert not any(ord(sign) < 32 or 0x7F <= ord(sign) < 0xA0 for sign in said)
    if text.isascii():
        assert len(said) <= most


def test_names_of_any_kind_keep_the_columns() -> None:
    rows = [(line("A" * 10_000, NAME_MOST), "1"), (line("山田太郎" * 20, NAME_MOST), "2"), (line(EVIL, NAME_MOST), "3"), ("e\u0301", "4")]
    lines = table(rows, ("name", "no.")).splitlines()
    assert len(lines) == 5 and lines[1] == "A" * (NAME_MOST - 1) + "…  1"
    assert lines[2] == "山田太郎" * 4 + "山田太" + "…   2", "wide signs take two columns"
    assert "\x1b" not in lines[3] and "\u202e" not in lines[3] and lines[3].endswith(" 3")
    assert lines[4] == "e\u0301" + " " * 41 + "4"


def test_lines_of_a_letter_stay_lines() -> None:
    assert printable("One\ntwo\x1b[1m\rthree") == "One\ntwo [1m three"


def test_many_equal_refusals_are_one_line() -> None:
    empty = [Problem("refused", "The file is empty.", f"/cd/{number}") for number in range(20_000)]
    found = problem_lines([*empty, Problem("note", "Odd.", "1.2.3"), Problem("refused", "Cut short.", "/cd/x")])
    assert found == [
        "  refused: 20,000 files: The file is empty.  [/cd/0 and others]",
        "  note: Odd.  [1.2.3]",
        "  refused: Cut short.  [/cd/x]",
    ]
    few = [Problem("refused", "The file is empty.", f"/cd/{number}") for number in range(3)]
    assert len(problem_lines(few)) == 3, "a few are named one by one"


def test_a_document_with_half_signs_is_json_that_says_which() -> None:
    text = without_surrogates(json.dumps({"where": "/cd/name\udcff", "name": EVIL}, ensure_ascii=False))
    read = json.loads(text.encode())
    assert read["where"] == r"/cd/name\udcff" and read["name"] == EVIL.replace("\udcff", r"\udcff")


@pytest.mark.parametrize(
    ("arguments", "at"),
    [
        ([], 0),
        (["studies"], 0),
        (["--library", "open", "open", "x"], 2),
        (["--json", "--library", "compare", "show", "1.2"], 3),
        (["--library=DIR", "open"], 1),
        (["--library", "DIR"], 2),
    ],
)
def test_options_for_all_commands_may_stand_before_the_command(arguments: list[str], at: int) -> None:
    assert command_at(arguments) == at


@pytest.mark.parametrize("before", [True, False])
def test_both_orders_mean_the_same(before: bool) -> None:
    common = ["--library", "DIR", "--json"]
    options = build_parser().parse_args([*common, "show", "latest"] if before else ["show", "latest", *common])
    assert (options.library, options.json, options.study) == (Path("DIR"), True, "latest")


@pytest.mark.parametrize("arguments", [["--library", "DIR", "open", "x"], ["--library=DIR", "open"], ["--library", "DIR"], ["open", "--library", "DIR"]])
def test_the_window_is_asked_for_in_either_order(arguments: list[str], tmp_path: Path) -> None:
    """Without a display each of them must come as far as to say so."""
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    said = subprocess.run([sys.executable, "-m", "desktop", *arguments], env=environment, cwd=Path(__file__).parents[2], capture_output=True, text=True)
    assert (said.returncode, said.stdout) == (2, "") and said.stderr.startswith("There is no display"), said.stderr


def test_a_command_line_without_a_command_is_a_wrong_request(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--json"])
    assert left.value.code == 2 and capsys.readouterr().err.startswith("Name a command")


@pytest.mark.filterwarnings("ignore:The PN component length")
def test_rows_of_evil_names_are_rows_and_the_document_has_them_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, library = tmp_path / "in", str(tmp_path / "library")
    folder.mkdir()
    write_phantom(folder, PatientName="B" * 5000, SeriesDescription="C" * 60)
    assert main(["--library", library, "import", str(folder)]) == 0
    capsys.readouterr()
    assert main(["--library", library, "studies"]) == 0
    _, row = capsys.readouterr().out.splitlines()
    assert len(row) < 260 and row.startswith("B" * (NAME_MOST - 1) + "…")
    assert main(["--library", library, "--json", "studies"]) == 0
    assert json.loads(capsys.readouterr().out)["studies"][0]["patient_name"] == "B" * 5000


def test_show_says_what_an_object_is_and_what_became_of_it(
    real_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library = str(tmp_path / "library")
    folder = real_data / "derived" / "dcmqi_24x38x3"
    assert main(["import", str(folder), "--library", library]) in (0, 1)
    capsys.readouterr()
    assert main(["show", "latest", "--json", "--library", library]) == 0
    rows = {row["description"]: row for row in json.loads(capsys.readouterr().out)["series"]}
    segmented = rows["Segmentation 24x38x3"]
    assert (segmented["objects"], segmented["kinds"]) == (1, ["Segmentation"])
    assert segmented["became"] == ["segmentation “Segmentation 24x38x3”: Liver"] and segmented["problems"] == []
    assert rows["Image 24x38x3"]["objects"] == 0 and rows["Image 24x38x3"]["became"] == []
    assert main(["show", "latest", "--library", library]) == 0
    said = capsys.readouterr().out
    assert "1 object (Segmentation)" in said and "→ segmentation" in said and "3 pictures" in said


def test_a_series_that_cannot_be_read_is_a_warning_in_show(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, library = tmp_path / "in", str(tmp_path / "library")
    folder.mkdir()
    write_phantom(folder)
    for path in folder.iterdir():
        dataset = dcmread(path)
        dataset.BitsAllocated = 7
        dataset.save_as(path)
    assert main(["import", str(folder), "--library", library]) == 0
    capsys.readouterr()
    assert main(["show", "latest", "--json", "--library", library]) == 0
    (series,) = json.loads(capsys.readouterr().out)["series"]
    assert series["shape_kji"] is None and {problem["level"] for problem in series["problems"]} == {"warning"}
