"""Make the checkout ready for a verb of the Makefile: ``python3 -m tools.setup VERB``; ``VERBS`` says what each needs.

Everything lands in the checkout (``.venv``, ``node_modules``); only Debian's own packages, installed as root, land in
the system. ``requirements.lock`` holds the Python packages of all groups of ``pyproject.toml``; uv installs those of a
verb. Each part leaves a stamp named after its inputs, so that a second run does nothing.
"""

import sys

MINIMUM_PYTHON = (3, 11)
if sys.version_info < MINIMUM_PYTHON:  # comes before all that an older Python could not read
    sys.exit(
        "setup: Python {}.{} or newer is needed, {} is {}.{}. Name a newer one: make map PYTHON=python3.12".format(
            *MINIMUM_PYTHON, sys.executable, *sys.version_info[:2]
        )
    )

import ast
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

from geo.record.bundle import NPM
from geo.record.bundle import WEB
from geo.record.bundle import is_built
from tools.browser import HEADLESS
from tools.browser import OWN_BROWSERS
from tools.browser import ROOT
from tools.browser import BrowserNotFoundError
from tools.browser import find

MINIMUM_NODE = (20, 19)
VENV = ROOT / ".venv"
PROGRAMS = VENV / ("Scripts" if os.name == "nt" else "bin")
VENV_PYTHON = PROGRAMS / "python"
LOCK = ROOT / "requirements.lock"
NODE_MODULES = ROOT / "node_modules"

FONT = "fonts-noto-cjk"
OFFICE = "libreoffice-calc-nogui"
RUNTIME = "runtime"
"""The dependencies of the atlas itself; the groups of ``pyproject.toml`` have their own names."""
UV_SETTINGS = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "no-index": "UV_NO_INDEX",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
    "proxy": "ALL_PROXY",
}
"""What uv calls the settings of pip, which say where the packages of this machine come from."""

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
    os.environ["PATH"] = f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}"
    install_python_packages(*(need for need in VERBS[verb] if isinstance(need, str)))
    for need in VERBS[verb]:
        if callable(need):
            need()


def install_python_packages(*groups: str) -> None:
    """Install the runtime and `groups` into ``.venv``, made anew unless it holds the runtime of this very lock."""
    if not stamp(VENV, LOCK, RUNTIME).exists():
        create_environment()
    missing = [group for group in (RUNTIME, *groups) if not stamp(VENV, LOCK, group).exists()]
    if not missing:
        return
    with announced(f"Python packages of {LOCK.name}: {', '.join(missing)}"):
        chosen = [option for group in missing if group != RUNTIME for option in ("--group", f"pyproject.toml:{group}")]
        uv("pip", "install", "--compile-bytecode", *STRICT, "-c", LOCK.name, "-r", "pyproject.toml", *chosen)
    for group in missing:
        stamp(VENV, LOCK, group).touch()


def create_environment() -> None:
    """Make a ``.venv`` that holds nothing but uv in place of whatever is there."""
    if not all(map(importlib.util.find_spec, ("venv", "ensurepip"))):
        raise SetupError(f"{sys.executable} has no venv or ensurepip; on Debian: apt-get install python3-venv")
    if VENV.is_symlink():
        raise SetupError(".venv is a link, to an environment of another lock: remove the link")
    if VENV.exists():
        shutil.rmtree(VENV)
    with announced(f".venv with Python {platform.python_version()} and uv"):
        run(sys._base_executable, "-m", "venv", str(VENV))
        own = VENV / "uv.lock"
        own.write_text(re.search(r"^uv==(?:.*\n)+?(?=\S|\Z)", LOCK.read_text("utf-8"), re.MULTILINE)[0], "utf-8")
        options = ("-qq", "--no-input", "--disable-pip-version-check", "--no-deps", *STRICT)
        run(str(VENV_PYTHON), "-m", "pip", "install", *options, "-r", str(own), or_else=NO_PACKAGES)


STRICT = ("--require-hashes", "--only-binary=:all:")
"""Wheels alone, with the digests of the lock: nothing of a package runs while it is installed."""
NO_PACKAGES = "packages come by the network; a mirror, proxy or certificate of yours is a setting of pip: pip config"


def uv(*command: str) -> None:
    """Run uv in ``.venv``; it asks the servers that pip would ask."""
    os.environ |= uv_settings() | {"VIRTUAL_ENV": str(VENV)}
    run(str(PROGRAMS / "uv"), "--quiet", *command, or_else=NO_PACKAGES)


def uv_settings() -> dict[str, str]:
    """Return pip's settings of this machine as the variables that uv reads; those that are set stay as they are."""
    listed = subprocess.run(
        [str(VENV_PYTHON), "-m", "pip", "config", "list"], capture_output=True, text=True, check=True
    ).stdout
    found = {}
    for setting, value in re.findall(r"^(?:global|install|:env:)\.([a-z-]+)=('.*')$", listed, re.MULTILINE):
        if setting in UV_SETTINGS:
            found[UV_SETTINGS[setting]] = " ".join(ast.literal_eval(value).split())
    if "UV_INDEX" in found:  # pip takes a package from any of them; the digests say that it is the right one
        found["UV_INDEX_STRATEGY"] = "unsafe-best-match"
    return {name: value for name, value in found.items() if name not in os.environ}


def install_node() -> None:
    """Put Node.js and npm into ``.venv`` unless those on ``PATH`` serve."""
    if not has_node():
        install_python_packages("node")


def has_node() -> bool:
    """Return whether ``node`` and ``npm`` are on ``PATH``, and ``node`` is new enough."""
    if not (shutil.which("node") and shutil.which("npm")):
        return False
    answer = subprocess.run([shutil.which("node"), "--version"], capture_output=True, text=True, check=False)
    return tuple(map(int, re.findall(r"\d+", answer.stdout))) >= MINIMUM_NODE


def install_npm_packages(*, tests: bool = True) -> None:
    """Install what ``package-lock.json`` lists into ``node_modules``; without `tests` only those of the page."""
    if NODE_MODULES.is_symlink():
        raise SetupError("node_modules is a link: npm would empty the folder that it leads to; remove the link")
    complete, for_page = stamp(NODE_MODULES, NPM), stamp(NODE_MODULES, NPM, part="page")
    if complete.exists() or (not tests and for_page.exists()):
        return
    with announced(f"npm packages of {NPM.name}" + ("" if tests else ", for the page alone")):
        run("npm", "ci", "--loglevel=error", *(() if tests else ("--omit=dev",)), quiet=True)
    (complete if tests else for_page).touch()


def build_front_end() -> None:
    """Join the page's modules into one script and one style sheet, unless this has been done for these very sources."""
    if is_built():
        return
    install_node()
    install_npm_packages(tests=False)
    with announced("the page's script and styles"):
        run("node", str(WEB / "build.mjs"), quiet=True)


def is_foreign(folder: Path) -> bool:
    """Return whether a folder of packages is a link, or was not filled here: nothing in it is ours to remove."""
    return folder.is_symlink() or (folder.exists() and not any(folder.glob(".stamp-*")))


def install_browser() -> None:
    """Install a browser without a window: Debian's as root; Playwright's own where there is none at all.

    A whole Chromium or Chrome serves as well, but draws its own window for each page: more than twice the work.
    """
    if "CHROME" not in os.environ and not shutil.which(HEADLESS) and can_apt():
        # Playwright's own Node.js needs libatomic1.
        try_to_install("Debian's", lambda: apt_install(HEADLESS, FONT, "libatomic1"))
    try:
        find()
    except BrowserNotFoundError as error:
        if "CHROME" in os.environ:
            raise SetupError(str(error)) from None
        os.environ["PLAYWRIGHT_BROWSERS_PATH"] = str(OWN_BROWSERS)
        if not try_to_install("Playwright's", lambda: run(str(VENV_PYTHON), "-m", "playwright", "install", HEADLESS)):
            raise SetupError(
                "tests and pictures need Chromium or Chrome: install one, or name it with CHROME=PATH; "
                f"on Debian, as root: apt-get install {HEADLESS} {FONT}"
            ) from None


def install_engines() -> None:
    """Install Firefox, WebKit and a screen for it; there is no other way to try the page in them than to have them."""
    missing = [package for program, package in ENGINES.items() if not any(map(shutil.which, program.split("|")))]
    if missing:
        with announced("Firefox and WebKit"):
            apt_install(*missing)


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


def install_font() -> None:
    """See to a font with Chinese characters, without which pictures of the page show boxes."""
    if shutil.which("fc-list") and not subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=True).stdout:
        without = "pictures of the page will show boxes for Chinese characters"
        install_or_say(FONT, "a font with Chinese characters", without)


def install_office() -> None:
    """See to LibreOffice, which reads our workbooks as its users do; without it that is not tried."""
    if not shutil.which("soffice"):
        install_or_say(OFFICE, "LibreOffice's spreadsheets", "workbooks will not be tried in LibreOffice")


def install_or_say(package: str, what: str, without: str) -> None:
    """Install a package of Debian's that can be done without, or else say what its lack means."""
    try:
        with announced(what):
            apt_install(package)
    except SetupError as error:
        print(f"setup: {without}: {error}", flush=True)


def can_apt() -> bool:
    """Return whether Debian packages can be installed, which only root can."""
    return shutil.which("apt-get") is not None and os.geteuid() == 0


def apt_install(*packages: str) -> None:
    """Install Debian packages."""
    if not can_apt():
        raise SetupError(f"{', '.join(packages)} must be installed: as root, with apt-get")
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    run("apt-get", "update", "-qq")
    run("apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages, quiet=True)


def stamp(folder: Path, lock: Path, part: str = "all") -> Path:
    """Return the file that says: `folder` holds `part` of `lock`, installed here, for this Python and this machine."""
    machine = (sys.version, sys.base_prefix, sys.platform, platform.machine(), str(ROOT))
    digest = hashlib.sha256("\0".join((lock.read_text("utf-8"), *machine, part)).encode()).hexdigest()
    return folder / f".stamp-{lock.stem}-{digest[:16]}"


@contextmanager
def announced(what: str) -> Iterator[None]:
    """Say what is being set up, and how long it took."""
    print(f"setup: {what} ...", flush=True)
    started = time.monotonic()
    yield
    print(f"setup: {what}: done in {time.monotonic() - started:.0f} s", flush=True)


def run(*command: str, quiet: bool = False, or_else: str = "") -> None:
    """Run `command` in the checkout, without input.

    `quiet` keeps what it prints unless it fails; `or_else` says what to do then.
    """
    print_to = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT} if quiet else {}
    # Windows finds npm.cmd by its whole path alone.
    found = (shutil.which(command[0]) or command[0], *command[1:])
    answer = subprocess.run(found, cwd=ROOT, stdin=subprocess.DEVNULL, text=True, check=False, **print_to)
    if answer.returncode:
        print(answer.stdout or "", end="", flush=True)
        raise SetupError(f"`{' '.join(command)}` failed{or_else and f': {or_else}'}")


_NPM = (install_node, install_npm_packages)
VERBS: dict[str, tuple[str | Callable[[], None], ...]] = {
    "record": (),
    "map": (build_front_end,),
    "describe": ("test", "describe"),
    "relief": ("relief",),
    "nation": ("test", "nation", build_front_end),
    "services": ("test", "services", build_front_end),
    "docs": ("test", "docs", build_front_end, install_browser, install_font),
    "notebooks": ("test", "notebooks", build_front_end),
    "formats": ("test", "formats", build_front_end, install_office),
    "publish": ("test", "docs", "formats", build_front_end),
    "release": ("build", "audit", "formats", build_front_end),
    "dev": ("dev", *_NPM),
    "web": _NPM,
    "format": ("test", *_NPM),
    "package": (build_front_end,),
    "audit": (
        *("test", "audit", "build", "describe", "dev", "nation", "services", "docs", "notebooks", "formats"),
        *_NPM,
        build_front_end,
    ),
    "test": ("test", *_NPM, build_front_end, install_browser, install_font),
    "browsers": ("test", build_front_end, install_engines, install_font),
}
"""What each verb needs beside the runtime: groups of Python packages, and what is done after these are there."""

if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except SetupError as error:
        sys.exit(f"setup: {error}")
