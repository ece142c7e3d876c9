"""Templates: chosen by what the study is, filled in by the reader, normal only where reviewed, changed by a site."""

from dataclasses import replace
from pathlib import Path

import pytest

from inference.report.facts_file import facts_from_json
from inference.report.fields import is_required, open_places
from inference.report.languages import LANGUAGES
from inference.report.lexicon import lexicon
from inference.report.plan import plan
from inference.report.realise import realise
from inference.report.style import read_style
from inference.report.templates import FOLDER, Template, all_templates, choose_template, template_by_id
from inference.report.verify import check
from viewer.case.errors import KnownError
from viewer.case.facts import FactTable, StudyFacts
from viewer.case.report import ReportDraft, Section
from viewer.case.source import by

READER = by("user:Ana")


def table(*findings: dict[str, object], modality: str = "CT", part: str = "CHEST") -> FactTable:
    rows = [{"id": f"F{number}", **finding} for number, finding in enumerate(findings, 1)]
    return facts_from_json({"study": {"modality": modality, "body_part": part, "date": "20261114"}, "findings": rows})


def drafted(facts: FactTable, template: Template, language: str = "en", reviewed: tuple[str, ...] = (), folder: Path | None = None) -> ReportDraft:
    marks = dict.fromkeys(reviewed, READER)
    return realise(plan(facts, template, "", language, marks, read_style(folder)), by("model:report-templates@1"))


def section(draft: ReportDraft, title: str) -> str:
    return next(section.text for section in draft.sections if section.title == title)


@pytest.mark.parametrize(
    ("modality", "part", "description", "id"),
    [
        ("CT", "CHEST", "", "ct_chest"), ("CT", "CHEST", "CT Low Dose Lung Screening", "ct_lung_screening"),
        ("CT", "CHEST", "CTPA", "ct_pulmonary_angiography"), ("CT", "", "CT Pulmonary Angiogram", "ct_pulmonary_angiography"),
        ("CT", "ABDOMEN", "CT ABDOMEN/PELVIS W", "ct_abdomen_pelvis"), ("CT", "ABDOMEN", "CT renal colic", "ct_renal_colic"),
        ("CT", "HEAD", "", "ct_head"), ("CT", "HEAD", "STROKE protocol", "ct_stroke"), ("CT", "CHESTABDPELVIS", "", "ct_chest_abdomen"),
        ("CT", "CHESTABDPELVIS", "Restaging RECIST", "ct_recist"), ("MR", "BRAIN", "", "mr_brain"), ("MR", "KNEE", "", "mr_knee"),
        ("MR", "", "MRI LUMBAR SPINE", "mr_lumbar_spine"), ("DX", "CHEST", "", "cr_chest"), ("MG", "BREAST", "", "mg_screening"),
        ("US", "", "Thyroid ultrasound", "us_thyroid"), ("US", "ABDOMEN", "", "us_abdomen"), ("PT", "", "", "pet_ct"),
        ("CT", "FOOT", "", "ct_general"), ("NM", "", "", "general"), ("MR", "FOOT", "", "general"),
    ],
)  # fmt: skip
def test_the_template_follows_modality_part_and_description(modality: str, part: str, description: str, id: str) -> None:
    assert choose_template(StudyFacts(modality, part, "", "", None), description).id == id


def test_there_are_templates_for_the_usual_examinations() -> None:
    assert len(all_templates()) >= 17
    headings = {term.heading for term in lexicon().anatomy.values()}
    for template in all_templates():
        assert set(template.organ_headings) <= headings, template.id
        assert all(set(normal.organs) <= set(lexicon().anatomy) and normal.heading in headings for normal in template.normals), template.id
        for texts in [line.texts for line in template.lines] + [normal.texts for normal in template.normals]:
            assert set(texts) == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", all_templates(), ids=lambda template: template.id)
def test_normal_text_of_what_was_reviewed_passes_the_check(template: Template, language: str) -> None:
    facts = table(modality=template.modalities[0] if template.modalities else "CT", part="")
    draft = drafted(facts, template, language, tuple(normal.id for normal in template.normals))
    for normal in template.normals:
        assert normal.text(language) in draft.text
    blocking = [row for row in check(draft, facts).problems if getattr(row, "kind", "") != "field"]
    assert not blocking


def test_normal_text_needs_a_mark_and_no_finding_there() -> None:
    facts = table({"what": "nodule", "where": "lung", "side": "left"})
    template = template_by_id("ct_chest")
    assert "No pleural effusion" not in drafted(facts, template).text
    draft = drafted(facts, template, reviewed=("lung", "pleura"))
    assert "The lungs are clear." not in draft.text
    (sentence,) = (row for row in draft.sentences if row.text == "Pleura: No pleural effusion and no pneumothorax.")
    assert sentence.source == READER
    order = section(draft, "Findings")
    assert order.index("nodule") < order.index("No pleural effusion") < order.index("Organs not mentioned")


def test_open_fields_stop_signing_until_they_are_filled_in() -> None:
    facts, template = table(), template_by_id("ct_lung_screening")
    draft = drafted(facts, template)
    open_rows = [row for row in draft.sentences if open_places(row.text)]
    assert {row.id for row in open_rows} == {"indication-required-smoking", "impression-required-lung_rads", "impression-impression_none"}
    found = check(draft, facts)
    assert {row.kind for row in found.verdicts if row.blocking} == {"field"}
    assert "category" in found.of_sentence("impression-required-lung_rads")[0].reason
    filled = {"indication-required-smoking": "Smoking history: 30 pack-years.", "impression-required-lung_rads": "Lung-RADS: 1."}
    filled["impression-impression_none"] = "No nodule."
    done = tuple(
        Section(part.title, tuple(replace(row, text=filled.get(row.id, row.text), source=READER) if row.id in filled else row for row in part.sentences))
        for part in draft.sections
    )
    assert not [row for row in check(replace(draft, sections=done), facts).verdicts if row.kind == "field"]
    emptied = tuple(Section(part.title, tuple(replace(row, text="") if is_required(row.id) else row for row in part.sentences)) for part in draft.sections)
    reasons = [row.reason for row in check(replace(draft, sections=emptied), facts).verdicts if row.blocking]
    assert reasons.count("The template requires this line.") == 2 and len(reasons) == 3


def test_a_table_without_findings_leaves_the_conclusion_to_the_reader_unless_structures_were_reviewed() -> None:
    template = template_by_id("ct_chest")
    for language, normal in (("en", "No abnormality in the structures described."), ("de", "Keine Auffälligkeit in den beschriebenen Strukturen.")):
        empty = realise(plan(table(), template, language=language), by("model:report-templates@1"))
        assert open_places(empty.sections[-1].sentences[0].text) and check(empty, table()).blocking
        reviewed = realise(plan(table(), template, language=language, reviewed={"pleura": READER}), by("model:report-templates@1"))
        assert reviewed.sections[-1].sentences[0].text == normal and not check(reviewed, table()).blocking


def write(folder: Path, name: str, text: str) -> None:
    (folder / FOLDER).mkdir(exist_ok=True)
    (folder / FOLDER / name).write_text(text, encoding="utf-8")


def test_a_site_has_templates_of_its_own_and_changes_ours(tmp_path: Path) -> None:
    write(tmp_path, "ours.toml", 'id = "ct_chest"\nname = "Chest, our way"\nmodalities = ["CT"]\nbody_parts = ["CHEST"]\n'
          'sections = ["Findings", "Impression"]\nreviewable = ["lung"]\n[line.quality]\nsection = "findings"\nen = "Image quality: [good or not]."\n')  # fmt: skip
    template = choose_template(StudyFacts("CT", "CHEST", "", "", None), "", tmp_path)
    assert (template.name, template.sections) == ("Chest, our way", ("Findings", "Impression"))
    assert "Image quality: [good or not]." in drafted(table(), template).text
    assert choose_template(StudyFacts("CT", "CHEST", "", "", None)).name == "CT of the chest"


def test_a_site_has_a_style(tmp_path: Path) -> None:
    write(tmp_path, "site.toml", 'language = "de"\nheadings = false\nsections = ["Impression", "Findings", "Technique"]\n'
          '[titles]\nfindings = "Befunde"\n[sentences.de]\nfinding = ["{Thing}< {place}><, Größe {size}>."]\n')  # fmt: skip
    style = read_style(tmp_path)
    assert style.language == "de"
    facts = table({"what": "nodule", "where": "lung", "side": "left", "quantities": [{"kind": "long_axis", "value": 8.5, "unit": "mm"}]})
    draft = drafted(facts, template_by_id("ct_general"), "de", folder=tmp_path)
    assert [section.title for section in draft.sections] == ["Beurteilung", "Befunde", "Technik"]
    assert section(draft, "Befunde").startswith("Rundherd in der linken Lunge, Größe 8,5 mm.")
    assert not check(draft, facts).blocking


@pytest.mark.parametrize(
    ("name", "text", "wrong"),
    [
        ("a.toml", "id = ", "not valid"), ("a.toml", 'id = "a"\nname = "A"\n', "no 'sections'"),
        ("a.toml", 'id = "a"\nname = "A"\nsections = ["Findings"]\ncolour = 1\n', "unknown key 'colour'"),
        ("a.toml", 'id = "a"\nname = "A"\nsections = ["Findings"]\nreviewable = ["soul"]\n', "'soul'"),
        ("a.toml", 'id = "a"\nname = "A"\nsections = "Findings"\n', "list of texts"),
        ("site.toml", 'language = "tlh"\n', "tlh"), ("site.toml", 'sections = ["Poem"]\n', "Poem"),
        ("site.toml", '[sentences.en]\nfinding = ["{nope}"]\n', "nope"), ("site.toml", '[sentences.en]\npoem = ["x"]\n', "poem"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_said_with_its_file(tmp_path: Path, name: str, text: str, wrong: str) -> None:
    write(tmp_path, name, text)
    with pytest.raises(KnownError, match=wrong) as told:
        all_templates(tmp_path)
        read_style(tmp_path)
    assert name in told.value.text
