"""What a reader of an imported object gets to look at, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from viewer.case.edits import Edit
from viewer.case.errors import KnownError
from viewer.case.progress import Tick
from viewer.case.segmentation import Segmentation
from viewer.case.study import Instance, Problem, Series, Study
from viewer.dicom.decode import Decoder
from viewer.dicom.load import Loaded, load


class SourceMissingError(KnownError):
    """The pictures that an object speaks of are not in the library yet; it is asked again when something arrives."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an object may look at: its study's series and files, and how to load one of them.

    `tracked` are the UIDs under which other objects may name what the case holds already.
    """

    study: Study
    series: Mapping[str, Series]
    instances: Mapping[str, tuple[Instance, ...]]
    volumes_folder: Path
    masks_folder: Path
    decoder: Decoder
    tracked: frozenset[str] = frozenset()

    def load(self, series_uid: str, pictures: Collection[str], tick: Tick) -> Loaded:
        """The part of a series that holds one of the `pictures` (SOP Instance UIDs; none: the first part).

        Raises
        ------
        SourceMissingError when the series is not here; KnownError when it cannot be loaded.
        """
        series, instances = self.series.get(series_uid), self.instances.get(series_uid, ())
        if series is None or not instances:
            raise SourceMissingError(
                "The pictures that it was made on are not in the library.", "It is shown as soon as they are imported."
            )
        loaded = load(series, instances, self.volumes_folder, self.decoder, tick)
        wanted = frozenset(pictures)
        if not wanted or _holds(loaded, wanted):
            return loaded
        for part in loaded.parts:
            if part.key != loaded.part.key and part.is_volume:
                other = load(series, instances, self.volumes_folder, self.decoder, tick, part.key)
                if _holds(other, wanted):
                    return other
        return loaded


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one object: an edit that is not applied yet, and the mask files its segmentations speak of.

    Without an `edit` the object says nothing that a case holds; `problems` say why.
    """

    edit: Edit | None
    masks: tuple[tuple[Path, Segmentation], ...] = ()
    problems: tuple[Problem, ...] = ()


Taker = Callable[[Instance, Surroundings, Tick], Taken]
"""Reads one object. Raises SourceMissingError when it has to wait, KnownError when it can never be taken in."""


def _holds(loaded: Loaded, pictures: frozenset[str]) -> bool:
    return any(plane.instance_uid in pictures for plane in loaded.stack.planes)
