"""Killed at any moment, a library opens again with everything that was finished, and the next run completes it."""

from __future__ import annotations

import contextlib
import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from phantom import phantom_geometry, write_phantom
from soak import SOAK, count
from store_cases import STUDY_UID, a_scan, add_segmentation

from desktop.commands.session import pixels_of
from desktop.store import edit_log
from desktop.store.library import Library
from desktop.workflows.import_study import import_paths
from viewer.case.errors import KnownError
from viewer.case.progress import no_tick
from viewer.case.segmentation import Segmentation

ROOT = Path(__file__).parents[3]
SERIES, SLICES = 20, 16
pytestmark = pytest.mark.skipif(os.name != "posix", reason="SIGKILL")


@pytest.fixture(scope="module")
def disc(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A disc with 20 series of 16 slices, in three studies, and a letter."""
    folder = tmp_path_factory.mktemp("disc")
    for number in range(SERIES):
        geometry = phantom_geometry((SLICES, 60, 72), (4.0, 1.0, 1.0))
        write_phantom(folder / f"{number:02}", geometry, series=f"study {number % 3}/{number}", SeriesNumber=number)
    (folder / "letter.txt").write_text("Dear colleague")
    return folder


def start(code: str, *arguments: Path | str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests/desktop/store")))}
    nothing = subprocess.DEVNULL
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT, env=environment, stdout=nothing, stderr=nothing, start_new_session=True,
    )  # fmt: skip


def kill_after(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Kill the process and its children after a while; False when it had ended by then."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(seconds)
    was_alive = process.returncode is None
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return was_alive


def counts(folder: Path) -> dict[str, int]:
    """Series in the library, each with how many pictures it has; nothing where there is no library yet."""
    if not (folder / "library.db").exists():
        return {}
    try:
        with Library(folder, read_only=True) as library:
            studies = library.find_studies()
            series = [one for row in studies for one in library.series_of(row.study.uid)]
            return {one.uid: len(library.instances_of(one.uid)) for one in series}
    except KnownError:
        return {}  # killed before the first table was made


def check_finished(folder: Path) -> int:
    """Every series that is there is whole, down to the bytes of its files; how many there are."""
    with Library(folder) as library:
        assert library.verify_log() is None
        assert library._db.conn.execute("pragma quick_check").fetchone() == ("ok",)
        found = 0
        for row in library.find_studies():
            series = library.series_of(row.study.uid)
            assert (row.series, row.instances) == (len(series), len(series) * SLICES)
            for one in series:
                instances = library.instances_of(one.uid)
                assert len(instances) == SLICES
                for instance in instances:
                    path = Path(instance.path)
                    assert hashlib.sha256(path.read_bytes()).hexdigest() == path.stem
                found += 1
    return found


IMPORT = "import sys; from desktop.cli import main; sys.exit(main(sys.argv[1:]))"


def start_import(disc: Path, folder: Path) -> subprocess.Popen[bytes]:
    """An import that has begun: the time that Python takes to start is over."""
    process = start(IMPORT, "import", disc, "--library", folder)
    while not (folder / "originals").exists() and process.poll() is None:
        time.sleep(0.005)
    return process


def test_an_import_killed_at_any_moment(disc: Path, tmp_path: Path) -> None:
    dice = random.Random(None if SOAK else 7)
    whole = start_import(disc, tmp_path / "whole")
    began = time.monotonic()
    assert whole.wait() == 0, "the letter is left out, which is no failure"
    lasts_s = time.monotonic() - began
    assert check_finished(tmp_path / "whole") == SERIES
    killed, partly, wanted = 0, 0, count(60)
    for number in range(3 * wanted):
        folder = tmp_path / str(number)
        process = start_import(disc, folder)
        if kill_after(process, dice.uniform(0.0, 1.0) * lasts_s):
            killed += 1
        else:
            lasts_s *= 0.9  # the machine has more time for it now
        seen = counts(folder)
        found = check_finished(folder)
        assert found >= len(seen) and set(seen.values()) <= {SLICES}
        partly += 0 < found < SERIES
        with Library(folder) as library:
            report = import_paths([disc], library.originals_folder, False, library.add, no_tick)
        assert (report.series.already, report.series.added) == (found, SERIES - found)
        assert report.instances.already + report.instances.added == SERIES * SLICES
        assert check_finished(folder) == SERIES
        files = [path for path in (folder / "originals").rglob("*") if path.is_file()]
        assert len(files) == SERIES * SLICES and all(path.suffix == ".dcm" for path in files), "nothing is left over"
        if killed == wanted:
            break
    print(f"import: {killed} kills, {partly} of them with a part of the series finished")
    if SOAK:
        assert killed == wanted and partly >= 6


OPEN = """
import sys; from pathlib import Path
from desktop.commands.session import pixels_of
from desktop.store.library import Library
from viewer.case.progress import no_tick
with Library(Path(sys.argv[1])) as library:
    while True:
        for path in library.volumes_folder.glob("*.json"):
            path.unlink()
        pixels_of(library, library.find_study("latest"), None, no_tick)
"""


def test_a_volume_killed_while_it_is_built(tmp_path: Path) -> None:
    dice = random.Random(None if SOAK else 7)
    folder = tmp_path / "library"
    write_phantom(tmp_path / "cd", phantom_geometry((40, 120, 144), (1.5, 0.5, 0.5)))
    with Library(folder) as library:
        import_paths([tmp_path / "cd"], library.originals_folder, False, library.add, no_tick)
        study = library.find_study("latest")
        loaded = pixels_of(library, study, None, no_tick).loaded
        assert loaded.volume is not None
        expected = np.array(loaded.volume.voxels)
    for _ in range(count(50)):
        kill_after(start(OPEN, folder), dice.uniform(0.8, 2.0))
        with Library(folder) as library:
            loaded = pixels_of(library, study, None, no_tick).loaded
            assert loaded.volume is not None and np.array_equal(loaded.volume.voxels, expected)


DRAW = """
import sys; from pathlib import Path
from store_cases import STUDY_UID, stroke
from desktop.store.library import Library
from viewer.case.segmentation import Segmentation
with Library(Path(sys.argv[1])) as library:
    case = library.open_case(STUDY_UID)
    (segmentation,) = case.all_of(Segmentation)
    for value in range(10**9):
        case.apply(stroke(case, segmentation, value % 250 + 1))
        if value == 0:
            Path(sys.argv[2]).touch()
"""


def test_strokes_killed_while_they_are_written(tmp_path: Path) -> None:
    dice = random.Random(None if SOAK else 7)
    folder = tmp_path / "library"
    with Library(folder) as library:
        library.add(a_scan(tmp_path))
        add_segmentation(library.open_case(STUDY_UID), library)
    for _ in range(count(50)):
        drawing = tmp_path / "drawing"
        process = start(DRAW, folder, drawing)
        while not drawing.exists() and process.poll() is None:
            time.sleep(0.01)
        assert kill_after(process, dice.uniform(0.0, 0.6))
        drawing.unlink()
        with Library(folder) as library:
            case = library.open_case(STUDY_UID)
            (segmentation,) = case.all_of(Segmentation)
            mask, entries = case.mask_of(segmentation), case.log()
            strokes = sum(entry.label == "Brush" for entry in entries)
            expected = np.zeros_like(mask)
            for entry in entries:
                for change in entry.to_edit().changes if entry.label == "Brush" else ():
                    change.write_into(expected)  # type: ignore[union-attr]
            assert np.array_equal(mask, expected)
            assert edit_log.find_break(library._db) is None
    assert strokes
    print(f"{strokes} strokes were written and killed {count(50)} times")
