"""Find the Chromium or Chrome in which the built page is tried.

``python -m tools.browser`` prints its path, or says in one line that there is none and exits with 1.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OWN_BROWSERS = ROOT / ".venv" / "browsers"
HEADLESS = "chromium-headless-shell"
"""The browser without a window, by the name that Debian and Playwright both give it."""
NAMES = (HEADLESS, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
APPLICATIONS = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
)
PLAYWRIGHT_FOLDERS = (
    OWN_BROWSERS,
    Path.home() / ".cache" / "ms-playwright",
    Path.home() / "Library" / "Caches" / "ms-playwright",
)
PLAYWRIGHT_NAMES = frozenset(
    {"headless_shell", "chrome-headless-shell", "chrome", "Chromium", "Google Chrome for Testing"}
)


class BrowserNotFoundError(LookupError):
    """No browser that starts is at hand."""


def find() -> str:
    """Return the path of a browser that starts.

    ``CHROME`` in the environment decides alone; without it the names on ``PATH`` come first, then the
    usual application folders, then what Playwright has installed.

    Raises
    ------
    BrowserNotFoundError
        If ``CHROME`` names something that does not start, or nothing is found.
    """
    chosen = os.environ.get("CHROME")
    if chosen:
        path = shutil.which(chosen)
        if path and starts(path):
            return path
        raise BrowserNotFoundError(f"CHROME={chosen} does not start: `{chosen} --version` fails")
    for path in candidates():
        if starts(path):
            return path
    raise BrowserNotFoundError("no Chromium or Chrome found (on PATH, among the applications, from Playwright)")


def candidates() -> Iterator[str]:
    """Yield the paths worth a try, the lightest first."""
    yield from filter(None, map(shutil.which, NAMES))
    yield from (str(path) for path in APPLICATIONS if path.exists())
    for folder in PLAYWRIGHT_FOLDERS:
        for browser in sorted(folder.glob("chromium[-_]*"), reverse=True):
            yield from (str(path) for path in sorted(browser.rglob("*")) if path.name in PLAYWRIGHT_NAMES)


def starts(path: str) -> bool:
    """Return whether the program answers ``--version``: a package can leave a name that only prints a hint."""
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


if __name__ == "__main__":
    try:
        print(find())
    except BrowserNotFoundError as error:
        sys.exit(f"browser: {error}")
