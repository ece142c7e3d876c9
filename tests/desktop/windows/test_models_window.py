"""The page of models: what it says, what its buttons do, and that nothing of it needs a mouse."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

import resources
from desktop.app import Desktop
from desktop.steps import model_library as steps
from desktop.windows.model_card import ModelRow, page
from desktop.windows.model_library import ModelLibrary
from inference.cards import read_card
from inference.gate.agreement import Agreement
from inference.gate.evaluation import CaseScore, Evaluation, Scanner, to_json
from inference.gate.papers import CaseResult, Trial, trial_json
from inference.gate.standing import EVALUATION_FILE, TRIAL_FILE, Standing, papers_folder, write_paper
from viewer.case.source import now

CARD = read_card(resources.path("models", "ct-classical", "card.toml"))


def measured() -> Evaluation:
    scores = [
        CaseScore(f"case {n}", "lung left", Scanner("Siemens" if n else "GE"), Agreement(90.0, 100.0, 0.9 + n / 100, 1.0, 2.0)) for n in range(4)
    ]
    return Evaluation(CARD.id, CARD.version, CARD.weights_sha256, "0.1.0", now(), "/cases", 4.0, tuple(scores))


def tried(passed: bool = True) -> Trial:
    results = (CaseResult("mirrored", passed, 0.97 if passed else 0.4, "Sides are exchanged.", 1.0),)
    return Trial(CARD.id, CARD.version, CARD.weights_sha256, "0.1.0", now(), "synthetic torso, CT", results)


def row(**changes: object) -> ModelRow:
    return replace(ModelRow(CARD, Path("/x"), False, 4_800_000, Standing()), **changes)  # type: ignore[arg-type]


def test_the_page_says_what_a_reader_must_know() -> None:
    text = page(row(trial=tried(), evaluation=measured(), speed="3 runs, the last took 4.0 s on cpu"))
    for words in (
        CARD.intended_use[:40], CARD.limits[:40], "experimental: not accepted at this site", CARD.weights_sha256,
        "chest, abdomen", "✓ passed", "0.92 (0.9", "4 of 4", "Siemens", "GE", "3 runs, the last took 4.0 s on cpu", "any use",
    ):  # fmt: skip
        assert words in text, words
    assert "Not tried yet" in page(row()) and "Not measured yet" in page(row())
    assert row(trial=tried(passed=False)).state == ("✕ experimental, 0 of 1 cases passed", "wrong")
    assert row(standing=Standing("accepted", "Ada", "2026-01-01", 4)).state == ("✓ accepted", "confirmed")


def test_models_of_one_name_are_told_apart_in_the_list(qtbot: QtBot) -> None:
    window = ModelLibrary()
    qtbot.addWidget(window)
    one = row()
    other = replace(one, card=replace(one.card, id="another", name=one.card.name.upper()))
    third = replace(one, card=replace(one.card, id="third", name="Third"))
    window.show_models([one, other, third])
    texts = [window.list.item(number).text() for number in range(3)]
    assert one.card.id in texts[0] and "another" in texts[1] and texts[2] == "Third"


def test_a_licence_that_forbids_care_is_marked_and_html_of_a_pack_is_text() -> None:
    text = page(row(card=replace(CARD, license="CC-BY-NC-4.0", name="<b>x</b>", limits="<img src=x>")))
    assert "▲" in text and "non-commercial use only" in text
    assert "<b>x</b>" not in text and "<img" not in text
    assert "▲" not in page(row())
    forbids = replace(CARD, license="CC-BY-NC-4.0")
    assert row(card=forbids).state == ("● experimental · ▲ licence: non-commercial", "attention")
    assert row(card=forbids, standing=Standing("accepted", "Ada", "2026-01-01", 4)).state == ("✓ accepted · ▲ licence: non-commercial", "attention")


def test_accepting_needs_an_evaluation_and_is_asked_in_place(desktop: Desktop, qtbot: QtBot) -> None:
    library, window = desktop.library, desktop.window
    desktop.show("models")
    models = window.models
    assert models.accept.isVisible() and not models.accept.isEnabled() and "Evaluate it first" in models.accept.toolTip()
    assert not models.remove.isVisible(), "built in"
    write_paper(papers_folder(library.models_folder, CARD.id) / EVALUATION_FILE, to_json(measured()))
    write_paper(papers_folder(library.models_folder, CARD.id) / TRIAL_FILE, trial_json(tried()))
    desktop.show("models")
    qtbot.mouseClick(models.accept, Qt.MouseButton.LeftButton)
    assert window.question.isVisible() and "as Ada Reader" in window.question.text.text()
    qtbot.mouseClick(window.question.yes, Qt.MouseButton.LeftButton)
    assert "accepted by Ada Reader on" in models.text.toPlainText() and not models.accept.isVisible()
    assert [entry.author for entry in library.log()] == ["user:Ada Reader"] and "ct-classical" in library.log()[0].label


def test_a_pack_is_added_marked_and_removed(desktop: Desktop, qtbot: QtBot, tmp_path: Path) -> None:
    """A tiny network in one file, without a licence: the reader is asked, and the page says what is missing."""
    pack = write_pack(tmp_path / "tiny")
    desktop.show("models")
    steps.add(desktop, pack)
    assert desktop.wait_idle(60)
    window, models = desktop.window, desktop.window.models
    assert window.question.isVisible() and "without a licence" in window.question.text.text()
    qtbot.mouseClick(window.question.yes, Qt.MouseButton.LeftButton)
    desktop.jobs.wait_idle(0.01)
    until_installed(qtbot, desktop)
    for job in desktop.jobs.running:  # the phantoms are not waited for here
        desktop.jobs.stop(job)
    assert desktop.wait_idle(60)
    current = models.current
    assert isinstance(current, ModelRow) and not current.built_in
    text = models.text.toPlainText()
    assert "Missing: a licence" in text and "ask the owner before use" in text
    qtbot.mouseClick(models.remove, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(window.question.yes, Qt.MouseButton.LeftButton)
    assert not current.folder.exists() and current.card.id not in models.text.toPlainText()


def until_installed(qtbot: QtBot, desktop: Desktop) -> None:
    qtbot.waitUntil(lambda: any(isinstance(one, ModelRow) and not one.built_in for one in desktop.window.models.rows), timeout=60_000)


def write_pack(folder: Path) -> Path:
    """A brainchop-like network of two layers (TensorFlow.js)."""
    folder.mkdir()
    weights = np.concatenate([np.full(27 * 2, 0.1, np.float32), np.zeros(2, np.float32), np.ones(4, np.float32), np.zeros(2, np.float32)])
    weights.tofile(folder / "model.bin")
    layers = [
        {"class_name": "InputLayer", "config": {"name": "input", "batch_input_shape": [None, 32, 32, 32, 1]}},
        conv("conv1", 2, 3),
        {"class_name": "Activation", "config": {"name": "act1", "activation": "relu"}, "inbound_nodes": [[["conv1", 0, 0, {}]]]},
        conv("output", 2, 1, "act1"),
    ]
    model = {"class_name": "Functional", "config": {"name": "tiny", "layers": layers}}
    shapes = [("conv1/kernel", [3, 3, 3, 1, 2]), ("conv1/bias", [2]), ("output/kernel", [1, 1, 1, 2, 2]), ("output/bias", [2])]
    manifest = [{"paths": ["model.bin"], "weights": [{"name": name, "shape": shape, "dtype": "float32"} for name, shape in shapes]}]
    table = {"format": "layers-model", "modelTopology": {"model_config": model}, "weightsManifest": manifest}
    (folder / "model.json").write_text(json.dumps(table))
    (folder / "labels.json").write_text(json.dumps({"0": "background", "1": "brain"}))
    return folder


def conv(name: str, filters: int, kernel: int, before: str = "input") -> dict[str, object]:
    config = {
        "name": name, "filters": filters, "kernel_size": [kernel] * 3, "strides": [1] * 3, "padding": "same",
        "data_format": "channels_last", "dilation_rate": [1] * 3, "activation": "linear", "use_bias": True,
    }  # fmt: skip
    return {"class_name": "Conv3D", "config": config, "inbound_nodes": [[[before, 0, 0, {}]]]}


def test_every_button_can_be_reached_with_the_tab_key(desktop: Desktop, qtbot: QtBot) -> None:
    desktop.show("models")
    seen = []
    for _ in range(12):
        qtbot.keyClick(desktop.window.focusWidget(), Qt.Key.Key_Tab)
        seen.append(desktop.window.focusWidget())
    models = desktop.window.models
    for wanted in (models.list, models.add_file, models.add_folder, models.check, models.try_on, models.evaluate):
        assert wanted in seen
    qtbot.keyClick(models.list, Qt.Key.Key_Down)
    assert isinstance(models.current, ModelRow) and models.current.card.id == "ct-focal-lesions"
    assert not models.evaluate.isVisible(), "it draws no label maps that could be compared"


def test_a_refused_card_has_a_page_that_says_why(desktop: Desktop) -> None:
    folder = desktop.library.models_folder / "broken"
    folder.mkdir()
    (folder / "card.toml").write_text("nonsense")
    desktop.show("models")
    models = desktop.window.models
    models.list.setCurrentRow(len(models.rows) - 1)
    assert "cannot be read" in models.text.toPlainText() and not models.check.isVisible()


@pytest.mark.parametrize("size", [(800, 500), (1280, 800)])
def test_nothing_is_cut_off_in_a_small_window(desktop: Desktop, size: tuple[int, int]) -> None:
    desktop.window.resize(*size)
    desktop.show("models")
    desktop.wait_idle(5)
    models = desktop.window.models
    assert models.text.horizontalScrollBar().maximum() == 0 or size[0] < 1000
    for button in (models.add_file, models.check, models.try_on, models.evaluate):
        assert button.isVisible() and models.rect().contains(button.mapTo(models, button.rect().bottomRight()))
