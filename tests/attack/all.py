"""``python -m tests.attack.all``: every attack after the other, then one table of what came of them; 1 if one broke."""

from __future__ import annotations

import re
import subprocess
import sys

PARTS = {
    "Damaged records": ("tests.attack",),
    "Hostile texts in every field": ("tests.attack.inert",),
    "Hostile addresses": ("tests.attack.hashes",),
    "Writers killed, refused and at odds": ("tests.attack.outputs", "200"),
    "Reproduced": ("tools.reproduce",),
}

# What must be none, and the words of the parts for it.
NONE = {
    "executed": r"executed: (\d+)",
    "requests": r"requests: (\d+)",
    "tracebacks": r"Traceback \(most recent call last\)",
    "half files": r"half files and litter: (\d+)",
    "other faults": r"(?<!half )faults: (\d+)",
}


def main() -> int:
    """Run all parts, and print the table."""
    codes, told = {}, ""
    for name, module in PARTS.items():
        print(f"\n== {name}", flush=True)
        ran = subprocess.run([sys.executable, "-m", *module], capture_output=True, text=True, check=False)
        print(ran.stdout + ran.stderr, end="", flush=True)
        codes[name] = ran.returncode
        told += ran.stdout + ran.stderr
    print("\n== Table")
    for name, code in codes.items():
        print(f"{name:38}{'held' if code == 0 else f'broke ({code})'}")
    for name, count in counts(told).items():
        print(f"{name:38}{count}")
    return 1 if any(codes.values()) or any(counts(told).values()) else 0


def counts(told: str) -> dict[str, int]:
    """Return how often each thing is told that must not be."""
    found = {name: re.findall(pattern, told) for name, pattern in NONE.items()}
    return {name: sum(int(each) if each.isdigit() else 1 for each in all_found) for name, all_found in found.items()}


if __name__ == "__main__":
    sys.exit(main())
