"""The set-up holds together: one set of versions in every file that states them, no address, every verb told.

Guards ``pyproject.toml``, the locks, ``environment.yml``, ``package.json`` and the ``Makefile``. Whether the
packages do their work is for the other tests.
"""

import json
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import zstandard
from packaging.requirements import Requirement

import geo
from bench import setup as bench
from geo.record import bundle
from tools import setup
from tools.setup import LOCK
from tools.setup import MINIMUM_NODE
from tools.setup import MINIMUM_PYTHON
from tools.setup import NPM
from tools.setup import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PACKAGE = json.loads((ROOT / "package.json").read_text("utf-8"))
PACKAGE_LOCK = json.loads(NPM.read_text("utf-8"))
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")

RUNTIME = PROJECT["project"]["dependencies"]
GROUPS = PROJECT["dependency-groups"]
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


def locked(lock: Path = LOCK) -> dict[str, set[str]]:
    """Return the packages of a lock, each with its versions; another Python may need another one."""
    versions = {}
    for name, version in re.findall(r"^([a-z0-9.-]+)==([^\s;\\]+)", lock.read_text("utf-8"), re.MULTILINE):
        versions.setdefault(name, set()).add(version)
    return versions


def tracked_files() -> Iterator[Path]:
    """Yield what is in the repository, or would be after ``git add``; without git, all but what is set up here."""
    if not (ROOT / ".git").exists():
        files = (path for path in ROOT.rglob("*") if path.is_file())
        yield from (path for path in files if SET_UP.isdisjoint(path.relative_to(ROOT).parts))
        return
    options = ("-z", "--cached", "--others", "--exclude-standard")
    listed = subprocess.run(["git", "ls-files", *options], cwd=ROOT, capture_output=True, text=True, check=True)
    yield from (ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file())


def test_what_only_tests_and_builds_is_pinned_to_one_version():
    for pin in [pin for group in GROUPS.values() for pin in group]:
        assert re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*", pin), pin
    for name, version in NPM_PINS.items():
        assert re.fullmatch(r"[0-9]+\.[0-9]+\.[0-9]+", version), f"{name}: {version}"


def test_what_the_atlas_needs_leaves_room_for_other_versions():
    assert [pin for pin in map(Requirement, RUNTIME) if str(pin.specifier).startswith("==")] == [
        Requirement("xstatic-leaflet==1.9.3.*"),
        Requirement("zstandard==0.25.*"),
    ], "one version of Leaflet, in any packaging; one compressor, for the same bytes"


@pytest.mark.parametrize("group", ["runtime", *GROUPS])
def test_lock_holds_what_the_project_asks_for(group):
    lock = bench.LOCK if group.startswith("bench-") else LOCK
    for requirement in map(Requirement, GROUPS.get(group, RUNTIME)):
        versions = locked(lock)[requirement.name]
        assert versions
        assert all(version in requirement.specifier for version in versions), requirement


def test_the_benchmark_has_the_versions_of_the_lock_where_both_have_a_package():
    own, other = locked(), locked(bench.LOCK)
    assert {name: versions for name, versions in other.items() if name in own and not versions & own[name]} == {}
    assert {group for groups in bench.ENVIRONMENTS.values() for group in groups} == {
        group for group in GROUPS if group.startswith("bench-")
    }


@pytest.mark.parametrize("lock", [LOCK, bench.LOCK], ids=["own", "bench"])
def test_every_locked_package_has_digests(lock):
    first_digests = re.findall(r"^[a-z0-9.-]+==.*\n(.*)", lock.read_text("utf-8"), re.MULTILINE)
    assert first_digests
    assert all(digest.startswith("    --hash=sha256:") for digest in first_digests)


def test_conda_environment_has_the_versions_of_the_lock():
    text = (ROOT / "environment.yml").read_text("utf-8")
    listed = dict(re.findall(r"^ +- ([a-z0-9-]+)==(\S+)(?:  #.*)?$", text, re.MULTILINE))
    needed = {Requirement(each).name for each in RUNTIME + GROUPS["test"]}
    assert {name: {version} for name, version in listed.items()} == {name: locked()[name] for name in needed}


def test_the_compressor_is_the_one_that_its_package_brings_and_no_library_of_the_system():
    assert zstandard.ZSTD_VERSION == (1, 5, 7)
    conda, pip = (ROOT / "environment.yml").read_text("utf-8").split("- pip:\n")
    assert "zstandard" in pip
    assert "zstandard" not in conda, "that of conda-forge takes another library"


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
    assert geo.__version__ == PROJECT["project"]["version"]
    assert {PACKAGE["version"], PACKAGE_LOCK["version"]} == {geo.__version__}


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


@pytest.fixture
def copy(monkeypatch, tmp_path) -> Path:
    """Return a copy of what the front end is made from, for which the set-up works."""
    shutil.copytree(bundle.WEB, tmp_path / "geo/page/web")
    shutil.copytree(bundle.MESSAGES, tmp_path / "geo/messages")
    shutil.copy(bundle.NPM, tmp_path)
    shutil.copy(ROOT / "package.json", tmp_path)
    (tmp_path / "packages").symlink_to(ROOT / "node_modules")
    for home in (bundle, setup):
        monkeypatch.setattr(home, "WEB", tmp_path / "geo/page/web")
        monkeypatch.setattr(home, "NPM", tmp_path / NPM.name)
    monkeypatch.setattr(bundle, "MESSAGES", tmp_path / "geo/messages")
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    monkeypatch.setattr(setup, "NODE_MODULES", tmp_path / "node_modules")
    return tmp_path


def build_copy(copy: Path, *options: str) -> None:
    (copy / "node_modules").symlink_to(ROOT / "node_modules")
    subprocess.run([shutil.which("node"), copy / "geo/page/web/build.mjs", *options], check=True, capture_output=True)
    (copy / "node_modules").unlink()


def test_front_end_is_built_once_and_again_when_a_source_changes(monkeypatch, copy):
    build_copy(copy)
    built = []
    monkeypatch.setattr(setup, "install_node", lambda: None)
    monkeypatch.setattr(setup, "install_npm_packages", lambda **_: None)
    monkeypatch.setattr(setup, "run", lambda *command, **_: built.append(command[0]))
    setup.build_front_end()
    assert built == []  # what `make web` has built serves
    changed = ("geo/page/web/src/app/main.js", "geo/messages/en.json", "geo/page/web/notices.mjs", "package-lock.json")
    for path in changed:
        text = (copy / path).read_text("utf-8")
        (copy / path).write_text(f"{text}\n", "utf-8")
        setup.build_front_end()
        (copy / path).write_text(text, "utf-8")
    assert built == ["node"] * len(changed)


def test_what_is_built_with_source_maps_serves_until_the_map_is_made_for_readers(copy):
    build_copy(copy, "--source-map")
    assert "sourceMappingURL" in bundle.bundled(bundle.CODE)
    assert not bundle.is_built()


def test_a_build_that_fails_leaves_what_was_built(copy):
    build_copy(copy)
    before = {path.name: path.read_bytes() for path in (copy / "geo/page/web/dist").iterdir()}
    (copy / "geo/page/web/src/app/main.js").write_text("import './none.js';", "utf-8")
    with pytest.raises(subprocess.CalledProcessError):
        build_copy(copy)
    assert {path.name: path.read_bytes() for path in (copy / "geo/page/web/dist").iterdir()} == before


def test_npm_empties_no_folder_that_others_filled(monkeypatch, copy):
    monkeypatch.setattr(setup, "run", lambda *_, **__: pytest.fail("npm runs"))
    (copy / "node_modules").symlink_to(copy / "packages")
    with pytest.raises(setup.SetupError, match="link"):
        setup.install_npm_packages()
    assert setup.is_foreign(copy / "node_modules")
    (copy / "node_modules").unlink()
    assert not setup.is_foreign(copy / "node_modules")
    (copy / "node_modules/esbuild").mkdir(parents=True)
    assert setup.is_foreign(copy / "node_modules")
    setup.stamp(copy / "node_modules", NPM).touch()
    assert not setup.is_foreign(copy / "node_modules")


def test_what_cannot_be_fetched_or_found_says_what_to_set_or_install(monkeypatch):
    monkeypatch.setattr(setup, "uv_settings", dict)
    monkeypatch.setattr(setup, "PROGRAMS", ROOT / "no such folder")
    monkeypatch.setattr(setup.subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], 1, None))
    with pytest.raises(setup.SetupError, match=r"uv.* failed: .*pip config$"):
        setup.uv("pip", "install", "folium")
    monkeypatch.delenv("CHROME", raising=False)
    monkeypatch.setattr(setup.shutil, "which", lambda _: None)
    monkeypatch.setattr(setup, "find", lambda: (_ for _ in ()).throw(setup.BrowserNotFoundError("none")))
    with pytest.raises(setup.SetupError, match=f"apt-get install {setup.HEADLESS} {setup.FONT}$"):
        setup.install_browser()


def test_uv_asks_the_servers_that_pip_asks(monkeypatch):
    listed = """:env:.find-links='/wheels'
global.extra-index-url='file:///a\\nfile:///b'
global.index-url='https://mirror.example/simple'
global.timeout='60'
install.cert='/certificates'
"""
    answer = subprocess.CompletedProcess([], 0, listed)
    monkeypatch.setattr(setup.subprocess, "run", lambda *_, **__: answer)
    for name in (*setup.UV_SETTINGS.values(), "UV_INDEX_STRATEGY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("UV_FIND_LINKS", "/of the reader")
    assert setup.uv_settings() == {
        "UV_INDEX": "file:///a file:///b",
        "UV_DEFAULT_INDEX": "https://mirror.example/simple",
        "SSL_CERT_FILE": "/certificates",
        "UV_INDEX_STRATEGY": "unsafe-best-match",
    }


def test_ci_runs_each_check_and_ends_with_what_pytest_says():
    verbs = re.findall(r"^make (\S+)$", (ROOT / ".ci" / "run").read_text("utf-8"), re.MULTILINE)
    checks = ["test", "matrix", "coverage", "package", "describe", "relief", "city", "nation", "services"]
    checks += ["publish", "notebooks", "formats"]
    assert verbs == [*checks, "audit", "browsers"]
    last_command = re.search(r"^browsers:.*\n(?:\t.*\n)*\t(.+)\n", MAKEFILE, re.MULTILINE)[1]
    assert " -m pytest tests/engines" in last_command


HOOKS = (ROOT / ".pre-commit-config.yaml").read_text("utf-8")


def test_hooks_need_no_network():
    assert re.findall(r"^  - repo: (.+)$", HOOKS, re.MULTILINE) == ["local"]
    assert set(re.findall(r"^        language: (.+)$", HOOKS, re.MULTILINE)) == {"system"}


def test_hooks_run_tests_that_are_there():
    named = re.findall(r"(tests/\w+\.py)::(test_\w+)", HOOKS)
    assert len(named) >= 4
    assert [each for each in named if f"def {each[1]}(" not in (ROOT / each[0]).read_text("utf-8")] == []


@pytest.mark.parametrize("tool", ["ruff check", "ruff format --check", "mypy", "eslint", "tsc"])
def test_what_is_checked_before_a_commit_is_checked_in_every_test_run(tool):
    assert tool in HOOKS
    assert tool in MAKEFILE
