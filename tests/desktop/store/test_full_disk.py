"""A disk that is really full: a small one, mounted for the length of a test where the system allows that."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from phantom import phantom_geometry, write_phantom

from viewer.case.disk import new_array
from viewer.case.errors import KnownError

ROOT = Path(__file__).parents[3]
UNSHARE = ("unshare", "--mount", "--map-root-user")

SCENARIO = """
import json, sys
from pathlib import Path
import numpy as np
from store_cases import STUDY_UID, a_scan, add_segmentation, stroke
from desktop.commands.session import pixels_of
from desktop.store.library import Library
from desktop.workflows.import_study import import_paths
from viewer.case.errors import KnownError
from viewer.case.progress import no_tick
from viewer.case.segmentation import Segmentation

disk, cd, tilted = map(Path, sys.argv[1:])
said = {}

def attempt(name, work):
    try:
        work()
        said[name] = "done"
    except KnownError as error:
        said[name] = str(error)

def fill(leave_bytes):
    with (disk / "filler").open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            file.truncate(file.seek(0, 2) - leave_bytes if leave_bytes else file.tell())

with Library(disk / "library") as library:
    (disk / "cases").mkdir()
    library.add(a_scan(disk / "cases"))
    case = library.open_case(STUDY_UID)
    segmentation = add_segmentation(case, library)
    case.apply(stroke(case, segmentation, 5))
    import_paths([tilted], library.originals_folder, False, library.add, no_tick)
    tilted_study = library.find_study("latest")
    fill(1_500_000)
    attempt("import", lambda: import_paths([cd], library.originals_folder, False, library.add, no_tick))
    fill(200_000)
    attempt("volume", lambda: pixels_of(library, tilted_study, None, no_tick))
    fill(0)
    attempt("stroke", lambda: case.apply(stroke(case, segmentation, 6)))
    attempt("volume on nothing", lambda: pixels_of(library, tilted_study, None, no_tick))
(disk / "filler").unlink()
with Library(disk / "library") as library:
    case = library.open_case(STUDY_UID)
    said["mask"] = int(case.mask_of(segmentation)[0, 1, 1])
    said["log"] = library.verify_log()
    said["series"] = [(row.series, row.instances) for row in library.find_studies("phantom")]
    attempt("volume again", lambda: pixels_of(library, tilted_study, None, no_tick))
    attempt("import again", lambda: import_paths([cd], library.originals_folder, False, library.add, no_tick))
    said["leftovers"] = [path.name for path in (disk / "library").rglob("*.part")]
print(json.dumps(said))
"""


def can_mount() -> bool:
    if shutil.which("unshare") is None or not sys.platform.startswith("linux"):
        return False
    return subprocess.run([*UNSHARE, "true"], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not can_mount(), reason="no mount of our own here")
def test_a_full_disk_is_a_sentence_everywhere_and_loses_nothing(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    for number in range(4):
        geometry = phantom_geometry((16, 120, 144), (4.0, 0.5, 0.5))
        write_phantom(tmp_path / "cd" / str(number), geometry, series=f"study/{number}", SeriesNumber=number)
    write_phantom(tmp_path / "tilted", phantom_geometry((16, 60, 72), (4.0, 0.9, 0.9)), series="other/1", intercept=-1024.5)
    program = tmp_path / "scenario.py"
    program.write_text(SCENARIO)
    folders = (str(ROOT), str(ROOT / "tests" / "desktop" / "store"))
    line = f"mount -t tmpfs -o size=9m tmpfs {disk} && PYTHONPATH={':'.join(folders)} {sys.executable} {program} {disk} {tmp_path / 'cd'} {tmp_path / 'tilted'}"
    done = subprocess.run([*UNSHARE, "sh", "-c", line], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout.splitlines()[-1])
    assert said["import"].startswith("The disk is full.") and said["stroke"].startswith("The disk is full.")
    assert "no space left" in said["volume"] and "no space left" in said["volume on nothing"]
    assert (said["mask"], said["log"]) == (5, None), "the stroke that was refused is nowhere"
    (first, *_) = said["series"]
    assert said["series"] and all(pictures == 16 * series for series, pictures in said["series"]), first
    assert said["volume again"] == said["import again"] == "done" and said["leftovers"] == []


def test_space_is_taken_before_it_is_mapped(tmp_path: Path) -> None:
    array = new_array(tmp_path / "a.npy", "f4", (3, 4, 5))
    assert array.shape == (3, 4, 5) and not array.any()
    if sys.platform.startswith("linux"):
        assert (tmp_path / "a.npy").stat().st_blocks * 512 >= array.nbytes
        free = shutil.disk_usage(tmp_path).free
        with pytest.raises(KnownError, match="no space left"):
            new_array(tmp_path / "b.npy", "u1", (4 * free,))
        assert not (tmp_path / "b.npy").exists()
