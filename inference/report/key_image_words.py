"""The sentence that names a key image, in the languages of reports."""

from __future__ import annotations

_SENTENCES = {
    "en": ("Key image: series {series}, image {number}.", "Key image: image {number}."),
    "de": ("Schlüsselbild: Serie {series}, Bild {number}.", "Schlüsselbild: Bild {number}."),
    "es": ("Imagen clave: serie {series}, imagen {number}.", "Imagen clave: imagen {number}."),
    "fr": ("Image clé : série {series}, image {number}.", "Image clé : image {number}."),
}


_STARTS = tuple(sentence.partition(":")[0].strip().lower() for row in _SENTENCES.values() for sentence in row)


def is_key_image(text: str) -> bool:
    """Whether a sentence names a key image, in any language of reports; what follows the name is the reader's."""
    return text.lower().startswith(_STARTS)


def key_image_sentence(series: int | None, number: int, language: str) -> str:
    """``Key image: series 3, image 43.``; the number counts pictures as the viewer's corner does."""
    with_series, alone = _SENTENCES[language]
    return (alone if series is None else with_series).format(series=series, number=number)
