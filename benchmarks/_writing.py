"""How fast a language model words a report in the product, beside llama.cpp alone at the same work: same file, same threads."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path

import tiny_gguf
from _rows import row

from inference.cards import CARD_FILE, read_card
from inference.engine import Task
from inference.llm.grammar import has_choice
from inference.llm.llama import run
from inference.llm.wording import request_json
from inference.report.plan import ReportPlan
from viewer.case.progress import no_tick

WIDTH, LAYERS, FEED_FORWARD = 512, 8, 1408
"""Of the stand-in: 24 million parameters, as many as the built-in writer is to have."""


@dataclass(frozen=True, slots=True)
class Worded:
    first_sentence_s: float
    tokens_per_s: float
    threads: int
    prompts: tuple[int, ...]
    """Tokens of each prompt that had to be read."""
    tokens: int


def write_stand_in(folder: Path) -> Path:
    """A pack with random weights in the size of the built-in writer: what it says is chance, how long it takes is not."""
    before = tiny_gguf.WIDTH, tiny_gguf.LAYERS, tiny_gguf.FEED_FORWARD
    tiny_gguf.WIDTH, tiny_gguf.LAYERS, tiny_gguf.FEED_FORWARD = WIDTH, LAYERS, FEED_FORWARD
    try:
        tiny_gguf.write_tiny_pack(folder)
    finally:
        tiny_gguf.WIDTH, tiny_gguf.LAYERS, tiny_gguf.FEED_FORWARD = before
    return folder


def writing(plan: ReportPlan, folder: Path, name: str, runs: int, sentences: int) -> list[dict[str, object]]:
    """Rows: seconds to the first sentence, and tokens a second beside llama.cpp alone."""
    chosen = [one for one in plan.sentences if has_choice(one.wordings)][:sentences]
    request = request_json(plan, chosen)
    ours = [_ours(folder, request) for _ in range(runs)]
    peer = [_llama_alone(folder, one) for one in ours]
    return [
        row(f"first_sentence_s ({name})", "s", [one.first_sentence_s for one in ours], "the limit", [2.0]),
        row(f"tokens_per_s ({name}, {ours[0].threads} threads)", "tokens/s", [one.tokens_per_s for one in ours], "llama.cpp alone", peer, larger_is_better=True),
    ]


def _ours(folder: Path, request: str) -> Worded:
    """The runner as the ML process runs it; loading and its self-test are not counted, as llama.cpp's bench counts neither."""
    answer = json.loads(run(Task("bench", "", folder, None, folder / "none", request), no_tick, lambda piece: None))
    read = answer["prompt_tokens"] - answer["reused_tokens"]
    number = len(answer["sentences"])
    return Worded(answer["first_sentence_s"], answer["tokens_per_s"], answer["threads"], (read // number,) * number, answer["tokens"])


def _llama_alone(folder: Path, done: Worded) -> float:
    """Tokens a second of the library itself: the same numbers of tokens read in one piece and written one by one, no grammar."""
    import llama_cpp

    card = read_card(folder / CARD_FILE)
    params = llama_cpp.llama_context_default_params()
    params.n_ctx, params.n_batch, params.n_threads, params.n_threads_batch = 4096, 512, done.threads, done.threads
    model = llama_cpp.llama_model_load_from_file(str(folder / card.weights).encode(), llama_cpp.llama_model_default_params())
    context = llama_cpp.llama_init_from_model(model, params)
    written = max(1, done.tokens // len(done.prompts))
    try:
        _work(context, done.prompts[:1], written)  # pages the file in
        started = time.perf_counter()
        _work(context, done.prompts, written)
        return written * len(done.prompts) / (time.perf_counter() - started)
    finally:
        llama_cpp.llama_free(context)
        llama_cpp.llama_model_free(model)


def _work(context: object, prompts: tuple[int, ...], written: int) -> None:
    import llama_cpp

    for read in prompts:
        llama_cpp.llama_memory_clear(llama_cpp.llama_get_memory(context), True)
        for count in (*([512] * (read // 512)), read % 512, *([1] * written)):
            if count:
                tokens = (llama_cpp.llama_token * count)(*([5] * count))
                if llama_cpp.llama_decode(context, llama_cpp.llama_batch_get_one(tokens, count)):
                    raise RuntimeError("llama.cpp did not evaluate its tokens")
        llama_cpp.llama_get_logits(context)
