"""A card that is wrong is refused with a reason; weights that are not on the card are never run."""

import hashlib
import re
from pathlib import Path

import pytest

from inference.cards import BadCard, check_weights, find_card, find_cards, read_card, scan_cards
from inference.gate.applies import applies_of
from resources import path as resource
from viewer.case.errors import KnownError
from viewer.case.terms import Code

GOOD = """
id = "ct-lung-lobes"
version = "1.2.0"
name = "Lung lobes"
task = "segmentation"
runner = "inference.segmentation.network:run"
modality = "CT"
weights = "model.pt"
weights_sha256 = "{sha256}"
license = "Apache-2.0"
intended_use = "Adult chest CT."
limits = "Not evaluated after lobectomy."
scores = ["Dice 0.95 on 12 chest CTs."]
[labels]
1 = {{ name = "left upper lobe", code = ["SCT", "45653009"], side = "left" }}
2 = {{ name = "both", code = ["SCT", "39607008", "Lung"], includes = [1] }}
[network]
kind = "UNet"
""".format(sha256=hashlib.sha256(b"weights").hexdigest())


def write(folder: Path, text: str, weights: bytes | None = b"weights") -> Path:
    folder.mkdir(parents=True)
    (folder / "card.toml").write_text(text, encoding="utf-8")
    if weights is not None:
        (folder / "model.pt").write_bytes(weights)
    return folder / "card.toml"


def test_a_good_card(tmp_path: Path) -> None:
    path = write(tmp_path / "one", GOOD)
    card = read_card(path)
    assert card.author == "model:ct-lung-lobes@1.2.0"
    assert card.labels[0].code == Code("SCT", "45653009", "left upper lobe")
    assert (card.labels[0].side, card.labels[1].side, card.labels[1].numbers) == ("left", "none", (2, 1))
    assert card.network == {"kind": "UNet"}
    check_weights(card, path.parent)


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (GOOD.replace('license = "Apache-2.0"', ""), "license"),
        (GOOD.replace('license = "Apache-2.0"', 'license = " "'), "license"),
        (GOOD.replace("scores", "scoers"), "scoers"),
        (GOOD.replace('code = ["SCT", "45653009"], ', ""), "no code"),
        (GOOD.replace('"45653009"', '"DROP TABLE <b>"'), "which no coding scheme has"),
        (GOOD.replace('"45653009"', '"45653009456530094"'), "which no coding scheme has"),
        (GOOD.replace('["SCT", "45653009"]', '["SCTSCTSCTSCTSCTSC", "1"]'), "which no coding scheme has"),
        (GOOD.replace('"Lung"]', f'"{"L" * 65}"]'), "longer than 64 characters"),
        (GOOD.replace('["SCT", "45653009"]', '["SCT", ""]'), "no code"),
        (GOOD.replace('side = "left"', 'side = "port"'), "port"),
        (re.sub(r'(?m)^id = .*$', 'id = "Nul.v2"', GOOD), "no device of Windows"),
        (GOOD.replace('"segmentation"', '"magic"'), "magic"),
        (GOOD.replace('"model.pt"', '"../model.pt"'), "beside it"),
        (GOOD.replace("inference.segmentation.network:run", "os:system"), "none of Lightbox's own"),
        (GOOD.replace("inference.segmentation.network:run", "inference.engine:serve"), "none of Lightbox's own"),
        (GOOD.replace('id = "ct-lung-lobes"', 'id = "../ct-lung-lobes"'), "an id is of letters"),
        ("#" * 2**21, "at most 1,048,576"),
        ("a = " + "[" * 5000 + "]" * 5000, "cannot be read"),
        (GOOD.replace("weights_sha256", "#"), "SHA-256"),
        (GOOD.replace("1 = {", "0 = {"), "from 1 to 255"),
        (GOOD.replace('"both"', '"left upper lobe"'), "one name"),
        (GOOD.replace('name = "both"', 'name = "both", colour = "red"'), "colour"),
        (GOOD.replace('version = "1.2.0"', "version = 1.2"), "version"),
        ("id =", "cannot be read"),
    ],
)
def test_a_wrong_card_is_refused_with_the_reason(tmp_path: Path, wrong: str, reason: str) -> None:
    with pytest.raises(BadCard, match=reason):
        read_card(write(tmp_path / "one", wrong))


def test_changed_or_missing_weights_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "one", GOOD, b"Weights")
    card = read_card(path)
    with pytest.raises(BadCard, match="not the ones"):
        check_weights(card, path.parent)
    (path.parent / "model.pt").unlink()
    with pytest.raises(BadCard, match="missing"):
        check_weights(card, path.parent)


def test_a_model_of_rules_records_the_hash_of_its_card(tmp_path: Path) -> None:
    rules = "\n".join(line for line in GOOD.splitlines() if not line.startswith("weights"))
    path = write(tmp_path / "one", rules, None)
    card = read_card(path)
    assert card.weights_sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    check_weights(card, path.parent)
    path.write_text(rules + "# changed\n")
    with pytest.raises(BadCard):
        check_weights(card, path.parent)


def test_one_bad_pack_costs_that_pack_only_and_none_stands_in_for_a_built_in(tmp_path: Path) -> None:
    write(tmp_path / "built-in" / "a", GOOD)
    write(tmp_path / "packs" / "bad", GOOD.replace("Apache-2.0", ""))
    write(tmp_path / "packs" / "same", GOOD)
    write(tmp_path / "packs" / "second", GOOD.replace("ct-lung-lobes", "second"))
    folders = [tmp_path / "built-in", tmp_path / "packs", tmp_path / "absent"]
    found = scan_cards(folders)
    assert [(card.id, folder.name) for card, folder in found.cards] == [("ct-lung-lobes", "a"), ("second", "second")]
    assert sorted(problem.where.split("/")[-2] for problem in found.problems) == ["bad", "same"]
    assert find_card("second", folders)[1].name == "second"
    with pytest.raises(KnownError, match="no model third"):
        find_card("third", folders)


def test_every_built_in_card_is_good_and_its_runner_exists() -> None:
    folder = resource("models")
    found = scan_cards([folder])
    assert found.problems == ()
    assert {"ct-classical", "ct-lung-nodules"} <= {card.id for card, _ in find_cards([folder])}
    for card, place in found.cards:
        check_weights(card, place)
        assert applies_of(card) is not None, "a table that cannot be read refuses every series"
        module = card.runner.partition(":")[0].replace(".", "/")
        assert (folder.parent.parent / f"{module}.py").is_file()
