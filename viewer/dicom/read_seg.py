"""A DICOM Segmentation object: which segments it has, on which planes its frames lie, and their pixels.

BINARY, FRACTIONAL and LABELMAP (DICOM PS3.3 A.51 and A.101, C.8.20). A frame's place is the position and
orientation in its functional groups, never its number in the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt
from pydicom.dataset import Dataset

from viewer.case.disk import new_array
from viewer.case.errors import KnownError
from viewer.case.geometry import Array, Point
from viewer.case.progress import Tick, part_of
from viewer.case.terms import UNSPECIFIED_SITE, Code
from viewer.dicom.cielab import RGB8, rgb_of
from viewer.dicom.content_tree import code_of
from viewer.dicom.decode import Decoder, FrameJob
from viewer.dicom.derived import SIDES
from viewer.dicom.headers import UNREADABLE, Header, integer, items, numbers, quiet, read_header, text
from viewer.dicom.pixels import EXPLICIT_BE, UNCOMPRESSED, FrameSource, Rescale, source_of
from viewer.dicom.syntaxes import SUPPORTED

KINDS = ("BINARY", "FRACTIONAL", "LABELMAP")
MOST_PIXELS = 1 << 26
"""Of one frame, and MOST_VOXELS of all planes: a file may claim any size."""
MOST_VOXELS = 1 << 31
SAME_DIRECTION = 2e-3
# Functional group and attribute; as numbers, since looking keywords up takes longer than reading.
_POSITION = (0x00209113, 0x00200032)
_ORIENTATION = (0x00209116, 0x00200037)
_SPACING = (0x00289110, 0x00280030)
_STEP = (0x00289110, 0x00180088)
_SEGMENT = (0x0062000A, 0x0062000B)
BATCH_BYTES = 1 << 27
"""Compressed frames are decoded in batches of about this size."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment as the object names it. `algorithm` is what made it, empty where a person did; `colour` is recommended."""

    number: int
    name: str
    code: Code
    side: str
    algorithm: str
    colour: RGB8 | None = None


@dataclass(frozen=True, slots=True)
class SegObject:
    """A segmentation object without its pixels.

    `segment_of_frame` holds each frame's segment number (0 in a label map, whose pixels are segment numbers).
    `origins_lps` (frames, 3) are the centres of the frames' first pixels; `along` and `down` are unit vectors,
    `spacing_mm` the distances of rows and of columns, `step_mm` the distance of planes where the file says it.
    `background` are label map values that are no segment.
    """

    path: str
    kind: str
    name: str
    author: str
    frame_uid: str
    series_uid: str
    source_uids: frozenset[str]
    segments: tuple[Segment, ...]
    segment_of_frame: tuple[int, ...]
    origins_lps: Array
    along: Point
    down: Point
    spacing_mm: tuple[float, float]
    step_mm: float | None
    threshold: float
    background: frozenset[int]
    source: FrameSource
    swapped: bool
    oddities: tuple[str, ...]


def read_seg(path: Path) -> SegObject:
    """What a segmentation object's header says.

    Raises
    ------
    KnownError, in one sentence, where it is no segmentation that can be placed.
    """
    header = read_header(path)
    dataset = header.dataset
    kind = text(dataset, "SegmentationType")
    if kind not in KINDS:
        raise KnownError(f"The segmentation is of a kind that this version does not read ({kind or 'not given'}).")
    source = _source(header, path)
    count = source.frames
    frames = _frames(dataset, count, kind)
    series_uid, listed = _references(dataset)
    origins, directions, spacings = ([getattr(frame, name) for frame in frames] for name in ("origin", "directions", "spacing"))
    segment_numbers = [frame.segment for frame in frames]
    along, down, spacing = _one_grid(origins, directions, spacings)
    segments, oddities = _segments(dataset, frozenset(segment_numbers) - {0})
    padding = integer(dataset, "PixelPaddingValue")
    highest = integer(dataset, "MaximumFractionalValue")
    if kind == "FRACTIONAL":
        if highest is not None and highest <= 0:
            raise KnownError(f"The segmentation is fractional with {highest} as its whole, so what is half inside cannot be known.")
        oddities.append("The segmentation is fractional; where it is one half or more counts as inside.")
    return SegObject(
        path=str(path),
        kind=kind,
        name=text(dataset, "SeriesDescription") or text(dataset, "ContentDescription") or text(dataset, "ContentLabel") or "Segmentation",
        author=_author(text(dataset, "Manufacturer"), segments),
        frame_uid=text(dataset, "FrameOfReferenceUID"),
        series_uid=series_uid,
        source_uids=listed,
        segments=segments,
        segment_of_frame=tuple(segment_numbers),
        origins_lps=np.array(origins, float),
        along=along,
        down=down,
        spacing_mm=spacing,
        step_mm=frames[0].step_mm,
        threshold=(highest or 255) / 2,
        background=frozenset({0} if padding is None else {0, padding}),
        source=source,
        swapped=_is_swapped(header, source),
        oddities=tuple(oddities),
    )


def read_frames(
    found: SegObject, frames: Sequence[int], folder: Path, decoder: Decoder, tick: Tick
) -> Iterator[tuple[int, int, npt.NDArray[Any]]]:
    """Frame number (from 0), first row and pixels, in the order of `frames`: bool, or whole numbers of a label map.

    Of a BINARY frame only the rows around its segment are given. Nothing is held but one frame, or of compressed ones a batch in a file in `folder`, which is removed.

    Raises
    ------
    KnownError when a frame cannot be read: half a segmentation is worse than none.
    """
    source = found.source
    if source.syntax_uid in UNCOMPRESSED and source.length is not None:
        with Path(found.path).open("rb") as file:
            for count, frame in enumerate(frames):
                if count % 64 == 0:
                    tick(count / len(frames), "Reading the segmentation")
                row, values = _plain(found, file, frame)
                yield frame, row, _meant(found, values)
        return
    batch = max(1, BATCH_BYTES // (source.rows * source.columns))
    part_file = folder / f"{Path(found.path).name[:32]}.{id(found)}.frames.npy"
    for start in range(0, len(frames), batch):
        some = frames[start : start + batch]
        part = part_of(tick, start / len(frames), (start + len(some)) / len(frames))
        try:
            pixels = new_array(
                part_file, np.uint16 if source.bits_allocated > 8 else np.uint8, (len(some), source.rows, source.columns)
            )
            jobs = [FrameJob(_of_frame(source, frame), str(part_file), index, Rescale()) for index, frame in enumerate(some)]
            failures = decoder.decode(jobs, part)
            if failures:
                index, reason = min(failures.items())
                raise KnownError(f"Frame {some[index] + 1} of the segmentation cannot be read: {reason}.")
            for index, frame in enumerate(some):
                yield frame, 0, _meant(found, np.asarray(pixels[index]))
            del pixels
        finally:
            part_file.unlink(missing_ok=True)


def _source(header: Header, path: Path) -> FrameSource:
    dataset = header.dataset
    if not header.has_pixels:
        raise KnownError("The segmentation has no pixels.")
    if integer(dataset, "NumberOfFrames") == 0:
        raise KnownError("The segmentation holds no frames: nothing is marked in it.")
    count = max(1, integer(dataset, "NumberOfFrames") or 1)
    source = source_of(header, str(path), 0, count)
    if not 0 < source.rows * source.columns <= MOST_PIXELS:
        raise KnownError(f"The segmentation claims frames of {source.columns} x {source.rows} pixels.")
    if source.bits_allocated not in (1, 8, 16) or source.is_colour or source.is_float:
        raise KnownError(f"The segmentation has pixels of {source.bits_allocated} bits, which no segmentation has.")
    if source.syntax_uid not in UNCOMPRESSED and source.syntax_uid not in SUPPORTED:
        raise KnownError(f"The segmentation is compressed in a way this version does not read ({source.syntax_uid}).")
    needed = (count * source.rows * source.columns * source.bits_allocated + 7) // 8
    there = min(source.length, path.stat().st_size - source.value_at) if source.length is not None else None
    if there is not None and there < needed:
        raise KnownError("The segmentation is cut short: it has fewer pixels than its frames need.")
    return source


@dataclass(frozen=True, slots=True)
class _Frame:
    origin: tuple[float, ...]
    directions: tuple[float, ...]
    spacing: tuple[float, ...]
    step_mm: float | None
    segment: int


def _frames(dataset: Dataset, count: int, kind: str) -> list[_Frame]:
    """What the functional groups say of each frame; there may be tens of thousands, so they are read straight."""
    per_frame = items(dataset, "PerFrameFunctionalGroupsSequence")
    shared = (items(dataset, "SharedFunctionalGroupsSequence") or [Dataset()])[0]
    if len(per_frame) != count:
        raise KnownError("The segmentation does not say where its frames lie.")

    def find(own: Dataset, group: int, keyword: int) -> Any:
        for place in (own, shared):
            if group in place:
                for item in place[group].value or ():
                    if keyword in item:
                        return item[keyword].value
        return ()

    def floats(own: Dataset, group: int, keyword: int) -> tuple[float, ...]:
        found = find(own, group, keyword)
        values = tuple(map(float, found)) if hasattr(found, "__iter__") else (float(found),)
        return values if all(abs(value) < 1e9 for value in values) else ()

    try:
        with quiet():
            return [
                _Frame(
                    floats(own, *_POSITION),
                    floats(own, *_ORIENTATION),
                    floats(own, *_SPACING),
                    next((step for step in floats(own, *_STEP) if step > 0), None),
                    0 if kind == "LABELMAP" else int(find(own, *_SEGMENT) or 0),
                )
                for own in per_frame
            ]
    except UNREADABLE as error:
        raise KnownError("The segmentation is damaged: what it says about its frames cannot be read.") from error


def _one_grid(
    origins: Sequence[tuple[float, ...]], directions: Sequence[tuple[float, ...]], spacings: Sequence[tuple[float, ...]]
) -> tuple[Point, Point, tuple[float, float]]:
    """Directions and pixel size that all frames share."""
    if any(len(row) != 3 for row in origins) or any(len(row) != 6 for row in directions):
        raise KnownError("The segmentation does not say where its frames lie.")
    if any(len(row) != 2 or min(row) <= 0 for row in spacings):
        raise KnownError("The segmentation does not say how large its pixels are.")
    if np.ptp(np.array(directions), axis=0).max() > SAME_DIRECTION or np.ptp(np.log(spacings), axis=0).max() > 1e-3:
        raise KnownError("The frames of the segmentation lie in different directions, which this version does not place.")
    along, down = np.array(directions[0][:3]), np.array(directions[0][3:])
    if not (0.99 < np.linalg.norm(along) < 1.01 and 0.99 < np.linalg.norm(down) < 1.01 and abs(along @ down) < 0.01):
        raise KnownError("The segmentation's image orientation is impossible: rows and columns are not at right angles.")
    along /= np.linalg.norm(along)
    down -= (down @ along) * along
    down /= np.linalg.norm(down)
    (ax, ay, az), (dx, dy, dz) = along.tolist(), down.tolist()
    return (ax, ay, az), (dx, dy, dz), (spacings[0][0], spacings[0][1])


def _references(dataset: Dataset) -> tuple[str, frozenset[str]]:
    """The series that it was made on, and the pictures of it that are listed."""
    for series in items(dataset, "ReferencedSeriesSequence"):
        listed = {text(image, "ReferencedSOPInstanceUID") for image in items(series, "ReferencedInstanceSequence")}
        return text(series, "SeriesInstanceUID"), frozenset(listed) - {""}
    return "", frozenset()


def _segments(dataset: Dataset, used: frozenset[int]) -> tuple[tuple[Segment, ...], list[str]]:
    found: dict[int, Segment] = {}
    same: list[int] = []
    for item in items(dataset, "SegmentSequence"):
        segment = _segment(item)
        before = found.get(segment.number)
        if before is not None and before.name != segment.name:
            same.append(segment.number)
            segment = replace(before, name=f"{before.name} / {segment.name}")
        if segment.number > 0 and (before is None or segment.number in same):
            found[segment.number] = segment
    oddities = []
    if same:
        which = ", ".join(f"{number} ({found[number].name})" for number in sorted(set(same))[:4])
        oddities.append(f"The segmentation gives one number to several segments, which cannot be told apart: {which}.")
    unknown = sorted(used - found.keys())
    if unknown:
        listed = ", ".join(map(str, unknown[:8])) + (" and more" if len(unknown) > 8 else "")
        oddities.append(f"The segmentation does not describe its segment {listed}; a number stands for the name.")
        found.update((segment, unnamed(segment)) for segment in unknown)
    return tuple(found[segment] for segment in sorted(found)), oddities


def unnamed(segment: int) -> Segment:
    """A segment that pixels speak of and no description does."""
    return Segment(segment, f"Segment {segment}", UNSPECIFIED_SITE, "none", "")


def _segment(item: Dataset) -> Segment:
    code = code_of(item, "SegmentedPropertyTypeCodeSequence") or UNSPECIFIED_SITE
    automatic = text(item, "SegmentAlgorithmType") in ("AUTOMATIC", "SEMIAUTOMATIC")
    named = integer(item, "SegmentNumber") or 0
    return Segment(
        number=named,
        name=text(item, "SegmentLabel") or code.meaning or f"Segment {named}",
        code=code,
        side=_side(item),
        algorithm=text(item, "SegmentAlgorithmName") or "an algorithm" if automatic else "",
        colour=rgb_of(numbers(item, "RecommendedDisplayCIELabValue")),
    )


def _side(item: Dataset) -> str:
    """Laterality, where the type or the anatomic region is modified by one (PS3.16 CID 244)."""
    for keyword in ("SegmentedPropertyTypeCodeSequence", "AnatomicRegionSequence"):
        for place in items(item, keyword):
            for modifier in ("SegmentedPropertyTypeModifierCodeSequence", "AnatomicRegionModifierSequence"):
                code = code_of(place, modifier)
                side = next((name for name, known in SIDES.items() if code and code.value == known.value), "")
                if side:
                    return side
    return "none"


def _author(manufacturer: str, segments: Sequence[Segment]) -> str:
    """Who made it, as the author of a record: ``import:<algorithms> (<manufacturer>)``."""
    algorithms = ", ".join(dict.fromkeys(segment.algorithm for segment in segments if segment.algorithm))
    maker = manufacturer or "another system"
    return f"import:{algorithms} ({maker})" if algorithms else f"import:{maker}"


def _is_swapped(header: Header, source: FrameSource) -> bool:
    """Whether the bytes of each 16-bit word are turned round (OW in big endian, PS3.5 7.3 and 8.1.1)."""
    if source.syntax_uid != EXPLICIT_BE or header.pixels_at is None:
        return False
    if source.bits_allocated == 16:
        return True
    with Path(source.path).open("rb") as file:
        file.seek(header.pixels_at + 4)
        return file.read(2) == b"OW"


def _plain(found: SegObject, file: BinaryIO, frame: int) -> tuple[int, npt.NDArray[Any]]:
    """First row and stored values of an uncompressed frame; of bits only the rows that have some.

    Bits follow each other across frames without a gap (PS3.5 8.1.1).
    """
    source = found.source
    size, start = source.rows * source.columns, frame * source.rows * source.columns * source.bits_allocated
    first, last = start // 16 * 2, (start + size * source.bits_allocated + 15) // 16 * 2
    file.seek(source.value_at + first)
    packed = np.frombuffer(file.read(last - first), np.uint8)
    if found.swapped:
        packed = packed[: packed.size // 2 * 2].reshape(-1, 2)[:, ::-1].ravel()
    if source.bits_allocated > 1:
        cells = packed[start // 8 - first :][: size * source.bits_allocated // 8]
        return 0, cells.view(f"<u{source.bits_allocated // 8}").reshape(source.rows, source.columns)
    before = start - first * 8  # bits of the frame before in the first bytes
    filled = np.flatnonzero(packed)
    if not len(filled):
        return 0, np.zeros((0, source.columns), bool)
    top = min(max((int(filled[0]) * 8 - before) // source.columns, 0), source.rows - 1)
    bottom = min((int(filled[-1]) * 8 + 7 - before) // source.columns, source.rows - 1)
    skipped, rest = divmod(before + top * source.columns, 8)
    wanted = max(bottom - top + 1, 0) * source.columns
    bits = np.unpackbits(packed[skipped : skipped + (rest + wanted + 7) // 8], bitorder="little")[rest : rest + wanted]
    return top, bits.view(bool).reshape(-1, source.columns)


def _meant(found: SegObject, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    if found.kind == "LABELMAP":
        return values
    return values >= found.threshold if found.kind == "FRACTIONAL" else values != 0


def _of_frame(source: FrameSource, frame: int) -> FrameSource:
    return replace(source, frame=frame)
