"""From words to an answer: reads ``key=value``, says what is missing, runs the rule."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from inference.report.calculators.model import Calculator, Given, MissingError, Result, Slot, Value
from inference.report.calculators.units import factor, read_number
from viewer.case.errors import KnownError

YES_NO = ("yes", "no")
_YES_NO = {"y": "yes", "true": "yes", "1": "yes", "present": "yes", "n": "no", "false": "no", "0": "no", "absent": "no"}


def read_inputs(calculator: Calculator, pairs: Iterable[str]) -> dict[str, Given]:
    """Inputs written as ``key=value``; ``size_mm=7``, ``size=7mm`` and ``size=0.7 cm`` say the same.

    Raises
    ------
    KnownError for a name or a value that the calculator does not know, or one that is given twice.
    """
    found: dict[str, Given] = {}
    for pair in pairs:
        key, equals, text = pair.partition("=")
        if not equals or not key.strip():
            raise KnownError(f"{pair!r} is not written as key=value.", _names(calculator))
        slot, unit = _slot_of(calculator, key)
        if slot.name in found:
            raise KnownError(f"The {slot.title.lower()} is given twice.")
        found[slot.name] = Given(read_value(slot, text, unit))
    return found


def split_pairs(text: str) -> list[str]:
    """``a=1 mm b=two words`` -> its pairs: a pair begins at each word that has an equals sign."""
    return [part.strip() for part in re.split(r"\s+(?=[\w-]+=)", text.strip()) if part.strip()]


def read_value(slot: Slot, text: str, unit: str = "") -> Value:
    """What is written for one slot."""
    if not slot.choices:
        return read_number(slot, text, unit)
    if slot.several:
        parts = [part for part in re.split(r"[,+;]", text) if part.strip()]
        chosen = {_choice(slot, part) for part in parts if plain_word(part) not in ("none", "no")}
        return tuple(choice for choice in slot.choices if choice in chosen)
    return _choice(slot, text)


def plain_word(text: str) -> str:
    """A word as it is compared: ``Part-Solid`` and ``part_solid`` are ``part solid``."""
    return " ".join(re.sub(r"[_\-–\s]+", " ", text.lower()).split())


def answer(calculator: Calculator, given: Mapping[str, Given]) -> Result:
    """The answer of a calculator to what is given.

    Raises
    ------
    MissingError when it must know more, UndefinedError when its rule says nothing of these values.
    """
    known = {slot.name for slot in calculator.slots} & set(given)
    grouped = {name for group in calculator.alternatives for name in group}
    if calculator.alternatives and not any(set(group) <= known for group in calculator.alternatives):
        nearest = max(calculator.alternatives, key=lambda group: len(set(group) & known))
        raise missing(calculator, [name for name in nearest if name not in known])
    needed = [slot.name for slot in calculator.slots if not slot.optional and slot.name not in known | grouped]
    if needed:
        raise missing(calculator, needed)
    values = {slot.name: given[slot.name].value for slot in calculator.slots if slot.name in known}
    try:
        outcome = calculator.answer(values)
    except MissingError as error:
        raise missing(calculator, error.slots) from None
    used = {slot.name: given[slot.name] for slot in calculator.slots if slot.name in known}
    return Result(calculator, used, outcome)


def missing(calculator: Calculator, names: Sequence[str]) -> MissingError:
    """What is asked for, in words."""
    asked = [slot for slot in calculator.slots if slot.name in names]
    lines = "; ".join(f"{slot.name} ({described(slot)})" for slot in asked)
    return MissingError(tuple(slot.name for slot in asked), f"{calculator.title} must also know: {lines}.")


def described(slot: Slot) -> str:
    """A slot in a few words: what it is, and its unit with the range, or its choices."""
    title = "" if slot.title.lower() == slot.name else f"{slot.title}: "
    if slot.choices:
        return f"{title}{'|'.join(slot.choices)}"
    return f"{title}{slot.least:g} to {slot.most:g} {slot.unit}".rstrip()


def _choice(slot: Slot, text: str) -> str:
    asked = plain_word(text)
    words = {plain_word(choice): choice for choice in slot.choices}
    words |= {plain_word(other): choice for other, choice in slot.synonyms.items()}
    if set(slot.choices) == set(YES_NO):
        words |= _YES_NO
    if asked not in words:
        raise KnownError(f"The {slot.title.lower()} is {text.strip()!r}, which is none of {', '.join(slot.choices)}.")
    return words[asked]


def _slot_of(calculator: Calculator, key: str) -> tuple[Slot, str]:
    name = key.strip().lower().replace("-", "_")
    names = {other: slot for slot in calculator.slots for other in slot.keys} | {slot.name: slot for slot in calculator.slots}
    if name in names:
        return names[name], ""
    for other, slot in names.items():  # "size_mm"
        rest = name.removeprefix(f"{other}_")
        if rest != name and not slot.choices and factor(slot, rest.replace("_", "/")) is not None:
            return slot, rest.replace("_", "/")
    raise KnownError(f"{calculator.title} does not ask for {key.strip()!r}.", _names(calculator))


def _names(calculator: Calculator) -> str:
    return f"It asks for {', '.join(slot.name for slot in calculator.slots)}."
