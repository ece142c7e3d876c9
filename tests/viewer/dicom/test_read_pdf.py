"""A PDF inside a DICOM file is shown page by page, and bytes that are no PDF end in a sentence."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pdf_objects import CDA, make_pdf, write_pdf

from viewer.case.errors import KnownError
from viewer.dicom.decode import Decoder
from viewer.dicom.read_cda import cda_text
from viewer.dicom.read_pdf import MOST_PIXELS, encapsulated, page_count, page_text, render_page


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    with Decoder(processes=1, seconds_per_call=20) as decoder:
        yield decoder


def test_pages_are_drawn_and_read(tmp_path: Path, decoder: Decoder) -> None:
    path = str(write_pdf(tmp_path / "a.dcm", make_pdf("first", "second", "third")))
    assert decoder.call(page_count, path) == 3
    assert [decoder.call(page_text, path, page).strip() for page in range(3)] == ["first", "second", "third"]
    page = decoder.call(render_page, path, 1, 400)
    assert (page.width_px, page.height_px) == (400, 600)
    pixels = np.frombuffer(page.rgb, np.uint8).reshape(600, 400, 3)
    assert tuple(pixels[500, 50]) == (255, 0, 0), "red, not blue: the channels are in order"
    assert tuple(pixels[500, 350]) == tuple(pixels[200, 350]) == (255, 255, 255)


def test_document_is_kept_to_the_byte(tmp_path: Path) -> None:
    content = make_pdf("a") + b"%odd!"[: 1 - len(make_pdf("a")) % 2]
    assert encapsulated(write_pdf(tmp_path / "a.dcm", content)) == content


def test_a_page_of_a_kilometre_stays_small(tmp_path: Path) -> None:
    path = str(write_pdf(tmp_path / "a.dcm", make_pdf("x", size=(14_000, 14_000))))
    page = render_page(path, 0, 100_000)
    assert page.width_px * page.height_px <= MOST_PIXELS * 1.01


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"no pdf at all", "damaged"), (make_pdf("a")[:200], "damaged"), (b"%PDF-1.7\n" + b"\xff" * 4000, "damaged")],
)
def test_bytes_that_are_no_pdf_end_in_a_sentence(tmp_path: Path, decoder: Decoder, content: bytes, said: str) -> None:
    path = str(write_pdf(tmp_path / "a.dcm", content))
    with pytest.raises(KnownError, match=said):
        decoder.call(page_count, path)


def test_missing_document_and_missing_page_are_said(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.dcm", make_pdf("a"))
    with pytest.raises(KnownError, match="no page 8"):
        render_page(str(path), 7, 100)
    with pytest.raises(KnownError, match="missing"):
        encapsulated(write_pdf(tmp_path / "b.dcm", b""))


def test_a_crash_and_a_hang_cost_the_document_alone(tmp_path: Path) -> None:
    path = str(write_pdf(tmp_path / "a.dcm", make_pdf("a")))
    with Decoder(processes=1, seconds_per_call=3) as decoder:
        with pytest.raises(KnownError, match="crashed"):
            decoder.call(os._exit, 3)
        assert decoder.call(page_count, path) == 1
        with pytest.raises(KnownError, match="too long"):
            decoder.call(_sleep)
        assert decoder.call(page_count, path) == 1


def _sleep() -> None:
    import time

    time.sleep(60)


def test_clinical_document_is_read_as_text() -> None:
    assert cda_text(CDA).splitlines()[:4] == ["Operation note", "Findings", "Gall bladder inflamed.", "Stone 12 mm"]
    assert cda_text(CDA).splitlines()[4:] == ["Closed in layers."], "and nothing of the coded entry"


def test_clinical_document_with_entities_is_refused() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><a>&c;</a>'
    with pytest.raises(KnownError, match="entities"):
        cda_text(bomb)
    with pytest.raises(KnownError, match="no readable XML"):
        cda_text(b"<a><b></a>")
