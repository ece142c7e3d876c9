"""From words to places in the images, and from a place to words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from desktop.steps.measures import segment_of_finding
from viewer.case.errors import KnownError
from viewer.case.finding import Evidence
from viewer.case.segmentation import Segmentation
from viewer.widgets.tr import tr

if TYPE_CHECKING:
    from desktop.desk import Desk
    from inference.grounding.locate import Located
    from viewer.case.geometry import Box, Point
    from viewer.case.progress import Tick
    from viewer.case.volume import Volume

_AROUND_MM = 5.0
"""Half a box around the crosshair, where nothing else is meant."""


def ask_where(desk: Desk) -> None:
    """Ask for a phrase, such as "cyst in segment VI", and go to what it names; the words that are marked are offered."""
    before = QGuiApplication.clipboard().text(QGuiApplication.clipboard().Mode.Selection) if QGuiApplication.clipboard().supportsSelection() else ""

    def then(text: str) -> str:
        if not text.strip():
            return tr("Nothing was asked for.")
        look_for(desk, text)
        return ""

    offered = before.strip() if len(before.strip()) < 120 and "\n" not in before.strip() else ""
    desk.ask_words("Where in the images is …?", offered, then, lambda: None)


def look_for(desk: Desk, phrase: str, asked: bool = True) -> None:
    """Look for what a phrase names in the background, frame its places, and go to the best one.

    Where nobody `asked` (the cursor came into a sentence), nothing is said of what is not found.
    """
    case, loaded = desk.case, desk.loaded
    if case is None:
        raise KnownError("No study is open.")
    volume = loaded.volume if loaded is not None else None
    facts, rows = desk.facts(), case.all_of(Segmentation)
    masks = {row.id: case.mask_of(row) for row in rows}

    def pictures_of(outlined: Segmentation) -> Volume | None:
        return volume if volume is not None and outlined.geometry == volume.geometry else None

    def work(tick: Tick) -> Located:
        from desktop.workflows.ground import with_places
        from inference.grounding.locate import locate

        return with_places(locate(phrase, facts, rows, lambda row: masks[row.id], pictures_of, tick))

    def then(found: Located) -> None:
        if desk.case is case:
            show(desk, phrase, found, asked)

    desk.start("Look for words in the images", work, then)


def show(desk: Desk, phrase: str, found: Located, asked: bool = True) -> None:
    """Frame what was found and go to the best of it; say so, or why nothing was."""
    here = desk.series.uid if desk.series is not None else ""
    shown = [region for region in found.regions if region.series_uid == here]
    desk.grid.content.sought = tuple(region.box_lps for region in shown)
    desk.grid.refresh_slices()
    if not found.located:
        if not asked:
            return
        first = tr("Not located: “{phrase}”.", phrase=phrase.strip()) if found.assessed else tr("Not assessed: “{phrase}”.", phrase=phrase.strip())
        desk.notices.say(first, found.reason)
        return
    best = found.regions[0]
    if best.finding_id:
        desk.take_finding(best.finding_id)
    elif shown:
        (x0, y0, z0), (x1, y1, z1) = shown[0].box_lps
        desk.grid.jump_to(((x0 + x1) / 2, (y0 + y1) / 2, (z0 + z1) / 2), shown[0].box_lps)
    else:
        desk.notices.say(tr("“{phrase}” lies on another series of this study.", phrase=phrase.strip()), "Open that series and ask again.")
        return
    count = tr("{count} places are framed.", count=len(found.regions)) if len(found.regions) > 1 else ""
    said = tr("“{phrase}”: match {score}.", phrase=phrase.strip(), score=f"{best.score:.2f}")
    desk.notices.say(" ".join(part for part in (said, count) if part), found.reason)


def forget(desk: Desk) -> None:
    """Take the frames of what was looked for off the images."""
    desk.grid.content.sought = ()
    desk.grid.refresh_slices()


def has_frames(desk: Desk) -> bool:
    return bool(desk.grid.content.sought)


def why_no_frames(desk: Desk) -> str:
    return "Nothing that was looked for is framed."


def say_what_is_here(desk: Desk) -> None:
    """Say in words what lies in what is selected, in the finding that the crosshair is in, or around the crosshair."""
    case, loaded, series = desk.case, desk.loaded, desk.series
    if case is None or loaded is None or loaded.volume is None:
        raise KnownError("These pictures form no volume.")
    volume, rows = loaded.volume, case.all_of(Segmentation)
    finding_box = _box_of_finding(desk)
    drawn = desk.measurement
    box = _around(drawn.handles_lps, 1.0) if drawn is not None else finding_box or _around((desk.grid.crosshair_lps,), _AROUND_MM)
    outlined = segment_of_finding(desk) if drawn is None and finding_box is not None else None
    masks = {row.id: case.mask_of(row) for row in rows if row.geometry == volume.geometry}

    def work(tick: Tick) -> str:
        from desktop.workflows.measure_segment import describe_place, measure_segment

        tick(0.0, "Describing a place")
        if outlined is not None:
            return measure_segment(volume, rows, lambda row: masks[row.id], outlined, (), series, tick).words
        return describe_place(volume, rows, lambda row: masks[row.id], box)[0]

    def then(words: str) -> None:
        if desk.case is not case:
            return
        QGuiApplication.clipboard().setText(words)
        desk.grid.content.sought = (box,)
        desk.grid.refresh_slices()
        desk.notices.say(words, "" if masks else "Nothing is outlined here, so no organ is named (Ctrl+G).")

    desk.start("Describe a place", work, then)


def _box_of_finding(desk: Desk) -> Box | None:
    """The place of the finding in hand, where the crosshair is in it."""
    finding, case = desk.finding, desk.case
    if finding is None or case is None:
        return None
    at = desk.grid.crosshair_lps
    for row in case.all_of(Evidence):
        low, high = row.box_lps
        if row.id in finding.evidence_ids and row.series_uid and all(low[n] - 1 <= at[n] <= high[n] + 1 for n in range(3)):
            return row.box_lps
    return None


def _around(points: Sequence[Point], flat_mm: float) -> Box:
    """The box around some points; as much thicker where it is flat."""
    low, high = ([edge(point[n] for point in points) for n in range(3)] for edge in (min, max))
    wider = [flat_mm if high[n] - low[n] < 2 * flat_mm else 0.0 for n in range(3)]
    return (low[0] - wider[0], low[1] - wider[1], low[2] - wider[2]), (high[0] + wider[0], high[1] + wider[1], high[2] + wider[2])
