"""A plane that was laid flat follows its line, and is exported; segments of another program are laid on the pictures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pydicom
import pytest
from scipy import ndimage

from desktop.app import Desktop
from viewer.case.edits import Edit, Swap
from viewer.case.measurement import Polyline
from viewer.case.segmentation import Label, Segmentation
from viewer.case.source import by
from viewer.case.terms import LIVER
from viewer.dicom.write_nrrd import write_seg_nrrd
from viewer.scene.curved import straighten


def test_a_flat_plane_follows_its_line_through_undo_and_is_exported(reading: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert reading.loaded is not None and reading.series is not None
    geometry = reading.loaded.need_volume().geometry
    k, j, i = geometry.shape_kji
    points = tuple(geometry.point(k * part, j * 0.5, i * 0.5) for part in (0.2, 0.5, 0.8))
    line = Polyline("line", reading.series.uid, geometry.frame_uid, points, by("user:ada"))
    assert reading.apply(Edit("Add line", "user:ada", (Swap(None, line),)))
    reading.grid.content.selected_id = line.id
    reading.grid.mark_selected.emit(line.kind, line.id)
    stood = reading.grid.crosshair_lps
    reading.run_action("reformat.curved")
    reading.wait_idle(60)
    made = reading.grid.content.straightened
    assert made is not None and made.points_lps == points
    reading.grid.set_window(100, 300)
    reading.grid.scroll_to(5)
    for far in (0.6, 0.7):  # dragged, and given up
        dragged = replace(line, points_lps=(points[0], geometry.point(k * 0.5, j * far, i * 0.6), points[2]))
        reading.grid.previewed.emit(dragged)
        seen, shown = reading.grid.content.source, reading.grid.content.straightened
        assert seen is not None and shown is not None and seen.stack is shown.stack
        at_once = straighten(shown.volume, dragged.points_lps, shown.across_lps, "at once")
        assert np.array_equal(seen.stack.pixels[4], at_once.pixels[4]) and not np.array_equal(seen.stack.pixels[0], at_once.pixels[0])
        assert reading.grid.window_level.width == 300
    reading.grid.previewed.emit(None)
    reading.wait_idle(60)
    kept = reading.grid.content.straightened
    assert kept is not None and kept.points_lps == points and np.array_equal(kept.stack.pixels, made.stack.pixels)
    longer = replace(line, points_lps=(points[0], geometry.point(k * 0.5, j * 0.8, i * 0.6), points[2]))
    assert reading.apply(Edit("Move line", "user:ada", (Swap(line, longer),)))
    reading.wait_idle(60)
    followed = reading.grid.content.straightened
    assert followed is not None and followed.points_lps == longer.points_lps
    assert followed.stack.pixels.shape[2] > made.stack.pixels.shape[2]
    source = reading.grid.content.source
    assert source is not None and source.stack is followed.stack
    assert source.axes[source.first].number_at(reading.grid.crosshair_lps) == 5 and reading.grid.window_level.width == 300
    reading.undo()
    reading.wait_idle(60)
    back = reading.grid.content.straightened
    assert back is not None and np.array_equal(back.stack.pixels, made.stack.pixels)
    monkeypatch.setattr(reading, "ask_folder", lambda title: tmp_path / "out")
    reading.run_action("reformat.export")
    reading.wait_idle(60)
    written = sorted((tmp_path / "out").rglob("*.dcm"))
    assert len(written) == len(made.stack.planes)
    assert np.array_equal(pydicom.dcmread(written[0]).pixel_array, made.stack.pixels[0])
    last = pydicom.dcmread(written[-1])
    assert len(last.DerivationDescription) < 200 and "ReferringPhysicianName" in last and "PatientOrientation" in last
    reading.run_action("reformat.curved")
    reading.wait_idle(60)
    assert reading.grid.content.straightened is None and reading.grid.crosshair_lps == stood  # no place along the path is left


def test_segments_of_a_file_are_on_the_pictures_and_can_be_edited(reading: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert reading.loaded is not None and reading.case is not None
    volume = reading.loaded.need_volume()
    mask = np.zeros(volume.geometry.shape_kji, np.uint8)
    mask[1:8, 3:16, 3:18] = 1
    drawn = Segmentation("1", volume.series_uid, "x", volume.geometry, (Label(1, "liver of ada", LIVER),), (), "1.npy", by("user:ada"))
    write_seg_nrrd(tmp_path / "ada.seg.nrrd", drawn, mask, [(1, 2, 3)])
    monkeypatch.setattr(reading, "ask_files", lambda title: [tmp_path / "ada.seg.nrrd"])
    reading.run_action("segment.take")
    reading.wait_idle(60)
    shown = reading.segmenting.shown
    assert shown is not None and [row.name for row in shown.labels] == ["liver of ada"]
    assert np.array_equal(np.array(reading.case.mask_of(shown)) > 0, mask > 0)
    monkeypatch.setattr(reading, "ask_words", lambda question, before, then, dropped: then("4"))
    reading.run_action("segment.hollow")
    reading.wait_idle(60)
    after = reading.segmenting.shown
    assert after is not None
    spacing = volume.geometry.spacing_mm
    deep = ndimage.distance_transform_edt(mask, spacing) > 4 + 1e-4
    assert np.array_equal(np.array(reading.case.mask_of(after)) > 0, (mask > 0) & ~deep) and deep.any()
    reading.undo()
    reading.undo()
    assert all(row.id != shown.id for row in reading.case.all_of(Segmentation))
