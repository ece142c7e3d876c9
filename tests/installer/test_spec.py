"""The recipe of the packaged program is Python that can be read, and finds what it collects."""

import importlib.util
from pathlib import Path

SPEC = Path(__file__).parents[2] / "installer" / "lightbox.spec"


def test_the_recipe_compiles() -> None:
    compile(SPEC.read_text(encoding="utf-8"), str(SPEC), "exec")


def test_the_processors_plugin_is_taken_along_and_others_are_not() -> None:
    lines = SPEC.read_text(encoding="utf-8").splitlines()
    values: dict[str, object] = {"importlib": importlib, "Path": Path}
    for name in ("OTHERS", "libraries", "binaries"):
        exec(next(line for line in lines if line.startswith(f"{name} = ")), values)
    taken = {Path(source).name for source, _ in values["binaries"]}  # type: ignore[attr-defined]
    assert any("intel_cpu_plugin" in name for name in taken) and any("onnx_frontend" in name for name in taken)
    assert not any("gpu" in name or "npu" in name for name in taken)
