"""How many planted lesions the detectors propose, at 1, 2 and 4 false candidates per scan, by organ and size.

    python benchmarks/lesions.py [--quick] [--json] [--only focal|lung] [--repeats 12] [--write]

Focal lesions are planted into two abdomens of LIGHTBOX_TEST_DATA (../shared/data by default), which no detector has learned
from: one lesion in each organ at a time, a third of each size group. Outlines of liver, spleen and kidneys are another model's,
drawn before planting; bones are outlined anew by ct-classical's rule after it. Lung nodules are planted into held-out drawn
chests of another setting than the demonstration's, because there is no whole real chest CT in that data. What is proposed and
was not planted is false; kidney candidates denser than 250 HU in the first abdomen, which has stones, count neither way.
Intervals are Wilson's, 95 %, over plantings: they say nothing about other patients. `--write` puts the sentences on the cards.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import _rows  # noqa: F401  (which lets the package `inference` be found before the benchmark of that name)
import numpy as np
import SimpleITK as sitk
from scores import load_volume, volume_of_nifti

import resources
from inference.cards import CARD_FILE, find_card
from inference.packs.card_text import card_text
from inference.phantom.labels import Structure
from inference.phantom.torso import make_torso
from inference.segmentation.bones import find_bones
from inference.segmentation.classical import segment
from inference.segmentation.focal_lesions import BONE, Candidate, Host, Judge, find_focal_lesions
from inference.segmentation.grid import Upright, depth_mm
from inference.segmentation.nodules import find_nodules
from inference.training.focal import hit_of
from inference.training.planted import SIZES_MM, Planted, contrast_of, plant, size_of
from inference.training.tasks.torsos import plan_of
from viewer.case.progress import no_tick
from viewer.case.volume import Volume
from viewer.dicom.decode import Decoder
from viewer.dicom.write_nifti import to_simpleitk

ROOT = Path(__file__).resolve().parent.parent
MEASURED = "Measured: "
FALSE_PER_SCAN = (1, 2, 4)
ORGANS = {"liver": (5,), "spleen": (1,), "kidney": (2, 3)}
"""The other model's numbers; each is an outline of its own."""
LUNG = "lung"
CHESTS = range(900, 906)
_STONE_HU = 250.0
_WIDEST_IN_BONE_MM = 20.0
_SEED = 2027


@dataclass(frozen=True, slots=True)
class Row:
    """One candidate: in which scan and organ, which planted lesion it is (-1 for none), and its score."""

    scan: str
    organ: str
    hit: int
    score: float


@dataclass(eq=False, slots=True)
class Tally:
    """Everything planted and proposed so far; `planted` by scan, organ and place in the list of that scan and organ."""

    rows: list[Row]
    planted: dict[tuple[str, str, int], Planted]
    scans: dict[str, list[str]]
    seconds: list[float]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--only", choices=("focal", LUNG), default="")
    parser.add_argument("--repeats", type=int, default=12, help="of each size group, in each scan")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    repeats = 2 if options.quick else options.repeats
    results: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory() as name, Decoder() as decoder:
        for what, card_id, tally_of in (("focal", "ct-focal-lesions", focal), (LUNG, "ct-lung-nodules", lung)):
            if options.only not in ("", what):
                continue
            tally = tally_of(Path(name), decoder, repeats)
            if not tally.planted:
                continue
            sentences = list(told(tally, results))
            if not options.json:
                print("\n".join([f"{card_id}, {np.median(tally.seconds):.1f} s a scan", *table(tally), *sentences, ""]), flush=True)
            if options.write:
                write(card_id, sentences)
    if options.json:
        print(json.dumps({"results": results}, indent=2))
    return 0


# Plant and look


def focal(folder: Path, decoder: Decoder, repeats: int) -> Tally:
    data = Path(os.environ.get("LIGHTBOX_TEST_DATA", ROOT.parent / "shared" / "data"))
    tally = Tally([], {}, {}, [])
    if not data.is_dir():
        print(f"no real images at {data}", file=sys.stderr)
        return tally
    card, _ = find_card("ct-focal-lesions", [resources.path("models")])
    judges = {name: replace(Judge.of(card.network[name]), least=0.0) for name in ("soft", BONE)}
    nifti = data / "nifti" / "totalsegmentator_abdomen"
    plain = volume_of_nifti(nifti / "example_ct.nii.gz", folder), nifti / "example_seg_fast_force_split.nii.gz"
    enhanced = load_volume(data / "ct" / "siemens_mct_abdomen_j2k_empty_uids", folder, decoder), next((data / "nifti" / "totalsegmentator_dicom_ref").glob("*.nii.gz"))
    for title, (volume, path) in (("abdomen, 3 mm, plain", plain), ("abdomen, 2 mm, portal venous, 40 mm high", enhanced)):
        focal_in(title, volume, labels_on(volume, path), judges, repeats, tally)
    return tally


def labels_on(volume: Volume, path: Path) -> np.ndarray:
    grid = to_simpleitk(np.zeros(volume.geometry.shape_kji, np.uint8), volume.geometry)
    return sitk.GetArrayFromImage(sitk.Resample(sitk.ReadImage(str(path)), grid, sitk.Transform(), sitk.sitkNearestNeighbor))


def focal_in(title: str, volume: Volume, labels: np.ndarray, judges: dict[str, Judge], repeats: int, tally: Tally) -> None:
    rng = np.random.default_rng(_SEED)
    card, _ = find_card("ct-classical", [resources.path("models")])
    classical = segment(volume, card, no_tick)
    body, bones = classical > 0, classical == 5
    upright = Upright.of(volume.geometry)
    outlines = [(organ, labels == number) for organ, numbers in ORGANS.items() for number in numbers]
    outlines = [(organ, solid) for organ, solid in outlines if solid.sum() * volume.geometry.voxel_mm3 > 20_000] + [(BONE, bones)]
    depths = [depth_mm(solid, volume.geometry.spacing_mm) for _, solid in outlines]
    for number in range(len(SIZES_MM) * repeats):
        scan, voxels = f"{title} #{number}", np.array(volume.voxels)
        planted: dict[str, list[Planted]] = {}
        for place in rng.permutation(len(outlines)):
            organ, solid = outlines[place]
            if planted.get(organ):  # one kidney of the two
                continue
            across = size_of(SIZES_MM[number % len(SIZES_MM)], rng)
            across = min(across, _WIDEST_IN_BONE_MM) if organ == BONE else across
            made = plant(voxels, volume.geometry, organ, solid, depths[place], across, contrast_of(organ, rng), rng)
            if made is not None:
                voxels, lesion = made
                planted[organ] = [lesion]
        solids = [(organ, solid) for organ, solid in outlines if organ != BONE]
        seen = np.zeros(voxels.shape, np.bool_)
        upright.view(seen)[...] = find_bones(upright.view(voxels), upright.view(body), upright.spacing_mm, no_tick)
        hosts = [Host(organ, solid) for organ, solid in [*solids, (BONE, seen)]]
        started = time.monotonic()
        changed = Volume(volume.series_uid, volume.geometry, voxels, volume.path, "HU")
        mask, found = find_focal_lesions(changed, hosts, judges, no_tick, most=20)
        tally.seconds.append(time.monotonic() - started)
        add(tally, scan, sorted({host.organ for host in hosts}), planted, [
            (hosts[one.host].organ, one) for one in found if not is_stone(hosts[one.host].organ, one, changed, mask)
        ])  # fmt: skip


def is_stone(organ: str, one: Candidate, volume: Volume, mask: np.ndarray) -> bool:
    return organ == "kidney" and one.contrast_hu > 0 and float(np.percentile(volume.voxels[mask == one.number], 90)) > _STONE_HU


def lung(folder: Path, decoder: Decoder, repeats: int) -> Tally:
    """Two nodules of each size in each chest, at every repeat; the detector shows at most 20 candidates."""
    tally = Tally([], {}, {}, [])
    card, _ = find_card("ct-classical", [resources.path("models")])
    for seed in CHESTS:
        rng = np.random.default_rng([seed, _SEED])
        plan = replace(plan_of(seed, 2.0), shape_kji=(190, 300, 300), spacing_mm=(2.0, 1.3, 1.3), blur_mm=1.3, noise_sd_hu=float(rng.uniform(10, 30)))
        torso = make_torso(plan, no_tick)
        solid = np.isin(torso.labels, (Structure.LUNG_LEFT, Structure.LUNG_RIGHT))
        depth = depth_mm(solid, plan.spacing_mm)
        for number in range(max(1, repeats // 6)):
            voxels, planted = torso.voxels_hu, []
            for group in (*SIZES_MM, *SIZES_MM):
                made = plant(voxels, plan.geometry, LUNG, solid, depth, size_of(group, rng), contrast_of(LUNG, rng), rng)
                if made is None or any(math.dist(made[1].centre_lps, one.centre_lps) < (made[1].across_mm + one.across_mm) / 2 + 5 for one in planted):
                    continue
                voxels = made[0]
                planted.append(made[1])
            volume = Volume("chest", plan.geometry, voxels, folder / "chest.npy", "HU")
            outlined = segment(volume, card, no_tick)
            started = time.monotonic()
            _, found = find_nodules(volume, [outlined == 2, outlined == 3], no_tick)
            tally.seconds.append(time.monotonic() - started)
            rows = [(LUNG, Candidate(one.number, 0, one.score, 1.0, one.centre_lps)) for one in found]
            add(tally, f"chest {seed} #{number}", [LUNG], {LUNG: planted}, rows)
    return tally


def add(tally: Tally, scan: str, organs: Sequence[str], planted: dict[str, list[Planted]], found: Sequence[tuple[str, Candidate]]) -> None:
    tally.scans[scan] = list(organs)
    for organ, lesions in planted.items():
        tally.planted |= {(scan, organ, n): lesion for n, lesion in enumerate(lesions)}
    tally.rows += [Row(scan, organ, hit_of(one.centre_lps, one.contrast_hu, planted.get(organ, [])), one.score) for organ, one in found]


# Count


def sensitivity(tally: Tally, organ: str, false: float, group: tuple[float, float] | None = None, contrast: tuple[float, float] = (0, 9999)) -> tuple[int, int]:
    """Found and planted, at so many false candidates per scan in this organ; of one size group, of a span of contrasts."""
    least = at(tally, organ, false)
    hits = {(row.scan, row.organ, row.hit) for row in tally.rows if row.organ == organ and row.hit >= 0 and row.score > least}
    meant = [
        key for key, lesion in tally.planted.items()
        if key[1] == organ and (group is None or lesion.group == group) and contrast[0] <= abs(lesion.contrast_hu) < contrast[1]
    ]  # fmt: skip
    return sum(key in hits for key in meant), len(meant)


def at(tally: Tally, organ: str, false: float) -> float:
    """The score above which there are at most so many false candidates per scan."""
    scores = sorted((row.score for row in tally.rows if row.organ == organ and row.hit < 0), reverse=True)
    allowed = int(false * sum(organ in organs for organs in tally.scans.values()))
    return scores[allowed] if allowed < len(scores) else -1.0


def shipped(tally: Tally, organ: str, least: float) -> tuple[int, int, float]:
    """Found, planted, and false per scan, with what the window shows."""
    hits = {(row.scan, row.hit) for row in tally.rows if row.organ == organ and row.hit >= 0 and row.score >= least}
    false = sum(row.organ == organ and row.hit < 0 and row.score >= least for row in tally.rows)
    return len(hits), sum(key[1] == organ for key in tally.planted), false / max(sum(organ in organs for organs in tally.scans.values()), 1)


def wilson(found: int, planted: int) -> tuple[float, float]:
    """The interval of a share, 95 % (Wilson, J Am Stat Assoc 1927;22:209)."""
    if not planted:
        return 0.0, 1.0
    z, share = 1.96, found / planted
    middle, half = share + z * z / (2 * planted), z * math.sqrt(share * (1 - share) / planted + z * z / (4 * planted**2))
    return max(0.0, (middle - half) / (1 + z * z / planted)), min(1.0, (middle + half) / (1 + z * z / planted))


def said(found: int, planted: int) -> str:
    low, high = wilson(found, planted)
    return f"{found / planted:.0%} ({low:.0%}-{high:.0%})" if planted else "-"


def organs_in(tally: Tally) -> list[str]:
    return list(dict.fromkeys(organ for organs in tally.scans.values() for organ in organs))


def table(tally: Tally) -> Iterator[str]:
    yield f"{'organ':8}{'size':>12}{'planted':>9}" + "".join(f"{f'at {n} false':>18}" for n in FALSE_PER_SCAN) + f"{'any score':>18}"
    for organ in organs_in(tally):
        for group in (None, *SIZES_MM):
            counts = [sensitivity(tally, organ, n, group) for n in (*FALSE_PER_SCAN, 1e9)]
            size = "all" if group is None else f"{group[0]:.0f}-{group[1]:.0f} mm"
            yield f"{organ:8}{size:>12}{counts[0][1]:>9}" + "".join(f"{said(*count):>18}" for count in counts)
        if organ not in (BONE, LUNG):
            for low, high in ((20, 40), (40, 130)):
                counts = [sensitivity(tally, organ, n, None, (low, high)) for n in (*FALSE_PER_SCAN, 1e9)]
                yield f"{organ:8}{f'{low}-{high} HU':>12}{counts[0][1]:>9}" + "".join(f"{said(*count):>18}" for count in counts)


def told(tally: Tally, results: list[dict[str, object]]) -> Iterator[str]:
    """One sentence for each organ, and the rows of the document."""
    if LUNG in organs_in(tally):
        where, cards = f"{len(CHESTS)} held-out drawn chests of another setting (no whole real chest CT was at hand)", "ct-lung-nodules"
    else:
        where, cards = "", "ct-focal-lesions"
    card, _ = find_card(cards, [resources.path("models")])
    for organ in organs_in(tally):
        counts = [sensitivity(tally, organ, n) for n in FALSE_PER_SCAN]
        sizes = [f"{group[0]:.0f} to {group[1]:.0f} mm {said(*sensitivity(tally, organ, 2, group))}" for group in SIZES_MM]
        least = 0.0 if organ == LUNG else float(card.network["bone" if organ == BONE else "soft"]["least"])
        found, planted, false = shipped(tally, organ, least)
        for n, count in zip(FALSE_PER_SCAN, counts, strict=True):
            results.append({"name": f"{organ}_sensitivity_at_{n}", "value": count[0] / max(count[1], 1), "unit": "share, larger is better", "interval": wilson(*count), "planted": count[1]})
        titles = {scan.split(" #")[0] for scan, organs in tally.scans.items() if organ in organs}
        place = where or ("two real abdomens" if len(titles) == 2 else "one real abdomen") + (", outlines by rule" if organ == BONE else ", outlines of another model")
        shown = "not looked in in the program" if organ == BONE else f"as shown in the program {said(found, planted)} with {false:.1f} false per scan"
        yield (
            f"{organ}, {planted} lesions planted in {place}: found at 1, 2 and 4 false candidates per scan {', '.join(said(*count) for count in counts)} (95 % interval); "
            f"at 2: {', '.join(sizes)}; {shown}."
        )


def write(card_id: str, sentences: Sequence[str]) -> None:
    card, folder = find_card(card_id, [resources.path("models")])
    kept = tuple(score for score in card.scores if not score.startswith(MEASURED))
    changed = replace(card, scores=(*kept, *(MEASURED + one for one in sentences)), weights_sha256="")
    (folder / CARD_FILE).write_text(card_text(changed), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
