"""Whether left and right, front and back, head and feet lie where the header says: seen on the pictures, or said not to be."""

from __future__ import annotations

from dataclasses import dataclass

from inference.gate.seen import Seen

SIDES, DEPTH, HEIGHT = "left and right", "front and back", "head and feet"
_OUTSIDE_HU = (-1100.0, -850.0)
_FRONT = -0.4
_RIGHT_LUNG_SMALLER, _LEFT_LUNG_SMALLER = -0.25, 0.05
"""Beyond the first the lungs speak against the header, beyond the second for it; between them they say nothing."""
_HEART_OFF = 0.08
"""How far the heart lies off the middle to be counted; drawn chests have 0.12 to 0.19."""


@dataclass(frozen=True, slots=True)
class WayRound:
    """`texts` are sentences about what speaks against the header; `told` are the ways about which the pictures say anything."""

    texts: tuple[str, ...]
    told: frozenset[str]


def way_round(seen: Seen) -> WayRound:
    """What the pictures show of the patient's orientation, whatever a model draws."""
    if not seen.body_fraction:
        return WayRound(("No body of a patient can be made out in these pictures.",), frozenset())
    texts, told = [], set()
    if seen.lungs_up is not None:
        told.add(HEIGHT)
        if seen.lungs_up == -1:
            texts.append("The lungs lie below the belly: head and feet may be exchanged in the header.")
    elif seen.liver_up is not None:
        told.add(HEIGHT)
        if seen.liver_up == -1:
            texts.append("The largest organ, as a rule the liver, lies at the lower end of the belly: head and feet may be exchanged in the header.")
    if seen.spine_back is not None and abs(seen.spine_back) > -_FRONT:
        told.add(DEPTH)
        if seen.spine_back < _FRONT:
            texts.append("The spine lies in front: front and back may be exchanged in the header.")
    if (text := _chest(seen)) is not None:
        told.add(SIDES)
        texts += [text] if text else []
    if seen.liver_right is not None:
        told.add(SIDES)
        if not seen.liver_right:
            texts.append(
                "The largest organ of the belly, as a rule the liver, lies on the patient's left: "
                "left and right may be exchanged in the header, the organs lie mirrored, or the spleen or a mass is larger."
            )
    if seen.table in ("left", "right"):
        texts.append(f"The table lies at the patient's {seen.table} side: the header's orientation may be wrong, or the patient lies on the side.")
    if seen.outside is not None and seen.unit == "HU" and not _OUTSIDE_HU[0] <= seen.outside <= _OUTSIDE_HU[1]:
        texts.append(f"Around the body the value is {seen.outside:.0f} HU, and air is -1000: the values may not be Hounsfield units.")
    return WayRound(tuple(texts), frozenset(told))


def _chest(seen: Seen) -> str | None:
    """What the chest says against the header's left and right; empty where it speaks for them, None where it says nothing."""
    lungs, heart = seen.heart_left, seen.between_left
    if lungs is None:
        return None
    if lungs < _RIGHT_LUNG_SMALLER:
        return "The right lung is the smaller one: left and right may be exchanged in the header, or disease fills it."
    if heart is not None and heart < -_HEART_OFF and lungs < 0:
        return (
            "The heart lies to the patient's right and the right lung is the smaller one: "
            "left and right may be exchanged in the header, the organs lie mirrored, or disease draws the heart over."
        )
    if heart is not None and heart > _HEART_OFF:
        return ""
    return "" if lungs > _LEFT_LUNG_SMALLER and (heart is None or heart > -_HEART_OFF) else None


def not_checked(seen: Seen, sides_told: bool) -> str:
    """A sentence on the ways that nothing could be said about; empty where all were told.

    `sides_told`: whether organs that the model drew tell left from right.
    """
    told = way_round(seen).told | ({SIDES} if sides_told else set())
    missing = [way for way in (SIDES, DEPTH, HEIGHT) if way not in told]
    if not missing:
        return ""
    return f"Not checked, for nothing that tells was seen: {', '.join(missing)}. They are as the header says."
