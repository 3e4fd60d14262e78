"""The contract of the payload in TypeScript, and whether a payload keeps it.

``UPDATE=1 pytest tests/test_payload.py`` writes ``geo/page/web/src/core/payload.d.ts`` anew.
"""

from __future__ import annotations

import inspect
import types
from collections.abc import Iterator
from typing import Any
from typing import NotRequired
from typing import get_args
from typing import get_origin
from typing import get_type_hints
from typing import is_typeddict

from geo.page.payload import contract

_PLAIN = {str: "string", int: "number", float: "number", bool: "boolean", types.NoneType: "null"}


def declarations() -> str:
    """Return the types of the contract as TypeScript declares them."""
    named = [each for _, each in inspect.getmembers(contract, inspect.isclass) if each.__module__ == contract.__name__]
    named.sort(key=lambda each: inspect.getsourcelines(each)[1])
    head = "// Written by `UPDATE=1 pytest tests/test_payload.py` from geo/page/payload/contract.py.\n"
    return head + "".join(map(_declaration, named))


def faults(value: object, kind: Any, where: str = "") -> list[str]:  # noqa: ANN401
    """Return where a value, read from JSON, has not the shape of a type."""
    return list(_faults(value, kind, where))


def _declaration(kind: type) -> str:
    comment = f"\n/** {inspect.getdoc(kind).splitlines()[0]} */\n"
    hints = get_type_hints(kind, include_extras=True)
    if not is_typeddict(kind):
        members = ", ".join(f"{name}: {_written(hint)}" for name, hint in hints.items())
        return f"{comment}export type {kind.__name__} = [{members}];\n"
    members = "".join(
        f"  {name}{'?' if get_origin(hint) is NotRequired else ''}: {_written(hint)};\n" for name, hint in hints.items()
    )
    return f"{comment}export interface {kind.__name__} {{\n{members}}}\n"


def _written(hint: Any) -> str:  # noqa: ANN401
    origin, inner = get_origin(hint), [_written(each) for each in get_args(hint)]
    if origin is NotRequired:
        return inner[0]
    if origin is list:
        return f"{inner[0]}[]" if "|" not in inner[0] else f"({inner[0]})[]"
    if origin is dict:
        return f"Record<{', '.join(inner)}>"
    if origin is tuple:
        return f"[{', '.join(inner)}]"
    if origin is types.UnionType:
        return " | ".join(inner)
    return _PLAIN.get(hint) or hint.__name__


def _faults(value: object, kind: Any, where: str) -> Iterator[str]:  # noqa: ANN401
    origin, inner = get_origin(kind), get_args(kind)
    if origin is NotRequired:
        yield from _faults(value, inner[0], where)
    elif origin is types.UnionType:
        if all(faults(value, each) for each in inner):
            yield f"{where}: not {kind}"
    elif is_typeddict(kind):
        yield from _member_faults(value, get_type_hints(kind, include_extras=True), where)
    elif origin in {list, dict, tuple} or hasattr(kind, "_fields"):
        yield from _item_faults(value, kind, where)
    elif type(value) is not kind and not (kind is float and type(value) is int):
        yield f"{where}: not {kind.__name__}"


def _member_faults(value: object, hints: dict, where: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{where}: not an object"
        return
    yield from (f"{where}.{name}: not in the contract" for name in value if name not in hints)
    for name, hint in hints.items():
        if name in value:
            yield from _faults(value[name], hint, f"{where}.{name}")
        elif get_origin(hint) is not NotRequired:
            yield f"{where}.{name}: missing"


def _item_faults(value: object, kind: Any, where: str) -> Iterator[str]:  # noqa: ANN401
    origin, inner = get_origin(kind), get_args(kind)
    if not isinstance(value, dict if origin is dict else list):
        yield f"{where}: not {(origin or kind).__name__}"
    elif origin is dict:
        for key, each in value.items():
            yield from _faults(each, inner[1], f"{where}[{key!r}]")
    else:
        known = inner if origin is tuple else list(get_type_hints(kind).values()) if origin is None else None
        if known is not None and len(known) != len(value):
            yield f"{where}: not {len(known)} values"
        for at, each in enumerate(value):
            yield from _faults(each, known[at] if known else inner[0], f"{where}[{at}]")
