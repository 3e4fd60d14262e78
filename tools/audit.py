"""Ask whether anything that is locked has a known vulnerability: ``python -m tools.audit``.

Where a vulnerability database answers, the locks are compared with it. Where none does, each package is fetched anew
and held against its digest in the lock, which shows that nothing was exchanged, and no more. Which of the two was done
is printed; it ends with 1 where a vulnerability is known, a digest is wrong, or neither could be done.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable

from tools.setup import LOCK
from tools.setup import NPM
from tools.setup import ROOT
from tools.setup import STRICT

DATABASES = ("osv", "pypi")
TIMEOUT_S = 10
LONGEST_S = 600


class UnansweredError(RuntimeError):
    """No database can be asked from here; the message says why."""


def main() -> int:
    """Audit both sorts of packages; return the exit code."""
    parts = ((LOCK.name, ask_about_python, verify_python), (NPM.name, ask_about_npm, verify_npm))
    return max(audit(*part) for part in parts)


def audit(name: str, ask: Callable[[], list[str]], verify: Callable[[], str]) -> int:
    """Ask, or else verify; print which was done and what came of it, and return the exit code."""
    try:
        vulnerabilities = ask()
    except UnansweredError as error:
        print(f"audit: {name}: NOT compared with known vulnerabilities: {error}")
        fault = verify()
        print(
            f"audit: {name}: " + (f"digests NOT verified: {fault}" if fault else "every package fetched has its digest")
        )
        return int(bool(fault))
    print(f"audit: {name}: compared with known vulnerabilities: {len(vulnerabilities)} found")
    for vulnerability in vulnerabilities:
        print(f"audit: {vulnerability}")
    return int(bool(vulnerabilities))


def ask_about_python() -> list[str]:
    """Return the known vulnerabilities of the packages in pip's lock.

    Raises
    ------
    UnansweredError
        If no database knows every package: one that cannot be reached properly knows none, and finds no fault in it.
    """
    options = ("--disable-pip", "--no-deps", "--progress-spinner=off", f"--timeout={TIMEOUT_S}", "--format=json")
    reasons = []
    for database in DATABASES:
        done = run(sys.executable, "-m", "pip_audit", "-r", str(LOCK), *options, "-s", database)
        try:
            packages = json.loads(done.stdout)["dependencies"]
        except (ValueError, KeyError):
            reasons.append(f"{database}: {last_line(done.stderr)}")
            continue
        skipped = [package["name"] for package in packages if "vulns" not in package]
        if packages and not skipped:
            return sorted(
                f"{package['name']} {package['version']}: {vulnerability['id']}"
                for package in packages
                for vulnerability in package["vulns"]
            )
        reasons.append(f"{database}: does not know {len(skipped)} of {len(packages)} packages")
    raise UnansweredError("; ".join(reasons))


def ask_about_npm() -> list[str]:
    """Return the known vulnerabilities of the packages in npm's lock.

    Raises
    ------
    UnansweredError
        If npm's database does not answer.
    """
    done = run("npm", "audit", "--json", "--fetch-retries=0", f"--fetch-timeout={TIMEOUT_S * 1000}")
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        raise UnansweredError(f"npm: {last_line(done.stderr)}") from None
    if "vulnerabilities" not in answer:
        raise UnansweredError(f"npm: {last_line(str(answer.get('message', '')))}")
    return [f"{name}: {vulnerability['severity']}" for name, vulnerability in answer["vulnerabilities"].items()]


def verify_python() -> str:
    """Fetch every package of pip's lock against its digest; return what went wrong."""
    options = ("-q", "--no-input", "--disable-pip-version-check", "--no-deps", *STRICT)
    with tempfile.TemporaryDirectory(prefix="audit-") as folder:
        done = run(sys.executable, "-m", "pip", "download", *options, "-d", folder, "-r", str(LOCK))
    return "" if done.returncode == 0 else f"{LOCK.name}: {last_line(done.stderr)}"


def verify_npm() -> str:
    """Fetch every package of npm's lock against its digest; return what went wrong."""
    with tempfile.TemporaryDirectory(prefix="audit-") as folder:
        for name in ("package.json", NPM.name, ".npmrc"):
            shutil.copy(ROOT / name, folder)
        done = run("npm", "ci", "--loglevel=error", f"--prefix={folder}", f"--cache={folder}/cache")
    return "" if done.returncode == 0 else last_line(done.stderr)


def run(*command: str) -> subprocess.CompletedProcess:
    """Run a command in the checkout, for no longer than anybody waits."""
    try:
        return subprocess.run(
            (shutil.which(command[0]) or command[0], *command[1:]),
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=LONGEST_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return subprocess.CompletedProcess(command, 1, "", type(error).__name__)


def last_line(text: str) -> str:
    """Return the last line in which a program says something."""
    return next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "no answer")[:200]


if __name__ == "__main__":
    sys.exit(main())
