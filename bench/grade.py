"""A page as Lighthouse grades it, on a phone: ``python -m bench.grade PAGE`` prints its grades, as JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from bench.served import served
from bench.setup import NODE_MODULES
from bench.setup import WORK
from tools.browser import find

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def graded(page: Path) -> dict[str, float]:
    """Return the grades of a page, 0 to 100, with when it painted first and how long it kept a reader waiting."""
    answers = WORK / "lighthouse.json"
    answers.unlink(missing_ok=True)
    # A browser of the superuser runs without its sandbox or not at all.
    unguarded = " --no-sandbox" if hasattr(os, "geteuid") and os.geteuid() == 0 else ""
    with served(page) as address:
        command = [
            *("node", str(NODE_MODULES / "lighthouse" / "cli" / "index.js"), address, "--quiet", "--output=json"),
            *(f"--output-path={answers}", f"--only-categories={','.join(CATEGORIES)}"),
            f"--chrome-flags=--headless=new --disable-gpu{unguarded}",
        ]
        told = subprocess.run(
            command, env={**os.environ, "CHROME_PATH": find()}, capture_output=True, text=True, check=False
        )
    if not answers.exists():
        sys.exit(f"lighthouse: {told.stderr.strip()[-300:]}")
    report = json.loads(answers.read_text("utf-8"))
    grades = {name: 100 * report["categories"][name]["score"] for name in CATEGORIES}
    paint = report["audits"]["first-contentful-paint"]["numericValue"]
    blocked = report["audits"]["total-blocking-time"]["numericValue"]
    return {**grades, "first paint ms": paint, "blocked ms": blocked}


if __name__ == "__main__":
    print(json.dumps(graded(Path(sys.argv[1]))))
