"""`lightbox compare` on the demonstration and its prior: every pair and state is as the truth says, and reports may say it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from desktop.cli import main
from inference.phantom.demonstration import Demonstration, make_demonstration
from viewer.case.progress import no_tick

COARSE_MM = 3.0


class Lightbox:
    def __init__(self, library: Path) -> None:
        self.library = library

    def __call__(self, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, Any, str]:
        capsys.readouterr()
        code = main([*arguments, "--library", str(self.library), "--json"])
        out, error = capsys.readouterr()
        return code, json.loads(out) if out.strip() else None, error


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Demonstration:
    return make_demonstration(tmp_path_factory.mktemp("study"), no_tick, COARSE_MM)


def nearest(lesions: list[dict[str, Any]], point: list[float]) -> str:
    by_distance = sorted(lesions, key=lambda row: float(np.linalg.norm(np.subtract(row["centre_lps"], point))))
    return str(by_distance[0]["name"]) if np.linalg.norm(np.subtract(by_distance[0]["centre_lps"], point)) < 5 else ""


def test_a_study_and_its_prior(demonstration: Demonstration, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lightbox = Lightbox(tmp_path)
    truth = json.loads(demonstration.truth_path.read_text())
    lightbox(capsys, "import", str(demonstration.prior_folder), str(demonstration.current_folder))
    uid, prior_uid = demonstration.current_study_uid, demonstration.prior_study_uid

    code, answer, _ = lightbox(capsys, "compare", uid, "--prior", prior_uid)
    assert code == 0
    matrix = np.array(answer["registration"]["matrix"])
    assert matrix[:3, 3] == pytest.approx([-2.5, 3.0, 12.0], abs=1.5) and answer["registration"]["rotation_degrees"] < 0.5
    assert answer["registration"]["quality"]["ncc_after"] > 0.95

    expected = {row["current"]: row for row in truth["pairs"] if row["current"].startswith("nodule")}
    found = {}
    for row in answer["pairs"]:
        name = nearest(truth["current"]["lesions"], row["current_lps"])
        if not name:
            continue  # at this spacing the detector also proposes what is none
        found[name] = row
        assert (row["prior"] is not None) == (expected[name]["prior"] is not None)
        assert row["state"] == expected[name]["change"], row
        assert row["days"] == 122
        if row["prior"]:
            assert nearest(truth["prior"]["lesions"], row["prior_lps"]) == expected[name]["prior"]
    assert {"nodule 1", "nodule 2"} <= set(found)

    # A second time nothing is found twice, and what the reader accepted can be reported with its change.
    code, again, _ = lightbox(capsys, "compare", uid, "--prior", prior_uid)
    assert [row["state"] for row in again["pairs"]] == [row["state"] for row in answer["pairs"]]
    here = [row for row in answer["pairs"] if row["current"]]
    for row in here:
        lightbox(capsys, "findings", uid, "--accept", row["current"])
    code, table, _ = lightbox(capsys, "findings", uid)
    states = {row["id"]: row["change"]["state"] for row in table["findings"] if row["change"]}
    assert states == {row["current"]: row["state"] for row in here}
    code, drafted, _ = lightbox(capsys, "draft", uid)
    text = " ".join(s["text"] for section in drafted["sections"] for s in section["sentences"])
    assert "14 November 2025" in text and ("increased since" in text or "larger than on" in text)
    assert not lightbox(capsys, "check", uid)[1]["blocking"]

    # A study is no prior of itself: all is the same, and nothing of it is kept.
    code, same, _ = lightbox(capsys, "compare", uid, "--prior", uid)
    assert same["changed"] == 0 and {row["state"] for row in same["pairs"]} == {"stable"} and all(row["change_mm"] == 0 for row in same["pairs"])
    code, table, _ = lightbox(capsys, "findings", uid)
    assert {row["id"]: row["change"]["state"] for row in table["findings"] if row["change"]} == states

    # The other way round the later study is no prior.
    code, _, error = lightbox(capsys, "compare", prior_uid, "--prior", uid)
    assert code == 2 and "no earlier study" in error
