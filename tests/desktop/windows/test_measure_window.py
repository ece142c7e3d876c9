"""Drawing in the real window: keys, mouse, table, report, and a film that the reader calibrates."""

from pathlib import Path

import pytest
from phantom import phantom_geometry, slices_of, write_slices
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from test_pictures_window import as_pictures, opened, texts

from desktop.app import Desktop
from viewer.case.calibration import Calibration
from viewer.case.finding import Evidence
from viewer.case.measurement import Bidirectional, CobbAngle, Polyline, Ruler, SpineLabel, TextNote
from viewer.case.region import Region

SHIFT = Qt.KeyboardModifier.ShiftModifier


class Hand:
    """Keys and mouse on one view; places are parts of its width and height."""

    def __init__(self, desktop: Desktop, qtbot: QtBot, name: str = "axial") -> None:
        self.desktop, self.qtbot, self.pane = desktop, qtbot, desktop.grid.pane(name)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.pane.setFocus()
        self.qtbot.keyClick(self.pane, key, modifier)

    def at(self, x: float, y: float) -> QPoint:
        return QPoint(round(self.pane.width() * x), round(self.pane.height() * y))

    def drag(self, *places: tuple[float, float]) -> None:
        first, *others = (self.at(*place) for place in places)
        self.qtbot.mousePress(self.pane, Qt.MouseButton.LeftButton, pos=first)
        for place in others:
            self.qtbot.mouseMove(self.pane, place)
        self.qtbot.mouseRelease(self.pane, Qt.MouseButton.LeftButton, pos=others[-1])

    def click(self, *places: tuple[float, float]) -> None:
        for place in places:
            self.qtbot.mouseClick(self.pane, Qt.MouseButton.LeftButton, pos=self.at(*place))

    def type(self, text: str) -> None:
        field = self.desktop.window.ask_words.field
        assert field.hasFocus()
        field.clear()
        self.qtbot.keyClicks(field, text)
        self.qtbot.keyClick(field, Qt.Key.Key_Return)


def rows(desktop: Desktop) -> list[tuple[str, str]]:
    return [(row.name, " · ".join(row.values)) for row in desktop.window.reading.measurements.rows]


def test_every_tool_has_its_key_and_its_line_in_the_table(reading: Desktop, qtbot: QtBot) -> None:
    hand, panel = Hand(reading, qtbot), reading.window.reading.measurements
    assert reading.case is not None and panel.isHidden()
    hand.key(Qt.Key.Key_R)
    hand.drag((0.2, 0.2), (0.3, 0.2))
    assert not panel.isHidden()
    hand.key(Qt.Key.Key_R, SHIFT)
    hand.drag((0.3, 0.3), (0.6, 0.3))
    hand.drag((0.4, 0.2), (0.5, 0.4))
    hand.key(Qt.Key.Key_L)
    hand.click((0.2, 0.7), (0.3, 0.8), (0.4, 0.7), (0.9, 0.9))
    hand.key(Qt.Key.Key_Backspace)
    hand.key(Qt.Key.Key_Return)
    hand.key(Qt.Key.Key_A, SHIFT)
    hand.drag((0.6, 0.6), (0.7, 0.6))
    hand.drag((0.6, 0.8), (0.7, 0.85))
    hand.key(Qt.Key.Key_E)
    hand.drag((0.45, 0.45), (0.6, 0.6))
    hand.key(Qt.Key.Key_H)
    hand.drag((0.1, 0.1), (0.2, 0.1), (0.2, 0.15), (0.1, 0.15))
    hand.key(Qt.Key.Key_L, SHIFT)
    hand.click((0.3, 0.5), (0.5, 0.3), (0.7, 0.5))
    hand.key(Qt.Key.Key_Return)
    hand.key(Qt.Key.Key_Q)
    hand.click((0.5, 0.5))
    kinds = [record.kind for record in reading.case.measurements()]
    assert kinds == ["ruler", "bidirectional", "polyline", "cobb_angle", "region", "region", "region", "probe"]
    (line,) = reading.case.all_of(Polyline)
    assert len(line.points_lps) == 3, "Backspace took the last point away"
    assert [name for name, _ in rows(reading)] == ["Ruler", "Bidirectional", "Polyline", "Cobb angle", "Ellipse", "Region", "Region", "Probe"]
    said = dict(rows(reading))
    assert "mean" in said["Ellipse"] and "HU" in said["Ellipse"] and said["Probe"].endswith(" HU")
    detail = dict(zip((row.name for row in panel.rows), (row.detail for row in panel.rows), strict=True))["Ellipse"]
    assert any(line.startswith("median ") for line in detail) and "█" in detail[-1] and detail[-1].endswith(" HU")
    assert said["Cobb angle"] == f"{reading.case.all_of(CobbAngle)[0].degrees:.1f}°"
    assert {row.author for row in panel.rows} == {"Ada Reader"} and all(row.picture.startswith("axial ") for row in panel.rows)
    for _ in kinds:
        reading.undo()
    assert reading.case.measurements() == () and panel.isHidden()


def test_keys_work_in_the_table_of_measurements_and_it_grows(desktop: Desktop, phantom_folder: Path, qtbot: QtBot) -> None:
    desktop.import_paths([phantom_folder])
    assert desktop.wait_idle(30)
    desktop.open_study(desktop.library.find_studies()[0].study.uid)
    assert desktop.wait_idle(30) and desktop.case is not None
    hand, table = Hand(desktop, qtbot), desktop.window.reading.measurements.list
    hand.key(Qt.Key.Key_R)
    heights = []
    for n in range(1, 7):
        hand.drag((0.2, 0.1 * n), (0.4, 0.1 * n))
        QApplication.processEvents()
        heights.append(table.height())
    assert heights[5] > heights[2], "no findings: their room is the table's"
    table.setFocus()
    table.setCurrentRow(1)
    desktop.run_action("tool.select")
    second = desktop.case.measurements()[1]
    assert desktop.measurement == second
    qtbot.keyClick(table, Qt.Key.Key_F9)
    hand.type("Target 1")
    assert [row.label for row in desktop.case.measurements()][:2] == ["", "Target 1"]
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert second.id not in [row.id for row in desktop.case.measurements()] and len(desktop.case.measurements()) == 5


def test_escape_drops_what_is_begun_and_keeps_the_tool(reading: Desktop, qtbot: QtBot) -> None:
    hand = Hand(reading, qtbot)
    hand.key(Qt.Key.Key_L)
    hand.click((0.2, 0.2), (0.3, 0.3))
    hand.key(Qt.Key.Key_Escape)
    hand.key(Qt.Key.Key_Return)
    assert reading.case is not None and reading.case.measurements() == () and reading.grid.tool == "polyline"
    hand.key(Qt.Key.Key_Escape)
    assert reading.grid.tool == "select"


def test_a_double_click_finishes_what_is_drawn_and_elsewhere_maximises(reading: Desktop, qtbot: QtBot) -> None:
    hand = Hand(reading, qtbot)
    hand.key(Qt.Key.Key_L)
    hand.click((0.2, 0.2), (0.4, 0.4))
    qtbot.mouseDClick(hand.pane, Qt.MouseButton.LeftButton, pos=hand.at(0.4, 0.4))
    assert reading.case is not None and len(reading.case.all_of(Polyline)) == 1
    assert not reading.grid.pane("coronal").isHidden()
    qtbot.mouseDClick(hand.pane, Qt.MouseButton.LeftButton, pos=hand.at(0.7, 0.7))
    assert reading.grid.pane("coronal").isHidden()


def test_a_line_of_the_table_goes_there_and_is_renamed_and_deleted(reading: Desktop, qtbot: QtBot) -> None:
    hand, panel = Hand(reading, qtbot), reading.window.reading.measurements
    hand.key(Qt.Key.Key_R)
    hand.drag((0.2, 0.2), (0.3, 0.2))
    assert reading.case is not None
    (ruler,) = reading.case.all_of(Ruler)
    reading.scroll(3)
    assert abs(reading.grid.crosshair_lps[2] - ruler.start_lps[2]) > 1
    item = panel.list.item(0)
    qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=panel.list.visualItemRect(item).center())
    assert abs(reading.grid.crosshair_lps[2] - ruler.start_lps[2]) < 0.1 and reading.measurement == ruler
    hand.key(Qt.Key.Key_F9)
    hand.type("target 1")
    assert rows(reading)[0][0] == "target 1" and "target 1" in texts(reading, "axial")
    qtbot.keyClick(panel.list, Qt.Key.Key_Delete)
    assert reading.case.measurements() == () and reading.case.undo_label == "Delete ruler"


def test_two_axes_become_a_finding_and_a_sentence_that_the_check_supports(reading: Desktop, qtbot: QtBot) -> None:
    hand = Hand(reading, qtbot)
    reading.run_action("report.draft")
    assert reading.wait_idle(30) and reading.case is not None and reading.draft is not None
    assert "No findings have been accepted." in reading.draft.text
    hand.key(Qt.Key.Key_R, SHIFT)
    hand.drag((0.1, 0.1), (0.35, 0.1))
    hand.drag((0.2, 0.05), (0.2, 0.2))
    (cross,) = reading.case.all_of(Bidirectional)
    hand.key(Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    rows_of = [row for row in reading.case.all_of(Evidence) if row.measurement_id == cross.id]
    assert [(row.quantity.kind, row.quantity.value) for row in rows_of if row.quantity] == [
        ("long_axis", pytest.approx(cross.lengths[0])), ("short_axis", pytest.approx(cross.lengths[1])),
    ]  # fmt: skip
    assert reading.draft is not None and reading.checked is not None
    sentence = next(row for row in reading.draft.sentences if set(row.evidence_ids) & {one.id for one in rows_of})
    assert f"{cross.lengths[0]:.0f} x {cross.lengths[1]:.0f} mm" in sentence.text or "mm" in sentence.text
    assert [row.verdict for row in reading.checked.of_sentence(sentence.id)] == ["supported"]
    assert reading.case.undo_label == "Report bidirectional"
    assert "No findings have been accepted." not in reading.draft.text


def test_a_region_becomes_a_finding_with_what_its_pixels_hold(reading: Desktop, qtbot: QtBot) -> None:
    hand = Hand(reading, qtbot)
    hand.key(Qt.Key.Key_E)
    hand.drag((0.45, 0.45), (0.6, 0.6))
    assert reading.case is not None
    (oval,) = reading.case.all_of(Region)
    hand.key(Qt.Key.Key_F)
    assert reading.finding is not None
    found = {row.quantity.kind: row.quantity for row in reading.case.all_of(Evidence) if row.id in reading.finding.evidence_ids and row.quantity}
    assert set(found) == {"long_axis", "short_axis", "area", "mean", "sd", "maximum"}
    assert found["area"].value == pytest.approx(oval.area) and found["mean"].unit == "HU"


def test_words_and_vertebrae_are_asked_for_in_place(reading: Desktop, qtbot: QtBot) -> None:
    hand = Hand(reading, qtbot, "sagittal")
    hand.key(Qt.Key.Key_T)
    hand.click((0.5, 0.2))
    hand.type("old scar")
    hand.key(Qt.Key.Key_V, SHIFT)
    hand.click((0.5, 0.4))
    hand.type("x9")
    assert reading.window.ask_words.wrong.text().startswith("Give a vertebra")
    hand.type("l1")
    hand.click((0.5, 0.6))
    assert reading.case is not None
    assert [row.label for row in reading.case.all_of(TextNote)] == ["old scar"]
    assert [row.label for row in reading.case.all_of(SpineLabel)] == ["L1", "L2"]
    hand.key(Qt.Key.Key_T)
    hand.click((0.7, 0.2))
    qtbot.keyClick(reading.window.ask_words.field, Qt.Key.Key_Escape)
    assert len(reading.case.all_of(TextNote)) == 1 and reading.window.ask_words.isHidden()


def test_the_table_goes_to_the_clipboard(reading: Desktop, qtbot: QtBot) -> None:
    hand = Hand(reading, qtbot)
    hand.key(Qt.Key.Key_R)
    hand.drag((0.2, 0.2), (0.3, 0.2))
    assert reading.run_action("measure.copy_table") and reading.case is not None
    head, line, _ = QApplication.clipboard().text().split("\n")
    cells = dict(zip(head.split("\t"), line.split("\t"), strict=True))
    assert cells["unit"] == "mm" and cells["mm from"] == "pixel_spacing" and cells["author"] == "Ada Reader"
    assert float(cells["value"]) == pytest.approx(reading.case.all_of(Ruler)[0].length, rel=1e-5)


@pytest.fixture
def film(desktop: Desktop, tmp_path: Path) -> Desktop:
    """Two pictures without any pixel size."""
    write_slices(tmp_path / "in", slices_of(phantom_geometry(oblique=False))[:2], Modality="OT", SeriesDescription="Film")
    folder = as_pictures(tmp_path / "in", SOPClassUID="1.2.840.10008.5.1.4.1.1.7", PixelSpacing=None)
    return opened(desktop, folder)


def test_a_film_is_calibrated_by_the_reader_and_says_so(film: Desktop, qtbot: QtBot) -> None:
    hand = Hand(film, qtbot, "picture")
    assert film.case is not None
    hand.key(Qt.Key.Key_R)
    hand.drag((0.2, 0.2), (0.6, 0.2))
    (ruler,) = film.case.all_of(Ruler)
    assert ruler.unit == "px"
    hand.key(Qt.Key.Key_K)
    hand.drag((0.2, 0.5), (0.4, 0.5))
    hand.type("fifty")
    assert film.window.ask_words.wrong.text() == "Give a length in millimetres, such as 50."
    hand.type("50 mm")
    (known,) = film.case.all_of(Calibration)
    (after,) = film.case.all_of(Ruler)
    assert (after.unit, after.spacing_source) == ("mm", "user:Ada Reader")
    assert after.length == pytest.approx(50 * ruler.length / (known.length_mm / known.mm_per_step), rel=1e-6)
    said = texts(film, "picture")
    assert f"{after.length:.1f} mm (calibrated by Ada Reader)" in said and "mm calibrated by Ada Reader" in said
    hand.key(Qt.Key.Key_R)
    hand.drag((0.2, 0.8), (0.4, 0.8))
    assert film.case.all_of(Ruler)[-1].length_mm == pytest.approx(50, rel=0.02)
    film.step_part(1)
    assert film.wait_idle(30)
    Hand(film, qtbot, "picture").drag((0.2, 0.8), (0.4, 0.8))
    assert film.case.all_of(Ruler)[-1].unit == "px", "another picture knows nothing of it"
    film.undo()
    film.undo()
    film.undo()
    assert film.case.all_of(Ruler) == (ruler,) and film.case.all_of(Calibration) == ()


def test_what_the_file_measured_is_not_calibrated(reading: Desktop) -> None:
    assert not reading.window.commands.actions["tool.calibration"].isEnabled()
