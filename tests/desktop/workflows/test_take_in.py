"""Objects that came with the pictures enter the case once, as soon as their pictures are there."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from phantom import write_phantom
from pydicom import dcmread

from desktop.store.library import Library
from desktop.workflows.import_study import import_paths
from desktop.workflows.take_in import find_waiting, keep_taken, take_in, take_in_all
from viewer.case.progress import CancelledError, no_tick
from viewer.case.segmentation import Label, Segmentation
from viewer.case.source import Source
from viewer.case.terms import KIDNEY, LIVER
from viewer.dicom.decode import Decoder
from viewer.dicom.load import load
from viewer.dicom.write_seg import write_seg

MADE_BY_OTHERS = "import:KidneyNet (Scanners Inc)"


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    with Decoder() as one:
        yield one


def bring_in(library: Library, path: Path) -> tuple[str, ...]:
    return import_paths([path], library.originals_folder, False, library.add, no_tick).study_uids


def write_object(library: Library, study_uid: str, decoder: Decoder, path: Path) -> np.ndarray:
    """A SEG on the study's CT with two overlapping kidneys, as another system would have made it; its label map."""
    series = next(row for row in library.series_of(study_uid) if row.modality == "CT")
    loaded = load(series, library.instances_of(series.uid), library.volumes_folder, decoder, no_tick)
    volume = loaded.volume
    assert volume is not None
    mask = np.zeros(volume.geometry.shape_kji, np.uint8)
    mask[3:9, 5:15, 4:12] = 1
    mask[6:12, 9:20, 10:20] = 2
    mask[6:9, 9:15, 10:12] = 3
    labels = (Label(1, "left kidney", KIDNEY, "left", (3,)), Label(2, "liver", LIVER, "none", (3,)))
    record = Segmentation("x", series.uid, "Organs", volume.geometry, labels, (), "x.npy", Source("model:m@1", "2024-01-01"))
    study = library.find_study(study_uid)
    write_seg(path, record, mask, volume, loaded.stack, series, library.instances_of(series.uid), study, no_tick)
    dataset = dcmread(path)
    dataset.Manufacturer = "Scanners Inc"
    for segment in dataset.SegmentSequence:
        segment.SegmentAlgorithmName = "KidneyNet"
    dataset.save_as(path)
    return mask


def test_an_object_enters_the_case_once_and_is_editable_like_any_other(tmp_path: Path, decoder: Decoder) -> None:
    write_phantom(tmp_path / "ct")
    with Library(tmp_path / "library") as library:
        (uid,) = bring_in(library, tmp_path / "ct")
        assert find_waiting(library, uid, decoder) is None
        mask = write_object(library, uid, decoder, tmp_path / "seg.dcm")
        bring_in(library, tmp_path / "seg.dcm")
        assert take_in_all(library, [uid], decoder, no_tick) == ()
        case = library.open_case(uid)
        (record,) = case.all_of(Segmentation)
        assert record.source.author == MADE_BY_OTHERS and record.source.run_id == dcmread(tmp_path / "seg.dcm").SOPInstanceUID
        assert record.name == "Segmentation: Organs" and case.log()[-1].author == MADE_BY_OTHERS
        left, liver = record.labels
        assert (left.name, left.code, left.side, liver.code) == ("left kidney", KIDNEY, "left", LIVER)
        for label, numbers in ((left, (1, 3)), (liver, (2, 3))):
            np.testing.assert_array_equal(np.isin(case.mask_of(record), label.numbers), np.isin(mask, numbers))
        assert record.innermost == {left.number, liver.number}, "both are shown though they overlap"
        voxel_ml = record.geometry.voxel_mm3 / 1000
        assert record.find_statistics(left.number).volume_ml == pytest.approx(np.isin(mask, (1, 3)).sum() * voxel_ml)
        assert take_in_all(library, [uid], decoder, no_tick) == ()
        case.undo()
        assert find_waiting(library, uid, decoder) is None, "undone is undone: it does not come back by itself"
    assert sorted(path.name for path in (tmp_path / "library" / "masks").iterdir()) == [record.mask_file]


def test_an_object_waits_until_its_pictures_arrive(tmp_path: Path, decoder: Decoder) -> None:
    write_phantom(tmp_path / "ct")
    with Library(tmp_path / "elsewhere") as other:
        (uid,) = bring_in(other, tmp_path / "ct")
        write_object(other, uid, decoder, tmp_path / "seg.dcm")
    with Library(tmp_path / "library") as library:
        bring_in(library, tmp_path / "seg.dcm")
        (problem,) = take_in_all(library, [uid], decoder, no_tick)
        assert problem.level == "note" and "not in the library" in problem.text
        assert not library.open_case(uid).all_of(Segmentation) and not library.problems_of(uid)
        labelled = sorted((tmp_path / "ct").iterdir(), key=lambda path: float(dcmread(path).ImagePositionPatient[2]))[3:12]
        bring_in(library, labelled[2])  # on part of its pictures it would be a part of itself for good
        (problem,) = take_in_all(library, [uid], decoder, no_tick)
        assert "Some of the pictures" in problem.text and not library.open_case(uid).all_of(Segmentation)
        bring_in(library, tmp_path / "ct")
        assert take_in_all(library, [uid], decoder, no_tick) == ()
        assert len(library.open_case(uid).all_of(Segmentation)) == 1


def test_what_cannot_be_taken_in_says_so_once_and_harms_nothing(tmp_path: Path, decoder: Decoder) -> None:
    write_phantom(tmp_path / "ct")
    with Library(tmp_path / "library") as library:
        (uid,) = bring_in(library, tmp_path / "ct")
        write_object(library, uid, decoder, tmp_path / "seg.dcm")
        dataset = dcmread(tmp_path / "seg.dcm")
        dataset.FrameOfReferenceUID = "2.25.1"
        dataset.save_as(tmp_path / "seg.dcm")
        bring_in(library, tmp_path / "seg.dcm")
        (problem,) = take_in_all(library, [uid], decoder, no_tick)
        assert "another frame of reference" in problem.text and problem in library.problems_of(uid)
        assert take_in_all(library, [uid], decoder, no_tick) == ()
        assert len(library.series_of(uid)) == 2, "the object stays listed"
    assert not list((tmp_path / "library" / "masks").iterdir())


def test_two_readers_of_one_object_keep_it_once(tmp_path: Path, decoder: Decoder) -> None:
    write_phantom(tmp_path / "ct")
    with Library(tmp_path / "library") as library:
        (uid,) = bring_in(library, tmp_path / "ct")
        write_object(library, uid, decoder, tmp_path / "seg.dcm")
        bring_in(library, tmp_path / "seg.dcm")
        waiting = find_waiting(library, uid, decoder)
        assert waiting is not None
        both = [take_in(waiting, no_tick), take_in(waiting, no_tick)]
        for found in both:
            keep_taken(found, library)
        assert len(library.open_case(uid).all_of(Segmentation)) == 1
    assert len(list((tmp_path / "library" / "masks").iterdir())) == 1


def test_cancelling_leaves_nothing_behind(tmp_path: Path, decoder: Decoder) -> None:
    write_phantom(tmp_path / "ct")
    with Library(tmp_path / "library") as library:
        (uid,) = bring_in(library, tmp_path / "ct")
        write_object(library, uid, decoder, tmp_path / "seg.dcm")
        bring_in(library, tmp_path / "seg.dcm")
        waiting = find_waiting(library, uid, decoder)
        assert waiting is not None

        def stop_late(fraction: float, text: str) -> None:
            if fraction > 0.85:
                raise CancelledError

        with pytest.raises(CancelledError):
            take_in(waiting, stop_late)
        assert not list(library.masks_folder.iterdir())


def test_what_others_made_goes_out_as_theirs(tmp_path: Path, decoder: Decoder) -> None:
    write_phantom(tmp_path / "ct")
    with Library(tmp_path / "library") as library:
        (uid,) = bring_in(library, tmp_path / "ct")
        write_object(library, uid, decoder, tmp_path / "seg.dcm")
        bring_in(library, tmp_path / "seg.dcm")
        take_in_all(library, [uid], decoder, no_tick)
        (record,) = library.open_case(uid).all_of(Segmentation)
        mask = np.array(library.open_case(uid).mask_of(record))
        series = next(row for row in library.series_of(uid) if row.uid == record.series_uid)
        loaded = load(series, library.instances_of(series.uid), library.volumes_folder, decoder, no_tick)
        assert loaded.volume is not None
        for author, kind, name in ((MADE_BY_OTHERS, "SEMIAUTOMATIC", "KidneyNet"), ("import:Scanners Inc", "MANUAL", None)):
            shutil.rmtree(tmp_path / "out", ignore_errors=True)
            written = write_seg(
                tmp_path / "out" / "seg.dcm", replace(record, source=replace(record.source, author=author)), mask, loaded.volume,
                loaded.stack, series, library.instances_of(series.uid), library.find_study(uid), no_tick,
            )  # fmt: skip
            for segment in dcmread(written.path).SegmentSequence:
                assert (segment.SegmentAlgorithmType, segment.get("SegmentAlgorithmName")) == (kind, name)
                assert "SegmentationAlgorithmIdentificationSequence" not in segment
            assert not dcmread(written.path).get("ContentCreatorName")
