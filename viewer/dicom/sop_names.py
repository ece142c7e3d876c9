"""What a DICOM object is, in a radiologist's words."""

from __future__ import annotations

from pydicom.uid import UID

KEY_OBJECTS = "1.2.840.10008.5.1.4.1.1.88.59"
ENCAPSULATED_PDF = "1.2.840.10008.5.1.4.1.1.104.1"
ENCAPSULATED_CDA = "1.2.840.10008.5.1.4.1.1.104.2"
HANGING_PROTOCOL = "1.2.840.10008.5.1.4.38.1"
PRESENTATION_STATES = "1.2.840.10008.5.1.4.1.1.11."
REPORTS = "1.2.840.10008.5.1.4.1.1.88."
WAVEFORMS = "1.2.840.10008.5.1.4.1.1.9."
RAW_DATA = "1.2.840.10008.5.1.4.1.1.66"

NAMES = {
    KEY_OBJECTS: "Key images",
    ENCAPSULATED_PDF: "PDF document",
    ENCAPSULATED_CDA: "Clinical document (CDA)",
    HANGING_PROTOCOL: "Hanging protocol",
    "1.2.840.10008.5.1.4.1.1.11.1": "Presentation state (grey)",
    "1.2.840.10008.5.1.4.1.1.11.2": "Presentation state (colour)",
    "1.2.840.10008.5.1.4.1.1.88.11": "Text report",
    "1.2.840.10008.5.1.4.1.1.88.22": "Report with measurements (Enhanced SR)",
    "1.2.840.10008.5.1.4.1.1.88.33": "Measurement report (Comprehensive SR)",
    "1.2.840.10008.5.1.4.1.1.88.34": "Measurement report (Comprehensive 3D SR)",
    "1.2.840.10008.5.1.4.1.1.88.50": "Mammography CAD report",
    "1.2.840.10008.5.1.4.1.1.88.65": "Chest CAD report",
    "1.2.840.10008.5.1.4.1.1.88.67": "X-ray dose report",
    "1.2.840.10008.5.1.4.1.1.88.68": "Radiopharmaceutical dose report",
    "1.2.840.10008.5.1.4.1.1.88.40": "Procedure log",
    "1.2.840.10008.5.1.4.1.1.9.1.1": "12-lead ECG",
    "1.2.840.10008.5.1.4.1.1.9.1.2": "ECG",
    RAW_DATA: "Raw data",
    "1.2.840.10008.5.1.4.1.1.67": "Real world value mapping",
    "1.2.840.10008.5.1.4.1.1.66.7": "Segmentation (label map)",
}


def sop_class_name(uid: str) -> str:
    """The name of a kind of object: ours, else DICOM's own without "Storage", else that it is private or unknown."""
    if uid in NAMES:
        return NAMES[uid]
    name = UID(uid).name if uid else ""
    if name and name != uid:
        return str(name).removesuffix(" Storage")
    return f"Private object ({uid})" if uid else "Object of unknown kind"


def is_picture(uid: str) -> bool | None:
    """Whether objects of this kind are pixels to look at; None for private, unknown and missing kinds."""
    name = str(UID(uid).name) if uid else ""
    if not name or name == uid or not name.endswith(("Storage", "Storage - For Presentation", "Storage - For Processing")):
        return None
    return any(word in name for word in ("Image", "Segmentation", "Parametric Map", "RT Dose")) and "Surface" not in name


def is_report(uid: str) -> bool:
    """Whether objects of this kind have a content tree (PS3.3 C.17.3)."""
    return uid.startswith(REPORTS)
