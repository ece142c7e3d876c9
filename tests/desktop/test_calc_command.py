"""`lightbox calc`: key=value in, an answer with its citation out; anything else is one sentence and exit code 2."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from phantom import write_phantom

from desktop.cli import DONE, PROBLEMS, WRONG_REQUEST, main


def run(capsys: pytest.CaptureFixture[str], library: Path, *words: str) -> tuple[int, Any, str]:
    capsys.readouterr()
    code = main(["calc", *words, "--library", str(library), "--json"])
    out, error = capsys.readouterr()
    return code, json.loads(out) if out.strip() else None, error


def test_an_answer_has_the_keys_of_the_contract(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found, _ = run(capsys, tmp_path / "none", "eGFR", "creatinine=150 umol/L", "age=60", "sex=F")
    assert code == DONE
    assert found["value"] == pytest.approx(34.20, abs=0.01) and found["unit"] == "mL/min/1.73 m²"
    assert (found["category"], found["version"], found["guideline"]) == ("G3b", "2021", "eGFR (CKD-EPI)")
    assert found["inputs"]["creatinine"] == {"value": pytest.approx(1.697, abs=0.001), "unit": "mg/dL", "source": "given"}
    assert not (tmp_path / "none").exists()  # nothing is made for a calculation


def test_a_guideline_has_a_category_and_no_value(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found, _ = run(capsys, tmp_path, "lung_rads", "kind=solid", "stage=baseline", "size_mm=7.9", "suspicious=no")
    assert code == DONE and found["category"] == "3" and found["value"] is None
    assert "low-dose CT in 6 months" in found["recommendation"] and "CHEST 2024" in found["citation"]


def test_the_list_is_searched_by_a_word(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, every, _ = run(capsys, tmp_path, "--list")
    assert code == DONE and len(every["calculators"]) >= 50
    _, some, _ = run(capsys, tmp_path, "--list", "nodule")
    names = {row["name"] for row in some["calculators"]}
    assert {"fleischner", "lung-rads", "ti-rads", "doubling-time"} <= names and len(names) < 20
    for row in every["calculators"]:
        assert run(capsys, tmp_path, row["name"], *[f"{p}" for p in _pairs(row["example"])])[0] == DONE, row["name"]


def _pairs(example: str) -> list[str]:
    from inference.report.calculators.asking import split_pairs

    return split_pairs(example)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("fleischner", "size=7mm"), "must also know"),
        (("fleischner", "age=30"), "do not apply below 35"),
        (("egfr", "creatinine=-1"), "outside"),
        (("egfr", "creatinine=1kg"), "cannot be in"),
        (("egfr", "colour=red"), "does not ask for"),
        (("nodul",), "Did you mean"),
        ((), "Say which calculator"),
        (("nascet", "narrowest=6", "distal=5", "near_occlusion=no"), "cannot be wider"),
        (("bi-rads", "assessment=4D"), "none of"),
        (("egfr", "--finding", "x"), "which study"),
    ],
)
def test_what_cannot_be_answered_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str) -> None:
    code, _, error = run(capsys, tmp_path, *words)
    assert code == WRONG_REQUEST and said in error and "Traceback" not in error


def test_the_sites_own_file_is_used_and_a_broken_one_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "guidelines"
    folder.mkdir()
    (folder / "own.toml").write_text(
        'id = "own-rule"\ntitle = "Our rule"\nversion = "3"\ncitation = "ours"\nwhat = "A rule of ours"\n'
        'row = [{ when = { size = "<6" }, category = "small" }, { when = { size = ">=6" }, category = "large" }]\n'
        '[slots.size]\ntitle = "Size"\nunit = "mm"\nrange = [0, 100]\n',
        encoding="utf-8",
    )
    (folder / "gap.toml").write_text((folder / "own.toml").read_text().replace(">=6", ">6").replace("own-rule", "gap"), encoding="utf-8")
    code, listed, _ = run(capsys, tmp_path, "--list", "rule")
    assert code == PROBLEMS and "gap.toml" in listed["problems"][0] and "size = 6" in listed["problems"][0]
    code, found, _ = run(capsys, tmp_path, "own-rule", "size=0.6cm")
    assert code == DONE and (found["category"], found["version"], found["site"]) == ("large", "3", True)


def test_a_study_and_its_finding_fill_what_they_say(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_phantom(tmp_path / "dicom")
    library = tmp_path / "library"
    assert main(["import", str(tmp_path / "dicom"), "--library", str(library)]) == DONE
    rows = {"findings": [{"id": "f1", "what": "solid nodule", "where": "lung", "side": "right", "quantities": [
        {"kind": "long_axis", "value": 9.2, "unit": "mm"}, {"kind": "short_axis", "value": 8.0, "unit": "mm"}]}]}  # fmt: skip
    (tmp_path / "add.json").write_text(json.dumps(rows), encoding="utf-8")
    assert main(["findings", "latest", "--add", str(tmp_path / "add.json"), "--library", str(library)]) == DONE
    capsys.readouterr()
    assert main(["findings", "latest", "--library", str(library), "--json"]) == DONE
    finding = json.loads(capsys.readouterr().out)["findings"][0]["id"]
    given = ("--study", "latest", "--finding", finding, "fleischner", "age=60", "setting=incidental", "risk=high")
    code, found, error = run(capsys, library, *given)
    assert code == DONE, error
    assert found["category"] == "single solid nodule above 8 mm"
    assert found["inputs"]["diameter"]["value"] == pytest.approx(8.6)
    assert "long and short axis" in found["inputs"]["diameter"]["source"] and found["inputs"]["age"]["source"] == "given"
