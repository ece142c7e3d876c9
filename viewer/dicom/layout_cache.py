"""How the pictures of a series lie, worked out once: opening it again reads no headers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from viewer.case.errors import KnownError
from viewer.case.geometry import Geometry
from viewer.case.plain import Json, from_plain, to_plain
from viewer.case.progress import Tick
from viewer.case.study import Instance, Part, Problem, Series
from viewer.dicom.arrange import Layout, arrange
from viewer.dicom.cache import FORMAT, key_of, write_json
from viewer.dicom.columns import from_columns, to_columns
from viewer.dicom.frames import Frame, read_frames
from viewer.dicom.identity import file_stem
from viewer.dicom.same_file import changed_since, refuse_another_disc

_PROBLEMS, _PART, _GRID = from_plain(tuple[Problem, ...]), from_plain(Part), from_plain(Geometry | None)


@dataclass(frozen=True, slots=True)
class Arranged:
    """A series taken apart into its parts, and what was odd about its files; `key` stands for the files."""

    key: str
    layouts: tuple[Layout, ...]
    problems: tuple[Problem, ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        return tuple(layout.part for layout in self.layouts)

    def layout_of(self, part: str) -> Layout:
        """The layout of a part, without one of the first.

        Raises KnownError where there is no such part.
        """
        found = next((row for row in self.layouts if row.part.key == part), None) if part else self.layouts[0]
        if found is None:
            raise KnownError(f"This series has no part {part}.", f"It has {', '.join(row.key for row in self.parts)}.")
        return found


def arranged(series: Series, instances: Sequence[Instance], volumes_folder: Path, tick: Tick) -> Arranged:
    """The parts of a series: as they were worked out before, or from the headers, which then are not read again.

    Raises KnownError when nothing of the series can be shown, or its files hold other objects by now; CancelledError
    from `tick`; OSError when `volumes_folder` cannot be written.
    """
    key = key_of(instances)
    path = volumes_folder / f"{file_stem(series.uid)}.layout.json"
    found = _find(path, key)
    if found is not None:
        refuse_another_disc(instances)
    else:
        frames, problems = read_frames(instances, tick)
        # What told the parts apart is in their names now.
        layouts = (
            replace(layout, frames=tuple(replace(frame, order=()) for frame in layout.frames))
            for layout in arrange(frames, series.uid)
        )
        found = Arranged(key, tuple(layouts), tuple(problems))
        volumes_folder.mkdir(parents=True, exist_ok=True)
        write_json(path, {"format": FORMAT, "key": key, "problems": to_plain(found.problems),
                          "layouts": [_to_json(layout) for layout in found.layouts]})  # fmt: skip
    return replace(found, problems=(*changed_since(instances), *found.problems))


def _find(path: Path, key: str) -> Arranged | None:
    try:
        record = json.loads(path.read_bytes())
        if (record["format"], record["key"]) != (FORMAT, key):
            return None
        return Arranged(key, tuple(_from_json(row) for row in record["layouts"]), _PROBLEMS(record["problems"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None  # half a cache is no cache: it is made again


def _to_json(layout: Layout) -> Json:
    return {
        "part": to_plain(layout.part), "frames": to_columns(layout.frames), "geometry": to_plain(layout.geometry),
        "resampled": layout.resampled, "problems": to_plain(layout.problems),
    }  # fmt: skip


def _from_json(record: Json) -> Layout:
    return Layout(
        _PART(record["part"]), from_columns(Frame, record["frames"]), _GRID(record["geometry"]), record["resampled"],
        _PROBLEMS(record["problems"]),
    )  # fmt: skip
