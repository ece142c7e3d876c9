"""The writer as a torch module, of the shape that llama.cpp calls ``llama``: what it computes there, it computes here.

Positions turn pairs of neighbouring numbers (0 and 1, 2 and 3), which is llama.cpp's own order, so that no row has to be
permuted on the way into the GGUF file. Each key head serves several query heads. The table of tokens is also the output.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

EPSILON = 1e-5
ROPE_BASE = 10_000.0


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the network; `width` is a multiple of 32, as Q8_0 needs it."""

    vocabulary: int
    width: int
    layers: int
    heads: int
    key_heads: int
    feed_forward: int

    @property
    def head(self) -> int:
        return self.width // self.heads

    @property
    def parameters(self) -> int:
        attention = self.width * self.head * 2 * (self.heads + self.key_heads)
        return self.layers * (attention + 3 * self.width * self.feed_forward + 2 * self.width) + self.width * (self.vocabulary + 1)


class Norm(nn.Module):
    """Root mean square to one, in 32 bits."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))

    def forward(self, x: Tensor) -> Tensor:
        wide = x.float()
        return (wide * torch.rsqrt(wide.square().mean(-1, keepdim=True) + EPSILON) * self.weight).to(x.dtype)


class Block(nn.Module):
    """Attention, then a gated layer, each added to what came in. Its parts are named as the tensors of the file."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self._shape = shape
        keys = shape.key_heads * shape.head
        self.attn_norm = Norm(shape.width)
        self.attn_q = nn.Linear(shape.width, shape.width, bias=False)
        self.attn_k = nn.Linear(shape.width, keys, bias=False)
        self.attn_v = nn.Linear(shape.width, keys, bias=False)
        self.attn_output = nn.Linear(shape.width, shape.width, bias=False)
        self.ffn_norm = Norm(shape.width)
        self.ffn_gate = nn.Linear(shape.width, shape.feed_forward, bias=False)
        self.ffn_up = nn.Linear(shape.width, shape.feed_forward, bias=False)
        self.ffn_down = nn.Linear(shape.feed_forward, shape.width, bias=False)

    def forward(self, x: Tensor, turn: Tensor) -> Tensor:
        rows, length, _ = x.shape
        shape = self._shape
        normed = self.attn_norm(x)
        query = self.attn_q(normed).view(rows, length, shape.heads, shape.head).transpose(1, 2)
        key = self.attn_k(normed).view(rows, length, shape.key_heads, shape.head).transpose(1, 2)
        value = self.attn_v(normed).view(rows, length, shape.key_heads, shape.head).transpose(1, 2)
        shared = shape.heads // shape.key_heads
        key, value = (part.repeat_interleave(shared, dim=1) for part in (turned(key, turn), value))
        mixed = functional.scaled_dot_product_attention(turned(query, turn), key, value, is_causal=True)
        x = x + self.attn_output(mixed.transpose(1, 2).reshape(rows, length, shape.width))
        normed = self.ffn_norm(x)
        out: Tensor = x + self.ffn_down(functional.silu(self.ffn_gate(normed)) * self.ffn_up(normed))
        return out


class Writer(nn.Module):
    """Tokens (rows, length) to what stands behind each, before the output table: (rows, length, width)."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.token_embd = nn.Embedding(shape.vocabulary, shape.width)
        self.blk = nn.ModuleList(Block(shape) for _ in range(shape.layers))
        self.output_norm = Norm(shape.width)
        for name, parameter in self.named_parameters():
            if parameter.dim() > 1:
                last = name.endswith(("attn_output.weight", "ffn_down.weight"))
                nn.init.normal_(parameter, std=0.02 / (2 * shape.layers) ** 0.5 if last else 0.02)

    def forward(self, tokens: Tensor) -> Tensor:
        turn = turns(tokens.shape[1], self.shape.head, tokens.device)
        x = self.token_embd(tokens)
        for block in self.blk:
            x = block(x, turn)
        normed: Tensor = self.output_norm(x)
        return normed

    def logits(self, hidden: Tensor) -> Tensor:
        """How likely each token is next."""
        return functional.linear(hidden, self.token_embd.weight)


def turns(length: int, head: int, device: torch.device) -> Tensor:
    """Cosine and sine of every position and pair: (2, length, head / 2)."""
    speed = ROPE_BASE ** (-torch.arange(0, head, 2, device=device, dtype=torch.float32) / head)
    angle = torch.arange(length, device=device, dtype=torch.float32)[:, None] * speed
    return torch.stack((angle.cos(), angle.sin()))


def turned(x: Tensor, turn: Tensor) -> Tensor:
    """Every pair of neighbours turned by its position's angle."""
    even, odd = x.float().unflatten(-1, (-1, 2)).unbind(-1)
    cosine, sine = turn
    return torch.stack((even * cosine - odd * sine, even * sine + odd * cosine), dim=-1).flatten(-2).to(x.dtype)
