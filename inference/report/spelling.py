"""Misspelt words of a report, in four languages, from lists that lie on this machine.

A word is right that is in the general list of its language (the frequency lists of pyspellchecker), in the vocabulary of
Lightbox itself (terms, templates, guidelines, ``terms/vocabulary``), in the reader's own list, or made of such words: a
plural, a prefix with a known word, a German compound. Everything else is marked; nothing is ever changed by itself.
"""

from __future__ import annotations

import difflib
import gzip
import importlib.resources
import json
import re
import time
from collections.abc import Collection, Iterable
from functools import cache

import resources
from inference.report.languages import LANGUAGES

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LETTERS = {
    "en": "abcdefghijklmnopqrstuvwxyz",
    "de": "abcdefghijklmnopqrstuvwxyzäöüß",
    "es": "abcdefghijklmnopqrstuvwxyzáéíóúñü",
    "fr": "abcdefghijklmnopqrstuvwxyzàâçéèêëîïôùûœ",
}
_PREFIXES = (
    "anti", "auto", "bi", "broncho", "cardio", "cholangio", "costo", "cranio", "de", "dys", "echo", "endo", "extra", "gastro", "hemi", "hepato", "hydro", "hyper",
    "hypo", "infra", "inter", "intra", "juxta", "kardio", "macro", "meso", "micro", "mid", "mikro", "multi", "myo", "neo", "neuro", "non", "osteo", "para",
    "patho", "peri", "pneumo", "poly", "post", "pre", "prä", "pseudo", "re", "retro", "semi", "spleno", "sub", "super", "supra", "trans", "tri", "un", "unter",
    "über", "uni", "uro", "vaso", "veno",
)  # fmt: skip
_ENDINGS = {
    "en": ("s", "es", "ed", "d", "ing", "ly", "al", "ally", "like", "'s", "’s"),
    "de": ("e", "en", "er", "es", "em", "s", "n", "ens", "isch", "ische", "ischen", "ischer", "isches"),
    "es": ("s", "es"),
    "fr": ("s", "e", "es", "x"),
}
_ELISIONS = ("l", "d", "n", "s", "j", "m", "t", "c", "qu", "jusqu", "lorsqu", "puisqu")
_LEAST = 3
"""Letters of a word that is looked at."""
_LEAST_PART = 4
"""Letters of a part of a compound."""
_RARE = 50
"""A word of the general list that was seen less often is no part of a compound."""
_MISSPELT = frozenset(("cardiomegally",))
"""What the terms understand and no list should let pass."""
_CHUNK = 4000
"""Entries read at a time; between them other threads have their turn."""


class Speller:
    """The words of one language. Made by `speller`, which takes about half a second; asking it takes microseconds."""

    def __init__(self, language: str, general: dict[str, int], own: frozenset[str]) -> None:
        self.language = language
        self._general, self._own = general, own
        self._known: dict[str, bool] = {}

    def find_wrong(self, text: str, mine: Collection[str] = ()) -> tuple[tuple[int, int], ...]:
        """Start and end of each misspelt word; `mine` are the reader's own words, in small letters.

        Abbreviations in capitals, words with digits and names inside a sentence (not in German, where nouns have
        capitals) are left alone.
        """
        wrong = []
        for found in _WORD.finditer(text):
            word = found.group()
            if len(word) < _LEAST or (word.isupper() or word[1:] != word[1:].lower()) or self._touches_digit(text, found.start(), found.end()):
                continue
            if word[0].isupper() and self.language != "de" and not _begins_sentence(text, found.start()):
                continue
            if word.lower() not in mine and not self.knows(word):
                wrong.append(found.span())
        return tuple(wrong)

    def knows(self, word: str) -> bool:
        """Whether a word is right, in any case."""
        plain = word.lower().replace("’", "'")
        if plain not in self._known:
            self._known[plain] = self._is_known(plain)
        return self._known[plain]

    def suggest(self, word: str, most: int = 5) -> tuple[str, ...]:
        """Right words that were probably meant, the likeliest first, with the capital of the word."""
        plain = word.lower()
        near = {one for one in self._edits(plain) if one in self._general or one in self._own}
        ranked = sorted(near, key=lambda one: (one not in self._own, -self._general.get(one, 0), one))
        ours = difflib.get_close_matches(plain, [one for one in self._own if abs(len(one) - len(plain)) < 3 and one[:1] == plain[:1]], most, 0.8)
        found = list(dict.fromkeys((*ranked[:2], *ours, *ranked[2:])))[:most]
        return tuple(one[:1].upper() + one[1:] if word[:1].isupper() else one for one in found)

    def _is_known(self, word: str) -> bool:
        if self._has(word):
            return True
        head, _, rest = word.partition("'")
        if rest and (head in _ELISIONS or rest in ("s", "t")) and self._has(rest if head in _ELISIONS else head):
            return True
        if any(word.endswith(end) and len(word) - len(end) >= _LEAST and self._stem(word.removesuffix(end)) for end in _ENDINGS[self.language]):
            return True
        if any(word.startswith(prefix) and len(word) - len(prefix) >= _LEAST_PART and self._is_known(word.removeprefix(prefix)) for prefix in _PREFIXES):
            return True
        return self.language == "de" and self._is_compound(word)

    def _has(self, word: str) -> bool:
        return word in self._own or word in self._general

    def _stem(self, stem: str) -> bool:
        """Whether an ending may stand behind it: only words of medicine, since the general list has its forms."""
        return stem in self._own or f"{stem}e" in self._own

    def _is_compound(self, word: str, deep: int = 0) -> bool:
        """German: known words one behind the other, with the sounds that join them."""
        for cut in range(len(word) - _LEAST_PART, _LEAST_PART - 1, -1):
            head, tail = word[:cut], word[cut:]
            if not any(self._is_part(head.removesuffix(joint)) for joint in ("", "s", "n", "en", "es", "e", "er") if head.endswith(joint)):
                continue
            if self._is_part(tail) or any(tail.endswith(end) and self._is_part(tail.removesuffix(end)) for end in _ENDINGS["de"]):
                return True
            if deep < 1 and self._is_compound(tail, deep + 1):
                return True
        return False

    def _is_part(self, word: str) -> bool:
        return len(word) >= _LEAST_PART and (word in self._own or self._general.get(word, 0) > _RARE)

    def _edits(self, word: str) -> set[str]:
        """All words one wrong, missing, additional or swapped letter away."""
        letters = _LETTERS[self.language]
        cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
        return {
            *(a + b[1:] for a, b in cuts if b),
            *(a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1),
            *(a + letter + b[1:] for a, b in cuts if b for letter in letters),
            *(a + letter + b for a, b in cuts for letter in letters),
        }

    @staticmethod
    def _touches_digit(text: str, start: int, end: int) -> bool:
        return text[start - 1 : start].isdigit() or text[end : end + 1].isdigit()


def _begins_sentence(text: str, at: int) -> bool:
    before = text[:at].rstrip()
    return not before or before[-1] in ".:!?|"


@cache
def speller(language: str) -> Speller:
    """The speller of a language of reports; read once. Meant for a thread: other threads have their turn meanwhile."""
    return Speller(language, _general(language), _own_words(language))


def _general(language: str) -> dict[str, int]:
    """The general list: words in small letters with how often they were seen."""
    packed = (importlib.resources.files("spellchecker") / "resources" / f"{language}.json.gz").read_bytes()
    entries = gzip.decompress(packed).decode("utf-8").strip().removeprefix("{").removesuffix("}").strip().split(",\n")
    words: dict[str, int] = {}
    for at in range(0, len(entries), _CHUNK):
        words |= json.loads("{" + ",".join(entries[at : at + _CHUNK]) + "}")
        time.sleep(0)
    return words


def _own_words(language: str) -> frozenset[str]:
    """Every word that Lightbox itself may write, and the vocabulary of radiology beside it."""
    texts = [resources.path("terms", "vocabulary", f"{language}.txt").read_text(encoding="utf-8")]
    foreign = resources.path("report_templates", "languages")
    if language == "en":
        paths = [*resources.path("terms").glob("*.toml"), *resources.path("report_templates").glob("*.toml"), *resources.path("guidelines").rglob("*.toml")]
    else:
        paths = [foreign / f"{language}.toml", resources.path("terms", "lay.toml"), *resources.path("report_templates").glob("*.toml")]
    own = _words(texts) | _words(_without_comments(path.read_text(encoding="utf-8")) for path in sorted(paths))
    if language == "en":  # templates hold their texts in four languages
        others = [resources.path("terms", "vocabulary", f"{code}.txt") for code in LANGUAGES if code != language] + list(foreign.glob("*.toml"))
        own -= _words(path.read_text(encoding="utf-8") for path in others) - _words(texts)
    return own - _MISSPELT


def _words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word.lower() for text in texts for word in _WORD.findall(text) if len(word) >= _LEAST)


def _without_comments(text: str) -> str:
    return re.sub(r"^\s*#.*$", "", text, flags=re.MULTILINE)
