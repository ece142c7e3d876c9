"""Radiomics as the Image Biomarker Standardisation Initiative defines them, by the library mirp, where that is installed.

mirp (Zwanenburg, J Open Source Softw 2024;9:6413; EUPL 1.2) is an addition: ``pip install lightbox[radiomics]``. Why it, and
why not in the base: docs/decisions/0013-radiomics-are-an-addition.md.
"""

from __future__ import annotations

import logging
import math
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import SimpleITK as sitk

from inference.measure.outlines import Outline, Outlines
from viewer.case.errors import KnownError
from viewer.case.progress import Tick

FAMILIES = ("morphological", "statistical", "cm")
"""Shape, first order, and the grey level co-occurrence matrix of all directions of space, merged (IBSI 3.1, 3.3, 3.6)."""
BIN_HU = 25.0
BINS = 32
"""Grey levels: 25 HU wide from -1000 HU in CT, else 32 between the lowest and highest value of the outline."""


def is_installed() -> bool:
    return find_spec("mirp") is not None


def ibsi_features(outlines: Outlines, outline: Outline, tick: Tick, levels: str = "") -> dict[str, float]:
    """IBSI features of an outline by mirp's names, those that have a value. Voxels stay as they are: nothing is resampled.

    Parameters
    ----------
    levels : how values become grey levels: ``"none"`` leaves them, as in phantoms; empty follows the unit (`BIN_HU`, `BINS`).

    Raises
    ------
    KnownError where the library is not installed.
    """
    if not is_installed():
        raise KnownError("Radiomics needs an addition that is not installed.", "pip install 'lightbox[radiomics]' (2 GB), on a machine with a network.")
    from mirp import extract_features

    logging.getLogger().setLevel(logging.WARNING)
    tick(0.1, "Radiomics")
    grey: dict[str, object]
    if levels:
        grey = {"base_discretisation_method": levels}
    elif outlines.volume.unit == "HU":
        grey = {"base_discretisation_method": "fixed_bin_size", "base_discretisation_bin_width": BIN_HU, "resegmentation_intensity_range": [-1000.0, math.nan]}
    else:
        grey = {"base_discretisation_method": "fixed_bin_number", "base_discretisation_n_bins": BINS}
    with TemporaryDirectory() as folder:
        picture, mask = Path(folder, "picture.nii.gz"), Path(folder, "mask.nii.gz")
        _write(picture, outlines.volume.voxels[outline.box].astype(np.float32), outline)
        _write(mask, outline.solid.astype(np.uint8), outline)
        found = extract_features(image=str(picture), mask=str(mask), base_feature_families=list(FAMILIES), glcm_spatial_method="3d_volume_merge", **grey)
    tick(1.0, "Radiomics")
    rows = found[0].iloc[0].to_dict()
    prefixes = ("morph_", "stat_", "cm_", "loc_")
    return {str(name): float(value) for name, value in rows.items() if str(name).startswith(prefixes) and np.isfinite(value)}


def _write(path: Path, voxels: np.ndarray, outline: Outline) -> None:
    """On a grid without a turn: no feature depends on where the patient lies."""
    image = sitk.GetImageFromArray(voxels)
    image.SetSpacing(outline.geometry.spacing_mm[::-1])
    sitk.WriteImage(image, str(path))
