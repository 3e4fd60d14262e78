"""Texts as they travel in the page: compressed, as letters (:mod:`geo.page.payload.letters`).

Zstandard looks back over a whole frame, DEFLATE over 32 kB: what texts say again and again costs a fifth less. Its
package brings the library, so that every machine writes the same bytes.

A frame may hold several texts, each in an island of its own: who reads one needs those before it as well, and what they
say costs no more. The last block of a frame (RFC 8878) is left out: the reader adds it after the text that is wanted.

After each text comes the CRC-32 of its frame up to there, so that nothing of a damaged text is shown. It finds every
altered letter, and is that of the compressed bytes, which are a few: some milliseconds a megabyte in a browser. The
checksum that Zstandard itself can write, XXH64 of the text, needs 64-bit numbers, which a script has only slowly.
"""

from __future__ import annotations

import zlib

import zstandard

from geo.page.payload.letters import lettered

LEVEL = 10
"""Of compression, from 1 to 22, for what is large."""
THOROUGH = zstandard.ZstdCompressionParameters(
    window_log=20,
    chain_log=20,
    hash_log=17,
    search_log=5,
    min_match=3,
    target_length=128,
    strategy=zstandard.STRATEGY_BTOPT,
)
"""For what is small: 6 % less than at :data:`LEVEL` in three times its time; level 19 takes seven times its time."""
END = "\0"
"""What ends each text of a frame; no text has it itself."""
CHECK_BYTES = 4
"""Of the CRC-32 after each text, the lowest first."""


def compressed(*texts: str | bytes, thorough: bool = True) -> list[str]:
    """Return texts that go into one frame, as letters each, in their order.

    Parameters
    ----------
    texts
        Without :data:`END`; as UTF-8 where they are bytes.
    thorough
        Whether fewer letters are worth more time.
    """
    how = {"compression_params": THOROUGH} if thorough else {"level": LEVEL}
    parts, end = [text.encode() if isinstance(text, str) else text for text in texts], END.encode()
    frame = zstandard.ZstdCompressor(**how).compressobj(size=sum(len(part) + len(end) for part in parts))
    check, packed = 0, []
    for part in parts:
        piece = frame.compress(part + end) + frame.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)
        check = zlib.crc32(piece, check)
        packed.append(lettered(piece + check.to_bytes(CHECK_BYTES, "little")))
    return packed
