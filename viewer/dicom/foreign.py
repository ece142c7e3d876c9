"""What lies beside pictures on a CD and is none: programs, web pages, thumbnails. Judged by its name alone."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePath

_ENDINGS = {
    "program": "exe dll ocx com bat cmd sh msi cab sys drv jar class apk app dmg pkg so dylib py pyc js vbs lnk inf "
    "ini cfg config conf manifest reg plist properties lib pdb",
    "picture": "jpg jpeg jpe jfif png gif bmp ico icns svg webp tif tiff psd cur",
    "document": "pdf doc docx odt rtf xls xlsx ods ppt pptx odp chm hlp epub",
    "text": "txt htm html xhtml css xml xsl xslt xsd dtd md rst json csv tsv log nfo bval bvec yml yaml toml po",
    "sound or film": "avi mpg mpeg mp3 mp4 m4v mov wmv wav flv swf ogg webm mkv",
    "font": "ttf otf woff woff2 eot",
    "system file": "ds_store db tmp bak old swp part lock md5 sha1 sha256 crc",
}
_KIND_OF = {ending: kind for kind, endings in _ENDINGS.items() for ending in endings.split()}
_NAMES = {"readme": "text", "license": "text", "licence": "text", "copying": "text", "version": "text",
          "changelog": "text", "notice": "text", "authors": "text"}  # fmt: skip
_PLURALS = {"sound or film": "sounds and films"}


def kind_of(name: str) -> str:
    """What a file that is no DICOM is by its name; empty where the name does not tell."""
    path = PurePath(name.replace("\\", "/"))
    if path.name.startswith("."):
        return "system file"
    return _KIND_OF.get(path.suffix[1:].lower(), "") or _NAMES.get(path.name.lower(), "")


def sentence_on(kinds: Counter[str]) -> str:
    """What was left out, in one sentence."""
    total = kinds.total()
    parts = [f"{count} {kind if count == 1 else _PLURALS.get(kind, kind + 's')}" for kind, count in kinds.most_common()]
    verb = "1 file is no medical image and was" if total == 1 else f"{total} files are no medical images and were"
    return f"{verb} left out: {', '.join(parts)}."
