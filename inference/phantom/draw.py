"""Draws slices of a torso: Hounsfield units and the label of every voxel, from the same distances."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from inference.phantom import abdomen as belly
from inference.phantom import thorax as chest
from inference.phantom.labels import Structure
from inference.phantom.plan import TorsoPlan
from inference.phantom.scene import HIGH, LOW, Scene
from inference.phantom.shapes import Ellipsoid, Field, Frame, coverage, grid_frame, near, profile, smooth_min, union
from inference.phantom.skeleton import SPINE, bones, cartilages, spine_x, vertebral_bodies
from inference.phantom.thorax import Outlines

Labels = npt.NDArray[np.uint8]


class Canvas:
    """The part of a slab around the body, while it is drawn."""

    def __init__(self, scene: Scene, frame: Frame) -> None:
        self.scene, self.frame = scene, frame
        self.blur = scene.plan.blur_mm
        self.hu: Field = np.full(frame.shape, -1000, np.float32)
        self.labels: Labels = np.zeros(frame.shape, np.uint8)
        self.coarse, self.medium, self.fine = (mottle.at(frame) for mottle in (scene.coarse, scene.medium, scene.fine))

    def fill(self, distance: Field, hu: Field | float, structure: Structure | int | None = None, share: Field | None = None) -> None:
        """Paint the inside of a shape; `share` limits how much of each voxel may change."""
        inside = coverage(distance, self.blur)
        if share is not None:
            inside *= share
        self.hu += inside * (hu - self.hu)
        if structure is not None:
            within = distance < 0 if share is None else (distance < 0) & (share >= 0.5)
            self.labels[within] = structure


def draw_slab(scene: Scene, first: int, last: int) -> tuple[npt.NDArray[np.int16], Labels]:
    """Slices `first`..`last` (exclusive): HU and labels, each (slices, rows, columns)."""
    plan = scene.plan
    whole = plan.frame
    slab = Frame(whole.x, whole.y, whole.z[first:last])
    hu = np.full(slab.shape, -1000, np.float32)
    labels = np.zeros(slab.shape, np.uint8)
    box = slab.box((LOW[0], LOW[1], -1e3), (HIGH[0], HIGH[1], 1e3))
    assert box is not None
    frame = slab.cut(box)
    canvas = Canvas(scene, frame)
    outlines = scene.outlines(frame)
    _wall(canvas, outlines)
    _abdomen(canvas, outlines)
    _mediastinum(canvas, outlines)
    _lungs(canvas, outlines)
    _skeleton(canvas, outlines)
    _lesions(canvas)
    hu[box], labels[box] = canvas.hu, canvas.labels
    _table(plan, slab, hu, labels)
    _noise(scene, slab, first, hu, labels)
    return np.clip(np.rint(hu), -1024, 3071).astype(np.int16), labels


def _wall(canvas: Canvas, o: Outlines) -> None:
    """Skin, fat with its septa, muscle with streaks of fat, fat inside the cavity."""
    canvas.fill(o.skin, 10, Structure.SOFT_TISSUE)
    septa = 30 * np.exp(-np.square(canvas.coarse / 0.10)) + 5 * canvas.medium
    canvas.fill(o.skin + 1.8, -106 + septa)
    streaks = -40 * np.clip(canvas.medium - 0.8, 0, 1.6) - 34 * np.clip(canvas.fine - 0.7, 0, 1.5) + 4 * canvas.coarse
    canvas.fill(o.muscle, 57 + streaks)
    for side in (-1.0, 1.0):
        hollow = near(canvas.frame, Ellipsoid((side * 126.0, -4.0, 318.0), (21.0, 34.0, 44.0)), margin=12)
        canvas.fill(np.maximum(hollow + 3 * canvas.coarse, o.skin + 10), -98 + septa)
    canvas.fill(union(canvas.frame, chest.arm_vessels()), 130)
    columns = union(canvas.frame, belly.back_muscles())
    canvas.fill(np.maximum(columns - 2.0, o.skin + 5), -80)
    canvas.fill(np.maximum(columns + 0.5 * canvas.coarse, o.skin + 6), 55 + 1.4 * streaks)
    plane = np.abs(o.cage - 13.5 - 1.5 * canvas.coarse) - (0.5 + 0.9 * np.clip(canvas.medium, 0, 2))
    canvas.fill(np.maximum(plane, o.muscle + 3), -70)
    beside_ribs = np.abs(o.cage - 3.6) - (0.2 + 0.9 * np.clip(canvas.coarse + 0.4, 0, 1.2))
    canvas.fill(beside_ribs, -55)
    canvas.fill(o.cage + 2.0, -102 + 0.35 * septa)


def _abdomen(canvas: Canvas, o: Outlines) -> None:
    frame = canvas.frame
    if float(frame.z.min()) > 190:
        return
    coarse, medium, fine = canvas.coarse, canvas.medium, canvas.fine
    room = coverage(np.maximum(o.cage + 1.0, o.dome), canvas.blur)
    canvas.fill(np.maximum(np.abs(o.dome + 1.5) - 1.4, o.cage), 58)
    canvas.fill(union(frame, belly.muscles()), 60 - 20 * np.clip(medium - 1, 0, 2), share=room)
    organs = canvas.scene.abdomen.organs(frame, o)
    solid = np.minimum.reduce([organs.liver, organs.spleen, organs.kidney_right, organs.kidney_left, organs.stomach])

    canvas.fill(union(frame, canvas.scene.belly_vessels), 120, share=room)
    loops = np.maximum(union(frame, canvas.scene.abdomen.bowel), 3 - solid)
    canvas.fill(loops, 95, share=room)
    canvas.fill(loops + 2.4 + 0.8 * medium, 32 + 10 * medium, share=room)
    colon = np.maximum(union(frame, belly.COLON) + 1.5 * coarse, 3 - solid)
    canvas.fill(colon, 65, share=room)
    stool = np.where(fine + 0.8 * medium > 0.9, np.float32(-560), 18 + 22 * fine)
    canvas.fill(colon + 2.6, stool, share=room)
    canvas.fill(np.maximum(colon + 3.2, frame.y + 80 + 3 * coarse), -930, share=room)

    canvas.fill(union(frame, belly.PANCREAS) + 1.6 * medium, 96 - 30 * np.clip(fine - 0.8, 0, 1), share=room)
    canvas.fill(union(frame, belly.ADRENALS), 75)
    canvas.fill(organs.spleen, 122 + 2 * medium, Structure.SPLEEN)
    canvas.fill(organs.liver, 110 + 3 * medium, Structure.LIVER)
    inside_liver = coverage(organs.liver + 2, canvas.blur)
    canvas.fill(union(frame, canvas.scene.liver_vessels), 148, share=inside_liver)
    bladder = union(frame, belly.GALLBLADDER)
    canvas.fill(bladder, 62)
    canvas.fill(bladder + 1.6, 9)
    for kidney, structure in ((organs.kidney_right, Structure.KIDNEY_RIGHT), (organs.kidney_left, Structure.KIDNEY_LEFT)):
        canvas.fill(kidney, 148, structure)
        canvas.fill(np.maximum(kidney + 7, 0.2 - coarse), 128)
        gap = np.maximum(organs.sinus, kidney - 3)
        canvas.fill(gap, -92)
        canvas.labels[(gap < 0) & (canvas.labels == structure)] = Structure.SOFT_TISSUE
    canvas.fill(union(frame, belly.PELVES), 12)
    canvas.fill(union(frame, belly.BELLY_VEINS + belly.BELLY_ARTERIES), 150, share=coverage(0.0 - organs.kidney_left, 2.0))

    canvas.fill(organs.stomach, 82, Structure.STOMACH)
    lumen = organs.stomach + 4.2 + 1.2 * medium + 0.8 * coarse
    canvas.fill(lumen, 24 + 9 * medium)
    canvas.fill(np.maximum(lumen, frame.y + 40.0), -965)


def _mediastinum(canvas: Canvas, o: Outlines) -> None:
    """Heart, vessels, gullet; all surrounded by the fat of the cavity."""
    frame, blood = canvas.frame, canvas.scene.plan.blood_hu
    above = coverage(3.0 - o.dome, canvas.blur)
    if float(frame.z.min()) < 270 and float(frame.z.max()) > 120:
        heart = smooth_min(near(frame, chest.HEART), near(frame, chest.CHAMBERS[2]) - 3.0, 10)
        canvas.fill(np.abs(heart - 3.6) - 0.6, 45, share=above)
        canvas.fill(heart + 0.8 * canvas.coarse, 108, Structure.HEART, share=above)
        for chamber in chest.CHAMBERS:
            canvas.fill(np.maximum(near(frame, chamber, margin=6) + 1.1 * canvas.medium, heart + 2.5), blood + 2, share=above)
        groove = np.abs(near(frame, chest.LEFT_VENTRICLE) - 9.0) - 1.2
        canvas.fill(np.maximum(np.maximum(groove, -heart - 7), heart), -70, share=above)
    gullet = union(frame, chest.gullet())
    canvas.fill(gullet, 52)
    canvas.fill(gullet + 4.6 + 1.2 * canvas.coarse, 10)
    canvas.fill(union(frame, chest.pulmonary_trunk() + chest.arch_branches()), blood)
    canvas.fill(union(frame, chest.chest_veins()), blood - 6)
    aorta = union(frame, chest.aorta())
    canvas.fill(aorta, blood + 4, Structure.AORTA)
    nodes = (np.exp(-np.square((canvas.medium - 1.9) / 0.5)) * 90).astype(np.float32)
    canvas.hu += nodes * coverage(np.maximum(o.envelope + 4, -canvas.hu / 40 - 1.5), canvas.blur) * (canvas.hu < -60)


def _lungs(canvas: Canvas, o: Outlines) -> None:
    frame, plan = canvas.frame, canvas.scene.plan
    if float(frame.z.max()) < 100:
        return
    lung = np.minimum(o.lung_right, o.lung_left)
    # Lying on the back, the lower parts are denser.
    air = plan.lung_hu + 0.20 * (frame.y - 10) + 9 * canvas.coarse + 7 * canvas.medium + 12 * np.maximum(canvas.fine, 0)
    for field, structure in ((o.lung_right, Structure.LUNG_RIGHT), (o.lung_left, Structure.LUNG_LEFT)):
        canvas.fill(field, air, structure)
    share = coverage(lung, canvas.blur)
    canvas.fill(union(frame, canvas.scene.lung_vessels), 105, share=share)
    for side, (height, slope) in ((o.lung_right, (205.0, 1.05)), (o.lung_left, (212.0, 1.15))):
        oblique = (frame.z - height - slope * frame.y - 5 * o.wave) / np.float32(np.hypot(1, slope))
        canvas.hu += 150 * coverage(np.abs(oblique) - 0.3, 1.4) * coverage(side + 1, 1.0) * (canvas.hu < -700)
        if side is o.lung_right:
            level = (frame.z - 226 - 6 * o.wave).astype(np.float32)
            in_front = coverage(frame.y - 10.0 + 0 * level, 2.0)
            canvas.hu += 110 * coverage(np.abs(level) - 0.5, 2.0) * in_front * coverage(side + 1, 1.0) * (canvas.hu < -700)
    pipes = chest.airways()
    canvas.fill(union(frame, pipes.outer), 30)
    canvas.fill(union(frame, pipes.lumen), -1000, Structure.AIRWAYS)


def _skeleton(canvas: Canvas, o: Outlines) -> None:
    frame = canvas.frame
    body, disc = vertebral_bodies(frame)
    canvas.fill(disc, 86 + 4 * canvas.medium, Structure.DISCS)
    middle = profile(frame.z, SPINE, 1) + profile(frame.z, SPINE, 3) + np.float32(6.5)
    sac = np.sqrt(np.square((frame.x - spine_x(frame.z)) / 1.15) + np.square(frame.y - middle)) - np.float32(8.0)
    canvas.fill(sac, -60)
    canvas.fill(sac + 1.8, 22)
    canvas.fill(sac + 4.2, 38)
    canvas.fill(union(frame, cartilages()), 105, Structure.CARTILAGE, share=coverage(o.muscle, 2.0))
    bone = np.minimum(union(frame, bones()), body)
    bone = np.maximum(bone, o.skin + 3.0)
    canvas.fill(bone, 480 + 30 * canvas.medium, Structure.BONES)
    canvas.fill(bone + 1.3, 205 + 16 * canvas.fine + 12 * canvas.medium)


def _lesions(canvas: Canvas) -> None:
    for number, lesion in enumerate(canvas.scene.plan.lesions):
        box = canvas.frame.box(*lesion.shape.corners(3.0))
        if box is None:
            continue
        distance = lesion.shape.distance(canvas.frame.cut(box))
        part = canvas.hu[box]
        part += coverage(distance, canvas.blur) * (np.float32(lesion.density_hu) - part)
        canvas.labels[box][distance < 0] = Structure.LESION + number


def _table(plan: TorsoPlan, slab: Frame, hu: Field, labels: Labels) -> None:
    """A curved shell of carbon fibre with a foam core, and the rim under it."""
    flat = grid_frame(slab.x.ravel(), slab.y.ravel(), [0.0])
    top = flat.y - (113.0 * plan.girth - np.square(flat.x) / 860)
    bottom = flat.y - (137.0 * plan.girth - np.square(flat.x) / 1250)
    layers = (
        (np.maximum(np.abs(top) - 0.9, np.abs(flat.x) - 204), 70.0), (np.maximum(np.abs(bottom) - 0.9, np.abs(flat.x) - 176), 40.0),
        (np.maximum(np.maximum(1.0 - top, bottom + 1.0), np.abs(flat.x) - 174), -965.0),
    )  # fmt: skip
    for distance, density in layers:
        inside = coverage(np.asarray(distance, np.float32), plan.blur_mm) * (labels == 0)
        hu += inside * (density - hu)
        labels[(np.broadcast_to(distance, labels.shape) < 0) & (labels == 0)] = Structure.TABLE


def _noise(scene: Scene, slab: Frame, first: int, hu: Field, labels: Labels) -> None:
    """More noise in the middle and through the shoulders, little in the air around."""
    depth = np.exp(-(np.square(slab.x / 120) + np.square(slab.y / 90)))
    shoulders = 1 + 0.35 * np.clip((slab.z - 320) / 50, 0, 1)
    level = scene.plan.noise_sd_hu * (0.72 + 0.42 * depth) * shoulders
    level = np.where((labels == 0) | (labels == Structure.TABLE), 0.55 * level, level)
    for n in range(len(hu)):
        hu[n] += level[n] * scene.noise.slice_of(first + n)
