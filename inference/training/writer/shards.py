"""Examples as files of tokens, written ahead by processes of their own, so that a graphics card never waits for text."""

from __future__ import annotations

import multiprocessing
import random
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing.synchronize import Event
from pathlib import Path

import numpy as np
import numpy.typing as npt

from inference.training.writer.examples import Example, examples_of, stream
from inference.training.writer.vocabulary import END, Vocabulary, learn

VOCABULARY, HELD_OUT, SHARDS, WEIGHTS = "vocabulary.json", "held-out.npz", "shards", "weights.pt"
TOKENS = 4096
"""Of the vocabulary."""
LONGEST = 512
"""Tokens of an example; a longer one is left out."""
_FOR_VOCABULARY = 12_000
_REPORTS_APART = 1_000_000
"""Seeds of one shard: it never comes to the next one's."""
_PAD_TO = 32
Tokens = npt.NDArray[np.uint16]


@dataclass(frozen=True, eq=False, slots=True)
class Shard:
    """Examples, the shortest first: `ends` in `tokens`, and where each one's answer begins, from its own start."""

    tokens: Tokens
    ends: npt.NDArray[np.int64]
    answers: npt.NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.ends)

    def example(self, index: int) -> Tokens:
        return self.tokens[self.ends[index - 1] if index else 0 : self.ends[index]]


@dataclass(frozen=True, eq=False, slots=True)
class Rows:
    """Examples of like length side by side: tokens (rows, length), padded, and where answers and examples end."""

    tokens: npt.NDArray[np.int64]
    answers: npt.NDArray[np.int64]
    lengths: npt.NDArray[np.int64]


def pack(examples: Sequence[Example], vocabulary: Vocabulary) -> Shard:
    """Examples as tokens."""
    rows = []
    for one in examples:
        request = vocabulary.request(one.system, one.prompt)
        whole = [*request, *vocabulary.encode(one.answer), END]
        if len(whole) <= LONGEST:
            rows.append((whole, len(request)))
    rows.sort(key=lambda row: len(row[0]))
    ends = np.cumsum([len(whole) for whole, _ in rows])
    return Shard(np.concatenate([np.array(whole, np.uint16) for whole, _ in rows]), ends, np.array([start for _, start in rows], np.int32))


def save(path: Path, shard: Shard) -> None:
    """Write a shard; who looks for it finds it whole or not at all."""
    partial = path.with_name(path.name + ".part")
    with partial.open("wb") as file:
        np.savez(file, tokens=shard.tokens, ends=shard.ends, answers=shard.answers)
    partial.replace(path)


def load(path: Path) -> Shard:
    with np.load(path) as file:
        return Shard(file["tokens"], file["ends"], file["answers"])


def prepare(folder: Path, held_out: int) -> Vocabulary:
    """The vocabulary and the held-out examples; as they are in `folder`, where they were made before."""
    (folder / SHARDS).mkdir(parents=True, exist_ok=True)
    if not (folder / VOCABULARY).is_file():
        found = islice(stream(0, held_out=False), _FOR_VOCABULARY)
        learn((f"{one.system} {one.prompt} {one.answer}" for one in found), TOKENS).save(folder / VOCABULARY)
    vocabulary = Vocabulary.load(folder / VOCABULARY)
    if not (folder / HELD_OUT).is_file():
        save(folder / HELD_OUT, pack(list(islice(stream(0, held_out=True), held_out)), vocabulary))
    return vocabulary


def write_shard(folder: Path, number: int, examples: int, vocabulary: Vocabulary) -> int:
    """Make one shard, always the same for its number. Returns how many sentences the check stopped."""
    rows: list[Example] = []
    stopped = 0
    seed = (number + 1) * _REPORTS_APART
    while len(rows) < examples:
        more, lost = examples_of(seed, held_out=False)
        rows += more
        stopped += lost
        seed += 1
    save(folder / SHARDS / f"{number:05d}.npz", pack(rows[:examples], vocabulary))
    return stopped


@contextmanager
def writing_ahead(folder: Path, workers: int, begin: int, most: int, examples: int) -> Iterator[None]:
    """While this holds, `workers` processes write the shards from `begin` to `most`."""
    context = multiprocessing.get_context("spawn")
    stop = context.Event()
    started = [context.Process(target=_work, args=(folder, begin + number, most, workers, examples, stop), daemon=True) for number in range(workers)]
    for process in started:
        process.start()
    try:
        yield
    finally:
        stop.set()
        for process in started:
            process.join(timeout=1)
            if process.is_alive():
                process.terminate()


def _work(folder: Path, begin: int, most: int, step: int, examples: int, stop: Event) -> None:
    vocabulary = Vocabulary.load(folder / VOCABULARY)
    for number in range(begin, most, step):
        if stop.is_set():
            return
        if not (folder / SHARDS / f"{number:05d}.npz").is_file():
            write_shard(folder, number, examples, vocabulary)


@dataclass(slots=True)
class Pool:
    """The newest shards, of which batches are drawn. `loaded` counts them all, `drawn` the examples."""

    folder: Path
    loaded: int = 0
    drawn: int = 0
    most: int = 16
    shards: deque[Shard] = field(default_factory=deque)
    _seen: int = 0

    def refresh(self) -> None:
        """Take up the next shard where there is one and those before have been shown once."""
        path = self.folder / SHARDS / f"{self.loaded:05d}.npz"
        if (not self.shards or self.drawn >= self._seen) and path.is_file():
            self.shards.append(load(path))
            self.loaded += 1
            self._seen += len(self.shards[-1])
            if len(self.shards) > self.most:
                self.shards.popleft()

    def draw(self, dice: random.Random, tokens: int) -> Rows:
        """Neighbours in length out of one shard, about `tokens` in all."""
        shard = dice.choice(self.shards)
        start = dice.randrange(len(shard))
        rows = rows_of(shard, start, tokens)
        self.drawn += len(rows.lengths)
        return rows


def rows_of(shard: Shard, start: int, tokens: int) -> Rows:
    """Examples from `start` on that have room in `tokens`, one at least; from further back where the shard ends."""
    stop = start + 1
    while stop < len(shard) and _wide(shard, stop) * (stop + 1 - start) <= tokens:
        stop += 1
    while start > 0 and _wide(shard, stop - 1) * (stop + 1 - start) <= tokens:
        start -= 1
    found = [shard.example(index) for index in range(start, stop)]
    lengths = np.array([len(one) for one in found])
    block = np.zeros((len(found), _wide(shard, stop - 1)), np.int64)
    for row, one in zip(block, found, strict=True):
        row[: len(one)] = one
    return Rows(block, shard.answers[start:stop].astype(np.int64), lengths)


def _wide(shard: Shard, index: int) -> int:
    """The length of an example, padded."""
    return -(-len(shard.example(index)) // _PAD_TO) * _PAD_TO
