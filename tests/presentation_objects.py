"""A presentation state made by hand: a window, a shown area, shutters, shapes and texts on one picture."""

from __future__ import annotations

from collections.abc import Sequence

from pydicom.dataset import Dataset


def picture(uid: str, *frames: int) -> Dataset:
    made = Dataset()
    made.ReferencedSOPClassUID, made.ReferencedSOPInstanceUID = "1.2.840.10008.5.1.4.1.1.2", uid
    if frames:
        made.ReferencedFrameNumber = list(frames)
    return made


def table(first: int, bits: int, values: Sequence[int]) -> Dataset:
    made = Dataset()
    made.add_new("LUTDescriptor", "SS" if first < 0 else "US", [len(values), first, bits])
    made.add_new("LUTData", "US", list(values))
    return made


def shape(kind: str, points: Sequence[float], units: str = "PIXEL", filled: str = "N") -> Dataset:
    made = Dataset()
    made.GraphicAnnotationUnits, made.GraphicDimensions = units, 2
    made.NumberOfGraphicPoints, made.GraphicData = len(points) // 2, list(points)
    made.GraphicType, made.GraphicFilled = kind, filled
    return made


def words(said: str, **values: object) -> Dataset:
    made = Dataset()
    made.UnformattedTextValue = said
    for keyword, value in values.items():
        setattr(made, keyword, value)
    return made


def annotation(layer: str, graphics: Sequence[Dataset] = (), texts: Sequence[Dataset] = (), pictures: Sequence[Dataset] = ()) -> Dataset:
    made = Dataset()
    made.GraphicLayer = layer
    if graphics:
        made.GraphicObjectSequence = list(graphics)
    if texts:
        made.TextObjectSequence = list(texts)
    if pictures:
        made.ReferencedImageSequence = list(pictures)
    return made


def area(first: tuple[int, int], last: tuple[int, int]) -> Dataset:
    made = Dataset()
    made.DisplayedAreaTopLeftHandCorner, made.DisplayedAreaBottomRightHandCorner = list(first), list(last)
    made.PresentationSizeMode = "SCALE TO FIT"
    return made


def state(series_uid: str, pictures: Sequence[Dataset], **values: object) -> Dataset:
    made = Dataset()
    made.SOPClassUID, made.SOPInstanceUID = "1.2.840.10008.5.1.4.1.1.11.1", "2.25.11"
    made.StudyInstanceUID, made.SeriesInstanceUID, made.Modality = "2.25.5", "2.25.12", "PR"
    made.PatientID, made.PatientName = "P1", "Doe^Jane"
    made.ContentLabel, made.ContentDescription, made.ContentCreatorName = "ARROWS", "Round shadow", "Müller^Ada"
    made.SpecificCharacterSet = "ISO_IR 192"
    series = Dataset()
    series.SeriesInstanceUID, series.ReferencedImageSequence = series_uid, list(pictures)
    made.ReferencedSeriesSequence = [series]
    for keyword, value in values.items():
        setattr(made, keyword, value)
    return made
