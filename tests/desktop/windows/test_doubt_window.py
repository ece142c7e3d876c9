"""Doubt on the screen: where runs disagreed, where two segmentations differ, and what is said of both."""


import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from desktop.app import Desktop
from desktop.steps.doubt import comparable
from viewer.case.edits import Edit, Swap
from viewer.case.segmentation import Label, LabelStatistics, Segmentation
from viewer.case.source import Source, now
from viewer.case.terms import BONE, LEFT_LUNG, LUNG

WHERE = (slice(4, 12), slice(8, 20), slice(8, 20))


def put(desktop: Desktop, id: str, name: str, labels: tuple[Label, ...], shift: int = 0, layer: int | None = None) -> Segmentation:
    """A box with the first label in the open case, moved along the rows; with an even uncertainty layer."""
    assert desktop.case is not None and desktop.loaded is not None and desktop.loaded.volume is not None
    geometry = desktop.loaded.volume.geometry
    mask = np.zeros(geometry.shape_kji, np.uint8)
    mask[WHERE[0], WHERE[1], WHERE[2].start + shift : WHERE[2].stop + shift] = labels[0].number
    path = desktop.library.masks_folder / f"{id}.part.npy"
    np.save(path, mask)
    desktop.case.adopt(path, id)
    unsure = ""
    if layer is not None:
        unsure = f"{id}.uncertainty.npy"
        np.save(desktop.library.masks_folder / unsure, np.where(mask, layer, 0).astype(np.uint8))
    statistics = (LabelStatistics(labels[0].number, 1.0, 40.0, 5.0, (0, 0, 0), ((0, 0, 0), (1, 1, 1)), None if layer is None else layer / 255),)
    source = Source(f"model:{id}@1", now(), experimental=True)
    made = Segmentation(
        id, desktop.loaded.volume.series_uid, name, geometry, labels, statistics, f"{id}.npy", source,
        ("Slices are far apart.",), unsure,
    )  # fmt: skip
    desktop.case.apply(Edit(f"Segment: {name}", source.author, (Swap(None, made),)))
    return made


LUNGS = (Label(1, "lung left", LEFT_LUNG, "left"), Label(2, "lungs", LUNG))


def test_the_panel_says_who_drew_it_and_what_speaks_against_it(reading: Desktop) -> None:
    put(reading, "one", "First", LUNGS)
    segments = reading.window.reading.segments
    assert "First · one@1 · ● experimental" in segments.made_by.text() and "▲ Slices are far apart." in segments.doubts.text()


def test_an_uncertainty_layer_tints_the_pictures_and_is_said_under_the_mouse(reading: Desktop) -> None:
    put(reading, "one", "First", LUNGS, layer=128)
    content = reading.grid._content
    assert content.wash is not None and reading.loaded is not None and reading.loaded.volume is not None
    inside = reading.loaded.volume.geometry.point(8, 14, 14)
    assert content.text_at("axial", inside).endswith("uncertainty 50 %")
    assert content._overlay is not None and content._overlay.outline_only, "two colours over one voxel tell nothing"
    assert "uncertainty 50 %" in reading.window.reading.segments.rows[0].detail
    reading.toggle_overlay()
    assert content.wash is None, "the key that hides the overlay hides it too"


def test_two_segmentations_are_compared_over_the_images(reading: Desktop, qtbot: QtBot) -> None:
    action = reading.window.commands.actions["segments.compare"]
    put(reading, "one", "First", LUNGS)
    reading.window.commands.refresh()
    assert not action.isEnabled()
    put(reading, "two", "Second", (*LUNGS[:1], Label(7, "bones", BONE)), shift=3, layer=128)
    assert reading.grid._content.wash is not None
    reading.window.reading.show_panel("findings", False)
    assert reading.run_action("segments.compare") and reading.wait_idle(30)
    assert reading.window.reading.is_shown("findings"), "what is said of it stands in the panel"
    assert reading.grid._content.wash is None, "how unsure one of them was is not where they differ"
    segments = reading.window.reading.segments
    assert [row.name for row in segments.rows] == ["only in Second", "only in First"], "the newer one comes first"
    said = segments.made_by.text()
    assert "lung left: Dice 0.75" in said and "Drawn by First alone: lungs" in said and "Drawn by Second alone: bones" in said
    assert "absent" not in said.lower()
    assert reading.case is not None and len(reading.case.all_of(Segmentation)) == 2, "a comparison is no record"
    ending = reading.window.commands.actions["segments.end_comparison"]
    reading.window.commands.refresh()
    assert ending.isEnabled()
    reading.run_action("segments.end_comparison")
    reading.window.commands.refresh()
    assert not ending.isEnabled()
    assert "Second · two@1" in segments.made_by.text()


def test_of_several_pairs_one_is_asked_for(reading: Desktop) -> None:
    for n in range(3):
        put(reading, f"s{n}", f"Model {n}", LUNGS, shift=n)
    reading.run_action("segments.compare")
    menu = reading.window.choice
    assert [action.text() for action in menu.actions()] == ["Model 2 and Model 1", "Model 2 and Model 0", "Model 1 and Model 0"]
    menu.actions()[2].trigger()
    assert reading.wait_idle(30)
    assert reading.window.reading.segments.rows[0].name == "only in Model 1"
    menu.close()


def test_two_runs_of_one_model_are_told_apart(reading: Desktop) -> None:
    for n in range(2):
        put(reading, f"run{n}", "Same", LUNGS, shift=n)
    names = [reading.window.reading.segments.segmentations.itemText(n) for n in range(2)]
    assert all(name.startswith("Same, 20") for name in names) and names[0] != names[1]
    reading.run_action("segments.compare")
    assert reading.wait_idle(30)
    rows = [row.name for row in reading.window.reading.segments.rows]
    assert rows == [f"only in {name}" for name in names[::-1]]


def test_the_cost_of_uncertainty_is_said_before(reading: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop.store.runs import Run

    assert reading.study is not None and reading.series is not None
    (card, folder), *_ = reading.cards("segmentation")
    monkeypatch.setattr(reading, "cards", lambda task: ((card, folder),))  # one alone: nobody is asked which
    reading.library.add_run(Run("r", reading.study.uid, reading.series.uid, card.id, card.version, now(), 12.0, "done"))
    reading.run_action("model.segment_unsure")
    assert reading.window.question.isVisible()
    assert "about 5 times 12 s" in reading.window.question.text.text() and reading.window.question.yes.text() == "Run it 5 times"
    reading.window.question.drop()
    assert reading.jobs.running == ()


def test_two_models_come_before_two_runs_of_one(reading: Desktop) -> None:
    for id, name in (("one", "First"), ("two", "Second"), ("three", "Second")):
        put(reading, id, name, LUNGS)
    assert [(a.id, b.id) for a, b in comparable(reading)] == [("three", "one"), ("two", "one"), ("three", "two")]
