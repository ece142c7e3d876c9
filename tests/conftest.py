"""What every test gets: no display, no network, a settings file of its own, and no leaked thread."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from soak import SOAK

hypothesis.settings.register_profile("suite", derandomize=True, deadline=None, database=None)
hypothesis.settings.register_profile("soak", deadline=None, database=None)
hypothesis.settings.load_profile("soak" if SOAK else "suite")

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the settings of the person who runs it."""
    monkeypatch.setenv("LIGHTBOX_CONFIG", str(tmp_path / "settings.toml"))
    monkeypatch.setenv("LIGHTBOX_CACHE", str(tmp_path / "cache"))


@pytest.fixture(autouse=True, scope="session")
def widgets_first(qapp: object) -> None:
    """Commands that draw make a QGuiApplication where there is none, and beside that one no test could make widgets."""


@pytest.fixture(autouse=True)
def no_leaked_threads() -> Iterator[None]:
    """A thread that outlives its test is a window that does not close."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + 5
    while leaked := [t for t in threading.enumerate() if t not in before and not t.daemon]:
        if time.monotonic() > deadline:
            pytest.fail(f"threads left running: {[thread.name for thread in leaked]}")
        time.sleep(0.02)


def data_folder() -> Path:
    return Path(os.environ.get("LIGHTBOX_TEST_DATA", ROOT.parent / "shared" / "data"))


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real DICOM files; the test is skipped, saying so, where it is absent."""
    folder = data_folder()
    if not folder.is_dir():
        pytest.skip(f"no real test data at {folder} (set LIGHTBOX_TEST_DATA)")
    return folder
