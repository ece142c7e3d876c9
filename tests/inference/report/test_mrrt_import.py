"""MRRT templates: a strict subset of HTML is taken in with its codes; what could run or fetch is refused with its line."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.workflows.own_templates import import_mrrt, remove_template
from inference.report.facts_file import facts_from_json
from inference.report.mrrt import as_toml, id_of, read_mrrt
from inference.report.plan import plan
from inference.report.realise import realise
from inference.report.templates import all_templates, own_files, template_by_id
from inference.report.verify import check
from viewer.case.errors import KnownError
from viewer.case.source import by

MRRT = """<!DOCTYPE html>
<html lang="en"><head><title>CT Appendix</title><meta charset="UTF-8"/>
<meta name="dcterms.title" content="CT Appendix"/><meta name="dcterms.license" content="CC BY 4.0"/>
<script type="text/xml"><template_attributes><top-level-flag>false</top-level-flag>
<coded_content><coding_schemes><coding_scheme name="RADLEX" designator="2.16.840.1.113883.6.256"/></coding_schemes>
<entry ORIGTXT="T1"><term type="body_part"><code meaning="appendix" value="RID168" scheme="RADLEX"/></term></entry>
</coded_content></template_attributes></script></head>
<body>
<section id="S1" class="level1" data-section-name="Clinical information"><header class="level1">Clinical information</header>
<p><label for="T0">Reason</label><textarea id="T0" name="Reason"></textarea></p></section>
<section id="S2" class="level1" data-section-name="Findings"><header>Findings</header>
<p><label for="T1">Appendix:</label> <select id="T1" name="Appendix" required>
<option value="n" selected>not enlarged</option><option value="a">enlarged</option></select></p>
<p><label for="T2">Diameter</label> <input type="number" id="T2" name="Diameter" data-field-units="mm"/></p>
<p>The caecum is unremarkable.</p></section>
<section id="S3" data-section-name="Impression"><header>Impression</header><textarea id="T3" name="Impression">No appendicitis.</textarea></section>
</body></html>
"""


def html(tmp_path: Path, text: str = MRRT) -> Path:
    path = tmp_path / "appendix.html"
    path.write_text(text, encoding="utf-8")
    return path


def test_sections_fields_codes_and_given_text_are_kept(tmp_path: Path) -> None:
    template = import_mrrt(html(tmp_path), tmp_path)
    assert (template.id, template.name, template.modalities) == ("mrrt_ct_appendix", "CT Appendix", ("CT",))
    lines = {line.text("en"): line for line in template.lines}
    appendix = lines["Appendix: [not enlarged / enlarged]."]
    assert appendix.required
    assert appendix.code is not None and (appendix.code.value, appendix.code.scheme) == ("RID168", "RADLEX")
    assert lines["Diameter: [Diameter] mm."].section == "findings"
    assert lines["Reason: [Reason]."].section == "indication"
    assert {normal.text("en") for normal in template.normals} == {
        "Appendix: not enlarged.", "The caecum is unremarkable.", "No appendicitis.",
    }  # fmt: skip
    assert template in all_templates(tmp_path)


def test_given_text_stands_in_a_report_only_where_it_was_reviewed(tmp_path: Path) -> None:
    template = import_mrrt(html(tmp_path), tmp_path)
    facts = facts_from_json({"study": {"modality": "CT", "body_part": "ABDOMEN", "date": "20261114"}, "findings": []})
    plain = realise(plan(facts, template), by("model:t@1"))
    assert "No appendicitis." not in plain.text and "[not enlarged / enlarged]" in plain.text
    assert any(row.kind == "field" for row in check(plain, facts).verdicts)
    marks = {normal.id: by("user:Ana") for normal in template.normals}
    marked = realise(plan(facts, template, reviewed=marks), by("model:t@1"))
    assert "Appendix: not enlarged." in marked.text and "[not enlarged" not in marked.text
    assert "No appendicitis." in next(section.text for section in marked.sections if section.title == "Impression")


@pytest.mark.parametrize(
    ("planted", "what"),
    [
        ("<script>alert(1)</script>", "a script"), ('<script type="text/javascript" src="x.js"></script>', "a script"),
        ('<p onclick="x()">a</p>', "a script (onclick)"), ("<style>p{}</style>", "a style sheet"), ('<p style="color:red">a</p>', "a style"),
        ('<link rel="stylesheet" href="http://x/y.css">', "a link"), ('<img src="http://x/y.png">', "a picture"),
        ('<iframe src="x"></iframe>', "a frame"), ('<a href="http://x">y</a>', "<a>"), ('<form action="http://x">', "a form"),
        ('<meta http-equiv="refresh" content="0;url=http://x">', "an instruction"), ('<base href="http://x">', "a base"),
        ('<input type="file">', "'file'"), ('<svg onload="x()"></svg>', "a drawing"), ('<div data="x">', "an address"),
    ],
)  # fmt: skip
def test_what_could_run_or_fetch_is_refused_with_its_line(tmp_path: Path, planted: str, what: str) -> None:
    text = MRRT.replace("<p>The caecum", f"\n{planted}\n<p>The caecum")
    with pytest.raises(KnownError) as told:
        import_mrrt(html(tmp_path, text), tmp_path)
    line = text[: text.index(planted)].count("\n") + 1
    assert what in told.value.text
    assert f"in line {line}" in told.value.text
    assert own_files(tmp_path) == ()


@pytest.mark.parametrize("text", ["", "just text", "<html><body><p>x</p></body></html>", "<section></section>", "PK\x03\x04"])
def test_what_is_no_template_is_said(tmp_path: Path, text: str) -> None:
    with pytest.raises(KnownError, match="holds no section"):
        read_mrrt(html(tmp_path, text))


def test_entities_and_broken_attributes_are_refused(tmp_path: Path) -> None:
    bomb = MRRT.replace("<template_attributes>", '<!DOCTYPE x [<!ENTITY a "aaaa">]><template_attributes>')
    with pytest.raises(KnownError, match="entities"):
        read_mrrt(html(tmp_path, bomb))
    with pytest.raises(KnownError, match="no XML"):
        read_mrrt(html(tmp_path, MRRT.replace("</template_attributes>", "")))


def test_an_own_template_is_removed_and_ours_are_not(tmp_path: Path) -> None:
    import_mrrt(html(tmp_path), tmp_path)
    remove_template("mrrt_ct_appendix", tmp_path)
    with pytest.raises(KnownError):
        template_by_id("mrrt_ct_appendix", tmp_path)
    with pytest.raises(KnownError, match="of its own"):
        remove_template("ct_chest", tmp_path)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60), st.text(max_size=40))
def test_any_words_come_through_or_are_refused(tmp_path_factory: pytest.TempPathFactory, label: str, given_text: str) -> None:
    import html as escaping

    folder = tmp_path_factory.mktemp("any")
    text = MRRT.replace("Appendix:", escaping.escape(label)).replace("No appendicitis.", escaping.escape(given_text))
    path = folder / "a.html"
    path.write_bytes(text.encode("utf-8", "replace"))
    form = read_mrrt(path)
    (folder / "a.toml").write_text(as_toml(form, id_of(form)), encoding="utf-8")
    from inference.report.templates import read_template

    template = read_template(folder / "a.toml")
    assert len(template.lines) >= 3
