"""A reformat is a DICOM series that reads back exactly: values, places, references, words."""

from pathlib import Path

import numpy as np
import pydicom
import pytest
from phantom import phantom_geometry, slope_hu, write_phantom

from desktop.workflows.export_reformat import ReformatRequest, export_curved, export_reformat
from viewer.case.errors import KnownError
from viewer.case.progress import CancelledError, no_tick
from viewer.case.volume import Window
from viewer.dicom.decode import Decoder
from viewer.dicom.load import load
from viewer.dicom.scan import scan
from viewer.scene.curved import straighten
from viewer.scene.oblique import turn_axes
from viewer.scene.slab import Slab
from viewer.scene.slice_view import Slicer
from viewer.scene.view_state import PLANES, PlaneView, picture_axis


@pytest.fixture(scope="module")
def decoder():
    with Decoder() as decoder:
        yield decoder


def opened(folder, place, decoder):
    found = scan([folder], no_tick)
    (series,) = found.series
    return found.studies[0], series, found.instances, load(series, found.instances, place, decoder, no_tick)


def request_of(opened, axis, slab=None):
    study, series, instances, loaded = opened
    return ReformatRequest(study, series, instances, loaded.stack, loaded.need_volume(), axis, slab, Window(40, 400))


def oblique(geometry, name="coronal"):
    axes = {each: picture_axis(geometry, each) for each in PLANES}
    return turn_axes(axes, geometry, (name,), geometry.centre_lps, (0.36, 0.48, 0.8), 25.0)[name]


@pytest.fixture(scope="module")
def phantom(tmp_path_factory, decoder):
    folder = tmp_path_factory.mktemp("phantom")
    write_phantom(folder, phantom_geometry(), hu_of=slope_hu)
    return opened(folder, tmp_path_factory.mktemp("volumes"), decoder)


def check_reads_back(request, out, tmp_path, decoder, tolerance=0.0):
    """What our own reader makes of the files is what the view shows, to the value."""
    study, series, _, loaded = opened(out, tmp_path / "read back", decoder)
    volume, source = loaded.need_volume(), request.volume
    assert volume.geometry.frame_uid == source.geometry.frame_uid and study.uid == request.study.uid
    assert series.uid != request.series.uid and series.modality == request.series.modality
    assert not volume.resampled, [problem.text for problem in loaded.problems]
    slicer = Slicer(source.geometry, source.voxels)
    slicer.slab = request.slab
    count, rows, columns = volume.geometry.shape_kji
    for k in (0, count // 2, count - 1):
        view = PlaneView("x", volume.geometry.point(k, (rows - 1) / 2, (columns - 1) / 2), request.axis.right_lps,
                         request.axis.down_lps, volume.geometry.spacing_mm[2], (columns, rows))  # fmt: skip
        expected = np.nan_to_num(slicer.values(view).astype(np.float64))
        seen = np.nan_to_num(np.asarray(volume.voxels[k], np.float64))
        inside = slicer.inside(view)
        if inside.any():
            off = np.abs(expected - seen)[inside]
            assert np.quantile(off, 0.999) <= tolerance + 1e-6 * np.abs(expected).max()
    return volume


@pytest.mark.parametrize("slab", [None, Slab("MIP", 6.0), Slab("mean", 5.0)])
def test_an_oblique_cut_reads_back_as_it_was_shown(phantom, slab, tmp_path, decoder):
    axis = oblique(phantom[3].need_volume().geometry)
    request = request_of(phantom, axis, slab)
    paths = export_reformat(request, tmp_path / "out", no_tick)
    volume = check_reads_back(request, paths[0].parent, tmp_path, decoder, tolerance=1.0)
    first = pydicom.dcmread(paths[0])
    assert first.ImageType[:2] == ["DERIVED", "SECONDARY"] and first.SOPClassUID == pydicom.uid.CTImageStorage
    assert first.DerivationCodeSequence[0].CodeValue == ("113078" if slab and slab.mode == "MIP" else "113072")
    assert first.SeriesDescription.endswith("MPR" if slab is None else slab.words) and f"{axis.leaning_degrees:.0f}°" in first.SeriesDescription
    sources = {instance.uid for instance in phantom[2]}
    named = {item.ReferencedSOPInstanceUID for path in paths for item in pydicom.dcmread(path).SourceImageSequence}
    assert named == sources
    assert volume.geometry.spacing_mm[1:] == pytest.approx((1.5, 1.5))
    assert abs(np.dot(np.cross(first.ImageOrientationPatient[:3], first.ImageOrientationPatient[3:]), axis.next_lps)) == pytest.approx(1)


def test_a_cut_along_the_slices_names_the_pictures_beside_it_and_keeps_every_value(phantom, tmp_path, decoder):
    volume = phantom[3].need_volume()
    axis = picture_axis(volume.geometry, "axial")
    paths = export_reformat(request_of(phantom, axis), tmp_path, no_tick)
    assert len(paths) == volume.geometry.shape_kji[0]
    middle = pydicom.dcmread(paths[len(paths) // 2])
    assert 1 <= len(middle.SourceImageSequence) <= 3
    back = check_reads_back(request_of(phantom, axis), paths[0].parent, tmp_path, decoder)
    for point in (volume.geometry.centre_lps, volume.geometry.point(3, 10, 20)):
        assert back.value_at(point) == pytest.approx(volume.value_at(point), abs=12), "the same place holds the same body"


def test_stopped_or_without_room_it_leaves_nothing(phantom, tmp_path):
    axis = picture_axis(phantom[3].need_volume().geometry, "sagittal")

    def stop(part, text):
        if part > 0.3:
            raise CancelledError

    with pytest.raises(CancelledError):
        export_reformat(request_of(phantom, axis), tmp_path, stop)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").write_text("")
    with pytest.raises(KnownError, match="cannot be written"):
        export_reformat(request_of(phantom, axis), tmp_path / "file", no_tick)


@pytest.mark.parametrize("name", ["mr/siemens_skyra_t1_mprage_sag", "ct/philips_ingenuity_head_phantom_tilt"])
def test_real_series_read_back(real_data: Path, name, tmp_path, decoder):
    series = opened(real_data / name, tmp_path / "volumes", decoder)
    axis = oblique(series[3].need_volume().geometry, "axial")
    request = request_of(series, axis, Slab("MIP", 40.0))
    paths = export_reformat(request, tmp_path / "out", no_tick)
    check_reads_back(request, paths[0].parent, tmp_path, decoder, tolerance=1.0)


def test_pet_keeps_its_values_and_what_they_are_in(real_data: Path, tmp_path, decoder):
    series = opened(real_data / "nm_pt" / "pt_acrin_029.dcm", tmp_path / "volumes", decoder)
    volume = series[3].need_volume()
    axis = picture_axis(volume.geometry, "axial")
    paths = export_reformat(request_of(series, axis), tmp_path / "out", no_tick)
    back = opened(paths[0].parent, tmp_path / "back", decoder)[3].need_volume()
    assert back.unit == volume.unit and back.voxels.shape[0] == len(paths)
    hottest = np.unravel_index(int(np.argmax(volume.voxels)), volume.voxels.shape)
    point = volume.geometry.point(*(float(at) for at in hottest))
    assert back.value_at(point) == pytest.approx(volume.value_at(point), rel=0.05)


def test_a_plane_that_was_laid_flat_is_a_series_without_a_place(phantom, tmp_path, decoder):
    study, series, instances, loaded = phantom
    volume = loaded.need_volume()
    ends = [volume.geometry.point(*(part * size for size in volume.geometry.shape_kji)) for part in (0.2, 0.5, 0.8)]
    flat = straighten(volume, ends, (0.0, 0.0, 1.0), "curved.1")
    paths = export_curved(study, series, instances, volume, flat, Window(40, 400), tmp_path, no_tick)
    assert len(paths) == len(flat.planes)
    for path, picture in zip(paths, flat.pixels, strict=True):
        written = pydicom.dcmread(path)
        assert not {"ImagePositionPatient", "ImageOrientationPatient", "FrameOfReferenceUID"} & set(written.dir())
        assert np.array_equal(written.pixel_array * written.RescaleSlope + written.RescaleIntercept, picture)
        assert written.PixelSpacing == pytest.approx([min(volume.geometry.spacing_mm)] * 2)
        assert written.DerivationCodeSequence[0].CodeMeaning == "Curved multiplanar reformatting" and written.ConversionType == "WSD"
    found = scan([paths[0].parent], no_tick)
    (read,) = found.series
    again = load(read, found.instances, tmp_path / "volumes", decoder, no_tick)
    assert again.volume is None and np.array_equal(again.stack.pixels[0], pydicom.dcmread(paths[0]).pixel_array)
