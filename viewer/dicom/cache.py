"""A loaded series on disk: pixel files beside a description, so that opening it again only maps them."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from viewer.case.errors import KnownError
from viewer.case.geometry import Geometry
from viewer.case.study import Instance, Part, Problem, Series
from viewer.case.volume import Lut, Plane, Stack, UltrasoundRegion, Volume, Window
from viewer.dicom.identity import file_stem

FORMAT = 2
"""Grows with every change to what is written or how it is computed; older files are then made again."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A part of a series ready to look at: its pictures as acquired, its volume, and what was odd.

    `volume` is None for pictures without a place in the patient or in colour. `parts` are all of the series.
    """

    stack: Stack
    volume: Volume | None
    problems: tuple[Problem, ...]
    part: Part
    parts: tuple[Part, ...]

    def need_volume(self) -> Volume:
        """The volume, for what cannot do without one.

        Raises KnownError where these pictures make none.
        """
        if self.volume is None:
            raise KnownError("These pictures make no volume.", "Choose a series of slices.")
        return self.volume


@dataclass(frozen=True, slots=True)
class CacheFiles:
    """Names of one series' files. `part` tells writers apart: nothing unfinished has a final name."""

    folder: Path
    stem: str
    part: str

    @staticmethod
    def of(folder: Path, series_uid: str, part: str) -> CacheFiles:
        stem = file_stem(series_uid)
        return CacheFiles(folder, f"{stem}.{part}" if part else stem, uuid.uuid4().hex[:12])

    @property
    def description(self) -> Path:
        return self.folder / f"{self.stem}.json"

    def pixels(self, kind: str) -> Path:
        """The final name of the `kind` ("stack" or "volume") of pixels."""
        return self.folder / f"{self.stem}.{kind}.npy"

    def unfinished(self, kind: str) -> Path:
        return self.folder / f"{self.stem}.{kind}.{self.part}.part"

    def remove_unfinished(self) -> None:
        for kind in ("stack", "volume", "json"):
            self.unfinished(kind).unlink(missing_ok=True)


def key_of(instances: Sequence[Instance]) -> str:
    """A hash of what a series was made from: it changes when a file is added, replaced or removed."""
    digest = hashlib.sha256(f"{FORMAT}".encode())
    for instance in sorted(instances, key=lambda instance: instance.uid):
        path = Path(instance.path)
        facts = path.stat() if path.exists() else None
        size, time = (facts.st_size, facts.st_mtime_ns) if facts else (-1, 0)
        digest.update(f"\n{instance.uid}|{instance.path}|{size}|{time}".encode())
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Description:
    """All of a loaded part but its pixels. `shared`: the stack's pixels are the volume's file."""

    part: Part
    parts: tuple[Part, ...]
    planes: tuple[Plane, ...]
    geometry: Geometry | None
    unit: str
    spacing_source: str
    resampled: bool
    shared: bool
    windows: tuple[Window, ...]
    inverted: bool
    padding: tuple[float, float] | None
    other_units: tuple[tuple[str, float], ...]
    regions: tuple[UltrasoundRegion, ...]
    frame_seconds: tuple[float, ...]
    problems: tuple[Problem, ...]


def save(files: CacheFiles, key: str, description: Description) -> None:
    """Give the finished pixel files their names, then describe them. Nobody may have them mapped (Windows)."""
    files.description.unlink(missing_ok=True)  # from here on the old pixels have no description
    for kind in ("stack", "volume"):
        if files.unfinished(kind).exists():
            files.unfinished(kind).replace(files.pixels(kind))
        else:
            files.pixels(kind).unlink(missing_ok=True)
    text = json.dumps({"format": FORMAT, "key": key, **asdict(description)})
    files.unfinished("json").write_text(text, encoding="utf-8")
    files.unfinished("json").replace(files.description)


def find_cached(folder: Path, series: Series, key: str, part: str = "") -> Loaded | None:
    """The part as it was loaded before, mapped read-only; None when it was not, or its files changed since."""
    files = CacheFiles.of(folder, series.uid, part)
    try:
        record = json.loads(files.description.read_text(encoding="utf-8"))
        if record["format"] != FORMAT or record["key"] != key:
            return None
        return _open(files, series.uid, _description(record))
    except (OSError, ValueError, KeyError, TypeError):
        return None  # half a cache is no cache: it is made again


def _open(files: CacheFiles, series_uid: str, description: Description) -> Loaded:
    geometry = description.geometry
    pixels = np.load(files.pixels("volume" if description.shared else "stack"), mmap_mode="r")
    if len(pixels) != len(description.planes):
        raise ValueError("the pixel files do not fit their description")
    stack = Stack(
        series_uid, description.part.frame_uid, description.planes, pixels, description.unit,
        description.spacing_source, description.windows, description.inverted, description.padding,
        description.regions, description.frame_seconds,
    )  # fmt: skip
    volume = None
    if geometry is not None:
        voxels = pixels if description.shared else np.load(files.pixels("volume"), mmap_mode="r")
        if voxels.shape != geometry.shape_kji:
            raise ValueError("the pixel files do not fit their description")
        volume = Volume(
            series_uid, geometry, voxels, files.pixels("volume"), description.unit, description.resampled,
            description.windows, description.inverted, description.padding, description.other_units,
        )  # fmt: skip
    return Loaded(stack, volume, description.problems, description.part, description.parts)


def _description(record: dict[str, Any]) -> Description:
    grid, padding = record["geometry"], record["padding"]
    return Description(
        part=Part(**record["part"]),
        parts=tuple(Part(**row) for row in record["parts"]),
        planes=tuple(_plane(row) for row in record["planes"]),
        geometry=grid and Geometry.from_matrix(tuple(grid["shape_kji"]), grid["affine"], grid["frame_uid"]),
        unit=record["unit"],
        spacing_source=record["spacing_source"],
        resampled=record["resampled"],
        shared=record["shared"],
        windows=tuple(_window(row) for row in record["windows"]),
        inverted=record["inverted"],
        padding=padding and (padding[0], padding[1]),
        other_units=tuple((name, factor) for name, factor in record["other_units"]),
        regions=tuple(UltrasoundRegion(**(row | {"units": tuple(row["units"])})) for row in record["regions"]),
        frame_seconds=tuple(record["frame_seconds"]),
        problems=tuple(Problem(**problem) for problem in record["problems"]),
    )


def _window(row: dict[str, Any]) -> Window:
    lut = row["lut"]
    return Window(**(row | {"lut": lut and Lut(lut["first"], tuple(lut["values"]), lut["bits"])}))


def _plane(row: dict[str, Any]) -> Plane:
    places = {name: (row[name][0], row[name][1], row[name][2]) for name in ("origin_lps", "along_lps", "down_lps")}
    return Plane(row["instance_uid"], row["frame"], **places, slope=row["slope"], intercept=row["intercept"])
