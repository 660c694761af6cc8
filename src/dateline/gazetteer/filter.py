"""A small set of hashes that says of most strings, without a look at the index, that no name begins or is like that."""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

BITS = 1 << 23
"""One mebibyte: about a million entries leave some one false yes in twenty, which costs a look-up and no more."""

MOST_BITS = 1 << 28
"""32 mebibytes, for the forty million entries of the full index."""

_SPREAD = 0x9E3779B1
_WHOLE = "\n"


class NameFilter:
    """A Bloom filter of two probes over the names of an index and over the runs of words they begin with.

    A no is certain; a yes is to be looked up.
    """

    def __init__(self, bits: bytes) -> None:
        self._bits = bits
        self._mask = len(bits) * 8 - 1

    def begins(self, words: str) -> bool:
        """Whether some name may be ``words`` or begin with them."""
        code = crc32(words.encode())
        bits = self._bits
        low = code & self._mask
        high = (code * _SPREAD >> 9) & self._mask
        return bool(bits[low >> 3] >> (low & 7) & bits[high >> 3] >> (high & 7) & 1)

    def holds(self, key: str) -> bool:
        """Whether ``key`` may be a whole name."""
        return self.begins(key + _WHOLE)


def bits_from_names(keys: Iterable[str]) -> bytes:
    """The bytes of a NameFilter over the keys of names."""
    bits = bytearray(BITS >> 3)
    for key in keys:
        note(bits, key)
    return bytes(bits)


def empty_bits(entries: int) -> bytearray:
    """Room for the keys of an index of about so many names: six bits and more for each, within bounds."""
    size = BITS
    while size < 6 * entries and size < MOST_BITS:
        size *= 2
    return bytearray(size >> 3)


def note(bits: bytearray, key: str) -> None:
    """Put a name and the runs of words that it begins with into the bits of a filter to be."""
    mask = len(bits) * 8 - 1
    words = key.split(" ")
    for text in (key + _WHOLE, *(" ".join(words[:count]) for count in range(1, len(words) + 1))):
        code = crc32(text.encode())
        for place in (code & mask, (code * _SPREAD >> 9) & mask):
            bits[place >> 3] |= 1 << (place & 7)
