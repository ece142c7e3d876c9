"""Reading protocol buffers by hand: enough to look into an ONNX file before any native parser does.

The wire format is a row of fields: a varint of number and kind, then a varint, 8 bytes, a length with bytes, or 4 bytes
(Protocol Buffers documentation, *Encoding*).
"""

from __future__ import annotations

from collections.abc import Iterator

Field = tuple[int, int | memoryview]
_MOST_FIELDS = 5_000_000


class NotProtobuf(ValueError):
    """The bytes are not that."""


def fields(data: memoryview) -> Iterator[Field]:
    """Number and value of each field: a whole number, or the bytes of a text, a message or packed numbers.

    Raises
    ------
    NotProtobuf when a field reaches over the end, or is of a kind that does not exist.
    """
    place, count, size = 0, 0, len(data)
    while place < size:
        count += 1
        if count > _MOST_FIELDS:
            raise NotProtobuf("it has too many fields")
        key, place = varint(data, place)
        kind = key & 7
        if kind == 0:
            value, place = varint(data, place)
            yield key >> 3, value
            continue
        if kind == 2:
            length, place = varint(data, place)
        elif kind in (1, 5):
            length = 8 if kind == 1 else 4
        else:
            raise NotProtobuf(f"it has a field of kind {kind}")
        if length > size - place:
            raise NotProtobuf("a field is longer than the file")
        yield key >> 3, data[place : place + length]
        place += length


def varint(data: memoryview, place: int) -> tuple[int, int]:
    """A number of up to 64 bits in groups of 7, and the place after it."""
    value = 0
    for shift in range(0, 70, 7):
        if place >= len(data):
            raise NotProtobuf("it ends in the middle of a number")
        byte = data[place]
        place += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, place
    raise NotProtobuf("it has a number without end")


def text(value: int | memoryview) -> str:
    """The text of a field.

    Raises
    ------
    NotProtobuf when it is none.
    """
    if isinstance(value, int) or len(value) > 2**20:
        raise NotProtobuf("a name is none")
    try:
        return bytes(value).decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotProtobuf("a name is no text") from error


def message(value: int | memoryview) -> memoryview:
    """The bytes of a message in a field."""
    if isinstance(value, int):
        raise NotProtobuf("a message is a number")
    return value
