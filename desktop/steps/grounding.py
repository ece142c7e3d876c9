"""From words to places in the images, and from a place to words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from viewer.case.errors import KnownError
from viewer.case.finding import Evidence
from viewer.case.segmentation import Segmentation
from viewer.widgets.tr import tr

if TYPE_CHECKING:
    from desktop.desk import Desk
    from inference.grounding.locate import Located
    from inference.measure.measure import Measure
    from viewer.case.geometry import Box
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


def look_for(desk: Desk, phrase: str) -> None:
    """Look for what a phrase names in the background, frame its places, and go to the best one."""
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
            show(desk, phrase, found)

    desk.start("Look for words in the images", work, then)


def show(desk: Desk, phrase: str, found: Located) -> None:
    """Frame what was found and go to the best of it; say so, or why nothing was."""
    here = desk.series.uid if desk.series is not None else ""
    shown = [region for region in found.regions if region.series_uid == here]
    desk.grid.content.sought = tuple(region.box_lps for region in shown)
    desk.grid.refresh_slices()
    if not found.located:
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
    """Say in words what lies in what is selected, in the finding in hand, or around the crosshair."""
    case, loaded = desk.case, desk.loaded
    if case is None or loaded is None or loaded.volume is None:
        raise KnownError("These pictures form no volume.")
    volume, rows, box = loaded.volume, case.all_of(Segmentation), _meant_box(desk)
    masks = {row.id: case.mask_of(row) for row in rows if row.geometry == volume.geometry}

    def work(tick: Tick) -> tuple[str, tuple[Measure, ...]]:
        from desktop.workflows.measure_segment import describe_place

        tick(0.0, "Describing a place")
        return describe_place(volume, rows, lambda row: masks[row.id], box)

    def then(described: tuple[str, tuple[Measure, ...]]) -> None:
        if desk.case is not case:
            return
        QGuiApplication.clipboard().setText(described[0])
        desk.grid.content.sought = (box,)
        desk.grid.refresh_slices()
        desk.notices.say(described[0], "" if masks else "Nothing is outlined here, so no organ is named (Ctrl+G).")

    desk.start("Describe a place", work, then)


def _meant_box(desk: Desk) -> Box:
    """Around the measurement that is selected, else the evidence of the finding in hand, else the crosshair."""
    drawn, finding, case = desk.measurement, desk.finding, desk.case
    if drawn is not None:
        points = drawn.handles_lps
        low, high = (tuple(edge(point[n] for point in points) for n in range(3)) for edge in (min, max))
    elif finding is not None and case is not None and (rows := [row for row in case.all_of(Evidence) if row.id in finding.evidence_ids and row.series_uid]):
        return rows[0].box_lps
    else:
        low = high = desk.grid.crosshair_lps
    flat = [high[n] - low[n] < 1.0 for n in range(3)]
    (x0, y0, z0), (x1, y1, z1) = (
        tuple(edge[n] + sign * (_AROUND_MM if flat[n] and drawn is None else 1.0 if flat[n] else 0.0) for n in range(3)) for edge, sign in ((low, -1), (high, 1))
    )
    return (x0, y0, z0), (x1, y1, z1)
