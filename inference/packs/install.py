"""`lightbox models add`, in the ML process: whatever was brought becomes packs in the normal form, and nothing of it runs.

Request: ``{"source": path, "licence": text or "", "trusted_programs": [SHA-256, ...]}``. `Task.out_path` is a folder that
is made; each pack becomes a folder in it, by its id. Answer: ``{"packs": [{"id", "format", "licence", "licence_allows",
"licence_kind", "missing", "notes", "seconds"}]}``.
"""

from __future__ import annotations

import json
import re
import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from inference.cards import CARD_FILE, ModelCard, read_card
from inference.engine import Task
from inference.gate.applies import applies_of
from inference.llm import describe
from inference.networks.build import refuse_unless_fitting, shapes_of
from inference.packs import (
    auto3dseg,
    gguf,
    lightbox_pack,
    monai_bundle,
    nnunet,
    onnx,
    promptable,
    self_test,
    tfjs,
    torchscript,
    xrayvision,
)
from inference.packs.card_text import card_text
from inference.packs.found import Found
from inference.packs.licences import NOT_STATED, allowance, name_of, strictest
from inference.packs.projector import PROJECTOR_FILE
from inference.packs.recipe import input_of, network_of
from inference.packs.source import Brought, RefusedPack, open_pack, sha256_of
from inference.packs.structures import corrected, is_known, regions_of
from inference.packs.weights import by_names_of, read_checkpoint, save, state_of, tensors_in
from viewer.case.progress import Tick, part_of

FORMATS = (
    "MONAI Auto3DSeg (.pt, or zipped), a MONAI bundle, an nnU-Net v2 folder, TensorFlow.js, ONNX or TorchScript with "
    "card.toml, torchxrayvision weights, GGUF, or Lightbox's own packs"
)
_CHECKPOINTS = (".pt", ".pth")
_PACKED = (".tar", ".tgz", ".tar.gz", ".tar.bz2", ".tar.xz", ".tar.zst", ".7z", ".rar")
_LICENCE_FILE = "LICENSE"
_MOST_SAID = 4
_UNPACKED = ".unpacked"
_BETWEEN_LICENCES = "\n\n----\n\n"


def run(task: Task, tick: Tick, partial: Callable[[str], None]) -> str:
    """Runner: see above.

    Raises
    ------
    RefusedPack or BadCard with one sentence; nothing is left behind then.
    """
    request = json.loads(task.request)
    folder = task.out_path
    folder.mkdir(parents=True)
    try:
        brought = open_pack(Path(request["source"]), folder / _UNPACKED, part_of(tick, 0.0, 0.3))
        tick(0.3, "Reading the pack")
        models = find(brought, request.get("trusted_programs", ()), part_of(tick, 0.3, 0.6))
        rows = []
        for number, found in enumerate(models):
            part = part_of(tick, 0.6 + 0.4 * number / len(models), 0.6 + 0.4 * (number + 1) / len(models))
            rows.append(write(found, brought, str(request.get("licence") or ""), folder, part))
        shutil.rmtree(folder / _UNPACKED, ignore_errors=True)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return json.dumps({"packs": rows})


def find(brought: Brought, trusted: list[str] | tuple[str, ...], tick: Tick) -> list[Found]:
    """The models in what was brought, by the loader that its files call for.

    Raises
    ------
    RefusedPack when no loader knows it, or the loader refuses it.
    """
    if lightbox_pack.is_one(brought):
        return [lightbox_pack.read(brought, trusted)]
    if brought.find(".gguf"):
        return [gguf.read(brought)]
    if homes := nnunet.places(brought):
        promptable.refuse_known_folder(brought)
        if len(homes) > 1:
            names = ", ".join(home.rstrip("/") for home in homes[:8])
            raise RefusedPack(f"The folder holds {len(homes)} models: {names}{' ...' if len(homes) > 8 else ''}.", "Add them one by one.")
        return [nnunet.read(brought, homes[0])]
    if monai_bundle.is_one(brought):
        return monai_bundle.read(brought)
    if tfjs.is_one(brought):
        return [tfjs.read(brought)]
    if files := brought.find(".onnx"):
        onnx.look_into(brought.path(files[0]))
        lightbox_pack.refuse_bare(files[0])
    return [_weights(brought, trusted, tick)]


def _weights(brought: Brought, trusted: list[str] | tuple[str, ...], tick: Tick) -> Found:
    """A pack that is a file of weights, perhaps with a table of labels beside it."""
    files = brought.find(*_CHECKPOINTS, *torchscript.ENDINGS, ".safetensors")
    if brought.is_alone and brought.origin.name.lower().endswith(_PACKED):
        raise RefusedPack(f"{brought.origin.name} is an archive of a kind that is not taken apart here.", "Unpack it and add its folder, or add a zip.")
    if not files:
        raise RefusedPack(f"{brought.origin.name} holds no model that Lightbox reads.", f"It reads {FORMATS}.")
    if len(files) > 1:
        raise RefusedPack(f"The pack holds {len(files)} files of weights and nothing that says which is for what: {', '.join(files[:4])}.")
    path = brought.path(files[0])
    if torchscript.is_one(path):
        torchscript.refuse_unless_trusted(path, sha256_of(path, tick), trusted)
        lightbox_pack.refuse_bare(files[0])
    if path.suffix == ".safetensors":
        tensors = tensors_in(path)
    else:
        checkpoint = read_checkpoint(path)
        if auto3dseg.is_one(checkpoint):
            return auto3dseg.read(brought, files[0], checkpoint)
        tensors = state_of(checkpoint, files[0])
    promptable.refuse_known(tensors)
    if xrayvision.is_one(tensors):
        return xrayvision.read(brought, tensors)
    raise RefusedPack(
        f"{files[0]} holds {len(tensors)} weights, and nothing that says which network they are for.",
        "Add the whole pack that it came from, or write a card for it: documentation, Models, Own packs.",
    )


def write(found: Found, brought: Brought, licence: str, folder: Path, tick: Tick) -> dict[str, Any]:
    """Write one pack in the normal form and try it; the row of the answer.

    Raises
    ------
    RefusedPack without a licence; BadCard when the recipe is wrong, the weights do not fit it, or it does not run.
    """
    started = time.monotonic()
    own = [text for text in (found.licence, *brought.licences()) if text.strip()]
    texts = own or [text for text in [licence] if text.strip()]
    if not texts:
        raise RefusedPack(
            f"{found.name} comes without a licence, so nothing says that it may be used.",
            f'Ask its owner, then add it with --licence "NAME OR TEXT"; --licence "{NOT_STATED}" installs it marked so.',
        )
    names = [name for name in dict.fromkeys(map(name_of, texts)) if name != NOT_STATED]
    if len(names) > 1:
        found = replace(found, notes=(*found.notes, f"The pack names several licences ({', '.join(names[:6])}); the strictest counts."))
    if brought.is_alone and brought.licences():
        found = replace(found, notes=(*found.notes, "Its licence is the licence file that lay beside it; see that it belongs to it."))
    if found.task != "classification":  # whose labels are findings, not structures
        checked = [corrected(label) for label in found.labels]
        found = replace(found, labels=tuple(label for label, _ in checked), notes=(*found.notes, *_few([said for _, said in checked if said])))
    card = _card(found, brought, strictest(texts))
    applies_of(card)
    target = folder / card.id
    target.mkdir()
    tick(0.1, f"Writing {card.name}")
    card = replace(card, weights_sha256=_write_weights(found, card, target / card.weights, tick))
    if found.projector is not None:
        shutil.copyfile(found.projector, target / PROJECTOR_FILE)
        digest = sha256_of(target / PROJECTOR_FILE, part_of(tick, 0.4, 0.5))
        card = replace(card, network={"projector": PROJECTOR_FILE, "projector_sha256": digest})
    (target / _LICENCE_FILE).write_text(_plain(_BETWEEN_LICENCES.join(texts)) + "\n", encoding="utf-8")
    tick(0.5, f"Trying {card.name}")
    if card.task != "llm":
        card = replace(card, self_test=self_test.measure(network_of(card), input_of(card), target / card.weights))
    elif found.projector is not None:
        describe.try_pack(card, target, part_of(tick, 0.5, 1.0))
    (target / CARD_FILE).write_text(card_text(card), encoding="utf-8")
    read_card(target / CARD_FILE)  # what is written is what will be read
    tick(1.0, card.name)
    allowed = allowance(card.license)
    unknown = [label.name for label in card.labels if not is_known(label)]
    missing = [f"standard codes for {', '.join(unknown[:6])}{' and more' if len(unknown) > 6 else ''}"] if unknown else []
    if not own:
        missing.append("a licence; the one that was given at installation is on the card")
    return {
        "id": card.id, "format": found.format, "licence": card.license, "licence_allows": allowed.text,
        "licence_kind": allowed.kind, "missing": missing, "notes": list(found.notes),
        "seconds": round(time.monotonic() - started, 1),
    }  # fmt: skip


def _card(found: Found, brought: Brought, licence: str) -> ModelCard:
    limits = " ".join((found.limits.strip(), *found.notes))
    return ModelCard(
        id=found.identifier or _id_of(found.name),
        version=_plain(found.version)[:32] or "1",
        name=_plain(found.name).strip()[:80] or found.format,
        task=found.task,
        runner=found.runner,
        modality=found.modality,
        license=licence,
        origin=_plain(f"{found.format}: {brought.origin.name}, SHA-256 {brought.sha256}"),
        intended_use=_plain(found.intended_use),
        limits=_plain(limits),
        weights=found.weights,
        scores=tuple(_plain(score) for score in found.scores),
        labels=tuple(
            replace(label, name=name, code=replace(label.code, meaning=_plain(label.code.meaning).strip()[:64] or name[:64]))
            for label in found.labels
            for name in (_plain(label.name).strip() or f"structure {label.number}",)
        ),
        network=_without_nothing(found.network),
        input=_without_nothing(found.input),
        applies=found.applies or _applies(found),
        self_test=found.self_test,
    )


def _applies(found: Found) -> dict[str, Any]:
    """What other packs never say: a model of the kidneys is not meant for a head. Parts of the body are told apart on CT."""
    regions = regions_of(found.labels) if found.modality == "CT" else ()
    return {"regions": list(regions)} if regions else {}


def _write_weights(found: Found, card: ModelCard, path: Path, tick: Tick) -> str:
    """Weights into the pack; their SHA-256. What fits is known before anything is written."""
    if found.tensors is not None:
        network = network_of(card)
        input_of(card)
        names = shapes_of(network)
        tensors = by_names_of(found.tensors, names)
        refuse_unless_fitting(network, {name: tuple(tensor.shape) for name, tensor in tensors.items()})
        save(tensors, path)
    else:
        assert found.file is not None, "a pack has weights or a file"
        shutil.copyfile(found.file, path)
    return sha256_of(path, part_of(tick, 0.3, 0.5))


def _few(sentences: list[str]) -> list[str]:
    """The first of many like ones."""
    more = [f"{len(sentences) - _MOST_SAID} more labels likewise."] if len(sentences) > _MOST_SAID else []
    return sentences[:_MOST_SAID] + more


def _id_of(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60] or "model"


_TERMINAL = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\^_])")
"""Orders to a terminal (ECMA-48, 5.4): colours, titles."""


def _plain(text: str) -> str:
    """Text that UTF-8 can hold, without orders to a terminal and control characters but line ends."""
    text = _TERMINAL.sub("", text)
    return "".join(c for c in text if c in "\n\t" or (c.isprintable() and not 0xD800 <= ord(c) < 0xE000))


def _without_nothing(table: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in table.items() if value is not None}
