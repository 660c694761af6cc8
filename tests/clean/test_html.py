"""Web pages: the story and its words' places, what the page says of itself, and nothing dropped in silence."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest

from dateline.clean.html.align import aligned, left_out
from dateline.clean.html.scan import words_of
from dateline.domain.document import Document, PartKind
from dateline.domain.raw_document import Given
from dateline.errors import UnreadableError
from tests.clean.cleaned import cleaned, quoted, reasons
from tests.files import HEADLINE, STORY, page

LINKED_DATA = (
    '<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "No"},'
    '{"@type": ["NewsArticle"], "headline": "Nine traders die in market attack", "datePublished":'
    '"2024-05-14T23:30:00-03:00", "dateModified": "2024-05-15T08:00:00Z", "author": [{"@type": "Person", "name": "Ann Poe"},'
    '{"name": "Lee Roe"}], "publisher": {"name": "The Delta Courier"}, "inLanguage": "en"}]}</script>'
)
TAGS = (
    '<meta property="og:title" content="Nine traders die in market attack"><meta property="og:site_name" content="Delta Wire">'
    '<meta property="article:published_time" content="2024-05-14T02:00:00+00:00"><meta name="author" content="By Ann Poe and '
    'Lee Roe"><link rel="canonical" href="https://delta.example/market">'
)


def html(source: str | bytes, *, given: Given | None = None, media_type: str = "text/html; charset=utf-8") -> Document:
    return cleaned(source, media_type=media_type, given=given)


def test_the_story_is_the_text_and_the_furniture_is_listed() -> None:
    document = html(page())
    assert document.text.split("\n\n") == [HEADLINE, *STORY]
    assert quoted(document, PartKind.TITLE) == [HEADLINE]
    assert reasons(document) == {
        "navigation": "Home\nWorld",
        "aside": "Most read\nFootball: a draw in the capital",
        "footer": "© 2024 The Delta Courier. All rights reserved.",
    }
    assert document.outlet == "The Delta Courier"


def test_every_visible_word_is_in_the_text_or_in_the_list() -> None:
    source = page(byline="<p>By Ann Poe</p><figure><figcaption>The bridge.</figcaption></figure>")
    document = html(source)
    kept = " ".join([document.text, *(removed.text for removed in document.removed)])
    visible = re.sub(r"<title>.*?</title>|<[^>]*>", " ", source)
    assert sorted(kept.split()) == sorted(visible.split())


def test_the_way_back_leads_to_the_source() -> None:
    source = page(
        "Gunmen attacked the <town>", STORY[1], "The governor&rsquo;s men &amp; others said: “Stay away”.", *STORY
    ).replace("&lt;town&gt;", "<b>Sar</b><i>anga</i> market&nbsp;&nbsp;at dawn &#8212; again")  # fmt: skip
    document = html(source)
    assert "the Saranga market at dawn — again" in document.text
    for words in ("Gunmen", "anga", "market", "again", "Soldiers", "governor", "Stay away", "mines."):
        at = document.offsets.raw_offset(document.text.index(words))
        assert source[at : at + len(words)] == words
    for start, raw, n in document.offsets.pieces:
        letters = [
            (a, b) for a, b in zip(document.text[start : start + n], source[raw : raw + n], strict=True) if a.isalnum()
        ]
        assert all(a == b for a, b in letters)


@pytest.mark.parametrize(("head", "outlet"), [(LINKED_DATA, "The Delta Courier"), (TAGS, "Delta Wire")])
def test_what_the_page_says_of_itself(head: str, outlet: str) -> None:
    document = html(page(head=head))
    assert document.title == HEADLINE
    assert document.authors == ("Ann Poe", "Lee Roe")
    assert document.outlet == outlet
    # The day as it is written: at that hour it was the next one in Greenwich.
    assert document.published == date(2024, 5, 14)


def test_versions_of_one_address_are_told_apart() -> None:
    document = html(page(head=LINKED_DATA + TAGS))
    assert document.url == "https://delta.example/market"
    assert document.modified == datetime(2024, 5, 15, 8, tzinfo=UTC)


def test_what_the_reader_was_told_goes_before_what_the_page_says() -> None:
    given = Given(url="https://delta.example/a", outlet="Delta", published=date(2024, 5, 13), title="Other words")
    document = html(page(head=TAGS), given=given)
    assert (document.url, document.outlet, document.published) == (given.url, given.outlet, given.published)
    assert document.title == "Other words"


def test_a_broken_head_says_nothing() -> None:
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "soon", "author": [3, {}], </script>'
    document = html(page(head=head + '<meta name="date" content="the other day">'))
    assert (document.published, document.authors) == (None, ())


def test_lists_headings_and_tables_are_blocks() -> None:
    body = (
        f"<h2>Elsewhere</h2><ul><li>Two are in hospital.</li><li>Five went home.</li></ul><table><tr><th>District</th>"
        f"<th>Killed</th></tr><tr><td>Saranga</td><td>9</td></tr></table><p>{STORY[1]}<br>{STORY[2]}</p>"
    )
    document = html(page(STORY[0]).replace("</article>", f"{body}</article>"))
    for block in ("Elsewhere", "Two are in hospital.", "District Killed", "Saranga 9", f"{STORY[1]}\n{STORY[2]}"):
        assert block in document.text.split("\n\n")


def test_a_piece_of_a_page_is_taken_whole_with_the_title_that_came_with_it() -> None:
    document = html(f"<p>{STORY[1]}</p><p>Two are in hospital.</p>", given=Given(title="A curfew"))
    assert document.text == f"A curfew\n\n{STORY[1]}\n\nTwo are in hospital."
    assert document.removed == ()
    # The words of a title that stands elsewhere are not looked for in the text.
    again = html("".join(f"<p>{paragraph}</p>" for paragraph in STORY), given=Given(title=HEADLINE))
    assert (again.text.split("\n\n"), again.removed) == ([HEADLINE, *STORY], ())
    assert quoted(document, PartKind.TITLE) == ["A curfew"]


def test_a_page_without_a_story_keeps_its_words_and_says_so() -> None:
    document = html("<html><body><p>Closed on Monday.</p><nav>Home</nav></body></html>")
    assert document.text == "Closed on Monday."


@pytest.mark.parametrize(
    ("raw", "media_type"),
    [
        (page("El niño murió “ayer”.", *STORY).replace("utf-8", "windows-1252").encode("cp1252"), "text/html"),
        (page("El niño murió “ayer”.", *STORY).encode("utf-16"), "text/html"),
        (page("El niño murió “ayer”.", *STORY).encode(), "text/html; charset=utf-8"),
        (b"\xef\xbb\xbf" + page("El niño murió “ayer”.", *STORY).encode(), "text/html; charset=latin-1"),
    ],
)
def test_the_charset_is_the_containers_or_the_pages(raw: bytes, media_type: str) -> None:
    assert "El niño murió “ayer”." in html(raw, media_type=media_type).text


def test_a_page_of_no_words_is_an_error() -> None:
    with pytest.raises(UnreadableError) as caught:
        html("<html><script>var words = 'none of them seen';</script></html>")
    assert caught.value.kind == "empty"


def test_a_page_too_large_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.clean.html.MOST_BYTES", 500)
    with pytest.raises(UnreadableError) as caught:
        html(page())
    assert caught.value.kind == "too_large"


class TestScan:
    def test_unseen_elements_and_comments_hold_no_words(self) -> None:
        source = "<title>No</title>a<!-- no > --><script>if (a < b) no()</SCRIPT >b<style>no{}</style><textarea>no</textarea> c"
        words = words_of(source)
        assert (words.solid, len(words.starts)) == ("abc", 2)

    def test_inline_tags_part_no_word_and_others_do(self) -> None:
        words = words_of("<p>Sar<b>anga</b>n<br>men</p><p>5<sup>th</sup></p>")
        assert [words.solid[start : words.word_end(index)] for index, start in enumerate(words.starts)] == [
            "Sarangan",
            "men",
            "5th",
        ]

    @pytest.mark.parametrize(
        "source", ["a < b", "a <3 b", "<p a='x>y'>b", "<p a='x>b", "</", "<", "&#xFFFFFFF;", "<!-- a"]
    )
    def test_what_is_no_markup_is_got_over(self, source: str) -> None:
        words = words_of(source)
        assert all(0 <= words.source_of(at) < len(source) for at in range(len(words.solid)))

    def test_time_is_linear_in_open_quotes_comments_and_tags(self) -> None:
        for piece in ("<p a='", "<!--", "<script>", "<a<", "&#", "<div>"):
            assert words_of(piece * 60_000) is not None


class TestAlign:
    def test_blocks_out_of_order_are_kept_without_a_way_back(self) -> None:
        words = words_of("<p>One two.</p><p>Three four.</p><p>Five.</p>")
        found = aligned(["Three four.", "One two."], words)
        assert found.text == "Three four.\n\nOne two."
        assert [found.text[start : start + n] for start, _, n in found.runs] == ["Three four."]
        assert left_out(words, found.taken) == [("page", "Five.")]

    def test_a_block_that_was_changed_is_found_word_by_word(self) -> None:
        words = words_of("<p>One <i>(ad)</i> two three.</p>")
        found = aligned(["One two three."], words)
        assert [found.text[start : start + n] for start, _, n in found.runs] == ["One", "two three."]
        assert left_out(words, found.taken) == [("page", "(ad)")]
