"""Run the tests with the newest libraries that the atlas may be installed with: ``python -m tools.newest``.

The lock says what we test with; here the lowest versions of ``pyproject.toml`` bound them alone, in an environment of
its own. The tools of the tests keep their versions. What fails tells of a change that readers may meet before we do.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys

from packaging.utils import canonicalize_name

from tools.browser import find
from tools.setup import LOCK
from tools.setup import ROOT
from tools.setup import announced
from tools.setup import uv

ENVIRONMENT = ROOT / ".newest"


def main() -> int:
    """Install, say what is newer than the lock, test; return the exit code of the tests."""
    with announced("the newest libraries"):
        uv("venv", "--clear", "--python", sys.executable, str(ENVIRONMENT))
        wanted = ("--only-binary=:all:", "-r", "pyproject.toml", "--group", "pyproject.toml:test")
        uv("pip", "install", "--python", str(ENVIRONMENT), *wanted)
    python = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin") / "python"
    for name, version in newer(str(python)):
        print(f"newest: {name} {version}")
    tests = ("-m", "pytest", "--numprocesses", "auto", "--dist", "loadfile", "--no-loadscope-reorder")
    return subprocess.run([str(python), *tests], cwd=ROOT, env=os.environ | {"CHROME": find()}, check=False).returncode


def newer(python: str) -> list[tuple[str, str]]:
    """Return name and version of what an environment holds in a version that the lock has not."""
    code = "import importlib.metadata as m; print(*(f'{d.name}=={d.version}' for d in m.distributions()), sep='\\n')"
    held = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    locked = set(re.findall(r"^([a-z0-9.-]+==[^\s;\\]+)", LOCK.read_text("utf-8"), re.MULTILINE))
    pairs = ((canonicalize_name(name), version) for name, version in (each.split("==") for each in held))
    return sorted((name, version) for name, version in pairs if f"{name}=={version}" not in locked)


if __name__ == "__main__":
    sys.exit(main())
