"""How soon the window is on screen and how much memory it takes, beside a bare Qt window in the same run.

    python benchmarks/startup.py [--json] [--quick]

Each run is a fresh process, timed from its launch to the first paint of the window; the median is given.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from _rows import row, show

ROOT = Path(__file__).resolve().parent.parent

REPORT = """
import json, os, sys, time
def report(started):
    rss = 0.0
    try:
        with open("/proc/self/status") as file:
            rss = next(float(line.split()[1]) / 1024 for line in file if line.startswith("VmRSS"))
    except OSError:
        pass
    heavy = sorted({"torch", "monai", "llama_cpp"} & set(sys.modules))
    print(json.dumps({"s": time.time() - started, "rss_mb": rss, "heavy": heavy}), flush=True)
"""

LIGHTBOX = REPORT + """
from pathlib import Path
from desktop.app import open_desktop
from PySide6.QtWidgets import QApplication
desktop = open_desktop(Path(sys.argv[1]))
desktop.window.show()
QApplication.processEvents()
desktop.window.grab()
report(float(sys.argv[2]))
desktop.close()
"""

BARE_QT = REPORT + """
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
app = QApplication([])
window = QMainWindow()
window.setCentralWidget(QLabel("hello"))
window.resize(1280, 800)
window.show()
app.processEvents()
window.grab()
report(float(sys.argv[2]))
"""


def measure(code: str, runs: int) -> list[dict[str, object]]:
    results = []
    environment = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-c", code, folder, str(time.time())]
            out = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, env=environment).stdout
        results.append(json.loads(out.strip().splitlines()[-1]))
    return results


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--quick", action="store_true", help="fewer runs")
    options = parser.parse_args()
    runs = 3 if options.quick else 7
    measure(LIGHTBOX, 1)  # the first start compiles and fills the disk cache
    ours, peer = measure(LIGHTBOX, runs), measure(BARE_QT, runs)
    if heavy := {name for run in ours for name in run["heavy"]}:
        print(f"The window imported {', '.join(sorted(heavy))}.", file=sys.stderr)
        return 1
    results = [
        row(name, unit, [float(str(run[key])) for run in ours], "bare Qt window", [float(str(run[key])) for run in peer])
        for name, unit, key in (("window_s", "s", "s"), ("window_rss_mb", "MB", "rss_mb"))
    ]
    show(results, options.json)
    if not options.json:
        print("torch, monai and llama_cpp were not imported.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
