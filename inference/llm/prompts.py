"""What a language model is asked. The long fixed part comes first, so that its evaluation can be reused.

Nothing in a prompt names the patient: the model needs the finding, not the person.
"""

from __future__ import annotations

import json

from inference.report.phrases import first
from inference.report.plan import SentencePlan

SYSTEM = (
    "You write one sentence of a radiology report at a time, in plain clinical English. You are given the facts of "
    "the sentence as JSON and a sentence that states them. State the same facts: change no number, unit, side, "
    "place, date or certainty, add nothing, leave nothing out. Answer with the sentence only."
)


def system(language: str) -> str:
    """The fixed part of every request for a report in this language."""
    return SYSTEM.replace("English", {"de": "German", "es": "Spanish", "fr": "French"}.get(language, "English"))


def sentence_prompt(sentence: SentencePlan, before: str) -> str:
    """The request for one sentence; `before` is the template sentence before it, for variety, or empty."""
    facts = {name: value for name, value in sentence.slots.items() if value and not name[0].isupper()}
    lines = [
        f"Kind: {sentence.kind.replace('_', ' ')}",
        f"Sentence before: {before or '(none)'}",
        f"Facts: {json.dumps(facts, ensure_ascii=False)}",
        f"States them: {first(sentence.wordings[0])}",
        "Sentence:",
    ]
    return "\n".join(lines)
