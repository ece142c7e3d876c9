"""Articles, endings and elisions: nouns put into phrases of German, Spanish and French."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from inference.report.languages import Noun

_VOWELS = "aeiouyàâäáéèêëíîïóôöúùûüœæh"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something is, before it is words: the organ, the side of it, and which third ("upper", "middle", "lower").

    `one_of` many such organs ("a rib"); `many` of them without a side ("in the kidneys").
    """

    noun: Noun
    side: str
    zone: str
    paired: bool
    lung: bool
    at_level: bool = False
    one_of: bool = False
    many: bool = False


class Grammar(Protocol):
    """What a language does with its nouns. `certainty` and `side` are those of a finding; both may be empty."""

    def thing(self, noun: Noun, certainty: str = "", side: str = "", plural: bool = False) -> str: ...
    def a_thing(self, noun: Noun, certainty: str = "", side: str = "") -> str: ...
    def no_thing(self, noun: Noun, side: str = "") -> str:
        """As it stands in a denial: "kein Rundherd", "nódulo", "de nodule"."""
    def of_a_thing(self, noun: Noun, certainty: str = "", side: str = "") -> str:
        """Behind "presence": "d'un nodule"; where a language has no such pattern, as `a_thing`."""
    def largest(self, noun: Noun) -> str: ...
    def place(self, spot: Spot) -> str:
        """With its preposition: "im rechten Oberlappen"."""
    def side_alone(self, side: str) -> str: ...


class German:
    _STEMS = {
        "possible": "möglich", "probable": "wahrscheinlich",
        "right": "rechtsseitig", "left": "linksseitig", "bilateral": "beidseitig",
    }  # fmt: skip
    _SIDES = {"right": "rechten ", "left": "linken "}
    _THIRDS = {"upper": "oberen", "middle": "mittleren", "lower": "unteren"}
    _FIELDS = {"upper": "Oberfeld", "middle": "Mittelfeld", "lower": "Unterfeld"}

    def thing(self, noun: Noun, certainty: str = "", side: str = "", plural: bool = False) -> str:
        many = plural or noun.plural_only
        return self._with_ending(noun, certainty, side, "e" if many else {"m": "er", "f": "e"}.get(noun.gender, "es"), plural)

    def a_thing(self, noun: Noun, certainty: str = "", side: str = "") -> str:
        words = self.thing(noun, certainty, side)
        if noun.plural_only or noun.bare:
            return words
        return f"eine {words}" if noun.gender == "f" else f"ein {words}"

    def no_thing(self, noun: Noun, side: str = "") -> str:
        if noun.plural_only:
            return f"keine {self._with_ending(noun, '', side, 'en', False)}"
        return f"{'keine' if noun.gender == 'f' else 'kein'} {self.thing(noun, '', side)}"

    def of_a_thing(self, noun: Noun, certainty: str = "", side: str = "") -> str:
        return self.a_thing(noun, certainty, side)

    def largest(self, noun: Noun) -> str:
        return {"m": "der größte", "f": "die größte"}.get(noun.gender, "das größte")

    def place(self, spot: Spot) -> str:
        noun = spot.noun
        both = spot.side == "bilateral"
        sided = spot.side in self._SIDES
        if spot.many and noun.plural:
            return f"{noun.preposition or 'in'} den {noun.plural}"
        if spot.one_of and not both and not spot.zone:
            return f"{noun.preposition or 'in'} {'einer' if noun.gender == 'f' else 'einem'} {self._SIDES.get(spot.side, '')}{noun.text}"
        if not spot.zone:
            if both:
                return f"{noun.preposition or 'in'} beiden {noun.plural}" if spot.paired and noun.plural else f"beidseits {self._dative(noun)}"
            if sided and not spot.paired:
                return f"{self._dative(noun)} {'rechts' if spot.side == 'right' else 'links'}"
            return self._dative(noun, self._SIDES.get(spot.side, ""))
        part = f"im {self._FIELDS[spot.zone]}" if spot.lung else f"im {self._THIRDS[spot.zone]} Drittel"
        if both:
            owner = f"beider {noun.plural}" if spot.paired and noun.plural else f"{self._genitive(noun)} beidseits"
        elif sided and not spot.paired:
            owner = f"{self._genitive(noun)} {'rechts' if spot.side == 'right' else 'links'}"
        else:
            owner = self._genitive(noun, self._SIDES.get(spot.side, ""))
        return f"{part} {owner}"

    def side_alone(self, side: str) -> str:
        return {"right": "auf der rechten Seite", "left": "auf der linken Seite", "bilateral": "beidseits"}.get(side, "")

    def _with_ending(self, noun: Noun, certainty: str, side: str, ending: str, plural: bool) -> str:
        adjectives = "".join(f"{self._STEMS[word]}{ending} " for word in (certainty, side) if word in self._STEMS)
        return adjectives + (noun.plural if plural and noun.plural else noun.text)

    def _dative(self, noun: Noun, adjective: str = "") -> str:
        if noun.plural_only:
            return f"{noun.preposition or 'in'} den {adjective}{noun.plural or noun.text}"
        if noun.gender == "f":
            return f"{noun.preposition or 'in'} der {adjective}{noun.text}"
        return f"{'am' if noun.preposition == 'an' else 'im'} {adjective}{noun.text}"

    def _genitive(self, noun: Noun, adjective: str = "") -> str:
        if noun.plural_only or noun.gender == "f":
            return f"der {adjective}{noun.text}"
        return f"des {adjective}{noun.genitive or noun.text + 's'}"


class _Romance:
    """What Spanish and French share: a doubt stands before the noun, its side behind it."""

    _CERTAIN: Mapping[str, str]

    def thing(self, noun: Noun, certainty: str = "", side: str = "", plural: bool = False) -> str:
        many = plural or noun.plural_only
        before = f"{self._CERTAIN[certainty]}{'s' if many else ''} " if certainty in self._CERTAIN else ""
        words = noun.plural if plural and noun.plural else noun.text
        return f"{before}{words}{self._side(noun, side, many)}"

    def _side(self, noun: Noun, side: str, many: bool) -> str:
        raise NotImplementedError


class Spanish(_Romance):
    _CERTAIN = {"possible": "posible", "probable": "probable"}
    _THIRDS = {"upper": "superior", "middle": "medio", "lower": "inferior"}

    def a_thing(self, noun: Noun, certainty: str = "", side: str = "") -> str:
        words = self.thing(noun, certainty, side)
        if noun.plural_only or (noun.bare and certainty not in self._CERTAIN):
            return words
        return f"{'una' if noun.gender == 'f' else 'un'} {words}"

    def no_thing(self, noun: Noun, side: str = "") -> str:
        return self.thing(noun, "", side)

    def of_a_thing(self, noun: Noun, certainty: str = "", side: str = "") -> str:
        return self.a_thing(noun, certainty, side)

    def largest(self, noun: Noun) -> str:
        return "la mayor" if noun.gender == "f" else "el mayor"

    def place(self, spot: Spot) -> str:
        noun = spot.noun
        side = "" if spot.side not in ("left", "right", "bilateral") else spot.side
        if spot.many and noun.plural:
            return f"en {'las' if noun.gender == 'f' else 'los'} {noun.plural}"
        if spot.one_of and side != "bilateral" and not spot.zone:
            return f"en {'una' if noun.gender == 'f' else 'un'} {noun.text}{self._side(noun, side, False)}"
        if spot.zone:
            part = f"en el {'campo' if spot.lung else 'tercio'} {self._THIRDS[spot.zone]}"
            if side == "bilateral" and spot.paired and noun.plural:
                return f"{part} de {'ambas' if noun.gender == 'f' else 'ambos'} {noun.plural}"
            return f"{part} {self._of(noun)}{self._side(noun, side if spot.paired or side == 'bilateral' else '', noun.plural_only)}" + (
                f", {self.side_alone(side)}" if side in ("left", "right") and not spot.paired else ""
            )
        if side == "bilateral" and spot.paired and noun.plural:
            return f"en {'ambas' if noun.gender == 'f' else 'ambos'} {noun.plural}"
        if side in ("left", "right") and not spot.paired:
            return f"{self.side_alone(side)} {self._of(noun)}"
        return f"en {self._the(noun)} {noun.text}{self._side(noun, side, noun.plural_only)}"

    def side_alone(self, side: str) -> str:
        return {"right": "en el lado derecho", "left": "en el lado izquierdo", "bilateral": "de forma bilateral"}.get(side, "")

    def _side(self, noun: Noun, side: str, many: bool) -> str:
        if side == "bilateral":
            return " bilaterales" if many else " bilateral"
        stem = {"right": "derech", "left": "izquierd"}.get(side)
        return f" {stem}{'a' if noun.gender == 'f' else 'o'}{'s' if many else ''}" if stem else ""

    def _the(self, noun: Noun) -> str:
        if noun.plural_only:
            return "las" if noun.gender == "f" else "los"
        return "la" if noun.gender == "f" else "el"

    def _of(self, noun: Noun) -> str:
        the = self._the(noun)
        return f"del {noun.text}" if the == "el" else f"de {the} {noun.text}"


class French(_Romance):
    _CERTAIN = {"possible": "possible", "probable": "probable"}
    _THIRDS = {"upper": "supérieur", "middle": "moyen", "lower": "inférieur"}

    def a_thing(self, noun: Noun, certainty: str = "", side: str = "") -> str:
        words = self.thing(noun, certainty, side)
        certain = certainty not in self._CERTAIN
        if noun.plural_only:
            return f"des {words}" if certain else f"de {words}"
        if noun.bare and certain:
            return self._of(noun, words)
        return f"{'une' if noun.gender == 'f' else 'un'} {words}"

    def no_thing(self, noun: Noun, side: str = "") -> str:
        return _elided("de", self.thing(noun, "", side), noun.aspirated)

    def of_a_thing(self, noun: Noun, certainty: str = "", side: str = "") -> str:
        if noun.plural_only or (noun.bare and certainty not in self._CERTAIN):
            return _elided("de", self.thing(noun, certainty, side), noun.aspirated)
        return f"d'{self.a_thing(noun, certainty, side)}"

    def largest(self, noun: Noun) -> str:
        return "la plus grande" if noun.gender == "f" else "le plus grand"

    def place(self, spot: Spot) -> str:
        noun = spot.noun
        both = spot.side == "bilateral" and spot.paired and bool(noun.plural)
        side = spot.side if spot.paired and not both else ""
        words = noun.text + self._side(noun, side, noun.plural_only)
        if spot.many and noun.plural:
            return f"au niveau des {noun.plural}" if spot.at_level else f"dans les {noun.plural}"
        if spot.one_of and not both and not spot.zone:
            one = f"{'une' if noun.gender == 'f' else 'un'} {words}"
            return f"au niveau d'{one}" if spot.at_level else f"dans {one}"
        apart = f" {self.side_alone(spot.side)}" if not spot.paired and spot.side in ("left", "right") else ""
        if spot.zone:
            owner = f"des deux {noun.plural}" if both else self._of(noun, words)
            return f"au tiers {self._THIRDS[spot.zone]} {owner}{apart}"
        if spot.at_level:
            return f"au niveau {f'des deux {noun.plural}' if both else self._of(noun, words)}{apart}"
        if both:
            return f"dans les deux {noun.plural}"
        if noun.plural_only:
            return f"dans les {words}{apart}"
        if noun.gender == "f" or _elides(words, noun.aspirated):
            return f"dans {_elided('la', words, noun.aspirated)}{apart}"
        return f"dans le {words}{apart}"

    def side_alone(self, side: str) -> str:
        return {"right": "à droite", "left": "à gauche", "bilateral": "des deux côtés"}.get(side, "")

    def _side(self, noun: Noun, side: str, many: bool) -> str:
        feminine, end = noun.gender == "f", "s" if many else ""
        if side == "bilateral":
            return " bilatérales" if feminine and many else " bilatérale" if feminine else " bilatéraux" if many else " bilatéral"
        if side == "right":
            return f" droite{end}" if feminine else f" droit{end}"
        return f" gauche{end}" if side == "left" else ""

    def _of(self, noun: Noun, words: str) -> str:
        if noun.plural_only:
            return f"des {words}"
        if _elides(words, noun.aspirated):
            return f"de l'{words}"
        return f"de la {words}" if noun.gender == "f" else f"du {words}"


def _elides(words: str, aspirated: bool) -> bool:
    return words[:1].lower() in _VOWELS and not aspirated and not words[:2].isupper()


def _elided(article: str, words: str, aspirated: bool) -> str:
    return f"{article[0]}'{words}" if _elides(words, aspirated) else f"{article} {words}"


GRAMMARS: Mapping[str, Grammar] = {"de": German(), "es": Spanish(), "fr": French()}
"""By the code of the language."""
