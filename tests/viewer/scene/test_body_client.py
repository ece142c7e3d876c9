"""3D comes from a process of its own: newest picture only, survives a kill, gives up in words, leaves nothing behind."""

import multiprocessing
import os
import signal
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from bodies import FRAME

from viewer.case.errors import KnownError
from viewer.case.geometry import Geometry
from viewer.case.progress import no_tick
from viewer.case.volume import Volume
from viewer.scene.body import BodyState
from viewer.scene.body_client import GIVEN_UP, RESTARTED, BodyClient
from viewer.scene.camera import Camera

SIZE = (160, 120)


@pytest.fixture
def volume(tmp_path):
    k, j, i = np.indices((40, 40, 40), sparse=True)
    voxels = (1200 - 60 * np.sqrt((k - 20) ** 2 + (j - 20) ** 2 + (i - 20) ** 2)).astype(np.int16)
    np.save(tmp_path / "volume.npy", voxels)
    geometry = Geometry.from_matrix(voxels.shape, np.diag((2.0, 2.0, 2.0, 1.0)), FRAME)
    return Volume("1.2", geometry, np.load(tmp_path / "volume.npy", mmap_mode="r"), tmp_path / "volume.npy", "HU")


@pytest.fixture
def client(volume):
    before = set(multiprocessing.active_children())
    client = BodyClient(_begun)
    client.open(volume)
    yield client
    client.close()
    assert set(multiprocessing.active_children()) == before


def _begun():
    os.environ["LIGHTBOX_3D_BEGUN"] = "yes"


def state(volume, **changes):
    return replace(BodyState(Camera.at(volume.geometry), "bone", SIZE), **changes)


def wait(client, seconds=60.0):
    """The pictures that come until nothing is awaited."""
    end_s, pictures = time.monotonic() + seconds, []
    while client.is_busy or not pictures:
        picture = client.poll()
        if picture is not None:
            pictures.append(picture)
        if client.failed:
            return pictures
        assert time.monotonic() < end_s, "no picture came"
        time.sleep(0.002)
    return pictures


def test_a_body_is_seen_coarse_then_fine_and_the_window_never_waits(client, volume):
    begun_s = time.perf_counter()
    client.want(state(volume), "coarse")
    assert time.perf_counter() - begun_s < 2.0  # starting a process, not waiting for it
    (picture,) = wait(client)
    assert picture.pixels.shape == (120, 160, 3) and picture.pixels.max() > 100
    assert not picture.settled and picture.quality == "coarse"
    assert [look.name for look in client.looks][:2] == ["bone", "vessels"] and client.renderer and not client.said
    fine = client.render(state(volume), "fine", no_tick)
    assert fine.shape == (120, 160, 3) and fine.max() > 100


def test_only_the_newest_of_many_pictures_is_made(client, volume):
    client.render(state(volume), "fine", no_tick)
    turned = [state(volume, camera=Camera.at(volume.geometry).rotated(degrees, 0)) for degrees in range(60)]
    for each in turned:
        client.want(each, "coarse")
    pictures = wait(client)
    assert len(pictures) <= 3 and pictures[-1].state == turned[-1]


def test_a_fine_picture_gives_way_to_a_drag(client, volume):
    client.render(state(volume), "fine", no_tick)
    large = state(volume, size_px=(1200, 1000))
    client.want(large, "fine")
    moved = replace(large, camera=large.camera.rotated(30, 0))
    client.want(moved, "coarse")
    assert wait(client)[-1].state == moved


def test_it_is_started_once_more_when_it_is_killed_and_then_given_up(client, volume):
    client.render(state(volume), "fine", no_tick)
    os.kill(client.pid, signal.SIGKILL)
    client.want(state(volume), "coarse")
    assert wait(client)[-1].pixels.max() > 100 and client.said == RESTARTED
    os.kill(client.pid, signal.SIGKILL)
    client.want(state(volume), "coarse")
    wait(client)
    assert client.failed == GIVEN_UP
    with pytest.raises(KnownError, match="stopped twice"):
        client.render(state(volume), "coarse", no_tick)
    client.open(volume)  # another series, another try
    assert client.render(state(volume), "coarse", no_tick).max() > 100 and not client.said


def test_a_volume_that_is_gone_is_said_and_one_that_was_never_a_file_is_shown(client, volume):
    gone = replace(volume, path=volume.path.with_name("other.npy"))
    np.save(gone.path, volume.voxels)
    client.open(gone)
    gone.path.unlink()
    client.want(state(volume), "coarse")
    wait(client)
    assert client.failed == "The volume is no longer there. Open the series again."
    client.open(replace(volume, path=Path("unused")))
    assert client.render(state(volume), "coarse", no_tick).max() > 100


def test_a_process_whose_window_is_gone_ends(volume):
    client = BodyClient()
    client.open(volume)
    client.render(state(volume), "coarse", no_tick)
    process = client._process
    client._connection.close()  # as when the window is killed
    process.join(20)
    assert process.exitcode == 0
    client.close()
