"""Where the time of a build goes: ``python -m bench.stages RECORD PAGE`` prints processor seconds by stage, as JSON."""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from functools import reduce
from inspect import isgenerator
from typing import Any

STAGES = {
    "read": ("geo.cli.map:read",),
    "validate": ("geo.cli.map:examine",),
    "search words": ("geo.page.payload.core:search_part",),
    "payload": ("geo.page.islands:core_payload", "geo.page.islands:Blocks.texts", "geo.page.build:to_table"),
    "write": ("geo.page.elements:write_texts",),
}
"""The functions of each stage, by the names under which a build calls them. What one calls counts to its own stage."""


class Clock:
    """Counts the time of each stage; that of a stage within another counts once."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._within: list[str] = []
        self._since = time.process_time()

    def watch(self, stage: str, name: str) -> None:
        """Have a function counted, by the name of its module and its own; that of a class after its class."""
        module, path = name.split(":")
        *owners, attribute = path.split(".")
        home = reduce(getattr, owners, importlib.import_module(module))
        setattr(home, attribute, self._counted(stage, getattr(home, attribute)))

    def _counted(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*positional: object, **named: object) -> object:
            self._note()
            self._within.append(stage)
            result = function(*positional, **named)
            result = list(result) if isgenerator(result) else result
            self._note()
            self._within.pop()
            return result

        return counted

    def _note(self) -> None:
        now = time.process_time()
        self.seconds[self._within[-1] if self._within else "rest"] += now - self._since
        self._since = now

    def finish(self) -> dict[str, float]:
        """Return the seconds of each stage; the rest is what lies between them."""
        self._note()
        return dict(self.seconds)


def main(root: str, page: str) -> None:
    """Build a page with a clock on each stage."""
    from geo.cli import main as geo  # noqa: PLC0415  # what the import costs is the first stage

    for names in STAGES.values():
        for name in names:
            importlib.import_module(name.partition(":")[0])
    imported = time.process_time()
    clock = Clock()
    for stage, names in STAGES.items():
        for name in names:
            clock.watch(stage, name)
    with contextlib.redirect_stdout(io.StringIO()):
        failed = geo(["--root", root, "build", "-o", page])
    if failed:
        sys.exit("the record has errors")
    print(json.dumps({"import": imported, **clock.finish()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
