"""Texts as they travel in the page: compressed, in the letters of base64.

Zstandard looks back over a whole frame, DEFLATE over 32 kB: what texts say again and again costs a fifth less. Its
package brings the library, so that every machine writes the same bytes.

A frame may hold several texts, each in an island of its own: who reads one needs those before it as well, and what they
say costs no more. The last block of a frame (RFC 8878) is left out: the reader adds it after the text that is wanted.

After each text comes the CRC-32 of its frame up to there, so that nothing of a damaged text is shown. It finds every
altered letter, and is that of the compressed bytes, which are a few: some milliseconds a megabyte in a browser. The
checksum that Zstandard itself can write, XXH64 of the text, needs 64-bit numbers, which a script has only slowly.
"""

from __future__ import annotations

import base64
import zlib

import zstandard

LEVEL = 12
"""Of compression, from 1 to 22: 19 takes more than ten times as long for 6 % less."""
END = "\0"
"""What ends each text of a frame; no text has it itself."""
CHECK_BYTES = 4
"""Of the CRC-32 after each text, the lowest first."""


def compressed(*texts: str) -> list[str]:
    """Return texts that go into one frame, as base64 each, in their order."""
    parts = [f"{text}{END}".encode() for text in texts]
    frame = zstandard.ZstdCompressor(level=LEVEL).compressobj(size=sum(map(len, parts)))
    check, packed = 0, []
    for part in parts:
        piece = frame.compress(part) + frame.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)
        check = zlib.crc32(piece, check)
        packed.append(base64.b64encode(piece + check.to_bytes(CHECK_BYTES, "little")).decode())
    return packed
