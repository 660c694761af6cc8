"""Countries as other data sets number and name them: ISO, UN M49, FIPS 10-4, the lists of states that scholars use."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryCodes:
    """One country in the schemes of others; None where a scheme does not have it."""

    #: ISO 3166-1 alpha-3 (XKX is Kosovo).
    alpha3: str
    name: str
    alpha2: str
    #: UN M49.
    subregion: str
    #: ISO 3166-1 numeric.
    numeric: int | None = None
    fips: str | None = None
    #: Gleditsch and Ward's number of the state.
    gw: int | None = None
    #: Correlates of War's number of the state.
    cow: int | None = None
    #: One of UCDP GED's five regions.
    ucdp_region: str | None = None


@cache
def country_codes() -> Mapping[str, CountryCodes]:
    """Every country by its ISO 3166-1 alpha-3 code."""
    table = tomllib.loads(files("dateline.gazetteer").joinpath("countries.toml").read_text(encoding="utf-8"))
    return {code: CountryCodes(alpha3=code, **row) for code, row in table["countries"].items()}
