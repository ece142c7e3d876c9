"""How long a PET tracer decayed before the moment that the picture was corrected to, or why that cannot be told."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

from pydicom.dataset import Dataset

from viewer.dicom.headers import text
from viewer.dicom.private_blocks import private_text

GE_OWNER, GE_SCAN_START = "GEMS_PETD_01", 0x0009000D
MOST_HALF_LIVES, MOST_OVER_MIDNIGHT = 10.0, 5.0
"""What is left of a tracer after ten half-lives is a thousandth, and no scan is made of it: a time is wrong. Where only the
clock is known, it is the one of the day before no longer than this: 9 h of 18F, 100 min of 11C."""
AFTER_START_S = 600.0
"""A dynamic scan starts first and the tracer is given then, within this and one half-life."""
LONG_LIVED_S = 36_000.0
"""Tracers of longer half-lives are scanned on later days too, so that a clock without a day says little."""
CLOCK_ALONE = "The header gives the time of the injection without its day; SUV is computed as if it was less than a day before the scan."
_MOMENT = re.compile(r"(\d{10}(?:\d\d){0,2})(\.\d*)?([+-]\d{4})?")
_OFFSET = re.compile(r"([+-])(\d\d)(\d\d)")


class NoSuvError(Exception):
    """With the reason, as the end of a sentence."""


def waited_of(dataset: Dataset, tracer: Dataset, half_life_s: float) -> tuple[float, str]:
    """Seconds from the injection to the moment that decay was corrected to, and what was assumed, as a sentence.

    That moment is Decay Correction DateTime, or the start of the scan. Negative where the tracer was given shortly after
    the scan began. Date-times that name a zone are compared as they are; all others are of the header's Timezone Offset
    From UTC, or, without one, of the same place (DICOM PS3.3 C.12.1, PS3.5 table 6.2-1, DT).

    Raises NoSuvError where a time is missing, or both cannot be true.
    """
    zone = _zone(text(dataset, "TimezoneOffsetFromUTC"))
    scanned = _moment("scan", text(dataset, "DecayCorrectionDateTime"), zone) or _scan_start(dataset, zone)
    injected = _moment("injection", text(tracer, "RadiopharmaceuticalStartDateTime"), zone)
    early_s = -min(AFTER_START_S, half_life_s)
    is_dated = injected is not None and (injected.tzinfo is None) == (scanned.tzinfo is None)
    if not is_dated:
        injected = _same_day(text(tracer, "RadiopharmaceuticalStartTime"), scanned, zone, injected is not None)
    assert injected is not None
    waited_s = (scanned - injected).total_seconds()
    if waited_s < early_s:
        after = f"the injection ({_said(injected, is_dated)}) lies after the scan's start ({_said(scanned, is_dated)})"
        if is_dated:
            raise NoSuvError(after)
        waited_s += 86400.0  # injected before midnight
        if waited_s > MOST_OVER_MIDNIGHT * half_life_s:
            raise NoSuvError(f"{after}, and the day before would be {waited_s / half_life_s:.0f} half-lives earlier")
    if waited_s > MOST_HALF_LIVES * half_life_s:
        between = f"injection ({_said(injected, is_dated)}) and scan ({_said(scanned, is_dated)})"
        raise NoSuvError(f"{waited_s / half_life_s:.0f} half-lives lie between {between}")
    return waited_s, CLOCK_ALONE if half_life_s > LONG_LIVED_S and not is_dated else ""


def _scan_start(dataset: Dataset, zone: timezone | None) -> datetime:
    """The start of the series, unless it lies after the picture was acquired: then it is the time of post-processing.

    GE keeps the start of the scan in (0009,xx0D).
    """
    series, acquired = _dated(dataset, "Series", zone), _dated(dataset, "Acquisition", zone)
    if series and acquired and series <= acquired:
        return series
    private = _moment("scan", private_text(dataset, GE_OWNER, GE_SCAN_START), zone)
    if private:
        return private
    if not series:
        raise NoSuvError("the time of the scan is missing")
    if acquired:
        raise NoSuvError(f"the series' start ({_said(series, True)}) lies after the picture's acquisition ({_said(acquired, True)})")
    return series


def _dated(dataset: Dataset, of: str, zone: timezone | None) -> datetime | None:
    day, clock = text(dataset, f"{of}Date"), text(dataset, f"{of}Time")
    return _moment("scan", day + clock, zone) if day and clock else None


def _same_day(clock: str, scanned: datetime, zone: timezone | None, is_of_another_zone: bool) -> datetime:
    """The time of the injection on the day of the scan."""
    if not clock and not is_of_another_zone:
        raise NoSuvError("the time of the injection is missing")
    if not clock or (scanned.tzinfo is not None and zone is None):
        raise NoSuvError("only one of the times of injection and scan names its time zone")
    local = scanned.astimezone(zone) if zone else scanned
    found = _moment("injection", local.strftime("%Y%m%d") + clock, zone)
    assert found is not None
    return found


def _said(moment: datetime, with_day: bool) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S" if with_day else "%H:%M:%S")


def _zone(written: str) -> timezone | None:
    """The offset of "+0130"; None for what is none, which from -12 to +14 hours it has to be."""
    parts = _OFFSET.fullmatch(written)
    if parts is None:
        return None
    offset = timedelta(hours=int(parts[2]), minutes=int(parts[3])) * (-1 if parts[1] == "-" else 1)
    return timezone(offset) if timedelta(hours=-12) <= offset <= timedelta(hours=14) else None


def _moment(of: str, written: str, zone: timezone | None) -> datetime | None:
    """A DICOM date and time in its own zone, or else in `zone`; None where nothing is written.

    Raises NoSuvError where it cannot be read.
    """
    if not written:
        return None
    parts = _MOMENT.fullmatch(written.replace(":", ""))
    own = _zone(parts[3]) if parts and parts[3] else zone
    try:
        if parts is None or (parts[3] and own is None):
            raise ValueError
        whole = datetime.strptime(parts[1].ljust(14, "0"), "%Y%m%d%H%M%S")
        if not 1900 <= whole.year < 2200:  # others lie within a time zone of where time ends
            raise ValueError
    except ValueError:
        raise NoSuvError(f"the time of the {of} ({written}) cannot be read") from None
    return whole.replace(tzinfo=own) + timedelta(seconds=float(f"0{parts[2] or ''}"))
