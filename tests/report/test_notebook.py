from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

import dateline.service  # noqa: F401 - names what draws an event
from dateline.domain.claim import Role
from dateline.domain.reading import Reading
from dateline.domain.run import Run
from dateline.domain.span import Span
from dateline.report.notebook import MOST_ROWS, event_card, events_table, highlighted, reading_card
from tests.build import argument, claim, document
from tests.report.made import HOSTILE, attack, event, hostile, some_events

#: What a fragment may hold: nothing that runs, and nothing that is fetched.
ELEMENTS = {
    "style", "div", "h3", "b", "q", "table", "thead", "tbody", "tr", "th", "td", "details", "summary", "mark", "span",
    "svg", "title", "rect", "path", "circle", "ellipse", "text",
}  # fmt: skip


class Seen(HTMLParser):
    """The elements, attributes and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag
        self.text += " " if tag in ("td", "th", "tr", "p", "h4", "li") else ""

    def handle_data(self, data: str) -> None:
        self.text += data


def harmless(page: str) -> Seen:
    seen = Seen(page)
    assert seen.elements <= ELEMENTS, seen.elements - ELEMENTS
    assert not [name for name in seen.attributes if name.startswith("on") or name in ("src", "href", "style", "srcdoc")]
    assert "\x1b" not in page and "\u202e" not in page and "62710561" not in page
    assert not seen.open
    return seen


def test_an_event_card_tells_it() -> None:
    seen = harmless(event_card(attack()))
    for words in ("10 May 2024", "Osmal, Mali", "the Red Hand?", "Ada Lund", "14 (12–17)", "claimed by Red Hand claimed",
                  "denied by the Front", "disputed: killed", "River Post", "a doctor", "3 sources"):  # fmt: skip
        assert words in seen.text
    assert "svg" in seen.elements


def test_hostile_words_are_words() -> None:
    for page in (event_card(hostile()), events_table([hostile()], are_all=True)):
        assert "<script>alert('x')</script>" in harmless(page).text
        assert "<script" not in page and "<img" not in page


def test_what_is_restricted_is_on_no_card() -> None:
    hidden = replace(attack(), restricted=("where", "participants.recipient"))
    for page in (event_card(hidden), events_table([hidden], are_all=True)):
        assert "Osmal" not in page and "Ada Lund" not in page
    assert "where" in harmless(event_card(hidden)).text


def test_a_table_says_whether_there_are_more() -> None:
    many = [replace(event(f"e{number}"), mode="firearms") for number in range(MOST_ROWS + 1)]
    assert "there are more" in events_table(many, are_all=False)
    assert "there are more" not in events_table(some_events(), are_all=True)
    assert "no event" in events_table([], are_all=True)


def read(text: str) -> Reading:
    told = document(text, outlet=HOSTILE)
    one = claim(
        told,
        "killed",
        arguments=(argument(told, Role.ACTOR, "Gunmen"), argument(told, Role.RECIPIENT, "two men of Gao")),
    )
    return Reading(document=told, run=Run("0.1.0", "c" * 64, ()), relevance=0.9, claims=(one,))


def test_a_report_is_shown_whole_with_its_words_marked() -> None:
    text = f"Gunmen killed two men of Gao. {HOSTILE}"
    page = reading_card(read(text))
    seen = harmless(page)
    assert re.search(r'<mark class="what" title="assault">killed</mark>', page)
    assert re.search(r'<mark class="who" title="actor of assault">Gunmen</mark>', page)
    assert "<script>alert('x')</script>" in seen.text


def test_a_notebook_asks_the_noun() -> None:
    assert attack()._repr_html_() == event_card(attack())
    reading = read("Gunmen killed two men of Gao.")
    assert reading._repr_html_() == reading_card(reading)


@given(
    st.text(max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(1, 10), st.sampled_from(["who", "when"])))
)
def test_runs_are_the_text_and_lie_under_their_marks(text: str, drawn: list[tuple[int, int, str]]) -> None:
    marks = [(Span(start, start + length), kind, "") for start, length, kind in drawn]
    runs = highlighted(text, marks)
    assert "".join(run.text for run in runs) == text
    offset = 0
    for run in runs:
        over = {kind for span, kind, _ in marks if span.end <= len(text) and span.start <= offset < span.end}
        assert set(run.kinds) == over
        offset += len(run.text)
