"""Texts as they travel in the page: compressed, in the letters of base64.

Zstandard looks back over a whole frame, DEFLATE over 32 kB: what texts say again and again costs a fifth less. Its
package brings the library, so that every machine writes the same bytes.

A frame may hold several texts, each in an island of its own: who reads one needs those before it as well, and what they
say costs no more. The last block of a frame (RFC 8878) is left out: the reader adds it after the text that is wanted.
"""

from __future__ import annotations

import base64

import zstandard

LEVEL = 12
"""Of compression, from 1 to 22: 19 takes more than ten times as long for 6 % less."""
END = "\0"
"""What ends each text of a frame; no text has it itself."""


def compressed(*texts: str) -> list[str]:
    """Return texts that go into one frame, as base64 each, in their order."""
    parts = [f"{text}{END}".encode() for text in texts]
    frame = zstandard.ZstdCompressor(level=LEVEL).compressobj(size=sum(map(len, parts)))
    return [
        base64.b64encode(frame.compress(part) + frame.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)).decode()
        for part in parts
    ]
