"""A segment is measured in the window: the table, a line of it in the report, and what is said when the segment changed."""

from dataclasses import replace

import numpy as np
from PySide6.QtGui import QGuiApplication

from desktop.actions import find_action
from desktop.app import Desktop
from inference.measure.statistics import label_statistics
from viewer.case.edits import Edit, Swap
from viewer.case.finding import Evidence
from viewer.case.progress import no_tick
from viewer.case.segmentation import Label, Segmentation
from viewer.case.source import Source, new_id
from viewer.case.terms import LIVER


def outline(desk: Desktop) -> Segmentation:
    """A block of 4 x 10 x 10 voxels called liver, by a model."""
    assert desk.case is not None and desk.loaded is not None and desk.loaded.volume is not None
    volume, id = desk.loaded.volume, new_id()
    mask = np.zeros(volume.geometry.shape_kji, np.uint8)
    mask[2:6, 10:20, 10:20] = 1
    path = desk.library.masks_folder / f"{id}.npy"
    np.save(path, mask)
    label = Label(1, "liver", LIVER)
    source = Source("model:test@1", "2026-01-01T00:00:00Z")
    made = Segmentation(id, volume.series_uid, "test", volume.geometry, (label,), label_statistics(volume, mask, (label,), no_tick), path.name, source)
    assert desk.apply(Edit("Segment", desk.author, (Swap(None, made),)))
    return made


def test_a_segment_is_measured_and_a_line_goes_into_the_report(reading: Desktop) -> None:
    desk = reading
    made = outline(desk)
    assert desk.loaded is not None and desk.loaded.volume is not None
    panel = desk.window.reading.measures
    assert panel.isHidden()
    desk.show_segmentation(made.id)
    desk.segmenting.take(made.id, 1)
    desk.run(find_action("segment.measure_one").run)
    desk.wait_idle()
    assert not panel.isHidden() and panel.measured is not None and panel.measured.name == "liver"
    rows = {row.name: row for row in panel.measured.rows}
    volume_ml = 400 * desk.loaded.volume.geometry.voxel_mm3 / 1000
    assert rows["Volume"].quantity is not None and abs(rows["Volume"].quantity.value - volume_ml) < 1e-6
    panel.copy_asked.emit()
    assert "liver\tSize\tVolume\t" in QGuiApplication.clipboard().text()

    desk.run(find_action("report.draft").run)
    desk.wait_idle()
    panel.report_asked.emit(rows["Mean"])
    desk.wait_idle()
    assert desk.draft is not None and desk.case is not None
    sentence = next(row for row in desk.draft.sentences if row.text.startswith("Liver: mean "))
    (evidence,) = (row for row in desk.case.all_of(Evidence) if row.id in sentence.evidence_ids)
    assert (evidence.segmentation_id, evidence.label, evidence.source.author) == (made.id, 1, "model:test@1")
    assert evidence.quantity == rows["Mean"].quantity
    count = len(desk.case.all_of(Evidence))
    panel.report_asked.emit(rows["Mean"])
    desk.wait_idle()
    assert len(desk.case.all_of(Evidence)) == count  # the number is written down once

    changed = replace(made, statistics=(replace(made.statistics[0], volume_ml=1.0),))
    assert desk.apply(Edit("Change", desk.author, (Swap(made, changed),)))
    assert "CHANGED" in panel.title.text()
    desk.undo()
    assert "CHANGED" not in panel.title.text()
    panel.left.emit()
    assert panel.isHidden()


def test_without_a_segment_it_says_so(reading: Desktop) -> None:
    desk = reading
    desk.run(find_action("segment.measure_one").run)
    assert desk.window.reading.measures.isHidden()
    assert not find_action("findings.measure").when(desk)
