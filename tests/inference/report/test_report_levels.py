"""Vertebrae, discs, segments and ligaments keep their own name: in what was typed, in each language, and in the check."""

import pytest

from desktop.workflows.review import from_words
from inference.report.facts_file import facts_from_json
from inference.report.levels import elsewhere, levels, liver_segment, spinal_level
from inference.report.plan import plan
from inference.report.realise import realise
from inference.report.templates import choose_template
from inference.report.verify import check, check_text
from viewer.case.facts import FactTable
from viewer.case.finding import Evidence, Finding
from viewer.case.source import by


def facts_of(what: str, where: str, side: str = "none") -> FactTable:
    finding = {"what": what, "where": where, "side": side}
    return facts_from_json({"study": {"modality": "MR", "body_part": "LSPINE", "date": "20261114"}, "findings": [finding]})


@pytest.mark.parametrize(
    ("said", "known", "wrong"),
    [
        ("L4-L5", "L4/5", False), ("L5-S1", "L4-L5", True), ("L4", "L4-L5", False), ("L2", "L1", True),
        ("segment 6", "segment VI", False), ("segment II", "segment VI", True), ("segment IV", "segment IVa", False),
        ("ACL", "anterior cruciate ligament", False), ("PCL", "anterior cruciate ligament", True),
        ("aneurysm at L3", "abdominal aorta", False), ("ascending aorta", "abdominal aorta", True),
        ("10th rib", "9th rib", True), ("T2-weighted", "T8", False), ("the spine", "L1", False),
    ],
)  # fmt: skip
def test_parts_of_one_kind_are_held_against_each_other(said: str, known: str, wrong: bool) -> None:
    assert elsewhere(levels(said), levels(known)) is wrong


def test_a_place_that_is_only_a_level_is_one() -> None:
    assert spinal_level("l4-5") == "L4-L5" and spinal_level("lumbar spine") == ""
    assert liver_segment("Segment 4a") == "IVa" and liver_segment("liver") == ""


@pytest.mark.parametrize(
    ("where", "right", "wrong"),
    [
        ("L4-L5", "Disc herniation at L4/5.", "Disc herniation at L5-S1."),
        ("L4-L5", "There is a disc herniation at L4-5.", "There is a disc herniation at L3-L4."),
    ],
)
def test_another_level_is_an_objection(where: str, right: str, wrong: str) -> None:
    facts = facts_of("disc herniation", where)
    assert not check_text(f"FINDINGS: {right}", facts).blocking
    assert [one.kind for one in check_text(f"FINDINGS: {wrong}", facts).problems][:1] == ["anatomy"]


@pytest.mark.parametrize(
    ("what", "where", "side", "said"),
    [
        ("disc herniation", "L4-L5", "none", ("at L4-L5", "In Höhe L4-L5", "en L4-L5", "en L4-L5")),
        ("haemangioma", "segment VI", "none", ("in segment VI", "Im Segment VI", "en el segmento VI", "dans le segment VI")),
        ("tear", "anterior cruciate ligament", "right", (
            "in the right anterior cruciate ligament", "Am rechten vorderen Kreuzband", "en el ligamento cruzado anterior derecho",
            "au niveau du ligament croisé antérieur droit")),
        ("aneurysm", "abdominal aorta", "none", ("in the abdominal aorta", "An der abdominalen Aorta", "en la aorta abdominal", "au niveau de l'aorte abdominale")),
        ("fracture", "femoral neck", "left", ("in the left femoral neck", "Am linken Schenkelhals", "en el cuello femoral izquierdo", "au niveau du col fémoral gauche")),
        ("fracture", "rib", "left", ("in a left rib", "An einer linken Rippe", "en una costilla izquierda", "d'une côte gauche")),
        ("atelectasis", "lingula", "left", ("in the lingula", "In der Lingula", "en la língula", "dans la lingula")),
        ("fracture", "malleolus", "left", ("in the left malleolus", "„malleolus“", "«malleolus»", "« malleolus »")),
    ],
)  # fmt: skip
def test_no_language_loses_which_part_it_is(what: str, where: str, side: str, said: tuple[str, ...]) -> None:
    facts = facts_of(what, where, side)
    template = choose_template(facts.study)
    for language, words in zip(("en", "de", "es", "fr"), said, strict=True):
        report = realise(plan(facts, template, language=language), by("model:report-templates@1"))
        assert words in report.text, report.text
        assert not [one for one in check(report, facts).problems if one.kind != "field"]


@pytest.mark.parametrize(
    ("text", "where", "zone"),
    [
        ("Fracture of the L2 vertebral body", "L2", ""),
        ("disc herniation at L4/5", "L4-L5", ""),
        ("12 mm haemangioma in segment 6", "segment VI", ""),
        ("fracture of the left 7th rib", "7th rib", ""),
        ("tear of the right ACL", "ACL", ""),
        ("tear of the medial meniscus", "medial meniscus", ""),
        ("fracture of the left femoral neck", "femoral neck", ""),
        ("6 mm nodule in the right upper lobe", "Upper lobe", "upper"),
        ("nodule in the upper zone of the left lung", "Lung", "upper"),
    ],
)
def test_what_is_typed_keeps_its_place(text: str, where: str, zone: str) -> None:
    edit = from_words(text, "user:reader")
    finding = next(change.after for change in edit.changes if isinstance(change.after, Finding))
    assert (finding.where.meaning, finding.zone if where == "Lung" else "") == (where, zone if where == "Lung" else "")


def test_how_many_were_typed_is_kept() -> None:
    edit = from_words("Two cysts in the right kidney", "user:reader")
    counted = [change.after.quantity for change in edit.changes if isinstance(change.after, Evidence)]
    assert [(one.kind, one.value) for one in counted if one] == [("count", 2.0)]
    assert not [change for change in from_words("Multiple cysts in the right kidney", "user:reader").changes if isinstance(change.after, Evidence)]
