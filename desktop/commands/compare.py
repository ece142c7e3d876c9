"""`lightbox compare`: register a study with an earlier one, match lesions, tabulate the change."""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence

from desktop.commands.answer import Answer, Json, problem_json, table
from desktop.commands.session import OpenSeries, model_folders, pixels_of
from desktop.store.case_store import CaseStore
from desktop.store.library import Library
from desktop.workflows import compare_prior
from desktop.workflows.changes import Compared, compared
from desktop.workflows.compare_prior import Side
from desktop.workflows.look_in_prior import Cards, Lungs, look, missing_models
from desktop.workflows.lungs import find_lungs
from desktop.workflows.model_result import keep
from desktop.workflows.recist_sums import Followup, followup
from desktop.workflows.registrations import keep_registration
from inference.cards import scan_cards
from inference.client import Engine
from inference.measure.change import STATES
from viewer.case.comparison import LesionPair
from viewer.case.errors import KnownError
from viewer.case.progress import Tick, part_of
from viewer.case.registration import Registration
from viewer.case.study import Problem, Study


def compare(options: argparse.Namespace, tick: Tick) -> Answer:
    started = time.monotonic()
    with Library(options.library) as library:
        study, prior = library.find_study(options.study), library.find_study(options.prior)
        refuse_strangers(library, study, prior)
        opened = pixels_of(library, study, options.series, part_of(tick, 0.0, 0.1))
        earlier = pixels_of(library, prior, options.prior_series, part_of(tick, 0.1, 0.2))
        case, prior_case = library.open_case(study.uid), library.open_case(prior.uid)
        volume, prior_volume = opened.loaded.need_volume(), earlier.loaded.need_volume()
        made = compare_prior.register(volume, opened.series, prior_volume, earlier.series, part_of(tick, 0.2, 0.6))
        said = search_alike(library, opened, case, earlier, prior_case, part_of(tick, 0.6, 0.95))
        current, there = side(library, opened, case), side(library, earlier, prior_case)
        pairs = compare_prior.match(current, there, made, case.all_of(LesionPair))
        if study.uid != prior.uid:  # with itself there is nothing to keep: no study is its own prior
            case.apply(keep_registration(case, made))
            case.apply(compare_prior.keep_pairs(case, pairs, prior.uid, compare_prior.PAIRED_BY))
        rows = compared(case, study.date, pairs=pairs)
        sums = followup(case, study.date) if study.uid != prior.uid else None
    document = {
        "study": study.uid, "prior": prior.uid, "registration": registration_json(made), "pairs": [pair_json(row) for row in rows],
        "changed": sum(row.delta.state not in ("stable", "not comparable") for row in rows),
        "summary": {state: sum(row.delta.state == state for row in rows) for state in STATES},
        "recist": None if sums is None else sums_json(sums), "problems": [problem_json(problem) for problem in said],
        "seconds": round(time.monotonic() - started, 3),
    }  # fmt: skip
    return Answer(document, text_of(document, rows, study, prior))


def refuse_strangers(library: Library, study: Study, prior: Study) -> None:
    if prior.uid != study.uid and all(row.uid != prior.uid for row in library.priors_of(study)):
        raise KnownError(
            "That is no earlier study of this patient.",
            "Both need the same patient, as ID, name and birth date say or a merge does, and the prior an earlier date.",
        )


def side(library: Library, opened: OpenSeries, case: CaseStore) -> Side:
    return compare_prior.side_of(library, case, opened.study, opened.series, opened.loaded.need_volume().geometry)


def search_alike(
    library: Library, opened: OpenSeries, case: CaseStore, earlier: OpenSeries, prior_case: CaseStore, tick: Tick
) -> list[Problem]:
    """Let detectors that looked in one of both studies look in the other too; what they find is proposed there."""
    cards: Cards = {card.id: (card, folder) for card, folder in scan_cards(model_folders(library.folder)).cards}
    said: list[Problem] = []
    both = ((opened, case), (earlier, prior_case))
    for number, ((one, its_case), (other, other_case)) in enumerate((both, both[::-1])):
        here = side(library, one, its_case)
        models = missing_models(here, side(library, other, other_case), cards)
        if not models:
            continue
        found = find_lungs(its_case, one.series.uid)
        lungs = None if found is None else Lungs(found, library.mask_path(found))
        part = part_of(tick, number / 2, (number + 1) / 2)
        try:
            with Engine() as engine:
                for result in look(here, one.loaded.need_volume(), models, cards, lungs, library.masks_folder, engine, part):
                    keep(result, library, its_case)
                    said += result.problems
        except KnownError as error:
            said.append(Problem("warning", str(error), one.series.uid))
    return said


def registration_json(made: Registration) -> Json:
    """The transform maps points of the current study to the prior, LPS mm; `quality` as `RegistrationQuality` says."""
    quality = made.quality
    assert quality is not None
    names = ("ncc_before", "ncc_after", "nmi_before", "nmi_after", "overlap", "inverse_mm", "residual_mm", "residual_95_mm")
    return {
        "method": made.method, "matrix": [*(list(row) for row in made.rows), [0.0, 0.0, 0.0, 1.0]],
        "rotation_degrees": round(made.rotation_degrees, 3), "translation_mm": [round(row[3], 3) for row in made.rows],
        "frame_uid": made.frame_uid, "prior_frame_uid": made.other_frame_uid,
        "quality": {name: round(getattr(quality, name), 4) for name in names}, "seconds": round(quality.seconds, 3),
    }  # fmt: skip


def pair_json(row: Compared) -> Json:
    pair, delta = row.pair, row.delta
    sizes = {quantity.kind: quantity.value for quantity in row.quantities}
    before = {quantity.kind: quantity.value for quantity in pair.prior_quantities}
    return {
        "current": pair.finding_id or None, "prior": pair.prior_finding_id or None, "what": row.name,
        "side": row.finding.side if row.finding is not None else None, "status": row.finding.status if row.finding is not None else None,
        "current_lps": list(pair.here_lps), "prior_lps": list(pair.prior_lps), "apart_mm": round(pair.apart_mm, 2),
        "current_mm": sizes.get("long_axis"), "prior_mm": before.get("long_axis"),
        "current_ml": sizes.get("volume"), "prior_ml": before.get("volume"),
        "change_mm": delta.change_mm, "change_percent": delta.change_percent, "change_ml": delta.change_ml,
        "volume_percent": delta.volume_percent, "days": delta.days, "doubling_days": delta.doubling_days,
        "state": delta.state, "rule": delta.rule,
    }  # fmt: skip


def sums_json(sums: Followup) -> Json:
    return {
        "targets": list(sums.targets), "reason": sums.reason,
        "visits": [
            {"date": row.date, "sum_mm": row.sum_mm, "nadir_mm": row.nadir_mm, "category": row.category, "new_lesions": row.new_lesions}
            for row in sums.responses
        ],
    }  # fmt: skip


def text_of(document: Json, rows: Sequence[Compared], study: Study, prior: Study) -> str:
    made = document["registration"]
    quality = made["quality"]
    x, y, z = made["translation_mm"]
    lines = [
        f"{study.date} compared with {prior.date}.",
        f"Aligned: moved {x:.1f}, {y:.1f}, {z:.1f} mm, turned {made['rotation_degrees']:.1f}°; correlation {quality['ncc_before']:.2f} -> "
        f"{quality['ncc_after']:.2f}, overlap {quality['overlap']:.0%}, details {quality['residual_mm']:.1f} mm apart in the median, "
        f"there and back {quality['inverse_mm']:.1f} mm ({made['seconds']:.1f} s).",
    ]
    cells = []
    for row in rows:
        one = pair_json(row)
        cells.append((
            one["what"], one["side"] or "", _number(one["prior_mm"]), _number(one["current_mm"]), _number(one["change_mm"], "+.1f"),
            _number(one["change_percent"], "+.0f"), _number(one["change_ml"], "+.2f"), _number(one["doubling_days"], ".0f"),
            one["state"], one["rule"],
        ))  # fmt: skip
    head = ("what", "side", "then mm", "now mm", "mm", "%", "ml", "doubling d", "state", "by")
    lines.append(table(cells, head) if cells else "There are no lesions to compare.")
    if rows and not document["changed"]:
        lines.append("Nothing changed.")
    sums = document["recist"]
    if sums and sums["visits"]:
        lines += [f"RECIST 1.1: {row['date']} sum {_number(row['sum_mm'])} mm, {row['category']}" for row in sums["visits"]]
    return "\n".join(lines)


def _number(value: float | None, form: str = ".1f") -> str:
    return "" if value is None else format(value, form)
