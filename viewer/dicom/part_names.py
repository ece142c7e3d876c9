"""What parts of a series are called on a thumbnail, and the keys they are found by."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from viewer.dicom.frames import Frame
from viewer.dicom.parts import Mark, PictureSet

LONGEST = 24
"""Letters of a text from a header within a name."""

_LABELS: dict[str, Callable[[float, Mark], str]] = {
    "cardiac phase": lambda value, mark: f"phase {value:g} %",
    "breathing phase": lambda value, mark: f"breathing {value:g} %",
    "echo time": lambda value, mark: f"echo {mark.rank}, {value:g} ms",
    "inversion time": lambda value, mark: f"TI {value:g} ms",
    "flip angle": lambda value, mark: f"flip angle {value:g}°",
    "repetition time": lambda value, mark: f"TR {value:g} ms",
    "b value": lambda value, mark: f"b {value:g}",
    "trigger": lambda value, mark: f"phase {mark.rank} of {mark.total}, {value:.0f} ms",
    "voltage": lambda value, mark: f"{value:g} kV",
    "thickness": lambda value, mark: f"{value:g} mm slices",
    "side": lambda value, mark: f"stack {mark.rank}",
    "repeat": lambda value, mark: f"repeat {mark.rank}",
}
_TIMES = ("time point", "acquisition", "time", "series number")


@dataclass(frozen=True, slots=True)
class Name:
    """A name for people, and a key for programs and file names."""

    text: str
    key: str


def names_of(rows: Sequence[PictureSet]) -> list[Name]:
    """One for each set of slices: the same for the same pictures, whatever the order of their files.

    A key says what the pictures are, not how many other parts there are, so that it stays when files are added
    (until these make it mean two things).
    """
    uids = sorted({row.frames[0].frame_uid for row in rows})
    planes, kinds = [_plane(row) for row in rows], {row.frames[0].kind for row in rows}
    words = [
        [plane] * (len(set(planes)) > 1) + _words(row, len(kinds) > 1) for row, plane in zip(rows, planes, strict=True)
    ]
    texts = _unique(words, rows, {uid: f"{count}" for count, uid in enumerate(uids, 1)})
    keys = _unique(
        [
            [plane, *_patient_key(row.frames[0]), *filter(None, [row.frames[0].kind]), *map(_mark_key, row.marks)]
            for row, plane in zip(rows, planes, strict=True)
        ], rows,
        {uid: _digest(uid)[:6] for uid in uids},
    )  # fmt: skip
    return [
        Name(", ".join(text) or row.frames[0].kind or plane, "-".join(map(_slug, key))[:60])
        for row, plane, text, key in zip(rows, planes, texts, keys, strict=True)
    ]


def picture_names(films: Sequence[Sequence[Frame]]) -> list[Name]:
    """One for each picture or film without a place in the patient; `films` are in the order they are shown."""
    numbers = [film[0].number for film in films]
    if 0 in numbers or len(set(numbers)) < len(numbers):
        numbers = list(range(1, len(films) + 1))
    texts = []
    titles = Counter(film[0].title for film in films)
    for film, number in zip(films, numbers, strict=True):
        words = [word for word in (film[0].patient, film[0].title) if word]
        if film[0].instance_uid != film[-1].instance_uid and film[0].source.frames == 1:
            words.append("slices by number")
        elif len(film) > 1:
            words.append(f"clip {number}, {len(film)} frames")
        elif not film[0].title or titles[film[0].title] > 1:
            words.append(f"picture {number}")
        texts.append(", ".join(words))
    return [Name(text, _picture_key(film[0].frame_uid)) for text, film in zip(texts, films, strict=True)]


def picture_key(instance_uid: str) -> str:
    """The key of the part that is one picture, or one clip, without a place in the patient."""
    return _picture_key(f"local:{instance_uid}")


def _picture_key(frame_uid: str) -> str:
    return "picture-" + _digest(frame_uid)


def plane_name(frame: Frame) -> str:
    """ "axial", "coronal", "sagittal", or with "oblique" before it where the plane leans more than 20 degrees."""
    sizes = np.abs(frame.normal)
    name = ("sagittal", "coronal", "axial")[int(sizes.argmax())]
    return name if sizes.max() > np.cos(np.deg2rad(20)) else f"oblique {name}"


def _plane(row: PictureSet) -> str:
    return ("localizer, " if row.frames[0].localizer else "") + plane_name(row.frames[0])


def _words(row: PictureSet, with_kind: bool) -> list[str]:
    """What is worth saying of a set among the others, beside its plane."""
    kind = row.frames[0].kind
    patient = row.frames[0].patient
    title = row.frames[0].title
    return [word for word in (patient, title) if word] + [kind] * (with_kind and bool(kind)) + [label for mark in row.marks if (label := _label(mark, row.frames))]


def _patient_key(frame: Frame) -> list[str]:
    """A key is in names of files, which are no place for a patient's name."""
    return [f"patient {_digest(frame.patient)[:6]}"] if frame.patient else []


def _label(mark: Mark, frames: Sequence[Frame]) -> str:
    value, tell = mark.value, mark.tell
    if value is None or (tell == "repeat" and mark.rank == 1):
        return ""
    if tell in _TIMES and (mark.seconds is not None or tell in ("time point", "time")):
        return f"time {mark.rank} of {mark.total}" + (f", {_duration(mark.seconds)}" if mark.seconds is not None else "")
    if tell == "echo":
        times = {said["echo time"] for frame in frames if "echo time" in (said := dict(frame.order))}
        return f"echo {value:g}" + (f", {times.pop():g} ms" if len(times) == 1 else "")
    if tell == "direction":
        return f"direction {mark.rank}"
    if isinstance(value, str):
        phase = tell == "contrast phase" and not value.lower().endswith("phase")
        plain = value.lower() if tell in ("contrast phase", "type") else value
        plain = " ".join(word for word in plain.split("\\") if word != "primary") if tell == "type" else plain
        return _short(f"kernel {plain}" if tell == "kernel" else f"{plain} phase" if phase else plain)
    if tell in _LABELS:
        return _LABELS[tell](value, mark)
    return f"{_short(tell.removeprefix('dimension '))} {value:g}"


def _duration(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds < 100 else f"{seconds:.0f} s" if seconds < 600 else f"{seconds / 60:.0f} min"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"


def _mark_key(mark: Mark) -> str:
    """The value where it means the same when more pictures come; else its rank."""
    drifts = mark.tell in ("trigger", "time", "repeat", "side") or mark.value is None
    if mark.tell == "direction" and isinstance(mark.value, str):
        return f"direction {_digest(mark.value)[:6]}"
    value = mark.rank if drifts else mark.value
    return f"{mark.tell.removeprefix('dimension ')} {value:g}" if isinstance(value, int | float) else f"{mark.tell} {_short(str(value))}"


def _slug(text: str) -> str:
    plain = re.sub(r"[^a-z0-9.]+", "-", text.lower()).strip("-.")
    return plain or (_digest(text) if text else "")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def _unique(names: list[list[str]], rows: Sequence[PictureSet], spaces: dict[str, str]) -> list[list[str]]:
    """The same names with as much more as it takes: plane, unit, pixels, place, at last a number.

    `spaces` are the names of the frames of reference.
    """
    further: tuple[Callable[[PictureSet], str], ...] = (
        _plane,
        lambda row: "colour" if row.frames[0].source.is_colour else _unit(row.frames[0].values.unit),
        lambda row: " x ".join(map(str, reversed(row.frames[0].source.shape_ji))),
        lambda row: f"{min(row.frames[0].spacing_mm):.2g} mm pixels",
        lambda row: "stack " + str(dict(row.frames[0].order).get("stack", "")),
        lambda row: f"frame of reference {spaces[row.frames[0].frame_uid]}",
        lambda row: f"from {np.dot(row.frames[0].position_lps, row.frames[0].normal):.0f} mm",
    )
    for more in further:
        for same in _same(names):
            said = [more(rows[n]) for n in same]
            if len(set(said)) > 1:
                for n, word in zip(same, said, strict=True):
                    names[n] = [*names[n], word] if word not in names[n] else names[n]
    for same in _same(names):
        for count, n in enumerate(sorted(same, key=lambda n: min(frame.instance_uid for frame in rows[n].frames)), 1):
            names[n] = [*names[n], str(count)] if count > 1 else names[n]
    return names


def _unit(unit: str) -> str:
    return "raw values" if unit == "raw" else unit


def _same(names: list[list[str]]) -> list[list[int]]:
    """Which of them are equal, as lists of their indices; upper case and signs do not count."""
    found: dict[str, list[int]] = {}
    for index, words in enumerate(names):
        found.setdefault(_slug("-".join(words)), []).append(index)
    return [indices for indices in found.values() if len(indices) > 1]
