"""Promptable networks that are known by their files but cannot be built here: what they are and what is missing.

nnInteractive is a plain nnU-Net with eight inputs and is read by `nnunet`. No torch here.
"""

from __future__ import annotations

from collections.abc import Iterable

from inference.packs.source import Brought, RefusedPack

_BY_WEIGHTS = (
    (
        ("image_encoder.patch_embed.", "prompt_encoder.", "mask_decoder."),
        "SAM-Med3D or another Segment Anything network",
        "its 3D image encoder is in no library that Lightbox is built with",
    ),
    (
        ("query_decoder.", "mask_embed", "mid_mask_embed"),
        "SAT or another network that is asked by words",
        "its decoder of words is in no library that Lightbox is built with, and its text encoder is a second file",
    ),
    (
        ("project_to_decoder_channels", "transformer_decoder.", "project_text_embed"),
        "VoxTell or another network that is asked by words",
        "its fusion of words and image is in no library that Lightbox is built with",
    ),
)
INSTEAD = "nnInteractive's layout (an nnU-Net with image, mask, box, point and scribble channels) is run."
INSTEAD_OF_WORDS = "Exported to ONNX with its bank of embedded words inside, one output for each word, it runs: documentation, Models, Own packs."


def refuse_known(weights: Iterable[str]) -> None:
    """RefusedPack, naming network and reason, when the weights' names are those of a network that cannot be built."""
    names = list(weights)
    for marks, what, why in _BY_WEIGHTS:
        if sum(any(mark in name for name in names) for mark in marks) >= 2:
            raise RefusedPack(f"This is {what}; it cannot be built here: {why}.", INSTEAD_OF_WORDS if "words" in what else INSTEAD)


def refuse_known_folder(brought: Brought) -> None:
    """The same for a folder whose plans name such a network or that brings a bank of embedded words."""
    words = brought.find(".npz")
    for name in brought.find("/plans.json"):
        if b"voxtell" in brought.path(name).read_bytes()[: 4 * 2**20].lower() or (words and "embedding" in words[0].lower()):
            _, what, why = _BY_WEIGHTS[2]
            raise RefusedPack(f"This is {what}; it cannot be built here: {why}.", INSTEAD_OF_WORDS)
