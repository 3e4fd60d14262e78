"""Where the text of a command goes: to standard output, or into a file that the reader names."""

from __future__ import annotations

from pathlib import Path

from geo.record.files import write_text


def put(text: str, output: Path | None, told: str) -> None:
    """Print a text, or write it to a file and print what is in it."""
    if output is None:
        print(text, end="")
    else:
        write_text(output, text)
        print(f"{output}: {told}")
