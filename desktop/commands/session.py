"""What commands open: a library, a study, its pixels, the models, the person at the keyboard."""

from __future__ import annotations

import getpass
from dataclasses import dataclass
from pathlib import Path

import resources
from desktop.settings import load_settings
from desktop.store.library import Library
from desktop.workflows.choose_series import choose_series
from desktop.workflows.drawings import drawings_of
from desktop.workflows.open_series import open_series
from inference.cards import ModelCard, find_card
from inference.offline import stay_offline
from viewer.case.progress import Tick
from viewer.case.study import Instance, Series, Study
from viewer.dicom.decode import Decoder
from viewer.dicom.load import Loaded
from viewer.scene.drawings import Drawings


@dataclass(frozen=True, slots=True)
class OpenSeries:
    """A series with its pixels, and what its files lay over them where that was asked for."""

    study: Study
    series: Series
    instances: tuple[Instance, ...]
    loaded: Loaded
    drawings: Drawings


def pixels_of(library: Library, study: Study, series_uid: str | None, tick: Tick, part: str = "", drawn: bool = False) -> OpenSeries:
    """Open the part of the series that `series_uid` names, or the study's main one, or the series' main part."""
    series = library.series_of(study.uid)
    instances = library.instances_by_series([row.uid for row in series])
    chosen = choose_series(series, {uid: sum(one.frames for one in rows) for uid, rows in instances.items()}, series_uid)
    with Decoder(initializer=stay_offline) as decoder:
        loaded = open_series(chosen, instances[chosen.uid], library.volumes_folder, decoder, tick, part)
        drawings = drawings_of(loaded.stack, instances[chosen.uid], decoder, tick) if drawn else Drawings()
    return OpenSeries(study, chosen, instances[chosen.uid], loaded, drawings)


def author() -> str:
    """Who changes the case from the command line: the reader in the settings, else the one logged in."""
    name = load_settings().reader_name.strip()
    if not name:
        try:
            name = getpass.getuser()
        except (OSError, KeyError):
            name = "reader"
    return f"user:{name}"


def model_folders(library_folder: Path) -> list[Path]:
    """Where models lie: built-in ones first, then the library's packs."""
    return [resources.path("models"), library_folder / "models"]


def model(id: str, library_folder: Path) -> tuple[ModelCard, Path]:
    return find_card(id, model_folders(library_folder))
