"""A request as the model was taught to read one: its own chat template, rendered here, or plain text where it has none."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from typing import Any

TEMPLATE_KEY = "tokenizer.chat_template"
_A_TEMPLATE_RAISES = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RuntimeError)
"""A template is a stranger's program in a sandbox."""
MOST_RENDERING_S = 1.0
"""A sandbox lets loops within loops run for days; templates as they are take a millisecond."""


class Chat:
    """Renders requests for one loaded model. `kind` says how: ``template``, ``template without system``, ``plain``.

    Some templates refuse a system message ("System role not supported"): its text then goes before the user's. One that
    cannot be rendered at all is not guessed at; the model gets plain text, and `kind` says so.
    """

    def __init__(self, llama: Any, formatter: Any) -> None:
        self._llama = llama
        self._render: Any = None
        source = llama.metadata.get(TEMPLATE_KEY, "")
        if source:
            self._render = formatter(template=source, eos_token=_piece(llama, llama.token_eos()), bos_token=_piece(llama, llama.token_bos()))
        self.kind = self._try()

    @property
    def has_template(self) -> bool:
        return self.kind != "plain"

    def tokens(self, system: str, prompt: str) -> list[int]:
        """The request as tokens, the fixed part first; the model goes on behind them."""
        from jinja2 import TemplateError

        text = ""
        if self.kind != "plain":
            try:
                text = self._text(system, prompt, self.kind == "template")
            except (TemplateError, *_A_TEMPLATE_RAISES):  # of some requests only
                text = ""
        if not text:
            return list(self._llama.tokenize(f"{system}\n\n{prompt}\n".encode(), add_bos=True, special=False))
        begins = text.startswith(_piece(self._llama, self._llama.token_bos()) or "\0")
        return list(self._llama.tokenize(text.encode(), add_bos=not begins, special=True))

    def _try(self) -> str:
        from jinja2 import TemplateError  # llama-cpp-python brings it

        for kind in ("template", "template without system") if self._render is not None else ():
            try:
                text = self._text("Be brief.", "Left or right?", kind == "template")
            except (TemplateError, *_A_TEMPLATE_RAISES):
                continue
            if "Left or right?" in text and "Be brief." in text:
                return kind
        return "plain"

    def _text(self, system: str, prompt: str, own_system: bool) -> str:
        messages: Sequence[dict[str, str]] = (
            [{"role": "system", "content": system}, {"role": "user", "content": prompt}]
            if own_system
            else [{"role": "user", "content": f"{system}\n\n{prompt}"}]
        )
        ends_s = time.monotonic() + MOST_RENDERING_S

        def watch(frame: Any, event: str, given: Any) -> Any:
            if time.monotonic() > ends_s:
                raise RuntimeError("The template comes to no end.")
            return watch

        before = sys.gettrace()
        sys.settrace(watch)
        try:
            return str(self._render(messages=list(messages)).prompt)
        finally:
            sys.settrace(before)


def _piece(llama: Any, token: int) -> str:
    return llama.detokenize([token], special=True).decode("utf-8", "replace") if token >= 0 else ""
