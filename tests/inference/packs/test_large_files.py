"""MONAI's releases name the files that do not lie in their repository: where they are, and which they are."""

import hashlib
import json
from pathlib import Path

import pytest
import tiny_packs

from inference.engine import Task
from inference.packs import install
from inference.packs.source import RefusedPack

URL = "https://developer.example.com/model_zoo/model_spleen.pt"


def notes_of(folder: Path, tmp_path: Path) -> list[str]:
    request = json.dumps({"source": str(folder), "licence": "", "trusted_programs": []})
    (row,) = json.loads(install.run(Task("t", "", tmp_path, None, tmp_path / "installed", request), lambda f, t: None, lambda t: None))["packs"]
    return list(row["notes"])


def released(tmp_path: Path, md5: str = "0" * 32, url: str = URL) -> Path:
    folder = tiny_packs.spleen_bundle(tmp_path / "spleen_ct_segmentation")
    rows = ("model.pt", url, md5), ("model.ts", url.replace(".pt", ".ts"), "1" * 32)
    (folder / "large_files.yml").write_text(
        "large_files:\n" + "".join(f'- path: "models/{name}"\n  url: "{at}"\n  hash_val: "{hash}"\n  hash_type: "md5"\n' for name, at, hash in rows)
    )
    return folder


@pytest.mark.parametrize(("url", "shown"), [(URL, f"Its makers have it at {URL}."), ("file:///etc/passwd", "often passed on without it")])
def test_missing_weights_are_named_with_where_they_are(tmp_path: Path, url: str, shown: str) -> None:
    folder = released(tmp_path, url=url)
    (folder / "models" / "model.pt").unlink()
    with pytest.raises(RefusedPack) as error:
        notes_of(folder, tmp_path)
    assert error.value.text == "The bundle's weights are missing: models/model.pt."
    assert shown in error.value.advice and not (tmp_path / "installed").exists()


def test_weights_that_are_not_those_of_the_makers_are_said_to_be_others(tmp_path: Path) -> None:
    folder = released(tmp_path)
    said = [note for note in notes_of(folder, tmp_path) if "published" in note]
    assert said == ["models/model.pt is not the file that its makers published: its MD5 differs from that in large_files.yml."]


def test_weights_of_the_makers_pass_in_silence(tmp_path: Path) -> None:
    folder = released(tmp_path)
    right = released(tmp_path / "again", hashlib.md5((folder / "models" / "model.pt").read_bytes()).hexdigest())
    (right / "models" / "model.pt").write_bytes((folder / "models" / "model.pt").read_bytes())
    assert not [note for note in notes_of(right, tmp_path) if "published" in note]
