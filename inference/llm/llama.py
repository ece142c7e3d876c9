"""The runner of language models: a GGUF file, llama.cpp, one sentence at a time under its own grammar.

Request: ``{"system": str, "sentences": [{"id", "prompt", "grammar", "max_characters"}], "n_ctx", "n_threads",
"seed", "seconds_a_sentence"}``; all but `sentences` may be left out. Each sentence is streamed as it is ready:
``{"id", "text", "ended"}`` with `ended` one of ``complete``, ``time``, ``length``, ``prompt_too_long``; only a
complete one is to be used. Answer: ``{"sentences": [the same], "tokens", "seconds", "first_sentence_s",
"tokens_per_s", "chat_template": bool, "chat": how requests were put, "threads", "prompt_tokens", "reused_tokens": of the
prompts, what did not have to be evaluated again, "llama_cpp": version}``.

Every setting that matters is passed: the library's own defaults are a context of 512 tokens, all processors
for prompts and a temperature of 0.2.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from inference.cards import CARD_FILE, read_card
from inference.engine import Task
from inference.llm.chat import Chat
from inference.llm.grammar import quoted
from inference.llm.tuning import timed, tuned
from viewer.case.errors import KnownError
from viewer.case.progress import CancelledError, Tick

CONTEXT_TOKENS = 4096
SECONDS_A_SENTENCE = 20.0
SEED = 1
SELF_TEST = (
    "12.5 mm", "in the left lung", "No nodule in the right kidney.", "−35 HU (1.2 ml)", "Größe unverändert: 8,5 x 6,2 mm.",
)  # fmt: skip
"""What every model must be able to say under a grammar: numbers, units, sides, letters beyond ASCII."""
_TOKENS_AROUND = 16
_TOKENS_TO_TIME = 8
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
        tick(0.0, f"Trying {card.name}")
        model.prepare(card.weights_sha256, bool(request.get("n_threads")), lambda: tick(0.0, f"Trying {card.name}"))
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
        "chat_template": model.chat.has_template,
        "chat": model.chat.kind,
        "threads": model.threads,
        "prompt_tokens": model.prompt_tokens,
        "reused_tokens": model.reused_tokens,
    }


class _Model:
    """One loaded GGUF. The abort callback is kept on the object: llama.cpp crashes when it is collected."""

    def __init__(self, llama_cpp: Any, path: Path, request: dict[str, Any]) -> None:
        from jinja2 import TemplateError  # llama-cpp-python brings it

        given = int(request.get("n_threads") or 0)
        try:
            self._llama = llama_cpp.Llama(
                model_path=str(path),
                n_ctx=int(request.get("n_ctx") or CONTEXT_TOKENS),
                n_batch=512,
                n_threads=given or 1,
                n_threads_batch=given or 1,
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
        except TemplateError as error:
            raise KnownError(f"The chat template of the language model {path.name} cannot be read: {error}.") from error
        self._library = llama_cpp
        self._name = path.name
        self._system = str(request.get("system", ""))
        self._seed = int(request.get("seed") or SEED)
        self._seconds = float(request.get("seconds_a_sentence") or SECONDS_A_SENTENCE)
        from llama_cpp.llama_chat_format import Jinja2ChatFormatter

        self.chat = Chat(self._llama, Jinja2ChatFormatter)
        self.tokens = self.prompt_tokens = self.reused_tokens = 0
        self.threads = given or 1
        self._check: Callable[[], None] | None = None
        self._deadline = float("inf")
        self._next_check = 0.0
        self._stopped: BaseException | None = None
        self._callback = llama_cpp.ggml_abort_callback(self._should_stop)
        self._nobody = llama_cpp.ggml_abort_callback()
        self._listening = False
        self._listen(True)

    def close(self) -> None:
        """Free the model before its callback goes."""
        self._llama.close()

    def prepare(self, key: str, given: bool, check: Callable[[], None]) -> None:
        """The self-test and the number of threads, both once for a model on this machine. Raises `KnownError`, `CancelledError`."""
        processors = os.cpu_count() or 1
        self._check = check
        try:
            if given:
                self._self_test()
            else:
                self._use(tuned(key, self._speed, self._self_test, processors))
        except RuntimeError:
            if self._stopped is None:
                raise
        if isinstance(self._stopped, CancelledError):
            raise self._stopped
        self._llama.reset()

    def word(self, sentence: dict[str, Any], check: Callable[[], None]) -> dict[str, str]:
        """One sentence under its grammar; `check` raises when the user stopped."""
        self._check, self._stopped = check, None
        self._deadline = time.monotonic() + self._seconds
        limit = int(sentence["max_characters"]) + _TOKENS_AROUND  # a token is never less than a character's byte
        prompt = self.chat.tokens(self._system, sentence["prompt"])
        if len(prompt) + limit > self._llama.n_ctx():
            return {"text": "", "ended": "prompt_too_long"}
        self.prompt_tokens += len(prompt)
        self.reused_tokens += self._begins_alike(prompt)
        written: list[int] = []
        try:
            for token in self._most_likely(prompt, sentence["grammar"]):
                self.tokens += 1
                written.append(token)
                if self._should_stop(None) or len(written) >= limit:
                    break
        except RuntimeError:
            if self._stopped is None:
                raise
        if isinstance(self._stopped, CancelledError):
            raise self._stopped
        ended = "time" if self._stopped else "length" if len(written) >= limit else "complete"
        return {"text": self._text(prompt, written), "ended": ended}

    def _text(self, prompt: list[int], written: list[int]) -> str:
        said = self._llama.detokenize(written, prev_tokens=prompt)
        return str(said.decode("utf-8", errors="ignore")).strip()

    def _most_likely(self, prompt: list[int], grammar: str) -> Iterator[int]:
        """The most likely tokens that the grammar lets through, up to the end of the sentence; nothing is left to chance."""
        from inference.llm.sampling import Sampler

        alike = self._begins_alike(prompt)
        if not self._llama._ctx.kv_cache_seq_rm(-1, alike, -1):  # some kinds of model cannot forget a part
            alike = 0
            self._llama._ctx.kv_cache_clear()
        self._llama.n_tokens = alike
        with Sampler(self._library, self._llama, grammar) as sampler:
            self._llama.eval(prompt[alike:])
            started = time.monotonic()
            try:
                while (token := sampler.next()) is not None:
                    yield token
                    self._llama.eval([token])
                    quick = time.monotonic() - started < _SECONDS_BETWEEN_TICKS
                    started = time.monotonic()
                    self._listen(not quick)
            finally:
                self._listen(True)

    def _listen(self, wanted: bool) -> None:
        """Whether llama.cpp asks, many times in a token, if it is to stop. Where a token is quick, asking between two is enough."""
        if wanted != self._listening:
            self._listening = wanted
            callback = self._callback if wanted else self._nobody
            self._library.llama_set_abort_callback(self._llama.ctx, callback, None)

    def _begins_alike(self, prompt: list[int]) -> int:
        """Tokens of the prompt that the model has evaluated already: it goes on behind them."""
        known = self._llama.input_ids[: self._llama.n_tokens].tolist()
        alike = 0
        for one, other in zip(known, prompt[:-1], strict=False):
            if one != other:
                break
            alike += 1
        return alike

    def _self_test(self) -> None:
        """Five facts through the grammar and the chat template: a model that cannot say one of them is refused."""
        self._deadline = time.monotonic() + self._seconds * len(SELF_TEST)
        for fact in SELF_TEST:
            prompt = self.chat.tokens(self._system, f"Say this: {fact}")
            grammar = f"root ::= {quoted(fact)}\n"
            try:
                said = self._text(prompt, list(islice(self._most_likely(prompt, grammar), len(fact.encode()) + _TOKENS_AROUND)))
            except RuntimeError:
                if isinstance(self._stopped, CancelledError):
                    raise
                said = ""
            if said != fact:
                raise KnownError(
                    f"The language model {self._name} did not pass its self-test: it could not say “{fact}”.",
                    "It needs an instruction model that llama.cpp runs under a grammar; template sentences are always there.",
                )
        self._deadline = float("inf")

    def _speed(self, threads: int) -> float:
        """Tokens a second with a number of threads, reading and writing as a sentence does."""
        self._use(threads)
        prompt = self.chat.tokens(self._system, SELF_TEST[0])

        def work() -> int:
            self._llama.reset()
            self._llama.eval(prompt)
            for _ in range(_TOKENS_TO_TIME):
                self._llama.eval([prompt[-1]])
            return len(prompt) // 4 + _TOKENS_TO_TIME  # reading goes several times faster than writing

        work()  # the first run pages the file in
        return max(timed(work) for _ in range(2))

    def _use(self, threads: int) -> None:
        self.threads = threads
        self._library.llama_set_n_threads(self._llama.ctx, threads, threads)

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
