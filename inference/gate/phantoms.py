"""The phantoms that models are tried on: the torso and the head, as CT or as an MR-like picture, on any slices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt

from inference.cards import ModelCard
from inference.gate.applies import applies_of
from inference.packs.structures import label_of
from inference.phantom.head import make_head
from inference.phantom.labels import STRUCTURE_NAMES, Structure
from inference.phantom.plan import TorsoPlan
from inference.phantom.torso import make_torso
from inference.segmentation.grid import Bool
from viewer.case.geometry import Geometry
from viewer.case.progress import no_tick
from viewer.case.segmentation import Label
from viewer.case.volume import Volume

_HEAD_WORDS = ("brain", "skull", "cereb", "ventricle", "cortex", "matter", "mandible", "eye", "orbit")
Spacing = tuple[float, float, float]
Kind = Literal["CT", "MR"]
# Brightness of a T1-weighted picture over the CT number: air, lung, fat, water, muscle, blood, bone.
_HU = (-1000.0, -700.0, -150.0, -60.0, 0.0, 45.0, 90.0, 160.0, 260.0, 400.0, 1500.0)
_T1 = (4.0, 25.0, 690.0, 740.0, 180.0, 340.0, 400.0, 460.0, 300.0, 90.0, 30.0)


@dataclass(frozen=True, eq=False, slots=True)
class Shown:
    """A patient on one grid. `masks` are the structures whose truth is known, by name."""

    volume: Volume
    masks: dict[str, Bool] = field(default_factory=dict)

    def truths(self, card: ModelCard) -> Iterator[tuple[Label, Bool]]:
        """The structures of the card that the phantom has too, by code and side, or by name."""
        for name, mask in self.masks.items():
            named = label_of(1, name)
            for label in card.labels:
                same_code = (label.code.scheme, label.code.value) == (named.code.scheme, named.code.value)
                if label.name == name or (same_code and label.side in (named.side, "none", "midline")):
                    yield label, mask
                    break


class Patient(Protocol):
    @property
    def name(self) -> str: ...
    def show(self, spacing_mm: Spacing) -> Shown: ...


@dataclass(frozen=True)
class TorsoPatient:
    kind: Kind

    @property
    def name(self) -> str:
        return f"synthetic torso, {self.kind}"

    def show(self, spacing_mm: Spacing) -> Shown:
        plan = TorsoPlan(lesions=())
        shape = [max(8, round(count * own / step)) for count, own, step in zip(plan.shape_kji, plan.spacing_mm, spacing_mm, strict=True)]
        plan = replace(plan, shape_kji=(shape[0], shape[1], shape[2]), spacing_mm=spacing_mm, blur_mm=max(plan.blur_mm, 0.5 * spacing_mm[1]))
        torso = make_torso(plan, no_tick)
        masks = {name: np.asarray(torso.labels == int(number)) for number, name in STRUCTURE_NAMES.items()}
        masks["body"] = np.asarray((torso.labels != int(Structure.OUTSIDE)) & (torso.labels != int(Structure.TABLE)))
        return Shown(_volume(torso.voxels_hu, plan.geometry, self.kind), masks)


@dataclass(frozen=True)
class HeadPatient:
    kind: Kind

    @property
    def name(self) -> str:
        return f"synthetic head, {self.kind}"

    def show(self, spacing_mm: Spacing) -> Shown:
        voxels, geometry = make_head(self.kind, spacing_mm)
        unit = "HU" if self.kind == "CT" else "raw"
        return Shown(Volume("trial", geometry, voxels, Path("phantom.npy"), unit))


def patients_for(card: ModelCard) -> tuple[Patient, ...]:
    """The phantoms to try, the likelier first."""
    kind: Kind = "CT" if card.modality in ("CT", "any") else "MR"
    torso, head = TorsoPatient(kind), HeadPatient(kind)
    regions = applies_of(card).regions
    patients: tuple[Patient, ...] = (torso, head)
    of_head = "head" in regions and not {"chest", "abdomen"} & set(regions)
    draws_head = not regions and any(word in label.name.lower() for label in card.labels for word in _HEAD_WORDS)
    return patients[::-1] if of_head or draws_head else patients


def _volume(voxels_hu: npt.NDArray[np.int16], geometry: Geometry, kind: Kind) -> Volume:
    if kind == "CT":
        return Volume("trial", geometry, voxels_hu, Path("phantom.npy"), "HU")
    return Volume("trial", geometry, np.interp(voxels_hu, _HU, _T1).astype(np.int16), Path("phantom.npy"), "raw")
