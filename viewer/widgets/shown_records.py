"""What lies on the pictures of a viewer: taken from the store after each edit, drawn by its content."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtWidgets import QWidget

from viewer.case.contours import Contours
from viewer.case.edits import Measurement
from viewer.case.finding import Evidence, Finding
from viewer.case.key_image import KeyImage
from viewer.case.presentation import Presentation
from viewer.case.segmentation import Segmentation
from viewer.case.volume import Mask
from viewer.scene.drawings import Drawings
from viewer.scene.slice_view import FILL
from viewer.scene.wash import Wash
from viewer.widgets.content import Content
from viewer.widgets.volume_pane import VolumePane


class ShowsRecords(QWidget):
    """The half of `ViewGrid` that takes records; the other half has the views and draws again when told to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = Content()

    @property
    def content(self) -> Content:
        """What is shown, to be asked about it."""
        return self._content

    def refresh_slices(self) -> None:
        """Cut the pictures again."""
        raise NotImplementedError

    def update_slices(self) -> None:
        """Draw the marks again."""
        raise NotImplementedError

    @property
    def volume_pane(self) -> VolumePane:
        raise NotImplementedError

    def present(self) -> None:
        """Turn, mirror and zoom pictures without a place in the patient as a state wants them."""
        raise NotImplementedError

    def reset_view(self) -> None:
        """Fit every view and go to the middle; the window stays."""
        raise NotImplementedError

    def set_mask(
        self,
        mask_kji: Mask | None,
        segmentation: Segmentation | None,
        visible: Iterable[int] = (),
        opacity: float = FILL,
        outline_only: bool = False,
    ) -> None:
        """Show the visible numbers of a label map on top; the map stays mapped until the next call."""
        visible = frozenset(visible)
        self._content.set_mask(mask_kji, segmentation, visible, opacity, outline_only)
        self.volume_pane.set_segments(mask_kji, segmentation, visible)
        self.refresh_slices()

    def set_records(
        self,
        drawn: Sequence[Measurement],
        findings: Sequence[Finding],
        evidence: Mapping[str, Evidence],
        selected_id: str = "",
    ) -> None:
        """Show what the store holds now; what lies in another frame of reference is left out."""
        self._content.set_records(drawn, findings, evidence, selected_id)
        self.update_slices()

    def set_contours(self, sets: Sequence[Contours]) -> None:
        """Draw the structure sets that the store holds now."""
        self._content.set_contours(sets)
        self.update_slices()

    def set_wash(self, wash: Wash | None) -> None:
        """Tint the pictures with numbers in their frame of reference; None takes the tint away."""
        self._content.wash = wash
        self.refresh_slices()

    def set_presented(self, states: Sequence[Presentation], key_images: Sequence[KeyImage]) -> None:
        """Show the presentation states and key images that the store holds now."""
        if self._content.presented.set_records(states, key_images):
            self.present()

    @property
    def has_presentation(self) -> bool:
        return self._content.presented.is_of(self._content.source)

    def toggle_presentation(self) -> None:
        """Show pictures as the presentation states made for them want it, or as they were acquired."""
        self._content.presented.on = not self._content.presented.on
        self.reset_view()

    @property
    def has_shutters(self) -> bool:
        """Whether a presentation state or a file may hide parts of the pictures."""
        source = self._content.source
        return self.has_presentation or (source is not None and bool(source.drawings.shutters))

    def toggle_shutters(self) -> None:
        """Show or hide what the shutters of presentation states and files cover, with all else as it is."""
        self._content.presented.shutters_on = not self._content.presented.shutters_on
        self.refresh_slices()

    def set_drawings(self, drawings: Drawings) -> None:
        """Lay what the files draw over their pictures on them."""
        if self._content.source is not None:
            self._content.source.drawings = drawings
            self.refresh_slices()

    def toggle_drawings(self) -> None:
        self._content.drawings_shown = not self._content.drawings_shown
        self.refresh_slices()

    def set_marks_shown(self, shown: bool) -> None:
        """Hide or show findings, measurements and crosshair; letters and corners stay."""
        self._content.marks_shown = shown
        self.update_slices()
