"""Real series: acquired pictures where the volume is interpolated, and views that follow an angulated head."""

import numpy as np
import pytest

from viewer.case.progress import no_tick
from viewer.dicom.decode import Decoder
from viewer.dicom.load import load
from viewer.dicom.scan import scan
from viewer.scene.acquired import find_acquired
from viewer.scene.view_state import PLANES, acquired_view, fit, picture_axis


@pytest.fixture(scope="module")
def loaded(real_data, tmp_path_factory):
    def of(folder):
        found = scan([real_data / folder], no_tick)
        with Decoder() as decoder:
            return load(found.series[0], found.instances, tmp_path_factory.mktemp("volumes"), decoder, no_tick)

    return of


def test_a_tilted_uneven_head_shows_its_28_pictures(loaded):
    head = loaded("ct/ge_hispeed_head_tilt_varspacing")
    pictures = find_acquired(head.volume, head.stack)
    assert pictures.axis.name == "axial" and pictures.axis.count == len(head.stack.planes) == 28
    steps = np.diff(pictures.axis.offsets_mm)
    assert sorted({round(float(step), 1) for step in steps}) == [1.1, 4.0, 7.0]
    view = fit(head.volume.geometry, pictures.axis, (400, 400), 14)
    values = pictures.slicer(view).values(view, smooth=False)
    plane = min(head.stack.planes, key=lambda plane: abs(view.distance_mm(plane.origin_lps)))
    pixels = head.stack.pixels[head.stack.planes.index(plane)] * plane.slope + plane.intercept
    for x, y in ((200, 200), (170, 140), (230, 250)):
        inner = np.array(view.to_lps((x + 0.5, y + 0.5))) - np.array(plane.origin_lps)
        row = inner @ np.array(plane.down_lps) / np.dot(plane.down_lps, plane.down_lps)
        column = inner @ np.array(plane.along_lps) / np.dot(plane.along_lps, plane.along_lps)
        assert values[y, x] == pixels[round(float(row)), round(float(column))]


def test_a_double_oblique_brain_is_seen_along_its_own_planes(loaded):
    brain = loaded("mr/siemens_skyra_t1_mprage_sag").volume
    assert acquired_view(brain.geometry) == "sagittal" and find_acquired(brain, None) is None
    leaning = {name: round(picture_axis(brain.geometry, name).leaning_degrees) for name in PLANES}
    assert leaning == {"axial": 15, "coronal": 15, "sagittal": 3}
