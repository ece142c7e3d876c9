"""Looking in the pictures for a finding that a phrase names: the organ gives the place, its look the candidates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from inference.grounding.candidates import Seen, stand_out
from inference.grounding.host import Host, hosts_of, organ_of, target_of
from inference.grounding.looks import Wanted, looks
from inference.grounding.places import Target
from inference.grounding.point_at import MaskOf
from inference.grounding.rank import LEAST, score
from inference.grounding.region import Region
from inference.measure.lesions import measure_lesion
from inference.report.assertion import Assertion
from inference.report.numbers import format_lengths
from inference.segmentation.nodules import find_nodules
from viewer.case.progress import Tick, part_of
from viewer.case.segmentation import Segmentation
from viewer.case.volume import Volume

VolumeOf = Callable[[Segmentation], Volume | None]
"""The pictures that a segmentation was made on, None where they are not at hand."""

_MOST = 6
"""Places shown, at most."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What was seen, best first; where nothing was, `reason` says why, and `assessed` whether there was anything to look in."""

    regions: tuple[Region, ...]
    assessed: bool
    reason: str


def seek(phrase: str, row: Assertion, segmentations: Sequence[Segmentation], mask_of: MaskOf, volume_of: VolumeOf, tick: Tick) -> Sought:
    """Look for what an assertion claims in the outlines of the organ that the phrase names."""
    table = looks()
    wanted = table.wanted(row)
    if wanted is None:
        return _not_assessed(f"how {row.finding} looks is not known here")
    target = target_of(phrase, row, table.organ_in(phrase) or ("lung" if row.finding == "nodule" else ""))
    if target is None:
        return _not_assessed("the phrase names no organ to look in")
    organ = organ_of(target)
    if organ.name not in wanted.look.organs:
        return _not_assessed(f"{row.finding} is not looked for in the {organ.name}")
    hosts = [(host, volume) for host in hosts_of(target, segmentations, mask_of) if (volume := _pictures(host, volume_of)) is not None]
    if not hosts:
        side = f"{target.side} " if target.side and organ.paired else ""
        return _not_assessed(f"the {side}{organ.name} has no outline in this study")
    seen = [(host, one) for host, one in _all_seen(hosts, organ.name, wanted, tick)]
    scored = sorted(((round(score(wanted, one, host.guess), 3), n) for n, (host, one) in enumerate(seen)), reverse=True)
    regions = tuple(
        Region(seen[n][1].box_lps, points, seen[n][0].segmentation.series_uid, seen[n][0].segmentation.id) for points, n in scored[:_MOST] if points >= LEAST
    )
    return Sought(regions, True, "" if regions else _why_none(row, target, wanted, [one for _, one in seen]))


def _pictures(host: Host, volume_of: VolumeOf) -> Volume | None:
    volume = volume_of(host.segmentation)
    return volume if volume is not None and volume.unit == "HU" and volume.geometry == host.segmentation.geometry else None


def _all_seen(hosts: Sequence[tuple[Host, Volume]], organ: str, wanted: Wanted, tick: Tick) -> list[tuple[Host, Seen]]:
    if organ == "lung":
        return _in_lungs(hosts, tick)
    found: list[tuple[Host, Seen]] = []
    for n, (host, volume) in enumerate(hosts):
        part = part_of(tick, n / len(hosts), (n + 1) / len(hosts))
        found += [(host, seen) for seen in stand_out(volume, host.outline, host.part, wanted.look, part)]
    return found


def _in_lungs(hosts: Sequence[tuple[Host, Volume]], tick: Tick) -> list[tuple[Host, Seen]]:
    """Nodules, by the detector that also finds them unasked."""
    first, volume = hosts[0]
    wholes = []
    for host, _ in hosts:
        whole = np.zeros(volume.geometry.shape_kji, np.bool_)
        whole[host.outline.box] = host.outline.solid
        wholes.append(whole)
    mask, candidates = find_nodules(volume, wholes, tick)
    found = []
    for candidate in candidates:
        measured = measure_lesion(volume, mask, candidate.number)
        host = next((one for one, _ in hosts if _holds(one, measured.centre_lps)), first)
        share, away = _in_part(host, measured.centre_lps)
        axes = (measured.long_axis_mm, measured.short_axis_mm, min(measured.short_axis_mm, (6000 * measured.volume_ml / np.pi) ** (1 / 3)))
        found.append(
            (host, Seen(measured.centre_lps, measured.box_lps, axes, measured.mean_hu, measured.mean_hu + 850, 6 * candidate.score, 2.0, 0.0, share, away))
        )
    return found


def _holds(host: Host, point: tuple[float, float, float]) -> bool:
    """Whether a point lies in the box of an outline."""
    at = host.outline.geometry.to_kji([point])[0]
    return all(-0.5 <= place < size - 0.5 for place, size in zip(at, host.outline.solid.shape, strict=True))


def _in_part(host: Host, point: tuple[float, float, float]) -> tuple[float, float]:
    """1 or 0 for inside the part that is meant or not, and how far from it, mm."""
    if host.part is None:
        return 1.0, 0.0
    places: npt.NDArray[np.float64] = host.outline.geometry.to_lps(np.argwhere(host.part)[:: max(1, int(host.part.sum()) // 20_000)])
    away = float(np.linalg.norm(places - point, axis=1).min()) if len(places) else np.inf
    return (1.0, away) if away <= 2 * max(host.outline.geometry.spacing_mm) + 2 else (0.0, away)


def _not_assessed(why: str) -> Sought:
    return Sought((), False, f"Not assessed: {why}.")


def _why_none(row: Assertion, target: Target, wanted: Wanted, seen: Sequence[Seen]) -> str:
    """Why nothing seen meets the phrase: nothing like it, only elsewhere in the organ, or of another size."""
    organ = organ_of(target)
    side = f"{target.side} " if target.side and organ.paired else ""
    where = target.zone or (target.place if target.place is not organ else None)
    elsewhere = [one for one in seen if score(wanted, replace(one, inside_share=1.0), False) >= LEAST]
    if where is not None and elsewhere:
        return f"No {row.finding} is seen in the {where.name}; something like it is seen elsewhere in the {side}{organ.name}."
    if wanted.size_mm is not None:
        anyhow = replace(wanted, size_mm=None)
        others = [one.axes_mm[0] for one in seen if score(anyhow, one, False) >= LEAST]
        if others:
            return f"No {row.finding} of about {format_lengths([wanted.size_mm])} is seen in the {side}{organ.name}; the largest is {format_lengths([max(others)])}."
    return f"No {row.finding} like that is seen in the outline of the {side}{organ.name}."
