"""The picture half of a language model: a GGUF file that turns a picture into the tokens of one model ("mmproj").

llama.cpp divides by some of its numbers and ends its process on others, so they are looked at here first.
"""

from __future__ import annotations

from typing import Any

from inference.packs.source import RefusedPack

PROJECTOR_FILE = "mmproj.gguf"
_MOST: dict[str, int] = {
    "image_size": 8192, "patch_size": 256, "embedding_length": 16_384, "feed_forward_length": 131_072, "block_count": 256,
    "projection_dim": 65_536, "attention.head_count": 256,
}  # fmt: skip
"""What every vision half states (clip.vision.*), each from 1 to this."""


def is_projector(metadata: dict[str, Any]) -> bool:
    """Whether the head of a GGUF file is that of a projector."""
    return metadata.get("general.architecture") == "clip" or metadata.get("general.type") == "mmproj"


def check_projector(name: str, metadata: dict[str, Any], tensors: dict[str, tuple[int, ...]], width: int) -> None:
    """Look at the head of a projector that is to serve a language model of `width` numbers a token.

    Raises
    ------
    RefusedPack for one without a vision half, with numbers that no such network has, or made for another model.
    """
    if metadata.get("clip.has_vision_encoder") is not True:
        raise RefusedPack(f"The projector {name} reads no pictures.")
    said: dict[str, int] = {}
    for key, most in _MOST.items():
        value = metadata.get(f"clip.vision.{key}")
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
            raise RefusedPack(f"The projector {name} does not say a usable {key.replace('_', ' ').replace('.', ' ')}: {str(value)[:40]}.")
        said[key] = value
    if said["embedding_length"] % said["attention.head_count"] or said["image_size"] < said["patch_size"]:
        raise RefusedPack(f"The projector {name} has numbers that do not fit each other.")
    if said["projection_dim"] != width:
        raise RefusedPack(
            f"The projector {name} was made for a model with {said['projection_dim']:,} numbers a token; this one has {width:,}.",
            "Bring the projector that was published with the model.",
        )
    patches = [shape for tensor, shape in tensors.items() if tensor.startswith("v.patch_embd.weight")]
    if not patches or any(shape[:2] != (said["patch_size"], said["patch_size"]) or shape[-1] != said["embedding_length"] for shape in patches):
        raise RefusedPack(f"The projector {name} has no layer that reads pictures as it says.")
    first = tensors.get("mm.0.weight")
    if first is not None and first[0] % said["embedding_length"]:  # several patches may be joined into one token
        raise RefusedPack(f"The projector {name} has layers that do not fit each other.")
