"""The real window, without a display, while it imports and opens series: how long it does not answer at the most.

    python benchmarks/_heartbeat.py LIBRARY [SERIES...] | --bare SERIES

Without SERIES what is in the library is opened, as the first thing after the start. Prints one JSON line: for each phase
the longest gap between two beats of a timer, in ms. The time for which the main thread was ready and the machine ran
something else is taken off where the system counts it (Linux). `--bare` is an empty Qt window beside a thread that reads
the headers of the series with pydicom.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer  # noqa: E402
from PySide6.QtWidgets import QApplication, QMainWindow  # noqa: E402


def queued_s() -> float:
    """How long this thread was ready to run and did not, so far."""
    try:
        return int(Path("/proc/thread-self/schedstat").read_text().split()[1]) / 1e9
    except OSError:
        return 0.0


class Heart:
    """Beats every 2 ms while the event loop runs."""

    def __init__(self) -> None:
        self.longest_ms: dict[str, float] = {}
        self.phase = "start"
        self._last_s = time.perf_counter() - queued_s()
        self._timer = QTimer()
        self._timer.timeout.connect(self._beat)
        self._timer.start(2)

    def _beat(self) -> None:
        now_s = time.perf_counter() - queued_s()
        gap_ms = (now_s - self._last_s) * 1000
        self.longest_ms[self.phase] = max(gap_ms, self.longest_ms.get(self.phase, 0.0))
        self._last_s = now_s

    def enter(self, phase: str) -> None:
        self.phase, self._last_s = phase, time.perf_counter() - queued_s()


def let_run(seconds: float) -> None:
    end_s = time.perf_counter() + seconds
    while time.perf_counter() < end_s:
        QApplication.processEvents()
        time.sleep(0.001)


def window(library: Path, series: list[Path]) -> dict[str, float]:
    from desktop.app import open_desktop

    desktop = open_desktop(library)
    desktop.window.resize(1280, 800)
    desktop.window.show()
    let_run(4)  # the decoders start
    heart = Heart()
    try:
        heart.enter("import")
        for folder in series:
            desktop.import_paths([folder])
            assert desktop.wait_idle(600)
        for row in desktop.library.find_studies():
            (one,) = desktop.library.series_of(row.study.uid)
            heart.enter("open " + one.description.split(",")[0])
            desktop.open_study(row.study.uid)
            assert desktop.wait_idle(600)
            let_run(1.5)
    finally:
        desktop.close()
    return heart.longest_ms


def bare(folder: Path) -> dict[str, float]:
    import pydicom

    application = QApplication([])
    shown = QMainWindow()
    shown.show()
    paths = sorted(folder.iterdir())
    work = threading.Thread(target=lambda: [pydicom.dcmread(path, stop_before_pixels=True) for path in paths * 4])
    heart = Heart()
    heart.enter("headers on a thread")
    work.start()
    while work.is_alive():
        application.processEvents()
        time.sleep(0.001)
    return heart.longest_ms


if __name__ == "__main__":
    if sys.argv[1] == "--bare":
        print(json.dumps(bare(Path(sys.argv[2]))))
    else:
        print(json.dumps(window(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])))
