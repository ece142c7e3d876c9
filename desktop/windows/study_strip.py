"""The thumbnails of the open study, and of priors that are shown beside it, with the parts that are known of each series."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from desktop.desk import Desk
from viewer.case.contours import Contours
from viewer.case.presentation import Presentation
from viewer.case.progress import Tick, part_of
from viewer.case.segmentation import Segmentation
from viewer.case.study import Part, Series, Study
from viewer.scene.marks import Pixels
from viewer.widgets.series_strip import SeriesStrip
from viewer.widgets.tr import day_of
from viewer.widgets.view_grid import ViewGrid

PICTURELESS = ("SR", "SEG", "PR", "KO", "DOC", "RTSTRUCT", "RTPLAN", "REG", "RWV", "HP")
MOST_SMALL_PICTURES = 60


class StudyStrip:
    """Lists series, makes thumbnails of those that were not opened on a thread, and marks what the active viewer shows."""

    def __init__(self, desk: Desk, strip: SeriesStrip, active: Callable[[], ViewGrid]) -> None:
        self._desk, self._strip, self._active = desk, strip, active
        self._listed: tuple[str, ...] = ()
        self._study_uids: frozenset[str] = frozenset()
        self._pictures: dict[tuple[str, str], Pixels] = {}
        self._tried: set[str] = set()
        self.parts: dict[str, tuple[Part, ...]] = {}
        """Of each series that was opened since its study was."""

    @property
    def picture_px(self) -> int:
        return self._strip.picture_px

    def list(
        self, study: Study, series: Sequence[Series], counts: Mapping[str, int], priors: Sequence[tuple[Study, Sequence[Series]]] = ()
    ) -> None:
        """Show the series of a study, then those of priors with their date; what is known of them already stays."""
        rows = [*self._told_apart(series), *(_dated(prior, one) for prior, those in priors for one in those)]
        uids = (study.uid, *(f"{one.uid} {one.description} {counts.get(one.uid, 0)}" for one in rows))
        self._study_uids = frozenset((study.uid, *(prior.uid for prior, _ in priors)))
        if uids == self._listed:
            return
        if not self._listed or self._listed[0] != study.uid:
            self.parts, self._pictures, self._tried = {}, {}, set()
        self._listed = uids
        self._strip.show_series(rows)
        for uid, parts in self.parts.items():
            self._strip.show_parts(uid, parts)
        for (uid, key), pixels in self._pictures.items():
            self._strip.set_picture(uid, key, pixels)

    def _told_apart(self, series: Sequence[Series]) -> Sequence[Series]:
        """Objects whose series are called alike, by the names that they have in the case."""
        titles = Counter((one.modality, one.description) for one in series if one.modality in PICTURELESS)
        alike = [one.uid for one in series if titles[one.modality, one.description] > 1]
        if not alike:
            return series
        library = self._desk.library
        case = library.open_case(series[0].study_uid)
        named: tuple[Presentation | Segmentation | Contours, ...] = (*case.all_of(Presentation), *case.all_of(Segmentation))
        names = {row.source.run_id: row.name for row in (*named, *case.all_of(Contours))}
        found = {
            uid: name for uid, rows in library.instances_by_series(alike).items() for row in rows if (name := names.get(row.uid))
        }
        return [replace(one, description=found.get(one.uid, one.description)) for one in series]

    def know_parts(self, uid: str, parts: tuple[Part, ...]) -> None:
        """Show the parts of a series, now that it was opened."""
        self.parts[uid] = parts
        self._strip.show_parts(uid, parts)

    def set_current(self, viewer: ViewGrid, uid: str, key: str = "") -> None:
        """Mark what a viewer shows, if it is the active one."""
        if viewer is self._active():
            self._strip.set_current(uid, key)

    def take_picture(self, uid: str, key: str, pixels: Pixels) -> None:
        """Keep a thumbnail while the study is open."""
        self._pictures[uid, key] = pixels
        self._strip.set_picture(uid, key, pixels)

    def make_small_pictures(self, study: Study) -> None:
        """Make thumbnails of the series that were not opened yet, one after the other on a thread."""
        library, desk, side_px = self._desk.library, self._desk, self._strip.picture_px
        done = {uid for uid, _ in self._pictures} | self._tried
        waiting = [one for one in library.series_of(study.uid) if one.uid not in done][:MOST_SMALL_PICTURES]
        pictured = [one for one in waiting if one.modality not in PICTURELESS]
        instances_of = library.instances_by_series([one.uid for one in pictured])
        work_on = [(one, instances_of[one.uid]) for one in pictured]
        self._tried |= {one.uid for one in waiting}
        if not work_on:
            return

        def take(uid: str, pixels: Pixels) -> None:
            if study.uid in self._study_uids and uid not in {known for known, _ in self._pictures}:
                self.take_picture(uid, "", pixels)

        def work(tick: Tick) -> None:
            from desktop.workflows.small_pictures import small_picture

            for number, (series, instances) in enumerate(work_on):
                if study.uid not in self._study_uids:
                    return  # the reader went to another study
                tick(number / len(work_on), f"Thumbnail {number + 1} of {len(work_on)}")
                pixels = small_picture(series, instances, desk.decoder, side_px, part_of(tick, 0.0, 0.0))
                if pixels is not None:
                    desk.jobs.call_main(partial(take, series.uid, pixels))

        desk.start("Thumbnails", work, lambda nothing: None)


def _dated(study: Study, series: Series) -> Series:
    """A prior's series as the strip calls it."""
    return replace(series, description=f"{day_of(study.date)} {series.description or series.modality}")
