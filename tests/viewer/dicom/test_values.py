"""What stored numbers mean: rescale, lookup tables, windows, padding. pydicom's own functions are the second opinion."""

from pathlib import Path

import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset
from pydicom.pixels.processing import apply_modality_lut

from viewer.case.errors import KnownError
from viewer.case.volume import Lut, Window
from viewer.dicom.groups import Groups
from viewer.dicom.luts import lut_of
from viewer.dicom.values import NO_RESCALE, NO_SLOPE, NOT_HU, TWO_RESCALES, Values, as_stored, values_of


def dataset_of(**tags: object) -> Dataset:
    dataset = Dataset()
    for keyword, value in {"Modality": "CT", "BitsAllocated": 16, "BitsStored": 16, "PixelRepresentation": 0, **tags}.items():
        setattr(dataset, keyword, value)
    return dataset


def values(localizer: bool = False, **tags: object) -> Values:
    dataset = dataset_of(**tags)
    return values_of(dataset, Groups(dataset, Dataset(), Dataset()), localizer)


def table(descriptor: list[int], data: object, vr: str = "US") -> Dataset:
    item = Dataset()
    item.add_new(0x00283002, "US" if min(descriptor) >= 0 else "SS", descriptor)
    item.add_new(0x00283006, "OW" if isinstance(data, bytes) else vr, data)
    return item


def test_units():
    assert values(RescaleIntercept=-1024, RescaleSlope=1).unit == "HU"
    assert values(RescaleType="HU", RescaleIntercept=0).unit == "HU"
    assert values(RescaleType="US", RescaleSlope=1).unit == "raw"
    assert values(RescaleType="MGML", RescaleSlope=1).unit == "MGML"
    assert values(Modality="MR").unit == "raw"
    assert values(localizer=True).unit == "raw"


def test_a_slope_of_zero_is_said_and_gives_stored_numbers():
    for more in ({}, {"Modality": "PT"}):
        found = values(RescaleSlope=0, RescaleIntercept=-1024, **more)
        assert (found.slope, found.intercept, found.unit) == (1.0, 0.0, "raw")
        assert found.oddities == (NO_SLOPE,)
    assert values(RescaleIntercept=-1024).oddities == ()


@pytest.mark.parametrize("rescale", [{}, {"RescaleSlope": 2}, {"RescaleType": "HU"}, {"RescaleSlope": 2, "RescaleIntercept": ""}])
def test_ct_without_an_intercept_is_not_in_hu_and_says_so(rescale: dict[str, object]):
    found = values(WindowCenter=40, WindowWidth=400, **rescale)
    assert (found.slope, found.intercept, found.unit, found.oddities) == (1.0, 0.0, "raw", (NO_RESCALE,))
    assert found.windows == (Window(40, 400, "", "linear"),)


@pytest.mark.parametrize(
    "tags",
    [{"SOPClassUID": "1.2.840.10008.5.1.4.1.1.7"}, {"SamplesPerPixel": 3}, {"Modality": "MR"}, {"RescaleType": "US"}],
)
def test_what_nobody_takes_for_hu_is_not_missed(tags: dict[str, object]):
    found = values(**tags)
    assert (found.unit, found.oddities) == ("raw", ())


def test_a_table_beside_a_rescale_is_said_and_used():
    item = table([4, 0, 8], [0, 1, 2, 3])
    item.ModalityLUTType = "US"
    found = values(ModalityLUTSequence=[item], RescaleSlope=2, RescaleIntercept=1)
    assert found.lut is not None and (found.slope, found.intercept, found.oddities) == (1.0, 0.0, (TWO_RESCALES,))
    assert values(ModalityLUTSequence=[item]).oddities == ()


def test_windows_of_hu_become_windows_of_stored_numbers():
    found = as_stored(values(RescaleSlope=2, RescaleIntercept=-1024, WindowCenter=40, WindowWidth=400, VOILUTFunction="SIGMOID"))
    assert (found.slope, found.intercept, found.unit) == (1.0, 0.0, "raw")
    assert found.windows == (Window(532, 200, "", "sigmoid"),)  # 2 * 532 - 1024 = 40
    assert as_stored(values(RescaleSlope=-1, RescaleIntercept=0, WindowCenter=40, WindowWidth=400)).windows == ()


def test_a_rescale_that_leaves_every_hu_is_said_and_gives_stored_numbers():
    for rescale in ((1e20, -1024), (-5e3, 0), (1, 1e9)):
        found = values(RescaleSlope=rescale[0], RescaleIntercept=rescale[1])
        assert (found.slope, found.intercept, found.unit, found.oddities) == (1.0, 0.0, "raw", (NOT_HU,))
    assert values(RescaleSlope=10, RescaleIntercept=-10240).unit == "HU"
    assert values(RescaleSlope=1e20, Modality="MR").slope == 1e20


def test_enhanced_frames_have_their_own_rescale_and_windows():
    item, transformation, voi = Dataset(), Dataset(), Dataset()
    transformation.RescaleSlope, transformation.RescaleIntercept = 2.5, -3
    voi.WindowCenter, voi.WindowWidth, voi.WindowCenterWidthExplanation = [10, 50], [20, 350], ["BRAIN", "ABDOMEN"]
    item.PixelValueTransformationSequence, item.FrameVOILUTSequence = [transformation], [voi]
    dataset = dataset_of(RescaleSlope=1)
    found = values_of(dataset, Groups(dataset, Dataset(), item), False)
    assert (found.slope, found.intercept) == (2.5, -3.0)
    assert found.windows == (Window(10, 20, "BRAIN", "linear"), Window(50, 350, "ABDOMEN", "linear"))


def test_window_functions_and_what_cannot_be_meant():
    assert values(WindowCenter=40, WindowWidth=400, VOILUTFunction="SIGMOID").windows == (Window(40, 400, "", "sigmoid"),)
    assert values(WindowCenter=0.5, WindowWidth=0.3, VOILUTFunction="LINEAR_EXACT").windows[0].function == "linear_exact"
    assert values(WindowCenter=40, WindowWidth=0).windows == ()  # LINEAR needs a width of 1 (PS3.3 C.11.2.1.2.1)
    assert values(WindowCenter=[40, 40], WindowWidth=[400, 400]).windows == (Window(40, 400, "", "linear"),)


@pytest.mark.parametrize(
    ("stored", "tags", "expected"),
    [
        (0, {"PixelPaddingValue": -2000}, (-2000, -2000)),
        (0, {"PixelPaddingValue": -2000, "PixelPaddingRangeLimit": -1900}, (-2000, -1900)),
        (0, {"PixelPaddingValue": -1900, "PixelPaddingRangeLimit": -2000}, (-2000, -1900)),
        (0, {"PixelPaddingValue": 63536}, (-32768, -32768)),  # the decoder gives such pixels the lowest value
        (0, {}, None),
    ],
)
def test_padding(stored: int, tags: dict[str, int], expected: tuple[float, float] | None):
    assert values(PixelRepresentation=1, **tags).padding == expected


def test_lut_descriptors():
    assert lut_of(table([4, 10, 8], [0, 1, 2, 3]), False) == Lut(10, (0, 1, 2, 3), 8)
    assert lut_of(table([4, 65534, 8], [0, 1, 2, 3]), True).first == -2  # read as US where SS was meant
    assert lut_of(table([4, -2, 8], [0, 1, 2, 3]), False).first == 65534
    assert len(lut_of(table([0, 0, 16], list(range(65536))), False).values) == 65536
    assert lut_of(table([4, 0, 8], b"\x01\x02\x03\x04"), False).values == (1, 2, 3, 4)  # two to a word
    assert lut_of(table([4, 0, 8], [0x0201, 0x0403]), False).values == (1, 2, 3, 4)
    assert lut_of(table([2, 0, 8], [0, 4095]), False).bits == 12  # the entries count
    for broken in (table([4, 0, 8], b""), Dataset()):
        with pytest.raises(KnownError):
            lut_of(broken, False)


def test_a_broken_voi_table_does_not_hide_the_picture():
    assert values(VOILUTSequence=[Dataset()], WindowCenter=40, WindowWidth=400).windows == (Window(40, 400, "", "linear"),)


@pytest.mark.parametrize("name", ["modality_lut_sequence.dcm"])
def test_real_modality_lut(real_data: Path, name: str):
    dataset = pydicom.dcmread(real_data / "malformed" / name)
    found = values_of(dataset, Groups(dataset, Dataset(), Dataset()), False)
    assert found.lut is not None and found.lut.first == -2048 and len(found.lut.values) == 4096
    stored = dataset.pixel_array
    ours = np.array(found.lut.values)[np.clip(stored.astype(int) - found.lut.first, 0, 4095)]
    assert np.array_equal(ours, apply_modality_lut(stored, dataset))


def test_real_voi_lut(real_data: Path):
    dataset = pydicom.dcmread(real_data / "malformed" / "voi_lut_sequence.dcm")
    (window,) = values_of(dataset, Groups(dataset, Dataset(), Dataset()), False).windows
    assert window.lut is not None and window.lut.first == 0 and len(window.lut.values) == 256
    assert (window.centre, window.width) == (128.0, 256.0)
