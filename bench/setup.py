"""Make ready what the benchmark compares with: ``python -m bench.setup``."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from tools.setup import LOCK as OWN_LOCK
from tools.setup import STRICT
from tools.setup import VENV_PYTHON
from tools.setup import SetupError
from tools.setup import announced
from tools.setup import run
from tools.setup import stamp
from tools.setup import uv

BENCH = Path(__file__).parent
ROOT = BENCH.parent
WORK = ROOT / ".bench"
"""Environments, records, pages and results: ignored by git, removed by ``make clean``."""
NODE_MODULES = BENCH / "node_modules"
LOCK, NPM = BENCH / "requirements.lock", BENCH / "package-lock.json"

ATLAS = "atlas"
ENVIRONMENTS = {ATLAS: (), "peers": ("bench-peers", "bench-plot"), "lonboard": ("bench-lonboard",)}
"""The groups of Python packages in each environment; that of the atlas has what its readers have."""


def main() -> None:
    """Install what is not installed yet."""
    for name, groups in ENVIRONMENTS.items():
        _install(name, groups)
    if not (done := stamp(NODE_MODULES, NPM)).exists():
        with announced(f"npm packages of {NPM.relative_to(ROOT)}"):
            run("npm", "ci", "--prefix", str(BENCH), "--ignore-scripts", "--no-audit", "--no-fund", quiet=True)
        done.touch()


def python_of(environment: str) -> str:
    """Return the Python of an environment."""
    folder, program = VENV_PYTHON.parent.name, VENV_PYTHON.name
    return str(WORK / environment / folder / program)


def _install(name: str, groups: tuple[str, ...]) -> None:
    folder, lock = WORK / name, OWN_LOCK if name == ATLAS else LOCK
    if (done := stamp(folder, lock)).exists():
        return
    shutil.rmtree(folder, ignore_errors=True)
    with announced(f"Python packages of {lock.relative_to(ROOT)}: {name}"):
        uv("venv", "--python", sys.executable, str(folder))
        chosen = [option for group in groups for option in ("--group", f"pyproject.toml:{group}")]
        chosen = chosen or ["-r", "pyproject.toml"]
        locked = ("-c", str(lock.relative_to(ROOT)))
        uv("pip", "install", "--python", python_of(name), "--compile-bytecode", *STRICT, *locked, *chosen)
    done.touch()


if __name__ == "__main__":
    try:
        main()
    except SetupError as error:
        sys.exit(f"setup: {error}")
