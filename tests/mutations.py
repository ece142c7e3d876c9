"""Damaged DICOM files without end: seeds of every transfer syntax, and what can be done to them. One number, one file."""

from __future__ import annotations

import io
import os
import struct
import warnings
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import imagecodecs
import numpy as np
import pydicom
import pydicom.data
from pydicom.encaps import encapsulate

LARGEST_SEED = 300_000
MOST_BYTES = 400 << 20
Random = np.random.Generator
_HOSTILE_INTEGERS = (0, 1, 3, 7, 255, 4095, 32767, 32768, 65535)
_HOSTILE_NUMBERS = ("0", "-1", "1e300", "-1e300", "1e-300", "nan", "inf", "99999999999", "2147483647", "", "abc")
_WORDS = {
    "PhotometricInterpretation": ("RGB", "YBR_FULL", "YBR_FULL_422", "PALETTE COLOR", "MONOCHROME1", "CMYK", "YBR_RCT", "X"),
    "Modality": ("CT", "MR", "PT", "US", "SEG", "SR", "NM", "", "??"),
    "ImageType": ("ORIGINAL\\PRIMARY\\LOCALIZER", "DERIVED\\SECONDARY", "ORIGINAL\\PRIMARY\\M\\MOSAIC", "\\\\\\"),
    "SOPClassUID": ("1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.4.1", "1.2.3", ""),
    "SpecificCharacterSet": ("ISO_IR 100", "ISO 2022 IR 87", "\\ISO 2022 IR 149", "GB18030", "nonsense"),
}  # fmt: skip
_INTEGERS = (
    "Rows", "Columns", "BitsAllocated", "BitsStored", "HighBit", "PixelRepresentation", "SamplesPerPixel",
    "PlanarConfiguration", "PixelPaddingValue",
)  # fmt: skip
_NUMBERS = {
    "NumberOfFrames": 1, "RescaleSlope": 1, "RescaleIntercept": 1, "WindowCenter": 1, "WindowWidth": 1, "InstanceNumber": 1,
    "SliceThickness": 1, "PixelSpacing": 2, "ImagerPixelSpacing": 2, "ImagePositionPatient": 3, "ImageOrientationPatient": 6,
    "FrameTime": 1, "PatientWeight": 1,
}  # fmt: skip
_SYNTAXES = (
    "1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2", "1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.5",
    "1.2.840.10008.1.2.8.1", *(f"1.2.840.10008.1.2.4.{end}" for end in (50, 51, 57, 70, 80, 81, 90, 91, 102, 110, 201, 203)),
)  # fmt: skip


def seeds(shared: Path | None) -> list[bytes]:
    """Small whole files: those of the pydicom wheel, of `shared` where it is there, and a few made here."""
    folders = [Path(pydicom.data.__file__).parent / "test_files", *([shared] if shared else [])]
    found = []
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            if path.stat().st_size <= LARGEST_SEED:
                data = path.read_bytes()
                if data[128:132] == b"DICM":
                    found.append(data)
    return found + _made()


def _made() -> list[bytes]:
    """Syntaxes and layouts that the other seeds lack."""
    ramp = np.add.outer(np.arange(40), np.arange(48)).astype("<u2") * 40
    colour = np.stack([ramp // 20, ramp // 30, ramp // 40], axis=-1).astype(np.uint8)
    bomb = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    flood = bomb.compress(bytes(64 << 20)) + bomb.flush()
    made = [
        _file("1.2.840.10008.1.2.4.201", encapsulate([bytes(imagecodecs.htj2k_encode(ramp, reversible=True))])),
        _file("1.2.840.10008.1.2.4.110", encapsulate([bytes(imagecodecs.jpegxl_encode(ramp, lossless=True))])),
        _file("1.2.840.10008.1.2.4.110", encapsulate([bytes(imagecodecs.jpegxl_encode(colour, lossless=True))]), colour=True),
        _file("1.2.840.10008.1.2.8.1", encapsulate([zlib.compress(ramp.tobytes(), wbits=-15)] * 3), NumberOfFrames=3),
        _file("1.2.840.10008.1.2.8.1", encapsulate([flood])),
        _file("1.2.840.10008.1.2.1", ramp.tobytes() * 2, NumberOfFrames=2),
        _file("1.2.840.10008.1.2.1", np.linspace(-1, 1, 40 * 48, dtype="<f4").tobytes(), kind="FloatPixelData", BitsAllocated=32),
    ]
    plain = _file("1.2.840.10008.1.2.1", ramp.tobytes())
    start = 132 + 12 + struct.unpack_from("<I", plain, 140)[0]
    meta = plain[:start].replace(b"1.2.840.10008.1.2.1\0", b"1.2.840.10008.1.2.1.99")
    meta = meta.replace(b"UI\x14\x00" + b"1.2.840.10008.1.2.1.99", b"UI\x16\x00" + b"1.2.840.10008.1.2.1.99")
    meta = meta[:140] + struct.pack("<I", len(meta) - 144) + meta[144:]
    made.append(meta + zlib.compress(plain[start:], wbits=-15))
    made.append(meta + flood)
    return made


def _file(syntax_uid: str, pixels: bytes, colour: bool = False, kind: str = "PixelData", **elements: object) -> bytes:
    dataset = pydicom.Dataset()
    dataset.file_meta = pydicom.dataset.FileMetaDataset()
    stand_in = syntax_uid  # pydicom writes none that it does not know
    if syntax_uid != "1.2.840.10008.1.2.1":
        stand_in = "1.2.840.10008.1.2.4.50" if len(syntax_uid) <= 22 else "1.2.840.10008.1.2.4.201"
    dataset.file_meta.TransferSyntaxUID = stand_in
    dataset.SOPClassUID = dataset.file_meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.7"
    dataset.SOPInstanceUID = dataset.file_meta.MediaStorageSOPInstanceUID = "1.2.3.4"
    dataset.StudyInstanceUID, dataset.SeriesInstanceUID, dataset.Modality, dataset.PatientID = "1.2.3.5", "1.2.3.6", "OT", "P"
    dataset.Rows, dataset.Columns, dataset.BitsAllocated = 40, 48, 8 if colour else 16
    dataset.BitsStored, dataset.HighBit, dataset.PixelRepresentation = dataset.BitsAllocated, dataset.BitsAllocated - 1, 0
    dataset.SamplesPerPixel, dataset.PhotometricInterpretation = (3, "RGB") if colour else (1, "MONOCHROME2")
    if colour:
        dataset.PlanarConfiguration = 0
    for keyword, value in elements.items():
        setattr(dataset, keyword, value)
    setattr(dataset, kind, pixels)
    if kind == "PixelData":
        dataset["PixelData"].VR = "OW" if syntax_uid == "1.2.840.10008.1.2.1" else "OB"
    out = io.BytesIO()
    dataset.save_as(out, enforce_file_format=True)
    return out.getvalue().replace(stand_in.encode(), syntax_uid.encode().ljust(len(stand_in), b"\0"), 1)


def mutated(number: int, sound: Sequence[bytes]) -> tuple[str, bytes]:
    """What was done, and the damaged file; the same for the same number and seeds."""
    random = np.random.default_rng(number)
    data = bytearray(sound[int(random.integers(len(sound)))])
    done = []
    for _ in range(1 + int(random.random() < 0.3)):
        mutate = _MUTATIONS[int(random.integers(len(_MUTATIONS)))]
        done.append(mutate.__name__.strip("_"))
        data = mutate(data, random)
    return "+".join(done), bytes(data[:MOST_BYTES])


def _bits(data: bytearray, random: Random) -> bytearray:
    for at in random.integers(0, max(1, len(data)), int(random.integers(1, 17))):
        if data:
            data[at] ^= 1 << int(random.integers(8))
    return data


def _header_bits(data: bytearray, random: Random) -> bytearray:
    for at in random.integers(0, max(1, min(len(data), 3000)), int(random.integers(1, 9))):
        if data:
            data[at] ^= 1 << int(random.integers(8))
    return data


def _codestream_bytes(data: bytearray, random: Random) -> bytearray:
    """Into the pixels, most of it at their beginning, where codecs keep their tables."""
    at = max(0, data.rfind(b"\xe0\x7f\x10\x00"))
    for _ in range(int(random.integers(1, 12))):
        place = at + int(abs(random.normal(0, 120)))
        if place < len(data):
            data[place] = int(random.integers(256))
    return data


def _run(data: bytearray, random: Random) -> bytearray:
    at, length = int(random.integers(max(1, len(data)))), int(random.integers(1, 400))
    fill = (b"\x00", b"\xff", random.bytes(1))[int(random.integers(3))]
    data[at : at + length] = (random.bytes(length) if random.random() < 0.5 else fill * length)[: len(data) - at]
    return data


def _cut(data: bytearray, random: Random) -> bytearray:
    return data[: int(random.integers(max(1, len(data))))]


def _cut_end(data: bytearray, random: Random) -> bytearray:
    return data[: max(0, len(data) - int(random.integers(1, 200)))]


def _splice(data: bytearray, random: Random) -> bytearray:
    start, length, to = int(random.integers(max(1, len(data)))), int(random.integers(1, 2000)), int(random.integers(max(1, len(data))))
    piece = data[start : start + length]
    if random.random() < 0.5:
        del data[start : start + length]
    data[to:to] = piece
    return data


_TYPES = [kind.encode() for kind in ("UI", "SH", "LO", "DS", "IS", "US", "SS", "SQ", "OB", "OW", "UN", "PN", "CS", "UT")]


def _lengths(data: bytearray, random: Random) -> bytearray:
    """Elements that claim another length than they have."""
    for _ in range(int(random.integers(1, 4))):
        kind = _TYPES[int(random.integers(len(_TYPES)))]
        at = data.find(kind, int(random.integers(max(1, len(data)))))
        if at < 0:
            at = data.find(kind, 132)
        if 0 <= at <= len(data) - 8:
            lengths = (0, 1, 0xFFFF, 0xFFFE, 0x7FFFFFFF, 0xFFFFFFFE, 0xFFFFFFFF, int(random.integers(1 << 32)))
            length = lengths[int(random.integers(len(lengths)))]
            if kind in (b"SQ", b"OB", b"OW", b"UN", b"UT"):
                data[at + 4 : at + 8] = struct.pack("<I", length)
            else:
                data[at + 2 : at + 4] = struct.pack("<H", length & 0xFFFF)
    return data


def _nested(data: bytearray, random: Random) -> bytearray:
    """Sequences in sequences in sequences, closed or left open, in front of the data set."""
    depth = int(2 ** random.uniform(1, 13))
    undefined = random.random() < 0.5
    opening = struct.pack("<HH2sHI", 0x0008, 0x1115, b"SQ", 0, 0xFFFFFFFF) + struct.pack("<HHI", 0xFFFE, 0xE000, 0xFFFFFFFF)
    closing = struct.pack("<HHI", 0xFFFE, 0xE00D, 0) + struct.pack("<HHI", 0xFFFE, 0xE0DD, 0)
    nest = opening * depth + (closing * depth if undefined else b"")
    at = 132 + 12 + struct.unpack_from("<I", data, 140)[0] if len(data) > 144 else len(data)
    at = min(at, len(data)) if random.random() < 0.7 else int(random.integers(max(1, len(data))))
    data[at:at] = nest
    return data


def _claims(data: bytearray, random: Random) -> bytearray:
    """Well-formed files with values that cannot be: giant sizes, impossible numbers, another syntax."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            dataset = pydicom.dcmread(io.BytesIO(bytes(data)), force=True)
            for _ in range(int(random.integers(1, 5))):
                _claim(dataset, random)
            out = io.BytesIO()
            dataset.save_as(out, enforce_file_format=False)
        except Exception:
            return _bits(data, random)  # what cannot be read cannot be written again
    written = bytearray(out.getvalue())
    if random.random() < 0.3:
        now, then = (_SYNTAXES[int(random.integers(len(_SYNTAXES)))].encode() for _ in range(2))
        for syntax in sorted(_SYNTAXES, key=len, reverse=True):
            if syntax.encode() in written[:600]:
                now = syntax.encode()
                break
        if len(then) == len(now):
            written = written.replace(now, then, 1)
    return written


def _claim(dataset: pydicom.Dataset, random: Random) -> None:
    choice = int(random.integers(6))
    if choice == 0:
        dataset.Rows = dataset.Columns = 65535
        dataset.NumberOfFrames = int(random.choice([1, 1000, 2147483647]))
    elif choice == 1:
        _set_raw(dataset, _INTEGERS[int(random.integers(len(_INTEGERS)))], struct.pack("<H", int(random.choice(_HOSTILE_INTEGERS))))
    elif choice == 2:
        keyword = list(_NUMBERS)[int(random.integers(len(_NUMBERS)))]
        value = "\\".join(str(random.choice(_HOSTILE_NUMBERS)) for _ in range(_NUMBERS[keyword]))
        _set_raw(dataset, keyword, value.encode())
    elif choice == 3:
        keyword = list(_WORDS)[int(random.integers(len(_WORDS)))]
        _set_raw(dataset, keyword, str(random.choice(_WORDS[keyword])).encode())
    elif choice == 4:
        tags = [tag for tag in list(dataset._dict) if tag.group != 0x7FE0]
        if tags:
            del dataset[tags[int(random.integers(len(tags)))]]
    else:
        keyword = ("PatientName", "SeriesDescription", "StudyDate", "SOPInstanceUID")[int(random.integers(4))]
        _set_raw(dataset, keyword, random.bytes(int(random.integers(1, 40))))


def _set_raw(dataset: pydicom.Dataset, keyword: str, value: bytes) -> None:
    """An element with bytes of our own, whatever its type allows."""
    tag = pydicom.tag.Tag(keyword)
    implicit, little = dataset.original_encoding
    padded = value + b" " * (len(value) % 2)
    dataset[tag] = pydicom.dataelem.RawDataElement(
        tag, None if implicit else pydicom.datadict.dictionary_VR(tag).split(" ")[0], len(padded), padded, 0, bool(implicit),
        little is not False,
    )  # fmt: skip


_MUTATIONS: tuple[Callable[[bytearray, Random], bytearray], ...] = (
    _bits, _header_bits, _codestream_bytes, _codestream_bytes, _run, _cut, _cut_end, _splice, _lengths, _lengths, _nested,
    _claims, _claims, _claims,
)  # fmt: skip


def shared_folder() -> Path | None:
    """The folder of real files, where there is one."""
    folder = Path(os.environ.get("LIGHTBOX_TEST_DATA", Path(__file__).parent.parent.parent / "shared" / "data"))
    return folder if folder.is_dir() else None
