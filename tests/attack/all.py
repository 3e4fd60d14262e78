"""``python -m tests.attack.all``: every attack after the other, then one table of what came of them; 1 if one broke."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile

PARTS = {
    "Damaged records": ("tests.attack",),
    "Hostile texts in every field": ("tests.attack.inert",),
    "Hostile articles and proposals": ("tests.attack.review",),
    "Hostile addresses": ("tests.attack.hashes",),
    "Hostile messages": ("tests.attack.messages",),
    "Hostile lists": ("tests.attack.lists",),
    "Hostile patches": ("tests.attack.patches",),
    "Hostile articles": ("tests.attack.articles",),
    "Writers killed, refused and at odds": ("tests.attack.outputs", "200"),
    "Records begun and killed": ("tests.attack.begun", "20"),
    "Reproduced": ("tools.reproduce",),
}

# What must be none, by the words in which the parts count it.
NONE = {
    "executed": r"executed: (\d+)",
    "requests": r"requests: (\d+)",
    "tracebacks": r"tracebacks: (\d+)",
    "half files": r"half files(?: and litter)?: (\d+)",
    "other faults": r"\bfaults: (\d+)",
}


def main() -> int:
    """Run all parts, and print the table."""
    codes, told = {}, ""
    for name, module in PARTS.items():
        print(f"\n== {name}", flush=True)
        ran = run(sys.executable, "-m", *module)
        print(ran.stdout + ran.stderr, end="", flush=True)
        codes[name] = ran.returncode
        told += ran.stdout + ran.stderr
    print("\n== Table")
    for name, code in codes.items():
        print(f"{name:38}{'held' if code == 0 else f'broke ({code})'}")
    for name, count in counts(told).items():
        print(f"{name:38}{count}")
    return 1 if any(codes.values()) or any(counts(told).values()) else 0


def run(*command: str) -> subprocess.CompletedProcess:
    """Run a command with a folder of caches of its own: what it builds is not kept among the user's builds."""
    with tempfile.TemporaryDirectory(prefix="caches-") as caches:
        surroundings = os.environ | {"XDG_CACHE_HOME": caches}
        return subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False)


def counts(told: str) -> dict[str, int]:
    """Return the sum of each count that must be none.

    Raises
    ------
    ValueError
        If no part told one of them: what is not counted is not none.
    """
    found = {name: re.findall(pattern, told) for name, pattern in NONE.items()}
    if missing := [name for name, numbers in found.items() if not numbers]:
        raise ValueError(f"no part counted: {', '.join(missing)}")
    return {name: sum(map(int, numbers)) for name, numbers in found.items()}


if __name__ == "__main__":
    sys.exit(main())
