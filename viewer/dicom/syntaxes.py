"""Transfer syntaxes: which are read, by which family of codec, and how the others are named to the reader."""

from __future__ import annotations

from viewer.case.errors import KnownError

IMPLICIT_LE = "1.2.840.10008.1.2"
EXPLICIT_LE = "1.2.840.10008.1.2.1"
EXPLICIT_BE = "1.2.840.10008.1.2.2"
UNCOMPRESSED = frozenset((IMPLICIT_LE, EXPLICIT_LE, EXPLICIT_BE))
DEFLATED = "1.2.840.10008.1.2.1.99"
DEFLATED_FRAMES = "1.2.840.10008.1.2.8.1"
RLE = "1.2.840.10008.1.2.5"
_FOUR = "1.2.840.10008.1.2.4."
JPEG = frozenset(_FOUR + end for end in ("50", "51", "52", "53", "54", "55", "56"))
JPEG_LOSSLESS = frozenset(_FOUR + end for end in ("57", "58", "65", "66", "70"))
JPEG_LS = frozenset((_FOUR + "80", _FOUR + "81"))
JPEG_2000 = frozenset((_FOUR + "90", _FOUR + "91"))
HTJ2K = frozenset((_FOUR + "201", _FOUR + "202", _FOUR + "203"))
JPEG_XL = frozenset((_FOUR + "110", _FOUR + "111", _FOUR + "112"))
LOSSLESS = JPEG_LOSSLESS | {_FOUR + end for end in ("80", "90", "110", "201", "202")}
"""Compressions of JPEG's families that lose nothing, by their name."""
COMPRESSED = JPEG | JPEG_LOSSLESS | JPEG_LS | JPEG_2000 | HTJ2K | JPEG_XL | {RLE, DEFLATED_FRAMES}
SUPPORTED = UNCOMPRESSED | COMPRESSED | {DEFLATED}

_VIDEOS = {
    "100": "MPEG-2", "100.1": "MPEG-2", "101": "MPEG-2", "101.1": "MPEG-2",
    "102": "MPEG-4 (H.264)", "102.1": "MPEG-4 (H.264)", "103": "MPEG-4 (H.264)", "103.1": "MPEG-4 (H.264)",
    "104": "MPEG-4 (H.264)", "104.1": "MPEG-4 (H.264)", "105": "MPEG-4 (H.264)", "105.1": "MPEG-4 (H.264)",
    "106": "stereoscopic MPEG-4 (H.264)", "106.1": "stereoscopic MPEG-4 (H.264)", "107": "HEVC (H.265)",
    "108": "HEVC (H.265)",
}  # fmt: skip
_NEWER = {
    _FOUR + "110": "JPEG XL Lossless", _FOUR + "111": "JPEG XL JPEG Recompression", _FOUR + "112": "JPEG XL",
    DEFLATED_FRAMES: "Deflated Image Frame Compression",
}  # fmt: skip
"""Names that pydicom's dictionary does not have yet."""
_ELSEWHERE = frozenset((_FOUR + "94", _FOUR + "95", _FOUR + "204", _FOUR + "205"))


def check_readable(syntax_uid: str) -> None:
    """Raises KnownError, naming the compression, for pixels that no decoder here reads."""
    if syntax_uid in SUPPORTED:
        return
    video = _VIDEOS.get(syntax_uid.removeprefix(_FOUR)) if syntax_uid.startswith(_FOUR) else None
    if video is not None:
        article = "An" if video[0] in "MH" else "A"
        raise KnownError(f"{article} {video} video, which this version does not play.", "Open it with a video player.")
    if syntax_uid in _ELSEWHERE:
        raise KnownError("The file holds no picture: its pixels lie on an image server (JPIP).")
    raise KnownError(f"The pictures are compressed in a way this version does not read: {name_of(syntax_uid)}.")


def name_of(syntax_uid: str) -> str:
    """A transfer syntax in words (DICOM PS3.6 A), or its number where it is private or unknown."""
    from pydicom.uid import UID

    name = _NEWER.get(syntax_uid) or UID(syntax_uid).name
    return f"{name} ({syntax_uid})" if name != syntax_uid else f"an unknown or private one ({syntax_uid})"
