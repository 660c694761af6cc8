"""Events that were asked for: to go through, as a table, as plots, or as a notebook shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.domain.display import draw_with
from dateline.domain.event import Event
from dateline.domain.reading import Reading
from dateline.domain.withheld import withheld
from dateline.report.columns import Rows
from dateline.report.notebook import MOST_ROWS, event_card, events_table, reading_card
from dateline.report.plots import Picture, Plotted, draw
from dateline.report.tables import frame_of, geo_frame_of

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from pandas import DataFrame


class Events(Iterable[Event]):
    """The events that a query found, newest first; each going-through asks the ledger anew.

    ::

        events = ledger.events(dateline.EventQuery(countries=("MLI",)))
        frame = events.to_pandas()                 # a row an event; to_pandas("figures"): a row a figure
        events.plot.tolls(out="tolls.png")

    Tables and plots leave out or coarsen what people restricted, unless ``restricted=True`` asks for it.
    """

    def __init__(self, ask: Callable[[], Iterator[Event]]) -> None:
        self._ask = ask
        # Asked at once, so that a fault in the question is told where it was put.
        self._first: Iterator[Event] | None = ask()

    def __iter__(self) -> Iterator[Event]:
        first, self._first = self._first, None
        return self._ask() if first is None else first

    def to_pandas(self, of: str = Rows.EVENTS, *, restricted: bool = False) -> DataFrame:
        """A data frame with a row for each of events, figures, participants, accounts or conflicts (`dateline[pandas]`)."""
        return frame_of(self._shown(restricted), of)

    def to_geopandas(self, *, restricted: bool = False) -> GeoDataFrame:
        """A row an event, in WGS 84, with a point only where the place is a point or a town (`dateline[geo]`)."""
        return geo_frame_of(self._shown(restricted))

    @property
    def plot(self) -> Plots:
        """Plots of these events: ``tolls``, ``timeline``, ``map``, ``sources`` (`dateline[plot]`)."""
        return Plots(self)

    def _shown(self, restricted: bool = False) -> Iterator[Event]:
        return iter(self) if restricted else map(withheld, self)

    def _repr_html_(self) -> str:
        some = list(islice(self, MOST_ROWS + 1))
        return events_table(some, are_all=len(some) <= MOST_ROWS)


class Plots:
    """The plots of some events: each is drawn at once, written where ``out`` names a file, and shown by a notebook."""

    def __init__(self, events: Events) -> None:
        self._events = events

    def tolls(
        self, measure: str = "killed", *, by: str | None = None, out: str | Path | None = None, restricted: bool = False
    ) -> Picture:
        """How many in each day, week, month or year (``by``), with the band from the lowest to the highest figure."""
        return self._drawn(Plotted.TOLLS, measure, out, restricted, by=by)

    def timeline(self, measure: str = "killed", *, out: str | Path | None = None, restricted: bool = False) -> Picture:
        """When: a dot for a day, a bar for a time that is not known to the day."""
        return self._drawn(Plotted.TIMELINE, measure, out, restricted)

    def map(self, measure: str = "killed", *, out: str | Path | None = None, restricted: bool = False) -> Picture:
        """Where: pins, circles for what is known within a radius, and lists for all else."""
        return self._drawn(Plotted.MAP, measure, out, restricted)

    def sources(self, measure: str = "killed", *, out: str | Path | None = None, restricted: bool = False) -> Picture:
        """Who says how many, for the events on which sources disagree the most."""
        return self._drawn(Plotted.SOURCES, measure, out, restricted)

    def __call__(
        self, what: str, measure: str = "killed", *, by: str | None = None, out: str | Path | None = None
    ) -> Picture:
        """The plot of that name."""
        return self._drawn(what, measure, out, False, by=by)

    def _drawn(
        self, what: str, measure: str, out: str | Path | None, restricted: bool, *, by: str | None = None
    ) -> Picture:
        picture = draw(what, list(self._events._shown(restricted)), measure=measure, by=by)
        if out is not None:
            picture.save(out)
        return picture


draw_with(Event.__name__, event_card)
draw_with(Reading.__name__, reading_card)
