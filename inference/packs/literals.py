"""Values out of MONAI's configurations, without evaluating them. No torch here.

A configuration holds literals, references (``@key#part``) and Python expressions (``$...``). References that end at a
literal are followed. Expressions are never evaluated: a few shapes that open bundles use are read as what they stand
for (`_of_expression`), everything else has no value here.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from inference.packs.source import RefusedPack

_REFERENCE = re.compile(r"[@%]([\w#]+)")
_TERNARY = re.compile(r"\$(.+) if (@[\w#]+) else (.+)", re.DOTALL)
_MOVED = re.compile(r"\$(@\w+)\.to\((?:@\w+|[^()]*)\)")
_DEEPEST = 32
_SUSPICIOUS = re.compile(
    r"__|\b(?:eval|exec|compile|open|getattr|globals|popen|system|spawn\w*|fork|subprocess|socket|urllib|requests|ctypes|pickle|shutil|rmtree|unlink|remove)\b\s*[.(]",
)
_TRUSTED_ROOTS = ("monai.", "torch.", "ignite.")


class NoLiteral(Exception):
    """There is no literal here: the reason, as the end of a sentence."""


@dataclass(frozen=True, slots=True)
class Config:
    """A configuration. `assumed` replaces switches, as a person would on MONAI's command line."""

    root: Mapping[str, Any]
    assumed: Mapping[str, Any]

    def get(self, path: str, default: Any = None) -> Any:
        """The literal at ``key#part``; `default` when there is nothing, NoLiteral when it is an expression."""
        try:
            value = self._at(path)
        except KeyError:
            return default
        return self.literal(value)

    def raw(self, path: str, default: Any = None) -> Any:
        """What stands at ``key#part``, followed through references to whole parts, with the parts inside left as they are."""
        try:
            value = self._at(path)
        except KeyError:
            return default
        for _ in range(_DEEPEST):
            if not (isinstance(value, str) and (found := _REFERENCE.fullmatch(value) or _MOVED.fullmatch(value))):
                return value
            try:
                value = self._at(found[1].lstrip("@"))
            except KeyError as error:
                raise NoLiteral(f"refers to {found[1]}, which is not there") from error
        raise NoLiteral("refers to itself")

    def literal(self, value: Any, depth: int = 0) -> Any:
        """`value` with every reference replaced.

        Raises
        ------
        NoLiteral when something in it is an expression that is not known.
        """
        if depth > _DEEPEST:
            raise NoLiteral("is nested too deeply or refers to itself")
        if isinstance(value, dict):
            return {key: self.literal(inner, depth + 1) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.literal(inner, depth + 1) for inner in value]
        if isinstance(value, str):
            if found := _REFERENCE.fullmatch(value):
                try:
                    return self.literal(self._at(found[1]), depth + 1)
                except KeyError as error:
                    raise NoLiteral(f"refers to {found[1]}, which is not there") from error
            if value.startswith("$"):
                return self._of_expression(value, depth)
        return value

    def _of_expression(self, text: str, depth: int) -> Any:
        """The known shapes: one of two by a switch, texts joined, a literal behind a ``$``."""
        if found := _TERNARY.fullmatch(text):
            switch = self.literal(found[2], depth + 1)
            if not isinstance(switch, bool):
                raise NoLiteral(f"depends on {found[2]}, which is neither true nor false")
            return self._operand(found[1] if switch else found[3], depth)
        if " + " in text:
            parts = [self._operand(part, depth) for part in text[1:].split(" + ")]
            if all(isinstance(part, str) for part in parts):
                return "".join(parts)
            raise NoLiteral(f"is the expression {text[:60]!r}")
        return self._operand(text[1:], depth)

    def _operand(self, text: str, depth: int) -> Any:
        text = text.strip()
        if _REFERENCE.fullmatch(text):
            return self.literal(text, depth + 1)
        try:
            return ast.literal_eval(text)  # reads literals, runs nothing
        except (ValueError, SyntaxError, MemoryError, RecursionError) as error:
            raise NoLiteral(f"is the expression {text[:60]!r}") from error

    def _at(self, path: str) -> Any:
        if path in self.assumed:
            return self.assumed[path]
        value: Any = self.root
        for part in path.split("#"):
            if isinstance(value, list) and part.isdecimal() and int(part) < len(value):
                value = value[int(part)]
            elif isinstance(value, dict) and part in value:
                value = value[part]
            else:
                raise KeyError(path)
        return value


def refuse_programs(root: object) -> None:
    """Refuse a configuration that names what no model needs. Nothing of it would run here: it is refused because a
    pack with such a line in it is not to be trusted.

    Raises
    ------
    RefusedPack naming the line.
    """
    stack = [root]
    count = 0
    while stack:
        value = stack.pop()
        count += 1
        if count > 200_000:
            raise RefusedPack("The configuration of the pack is larger than any bundle's.")
        if isinstance(value, dict):
            target = value.get("_target_")
            if isinstance(target, str) and "." in target and not target.startswith((*_TRUSTED_ROOTS, "scripts.")):
                raise RefusedPack(f"The pack asks to run {target[:60]}, which has no place in a model; it is not installed.")
            stack += list(value.values())
        elif isinstance(value, list):
            stack += value
        elif isinstance(value, str) and value.startswith("$") and _SUSPICIOUS.search(value):
            raise RefusedPack(f"The pack holds the program {value[:60]!r}, which has no place in a model; it is not installed.")
