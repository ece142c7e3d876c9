"""Names come out right in every character set; where the bytes are not what is declared, that is said."""

from __future__ import annotations

from pathlib import Path

import pydicom
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydicom.data import get_charset_files
from pydicom.filebase import DicomBytesIO
from soak import count

from viewer.case.study import Problem
from viewer.dicom.charset import LOST, Decoded, decode
from viewer.dicom.headers import doubtful_texts, items, read_header, text

NAMES = {  # DICOM PS3.5 annexes H, I, J, K and Clunie's published examples
    "chrArab.dcm": "قباني^لنزار",
    "chrFren.dcm": "Buc^Jérôme",
    "chrFrenMulti.dcm": "Buc^Jérôme",
    "chrGerm.dcm": "Äneas^Rüdiger",
    "chrGreek.dcm": "Διονυσιος",
    "chrH31.dcm": "Yamada^Tarou=山田^太郎=やまだ^たろう",
    "chrH32.dcm": "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう",
    "chrHbrw.dcm": "שרון^דבורה",
    "chrI2.dcm": "Hong^Gildong=洪^吉洞=홍^길동",
    "chrJapMulti.dcm": "やまだ^たろう",
    "chrJapMultiExplicitIR6.dcm": "やまだ^たろう",
    "chrKoreanMulti.dcm": "김희중",
    "chrRuss.dcm": "Люкceмбypг",
    "chrSQEncoding.dcm": "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう",
    "chrSQEncoding1.dcm": "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう",
    "chrX1.dcm": "Wang^XiaoDong=王^小東",
    "chrX2.dcm": "Wang^XiaoDong=王^小东",
}


def test_every_published_example_is_named_here() -> None:
    assert {Path(path).name for path in get_charset_files("*.dcm")} == NAMES.keys()


@pytest.mark.parametrize("file", sorted(NAMES))
def test_published_examples(file: str) -> None:
    (path,) = get_charset_files(file)
    dataset = read_header(Path(path)).dataset
    (holder,) = items(dataset, "RequestedProcedureCodeSequence") or [dataset]
    assert text(holder, "PatientName") == NAMES[file]
    assert doubtful_texts(dataset) == doubtful_texts(holder) == ()


def test_several_values_of_one_element() -> None:
    french = read_header(Path(get_charset_files("chrFrenMulti.dcm")[0])).dataset
    assert text(french, "OtherPatientNames") == "Buc^Jérôme\\Buc^Jérôme" and text(french, "OtherPatientIDs") == "eggs\\spam"
    japanese = read_header(Path(get_charset_files("chrJapMulti.dcm")[0])).dataset
    assert text(japanese, "OtherPatientNames") == "やまだ^たろう\\やまだ^たろう"
    assert text(japanese, "AdditionalPatientHistory") == "たろう"


def test_chinese_with_escape_sequences(real_data: Path) -> None:
    dataset = read_header(real_data / "malformed" / "charset_gb2312_iso2022_ir58.dcm").dataset
    assert text(dataset, "PatientName") == "Zhang^XiaoDong=张^小东" and doubtful_texts(dataset) == ()


@pytest.mark.parametrize(
    ("raw", "terms", "expected"),
    [
        ("Müller^Anna".encode(), [], Decoded("Müller^Anna", "UTF-8")),
        ("Müller^Anna".encode(), ["ISO_IR 100"], Decoded("Müller^Anna", "UTF-8")),
        ("Иванов^Иван".encode(), ["ISO_IR 144"], Decoded("Иванов^Иван", "UTF-8")),
        ("王^小东".encode(), ["GB18030"], Decoded("王^小东", "UTF-8")),
        ("홍^길동".encode(), ["", "ISO 2022 IR 149"], Decoded("홍^길동", "UTF-8")),
        ("Müller".encode("latin-1"), [], Decoded(f"M{LOST}ller", lost=True)),
        ("Müller".encode("latin-1"), ["ISO_IR 192"], Decoded(f"M{LOST}ller", lost=True)),
        ("Müller".encode("latin-1"), ["ISO_IR 999"], Decoded(f"M{LOST}ller", lost=True)),
        ("Straße – neu".encode("cp1252"), ["ISO_IR 100"], Decoded(f"Straße {LOST} neu", lost=True)),
        ("山田^太郎".encode("shift_jis"), ["ISO_IR 13"], Decoded("山田^太郎", "Shift JIS")),
        ("王^小东".encode("gb18030"), ["GB18030"], Decoded("王^小东")),
        ("ТАТА".encode("iso8859_5"), ["ISO_IR 144"], Decoded("ТАТА")),  # these bytes are valid UTF-8 too
        ("Müller".encode("latin-1"), ["ISO-IR-100"], Decoded("Müller")),
        ("Müller".encode(), ["UTF-8"], Decoded("Müller")),
        (b"\x1b$B;3ED\x1b(B", [], Decoded("山田", "Japanese JIS X 0208")),
        (b"\x1b$)C" + "홍".encode("euc_kr") + b"^" + "길동".encode("euc_kr"), ["", "ISO 2022 IR 149"],
         Decoded("홍^길동", "Korean KS X 1001")),
        (b"A\x1b%Gx", ["", "ISO 2022 IR 87"], Decoded(f"A{LOST}%Gx", lost=True)),
        (b"\x1b-F" + "Διον".encode("iso8859_7"), ["ISO 2022 IR 100", "ISO 2022 IR 126"], Decoded("Διον")),
        (b"Buc^J\xe9r\xf4me", ["ISO 2022 IR 100", "ISO 2022 IR 126"], Decoded("Buc^Jérôme")),
        (b"\x1b$(D" + b"\x30\x21", ["", "ISO 2022 IR 159"], Decoded("丂")),
    ],
)  # fmt: skip
def test_what_is_not_as_declared_is_said(raw: bytes, terms: list[str], expected: Decoded) -> None:
    assert decode(raw, terms, is_name=True) == expected


def test_a_backslash_byte_inside_a_sign_is_no_delimiter() -> None:
    gbk = [sign for sign in map(chr, range(0x4E00, 0x9FA5)) if sign.encode("gb18030")[1:] in (b"\\", b"^")]
    assert len(gbk) > 200
    for one in gbk:
        assert decode(f"{one}^B\\C".encode("gb18030"), ["GB18030"], True).text == f"{one}^B\\C"


def test_a_backslash_byte_inside_a_japanese_sign_is_no_delimiter() -> None:
    inside = [sign for sign in map(chr, range(0x4E00, 0x9FA5)) if b"\\" in _jis(sign)]
    assert len(inside) > 50
    for sign in inside:
        assert decode(b"\x1b$B" + _jis(sign) + b"\x1b(B\\x", ["", "ISO 2022 IR 87"], True) == Decoded(f"{sign}\\x")


def _jis(sign: str) -> bytes:
    try:
        return bytes(byte & 0x7F for byte in sign.encode("euc_jp")) if len(sign.encode("euc_jp")) == 2 else b""
    except UnicodeEncodeError:
        return b""


CODECS = {"ISO_IR 100": "latin-1", "ISO_IR 144": "iso8859_5", "ISO_IR 126": "iso8859_7", "ISO_IR 192": "utf-8", "GB18030": "gb18030"}


@settings(max_examples=count(20_000), deadline=None)
@given(st.sampled_from(sorted(CODECS)), st.text(st.characters(categories=["Lu", "Ll", "Lo"]), max_size=12))
def test_letters_come_back(term: str, letters: str) -> None:
    codec = CODECS[term]
    letters = "".join(sign for sign in letters if _fits(sign, codec))
    found = decode(letters.encode(codec), [term], True)
    assert found.text == letters or found.read_as == "UTF-8"  # a chance of bytes, and then it is said


def _fits(sign: str, codec: str) -> bool:
    try:
        return sign.encode(codec).decode(codec) == sign and not 0x7F < ord(sign) < 0xA0
    except UnicodeEncodeError:
        return False


@settings(max_examples=count(20_000), deadline=None)
@given(st.binary(max_size=40), st.lists(st.sampled_from(["", "ISO_IR 100", "ISO 2022 IR 87", "ISO 2022 IR 149", "ISO 2022 IR 58", "ISO_IR 192", "GB18030", "ISO 2022 IR 13", "?"]), max_size=4), st.booleans())  # fmt: skip
def test_no_bytes_are_an_error(raw: bytes, terms: list[str], is_name: bool) -> None:
    found = decode(raw, terms, is_name)
    assert (LOST in found.text) <= (found.lost or LOST.encode() in raw or b"\x841\xa47" in raw)
    found.text.encode()


def test_files_say_it_in_a_sentence(tmp_path: Path) -> None:
    dataset = pydicom.Dataset()
    dataset.PatientName = "x"
    dataset.PatientID = "7"
    dataset._dict[dataset.data_element("PatientName").tag].value = b"M\xfcller^Anna"
    dataset.file_meta = pydicom.dataset.FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = pydicom.uid.ImplicitVRLittleEndian
    held = DicomBytesIO()
    dataset.save_as(held, enforce_file_format=False, implicit_vr=True, little_endian=True)
    path = tmp_path / "a.dcm"
    path.write_bytes(held.getvalue())
    sentence = "Parts of the patient's name cannot be read in the declared character set (none); � stands for each lost sign."
    assert doubtful_texts(read_header(path).dataset) == (Problem("warning", sentence),)
