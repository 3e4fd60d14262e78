"""Hostile patches, the same ones every time: damaged ones, hostile texts and values in each member, bombs.

``python -m tests.attack.patches`` sends them through `apply --yes` on a copy of a small record; 1 if a promise broke.
A patch is applied, or it ends in lines that a person can read. Nothing outside the record's folder changes, and what
was written is a record without errors.
"""

from __future__ import annotations

import copy
import json
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from geo.checks import validate
from geo.issues.errors import errors_in
from geo.patch.apply import stand_of
from geo.record.canonical import canonical
from geo.record.read import read
from tests.attack.meeting import Outcome
from tests.attack.meeting import meet
from tests.attack.strings import ALL
from tests.fixtures.shared import FIXTURES
from tests.fixtures.shared import RECORD

NUMBER = 1000
_WHOLE = FIXTURES / "patches" / "sound.json"
_VALUES = (
    *(None, True, 0, -1, 10**400, 1e308, [], {}, [[]], {"__proto__": {"a": 1}}, {"constructor": "a"}, ["a"] * 10_000),
    *(
        "",
        "../../escaped",
        "/escaped",
        "data/../../escaped",
        "C:\\escaped",
        "CON",
        "new-1",
        "f0001",
        "\u202ef0001",
        "a\0b",
    ),
)
"""What stands in the place of a member beside hostile texts: other types, paths that lead out, names that are none."""


def bombs() -> dict[str, str]:
    """Return patches that would cost time or memory, by their name."""
    head = '{"atlas_patch": 1, "record": {"name": "tiny", "version": "1", "digest": "daae02d7497f"}, "changes": ['
    rejected = '{"do": "reject", "candidate": {"source": "notice-2023"}}'
    return {
        "nested without end": head + "[" * 10**6,
        "nested and closed": head + '{"a":' * 10**5 + "1" + "}" * 10**5 + "]}",
        "a text without end": f'{head}"{"a" * 2**26}"]}}',
        "changes without end": f"{head}{','.join([rejected] * 200_000)}]}}",
        "members without end": head + "{" + ",".join(f'"{number}": 1' for number in range(10**6)) + "}]}",
        "a number without end": head + "9" * 10**7 + "]}",
        "a member twice": f'{head}], "changes": []}}',
        "a number that is none": head + "NaN, Infinity, -Infinity]}",
        "half a character": head + '"\\ud800"]}',
        "positions without end": head
        + '{"do": "change", "in": "parks", "id": "weir", "from": {"geometry": null}, "to": {"geometry": '
        + f'{{"type": "Polygon", "coordinates": [[{",".join(["[113, 27.8]"] * 10**5)}]]}}}}}}]}}',
    }


def damaged(number: int, whole: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    """Yield names and contents of patches of which some signs, or some members, are others."""
    chance = random.Random(20261128)  # noqa: S311 (the same each time)
    for each in range(number):
        if each % 4 == 0:
            content = bytearray(json.dumps(whole).encode())
            for _ in range(chance.choice((1, 3, 30))):
                content[chance.randrange(len(content))] = chance.randrange(256)
            yield f"bytes {each}", bytes(content)
        else:
            changed = copy.deepcopy(whole)
            for _ in range(chance.choice((1, 1, 3))):
                _replace(changed, chance)
            if each % 4 == 1:  # alone, so that no other change is what refuses it
                changed["changes"] = [chance.choice(changed["changes"])] if changed.get("changes") else []
            yield f"members {each}", json.dumps(changed).encode(errors="surrogatepass")


def _replace(content: Any, chance: random.Random) -> None:
    """Put something else in the place of a member, or add or take one, at any depth."""
    holders = [each for each in _holders(content) if each]
    holder = chance.choice(holders)
    key = chance.choice([*holder]) if isinstance(holder, dict) else chance.randrange(len(holder))
    kind = chance.randrange(8)
    if kind == 0:
        del holder[key]
    elif kind == 1 and isinstance(holder, dict):
        holder[chance.choice(("__proto__", "id", "geometry", *ALL))] = chance.choice(ALL)
    else:
        holder[key] = chance.choice(ALL if kind < 5 else _VALUES)


def _holders(content: Any) -> Iterator[Any]:
    """Yield every object and list of a document."""
    if isinstance(content, dict | list):
        yield content
        for each in content.values() if isinstance(content, dict) else content:
            yield from _holders(each)


def attack(number: int = NUMBER) -> Outcome:
    """Send bombs and damaged patches through `apply`."""
    outcome = Outcome()
    with tempfile.TemporaryDirectory(prefix="patches-") as folder:
        root, path = Path(folder, "outside", "record"), Path(folder, "outside", "patch.json")
        shutil.copytree(RECORD, root)
        sound = _texts(root)
        whole = json.loads(_WHOLE.read_text("utf-8")) | {"record": dict(stand_of(canonical(read(root))))}
        hostile = [*damaged(number, whole)]
        if number >= NUMBER:
            hostile += [(name, text.encode()) for name, text in bombs().items()]
        for name, content in hostile:
            path.write_bytes(content)
            meet(name, ["--root", str(root), "apply", str(path), "--yes", "--because", "misread"], outcome)
            _look(name, Path(folder), root, path, content, sound, outcome)
    return outcome


def _look(
    name: str, folder: Path, root: Path, path: Path, content: bytes, sound: dict[str, bytes], outcome: Outcome
) -> None:
    """Note what was written elsewhere, or makes the record wrong; and put the record back."""
    around = {each for each in folder.rglob("*") if each.is_file() and root not in each.parents}
    if around != {path} or path.read_bytes() != content:
        outcome.faults.append(f"{name}: wrote outside of the record: {sorted(map(str, around - {path}))[:2]}")
    if _texts(root) == sound:
        return
    if wrong := errors_in(validate(read(root))):
        outcome.faults.append(f"{name}: left a record with errors: {wrong[0]}")
    shutil.rmtree(root)
    shutil.copytree(RECORD, root)


def _texts(root: Path) -> dict[str, bytes]:
    return {each.relative_to(root).as_posix(): each.read_bytes() for each in root.rglob("*") if each.is_file()}


if __name__ == "__main__":
    outcome = attack(int(sys.argv[1]) if len(sys.argv) > 1 else NUMBER)
    seconds, slow = outcome.slowest
    print(f"patches: {outcome.met}, applied: {outcome.taken}, tracebacks: {len(outcome.faults)}")
    print(f"slowest: {seconds:.1f} s ({slow})")
    print(*outcome.faults, sep="\n", end="\n" if outcome.faults else "")
    sys.exit(bool(outcome.faults))
