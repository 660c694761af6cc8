"""From bytes to text: the charset that the bytes say, else the most plausible one."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from dateline.domain.issue import Issue

_MARKS: tuple[tuple[bytes, str], ...] = (
    # The mark of UTF-32 begins with that of UTF-16, so it goes first.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WESTERN = "windows-1252"
_NO_CHARSETS = frozenset(
    ["utf-7", "idna", "punycode", "unicode-escape", "unicode_escape", "raw-unicode-escape", "undefined"]
)
_FALLBACK = "dateline-western"
#: Above this share of bytes beyond ASCII a text is hardly in a Western language; French and Vietnamese-free Western prose
#: has 3 to 5 in a hundred, Cyrillic and Arabic prose in a one-byte charset more than 60.
_WESTERN_SHARE = 0.15
#: As much as the guess looks at: it is slow, and more does not change it.
_SAMPLE_BYTES = 128 * 1024
_MANY_BYTES = re.compile(rb"[\x80-\xff]")
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, and what had to be guessed to get it."""

    text: str
    issues: tuple[Issue, ...] = ()


def decode(raw: bytes, charset: str | None) -> Decoded:
    """The text of the bytes, every one of them; ``charset`` is what the container says.

    A byte order mark wins, then the container, then UTF-8. Where stray bytes stand in UTF-8 text, those alone are read
    as windows-1252.
    """
    for mark, marked in _MARKS:
        if raw.startswith(mark):
            return _in_charset(raw[len(mark) :], marked)
    if charset is not None and charset != "utf-8" and _is_known(charset):
        return _in_charset(raw, charset)
    try:
        return Decoded(raw.decode("utf-8"))
    except UnicodeDecodeError:
        return _guessed(raw)


def _guessed(raw: bytes) -> Decoded:
    if _UTF8_SEQUENCE.search(raw):
        text = raw.decode("utf-8", errors=_FALLBACK)
        n_sequences = len(_UTF8_SEQUENCE.findall(raw))
        n_stray = len(_MANY_BYTES.findall(_UTF8_SEQUENCE.sub(b"", raw)))
        if n_sequences >= n_stray or _share(raw) < _WESTERN_SHARE:
            detail = f"UTF-8 with {n_stray} stray bytes, which were read as {_WESTERN}"
            return Decoded(text, (Issue("clean", "mixed_encoding", detail),))
    if _share(raw) < _WESTERN_SHARE:
        return Decoded(_western(raw), (_issue(_WESTERN),))
    best = from_bytes(raw[:_SAMPLE_BYTES]).best()
    if best is None:
        return Decoded(_western(raw), (_issue(_WESTERN),))
    return Decoded(raw.decode(best.encoding, errors="replace"), (_issue(best.encoding),))


def _in_charset(raw: bytes, charset: str) -> Decoded:
    text = raw.decode(charset, errors="replace")
    n_lost = text.count("\ufffd") - raw.decode(charset, errors="ignore").count("\ufffd")
    if n_lost == 0:
        return Decoded(text)
    return Decoded(text, (Issue("clean", "bad_bytes", f"{n_lost} places are not {charset}; U+FFFD stands there"),))


def _share(raw: bytes) -> float:
    return len(_MANY_BYTES.findall(raw)) / len(raw)


def _is_known(charset: str) -> bool:
    """Whether it is a charset of texts; Python has codecs of other kinds, and UTF-7 hides marks that are read as words."""
    try:
        name = codecs.lookup(charset).name
        # Codecs from bytes to bytes refuse this, and it is cheaper than what they would do to a whole file.
        return name not in _NO_CHARSETS and isinstance(b" ".decode(charset, errors="replace"), str)
    except (LookupError, ValueError):
        return False


def _western(raw: bytes) -> str:
    return raw.decode("cp1252", errors=_FALLBACK)


def _western_byte(error: UnicodeError) -> tuple[str, int]:
    """The bytes that do not fit, as windows-1252; its five empty places as the controls of Latin-1."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    stray = error.object[error.start : error.end]
    return "".join(_WESTERN_BYTES[byte] for byte in stray), error.end


def _byte_as_western(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


_WESTERN_BYTES = tuple(_byte_as_western(byte) for byte in range(256))
codecs.register_error(_FALLBACK, _western_byte)


def _issue(charset: str) -> Issue:
    return Issue("clean", "guessed_encoding", f"not UTF-8 and no charset said; read as {charset}")
