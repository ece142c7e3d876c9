"""Chooses the next token under a grammar: the most likely one that it allows.

A grammar is slow on a whole vocabulary. So the most likely token of all is tried on it first, alone, and the vocabulary
only where it does not fit: the choice is the same.
"""

from __future__ import annotations

import ctypes
from types import TracebackType
from typing import Any

import numpy as np

from viewer.case.errors import KnownError

_ROW = np.dtype([("id", np.int32), ("logit", np.float32), ("p", np.float32)])
"""llama_token_data of llama.h."""


class Sampler:
    """One sentence's grammar on one model. Use as a context: the grammar is freed at its end."""

    def __init__(self, llama_cpp: Any, model: Any, grammar: str) -> None:
        self._library, self._context, self._size = llama_cpp, model.ctx, int(model.n_vocab())
        self._vocabulary = llama_cpp.llama_model_get_vocab(model.model)
        self._rows = np.zeros(self._size, _ROW)
        self._ids = np.arange(self._size, dtype=np.int32)
        self._grammar = llama_cpp.llama_sampler_init_grammar(self._vocabulary, grammar.encode(), b"root")
        if not self._grammar:
            raise KnownError("The grammar of a sentence was not accepted by llama.cpp.", "The report can be written with template sentences.")

    def __enter__(self) -> Sampler:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._library.llama_sampler_free(self._grammar)

    def next(self) -> int | None:
        """The token that follows what was evaluated last; None at the end of the text."""
        logits = np.ctypeslib.as_array(self._library.llama_get_logits_ith(self._context, -1), shape=(self._size,))
        token = int(logits.argmax())
        if self._allowed(np.array([token], np.int32), logits)[0] == -np.inf:
            token = int(self._allowed(self._ids, logits).argmax())
        if self._library.llama_vocab_is_eog(self._vocabulary, token):
            return None
        self._library.llama_sampler_accept(self._grammar, token)
        return token

    def _allowed(self, tokens: np.ndarray[Any, np.dtype[np.int32]], logits: np.ndarray[Any, np.dtype[np.float32]]) -> Any:
        """The logits of these tokens, minus infinity for each that the grammar forbids."""
        rows = self._rows[: len(tokens)]
        rows["id"], rows["logit"] = tokens, logits[tokens]
        data = rows.ctypes.data_as(ctypes.POINTER(self._library.llama_token_data))
        table = self._library.llama_token_data_array(data=data, size=len(tokens), selected=-1, sorted=False)
        self._library.llama_sampler_apply(self._grammar, ctypes.byref(table))
        return rows["logit"]
