"""What is measured on one organ only: emphysema, heart and chest, ventricles and skull, spleen, fat and muscle at a level."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from inference.measure.extent import height_mm, reach_mm
from inference.measure.levels import Level
from inference.measure.measure import Measure, own_code
from inference.measure.outlines import Outline, Outlines
from inference.measure.position import LUNGS
from inference.measure.values import values_in
from inference.segmentation.grid import Upright
from viewer.case.finding import Quantity
from viewer.case.study import Series
from viewer.case.terms import BONE, Code

EMPHYSEMA_HU = -950.0
FAT_HU = (-190.0, -30.0)
MUSCLE_HU = (-29.0, 150.0)
"""Mitsiopoulos, J Appl Physiol 1998;85:115-122; fat -190 to -30 and muscle -29 to 150 HU."""
MUSCLES = tuple(Code("SCT", value, "") for value in ("127954009", "68455001", "244849004"))
SUBCUTANEOUS = Code("SCT", "67769002", "Subcutaneous fatty tissue")
SKULL = Code("SCT", "89546000", "Skull")
BRAIN = Code("SCT", "12738006", "Brain")
_THIN_MM = 1.5
_LEFT = (1.0, 0.0, 0.0)


def lung_measures(outlines: Outlines, lung: Outline, series: Series | None) -> list[Measure]:
    """The share of a lung below -950 HU, its 15th percentile and its mean (Gevenois, AJRCCM 1996;154:187-192)."""
    values = values_in(outlines, lung)
    if not len(values):
        return []
    doubts = []
    step_mm = max(lung.geometry.spacing_mm)
    thick = series.slice_thickness_mm if series is not None and series.slice_thickness_mm else step_mm
    if thick > _THIN_MM:
        doubts.append(f"Slices of {thick:.1f} mm hide small holes: shares of thin slices (1 mm) are higher.")
    if series is not None and series.contrast_agent:
        doubts.append("Contrast makes lung denser.")
    note = " ".join(["The emphysema index. Airways that were outlined are not lung here. A sharp kernel, noise and a shallow breath change it.", *doubts])
    return [
        Measure("organ", "Lung below -950 HU (LAA-950)", Quantity("laa_950", float((values < EMPHYSEMA_HU).mean() * 100), "%", own_code("laa-950", "Share of lung below -950 HU")), note=note, doubtful=bool(doubts)),
        Measure("organ", "15th percentile", Quantity("perc15", float(np.percentile(values, 15)), "HU", own_code("perc15", "15th percentile of lung density")), note=note, doubtful=bool(doubts)),
    ]  # fmt: skip


def heart_measures(outlines: Outlines, heart: Outline) -> list[Measure]:
    """The cardiothoracic ratio of a CT: the heart's width over the widest inner width of the chest, both left to right."""
    lungs = [found for side in ("left", "right") if (found := outlines.find(LUNGS, side)) is not None]
    if len(lungs) < 2:
        return []
    low, high = np.inf, -np.inf
    widest = 0.0
    planes = np.concatenate([lung.ends() for lung in lungs])
    heights = np.round(planes[:, 2] / max(heart.geometry.spacing_mm)).astype(int)
    for height in np.unique(heights):
        across = planes[heights == height, 0]
        if np.ptp(across) > widest:
            widest, low, high = float(np.ptp(across)), float(across.min()), float(across.max())
    edge = float(np.abs(heart.geometry.matrix[0, :3]).max())
    chest = widest + edge
    width = reach_mm(heart, _LEFT)
    if not chest > width:
        return []
    note = f"Heart {width:.0f} mm over chest {chest:.0f} mm (x {low:.0f} to {high:.0f}), on CT, lying: tables of radiographs do not hold."
    return [
        Measure("organ", "Heart width", Quantity("heart_width", width, "mm", own_code("heart-width", "Transverse width of the heart")), note="Left to right, over all slices."),
        Measure("organ", "Chest width", Quantity("chest_width", chest, "mm", own_code("chest-width", "Inner width of the chest")), note="Between the lungs' outer edges, in the widest slice."),
        Measure("organ", "Cardiothoracic ratio", Quantity("cardiothoracic_ratio", width / chest, "ratio", own_code("ctr", "Cardiothoracic ratio")), note=note, doubtful=True),
    ]  # fmt: skip


def ventricle_measures(outlines: Outlines, ventricles: Outline) -> list[Measure]:
    """The Evans index: the widest distance of the frontal horns over the widest inner diameter of the skull in that slice.

    The horns are looked for in the front third of the ventricles. The inner skull is the gap of the outlined skull, else the
    width of the outlined brain, which is a little less.
    """
    upright = Upright.of(ventricles.geometry)
    brain = outlines.find((BRAIN,))
    if brain is None:
        return []
    middle = Upright.of(brain.geometry)
    solid, whole = upright.view(ventricles.solid), middle.view(brain.solid)
    depth = np.flatnonzero(solid.any(axis=(0, 2)))
    front = solid[:, : int(depth[0] + len(depth) / 3) + 1]  # rows run to the back
    column_mm = upright.spacing_mm[2]
    widths = np.array([_width(plane) for plane in front]) * column_mm
    at = int(widths.argmax())
    z_mm = float((upright.affine @ [at, 0, 0, 1])[2])
    k = round((z_mm - float(middle.affine[2, 3])) / middle.spacing_mm[0])
    if not (0 <= k < len(whole)) or not whole[k].any():
        return []
    skull_mm = _widest_row(whole[k]) * middle.spacing_mm[2]
    note = f"Frontal horns {widths[at]:.0f} mm over {skull_mm:.0f} mm, the widest of the outlined brain in that slice: the inner skull is a little wider."
    return [Measure("organ", "Evans index", Quantity("evans_index", float(widths[at] / skull_mm), "ratio", own_code("evans", "Evans index")), note=note, doubtful=True)]


def _width(plane: npt.NDArray[np.bool_]) -> int:
    columns = np.flatnonzero(plane.any(axis=0))
    return int(columns[-1] - columns[0] + 1) if len(columns) else 0


def _widest_row(plane: npt.NDArray[np.bool_]) -> int:
    return max((_width(row[None]) for row in plane), default=0)


def spleen_measures(outlines: Outlines, spleen: Outline, long_mm: float) -> list[Measure]:
    """The splenic index: height, width and thickness in cm, multiplied (normal 120 to 480; Lackner, 1980).

    The thickness is that of the thickest place in an axial slice: a bent organ is thinner than its short axis is long.
    """
    upright = Upright.of(spleen.geometry)
    planes = (np.pad(plane, 1) for plane in upright.view(spleen.solid) if plane.any())
    thickness = 2 * max(float(ndimage.distance_transform_edt(plane, sampling=upright.spacing_mm[1:]).max()) for plane in planes)
    thickness -= float(np.mean(upright.spacing_mm[1:]))  # from middles of voxels outside to the edges between
    index = height_mm(spleen) * long_mm * thickness / 1000
    note = f"Height {height_mm(spleen):.0f} mm, axial long axis {long_mm:.0f} mm and thickness {thickness:.0f} mm, multiplied, in cm. Normal 120 to 480."
    cut_off = spleen.is_cut_off(outlines.volume.geometry.shape_kji)
    note += " It reaches the edge of the pictures: too small." if cut_off else ""
    return [Measure("organ", "Splenic index", Quantity("splenic_index", index, "ml", own_code("splenic-index", "Splenic index, length x width x thickness")), note=note, doubtful=cut_off)]


def composition_measures(outlines: Outlines, body: Outline, levels: Sequence[Level]) -> list[Measure]:
    """Fat and muscle area of the axial slice at the middle of L3, where that level is known (Shen, J Appl Physiol 2004;97:2333)."""
    level = next((row for row in levels if row.name == "L3"), None)
    if level is None:
        return []
    return slice_composition(outlines, body, level.z_mm, f"At the middle of L3 ({'outlined' if level.outlined else 'named by the reader'}).")


def slice_composition(outlines: Outlines, body: Outline, z_mm: float, where: str) -> list[Measure]:
    """Areas in cm² of the axial slice nearest to a height: fat, and muscle where it is outlined, else what is as dense."""
    upright = Upright.of(body.geometry)
    k = round((z_mm - float(upright.affine[2, 3])) / float(upright.affine[2, 0]))
    if not 0 <= k < len(upright.view(body.solid)):
        return []
    inside = upright.view(body.solid)[k]
    hu = upright.view(outlines.volume.voxels[body.box])[k]
    pixel_cm2 = upright.spacing_mm[1] * upright.spacing_mm[2] / 100

    def area(mask: npt.NDArray[np.bool_], span: tuple[float, float]) -> float:
        return float(np.count_nonzero(mask & (hu >= span[0]) & (hu <= span[1])) * pixel_cm2)

    def drawn(codes: Sequence[Code]) -> npt.NDArray[np.bool_] | None:
        return _in_slice(outlines, body, codes, k)

    under_skin, muscle, bone = drawn((SUBCUTANEOUS,)), drawn(MUSCLES), drawn((BONE,))
    names = "Fat area", "Muscle area"
    rows = [_area(names[0], "fat_area", area(inside, FAT_HU), f"{where} All of the body from -190 to -30 HU.")]
    if under_skin is not None:
        rows.append(_area("Subcutaneous fat area", "subcutaneous_fat_area", area(under_skin, FAT_HU), f"{where} The outlined fat under the skin."))
        rows.append(_area("Inner fat area", "inner_fat_area", area(inside & ~under_skin, FAT_HU), f"{where} Fat that is not under the skin, between muscles too."))
    if muscle is not None:
        rows.append(_area(names[1], "muscle_area", area(muscle, MUSCLE_HU), f"{where} The outlined muscle from -29 to 150 HU."))
    else:
        soft = inside if bone is None else inside & ~bone
        note = f"{where} No muscle is outlined: organs and vessels from -29 to 150 HU count too."
        rows.append(_area("Area as dense as muscle", "muscle_density_area", area(soft, MUSCLE_HU), note, True))
    return rows


def _area(name: str, kind: str, cm2: float, note: str, doubtful: bool = False) -> Measure:
    return Measure("organ", name, Quantity(kind, cm2, "cm²", own_code(kind.replace("_", "-"), name)), note=note, doubtful=doubtful)


def _in_slice(outlines: Outlines, body: Outline, codes: Sequence[Code], k: int) -> npt.NDArray[np.bool_] | None:
    """All outlines of these codes in an upright slice of the body's cut; None where there is none."""
    found = None
    upright = Upright.of(body.geometry)
    for segmentation, label in outlines.each():
        if label.code not in codes:
            continue
        mask = next(mask for row, mask in outlines.rows if row.id == segmentation.id)
        here = np.isin(upright.view(np.asarray(mask[body.box]))[k], label.numbers)
        found = here if found is None else found | here
    return found
