"""A slider beside the key of a fusion: how much of the colour is seen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtWidgets import QSlider, QWidget

from viewer.scene.fusion import Fusion
from viewer.widgets import theme
from viewer.widgets.tr import tr

FROM_EDGE_PX, WIDE_PX, LEAST_PX = 118, 20, 48
"""To the left of the key's numbers."""


class BlendSlider(QSlider):
    """Lies on the pane that is looked at first, and follows its size; percent of the colour."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._pane: QWidget | None = None
        self.setRange(0, 100)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys stay with the images
        self.setToolTip(tr("How much of the colour is seen"))
        self.setAccessibleName(tr("How much of the colour is seen"))
        quiet, text = (theme.on_image(role).name() for role in ("quiet", "text"))
        self.setStyleSheet(
            "QSlider { background: transparent; }"
            f"QSlider::groove:vertical {{ background: {quiet}; width: 3px; border-radius: 1px; }}"
            f"QSlider::handle:vertical {{ background: {text}; height: 12px; margin: 0 -5px; border-radius: 6px; }}"
        )
        self.hide()

    def sync(self, fusion: Fusion | None, pane: QWidget | None) -> None:
        """Stand where the fusion says, on this pane; away without one."""
        if pane is not self._pane:
            if self._pane is not None:
                self._pane.removeEventFilter(self)
            if pane is not None:
                self.setParent(pane)
                pane.installEventFilter(self)
            self._pane = pane
        if fusion is None or pane is None or not fusion.has_blend:
            self.hide()
            return
        if not self.isSliderDown():
            self.blockSignals(True)
            self.setValue(round(fusion.blend * 100))
            self.blockSignals(False)
        self._place(pane)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._pane is not None and not self.isHidden():
            self._place(self._pane)
        return super().eventFilter(watched, event)

    def _place(self, pane: QWidget) -> None:
        box = QRect(pane.width() - FROM_EDGE_PX, pane.height() // 2 + 14, WIDE_PX, min(118, pane.height() // 2 - 106))
        self.setGeometry(box)
        self.setVisible(box.height() >= LEAST_PX and box.left() > WIDE_PX)
        self.raise_()
