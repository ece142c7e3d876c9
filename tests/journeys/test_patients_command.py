"""Who is who, by the commands a person would type: found, compared, merged, split, taken back; disks that move."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from phantom import phantom_geometry, write_phantom

from desktop.cli import main

SMALL = phantom_geometry((2, 6, 7))


@pytest.fixture
def lightbox(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    def run(*arguments: str | Path) -> tuple[int, Any, str]:
        capsys.readouterr()
        try:
            code = main([*map(str, arguments), "--library", str(tmp_path / "library"), "--json"])
        except SystemExit as leaving:
            code = int(str(leaving.code))
        out, error = capsys.readouterr()
        return code, json.loads(out) if out.strip() else None, error

    return run


def study(folder: Path, number: int, **tags: str) -> str:
    """A small study in a folder of its own; its UID."""
    uid = f"1.2.840.99.55.{number}"
    tags = {"PatientID": "P1", "PatientName": "Doe^Jane", "PatientBirthDate": "19700101", **tags}
    tags = {"StudyInstanceUID": uid, "SeriesInstanceUID": f"{uid}.1", "StudyDate": f"2024010{number}", **tags}
    write_phantom(folder / str(number), SMALL, series=f"{number}/1", **tags)
    return uid


def test_compare_merge_split_undo(lightbox: Any, tmp_path: Path) -> None:
    first, second = study(tmp_path / "cd", 1), study(tmp_path / "cd", 2, PatientName="DOE^JANE^")
    other = study(tmp_path / "cd", 3, PatientName="Roe^Jane")
    code, report, _ = lightbox("import", tmp_path / "cd")
    assert code == 0 and [problem["level"] for problem in report["problems"]] == ["warning"]
    _, listed, _ = lightbox("patients")
    jane, roe = listed["patients"]
    assert [[row["uid"] for row in one["studies"]] for one in (jane, roe)] == [[second, first], [other]]
    _, found, _ = lightbox("patients", "--conflicts")
    (conflict,) = found["conflicts"]
    assert (conflict["reason"], conflict["differing"]) == ("same ID", ["name"])
    assert found == lightbox("patients", "--conflicts", str(roe["number"]))[1]
    code, done, _ = lightbox("patients", "merge", str(jane["number"]), str(roe["number"]))
    assert code == 0 and len(done["patient"]["studies"]) == 3 and done["patient"]["merged"][0]["name"] == "Roe^Jane"
    assert lightbox("patients", "--conflicts")[1] == {"conflicts": []}
    assert len(lightbox("studies", "roe")[1]["studies"]) == 3 and len(lightbox("patients", "roe")[1]["patients"]) == 1
    code, done, _ = lightbox("patients", "split", first)
    assert done["patient"]["issuer"] == "Lightbox" and [row["uid"] for row in done["patient"]["studies"]] == [first]
    code, done, _ = lightbox("patients", "split", second, "--to", str(done["patient"]["number"]))
    assert [row["uid"] for row in done["patient"]["studies"]] == [second, first]
    code, report, _ = lightbox("import", tmp_path / "cd")
    assert code == 0 and report["instances"]["added"] == 0 and {one["level"] for one in report["problems"]} == {"note"}
    for _ in range(3):
        assert lightbox("patients", "undo")[0] == 0
    assert lightbox("patients")[1] == listed
    _, audit, _ = lightbox("audit", other, "--verify")
    assert [row["label"].split()[0] for row in audit["entries"]] == ["Import", "Merge", "Undo:"] and audit["valid"]
    assert [row["undone"] for row in lightbox("patients", "changes")[1]["changes"]] == [True] * 3


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("merge", "1"), "takes two patients"), (("merge", "1", "x"), "'x' is no patient's number"), (("merge", "1", "7"), "no patient 7"),
        (("split",), "takes one study"), (("split", "1.2.3"), "no study"), (("undo",), "no such merge"), (("--to", "1"), "--to"),
        (("undo", "1", "2"), "one number"), (("merge", "1", "1"), "one patient already"), (("--conflicts", "99"), "no patient 99"),
    ],
)  # fmt: skip
def test_a_wrong_request_is_one_sentence(lightbox: Any, tmp_path: Path, arguments: tuple[str, ...], sentence: str) -> None:
    study(tmp_path / "cd", 1)
    lightbox("import", tmp_path / "cd")
    code, document, error = lightbox("patients", *arguments)
    assert code == 2 and document is None and sentence in error and len(error.strip().splitlines()) == 1


def test_files_stay_where_they_are_by_option_or_setting_and_a_gone_disk_is_explained(lightbox: Any, tmp_path: Path) -> None:
    uid = study(tmp_path / "disk", 1)
    (tmp_path / "settings.toml").write_text("import_in_place = true\n")
    assert lightbox("import", tmp_path / "disk")[0] == 0
    originals = tmp_path / "library" / "originals"
    assert list(originals.rglob("*.dcm")) == []
    (tmp_path / "disk").rename(tmp_path / "moved")
    code, _, error = lightbox("render", uid, "--view", "axial", "--out", tmp_path / "a.png")
    assert code == 2 and f"the folder {tmp_path / 'disk'} is not there" in error and "Connect its disk" in error
    assert lightbox("import", tmp_path / "moved")[1]["instances"] == {"added": 0, "already": 2, "refused": 0}
    assert lightbox("render", uid, "--view", "axial", "--out", tmp_path / "a.png")[0] == 0
    assert lightbox("import", "--no-in-place", tmp_path / "moved")[1]["instances"]["already"] == 2
    assert len(list(originals.rglob("*.dcm"))) == 2
