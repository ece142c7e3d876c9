"""The picture that was clicked is there first, the others follow where the reader looks, and nothing is left behind."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from kept import until_kept
from phantom import body_hu, phantom_geometry, slices_of, truth_hu, write_phantom, write_slices
from test_decode import write_compressed

from viewer.case.errors import KnownError
from viewer.case.progress import CancelledError, Tick, no_tick
from viewer.dicom import codecs, layout_cache
from viewer.dicom.decode import Decoder
from viewer.dicom.load import Early, Loaded, load
from viewer.dicom.pixels import FrameSource
from viewer.dicom.scan import scan


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    with Decoder(processes=1) as decoder:
        yield decoder


class Watcher:
    """Keeps what `load` handed out, and in which order pictures arrived."""

    def __init__(self, want: int | None = None) -> None:
        self.handed: list[Early] = []
        self.first: list[np.ndarray] = []  # type: ignore[type-arg]
        self.order: list[int] = []
        self._want = want

    def arrived(self, early: Early) -> None:
        self.handed.append(early)
        self.first.append(early.ready.copy())
        if self._want is not None:
            early.wanted = self._want

    def tick(self, fraction: float, text: str) -> None:
        if self.handed:
            there = np.flatnonzero(self.handed[-1].ready).tolist()
            self.order += [index for index in there if index not in self.order]


def open_folder(folder: Path, decoder: Decoder, watcher: Watcher, start: float = 0.5, tick: Tick | None = None) -> Loaded:
    found = scan([folder / "series"], no_tick)
    (series,) = found.series
    loaded = load(series, found.instances, folder / "volumes", decoder, tick or watcher.tick, "", start, watcher.arrived)
    until_kept()
    return loaded


def pixel_files(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "volumes").glob("*.npy"))


@pytest.mark.parametrize("syntax_uid", ["", "1.2.840.10008.1.2.4.90"], ids=["plain", "jpeg 2000"])
def test_the_first_picture_is_shown_before_the_others_are_there(tmp_path: Path, decoder: Decoder, syntax_uid: str) -> None:
    geometry = phantom_geometry((4, 30, 36))
    if syntax_uid:
        write_compressed(tmp_path / "series", syntax_uid)
    else:
        write_phantom(tmp_path / "series", geometry)
    watcher = Watcher()
    loaded = open_folder(tmp_path, decoder, watcher, start=0.7)
    (early,), (first,) = watcher.handed, watcher.first
    assert first.sum() == 1 and first[2] and early.wanted == 2
    assert early.ready.all()
    assert loaded.stack is early.loaded.stack and loaded.volume is early.loaded.volume is not None
    assert np.array_equal(loaded.volume.voxels, truth_hu(geometry))
    again = Watcher()
    assert np.array_equal(open_folder(tmp_path, decoder, again).need_volume().voxels, loaded.volume.voxels)
    assert again.handed == [], "what is only mapped arrives at once"


def test_pictures_follow_from_where_the_reader_looks(tmp_path: Path, decoder: Decoder) -> None:
    write_phantom(tmp_path / "series", phantom_geometry((60, 6, 8)))
    watcher = Watcher(want=58)
    open_folder(tmp_path, decoder, watcher, start=0.1)
    assert watcher.first[0][6] and sorted(watcher.order) == [*range(60)]
    assert watcher.order.index(58) < watcher.order.index(40) < watcher.order.index(20)


def test_values_that_do_not_fit_are_handed_out_again(tmp_path: Path, decoder: Decoder) -> None:
    geometry = phantom_geometry((40, 30, 36))
    slices = slices_of(geometry)
    write_slices(tmp_path / "series", slices[:-1])
    bright = tmp_path / "bright"
    write_slices(bright, slices[-1:], lambda points: body_hu(points) + 50_000.0, intercept=0.0)
    (file,) = bright.iterdir()
    file.rename(tmp_path / "series" / "bright.dcm")
    watcher = Watcher()
    loaded = open_folder(tmp_path, decoder, watcher, start=0.0)
    void, early = watcher.handed
    assert not Path(void.loaded.need_volume().path).exists()
    assert early.loaded.volume is None and early.loaded.part.is_volume
    assert loaded.stack is early.loaded.stack and loaded.need_volume().voxels.dtype == np.float32
    assert len(pixel_files(tmp_path)) == 2


def test_a_stop_while_pictures_arrive_leaves_none(tmp_path: Path, decoder: Decoder) -> None:
    write_compressed(tmp_path / "series", "1.2.840.10008.1.2.4.90")

    def stop(early: Early) -> None:
        raise CancelledError

    watcher = Watcher()
    watcher.arrived = stop  # type: ignore[method-assign]
    with pytest.raises(CancelledError):
        open_folder(tmp_path, decoder, watcher)
    assert pixel_files(tmp_path) == []
    assert open_folder(tmp_path, decoder, Watcher()).volume is not None


def test_only_pixels_that_nobody_can_be_using_are_removed(tmp_path: Path, decoder: Decoder) -> None:
    geometry = phantom_geometry((6, 30, 36))
    write_slices(tmp_path / "series", slices_of(geometry)[:4])
    before = open_folder(tmp_path, decoder, Watcher())
    (name,) = pixel_files(tmp_path)
    stem = name.rsplit(".", 3)[0]
    filling, left, other = (tmp_path / "volumes" / f"{start}.{hex}.stack.npy" for start, hex in (
        (stem, "0123456789ab"), (stem, "ba9876543210"), (stem + "1", "0123456789ab"),
    ))  # fmt: skip
    for path in (filling, left, other):
        path.write_bytes(b"")
    two_days_ago = time.time() - 2 * 86400
    for path in (left, other):
        os.utime(path, (two_days_ago, two_days_ago))
    write_slices(tmp_path / "series", slices_of(geometry))
    after = open_folder(tmp_path, decoder, Watcher())
    assert len(after.stack.planes) == 6 and np.array_equal(before.stack.pixels, after.stack.pixels[:4])
    assert set(pixel_files(tmp_path)) == {after.need_volume().path.name, filling.name, other.name}


def test_headers_are_read_once(tmp_path: Path, decoder: Decoder, monkeypatch: pytest.MonkeyPatch) -> None:
    write_phantom(tmp_path / "series")
    loaded = open_folder(tmp_path, decoder, Watcher())
    for note in (tmp_path / "volumes").glob("*.json"):
        if not note.name.endswith(".layout.json"):
            note.unlink()
    monkeypatch.setattr(layout_cache, "read_frames", lambda *_: pytest.fail("the headers were read again"))
    again = open_folder(tmp_path, decoder, Watcher())
    assert (again.stack.planes, again.problems, again.parts) == (loaded.stack.planes, loaded.problems, loaded.parts)
    assert again.need_volume().geometry == loaded.need_volume().geometry


def test_two_who_open_a_series_at_once_share_its_pixels(tmp_path: Path, decoder: Decoder) -> None:
    write_phantom(tmp_path / "series")
    found: list[Loaded] = []
    threads = [threading.Thread(target=lambda: found.append(open_folder(tmp_path, decoder, Watcher()))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({one.need_volume().path for one in found}) == 1 == len(pixel_files(tmp_path))


def be_slow_and_crash() -> None:
    """Run in each decoder process: every frame takes its time, and one of file 1 crashes the process."""
    good = codecs.decode_frame

    def broken(source: FrameSource) -> np.ndarray:  # type: ignore[type-arg]
        if source.path.endswith("1.dcm"):
            os.abort()
        time.sleep(0.02)
        return good(source)

    codecs.decode_frame = broken


def test_a_crash_costs_one_picture_of_many_and_who_calls_last_is_served_first(tmp_path: Path) -> None:
    for name in ("background", "clicked"):
        write_compressed(tmp_path / name / "series", "1.2.840.10008.1.2.4.80", 8 if name == "clicked" else 40)
    ended: list[str] = []
    results: dict[str, Loaded | KnownError] = {}
    begun = threading.Event()

    def work(name: str) -> None:
        watcher = Watcher()
        if name == "background":
            watcher.arrived = lambda early: begun.set()  # type: ignore[method-assign]
        results[name] = open_folder(tmp_path / name, decoder, watcher)
        ended.append(name)

    with Decoder(be_slow_and_crash, processes=1) as decoder:
        background = threading.Thread(target=work, args=("background",))
        background.start()
        assert begun.wait(60)
        work("clicked")
        background.join()
    assert ended == ["clicked", "background"]
    for name, count in (("clicked", 8), ("background", 40)):
        loaded = results[name]
        assert isinstance(loaded, Loaded) and loaded.volume is not None
        truth = truth_hu(phantom_geometry((count, 30, 36)))
        lost = [n for n in range(count) if str(n).endswith("1")]
        assert [n for n in range(count) if not np.array_equal(loaded.volume.voxels[n], truth[n])] == lost


def test_a_slow_disk_holds_nobody_up(tmp_path: Path, decoder: Decoder, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was loaded is opened again while its pixels are still on their way to the disk."""
    spun = threading.Event()
    real = os.fsync

    def slow(descriptor: int) -> None:
        assert spun.wait(60)
        real(descriptor)

    geometry = phantom_geometry((6, 30, 36))
    write_slices(tmp_path / "series", slices_of(geometry))
    found = scan([tmp_path / "series"], no_tick)
    (series,), instances = found.series, found.instances
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", slow)
        first = load(series, instances, tmp_path / "volumes", decoder, no_tick)
        again = load(series, instances, tmp_path / "volumes", decoder, no_tick)
        assert again is first
        fewer: list[Loaded] = []
        other = threading.Thread(target=lambda: fewer.append(load(series, instances[:4], tmp_path / "volumes", decoder, no_tick)))
        other.start()
        other.join(0.3)
        assert not fewer, "what was made of other files is kept first: its note must not be written over"
        spun.set()
        other.join(60)
    until_kept()
    assert len(fewer[0].stack.planes) == 4 and len(pixel_files(tmp_path)) == 1
    mapped = load(series, instances[:4], tmp_path / "volumes", decoder, no_tick)
    assert mapped is not fewer[0] and np.array_equal(mapped.need_volume().voxels, truth_hu(geometry)[:4])
