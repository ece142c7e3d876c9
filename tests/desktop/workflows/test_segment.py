"""A network's result in a case: its mask, its labels, what was used to make it, and what is left when it is stopped."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from desktop.store.runs import Run
from desktop.workflows.segment import SPEEDS_FILE, Preview, segment
from inference.cards import CARD_FILE, ModelCard, read_card
from inference.client import Engine
from viewer.case.errors import KnownError
from viewer.case.geometry import Geometry
from viewer.case.progress import CancelledError, no_tick
from viewer.case.study import Series
from viewer.case.volume import Volume

sys.path.append(str(Path(__file__).parents[2] / "inference" / "segmentation"))
from network_case import saved_volume, threshold_pack

SERIES = Series("series", "1.2", "CT", frame_uid="frame")


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as engine:
        yield engine


@pytest.fixture
def volume(tmp_path: Path) -> Volume:
    """A body of water with two dense balls in air, on a tilted grid."""
    matrix = np.diag([3.0, 2.0, 2.0, 1.0])[[2, 1, 0, 3]]
    matrix[1, 0], matrix[2, 1] = 0.6, -0.4
    geometry = Geometry.from_matrix((40, 90, 110), matrix, "frame")
    k, j, i = np.ogrid[:40, :90, :110]
    voxels = np.full(geometry.shape_kji, -1000, np.int16)
    voxels[:, ((j[0] - 45) / 36) ** 2 + ((i[0] - 55) / 46) ** 2 < 1] = 40
    voxels[(k - 20) ** 2 * 2 + (j - 40) ** 2 + (i - 30) ** 2 < 100] = 400
    return saved_volume(tmp_path, voxels, geometry)


def a_pack(tmp_path: Path, **how: object) -> tuple[ModelCard, Path]:
    pack = threshold_pack(tmp_path / "pack", (-200.0, 200.0), foreground=True, **{"patch": (32, 32, 16), **how})  # type: ignore[arg-type]
    return read_card(pack / CARD_FILE), pack


def test_the_mask_is_exact_and_the_run_says_what_made_it(tmp_path: Path, engine: Engine, volume: Volume) -> None:
    card, pack = a_pack(tmp_path)
    result = segment(volume, SERIES, card, pack, tmp_path / "masks", engine, no_tick, models_folder=tmp_path)
    assert result.mask is not None and result.segmentation is not None
    expected = (volume.voxels > -200).astype(np.uint8) + (volume.voxels > 200)
    assert np.array_equal(np.load(result.mask), expected)
    assert [row.number for row in result.segmentation.statistics] == [1, 2]
    options = json.loads(result.run.options)
    assert options["orientation"] in result.segmentation.notes
    assert options["orientation"].startswith("Not checked, for nothing that tells was seen: left and right")
    assert {"backend", "why", "threads", "patch", "overlap", "windows", "seconds", "peak_memory_bytes", "estimated_memory_bytes"} <= set(options)
    assert result.run.device.startswith("cpu: ")
    assert {"torch", "openvino", "numpy"} <= set(json.loads(result.run.libraries))


def test_what_is_fastest_is_tried_once_and_remembered_and_the_network_stays_loaded(
    tmp_path: Path, engine: Engine, volume: Volume
) -> None:
    card, pack = a_pack(tmp_path)
    texts: list[list[str]] = []
    load_s = []
    for new_process in (True, True, False):
        if new_process:  # it remembers nothing but what is on disk
            engine.kill()
        texts.append([])
        say = texts[-1].append
        result = segment(volume, SERIES, card, pack, tmp_path / "masks", engine, lambda f, text, say=say: say(text), models_folder=tmp_path)  # type: ignore[misc]
        load_s.append(json.loads(result.run.options)["seconds"]["load_s"])
    tried = [any(text.startswith("Trying how this network runs fastest here") for text in run) for run in texts]
    assert tried == [True, False, False]
    assert load_s[2] < 0.3 * load_s[1]
    (machine,) = json.loads((tmp_path / SPEEDS_FILE).read_text()).values()
    (kept,) = machine.values()
    assert {row["backend"] for row in kept["tried"]} >= {"torch f32", "openvino f32"}
    assert kept["backend"] in kept["why"]


def test_a_stopped_run_leaves_a_row_and_no_file(tmp_path: Path, engine: Engine, volume: Volume) -> None:
    card, pack = a_pack(tmp_path, patch=(12, 12, 8))  # so many windows that progress is heard of between them
    rows: list[Run] = []

    def tick(fraction: float, text: str) -> None:
        if text.startswith("Window"):
            raise CancelledError

    with pytest.raises(CancelledError):
        segment(volume, SERIES, card, pack, tmp_path / "masks", engine, tick, models_folder=tmp_path, unfinished=rows.append)
    assert list((tmp_path / "masks").iterdir()) == []
    assert [(row.outcome, row.text, row.weights_sha256) for row in rows] == [("cancelled", "", card.weights_sha256)]


@pytest.mark.skipif(sys.platform == "win32", reason="signals are those of Unix")
def test_a_process_killed_in_mid_run_is_told_in_one_sentence_and_the_next_run_works(tmp_path: Path, engine: Engine, volume: Volume) -> None:
    card, pack = a_pack(tmp_path, patch=(12, 12, 8))
    rows: list[Run] = []

    def kill(fraction: float, text: str) -> None:
        if text.startswith("Window"):
            assert engine._process is not None and engine._process.pid is not None
            os.kill(engine._process.pid, signal.SIGKILL)

    with pytest.raises(KnownError) as caught:
        segment(volume, SERIES, card, pack, tmp_path / "masks", engine, kill, models_folder=tmp_path, unfinished=rows.append)
    assert caught.value.text == "The model's process was ended by the system, most likely because memory ran out (killed)."
    assert [(row.outcome, row.text.startswith(caught.value.text)) for row in rows] == [("failed", True)]
    assert list((tmp_path / "masks").iterdir()) == []
    card, pack = a_pack(tmp_path)
    result = segment(volume, SERIES, card, pack, tmp_path / "masks", engine, no_tick, models_folder=tmp_path, unfinished=rows.append)
    assert result.mask is not None and np.array_equal(np.load(result.mask), (volume.voxels > -200).astype(np.uint8) + (volume.voxels > 200))
    assert len(rows) == 1


def test_a_short_run_shows_no_preview(tmp_path: Path, engine: Engine, volume: Volume) -> None:
    card, pack = a_pack(tmp_path)
    seen: list[Preview] = []
    segment(volume, SERIES, card, pack, tmp_path / "masks", engine, no_tick, models_folder=tmp_path, preview=seen.append)
    assert seen == []
    assert [path.suffixes for path in (tmp_path / "masks").iterdir()] == [[".part", ".npy"]]


def test_pictures_of_another_kind_are_refused(tmp_path: Path, engine: Engine, volume: Volume) -> None:
    card, pack = a_pack(tmp_path)
    with pytest.raises(KnownError, match="made for CT"):
        segment(volume, Series("series", "1.2", "MR"), card, pack, tmp_path / "masks", engine, no_tick)
