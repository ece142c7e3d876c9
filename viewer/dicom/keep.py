"""Loaded parts on their way to the disk: the reader has them already, and who asks for them again gets these very ones."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from viewer.case.progress import Tick
from viewer.dicom.cache import Loaded


@dataclass(frozen=True, slots=True)
class _OnTheWay:
    key: str
    loaded: Loaded
    thread: threading.Thread


_ON_THE_WAY: dict[Path, _OnTheWay] = {}


def keep(note: Path, key: str, loaded: Loaded, work: Callable[[], None]) -> None:
    """Do `work`, which brings a part to the disk for good and writes its `note`, on a thread: a slow disk holds nobody up.

    `key` stands for the files that the part was made from, as in the note.
    """

    def run() -> None:
        try:
            work()
        finally:
            del _ON_THE_WAY[note]

    thread = threading.Thread(target=run, name="keep pixels")
    _ON_THE_WAY[note] = _OnTheWay(key, loaded, thread)
    thread.start()


def on_the_way(note: Path, key: str, tick: Tick) -> Loaded | None:
    """The part that is being brought to the disk under this name; None where there is none.

    One that was made from other files, or was deleted meanwhile, is waited for: two must not write one note. Raises
    CancelledError from `tick`.
    """
    found = _ON_THE_WAY.get(note)
    if found is None:
        return None
    volume = found.loaded.volume
    if found.key == key and (volume is None or volume.path.exists()):
        return found.loaded
    while found.thread.is_alive():
        tick(0.0, "Waiting for the disk")
        found.thread.join(0.1)
    return None
