"""How soon the window is on screen and how much memory it takes, beside a bare Qt window in the same run.

    python benchmarks/startup.py [--json] [--quick]

Each run is a fresh process, timed from its launch to the first paint of the window; the median is given.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

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
    results = [row("window_s", "s", "s", ours, peer), row("window_rss_mb", "MB", "rss_mb", ours, peer)]
    machine = {"cores": os.cpu_count(), "platform": platform.platform(), "python": platform.python_version()}
    if options.json:
        print(json.dumps({"machine": machine, "results": results}, indent=2))
        return 0
    print(f"{'':16}{'Lightbox':>10}{'bare Qt':>10}{'ratio':>8}{'p95':>8}   (smaller is better)")
    for r in results:
        print(f"{r['name']:16}{r['value']:>10.2f}{r['peer_value']:>10.2f}{r['ratio']:>8.2f}{r['p95']:>8.2f}   {r['unit']}")
    print("torch, monai and llama_cpp were not imported.")
    return 0


def row(name: str, unit: str, key: str, ours: list[dict[str, object]], peer: list[dict[str, object]]) -> dict[str, object]:
    values = sorted(float(str(run[key])) for run in ours)
    value, peer_value = statistics.median(values), statistics.median(float(str(run[key])) for run in peer)
    p95 = values[min(len(values) - 1, round(0.95 * (len(values) - 1)))]
    return {"name": name, "value": value, "unit": unit, "peer": "bare Qt window", "peer_value": peer_value, "ratio": value / peer_value, "p95": p95}


if __name__ == "__main__":
    sys.exit(main())
