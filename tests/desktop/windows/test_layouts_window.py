"""The real window with several viewers: series side by side, priors, hanging, and what is remembered."""

from pathlib import Path

import numpy as np
import pytest
from phantom import phantom_geometry, write_phantom
from proposals import BALL_LPS
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from desktop.app import Desktop
from desktop.workflows.hanging import parse
from viewer.case.edits import Edit, Swap
from viewer.case.measurement import Ruler
from viewer.case.source import Source, now


@pytest.fixture(scope="session")
def visits(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A body examined twice: the later study has two series, of which one is like the earlier one's."""
    folder = tmp_path_factory.mktemp("visits")
    rows = (("now/1", "Thorax 2.0", "20260301"), ("now/2", "Thorax lung", "20260301"), ("before/1", "Thorax 2.0", "20250301"))
    for series, text, date in rows:
        write_phantom(
            folder / series, phantom_geometry(oblique=False), series=series, SeriesDescription=text, StudyDate=date,
            StudyDescription="CT Thorax", BodyPartExamined="CHEST", SeriesNumber=int(series[-1]), PatientBirthDate="19620814",
            FrameOfReferenceUID=f"1.2.826.0.1.3680043.8.498.{len(series)}",
        )  # fmt: skip
    return folder


@pytest.fixture
def two_visits(desktop: Desktop, visits: Path) -> Desktop:
    desktop.import_paths([visits])
    assert desktop.wait_idle(60)
    study = max((row.study for row in desktop.library.find_studies()), key=lambda one: one.date)
    desktop.open_study(study.uid)
    assert desktop.wait_idle(60) and desktop.loaded is not None
    return desktop


def shown(desktop: Desktop) -> list[tuple[str, str]]:
    """Of each viewer, the study's date and the series on the screen."""
    found = []
    for viewer in desktop.room.viewers:
        corners = viewer.content.corners
        found.append(("", "") if corners is None else (corners.study.date, corners.series.description))
    return found


def number(viewer: object) -> int:
    pane = viewer.main_pane  # type: ignore[attr-defined]
    return viewer.content.axes[pane.name].number_at(pane.view.centre_lps)  # type: ignore[attr-defined]


def test_a_single_study_opens_as_it_always_did(two_visits: Desktop) -> None:
    assert two_visits.room.shape == (1, 1)
    assert two_visits.grid.shown.names == ("axial", "coronal", "sagittal", "3D")


def test_two_side_by_side_are_two_series_and_scroll_together(two_visits: Desktop) -> None:
    two_visits.run_action("layout.1x2")
    assert two_visits.wait_idle(60)
    assert sorted(shown(two_visits)) == [("20260301", "Thorax 2.0"), ("20260301", "Thorax lung")]
    left, right = two_visits.room.viewers
    left.scroll_pane("axial", 2)
    assert number(left) == number(right) == (16 + 1) // 2 + 2
    two_visits.run_action("layout.2x2")
    assert two_visits.wait_idle(60)
    assert shown(two_visits)[2:] == [("", ""), ("", "")]
    assert two_visits.room.viewers[3].pane("axial").empty_text.startswith("Drag a series here")


def test_commands_mean_the_active_viewer(two_visits: Desktop) -> None:
    two_visits.run_action("layout.1x2")
    assert two_visits.wait_idle(60)
    left, right = two_visits.room.viewers
    before = left.window_level
    right.focus_pane()
    two_visits.run_action("window.preset_3")
    assert right.window_level.width == 1500 and left.window_level == before
    assert two_visits.series is not None and two_visits.series.description == shown(two_visits)[1][1]
    assert two_visits.window.status.window_level.text() == "W 1500  L -600"


def test_the_prior_stands_beside_in_the_plane_that_the_study_is_seen_in(two_visits: Desktop) -> None:
    two_visits.grid.maximise("sagittal")
    assert two_visits.run_action("layout.prior") and two_visits.wait_idle(60)
    assert [viewer.shown.names for viewer in two_visits.room.viewers] == [("sagittal",)] * 2


def test_the_newest_prior_stands_beside_and_is_only_looked_at(two_visits: Desktop) -> None:
    case = two_visits.case
    two_visits.grid.scroll_pane("axial", 2)
    assert two_visits.run_action("layout.prior") and two_visits.wait_idle(60)
    assert shown(two_visits)[1] == ("20250301", "Thorax 2.0")
    left, right = two_visits.room.viewers
    assert number(right) == number(left) == 8 + 2, "it goes where the study stands"
    left.scroll_pane("axial", 3)
    assert number(right) == number(left), "their middles belong together"
    texts = [two_visits.window.reading.strip.item(row).toolTip() for row in range(two_visits.window.reading.strip.count())]
    assert any("2025-03-01 Thorax 2.0" in text for text in texts)
    right.focus_pane()
    assert two_visits.grid is right and two_visits.case is case
    assert two_visits.series is not None and two_visits.series.study_uid == two_visits.study.uid  # type: ignore[union-attr]
    from viewer.case.measurement import Ruler
    from viewer.case.source import by

    ruler = Ruler("r", "1.2", right.content.frame_uid, (0.0, 0.0, 0.0), (1.0, 0.0, 0.0), by("user:x"))
    right.edit_made.emit(Edit("Add ruler", "user:x", (Swap(None, ruler),)))
    assert case is not None and case.measurements() == ()
    assert "only looked at" in two_visits.window.status.note.text()


def test_without_an_earlier_study_the_command_says_why(reading: Desktop) -> None:
    assert not reading.run_action("layout.prior")
    assert "no earlier study" in reading.window.commands.actions["layout.prior"].toolTip()


def test_a_finding_is_shown_in_every_viewer_of_its_frame(reading: Desktop) -> None:
    reading.run_action("layout.1x2")
    assert reading.wait_idle(30)
    reading.room.viewers[1].focus_pane()
    reading.take_finding("n2")
    assert reading.wait_idle(30)
    left = reading.room.viewers[0]
    assert left.content.crosshair == pytest.approx(BALL_LPS, abs=3.0)
    assert left.selected == ("finding", "n2")


def test_a_layout_comes_back_with_the_next_examination_of_its_kind(two_visits: Desktop) -> None:
    desktop = two_visits
    studies = sorted((row.study for row in desktop.library.find_studies()), key=lambda one: one.date)
    desktop.run_action("layout.1x2")
    assert desktop.wait_idle(60)
    wanted = shown(desktop)
    desktop.open_study(studies[0].uid)
    assert desktop.wait_idle(60)
    desktop.open_study(studies[1].uid)
    assert desktop.wait_idle(60)
    assert desktop.room.shape == (1, 2) and shown(desktop) == wanted


def test_a_series_that_comes_beside_stands_where_the_active_one_does_even_if_it_was_left_elsewhere(two_visits: Desktop) -> None:
    desktop = two_visits
    desktop.run_action("layout.1x2")
    assert desktop.wait_idle(60)
    first, beside = desktop.room.viewers
    desktop.room.links.toggle_scroll()
    beside.scroll_pane("axial", 5)
    desktop.room.links.toggle_scroll()
    desktop.run_action("layout.one")
    assert desktop.wait_idle(60)
    desktop.run_action("layout.1x2")
    assert desktop.wait_idle(60)
    first, beside = desktop.room.viewers
    assert first.crosshair_lps == beside.crosshair_lps and number(first) == number(beside)


def test_an_empty_cell_of_a_protocol_is_one_view_and_what_is_shown_has_the_keys(two_visits: Desktop) -> None:
    desktop = two_visits
    desktop.run_action("layout.tiles_2x2")
    assert desktop.room.viewers[0].tiles == (2, 2)
    desktop.hanging.apply(parse('name = "x"\nrows = 1\ncolumns = 3\n[[cell]]\nmodality = ["MR"]\n[[cell]]\n[[cell]]\n'))
    assert desktop.wait_idle(60)
    empty, shown, _ = desktop.room.viewers
    assert not empty.has_image and empty.tiles == (1, 1) and empty.pane("axial").width() == empty.width()
    assert desktop.room.active is shown and shown.has_image


def test_one_series_twice_in_two_windows_comes_back_and_a_protocol_of_ones_own_goes_before_it(two_visits: Desktop) -> None:
    desktop = two_visits
    old, new = sorted((row.study for row in desktop.library.find_studies()), key=lambda one: one.date)
    series = desktop.library.series_of(new.uid)[0]
    desktop.run_action("layout.1x2")
    assert desktop.wait_idle(60)
    desktop.room.dropped.emit(desktop.room.viewers[1], series.uid, "")
    assert desktop.wait_idle(60)
    desktop.run_action("window.preset_3")

    def open_again() -> None:
        for study in (old, new):
            desktop.open_study(study.uid)
            assert desktop.wait_idle(60)

    open_again()
    assert desktop.room.shape == (1, 2) and shown(desktop) == [("20260301", series.description)] * 2
    left, right = (viewer.content.window.name for viewer in desktop.room.viewers)
    assert left != "lung" and right == "lung"
    desktop.show("hanging")
    page = desktop.window.hanging
    page.text.setPlainText('name = "Mine"\nrows = 2\ncolumns = 1\n[[cell]]\nviews = "coronal"\n[[cell]]\nviews = "axial"\nwindow = "4"\n')
    page.save.click()
    assert "from the next study on" in page.said.text()
    open_again()
    assert desktop.room.shape == (2, 1) and [viewer.shown.wanted for viewer in desktop.room.viewers] == ["coronal", "axial"]
    assert desktop.room.viewers[1].content.window.name == "bone"


def test_a_layout_is_saved_as_a_protocol_listed_changed_and_deleted(two_visits: Desktop) -> None:
    desktop = two_visits
    desktop.run_action("layout.prior")
    assert desktop.wait_idle(60)
    desktop.run_action("layout.save")
    desktop.window.ask_words.field.setText("Chest, mine")
    desktop.window.ask_words.keep.click()
    path = desktop.library.folder / "hanging" / "chest_mine.toml"
    assert "needs_prior = true" in path.read_text(encoding="utf-8")
    desktop.run_action("layout.one")
    desktop.hanging.apply(next(one for one in desktop.hanging.fitting() if one.name == "Chest, mine"))
    assert desktop.wait_idle(60)
    assert [date for date, _ in shown(desktop)] == ["20260301", "20250301"]
    assert desktop.hanging.fitting()[0].name == "Chest, mine", "one's own comes first"
    desktop.show("hanging")
    page = desktop.window.hanging
    names = [page.list.item(row).text() for row in range(page.list.count())]
    assert names[0] == "Chest, mine  · my own" and "Mammography, four views" in names
    page.text.setPlainText("name = 3")
    page.save.click()
    assert page.said.text() and path.exists()
    page.list.setCurrentRow(1)
    page.list.setCurrentRow(0)
    page.text.setPlainText(page.text.toPlainText().replace('name = "Chest, mine"', 'name = "Chest, mine"\nautomatic = false'))
    page.save.click()
    assert "automatic = false" in path.read_text(encoding="utf-8") and "when asked for" in page.said.text()
    page.delete.click()
    desktop.window.question.yes.click()
    assert not path.exists() and page.list.item(0).text() != names[0]


@pytest.mark.parametrize("one_series", [True, False])
def test_mammograms_hang_back_to_back_whatever_their_order(desktop: Desktop, tmp_path: Path, one_series: bool) -> None:
    views = (("L", "MLO"), ("R", "CC"), ("R", "MLO"), ("L", "CC"))
    for number, (side, view) in enumerate(views, 1):
        write_mammogram(tmp_path / "mg" / f"{number}.dcm", number, side, view, one_series)
    desktop.import_paths([tmp_path / "mg"])
    assert desktop.wait_idle(30)
    desktop.open_study(desktop.library.find_studies()[0].study.uid)
    assert desktop.wait_idle(30)
    assert desktop.room.shape == (2, 2)
    hung = []
    for viewer in desktop.room.viewers:
        assert viewer.content.source is not None
        hung.append(int(np.asarray(viewer.content.source.stack.pixels).max()))
    assert hung == [20, 40, 30, 10], "R CC, L CC, R MLO, L MLO"
    left, right = desktop.room.viewers[:2]
    assert left.main_pane is not None and left.main_pane.view is not None and left.content.source is not None
    edge = left.content.source.geometry.to_lps([[0, 0, 39.5]])[0]
    assert left.main_pane.view.to_px(tuple(edge))[0] == pytest.approx(left.main_pane.width(), abs=1.0)
    assert right.main_pane is not None and right.main_pane.view is not None and right.content.source is not None
    edge = right.content.source.geometry.to_lps([[0, 0, -0.5]])[0]
    assert right.main_pane.view.to_px(tuple(edge))[0] == pytest.approx(0.0, abs=1.0)


def write_mammogram(path: Path, number: int, side: str, view: str, one_series: bool) -> None:
    from pydicom.dataset import Dataset, FileMetaDataset
    from pydicom.uid import DigitalMammographyXRayImageStorageForPresentation, ExplicitVRLittleEndian

    root = "1.2.826.0.1.3680043.8.498.77"
    image = Dataset()
    image.file_meta = FileMetaDataset()
    image.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    image.file_meta.MediaStorageSOPClassUID = image.SOPClassUID = DigitalMammographyXRayImageStorageForPresentation
    image.file_meta.MediaStorageSOPInstanceUID = image.SOPInstanceUID = f"{root}.3.{number}"
    image.StudyInstanceUID, image.SeriesInstanceUID = root, f"{root}.2.{1 if one_series else number}"
    image.PatientName, image.PatientID, image.StudyDate, image.Modality = "Breast^Test", "MG1", "20260101", "MG"
    image.ImageLaterality, image.ViewPosition, image.InstanceNumber, image.SeriesNumber = side, view, number, 1 if one_series else number
    image.Rows, image.Columns, image.SamplesPerPixel, image.PhotometricInterpretation = 60, 40, 1, "MONOCHROME2"
    image.BitsAllocated, image.BitsStored, image.HighBit, image.PixelRepresentation = 16, 12, 11, 0
    image.PixelData = np.full((60, 40), 10 * number, np.uint16).tobytes()
    path.parent.mkdir(exist_ok=True)
    image.save_as(path, enforce_file_format=True)


def test_a_second_window_shares_case_undo_links_and_keys(two_visits: Desktop) -> None:
    desk = two_visits
    desk.run_action("layout.second_window")
    assert desk.wait_idle(60)
    assert desk.room.second is not None and desk.room.shape == (1, 1)
    main, other = desk.room.viewers
    assert other.window() is not desk.window and other.window().isVisible()
    assert sorted(shown(desk)) == [("20260301", "Thorax 2.0"), ("20260301", "Thorax lung")]
    other.focus_pane()
    desk.room.activate(other)
    QTest.keySequence(other.pane("axial"), QKeySequence("3"))
    assert other.window_level.width == 1500 and main.window_level.width != 1500
    assert other.window().windowTitle() == f"{desk.window.windowTitle()} · 2"
    main.scroll_pane("axial", 2)
    assert number(main) == number(other)
    ruler = Ruler("ruler-1", "1.1", other.content.frame_uid, (0.0, 0.0, 0.0), (10.0, 0.0, 0.0), Source(desk.author, now()))
    assert desk.apply(Edit("Draw", desk.author, (Swap(None, ruler),)))
    for viewer in (main, other):
        assert viewer.content.places("axial").drawn == (ruler,)
    desk.run_action("edit.undo")
    assert main.content.places("axial").drawn == other.content.places("axial").drawn == ()
    desk.run_action("layout.1x2")  # of the window whose viewer is active
    assert desk.wait_idle(60)
    assert desk.room.shape == (1, 1) and desk.room.second.shape == (1, 2)
    other.window().close()
    assert desk.room.second is None and desk.room.shape == (1, 2)
    assert desk.room.viewers == (main, other) and other.window() is desk.window
    assert other.has_image and other.window_level.width == 1500


def test_a_viewer_moves_to_the_other_window_and_back(two_visits: Desktop) -> None:
    desk = two_visits
    desk.run_action("layout.1x2")
    assert desk.wait_idle(60)
    left, right = desk.room.viewers
    desk.room.activate(right)
    desk.run_action("layout.move_across")
    assert desk.room.shape == (1, 1) and desk.room.viewers == (left, right)
    assert right.window() is not left.window() and desk.grid is right
    desk.run_action("layout.move_across")
    assert desk.room.second is None and desk.room.shape == (1, 2)
    assert desk.room.viewers == (left, right) and right.window() is left.window()


def test_a_window_whose_viewers_all_went_says_where_they_are(two_visits: Desktop) -> None:
    desk = two_visits
    (went,) = desk.room.viewers
    desk.run_action("layout.move_across")
    here, there = desk.room.viewers
    assert there is went and there.has_image
    pane = here.pane("axial")
    assert "in the other window" in pane.empty_text and pane.isVisible() and pane.width() == here.width()


def test_viewers_that_come_back_take_empty_places_first(two_visits: Desktop) -> None:
    desk = two_visits
    desk.run_action("layout.2x2")
    assert desk.wait_idle(60)
    desk.run_action("layout.second_window")
    assert desk.wait_idle(60)
    other = desk.room.viewers[-1]
    assert other.has_image and desk.room.shape == (2, 2)
    desk.run_action("layout.second_window")
    assert desk.room.second is None and desk.room.shape == (2, 2) and other in desk.room.viewers
    assert [viewer.has_image for viewer in desk.room.viewers] == [True, True, True, False]


def test_a_second_window_comes_back_where_it_was(two_visits: Desktop) -> None:
    desk = two_visits
    desk.run_action("layout.second_window")
    assert desk.wait_idle(60)
    desk.room.viewers[1].window().setGeometry(40, 30, 500, 400)
    desk.room.activate(desk.room.viewers[1])
    desk.run_action("layout.2x1")
    study, folder = desk.study, desk.library.folder
    assert study is not None
    desk.close()
    again = Desktop(folder, desk.application)
    again.open_study(study.uid)
    assert again.wait_idle(60)
    assert again.room.second is not None and again.room.second.shape == (2, 1)
    window = again.room.viewers[1].window()
    assert (window.width(), window.height()) == (500, 400)
    assert window.isVisible() and again.room.viewers[1].has_image
    again.room.close_second()
    assert not window.isVisible()
    again.close()


def test_how_a_series_was_turned_is_kept_with_the_series(two_visits: Desktop) -> None:
    desk = two_visits
    study, first = desk.study, desk.series
    assert study is not None and first is not None
    desk.grid.focus_pane("axial")
    desk.run_action("view.flip")
    desk.run_action("view.inverted")
    desk.run_action("colours.hot_iron")
    turned = desk.grid.pane("axial").view.right_lps  # type: ignore[attr-defined]
    (other,) = (row for row in desk.library.series_of(study.uid) if row.uid != first.uid)
    desk.open_study(study.uid, other.uid)
    assert desk.wait_idle(60)
    content = desk.grid.content
    assert not content.inverted and content.colours == ""
    assert desk.grid.pane("axial").view.right_lps != turned  # type: ignore[attr-defined]
    desk.open_study(study.uid, first.uid)
    assert desk.wait_idle(60)
    assert content.inverted and content.colours == "hot iron"
    assert desk.grid.pane("axial").view.right_lps == pytest.approx(turned)  # type: ignore[attr-defined]
