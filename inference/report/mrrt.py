"""Takes in report templates of IHE RAD "Management of Radiology Report Templates" (MRRT): a strict subset of HTML5.

Sections, labels, fields and their codes are kept. What could run, or fetch something, is refused with its line: scripts,
styles, pictures, frames, links to anywhere. The one script that MRRT itself defines, ``<script type="text/xml">`` with the
template's attributes, is data and is read for the codes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

from inference.report.sentences import section_of
from viewer.case.errors import KnownError

MOST_BYTES = 2_000_000
_REFUSED = {
    "style": "a style sheet", "link": "a link to another file", "img": "a picture", "iframe": "a frame", "object": "an object",
    "embed": "an object", "video": "a film", "audio": "sound", "svg": "a drawing", "base": "a base address", "form": "a form that is sent",
    "applet": "a program", "canvas": "a drawing", "source": "a file", "frame": "a frame", "frameset": "frames", "math": "formulas",
}  # fmt: skip
_KNOWN = {
    "html", "head", "title", "meta", "script", "body", "section", "header", "p", "br", "div", "span", "label", "input", "select",
    "option", "optgroup", "textarea", "table", "thead", "tbody", "tr", "td", "th", "ul", "ol", "li", "b", "i", "strong", "em", "u",
    "hr", "h1", "h2", "h3", "h4", "h5", "h6", "fieldset", "legend", "template_attributes", "small", "sub", "sup",
}  # fmt: skip
_VOID = {"meta", "input", "br", "hr", "link", "img", "base", "embed", "source"}
_ADDRESSES = ("href", "src", "action", "formaction", "background", "poster", "data", "srcset", "ping")
_MODALITIES = ("CT", "MR", "US", "CR", "DX", "MG", "PT", "NM", "XA")


@dataclass(slots=True)
class Field:
    """One thing to fill in. `choices` are the texts of a list, `given` what stands in it from the start."""

    id: str
    label: str
    choices: list[str] = field(default_factory=list)
    given: str = ""
    required: bool = False
    unit: str = ""


@dataclass(slots=True)
class Part:
    """A section: its title, what it says in fixed words, and its fields, in reading order."""

    title: str
    rows: list[str | Field] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Form:
    """A template as its file has it. `codes`: (scheme, value, meaning) by the id of what is coded."""

    title: str
    parts: tuple[Part, ...]
    codes: dict[str, tuple[str, str, str]]
    about: dict[str, str]


def read_mrrt(path: Path) -> Form:
    """The form of a file.

    Raises
    ------
    KnownError with what is refused and in which line, for a file that is no HTML, or has nothing to fill in or to say.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise KnownError(f"{path.name} cannot be read: {error.strerror}.") from error
    if len(data) > MOST_BYTES:
        raise KnownError(f"{path.name} is larger than a report template can be.", f"At most {MOST_BYTES // 1_000_000} MB.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise KnownError(f"{path.name} is not UTF-8, which MRRT asks for.") from error
    reader = _Reader(path.name)
    reader.feed(text)
    reader.close()
    return reader.form()


def as_toml(form: Form, id: str) -> str:
    """A form in our own format, to be read by `inference.report.templates.read_template` and edited by people.

    Text that an MRRT template says or is pre-filled with becomes normal text, which stands in a report only where the reader
    marked it as reviewed; until then its line is to be filled in.
    """
    sections: dict[str, str] = {}
    lines: list[str] = []
    normals: list[str] = []
    section = "findings"
    for number, part in enumerate(form.parts, 1):
        own = section_of(part.title)
        section = own or section
        if own:
            sections.setdefault(own, part.title)
        for index, row in enumerate(part.rows, 1):
            name = f"{_slug(part.title) or 'part'}-{number}-{index}"
            if isinstance(row, str):
                normals += [f"[normal.{_quoted(name)}]", f"name = {_quoted(part.title or row[:40])}", f"section = {_quoted(section)}",
                            f"en = {_quoted(_sentence(row))}", ""]  # fmt: skip
                continue
            label = row.label or (part.title if not own else "")
            code = form.codes.get(row.id)
            coded = [f"code = [{', '.join(_quoted(one) for one in code)}]"] if code else []
            start = f"{label}: " if label else ""
            if row.given:
                normals += [f"[normal.{_quoted(name)}]", f"name = {_quoted(label or part.title)}", f"section = {_quoted(section)}", *coded,
                            f"en = {_quoted(_sentence(start + row.given))}", ""]  # fmt: skip
            place = " / ".join(row.choices) or label or part.title
            unit = f" {row.unit}" if row.unit else ""
            text = f"{start}[{re.sub(r'[][]', '', place)[:110]}]{unit}."
            lines += [f"[line.{_quoted(name)}]", f"section = {_quoted(section)}"]
            lines += ["required = true"] if row.required else []
            lines += [*coded, f"en = {_quoted(text)}", ""]
    titles = [sections.get(one, one.capitalize()) for one in ("indication", "technique", "comparison", "findings", "impression")]
    head = [
        f"id = {_quoted(id)}", f"name = {_quoted(form.title)}", f"modalities = [{', '.join(_quoted(one) for one in _modalities(form))}]",
        "body_parts = []", f"descriptions = [{_quoted(form.title.lower())}]", "special = true",
        f"sections = [{', '.join(_quoted(title) for title in titles)}]", "organ_headings = []",
        f"made_from = {_quoted(' · '.join(form.about.values()) or 'MRRT')}", "",
    ]  # fmt: skip
    return "\n".join([*head, *lines, *normals]) + "\n"


def id_of(form: Form) -> str:
    """The id that a form's title gives."""
    return f"mrrt_{_slug(form.title).replace('-', '_') or 'template'}"


class _Reader(HTMLParser):
    """Goes through the file once; text outside sections and fields is an explanation and is left out."""

    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self._name = name
        self._title: list[str] = []
        self._parts: list[Part] = []
        self._open: list[Part] = []
        self._about: dict[str, str] = {}
        self._xml: list[str] = []
        self._within: list[str] = []
        self._words: list[str] = []
        self._header: list[str] = []
        self._labels: dict[str, str] = {}
        self._label_for: str | None = None
        self._label_words: list[str] = []
        self._field: Field | None = None
        self._option: list[str] | None = None
        self._selected = False
        self._seen = False

    def form(self) -> Form:
        for part in self._parts:
            for row in part.rows:
                if isinstance(row, Field):
                    row.label = row.label or self._labels.get(row.id, "")
        named = {label for label in self._labels.values() if label}
        for part in self._parts:  # the words of a label stand with its field
            part.rows = [row for row in part.rows if not (isinstance(row, str) and row.strip(" :") in named)]
        parts = tuple(part for part in self._parts if part.rows)
        if not self._seen or not parts:
            raise KnownError(f"{self._name} holds no section of an MRRT template.", "It needs <section> elements with something in them.")
        return Form(" ".join("".join(self._title).split()) or Path(self._name).stem, parts, self._codes(), self._about)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._refuse(tag, given)
        if tag not in _VOID:
            self._within.append(tag)
        match tag:
            case "meta":
                if given.get("name", "").lower().startswith("dcterms."):
                    self._about[given["name"].lower()] = given.get("content", "")[:200]
            case "section":
                self._seen = True
                self._end_words()
                part = Part(given.get("data-section-name", "").strip())
                self._parts.append(part)
                self._open.append(part)
            case "header":
                self._header = []
            case "label":
                self._end_words()
                self._label_for, self._label_words = given.get("for", ""), []
            case "input":
                self._end_words()
                self._add_input(given)
            case "select" | "textarea":
                self._end_words()
                self._field = self._new_field(given)
                self._words = []
            case "option":
                self._option, self._selected = [], "selected" in given
            case "br" | "p" | "div" | "li" | "tr" | "td":
                self._end_words()

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._within:
            return
        while self._within and self._within.pop() != tag:
            pass
        match tag:
            case "section":
                self._end_words()
                if self._open:
                    self._open.pop()
            case "header":
                title = " ".join("".join(self._header).split())
                if self._open and not self._open[-1].title:
                    self._open[-1].title = title
            case "label":
                if self._label_for is not None:
                    self._labels[self._label_for] = " ".join("".join(self._label_words).split()).rstrip(" :")
                self._label_for = None
            case "option":
                if self._field is not None and self._option is not None:
                    text = " ".join("".join(self._option).split())
                    self._field.choices += [text] if text else []
                    self._field.given = text if self._selected else self._field.given
                self._option = None
            case "select" | "textarea":
                if self._field is not None:
                    if tag == "textarea":
                        self._field.given = " ".join("".join(self._words).split())
                    self._words = []
                    self._keep(self._field)
                self._field = None
            case "p" | "div" | "li" | "tr" | "td":
                self._end_words()

    def handle_data(self, data: str) -> None:
        if "script" in self._within:
            self._xml.append(data)
        elif "title" in self._within:
            self._title.append(data)
        elif "header" in self._within:
            self._header.append(data)
        elif self._option is not None:
            self._option.append(data)
        elif self._label_for is not None:
            self._label_words.append(data)
        elif self._open:
            self._words.append(data)

    def _refuse(self, tag: str, given: dict[str, str]) -> None:
        line = self.getpos()[0]
        what = _REFUSED.get(tag, "")
        if tag == "script" and given.get("type", "").lower() not in ("text/xml", "application/xml"):
            what = "a script"
        elif not what and tag not in _KNOWN:
            what = f"<{tag}>"
        handler = next((name for name in given if name.startswith("on")), "")
        address = next((name for name in _ADDRESSES if given.get(name)), "")
        if not what and handler:
            what = f"a script ({handler})"
        if not what and address:
            what = f"an address ({address})"
        if not what and "style" in given:
            what = "a style"
        if not what and given.get("http-equiv", "").lower() not in ("", "content-type"):
            what = "an instruction to the browser"
        if what:
            raise KnownError(f"{self._name} holds {what} in line {line}, so it was not taken in.", "A report template holds sections, labels and fields only.")

    def _new_field(self, given: dict[str, str]) -> Field:
        return Field(given.get("id", ""), given.get("name", "").strip() if not given.get("id") else "", required="required" in given)

    def _add_input(self, given: dict[str, str]) -> None:
        kind = given.get("type", "text").lower()
        if kind in ("hidden", "button", "submit", "reset", "image", "file", "password"):
            raise KnownError(f"{self._name} holds a field of the type {kind!r} in line {self.getpos()[0]}, so it was not taken in.")
        made = self._new_field(given)
        made.unit = given.get("data-field-units", "")
        if kind in ("checkbox", "radio"):
            made.choices = ["yes", "no"]
            made.given = given.get("value", "") if "checked" in given else ""
        else:
            made.given = given.get("value", "")
        self._keep(made)

    def _keep(self, made: Field) -> None:
        if self._open:
            self._open[-1].rows.append(made)

    def _end_words(self) -> None:
        if self._field is not None:
            return
        text = " ".join("".join(self._words).split())
        self._words = []
        if self._open and len(text) > 2 and re.search(r"\w", text):
            self._open[-1].rows.append(text)

    def _codes(self) -> dict[str, tuple[str, str, str]]:
        """The coded content of the template's attributes: by the id of the element that is coded."""
        text = "".join(self._xml).strip()
        if not text:
            return {}
        if "<!DOCTYPE" in text.upper() or "<!ENTITY" in text.upper():
            raise KnownError(f"{self._name} defines entities in its attributes, so it was not taken in.")
        try:
            root = ElementTree.fromstring(text)
        except ElementTree.ParseError as error:
            raise KnownError(f"The template attributes of {self._name} are no XML: {error}.") from error
        codes: dict[str, tuple[str, str, str]] = {}
        for entry in root.iter():
            coded = entry.get("ORIGTXT") or entry.get("origtxt")
            code = next((one for one in entry.iter() if one.tag.rpartition("}")[2] == "code" and one.get("value")), None)
            if coded and code is not None:
                codes[coded] = (code.get("scheme", ""), code.get("value", ""), code.get("meaning", ""))
        return codes


def _modalities(form: Form) -> list[str]:
    words = set(re.findall(r"\w+", f"{form.title} {' '.join(form.about.values())}".upper())) | {meaning.upper() for _, value, meaning in form.codes.values() for value in (value,)}
    words |= {"MR"} if {"MRI", "MRT"} & words else set()
    return [one for one in _MODALITIES if one in words]


def _sentence(text: str) -> str:
    text = re.sub(r"[\[\]]", "", text).strip()
    return text if text[-1:] in ".?!:" else f"{text}."


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:40]


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f]", " ", escaped) + '"'
