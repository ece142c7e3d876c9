"""The words in the corners of an image."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from viewer.case.study import Problem, Series, Study
from viewer.case.volume import Stack, Volume, Window
from viewer.scene.marks import Anchor
from viewer.scene.view_state import PictureAxis, PlaneView

LEANING_DEGREES = 1.0
"""From here a view that follows the volume's axes is called oblique on the image."""
_AXES = {"axial": ("z", 2), "coronal": ("y", 1), "sagittal": ("x", 0)}


@dataclass(frozen=True, eq=False, slots=True)
class Corners:
    """Top left patient and study, top right series, bottom left position and zoom, bottom right window, warnings."""

    study: Study
    series: Series
    volume: Volume
    stack: Stack | None
    problems: tuple[Problem, ...] = ()

    def of_slice(
        self, view: PlaneView, axis: PictureAxis, window: Window, inverted: bool = False
    ) -> Mapping[Anchor, list[str]]:
        number = axis.number_at(view.centre_lps)
        return {
            "top left": self._patient(),
            "top right": self._acquisition(),
            "bottom left": [
                f"{_title(view.name)} {number} / {axis.count}",
                self._position(view, axis, number),
                _zoom(view),
            ],
            "bottom right": [*self._warnings(axis), _window(window, inverted)],
        }

    def of_volume(self, look: str) -> Mapping[Anchor, list[str]]:
        return {"top left": self._patient()[:1], "bottom left": ["3D"], "bottom right": [look]}

    def _patient(self) -> list[str]:
        patient, study = self.study.patient, self.study
        born = f"born {date(patient.birth_date)}" if patient.birth_date else ""
        age = f"{study.age_years:.0f} y" if study.age_years is not None else ""
        who = "  ".join(part for part in (patient.id, patient.sex, born, age) if part)
        return [person(patient.name) or "no name", who, f"{date(study.date)}  {study.description}".strip()]

    def _acquisition(self) -> list[str]:
        series = self.series
        number = f"{series.number}  " if series.number is not None else ""
        tube = f"{series.kvp:g} kV" if series.kvp else ""
        return [
            f"{number}{series.description or series.modality}",
            "  ".join(part for part in (series.modality, tube, series.kernel) if part),
            f"contrast {series.contrast_agent}" if series.contrast_agent else "",
        ]

    def _position(self, view: PlaneView, axis: PictureAxis, number: int) -> str:
        thickness = f"step {axis.step_mm:.2f} mm"
        if view.name not in _AXES:
            return thickness
        letter, at = _AXES[view.name]
        return f"{letter} {axis.middle_of(number)[at]:.1f} mm  {thickness}"

    def _warnings(self, axis: PictureAxis) -> list[str]:
        lines = [f"! {problem.text}" for problem in self.problems if problem.level == "warning"][:2]
        if self.volume.resampled:
            lines.append("as acquired" if axis.acquired else "! resampled")
        if axis.leaning_degrees >= LEANING_DEGREES:
            lines.append(f"oblique {axis.leaning_degrees:.0f}°")
        if self.stack is not None and self.stack.spacing_source != "pixel_spacing":
            lines.append(f"! spacing from {self.stack.spacing_source}")
        return lines


def person(name: str) -> str:
    """A DICOM person name as people read it: ``Doe^Jane`` -> ``Doe, Jane`` (PS3.5 6.2.1)."""
    family, _, rest = name.split("=")[0].partition("^")
    given = " ".join(part for part in rest.split("^") if part)
    return f"{family}, {given}" if given else family


def date(text: str) -> str:
    """``20260131`` -> ``2026-01-31``; anything else as it is."""
    return f"{text[:4]}-{text[4:6]}-{text[6:]}" if len(text) == 8 and text.isdigit() else text


def _title(name: str) -> str:
    return name.capitalize()


def _zoom(view: PlaneView) -> str:
    return f"{1 / view.mm_per_px:.2f} px/mm"


def _window(window: Window, inverted: bool) -> str:
    name = f"  {window.name}" if window.name else ""
    return f"W {window.width:.0f}  L {window.centre:.0f}{name}{'  inverted' if inverted else ''}"
