"""What becomes of every file of a folder: imported into a fresh library, opened, and looked at part by part.

``python tests/survey.py FOLDER`` writes tests/data/shared_files.json anew, one row per file; a person reads the
difference before it is committed. docs/conformance.md is made from the same rows.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402

from desktop.store.library import Library  # noqa: E402
from desktop.workflows.documents import documents_of  # noqa: E402
from desktop.workflows.import_study import import_paths  # noqa: E402
from desktop.workflows.open_series import open_series  # noqa: E402
from desktop.workflows.take_in import find_waiting, keep_taken, take_in  # noqa: E402
from desktop.workflows.taking import Taken  # noqa: E402
from viewer.case.edits import Swap  # noqa: E402
from viewer.case.errors import KnownError  # noqa: E402
from viewer.case.progress import no_tick  # noqa: E402
from viewer.case.segmentation import Segmentation  # noqa: E402
from viewer.case.study import Instance, Series  # noqa: E402
from viewer.case.volume import Stack  # noqa: E402
from viewer.dicom.decode import Decoder  # noqa: E402
from viewer.dicom.load import Loaded  # noqa: E402
from viewer.dicom.research_file import RESEARCH_CLASS  # noqa: E402
from viewer.dicom.sop_names import sop_class_name  # noqa: E402

ROWS = ROOT / "tests" / "data" / "shared_files.json"
Row = dict[str, Any]


def survey(folder: Path, library_folder: Path) -> dict[str, Row]:
    """One row for each file, by its path in `folder`: what it is, what it gives, or why it was refused."""
    rows: dict[str, Row] = {}

    def name(path: str) -> str:
        return Path(path).relative_to(folder).as_posix()

    with Library(library_folder) as library, Decoder() as decoder:
        report = import_paths([folder], library.originals_folder, True, library.add, no_tick)
        for problem in report.problems:
            if problem.level == "refused":
                rows[name(problem.where)] = {"refused": problem.text}
        for study_uid in report.study_uids:
            taken = _take_in(library, study_uid, decoder)
            for series in library.series_of(study_uid):
                instances = library.instances_of(series.uid)
                about = {one.uid: _about(one, taken.get(one.uid)) for one in instances}
                for document in documents_of(series, instances):
                    about[document.uid]["is"] = document.name
                _look_at_pictures(series, instances, library, decoder, about)
                rows.update((name(one.path), about[one.uid]) for one in instances)
    for path in folder.rglob("*"):
        if path.is_file():
            rows.setdefault(name(str(path)), {"left out": "no medical image"})
    return dict(sorted(rows.items()))


def _about(instance: Instance, became: str | None) -> Row:
    kind = "Research volume" if instance.sop_class_uid == RESEARCH_CLASS else sop_class_name(instance.sop_class_uid)
    row: Row = {"is": kind, "syntax": instance.transfer_syntax_uid}
    return row | {"gives": became} if became else row


def _take_in(library: Library, study_uid: str, decoder: Decoder) -> dict[str, str]:
    """What each object of a study became, by its UID."""
    waiting = find_waiting(library, study_uid, decoder)
    if waiting is None:
        return {}
    found = take_in(waiting, no_tick)
    said = {instance.uid: _records(taken) for instance, taken in found.taken}
    here = {one.series_uid: one.uid for one in waiting.objects if one.uid not in said}
    keep_taken(found, library)
    return said | {here[problem.where]: f"waits: {problem.text}" for problem in found.waiting if problem.where in here}


def _records(taken: Taken) -> str:
    """The records in words: how many of each kind, and each segment with its volume."""
    kinds: dict[str, int] = defaultdict(int)
    segments: list[str] = []
    for change in taken.edit.changes if taken.edit is not None else ():
        if isinstance(change, Swap) and change.after is not None:
            kinds[change.after.kind] += 1
            if isinstance(change.after, Segmentation):
                volumes = {row.number: row.volume_ml for row in change.after.statistics}
                segments += [f"{label.name} {volumes.get(label.number, 0):.3f} ml" for label in change.after.labels]
    parts = [f"{count} {kind.replace('_', ' ')}" for kind, count in sorted(kinds.items())]
    said = "; ".join([*parts, *segments])
    return " | ".join(part for part in (said, *(problem.text for problem in taken.problems)) if part)


def _look_at_pictures(
    series: Series, instances: tuple[Instance, ...], library: Library, decoder: Decoder, about: dict[str, Row]
) -> None:
    def opened(part: str) -> Loaded:
        return open_series(series, instances, library.volumes_folder, decoder, no_tick, part=part)

    try:
        first = opened("")
    except KnownError as error:
        for row in about.values():
            row["not shown"] = error.text
        return
    for part in first.parts:
        try:
            loaded = first if part == first.part else opened(part.key)
        except KnownError as error:
            said = {"part": part.name, "not shown": error.text}
            for row in about.values():
                row.setdefault("not shown", said["not shown"])
            continue
        for uid in dict.fromkeys(plane.instance_uid for plane in loaded.stack.planes):
            about[uid].setdefault("parts", []).append(_picture(uid, loaded))


def _picture(instance_uid: str, loaded: Loaded) -> Row:
    """What one file adds to a part: its first plane's place, the value in its middle, and the volume it is of."""
    stack, volume = loaded.stack, loaded.volume
    mine = [n for n, plane in enumerate(stack.planes) if plane.instance_uid == instance_uid]
    plane = stack.planes[mine[0]]
    row: Row = {
        "name": loaded.part.name,
        "pictures": [len(mine), *stack.pixels.shape[1:]],
        "spacing_mm": _rounded(float(np.linalg.norm(step)) for step in (plane.down_lps, plane.along_lps)),
        "spacing_source": stack.spacing_source,
        "unit": stack.unit,
        "middle": _middle(stack, mine[len(mine) // 2]),
    }
    if volume is not None:
        row["first_lps"] = _rounded(plane.origin_lps)
        row["volume"] = list(volume.geometry.shape_kji)
        row["volume_mm"] = _rounded(volume.geometry.spacing_mm)
        row["orientation"] = _rounded(volume.geometry.orientation)
    return row


def _middle(stack: Stack, n: int) -> float | list[int]:
    """The value of the pixel in the middle of a picture, in the stack's unit; of colour, red, green and blue."""
    pixels = stack.pixels[n]
    value = pixels[pixels.shape[0] // 2, pixels.shape[1] // 2]
    if stack.is_colour:
        return [int(part) for part in value]
    plane = stack.planes[n]
    return round(float(value) * plane.slope + plane.intercept, 4)


def _rounded(numbers: Any) -> list[float]:
    return [round(float(number), 3) + 0.0 for number in numbers]


def read_rows() -> dict[str, Row]:
    """The rows that were read and committed."""
    rows: dict[str, Row] = json.loads(ROWS.read_text(encoding="utf-8"))
    return rows


def write_rows(rows: dict[str, Row]) -> None:
    lines = [f"{json.dumps(path)}: {json.dumps(row, ensure_ascii=False)}" for path, row in rows.items()]
    ROWS.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        write_rows(survey(Path(sys.argv[1]).resolve(), Path(scratch) / "library"))
