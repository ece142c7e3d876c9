"""One object that came in several versions, or that cannot be kept, is said; all else of the import is done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pydicom
import pytest
from mutations import mutated
from phantom import phantom_geometry, write_phantom
from presentation_objects import picture, state
from soak import count
from sr_objects import write
from test_take_documents import identified, length_report, middle
from test_take_in import write_object

from desktop.store.case_store import CaseStore
from desktop.store.library import Library
from desktop.workflows import take_in as module
from desktop.workflows.became import became
from desktop.workflows.import_study import import_paths
from desktop.workflows.take_in import TWICE, find_waiting, take_in_all
from viewer.case.errors import KnownError
from viewer.case.finding import Finding
from viewer.case.presentation import Presentation
from viewer.case.progress import no_tick
from viewer.case.segmentation import Segmentation
from viewer.dicom.decode import Decoder
from viewer.dicom.load import load
from viewer.dicom.write_rtstruct import write_rtstruct

MUTANTS = count(2000)


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    with Decoder(processes=1) as one:
        yield one


@pytest.fixture(scope="module")
def ct(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ct")
    write_phantom(folder, phantom_geometry((12, 24, 28), oblique=False))
    return folder


def bring_in(library: Library, path: Path) -> tuple[str, ...]:
    return import_paths([path], library.originals_folder, False, library.add, no_tick).study_uids


def test_a_second_version_under_one_uid_is_said_and_stops_nothing(tmp_path: Path, ct: Path, decoder: Decoder) -> None:
    slice_ = middle(ct)
    made = {"report": length_report(slice_), "state": identified(state(slice_.SeriesInstanceUID, [picture(slice_.SOPInstanceUID)]), slice_)}
    for name, dataset in made.items():
        for version in (1, 2):
            dataset.ContentDate = f"2020010{version}"
            write(tmp_path / f"{name}{version}.dcm", dataset)
    with Library(tmp_path / "library") as library:
        (uid,) = bring_in(library, ct)
        bring_in(library, tmp_path)
        problems = take_in_all(library, [uid], decoder, no_tick)
        assert [row.text for row in problems if row.level == "warning"].count(TWICE) == 2
        case = library.open_case(uid)
        assert len(case.all_of(Finding)) == len(case.all_of(Presentation)) == 1
        assert find_waiting(library, uid, decoder) is None, "it is said once, not at every import"
        said = [became(row, case, library.runs_of(uid)) for one in library.series_of(uid) for row in library.instances_of(one.uid)]
        assert sum(any("not taken in: " + TWICE in line for line in lines) for lines in said) == 2, said
        assert not any("waits" in line for lines in said for line in lines)


def test_what_cannot_be_written_is_asked_again(tmp_path: Path, ct: Path, decoder: Decoder, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "sr.dcm", length_report(middle(ct)))
    with Library(tmp_path / "library") as library:
        (uid,) = bring_in(library, ct)
        write_object(library, uid, decoder, tmp_path / "seg.dcm")
        bring_in(library, tmp_path)

        def full(case: CaseStore, mask: Path, segmentation_id: str) -> str:
            raise KnownError("The disk is full.")

        with monkeypatch.context() as patch:
            patch.setattr(CaseStore, "adopt", full)
            (problem,) = (row for row in take_in_all(library, [uid], decoder, no_tick) if row.level == "warning")
            assert "disk is full" in problem.text
        case = library.open_case(uid)
        assert len(case.all_of(Finding)) == 1 and not case.all_of(Segmentation) and not list(library.masks_folder.iterdir())
        assert take_in_all(library, [uid], decoder, no_tick) == () and len(case.all_of(Segmentation)) == 1


def test_a_study_that_cannot_be_asked_stops_no_other(tmp_path: Path, ct: Path, decoder: Decoder, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "sr.dcm", length_report(middle(ct)))
    with Library(tmp_path / "library") as library:
        (uid,) = bring_in(library, ct)
        bring_in(library, tmp_path)
        find = find_waiting

        def asked(library: Library, study_uid: str, decoder: Decoder) -> module.Waiting | None:
            if study_uid == "2.25.1":
                raise KnownError("This study is damaged.")
            return find(library, study_uid, decoder)

        monkeypatch.setattr(module, "find_waiting", asked)
        (problem,) = take_in_all(library, ["2.25.1", uid], decoder, no_tick)
        assert problem.text.startswith("This study is damaged") and len(library.open_case(uid).all_of(Finding)) == 1


def test_many_damaged_versions_of_each_object_end_no_import(tmp_path: Path, ct: Path, decoder: Decoder) -> None:
    """A handful of versions of each object a time, most of them under one UID, beside the sound one."""
    slice_ = middle(ct)
    (tmp_path / "sound").mkdir()
    with Library(tmp_path / "other") as other:
        (uid,) = bring_in(other, ct)
        write_object(other, uid, decoder, tmp_path / "sound" / "seg.dcm")
        bring_in(other, tmp_path / "sound")
        take_in_all(other, [uid], decoder, no_tick)
        (segmentation,) = other.open_case(uid).all_of(Segmentation)
        (series,) = (row for row in other.series_of(uid) if row.modality == "CT")
        instances, mask = other.instances_of(series.uid), other.open_case(uid).mask_of(segmentation)
        loaded = load(series, instances, other.volumes_folder, decoder, no_tick)
        colours = [(255, 0, 0)] * len(segmentation.labels)
        write_rtstruct(
            tmp_path / "sound" / "rt.dcm", segmentation, mask, loaded.need_volume(), loaded.stack, series, instances,
            other.find_study(uid), colours, no_tick,
        )  # fmt: skip
    write(tmp_path / "sound" / "sr.dcm", length_report(slice_))
    sound = {path.name: path.read_bytes() for path in sorted((tmp_path / "sound").iterdir())}
    for start in range(0, MUTANTS, 15):
        folder = tmp_path / f"folder{start}"
        folder.mkdir()
        with Library(tmp_path / f"library{start}") as library:
            bring_in(library, ct)
            for number in range(start, min(start + 15, MUTANTS)):
                name = list(sound)[number % 3]
                (folder / f"{number}-{name}").write_bytes(mutated(number, [sound[name]])[1])
            for name, data in sound.items():
                (folder / f"z-{name}").write_bytes(data)
            uids = dict.fromkeys((uid, *bring_in(library, folder)))
            problems = take_in_all(library, list(uids), decoder, no_tick)
            assert all(problem.text for problem in problems)
            assert library.open_case(uid).all_of(Finding) or TWICE in {problem.text for problem in problems}
            again = take_in_all(library, list(uids), decoder, no_tick)
            assert {problem.level for problem in again} <= {"note"}, "what was said is not said again; some still wait"


def test_versions_of_a_real_report(tmp_path: Path, real_data: Path, decoder: Decoder) -> None:
    dataset = pydicom.dcmread(real_data / "derived" / "highdicom_ct1" / "sr_document_with_multiple_groups.dcm")
    dataset.save_as(tmp_path / "1")
    dataset.ContentDate = "20200101"
    dataset.save_as(tmp_path / "2")
    with Library(tmp_path / "library") as library:
        (uid,) = bring_in(library, tmp_path)
        problems = take_in_all(library, [uid], decoder, no_tick)
        assert TWICE in [row.text for row in problems] and len(library.open_case(uid).all_of(Finding)) == 4
