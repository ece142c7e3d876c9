"""DICOM SEG: voxels come back at the same place in the patient, with the right names."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from highdicom.seg import segread
from pydicom import dcmread
from pydicom.uid import EnhancedCTImageStorage
from slanted import LABELS, MODEL, Slanted, make_slanted, tilted

from viewer.case.errors import KnownError
from viewer.case.progress import CancelledError, no_tick
from viewer.case.prompt import Prompts, point_prompt
from viewer.case.segmentation import Label, Segmentation
from viewer.case.source import Source
from viewer.case.terms import BONE, NODULE
from viewer.dicom.decode import Decoder
from viewer.dicom.load import load
from viewer.dicom.read_seg import read_seg
from viewer.dicom.scan import scan
from viewer.dicom.validate import validate
from viewer.dicom.write_seg import WrittenSegmentation, sample_at_plane, write_seg


def write(case: Slanted, path: Path, **changes: object) -> WrittenSegmentation:
    segmentation = replace(case.segmentation(), **changes)  # type: ignore[arg-type]
    return write_seg(
        path, segmentation, case.mask, case.volume, case.stack, case.series, case.instances, case.study, no_tick
    )


def points_of(path: Path, segment: int) -> np.ndarray:
    """LPS mm of every set pixel of a segment, computed from the frames' own positions (PS3.3 C.7.6.2.1.1)."""
    dataset = dcmread(path)
    shared = dataset.SharedFunctionalGroupsSequence[0]
    orientation = np.array(shared.PlaneOrientationSequence[0].ImageOrientationPatient, float)
    row_mm, column_mm = (float(value) for value in shared.PixelMeasuresSequence[0].PixelSpacing)
    points = []
    for frame, group in zip(dataset.pixel_array, dataset.PerFrameFunctionalGroupsSequence, strict=True):
        if group.SegmentIdentificationSequence[0].ReferencedSegmentNumber != segment:
            continue
        origin = np.array(group.PlanePositionSequence[0].ImagePositionPatient, float)
        for row, column in np.argwhere(frame):
            points.append(origin + orientation[:3] * column_mm * column + orientation[3:] * row_mm * row)
    return np.array(points)


def test_every_voxel_of_every_label_comes_back_at_its_place(tmp_path: Path) -> None:
    case = make_slanted(tmp_path / "ct")
    written = write(case, tmp_path / "seg.dcm")
    for label in LABELS[:3]:
        expected = case.volume.geometry.to_lps(np.argwhere(np.isin(case.mask, label.numbers)))
        found = points_of(written.path, written.segment_numbers[label.number])
        assert found.shape == expected.shape
        order = [np.lexsort(np.round(points, 3).T) for points in (found, expected)]
        np.testing.assert_allclose(found[order[0]], expected[order[1]], atol=1e-4)


def test_segments_say_what_they_are_and_who_made_them(tmp_path: Path) -> None:
    case = make_slanted(tmp_path / "ct")
    written = write(case, tmp_path / "seg.dcm")
    assert written.segment_numbers == {3: 1, 5: 2, 9: 3}, "a label without voxels has no segment"
    lungs, left, nodule = segread(written.path).SegmentSequence
    assert lungs.SegmentLabel == "lungs"
    side = lungs.SegmentedPropertyTypeCodeSequence[0].SegmentedPropertyTypeModifierCodeSequence[0]
    assert (side.CodeValue, side.CodeMeaning) == ("51440002", "Bilateral")
    side = left.SegmentedPropertyTypeCodeSequence[0].SegmentedPropertyTypeModifierCodeSequence[0]
    assert (side.CodeValue, side.CodeMeaning) == ("7771000", "Left")
    assert nodule.SegmentedPropertyTypeCodeSequence[0].CodeValue == "27925004"
    assert nodule.SegmentedPropertyCategoryCodeSequence[0].CodeMeaning == "Morphologically Abnormal Structure"
    assert nodule.TrackingUID == written.tracking_uids[9]
    algorithm = left.SegmentationAlgorithmIdentificationSequence[0]
    assert left.SegmentAlgorithmType == "AUTOMATIC"
    assert (algorithm.AlgorithmName, algorithm.AlgorithmVersion) == ("ct-classical", "1.0.0")
    assert "ab" * 32 in algorithm.AlgorithmParameters
    assert validate(written.path, written.reference.sop_instance_uid) == ()


def test_a_segment_made_by_marks_is_semi_automatic_and_by_its_own_model(tmp_path: Path) -> None:
    case = make_slanted(tmp_path / "ct")
    record = case.segmentation()
    source = Source("model:other@2", "2024-01-01T00:00:00+00:00", weights_sha256="cd" * 32)
    marked = Prompts(Prompts.id_of(record.id, 5), record.id, 5, "frame", (point_prompt((0.0, 0.0, 0.0)),), source)
    elsewhere = replace(marked, segmentation_id="another", label=3)
    written = write_seg(
        tmp_path / "seg.dcm", record, case.mask, case.volume, case.stack, case.series, case.instances, case.study, no_tick,
        (marked, elsewhere),
    )  # fmt: skip
    lungs, left, _ = segread(written.path).SegmentSequence
    assert (lungs.SegmentAlgorithmType, left.SegmentAlgorithmType) == ("AUTOMATIC", "SEMIAUTOMATIC")
    algorithm = left.SegmentationAlgorithmIdentificationSequence[0]
    assert (algorithm.AlgorithmName, algorithm.AlgorithmVersion) == ("other", "2") and "cd" * 32 in algorithm.AlgorithmParameters
    assert validate(written.path, written.reference.sop_instance_uid) == ()


def test_the_work_of_an_experimental_model_says_so_however_long_its_name_is(tmp_path: Path) -> None:
    case = make_slanted(tmp_path / "ct")
    written = write(case, tmp_path / "seg.dcm", name="x" * 80, source=replace(MODEL, experimental=True))
    dataset = segread(written.path)
    assert dataset.SeriesDescription.endswith("x (experimental)") and len(dataset.SeriesDescription) == 64
    assert dataset.ContentDescription.endswith("x (experimental)")
    assert "state=experimental" in dataset.SegmentSequence[0].SegmentationAlgorithmIdentificationSequence[0].AlgorithmParameters
    assert validate(written.path, written.reference.sop_instance_uid) == ()
    assert "experimental" not in segread(write(case, tmp_path / "other.dcm").path).SeriesDescription


def test_a_chosen_colour_goes_along(tmp_path: Path) -> None:
    case = make_slanted(tmp_path / "ct")
    chosen = tuple(replace(label, colour=(10, 0, 139)) if label == LABELS[0] else label for label in case.segmentation().labels)
    written = write(case, tmp_path / "seg.dcm", labels=chosen)
    colours = {segment.name: segment.colour for segment in read_seg(written.path).segments}
    assert colours.pop(LABELS[0].name) == (10, 0, 139) and set(colours.values()) == {None}
    assert not validate(written.path)


def test_a_models_segmentation_that_a_reader_edited_is_semi_automatic_and_names_both(tmp_path: Path) -> None:
    case = make_slanted(tmp_path / "ct")
    dataset = dcmread(write(case, tmp_path / "seg.dcm", edited_by="user:Ana Grüße").path)
    assert {item.SegmentAlgorithmType for item in dataset.SegmentSequence} == {"SEMIAUTOMATIC"}
    assert dataset.SegmentSequence[0].SegmentationAlgorithmIdentificationSequence
    assert str(dataset.ContentCreatorName) == "Grüße^Ana"


def test_a_persons_segmentation_is_manual(tmp_path: Path) -> None:
    case = make_slanted(tmp_path / "ct")
    written = write(case, tmp_path / "seg.dcm", source=Source("user:Ana Grüße", "2026-01-02T03:04:05.000+00:00"))
    dataset = dcmread(written.path)
    assert {item.SegmentAlgorithmType for item in dataset.SegmentSequence} == {"MANUAL"}
    assert "SegmentationAlgorithmIdentificationSequence" not in dataset.SegmentSequence[0]
    assert dataset.ContentCreatorName == "Grüße^Ana"
    assert validate(written.path) == ()


def test_frames_name_the_pictures_they_lie_on_and_empty_ones_are_left_out(tmp_path: Path) -> None:
    case = make_slanted(tmp_path / "ct")
    written = write(case, tmp_path / "seg.dcm")
    dataset = dcmread(written.path)
    assert dataset.NumberOfFrames == written.frames == 5 + 5 + 1
    for group in dataset.PerFrameFunctionalGroupsSequence:
        uid = group.DerivationImageSequence[0].SourceImageSequence[0].ReferencedSOPInstanceUID
        plane = next(plane for plane in case.stack.planes if plane.instance_uid == uid)
        np.testing.assert_allclose(
            np.array(group.PlanePositionSequence[0].ImagePositionPatient, float), plane.origin_lps, atol=1e-6
        )
    named = [item.ReferencedSOPInstanceUID for item in dataset.ReferencedSeriesSequence[0].ReferencedInstanceSequence]
    assert named == [plane.instance_uid for plane in case.stack.planes[1:6]]


def test_patient_and_study_come_along_in_any_script_and_every_uid_is_ours(tmp_path: Path) -> None:
    case = make_slanted(tmp_path / "ct", name="Yamada^Tarou=山田^太郎")
    dataset = dcmread(write(case, tmp_path / "seg.dcm").path)
    assert dataset.PatientName == "Yamada^Tarou=山田^太郎"
    assert (dataset.PatientID, dataset.PatientBirthDate, dataset.PatientSex) == ("P-1", "19700102", "F")
    assert (dataset.StudyDate, dataset.AccessionNumber, dataset.PatientAge) == ("20260102", "ACC1", "056Y")
    assert dataset.SpecificCharacterSet == "ISO_IR 192"
    for uid in (
        dataset.SOPInstanceUID,
        dataset.SeriesInstanceUID,
        dataset.DimensionOrganizationSequence[0].DimensionOrganizationUID,
    ):
        assert uid.startswith("2.25.")


def test_source_files_with_empty_uids_export_and_stay_as_they_are(tmp_path: Path) -> None:
    case = make_slanted(tmp_path / "ct", empty_uids=True)
    before = [Path(instance.path).read_bytes() for instance in case.instances]
    written = write(case, tmp_path / "seg.dcm")
    assert validate(written.path) == ()
    dataset = dcmread(written.path)
    assert dataset.StudyInstanceUID == "2.25.88"
    assert dataset.ReferencedSeriesSequence[0].SeriesInstanceUID == "2.25.77"
    assert [Path(instance.path).read_bytes() for instance in case.instances] == before


def test_a_resampled_volume_is_exported_on_the_acquired_planes(tmp_path: Path) -> None:
    case = tilted(make_slanted(tmp_path / "ct"))
    written = write(case, tmp_path / "seg.dcm")
    dataset = dcmread(written.path)
    origins = {tuple(np.round(plane.origin_lps, 4)) for plane in case.stack.planes}
    for group in dataset.PerFrameFunctionalGroupsSequence:
        position = tuple(np.round(np.array(group.PlanePositionSequence[0].ImagePositionPatient, float), 4))
        assert position in origins
    points = points_of(written.path, written.segment_numbers[5])
    assert len(points) > 0
    nearest = np.rint(case.volume.geometry.to_kji(points)).astype(int)
    assert np.isin(case.mask[tuple(nearest.T)], (5, 9)).all()
    assert validate(written.path) == ()


def test_sampling_outside_the_grid_is_background(tmp_path: Path) -> None:
    case = make_slanted(tmp_path / "ct")
    mask = np.ones(case.mask.shape, np.uint8)
    plane = replace(case.stack.planes[0], origin_lps=case.volume.geometry.point(2.2, -4.0, -3.0))
    sampled = sample_at_plane(mask, case.volume.geometry, plane, (13, 22))
    assert not sampled[:4].any() and not sampled[:, :3].any()
    assert sampled[4:, 3:].all()
    plane = replace(plane, origin_lps=case.volume.geometry.point(2.2, 4.0, 3.0))
    sampled = sample_at_plane(mask, case.volume.geometry, plane, (13, 22))
    assert not sampled[-4:].any() and not sampled[:, -3:].any()
    assert sampled[:-4, :-3].all()


def test_pictures_without_a_frame_of_reference_get_the_same_one_each_time(tmp_path: Path) -> None:
    case = make_slanted(tmp_path / "ct")
    case = replace(case, stack=replace(case.stack, frame_uid="local:2.25.77"))
    uids = {dcmread(write(case, tmp_path / f"{n}.dcm").path).FrameOfReferenceUID for n in range(2)}
    assert len(uids) == 1 and uids.pop().startswith("2.25.")
    assert validate(tmp_path / "0.dcm") == ()


def test_frames_of_a_multi_frame_source_are_named_by_number(tmp_path: Path) -> None:
    case = make_slanted(tmp_path / "ct")
    whole = replace(case.instances[0], sop_class_uid=EnhancedCTImageStorage, frames=7)
    planes = tuple(
        replace(plane, instance_uid=whole.uid, frame=6 - n) for n, plane in enumerate(case.stack.planes)
    )  # stored from the head down
    case = replace(case, instances=(whole,), stack=replace(case.stack, planes=planes))
    dataset = dcmread(write(case, tmp_path / "seg.dcm").path)
    (listed,) = dataset.ReferencedSeriesSequence[0].ReferencedInstanceSequence
    assert (listed.ReferencedSOPInstanceUID, listed.ReferencedSOPClassUID) == (whole.uid, EnhancedCTImageStorage)
    for group in dataset.PerFrameFunctionalGroupsSequence:
        (source,) = group.DerivationImageSequence[0].SourceImageSequence
        assert source.ReferencedSOPClassUID == EnhancedCTImageStorage
        plane = next(plane for plane in planes if plane.frame + 1 == source.ReferencedFrameNumber)
        np.testing.assert_allclose(
            np.array(group.PlanePositionSequence[0].ImagePositionPatient, float), plane.origin_lps, atol=1e-6
        )
    assert validate(tmp_path / "seg.dcm") == ()


def test_what_cannot_be_a_seg_says_why(tmp_path: Path) -> None:
    case = make_slanted(tmp_path / "ct")
    with pytest.raises(KnownError, match="empty"):
        write(case, tmp_path / "seg.dcm", labels=(Label(200, "nothing", NODULE),))
    crooked = replace(case.stack.planes[3], along_lps=(0.0, 0.9, 0.0))
    planes = (*case.stack.planes[:3], crooked, *case.stack.planes[4:])
    with pytest.raises(KnownError, match="not parallel"):
        write(replace(case, stack=replace(case.stack, planes=planes)), tmp_path / "seg.dcm")
    assert not (tmp_path / "seg.dcm").exists()


def test_the_user_can_stop_it(tmp_path: Path) -> None:
    case = make_slanted(tmp_path / "ct")

    def stop(fraction: float, text: str) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        write_seg(
            tmp_path / "seg.dcm", case.segmentation(), case.mask, case.volume, case.stack, case.series,
            case.instances, case.study, stop
        )  # fmt: skip


def test_validation_notices_a_broken_object(tmp_path: Path) -> None:
    case = make_slanted(tmp_path / "ct")
    written = write(case, tmp_path / "seg.dcm")
    dataset = dcmread(written.path)
    dataset.PixelData = b"\0" * len(dataset.PixelData)
    dataset.save_as(written.path)
    assert any("no voxels" in problem.text for problem in validate(written.path))
    assert any("another object" in problem.text for problem in validate(written.path, "2.25.1"))
    written.path.write_bytes(b"not DICOM")
    assert any("cannot be read back" in problem.text for problem in validate(written.path))


def test_real_pictures_with_empty_uids(real_data: Path, tmp_path: Path) -> None:
    scanned = scan([real_data / "ct" / "siemens_mct_abdomen_j2k_empty_uids"], no_tick)
    (series,), (study,) = scanned.series, scanned.studies
    with Decoder() as decoder:
        loaded = load(series, scanned.instances, tmp_path, decoder, no_tick)
    mask = (np.asarray(loaded.volume.voxels) > 150).astype(np.uint8)
    labels = (Label(1, "bones", BONE),)
    segmentation = Segmentation("s1", series.uid, "bones", loaded.volume.geometry, labels, (), "s1.npy", MODEL)
    written = write_seg(
        tmp_path / "seg.dcm", segmentation, mask, loaded.volume, loaded.stack, series, scanned.instances, study, no_tick
    )
    assert validate(written.path, written.reference.sop_instance_uid) == ()
    dataset = dcmread(written.path)
    assert int(dataset.pixel_array.sum()) == int(mask.sum()) > 1000
    listed = dataset.ReferencedSeriesSequence[0]
    assert listed.SeriesInstanceUID == series.uid
    known = {instance.uid for instance in scanned.instances}
    assert {item.ReferencedSOPInstanceUID for item in listed.ReferencedInstanceSequence} <= known
