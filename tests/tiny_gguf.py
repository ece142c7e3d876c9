"""A language model of 1.5 MB with random weights: enough to run the real llama.cpp, with nothing to download."""

from __future__ import annotations

import hashlib
from pathlib import Path

import gguf
import numpy as np
import numpy.typing as npt
from gguf import GGUFWriter, TokenType

WIDTH, LAYERS, HEADS, KEY_HEADS, FEED_FORWARD, CONTEXT = 128, 2, 4, 2, 256, 4096
CHAT_TEMPLATE = (
    "{% for m in messages %}<|im_start|>{{m.role}}\n{{m.content}}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
PIECES = ("▁the", "▁in", "▁nodule", "▁left", "▁right", "▁lung", "▁of", "▁is", "There", "▁mm", "▁a", "▁zone", "e", "t")


def write_tiny_gguf(path: Path, seed: int = 0, *, chat_template: bool | str = True, tensors: bool = True) -> None:
    """Write a Llama-shaped model: 256 byte tokens and a few words, random weights drawn from `seed`.

    A `chat_template` of one's own is a text; without `tensors` it is a vocabulary only.
    """
    tokens = [("<unk>", 0.0, TokenType.UNKNOWN), ("<s>", 0.0, TokenType.CONTROL), ("</s>", 0.0, TokenType.CONTROL)]
    tokens += [(f"<0x{byte:02X}>", 0.0, TokenType.BYTE) for byte in range(256)]
    tokens += [("<|im_start|>", 0.0, TokenType.CONTROL), ("<|im_end|>", 0.0, TokenType.CONTROL)]
    tokens += [(piece, -float(rank), TokenType.NORMAL) for rank, piece in enumerate(PIECES)]
    names = [name for name, _, _ in tokens]
    writer = GGUFWriter(str(path), "llama")
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(FEED_FORWARD)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(KEY_HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_rope_freq_base(10000.0)
    writer.add_vocab_size(len(tokens))
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    writer.add_tokenizer_model("llama")
    writer.add_tokenizer_pre("default")
    writer.add_token_list(names)
    writer.add_token_scores([score for _, score, _ in tokens])
    writer.add_token_types([int(kind) for _, _, kind in tokens])
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(names.index("<|im_end|>"))
    writer.add_unk_token_id(0)
    writer.add_add_bos_token(True)
    writer.add_add_space_prefix(False)
    if chat_template:
        writer.add_chat_template(chat_template if isinstance(chat_template, str) else CHAT_TEMPLATE)
    if tensors:
        _add_tensors(writer, len(tokens), np.random.default_rng(seed))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def write_tiny_pack(folder: Path, seed: int = 0, *, chat_template: bool | str = True, tensors: bool = True) -> None:
    """A model pack as a user would install it: ``card.toml`` and the GGUF file."""
    folder.mkdir(parents=True, exist_ok=True)
    write_tiny_gguf(folder / "tiny.gguf", seed, chat_template=chat_template, tensors=tensors)
    digest = hashlib.sha256((folder / "tiny.gguf").read_bytes()).hexdigest()
    (folder / "card.toml").write_text(
        f'''id = "tiny-words"
version = "0.0.{seed}"
name = "Tiny random words"
task = "llm"
runner = "inference.llm.llama:run"
modality = "any"
weights = "tiny.gguf"
weights_sha256 = "{digest}"
license = "Apache-2.0"
intended_use = "Tests."
limits = "Random weights: it chooses words by chance."
''',
        encoding="utf-8",
    )


def _add_tensors(writer: GGUFWriter, vocabulary: int, dice: np.random.Generator) -> None:
    def random(*shape: int) -> npt.NDArray[np.float32]:
        return (dice.standard_normal(shape) * 0.05).astype(np.float32)

    head = WIDTH // HEADS
    ones = np.ones(WIDTH, np.float32)
    writer.add_tensor("token_embd.weight", random(vocabulary, WIDTH))
    writer.add_tensor("output_norm.weight", ones)
    writer.add_tensor("output.weight", random(vocabulary, WIDTH))
    for layer in range(LAYERS):
        block = f"blk.{layer}."
        writer.add_tensor(block + "attn_norm.weight", ones)
        writer.add_tensor(block + "ffn_norm.weight", ones)
        writer.add_tensor(block + "attn_q.weight", random(HEADS * head, WIDTH))
        writer.add_tensor(block + "attn_k.weight", random(KEY_HEADS * head, WIDTH))
        writer.add_tensor(block + "attn_v.weight", random(KEY_HEADS * head, WIDTH))
        writer.add_tensor(block + "attn_output.weight", random(WIDTH, HEADS * head))
        writer.add_tensor(block + "ffn_gate.weight", random(FEED_FORWARD, WIDTH))
        writer.add_tensor(block + "ffn_up.weight", random(FEED_FORWARD, WIDTH))
        writer.add_tensor(block + "ffn_down.weight", random(WIDTH, FEED_FORWARD))


def write_tiny_projector(path: Path, *, width: int = WIDTH, patch: int = 14, has_vision: bool = True, wrong_shape: bool = False) -> None:
    """Write a projector ("mmproj") of two layers with random weights: pictures of 28 pixels into four tokens of `width` numbers."""
    inner, layers, heads, forward, side = 64, 2, 2, 128, 28
    writer = GGUFWriter(str(path), "clip")
    writer.add_bool("clip.has_vision_encoder", has_vision)
    writer.add_string("clip.projector_type", "mlp")
    writer.add_bool("clip.use_gelu", False)
    for key, value in (
        ("image_size", side), ("patch_size", patch), ("embedding_length", inner), ("feed_forward_length", forward),
        ("projection_dim", width), ("block_count", layers), ("attention.head_count", heads),
    ):  # fmt: skip
        writer.add_uint32(f"clip.vision.{key}", value)
    writer.add_float32("clip.vision.attention.layer_norm_epsilon", 1e-5)
    writer.add_array("clip.vision.image_mean", [0.5, 0.5, 0.5])
    writer.add_array("clip.vision.image_std", [0.5, 0.5, 0.5])
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    random = np.random.default_rng(0)

    def add(name: str, *shape: int) -> None:
        writer.add_tensor(name, (random.standard_normal(shape) * 0.05).astype(np.float32))

    size = patch or 14
    add("v.patch_embd.weight", inner, 3, size, size)
    add("v.class_embd", inner)
    add("v.position_embd.weight", (side // size) ** 2 + 1, inner)
    for norm in ("v.pre_ln", "v.post_ln", *(f"v.blk.{n}.ln{m}" for n in range(layers) for m in (1, 2))):
        writer.add_tensor(f"{norm}.weight", np.ones(inner, np.float32))
        writer.add_tensor(f"{norm}.bias", np.zeros(inner, np.float32))
    for n in range(layers):
        for name in ("attn_q", "attn_k", "attn_v", "attn_out"):
            add(f"v.blk.{n}.{name}.weight", inner, inner)
            add(f"v.blk.{n}.{name}.bias", inner)
        add(f"v.blk.{n}.ffn_up.weight", forward, inner)
        add(f"v.blk.{n}.ffn_up.bias", forward)
        add(f"v.blk.{n}.ffn_down.weight", inner, forward)
        add(f"v.blk.{n}.ffn_down.bias", inner)
    add("mm.0.weight", width, inner // 2 if wrong_shape else inner)
    add("mm.0.bias", width)
    add("mm.2.weight", width, width)
    add("mm.2.bias", width)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
