"""Packs in Lightbox's own form: ``card.toml`` beside weights as data, or beside an ONNX file."""

from __future__ import annotations

from collections.abc import Collection

from inference.cards import CARD_FILE, BadCard, ModelCard, check_weights, read_card
from inference.packs import gguf, onnx, torchscript
from inference.packs.found import Found
from inference.packs.recipe import input_of, network_of
from inference.packs.source import Brought, RefusedPack
from inference.packs.weights import tensors_in

_STATES = (".safetensors", ".pt", ".pth")
WITHOUT_CARD = (
    "Put card.toml beside it that says them: documentation, Models, Own packs.",
    "channels, spacing, orientation, intensities, patch, labels with codes, intended use and limits",
)


def is_one(brought: Brought) -> bool:
    """Whether a card lies in the pack's own folder."""
    return CARD_FILE in brought.sizes


def read(brought: Brought, trusted: Collection[str]) -> Found:
    """The model on the card.

    Raises
    ------
    BadCard for a card that is wrong, or weights that are not on it; RefusedPack for a model of rules, and as the
    loaders of ONNX, GGUF and weights.
    """
    card = read_card(brought.folder / CARD_FILE)
    if not card.weights:
        raise RefusedPack(f"The pack {card.id} has no weights; a model of rules is a part of Lightbox and is not installed.")
    if card.weights not in brought.sizes:
        raise BadCard(f"The weights of the model {card.id} are missing: {card.weights}.")
    check_weights(card, brought.folder)
    path = brought.path(card.weights)
    tensors, file, weights = None, None, "weights.safetensors"
    if card.task == "llm":
        gguf.read_head(path)
        file, weights = path, "model.gguf"
    else:
        network = network_of(card)
        input_of(card)
        match network.library:
            case "onnx":
                refuse_unless_alike(card, onnx.look_into(path))
                file, weights = path, "model.onnx"
            case "torchscript":
                torchscript.refuse_unless_trusted(path, card.weights_sha256, trusted)
                file, weights = path, "model.ts"
            case _ if path.suffix in _STATES:
                tensors = tensors_in(path)
            case _:
                raise RefusedPack(f"The weights of the pack {card.id} are {path.suffix or 'nameless'}, not {', '.join(_STATES)}.")
    return Found(
        format="Lightbox", name=card.name, version=card.version, modality=card.modality, intended_use=card.intended_use,
        limits=card.limits, licence=card.license, labels=card.labels,
        network=card.network, input=card.input, tensors=tensors, file=file, weights=weights, task=card.task,
        runner=card.runner, scores=card.scores, identifier=card.id, self_test=card.self_test, applies=card.applies,
    )  # fmt: skip


def refuse_unless_alike(card: ModelCard, outline: onnx.Outline) -> None:
    """BadCard when the ONNX file does not take and give what the card says."""
    network, wanted = network_of(card), input_of(card)
    (given,), (made,) = outline.inputs.values(), outline.outputs.values()
    for what, stated, found in (("channels", len(wanted.channels), given[1]), ("outputs", network.outputs, made[1])):
        if found is not None and found != stated:
            raise BadCard(f"The card of {card.id} says {stated} {what}, but its ONNX file has {found}.")
    for axis, size in enumerate(given[2:]):
        if size is not None and size != wanted.patch[axis]:
            raise BadCard(f"The card of {card.id} says a patch of {wanted.patch[axis]} voxels along axis {axis}, but its ONNX file sees {size}.")


def refuse_bare(what: str) -> None:
    """RefusedPack for a network without a word about its input and output."""
    advice, missing = WITHOUT_CARD
    raise RefusedPack(f"{what} does not say what a run needs: {missing}.", advice)
