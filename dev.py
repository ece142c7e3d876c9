"""Everything a newcomer runs: ``python dev.py demo`` sets Lightbox up and shows it at work.

    demo          set up, then run the main job on the built-in study (more arguments go to `lightbox demo`)
    run           the window (more arguments go to `lightbox`)
    test          ruff, mypy, the import contracts and the tests (more arguments go to pytest)
    soak          the tests with their long counts (fuzzing, kills, property tests); hours
    bench         the benchmarks, one after the other
    screenshots   the README's pictures, from the real window
    package       a PyInstaller folder in dist/, started once with --self-test
    setup         only what all the others need first

Standard library only. Makes .venv beside this file; what is done is not done again.
"""

from __future__ import annotations

import ctypes.util
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
PYPROJECT = ROOT / "pyproject.toml"
CONSTRAINTS = ROOT / "installer" / "constraints.txt"
PYTORCH_CPU_INDEX = "https://download.pytorch.org/whl/cpu"

# Shared libraries that PySide6 and VTK load on Linux: library name -> (Debian package, Fedora package).
SYSTEM_LIBRARIES = {
    "EGL": ("libegl1", "libglvnd-egl"),
    "GL": ("libgl1", "libglvnd-glx"),
    "EGL_mesa": ("libegl-mesa0", "mesa-libEGL"),
    "gomp": ("libgomp1", "libgomp"),
    "xkbcommon": ("libxkbcommon0", "libxkbcommon"),
    "xkbcommon-x11": ("libxkbcommon-x11-0", "libxkbcommon-x11"),
    "dbus-1": ("libdbus-1-3", "dbus-libs"),
    "fontconfig": ("libfontconfig1", "fontconfig"),
    "glib-2.0": ("libglib2.0-0", "glib2"),
    "X11": ("libx11-6", "libX11"),
    "Xext": ("libxext6", "libXext"),
    "Xrender": ("libxrender1", "libXrender"),
    "xcb-cursor": ("libxcb-cursor0", "xcb-util-cursor"),
    "xcb-icccm": ("libxcb-icccm4", "xcb-util-wm"),
    "xcb-image": ("libxcb-image0", "xcb-util-image"),
    "xcb-keysyms": ("libxcb-keysyms1", "xcb-util-keysyms"),
    "xcb-randr": ("libxcb-randr0", "libxcb"),
    "xcb-render-util": ("libxcb-render-util0", "xcb-util-renderutil"),
    "xcb-shape": ("libxcb-shape0", "libxcb"),
    "xcb-xinerama": ("libxcb-xinerama0", "libxcb"),
}


def main(arguments: list[str]) -> int:
    commands = {
        "demo": demo, "run": run, "test": test, "soak": soak, "bench": bench,
        "screenshots": screenshots, "package": package, "setup": setup_only,
    }  # fmt: skip
    if not arguments or arguments[0] not in commands:
        print(__doc__)
        return 0 if arguments[:1] in ([], ["-h"], ["--help"]) else 2
    if sys.version_info < (3, 11):  # noqa: UP036 - run by whatever Python there is
        print(f"Lightbox needs Python 3.11 or newer; this is {platform.python_version()}.")
        return 2
    return commands[arguments[0]](arguments[1:])


def setup_only(arguments: list[str]) -> int:
    set_up(dev=True)
    return 0


def demo(arguments: list[str]) -> int:
    set_up()
    return python("-m", "desktop", "demo", *arguments)


def run(arguments: list[str]) -> int:
    set_up()
    return python("-m", "desktop", *arguments)


def test(arguments: list[str]) -> int:
    set_up(dev=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    steps = (
        ("ruff", ("-m", "ruff", "check", ".")),
        ("mypy --strict", ("-m", "mypy")),
        ("import contracts and tests", ("-m", "pytest", "-q", *arguments)),
    )
    for name, command in steps:
        say(name)
        if code := python(*command):
            print(f"failed: {name}")
            return code
    return 0


def soak(arguments: list[str]) -> int:
    set_up(dev=True)
    os.environ |= {"QT_QPA_PLATFORM": "offscreen", "LIGHTBOX_SOAK": "1"}
    return python("-m", "pytest", "-q", *arguments)


def bench(arguments: list[str]) -> int:
    set_up(dev=True)
    return max((python(str(file), *arguments) for file in sorted((ROOT / "benchmarks").glob("[!_]*.py"))), default=0)


def screenshots(arguments: list[str]) -> int:
    set_up()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return python("docs/make_screenshots.py", *arguments)


def package(arguments: list[str]) -> int:
    set_up(dev=True)
    return python("-m", "installer.build", *arguments)


def python(*arguments: str) -> int:
    """Run the environment's Python in the project's folder."""
    return subprocess.call([str(PYTHON), *arguments], cwd=ROOT)


# Set-up


def set_up(dev: bool = False) -> None:
    """Bring the environment up to date; returns at once when nothing in it has changed."""
    wanted = hashlib.sha256(PYPROJECT.read_bytes() + CONSTRAINTS.read_bytes()).hexdigest()
    done = read_stamp()
    if done.get("wanted") != wanted:
        done = {"wanted": wanted}
        install_system_packages()
        make_environment()
        install_dependencies()
        write_stamp(done)
    if dev and not done.get("dev"):
        say("Installing the development tools")
        pip("install", "-c", str(CONSTRAINTS), *requirements("dev"))
        done["dev"] = True
        write_stamp(done)
    if "llm" not in done:
        done["llm"] = install_llama()
        write_stamp(done)


def read_stamp() -> dict[str, object]:
    stamp = VENV / "lightbox-setup.json"
    return json.loads(stamp.read_text()) if stamp.exists() and PYTHON.exists() else {}


def write_stamp(done: dict[str, object]) -> None:
    (VENV / "lightbox-setup.json").write_text(json.dumps(done))


def say(text: str) -> None:
    """What set-up does, on standard error: standard output is the command's own."""
    print(f"\n== {text}", file=sys.stderr, flush=True)


def requirements(extra: str = "") -> list[str]:
    import tomllib

    project = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]
    return list(project["optional-dependencies"][extra] if extra else project["dependencies"])


def pip(*arguments: str, check: bool = True, **environment: str) -> int:
    command = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", *arguments]
    if arguments[0] == "install":
        command.insert(5, "-qq")
    code = subprocess.call(command, cwd=ROOT, env={**os.environ, **environment}, stdout=sys.stderr)
    if check and code:
        sys.exit(f"Installing failed (pip exit code {code}); its message is above. Nothing else was changed; run this again.")
    return code


def make_environment() -> None:
    if PYTHON.exists():
        return
    say(f"Making a virtual environment in {VENV.name}")
    if not create_environment():  # Debian and Ubuntu ship Python without the part that does this
        package_name = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        install_packages({"venv": (package_name, "python3")}, "Python's part that makes virtual environments", needed=True)
        if not create_environment():
            sys.exit("This Python cannot make virtual environments; `python3 -m venv .venv` says why.")


def create_environment() -> bool:
    made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, check=False).returncode == 0
    if not made:
        shutil.rmtree(VENV, ignore_errors=True)
    return made


def install_dependencies() -> None:
    say("Installing the dependencies (about 1.5 GB on disk; some minutes the first time)")
    torch = next(line for line in requirements() if line.startswith("torch=="))
    index = ("--index-url", PYTORCH_CPU_INDEX) if brings_cuda(torch) else ()
    pip("install", "--no-deps", *index, torch)
    pip("install", "-c", str(CONSTRAINTS), *requirements())
    pip("install", "--no-deps", "--editable", ".")


def brings_cuda(torch: str) -> bool:
    """Whether plain pip would install a torch that drags in gigabytes of CUDA packages (Linux and Windows wheels differ)."""
    if sys.platform != "linux":
        return False
    report = subprocess.run(
        [str(PYTHON), "-m", "pip", "install", "--quiet", "--dry-run", "--no-deps", "--ignore-installed", "--report", "-", torch],
        capture_output=True, text=True, cwd=ROOT, check=False,
    )  # fmt: skip
    if report.returncode:
        return False  # the real installation says why
    needs = json.loads(report.stdout)["install"][0]["metadata"].get("requires_dist", [])
    return any(line.startswith(("nvidia-", "cuda-")) for line in needs)


def install_llama() -> bool:
    """Build the local language model's runtime. Without it reports are drafted from template sentences."""
    say("Building the language model's runtime, llama.cpp (about 7 minutes on 2 cores, once)")
    if shutil.which("c++") is None and shutil.which("g++") is None and os.name != "nt":
        install_packages({"g++": ("g++", "gcc-c++"), "make": ("make", "make")}, "A C++ compiler", needed=False)
    code = pip("install", "-c", str(CONSTRAINTS), *requirements("llm"), check=False, CMAKE_ARGS="-DGGML_NATIVE=off")
    if code:
        say("llama.cpp could not be built here, so Lightbox words reports with template sentences.")
        say("To try again later, install a C++ compiler, delete .venv/lightbox-setup.json and run this again.")
    return code == 0


def install_system_packages() -> None:
    if sys.platform != "linux":
        return
    missing = {name: packages for name, packages in SYSTEM_LIBRARIES.items() if not has_library(name)}
    if missing:
        install_packages(missing, "Shared libraries that Qt and VTK need", needed=True)


def has_library(name: str) -> bool:
    """Whether the dynamic linker knows a library (find_library alone needs a compiler or ldconfig on the path)."""
    if ctypes.util.find_library(name):
        return True
    folders = ("/usr/lib", "/usr/lib64", "/lib", f"/usr/lib/{platform.machine()}-linux-gnu")
    return any(any(Path(folder).glob(f"lib{name}.so*")) for folder in folders if Path(folder).is_dir())


def install_packages(missing: dict[str, tuple[str, str]], what: str, needed: bool) -> None:
    """Install with the system's package manager when root; otherwise name the exact command."""
    if shutil.which("apt-get"):
        names = sorted({debian for debian, _ in missing.values()})
        commands = [["apt-get", "update", "-q"], ["apt-get", "install", "-q", "-y", "--no-install-recommends", *names]]
    elif shutil.which("dnf"):
        names = sorted({fedora for _, fedora in missing.values()})
        commands = [["dnf", "install", "-q", "-y", *names]]
    else:
        print(f"{what} missing: {', '.join(sorted(missing))}. Install them with your system's package manager.")
        return
    if os.geteuid() == 0:
        say(f"{what}: installing {' '.join(names)}")
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        if all(subprocess.call(command, env=environment, stdout=sys.stderr) == 0 for command in commands):
            return
        print(f"The package manager could not install {' '.join(names)}; going on without.")
        return
    command = " && ".join("sudo " + " ".join(command) for command in commands)
    print(f"{what} missing. Run this, then try again:\n  {command}")
    if needed:
        sys.exit(2)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
