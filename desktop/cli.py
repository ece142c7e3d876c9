"""Lightbox without its window: parse a command, run it, print one answer, choose the exit code."""

from __future__ import annotations

import argparse
import importlib
import json
import math
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Never

from desktop.commands.answer import Answer, printable, stderr_progress, without_surrogates
from desktop.crash_report import write_crash_report
from desktop.display import find_display
from desktop.settings import default_library_folder
from viewer.case.errors import KnownError
from viewer.case.progress import CancelledError

DONE, PROBLEMS, WRONG_REQUEST, STOPPED, OUR_BUG = 0, 1, 2, 3, 70

COMMANDS: dict[str, str] = {
    "demo": "desktop.commands.demo:demo",
    "import": "desktop.commands.studies:import_studies",
    "studies": "desktop.commands.studies:studies",
    "show": "desktop.commands.show:show",
    "documents": "desktop.commands.documents:documents",
    "patients": "desktop.commands.patients:patients",
    "audit": "desktop.commands.studies:audit",
    "render": "desktop.commands.pictures:render",
    "probe": "desktop.commands.pictures:probe",
    "segment": "desktop.commands.models:segment",
    "models": "desktop.commands.models:models",
    "findings": "desktop.commands.findings:findings",
    "ground": "desktop.commands.ground:ground",
    "compare": "desktop.commands.compare:compare",
    "draft": "desktop.commands.report:draft",
    "templates": "desktop.commands.templates:templates",
    "check": "desktop.commands.report:check",
    "calc": "desktop.commands.calc:calc",
    "assert": "desktop.commands.report:assertions",
    "sign": "desktop.commands.report:sign",
    "export": "desktop.commands.report:export",
    "doctor": "desktop.commands.doctor:doctor",
    "delete": "desktop.commands.housekeeping:delete",
    "archive": "desktop.commands.housekeeping:archive",
    "disk": "desktop.commands.housekeeping:disk",
}
"""Command -> the function that runs it, imported when it is called for: no command pays for another's libraries."""

NOT_IN_THIS_VERSION = ("deidentify", "peer")


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence and leaves with exit code 2."""

    def error(self, message: str) -> Never:
        print(f"{message[:1].upper()}{message[1:]}. See `{self.prog} --help`.", file=sys.stderr)
        sys.exit(WRONG_REQUEST)


def build_parser() -> Parser:
    common = Parser(add_help=False)
    common.add_argument("--library", type=Path, default=argparse.SUPPRESS, metavar="DIR", help="the library folder")
    common.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="one JSON document on standard output")
    parser = Parser(
        prog="lightbox",
        description="An offline radiology workstation. Without a command it opens its window. "
        "For research and demonstration; not validated for clinical use.",
        epilog="`lightbox open [PATH...] [--study UID]` opens the window on files or on a study of the library.",
        parents=[common],
    )
    commands = parser.add_subparsers(dest="command", parser_class=Parser, metavar="COMMAND")

    def add(name: str, text: str) -> Parser:
        return commands.add_parser(name, help=text, description=text, parents=[common])

    demo = add("demo", "The main job on PATH, or on a built-in study with a known truth.")
    demo.add_argument("path", nargs="?", type=Path, help="a DICOM folder, file or zip archive")
    demo.add_argument("--out", type=Path, metavar="DIR", help="where exports and pictures go")
    demo.add_argument("--headless", action="store_true", help="do not open the window at the end")

    imports = add("import", "Bring folders, files, DICOMDIRs and zip archives into the library.")
    imports.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    imports.add_argument(
        "--in-place", action=argparse.BooleanOptionalAction, default=None, help="leave the files where they are, or not"
    )

    studies = add("studies", "Search the library.")
    studies.add_argument("query", nargs="*", help="words of name, ID, date, modality, description, accession or report")

    show = add("show", "One study with its series, geometry and problems.")
    show.add_argument("study")
    show.add_argument("--measure", metavar="WORDS", help="what is measured on the segments called so (\"left kidney\"), or on all")

    documents = add("documents", "Reports, PDFs and other objects of a study that are read and not viewed.")
    documents.add_argument("study")
    documents.add_argument("--text", metavar="UID", help="what one of them says")
    documents.add_argument("--save", metavar="UID", help="keep one as a file: what it holds, its text, or with .dcm itself")
    documents.add_argument("--out", type=Path, metavar="FILE")

    patients = add("patients", "Who is in the library, who may be one, and merging and splitting them.")
    patients.add_argument(
        "words", nargs="*", metavar="WORD",
        help="words to search for; or merge KEEP OTHER, split STUDY, undo [CHANGE], changes (patients and changes by number)",
    )  # fmt: skip
    patients.add_argument("--conflicts", action="store_true", help="who may be one patient, side by side")
    patients.add_argument("--to", type=int, metavar="PATIENT", help="where split moves the study; else a new patient")

    audit = add("audit", "The edit log: who changed what, and when.")
    audit.add_argument("study", nargs="?")
    audit.add_argument("--verify", action="store_true", help="prove that the chain of entries is unbroken")

    render = add("render", "The picture the window would show, with overlays.")
    render.add_argument("study")
    render.add_argument("--series", metavar="UID")
    render.add_argument("--part", default="", metavar="KEY", help="a part of the series, as `show` lists them")
    render.add_argument("--view", required=True, choices=("axial", "coronal", "sagittal", "oblique", "mip", "volume", "picture"))
    render.add_argument("--position", metavar="N|-123.5mm", help="the N-th picture, or a plane in mm")
    render.add_argument("--window", type=window, metavar="C,W")
    render.add_argument("--centre", type=point, metavar="X,Y,Z")
    render.add_argument("--normal", type=point, metavar="X,Y,Z")
    render.add_argument("--up", type=point, metavar="X,Y,Z")
    render.add_argument("--size", type=size, default=(800, 800), metavar="WxH")
    render.add_argument("--out", required=True, type=Path, metavar="F.png")

    probe = add("probe", "The value at a point in patient space.")
    probe.add_argument("study")
    probe.add_argument("--series", metavar="UID")
    probe.add_argument("--part", default="", metavar="KEY", help="a part of the series, as `show` lists them")
    probe.add_argument("--lps", required=True, type=point, metavar="X,Y,Z")

    segment = add("segment", "Run a model.")
    segment.add_argument("study")
    segment.add_argument("--model", required=True, metavar="ID")
    segment.add_argument("--series", metavar="UID")
    segment.add_argument("--part", default="", metavar="KEY", help="a part of the series, as `show` lists them")
    segment.add_argument("--point", action="append", metavar="X,Y,Z[,-]", help="a prompt, for models that take one")
    segment.add_argument("--box", metavar="X0,Y0,Z0,X1,Y1,Z1")
    segment.add_argument("--text", metavar="WORDS", help="for a classifier: the finding whose place is asked for")
    segment.add_argument("--out", metavar="F.png", help="for a classifier, with --text: the picture with where that finding is seen")
    segment.add_argument("--uncertainty", action="store_true", help="run five times on slightly changed pictures, to show where it is unsure")
    segment.add_argument(
        "--channel", action="append", default=[], metavar="NAME=UID", help="which series is T1, T2, ..., for models that read several"
    )

    findings = add("findings", "The fact table.")
    findings.add_argument("study")
    findings.add_argument("--accept", action="append", default=[], metavar="ID")
    findings.add_argument("--reject", action="append", default=[], metavar="ID")
    findings.add_argument("--add", type=Path, metavar="FILE.json")

    ground = add("ground", "Where in the images is this?")
    ground.add_argument("study")
    ground.add_argument("phrase", nargs="?", default="")
    ground.add_argument("--box", metavar="X0,Y0,Z0,X1,Y1,Z1", help="the other way round: what lies in this box (LPS mm), in words")

    compare = add("compare", "Register with an earlier study, match lesions, tabulate the change.")
    compare.add_argument("study")
    compare.add_argument("--prior", required=True, metavar="STUDY", help="the earlier study of the same patient")
    compare.add_argument("--series", metavar="UID")
    compare.add_argument("--prior-series", metavar="UID")

    draft = add("draft", "Draft the report from accepted findings.")
    draft.add_argument("study")
    draft.add_argument("--template", metavar="ID")
    draft.add_argument("--model", default="none", metavar="ID|none")
    draft.add_argument("--indication", default="", metavar="TEXT")
    draft.add_argument("--lang", default="", choices=("en", "de", "es", "fr"), help="language of the report")
    draft.add_argument("--reviewed", action="append", default=[], metavar="STRUCTURE", help="say that it is normal, unless a finding is in it")

    templates = add("templates", "Report templates: list them, show one, import an MRRT template.")
    templates.add_argument("id", nargs="?", metavar="ID", help="show this one")
    templates.add_argument("--import", dest="html", type=Path, metavar="FILE.html", help="take in an MRRT template (IHE RAD)")
    templates.add_argument("--remove", metavar="ID", help="remove one of the library's own templates")

    check = add("check", "Verify a report against its facts.")
    check.add_argument("study", nargs="?")
    check.add_argument("--text", type=Path, metavar="FILE")
    check.add_argument("--facts", type=Path, metavar="FILE.json")
    check.add_argument("--lang", default="en", choices=("en", "de", "es", "fr"), help="language of the text")

    calc = add("calc", "A clinical calculator or guideline: NAME key=value..., each with its unit, as size=7mm.")
    calc.add_argument("name", nargs="?", metavar="NAME")
    calc.add_argument("inputs", nargs="*", metavar="key=value")
    calc.add_argument("--list", action="store_true", help="what there is, by the words given")
    calc.add_argument("--study", metavar="STUDY", help="read from this study what it says")
    calc.add_argument("--finding", metavar="ID", help="and from this finding of it")

    assertions = add("assert", "What texts say: one object per assertion.")
    assertions.add_argument("--text", nargs="+", required=True, type=Path, metavar="FILE")

    sign = add("sign", "Sign the report; refused while a blocking problem stands.")
    sign.add_argument("study")
    sign.add_argument("--as", dest="name", required=True, metavar="NAME")
    sign.add_argument("--waive", metavar="REASON")

    export = add("export", "Write results; each is validated before it is reported.")
    export.add_argument("study")
    export.add_argument("--to", required=True, type=Path, metavar="DIR")
    export.add_argument("--format", default="dicom-seg,dicom-sr,pdf", metavar="F,F")

    models = add("models", "Model packs: install, check, measure on cases of the site, accept.")
    models.add_argument("verb", choices=("list", "check", "add", "remove", "evaluate", "accept", "compare"))
    models.add_argument("what", nargs="?", metavar="PATH|ID", help="a pack to add, a model, or for compare a study")
    models.add_argument("--licence", metavar="TEXT", help='add: the licence of a pack that brings none, or "not stated"')
    models.add_argument("--full", action="store_true", help="check: also run the acceptance cases on built-in phantoms")
    models.add_argument("--cases", type=Path, metavar="DIR", help="evaluate: a folder of cases with references")
    models.add_argument("--a", metavar="SEG", help="compare: a segmentation, by the beginning of its id; else the newest two that share a structure")
    models.add_argument("--b", metavar="SEG", help="compare: the other")
    models.add_argument("--as", dest="name", metavar="NAME", help="accept: who accepts the model for this site")

    delete = add("delete", "Delete a study: index, records, pictures. The log of edits keeps what was said.")
    delete.add_argument("study")
    delete.add_argument("--even-signed", action="store_true", help="although it has a signed report")
    delete.add_argument("--yes", action="store_true", help="do not ask")

    archive = add("archive", "Write a study and all that was said of it into a folder, each file proven by its hash.")
    archive.add_argument("study")
    archive.add_argument("--to", required=True, type=Path, metavar="DIR")
    archive.add_argument("--remove-pixels", action="store_true", help="then open the pictures from there, not from the library")

    disk = add("disk", "What each study takes on disk.")
    disk.add_argument("study", nargs="?")
    disk.add_argument("--clear-cache", action="store_true", help="remove decoded volumes first; they are made again when needed")

    doctor = add("doctor", "What this machine has, what Lightbox will use, and whether the library is whole.")
    doctor.add_argument("--backup", action="store_true", help="copy the library's database now; large ones are copied by the window only")
    doctor.add_argument("--files", action="store_true", help="read every picture file and say which changed since its import; takes minutes")
    doctor.add_argument("--repair", action="store_true", help="bring a damaged library back; nothing is deleted")
    return parser


def point(text: str) -> tuple[float, float, float]:
    parts = text.split(",")
    if len(parts) != 3:
        raise argparse.ArgumentTypeError(f"a point is X,Y,Z in LPS mm, not {text!r}")
    try:
        x, y, z = (float(part) for part in parts)
    except ValueError:
        raise argparse.ArgumentTypeError(f"a point is X,Y,Z in LPS mm, not {text!r}") from None
    if not all(math.isfinite(value) for value in (x, y, z)):
        raise argparse.ArgumentTypeError(f"a point is X,Y,Z in LPS mm, not {text!r}")
    return x, y, z


def window(text: str) -> tuple[float, float]:
    parts = text.split(",")
    try:
        centre, width = float(parts[0]), float(parts[1])
    except (ValueError, IndexError):
        raise argparse.ArgumentTypeError(f"a window is CENTRE,WIDTH, not {text!r}") from None
    if len(parts) != 2 or not (math.isfinite(centre) and math.isfinite(width) and width > 0):
        raise argparse.ArgumentTypeError(f"a window is CENTRE,WIDTH with a width above 0, not {text!r}")
    return centre, width


def size(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{2,5})x(\d{2,5})", text)
    if not match or not all(16 <= int(n) <= 8192 for n in match.groups()):
        raise argparse.ArgumentTypeError(f"a size is WIDTHxHEIGHT from 16x16 to 8192x8192, not {text!r}")
    return int(match[1]), int(match[2])


def join_negative_values(arguments: Sequence[str]) -> list[str]:
    """``--lps -12.3,40,88`` -> ``--lps=-12.3,40,88``; argparse takes the value for an option."""
    joined: list[str] = []
    for argument in arguments:
        if joined and re.fullmatch(r"--[a-z]+", joined[-1]) and re.match(r"-\.?\d", argument):
            joined[-1] += f"={argument}"
        else:
            joined.append(argument)
    return joined


def command_at(arguments: Sequence[str]) -> int:
    """Where the command stands in a command line, after options that hold for all commands; its length without one."""
    is_value = False
    for place, word in enumerate(arguments):
        if not is_value and not word.startswith("-"):
            return place
        is_value = word == "--library" and not is_value
    return len(arguments)


def main(arguments: Sequence[str]) -> int:
    """Run one command line (without the program's name) and return the exit code."""
    word = next(iter(arguments[command_at(arguments) :]), "")
    if word in NOT_IN_THIS_VERSION:
        print(f"`lightbox {word}` is not in this version.", file=sys.stderr)
        return WRONG_REQUEST
    parser = build_parser()
    options = parser.parse_args(join_negative_values(arguments))
    if options.command is None:
        parser.error("name a command; without any word the window opens")
    options.library = getattr(options, "library", None) or default_library_folder()
    as_json = getattr(options, "json", False)
    module_name, function_name = COMMANDS[options.command].split(":")
    tick, end_progress = stderr_progress()
    try:
        command = getattr(importlib.import_module(module_name), function_name)
        answer: Answer = command(options, tick)
    except KnownError as error:
        end_progress()
        print(error, file=sys.stderr)
        return WRONG_REQUEST
    except (CancelledError, KeyboardInterrupt):
        end_progress()
        print("Stopped.", file=sys.stderr)
        return STOPPED
    except Exception as error:  # the command line's border: everything else is our bug
        end_progress()
        print(f"Lightbox made a mistake. The crash report is {write_crash_report(error)}", file=sys.stderr)
        return OUR_BUG
    end_progress()
    text = without_surrogates(json.dumps(answer.document, indent=2, ensure_ascii=False)) if as_json else printable(answer.text)
    try:
        print(text, flush=True)
    except BrokenPipeError:  # whoever reads it, `head` for one, has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if options.command == "demo" and not options.headless and not as_json and find_display():
        return open_window(options.library, answer.document["study"]["uid"])
    return PROBLEMS if answer.has_problems else DONE


def open_window(library: Path, study_uid: str) -> int:
    """Open a study in the window, in a process of its own: this one painted without a display."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "desktop"]
    return subprocess.call([*program, "open", "--library", str(library), "--study", study_uid])
