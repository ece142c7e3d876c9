"""The whole line from a DICOM folder to a signed report and its exports, by the commands a person would type."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
import pypdfium2
import pytest

from desktop.cli import main
from inference.phantom.demonstration import Demonstration, make_demonstration
from viewer.case.progress import no_tick

COARSE_MM = 3.0


class Lightbox:
    """Runs commands on one library and keeps the exit code, the document and what was said on standard error."""

    def __init__(self, library: Path) -> None:
        self.library = library

    def __call__(self, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, Any, str]:
        capsys.readouterr()
        try:
            code = main([*arguments, "--library", str(self.library), "--json"])
        except SystemExit as leaving:
            code = int(str(leaving.code))
        out, error = capsys.readouterr()
        return code, json.loads(out) if out.strip() else None, error


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Demonstration:
    return make_demonstration(tmp_path_factory.mktemp("study"), no_tick, COARSE_MM)


@pytest.fixture(scope="module")
def lightbox(tmp_path_factory: pytest.TempPathFactory) -> Lightbox:
    return Lightbox(tmp_path_factory.mktemp("library"))


def test_the_journey(
    lightbox: Lightbox, demonstration: Demonstration, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    truth = json.loads(demonstration.truth_path.read_text())["current"]

    code, imported, _ = lightbox(capsys, "import", str(demonstration.prior_folder), str(demonstration.current_folder))
    assert code == 0 and imported["studies"]["added"] == 2 and imported["problems"] == []
    code, again, _ = lightbox(capsys, "import", str(demonstration.current_folder))
    assert code == 0 and again["instances"] == {"added": 0, "already": again["instances"]["already"], "refused": 0}
    uid = demonstration.current_study_uid

    code, shown, _ = lightbox(capsys, "show", uid[:20])
    (series,) = shown["series"]
    assert series["shape_kji"] == truth["shape_kji"] and series["unit"] == "HU"
    assert series["spacing_mm"] == pytest.approx(truth["spacing_mm"])

    liver = next(row for row in truth["structures"] if row["name"] == "liver")
    assert liver["centroid_lps"][0] < 0, "the liver is on the patient's right"
    code, probed, _ = lightbox(capsys, "probe", uid, "--lps", ",".join(map(str, liver["centroid_lps"])))
    assert code == 0 and 20 < probed["value"] < 180

    code, segmented, _ = lightbox(capsys, "segment", uid, "--model", "ct-classical")
    volumes = {row["name"]: row["volume_ml"] for row in segmented["labels"]}
    for row in truth["structures"]:
        if row["name"] in ("body", "lung left", "lung right"):
            assert volumes[row["name"]] == pytest.approx(row["volume_ml"], rel=0.03), row["name"]

    code, found, _ = lightbox(capsys, "segment", uid, "--model", "ct-lung-nodules")
    assert code == 0 and found["labels"]
    code, table, _ = lightbox(capsys, "findings", uid)
    largest = max(table["findings"], key=lambda row: row["quantities"][0]["value"])
    planted = max((row for row in truth["lesions"] if "nodule" in row["kind"]), key=lambda row: row["long_axis_mm"])
    assert (largest["side"], largest["zone"], largest["status"]) == (planted["side"], planted["zone"], "proposed")
    sizes = {row["kind"]: row["value"] for row in largest["quantities"]}
    assert sizes["long_axis"] == pytest.approx(planted["long_axis_mm"], abs=COARSE_MM)

    for row in table["findings"]:
        verb = "--accept" if row is largest else "--reject"
        assert lightbox(capsys, "findings", uid, verb, row["id"][:10])[0] == 0

    code, place, _ = lightbox(capsys, "ground", uid, f"nodule in the {planted['side']} {planted['zone']} lung")
    low, high = np.array(place["regions"][0]["box_lps"])
    assert place["located"] and np.all(low <= planted["centre_lps"]) and np.all(planted["centre_lps"] <= high)
    code, place, _ = lightbox(capsys, "ground", uid, "pancreatic mass")
    assert code == 0 and not place["located"] and place["regions"] == []

    code, drafted, _ = lightbox(capsys, "draft", uid, "--indication", "Cough.")
    text = {row["title"].lower(): " ".join(s["text"] for s in row["sentences"]) for row in drafted["sections"]}
    assert text["indication"] == "Cough." and "14 November 2025" in text["comparison"]
    assert f"{planted['side']} lung" in text["findings"] and "unchanged" not in " ".join(text.values())
    code, checked, _ = lightbox(capsys, "check", uid)
    assert code == 0 and not checked["blocking"] and checked["omissions"] == []

    code, unsigned, _ = lightbox(capsys, "export", uid, "--to", str(tmp_path / "draft"), "--format", "dicom-sr,pdf")
    assert code == 0 and all(row["valid"] for row in unsigned["files"])
    assert flags(tmp_path / "draft" / "report-sr.dcm") == ("PARTIAL", "UNVERIFIED")

    code, signed, _ = lightbox(capsys, "sign", uid, "--as", "Dr Ada Reader")
    assert code == 0 and signed["version"] == 1
    assert lightbox(capsys, "sign", uid, "--as", "Dr Ada Reader")[0] == 2, "signed already"
    out = tmp_path / "signed"
    code, exported, _ = lightbox(capsys, "export", uid, "--to", str(out), "--format", "dicom-seg,dicom-sr,pdf,nifti,png")
    assert code == 0 and {row["format"] for row in exported["files"]} == {"dicom-seg", "dicom-sr", "pdf", "nifti", "png"}
    assert all(row["valid"] and Path(row["path"]).stat().st_size for row in exported["files"])
    assert flags(out / "report-sr.dcm") == ("COMPLETE", "UNVERIFIED"), "what comes from the demonstration is never verified"

    code, log, _ = lightbox(capsys, "audit", uid, "--verify")
    assert code == 0 and log["valid"] and all(row["author"] for row in log["entries"])
    code, listed, _ = lightbox(capsys, "studies", "nodule")
    assert [row["status"] for row in listed["studies"]] == ["signed"], "report text is searched"


def flags(path: Path) -> tuple[str, str]:
    dataset = pydicom.dcmread(path)
    return str(dataset.CompletionFlag), str(dataset.VerificationFlag)


def test_pictures_are_what_was_asked_for(
    lightbox: Lightbox, demonstration: Demonstration, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lightbox(capsys, "import", str(demonstration.current_folder))
    picture = tmp_path / "a.png"
    arguments = ("render", demonstration.current_study_uid, "--view", "axial", "--position=-190mm", "--out", str(picture))
    code, rendered, _ = lightbox(capsys, *arguments, "--window", "-600,1500", "--size", "400x300")
    assert code == 0 and rendered["position_lps"][2] == pytest.approx(-190, abs=COARSE_MM / 2)
    assert picture.read_bytes()[:4] == b"\x89PNG"
    oblique = ("--view", "oblique", "--centre", "-10,0,-190", "--normal", "0,1,1", "--out", str(picture))
    assert lightbox(capsys, "render", demonstration.current_study_uid, *oblique)[0] == 0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("show", "nonsense-uid"), "nonsense-uid"),
        (("segment", "latest", "--model", "no-such"), "no-such"),
        (("render", "latest", "--view", "oblique", "--out", "x.png"), "centre"),
        (("render", "latest", "--view", "axial", "--position", "9999", "--out", "x.png"), "9999"),
        (("probe", "latest", "--lps", "1,2"), "LPS"),
        (("export", "latest", "--to", "x", "--format", "fhir"), "not in this version"),
        (("peer", "echo"), "not in this version"),
        (("import", "/no/such/path"), "/no/such/path"),
        (("segment", "latest", "--model", "ct-classical", "--point", "1,2,3"), "--point"),
    ],
)
def test_a_wrong_request_is_one_sentence(
    lightbox: Lightbox, demonstration: Demonstration, arguments: tuple[str, ...], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lightbox(capsys, "import", str(demonstration.current_folder))
    code, document, error = lightbox(capsys, *arguments)
    assert code == 2 and document is None
    assert sentence in error and "Traceback" not in error and len(error.strip().splitlines()) == 1


def test_a_check_of_a_text_blocks_what_the_facts_contradict(
    lightbox: Lightbox, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = {
        "study": {"modality": "CT", "body_part": "CHEST", "date": "20260316", "sex": "M", "age_years": 63, "priors": []},
        "findings": [{
            "id": "F1", "what": "nodule", "where": "lung", "side": "right", "present": True, "certainty": "definite",
            "quantities": [{"kind": "long_axis", "value": 8.0, "unit": "mm"}], "change": None, "status": "accepted",
        }],
    }  # fmt: skip
    facts_path, text_path = tmp_path / "facts.json", tmp_path / "report.txt"
    facts_path.write_text(json.dumps(facts))
    for text, blocking in (
        ("FINDINGS\nThere is an 8 mm nodule in the right lung.", False),
        ("FINDINGS\nThere is an 8 mm nodule in the left lung.", True),
        ("FINDINGS\nThere is an 18 mm nodule in the right lung.", True),
        ("FINDINGS\nThere is an 8 mm nodule in the right lung, unchanged.", True),
        ("FINDINGS\nNo nodule in the right lung.", True),
        ("FINDINGS\nThe liver is normal.", True),
    ):
        text_path.write_text(text)
        code, checked, _ = lightbox(capsys, "check", "--text", str(text_path), "--facts", str(facts_path))
        assert (checked["blocking"], code) == (blocking, int(blocking)), text
    code, said, _ = lightbox(capsys, "assert", "--text", str(text_path))
    assert code == 0 and said["files"][0]["path"] == str(text_path)


def test_the_machine_is_described(lightbox: Lightbox, capsys: pytest.CaptureFixture[str]) -> None:
    code, told, _ = lightbox(capsys, "doctor")
    assert code == 0 and {"processor", "memory", "models"} <= {row["name"] for row in told["checks"]}
    (device,) = (row["text"] for row in told["checks"] if row["name"] == "models run on")
    assert device.startswith(("the processor: ", "the graphics card "))
    code, listed, _ = lightbox(capsys, "models", "check")
    assert code == 0 and all(row["files"] == "ready" and row["licence"] for row in listed["models"])
    assert {row["state"] for row in listed["models"]} == {"experimental"}


def test_what_is_waived_is_signed_and_printed(
    lightbox: Lightbox, demonstration: Demonstration, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A finding that no sentence mentions blocks; with a reason it is signed, and the paper says both."""
    uid = demonstration.prior_study_uid
    lightbox(capsys, "import", str(demonstration.prior_folder))
    code, drafted, _ = lightbox(capsys, "draft", uid, "--reviewed", "menisci")
    assert code == 0 and drafted["not_in_template"] == ["menisci"]
    facts = {
        "study": {"modality": "CT", "body_part": "CHEST", "date": "20251114", "sex": "M", "age_years": 63, "priors": []},
        "findings": [{
            "id": "own", "what": "cyst", "where": "liver", "side": "none", "present": True, "certainty": "definite",
            "quantities": [{"kind": "long_axis", "value": 24.0, "unit": "mm"}], "change": None, "status": "accepted",
        }],
    }  # fmt: skip
    (tmp_path / "f.json").write_text(json.dumps(facts))
    assert lightbox(capsys, "findings", uid, "--add", str(tmp_path / "f.json"))[0] == 0
    code, _, error = lightbox(capsys, "findings", uid, "--add", str(tmp_path / "f.json"))
    assert code == 2 and "already" in error
    code, checked, _ = lightbox(capsys, "check", uid)
    assert code == 1 and checked["blocking"] and len(checked["omissions"]) == 1
    code, _, error = lightbox(capsys, "sign", uid, "--as", "Dr Ada Reader")
    assert code == 2 and "cyst" in error
    assert lightbox(capsys, "sign", uid, "--as", "Dr Ada Reader", "--waive", "Known since 2019.")[0] == 0
    code, exported, _ = lightbox(capsys, "export", uid, "--to", str(tmp_path / "out"), "--format", "pdf,nifti")
    assert code == 0 and [row["format"] for row in exported["files"]] == ["pdf"]
    assert "no segmentation" in exported["problems"][0]["text"]
    with pypdfium2.PdfDocument(tmp_path / "out" / "report.pdf") as document:
        text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    assert "Known since 2019." in text and "DEMONSTRATION" in text


@pytest.mark.parametrize("option", [("--lps", "nan,0,0"), ("--lps", "1e400,0,0"), ("--lps", "-1,2"), ("--lps=-1,x,3",)])
def test_a_point_is_three_numbers(lightbox: Lightbox, option: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    code, _, error = lightbox(capsys, "probe", "latest", *option)
    assert code == 2 and "LPS mm" in error


def test_one_wrong_id_changes_nothing(
    lightbox: Lightbox, demonstration: Demonstration, capsys: pytest.CaptureFixture[str]
) -> None:
    before = lightbox(capsys, "audit")[1]["entries"]
    assert lightbox(capsys, "findings", demonstration.prior_study_uid, "--accept", "own", "--reject", "nonsense")[0] == 2
    assert lightbox(capsys, "audit")[1]["entries"] == before
