"""A prior beside the study: aligned with it, corrected by hand, laid over it, and its lesions compared."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from desktop.workflows import registrations
from viewer.case.edits import Edit, Swap
from viewer.case.errors import KnownError
from viewer.case.progress import Tick
from viewer.case.registration import Registration
from viewer.case.source import by, new_id
from viewer.scene.corners import date
from viewer.scene.prior_overlay import PriorOverlay
from viewer.scene.slice_view import Slicer
from viewer.widgets.tr import tr

if TYPE_CHECKING:
    from desktop.desk import Desk
    from viewer.case.study import Series, Study
    from viewer.case.volume import Volume
    from viewer.widgets.view_grid import ViewGrid

NUDGE_MM = 1.0


@dataclass(frozen=True, eq=False, slots=True)
class Beside:
    """A viewer of the open study and one of a prior, with all their pictures as volumes."""

    own: ViewGrid
    volume: Volume
    series: Series
    prior: ViewGrid
    prior_volume: Volume
    prior_series: Series
    prior_study: Study


def find_beside(desk: Desk) -> Beside | None:
    """The active viewer and a prior's, or the first two that there are; None where none stands beside."""
    own: list[tuple[ViewGrid, Volume, Series]] = []
    priors: list[tuple[ViewGrid, Volume, Series, Study]] = []
    for viewer in (desk.grid, *(one for one in desk.room.viewers if one is not desk.grid)):
        source, corners = viewer.content.source, viewer.content.corners
        if source is None or source.volume is None or source.arriving is not None or corners is None or desk.study is None:
            continue
        if corners.study.uid == desk.study.uid:
            own.append((viewer, source.volume, corners.series))
        else:
            priors.append((viewer, source.volume, corners.series, corners.study))
    if not own or not priors:
        return None
    (viewer, volume, series), (other, prior_volume, prior_series, prior_study) = own[0], priors[0]
    return Beside(viewer, volume, series, other, prior_volume, prior_series, prior_study)


def has_beside(desk: Desk) -> bool:
    return find_beside(desk) is not None


def why_none_beside(desk: Desk) -> str:
    return "No prior stands beside the study, or its pictures make no volume."


def is_aligned(desk: Desk) -> bool:
    return known_registration(desk) is not None


def align(desk: Desk) -> None:
    """Register the prior with the study in the background."""
    beside, case = find_beside(desk), desk.case
    if beside is None or case is None:
        return
    if beside.volume.geometry.frame_uid == beside.prior_volume.geometry.frame_uid:
        raise KnownError("Both lie in one frame of reference already: nothing has to be aligned.")

    def work(tick: Tick) -> Registration:
        from desktop.workflows.compare_prior import register

        return register(beside.volume, beside.series, beside.prior_volume, beside.prior_series, tick)

    def then(made: Registration) -> None:
        if desk.case is case and desk.apply(registrations.keep_registration(case, made)):
            desk.notices.say(tr("Aligned with the study of {date}.", date=date(beside.prior_study.date)), registrations.quality_text(made))
            desk.room.links.bring(beside.prior)

    desk.start("Align with prior", work, then)


def bend(desk: Desk) -> None:
    """Bend the body onto the prior's in the background, on top of how the two are aligned."""
    beside, known, case = find_beside(desk), known_registration(desk), desk.case
    if beside is None or known is None or case is None:
        return

    def work(tick: Tick) -> Registration:
        from desktop.workflows.compare_prior import bend

        return bend(known, beside.volume, beside.prior_volume, beside.series.modality, tick)

    def then(made: Registration) -> None:
        if desk.case is case and desk.apply(registrations.keep_registration(case, made)):
            desk.notices.say(f"Bent onto the study of {date(beside.prior_study.date)}.", registrations.quality_text(made))
            desk.room.links.bring(beside.prior)

    desk.start("Bend onto prior", work, then)


def straighten(desk: Desk) -> None:
    """Take the bend away; the body is turned and moved as before."""
    known = known_registration(desk)
    if known is not None and known.bend is not None:
        straight = replace(known, bend=None, quality=None, method="by hand", source=by(desk.author))
        desk.apply(Edit("Take the bend away", desk.author, (Swap(known, straight),)))


def is_bent(desk: Desk) -> bool:
    known = known_registration(desk)
    return known is not None and known.bend is not None


def align_here(desk: Desk) -> None:
    """Part the viewers, so that both crosshairs can be set on one point; the second time, align there."""
    beside, case, links = find_beside(desk), desk.case, desk.room.links
    if beside is None or case is None:
        return
    if links.scroll:
        links.toggle_scroll()
        desk.notices.say("Set both crosshairs on the same point, then align here again.", "Viewers are parted until then.")
        return
    made = registrations.aligned_at(
        known_registration(desk) or _still(beside), beside.own.crosshair_lps, beside.prior.crosshair_lps, desk.author
    )
    if desk.apply(registrations.keep_registration(case, made)):
        desk.notices.say("Aligned at the crosshairs.", registrations.quality_text(made))
    links.toggle_scroll()


def nudge(right: int, down: int, desk: Desk) -> None:
    """Move the prior by a millimetre over the study, as the view with the keys sees it."""
    beside, known, case = find_beside(desk), known_registration(desk), desk.case
    pane = None if beside is None else beside.own.main_pane
    if known is None or case is None or pane is None or pane.view is None:
        return
    step = NUDGE_MM * (right * np.array(pane.view.right_lps) + down * np.array(pane.view.down_lps))
    # What the prior shows moves with the step when each point of the study finds what lay one step before it.
    turned = np.array(known.rows)[:, :3] @ -step
    made = registrations.moved(known, registrations.to_tuple(turned), desk.author)
    if desk.apply(registrations.keep_registration(case, made)) and beside is not None:
        desk.room.links.bring(beside.prior)


def forget(desk: Desk) -> None:
    """Take the alignment away."""
    known = known_registration(desk)
    if known is not None:
        desk.apply(Edit("Remove alignment with prior", desk.author, (Swap(known, None),)))


def next_overlay(desk: Desk) -> None:
    """Lay the prior over the study: blended, as difference, square by square, not at all."""
    beside, known = find_beside(desk), known_registration(desk)
    if beside is None or known is None:
        return
    content = beside.own.content
    shown = content.fusion
    if isinstance(shown, PriorOverlay):
        content.fusion = shown.next_mode()
    else:
        content.fusion = _overlay(beside, known)
    beside.own.refresh_slices()


def relink(desk: Desk) -> None:
    """Link viewers through the registrations that the case has now."""
    known = desk.case.all_of(Registration) if desk.case is not None else ()
    desk.room.links.set_transforms(
        [(row.frame_uid, row.other_frame_uid, row.there, row.back, registrations.short_text(row)) for row in known]
    )


def relay(desk: Desk) -> None:
    """Lay what is laid over by the alignment as it is now; nothing where its prior does not stand beside any more."""
    beside, known = find_beside(desk), known_registration(desk)
    for viewer in desk.room.viewers:
        shown = viewer.content.fusion
        if not isinstance(shown, PriorOverlay):
            continue
        if beside is None or known is None or viewer is not beside.own:
            viewer.content.fusion = None
        elif (shown.to_volume, shown.bent) != (known.rows, _bent(known)) or shown.volume is not beside.prior_volume:
            viewer.content.fusion = replace(_overlay(beside, known), mode=shown.mode, blend=shown.blend)
        else:
            continue
        viewer.refresh_slices()


def _overlay(beside: Beside, known: Registration) -> PriorOverlay:
    content, prior = beside.own.content, beside.prior.content
    has_scale = beside.volume.unit == beside.prior_volume.unit != "raw"  # MR has none: the same tissue is another number
    return PriorOverlay(
        beside.prior_volume, known.frame_uid, content.window, date(beside.prior_study.date), to_volume=known.rows, bent=_bent(known),
        beneath=Slicer(beside.volume.geometry, beside.volume.voxels), window_of=lambda: content.window,
        prior_window_of=lambda: content.window if has_scale else prior.window,
    )  # fmt: skip


def _bent(known: Registration) -> Registration | None:
    return known if known.bend is not None else None


def known_registration(desk: Desk) -> Registration | None:
    """Of what stands side by side, where the case has one."""
    beside, case = find_beside(desk), desk.case
    if beside is None or case is None:
        return None
    return registrations.find_registration(case, beside.volume.geometry.frame_uid, beside.prior_volume.geometry.frame_uid)


def _still(beside: Beside) -> Registration:
    return Registration(
        new_id(), beside.series.uid, beside.volume.geometry.frame_uid, beside.prior_study.uid, beside.prior_series.uid,
        beside.prior_volume.geometry.frame_uid, registrations.STILL, "by hand", None, by("user:reader"),
    )  # fmt: skip
