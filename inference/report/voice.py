"""What the sentences of a report are made of, in the words of its language: one `Voice` per language.

A voice turns findings and header facts into the slots of the patterns of `inference.report.phrases`. The plan decides
what is said and in which order; it knows no language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Protocol

from inference.report.dates import format_date
from inference.report.foreign import Foreign
from inference.report.languages import ENGLISH, check_language
from inference.report.numbers import count_word, format_lengths, format_setting
from inference.report.phrasebook import plural
from inference.report.templates import body_part_key, phrases
from inference.report.wording import Described, with_article
from viewer.case.facts import Change

Slots = Mapping[str, str]


class Voice(Protocol):
    """Slots for each kind of sentence; where the kind depends on the language, it comes with them."""

    @property
    def language(self) -> str: ...
    @property
    def patterns(self) -> Mapping[str, tuple[str, ...]]: ...
    def title(self, title: str, section: str) -> str:
        """The title of a section of the template, which is English where it is one of the usual ones."""
    def heading(self, heading: str) -> str: ...
    def technique(self, modality: str, body_part: str, agents: Sequence[str] | None) -> Slots:
        """`agents` are the names of contrast agents; empty where one was given without a name, None where none was."""
    def settings(self, number: int | None, thickness_mm: float, kvp: float | None, kernel: str) -> Slots: ...
    def prior(self, day: str) -> Slots: ...
    def finding(self, one: Described, heading: str) -> tuple[str, Slots]: ...
    def change(self, change: Change) -> Slots: ...
    def changed(self, change: Change) -> str:
        """Behind a finding of the impression: "larger than on 14 July 2025"; empty where a state is not told there."""
    def summary(self, group: Sequence[Described]) -> tuple[str, Slots]:
        """The impression's sentence on findings of one kind in one organ."""
    def denial(self, one: Described) -> Slots: ...


@cache
def voice_of(language: str) -> Voice:
    """The voice of a language. Raises `KnownError` for one that no report can be written in."""
    return English() if check_language(language) == ENGLISH else Foreign(language)


class English:
    """The language of the lexicon: the words of a finding come with it."""

    language = ENGLISH

    @property
    def patterns(self) -> Mapping[str, tuple[str, ...]]:
        return phrases().sentences

    def title(self, title: str, section: str) -> str:
        return title

    def heading(self, heading: str) -> str:
        return heading

    def technique(self, modality: str, body_part: str, agents: Sequence[str] | None) -> Slots:
        names = phrases()
        region = names.body_parts.get(body_part_key(body_part), "")  # a code nobody would write is left out
        examination = names.modalities.get(modality, modality) + (f" of {region}" if region else "")
        contrast = "" if agents is None else f"contrast agent ({', '.join(agents)})" if agents else "contrast agent"
        return {"examination": examination, "contrast": contrast}

    def settings(self, number: int | None, thickness_mm: float, kvp: float | None, kernel: str) -> Slots:
        return {
            "series": f"Series {number}" if number is not None else "",
            "thickness": format_setting(thickness_mm, "mm"),
            "voltage": format_setting(kvp, "kV") if kvp else "",
            "kernel": kernel,
        }

    def prior(self, day: str) -> Slots:
        return {"prior": format_date(day)}

    def finding(self, one: Described, heading: str) -> tuple[str, Slots]:
        article = with_article(one.thing, mass=one.mass_noun)
        slots = {
            "heading": heading,
            "thing": one.thing,
            "a_thing": article,
            "A_thing": capital(article),
            "things": one.things,
            "place": one.place,
            "size": one.size,
            "details": one.details,
        }
        if not one.finding.present:
            return "absent", slots
        if one.count > 1 and not one.mass_noun:
            word = count_word(one.count)
            return "findings_counted", slots | {"count": word.lower(), "Count": word}
        if one.on_both_sides:
            word, things = _both(one)
            return "findings_counted", slots | {"count": word, "Count": capital(word), "things": things}
        return "finding", slots

    def change(self, change: Change) -> Slots:
        size = format_lengths([change.prior_value]) if change.prior_value is not None else ""
        return {"prior": format_date(change.prior_date) or "the earlier study", "prior_size": size}

    def changed(self, change: Change) -> str:
        return phrases().changed.get(change.state, "").format(prior=format_date(change.prior_date) or "the earlier study")

    def summary(self, group: Sequence[Described]) -> tuple[str, Slots]:
        one = max(group, key=lambda one: one.lengths_mm[:1])
        if len(group) == 1:
            if one.count > 1 or one.on_both_sides:
                word, things = _both(one) if one.on_both_sides else ("", one.things)
                word = count_word(one.count) if one.count > 1 else capital(word)
                return "impression_group_same", {"Count": word, "things": things, "place": one.place, "size": one.longest}
            article = with_article(one.thing, mass=one.mass_noun)
            slots = {"Thing": capital(one.thing), "A_thing": capital(article), "place": one.place, "size": one.longest}
            return "impression_one", slots
        measured = all(each.lengths_mm for each in group)
        adjective = (one.anatomy.adjective if one.anatomy else "") or (one.home.adjective if one.home else "")
        things = plural(f"{adjective} {one.thing}".strip())
        slots = {"Count": count_word(len(group)), "things": things, "size": one.longest if measured else ""}
        if measured and adjective:
            return "impression_group", slots | {"place": one.place}
        return "impression_group_same", slots | {"place": f"the {one.organ}" if not adjective else ""}

    def denial(self, one: Described) -> Slots:
        return {"thing": one.thing, "place": one.place}


def _both(one: Described) -> tuple[str, str]:
    """ "Possible bilateral effusions" in two: what stands where a number would, and of what."""
    head, _, things = one.things.partition("bilateral ")
    return f"{head}bilateral", things


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]
