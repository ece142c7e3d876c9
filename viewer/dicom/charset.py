"""Text out of DICOM bytes: what Specific Character Set declares, and what to do when the bytes are something else.

A file's text is decoded as declared (DICOM PS3.3 C.12.1.1.2, PS3.5 6.1). Where that is impossible, or plainly
wrong, another reading is taken and named; what nothing can read becomes U+FFFD. Nothing is guessed in silence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

LOST = "�"
_WHOLE = {"192": "utf_8", "GB18030": "gb18030", "GBK": "gbk"}
"""Sets that have no escape sequences: one codec reads all of a value (a backslash byte inside a sign is no delimiter)."""
_SINGLE = {
    "100": "iso8859_1", "101": "iso8859_2", "109": "iso8859_3", "110": "iso8859_4", "144": "iso8859_5",
    "127": "iso8859_6", "126": "iso8859_7", "138": "iso8859_8", "148": "iso8859_9", "203": "iso8859_15",
    "166": "iso8859_11", "13": "shift_jis",
}  # fmt: skip
_NAMES = {
    "100": "Western European", "101": "Central European", "109": "South European", "110": "Baltic", "144": "Cyrillic",
    "127": "Arabic", "126": "Greek", "138": "Hebrew", "148": "Turkish", "203": "Western European with euro",
    "166": "Thai", "13": "Japanese katakana", "58": "Chinese GB 2312", "87": "Japanese JIS X 0208",
    "149": "Korean KS X 1001", "159": "Japanese JIS X 0212",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Half:
    """One half of a code table: bytes per sign, and the codec that knows the sign once `before` and bit 8 are set."""

    number: str
    codec: str
    width: int = 1
    before: bytes = b""


_ASCII = _Half("6", "ascii")
_ESCAPES: dict[bytes, tuple[int, _Half]] = {  # PS3.3 table C.12-3 and C.12-4; 0: G0 (bytes below 80H), 1: G1
    b"\x1b(B": (0, _ASCII), b"\x1b(J": (0, _ASCII),  # JIS X 0201 romaji: a yen sign is DICOM's backslash
    b"\x1b$B": (0, _Half("87", "euc_jp", 2)), b"\x1b$(D": (0, _Half("159", "euc_jp", 2, b"\x8f")),
    b"\x1b$)C": (1, _Half("149", "cp949", 2)), b"\x1b$)A": (1, _Half("58", "gbk", 2)),
    b"\x1b)I": (1, _Half("13", "shift_jis")), b"\x1b-A": (1, _Half("100", "iso8859_1")),
    b"\x1b-B": (1, _Half("101", "iso8859_2")), b"\x1b-C": (1, _Half("109", "iso8859_3")),
    b"\x1b-D": (1, _Half("110", "iso8859_4")), b"\x1b-L": (1, _Half("144", "iso8859_5")),
    b"\x1b-G": (1, _Half("127", "iso8859_6")), b"\x1b-F": (1, _Half("126", "iso8859_7")),
    b"\x1b-H": (1, _Half("138", "iso8859_8")), b"\x1b-M": (1, _Half("148", "iso8859_9")),
    b"\x1b-b": (1, _Half("203", "iso8859_15")), b"\x1b-T": (1, _Half("166", "iso8859_11")),
}  # fmt: skip
_WIDE_RIGHT = {half.number: half for place, half in _ESCAPES.values() if place == 1 and half.width == 2}


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text. `read_as` names the character set where it is not the declared one; `lost`: signs nobody can read."""

    text: str
    read_as: str = ""
    lost: bool = False

    @property
    def is_sure(self) -> bool:
        return not (self.read_as or self.lost)


def decode(raw: bytes, terms: Sequence[str], is_name: bool = False) -> Decoded:
    """One element's bytes as text, values still joined by backslashes.

    `terms` are the values of Specific Character Set, none where it is absent; `is_name` for Person Name, where
    ``^`` and ``=`` end an escape sequence too (PS3.5 6.1.2.5.3).
    """
    if raw.isascii() and b"\x1b" not in raw:
        return Decoded(raw.decode("ascii"))
    numbers = _numbers(tuple(terms))
    declared = _as_declared(raw, numbers, is_name)
    utf8 = _utf8(raw)
    if utf8 is not None and "192" not in numbers and (declared.lost or _is_rather(utf8, declared.text, numbers)):
        return Decoded(utf8, "UTF-8")
    if declared.lost and "13" in numbers and (text := _codec(raw, "shift_jis")) is not None:
        return Decoded(text, "Shift JIS")
    return declared


def declared_as(terms: Sequence[str]) -> str:
    """What the files say about their character set, for a sentence."""
    return ", ".join(term for term in terms if term) or "none"


@lru_cache(maxsize=64)
def _numbers(terms: tuple[str, ...]) -> tuple[str, ...]:
    """The registration numbers in the terms, however they are spelt: "ISO_IR 100", "ISO-IR-100", "ISO 2022 IR 100"."""
    found = []
    for position, term in enumerate(terms or ("",)):
        upper = term.strip(" \0").upper()
        spelt = re.fullmatch(r"ISO[ _-]*(?:2022[ _-]*)?IR[ _-]*(\d+)", upper)
        latin = re.fullmatch(r"(?:ISO[ _-]*)?8859[ _-]*(\d+)|LATIN[ _-]*(1)", upper)
        if spelt:
            found.append(spelt[1])
        elif upper.replace("-", "").replace("_", "") in ("UTF8", "UNICODE11UTF8"):
            found.append("192")
        elif latin:
            codec = f"iso8859_{latin[1] or latin[2]}"
            found.append(next((number for number, name in _SINGLE.items() if name == codec), "6"))
        else:
            found.append(upper if upper in _WHOLE else "6" if position == 0 or not upper else "")
    return tuple(found)


def _as_declared(raw: bytes, numbers: Sequence[str], is_name: bool) -> Decoded:
    if numbers[0] in _WHOLE and b"\x1b" not in raw:
        codec = _WHOLE[numbers[0]]
        text = _codec(raw, codec)
        return Decoded(raw.decode(codec, "replace"), lost=True) if text is None else Decoded(text)
    first = _SINGLE.get(numbers[0])
    start = _Half(numbers[0], first) if first else None
    return _with_escapes(raw, start, numbers, is_name)


def _with_escapes(raw: bytes, start: _Half | None, numbers: Sequence[str], is_name: bool) -> Decoded:
    """ISO 2022: each half of the code table as the last escape sequence set it; delimiters set both back."""
    delimiters = b"\\\r\n\f\t" + (b"^=" if is_name else b"")
    spare = next((_WIDE_RIGHT[number] for number in numbers if number in _WIDE_RIGHT), None)
    left, right = _ASCII, start
    out: list[str] = []
    undeclared: dict[str, None] = {}
    lost = False
    at = 0
    while at < len(raw):
        byte = raw[at]
        if byte == 0x1B:
            sequence = next((known for known in _ESCAPES if raw.startswith(known, at)), b"")
            if sequence:
                place, half = _ESCAPES[sequence]
                left, right = (half, right) if place == 0 else (left, half)
                if half is not _ASCII and half.number not in numbers:
                    undeclared[_NAMES[half.number]] = None
            else:
                lost = True
                out.append(LOST)
            at += len(sequence) or 1
            continue
        if byte <= 0x20 or byte == 0x7F or (left.width == 1 and byte in delimiters):
            if byte in delimiters:
                left, right = _ASCII, start
            out.append(chr(byte))
            at += 1
            continue
        half_now = left if byte < 0x80 else right
        if half_now is None and spare is not None:  # a delimiter took the set away and nobody gave it back
            half_now = spare
            undeclared[_NAMES[spare.number]] = None
        sign = _sign(raw[at : at + (half_now.width if half_now else 1)], half_now)
        lost = lost or sign is None
        out.append(LOST if sign is None else sign)
        at += half_now.width if half_now and sign is not None else 1
    return Decoded("".join(out), ", ".join(undeclared), lost)


def _sign(code: bytes, half: _Half | None) -> str | None:
    if half is None or len(code) != half.width:
        return None
    if half.width == 2:
        if (code[0] ^ code[1]) & 0x80:  # one byte of each half is no sign
            return None
        code = half.before + bytes(byte | 0x80 for byte in code)
    elif 0x80 <= code[0] < 0xA0 and half.number in _SINGLE:  # control codes, which no text of DICOM has
        return None
    return _codec(code, half.codec)


def _codec(raw: bytes, codec: str) -> str | None:
    try:
        return raw.decode(codec)
    except UnicodeDecodeError:
        return None


def _utf8(raw: bytes) -> str | None:
    return _codec(raw, "utf_8") if b"\x1b" not in raw and not raw.isascii() else None


def _is_rather(utf8: str, declared: str, numbers: Sequence[str]) -> bool:
    """Whether bytes that are valid as declared are UTF-8 all the same: letters there, and signs no name has here."""
    signs = [sign for sign in utf8 if ord(sign) > 0x7F]
    if not all(_is_letter(sign) for sign in signs):
        return False
    if numbers[0] in _SINGLE:
        return any(not _is_letter(sign) for sign in declared if ord(sign) > 0x7F)
    return all(ord(sign) >= 0x2E80 for sign in signs)  # East Asian as UTF-8, and by chance as GB 18030 or KS X 1001


def _is_letter(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LM" and sign not in "ªºµ"
