"""Who is the same patient: how names and dates are compared."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from soak import count

from viewer.case.study import Patient
from viewer.dicom.identity import name_key, names_another, plain_date


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("DOE^JANE", "Doe^Jane^"), ("DOE^JANE", "Doe^Jane^^^"), ("Doe^Jane", " doe ^ jane "), ("Müller^Anna", "MULLER^ANNA^^"),
        ("van  der Berg^J", "Van der Berg^J"), ("Groß^Eva", "GROSS^EVA"), ("İnan^Ali", "inan^ali"),
        ("Yamada^Tarou=山田^太郎=やまだ^たろう", "yamada^tarou"), ("=山田^太郎", "^=山田^太郎=やまだ^たろう"),
        ("==やまだ^たろう", "やまだ^たろう"), ("Doe^Jane==", "Doe^Jane"), ("Ångström^Å", "A\u030angstro\u0308m^A\u030a"),
        ("", "^^^^"), ("ＤＯＥ^Ｊ", "doe^j"),
    ],
)  # fmt: skip
def test_names_that_are_the_same(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Doe^Jane", "Doe^^Jane"), ("Doe^Jane", "Jane^Doe"), ("Doe^Jane", "Doe^John"), ("Doe^Jane", "Doe"),
        ("タロウ", "ダロウ"), ("Doe^Jane", "Doe Jane"), ("山田^太郎", "山田^次郎"), ("DoeJane", "Doe^Jane"),
    ],
)  # fmt: skip
def test_names_that_are_not(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


NAMES = st.text(st.one_of(st.characters(), st.sampled_from("^= ")), max_size=20)


@settings(max_examples=count(20_000))
@given(NAMES)
def test_a_key_is_its_own_key_and_case_does_not_matter(name: str) -> None:
    key = name_key(name)
    assert name_key(key) == key
    assert name_key(name + "^") == key or "=" in name
    assert name_key(name.upper()) == name_key(name.upper().casefold())


@pytest.mark.parametrize(
    ("written", "plain"),
    [("1997.06.09", "19970609"), ("1997-06-09", "19970609"), ("19970609", "19970609"), ("", ""), ("1997", "1997"), ("?", "?")],
)
def test_dates(written: str, plain: str) -> None:
    assert plain_date(written) == plain


def test_an_empty_field_names_nobody_else() -> None:
    jane = Patient("7", "Doe^Jane", "19600131", "F", "ward")
    for same in (jane, Patient("", ""), Patient("7", "DOE^JANE^"), Patient("7", "", "", "", "ward")):
        assert not names_another(jane, same) and not names_another(same, jane)
    for other in (Patient("8", ""), Patient("", "Doe^John"), Patient("", "", "1960"), Patient("", "", "", "M"), Patient("", "", issuer="x")):
        assert names_another(jane, other) and names_another(other, jane)
