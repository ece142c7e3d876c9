"""Planted errors are caught and explained; what the templates wrote passes. Over many fact tables made by chance."""

import random
import time
from dataclasses import replace

import pytest
from fact_tables import make_facts
from planted import PLANTS, plant, plant_omission, with_text
from soak import count

from inference.report.phrases import Choice, Wording, Words
from inference.report.plan import plan
from inference.report.realise import realise
from inference.report.templates import choose_template
from inference.report.verify import check, check_text
from viewer.case.facts import FactTable, StudyFacts
from viewer.case.finding import Evidence, Finding, Quantity
from viewer.case.report import ReportDraft, Section, Sentence, Waiver
from viewer.case.source import by
from viewer.case.terms import NODULE, RIGHT_LUNG

SEEDS = range(100)
NOT_AN_ERROR_IN_FREE_TEXT = {"order of axes"}  # people write either axis first


def drafted(seed: int) -> tuple[FactTable, ReportDraft]:
    facts = make_facts(seed)
    return facts, realise(plan(facts, choose_template(facts.study)), by("model:report-templates@1"))


def test_untouched_drafts_never_block() -> None:
    for seed in range(count(10_000)):
        facts, draft = drafted(seed)
        for result in (check(draft, facts), check_text(draft.text, facts)):
            objections = [one for one in result.verdicts if one.blocking and one.kind != "field"]  # a table without findings: the reader concludes
            assert not objections and not result.omissions, (seed, objections)


def test_every_sentence_about_a_finding_is_confirmed() -> None:
    for seed in SEEDS:
        facts, draft = drafted(seed)
        result = check(draft, facts)
        for sentence in draft.sentences:
            if sentence.finding_ids:
                assert [v.verdict for v in result.of_sentence(sentence.id)] == ["supported"], sentence.text


@pytest.mark.parametrize("name", PLANTS)
def test_a_planted_error_is_caught_with_its_kind(name: str) -> None:
    how, kinds = PLANTS[name]
    planted_count = 0
    for seed in SEEDS:
        facts, draft = drafted(seed)
        planted = plant(draft, facts, how, random.Random(seed))
        if planted is None:
            continue
        planted_count += 1
        verdicts = [v for v in check(planted.draft, facts).of_sentence(planted.sentence_id) if v.blocking]
        assert any(verdict.kind in kinds for verdict in verdicts), (seed, planted.text, verdicts)
        assert all(verdict.reason.endswith(".") and len(verdict.reason) > 20 for verdict in verdicts)
    assert planted_count > 3


def test_an_omitted_finding_is_named() -> None:
    planted_count = 0
    for seed in SEEDS:
        facts, draft = drafted(seed)
        planted = plant_omission(draft, facts, random.Random(seed))
        if planted:
            planted_count += 1
            result = check(planted.draft, facts)
            assert planted.finding_id in {omission.finding_id for omission in result.omissions} and result.blocking
            assert check_text(planted.draft.text, facts).omissions
    assert planted_count > 60


def test_planted_errors_are_caught_in_plain_text_without_links() -> None:
    planted_count = caught = 0
    for seed in SEEDS:
        facts, draft = drafted(seed)
        for name, (how, _) in PLANTS.items():
            planted = plant(draft, facts, how, random.Random(seed))
            if planted and name not in NOT_AN_ERROR_IN_FREE_TEXT:
                planted_count += 1
                caught += check_text(planted.draft.text, facts).blocking
    assert caught / planted_count >= 0.98


def test_whatever_wording_is_chosen_it_passes() -> None:
    """A language model under the grammar can choose at random: every choice is true."""

    def choose(wording: Wording, dice: random.Random) -> str:
        return "".join(p.text if isinstance(p, Words) else choose(dice.choice(p.ways), dice) for p in wording)

    for seed in range(120):
        dice = random.Random(seed)
        facts = make_facts(seed)
        report = plan(facts, choose_template(facts.study))
        draft = realise(report, by("model:report-templates@1"))
        for sentence in report.sentences:
            draft = with_text(draft, sentence.id, choose(dice.choice(sentence.wordings), dice))
        objections = [one for one in check(draft, facts).verdicts if one.blocking and one.kind != "field"]
        assert not objections, (seed, objections)
    assert any(isinstance(part, Choice) for s in report.sentences for way in s.wordings for part in way)


def test_a_waived_problem_does_not_block_and_names_its_reason() -> None:
    facts, draft = next(pair for pair in map(drafted, SEEDS) if "measuring" in pair[1].text)
    sentence = next(s for s in draft.sentences if "measuring" in s.text)
    wrong = with_text(draft, sentence.id, sentence.text.replace(" mm", " cm", 1))
    result = check(wrong, facts)
    assert result.blocking
    waivers = [Waiver(str(n), row.problem, "Discussed.", by("user:Dr A")) for n, row in enumerate(result.problems)]
    waived = check(wrong, facts, waivers)
    assert not waived.blocking
    assert any(verdict.waived and verdict.problem == f"{sentence.id}:unit" for verdict in waived.verdicts)


def typed(draft: ReportDraft, text: str) -> ReportDraft:
    sections = tuple(
        replace(s, sentences=(*s.sentences, Sentence("typed", text, (), (), by("user:Dr A")))) if s.title == "Findings" else s
        for s in draft.sections
    )
    return replace(draft, sections=sections)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Small hiatal hernia.", []),  # the reader may see what no model found
        ("The spleen is unremarkable.", []),
        ("Hiatal hernia measuring 32 mm.", ["finding", "number"]),  # but a number needs a measurement
        ("The prostate is not enlarged.", ["sex"]),  # the patient is a woman
        ("All of this is unchanged since the prior study.", ["comparison"]),
    ],
)
def test_what_a_person_typed_is_checked_too(text: str, kinds: list[str]) -> None:
    facts = replace(make_facts(1), changes={})
    draft = realise(plan(facts, choose_template(facts.study)), by("model:report-templates@1"))
    verdicts = [v for v in check(typed(draft, text), facts).of_sentence("typed") if v.blocking]
    assert bool(verdicts) == bool(kinds), verdicts
    assert all(verdict.kind in kinds for verdict in verdicts)


def test_what_a_person_adds_to_a_drafted_sentence_is_judged_on_its_own() -> None:
    facts, draft = next(pair for pair in map(drafted, SEEDS) if "There is a nodule" in pair[1].text)
    sentence = next(s for s in draft.sentences if "There is a nodule" in s.text)
    by_reader = replace(sentence, text=sentence.text[:-1] + " and a small hiatal hernia.", source=by("user:Dr A"))
    sections = tuple(
        replace(s, sentences=tuple(by_reader if one.id == sentence.id else one for one in s.sentences)) for s in draft.sections
    )
    result = check(replace(draft, sections=sections), facts)
    assert not result.blocking, result.problems
    instead = replace(by_reader, text=sentence.text.replace("nodule", "hiatal hernia"))
    sections = tuple(
        replace(s, sentences=tuple(instead if one.id == sentence.id else one for one in s.sentences)) for s in draft.sections
    )
    assert "finding" in {v.kind for v in check(replace(draft, sections=sections), facts).of_sentence(sentence.id)}


def test_a_rejected_finding_takes_its_sentences_with_it() -> None:
    facts, draft = drafted(3)
    sentence = next(s for s in draft.sentences if s.finding_ids)
    rejected = tuple(
        replace(f, status="rejected") if f.id in sentence.finding_ids else f for f in facts.findings
    )
    assert any(v.blocking for v in check(draft, replace(facts, findings=rejected)).of_sentence(sentence.id))


def test_sixty_sentences_take_well_under_a_tenth_of_a_second() -> None:
    facts, draft = max((drafted(seed) for seed in range(40)), key=lambda pair: len(pair[1].sentences))
    text = draft.text
    while text.count(".") < 60:
        text += draft.sections[3].text + "\n"
    check_text(text, facts)
    started = time.process_time()
    check_text(text, facts)
    assert time.process_time() - started < 0.1


@pytest.mark.parametrize(
    "more",
    [" It lies in the left lung.", ", which lies in the left lung.", " It is located on the left.", ", it has grown.",
     ", which has grown.", " It is stable.", " It was smaller before.", " It measures 15 mm."],
)  # fmt: skip
def test_a_clause_without_a_noun_is_about_the_finding(more: str) -> None:
    """What a reader adds to a drafted sentence is held to the finding the sentence is linked to."""
    evidence = Evidence("e", "1", "2", ((0, 0, 0), (1, 1, 1)), Quantity("long_axis", 8.1, "mm"), by("user:t"))
    finding = Finding("f", NODULE, RIGHT_LUNG, "right", "upper", True, "definite", "accepted", ("e",), by("user:t"))
    facts = FactTable(StudyFacts("CT", "CHEST", "20260316", "M", 63.0, ("20251114",)), (finding,), {"e": evidence})
    text = "There is a nodule in the upper zone of the right lung"

    def blocks(said: str) -> bool:
        sentence = Sentence("s", said, ("f",), ("e",), by("user:t"))
        return check(ReportDraft("d", "t", (Section("Findings", (sentence,)),), by("user:t")), facts).blocking

    assert not blocks(f"{text}.") and not blocks(f"{text}. It measures 8.1 mm.") and not blocks(f"{text}. It is in the right lung.")
    assert blocks(text + (more if more.startswith(",") else f".{more}"))
