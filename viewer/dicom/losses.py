"""Whether a picture was compressed with losses, which is said wherever it is shown (DICOM PS3.3 C.7.6.1.1.5)."""

from __future__ import annotations

from pydicom.dataset import Dataset

from viewer.dicom.headers import numbers, text

KEYWORDS = ("LossyImageCompression", "LossyImageCompressionRatio")
ALWAYS = ("1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51", "1.2.840.10008.1.2.4.53", "1.2.840.10008.1.2.4.55")
"""Encodings that always lose something: JPEG with a discrete cosine transform (PS3.5 8.2.1)."""


def lossy_of(dataset: Dataset, syntax_uid: str) -> str:
    """``lossy 10 : 1``, ``lossy`` where the ratio is not said, empty where nothing was lost.

    A picture that was once compressed with losses stays one, whatever it is stored in now.
    """
    if text(dataset, "LossyImageCompression") != "01" and syntax_uid not in ALWAYS:
        return ""
    ratios = [ratio for ratio in numbers(dataset, "LossyImageCompressionRatio") if ratio > 1]
    return f"lossy {max(ratios):.3g} : 1" if ratios else "lossy"
