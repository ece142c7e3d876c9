"""One meaning for the numbers of all slices that are looked at together, where their headers differ in rescale."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from viewer.dicom.frames import Frame
from viewer.dicom.values import NO_RESCALE, Values, as_stored

JUMP_HU = 100.0
"""Intercepts within one CT volume are alike; one that is this far from the others was lost or changed on the way."""
_NAMED = 8


def settled(frames: tuple[Frame, ...], what: str) -> tuple[tuple[Frame, ...], str]:
    """The frames of one part with values of one kind, and a sentence on those whose rescale differs; else none.

    Where some CT slices lack the rescale that others have, all become stored numbers, without a unit: what the slices
    that lack it mean is not known, and HU of the others beside them would be measured as if they meant the same.
    `what` the frames are ("Slice"), for the sentence, which counts them from 1.
    """
    lacking = [n for n, frame in enumerate(frames, 1) if NO_RESCALE in frame.values.oddities]
    if not lacking:
        return frames, _said_of_a_jump(frames, what)
    if len(lacking) == len(frames):
        return frames, ""
    first = next(frame.values for frame in frames if NO_RESCALE not in frame.values.oddities)
    windows = as_stored(first).windows
    same = tuple(replace(frame, values=replace(_stored(frame.values), windows=windows)) for frame in frames)
    which = _named(lacking, what)
    verb = "does" if len(lacking) == 1 else "do"
    return same, (
        f"{which} {verb} not say how stored numbers become HU (Rescale Intercept), and the others do; all are shown as stored "
        "numbers, without a unit."
    )


def _stored(values: Values) -> Values:
    return replace(as_stored(values), oddities=tuple(text for text in values.oddities if text != NO_RESCALE))


def _said_of_a_jump(frames: Sequence[Frame], what: str) -> str:
    """That some slices have another intercept than most, so that their HU may be wrong by the difference."""
    found = [frame.values.intercept for frame in frames if frame.values.unit == "HU" and frame.values.lut is None]
    if len(found) != len(frames):
        return ""
    usual = Counter(found).most_common(1)[0][0]
    odd = [n for n, intercept in enumerate(found, 1) if abs(intercept - usual) >= JUMP_HU]
    if not odd:
        return ""
    theirs = ", ".join(f"{value:g}" for value in sorted({found[n - 1] for n in odd})[:3])
    return (
        f"{_named(odd, what)} {'has' if len(odd) == 1 else 'have'} a Rescale Intercept of {theirs} where the others have {usual:g}; "
        f"check {'its' if len(odd) == 1 else 'their'} HU."
    )


def _named(numbers: Sequence[int], what: str) -> str:
    more = f" and {len(numbers) - _NAMED} more" if len(numbers) > _NAMED else ""
    return f"{what}{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers[:_NAMED]))}{more}"
