"""Names, licences and configurations: what is read out of words, without running any."""

import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom.sr._concepts_dict import concepts

from inference.cards import ModelCard, read_card
from inference.gate.header import REGIONS
from inference.packs.card_text import card_text
from inference.packs.licences import NOT_STATED, allowance, name_of, strictest
from inference.packs.literals import Config, NoLiteral, refuse_programs
from inference.packs.source import RefusedPack
from inference.packs.structures import OWN_SCHEME, is_known, label_of, labels_of, regions_of
from resources import path as resource
from viewer.case.segmentation import Label
from viewer.case.terms import Code


@pytest.mark.parametrize(
    ("name", "code", "side"),
    [
        ("kidney_right", "64033007", "right"), ("Right Kidney", "64033007", "right"), ("lung_upper_lobe_left", "45653009", "left"),
        ("Left Upper lobe of lung", "45653009", "left"), ("vertebrae_T12", "23215003", "none"), ("L1 vertebra", "66794005", "none"),
        ("rib_left_4", "25523003", "left"), ("Right Eleventh rib", "58830002", "right"), ("heart_ventricle_left", "87878005", "left"),
        ("right subclavian artery", "29700009", "right"), ("Urinary bladder", "89837001", "none"), ("lungs", "39607008", "none"),
        ("left lung", "44029006", "left"), ("brain mask", "12738006", "none"),
    ],
)  # fmt: skip
def test_structures_are_known_by_their_words(name: str, code: str, side: str) -> None:
    label = label_of(3, name)
    assert (label.code.scheme, label.code.value, label.side, label.number) == ("SCT", code, side, 3)


@pytest.mark.parametrize("name", ["flux capacitor", "left spleen kidney", "T99", "intervertebral disc L4 L5", "left", "", "***"])
def test_unknown_structures_keep_their_names_under_our_own_scheme(name: str) -> None:
    label = label_of(7, name)
    assert not is_known(label) and label.code.scheme == OWN_SCHEME and label.name and len(label.code.value) <= 16


@pytest.mark.parametrize(
    ("names", "regions"),
    [
        (("spleen", "kidney_left"), ("abdomen", "chest")), (("brain mask",), ("head",)), (("vertebrae_C3", "larynx"), ("neck",)),
        (("kidney_right", "tumour", "cyst"), ("abdomen", "chest")), (("tumour",), ()), (("spleen", "bones"), ()), (("spleen", "my organ"), ()),
    ],
)  # fmt: skip
def test_where_structures_lie(names: tuple[str, ...], regions: tuple[str, ...]) -> None:
    found = regions_of(labels_of(enumerate(names, 1)))
    assert found == regions and set(found) <= set(REGIONS)


def test_codes_are_those_of_dicom_where_dicom_has_them() -> None:
    """PS3.16's concepts, as pydicom has them; a few structures of whole-body models are in none of its groups."""
    dicom = {code for rows in concepts["SCT"].values() for code in rows}
    table = tomllib.loads(resource("terms", "structures.toml").read_text(encoding="utf-8"))
    missing = {name for name, row in table["structures"].items() if row["code"] not in dicom}
    assert missing == {
        "heart myocardium", "portal vein and splenic vein", "gluteus maximus", "gluteus medius", "gluteus minimus", "autochthon",
        "iliopsoas", "subcutaneous fat", "left lung", "right lung",
    }  # fmt: skip
    assert {level for level, code in table["vertebrae"].items() if code not in dicom} == {"S1"}
    codes = [*table["vertebrae"].values(), *table["ribs"].values()]
    assert len(codes) == len(set(codes)) == 25 + 12


def test_equal_names_are_told_apart() -> None:
    assert [label.name for label in labels_of([(1, "spleen"), (2, "spleen")])] == ["spleen", "spleen (2)"]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Apache License\nVersion 2.0, January 2004", "Apache-2.0", "any use"), ("MIT", "MIT", "any use"), ("CC BY 4.0", "CC-BY-4.0", "any use"),
        ("cc-by-sa-3.0", "CC-BY-SA-3.0", "conditions"), ("CC BY-ND 4.0", "CC-BY-ND-4.0", "conditions"),
        ("Creative Commons Attribution-NonCommercial-ShareAlike 4.0 International", "CC-BY-NC-SA-4.0", "non-commercial"),
        ("Code: Apache-2.0. Weights: CC BY-NC 4.0", "CC-BY-NC-4.0", "non-commercial"), ("NVIDIA OneWay Noncommercial License", "NVIDIA-NonCommercial", "non-commercial"),
        ("For research use only.", "LicenseRef-research-only", "research"), ("NVIDIA Open Model License Agreement", "NVIDIA-Open-Model", "conditions"),
        ("Terms of Acme Inc.\nAsk us.", "LicenseRef-Terms-of-Acme-Inc.", "unknown"), ("", NOT_STATED, "unknown"), ("not stated", NOT_STATED, "unknown"),
        ("GNU GENERAL PUBLIC LICENSE\n" + "x " * 300 + "only occasionally and noncommercially", "GPL-3.0", "conditions"),
        ("For research purposes only. Portions (c) Apache 2.0", "LicenseRef-research-only", "research"),
        ("Apache 2.0 code. Weights: not for commercial use.", "LicenseRef-non-commercial", "non-commercial"),
        ("The weights may not be used commercially. BSD for code", "LicenseRef-non-commercial", "non-commercial"),
        ("NOT released under the MIT license", "LicenseRef-NOT-released-under-the-MIT-license", "unknown"),
        ("MIT, not for clinical use", "LicenseRef-research-only", "research"), ("MIT with Commons Clause", "LicenseRef-non-commercial", "non-commercial"),
        ("Proprietary. All rights reserved. " + "x " * 300 + " Parts under the MIT licence.", "LicenseRef-proprietary", "unknown"),
        ("MIT: for any purpose, commercial or non-commercial", "MIT", "any use"), ("Mozilla Public License Version 2.0", "MPL-2.0", "conditions"),
        ("Apache License, Version 2.0: computer failure, or any and all other commercial damages, if not advised", "Apache-2.0", "any use"),
        ("Apache License 2.0\n" + "x " * 300 + "The weights are for non-commercial use.", "LicenseRef-non-commercial", "non-commercial"),
    ],
)  # fmt: skip
def test_licences_are_known_by_their_words_and_the_strictest_counts(text: str, name: str, kind: str) -> None:
    assert (name_of(text), allowance(name_of(text)).kind) == (name, kind)
    assert allowance(name).may_treat == (kind in ("any use", "conditions"))


def test_of_several_licences_the_strictest_holds() -> None:
    assert strictest(["MIT", "CC BY-NC 4.0", "Apache-2.0"]) == "CC-BY-NC-4.0"
    assert strictest(["not stated", "MIT"]) == "MIT" and strictest(["", "not stated"]) == NOT_STATED
    assert allowance(strictest(["MIT", "Terms of Acme"])).may_treat is False
    assert allowance("LicenseRef-Weights-of-Acme-MIT").kind == "unknown"


CONFIG = Config(
    {
        "a": 1, "b": "@a", "c": ["@b", {"d": "@c2"}], "c2": "$[1.5, 2.0]", "root": ".", "path": "$@root + '/models/' + @file",
        "file": "$'one.pt' if @switch#fine else 'two.pt'", "switch": {"fine": True}, "loop": "@loop", "code": "$print('x')",
        "deep": "@x0", **{f"x{n}": f"@x{n + 1}" for n in range(100)}, "moved": "$@net.to(@device)", "net": {"_target_": "UNet"},
        "number": "$@switch + 1", "sum": "$@a + 1",
    },
    {},
)  # fmt: skip


def test_references_are_followed_to_literals() -> None:
    assert CONFIG.get("b") == 1 and CONFIG.get("c") == [1, {"d": [1.5, 2.0]}] and CONFIG.get("nothing", 7) == 7
    assert CONFIG.get("path") == "./models/one.pt" and CONFIG.raw("moved") == {"_target_": "UNet"}
    assert Config(CONFIG.root, {"switch#fine": False}).get("path") == "./models/two.pt"


@pytest.mark.parametrize("key", ["loop", "code", "deep", "number", "sum"])
def test_what_is_no_literal_has_no_value(key: str) -> None:
    with pytest.raises(NoLiteral):
        CONFIG.get(key)


@given(st.text(max_size=60))
def test_no_expression_gives_anything_but_a_literal(text: str) -> None:
    config = Config({"x": "$" + text, "y": True}, {})
    try:
        value = config.get("x")
    except NoLiteral:
        return
    assert isinstance(value, str | int | float | complex | bytes | list | tuple | dict | set | bool | None)


def test_programs_are_refused_wherever_they_stand() -> None:
    refuse_programs({"a": [{"_target_": "monai.losses.DiceLoss"}, "$torch.device('cpu')", "$import os"]})
    for evil in ({"_target_": "os.system"}, "$__import__('os')", "$subprocess.run(['x'])", {"b": [{"c": "$eval('1')"}]}):
        with pytest.raises(RefusedPack):
            refuse_programs({"a": [{"b": evil}]})


@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40).filter(str.strip),
    st.recursive(
        st.booleans() | st.integers(-(2**40), 2**40) | st.floats(allow_nan=False, allow_infinity=False) | st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), inner, max_size=4),
        max_leaves=12,
    ),
)  # fmt: skip
def test_a_card_is_read_as_it_was_written(tmp_path_factory: pytest.TempPathFactory, text: str, value: object) -> None:
    card = ModelCard(
        id="x", version="1", name=text, task="segmentation", runner="inference.segmentation.network:run", modality="CT", license="MIT", intended_use=text,
        limits=text, weights="w", weights_sha256="0", scores=(text,), labels=(Label(1, text, Code("SCT", "10200004", "Liver"), "left", (2, 3)), Label(2, text + "2", Code("a", "b", "c"))),
        network={"value": value, "rows": [value]}, input={"channels": ["CT"]},
    )  # fmt: skip
    path = tmp_path_factory.mktemp("card") / "card.toml"
    path.write_text(card_text(card), encoding="utf-8")
    again = read_card(path)
    assert again == card and json.dumps(again.network) == json.dumps(card.network)
    Path(path).unlink()
