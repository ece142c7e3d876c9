"""Which parts of the body a header names, and which models are made for others alone."""

from dataclasses import replace

import pytest

import resources
from inference.cards import ModelCard, read_card
from inference.gate.header import made_for_others, regions_said
from viewer.case.study import Series


@pytest.fixture(scope="module")
def brain() -> ModelCard:
    return read_card(resources.path("models", "head-brain", "card.toml"))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("T_HEAD", "head"), ("Head-neck", "head neck"), ("CT Thorax/Abdomen mit KM", "chest abdomen"), ("CT Body 3.0", "chest abdomen"),
        ("whole body", "head neck chest abdomen legs"), ("LSPINE", "abdomen"), ("Ax_CTA_CAROTID", "neck"), ("MR Knee left", "legs"),
        ("FDG_TK_KM", ""), ("overhead", ""), ("", ""),
    ],
)  # fmt: skip
def test_words_name_parts(text: str, parts: str) -> None:
    assert " ".join(regions_said(text)) == parts


@pytest.mark.parametrize(
    ("body_part", "description", "study", "is_for_others"),
    [
        ("ABDOMEN", "", "", True), ("PARTIALBODY", "", "", True), ("WHOLEBODY", "", "", False), ("CHESTABDPELVIS", "", "", True), ("HEADNECK", "", "", False),
        ("", "CT Body 3.0", "", True), ("", "", "MR knee", True), ("", "SAG MPRAGE", "MR-Brain w/o Contrast", False), ("", "", "", False),
        ("BRAIN", "abdomen", "", False),
    ],
)  # fmt: skip
def test_a_model_of_the_head_is_not_for_a_belly(brain: ModelCard, body_part: str, description: str, study: str, is_for_others: bool) -> None:
    """What the header does not say speaks against nothing; Body Part Examined counts before descriptions."""
    series = Series("1.3", "1.2", "CT", description, body_part=body_part)
    assert made_for_others(brain, series, study) == (("head",) if is_for_others else ())
    assert made_for_others(replace(brain, applies={}), series, study) == ()
