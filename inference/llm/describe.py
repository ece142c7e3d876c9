"""A picture in a language model's words: a GGUF file with its projector, llama.cpp, free text.

Request: ``{"picture": PNG in base 64, "prompt": str, "system": str, "seconds", "max_tokens"}``; the last two may be left
out. The words are streamed as they come: ``{"text": all so far}``. Answer: ``{"text", "ended", "tokens", "seconds",
"projector_sha256", "llama_cpp"}`` with `ended` one of ``complete``, ``time``, ``length``.

No grammar holds this text to facts: whatever it says is unverified. Only pictures that are in the request are read; the
library would fetch an address.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import os
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from inference.cards import CARD_FILE, BadCard, ModelCard, read_card
from inference.engine import Task
from inference.llm.chat import Chat
from inference.packs.gguf import read_head
from viewer.case.errors import KnownError
from viewer.case.progress import Tick

CONTEXT_TOKENS = 8192
MOST_TOKENS = 200
SECONDS = 120.0
MOST_PICTURE_BYTES = 16 * 2**20
_PARTS = re.compile(r"\[['\"]type['\"]\]|\.type\b|is string|is iterable|is mapping|is sequence")
"""What a chat template holds that knows messages made of parts, not of a text alone."""
_PNG = b"\x89PNG\r\n\x1a\n"
SELF_TEST_TOKENS = 2
SELF_TEST_PICTURE = (
    "iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAIAAAD8GO2jAAAAPUlEQVR42mOUk5NjoCVgYqAxGLVg1ALKAQsuCRsbG5IMOnLkyGgcjFowasGoBaMWDF0LGEfbRaMWjFrAAAB/nwP18suWIwAAAABJRU5ErkJggg=="
)
"""A grey square on a dark one, 32 pixels: what every projector must be able to turn into words of its model."""


def run(task: Task, tick: Tick, partial: Callable[[str], None]) -> str:
    """Describe the picture of the request.

    Raises
    ------
    KnownError when llama-cpp-python is not installed, the pack has no projector or one that does not fit, or the
    request brings no picture; CancelledError between two tokens.
    """
    request = json.loads(task.request)
    card = read_card(task.card_folder / CARD_FILE)
    return json.dumps(described(card, task.card_folder, request, tick, lambda text: partial(json.dumps({"text": text}, ensure_ascii=False))))


def projector_of(card: ModelCard, folder: Path) -> Path:
    """The projector beside a model, whose SHA-256 is the one on the card.

    Raises
    ------
    BadCard when there is none, or another one.
    """
    name, wanted = card.network.get("projector", ""), card.network.get("projector_sha256", "")
    if not isinstance(name, str) or not name or Path(name).name != name:
        raise BadCard(f"The model {card.id} reads no pictures: it has no projector.")
    try:
        with (folder / name).open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise BadCard(f"The projector of the model {card.id} is missing: {folder / name}.", "Install the model again.") from error
    if digest != wanted:
        raise BadCard(f"The projector of the model {card.id} is not the one on its card.", "Install the model again from a source that you trust.")
    return folder / name


def described(card: ModelCard, folder: Path, request: dict[str, Any], tick: Tick, said: Callable[[str], None]) -> dict[str, Any]:
    """The answer; `said` gets the words so far."""
    try:
        import llama_cpp
        from llama_cpp.llama_chat_format import Jinja2ChatFormatter, MTMDChatHandler
    except (ImportError, RuntimeError, OSError) as error:
        raise KnownError("Describing pictures needs llama-cpp-python, which is not usable on this machine.") from error
    uri = _as_data(request.get("picture"))
    started = time.monotonic()
    deadline = started + float(request.get("seconds") or SECONDS)
    limit = int(request.get("max_tokens") or MOST_TOKENS)
    tick(0.0, f"Loading {card.name}")
    path = projector_of(card, folder)
    wrong = f"The projector of {card.name} cannot be used with it."
    try:
        handler = _handler(MTMDChatHandler, path)
        model = llama_cpp.Llama(
            model_path=str(folder / card.weights), chat_handler=handler, n_ctx=_context_of(folder / card.weights), n_batch=512,
            n_threads=_threads(), n_threads_batch=_threads(), n_gpu_layers=0, seed=1, use_mmap=True, logits_all=False, verbose=False,
        )  # fmt: skip
    except (ValueError, OSError, RuntimeError) as error:
        raise KnownError(f"The language model {card.name} cannot be loaded.", "It must be a GGUF file that llama.cpp knows.") from error
    if not Chat(model, Jinja2ChatFormatter).has_template:
        model.close()
        raise KnownError(wrong, "Its chat template cannot be rendered.")
    content = [{"type": "image_url", "image_url": {"url": uri}}, {"type": "text", "text": f"{request.get('system', '')}\n\n{request['prompt']}".strip()}]
    text, tokens, ended = "", 0, "complete"
    try:
        tick(0.1, "Reading the picture")
        for chunk in model.create_chat_completion(
            [{"role": "user", "content": content}], max_tokens=limit, temperature=0.0, repeat_penalty=1.1, seed=1, stream=True
        ):
            tokens += 1
            if piece := chunk["choices"][0].get("delta", {}).get("content") or "":
                text += piece
                said(text)
            ended = {"length": "length"}.get(chunk["choices"][0].get("finish_reason") or "", ended)
            tick(min(0.1 + 0.9 * tokens / limit, 1.0), "Describing the view")
            if time.monotonic() > deadline:
                ended = "time"
                break
    except (ValueError, RuntimeError) as error:
        raise KnownError(wrong, " ".join(str(error).split())[:200]) from error
    finally:
        model.close()
    return {
        "text": text, "ended": ended, "tokens": tokens, "seconds": time.monotonic() - started,
        "projector_sha256": card.network["projector_sha256"], "llama_cpp": llama_cpp.__version__,
    }  # fmt: skip


def try_pack(card: ModelCard, folder: Path, tick: Tick) -> None:
    """The self-test of a pack with a projector: a picture of ours goes through it. Raises what `described` raises."""
    request = {"picture": SELF_TEST_PICTURE, "prompt": "Say what you see.", "max_tokens": SELF_TEST_TOKENS}
    if not described(card, folder, request, tick, lambda text: None)["tokens"]:
        raise KnownError(f"The projector of {card.name} cannot be used with it.", "The model says nothing of a picture.")


def _as_data(picture: object) -> str:
    """The picture as a data address, which llama.cpp's own reader decodes; nothing else is ever handed to it."""
    try:
        raw = base64.b64decode(picture, validate=True) if isinstance(picture, str) else b""
    except (binascii.Error, ValueError):
        raw = b""
    if not raw.startswith(_PNG) or len(raw) > MOST_PICTURE_BYTES:
        raise KnownError("There is no picture to describe.")
    return "data:image/png;base64," + base64.b64encode(raw).decode("ascii")


def _handler(kind: Any, path: Path) -> Any:
    """llama.cpp's handler of pictures, quiet, which speaks to templates that know texts alone, too."""
    import llama_cpp.mtmd_cpp as mtmd
    from llama_cpp._logger import llama_log_callback  # the library keeps it, as llama.cpp needs

    class Handler(kind):  # type: ignore[misc]
        def _get_template_messages(self, messages: list[Any], media_marker: str) -> list[Any]:
            found: list[Any] = super()._get_template_messages(messages, media_marker)
            if self.takes_parts:
                return found
            return [{**row, "content": "\n".join(part["text"] for part in row["content"])} for row in found]

        def _get_chat_template(self, llama_model: Any) -> str:
            template: str = super()._get_chat_template(llama_model)
            self.takes_parts = bool(_PARTS.search(template))
            return template

        takes_parts = True

    mtmd.mtmd_log_set(llama_log_callback, None)
    mtmd.mtmd_helper_log_set(llama_log_callback, None)
    handler = Handler(str(path), verbose=False, use_gpu=False)
    handler.takes_parts = False
    return handler


def _context_of(path: Path) -> int:
    """The model's own context, at most `CONTEXT_TOKENS`: memory grows with it."""
    meta = read_head(path).metadata
    own = meta.get(f"{meta.get('general.architecture')}.context_length")
    return min(own, CONTEXT_TOKENS) if isinstance(own, int) else CONTEXT_TOKENS


def _threads() -> int:
    return max(1, (os.cpu_count() or 2) - 1)
