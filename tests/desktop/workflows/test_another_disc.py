"""Files that were left in their place are looked at before they are shown: another disc may lie in the drive."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pydicom
import pytest
from import_cases import SERIES, bring, slices

from desktop.store.library import Library
from desktop.workflows.archive_study import gather, write_archive
from desktop.workflows.documents import documents_of, open_document, save_document
from desktop.workflows.open_series import open_series, prepare
from viewer.case.errors import KnownError
from viewer.case.progress import no_tick
from viewer.dicom.decode import Decoder
from viewer.dicom.load import Loaded
from viewer.dicom.scan import scan

NO_LONGER = "no longer holds what was imported from it"


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    with Decoder(processes=1) as decoder:
        yield decoder


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library") as opened:
        yield opened


def disc(folder: Path, patient: str) -> Path:
    """A disc with three slices; every patient has the same file names."""
    for path in slices(folder):
        if patient != "A":
            dataset = pydicom.dcmread(path)
            for keyword in ("StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID"):
                dataset[keyword].value = dataset[keyword].value.replace("1.2.840.99.7", "1.2.840.99.8")
            dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
            dataset.PatientID, dataset.PatientName, dataset.PixelData = "P2", "Example^Bob", b"\x77" * 8
            dataset.save_as(path)
    return folder


def open_it(library: Library, decoder: Decoder) -> Loaded:
    series = next(row for row in library.series_of("1.2.840.99.7") if row.uid == SERIES)
    return open_series(series, library.instances_of(SERIES), library.folder / "volumes", decoder, no_tick)


def swap(one: Path, other: Path, names: slice = slice(None)) -> None:
    for path in sorted(other.iterdir())[names]:
        shutil.copyfile(path, one / path.name)


def same_times(one: Path, other: Path) -> None:
    """Two discs whose files agree in sizes and times."""
    times = {path.name: path.stat().st_mtime_ns for path in one.iterdir()}
    swap(one, other)
    for name, time_ns in times.items():
        os.utime(one / name, ns=(time_ns, time_ns))


@pytest.mark.parametrize("before", ["never opened", "prepared", "opened"])
@pytest.mark.parametrize("change", [swap, lambda one, other: swap(one, other, slice(1, 2)), same_times], ids=["all", "one", "same times"])
def test_another_disc_in_the_drive_is_not_shown(
    library: Library, tmp_path: Path, decoder: Decoder, before: str, change: Callable[[Path, Path], None]
) -> None:
    drive, mine, other = disc(tmp_path / "drive", "A"), disc(tmp_path / "a", "A"), disc(tmp_path / "b", "B")
    bring(library, [drive], True)
    (series,) = library.series_of("1.2.840.99.7")
    if before == "prepared":
        prepare(series, library.instances_of(SERIES), library.folder / "volumes", no_tick)
    if before == "opened":
        open_it(library, decoder)
    change(drive, other)
    for _ in range(2):
        with pytest.raises(KnownError, match=NO_LONGER):
            open_it(library, decoder)
    swap(drive, mine)
    assert np.asarray(open_it(library, decoder).stack.pixels)[:, 0, 0].tolist() == [257, 514, 771]


@pytest.mark.parametrize("in_place", [False, True])
def test_importing_again_leads_to_the_pictures_again(
    library: Library, tmp_path: Path, decoder: Decoder, in_place: bool
) -> None:
    drive, mine, other = disc(tmp_path / "drive", "A"), disc(tmp_path / "a", "A"), disc(tmp_path / "b", "B")
    bring(library, [drive], True)
    swap(drive, other)
    report = bring(library, [drive], True)
    assert report.instances.added == 3
    with pytest.raises(KnownError, match=NO_LONGER):
        open_it(library, decoder)
    assert bring(library, [mine], in_place).instances.added == 0
    assert np.asarray(open_it(library, decoder).stack.pixels)[:, 0, 0].tolist() == [257, 514, 771]


CHANGED = "changed since the import"


def said(loaded: Loaded) -> list[str]:
    return [problem.text for problem in loaded.problems if CHANGED in problem.text]


@pytest.mark.parametrize("opened", [False, True])
def test_one_file_of_many_is_another(library: Library, tmp_path: Path, decoder: Decoder, opened: bool) -> None:
    """Of the same size and time: what a file system notes itself gives it away."""
    drive, count = tmp_path / "drive", 70
    paths, others = slices(drive, count), disc(tmp_path / "b", "B")
    bring(library, [drive], True)
    if opened:
        open_it(library, decoder)
    facts = paths[1].stat()
    shutil.copyfile(others / "slice2.dcm", paths[1])
    os.utime(paths[1], ns=(facts.st_mtime_ns, facts.st_mtime_ns))
    with pytest.raises(KnownError, match=NO_LONGER):
        open_it(library, decoder)


def same_uids(folder: Path, name: str = "Example^Bob", patient_id: str = "P2") -> Path:
    """Another patient's pictures under the UIDs of the first one's, with files of the same sizes."""
    for path in slices(folder):
        dataset = pydicom.dcmread(path)
        dataset.PatientName, dataset.PatientID, dataset.PixelData = name, patient_id, b"\x77" * 8
        dataset.save_as(path)
    return folder


@pytest.mark.parametrize("change", [swap, same_times])
@pytest.mark.parametrize("opened", [False, True])
def test_another_patient_under_the_same_uids_is_not_shown(
    library: Library, tmp_path: Path, decoder: Decoder, change: Callable[[Path, Path], None], opened: bool
) -> None:
    drive, other = disc(tmp_path / "drive", "A"), same_uids(tmp_path / "b")
    bring(library, [drive], True)
    if opened:
        open_it(library, decoder)
    change(drive, other)
    with pytest.raises(KnownError, match=r"names Example Bob \(ID P2\) now, another patient than when it was imported"):
        open_it(library, decoder)
    assert bring(library, [drive], True).instances.added == 3
    with pytest.raises(KnownError, match="another patient"):
        open_it(library, decoder)
    second = next(row for row in library.series_of("1.2.840.99.7") if row.uid != SERIES)
    volumes = library.folder / "volumes"
    loaded = open_series(second, library.instances_of(second.uid), volumes, decoder, no_tick)
    assert np.asarray(loaded.stack.pixels)[:, 0, 0].tolist() == [0x7777] * 3


def test_a_file_gone_for_good_is_not_replaced_by_another_patients_under_its_uid(library: Library, tmp_path: Path) -> None:
    drive, other = disc(tmp_path / "drive", "A"), same_uids(tmp_path / "b")
    bring(library, [drive], True)
    shutil.rmtree(drive)
    assert bring(library, [other], True).instances.added == 3
    assert {Path(row.path).parent for row in library.instances_of(SERIES)} == {drive}


def test_pictures_changed_in_place_are_shown_as_they_are_now_with_a_warning(
    library: Library, tmp_path: Path, decoder: Decoder
) -> None:
    drive = disc(tmp_path / "drive", "A")
    bring(library, [drive], True)
    assert not said(open_it(library, decoder))
    changed = drive / "slice2.dcm"
    changed.write_bytes(changed.read_bytes()[:-8] + b"\x11" * 8)
    os.utime(changed, ns=(1, 1))
    for _ in range(2):
        loaded = open_it(library, decoder)
        assert said(loaded) == [
            f"1 file of this series has {CHANGED} ({changed}); check that it is what was read before. "
            "Importing it again ends this."
        ]
        assert np.asarray(loaded.stack.pixels)[:, 0, 0].tolist() == [257, 0x1111, 771]
    bring(library, [drive], True)
    assert not said(open_it(library, decoder))


def test_pictures_changed_under_the_same_time_are_shown_as_they_are_now(
    library: Library, tmp_path: Path, decoder: Decoder
) -> None:
    drive = disc(tmp_path / "drive", "A")
    bring(library, [drive], True)
    open_it(library, decoder)
    changed = drive / "slice2.dcm"
    facts = changed.stat()
    changed.write_bytes(changed.read_bytes()[:-8] + b"\x11" * 8)
    os.utime(changed, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    for _ in range(2):
        loaded = open_it(library, decoder)
        assert np.asarray(loaded.stack.pixels)[:, 0, 0].tolist() == [257, 0x1111, 771]
        assert [problem.text for problem in loaded.problems if "another than" in problem.text] == [
            "Slice 2 is another than when the series was opened before; what was drawn or measured there may not fit any more."
        ]


def test_files_that_were_only_touched_are_the_same(library: Library, tmp_path: Path, decoder: Decoder) -> None:
    drive = disc(tmp_path / "drive", "A")
    bring(library, [drive], True)
    before = open_it(library, decoder).problems
    for path in drive.iterdir():
        path.chmod(0o600)
    assert open_it(library, decoder).problems == before


def test_copies_in_the_library_are_known_by_their_names(library: Library, tmp_path: Path, decoder: Decoder) -> None:
    bring(library, [disc(tmp_path / "a", "A")])
    assert {row.seen for row in library.instances_of(SERIES)} == {""}
    assert not said(open_it(library, decoder))


def test_pictures_without_a_uid_are_known_by_their_bytes(library: Library, tmp_path: Path, decoder: Decoder) -> None:
    drive = disc(tmp_path / "drive", "A")
    for path in drive.iterdir():
        dataset = pydicom.dcmread(path)
        dataset.SOPInstanceUID = dataset.file_meta.MediaStorageSOPInstanceUID = ""
        dataset.save_as(path, enforce_file_format=False)
    bring(library, [drive], True)
    assert len(open_it(library, decoder).stack.planes) == 3
    with (drive / "slice2.dcm").open("r+b") as file:
        file.seek(-1, os.SEEK_END)
        file.write(b"\x55")
    with pytest.raises(KnownError, match=NO_LONGER):
        open_it(library, decoder)


def test_another_research_volume_under_the_name_is_not_shown(library: Library, tmp_path: Path, decoder: Decoder) -> None:
    path = tmp_path / "scan.nrrd"
    head = b"NRRD0004\ntype: uint8\ndimension: 3\nsizes: 2 2 2\nencoding: raw\n\n"
    path.write_bytes(head + bytes(8))
    (study_uid,) = bring(library, [path], True).study_uids
    (series,) = library.series_of(study_uid)
    facts = path.stat()
    for body, known in ((bytes(8), True), (bytes(range(8)), False)):
        path.write_bytes(head + body)
        os.utime(path, ns=(facts.st_mtime_ns, facts.st_mtime_ns))
        instances = library.instances_of(series.uid)
        if known:
            open_series(series, instances, library.folder / "volumes", decoder, no_tick)
        else:
            with pytest.raises(KnownError, match=NO_LONGER):
                open_series(series, instances, library.folder / "volumes", decoder, no_tick)


def test_another_report_in_the_drive_is_not_read(tmp_path: Path, decoder: Decoder) -> None:
    (path,) = slices(tmp_path / "drive", 1)
    dataset = pydicom.dcmread(path)
    dataset.SOPClassUID = dataset.file_meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.88.11"
    dataset.Modality = "SR"
    dataset.save_as(path)
    found = scan([path], no_tick)
    (document,) = documents_of(found.series[0], found.instances)
    assert not isinstance(open_document([document], decoder).contents, KnownError)
    dataset.SOPInstanceUID = dataset.file_meta.MediaStorageSOPInstanceUID = "1.2.840.99.8.1"
    dataset.save_as(path)
    assert NO_LONGER in str(open_document([document], decoder).contents)
    with pytest.raises(KnownError, match=NO_LONGER):
        save_document(document, tmp_path / "out.txt", decoder)


def test_another_disc_is_not_archived_under_the_patient(library: Library, tmp_path: Path) -> None:
    drive, mine, other = disc(tmp_path / "drive", "A"), disc(tmp_path / "a", "A"), disc(tmp_path / "b", "B")
    bring(library, [drive], True)
    request = gather(library, "1.2.840.99.7")
    swap(drive, other)
    with pytest.raises(KnownError, match="has changed since it was imported"):
        write_archive(request, tmp_path / "archive", lambda folder, tick: None, no_tick)
    assert not list((tmp_path / "archive").iterdir())
    swap(drive, mine)
    write_archive(request, tmp_path / "archive", lambda folder, tick: None, no_tick)
