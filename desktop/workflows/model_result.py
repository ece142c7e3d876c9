"""What a model's run gives back, and how it enters a case: the human path, an `Edit` by another author."""

from __future__ import annotations

import contextlib
import importlib.metadata
import json
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.store.case_store import CaseStore
from desktop.store.library import Library
from desktop.store.runs import Run
from inference.cards import ModelCard
from inference.gate.standing import standing_of
from viewer.case.edits import Edit, Swap
from viewer.case.finding import Evidence, Finding
from viewer.case.patch import Patch
from viewer.case.segmentation import Segmentation
from viewer.case.source import Source, now
from viewer.case.study import Problem

LIBRARIES = ("lightbox", "numpy", "scipy", "SimpleITK", "torch", "monai", "openvino")
"""Whose versions a run's row names, as far as they are installed."""


@dataclass(frozen=True, slots=True)
class ModelResult:
    """An edit that is not applied yet, the mask file it speaks of, and the run that made both; `uncertainty` is a layer's file.

    `segmentation` and `mask` are None when the model found nothing; the edit is then only a line in the log.
    """

    edit: Edit
    run: Run
    segmentation: Segmentation | None
    mask: Path | None
    problems: tuple[Problem, ...] = ()
    uncertainty: Path | None = None


def keep(result: ModelResult, library: Library, case: CaseStore) -> None:
    """Bring a result into the case: the mask file first, then the run's row, then the edit. On the store's thread."""
    if result.mask is not None and result.segmentation is not None:
        name = case.adopt(result.mask, result.segmentation.id)
        assert name == result.segmentation.mask_file, "a model's segmentation has a fresh id, so its file's name is free"
    if result.uncertainty is not None and result.segmentation is not None:
        result.uncertainty.replace(library.masks_folder / result.segmentation.uncertainty_file)
    library.add_run(result.run)
    case.apply(marked(result.edit, library.models_folder, result.run))


def marked(edit: Edit, models_folder: Path, run: Run) -> Edit:
    """The edit with "experimental" on all it adds, unless the site has accepted these weights."""
    if not standing_of(models_folder, run.model, run.version, run.weights_sha256).is_experimental:
        return edit
    changes: list[Swap | Patch] = []
    for change in edit.changes:
        after = change.after if isinstance(change, Swap) else None
        if isinstance(change, Swap) and isinstance(after, Segmentation | Evidence | Finding) and after.source.run_id == run.id:
            change = Swap(change.before, replace(after, source=replace(after.source, experimental=True)))
        changes.append(change)
    return replace(edit, changes=tuple(changes))


def run_row(
    card: ModelCard, source: Source, study_uid: str, series_uid: str, seconds: float, options: dict[str, object], device: str = "cpu",
    *, outcome: str = "done", text: str = "",
) -> Run:  # fmt: skip
    """The row of a run; see `Run` for `outcome` and `text`."""
    return Run(
        id=source.run_id,
        study_uid=study_uid,
        series_uid=series_uid,
        model=card.id,
        version=card.version,
        started_at=now(),
        seconds=seconds,
        outcome=outcome,
        weights_sha256=card.weights_sha256,
        device=device,
        options=json.dumps(options),
        libraries=json.dumps(_versions()),
        text=text,
    )


def _versions() -> dict[str, str]:
    versions = {}
    for name in LIBRARIES:
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            versions[name] = importlib.metadata.version(name)
    return versions
