"""The pixels of a series of a study."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from pathlib import Path

from desktop.store.files import is_there
from desktop.workflows.documents import pictures_of
from viewer.case.errors import KnownError
from viewer.case.progress import Tick
from viewer.case.study import NO_PICTURES, Instance, Series
from viewer.dicom.decode import Decoder
from viewer.dicom.layout_cache import arranged
from viewer.dicom.load import Early, Loaded, load


def open_series(
    series: Series, instances: Sequence[Instance], volumes_folder: Path, decoder: Decoder, tick: Tick, part: str = "",
    start: float = 0.5, arrived: Callable[[Early], None] | None = None,
) -> Loaded:  # fmt: skip
    """The pixels of a part of a series, without a `part` of its main one: from the cache, or decoded now.

    Decoding begins with the picture at `start` (0..1 of the stack); `arrived` is called on this thread as soon as it
    is there, see `Early`.

    Raises
    ------
    What `load` raises, and KnownError where the files are gone: it names the folder and what to do.
    """
    if instances and not any(is_there(Path(instance.path)) for instance in instances):
        raise _gone(Path(instances[0].path), volumes_folder.parent)
    return load(series, pictures_of(series, instances) or instances, volumes_folder, decoder, tick, part, start, arrived)


def prepare(series: Series, instances: Sequence[Instance], volumes_folder: Path, tick: Tick) -> None:
    """Work out how the pictures of a series lie, so that opening it need not; what cannot be shown says so then."""
    if series.modality not in NO_PICTURES:
        with contextlib.suppress(KnownError):
            arranged(series, pictures_of(series, instances) or instances, volumes_folder, tick)


def _gone(path: Path, library: Path) -> KnownError:
    """Why no file of a series is there, for a file that lay at `path`."""
    if path.is_relative_to(library):
        return KnownError(
            f"The library's own copy of this series is gone from {path.parent}.",
            "Import the pictures again, or restore the library from a backup.",
        )
    missing = path
    while not is_there(missing.parent) and missing.parent != missing:
        missing = missing.parent
    place = "its files are gone from there" if missing == path else f"the folder {missing} is not there"
    return KnownError(
        f"This series was left in its place, {path.parent}, and {place}.",
        "Connect its disk again, or import it from where it is now: all that was said about it stays.",
    )
