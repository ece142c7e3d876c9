"""Segmenting in the window: which model, where several fit; a coarse result shown while the fine one is made."""

import sys
from pathlib import Path

import numpy as np
from phantom import phantom_geometry, write_phantom

from desktop.app import Desktop
from viewer.case.segmentation import Label, Segmentation
from viewer.case.source import Source, now
from viewer.case.terms import Code

sys.path.append(str(Path(__file__).parents[2] / "inference" / "segmentation"))
from network_case import threshold_pack


def add_pack(desktop: Desktop, name: str, **how: object) -> None:
    threshold_pack(desktop.library.models_folder / name, (-200.0, 200.0), **how)  # type: ignore[arg-type]
    desktop.refresh_models()


def names_offered(desktop: Desktop) -> list[str]:
    return [action.text() for action in desktop.window.choice.actions()]


def test_where_several_models_fit_one_is_asked_for_and_runs(reading: Desktop) -> None:
    add_pack(reading, "threshold")
    add_pack(reading, "of-mr", modality="MR")
    assert reading.run_action("model.segment")
    menu = reading.window.choice
    offered = names_offered(reading)
    assert menu.isVisible() and offered[0] == "Body, lungs, airways and bones (rules)", "what the program has itself stands first"
    assert offered.count("Threshold") == 1, "the one for MR is not offered on CT"
    threshold = menu.actions()[offered.index("Threshold")]
    assert threshold.toolTip() == "Tests."
    threshold.trigger()
    menu.close()
    assert reading.wait_idle(60) and reading.case is not None and reading.loaded is not None and reading.loaded.volume is not None
    (made,) = [row for row in reading.case.all_of(Segmentation) if row.name == "Threshold"]
    voxels = np.asarray(reading.loaded.volume.voxels)
    sure = (np.abs(voxels + 200.0) > 4) & (np.abs(voxels - 200.0) > 4)
    expected = (voxels > -200).astype(np.uint8) + (voxels > 200)
    assert np.array_equal(np.asarray(reading.case.mask_of(made))[sure], expected[sure])
    assert {row.segmentation_id for row in reading.window.reading.segments.rows} == {made.id}, "what was made is what is shown"
    (run,) = reading.library.runs_of(reading.study.uid) if reading.study else ()
    assert run.model == "threshold" and run.device.startswith("cpu: ")


def test_a_model_for_another_part_of_the_body_stands_last_and_says_so(desktop: Desktop, tmp_path: Path) -> None:
    write_phantom(tmp_path, phantom_geometry(oblique=False), BodyPartExamined="ABDOMEN")
    desktop.import_paths([tmp_path])
    assert desktop.wait_idle(30)
    desktop.open_study(desktop.library.find_studies()[0].study.uid)
    assert desktop.wait_idle(30)
    add_pack(desktop, "threshold")
    desktop.run_action("model.segment")
    offered = names_offered(desktop)
    assert "Threshold" in offered and offered[-1] == "Brain, any contrast · made for: head" and all("made for" not in name for name in offered[:-1])
    desktop.window.choice.close()


def test_a_run_asked_for_on_a_page_shows_the_images(reading: Desktop) -> None:
    reading.show("models")
    reading.run_action("model.segment")
    assert reading.window.place == "reading" and reading.window.choice.isVisible()
    reading.window.choice.close()


def test_closing_the_menu_runs_nothing(reading: Desktop) -> None:
    add_pack(reading, "threshold")
    reading.run_action("model.segment")
    reading.window.choice.close()
    assert reading.jobs.running == ()


def test_a_preview_lies_over_the_images_until_the_result_comes(reading: Desktop) -> None:
    assert reading.loaded is not None and reading.loaded.volume is not None
    geometry = reading.loaded.volume.geometry
    mask = np.ones(geometry.shape_kji, np.uint8)
    label = Label(1, "all", Code("99T", "1", "all"))
    preview = Segmentation("preview", reading.loaded.volume.series_uid, "Preview", geometry, (label,), (), "", Source("model:x@1", now()))

    def red_green_blue() -> np.ndarray:
        pane = reading.grid.grab().toImage()
        return np.array([pane.pixelColor(x, y).getRgb()[:3] for x in range(20, pane.width(), 37) for y in range(20, pane.height(), 37)])

    before = red_green_blue()
    reading.show_preview(preview, mask)
    shown = red_green_blue()
    assert np.abs(shown.astype(int) - before).sum(1).max() > 30
    reading.show_preview(None, None)
    assert np.array_equal(red_green_blue(), before)
