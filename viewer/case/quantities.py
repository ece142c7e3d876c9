"""The numbers of what was drawn, computed from its points and from the acquired pixels under it; they are stored nowhere."""

from __future__ import annotations

from viewer.case.calibration import Calibration
from viewer.case.finding import Quantity
from viewer.case.measurement import Angle, Bidirectional, CobbAngle, Drawn, Polyline, Probe, Ruler
from viewer.case.region import Region
from viewer.case.region_pixels import peak, pixel_statistics
from viewer.case.volume import Stack


def quantities_of(record: Drawn, stack: Stack | None = None) -> tuple[Quantity, ...]:
    """Kind, value and unit of each number of a thing drawn, the one to say first comes first.

    `stack` are the pictures as acquired; without them, and in colour pictures, there are no numbers of pixels. Notes
    have no numbers.
    """
    match record:
        case Ruler() | Polyline():
            return (Quantity("length", record.length, record.unit),)
        case Bidirectional():
            long, short = record.lengths
            return Quantity("long_axis", long, record.unit), Quantity("short_axis", short, record.unit)
        case Angle() | CobbAngle():
            return (Quantity("angle", record.degrees, "°"),)
        case Calibration():
            return (Quantity("length", record.length_mm, "mm"),)
        case Probe():
            found = None if stack is None or stack.frame_uid != record.frame_uid else stack.probe(record.points_lps[0])
            if stack is None or found is None or isinstance(found[0], tuple):
                return ()
            return (Quantity("value", found[0], stack.unit),)
        case Region():
            outline = Quantity("area", record.area, f"{record.unit}²"), Quantity("perimeter", record.perimeter, record.unit)
            return outline if stack is None else (*outline, *_of_pixels(record, stack))
        case _:
            return ()


def _of_pixels(region: Region, stack: Stack) -> tuple[Quantity, ...]:
    found = pixel_statistics(region, stack)
    if found is None:
        return ()
    numbers = {"mean": found.mean, "sd": found.sd, "minimum": found.minimum, "maximum": found.maximum, "median": found.median}
    hottest = peak(stack, found.hottest_lps) if stack.unit.startswith("SUV") else None
    if hottest is not None:
        numbers["peak"] = hottest
    return (*(Quantity(kind, value, stack.unit) for kind, value in numbers.items()), Quantity("count", found.count, "count"))
