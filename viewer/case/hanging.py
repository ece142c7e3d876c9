"""Hanging protocols: which series go to which place of the screen, for which kind of examination. Pure rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from viewer.case.study import Series

VIEWS = ("one", "planes", "four", "axial", "coronal", "sagittal", "3D")
"""What a cell shows of a volume: its slices as acquired, three planes, three planes and 3D, or one view."""
_BETWEEN = re.compile(r"[^\w+]+")


@dataclass(frozen=True, slots=True)
class Projection:
    """Of a radiograph: the side (``R``, ``L``, ``B`` or empty) and the view (``CC``, ``MLO``, ``PA``, ``LL`` or empty)."""

    laterality: str = ""
    view: str = ""


@dataclass(frozen=True, slots=True)
class CellRule:
    """What one cell shall show. Each rule that is set must hold; of several series that fit, the best is taken.

    `words` are beginnings of words of which one must stand in the series' description or protocol, `without` such of
    which none may. `window` is a number key, `align` the edge (``left``, ``right``) that the picture touches. With `again`
    the cell shows the best even where another one shows it in the same way; in another window or view it may without.
    """

    views: str = "one"
    prior: bool = False
    modality: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    laterality: str = ""
    view: str = ""
    window: str = ""
    align: str = ""
    again: bool = False


@dataclass(frozen=True, slots=True)
class HangingProtocol:
    """A layout and the examinations it is for. An empty condition holds for every examination.

    `automatic` protocols are used when a study is opened, others when the reader asks. The user's own win. A `whole` one is
    used only where every cell that asks for a modality has something to show.
    """

    name: str
    rows: int
    columns: int
    cells: tuple[CellRule, ...]
    modality: tuple[str, ...] = ()
    body_part: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    needs_prior: bool = False
    automatic: bool = True
    whole: bool = False
    own: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A part of a series that could be shown; `key` is empty for the main part. `pictures` counts those of the series."""

    series: Series
    key: str = ""
    pictures: int = 1
    prior: bool = False
    projection: Projection = Projection()


@dataclass(frozen=True, slots=True)
class Exam:
    """What a study is, as far as protocols ask."""

    modalities: tuple[str, ...]
    body_parts: tuple[str, ...]
    description: str
    has_prior: bool

    @property
    def kind(self) -> str:
        """The kind of examination that a layout is remembered for."""
        words = sorted(set(_words(self.description)))[:4]
        return " ".join((*sorted(set(self.modalities))[:1], *sorted(set(self.body_parts))[:1], *words)).lower()


def exam_of(series: Sequence[Series], description: str, has_prior: bool) -> Exam:
    """What a study of these series is."""
    modalities = tuple(dict.fromkeys(one.modality for one in series))
    parts = tuple(dict.fromkeys(one.body_part.upper() for one in series if one.body_part))
    return Exam(modalities, parts, description, has_prior)


def rank(protocol: HangingProtocol, exam: Exam) -> int | None:
    """How well a protocol fits an examination, more is better; None where it does not."""
    if protocol.needs_prior and not exam.has_prior:
        return None
    if protocol.modality and not set(protocol.modality) & set(exam.modalities):
        return None
    named = " ".join((exam.description, *exam.body_parts))
    part = bool(set(protocol.body_part) & set(exam.body_parts))
    worded = _count(protocol.words, named)
    if (protocol.body_part or protocol.words) and not part and not worded:
        return None
    return 1000 * protocol.own + 100 * protocol.needs_prior + 10 * part + 10 * bool(worded) + worded + bool(protocol.modality)


def choose(protocols: Iterable[HangingProtocol], exam: Exam, automatic: bool = True) -> tuple[HangingProtocol, ...]:
    """The protocols that fit, the best first; with `automatic` only those used when a study is opened."""
    fitting = [(found, one) for one in protocols if (one.automatic or not automatic) and (found := rank(one, exam)) is not None]
    return tuple(one for _, one in sorted(fitting, key=lambda row: (-row[0], row[1].name)))


def hang(protocol: HangingProtocol, candidates: Sequence[Candidate]) -> tuple[Candidate | None, ...]:
    """What each cell shows; None for a cell that nothing fits. Nothing is shown twice as long as there is something else,
    and in the same window and view only where the cell says so.

    A cell for a prior prefers the series that is most like what the first cell of the study shows.
    """
    taken: list[tuple[Candidate, CellRule]] = []
    hung: list[Candidate | None] = []
    for cell in protocol.cells:
        fitting = [one for one in candidates if _fits(cell, one)]
        fresh = [one for one in fitting if all(one != other for other, _ in taken)]
        other_ways = [one for one in fitting if all(one != other or _looks_else(cell, rule) for other, rule in taken)]
        like = next((one for one in hung if one is not None and not one.prior), None)
        best = max(fitting if cell.again else fresh or other_ways, key=lambda one: _merit(cell, one, like), default=None)
        hung.append(best)
        if best is not None:
            taken.append((best, cell))
    return tuple(hung)


def is_worth(protocol: HangingProtocol, hung: Sequence[Candidate | None]) -> bool:
    """Whether what is hung is more than one series in an empty room, and has a prior where that is the point."""
    shown = [one for one in hung if one is not None]
    if protocol.needs_prior and not any(one.prior for one in shown):
        return False
    if protocol.whole and any(one is None and rule.modality for rule, one in zip(protocol.cells, hung, strict=True)):
        return False
    return len(shown) > 1 or (len(shown) == 1 and len(protocol.cells) == 1)


def likeness(one: Series, other: Series) -> tuple[int, ...]:
    """How alike two series are, to find in a prior what belongs beside a series: more is better, first things first."""
    words, others = set(_words(one.description)), set(_words(other.description))
    thickness = (one.slice_thickness_mm or 0.0, other.slice_thickness_mm or 0.0)
    return (
        int(one.modality == other.modality),
        int(one.description.lower() == other.description.lower()),
        len(words & others) - len(words ^ others),
        int(one.body_part.upper() == other.body_part.upper()),
        int(one.kernel == other.kernel) + int(bool(one.contrast_agent) == bool(other.contrast_agent)),
        -round(abs(thickness[0] - thickness[1])),
    )


def _fits(cell: CellRule, one: Candidate) -> bool:
    named = f"{one.series.description} {one.series.protocol}"
    return (
        cell.prior == one.prior
        and (not cell.modality or one.series.modality in cell.modality)
        and (not cell.words or _count(cell.words, named) > 0)
        and not _count(cell.without, named)
        and (not cell.laterality or one.projection.laterality == cell.laterality)
        and (not cell.view or one.projection.view == cell.view)
    )


def _looks_else(cell: CellRule, other: CellRule) -> bool:
    """Whether two cells show the same series in two ways."""
    return (cell.views, cell.window) != (other.views, other.window)


def _merit(cell: CellRule, one: Candidate, like: Candidate | None) -> tuple[int, ...]:
    named = f"{one.series.description} {one.series.protocol}"
    alike = likeness(one.series, like.series) if cell.prior and like is not None else ()
    return (_count(cell.words, named), *alike, one.pictures, -(one.series.number or 0))


def _words(text: str) -> list[str]:
    return [word for word in _BETWEEN.split(text.lower()) if len(word) > 1]


def _count(beginnings: Iterable[str], text: str) -> int:
    """How many of the beginnings a word of the text begins with."""
    words = _words(text)
    return sum(any(word.startswith(one.lower()) for word in words) for one in beginnings)
