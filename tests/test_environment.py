"""The set-up holds together: one set of versions in every file that states them, no address, every verb told.

Guards ``pyproject.toml``, the locks, ``environment.yml``, ``package.json`` and the ``Makefile``. Whether the
packages do their work is for the other tests.
"""

import json
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import geo
from tools import setup
from tools.setup import AUDIT
from tools.setup import MINIMUM_NODE
from tools.setup import MINIMUM_PYTHON
from tools.setup import NODE
from tools.setup import NPM
from tools.setup import ROOT
from tools.setup import RUNTIME
from tools.setup import TESTS

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PACKAGE = json.loads((ROOT / "package.json").read_text("utf-8"))
PACKAGE_LOCK = json.loads(NPM.read_text("utf-8"))
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")

RUNTIME_PINS = PROJECT["project"]["dependencies"]
TEST_PINS = PROJECT["project"]["optional-dependencies"]["test"]
NODE_PINS = PROJECT["dependency-groups"]["node"]
AUDIT_PINS = PROJECT["dependency-groups"]["audit"]
NPM_PINS = PACKAGE["dependencies"] | PACKAGE["devDependencies"]
SET_UP = {".venv", "node_modules", "dist", "__pycache__", "map.html"}

# Hosts that serve packages, in halves, so that this file passes its own test.
REGISTRIES = [
    "py" + r"pi\.(org|python|tuna|doubanio|mirrors)",
    "python" + r"hosted\.",
    "registry" + r"\.(npmjs|npmmirror|yarnpkg|npm)",
    "npm" + r"js\.(com|org)",
    "npm" + r"mirror\.",
    "ana" + r"conda\.(org|com)",
    "deb" + r"\.debian\.org",
    "archive" + r"\.ubuntu\.com",
    "mirrors" + r"\.(aliyun|cloud|huaweicloud|tuna|ustc)\.",
    "--(extra-)?" + "index-url",
]
REGISTRY = re.compile("|".join(REGISTRIES), re.IGNORECASE)


def locked(lock: Path) -> set[str]:
    """Return the rows of a lock as ``name==version``, without digests and markers."""
    return set(re.findall(r"^([a-z0-9.-]+==[^\s;]+)", lock.read_text("utf-8"), re.MULTILINE))


def tracked_files() -> Iterator[Path]:
    """Yield what is in the repository, or would be after ``git add``; without git, all but what is set up here."""
    if not (ROOT / ".git").exists():
        files = (path for path in ROOT.rglob("*") if path.is_file())
        yield from (path for path in files if SET_UP.isdisjoint(path.relative_to(ROOT).parts))
        return
    options = ("-z", "--cached", "--others", "--exclude-standard")
    listed = subprocess.run(["git", "ls-files", *options], cwd=ROOT, capture_output=True, text=True, check=True)
    yield from (ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file())


def test_every_dependency_is_pinned_to_one_version():
    for pin in [*RUNTIME_PINS, *TEST_PINS, *NODE_PINS, *AUDIT_PINS]:
        assert re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*", pin), pin
    for name, version in NPM_PINS.items():
        assert re.fullmatch(r"[0-9]+\.[0-9]+\.[0-9]+", version), f"{name}: {version}"


@pytest.mark.parametrize(
    ("lock", "pins"),
    [(RUNTIME, RUNTIME_PINS), (TESTS, RUNTIME_PINS + TEST_PINS), (NODE, NODE_PINS), (AUDIT, AUDIT_PINS)],
    ids=["requirements", "requirements-dev", "requirements-node", "requirements-audit"],
)
def test_lock_holds_the_pins_of_the_project(lock, pins):
    assert set(pins) <= locked(lock)


def test_the_tests_run_on_the_very_packages_that_build_the_map():
    assert locked(RUNTIME) <= locked(TESTS)


@pytest.mark.parametrize("lock", [RUNTIME, TESTS, NODE, AUDIT], ids=lambda lock: lock.stem)
def test_every_locked_package_has_digests(lock):
    first_digests = re.findall(r"^[a-z0-9.-]+==.*\n(.*)", lock.read_text("utf-8"), re.MULTILINE)
    assert first_digests
    assert all(digest.startswith("    --hash=sha256:") for digest in first_digests)


def test_conda_environment_has_the_same_packages():
    text = (ROOT / "environment.yml").read_text("utf-8")
    pins = set(re.findall(r"^ +- ([a-z0-9-]+==\S+)$", text, re.MULTILINE))
    assert pins == set(RUNTIME_PINS + TEST_PINS)


def test_one_oldest_python():
    oldest = ".".join(map(str, MINIMUM_PYTHON))
    assert PROJECT["project"]["requires-python"] == f">={oldest}"
    assert f"- python>={oldest}\n" in (ROOT / "environment.yml").read_text("utf-8")
    assert PROJECT["tool"]["ruff"]["target-version"] == f"py{oldest.replace('.', '')}"


def test_one_oldest_node():
    assert PACKAGE["engines"] == {"node": f">={'.'.join(map(str, MINIMUM_NODE))}.0"}


def test_npm_lock_holds_the_pins_of_the_package():
    root = PACKAGE_LOCK["packages"][""]
    assert root["dependencies"] | root["devDependencies"] == NPM_PINS
    assert root["engines"] == PACKAGE["engines"]
    for name, version in NPM_PINS.items():
        assert PACKAGE_LOCK["packages"][f"node_modules/{name}"]["version"] == version


def test_npm_lock_has_digests_and_no_addresses():
    packages = {name: package for name, package in PACKAGE_LOCK["packages"].items() if name}
    assert all(package["integrity"].startswith("sha512-") for package in packages.values())
    assert not [name for name, package in packages.items() if "resolved" in package]


def test_one_version_of_the_atlas():
    citation = re.search(r"^version: (.+)$", (ROOT / "CITATION.cff").read_text("utf-8"), re.MULTILINE)
    assert geo.__version__ == PROJECT["project"]["version"]
    assert {PROJECT["project"]["version"], PACKAGE["version"], PACKAGE_LOCK["version"]} == {citation[1]}


def test_no_file_names_a_package_registry():
    found = []
    for path in tracked_files():
        text = path.read_bytes().decode("utf-8", errors="replace")
        for number, line in enumerate(text.splitlines(), start=1):
            if match := REGISTRY.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {match[0]}")
    assert not found


def test_pattern_knows_a_registry():
    assert REGISTRY.search("https://registry" + ".npm" + "js.org/leaflet")
    assert REGISTRY.search("https://files.python" + "hosted.org/packages")
    assert not REGISTRY.search("Node.js and npm from PyPI, as this machine has none")


def test_help_tells_every_verb():
    verbs = re.search(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE)[1].split()
    told = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert re.findall(r"^make (\S+) +\S", told, re.MULTILINE) == verbs


def test_a_browser_that_cannot_be_installed_is_named_and_not_left_out(monkeypatch):
    monkeypatch.setattr(setup.shutil, "which", lambda program: None if "WebKit" in program else program)
    monkeypatch.setattr(setup, "can_apt", lambda: False)
    with pytest.raises(setup.SetupError, match="webkit2gtk-driver"):
        setup.install_engines()


def test_front_end_is_built_once_and_again_when_a_source_changes(monkeypatch, tmp_path):
    source = tmp_path / "src" / "main.js"
    source.parent.mkdir()
    for path in (source, tmp_path / "build.mjs"):
        path.write_text("", "utf-8")
    (tmp_path / "dist").mkdir()
    built = []
    monkeypatch.setattr(setup, "WEB", tmp_path)
    monkeypatch.setattr(setup, "BUNDLE", tmp_path / "dist")
    monkeypatch.setattr(setup, "install_node", lambda: None)
    monkeypatch.setattr(setup, "install_npm_packages", lambda **_: None)
    monkeypatch.setattr(setup, "run", lambda *command, **_: built.append(command[0]))
    for _ in range(2):
        setup.build_front_end()
    assert built == ["node"]
    source.write_text("changed", "utf-8")
    setup.build_front_end()
    assert built == ["node"] * 2


def test_ci_runs_each_check_and_ends_with_what_pytest_says():
    verbs = re.findall(r"^make (\S+)$", (ROOT / ".ci" / "run").read_text("utf-8"), re.MULTILINE)
    assert verbs == ["test", "audit", "browsers"]
    last_command = re.search(r"^browsers:.*\n(?:\t.*\n)*\t(.+)\n", MAKEFILE, re.MULTILINE)[1]
    assert " -m pytest tests/engines" in last_command
