"""The program is gone soon after its window, whatever it was at."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from phantom import write_phantom

ROOT = Path(__file__).parents[3]
SCRIPT = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer

def main():
    from desktop.__main__ import leave
    from desktop.app import Desktop
    from desktop.running import run_window

    opened = Desktop.open_study

    def open_and_quit(desk, *arguments):
        opened(desk, *arguments)
        QTimer.singleShot(int(sys.argv[2]), lambda: (print("quit", flush=True), desk.quit()))

    Desktop.open_study = open_and_quit
    leave(run_window(Path(sys.argv[1], "library"), [Path(sys.argv[1], "in")]))

if __name__ == "__main__":
    main()
"""


@pytest.mark.parametrize("after_ms", [0, 300])
def test_the_process_ends_when_a_study_was_just_opened(tmp_path: Path, after_ms: int) -> None:
    (tmp_path / "in").mkdir()
    write_phantom(tmp_path / "in")
    script = tmp_path / "run.py"
    script.write_text(SCRIPT)
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), "HOME": str(tmp_path)}
    command = [sys.executable, str(script), str(tmp_path), str(after_ms)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "quit\n"
        started = time.monotonic()
        rest, said = process.communicate(timeout=60)
        assert (process.returncode, rest) == (0, ""), said
        assert time.monotonic() - started < 3, "a second on a machine that does nothing else"
    children = [path for path in Path("/proc").glob("[0-9]*/cmdline") if str(script).encode() in _read(path)]
    assert children == []


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:  # it ended meanwhile
        return b""
