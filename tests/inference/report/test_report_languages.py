"""Reports in German, Spanish and French: they read well, and what they say passes the check."""

import pytest
from fact_tables import make_facts
from soak import count

from inference.report.facts_file import facts_from_json
from inference.report.gloss import gloss
from inference.report.languages import LANGUAGES, tongue
from inference.report.lexicon import lexicon
from inference.report.phrases import first
from inference.report.plan import plan
from inference.report.realise import realise
from inference.report.templates import choose_template
from inference.report.verify import Check, Verdict, check
from viewer.case.errors import KnownError
from viewer.case.facts import FactTable
from viewer.case.report import ReportDraft, Sentence
from viewer.case.source import by

FOREIGN = ("de", "es", "fr")
CHEST = {"modality": "CT", "body_part": "CHEST", "date": "20261114", "priors": ["20250714"]}


def table(*findings: dict[str, object]) -> FactTable:
    rows = [{"id": f"F{number}", **finding} for number, finding in enumerate(findings, 1)]
    return facts_from_json({"study": CHEST, "findings": rows})


def draft_of(facts: FactTable, language: str) -> ReportDraft:
    return realise(plan(facts, choose_template(facts.study), language=language), by("model:report-templates@1"))


def said(facts: FactTable, language: str) -> list[str]:
    return [sentence.text for sentence in draft_of(facts, language).sentences if sentence.finding_ids]


NODULE = {
    "what": "nodule", "where": "upper lobe", "side": "right",
    "quantities": [
        {"kind": "long_axis", "value": 8.5, "unit": "mm"}, {"kind": "short_axis", "value": 6.2, "unit": "mm"},
        {"kind": "mean", "value": 45, "unit": "HU"},
    ],
    "change": {"prior_date": "20250714", "state": "larger", "prior_value": 6.1},
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("de", [
            "Lunge und Atemwege: Im rechten Oberlappen zeigt sich ein Rundherd von 8,5 x 6,2 mm (mittlere Dichte 45 HE).",
            "Größenzunahme gegenüber dem 14. Juli 2025, damals 6,1 mm.",
            "Rundherd im rechten Oberlappen, 8,5 mm, größer als am 14. Juli 2025.",
        ]),
        ("es", [
            "Pulmones y vías aéreas: Se observa un nódulo en el lóbulo superior derecho, de 8,5 x 6,2 mm (atenuación media 45 UH).",
            "Ha aumentado de tamaño respecto al 14 de julio de 2025, entonces 6,1 mm.",
            "Nódulo en el lóbulo superior derecho, de 8,5 mm, en aumento respecto al 14 de julio de 2025.",
        ]),
        ("fr", [
            "Poumons et voies aériennes : On note un nodule dans le lobe supérieur droit, mesurant 8,5 x 6,2 mm (densité moyenne 45 UH).",
            "La taille a augmenté par rapport au 14 juillet 2025, elle était alors de 6,1 mm.",
            "Nodule dans le lobe supérieur droit, mesurant 8,5 mm, en augmentation par rapport au 14 juillet 2025.",
        ]),
    ],
)  # fmt: skip
def test_a_finding_reads_as_one_says_it(language: str, sentences: list[str]) -> None:
    facts = table(NODULE)
    assert said(facts, language) == sentences
    assert not check(draft_of(facts, language), facts).blocking


@pytest.mark.parametrize(
    ("language", "finding", "sentence"),
    [
        ("de", {"what": "cyst", "where": "kidney", "side": "left", "zone": "upper", "certainty": "possible"},
         "Nieren und Harnleiter: Im oberen Drittel der linken Niere zeigt sich eine mögliche Zyste."),
        ("de", {"what": "pleural effusion", "where": "pleura", "side": "bilateral"}, "Pleura: Es zeigt sich ein beidseitiger Pleuraerguss."),
        ("de", {"what": "ascites", "where": "peritoneum", "present": False}, "Peritoneum: Kein Aszites."),
        ("de", {"what": "stone", "where": "gallbladder", "quantities": [{"kind": "count", "value": 3, "unit": "count"}]},
         "Leber und Gallenwege: In der Gallenblase zeigen sich drei Steine."),
        ("es", {"what": "fracture", "where": "rib", "side": "left"}, "Esqueleto: Se observa una fractura en una costilla izquierda."),
        ("es", {"what": "cyst", "where": "pancreas", "side": "right"}, "Páncreas: Se observa un quiste en el lado derecho del páncreas."),
        ("es", {"what": "emphysema", "where": "lung", "side": "bilateral", "zone": "upper"},
         "Pulmones y vías aéreas: Se observa enfisema en el campo superior de ambos pulmones."),
        ("fr", {"what": "hernia", "where": "diaphragm", "side": "left", "present": False},
         "Paroi thoracique et diaphragme : Pas de hernie au niveau de l'hémidiaphragme gauche."),
        ("fr", {"what": "hydronephrosis", "where": "kidney", "side": "left", "present": False},
         "Reins et uretères : Pas d'hydronéphrose gauche."),
        ("fr", {"what": "cyst", "where": "adrenal gland", "side": "bilateral"},
         "Surrénales : On note un kyste dans les deux glandes surrénales."),
        ("fr", {"what": "varices", "where": "oesophagus"}, "Cœur et médiastin : On note des varices dans l'œsophage."),
    ],
)  # fmt: skip
def test_articles_endings_and_elisions(language: str, finding: dict[str, object], sentence: str) -> None:
    assert said(table(finding), language)[0] == sentence


@pytest.mark.parametrize("language", FOREIGN)
def test_every_term_of_the_lexicon_has_its_noun(language: str) -> None:
    own, book = tongue(language), lexicon()
    assert set(book.findings) <= set(own.findings)
    assert set(book.anatomy) <= set(own.anatomy)
    assert {term.heading for term in book.anatomy.values() if term.heading} <= set(own.headings)
    assert set(own.sentences) == set(tongue("de").sentences)


@pytest.mark.parametrize("language", FOREIGN)
def test_words_without_a_translation_are_quoted(language: str) -> None:
    facts = table({"what": "sacroiliitis", "where": "Segment 4 of liver"})
    text = said(facts, language)[0]
    assert "sacroiliitis" in text
    assert "Segment 4 of liver" in text
    assert not check(draft_of(facts, language), facts).blocking


def objected(result: Check) -> list[Verdict]:
    """What the check says besides the conclusion that a table without findings leaves to the reader."""
    return [one for one in result.verdicts if one.blocking and one.kind != "field"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_is_drafted_passes_the_check(language: str) -> None:
    for seed in range(count(2500)):
        facts = make_facts(seed)
        objections = objected(check(draft_of(facts, language), facts))
        assert not objections, (seed, objections)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_passes_the_check_in_every_language(language: str) -> None:
    book = lexicon()
    names = list(book.findings)[:: 1 if count(50) > 1 else 4]
    for name in names:
        where = book.findings[name].organ or "liver"
        side = "left" if book.anatomy[where].paired else "none"
        for present in (True, False):
            facts = table({"what": name, "where": where, "side": side, "present": present})
            assert not check(draft_of(facts, language), facts).blocking, said(facts, language)


@pytest.mark.parametrize(
    ("language", "before", "after", "kind"),
    [
        ("de", "8,5", "9,5", "number"), ("de", "rechten", "linken", "side"), ("de", "Größenzunahme", "Größenabnahme", "comparison"),
        ("de", "zeigt sich ein", "zeigt sich kein", "negation"), ("de", "Oberlappen", "Unterlappen", "anatomy"),
        ("es", "8,5", "85", "number"), ("es", "derecho", "izquierdo", "side"), ("es", "Se observa un", "No se observa", "negation"),
        ("es", "2025", "2024", "date"), ("fr", "8,5", "8,6", "number"), ("fr", "droit", "gauche", "side"),
        ("fr", "On note un", "Pas de", "negation"), ("fr", "a augmenté", "est stable", "comparison"), ("fr", "nodule", "kyste", "finding"),
    ],
)  # fmt: skip
def test_errors_are_found_in_every_language(language: str, before: str, after: str, kind: str) -> None:
    facts = table(NODULE)
    draft = draft_of(facts, language)
    hit = next(sentence for sentence in draft.sentences if sentence.finding_ids and before in sentence.text)
    wrong = Sentence(hit.id, hit.text.replace(before, after, 1), hit.finding_ids, hit.evidence_ids, by("user:Ana"))
    sections = tuple(type(s)(s.title, tuple(wrong if row.id == hit.id else row for row in s.sentences)) for s in draft.sections)
    result = check(ReportDraft(draft.id, draft.template_id, sections, draft.source, language), facts)
    problems = [row for row in result.verdicts if row.sentence_id == hit.id and row.blocking]
    assert kind in {row.kind for row in problems}, result.verdicts
    assert all(row.sentence == wrong.text for row in problems)


@pytest.mark.parametrize("language", FOREIGN)
def test_all_wordings_of_a_plan_are_true(language: str) -> None:
    for seed in range(count(250)):
        facts = make_facts(seed)
        report = plan(facts, choose_template(facts.study), language=language)
        for way in (0, -1):
            draft = realise(report, by("model:t@1"))
            texts = {sentence.id: first(sentence.wordings[way]) for sentence in report.sentences}
            sections = tuple(
                type(s)(s.title, tuple(Sentence(r.id, texts[r.id], r.finding_ids, r.evidence_ids, r.source) for r in s.sentences))
                for s in draft.sections
            )
            objections = objected(check(ReportDraft("d", "t", sections, draft.source, language), facts))
            assert not objections, (seed, objections)


def test_a_gloss_keeps_numbers_and_dates() -> None:
    assert gloss("Am 1. März 2025 war es 12,5 mm.", "de").count("1 March 2025") == 1
    assert "12.5 mm" in gloss("Am 1. März 2025 war es 12,5 mm.", "de")
    assert gloss("There is a nodule.", "en") == "There is a nodule."


def test_a_language_that_nobody_wrote_is_refused() -> None:
    with pytest.raises(KnownError, match="'it'"):
        draft_of(table(NODULE), "it")
