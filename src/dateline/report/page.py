"""HTML from templates: every value is escaped, control characters become marks, and nothing is fetched or run."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from dateline.domain.harmless import harmless_text
from dateline.report import phrases
from dateline.report.figures_svg import toll_svg
from dateline.report.ground import place_name


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("dateline.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    environment.globals |= {
        "bounds": phrases.bounds,
        "day_of": phrases.day_of,
        "day_words": phrases.day_words,
        "doers": lambda event: phrases.parties(event, phrases.DOERS, most=5, counted=False),
        "field_words": phrases.field_words,
        "figure_words": phrases.figure_words,
        "figures_of": phrases.figures_of,
        "kind": phrases.kind_words,
        "n_of": phrases.n_of,
        "place_name": place_name,
        "place_words": phrases.place_in_words,
        "reports_words": phrases.reports_words,
        "responsibility_words": phrases.responsibility_words,
        "standing_words": phrases.standing_words,
        "sufferers": lambda event: phrases.parties(event, phrases.SUFFERERS, most=5, counted=False),
        "toll_svg": toll_svg,
        "tolls_of": phrases.tolls_of,
        "what": phrases.what_phrase,
        "who": phrases.who_phrase,
    }
    environment.filters["field_words"] = phrases.field_words
    return environment


def page(template: str, **values: Any) -> Markup:
    """The template of that name, filled in."""
    return Markup(_environment().get_template(template).render(**values))


def _shown(value: Any) -> Any:
    """A value as it is written into a page, before it is escaped."""
    if isinstance(value, Markup):
        return value
    return "" if value is None else harmless_text(str(value))
