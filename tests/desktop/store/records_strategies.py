"""Hypothesis strategies for every type of record, made from the types' own hints."""

from __future__ import annotations

from hypothesis import strategies as st

from viewer.case.calculation import Calculation, CalculationInput
from viewer.case.calibration import Calibration
from viewer.case.communication import Communication
from viewer.case.comparison import LesionPair
from viewer.case.contours import Contours, Structure
from viewer.case.finding import SIDES, ZONES, Evidence, Finding, Quantity
from viewer.case.geometry import Geometry
from viewer.case.key_image import KeyImage
from viewer.case.measurement import (
    Angle,
    Arrow,
    Bidirectional,
    CobbAngle,
    Placed,
    Polyline,
    Probe,
    Ruler,
    SpineLabel,
    TextNote,
)
from viewer.case.presentation import (
    Annotation,
    Graphic,
    PictureRef,
    Presentation,
    ShownArea,
    ShownWindow,
    Shutter,
    Words,
)
from viewer.case.prompt import Prompt, Prompts
from viewer.case.region import Region
from viewer.case.registration import Registration, RegistrationQuality
from viewer.case.report import ReportDraft, Reviewed, Section, Sentence, SignedReport, Waiver
from viewer.case.segmentation import Label, LabelStatistics, Segmentation
from viewer.case.source import Source
from viewer.case.terms import Code
from viewer.case.volume import Lut, Window

texts = st.text(max_size=12)
numbers = st.floats(allow_nan=False, allow_infinity=False)
points = st.tuples(numbers, numbers, numbers)
boxes = st.tuples(points, points)
sources = st.builds(Source, st.sampled_from(["user:Ärztin", "model:x@1"]), texts, texts, texts)
codes = st.builds(Code, texts, texts, texts)
ids = st.sampled_from(["a", "b", "c", "d"])  # few, so that edits meet the same record
quantities = st.builds(Quantity, texts, numbers, texts, st.none() | codes, st.none() | codes)
geometries = st.builds(
    lambda shape, scale: Geometry(
        shape, ((scale, 0.1, 0.0, 1.0), (0.0, 1.0, 0.3, 2.0), (0.0, 0.0, 1.0, 3.0), (0.0, 0.0, 0.0, 1.0)), "1.2.3"
    ),
    st.tuples(st.integers(1, 9), st.integers(1, 9), st.integers(1, 9)),
    st.floats(0.1, 10),
)
length_units, positive = st.sampled_from(["mm", "px"]), st.floats(0.001, 1e6)
rulers = st.builds(Ruler, ids, texts, texts, points, points, sources, length_units, points, texts, texts)


def placed(cls: type[Placed], spots: st.SearchStrategy, **more: st.SearchStrategy) -> st.SearchStrategy:
    """One kind of thing drawn, at points as it can have them."""
    return st.builds(cls, ids, texts, texts, spots, sources, length_units, points, texts, texts, **more)


def some(least: int, most: int) -> st.SearchStrategy:
    return st.lists(points, min_size=least, max_size=most).map(tuple)


crosses = st.tuples(st.floats(0.1, 99), st.floats(0.1, 99)).map(
    lambda half: ((-half[0], 0.0, 3.5), (half[0], 0.0, 3.5), (0.1, -half[1], 3.5), (0.1, half[1], 3.5))
)
regions = placed(Region, some(3, 5)) | placed(Region, some(4, 4), shape=st.sampled_from(["rectangle", "ellipse", "spline"]))
apart = st.just(((0.0, 0.5, 1.0), (3.0, 0.1, -2.0)))
labels = st.builds(
    Label, st.integers(0, 255), texts, codes, texts, st.lists(st.integers(1, 255), max_size=3).map(tuple)
)
statistics = st.builds(LabelStatistics, st.integers(0, 255), numbers, numbers, numbers, points, boxes)
segmentations = st.builds(
    Segmentation, ids, texts, texts, geometries, st.lists(labels, max_size=3).map(tuple),
    st.lists(statistics, max_size=3).map(tuple), texts, sources,
)  # fmt: skip
evidences = st.builds(
    Evidence, ids, texts, texts, boxes, st.none() | quantities, sources, texts, st.integers(0, 255), texts
)
findings = st.builds(
    Finding, ids, codes, codes, st.sampled_from(SIDES), st.sampled_from(ZONES), st.booleans(),
    st.sampled_from(["definite", "probable", "possible"]), st.sampled_from(["proposed", "accepted", "rejected"]),
    st.lists(texts, max_size=3).map(tuple), sources, texts,
)  # fmt: skip
sentences = st.builds(
    Sentence, ids, texts, st.lists(texts, max_size=2).map(tuple), st.lists(texts, max_size=2).map(tuple), sources
)
sections = st.builds(Section, texts, st.lists(sentences, max_size=3).map(tuple))
drafts = st.builds(ReportDraft, ids, texts, st.lists(sections, max_size=3).map(tuple), sources)
signed = st.builds(
    SignedReport, ids, texts, texts, texts, texts, texts, drafts, st.integers(1, 9), texts, st.booleans()
)
waivers = st.builds(Waiver, ids, texts, texts, sources)
key_images = st.builds(KeyImage, ids, codes, texts, texts, texts, st.integers(0, 999), sources)
spots = st.tuples(numbers, numbers)
some_spots = st.lists(spots, max_size=3).map(tuple)
units = st.sampled_from(["picture", "area"])
pictures = st.lists(st.builds(PictureRef, texts, st.lists(st.integers(1, 9), max_size=2).map(tuple)), max_size=2).map(tuple)
tables = st.none() | st.builds(Lut, st.integers(-9, 9), st.lists(st.integers(0, 65535), max_size=3).map(tuple))
windows = st.builds(Window, numbers, numbers, texts, st.sampled_from(["linear", "sigmoid"]), tables)
graphics = st.builds(Graphic, st.sampled_from(["point", "ellipse"]), some_spots, units, st.booleans())
words = st.builds(Words, texts, st.none() | st.tuples(spots, spots), units, st.none() | spots, units, st.booleans())
presentations = st.builds(
    Presentation, ids, texts, texts, texts, texts, texts, pictures, tables, st.none() | numbers, st.none() | numbers,
    st.lists(st.builds(ShownWindow, pictures, windows), max_size=2).map(tuple), tables, st.booleans(),
    st.lists(st.builds(ShownArea, pictures, spots, spots), max_size=2).map(tuple), st.sampled_from([0, 90]), st.booleans(),
    st.lists(st.builds(Shutter, st.sampled_from(["circle", "polygon"]), some_spots), max_size=2).map(tuple), numbers,
    st.lists(texts, max_size=2).map(tuple),
    st.lists(
        st.builds(Annotation, pictures, texts, st.lists(graphics, max_size=2).map(tuple), st.lists(words, max_size=2).map(tuple)),
        max_size=2,
    ).map(tuple),
    st.lists(texts, max_size=2).map(tuple), sources, numbers, numbers,
)  # fmt: skip
colours = st.none() | st.tuples(*[st.integers(0, 255)] * 3)
structures = st.builds(
    Structure.of, st.integers(1, 99), texts, colours,
    st.lists(st.tuples(st.sampled_from(["closed", "point"]), st.lists(st.tuples(numbers, numbers, numbers), max_size=3)), max_size=2).map(tuple),
)  # fmt: skip
contours = st.builds(Contours, ids, texts, texts, texts, st.lists(structures, max_size=2).map(tuple), sources)
spans = st.tuples(st.integers(0, 9), st.integers(0, 9))
prompts = st.builds(Prompt, st.just("point"), some(1, 1), st.booleans()) | st.builds(Prompt, st.just("lasso"), some(3, 5), st.booleans())
marked = st.builds(
    Prompts, ids, texts, st.integers(0, 255), texts, st.lists(prompts, max_size=3).map(tuple), sources,
    st.tuples(spans, spans, spans), st.binary(max_size=9),
)  # fmt: skip
qualities = st.builds(RegistrationQuality, *[numbers] * 9)
turned = st.sampled_from([((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)), ((0.0, -1.0, 0.0), (1.0, 0.0, 0.0), (0.0, 0.0, 1.0))])
rigid_rows = st.builds(lambda turn, move: tuple((*row, by) for row, by in zip(turn, move, strict=True)), turned, points)
registrations = st.builds(
    Registration, ids, texts, texts, texts, texts, texts, rigid_rows, st.sampled_from(["rigid", "by hand"]), st.none() | qualities, sources
)
pairs = st.builds(
    LesionPair, ids, texts.filter(bool), texts, texts, texts, texts, st.lists(quantities, max_size=2).map(tuple), texts, texts, points,
    points, numbers, texts, sources,
)  # fmt: skip
inputs = st.builds(CalculationInput, texts, texts, texts, st.booleans(), st.lists(texts, max_size=2).map(tuple))
calculations = st.builds(Calculation, ids, texts, texts, st.lists(inputs, max_size=2).map(tuple), texts, texts, texts, sources)
BY_TYPE = {
    Polyline: placed(Polyline, some(2, 5)), Bidirectional: placed(Bidirectional, crosses), Angle: placed(Angle, some(3, 3)),
    CobbAngle: placed(CobbAngle, some(4, 4)), Region: regions, Arrow: placed(Arrow, some(2, 2)),
    TextNote: placed(TextNote, some(1, 1)), Probe: placed(Probe, some(1, 1)), SpineLabel: placed(SpineLabel, some(1, 1)),
    Calibration: placed(Calibration, apart, length_mm=positive),
    Ruler: rulers, Segmentation: segmentations, Evidence: evidences, Finding: findings, ReportDraft: drafts,
    SignedReport: signed, Waiver: waivers, KeyImage: key_images, Presentation: presentations, Contours: contours,
    Prompts: marked, Registration: registrations, LesionPair: pairs,
    Calculation: calculations,
    Reviewed: st.builds(Reviewed, ids, texts, sources),
    Communication: st.builds(Communication, ids, texts, texts, texts, texts, st.booleans(), sources),
}  # fmt: skip
