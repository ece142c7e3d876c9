import json
from pathlib import Path

import numpy as np
import pydicom
import pytest

from inference.phantom.demonstration import Demonstration, make_demonstration
from viewer.case.progress import CancelledError, no_tick


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Demonstration:
    return make_demonstration(tmp_path_factory.mktemp("demonstration"), no_tick, spacing_mm=6.0)


def test_both_studies_are_of_one_patient_four_months_apart(made: Demonstration) -> None:
    now = pydicom.dcmread(made.current_folder / "IM0001.dcm")
    before = pydicom.dcmread(made.prior_folder / "IM0001.dcm")
    assert now.PatientID == before.PatientID == "LIGHTBOX-DEMO-1" and now.Manufacturer == "Lightbox"
    assert (now.StudyDate, before.StudyDate) == ("20260316", "20251114")
    assert now.StudyInstanceUID == made.current_study_uid != before.StudyInstanceUID == made.prior_study_uid
    assert now.FrameOfReferenceUID != before.FrameOfReferenceUID and now.AccessionNumber != before.AccessionNumber


def test_the_truth_pairs_the_lesions_of_both_studies(made: Demonstration) -> None:
    truth = json.loads(made.truth_path.read_text(encoding="utf-8"))
    changes = {pair["current"]: (pair["prior"], pair["change"]) for pair in truth["pairs"]}
    assert changes["nodule 1"] == ("nodule 1", "larger") and changes["nodule 2"] == ("nodule 2", "larger")
    assert changes["nodule 3"] == (None, "new") and changes["cyst"] == ("cyst", "unchanged")
    assert truth["current"]["study_uid"] == made.current_study_uid


def test_the_truths_places_are_places_in_the_files(made: Demonstration) -> None:
    truth = json.loads(made.truth_path.read_text(encoding="utf-8"))
    cyst = next(row for row in truth["prior"]["lesions"] if row["name"] == "cyst")
    slices = [pydicom.dcmread(path) for path in sorted(made.prior_folder.glob("*.dcm"))]
    x, y, z = cyst["centre_lps"]
    nearest = min(slices, key=lambda ds: abs(float(ds.ImagePositionPatient[2]) - z))
    column = round((x - float(nearest.ImagePositionPatient[0])) / float(nearest.PixelSpacing[1]))
    row = round((y - float(nearest.ImagePositionPatient[1])) / float(nearest.PixelSpacing[0]))
    hu = nearest.pixel_array.astype(np.int32) + int(nearest.RescaleIntercept)
    assert abs(hu[row - 1 : row + 2, column - 1 : column + 2].mean() - cyst["density_hu"]) < 20
    assert hu[row, column - 5] > 80


def test_a_finished_demonstration_is_kept_and_a_broken_one_made_again(made: Demonstration) -> None:
    first = made.current_folder / "IM0001.dcm"
    written = first.stat().st_mtime_ns
    assert make_demonstration(made.folder, no_tick, spacing_mm=6.0) == made
    assert first.stat().st_mtime_ns == written
    before = pydicom.dcmread(first)
    (made.current_folder / "IM0002.dcm").unlink()
    make_demonstration(made.folder, no_tick, spacing_mm=6.0)
    assert (made.current_folder / "IM0002.dcm").is_file() and pydicom.dcmread(first) == before


def test_cancelling_leaves_no_truth_behind(tmp_path: Path) -> None:
    def stop(fraction: float, text: str) -> None:
        if fraction > 0.6:
            raise CancelledError

    with pytest.raises(CancelledError):
        make_demonstration(tmp_path, stop, spacing_mm=8.0)
    assert not (tmp_path / "truth.json").exists()
