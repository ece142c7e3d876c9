"""Start Lightbox: the window, or a command (`desktop.cli`)."""

from __future__ import annotations

import multiprocessing
import os
import sys
from pathlib import Path
from typing import NoReturn

from inference.offline import stay_offline


def main() -> int:
    multiprocessing.freeze_support()  # must come first: a frozen child process re-enters here
    stay_offline()
    arguments = sys.argv[1:]
    if arguments[:1] == ["--self-test"]:
        from desktop.commands.self_test import self_test

        return self_test()
    if not arguments or arguments[0] == "open":
        return open_window(arguments[1:])
    from desktop.cli import command_at
    from desktop.cli import main as run_command

    at = command_at(arguments)
    names_library_alone = at == len(arguments) and arguments[0].partition("=")[0] == "--library" and len(arguments) <= 2
    if arguments[at : at + 1] == ["open"] or names_library_alone:
        return open_window(arguments[:at] + arguments[at + 1 :])
    return run_command(arguments)


def open_window(arguments: list[str]) -> int:
    import argparse

    parser = argparse.ArgumentParser(prog="lightbox open")
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="folders, files or archives to import and open")
    parser.add_argument("--library", type=Path)
    parser.add_argument("--study", default="", metavar="UID", help="a study of the library to open")
    options = parser.parse_args(arguments)
    from desktop.display import find_display

    if not find_display():
        sys.stderr.write("There is no display to open the window on. `lightbox --help` lists the commands that need none.\n")
        return 2
    from desktop.running import run_window
    from desktop.settings import default_library_folder

    return leave(run_window(options.library or default_library_folder(), options.paths, options.study))


def leave(code: int) -> NoReturn:
    """End the process now: the library is closed, and what threads still write (pixels on their way to the disk) is
    whole or does not count. Taking apart the window, 3D and every library by hand would keep it in memory for seconds."""
    for child in multiprocessing.active_children():
        child.kill()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # a program started from an icon on Windows has none
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    sys.exit(main())
