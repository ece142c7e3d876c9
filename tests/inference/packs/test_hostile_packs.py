"""Packs made to hurt: programs in pickles and configurations, archives that lie; each is refused at once, and nothing in it runs."""

import io
import os
import pickle
import stat
import struct
import zipfile
from pathlib import Path

import pytest
import tiny_packs
import torch
from hostile_case import CANARY, Touch, refused

pytestmark = pytest.mark.usefixtures("nothing_runs")


def test_the_canary_would_sing(tmp_path: Path):
    """So that its silence means something."""
    pickle.loads(pickle.dumps(Touch()))
    (tmp_path / CANARY).unlink()


# Pickles


@pytest.mark.parametrize("call", [os.system, eval, exec, os.unlink, getattr, __import__])
@pytest.mark.parametrize("place", ["weights", "config", "alone"])
def test_a_program_in_a_checkpoint(tmp_path: Path, call: object, place: str):
    path = tiny_packs.auto3dseg(tmp_path / "model.pt")
    checkpoint = torch.load(path, weights_only=False)
    evil = Touch(call, f"__import__('os').system('touch {CANARY}')")
    match place:
        case "weights":
            checkpoint["state_dict"]["evil"] = evil
        case "config":
            checkpoint["config"]["evil"] = evil
        case _:
            checkpoint = evil
    torch.save(checkpoint, path)
    assert "holds a program" in refused(path, tmp_path) and "nothing in it was run" in refused(path, tmp_path)


def test_a_program_in_an_nnunet_checkpoint(tmp_path: Path):
    folder = tiny_packs.nnunet(tmp_path / "nnunet")
    path = folder / "fold_0" / "checkpoint_final.pth"
    checkpoint = torch.load(path, weights_only=False)
    checkpoint["init_args"]["device"] = Touch()
    torch.save(checkpoint, path)
    assert "system" in refused(folder, tmp_path)


def test_a_program_in_an_old_pickle_or_under_another_name(tmp_path: Path):
    torch.save({"state_dict": {"w": torch.zeros(1)}, "config": Touch()}, tmp_path / "old.pt", _use_new_zipfile_serialization=False)
    assert "before version 1.6" in refused(tmp_path / "old.pt", tmp_path)
    (tmp_path / "plain.pt").write_bytes(pickle.dumps(Touch()))
    assert "before version 1.6" in refused(tmp_path / "plain.pt", tmp_path)
    (tmp_path / "weights.safetensors").write_bytes(pickle.dumps(Touch()))
    assert "cannot be read as weights" in refused(tmp_path / "weights.safetensors", tmp_path)
    buffer = io.BytesIO()
    torch.save({"state_dict": {"w": torch.zeros(1)}, "config": {}, "x": Touch()}, buffer)
    with zipfile.ZipFile(tmp_path / "hidden.zip", "w") as archive:
        archive.writestr("pack/model.pt", buffer.getvalue())
    assert "holds a program" in refused(tmp_path / "hidden.zip", tmp_path)


def test_a_name_that_is_only_made_while_the_pickle_is_read(tmp_path: Path):
    body = b"\x80\x04\x8c\x02os\x8c\x06system\x93\x8c\x0ctouch canary\x85R."
    with zipfile.ZipFile(tmp_path / "model.pt", "w") as archive:
        archive.writestr("archive/data.pkl", body)
        archive.writestr("archive/version", "3")
    assert "named only while it runs" in refused(tmp_path / "model.pt", tmp_path)


# MONAI configurations


@pytest.mark.parametrize("target", ["os.system", "subprocess.Popen", "builtins.eval", "posix.system", "monai_evil.UNet"])
@pytest.mark.parametrize("place", ["network_def", "handlers", "preprocessing"])
def test_a_bundle_that_names_a_program(tmp_path: Path, target: str, place: str):
    evil = {"_target_": target, "command": f"touch {CANARY}"}
    config = tiny_packs.spleen_config()
    match place:
        case "network_def":
            config["network_def"] = evil
        case "handlers":
            config["handlers"] = [evil]
        case _:
            config["preprocessing"]["transforms"].append(evil)
    assert target in refused(tiny_packs.spleen_bundle(tmp_path / "spleen", **config), tmp_path)


@pytest.mark.parametrize(
    "expression",
    [f"$__import__('os').system('touch {CANARY}')", f"$open('{CANARY}', 'w')", f"$exec(\"open('{CANARY}','w')\")", "$().__class__.__base__.__subclasses__()"],
)
@pytest.mark.parametrize("key", ["initialize", "device", "network_def"])
def test_a_bundle_with_a_program_in_an_expression(tmp_path: Path, expression: str, key: str):
    config = {key: [expression] if key == "initialize" else expression}
    assert "holds the program" in refused(tiny_packs.spleen_bundle(tmp_path / "spleen", **config), tmp_path)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"network_def": {**tiny_packs.SPLEEN_NETWORK, "_target_": "DiNTS"}}, "DiNTS is not on the list"),
        ({"network_def": {**tiny_packs.SPLEEN_NETWORK, "_target_": "monai.networks.nets.NetAdapter"}}, "NetAdapter is not on the list"),
        ({"network_def": {**tiny_packs.SPLEEN_NETWORK, "_target_": "monai.bundle.run"}}, "monai.bundle.run, which is none of MONAI's"),
        ({"network_def": {**tiny_packs.SPLEEN_NETWORK, "channels": "$[4, 8][::-1]"}}, "expressions are never evaluated"),
        ({"network_def": {**tiny_packs.SPLEEN_NETWORK, "channels": "@loop"}, "loop": "@loop"}, "refers to itself"),
        ({"network_def": {**tiny_packs.SPLEEN_NETWORK, "_mode_": "callable", "hook": 3}}, "takes no hook"),
        ({"network_def": {**tiny_packs.SPLEEN_NETWORK, "channels": [8192] * 6, "strides": [2] * 5}}, "more than 2,000,000,000"),
        ({"network_def": {**tiny_packs.SPLEEN_NETWORK, "channels": [4, 16]}}, "do not fit"),
        ({"network_def": {**tiny_packs.SPLEEN_NETWORK, "num_res_units": 10**9}}, "more than any network"),
        ({"preprocessing": {"transforms": [{"_target_": "Lambdad", "func": "$lambda x: x"}]}}, "Lambda, which is not on the list"),
        ({"inferer": {"roi_size": [10**6] * 3}}, "not three sizes"),
        ({"checkpointloader": {"load_path": "../../../etc/passwd"}}, "weights are missing"),
        ({"checkpointloader": {"load_path": "/etc/passwd"}}, "weights are missing"),
    ],
)
def test_a_bundle_that_asks_for_what_is_not_there(tmp_path: Path, change: dict, reason: str):
    assert reason in refused(tiny_packs.spleen_bundle(tmp_path / "spleen", **change), tmp_path)


def test_a_configuration_nested_without_end(tmp_path: Path):
    folder = tiny_packs.spleen_bundle(tmp_path / "spleen")
    (folder / "configs" / "inference.json").write_text("[" * 200_000)
    assert "not JSON that can be read" in refused(folder, tmp_path)


# Archives


def test_an_archive_that_would_leave_its_folder(tmp_path: Path):
    for name in ("../canary", "/tmp/canary", "a/../../canary", "..\\canary", "C:canary"):
        with zipfile.ZipFile(tmp_path / "slip.zip", "w") as archive:
            archive.writestr(name, "x")
        assert "would leave its folder" in refused(tmp_path / "slip.zip", tmp_path), name


def test_an_archive_with_a_link(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "link.zip", "w") as archive:
        entry = zipfile.ZipInfo("model.pt")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
    assert "holds the link model.pt" in refused(tmp_path / "link.zip", tmp_path)


def test_an_archive_that_unpacks_to_far_more_than_it_is(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("model.pt", bytes(128 * 2**20))
    assert "would unpack to 128 MB" in refused(tmp_path / "bomb.zip", tmp_path)


def test_an_archive_that_lies_about_its_sizes(tmp_path: Path):
    path = tmp_path / "lie.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("model.pt", bytes(8 * 2**20))
    data = path.read_bytes().replace(struct.pack("<I", 8 * 2**20), struct.pack("<I", 4096))
    path.write_bytes(data)
    assert "cannot be unpacked" in refused(path, tmp_path) or "larger than the archive says" in refused(path, tmp_path)


@pytest.mark.parametrize("names", [("m.pt", "m.pt"), ("a/LICENSE", "a/LICENSE/x"), ("a/b/x", "a/b"), ("A/x", "a/X")])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_an_archive_of_two_things_in_one_place(tmp_path: Path, names: tuple[str, str]):
    with zipfile.ZipFile(tmp_path / "pack.zip", "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    assert "two things in the place of" in refused(tmp_path / "pack.zip", tmp_path)


def test_a_bundle_whose_network_has_a_bracket_in_its_name(tmp_path: Path):
    text = refused(tiny_packs.spleen_bundle(tmp_path / "spleen", network_def={"_target_": "monai.networks.nets.x.UNet("}), tmp_path)
    assert "UNet(" in text and "subpattern" not in text


def test_an_archive_that_is_cut_off(tmp_path: Path):
    whole = tiny_packs.zipped(tiny_packs.spleen_bundle(tmp_path / "spleen"), tmp_path / "spleen.zip")
    whole.write_bytes(whole.read_bytes()[:-400])
    assert "cut off" in refused(whole, tmp_path)


def test_an_archive_of_more_files_than_any_model_has(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "many.zip", "w") as archive:
        for number in range(20_001):
            archive.writestr(str(number), b"")
    assert "20,001 files" in refused(tmp_path / "many.zip", tmp_path)


def test_a_folder_with_a_link_or_a_pipe(tmp_path: Path):
    folder = tiny_packs.spleen_bundle(tmp_path / "spleen")
    (folder / "secret").symlink_to("/etc/passwd")
    assert "holds the link secret" in refused(folder, tmp_path)
    (folder / "secret").unlink()
    (folder / "models" / "more").symlink_to(tmp_path, target_is_directory=True)
    assert "holds the link models/more" in refused(folder, tmp_path)
    (folder / "models" / "more").unlink()
    os.mkfifo(folder / "pipe")
    assert "neither a file nor a folder" in refused(folder, tmp_path)
