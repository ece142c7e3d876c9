"""A view in the words of a language model that reads pictures: asked for by the reader, unverified until the reader checks it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.steps.report_parts import sentence_in_hand
from viewer.case.errors import KnownError
from viewer.case.finding import Evidence
from viewer.case.progress import Tick
from viewer.case.source import Source, new_id
from viewer.widgets.pane import SlicePane
from viewer.widgets.tr import counted

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.desk import Desk
    from inference.cards import ModelCard


def _reader(desk: Desk) -> tuple[ModelCard, Path] | None:
    from desktop.workflows.describe_view import reads_pictures

    return next((row for row in desk.cards("llm") if reads_pictures(row[0])), None)


def can_describe(desk: Desk) -> bool:
    return desk.draft is not None and desk.grid.has_image and _reader(desk) is not None


def why_not(desk: Desk) -> str:
    """Why a view cannot be described now; empty when it can."""
    if desk.draft is None:
        return "There is no report of this study yet."
    return "No language model that reads pictures is installed." if _reader(desk) is None else "No images are open."


def describe_view(desk: Desk) -> None:
    """Have the picture in the active viewer described, without names and marks; its words go below the sentence in hand."""
    from desktop.workflows.describe_view import describe, with_description

    desk.commit_text()
    draft, case, series, source, found = desk.draft, desk.case, desk.series, desk.grid.content.source, _reader(desk)
    pane = None if source is None else desk.grid.pane(source.main)
    view = pane.view if isinstance(pane, SlicePane) else None
    pixels = pane.pixels(1.0) if isinstance(pane, SlicePane) else None
    if draft is None or case is None or series is None or source is None or view is None or pixels is None:
        raise KnownError("Show a picture of the open study first.")
    if found is None:
        raise KnownError("No language model that reads pictures is installed.", "Add a GGUF file with its projector (mmproj) under Help, Models.")
    card, folder = found
    after, language, engine, picture = sentence_in_hand(desk), draft.language, desk.jobs.engine, _png(pixels)
    what = " ".join(part for part in (series.modality, series.body_part.lower(), source.main if source.main != "picture" else "") if part)
    place = (view.centre_lps, view.centre_lps)
    frame_uid = source.geometry.frame_uid

    def work(tick: Tick) -> tuple[tuple[str, ...], Source]:
        def on_words(text: str) -> None:
            desk.jobs.call_main(lambda: _show(desk, text) if desk.case is case else None)

        return describe(picture, what, language, card, folder, engine, tick, on_words)

    def then(said: tuple[tuple[str, ...], Source]) -> None:
        desk.show_words("")
        sentences, by_model = said
        if desk.case is not case or desk.draft is None:
            return
        here = Evidence(new_id(), series.uid, frame_uid, place, None, by_model)
        case.apply(with_description(desk.draft, after, sentences, here, by_model))
        desk.notices.say(
            counted(len(sentences), "1 unverified sentence of a model is in the report.", "{count} unverified sentences of a model are in the report."),
            "Each waits to be checked, rewritten or removed before the report can be signed.",
        )

    desk.show_report()
    desk.start("Describe the view", work, then, in_engine=True)


def _show(desk: Desk, text: str) -> None:
    """The words so far, in the place of those before."""
    desk.show_words("")
    desk.show_words(text)


def _png(pixels: object) -> bytes:
    from PySide6.QtCore import QBuffer

    from viewer.widgets.paint import to_image

    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    to_image(pixels).save(buffer, "PNG")  # type: ignore[arg-type, call-overload]
    return bytes(buffer.data().data())
