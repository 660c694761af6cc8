"""The way back from a cleaned text to the raw one, and the promise that no word is lost."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.clean import clean
from dateline.clean.tracked import Edit, Tracked
from dateline.domain.document import Document
from dateline.domain.raw_document import RawDocument
from dateline.errors import UnreadableError

WORD = re.compile(r"[^\W_]+")

#: Bits of reports and of what stands around them; together they make every step of cleaning do something.
PIECES = st.sampled_from(
    [
        "Gunmen attacked the market on Tuesday, killing at least nine traders.",
        "The old fort, which is",
        "used as a prison, was hit twice.",
        "Nine killed in raid",
        "# Raid on the market",
        "By Ann Poe",
        "3 May 2011",
        "KANO, Nigeria (Reuters) -",
        "**bold** and *slanted* words",
        "[the mayor](https://lamp.example/mayor)",
        "- one",
        "> quoted",
        "Page 3 of 7",
        "- 4 -",
        "Subscribe to our newsletter",
        "Read more: the hills",
        "© 2016 The Evening Lamp. All rights reserved.",
        "To contact the Lamp visit:",
        "lamp.example/contact",
        "the govern-",
        "ment fell",
        "said\u00a0so",
        "two  blanks   here",
        "\u200bunseen\u202e marks",
        "\ttabs\tand\r",
        "“curly” quotes’",
        "(Reporting by Ann Poe)",
        "`code`",
        "![picture](p.jpg)",
        "7",
        "***",
        "===",
    ]
)
GAPS = st.sampled_from([" ", "\n", "\n\n", "\r\n", "\n\n\n", "\f", "  "])


@st.composite
def raw_texts(draw: st.DrawFn) -> str:
    """Texts of such pieces, with words of any script among them."""
    parts = draw(
        st.lists(
            st.one_of(PIECES, st.text(alphabet="abcXYZ éß名 .,-*_#[]()>`", min_size=1, max_size=30)),
            min_size=1,
            max_size=25,
        )
    )
    return "".join(part + draw(GAPS) for part in parts)


def document_of(raw: str, *, verbatim: bool = False) -> Document | None:
    content = raw.encode()
    if not WORD.search(raw):
        return None
    try:
        return clean(_raw_document(content, verbatim=verbatim))
    except UnreadableError:
        # Nothing but a page's number or a picture.
        return None


def _raw_document(content: bytes, *, verbatim: bool) -> RawDocument:
    return RawDocument(
        uri="x",
        raw=content,
        sha256=hashlib.sha256(content).hexdigest(),
        media_type="text/plain; charset=utf-8",
        fetched_at=datetime(2020, 1, 1, tzinfo=UTC),
        verbatim=verbatim,
    )


@settings(max_examples=200, deadline=None)
@given(raw_texts())
def test_every_piece_quotes_the_raw_text(raw: str) -> None:
    document = document_of(raw)
    if document is None:
        return
    at = raw_at = 0
    for start, raw_start, length in document.offsets.pieces:
        assert length > 0
        assert start >= at
        assert raw_start >= raw_at
        at, raw_at = start + length, raw_start + length
        kept, stood = document.text[start:at], raw[raw_start:raw_at]
        # One white space may stand for another; every other character is the same.
        assert [a for a in kept if not a.isspace()] == [b for b in stood if not b.isspace()]
        assert all(a == b or (a.isspace() and b.isspace()) for a, b in zip(kept, stood, strict=True))
    assert at <= len(document.text)
    assert raw_at <= len(raw)


@settings(max_examples=200, deadline=None)
@given(raw_texts())
def test_every_word_of_the_text_leads_back_to_itself(raw: str) -> None:
    document = document_of(raw)
    if document is None:
        return
    offsets = [document.offsets.raw_offset(at) for at in range(len(document.text) + 1)]
    assert offsets == sorted(offsets)
    for match in WORD.finditer(document.text):
        first = document.text[match.start()]
        assert raw[offsets[match.start()]] == first


def _letters(text: str) -> str:
    return "".join(WORD.findall(text))


@settings(max_examples=300, deadline=None)
@given(raw_texts())
def test_no_word_is_lost(raw: str) -> None:
    document = document_of(raw)
    if document is None:
        return
    # Counted in letters and digits, since marks inside a word ("**bold**er") part it in the raw text only.
    wanted = Counter(_letters(re.sub("[\u200b\u202e]", "", raw)))
    have = Counter(_letters(document.text))
    for part in document.removed:
        # The two halves of a word that a hyphen broke stand in the text, as one.
        if part.reason not in ("control_marks", "hyphenation"):
            have.update(_letters(part.text))
    missing = wanted - have
    assert not missing


@settings(max_examples=50, deadline=None)
@given(raw_texts())
def test_verbatim_text_is_the_raw_text(raw: str) -> None:
    document = document_of(raw, verbatim=True)
    if document is not None:
        assert document.text == raw
        assert all(document.offsets.raw_offset(at) == at for at in range(len(raw) + 1))


@settings(max_examples=100, deadline=None)
@given(raw_texts())
def test_parts_quote_the_text_and_do_not_overlap(raw: str) -> None:
    for verbatim in (True, False):
        document = document_of(raw, verbatim=verbatim)
        if document is None:
            return
        end = 0
        for part in document.parts:
            assert part.span.start >= end
            assert document.quote(part.span).strip()
            end = part.span.end


@settings(max_examples=100, deadline=None)
@given(raw_texts())
def test_cleaning_is_the_same_every_time(raw: str) -> None:
    assert document_of(raw) == document_of(raw)


@st.composite
def edits_of(draw: st.DrawFn, length: int) -> list[Edit]:
    """Rising edits that do not overlap, of a text of that length."""
    cuts = sorted(draw(st.lists(st.integers(0, length), max_size=8)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    return [Edit(start, end, draw(st.text(alphabet="xy", max_size=3))) for start, end in pairs]


@given(st.data())
def test_edits_upon_edits_keep_the_way_back(data: st.DataObject) -> None:
    raw = data.draw(st.text(alphabet="abcdefgh", max_size=40))
    tracked = Tracked.from_raw(raw)
    for _ in range(data.draw(st.integers(1, 4))):
        tracked = tracked.edited(data.draw(edits_of(len(tracked.text))))
    at = raw_at = 0
    for start, raw_start, length in tracked.runs:
        assert start >= at
        assert raw_start >= raw_at
        at, raw_at = start + length, raw_start + length
        for kept, stood in zip(tracked.text[start:at], raw[raw_start:raw_at], strict=True):
            # A single character exchanged for another keeps its place.
            assert kept == stood or kept in "xy"
