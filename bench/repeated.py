"""A facet in a page of a million places: the columns of a large page repeated in its memory.

``python -m bench.repeated RECORD PAGE EXPECTED ANSWERS`` builds the page of a record with a script that repeats them,
where it is not there yet, and uses it.
"""

from __future__ import annotations

import contextlib
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench.browser import WrongAnswerError
from bench.browser import opened
from bench.process import WRONG
from bench.run import TIMES
from bench.setup import BENCH
from geo.cli import main as geo
from geo.page import elements
from geo.record.bundle import BESIDE
from geo.record.bundle import CODE
from geo.record.bundle import SHARED


def build(root: Path, page: Path) -> None:
    """Build the page of a record with the repeating script in place of its own."""
    script = page.with_suffix(".js")
    subprocess.run(["node", str(BENCH / "repeat.mjs"), str(TIMES), str(script)], check=True, capture_output=True)
    own = elements.bundled
    whole = {SHARED: "", CODE: script.read_text("utf-8"), BESIDE: " "}
    elements.bundled = lambda name: whole[name] if name in whole else own(name)
    with contextlib.redirect_stdout(io.StringIO()):
        failed = geo(["--root", str(root), "build", "--force", "-o", str(page)])
    if failed:
        sys.exit("the page with its columns repeated cannot be built")


def facet(page: Path, expected: dict[str, Any]) -> dict[str, float]:
    """Return how long a facet takes, at first and at the worst later, and hold its counts against those of the record.

    The first press is run by code that the browser has not compiled yet, as the first key of a search is.
    """
    many = {name: expected[name] * TIMES for name in ("places", "in_district")}
    key = f"district-{expected['district']}"
    with opened("atlas", page, expected) as visit:
        visit.opened()
        visit.require("places", "reader.count()", many["places"])
        steps = (("on", many["in_district"]), ("off", many["places"])) * 3
        for number, (name, due) in enumerate(steps):
            told = {"key": key, "due": due}
            visit.act(f"{number} {name}", "reader.toggle(it.key)", "reader.count() === it.due", told)
    first, *later = (f"{number} {name}" for number, (name, _) in enumerate(steps))
    return {
        f"{name} {what}": max(visit.figures[f"{step} {what}"] for step in among)
        for name, among in (("first facet", [first]), ("later facets", later))
        for what in ("script ms", "painted ms", "CPU ms")
    }


if __name__ == "__main__":
    record, drawn, answers, figures = map(Path, sys.argv[1:])
    if not drawn.exists():
        build(record, drawn)
    try:
        figures.write_text(json.dumps(facet(drawn, json.loads(answers.read_text("utf-8")))), "utf-8")
    except WrongAnswerError as error:
        sys.exit(f"{WRONG}{error}")
