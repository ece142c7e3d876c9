"""Label maps that training pictures are painted from: read, turned upright, kept on the training device.

Every map lies with its axes to the patient's right, front and head ("RAS"), as networks see them: a mirrored map would
teach left for right. Numbers are compact, 0 to 255, so that all maps of a task stay resident as bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

Bytes = npt.NDArray[np.uint8]


@dataclass(frozen=True, eq=False, slots=True)
class LabelMap:
    """One map: `voxels` (x, y, z) grow to the right, the front and the head."""

    name: str
    voxels: Bytes
    spacing_mm: tuple[float, float, float]


class LabelMaps:
    """All maps of a task on one device, as one run of bytes.

    Attributes
    ----------
    flat : every map's voxels one after another, uint8.
    starts : of each map in `flat`, (maps,) int64.
    shapes : (maps, 3) int64.
    spacings : (maps, 3) mm, float32.
    """

    def __init__(self, maps: Sequence[LabelMap], device: torch.device) -> None:
        sizes = [one.voxels.size for one in maps]
        self.names = tuple(one.name for one in maps)
        self.flat = torch.from_numpy(np.concatenate([one.voxels.reshape(-1) for one in maps])).to(device)
        self.starts = torch.tensor(np.cumsum([0, *sizes[:-1]]), dtype=torch.int64, device=device)
        self.shapes = torch.tensor([one.voxels.shape for one in maps], dtype=torch.int64, device=device)
        self.spacings = torch.tensor([one.spacing_mm for one in maps], dtype=torch.float32, device=device)

    def __len__(self) -> int:
        return len(self.names)

    def at(self, which: Tensor, places: Tensor) -> Tensor:
        """The nearest label of map `which` (batch,) at voxel places (batch, 3, x, y, z); 0 beyond a map. uint8."""
        shapes = self.shapes[which].view(-1, 3, 1, 1, 1)
        nearest = torch.floor(places + 0.5).to(torch.int64)
        within = ((nearest >= 0) & (nearest < shapes)).all(dim=1)
        nearest = torch.minimum(nearest.clamp_(min=0), shapes - 1)
        _, y, z = shapes.unbind(1)
        index = (nearest[:, 0] * y + nearest[:, 1]) * z + nearest[:, 2]
        index += self.starts[which].view(-1, 1, 1, 1)
        return torch.where(within, self.flat[index], torch.zeros((), dtype=torch.uint8, device=self.flat.device))


def cropped(voxels: Bytes, margin: int) -> Bytes:
    """The part that is not 0, and a margin."""
    box = []
    for axis in range(3):
        found = np.flatnonzero(voxels.any(axis=tuple(other for other in range(3) if other != axis)))
        box.append(slice(max(0, int(found[0]) - margin), int(found[-1]) + 1 + margin))
    return np.ascontiguousarray(voxels[tuple(box)])


def save(path: Path, maps: Sequence[LabelMap]) -> None:
    """One compressed file, small enough to travel to another machine."""
    path.parent.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, npt.NDArray[np.generic]] = {}
    for number, one in enumerate(maps):
        arrays[f"voxels{number}"], arrays[f"spacing{number}"] = one.voxels, np.array(one.spacing_mm)
    np.savez_compressed(path, names=np.array([one.name for one in maps]), **arrays)  # type: ignore[arg-type]


def load(path: Path) -> list[LabelMap]:
    """What `save` wrote."""
    return list(_maps(path))


def _maps(path: Path) -> Iterator[LabelMap]:
    with np.load(path, allow_pickle=False) as kept:
        for number, name in enumerate(kept["names"]):
            x, y, z = (float(step) for step in kept[f"spacing{number}"])
            yield LabelMap(str(name), kept[f"voxels{number}"], (x, y, z))
