"""What hatchling calls when it builds a wheel or an archive of the sources: it sees to the page's script and styles."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parents[1]))

from tools.setup import build_front_end
from tools.setup import has_front_end
from tools.setup import has_node


class FrontEnd(BuildHookInterface):
    """The front end, built by Node.js where that has not been done yet."""

    def dependencies(self) -> list[str]:
        """Return Node.js as a package, where it is needed and the machine has none that serves."""
        if has_front_end() or has_node():
            return []
        project = tomllib.loads(Path(self.root, "pyproject.toml").read_text("utf-8"))
        return project["dependency-groups"]["node"]

    def initialize(self, _version: str, _build_data: dict) -> None:
        """Build the front end before its files are gathered."""
        build_front_end()
