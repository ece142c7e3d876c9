"""Playing what the active viewer shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from viewer.case.progress import Tick, part_of
from viewer.scene.pixel_source import PixelSource
from viewer.widgets.tr import tr

if TYPE_CHECKING:
    from desktop.desk import Desk
    from viewer.dicom.load import Loaded


def is_playing(desk: Desk) -> bool:
    return desk.grid.cine.is_playing


def sweeps(desk: Desk) -> bool:
    return desk.grid.cine.sweeps


def has_several(desk: Desk) -> bool:
    source = desk.grid.content.source
    return source is not None and any(axis.count > 1 for axis in source.axes.values())


def why_not(desk: Desk) -> str:
    return "There is only one picture."


def why_no_times(desk: Desk) -> str:
    return "Only a series with several times, phases or b-values is played over time."


def play(desk: Desk) -> None:
    """Play the pictures of the view that has the keys, at their own rate, or stop."""
    cine = desk.grid.cine
    if cine.is_playing:
        cine.stop()
    elif cine.play_pictures():
        _say(desk)
    else:
        desk.notices.say("There is only one picture.")


def change_speed(steps: int, desk: Desk) -> None:
    desk.grid.cine.change_speed(steps)
    _say(desk)


def toggle_sweep(desk: Desk) -> None:
    cine = desk.grid.cine
    cine.sweeps = not cine.sweeps
    desk.notices.say("Films run to and fro." if cine.sweeps else "Films begin again from the first picture.")


def play_times(desk: Desk) -> None:
    """Play the times of a series in 4D at the place that is shown; stopping opens the time that is shown then."""
    loaded, series, grid = desk.loaded, desk.series, desk.grid
    if grid.cine.is_playing:
        grid.cine.stop()
        return
    if loaded is None or series is None or not loaded.part.group:
        return
    parts = sorted((part for part in loaded.parts if part.group == loaded.part.group), key=lambda part: part.position)
    instances, folder, decoder = desk.library.instances_of(series.uid), desk.library.volumes_folder, desk.decoder

    def work(tick: Tick) -> list[Loaded]:
        from desktop.workflows.open_series import open_series

        return [
            open_series(series, instances, folder, decoder, part_of(tick, n / len(parts), (n + 1) / len(parts)), part.key)
            for n, part in enumerate(parts)
        ]

    def then(times: list[Loaded]) -> None:
        if desk.loaded is not loaded or desk.grid is not grid:
            return  # something else is open by now
        made: dict[int, PixelSource] = {}

        def source_of(index: int) -> PixelSource:
            if index not in made:
                made[index] = PixelSource(times[index].stack, times[index].volume, times[index].part.is_volume)
            return made[index]

        def ended(index: int) -> None:
            keys = [part.key for part in loaded.parts]
            desk.step_part(keys.index(parts[index].key) - keys.index(loaded.part.key))

        grid.cine.play_times(source_of, [time.part.name for time in times], parts.index(loaded.part), ended)
        _say(desk)

    desk.start("Read the times of the series", work, then)


def _say(desk: Desk) -> None:
    cine = desk.grid.cine
    if cine.is_playing:
        said = tr("Speed {speed}, {rate} pictures a second.", speed=f"{cine.speed:g}", rate=f"{cine.pictures_per_s:.3g}")
    else:
        said = tr("Speed {speed}.", speed=f"{cine.speed:g}")
    desk.notices.say(said, "Shift+C stops, Ctrl+. and Ctrl+, change the speed.")
