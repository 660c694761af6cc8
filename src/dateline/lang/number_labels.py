"""Numbers that are a part of a name: "Flight 370", "AK-47", "95 Station Road", "Channel 6's reporter"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dateline.domain.span import Span

#: Characters before a number that are looked at.
_REACH = 40


class NumberLabels:
    """The words of one language that make a number a part of a name."""

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        """Take the table ``labels`` of a language's numbers."""
        before = "|".join(re.escape(word.capitalize()) for word in words["before"])
        #: What stands right before such a number.
        self.before = re.compile(rf"(?<!\w)(?:{before})\s*#?\Z")
        streets = "|".join(re.escape(word.capitalize()) for word in words["streets"])
        self._address = re.compile(rf"\s+(?:[NSEW]\.?\s+)?(?:[A-Z][\w'’]*\s+){{1,3}}(?:{streets})\b|\s+block\s+of\b")

    def is_label(self, text: str, span: Span) -> bool:
        """Whether the number there is a part of a name; "image 3 of 10" is two of them."""
        behind = text[max(0, span.start - _REACH) : span.start]
        return (
            re.search(r"[A-Za-z]-\Z", behind) is not None
            or self.before.search(re.sub(r"\d+ of \Z", "", behind)) is not None
            or self._address.match(text, span.end) is not None
            or (text[span.end - 1 : span.end].isdecimal() and text[span.end : span.end + 2] in ("'s", "’s"))
        )
