"""Every release left a library in tests/data, holding one record of each type it knew; today's program opens them all."""

import shutil
from pathlib import Path

import pytest
from store_cases import AUTHOR, SERIES_UID, STUDY_UID, add_ruler, ruler

from desktop.store.library import Library
from viewer.case.edits import RECORD_TYPES
from viewer.case.finding import Evidence, Finding
from viewer.case.measurement import Ruler
from viewer.case.report import ReportDraft, SignedReport, Waiver
from viewer.case.segmentation import Segmentation
from viewer.case.study import Status

KNOWN_TO = {"library-0.1.0": {Ruler, Segmentation, Evidence, Finding, ReportDraft, SignedReport, Waiver}}
RELEASES = sorted((Path(__file__).parents[2] / "data").glob("library-*.db"))


def test_there_are_old_libraries() -> None:
    assert RELEASES


@pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.stem)
def test_a_library_of_a_release_opens(release: Path, tmp_path: Path) -> None:
    shutil.copy(release, tmp_path / "library.db")
    with Library(tmp_path) as library:
        (row,) = library.find_studies("müller nodule")
        assert (row.study.uid, row.status, row.modalities, row.instances) == (STUDY_UID, Status.SIGNED, ("CT",), 3)
        assert Path(library.instances_of(SERIES_UID)[0].path).is_relative_to(library.originals_folder)
        assert len(library.problems_of(STUDY_UID)) == len(library.runs_of(STUDY_UID)) == 1
        assert library.get_setting("view", STUDY_UID) == '{"zoom":2}'
        case = library.open_case(STUDY_UID)
        assert {type(record) for cls in RECORD_TYPES for record in case.all_of(cls)} == KNOWN_TO[release.stem]
        (evidence,) = case.all_of(Evidence)
        assert evidence.quantity is not None and evidence.quantity.value == 5.0
        assert case.all_of(SignedReport)[0].signed_by in AUTHOR
        assert [entry.to_edit().label for entry in library.log()][-1] == "Sign"
        assert library.verify_log() is None
        case.apply(add_ruler(ruler("r2")))
        assert library.verify_log() is None
