"""PDF documents inside DICOM files (Encapsulated PDF). PDF bytes are untrusted: these run in a decoder process.

`Decoder.call(page_count, path)`, `Decoder.call(render_page, path, ...)` and `Decoder.call(page_text, path, ...)`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from viewer.case.errors import KnownError
from viewer.dicom.content_tree import cleaned, read_dataset
from viewer.dicom.headers import integer, value

MOST_BYTES = 256 << 20
MOST_PIXELS = 12_000_000
"""Of a rendered page: A4 at 300 dpi has 8.7 million. A page may claim to be a kilometre wide."""
PDF_UNITS_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class PageImage:
    """One rendered page: `rgb` is height x width x 3 bytes, row by row."""

    width_px: int
    height_px: int
    rgb: bytes


def encapsulated(path: Path) -> bytes:
    """The document as it was put into the file (PS3.3 C.24.2), without the padding byte.

    Raises KnownError when there is none.
    """
    dataset = read_dataset(path, MOST_BYTES)
    document = value(dataset, "EncapsulatedDocument")
    if not isinstance(document, bytes) or not document:
        raise KnownError("The document itself is missing from the file.")
    length = integer(dataset, "EncapsulatedDocumentLength")
    return document[:length] if length and 0 < length <= len(document) else document


def page_count(path: str) -> int:
    """How many pages the PDF in a DICOM file has."""
    with _open(path) as document:
        return len(document)


def render_page(path: str, page: int, width_px: int) -> PageImage:
    """One page (from 0), `width_px` wide, or as wide as `MOST_PIXELS` allow.

    Raises KnownError when it cannot be drawn.
    """
    with _open(path) as document:
        if not 0 <= page < len(document):
            raise KnownError(f"The document has no page {page + 1}.")
        width, height = document[page].get_size()
        if not (width > 0 and height > 0):
            raise KnownError(f"Page {page + 1} has no size.")
        scale = min(width_px / width, (MOST_PIXELS / (width * height)) ** 0.5)
        if min(width, height) * scale < 1:
            raise KnownError(f"Page {page + 1} is so narrow or wide that it cannot be drawn.")
        bitmap = document[page].render(scale=scale, may_draw_forms=False)
        image = bitmap.to_numpy()[:, :, ::-1]  # BGR
        return PageImage(image.shape[1], image.shape[0], image.tobytes())


def page_text(path: str, page: int) -> str:
    """The words on a page (from 0), empty where it is a scanned picture."""
    with _open(path) as document:
        return cleaned(document[page].get_textpage().get_text_range())


@contextmanager
def _open(path: str) -> Iterator[Any]:
    import pypdfium2

    content = encapsulated(Path(path))
    try:
        document = pypdfium2.PdfDocument(content)
        try:
            yield document
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise KnownError(
            "The PDF asks for a password." if locked else "The PDF is damaged and cannot be shown.",
            "Save it and open it in another program.",
        ) from error
