"""A view in a language model's words, as unverified sentences of the draft."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from inference.cards import ModelCard
from inference.client import Engine
from inference.engine import Task
from inference.report.described import described_id, sentences_of
from viewer.case.edits import Edit, Swap
from viewer.case.errors import KnownError
from viewer.case.finding import Evidence
from viewer.case.progress import Tick
from viewer.case.report import ReportDraft, Sentence
from viewer.case.source import Source, new_id, now

RUNNER = "inference.llm.describe:run"
LANGUAGES = {"en": "English", "de": "German", "es": "Spanish", "fr": "French"}
SYSTEM = (
    "You describe one radiological picture to a radiologist, who checks every word. Say in short sentences what is seen. "
    "No measurements, no names, no advice. Write in {language}."
)


def reads_pictures(card: ModelCard) -> bool:
    """Whether a model came with a projector."""
    return card.task == "llm" and bool(card.network.get("projector"))


def describe(
    picture: bytes, what: str, language: str, card: ModelCard, folder: Path, engine: Engine, tick: Tick, on_words: Callable[[str], None]
) -> tuple[tuple[str, ...], Source]:
    """The sentences that a model says of a picture (a PNG without names), and their source with the hash of its weights.

    Parameters
    ----------
    what : the kind of picture, in words, without anything of the patient: "CT of the chest, axial".

    Raises
    ------
    KnownError when the model cannot run or says nothing; CancelledError when the user stopped.
    """
    run_id = new_id()
    request = {
        "picture": base64.b64encode(picture).decode("ascii"), "prompt": f"Describe this view ({what}).",
        "system": SYSTEM.format(language=LANGUAGES[language]),
    }  # fmt: skip
    task = Task(run_id, RUNNER, folder, None, Path(f"{run_id}.none"), json.dumps(request))
    done = engine.run(task, tick, lambda piece: on_words(str(json.loads(piece)["text"])))
    answer = json.loads(done.answer)
    sentences = sentences_of(str(answer["text"]))
    if answer["ended"] != "complete" and len(sentences) > 1 and sentences[-1][-1] not in ".!?":
        sentences = sentences[:-1]  # it was cut off
    if not sentences:
        raise KnownError(f"{card.name} said nothing of this view.")
    return sentences, Source(card.author, now(), run_id, card.weights_sha256, experimental=True)


def with_description(draft: ReportDraft, after: str, sentences: tuple[str, ...], place: Evidence, source: Source) -> Edit:
    """The draft with these sentences below the one in hand, each leading to the picture; by the model, unverified."""
    rows = tuple(Sentence(described_id(), text, (), (place.id,), source) for text in sentences)

    def put(found: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
        at = next((n for n, row in enumerate(found) if row.id == after), None)
        return found if at is None else (*found[: at + 1], *rows, *found[at + 1 :])

    sections = tuple(replace(section, sentences=put(section.sentences)) for section in draft.sections)
    return Edit("Describe the view", source.author, (Swap(None, place), Swap(draft, replace(draft, sections=sections))))
