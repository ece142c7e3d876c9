"""Every element of a file is listed: nested, private, and what is too long to be read."""

from pathlib import Path

import pydicom
import pytest
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from viewer.case.errors import KnownError
from viewer.dicom.tags import read_tags


@pytest.fixture
def path(tmp_path: Path) -> str:
    dataset = pydicom.dcmread(get_testdata_file("CT_small.dcm"))
    item = Dataset()
    item.CodeValue, item.CodeMeaning = "T-D4000", "Abdomen"
    outer = Dataset()
    outer.AnatomicRegionSequence = Sequence([item, item])
    dataset.SourceImageSequence = Sequence([outer])
    block = dataset.private_block(0x0019, "ACME", create=True)
    block.add_new(0x01, "LO", "own words")
    dataset.save_as(tmp_path / "a.dcm")
    return str(tmp_path / "a.dcm")


def test_every_element_is_listed_as_pydicom_walks_them(path: str) -> None:
    rows = read_tags(path)
    dataset = pydicom.dcmread(path)
    expected = [str(element.tag) for element in dataset.file_meta] + [str(element.tag) for element in dataset.iterall()]
    assert sorted(row.tag for row in rows if row.tag) == sorted(expected)
    named = {row.keyword: row for row in rows if row.keyword}
    assert named["PatientName"].value == str(dataset.PatientName) and named["Modality"].vr == "CS"
    assert named["PixelSpacing"].value == "0.661468\\0.661468"
    assert "CT Image Storage" in named["SOPClassUID"].value
    assert named["PixelData"].value == f"{len(dataset.PixelData)} bytes"
    assert any(row.value == "own words" for row in rows)


def test_items_of_sequences_lie_below_them(path: str) -> None:
    rows = read_tags(path)
    at = next(place for place, row in enumerate(rows) if row.keyword == "SourceImageSequence")
    assert [(row.depth, row.keyword or row.name) for row in rows[at : at + 6]] == [
        (0, "SourceImageSequence"), (1, "Item 1"), (2, "AnatomicRegionSequence"), (3, "Item 1"), (4, "CodeValue"), (4, "CodeMeaning"),
    ]  # fmt: skip
    assert rows[at].value == "1 item" and rows[at + 2].value == "2 items"


def test_what_is_no_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(KnownError):
        read_tags(str(tmp_path / "none.dcm"))
    (tmp_path / "cut.dcm").write_bytes(Path(get_testdata_file("CT_small.dcm")).read_bytes()[:700])
    assert read_tags(str(tmp_path / "cut.dcm"))
