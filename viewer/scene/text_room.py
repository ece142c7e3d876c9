"""Room for texts on an image: how wide a text is, and where a label fits without touching another."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from viewer.scene.marks import Mark, Role, TextMark, Xy

TEXT_PX = 14.0
"""Height of a line of 12 px letters."""
GAP_PX = 6.0
"""Between a label and what it belongs to."""
FURTHEST_LINES = 5
"""How many lines above or below its thing a label may stand."""

_WIDTHS = (
    ("ijlI.,:;|'!/ -()[]·", 4.5),
    ("frtJ°", 6.1),
    ("mwMW%", 11.9),
    ("ACDGHNOQUVXRBZK@#&", 9.4),
)
_OTHER_LETTER, _WIDE_LETTER = 7.9, 12.0

_BETWEEN_WORDS = re.compile(r"(?<!\d)\s+|\s+(?!(?:mm|cm|HU|kV|s|ms|ml|%)(?:\W|$))")
"""Where a line may be broken: not between a number and its unit."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in pixels."""
Segment = tuple[Xy, Xy]


@lru_cache(4096)
def width_px(text: str, bold: bool = False) -> float:
    """No less than the width of a text of 12 px: the widths are those of a wide sans serif (DejaVu Sans).

    The scene knows no fonts; a font that is narrower leaves some room.
    """
    total = sum(next((width for letters, width in _WIDTHS if letter in letters), _other(letter)) for letter in text)
    return total * (1.12 if bold else 1.0)


def _other(letter: str) -> float:
    return _OTHER_LETTER if ord(letter) < 0x1100 else _WIDE_LETTER


def wrap(text: str, room_px: float, rows: int, width: Callable[[str], float] = width_px) -> list[str]:
    """Whole words on at most `rows` lines, a number with its unit as one; only a word that alone is too long is cut.

    The rest becomes ``…``.

    `width` measures a text, for those who know the font.
    """
    lines: list[str] = [""]
    words = [" ".join(word.split()) for word in _BETWEEN_WORDS.split(text.strip())]
    for at, word in enumerate(words):
        longer = f"{lines[-1]} {word}".strip()
        end = " …" if len(lines) == rows and at < len(words) - 1 else ""
        if width(longer + end) <= room_px:
            lines[-1] = longer
        elif len(lines) < rows and lines[-1]:
            lines.append(cut(word, room_px, width))
        else:
            lines[-1] = f"{lines[-1]} …" if lines[-1] else cut(word, room_px, width, more=bool(end))
            break
    return lines


def cut(word: str, room_px: float, width: Callable[[str], float] = width_px, more: bool = False) -> str:
    """As many letters as fit, with ``…`` for the others, or for `more` that would follow."""
    if not more and len(word) <= room_px and width(word) <= room_px:
        return word
    word = word[: max(int(room_px), 1)]  # no letter is narrower than a pixel, and a header may hold thousands
    while word and width(f"{word}…") > room_px:
        word = word[:-1]
    return f"{word}…"


def box_of(mark: TextMark) -> Box:
    """What a text covers, a little generously."""
    (x, y), width = mark.at_px, width_px(mark.text, mark.bold)
    left = x - width if "right" in mark.anchor else x if "left" in mark.anchor else x - width / 2
    top = y - TEXT_PX if "bottom" in mark.anchor else y if "top" in mark.anchor else y - TEXT_PX / 2
    return left, top, left + width, top + TEXT_PX


def _crosses(box: Box, start: Xy, end: Xy) -> bool:
    """Whether a straight line goes through a box (Liang and Barsky)."""
    first, last = 0.0, 1.0
    for axis in (0, 1):
        step, low, high = end[axis] - start[axis], box[axis] - start[axis], box[axis + 2] - start[axis]
        if step == 0:
            if low > 0 or high < 0:
                return False
            continue
        enter, leave = sorted((low / step, high / step))
        first, last = max(first, enter), min(last, leave)
    return first <= last


class LabelRoom:
    """What is taken on a pane. A label goes to the first free side of its thing, and its place is taken then."""

    def __init__(self, size_px: tuple[int, int], marks: Iterable[Mark] = ()) -> None:
        self._size_px = size_px
        self._taken = [box_of(mark) for mark in marks if isinstance(mark, TextMark) and mark.text]

    def label(self, text: str, colour: Role, around: Box) -> TextMark:
        """A label at the upper right of a box, or where there is no room, left, under or over it, or a little further off.

        Where no place is free it stays inside the pane, at the upper right.
        """
        return self.labels((text,), colour, around)[0]

    def labels(
        self, texts: Sequence[str], colour: Role, around: Box, must: bool = True, lines: Sequence[Segment] = ()
    ) -> tuple[TextMark, ...]:
        """The same for several lines of text, which stay together; without `must` they are left out where no place is free.

        A place off the `lines` of the thing itself is better than one on them.
        """
        left, top, right, bottom = around
        width, height, middle = max(map(width_px, texts)), len(texts) * TEXT_PX, (left + right) / 2
        first = TEXT_PX / 2
        places = [
            (right + GAP_PX, top - first),
            (left - GAP_PX - width, top - first),
            (right + GAP_PX, bottom + first - height),
            (left - GAP_PX - width, bottom + first - height),
            (middle - width / 2, bottom + GAP_PX),
            (middle - width / 2, top - GAP_PX - height),
        ]
        for away in range(1, FURTHEST_LINES + 1):  # a little further off is better than on another label
            shift = away * TEXT_PX
            places += [(x, y) for y in (bottom + shift, top - shift - height) for x in (right + GAP_PX, left - GAP_PX - width)]
        boxes = [(x, y, x + width, y + height) for x, y in places]
        boxes += [self._pushed_in(box) for box in boxes]
        free = [box for box in boxes if self._is_free(box)]
        clear = (box for box in free if not any(_crosses(box, *line) for line in lines))
        chosen = next(clear, next(iter(free), self._pushed_in(boxes[0]) if must else None))
        if chosen is None:
            return ()
        self._taken.append(chosen)
        return tuple(
            TextMark((chosen[0], chosen[1] + first + n * TEXT_PX), text, colour, "left") for n, text in enumerate(texts)
        )

    def _is_free(self, box: Box) -> bool:
        return box == self._pushed_in(box) and not any(
            box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3] for other in self._taken
        )

    def _pushed_in(self, box: Box) -> Box:
        width, height = box[2] - box[0], box[3] - box[1]
        left = max(min(box[0], self._size_px[0] - width - 2), 2.0)
        top = max(min(box[1], self._size_px[1] - height - 2), 2.0)
        return box if (left, top) == box[:2] else (left, top, left + width, top + height)
