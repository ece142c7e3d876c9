"""A second series of the study in colour over the one that is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from viewer.case.errors import KnownError
from viewer.case.progress import Tick
from viewer.case.volume import Window
from viewer.scene.fusion import Fusion

if TYPE_CHECKING:
    from desktop.desk import Desk
    from viewer.case.study import Series
    from viewer.dicom.load import Loaded

SUV_WINDOWS = (5.0, 7.0, 10.0, 15.0, 20.0, 2.5)
"""The upper ends that a key goes through, from 0."""


def is_fused(desk: Desk) -> bool:
    return desk.grid.content.fusion is not None


def choose(desk: Desk) -> None:
    """Lay another series of the same frame of reference over this one, or take it away."""
    if is_fused(desk):
        _show(desk, None)
        return
    study, shown = desk.study, desk.series
    if study is None or shown is None:
        return
    frame_uid = desk.grid.content.source.geometry.frame_uid if desk.grid.content.source is not None else ""
    fitting = [
        row for row in desk.library.series_of(study.uid)
        if row.uid != shown.uid and row.frame_uid == frame_uid and row.modality in ("PT", "NM", "MR", "CT")
    ]  # fmt: skip
    if not fitting:
        raise KnownError("No other series of this study lies in the same frame of reference.", "Register them first.")
    fitting.sort(key=lambda row: row.modality != "PT")
    if len(fitting) == 1:
        _load(desk, fitting[0])
    else:
        desk.choose([(row.description or row.modality, row.modality) for row in fitting], lambda at: _load(desk, fitting[at]))


def more(steps: int, desk: Desk) -> None:
    _change(desk, lambda fusion: fusion.more(steps))


def next_table(desk: Desk) -> None:
    _change(desk, Fusion.next_table)


def next_window(desk: Desk) -> None:
    """SUV 0 to 5, 7, 10, ...; of other values, the lower half of the range and all of it in turn."""

    def change(fusion: Fusion) -> Fusion:
        highest = fusion.window.centre + fusion.window.width / 2
        if fusion.volume.unit.startswith("SUV"):
            at = SUV_WINDOWS.index(highest) if highest in SUV_WINDOWS else -1
            return fusion.up_to(SUV_WINDOWS[(at + 1) % len(SUV_WINDOWS)])
        full = _first_window(fusion.volume.unit, fusion.volume.windows, float(fusion.volume.voxels.max()))
        return fusion.up_to((full.centre + full.width / 2) / (1 if highest < full.centre + full.width / 2 else 2))

    _change(desk, change)


def _change(desk: Desk, change: Callable[[Fusion], Fusion]) -> None:
    fusion = desk.grid.content.fusion
    if fusion is not None:
        _show(desk, change(fusion))


def _show(desk: Desk, fusion: Fusion | None) -> None:
    desk.grid.show_fusion(fusion)


def _load(desk: Desk, series: Series) -> None:
    source, shown = desk.grid.content.source, desk.series
    if source is None:
        return
    instances, folder, decoder = desk.library.instances_of(series.uid), desk.library.volumes_folder, desk.decoder

    def work(tick: Tick) -> Loaded:
        from desktop.workflows.open_series import open_series

        return open_series(series, instances, folder, decoder, tick)

    def then(loaded: Loaded) -> None:
        if desk.grid.content.source is not source or desk.series is not shown:
            return  # another series is open by now
        volume = loaded.need_volume()
        window = _first_window(volume.unit, volume.windows, float(volume.voxels.max()))
        _show(desk, Fusion(volume, source.geometry.frame_uid, window, series.modality))

    desk.start(f"Open {series.description or series.modality} for fusion", work, then)


def _first_window(unit: str, windows: tuple[Window, ...], highest: float) -> Window:
    if unit.startswith("SUV"):
        return Window(SUV_WINDOWS[0] / 2, SUV_WINDOWS[0])
    return windows[0] if windows else Window(highest / 2, max(highest, 1e-6))
