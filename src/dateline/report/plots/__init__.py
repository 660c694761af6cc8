"""Plots of events, drawn with matplotlib, in which what is not known is seen not to be known."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from dateline.domain.event import Event
from dateline.domain.value import Measure
from dateline.errors import ConfigError
from dateline.report.plots.map import map_plot
from dateline.report.plots.picture import Picture, PictureFormat
from dateline.report.plots.sources import sources_plot
from dateline.report.plots.timeline import timeline_plot
from dateline.report.plots.tolls import Period, tolls_plot

__all__ = [
    "Period",
    "Picture",
    "PictureFormat",
    "Plotted",
    "draw",
    "map_plot",
    "sources_plot",
    "timeline_plot",
    "tolls_plot",
]


class Plotted(StrEnum):
    """What a plot shows."""

    #: How many over time, with the band from the lowest to the highest figure.
    TOLLS = "tolls"
    #: When events happened, as closely as it is known.
    TIMELINE = "timeline"
    #: Where, as closely as it is known.
    MAP = "map"
    #: Who says how many of each event.
    SOURCES = "sources"


_DRAWN: Mapping[Plotted, Callable[[Sequence[Event], Measure, Period | None], Picture]] = {
    Plotted.TOLLS: lambda events, measure, by: tolls_plot(events, measure=measure, by=by),
    Plotted.TIMELINE: lambda events, measure, by: timeline_plot(events, measure=measure),
    Plotted.MAP: lambda events, measure, by: map_plot(events, measure=measure),
    Plotted.SOURCES: lambda events, measure, by: sources_plot(events, measure=measure),
}


def draw(what: str, events: Sequence[Event], *, measure: str = Measure.KILLED, by: str | None = None) -> Picture:
    """The plot of that name; raises ConfigError for a name, a measure or a period that is none, and for nothing to draw."""
    for word, known in ((what, Plotted), (measure, Measure), (by, Period)):
        if word is not None and word not in set(known):
            raise ConfigError(f"no {known.__name__.casefold()} {word!r}", hint="known: " + ", ".join(known))
    return _DRAWN[Plotted(what)](events, Measure(measure), None if by is None else Period(by))
