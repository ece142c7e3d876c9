"""Real patients on the screen the right way round: what no phantom of ours can prove about ourselves.

Radiological convention: the patient's right on screen left, the front up in axial and on screen left in sagittal
views, the head up. The organs come from a reference segmentation that another program read and wrote.
"""

import numpy as np
import pytest
import SimpleITK as sitk

from viewer.case.geometry import Geometry
from viewer.case.progress import no_tick
from viewer.case.segmentation import Label, Segmentation
from viewer.case.source import by
from viewer.case.terms import LUNG
from viewer.case.volume import Window
from viewer.dicom.decode import Decoder
from viewer.dicom.load import load
from viewer.dicom.scan import scan
from viewer.scene.colour_tables import label_colour
from viewer.scene.marks import TextMark
from viewer.scene.render import Shown, render_view

SIZE = (320, 320)
SPLEEN, LIVER, AORTA, SPINAL_CORD = 1, 5, 52, 79  # TotalSegmentator's task "total"


@pytest.fixture(scope="module")
def loaded(real_data, tmp_path_factory):
    def of(folder):
        found = scan([real_data / folder], no_tick)
        with Decoder() as decoder:
            return load(found.series[0], found.instances, tmp_path_factory.mktemp("volumes"), decoder, no_tick)

    return of


@pytest.fixture(scope="module")
def abdomen(loaded):
    return loaded("ct/siemens_mct_abdomen_j2k_empty_uids")


@pytest.fixture(scope="module")
def organs(real_data):
    """The reference label map and where it says its voxels are."""
    image = sitk.ReadImage(real_data / "nifti/totalsegmentator_dicom_ref/example_seg_dicom.nii.gz")
    origin = np.array(image.TransformIndexToPhysicalPoint((0, 0, 0)))
    matrix = np.eye(4)
    matrix[:3, 3] = origin
    for axis, index in enumerate(((0, 0, 1), (0, 1, 0), (1, 0, 0))):
        matrix[:3, axis] = np.array(image.TransformIndexToPhysicalPoint(index)) - origin
    numbers = sitk.GetArrayFromImage(image).astype(np.uint8)
    return numbers, Geometry.from_matrix(numbers.shape, matrix, "reference")


def organ_on(abdomen, organs, view, number):
    """Where an organ is coloured in the view through its middle, and the grey of the image below it."""
    numbers, geometry = organs
    middle = geometry.to_lps([np.argwhere(numbers == number).mean(axis=0)])[0]
    position = f"{middle[{'sagittal': 0, 'coronal': 1, 'axial': 2}[view]]}mm"
    label = Label(number, "organ", LUNG)
    segmentation = Segmentation("g", "1.1", "reference", geometry, (label,), (), "g.npy", by("model:x@1"))
    shown = Shown(segmentation=segmentation, mask_kji=numbers, opacity=1.0)
    window = Window(50, 400)
    plain = render_view(abdomen.volume, view, SIZE, position, window, stack=abdomen.stack).pixels
    coloured = render_view(abdomen.volume, view, SIZE, position, window, shown, stack=abdomen.stack).pixels
    inside = (coloured == label_colour(number)).all(axis=2)
    assert inside.sum() > 20
    return inside, plain[..., 0].astype(float)


def middle_of(inside):
    y, x = np.nonzero(inside)
    return x.mean(), y.mean()


@pytest.mark.parametrize("view", ["axial", "coronal"])
def test_the_liver_is_on_screen_left_and_the_spleen_on_screen_right(abdomen, organs, view):
    liver, grey = organ_on(abdomen, organs, view, LIVER)
    spleen, _ = organ_on(abdomen, organs, view, SPLEEN)
    assert middle_of(liver)[0] < SIZE[0] / 2 - 20 and middle_of(spleen)[0] > SIZE[0] / 2 + 20
    # The image below the colours is the liver too, not its mirror image: one even tissue.
    assert grey[liver].std() < 0.5 * grey[liver[:, ::-1]].std()
    assert np.percentile(grey[liver], 5) > 120 and np.percentile(grey[liver], 95) < 230


def test_the_spine_is_below_in_axial_and_on_screen_right_in_sagittal(abdomen, organs):
    aorta, _ = organ_on(abdomen, organs, "axial", AORTA)
    cord, _ = organ_on(abdomen, organs, "axial", SPINAL_CORD)
    assert middle_of(cord)[1] > middle_of(aorta)[1] + 10
    liver, grey = organ_on(abdomen, organs, "sagittal", LIVER)
    assert grey[liver].std() < 0.5 * grey[liver[:, ::-1]].std()
    cord, grey = organ_on(abdomen, organs, "sagittal", SPINAL_CORD)
    body = np.nonzero(grey[SIZE[1] // 2] > 60)[0]
    assert middle_of(cord)[0] > (body.min() + body.max()) / 2


@pytest.fixture(scope="module")
def head(loaded):
    return loaded("mr/siemens_skyra_t1_mprage_sag").volume


def letters_of(rendered):
    return {mark.anchor: mark.text for mark in rendered.marks if isinstance(mark, TextMark) and mark.bold}


@pytest.mark.parametrize(
    ("view", "expected"),
    [("axial", "RLAP"), ("coronal", "RLHF"), ("sagittal", "APHF")],
)
def test_letters_of_an_angulated_head(head, view, expected):
    letters = letters_of(render_view(head, view, SIZE))
    assert "".join(letters[edge][0] for edge in ("left", "right", "top", "bottom")) == expected


def air_and_head(volume, window):
    """Middles, in pixels, of the dark within the outline of a head and of all within it, in the sagittal view."""
    grey = render_view(volume, "sagittal", SIZE, window=window).pixels[..., 0]
    air, head = [], []
    for y in range(SIZE[1]):
        x = np.nonzero(grey[y] > 40)[0]
        if len(x) < 40:
            continue
        within = np.arange(x.min(), x.max() + 1)
        air += [(at, y) for at in within[grey[y, within] < 25]]
        head += [(at, y) for at in within]
    assert len(air) > 300
    return np.mean(air, axis=0), np.mean(head, axis=0)


def test_the_face_is_on_screen_left_and_the_brain_above_it_in_sagittal(head, loaded):
    """Nose, sinuses and throat hold air; the brain and the back of the neck hold none."""
    skull = loaded("ct/ge_hispeed_head_tilt_varspacing").volume
    for volume, window in ((head, None), (skull, Window(-300, 1000))):
        air, tissue = air_and_head(volume, window)
        assert air[0] < tissue[0] - 10 and air[1] > tissue[1] + 20


def test_the_nose_points_up_in_axial(loaded):
    """The first tenth of the outline is as narrow as a nose; the back of the head is not."""
    skull = loaded("ct/ge_ct8800_head_lowres").volume
    body = render_view(skull, "axial", SIZE).pixels[..., 0] > 60
    rows = np.nonzero(body.any(axis=1))[0]
    tenth = len(rows) // 10
    assert body[rows[tenth]].sum() < 0.6 * body[rows[-tenth]].sum()
