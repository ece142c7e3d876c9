"""Python's garbage is collected on the main thread, whoever made it, and everything only while nothing else runs."""

from __future__ import annotations

import gc
import sys
import threading
from typing import Any

import pytest
from PySide6.QtCore import QObject

from desktop.garbage import SWITCH_S, Garbage


class Ring:
    """Refers to itself, so that only a collection can end it; says on which thread that was."""

    def __init__(self, ended_on: list[threading.Thread]) -> None:
        self.itself = self
        self._ended_on = ended_on

    def __del__(self) -> None:
        self._ended_on.append(threading.current_thread())


def make_rings(ended_on: list[threading.Thread]) -> None:
    kept = []
    for _ in range(3000):
        Ring(ended_on)
        kept.append([Ring])  # enough new objects for a collection of Python's own


def test_what_a_thread_leaves_ends_on_the_main_one(qtbot: Any) -> None:
    parent, ended_on = QObject(), list[threading.Thread]()
    garbage = Garbage(lambda: True, parent)
    try:
        assert not gc.isenabled() and sys.getswitchinterval() == pytest.approx(SWITCH_S)
        thread = threading.Thread(target=make_rings, args=(ended_on,))
        thread.start()
        thread.join()
        assert not ended_on
        qtbot.waitUntil(lambda: len(ended_on) == 3000, timeout=10_000)
        assert set(ended_on) == {threading.main_thread()}
    finally:
        garbage.stop()
    assert gc.isenabled() and gc.get_freeze_count() == 0 and sys.getswitchinterval() == pytest.approx(0.005)


def test_old_garbage_waits_for_a_quiet_moment(qtbot: Any) -> None:
    parent, ended_on, is_quiet = QObject(), list[threading.Thread](), False
    garbage = Garbage(lambda: is_quiet, parent)
    try:
        ring = Ring(ended_on)
        qtbot.waitUntil(lambda: gc.get_freeze_count() > 0, timeout=10_000)
        gc.unfreeze()  # the ring is among the oldest objects now
        del ring
        for _ in range(12):
            make_rings([])
            gc.collect(1)
        qtbot.wait(300)
        assert not ended_on
        is_quiet = True
        qtbot.waitUntil(lambda: bool(ended_on), timeout=10_000)
    finally:
        garbage.stop()
