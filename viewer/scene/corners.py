"""The words in the corners of an image, and which of them a pane has room for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from viewer.case.calibration import ESTIMATED, is_local
from viewer.case.person import readable_name
from viewer.case.study import Part, Patient, Problem, Series, Study
from viewer.case.volume import Stack, Volume, Window
from viewer.scene.acquired import leaves_few_words
from viewer.scene.annotations import EDGE_PX, letter_marks, picture_letter_marks, scale_bar
from viewer.scene.marks import Anchor, Mark, Role, TextMark
from viewer.scene.text_room import width_px, wrap
from viewer.scene.value_text import Translate, spacing_line, untranslated, window_text
from viewer.scene.view_state import PictureAxis, PlaneView, acquired_view

BETWEEN = "  "
"""Between the parts of a line, the most important first: a pane without room for all leaves out whole parts."""
LINE_PX = 17.0
LETTER_ROOM_PX = 20.0
"""Half the room of the orientation letters in the middle of an edge."""
GUTTER_PX = 14.0
"""Between the texts of two corners on one line."""
MOST_WARNINGS = 3
LOCAL_UIDS = "local UIDs"
LEANING_DEGREES = 1.0
"""From here a view that follows the volume's axes is called oblique on the image."""
LOW_PX, NARROW_PX, TALL_PX = 240, 280, 400
"""A pane that is low, or narrow and not tall, is small."""
ROOM_FOR_TWO_PX = 160
"""Height of a small pane with room for two lines in a corner."""
WIDEST = 0.68
"""Of the pane's width: what a corner may take on a row where the corner across says nothing."""
UNEVEN_MM = 0.02
"""From here distances between pictures differ: more than files round them by."""
_ABOUT_SPACING = ("! Lengths are", "! Pixel size is")
"""How sentences begin that say at length what `spacing_line` says in a few words."""
DIFFERENT_PATIENTS = "its files name different patients"
NAME_SEVERAL, NAMED_ANOTHER = "name different patients", "imported before with another patient name"
"""In what an import says of a study or series whose files do not agree whose they are."""
TILT = "tilt"
_TILTED = re.compile(r"gantry was tilted by ([\d.]+)°")
"""What `headline` says shorter: the whole sentence stands once, below the images."""
_BRACKETS = re.compile(r"\s*\([^)]*\)")
_AXES = {"axial": ("z", 2), "coronal": ("y", 1), "sagittal": ("x", 0)}


def date(text: str) -> str:
    """``20260131`` -> ``2026-01-31``; anything else as it is."""
    return f"{text[:4]}-{text[4:6]}-{text[6:]}" if len(text) == 8 and text.isdigit() else text


@dataclass(frozen=True, eq=False, slots=True)
class Corners:
    """Top left patient and study, top right series, bottom left position and zoom, bottom right window, warnings."""

    study: Study
    series: Series
    volume: Volume | None
    stack: Stack | None
    problems: tuple[Problem, ...] = ()
    part: Part | None = None
    link: str = ""
    """How what is shown goes along with what is shown beside it."""
    colours: str = ""
    """The colour table of greys, empty where they are grey."""
    star: str = ""
    """Why the picture is a key image, empty where it is none."""
    tr: Translate = untranslated
    day: Callable[[str], str] = date
    """From the date of a header (``20260131``) to one that is read."""

    def of_slice(
        self, view: PlaneView, axis: PictureAxis, window: Window, inverted: bool = False, state: str = ""
    ) -> Mapping[Anchor, list[str]]:
        """Of a slice of a volume; `state` says how somebody else presented it."""
        number = axis.number_at(view.centre_lps)
        return {
            "top left": self._patient(),
            "top right": self._acquisition(),
            "bottom left": [
                f"{self._title(view.name)} {number} / {axis.count}",
                *self._position(view, axis, number),
                _zoom(view),
            ],
            "bottom right": [*self._warnings(axis), *self._said(view, axis, state), *self._grey(inverted), self._window(window)],
        }

    def of_picture(
        self, view: PlaneView, axis: PictureAxis, stack: Stack, window: Window, inverted: bool = False, state: str = ""
    ) -> Mapping[Anchor, list[str]]:
        """Of a picture that is no slice of a volume: which frame, and what its millimetres stand on."""
        number, local = axis.number_at(view.centre_lps), is_local(stack.frame_uid)
        seconds = stack.frame_seconds[number - 1 : number]
        frame = f"{self.tr('Frame') if local else self._title('picture')} {number} / {axis.count}"
        x, y, z = axis.middle_of(number)
        return {
            "top left": self._patient(),
            "top right": self._acquisition(),
            "bottom left": [
                BETWEEN.join((frame, *(f"{at:.2f} s" for at in seconds))) if axis.count > 1 else "",
                "" if local else f"x {x:.1f}  y {y:.1f}  z {z:.1f} mm",
                _zoom(view) if not local or stack.spacing_source != "none" else f"{self.tr('zoom')} {1 / view.mm_per_px:.2f}",
            ],
            "bottom right": [
                *(line for line in self._oddities() if not line.startswith(_ABOUT_SPACING)),
                *([self._translated(spacing_line(stack.spacing_source))] if local else []),
                *self._said(view, axis, state),
                *([] if stack.is_colour else self._grey(inverted)),
                self.tr("colour") if stack.is_colour else self._window(window),
            ],
        }

    def of_volume(self, look: str) -> Mapping[Anchor, list[str]]:
        return {"top left": self._patient()[:1], "bottom left": ["3D"], "bottom right": [self.tr(look)]}

    def _patient(self) -> list[str]:
        study = self.study
        patient = self._own_patient() or study.patient
        born = self.tr("born {date}", date=self.day(patient.birth_date)) if patient.birth_date else ""
        age = _age(study.age_years, self.tr) if study.age_years is not None and patient == study.patient else ""
        who = BETWEEN.join(part for part in (patient.id, patient.sex, born, age) if part)
        when = BETWEEN.join(part for part in (self.day(study.date), _one_part(study.description)) if part)
        return [_one_part(readable_name(patient.name)) or self.tr("no name"), who, when]

    def _own_patient(self) -> Patient | None:
        """Whom the files of what is shown name, where those of the study name several; else they may be corrected by now."""
        several = any(said in problem.text for problem in self.problems for said in (NAME_SEVERAL, NAMED_ANOTHER))
        return self.part.patient if several and self.part is not None else None

    def _acquisition(self) -> list[str]:
        series = self.series
        number = f"{series.number} · " if series.number is not None else ""
        tube = f"{series.kvp:g} kV" if series.kvp else ""
        return [
            f"{number}{_one_part(series.description) or series.modality}",
            BETWEEN.join(part for part in (series.modality, tube, series.kernel.replace("\\", " ")) if part),
            _one_part(self.part.name) if self.part else "",
            f"{self.tr('contrast')}{BETWEEN}{_one_part(series.contrast_agent)}" if series.contrast_agent else "",
        ]

    def _position(self, view: PlaneView, axis: PictureAxis, number: int) -> list[str]:
        at_mm, step = "", self._step(axis, number)
        if view.name in _AXES:
            letter, at = _AXES[view.name]
            at_mm = f"{letter} {axis.middle_of(number)[at]:.1f} mm"
        along = self.volume and view.name == acquired_view(self.volume.geometry) and _along_slices(view, self.volume)
        thickness_mm = self._thickness_mm(axis, number) if along else None
        if thickness_mm:
            thickness = self.tr("thickness {size} mm", size=f"{round(thickness_mm, 2):g}")
            return [at_mm, f"{thickness} · {step}" if step else thickness]
        return [BETWEEN.join(part for part in (at_mm, step) if part)]

    def _thickness_mm(self, axis: PictureAxis, number: int) -> float | None:
        """The series' own or, where its pictures differ, that of the picture."""
        if self.series.slice_thickness_mm or self.stack is None or not axis.acquired:
            return self.series.slice_thickness_mm
        across, at = np.array(axis.next_lps), np.array(axis.middle_of(number))
        off_mm = np.abs((np.array([plane.origin_lps for plane in self.stack.planes]) - at) @ across)
        return self.stack.planes[int(off_mm.argmin())].thickness_mm

    def _said(self, view: PlaneView, axis: PictureAxis, state: str) -> list[str]:
        """What its compression lost, how the picture stands, how somebody else presented it, and what it goes along with."""
        mirrored = float(np.cross(axis.right_lps, axis.down_lps) @ np.array(view.normal_lps)) < 0
        lossy = "" if self.stack is None else self.stack.lossy.replace("lossy", self.tr("lossy"))
        link = " · ".join(self.tr(part) for part in self.link.split(" · "))
        star = f"! ★ {self.star}" if self.star else ""
        return [line for line in (lossy, f"! {self.tr('mirrored')}" if mirrored else "", star, state, link) if line]

    def _window(self, window: Window) -> str:
        shown = self.volume or self.stack
        unit = "" if shown is None or shown.unit in ("HU", "raw") else f" {shown.unit}"
        name = f"{BETWEEN}{self.tr(window.name)}" if window.name else ""
        return BETWEEN.join(part for part in (f"{window_text(window)}{unit}{name}", self.tr(self.colours) if self.colours else "") if part)

    def _grey(self, inverted: bool) -> list[str]:
        """Whether the greys are the other way round than a reader expects: on a row of its own, which always has room."""
        shown = self.volume or self.stack
        dark_high = shown is not None and shown.unit.startswith("SUV") and not self.colours
        grey = ("" if inverted else "inverse grey") if dark_high else "inverted" if inverted else ""
        return [self.tr(grey)] if grey else []

    def _oddities(self) -> list[str]:
        told = {headline(problem): problem.level for problem in self.problems}
        return [f"! {text}" for text, level in told.items() if level == "warning" or text == LOCAL_UIDS][:MOST_WARNINGS]

    def _warnings(self, axis: PictureAxis) -> list[str]:
        lines = self._oddities()
        if self.volume is not None and self.volume.resampled:
            how = self.tr("as acquired") if axis.acquired else self.tr("resampled")
            tilt = next((line for line in lines if line.startswith(f"! {TILT}")), "")
            if "," in tilt:  # long enough for a row of its own
                lines.insert(lines.index(tilt) + 1, how if axis.acquired else f"! {how}")
            elif tilt:
                lines[lines.index(tilt)] = f"{tilt}, {how}"
            else:
                lines.append(how if axis.acquired else f"! {how}")
        if axis.leaning_degrees >= LEANING_DEGREES:
            lines.append(f"{self.tr('oblique')} {axis.leaning_degrees:.0f}°")
        if self.stack is not None and self.stack.spacing_source != "pixel_spacing":
            lines.append(self._translated(spacing_line(self.stack.spacing_source)))
        return lines

    def _step(self, axis: PictureAxis, number: int) -> str:
        """The distance to the next picture; where pictures are unevenly spaced, those to both neighbours."""
        if axis.count < 2:
            return ""
        gaps_mm = axis.gaps_mm(number)
        if np.ptp(np.diff(axis.offsets_mm)) <= UNEVEN_MM:
            return self.tr("step {size} mm", size=f"{axis.step_mm:.2f}")
        return self.tr("gap {size} mm", size=" / ".join(dict.fromkeys(f"{gap:.2f}" for gap in gaps_mm)))

    def _title(self, name: str) -> str:
        return self.tr(name).capitalize()

    def _translated(self, line: str) -> str:
        """A line that may be a warning."""
        warning = line.startswith("! ")
        return f"{'! ' if warning else ''}{self.tr(line.removeprefix('! '))}"


def picture_surroundings(
    view: PlaneView, axis: PictureAxis, stack: Stack, window: Window, corners: Corners | None, inverted: bool = False,
    state: str = "",
) -> tuple[Mark, ...]:  # fmt: skip
    """Scale, corners and letters of a picture that is no slice of a volume."""
    local = is_local(stack.frame_uid)
    letters = picture_letter_marks(view, stack.orientation_letters) if local else letter_marks(view)
    bar = () if stack.spacing_source == "none" else scale_bar(view, stack.spacing_source in ESTIMATED)
    said = {} if corners is None else corners.of_picture(view, axis, stack, window, inverted, state)
    return (*bar, *corner_marks(said, view.size_px, leaves_few_words(stack, view.size_px)), *letters)


def _along_slices(view: PlaneView, volume: Volume) -> bool:
    """Whether a view lies in the acquired slices: a turned one has a thickness of its own."""
    across = np.asarray(volume.geometry.matrix)[:3, 0]
    return abs(float(across @ np.array(view.normal_lps))) > 0.9999 * float(np.linalg.norm(across))


def headline(problem: Problem) -> str:
    """What is odd, short enough for an image: without the numbers in brackets and without what was done about it."""
    if "Instance UID" in problem.text:
        return LOCAL_UIDS
    if NAME_SEVERAL in problem.text:
        return DIFFERENT_PATIENTS
    if (found := _TILTED.search(problem.text)) and "missing" not in problem.text:
        return f"{TILT} {found[1]}°" + (", uneven slices" if "uneven" in problem.text else "")
    return _BRACKETS.sub("", problem.text).partition(";")[0]


def corner_marks(corners: Mapping[Anchor, Sequence[str]], size_px: tuple[int, int], few: bool = False) -> tuple[Mark, ...]:
    """Lines of text in the corners (``top left``, ``top right``, ``bottom left``, ``bottom right``).

    A line that begins with ``! `` is a warning and stands out. Where a line has no room its last parts are left
    out, whole. In a small pane, or where `few` shall be said, only one line of each corner is shown, of the patient two
    where there is room for them, and in a tiny pane none: the image comes first.
    """
    width, height = size_px
    if width < 160 or height < 120:
        return ()
    small = few or height < LOW_PX or (width < NARROW_PX and height < TALL_PX)
    marks: list[Mark] = []
    for edge in ("top", "bottom"):
        beside: list[float] = []  # width of the right corner's text on each line, counted from the edge
        for side in ("right", "left"):
            anchor: Anchor = f"{edge} {side}"  # type: ignore[assignment]
            wanted = [line for line in corners.get(anchor, ()) if line]
            if small:
                wanted = _weightiest(wanted, anchor, height >= ROOM_FOR_TWO_PX)
            rows = _rows(wanted, edge, width, beside, 1 if small else 2)
            for row, (text, role) in enumerate(rows):
                x = EDGE_PX if side == "left" else width - EDGE_PX
                y = EDGE_PX + row * LINE_PX
                marks.append(TextMark((x, y if edge == "top" else height - y), text, role, anchor))
            beside = [width_px(text) for text, _ in rows]
    return tuple(marks)


def _rows(
    lines: Sequence[str], edge: str, width: int, beside: Sequence[float], most_rows: int
) -> list[tuple[str, Role]]:
    """The rows of one corner, counted from the edge; `beside` are the widths of the rows across from them."""
    rows: list[tuple[str, Role]] = []
    for line in lines if edge == "top" else reversed(lines):
        if not rows:  # the letter of the edge lies in the middle of its first row
            room = width / 2 - EDGE_PX - LETTER_ROOM_PX
        elif len(rows) < len(beside):
            room = width - 2 * EDGE_PX - GUTTER_PX - beside[len(rows)]
        else:
            room = (WIDEST if beside else 0.5) * width - EDGE_PX - GUTTER_PX / 2
        role: Role = "attention" if line.startswith("! ") else "text"
        fitted = _fitted(line.removeprefix("! "), room, most_rows + (role == "attention" and most_rows > 1))
        rows += [(text, role) for text in (fitted if edge == "top" else reversed(fitted))]
    return rows


def _fitted(line: str, room_px: float, most_rows: int) -> list[str]:
    """The parts of a line that have room; the first one is broken between words where it has none."""
    first, *others = line.split(BETWEEN)
    rows = wrap(first, room_px, most_rows)
    for part in others:
        longer = f"{rows[-1]}{BETWEEN}{part}"
        if width_px(longer) <= room_px:
            rows[-1] = longer
    return rows


def _weightiest(lines: list[str], anchor: Anchor, two: bool) -> list[str]:
    """What a small pane shows of a corner: a warning, else the window, the picture's number, or the name, with `two` lines
    also the study's date, which tells a prior."""
    warnings = [line for line in lines if line.startswith("! ")]
    if warnings:
        return warnings[:1]
    if anchor == "top left" and two and len(lines) > 1:
        return [lines[0], lines[-1]]
    return lines[-1:] if anchor == "bottom right" else lines[:1]


def _one_part(text: str) -> str:
    return " ".join(text.split())


def _age(years: float, tr: Translate) -> str:
    """Completed years, as people count them; months below two years."""
    return tr("{count} y", count=int(years)) if years >= 2 else tr("{count} mo", count=int(years * 12))


def _zoom(view: PlaneView) -> str:
    return f"{1 / view.mm_per_px:.2f} px/mm"
