"""The demonstration: a synthetic patient with a current and a prior CT, and the truth about both."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from inference.phantom.plan import LESIONS, PRIOR_LESIONS, TorsoPlan
from inference.phantom.torso import make_torso
from inference.phantom.truth import Truth
from viewer.case.errors import KnownError
from viewer.case.progress import Tick, part_of
from viewer.case.study import Patient, Series, Study
from viewer.dicom.write_image import CtHeader, uid_for, write_ct_series

RECIPE = 3
"""Goes up when the pictures change, so that an older demonstration on disk is made again."""
MANUFACTURER = "Lightbox"
PATIENT = Patient("LIGHTBOX-DEMO-1", "Demonstration^Lightbox", "19620814", "M", "Lightbox")
COMMENT = "Synthetic demonstration image. Not a patient."


@dataclass(frozen=True, slots=True)
class Demonstration:
    """Where the two studies and their truth lie."""

    folder: Path
    current_folder: Path
    prior_folder: Path
    truth_path: Path
    current_study_uid: str
    prior_study_uid: str
    current_series_uid: str
    prior_series_uid: str


def current_plan() -> TorsoPlan:
    """The current study's torso."""
    return TorsoPlan(noise_seed=11, lesions=LESIONS, frame_uid=uid_for("lightbox demonstration current frame"))


def prior_plan() -> TorsoPlan:
    """The same patient four months earlier: lies a little differently, breathes less deeply, two nodules smaller, one absent."""
    return replace(
        current_plan(), noise_seed=12, lesions=PRIOR_LESIONS, shift_lps=(1.5, -9.0, -418.0), breath_mm=3.0,
        frame_uid=uid_for("lightbox demonstration prior frame"),
    )  # fmt: skip


def _header(which: str, plan: TorsoPlan) -> CtHeader:
    current = which == "current"
    study = Study(
        uid_for(f"lightbox demonstration {which} study"), PATIENT, "20260316" if current else "20251114",
        "101530" if current else "094210", "CT chest and upper abdomen with contrast", "LBX-0002" if current else "LBX-0001",
        "", "Follow-up of pulmonary nodules.", 63.0, True,
    )  # fmt: skip
    series = Series(
        uid_for(f"lightbox demonstration {which} series"), study.uid, "CT", "Portal venous 2.0 mm soft tissue", 2, plan.frame_uid,
        "CHEST", "Chest and upper abdomen, portal venous", "Iodinated contrast, portal venous phase", plan.spacing_mm[0],
        "Standard", MANUFACTURER, "Synthetic torso", 120.0,
    )  # fmt: skip
    return CtHeader(
        study, series, "2" if current else "1", "Synthetic torso", f"recipe {RECIPE}", COMMENT, "Intravenous", 210, 500
    )


def make_demonstration(folder: Path, tick: Tick, spacing_mm: float | None = None) -> Demonstration:
    """Write both studies to ``folder/current`` and ``folder/prior`` and their truth to ``folder/truth.json``.

    A finished demonstration of this version that already lies there is kept. `spacing_mm` makes a coarse one
    (tests). Raises KnownError where the folder cannot be written, CancelledError from `tick`.
    """
    plans = {"current": current_plan(), "prior": prior_plan()}
    if spacing_mm is not None:
        plans = {which: plan.coarse(spacing_mm) for which, plan in plans.items()}
    headers = {which: _header(which, plan) for which, plan in plans.items()}
    made = Demonstration(
        folder, folder / "current", folder / "prior", folder / "truth.json", headers["current"].study.uid,
        headers["prior"].study.uid, headers["current"].series.uid, headers["prior"].series.uid,
    )  # fmt: skip
    if _is_complete(made, plans):
        tick(1.0, "The demonstration is there already")
        return made
    made.truth_path.unlink(missing_ok=True)
    truths: dict[str, Truth] = {}
    for start, which in ((0.0, "current"), (0.5, "prior")):
        torso = make_torso(plans[which], part_of(tick, start, start + 0.42))
        write_ct_series(
            folder / which, torso.voxels_hu, plans[which].geometry, headers[which], part_of(tick, start + 0.42, start + 0.5)
        )
        truths[which] = torso.truth
    text = json.dumps(_truth_json(headers, plans, truths), indent=1)
    try:
        made.truth_path.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise KnownError(f"The truth cannot be written to {made.truth_path}.", error.strerror or "") from error
    return made


def _is_complete(made: Demonstration, plans: dict[str, TorsoPlan]) -> bool:
    if not made.truth_path.is_file():
        return False
    try:
        truth = json.loads(made.truth_path.read_text(encoding="utf-8"))
    except ValueError:
        return False
    return truth.get("recipe") == RECIPE and all(
        truth.get(which, {}).get("shape_kji") == list(plan.shape_kji)
        and len(list((made.folder / which).glob("IM*.dcm"))) == plan.shape_kji[0]
        for which, plan in plans.items()
    )


def _truth_json(headers: dict[str, CtHeader], plans: dict[str, TorsoPlan], truths: dict[str, Truth]) -> dict[str, Any]:
    """What truth.json holds: both studies, and which lesion of one is which of the other."""
    studies = {
        which: {
            "study_uid": headers[which].study.uid,
            "series_uid": headers[which].series.uid,
            "frame_uid": plans[which].frame_uid,
            "date": headers[which].study.date,
            "shape_kji": list(plans[which].shape_kji),
            "spacing_mm": list(plans[which].spacing_mm),
            **truths[which].to_json(),
        }
        for which in ("current", "prior")
    }
    pairs = []
    for lesion in truths["current"].lesions:
        earlier = truths["prior"].find_lesion(lesion.name)
        change = "new"
        if earlier is not None:
            growth = lesion.long_axis_mm - earlier.long_axis_mm
            change = "larger" if growth > 0 else "smaller" if growth < 0 else "unchanged"
        pairs.append({"current": lesion.name, "prior": earlier.name if earlier else None, "change": change})
    rules = {
        "lung": "everything inside the pleura but trachea and bronchi; vessels and nodules included",
        "airways": "the lumen",
        "bones": "cortex and marrow; without discs, cartilage and the stone",
        "body": "skin and inside, with lungs and gas; without the table",
        "counting": "voxels whose centre lies inside the analytic shape",
    }
    return {"recipe": RECIPE, "patient_id": PATIENT.id, "rules": rules, **studies, "pairs": pairs}
