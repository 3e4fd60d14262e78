"""What hatchling calls when it builds a wheel or an archive of the sources: it sees to the page's script and styles."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parents[1]))

from geo.record.bundle import is_built
from tools.setup import NODE_MODULES
from tools.setup import SetupError
from tools.setup import build_front_end
from tools.setup import has_node
from tools.setup import is_foreign


class FrontEnd(BuildHookInterface):
    """The front end, built by Node.js where that has not been done yet."""

    def dependencies(self) -> list[str]:
        """Return Node.js as a package, where it is needed and the machine has none that serves."""
        if is_built() or has_node():
            return []
        project = tomllib.loads(Path(self.root, "pyproject.toml").read_text("utf-8"))
        return project["dependency-groups"]["node"]

    def initialize(self, _version: str, _build_data: dict) -> None:
        """Build the front end before its files are gathered, unless that would empty a folder that others filled."""
        if not is_built() and is_foreign(NODE_MODULES):
            self.app.abort("the page's script is not built, and node_modules is not ours to fill: run `make web` first")
        try:
            build_front_end()
        except SetupError as error:
            self.app.abort(f"setup: {error}")
