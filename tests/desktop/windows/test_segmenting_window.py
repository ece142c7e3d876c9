"""Segments are begun, painted, changed, taken back and found again after the window was closed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QColorDialog, QLabel

from desktop.app import Desktop, open_desktop
from desktop.steps import segmenting as steps
from desktop.workflows import edit_segments
from viewer.case.edits import Edit, Swap
from viewer.case.segmentation import Label, Segmentation
from viewer.case.source import by
from viewer.case.terms import LIVER, Code


def drag(desktop: Desktop, *places: tuple[float, float], keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A drag over the axial view, places from 0 to 1 of its width and height."""
    pane = desktop.grid.pane("axial")
    points = [QPoint(round(x * pane.width()), round(y * pane.height())) for x, y in places]
    QTest.mousePress(pane, Qt.MouseButton.LeftButton, keys, points[0])
    for point in points[1:]:
        QTest.mouseMove(pane, point)
    QTest.mouseRelease(pane, Qt.MouseButton.LeftButton, keys, points[-1])


def shown(desktop: Desktop) -> Segmentation:
    segmentation = desktop.segmenting.shown
    assert segmentation is not None
    return segmentation


def voxels(desktop: Desktop) -> np.ndarray:
    assert desktop.case is not None
    return np.array(desktop.case.mask_of(shown(desktop)))


def test_a_stroke_begins_a_segmentation_and_undo_takes_it_back(reading: Desktop) -> None:
    case = reading.case
    assert case is not None
    before = len(case.all_of(Segmentation))
    steps.begin_another(reading)
    reading.run_action("tool.brush")
    drag(reading, (0.45, 0.5), (0.5, 0.5), (0.55, 0.5))
    painted = voxels(reading)
    assert painted.any() and case.undo_label == "Paint Segment 1"
    row = shown(reading).find_statistics(1)
    assert row is not None and row.volume_ml == pytest.approx(painted.sum() * shown(reading).geometry.voxel_mm3 / 1000)
    assert len(np.unique(np.nonzero(painted)[0])) == 1  # a disc in one slice
    drag(reading, (0.5, 0.5), (0.501, 0.5), keys=Qt.KeyboardModifier.ControlModifier)
    assert voxels(reading).sum() < painted.sum()
    reading.undo()
    assert np.array_equal(voxels(reading), painted)
    reading.undo()
    assert not voxels(reading).any() and shown(reading).statistics == ()
    reading.redo()
    assert np.array_equal(voxels(reading), painted)
    assert len(case.all_of(Segmentation)) == before + 1


def test_strokes_are_there_after_the_window_was_closed(reading: Desktop, tmp_path: Path) -> None:
    steps.begin_another(reading)
    reading.run_action("tool.brush")
    reading.run_action("brush.ball")
    drag(reading, (0.4, 0.4), (0.6, 0.6))
    painted, study = voxels(reading), reading.study
    assert study is not None and len(np.unique(np.nonzero(painted)[0])) > 1
    reading.close()
    again = open_desktop(tmp_path / "library")
    again.open_study(study.uid)
    assert again.wait_idle(30) and again.case is not None
    hand = [row for row in again.case.all_of(Segmentation) if row.name == edit_segments.NAME]
    assert np.array_equal(again.case.mask_of(hand[0]), painted)
    again.close()


def test_a_models_voxels_stay_as_they_were_made(reading: Desktop) -> None:
    case, loaded = reading.case, reading.loaded
    assert case is not None and loaded is not None and loaded.volume is not None
    empty, path = edit_segments.begin(loaded.volume, reading.author, reading.library.masks_folder)
    made = Segmentation(
        empty.id, empty.series_uid, "By a model", empty.geometry, (Label(1, "liver", LIVER),), (), case.adopt(path, empty.id),
        by("model:test@1"),
    )  # fmt: skip
    case.apply(Edit("Segment", "model:test@1", (Swap(None, made),)))
    reading.segmenting.begun.emit(made.id, 1)
    reading.run_action("tool.brush")
    drag(reading, (0.5, 0.5), (0.55, 0.55))
    after = shown(reading)
    assert after.id == made.id and after.source == made.source and after.edited_by == reading.author
    assert after.made_file == made.mask_file != after.mask_file
    assert voxels(reading).any() and not np.array(case.mask_of(made)).any()
    assert "edited by Ada Reader" in reading.window.reading.segments.made_by.text()
    reading.undo()
    assert shown(reading) == made and not voxels(reading).any()
    reading.redo()
    drag(reading, (0.3, 0.5), (0.35, 0.5))
    assert shown(reading).mask_file == after.mask_file  # one copy, not one for each stroke


def test_operations_run_on_a_thread_and_are_one_step(reading: Desktop) -> None:
    steps.begin_another(reading)
    target = steps.target_of(reading)
    steps.start(reading, "Threshold", lambda target, tick: edit_segments.threshold(target, -500, 500, tick))
    assert reading.wait_idle(30)
    inside = (target.volume.voxels >= -500) & (target.volume.voxels <= 500)
    assert np.array_equal(voxels(reading) > 0, inside)
    assert reading.case is not None
    for action, check in (
        ("segment.keep_largest", lambda now, before: now.sum() <= before.sum()),
        ("segment.split", lambda now, before: (now > 0).sum() == (before > 0).sum()),
        ("segment.otsu", lambda now, before: now.sum() > before.sum()),
    ):
        before = voxels(reading)
        try:
            reading.run_action(action)
        finally:
            assert reading.wait_idle(30)
        assert check(voxels(reading), before), action
    while reading.case.undo_label != "Add Segment 1":
        reading.undo()
    assert not voxels(reading).any()


def test_a_segment_is_named_with_a_code_locked_and_deleted(reading: Desktop) -> None:
    steps.begin_another(reading)
    steps.set_term(reading, LIVER)
    assert shown(reading).labels[0].name == "Liver" and shown(reading).labels[0].code == LIVER
    for meaning, name in (("Lung", "right lung"), ("Right lung", "Right lung")):
        steps.set_term(reading, Code("99TEST", "1", meaning), "right")
        assert shown(reading).labels[0].name == name and shown(reading).labels[0].side == "right"
    steps.set_colour(reading, (200, 90, 160))
    assert reading.window.reading.segments.rows[0].colour == (200, 90, 160)
    reading.run_action("tool.brush")
    drag(reading, (0.5, 0.5), (0.55, 0.5))
    reading.run_action("segment.lock")
    before = voxels(reading)
    drag(reading, (0.3, 0.3), (0.4, 0.4))
    assert np.array_equal(voxels(reading), before)
    for id in ("margin", "hollow", "smooth", "fill_holes", "between_slices", "remove_small", "threshold"):
        reading.run_action(f"segment.{id}")  # refused before anything is asked
        assert reading.window.ask_words.isHidden() and QApplication.activePopupWidget() is None, id
    reading.run_action("segment.add")
    drag(reading, (0.5, 0.5), (0.55, 0.5))
    assert np.array_equal(voxels(reading) == 1, before == 1)  # a locked segment is not painted over
    reading.run_action("segment.previous")
    reading.run_action("segment.lock")
    reading.run_action("segment.delete")
    assert reading.wait_idle(30)
    assert not (voxels(reading) == 1).any() and len(shown(reading).labels) == 1


def test_the_list_takes_the_room_of_findings_that_are_none(desktop: Desktop, phantom_folder: Path) -> None:
    desktop.import_paths([phantom_folder])
    assert desktop.wait_idle(30)
    desktop.open_study(desktop.library.find_studies()[0].study.uid)
    assert desktop.wait_idle(30)
    tree = desktop.window.reading.segments.tree
    desktop.run_action("tool.brush")
    for _ in range(5):
        desktop.run_action("segment.add")
    QApplication.processEvents()
    last = tree.topLevelItem(4)
    assert last is not None and tree.viewport().rect().contains(tree.visualItemRect(last).center())


def test_the_list_takes_a_segment_in_hand_and_shows_what_was_measured(reading: Desktop) -> None:
    steps.begin_another(reading)
    reading.run_action("segment.add")
    panel = reading.window.reading.segments
    panel.tree.setCurrentItem(panel.tree.topLevelItem(0))
    assert reading.segmenting.label is not None and reading.segmenting.label.number == 1
    reading.run_action("tool.brush")
    drag(reading, (0.5, 0.5), (0.55, 0.5))
    assert set(np.unique(voxels(reading))) == {0, 1}
    panel.table.setChecked(True)
    painted = panel.tree.topLevelItem(0)
    assert painted is not None and panel.rows[0].measured[0] != ""
    said = [label.text() for label in panel.tree.itemWidget(painted.child(0), 0).findChildren(QLabel)]
    assert said == [f"{name} {text}" for name, text in zip(("mean", "SD", "min", "max"), panel.rows[0].measured, strict=True)]
    panel.table.setChecked(False)
    assert painted.childCount() == 0
    reading.run_action("segment.copy_table")
    head, first, second = (line.split("\t") for line in QApplication.clipboard().text().splitlines())
    assert head[2:4] == ["volume ml", "mean HU"] and len(head) == len(first)
    row = shown(reading).find_statistics(1)
    assert row is not None and float(first[2]) == pytest.approx(row.volume_ml, rel=1e-5) and float(first[9]) == pytest.approx(row.centroid_lps[2], rel=1e-5)
    assert second[0] == "Segment 2" and len(second) == 2  # nothing is painted yet


def test_keys_change_the_brush(reading: Desktop) -> None:
    radius = reading.segmenting.brush.radius_mm
    reading.run_action("brush.larger")
    assert reading.segmenting.brush.radius_mm > radius
    assert reading.window.reading.segments.tools.radius.value() == pytest.approx(reading.segmenting.brush.radius_mm, abs=0.06)


def test_a_colour_is_chosen_beside_the_window(reading: Desktop) -> None:
    steps.begin_another(reading)
    assert reading.run_action("segment.colour")
    (dialog,) = reading.window.findChildren(QColorDialog)
    assert dialog.isVisible() and not dialog.isModal()
    dialog.setCurrentColor(QColor(10, 200, 30))
    dialog.accept()
    assert reading.segmenting.label is not None and reading.segmenting.label.colour == (10, 200, 30)


def test_a_segment_is_hidden_shown_alone_and_seen_again_when_painted(reading: Desktop) -> None:
    steps.begin_another(reading)
    reading.run_action("segment.add")
    panel = reading.window.reading.segments

    def visible() -> list[bool]:
        return [row.visible for row in panel.rows]

    reading.run_action("segment.hide")
    assert visible() == [True, False] and reading.segmenting.label is not None and reading.segmenting.label.number == 2
    reading.run_action("segment.alone")
    assert visible() == [False, True]
    reading.run_action("segment.alone")
    assert visible() == [True, True]
    reading.run_action("segment.hide")
    reading.run_action("tool.brush")
    drag(reading, (0.5, 0.5), (0.55, 0.5))
    assert visible() == [True, True]
