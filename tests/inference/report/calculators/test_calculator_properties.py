"""What must hold for any numbers: order of categories, units, boundaries as printed, rounding."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from soak import count

from inference.report.calculators.asking import answer, read_inputs, split_pairs
from inference.report.calculators.book import book_of
from inference.report.calculators.model import MissingError, Outcome, UndefinedError
from inference.report.calculators.units import round_half_up
from viewer.case.errors import KnownError

BOOK = book_of()
LUNG = ["1", "2", "3", "4A", "4B", "4X"]
MANY = settings(max_examples=count(2000), deadline=None, derandomize=True)


def ask(name: str, given: str) -> Outcome:
    one = BOOK.find(name)
    return answer(one, read_inputs(one, split_pairs(given))).outcome


@MANY
@given(st.floats(0.5, 60), st.floats(0.5, 60), st.sampled_from(["baseline", "new", "growing"]))
def test_a_larger_solid_nodule_never_has_a_lower_lung_rads(a: float, b: float, stage: str) -> None:
    low, high = sorted((a, b))
    rank = [LUNG.index(ask("lung-rads", f"kind=solid stage={stage} diameter={size:.4f} suspicious=no").category) for size in (low, high)]
    assert rank[0] <= rank[1]


@MANY
@given(st.floats(1, 60), st.floats(0.5, 30))
def test_new_is_never_less_than_baseline_in_lung_rads(total: float, core: float) -> None:
    for kind in (f"kind=solid diameter={total:.3f}", f"kind=part-solid diameter={total:.3f} core_diameter={min(core, total):.3f}"):
        try:
            old, new = (LUNG.index(ask("lung-rads", f"{kind} stage={stage} suspicious=no").category) for stage in ("baseline", "new"))
        except UndefinedError:
            continue
        assert old <= new


@MANY
@given(st.floats(1, 60))
def test_millimetres_centimetres_and_metres_say_the_same(size: float) -> None:
    rest = "age=60 setting=incidental density=solid count=single risk=high"
    found = {
        ask("fleischner", f"{rest} {written}").category
        for written in (f"diameter={size:.4f}mm", f"diameter={size / 10:.5f} cm", f"diameter_cm={size / 10:.5f}", f"size_m={size / 1000:.7f}")
    }
    assert len(found) == 1


@pytest.mark.parametrize(
    ("size", "words"),
    [("5.49", "below 6 mm"), ("5.5", "6 to 8 mm"), ("6", "6 to 8 mm"), ("8", "6 to 8 mm"), ("8.49", "6 to 8 mm"), ("8.5", "above 8 mm")],
)
def test_fleischner_compares_whole_millimetres(size: str, words: str) -> None:
    assert words in ask("fleischner", f"age=60 setting=incidental density=solid count=single risk=high diameter={size}").category


@pytest.mark.parametrize(("mm3", "words"), [("99.9", "below 6"), ("100", "6 to 8"), ("250", "6 to 8"), ("250.1", "above 8")])
def test_fleischner_volumes_are_its_own(mm3: str, words: str) -> None:
    assert words in ask("fleischner", f"age=60 setting=incidental density=solid count=single risk=high volume={mm3}").category


@pytest.mark.parametrize(("size", "mm3"), [(6, 113), (8, 268), (15, 1767), (30, 14137)])
def test_lung_rads_volumes_are_those_of_spheres(size: int, mm3: int) -> None:
    assert round(math.pi / 6 * size**3) == mm3
    for kind in ("solid", "ground-glass"):
        for by in (-1, 0):
            above = by == 0
            diameter = ask("lung-rads", f"kind={kind} stage=baseline diameter={size if above else size - 0.1} suspicious=no").category
            assert ask("lung-rads", f"kind={kind} stage=baseline volume={mm3 + by} suspicious=no").category == diameter


@MANY
@given(st.integers(0, 1), st.sampled_from(["cystic", "mixed", "solid"]), st.floats(1, 60), st.floats(1, 60))
def test_ti_rads_never_advises_less_for_a_larger_nodule(taller: int, composition: str, a: float, b: float) -> None:
    order = ("no ", "follow-up", "fine-needle")
    ranks = []
    for size in sorted((a, b)):
        said = ask("ti-rads", f"composition={composition} echogenicity=hypoechoic shape={('wider', 'taller')[taller]} margin=irregular foci=none size={size:.3f}")
        ranks.append(next((n for n, word in enumerate(order) if said.recommendation.startswith(word)), 0))
    assert ranks[0] <= ranks[1]


@MANY
@given(st.floats(0.2, 15), st.floats(0.2, 15), st.integers(18, 100), st.sampled_from("MF"))
def test_egfr_falls_with_creatinine_and_with_age(a: float, b: float, age: int, sex: str) -> None:
    low, high = sorted((a, b))
    first, second = (ask("egfr", f"creatinine={value:.4f} age={age} sex={sex}").value for value in (low, high))
    older = ask("egfr", f"creatinine={low:.4f} age={age + 1} sex={sex}").value
    assert first is not None and second is not None and older is not None
    assert first >= second and first > older


@MANY
@given(st.floats(0.2, 15))
def test_creatinine_in_micromoles_is_the_same(creatinine: float) -> None:
    a = ask("egfr", f"creatinine={creatinine:.6f}mg/dL age=60 sex=F").value
    b = ask("egfr", f"creatinine={creatinine / 0.011312:.6f} µmol/L age=60 sex=F").value
    assert a == pytest.approx(b, rel=1e-4)


@MANY
@given(st.floats(10, 200), st.floats(0, 200))
def test_recist_never_calls_progress_below_five_millimetres(nadir: float, now: float) -> None:
    found = ask("recist", f"baseline=200 nadir={nadir:.3f} now={now:.3f} only_nodes=no non_target=none new_lesions=no").category
    grown = round(now, 3) - round(nadir, 3)
    if found == "PD":
        assert grown >= 5 - 1e-6 and grown >= 0.2 * nadir - 1e-2
    assert found in ("CR", "PR", "SD", "PD")


@MANY
@given(st.floats(1, 100), st.floats(1, 100), st.integers(1, 2000))
def test_doubling_time_agrees_between_diameters_and_volumes(a: float, b: float, days: int) -> None:
    a, b = round(a, 2), round(b, 2)
    by_size = ask("doubling-time", f"before={a} now={b} days={days}")
    by_volume = ask("doubling-time", f"volume_before={max(a**3, 1):.6f} volume_now={max(b**3, 1):.6f} days={days}")
    if abs(a - b) < 0.05:
        return
    assert by_size.value == pytest.approx(by_volume.value, rel=1e-3) and by_size.category == by_volume.category


def test_halves_are_rounded_up_as_on_paper() -> None:
    assert [round_half_up(value, 0) for value in (0.5, 1.5, 2.5, 7.4999)] == [1, 2, 3, 7]
    assert [round_half_up(value, 1) for value in (0.15, 0.25, 7.95)] == [0.2, 0.3, 8.0]


@pytest.mark.parametrize("text", ["nan", "inf", "1e999", "", "seven", "7,123", "<6", "7 kg", "-7mm", "7mm mm", "1e3mm"])
def test_what_is_no_number_of_the_kind_is_refused(text: str) -> None:
    with pytest.raises(KnownError):
        ask("fleischner", f"age=60 setting=incidental density=solid count=single risk=low diameter={text}")


def test_unknown_and_doubled_names_are_refused() -> None:
    for given_text, words in (("colour=red", "does not ask"), ("age=60 age=61", "twice"), ("density=purple", "none of"), ("nonsense", "key=value")):
        with pytest.raises(KnownError, match=words):
            ask("fleischner", given_text)


def test_what_is_missing_is_asked_for_and_nothing_else() -> None:
    with pytest.raises(MissingError) as asked:
        ask("lung-rads", "kind=solid stage=baseline")
    assert asked.value.slots == ("diameter",)
    with pytest.raises(MissingError) as asked:
        ask("lung-rads", "kind=solid stage=baseline diameter=9")
    assert asked.value.slots == ("suspicious",)
    assert ask("lung-rads", "kind=benign").category == "1"
    with pytest.raises(MissingError) as asked:
        ask("egfr", "creatinine=1")
    assert asked.value.slots == ("age", "sex")
    with pytest.raises(KnownError, match="There is no calculator"):
        BOOK.find("nosuch")
