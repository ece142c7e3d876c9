"""What all tests of packs need: one thread, and that nothing of a hostile pack runs."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from hostile_case import CANARY


@pytest.fixture(autouse=True, scope="package")
def one_thread() -> Iterator[None]:
    """Tiny networks run faster on one than several take to agree."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture
def nothing_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every program in these packs would leave a file; none does, and no pack is left half installed."""
    monkeypatch.chdir(tmp_path)
    yield
    assert not list(tmp_path.rglob(CANARY)), "a program of the pack ran"
    assert not (tmp_path / "installed").exists(), "something was left behind"
