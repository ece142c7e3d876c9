"""Opens a NIfTI, NRRD or MetaImage file as a volume. ITK reads it in a decoder process, into a file."""

from __future__ import annotations

import contextlib
import gzip
import shutil
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from viewer.case.disk import new_array
from viewer.case.errors import KnownError
from viewer.case.geometry import Geometry
from viewer.case.progress import Tick
from viewer.case.study import Instance, Part, Problem, Series
from viewer.case.volume import Plane, Stack, Volume, Voxels
from viewer.dicom.cache import FORMAT, CacheFiles, Loaded, PixelNote, key_of, remove
from viewer.dicom.decode import Decoder
from viewer.dicom.research_file import nifti_bytes
from viewer.dicom.same_file import refuse_another_volume

INT16 = np.iinfo(np.int16)


@dataclass(frozen=True, slots=True)
class Facts:
    """What ITK makes of a header: the shape and place of one volume, how many of them, and what was odd."""

    shape_kji: tuple[int, int, int]
    matrix: tuple[tuple[float, ...], ...]
    volumes: int
    step_s: float
    oddities: tuple[str, ...]


def load_research_volume(
    series: Series, instances: Sequence[Instance], volumes_folder: Path, decoder: Decoder, tick: Tick, part: str = ""
) -> Loaded:
    """One volume of a file: the whole of it, or of a 4D file the one named `part` (the first without a name).

    Axes that turn left-handed are read backwards along the slowest one, so that the volume's are right-handed.

    Raises
    ------
    KnownError where the file cannot be read, in one sentence, holds another volume by now, or has no such part.
    """
    instance = instances[0]
    tick(0.0, "Reading the research volume")
    facts = decoder.call(describe, instance.path, instance.transfer_syntax_uid)
    frame_uid = series.frame_uid
    parts = tuple(
        Part(
            key=str(n + 1),
            name=_name(n, facts) if facts.volumes > 1 else "",
            pictures=facts.shape_kji[0],
            frame_uid=frame_uid,
            is_volume=True,
            group="time" if facts.volumes > 1 else "",
            position=n,
        )
        for n in range(facts.volumes)
    )
    chosen = next((row for row in parts if row.key == part), None) if part else parts[0]
    if chosen is None:
        raise KnownError(f"This series has no part {part}.", f"It has {', '.join(row.key for row in parts)}.")
    key = key_of(instances)
    files = CacheFiles.of(volumes_folder, series.uid, chosen.key)
    note = files.find_note(key)
    if note is None or not (files.folder / note.volume).is_file():
        refuse_another_volume(instance)
        volumes_folder.mkdir(parents=True, exist_ok=True)
        path = files.new_pixels("volume")
        try:
            whole, oddities = decoder.call(decode, instance.path, instance.transfer_syntax_uid, chosen.position, str(path))
        except BaseException:
            remove(path)
            raise
        problems = tuple(Problem("note", text, series.uid) for text in oddities)
        note = PixelNote(FORMAT, key, path.name, path.name, whole, problems)
        files.write_note(note)
    path = files.folder / note.volume
    voxels = np.load(path, mmap_mode="r")
    geometry = Geometry.from_matrix(facts.shape_kji, facts.matrix, frame_uid)
    if voxels.shape != geometry.shape_kji:
        raise KnownError("The volume that was written before does not fit the file.", "Remove it from the library and import it again.")
    (dx, dy, dz), (ax, ay, az) = geometry.matrix[:3, 1].tolist(), geometry.matrix[:3, 2].tolist()
    planes = tuple(
        Plane(instance.uid, chosen.position * facts.shape_kji[0] + k, geometry.point(k, 0, 0), (ax, ay, az), (dx, dy, dz))
        for k in range(facts.shape_kji[0])
    )
    tick(1.0, "Volume ready")
    oddities_said = tuple(Problem("warning", text, series.uid) for text in facts.oddities)
    return Loaded(
        Stack(series.uid, frame_uid, planes, voxels, "raw"),
        Volume(series.uid, geometry, voxels, path, "raw"),
        (*oddities_said, *note.problems),
        chosen,
        parts,
    )


def _name(n: int, facts: Facts) -> str:
    return f"time point {n + 1}, {n * facts.step_s:g} s" if facts.step_s > 0 else f"time point {n + 1}"


# In a decoder process ---------------------------------------------------------------------------------------------


def describe(path: str, suffix: str) -> Facts:
    """Shape and place as ITK reads them from the header.

    Raises KnownError where it is no volume.
    """
    with _open(path, suffix) as reader:
        return _facts(reader, suffix)[0]


def decode(path: str, suffix: str, position: int, target: str) -> tuple[bool, tuple[str, ...]]:
    """Write the voxels of one volume as .npy, (k, j, i): int16 where that is exact, else float32.

    The answer says whether they are whole numbers, and what was odd.
    """
    import SimpleITK as sitk

    with _whole(path, suffix, Path(target).parent) as (name, kind), _open(name, kind) as reader:
        facts, backwards = _facts(reader, suffix)
        if reader.GetDimension() == 4:
            reader.SetExtractSize([*reader.GetSize()[:3], 0])
            reader.SetExtractIndex([0, 0, 0, position])
        try:
            voxels = sitk.GetArrayViewFromImage(image := reader.Execute()).reshape(facts.shape_kji)
        except RuntimeError as error:
            raise KnownError("The file's voxels cannot be read: it is damaged or cut short.") from error
        whole, oddities = _is_whole(voxels)
        out = new_array(Path(target), np.int16 if whole else np.float32, facts.shape_kji)
        out[...] = voxels[::-1] if backwards else voxels
        out.flush()
        del voxels, image
    return whole, oddities


@contextlib.contextmanager
def _whole(path: str, suffix: str, folder: Path) -> Iterator[tuple[str, str]]:
    """A file with all its voxels, and its ending: NIfTI readers fill a deflated file that was cut short with zeros."""
    if suffix != ".nii.gz":
        yield path, suffix
        return
    with tempfile.TemporaryDirectory(dir=folder) as own:
        name = Path(own, "volume.nii")
        try:
            with gzip.open(path, "rb") as packed, name.open("wb") as plain:
                start = packed.read(8192)
                left = nifti_bytes(start) - plain.write(start)
                while left > 0 and (some := packed.read(min(left, 1 << 20))):
                    left -= plain.write(some)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise KnownError("The file's voxels cannot be read: it is damaged or cut short.") from error
        if left > 0:
            raise KnownError("The file is cut short: it has fewer voxels than its header says.")
        yield str(name), ".nii"


@contextlib.contextmanager
def _open(path: str, suffix: str) -> Iterator[Any]:
    """An ITK reader that has read the header. ITK knows formats by their ending, which a kept file has lost."""
    import SimpleITK as sitk

    sitk.ProcessObject.SetGlobalWarningDisplay(False)
    with tempfile.TemporaryDirectory() as folder:
        name = Path(folder, f"volume{suffix}")
        try:
            name.symlink_to(Path(path).absolute())
        except OSError:  # not everybody may make links on Windows
            shutil.copyfile(path, name)
        reader = sitk.ImageFileReader()
        reader.SetFileName(str(name))
        try:
            reader.ReadImageInformation()
        except RuntimeError as error:
            if "orthonormal" in str(error):
                raise KnownError("The volume's axes are not at right angles, so it cannot be shown.") from error
            raise KnownError("The file's header cannot be read: it is damaged.") from error
        yield reader


def _facts(reader: Any, suffix: str) -> tuple[Facts, bool]:
    """What the header says, and whether the slices are read backwards."""
    dimension, sizes = reader.GetDimension(), [*reader.GetSize(), 1, 1]
    if not 2 <= dimension <= 4 or reader.GetNumberOfComponents() != 1:
        raise KnownError("The file holds colours or vectors, or has too many axes to be a volume.")
    directions = np.eye(max(dimension, 3))
    directions[:dimension, :dimension] = np.array(reader.GetDirection()).reshape(dimension, dimension)
    matrix = np.eye(4)
    matrix[:3, :3] = (directions[:3, :3] * [*reader.GetSpacing(), 1.0][:3])[:, ::-1]  # columns: steps along k, j, i
    matrix[:3, 3] = [*reader.GetOrigin(), 0.0][:3]
    if not np.isfinite(matrix).all() or abs(np.linalg.det(matrix[:3, :3])) < 1e-9:
        raise KnownError("The file's header gives its voxels no size or place.")
    shape = (sizes[2] if dimension > 2 else 1, sizes[1], sizes[0])
    k, j, i = matrix[:3, :3].T
    backwards = bool(np.cross(i, j) @ k < 0)
    if backwards:
        matrix[:3, 3] += k * (shape[0] - 1)
        matrix[:3, 0] *= -1
    texts = {key: reader.GetMetaData(key) for key in reader.GetMetaDataKeys()}
    volumes, step_s = (sizes[3], reader.GetSpacing()[3]) if dimension == 4 else (1, 0.0)
    return Facts(shape, tuple(map(tuple, matrix.tolist())), volumes, step_s, _oddities(texts, suffix)), backwards


def _oddities(texts: dict[str, str], suffix: str) -> tuple[str, ...]:
    """NIfTI without an orientation: the place is a guess (codes of qform and sform, nifti1.h)."""
    if suffix.startswith(".nii") and texts.get("qform_code") == "0" and texts.get("sform_code") == "0":
        return ("The file does not say how its volume lies in the patient; left and right may be exchanged.",)
    return ()


def _is_whole(voxels: Voxels) -> tuple[bool, tuple[str, ...]]:
    """Whether int16 holds every value exactly, and what float32 will not hold."""
    if voxels.dtype.kind == "f" and (missing := int(np.count_nonzero(~np.isfinite(voxels)))):
        return False, (f"{missing} voxels have no value.",)
    low, high = float(voxels.min()), float(voxels.max())
    if low < INT16.min or high > INT16.max:
        large = voxels.dtype.itemsize > 2 and voxels.dtype.kind != "f" and max(-low, high) > 1 << 24
        return False, ("Values beyond 16,777,216 are rounded to the nearest number that fits.",) if large else ()
    return voxels.dtype.kind != "f" or all(np.array_equal(plane, np.rint(plane)) for plane in voxels), ()
