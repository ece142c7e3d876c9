"""From trained weights to a pack: ``card.toml`` and a GGUF file, as any language model that a user installs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import gguf
import numpy as np
import torch
from gguf import GGMLQuantizationType, GGUFWriter, LlamaFileType, TokenType

from inference.cards import CARD_FILE, ModelCard
from inference.packs.card_text import card_text
from inference.packs.source import sha256_of
from inference.training.writer.network import EPSILON, ROPE_BASE, Shape, Writer
from inference.training.writer.shards import VOCABULARY, WEIGHTS
from inference.training.writer.vocabulary import BEGIN, CONTROL, END, UNKNOWN, Vocabulary
from viewer.case.progress import no_tick

FILE = "writer.gguf"
CONTEXT = 4096
"""As the runner asks for; a request with its answer has less than 400 tokens."""
CHAT_TEMPLATE = "{% for m in messages %}<|{{ m.role }}|>{{ m.content }}{% endfor %}{% if add_generation_prompt %}<|assistant|>{% endif %}"
TYPES = {
    "q8_0": (GGMLQuantizationType.Q8_0, LlamaFileType.MOSTLY_Q8_0),
    "f16": (GGMLQuantizationType.F16, LlamaFileType.MOSTLY_F16),
    "f32": (GGMLQuantizationType.F32, LlamaFileType.ALL_F32),
}
"""Of the matrices; norms are 32 bits in each."""


@dataclass(frozen=True, eq=False, slots=True)
class Trained:
    """Weights with what is known of their training."""

    module: Writer
    vocabulary: Vocabulary
    how: dict[str, Any]


def trained_in(folder: Path) -> Trained:
    """The weights that a training left in `folder`."""
    was: dict[str, Any] = torch.load(folder / WEIGHTS, map_location="cpu", weights_only=True)
    module = Writer(Shape(**was.pop("shape")))
    module.load_state_dict({name: tensor.float() for name, tensor in was.pop("module").items()})
    return Trained(module.eval(), Vocabulary.load(folder / VOCABULARY), was)


def export(folder: Path, out: Path, kind: str = "q8_0", scores: tuple[str, ...] = ()) -> Path:
    """Write the training in `folder` as a pack below `out`; returns its folder."""
    trained = trained_in(folder)
    card = card_of(trained)
    pack = out / card.id
    pack.mkdir(parents=True, exist_ok=True)
    write_gguf(trained.module, trained.vocabulary, pack / FILE, kind)
    card = replace(card, weights_sha256=sha256_of(pack / FILE, no_tick), scores=(how_trained(trained), *scores))
    (pack / CARD_FILE).write_text(card_text(card), encoding="utf-8")
    return pack


def card_of(trained: Trained) -> ModelCard:
    """The card, but for scores and checksum."""
    return ModelCard(
        "report-writer", "0.1.0", "Report writer (experimental)", "llm", "inference.llm.llama:run", "any", "Apache-2.0",
        "Wording the sentences of a report, each from its facts and under a grammar of what may be said.",
        "Knows only the sentences that Lightbox plans, in English, German, Spanish and French. It answers no questions. What it "
        "writes without a grammar is not to be trusted, and under it its reports read no better than template sentences, which is why "
        "reports are drafted from those unless it is asked for.",
        weights=FILE,
    )  # fmt: skip


def how_trained(trained: Trained) -> str:
    """What the weights saw, as a sentence for the card."""
    how = trained.how
    return (
        f"{trained.module.shape.parameters / 1e6:.1f} million parameters, trained on {how['tokens']:,} tokens ({how['examples']:,} requests "
        f"with their answers) of text that Lightbox's own generator wrote, {how['seconds'] / 60:.0f} minutes on {how['device']}, seed {how['seed']}."
    )


def write_gguf(module: Writer, vocabulary: Vocabulary, path: Path, kind: str = "q8_0") -> None:
    """The network and its vocabulary as llama.cpp reads them."""
    shape = module.shape
    writer = GGUFWriter(str(path), "llama")
    writer.add_name("Lightbox report writer")
    writer.add_license("Apache-2.0")
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.feed_forward)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.key_heads)
    writer.add_layer_norm_rms_eps(EPSILON)
    writer.add_rope_dimension_count(shape.head)
    writer.add_rope_freq_base(ROPE_BASE)
    writer.add_vocab_size(shape.vocabulary)
    writer.add_file_type(TYPES[kind][1])
    _add_vocabulary(writer, vocabulary, shape.vocabulary)
    for name, tensor in module.state_dict().items():
        values = tensor.detach().float().numpy()
        if values.ndim < 2:
            writer.add_tensor(name, values)
        elif kind == "q8_0":
            writer.add_tensor(name, gguf.quantize(values, TYPES[kind][0]), raw_dtype=TYPES[kind][0])
        else:
            writer.add_tensor(name, values.astype(np.float16 if kind == "f16" else np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _add_vocabulary(writer: GGUFWriter, vocabulary: Vocabulary, size: int) -> None:
    """Scores fall with the number, so that llama.cpp merges in the order of learning. Numbers without a piece are unused."""
    bytes_ = [f"<0x{byte:02X}>" for byte in range(256)]
    unused = [f"<unused{number}>" for number in range(len(vocabulary), size)]
    names = [*CONTROL, *bytes_, *vocabulary.pieces, *unused]
    kinds = [TokenType.UNKNOWN, *[TokenType.CONTROL] * (len(CONTROL) - 1), *[TokenType.BYTE] * 256]
    kinds += [*[TokenType.NORMAL] * len(vocabulary.pieces), *[TokenType.UNUSED] * len(unused)]
    writer.add_tokenizer_model("llama")
    writer.add_tokenizer_pre("default")
    writer.add_token_list(names)
    writer.add_token_scores([-float(number) for number in range(len(names))])
    writer.add_token_types([int(kind) for kind in kinds])
    writer.add_bos_token_id(BEGIN)
    writer.add_eos_token_id(END)
    writer.add_unk_token_id(UNKNOWN)
    writer.add_add_bos_token(True)
    writer.add_add_eos_token(False)
    writer.add_add_space_prefix(False)
    writer.add_chat_template(CHAT_TEMPLATE)
