"""The runner of language models: a GGUF file, llama.cpp, one sentence at a time under its own grammar.

Request: ``{"system": str, "sentences": [{"id", "prompt", "grammar", "max_characters"}], "n_ctx", "n_threads",
"seed", "seconds_a_sentence"}``; all but `sentences` may be left out. Each sentence is streamed as it is ready:
``{"id", "text", "ended"}`` with `ended` one of ``complete``, ``time``, ``length``, ``prompt_too_long``; only a
complete one is to be used. Answer: ``{"sentences": [the same], "tokens", "seconds", "first_sentence_s",
"tokens_per_s", "chat_template": bool, "llama_cpp": version}``.

Every setting that matters is passed: the library's own defaults are a context of 512 tokens, all processors
for prompts and a temperature of 0.2.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from inference.cards import CARD_FILE, read_card
from inference.engine import Task
from viewer.case.errors import KnownError
from viewer.case.progress import CancelledError, Tick

CONTEXT_TOKENS = 4096
SECONDS_A_SENTENCE = 20.0
SEED = 1
_TOKENS_AROUND = 16
_SECONDS_BETWEEN_TICKS = 0.05


def run(task: Task, tick: Tick, partial: Callable[[str], None]) -> str:
    """Word every sentence of the request.

    Raises
    ------
    KnownError when llama-cpp-python is not installed, or the file is no model that it can load;
    CancelledError within a token, also while a prompt is read.
    """
    try:
        import llama_cpp
    except (ImportError, RuntimeError, OSError) as error:  # the last two: its shared library does not load here
        raise KnownError(
            "Language models need llama-cpp-python, which is not usable on this machine.",
            "The report can be written with template sentences.",
        ) from error
    request = json.loads(task.request)
    card = read_card(task.card_folder / CARD_FILE)
    tick(0.0, f"Loading {card.name}")
    model = _Model(llama_cpp, task.card_folder / card.weights, request)
    try:
        return json.dumps(_word_all(model, request, tick, partial) | {"llama_cpp": llama_cpp.__version__})
    finally:
        model.close()


def _word_all(model: _Model, request: dict[str, Any], tick: Tick, partial: Callable[[str], None]) -> dict[str, Any]:
    started = time.monotonic()
    first_sentence_s = 0.0
    rows: list[dict[str, str]] = []
    sentences = request["sentences"]
    for index, sentence in enumerate(sentences):
        fraction, text = index / len(sentences), f"Wording sentence {index + 1} of {len(sentences)}"
        tick(fraction, text)
        row = {"id": sentence["id"], **model.word(sentence, lambda f=fraction, t=text: tick(f, t))}  # type: ignore[misc]
        first_sentence_s = first_sentence_s or time.monotonic() - started
        rows.append(row)
        partial(json.dumps(row, ensure_ascii=False))
    seconds = time.monotonic() - started
    return {
        "sentences": rows,
        "tokens": model.tokens,
        "seconds": seconds,
        "first_sentence_s": first_sentence_s,
        "tokens_per_s": model.tokens / seconds if seconds > 0 else 0.0,
        "chat_template": model.has_chat_template,
    }


class _Model:
    """One loaded GGUF. The abort callback is kept on the object: llama.cpp crashes when it is collected."""

    def __init__(self, llama_cpp: Any, path: Path, request: dict[str, Any]) -> None:
        threads = int(request.get("n_threads") or max(1, (os.cpu_count() or 2) - 1))
        try:
            self._llama = llama_cpp.Llama(
                model_path=str(path),
                n_ctx=int(request.get("n_ctx") or CONTEXT_TOKENS),
                n_batch=512,
                n_threads=threads,
                n_threads_batch=threads,
                n_gpu_layers=0,
                seed=int(request.get("seed") or SEED),
                use_mmap=True,
                use_mlock=False,
                logits_all=False,
                verbose=False,
            )
        except (ValueError, OSError, RuntimeError) as error:
            raise KnownError(
                f"The language model {path.name} cannot be loaded.", "It must be a GGUF file that llama.cpp knows."
            ) from error
        self._library = llama_cpp
        self._system = str(request.get("system", ""))
        self._seed = int(request.get("seed") or SEED)
        self._seconds = float(request.get("seconds_a_sentence") or SECONDS_A_SENTENCE)
        self.has_chat_template = "tokenizer.chat_template" in self._llama.metadata
        self.tokens = 0
        self._check: Callable[[], None] | None = None
        self._deadline = 0.0
        self._next_check = 0.0
        self._stopped: BaseException | None = None
        self._callback = llama_cpp.ggml_abort_callback(self._should_stop)
        llama_cpp.llama_set_abort_callback(self._llama.ctx, self._callback, None)

    def close(self) -> None:
        """Free the model before its callback goes."""
        self._llama.close()

    def word(self, sentence: dict[str, Any], check: Callable[[], None]) -> dict[str, str]:
        """One sentence under its grammar; `check` raises when the user stopped."""
        self._check, self._stopped = check, None
        self._deadline = time.monotonic() + self._seconds
        grammar = self._library.LlamaGrammar.from_string(sentence["grammar"], verbose=False)
        limit = int(sentence["max_characters"]) + _TOKENS_AROUND  # a token is never less than a character's byte
        prompt = f"{self._system}\n\n{sentence['prompt']}"
        if len(self._llama.tokenize(prompt.encode())) + 4 * _TOKENS_AROUND + limit > self._llama.n_ctx():
            return {"text": "", "ended": "prompt_too_long"}
        pieces: list[str] = []
        ended = "complete"
        try:
            for piece, reason in self._pieces(sentence["prompt"], grammar, limit):
                self.tokens += 1
                pieces.append(piece)
                if self._should_stop(None):
                    break
                if reason == "length":
                    ended = "length"
        except RuntimeError:
            if self._stopped is None:
                raise
        if isinstance(self._stopped, CancelledError):
            raise self._stopped
        return {"text": "".join(pieces).strip(), "ended": "time" if self._stopped else ended}

    def _pieces(self, prompt: str, grammar: Any, limit: int) -> Any:
        """(text, finish reason) of each token."""
        settings: dict[str, Any] = {
            "grammar": grammar, "max_tokens": limit, "temperature": 0.0, "top_p": 1.0, "min_p": 0.0,
            "repeat_penalty": 1.0,  # a penalty would corrupt numbers and places that occur twice
            "seed": self._seed, "stream": True,
        }  # fmt: skip
        if self.has_chat_template:
            messages = [{"role": "system", "content": self._system}, {"role": "user", "content": prompt}]
            for chunk in self._llama.create_chat_completion(messages, **settings):
                choice = chunk["choices"][0]
                yield choice["delta"].get("content") or "", choice["finish_reason"]
        else:
            for chunk in self._llama.create_completion(f"{self._system}\n\n{prompt}\n", **settings):
                choice = chunk["choices"][0]
                yield choice["text"], choice["finish_reason"]

    def _should_stop(self, _: object) -> bool:
        """Called by llama.cpp many times in a token: the user's wish and the watchdog."""
        now = time.monotonic()
        if now > self._deadline:
            self._stopped = self._stopped or TimeoutError()
        elif now > self._next_check and self._check is not None:
            self._next_check = now + _SECONDS_BETWEEN_TICKS
            try:
                self._check()
            except CancelledError as cancelled:  # must not cross C; `word` raises it again
                self._stopped = cancelled
        return self._stopped is not None
