"""A small set of hashes that says of most strings, without a look at the index, that no name begins or is like that."""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

BITS = 1 << 23
"""One mebibyte: about a million entries leave some one false yes in twenty, which costs a look-up and no more."""

_MASK = BITS - 1
_SPREAD = 0x9E3779B1
_WHOLE = "\n"


class NameFilter:
    """A Bloom filter of two probes over the names of an index and over the runs of words they begin with.

    A no is certain; a yes is to be looked up.
    """

    def __init__(self, bits: bytes) -> None:
        self._bits = bits

    def begins(self, words: str) -> bool:
        """Whether some name may be ``words`` or begin with them."""
        code = crc32(words.encode())
        bits = self._bits
        low = code & _MASK
        high = (code * _SPREAD >> 9) & _MASK
        return bool(bits[low >> 3] >> (low & 7) & bits[high >> 3] >> (high & 7) & 1)

    def holds(self, key: str) -> bool:
        """Whether ``key`` may be a whole name."""
        return self.begins(key + _WHOLE)


def bits_from_names(keys: Iterable[str]) -> bytes:
    """The bytes of a NameFilter over the keys of names."""
    bits = bytearray(BITS >> 3)
    for key in keys:
        words = key.split(" ")
        for text in (key + _WHOLE, *(" ".join(words[:count]) for count in range(1, len(words) + 1))):
            code = crc32(text.encode())
            for place in (code & _MASK, (code * _SPREAD >> 9) & _MASK):
                bits[place >> 3] |= 1 << (place & 7)
    return bytes(bits)
