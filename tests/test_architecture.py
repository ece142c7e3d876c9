"""The import rules in pyproject.toml hold. In the ordinary test run, so that nobody can skip it."""

import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner
from importlinter.cli import lint_imports_command

ROOT = Path(__file__).parent.parent


def test_imports_point_down() -> None:
    result = CliRunner().invoke(lint_imports_command, ["--no-cache"])
    assert result.exit_code == 0, result.output


def test_the_window_and_the_command_line_import_no_model_runtime() -> None:
    code = (
        "import sys, desktop.app, desktop.cli; "
        "print(sorted({'torch', 'monai', 'llama_cpp', 'SimpleITK', 'highdicom'} & set(sys.modules)))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert out.stdout.strip() == "[]"


def test_package_files_stay_empty() -> None:
    packages = ("desktop", "viewer", "inference")
    full = [p for name in packages for p in (ROOT / name).rglob("__init__.py") if p.read_text().strip()]
    assert full == []


def test_no_file_holds_two_ideas() -> None:
    """Past about 400 lines, ask which two ideas a file holds."""
    packages = ("desktop", "viewer", "inference")
    long = {
        str(p.relative_to(ROOT)): n
        for name in packages
        for p in (ROOT / name).rglob("*.py")
        if (n := len(p.read_text().splitlines())) > 450
    }
    assert long == {}
