"""Too little memory is seen before a run where it can be, and met with smaller windows; what cannot run says why."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from network_case import drawn, saved_volume, task_for, threshold_pack

from inference.client import Engine
from inference.segmentation import network
from inference.segmentation.inputs import request_for
from viewer.case.errors import KnownError
from viewer.case.geometry import Geometry
from viewer.case.progress import no_tick
from viewer.case.volume import Volume

SHAPE = (24, 70, 80)


@pytest.fixture
def volume(tmp_path: Path) -> Volume:
    geometry = Geometry.from_matrix(SHAPE, np.array([[0, 0, 2.0, 0], [0, 2.0, 0, 0], [3.0, 0, 0, 0], [0, 0, 0, 1]]), "f")
    voxels = drawn(geometry, lambda p: np.round(2 * p[:, 0] - 1.5 * p[:, 1] + p[:, 2])).astype(np.int16)
    return saved_volume(tmp_path, voxels, geometry)


def run(pack: Path, volume: Volume, out: Path, **request: Any) -> tuple[Any, dict[str, Any]]:
    answer = json.loads(network.run(task_for(pack, volume, out, **request), no_tick, lambda text: None))
    return np.load(out), answer


def test_what_a_run_needs_is_estimated_and_smaller_windows_are_used_where_that_is_too_much(
    tmp_path: Path, volume: Volume, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = threshold_pack(tmp_path / "pack", patch=(64, 64, 64))
    expected, answer = run(pack, volume, tmp_path / "mask.npy")
    needed = answer["options"]["estimated_memory_bytes"]
    assert answer["problems"] == [] and answer["options"]["patch"] == [64, 64, 64]
    monkeypatch.setattr(network, "used_bytes", lambda: 0)
    monkeypatch.setattr(network, "free_bytes", lambda: round(needed / 0.9) - 1_000_000)
    mask, answer = run(pack, volume, tmp_path / "mask.npy")
    assert answer["options"]["patch"] == [32, 32, 32] and np.array_equal(mask, expected)
    assert "smaller windows were used" in answer["problems"][0] and "is free" in answer["problems"][0]
    monkeypatch.setattr(network, "free_bytes", lambda: 1_000)
    with pytest.raises(KnownError, match=r"This needs about .* of memory and 0 MB is free, also with small windows"):
        run(pack, volume, tmp_path / "mask.npy")


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as engine:
        yield engine


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="the limit is that of Linux")
def test_when_memory_runs_out_in_the_middle_smaller_windows_finish_the_work(tmp_path: Path, engine: Engine, volume: Volume) -> None:
    """The real process under a real limit of address space, which the first window breaks."""
    pack = threshold_pack(tmp_path / "pack", patch=(256, 256, 256))
    task = replace(task_for(pack, volume, tmp_path / "mask.npy", more_bytes=250_000_000), runner="fakes:within_memory")
    answer = json.loads(engine.run(task, no_tick).answer)
    assert answer["problems"][0].startswith("Memory ran out: smaller windows were used")
    assert answer["options"]["patch"] in ([128, 128, 128], [64, 64, 64])
    assert np.array_equal(np.load(tmp_path / "mask.npy"), (volume.voxels > 0).astype(np.uint8) + (volume.voxels > 100))
    engine.kill()


def test_a_graphics_card_that_is_too_small_is_left_for_the_processor_with_the_windows_of_the_card(
    tmp_path: Path, volume: Volume, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That there is a card is played; what is asked of it in turn is ours."""
    monkeypatch.setattr(network, "find_cuda", lambda: ("Small One", "the graphics card Small One, 2 GB"))
    state = network._read(task_for(threshold_pack(tmp_path / "pack", patch=(64, 64, 64)), volume, tmp_path / "mask.npy"))
    steps = []
    for _ in range(3):
        network._ask_for_less(state, "Memory ran out")
        steps.append((state.use_cuda, state.wanted.patch))
    assert steps == [(True, (32, 32, 32)), (False, (64, 64, 64)), (False, (32, 32, 32))]
    assert "Memory ran out on the graphics card: the processor was used." in state.problems
    with pytest.raises(KnownError, match="Memory ran out, also with small windows"):
        monkeypatch.setattr(network, "find_cuda", lambda: ("", "the processor"))
        network._ask_for_less(state, "Memory ran out")


def test_other_pictures_and_missing_channels_are_refused(tmp_path: Path, volume: Volume) -> None:
    pack = threshold_pack(tmp_path / "pack")
    with pytest.raises(KnownError, match="reads CT; the series is MR"):
        run(pack, volume, tmp_path / "m.npy", modality="MR")
    with pytest.raises(KnownError, match="reads Hounsfield units"):
        run(pack, replace(volume, unit="raw"), tmp_path / "m.npy")
    pack = threshold_pack(tmp_path / "two", channels=("T1", "T2"), modality="MR")
    with pytest.raises(KnownError, match="reads T1, T2 together; missing: T2"):
        run(pack, volume, tmp_path / "m.npy", modality="MR", channels={"T1": str(volume.path)})
    other = saved_volume(tmp_path, volume.voxels[:5], volume.geometry, name="other")
    with pytest.raises(KnownError, match="The channel T2 has the shape"):
        run(pack, volume, tmp_path / "m.npy", modality="MR", channels={"T1": str(volume.path), "T2": str(other.path)})


def test_each_channel_is_the_series_it_is_said_to_be(tmp_path: Path, volume: Volume) -> None:
    second = saved_volume(tmp_path, volume.voxels[::-1].copy(), volume.geometry, name="second")
    paths = {"T2": str(second.path), "T1": str(volume.path)}
    for use, voxels in ((0, volume.voxels), (1, second.voxels)):
        pack = threshold_pack(tmp_path / f"pack{use}", channels=("T1", "T2"), use=use, modality="MR")
        mask, _ = run(pack, replace(volume, unit="raw"), tmp_path / "m.npy", modality="MR", channels=paths)
        assert np.array_equal(mask, (voxels > 0).astype(np.uint8) + (voxels > 100))


def test_overlapping_classes_are_painted(tmp_path: Path, volume: Volume) -> None:
    pack = threshold_pack(tmp_path / "pack", activation="sigmoid")
    mask, _ = run(pack, volume, tmp_path / "m.npy")
    assert np.array_equal(mask, (volume.voxels > 0).astype(np.uint8) + (volume.voxels > 100))


def test_steps_of_the_card_are_applied(tmp_path: Path, volume: Volume) -> None:
    steps = 'steps = [{ kind = "clip", low = -50, high = 60 }, { kind = "scale", from_low = -50, from_high = 60, to_low = 0, to_high = 11 }]'
    for first in ("", "\nsteps_first = true"):
        pack = threshold_pack(tmp_path / f"pack{len(first)}", (4.95, 10.9), steps=steps + first, sharpness=1.0)
        mask, _ = run(pack, volume, tmp_path / "m.npy")
        assert np.array_equal(mask, (volume.voxels > -0.5).astype(np.uint8) + (volume.voxels > 59))


def test_where_a_structure_reaches_the_edge_of_what_was_looked_at_the_rest_is_looked_at_too(tmp_path: Path) -> None:
    """A block beside the body, which alone is no patient, but which the network draws."""
    geometry = Geometry.from_matrix((30, 100, 120), np.array([[0, 0, 3.0, 0], [0, 3.0, 0, 0], [4.0, 0, 0, 0], [0, 0, 0, 1]]), "f")
    voxels = np.full(geometry.shape_kji, -1000, np.int16)
    voxels[:, 30:70, 10:60] = 40
    voxels[10:20, 48:52, 60:118] = 500  # a bar, too thin for a body, from the body far to the side
    volume = saved_volume(tmp_path, voxels, geometry)
    pack = threshold_pack(tmp_path / "pack", (-200.0, 200.0), foreground=True, patch=(32, 32, 32))
    mask, answer = run(pack, volume, tmp_path / "m.npy")
    assert np.array_equal(mask, (voxels > -200).astype(np.uint8) + (voxels > 200))
    assert any("reached the edge" in text for text in answer["problems"])


def test_a_coarse_preview_comes_first_when_it_is_wanted_and_the_run_is_long(
    tmp_path: Path, volume: Volume, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "_PREVIEW_AFTER_S", -1.0)
    pack = threshold_pack(tmp_path / "pack", patch=(16, 16, 8))
    said: list[dict[str, Any]] = []
    task = task_for(pack, volume, tmp_path / "m.npy", preview=str(tmp_path / "preview.npy"))
    answer = json.loads(network.run(task, no_tick, lambda text: said.append(json.loads(text))))
    (row,) = said
    preview, mask = np.load(row["preview"]), np.load(tmp_path / "m.npy")
    assert preview.shape == mask.shape and row["labels"] == [1, 2]
    assert (preview == mask).mean() > 0.95 and min(answer["options"]["preview"]["spacing_mm"]) > 2.5


def test_a_request_is_read_with_its_defaults(volume: Volume) -> None:
    assert "backend" not in json.loads(request_for(volume, "CT"))
