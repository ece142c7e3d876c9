"""Label maps from NIfTI and NRRD files, with their axes to the right, the front and the head."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt


def read_upright(path: Path) -> tuple[npt.NDArray[Any], tuple[float, float, float]]:
    """Values (x, y, z) along right, front and head, and the spacing in mm. Axes that lie askew take the nearest direction."""
    import SimpleITK as sitk

    image = sitk.DICOMOrient(sitk.ReadImage(str(path)), "RAS")
    x, y, z = (float(step) for step in image.GetSpacing())
    return np.ascontiguousarray(sitk.GetArrayFromImage(image).transpose(2, 1, 0)), (x, y, z)
