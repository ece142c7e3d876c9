"""The key images that a draft names, small, to stand below the sentences that name them."""

from __future__ import annotations

from PySide6.QtGui import QImage, QPainter

from desktop.desk import Desk
from inference.report.key_image_words import is_key_image
from viewer.case.finding import Evidence, Finding
from viewer.case.report import ReportDraft
from viewer.widgets import theme

SIDE_PX = 168
SHARPER = 2.0
"""Drawn so much larger than shown: marks and letters stay small beside the picture."""


class KeyPictures:
    """Drawn once for each place; those of pictures that are not open now stay as they were drawn."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._drawn: dict[str, QImage] = {}

    def of(self, draft: ReportDraft) -> dict[str, QImage]:
        """By sentence id."""
        case, loaded = self._desk.case, self._desk.loaded
        if case is None or not any(is_key_image(row.text) for row in draft.sentences):
            return {}
        from desktop.workflows.named_images import named_image, named_images
        from viewer.scene.numbers import Numbers
        from viewer.scene.render import Shown
        from viewer.widgets.paint import draw, to_image

        evidence = {row.id: row for row in case.all_of(Evidence)}
        found = named_images(draft, evidence)
        side = round(theme.px(SIDE_PX) * SHARPER)
        for _, place in found:
            if place.id in self._drawn or loaded is None:
                continue
            findings = tuple(row for row in case.all_of(Finding) if row.status != "rejected")
            shown = Shown(drawn=case.measurements(), numbers=Numbers(loaded.stack), findings=findings, evidence=evidence)
            if (rendered := named_image(loaded, place, (side, side), shown)) is not None:
                image = to_image(rendered.pixels)
                painter = QPainter(image)
                draw(painter, rendered.marks, image.copy())
                painter.end()
                image.setDevicePixelRatio(SHARPER)
                self._drawn[place.id] = image
        return {sentence.id: self._drawn[place.id] for sentence, place in found if place.id in self._drawn}
