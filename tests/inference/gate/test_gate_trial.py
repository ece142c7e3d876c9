"""The trial on phantoms passes a segmenter that reads places off the patient, and catches the classic mistakes."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

import resources
from inference.cards import ModelCard, read_card
from inference.gate import trial
from inference.gate.papers import read_trial, trial_json
from inference.gate.phantoms import HeadPatient, Shown
from inference.gate.standing import TRIAL_FILE, write_paper
from inference.gate.trial import run_trial
from inference.phantom.head import make_head
from viewer.case.errors import KnownError
from viewer.case.progress import CancelledError, Tick, no_tick
from viewer.case.segmentation import Label
from viewer.case.terms import Code
from viewer.case.volume import Mask, Volume

BRAIN = Code("SCT", "12738006", "Brain")
LABELS = (Label(1, "hemisphere left", BRAIN, "left"), Label(2, "hemisphere right", BRAIN, "right"))
TISSUE = (15.0, 60.0)


@dataclass(frozen=True)
class SmallHead(HeadPatient):
    """The head at most as fine as 8 mm in the slice: quick."""

    def show(self, spacing_mm: tuple[float, float, float]) -> Shown:
        return super().show((spacing_mm[0], 8.0, 8.0))


@pytest.fixture
def card() -> ModelCard:
    card = read_card(resources.path("models", "ct-classical", "card.toml"))
    return replace(card, labels=LABELS, applies={"regions": ["head"]})


def by_place(volume: Volume, tick: Tick) -> Mask:
    """Tissue left of the plane x = 0, where the patient's left is."""
    k, j, i = np.indices(volume.voxels.shape)
    matrix = volume.geometry.matrix
    x = matrix[0, 0] * k + matrix[0, 1] * j + matrix[0, 2] * i + matrix[0, 3]
    tissue = (volume.voxels > TISSUE[0]) & (volume.voxels < TISSUE[1])
    return np.where(tissue, np.where(x > 0, 1, 2), 0).astype(np.uint8)


def by_index(volume: Volume, tick: Tick) -> Mask:
    """Tissue in the second half of the last axis, whatever that is."""
    tissue = (volume.voxels > TISSUE[0]) & (volume.voxels < TISSUE[1])
    half = np.arange(volume.voxels.shape[2]) >= volume.voxels.shape[2] / 2
    return np.where(tissue, np.where(half, 1, 2), 0).astype(np.uint8)


def cases_of(card: ModelCard, run: object, tmp_path: Path) -> dict[str, bool | None]:
    found = run_trial(card, run, tmp_path, no_tick, (SmallHead("CT"),))  # type: ignore[arg-type]
    return {row.name: row.passed for row in found.results}


def test_a_sound_segmenter_passes_all(card: ModelCard, tmp_path: Path) -> None:
    found = run_trial(card, by_place, tmp_path, no_tick, (SmallHead("CT"),))
    passed = {row.name: row.passed for row in found.results}
    noise = passed.pop("noise")  # a threshold does not stand noise, and it is not expected to
    assert noise is False and passed.pop("synthetic head, CT") is None
    assert passed == dict.fromkeys(("mirrored", "turned", "cut", "empty", "slices of 1 mm", "slices of 5 mm"), True)
    assert found.passed is False and found.text == "6 of 7 cases passed; failed: noise"
    write_paper(tmp_path / TRIAL_FILE, trial_json(found))
    assert read_trial(tmp_path, card) == found
    assert read_trial(tmp_path, replace(card, version="2")) is None


def test_sides_read_off_the_index_are_caught(card: ModelCard, tmp_path: Path) -> None:
    passed = cases_of(card, by_index, tmp_path)
    assert passed["mirrored"] is False and passed["turned"] is False and passed["cut"] is True


def test_something_drawn_in_air_is_caught(card: ModelCard, tmp_path: Path) -> None:
    def everywhere(volume: Volume, tick: Tick) -> Mask:
        return np.maximum(by_place(volume, tick), (volume.voxels < -900).astype(np.uint8))

    assert cases_of(card, everywhere, tmp_path)["empty"] is False


def test_a_model_that_breaks_on_a_case_fails_it_with_its_sentence(card: ModelCard, tmp_path: Path) -> None:
    def once(volume: Volume, tick: Tick) -> Mask:
        if len(volume.voxels) < 50:
            raise KnownError("Too few slices.")
        return by_place(volume, tick)

    found = run_trial(card, once, tmp_path, no_tick, (SmallHead("CT"),))
    row = next(row for row in found.results if row.name == "cut")
    assert row.passed is False and row.text == "Too few slices."


def test_a_case_that_takes_too_long_is_not_judged_and_one_that_is_stopped_stops(
    card: ModelCard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    def slow_when_cut(volume: Volume, tick: Tick) -> Mask:
        while len(volume.voxels) < 50:
            tick(0.5, "Drawing")
        return by_place(volume, tick)

    monkeypatch.setattr(trial, "CASE_S", 0.5)
    found = run_trial(card, slow_when_cut, tmp_path, lambda fraction, text: said.append(text), (SmallHead("CT"),))
    row = next(row for row in found.results if row.name == "cut")
    assert row.passed is None and row.text.startswith("Not judged: it takes longer than")
    assert "cut: Drawing" in said and "empty: begins" in said

    def stop(fraction: float, text: str) -> None:
        if text == "cut: Drawing":
            raise CancelledError

    with pytest.raises(CancelledError):
        run_trial(card, slow_when_cut, tmp_path, stop, (SmallHead("CT"),))

    def slow(volume: Volume, tick: Tick) -> Mask:
        while True:
            tick(0.5, "Drawing")

    monkeypatch.setattr(trial, "CASE_S", 0.1)
    with pytest.raises(KnownError, match="was not tried: the synthetic head, CT takes it longer"):
        run_trial(card, slow, tmp_path, no_tick, (SmallHead("CT"),))


def test_a_slow_model_is_turned_fewer_times(card: ModelCard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial, "TURNED_S", 0.0)
    found = run_trial(card, by_place, tmp_path, no_tick, (SmallHead("CT"),))
    row = next(row for row in found.results if row.name == "turned")
    assert row.passed is True and row.text.startswith("1 of the 48 orders")


def test_a_model_of_what_the_phantoms_lack_is_not_judged(card: ModelCard, tmp_path: Path) -> None:
    def nothing(volume: Volume, tick: Tick) -> Mask:
        return np.zeros(volume.voxels.shape, np.uint8)

    found = run_trial(card, nothing, tmp_path, no_tick, (SmallHead("CT"),))
    assert found.passed is None and "not found" not in found.text.lower() and "not judged" in found.text
    assert "Nothing was found by this model" in found.results[0].text


def test_slices_that_the_card_does_not_allow_are_not_tried(card: ModelCard, tmp_path: Path) -> None:
    thin = replace(card, applies={"step_mm": [0.5, 4.0]})
    assert cases_of(thin, by_place, tmp_path)["slices of 5 mm"] is None


@pytest.mark.parametrize("kind", ["CT", "MR"])
def test_the_head_has_two_different_sides_and_stays_in_place(kind: str) -> None:
    voxels, geometry = make_head(kind, (4.0, 4.0, 4.0))  # type: ignore[arg-type]
    finer, fine = make_head(kind, (2.0, 4.0, 4.0))  # type: ignore[arg-type]
    far = {"CT": 18, "MR": 120}[kind]
    assert (np.abs(voxels.astype(int) - voxels[:, :, ::-1]) > far).sum() > 300
    points = [[30, 30, 20], [45, 25, 36], [32, 27, 26]]
    there = np.rint(fine.to_kji(geometry.to_lps(points))).astype(int)
    values = [abs(int(voxels[tuple(a)]) - int(finer[tuple(b)])) for a, b in zip(points, there, strict=True)]
    assert max(values) < 80
