"""A key marks the picture as a key image: a star on it and in the strip, and undo takes it back."""

from pathlib import Path

import pydicom

from desktop.app import Desktop
from desktop.steps.reporting import export_to
from viewer.case.key_image import KeyImage
from viewer.case.source import by
from viewer.case.terms import Code
from viewer.dicom.content_tree import read_report
from viewer.dicom.read_key_objects import read_key_objects
from viewer.dicom.validate import validate
from viewer.scene.marks import TextMark


def stars(desktop: Desktop) -> list[str]:
    view = desktop.grid.pane("axial").view  # type: ignore[attr-defined]
    return [mark.text for mark in desktop.grid.content.marks(view, []) if isinstance(mark, TextMark) and "★" in mark.text]


def in_strip(desktop: Desktop) -> str:
    return desktop.window.reading.strip.item(0).text()


def test_a_picture_is_marked_seen_in_the_strip_and_undone(reading: Desktop) -> None:
    case = reading.case
    assert case is not None and reading.series is not None and not stars(reading)
    assert reading.run_action("view.key_image")
    (marked,) = case.all_of(KeyImage)
    shown = reading.grid.content.source.acquired_at(reading.grid.pane("axial").view)  # type: ignore[union-attr, attr-defined]
    assert shown is not None and (marked.instance_uid, marked.frame) == (shown[1].instance_uid, 1)
    assert marked.series_uid == reading.series.uid and marked.source.author == reading.author
    assert stars(reading) == ["★ Of Interest"] and in_strip(reading).startswith("★1 ")
    reading.grid.scroll_pane("axial", 1)
    assert not stars(reading)
    assert reading.run_action("view.key_image") and len(case.all_of(KeyImage)) == 2 and in_strip(reading).startswith("★2 ")
    assert reading.run_action("view.key_image") and case.all_of(KeyImage) == (marked,)
    reading.undo()
    reading.undo()
    reading.undo()
    assert not case.all_of(KeyImage) and "★" not in in_strip(reading)


def test_a_mark_of_another_system_stays(reading: Desktop) -> None:
    case = reading.case
    assert case is not None and reading.run_action("view.key_image")
    (marked,) = case.all_of(KeyImage)
    from dataclasses import replace

    from viewer.case.edits import Edit, Swap

    other = replace(marked, id="o", title=Code("DCM", "113004", "For Teaching"), source=by("import:PACS"))
    assert reading.apply(Edit("Take in key images", "import:PACS", (Swap(None, other),)))
    assert stars(reading) == ["★ Of Interest, For Teaching"]
    assert reading.run_action("view.key_image") and case.all_of(KeyImage) == (other,)


def test_marked_pictures_leave_with_the_report_and_are_taken_in_again(reading: Desktop, tmp_path: Path) -> None:
    case = reading.case
    assert case is not None and reading.run_action("view.key_image")
    reading.grid.scroll_pane("axial", 2)
    assert reading.run_action("view.key_image")
    for id in ("n1", "n2"):
        reading.take_finding(id)
        assert reading.run_action("findings.accept")
    assert reading.run_action("report.draft") and reading.wait_idle(60)
    (tmp_path / "out").mkdir()
    export_to(reading, tmp_path / "out", ("dicom-sr",))
    assert reading.wait_idle(60)
    assert not validate(tmp_path / "out" / "key-images.dcm")
    found, problems = read_key_objects(read_report(tmp_path / "out" / "key-images.dcm"))
    assert not problems and {row.instance_uid for row in found} == {row.instance_uid for row in case.all_of(KeyImage)}
    assert {row.title.value for row in found} == {"113000"} and {row.source.author for row in found} == {"import:Reader Ada"}
    dataset = pydicom.dcmread(tmp_path / "out" / "key-images.dcm")
    assert dataset.Modality == "KO" and dataset.PatientID == "PHANTOM" and dataset.StudyInstanceUID == reading.study.uid  # type: ignore[union-attr]
