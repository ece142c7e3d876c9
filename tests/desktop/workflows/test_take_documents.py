"""Reports, presentation states and key objects enter the case once, and what the case exported does not come back twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pydicom
import pytest
from phantom import phantom_geometry, write_phantom
from presentation_objects import annotation, picture, shape, state
from pydicom.dataset import Dataset
from sr_objects import coded, item, measured, report, write

from desktop.cli import main
from desktop.store.library import Library
from desktop.workflows.import_study import import_paths
from desktop.workflows.take_in import find_waiting, take_in_all
from viewer.case.edits import Edit, Swap
from viewer.case.finding import Evidence, Finding, Quantity
from viewer.case.key_image import KeyImage
from viewer.case.measurement import Ruler
from viewer.case.presentation import Presentation
from viewer.case.progress import no_tick
from viewer.case.source import by
from viewer.case.terms import LUNG, NODULE
from viewer.dicom.decode import Decoder


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    with Decoder(processes=1) as one:
        yield one


@pytest.fixture(scope="module")
def ct(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ct")
    write_phantom(folder, phantom_geometry((6, 24, 28), oblique=False))
    return folder


def bring_in(library: Library, path: Path) -> str:
    return import_paths([path], library.originals_folder, False, library.add, no_tick).study_uids[-1]


def middle(ct: Path) -> Dataset:
    return pydicom.dcmread(sorted(ct.iterdir())[3], stop_before_pixels=True)


def named(dataset: Dataset) -> Dataset:
    made = Dataset()
    made.ReferencedSOPClassUID, made.ReferencedSOPInstanceUID = dataset.SOPClassUID, dataset.SOPInstanceUID
    return made


def identified(made: Dataset, ct: Dataset) -> Dataset:
    made.StudyInstanceUID, made.PatientID, made.PatientName = ct.StudyInstanceUID, ct.PatientID, ct.PatientName
    return made


def length_report(ct: Dataset) -> Dataset:
    image = item("IMAGE", "", "SELECTED FROM", ReferencedSOPSequence=[named(ct)])
    line = item("SCOORD", "Path", "INFERRED FROM", image, GraphicType="POLYLINE", GraphicData=[2.5, 3.5, 12.5, 3.5])
    number = measured("Length", f"{10 * float(ct.PixelSpacing[1]):.2f}", "mm")
    number.ConceptNameCodeSequence = [coded("410668003", "SCT", "Length")]
    number.ContentSequence = [line]
    group = item("CONTAINER", "x", "CONTAINS", number)
    group.ConceptNameCodeSequence = [coded("125007", "DCM", "Measurement Group")]
    return identified(report(group, Manufacturer="Scanners Inc"), ct)


def test_report_key_object_and_state_enter_once_and_can_be_undone(tmp_path: Path, ct: Path, decoder: Decoder) -> None:
    slice_ = middle(ct)
    write(tmp_path / "sr.dcm", length_report(slice_))
    marks = report(item("IMAGE", ReferencedSOPSequence=[named(slice_)]), kind="1.2.840.10008.5.1.4.1.1.88.59", SOPInstanceUID="2.25.91", SeriesInstanceUID="2.25.92", Modality="KO")
    marks.ConceptNameCodeSequence = [coded("113004", "DCM", "For Teaching")]
    write(tmp_path / "ko.dcm", identified(marks, slice_))
    drawn = [annotation("A", [shape("POINT", [3.5, 4.5])])]
    write(tmp_path / "pr.dcm", identified(state(slice_.SeriesInstanceUID, [picture(slice_.SOPInstanceUID)], GraphicAnnotationSequence=drawn, RescaleSlope=1, RescaleIntercept=-1024), slice_))
    with Library(tmp_path / "library") as library:
        uid = bring_in(library, ct)
        bring_in(library, tmp_path)
        assert take_in_all(library, [uid], decoder, no_tick) == ()
        case = library.open_case(uid)
        (finding,), (ruler,), (row,) = case.all_of(Finding), case.all_of(Ruler), case.all_of(Evidence)
        assert finding.status == "proposed" and finding.source.author == "import:Scanners Inc"
        assert row.measurement_id == ruler.id and row.quantity is not None and ruler.length_mm == pytest.approx(row.quantity.value, abs=0.01)
        x, y, z = (float(value) for value in slice_.ImagePositionPatient)
        assert ruler.start_lps == pytest.approx((x + 2 * float(slice_.PixelSpacing[1]), y + 3 * float(slice_.PixelSpacing[0]), z))
        (image,), (shown,) = case.all_of(KeyImage), case.all_of(Presentation)
        assert (image.instance_uid, image.title.meaning) == (slice_.SOPInstanceUID, "For Teaching")
        assert shown.is_of(slice_.SOPInstanceUID) and shown.name == "Round shadow"
        assert shown.slope is None or (shown.picture_slope, shown.picture_intercept) != (1.0, -1024.0)
        assert find_waiting(library, uid, decoder) is None
        assert take_in_all(library, [uid], decoder, no_tick) == () and len(case.all_of(Finding)) == 1
        for _ in range(3):
            case.undo()
        assert not case.all_of(Finding) and not case.all_of(Ruler) and not case.all_of(KeyImage) and not case.all_of(Presentation)
        assert find_waiting(library, uid, decoder) is None, "undone is undone"
    with Library(tmp_path / "library", read_only=True) as again:
        assert again.open_case(uid).all_of(KeyImage) == ()


def test_they_wait_for_their_pictures(tmp_path: Path, ct: Path, decoder: Decoder) -> None:
    slice_ = middle(ct)
    write(tmp_path / "sr.dcm", length_report(slice_))
    write(tmp_path / "pr.dcm", identified(state(slice_.SeriesInstanceUID, [picture(slice_.SOPInstanceUID)]), slice_))
    with Library(tmp_path / "library") as library:
        uid = bring_in(library, tmp_path)
        said = " ".join(problem.text for problem in take_in_all(library, [uid], decoder, no_tick))
        assert "measurements were made on are not in the library" in said and "presentation state was made for" in said
        assert not library.open_case(uid).all_of(Finding)
        bring_in(library, ct)
        assert take_in_all(library, [uid], decoder, no_tick) == ()
        assert len(library.open_case(uid).all_of(Finding)) == len(library.open_case(uid).all_of(Presentation)) == 1


def key_objects(ct: Dataset, *uids: str) -> Dataset:
    rows = []
    for uid in uids:
        row = named(ct)
        row.ReferencedSOPInstanceUID = uid
        rows.append(item("IMAGE", ReferencedSOPSequence=[row]))
    made = report(*rows, kind="1.2.840.10008.5.1.4.1.1.88.59", SOPInstanceUID="2.25.91", SeriesInstanceUID="2.25.92", Modality="KO")
    made.ConceptNameCodeSequence = [coded("113004", "DCM", "For Teaching")]
    return identified(made, ct)


@pytest.mark.parametrize("away", [0, 1, 2])
def test_a_selection_of_another_studys_pictures_marks_nothing(tmp_path: Path, ct: Path, decoder: Decoder, away: int) -> None:
    slice_ = middle(ct)
    uids = [str(pydicom.dcmread(path, stop_before_pixels=True).SOPInstanceUID) for path in sorted(ct.iterdir())[:2]]
    write(tmp_path / "ko.dcm", key_objects(slice_, *uids[away:], *(f"2.25.77{n}" for n in range(away))))
    with Library(tmp_path / "library") as library:
        uid = bring_in(library, ct)
        bring_in(library, tmp_path)
        said = [problem.text for problem in take_in_all(library, [uid], decoder, no_tick)]
        marked = library.open_case(uid).all_of(KeyImage)
    assert len(marked) == (0 if away == 2 else 2)
    assert (said == []) == (away == 0)
    assert away != 1 or said == ["1 of the pictures that the key object selection marks is not in this study."]
    assert away != 2 or "are not in this study" in said[0]


def test_a_state_for_a_frame_that_is_not_there_says_so(tmp_path: Path, ct: Path, decoder: Decoder) -> None:
    slice_ = middle(ct)
    write(tmp_path / "pr.dcm", identified(state(slice_.SeriesInstanceUID, [picture(slice_.SOPInstanceUID, 7)]), slice_))
    with Library(tmp_path / "library") as library:
        uid = bring_in(library, ct)
        bring_in(library, tmp_path)
        (problem,) = take_in_all(library, [uid], decoder, no_tick)
    assert problem.text == "The presentation state is for frame 7 of a picture that has 1."


def test_a_report_without_measurements_stays_a_document(tmp_path: Path, ct: Path, decoder: Decoder) -> None:
    write(tmp_path / "sr.dcm", identified(report(item("TEXT", "Comment", TextValue="Normal")), middle(ct)))
    with Library(tmp_path / "library") as library:
        uid = bring_in(library, ct)
        bring_in(library, tmp_path)
        assert take_in_all(library, [uid], decoder, no_tick) == ()
        assert library.open_case(uid).all_of(Finding) == () and find_waiting(library, uid, decoder) is None


def test_own_export_comes_back_once(tmp_path: Path, ct: Path, decoder: Decoder, capsys: pytest.CaptureFixture[str]) -> None:
    """Into the library that it came from nothing new; into another one all of it, as proposals."""
    library_folder, other_folder = tmp_path / "library", tmp_path / "other"
    with Library(library_folder) as library:
        uid = bring_in(library, ct)
        series = library.series_of(uid)[0]
        ruler = Ruler("r1", series.uid, series.frame_uid, (1.0, 2.0, 3.0), (4.0, 6.0, 3.0), by("user:me"))
        box = ((1.0, 2.0, 3.0), (4.0, 6.0, 3.0))
        numbers = (Quantity("length", 5.0, "mm"), Quantity("SUVbw, maximum", 7.25, "SUVbw", coded_as("126401", "SUVbw"), coded_as("56851009", "Maximum", "SCT")))
        rows = tuple(Evidence(f"e{n}", series.uid, series.frame_uid, box, one, by("user:me"), measurement_id="r1" if n == 0 else "") for n, one in enumerate(numbers))
        finding = Finding("f1", NODULE, LUNG, "left", "upper", True, "probable", "accepted", ("e0", "e1"), by("user:me"))
        library.open_case(uid).apply(Edit("Add", "user:me", tuple(Swap(None, record) for record in (ruler, *rows, finding))))
    arguments = ["--library", str(library_folder)]
    assert main(["draft", uid, *arguments]) == 0
    assert main(["export", uid, "--to", str(tmp_path / "out"), "--format", "dicom-sr", *arguments]) == 0
    capsys.readouterr()
    with Library(library_folder) as library:
        bring_in(library, tmp_path / "out")
        assert take_in_all(library, [uid], decoder, no_tick) == ()
        assert [row.id for row in library.open_case(uid).all_of(Finding)] == ["f1"]
    with Library(other_folder) as library:
        bring_in(library, ct)
        bring_in(library, tmp_path / "out")
        assert take_in_all(library, [uid], decoder, no_tick) == ()
        case = library.open_case(uid)
        (back,) = case.all_of(Finding)
        assert (back.what, back.where, back.side, back.zone, back.certainty, back.status) == (NODULE, LUNG, "left", "upper", "probable", "proposed")
        assert [row.quantity for row in case.all_of(Evidence)] == list(numbers)
        (line,) = case.all_of(Ruler)
        assert (line.start_lps, line.end_lps) == (ruler.start_lps, ruler.end_lps)


def coded_as(value: str, meaning: str, scheme: str = "DCM"):  # type: ignore[no-untyped-def]
    from viewer.case.terms import Code

    return Code(scheme, value, meaning)
