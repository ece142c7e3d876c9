"""A segmenter on the open series, together with others of the study where it reads several."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from desktop.commands.session import OpenSeries, pixels_of
from desktop.store.library import Library
from desktop.workflows.channels import gather, which_series
from desktop.workflows.model_result import ModelResult
from desktop.workflows.segment import segment
from inference.cards import ModelCard
from inference.client import Engine
from inference.packs.recipe import input_of
from viewer.case.errors import KnownError
from viewer.case.progress import Tick, part_of
from viewer.case.study import Series, Study
from viewer.case.volume import Volume


def said_channels(texts: Sequence[str]) -> dict[str, str]:
    """``NAME=UID`` as the user wrote them; KnownError for others."""
    pairs = [text.partition("=") for text in texts]
    if wrong := [text for text, (name, _, uid) in zip(texts, pairs, strict=True) if not name or not uid]:
        raise KnownError(f"{wrong[0]} is not a channel and a series, as in T1=1.2.840.")
    return {name: uid for name, _, uid in pairs}


def main_series(library: Library, study: Study, card: ModelCard, said: Mapping[str, str]) -> str:
    """The series on whose grid the result of a network of several channels lies; empty for other models."""
    names = _images(card)
    if said and len(names) < 2:
        raise KnownError(f"The model {card.id} takes no --channel.")
    return which_series(names, said, library.series_of(study.uid))[names[0]].uid if len(names) > 1 else ""


def run_on(
    library: Library, study: Study, opened: OpenSeries, card: ModelCard, folder: Path, said: Mapping[str, str], engine: Engine, tick: Tick
) -> ModelResult:
    """Segment the open series."""
    volume = opened.loaded.need_volume()
    names = _images(card)
    with tempfile.TemporaryDirectory() as scratch:
        channels: dict[str, Path] = {}
        if len(names) > 1:
            chosen = which_series(names, said, library.series_of(study.uid))

            def open_other(series: Series, part: Tick) -> Volume:
                return pixels_of(library, study, series.uid, part).loaded.need_volume()

            channels = gather(chosen, volume, open_other, Path(scratch), part_of(tick, 0.0, 0.3))
        return segment(
            volume, opened.series, card, folder, library.masks_folder, engine, part_of(tick, 0.3 if channels else 0.0, 1.0),
            models_folder=library.models_folder, channels=channels, unfinished=library.add_run,
        )  # fmt: skip


def _images(card: ModelCard) -> tuple[str, ...]:
    return input_of(card).images if card.task == "segmentation" and card.input else ()
