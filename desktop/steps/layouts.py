"""How many viewers there are, what they show, how they go together, priors beside the study, hanging protocols."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.workflows import hanging
from viewer.case.errors import KnownError
from viewer.widgets.shown_views import ONE
from viewer.widgets.tr import day_of, tr

if TYPE_CHECKING:
    from desktop.desk import Desk


def has_several(desk: Desk) -> bool:
    return len(desk.room.viewers) > 1


def has_prior(desk: Desk) -> bool:
    return bool(desk.hanging.priors)


def why_no_prior(desk: Desk) -> str:
    return "The library has no earlier study of this patient."


def open_prior(desk: Desk) -> None:
    """Show the newest prior that can be compared beside what is on the screen."""
    found = desk.hanging.find_prior()
    if found is None:
        raise KnownError("No earlier study of this patient has pictures of this kind.")
    study, series = found
    desk.hanging.show_beside(study, series)
    desk.notices.say(tr("The study of {date} stands beside this one.", date=day_of(study.date)), "Scroll one alone with links off (Alt+L), then link them as they stand (Alt+Shift+L).")


def choose_prior(desk: Desk) -> None:
    """Ask which series of which prior is meant."""
    if desk.study is None:
        return
    rows = [
        (prior, series)
        for prior in desk.hanging.priors
        for series in desk.library.series_of(prior.uid)
        if desk.series is None or series.modality == desk.series.modality
    ]
    names = [(f"{day_of(prior.date)}  {series.description or series.modality}", prior.description) for prior, series in rows]
    if not names:
        raise KnownError("No earlier study of this patient has pictures of this kind.")
    desk.choose(names, lambda place: desk.hanging.show_beside(*rows[place]))


def toggle_scroll(desk: Desk) -> None:
    desk.room.links.toggle_scroll()
    desk.notices.say("Viewers scroll together." if desk.room.links.scroll else "Viewers scroll each for itself.")


def toggle_zoom(desk: Desk) -> None:
    desk.room.links.toggle_zoom()
    desk.notices.say("Viewers are moved and magnified together." if desk.room.links.zoom else "Viewers are moved and magnified each for itself.")


def toggle_window(desk: Desk) -> None:
    desk.room.links.toggle_window()
    desk.notices.say("Viewers share one window." if desk.room.links.window else "Viewers have windows of their own.")


def toggle_lines(desk: Desk) -> None:
    desk.room.links.toggle_lines()


def link_as_they_stand(desk: Desk) -> None:
    """Link all viewers at what they show now, or end that."""
    links = desk.room.links
    if links.stand_linked and links.scroll:
        links.part_all()
        desk.notices.say("Viewers of different frames of reference are no longer linked.")
    else:
        links.link_as_they_stand()
        desk.notices.say("Viewers scroll together from where they stand.")


def has_second(desk: Desk) -> bool:
    return desk.room.second is not None


def toggle_second(desk: Desk) -> None:
    """Open a window of viewers for another monitor, or take its viewers back."""
    if desk.room.second is None:
        desk.room.open_second()
        desk.notices.say("Layouts (Alt+1 to Alt+9) and series go to the window of the viewer that was clicked last.")
    else:
        desk.room.close_second()


def move_across(desk: Desk) -> None:
    """Take the active viewer to the other window, and say in one that is left empty where the pictures are."""
    room = desk.room
    room.move_across()
    rows, columns = room.shape
    here, there = room.viewers[: rows * columns], room.viewers[rows * columns :]
    for empty, other in ((here, there), (there, here)):
        if any(viewer.has_image for viewer in other) and not any(viewer.has_image for viewer in empty):
            for viewer in empty:
                viewer.show_views(ONE)
                viewer.clear(tr("The pictures are in the other window. Alt+M brings the viewer back that was clicked last; a series can be dragged here."))


def show_tiles(desk: Desk, rows: int, columns: int) -> None:
    """Show consecutive pictures of the active viewer side by side; the same again ends that."""
    grid = desk.grid
    grid.show_tiles(*((1, 1) if grid.tiles == (rows, columns) else (rows, columns)))
    grid.focus_pane()


def hang(desk: Desk) -> None:
    """Ask for a hanging protocol and use it."""
    protocols = desk.hanging.fitting()
    if not protocols:
        raise KnownError("There is no hanging protocol.")
    names = [(one.name, f"{one.rows} x {one.columns}{', your own' if one.own else ''}") for one in protocols]
    desk.choose(names, lambda place: desk.hanging.apply(protocols[place]))


def save_protocol(desk: Desk) -> None:
    """Keep what the room shows as a hanging protocol of the reader's own."""

    def then(name: str) -> str:
        name = " ".join(name.split())
        if not name:
            return "Give it a name."
        path = hanging.save(desk.hanging.as_protocol(name), hanging.own_folder(desk.library.folder))
        desk.notices.say(tr("Saved the hanging protocol {name}.", name=name), f"{path}")
        return ""

    suggested = replace(desk.hanging.as_protocol("")).modality
    title = " ".join((*suggested, f"{desk.room.shape[0]} x {desk.room.shape[1]}"))
    desk.ask_words("What is this hanging protocol called?", title, then, lambda: None)
