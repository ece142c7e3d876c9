from dataclasses import replace

import numpy as np
import pytest

from inference.phantom.demonstration import current_plan, prior_plan
from inference.phantom.labels import Structure
from inference.phantom.plan import LESIONS, TorsoPlan
from inference.phantom.scene import build_scene
from inference.phantom.shapes import grid_frame, points_frame, union
from inference.phantom.thorax import airways
from inference.phantom.torso import Torso, make_torso
from viewer.case.progress import CancelledError, no_tick


@pytest.fixture(scope="module")
def torso() -> Torso:
    return make_torso(current_plan().coarse(4.0), no_tick)


def place_of(torso: Torso, name: str) -> tuple[float, float, float]:
    row = torso.truth.find_structure(name)
    assert row is not None
    return row.centroid_lps


def volume_of(torso: Torso, name: str) -> float:
    row = torso.truth.find_structure(name)
    assert row is not None
    return row.volume_ml


def test_organs_lie_on_their_sides(torso: Torso) -> None:
    x_of = {name: place_of(torso, name)[0] for name in ("liver", "spleen", "stomach", "heart", "lung right", "lung left")}
    assert x_of["liver"] < -30 and x_of["spleen"] > 60 and x_of["stomach"] > 20 and x_of["heart"] > 8
    assert x_of["lung right"] < 0 < x_of["lung left"]


def test_the_hearts_apex_points_left_and_forward(torso: Torso) -> None:
    heart = np.argwhere(torso.labels == Structure.HEART)
    points = torso.plan.geometry.to_lps(heart)
    apex = points[points[:, 0] > np.quantile(points[:, 0], 0.97)].mean(axis=0)
    assert apex[0] > 40 and apex[1] < points[:, 1].mean() - 5 and apex[2] < points[:, 2].mean()


def test_the_spine_is_behind_and_the_table_behind_that(torso: Torso) -> None:
    body, discs = place_of(torso, "body"), np.argwhere(torso.labels == Structure.DISCS)
    table = np.argwhere(torso.labels == Structure.TABLE)
    spine_y = torso.plan.geometry.to_lps(discs)[:, 1].mean()
    assert body[1] + 25 < spine_y < torso.plan.geometry.to_lps(table)[:, 1].mean()


def test_lungs_are_above_the_liver_and_the_right_diaphragm_is_higher(torso: Torso) -> None:
    assert place_of(torso, "lung right")[2] > place_of(torso, "liver")[2] + 80
    scene = build_scene(torso.plan)
    frame = points_frame([[-64, -6, z] for z in range(100, 230)] + [[66, -4, z] for z in range(100, 230)])
    below = scene.outlines(frame).dome < 0
    assert below[:130].sum() > below[130:].sum() + 5


def test_volumes_are_those_of_a_grown_person(torso: Torso) -> None:
    limits = {
        "lung right": (1800, 3500), "lung left": (1500, 3200), "airways": (35, 90), "bones": (500, 1600), "heart": (400, 800),
        "liver": (1200, 2000), "spleen": (100, 300), "kidney right": (90, 220), "kidney left": (90, 220), "body": (15000, 32000),
    }  # fmt: skip
    for name, (low, high) in limits.items():
        assert low < volume_of(torso, name) < high, name


def test_a_structures_truth_counts_its_voxels(torso: Torso) -> None:
    voxel_ml = torso.plan.geometry.voxel_mm3 / 1000
    nodules = [Structure.LESION + n for n, lesion in enumerate(torso.plan.lesions) if lesion.host == "lung left"]
    left = np.isin(torso.labels, [Structure.LUNG_LEFT, *nodules])
    assert volume_of(torso, "lung left") == pytest.approx(left.sum() * voxel_ml)
    assert place_of(torso, "lung left") == pytest.approx(torso.plan.geometry.to_lps(np.argwhere(left)).mean(axis=0), abs=0.01)
    body = (torso.labels != Structure.OUTSIDE) & (torso.labels != Structure.TABLE)
    assert volume_of(torso, "body") == pytest.approx(body.sum() * voxel_ml)


def test_coarse_and_fine_grids_agree_about_volumes(torso: Torso) -> None:
    coarser = make_torso(torso.plan.coarse(6.0), no_tick)
    for name in ("lung right", "lung left", "liver", "body", "heart"):
        assert volume_of(coarser, name) == pytest.approx(volume_of(torso, name), rel=0.03), name


def test_densities_are_those_of_ct(torso: Torso) -> None:
    # Away from edges: the median of a structure is not moved by partial volume.
    for structure, low, high in (
        (Structure.LUNG_LEFT, -880, -820), (Structure.AIRWAYS, -1010, -940), (Structure.LIVER, 100, 118),
        (Structure.SPLEEN, 112, 130), (Structure.AORTA, 145, 160), (Structure.BONES, 200, 520), (Structure.OUTSIDE, -1005, -995),
    ):  # fmt: skip
        assert low < np.median(torso.voxels_hu[torso.labels == structure]) < high, structure


def test_lesions_have_their_analytic_volume_on_a_fine_grid() -> None:
    for lesion in LESIONS:
        axes = [np.arange(-8, 8.01, 0.25) * (2 if lesion.kind == "liver_cyst" else 1) + c + 0.09 for c in lesion.centre_mm]
        step = axes[0][1] - axes[0][0]
        counted = np.count_nonzero(lesion.shape.distance(grid_frame(*axes)) < 0) * step**3 / 1000
        assert counted == pytest.approx(lesion.volume_ml, rel=0.01), lesion.name


@pytest.mark.parametrize("plan", [current_plan(), prior_plan()], ids=["current", "prior"])
def test_lesions_lie_well_inside_their_hosts(plan: TorsoPlan) -> None:
    scene = build_scene(plan)
    for lesion in plan.lesions:
        surface = np.random.default_rng(3).standard_normal((300, 3))
        surface = surface / np.linalg.norm(surface, axis=1, keepdims=True) * np.array(lesion.diameters_mm).max() / 2
        frame = points_frame(surface + lesion.centre_mm)
        outlines = scene.outlines(frame)
        organs = scene.abdomen.organs(frame, outlines)
        inside = {"lung right": outlines.lung_right, "lung left": outlines.lung_left, "liver": organs.liver}
        distance = inside.get(lesion.host, organs.kidney_left)
        assert distance.max() < -1.2, lesion.name
        if lesion.kind == "lung_nodule":
            assert union(frame, scene.lung_vessels + airways().outer).min() > 1.0, lesion.name


def test_one_nodule_is_near_the_pleura() -> None:
    scene = build_scene(current_plan())
    nodule = LESIONS[2]
    depth = -float(scene.outlines(points_frame([nodule.centre_mm])).lung_right[0])
    assert nodule.diameters_mm[0] / 2 + 1 < depth < nodule.diameters_mm[0] / 2 + 6


def test_lesions_are_told_with_side_zone_and_axes(torso: Torso) -> None:
    rows = {row.name: row for row in torso.truth.lesions}
    assert (rows["nodule 1"].side, rows["nodule 1"].zone) == ("right", "upper")
    assert (rows["nodule 2"].side, rows["nodule 2"].zone) == ("left", "lower")
    assert (rows["nodule 3"].side, rows["nodule 3"].zone) == ("right", "middle")
    assert (rows["nodule 2"].long_axis_mm, rows["nodule 2"].short_axis_mm) == (12.0, 9.0)
    assert rows["stone"].host == "kidney left" and rows["stone"].side == "left" and rows["cyst"].side == "none"
    for lesion in torso.plan.lesions:
        k, j, i = np.rint(torso.plan.geometry.to_kji([rows[lesion.name].centre_lps])[0]).astype(int)
        assert torso.labels[k, j, i] == Structure.LESION + torso.plan.lesions.index(lesion)


def test_the_prior_has_two_smaller_nodules_and_lacks_one() -> None:
    now, before = current_plan(), prior_plan()
    then = {lesion.name: lesion for lesion in before.lesions}
    assert "nodule 3" not in then and now.seed == before.seed and now.frame_uid != before.frame_uid
    for name in ("nodule 1", "nodule 2"):
        today = next(lesion for lesion in now.lesions if lesion.name == name)
        assert then[name].volume_ml < 0.6 * today.volume_ml and then[name].centre_mm == today.centre_mm


def test_the_same_plan_gives_the_same_voxels() -> None:
    plan = current_plan().coarse(8.0)
    one, two = make_torso(plan, no_tick), make_torso(plan, no_tick)
    assert np.array_equal(one.voxels_hu, two.voxels_hu) and np.array_equal(one.labels, two.labels)
    other = make_torso(replace(plan, noise_seed=99), no_tick)
    assert np.array_equal(one.labels, other.labels) and not np.array_equal(one.voxels_hu, other.voxels_hu)
    assert not np.array_equal(one.labels, make_torso(replace(plan, seed=99), no_tick).labels)


def test_drawing_can_be_cancelled() -> None:
    def stop(fraction: float, text: str) -> None:
        if fraction > 0.1:
            raise CancelledError

    with pytest.raises(CancelledError):
        make_torso(current_plan().coarse(8.0), stop)
