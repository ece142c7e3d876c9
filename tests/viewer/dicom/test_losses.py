"""Pictures that were compressed with losses say so, in any encoding."""

from pathlib import Path

import pytest
from pydicom import Dataset

from viewer.case.progress import no_tick
from viewer.dicom.frames import read_frames
from viewer.dicom.losses import lossy_of
from viewer.dicom.scan import scan


@pytest.mark.parametrize(
    ("flag", "ratio", "syntax", "said"),
    [
        ("00", None, "1.2.840.10008.1.2.1", ""),
        ("", None, "1.2.840.10008.1.2.4.90", ""),
        ("01", 10, "1.2.840.10008.1.2.1", "lossy 10 : 1"),
        ("01", [8.2, 12.345], "1.2.840.10008.1.2.4.91", "lossy 12.3 : 1"),
        ("01", None, "1.2.840.10008.1.2.4.91", "lossy"),
        ("", None, "1.2.840.10008.1.2.4.50", "lossy"),
    ],
)
def test_what_is_said(flag: str, ratio: object, syntax: str, said: str) -> None:
    dataset = Dataset()
    dataset.LossyImageCompression = flag
    if ratio is not None:
        dataset.LossyImageCompressionRatio = ratio
    assert lossy_of(dataset, syntax) == said


@pytest.mark.parametrize(
    ("path", "lossy"),
    [("xray/cr_rg3_j2k_lossy.dcm", True), ("xray/cr_chest_mono2_jpeg.dcm", True), ("xray/mg_overlay_out_of_bounds.dcm", False),
     ("us/us1_j2k_lossless.dcm", False), ("xray/xa_cine_96f_jpeg.dcm", True)],
)  # fmt: skip
def test_real_files(real_data: Path, path: str, lossy: bool) -> None:
    found = scan([real_data / path], no_tick)
    frames, _ = read_frames(found.instances, no_tick)
    assert {frame.lossy.startswith("lossy") for frame in frames} == {lossy}
