"""A facet in a page of a million places: the columns of a large page repeated in memory.

``python -m bench.repeated PAGE EXPECTED ANSWERS`` uses the page of a hundred thousand places.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from bench.browser import WrongAnswerError
from bench.browser import opened
from bench.run import TIMES
from bench.setup import BENCH
from bench.setup import WORK
from geo.record.bundle import CODE
from geo.record.bundle import bundled


def facet(page: Path, expected: dict) -> dict[str, float]:
    """Return how long a facet takes, on and off, and hold its counts against ten times those of the record."""
    script = WORK / "repeated.js"
    subprocess.run(["node", str(BENCH / "repeat.mjs"), str(TIMES), str(script)], check=True, capture_output=True)
    whole = page.read_text("utf-8")
    if bundled(CODE) not in whole:
        raise WrongAnswerError("the page has another script than the one that was built last")
    many = {name: expected[name] * TIMES for name in ("places", "in_district")}
    key = f"district-{expected['district']}"
    changed = whole.replace(bundled(CODE), script.read_text("utf-8"))
    with opened("atlas", page, expected, text=changed) as visit:
        visit.opened()
        visit.require("places", "reader.count()", many["places"])
        steps = (("on", many["in_district"]), ("off", many["places"])) * 3
        for number, (name, due) in enumerate(steps):
            told = {"key": key, "due": due}
            visit.act(f"{number} {name}", "reader.toggle(it.key)", "reader.count() === it.due", told)
    # The first of each is run by code that the browser has not compiled yet.
    later = [f"{number} {name}" for number, (name, _) in enumerate(steps)][2:]
    return {
        f"facet {what}": max(visit.figures[f"{step} {what}"] for step in later)
        for what in ("script ms", "painted ms", "CPU ms")
    }


if __name__ == "__main__":
    page, expected, answers = map(Path, sys.argv[1:])
    try:
        answers.write_text(json.dumps(facet(page, json.loads(expected.read_text("utf-8")))), "utf-8")
    except WrongAnswerError as error:
        sys.exit(f"wrong: {error}")
