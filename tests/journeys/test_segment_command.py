"""`lightbox segment` with networks, as typed, on real pictures: the mask is where the network saw it."""

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from desktop.cli import main
from desktop.commands.session import pixels_of
from desktop.store.library import Library
from viewer.case.progress import no_tick
from viewer.case.segmentation import Segmentation

sys.path.append(str(Path(__file__).parents[1] / "inference" / "segmentation"))
from network_case import threshold_pack


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    def call(*arguments: str | Path) -> tuple[int, Any]:
        code = main([*map(str, arguments), "--library", str(tmp_path / "library"), "--json"])
        out, error = capsys.readouterr()
        return code, json.loads(out) if out.strip() else error

    return call


@pytest.mark.parametrize(
    ("folder", "spacing_mm"),
    [("ct/siemens_mct_abdomen_j2k_empty_uids", None), ("ct/ge_hispeed_head_tilt_varspacing", (2.0, 2.0, 3.0))],
)
def test_a_real_ct_is_thresholded_on_its_own_voxels(
    run: Any, real_data: Path, tmp_path: Path, folder: str, spacing_mm: tuple[float, float, float] | None
) -> None:
    pack = threshold_pack(tmp_path / "threshold", (-300.0, 250.0), spacing_mm=spacing_mm, patch=(96, 96, 32), foreground=spacing_mm is not None, sharpness=0.05)
    shutil.copytree(pack, tmp_path / "library" / "models" / "threshold")  # a pack of Lightbox's own lies there as it is
    assert run("import", real_data / folder)[0] in (0, 1)
    code, answer = run("segment", "latest", "--model", "threshold")
    assert code == 0, answer
    assert {row["index"] for row in answer["labels"]} == {1, 2} and answer["device"].startswith("cpu")
    with Library(tmp_path / "library") as library:
        study = library.find_study("latest")
        (segmentation,) = library.open_case(study.uid).all_of(Segmentation)
        mask = np.load(library.mask_path(segmentation))
        voxels = pixels_of(library, study, segmentation.series_uid, no_tick).loaded.need_volume().voxels
    expected = (voxels > -300).astype(np.uint8) + (voxels > 250)
    if spacing_mm is None:
        near = (np.abs(voxels + 300) < 4) | (np.abs(voxels - 250) < 4)  # shorter numbers, where they are faster, round there
        assert np.array_equal(mask[~near], expected[~near]) and (mask == expected).mean() > 0.999
    else:  # seen at 2 x 2 x 3 mm: thin walls are lost, the whole is where it was
        for number in (1, 2):
            ours, theirs = mask == number, expected == number
            assert 2 * (ours & theirs).sum() / (ours.sum() + theirs.sum()) > (0.9 if number == 1 else 0.75)


def test_channels_are_for_models_that_read_several(run: Any, tmp_path: Path) -> None:
    pack = threshold_pack(tmp_path / "threshold")
    assert run("models", "add", pack)[0] == 0
    code, text = run("segment", "latest", "--model", "threshold", "--channel", "T1")
    assert code == 2 and "T1 is not a channel and a series" in text
