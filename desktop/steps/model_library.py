"""What the page of models does: add, check, try, measure, accept, remove. All long work in the background."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import resources
from inference.cards import ModelCard, find_card, scan_cards
from inference.gate.standing import accept as accept_for_site
from inference.packs.licences import NOT_STATED
from viewer.case.errors import KnownError
from viewer.case.progress import Tick

if TYPE_CHECKING:
    from desktop.desk import Desk
    from desktop.workflows.install_model import Installed
    from inference.gate.evaluation import Evaluation
    from inference.gate.papers import Trial


def folders(desk: Desk) -> list[Path]:
    """Where models lie, built-in ones first."""
    return [resources.path("models"), desk.library.models_folder]


def add_file(desk: Desk) -> None:
    """Ask for a file and install what it holds."""
    for path in desk.ask_files("Add a model pack from a file"):
        add(desk, path)


def add_folder(desk: Desk) -> None:
    """Ask for a folder and install what it holds."""
    if (folder := desk.ask_folder("Add a model pack from a folder")) is not None:
        add(desk, folder)


def add(desk: Desk, path: Path, licence: str = "") -> None:
    """Install a pack; then it is tried on the phantoms, also in the background.

    Where it brings no licence, the reader is asked whether it shall be installed marked so.
    """
    models, engine = desk.library.models_folder, desk.jobs.engine
    known = [card.id for card, _ in scan_cards(folders(desk)).cards]
    trusted = desk.settings.trusted_programs

    def work(tick: Tick) -> tuple[Installed, ...] | KnownError:
        from desktop.workflows.install_model import install

        try:
            return install(path, licence, models, known, trusted, engine, tick)
        except KnownError as error:
            if licence or "--licence" not in error.advice:
                raise
            return error

    def then(packs: Sequence[Installed] | KnownError) -> None:
        if isinstance(packs, KnownError):
            text = f"{packs.text} Install it all the same, marked so? Ask its owner before it is used."
            desk.ask(text, "Install it marked so", partial(add, desk, path, NOT_STATED))
            return
        for pack in packs:
            said = [(f"▲ Missing: {text}.", "attention") for text in pack.missing] + [(f"● {text}", "quiet") for text in pack.notes]
            desk.say_of_model(pack.card.id, tuple(said))
            desk.notices.say(f"Added {pack.card.name} {pack.card.version} ({pack.format}).", f"Licence: {pack.card.license}.")
        desk.refresh_models()
        for pack in packs:
            if pack.card.task == "segmentation":
                try_on_phantoms(desk, pack.card.id)

    desk.start(f"Add {path.name}", work, then, in_engine=True, of_study=False)


def check(desk: Desk, id: str) -> None:
    """Compare the files with the card, and a run with the one at installation."""
    card, folder = find_card(id, folders(desk))
    engine = desk.jobs.engine

    def work(tick: Tick) -> str:
        from desktop.workflows.install_model import try_again
        from inference.cards import check_weights

        if card.weights:
            return try_again(card, folder, engine, tick)
        check_weights(card, folder)
        return ""

    def then(said: str) -> None:
        good = "✓ Checked: the files are those of the card" + (", and the numbers those of the installation." if card.weights else ".")
        desk.say_of_model(id, ((f"✕ {said}", "wrong") if said else (good, "confirmed"),))
        desk.refresh_models()

    desk.start(f"Check {card.name}", work, then, in_engine=True, of_study=False)


def try_on_phantoms(desk: Desk, id: str) -> None:
    """Run the trial on phantoms."""
    card, folder = find_card(id, folders(desk))
    models, engine = desk.library.models_folder, desk.jobs.engine

    def work(tick: Tick) -> Trial:
        from desktop.workflows.try_model import try_on_phantoms as run

        return run(card, folder, models, engine, tick)

    def then(found: Trial) -> None:
        desk.notices.say(f"{card.name} on the phantoms: {found.text}.", level="warning" if found.passed is False else "note")
        desk.refresh_models()

    desk.start(f"Try {card.name}", work, then, in_engine=True, of_study=False)


def evaluate(desk: Desk, id: str) -> None:
    """Ask for a folder of cases and measure the model on them."""
    cases = desk.ask_folder("A folder of cases with references")
    if cases is not None:
        evaluate_on(desk, id, cases)


def evaluate_on(desk: Desk, id: str, cases: Path) -> None:
    """Measure the model on the cases in a folder."""
    card, folder = find_card(id, folders(desk))
    models, engine = desk.library.models_folder, desk.jobs.engine

    def work(tick: Tick) -> Evaluation:
        from desktop.workflows.evaluate_model import evaluate as run

        return run(card, folder, cases, models, engine, tick)

    def then(found: Evaluation) -> None:
        desk.library.note(desk.author, f"Measured {card.id}@{card.version} on {found.count_text} of {cases}")
        desk.notices.say(f"{card.name} on {found.sentence()}")
        desk.refresh_models()

    desk.start(f"Evaluate {card.name}", work, then, in_engine=True, of_study=False)


def accept(desk: Desk, id: str) -> None:
    """Ask, then note that the reader accepts the model for the site."""
    card, _ = find_card(id, folders(desk))
    if desk.settings.reader_name:
        _ask_acceptance(desk, card)
    else:
        desk.ask_reader(partial(_ask_acceptance, desk, card))


def _ask_acceptance(desk: Desk, card: ModelCard) -> None:
    name = desk.author.partition(":")[2]
    text = f"Accept {card.name} {card.version} for this site, as {name}? Its results will no longer be called experimental."
    desk.ask(text, "Accept the model", partial(_accept, desk, card, name))


def _accept(desk: Desk, card: ModelCard, name: str) -> None:
    standing = accept_for_site(desk.library.models_folder, card, name)
    desk.library.note(
        desk.author, f"Accept the model {card.id}@{card.version} for this site, on {standing.cases_text}, evaluation {standing.evaluation_sha256[:12]}"
    )
    desk.refresh_models()
    desk.notices.say(f"{card.name} is {standing.text}.")


def remove(desk: Desk, id: str) -> None:
    """Ask, then take the pack out of the library."""
    card, folder = find_card(id, folders(desk))
    if folder.parent == desk.library.models_folder:
        text = f"Remove {card.name} {card.version} with its measurements? What it drew in studies stays."
        desk.ask(text, "Remove the model", partial(_remove, desk, card, folder))


def _remove(desk: Desk, card: ModelCard, folder: Path) -> None:
    shutil.rmtree(folder)
    desk.library.note(desk.author, f"Remove the model {card.id}@{card.version}")
    desk.refresh_models()
    desk.notices.say(f"Removed {card.name}.")
