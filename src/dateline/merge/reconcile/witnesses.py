"""Independence: copies of one wire, and several outlets that quote one speaker, are one witness."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.domain.telling import Teller, Telling
from dateline.lang.sketch import overlap, words_of

#: Share of runs of words from which one report is a copy of another, or both of one wire.
COPIED = 0.4

_ARTICLES = frozenset({"the", "a", "an"})


def speaker_of(tellers: Sequence[Teller]) -> str | None:
    """A name for who says so, the same in every report that quotes them; None for the reporter's own voice.

    Where the speaker has no name, their kind stands for them: "police said" in two reports of one event is one police.
    """
    if not tellers:
        return None
    teller = tellers[0]
    if teller.anonymous and teller.kind is not None:
        return f"some {teller.kind}"
    words = [word.casefold() for word in words_of(teller.name or teller.text)]
    return " ".join(word for word in words if word not in _ARTICLES) or None


def voices_of(told: Sequence[Telling]) -> dict[str, int]:
    """A number for each document: the same for reports that copy each other, in the order of the documents."""
    first: dict[str, Telling] = {}
    for telling in told:
        first.setdefault(telling.document, telling)
    voices: dict[str, int] = {}
    heads: list[Telling] = []
    for document, telling in first.items():
        copied = next(
            (index for index, head in enumerate(heads)
             if overlap(telling.wording.sketch, head.wording.sketch) >= COPIED),
            None,
        )  # fmt: skip
        if copied is None:
            copied = len(heads)
            heads.append(telling)
        voices[document] = copied
    return voices
