"""The writer's vocabulary: pieces of words learned from the generator's text, put together as llama.cpp does it.

A GGUF vocabulary of the kind ``llama`` has no table of merges: two neighbours become one piece wherever that piece is
known, the one with the highest score first, of equal ones the leftmost. What is learned here are scores under which that
rule gives the very tokens that the network was trained on. A piece is letters or marks, with at most one space (``▁``)
before them; digits, spaces alone and what is rarer than that stand alone, so that a number is copied digit by digit.
"""

from __future__ import annotations

import heapq
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

SPACE = "▁"
UNKNOWN, BEGIN, END, SYSTEM, USER, ASSISTANT = range(6)
CONTROL = ("<unk>", "<s>", "</s>", "<|system|>", "<|user|>", "<|assistant|>")
BYTES_FROM = len(CONTROL)
PIECES_FROM = BYTES_FROM + 256
LETTERS = "".join(chr(code) for code in range(0x21, 0x17F) if chr(code).isprintable() and not 0x7F <= code < 0xA1)
"""Known from the start, whatever the text holds: what European names are written with."""
_CHUNK = re.compile(rf"{SPACE}?[^\W\d_]+|{SPACE}?[^\w\s{SPACE}]+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Tokens by number: control words, 256 bytes, then `pieces` with the best score first."""

    pieces: tuple[str, ...]
    _numbers: dict[str, int] = field(init=False, repr=False, compare=False)
    _known: dict[str, tuple[int, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_numbers", {piece: PIECES_FROM + rank for rank, piece in enumerate(self.pieces)})
        object.__setattr__(self, "_known", {})

    def __len__(self) -> int:
        return PIECES_FROM + len(self.pieces)

    def encode(self, text: str) -> list[int]:
        """A text as tokens, without control words."""
        tokens: list[int] = []
        for chunk in _CHUNK.findall(text.replace(" ", SPACE)):
            found = self._known.get(chunk)
            if found is None:
                found = self._known[chunk] = tuple(self._merge(chunk))
            tokens += found
        return tokens

    def request(self, system: str, prompt: str) -> list[int]:
        """What stands before an answer, as the chat template of the GGUF file has it."""
        return [BEGIN, SYSTEM, *self.encode(system), USER, *self.encode(prompt), ASSISTANT]

    def decode(self, tokens: Sequence[int]) -> str:
        """The text of tokens; control words are nothing."""
        raw = bytearray()
        for token in tokens:
            if token >= PIECES_FROM:
                raw += self.pieces[token - PIECES_FROM].replace(SPACE, " ").encode()
            elif token >= BYTES_FROM:
                raw.append(token - BYTES_FROM)
        return raw.decode("utf-8", "replace")

    def save(self, path: Path) -> None:
        path.write_text(json.dumps(list(self.pieces), ensure_ascii=False), encoding="utf-8")

    @staticmethod
    def load(path: Path) -> Vocabulary:
        return Vocabulary(tuple(json.loads(path.read_text(encoding="utf-8"))))

    def _merge(self, chunk: str) -> list[int]:
        """The tokens of one chunk by llama.cpp's rule."""
        symbols: list[str] = list(chunk)
        after = [*range(1, len(symbols)), -1]
        before = list(range(-1, len(symbols) - 1))
        queue: list[tuple[int, int, str]] = []

        def offer(left: int) -> None:
            right = after[left] if left >= 0 else -1
            if right >= 0 and (number := self._numbers.get(symbols[left] + symbols[right])) is not None:
                heapq.heappush(queue, (number, left, symbols[left] + symbols[right]))

        for left in range(len(symbols)):
            offer(left)
        while queue:
            _, left, piece = heapq.heappop(queue)
            right = after[left]
            if right < 0 or not symbols[left] or symbols[left] + symbols[right] != piece:
                continue  # one of the two has become part of another piece meanwhile
            symbols[left], symbols[right] = piece, ""
            after[left] = after[right]
            if after[right] >= 0:
                before[after[right]] = left
            offer(before[left])
            offer(left)
        tokens: list[int] = []
        for symbol in filter(None, symbols):
            number = self._numbers.get(symbol)
            tokens += [number] if number is not None else [BYTES_FROM + byte for byte in symbol.encode()]
        return tokens


def learn(texts: Iterable[str], size: int) -> Vocabulary:
    """A vocabulary of `size` tokens: again and again, the commonest pair of neighbours becomes a piece."""
    counts = Counter(chunk for text in texts for chunk in _CHUNK.findall(text.replace(" ", SPACE)) if chunk.strip())
    letters = sorted({SPACE, *LETTERS, *(letter for chunk in counts for letter in chunk)})
    words = [(list(chunk), count) for chunk, count in counts.items() if len(chunk) > 1]
    pairs: Counter[tuple[str, str]] = Counter()
    where: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for index, (symbols, count) in enumerate(words):
        for pair in pairwise(symbols):
            pairs[pair] += count
            where[pair].add(index)
    merged: list[str] = []
    known = set(letters)
    queue = [(-count, pair) for pair, count in pairs.items()]
    heapq.heapify(queue)
    while queue and len(merged) < size - PIECES_FROM - len(letters):
        count, pair = heapq.heappop(queue)
        if pairs[pair] != -count:
            if pairs[pair] > 0:
                heapq.heappush(queue, (-pairs[pair], pair))
            continue
        if count == 0:
            continue
        piece = "".join(pair)
        if piece not in known:
            known.add(piece)
            merged.append(piece)
        for index in sorted(where.pop(pair)):
            symbols, times = words[index]
            for old in pairwise(symbols):
                pairs[old] -= times
                where[old].discard(index)
            words[index] = (_joined(symbols, pair), times)
            for new in pairwise(words[index][0]):
                pairs[new] += times
                where[new].add(index)
                heapq.heappush(queue, (-pairs[new], new))
    return Vocabulary((*merged, *letters))


def _joined(symbols: list[str], pair: tuple[str, str]) -> list[str]:
    out: list[str] = []
    at = 0
    while at < len(symbols):
        if at + 1 < len(symbols) and (symbols[at], symbols[at + 1]) == pair:
            out.append(symbols[at] + symbols[at + 1])
            at += 2
        else:
            out.append(symbols[at])
            at += 1
    return out
