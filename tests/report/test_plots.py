from __future__ import annotations

import sys
import xml.etree.ElementTree as ElementTree
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure
from PIL import Image

from dateline.domain.event import Event
from dateline.domain.value import Measure, TimePrecision
from dateline.errors import ConfigError, MissingPackError
from dateline.report.plots import Period, Plotted, draw
from dateline.report.plots.periods import MOST_PERIODS, period_for, slots_of
from dateline.report.plots.timeline import MOST_ROWS
from dateline.report.plots.tolls import sum_of
from tests.report.made import HOSTILE, attack, days, event, figure, some_events, toll

pytestmark = pytest.mark.filterwarnings("error")


def words_of(figure: Figure) -> str:
    """Everything that is written on a figure."""
    texts = [one.get_text() for one in figure.texts]
    for axes in figure.axes:
        texts += [one.get_text() for one in (*axes.texts, *axes.get_xticklabels(), *axes.get_yticklabels())]
    return "\n".join(texts)


@pytest.mark.parametrize("what", list(Plotted))
def test_a_plot_is_written_as_a_picture_and_again_with_the_same_bytes(what: Plotted, tmp_path: Path) -> None:
    first, again = draw(what, some_events()), draw(what, some_events())
    assert first.told.endswith(".") and any("not what happened" in note for note in first.notes)
    for ending in ("png", "svg"):
        one, two = first.save(tmp_path / f"one.{ending}"), again.save(tmp_path / f"two.{ending}")
        assert one.read_bytes() == two.read_bytes()
    with Image.open(tmp_path / "one.png") as picture:
        assert picture.width > 1000 and len(picture.convert("L").getcolors(256) or []) > 10
    root = ElementTree.parse(tmp_path / "one.svg").getroot()
    assert root.tag.endswith("svg")
    assert not [
        node for node in root.iter() if node.tag.rpartition("}")[2] in ("script", "image", "a", "foreignObject")
    ]
    with Image.open(BytesIO(first._repr_png_())) as shown:
        assert shown.format == "PNG"


@pytest.mark.parametrize("what", list(Plotted))
def test_hostile_words_are_drawn_as_words(what: Plotted) -> None:
    # A formula of matplotlib's would be an error, and a control character of a terminal a box.
    name = HOSTILE + " $\\frac{1}$ $x_$"
    [told] = some_events()[0].tolls
    hostile = event("e1", place=some_events()[0].place, when=days(date(2024, 5, 1)), type=name,
                    tolls=(toll(Measure.KILLED, 3, 3, 3, figure(3, 3, outlet=name, sources=(name,))), told))  # fmt: skip
    picture = draw(what, [hostile])
    assert picture.drawn("png") and "\x1b" not in words_of(picture.figure)


def test_the_band_goes_from_the_lowest_to_the_highest() -> None:
    picture = draw("tolls", [attack()], by="month")
    axes = picture.figure.axes[0]
    bars = [(bar.get_y(), bar.get_height()) for bar in axes.patches]  # type: ignore[attr-defined]
    assert (0, 14) in bars and (12, 5) in bars
    assert "in all 14 (from 12 to 17)" in words_of(picture.figure)


def test_an_event_that_may_lie_in_several_periods_is_in_none_of_them_for_sure() -> None:
    events = some_events()
    picture = draw("tolls", events, by="day")
    told = " ".join(picture.notes)
    assert "2 events that may lie in more than one day" in told and "1 toll with no upper bound" in told
    assert "2 events without a toll (killed)" in told
    assert "from 21 to 66 or more" in words_of(picture.figure)


def test_a_sum_counts_nothing_for_a_bound_that_is_not_told() -> None:
    tolls = [
        toll(Measure.KILLED, None, 40, 40),
        toll(Measure.KILLED, 6, 6, None),
        toll(Measure.KILLED, None, None, None),
    ]
    total = sum_of(tolls)
    assert (total.low, total.best, total.high, total.n_open) == (6, 46, 46, 1)


def test_the_timeline_says_what_it_leaves_out() -> None:
    many = [
        event(f"e{number}", when=days(date(2024, 1, 1) + timedelta(days=number))) for number in range(MOST_ROWS + 5)
    ]
    picture = draw("timeline", [*many, attack(), event("x")])
    told = " ".join(picture.notes)
    assert "1 event without a date" in told and "6 events with a lower toll" in told
    assert "Osmal, Mali · assault (firearms)" in words_of(picture.figure) and "killed 14 (12–17)" in words_of(
        picture.figure
    )


def test_the_map_lists_what_it_cannot_pin() -> None:
    words = words_of(draw("map", some_events()).figure)
    assert "Known no closer than\n\nNiger\n1\nWithout a known place\n2\n" in words
    assert "Osmal" in words and "6 events, 3 of them on the map" in words


def test_every_source_has_its_row() -> None:
    words = words_of(draw("sources", [attack()]).figure)
    for told in (
        "Eastern Courier, 11 May 2024: the regional governor",
        "Sahel Newswire, 12 May 2024: the army",
        "14 (12–17)",
    ):
        assert told in words


@pytest.mark.parametrize(
    ("what", "events", "options", "said"),
    [
        ("pie", some_events(), {}, "no plotted 'pie'"),
        ("tolls", some_events(), {"measure": "dead"}, "no measure 'dead'"),
        ("tolls", some_events(), {"by": "hour"}, "no period 'hour'"),
        ("tolls", [event("e1")], {}, "no event to draw a toll"),
        ("timeline", [event("e1")], {}, "a timeline"),
        ("map", [event("e1")], {}, "a map"),
        ("sources", some_events(), {"measure": "displaced"}, "figures (displaced)"),
        ("tolls", [event(f"e{year}", when=days(date(year, 1, 1)), tolls=attack().tolls) for year in (1900, 2024)],
         {"by": "day"}, "too many to draw"),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_said(what: str, events: list[Event], options: dict[str, Any], said: str) -> None:
    with pytest.raises(ConfigError) as told:
        draw(what, events, **options)
    assert said in told.value.message and told.value.hint


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"'x.gif'"):
        draw("map", some_events()).save(tmp_path / "x.gif")
    with pytest.raises(ConfigError, match="cannot be written"):
        draw("map", some_events()).save(tmp_path / "absent" / "x.png")


def test_without_matplotlib_the_command_that_installs_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(MissingPackError) as told:
        draw("map", some_events())
    assert told.value.hint == 'pip install "dateline[plot]"'


@given(st.dates(date(1, 1, 8), date(9990, 1, 1)), st.integers(0, 4000))
def test_the_period_that_is_chosen_gives_few_enough_slots(first: date, n_days: int) -> None:
    last = first + timedelta(days=n_days)
    period = period_for(first, last)
    assert n_days / {Period.DAY: 1, Period.WEEK: 7, Period.MONTH: 28, Period.YEAR: 365}[period] < MOST_PERIODS


@given(
    st.lists(st.tuples(st.dates(date(2020, 1, 1), date(2020, 12, 1)), st.integers(0, 60)), min_size=1, max_size=8),
    st.sampled_from([Period.WEEK, Period.MONTH, Period.YEAR]),
)
def test_slots_follow_on_one_another_and_no_event_is_lost(drawn: list[tuple[date, int]], period: Period) -> None:
    events = [
        event(f"e{number}", when=days(first, first + timedelta(days=length), TimePrecision.SPAN))
        for number, (first, length) in enumerate(drawn)
    ]
    slots = slots_of(events, period)
    assert all(b.first == a.last + timedelta(days=1) for a, b in zip(slots, slots[1:], strict=False))
    for one in events:
        sure = [slot for slot in slots if one in slot.sure]
        maybe = [slot for slot in slots if one in slot.maybe]
        assert (len(sure), len(maybe)) == (1, 0) or (not sure and len(maybe) > 1)
