"""Sources, types, words that forms need, places, exports, and the state of the whole."""

from __future__ import annotations

import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path as FilePath
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Response
from starlette.background import BackgroundTask
from starlette.responses import StreamingResponse

from dateline import service
from dateline.domain.event import EventStatus
from dateline.domain.judgement import Verdict
from dateline.domain.person import PersonRole, Scope
from dateline.domain.place import PlacePrecision
from dateline.domain.value import Measure, TimePrecision
from dateline.errors import ConfigError, UnknownError
from dateline.ontology import EventType
from dateline.service import AMENDABLE, DEFAULT_POLICY, POLICIES, RESTRICTABLE, SORTS, SOURCE_SORTS
from dateline.service.places import find_places
from dateline.version import __version__
from dateline.web import shown
from dateline.web.asked import AskedEvents, AskedMoment, Cursor, Limit, Policy, cursor_of, parts_of
from dateline.web.described import ANYTHING, body_of, file_of
from dateline.web.shapes_of_review import Formats, Health, Places, Sources, VerificationOut
from dateline.web.who import Editor, HereNow, Reader
from dateline.web.wire import WireResponse

router = APIRouter(tags=["the rest"])
#: Formats of one text file, with what they are called on the way.
_MEDIA = {
    "jsonl": ("application/x-ndjson", ".jsonl", "one object an event, as the public format has it"),
    "csv": ("text/csv", ".csv", "one row an event"),
    "geojson": ("application/geo+json", ".geojson", "points and their doubt, for maps"),
    "acled-like": ("text/csv", ".csv", "columns named as ACLED's"),
    "ucdp-like": ("text/csv", ".csv", "columns named as UCDP GED's"),
    "hxl": ("text/csv", ".csv", "columns with HXL tags"),
    "stix": ("application/stix+json", ".json", "STIX 2.1"),
    "parquet": ("application/vnd.apache.parquet", ".parquet", "one row an event, for data frames"),
    "geopackage": ("application/geopackage+sqlite3", ".gpkg", "layers for GIS"),
    "plover": ("application/x-ndjson", ".jsonl", "PLOVER events"),
    "gdelt-like": ("text/tab-separated-values", ".tsv", "events and mentions as GDELT's"),
    "ftm": ("application/x-ndjson", ".jsonl", "FollowTheMoney entities"),
    "annotations": ("application/ld+json", ".jsonld", "W3C Web Annotations of every value"),
    "release": ("application/zip", ".zip", "a frozen release: data, codebook, checksums"),
}


@router.get("/sources", response_model=Sources)
def sources(
    asker: Reader,
    here: HereNow,
    kind: Literal["outlet", "speaker"] = "outlet",
    text: Annotated[str | None, Query(max_length=200)] = None,
    sort: Annotated[str, Query(json_schema_extra={"enum": list(SOURCE_SORTS)}, max_length=40)] = "-events",
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """Outlets or speakers: of how many events they tell, how often alone, how often contradicted."""
    at = parts_of(cursor, int)
    start = at[0] if at else 0
    found = here.ledger.desk.sources(kind, text=text, sort=sort)
    more = cursor_of(start + limit) if len(found) > start + limit else None
    return WireResponse(shown.listed([asdict(one) for one in found[start : start + limit]], more))


def _type_row(kind: EventType) -> dict[str, Any]:
    modes = [asdict(mode) for mode in kind.modes]
    return {"id": kind.id, "label": kind.label, "quad": kind.quad, "definition": kind.definition, "modes": modes}


@router.get("/types", responses=body_of(ANYTHING))
def types(asker: Reader, here: HereNow) -> Response:
    """Every event type with its modes."""
    found = service.event_types(here.options.config).types.values()
    return WireResponse(shown.listed(_type_row(kind) for kind in sorted(found, key=lambda one: (one.quad, one.id))))


@router.get("/types/{type}", responses=body_of(ANYTHING))
def type_(type: Annotated[str, Path(max_length=80)], asker: Reader, here: HereNow) -> Response:
    """One event type in full."""
    try:
        kind = service.event_type(type, here.options.config)
    except ConfigError as error:
        raise UnknownError(error.message, hint=error.hint) from error
    codes = {scheme: list(some) for scheme, some in service.codes_of_type(kind.id, here.options.config).items()}
    return WireResponse(asdict(kind) | {"codes": codes})


@router.get("/vocabulary", responses=body_of(ANYTHING))
def vocabulary(asker: Reader) -> Response:
    """The words that forms offer."""
    return WireResponse(
        {
            "measures": list(Measure),
            "statuses": list(EventStatus),
            "verdicts": list(Verdict),
            "amendable": list(AMENDABLE),
            "restrictable": list(RESTRICTABLE),
            "policies": sorted(POLICIES),
            "default_policy": DEFAULT_POLICY,
            "roles": list(PersonRole),
            "scopes": list(Scope),
            "sorts": list(SORTS),
            "time_precisions": list(TimePrecision),
            "place_precisions": list(PlacePrecision),
        }
    )


@router.get("/places", response_model=Places)
def places(
    asker: Reader,
    name: Annotated[str, Query(min_length=1, max_length=120, description="as in Gao, or Gao, MLI")],
    limit: Annotated[int, Query(ge=1, le=40)] = 10,
) -> Response:
    """Places of a name, the likeliest first."""
    first, *areas = (part.strip() for part in name.split(","))
    countries = [area for area in areas if re.fullmatch("[A-Z]{3}", area)]
    found = [one.place for one in find_places(first, countries)] if first else []
    inside = [one for one in found if not countries or one.country in countries]
    keys = ("name", "admin1", "admin2", "country", "lat", "lon", "precision", "feature")
    rows = [{key: getattr(one, key, None) for key in keys} for one in inside[:limit]]
    return WireResponse(shown.listed(rows))


@router.get("/export/formats", response_model=Formats)
def formats(asker: Reader) -> Response:
    """What events can be exported as."""
    rows = []
    for name in service.exports():
        media_type, suffix, title = _MEDIA.get(name, ("application/octet-stream", "", name))
        rows.append({"format": name, "media_type": media_type, "suffix": suffix, "title": title})
    return WireResponse(shown.listed(rows))


@router.get("/export", response_class=Response, responses=file_of("*/*", "The file, or an archive of several."))
def export(
    asker: Reader,
    here: HereNow,
    query: AskedEvents,
    as_of: AskedMoment,
    format: Annotated[str, Query(max_length=40, json_schema_extra={"enum": list(service.exports())})] = "jsonl",
    policy: Policy = None,
) -> Response:
    """The events in another format; what is restricted is left out or coarse, whoever asks."""
    if format not in service.exports():
        raise ConfigError(f"no format {format!r:.40}", hint="known: " + ", ".join(service.exports()))
    media_type, suffix, _ = _MEDIA.get(format, ("application/octet-stream", "", format))
    folder = FilePath(tempfile.mkdtemp(prefix="dateline-export-"))
    try:
        target = folder / ("release" if format == "release" else f"events{suffix}")
        here.ledger.export(format, target, query, policy=policy, as_of=as_of)
        # Of a table the file alone; what lies beside it is written by the command line too.
        files = (
            [target] if service.is_text_export(format) else sorted(one for one in folder.rglob("*") if one.is_file())
        )
        made = files[0]
        if len(files) > 1:
            media_type, suffix, made = "application/zip", ".zip", folder / "export.zip"
            with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
                for path in files:
                    archive.write(path, path.relative_to(folder))
        size = made.stat().st_size
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    headers = {
        "Content-Disposition": f'attachment; filename="events-{format}{suffix}"', "Content-Length": str(size),
    }  # fmt: skip
    gone = BackgroundTask(shutil.rmtree, folder, ignore_errors=True)
    return StreamingResponse(_pieces(made), media_type=media_type, headers=headers, background=gone)


def _pieces(path: FilePath) -> Iterator[bytes]:
    with path.open("rb") as opened:
        while piece := opened.read(1 << 18):
            yield piece


@router.get("/stats", responses=body_of(ANYTHING))
def stats(asker: Reader, here: HereNow) -> Response:
    """How much is in the ledger."""
    found = asdict(here.ledger.stats())
    moments = {name: None if found[name] is None else found[name].isoformat() for name in ("first_at", "last_at")}
    return WireResponse(found | moments)


@router.get("/verify", response_model=VerificationOut)
def verify(
    asker: Editor,
    here: HereNow,
    noted: Annotated[str | None, Query(pattern=r"^[0-9]{1,9}:[0-9a-f]{64}$", description="SEQ:HASH")] = None,
) -> Response:
    """Look through the whole ledger for anything that is not as it was written."""
    seq, _, digest = (noted or "").partition(":")
    found = here.ledger.verify(noted=(int(seq), digest) if noted else None)
    head = None if found.head is None else {"seq": found.head.seq, "hash": found.head.hash}
    problems = [{"seq": one.seq, "what": one.what, "is_mendable": one.is_mendable} for one in found.problems]
    return WireResponse(
        {
            "is_sound": found.is_sound,
            "entries": found.entries,
            "rows": found.rows,
            "head": head,
            "problems": problems,
        }
    )


@router.get("/schemas/{of}", responses=body_of(ANYTHING))
def schema(of: Literal["document", "event"]) -> Response:
    """The JSON Schema of an object of the public format."""
    return WireResponse(service.schema(of))


@router.get("/health", response_model=Health)
def health() -> Response:
    """Whether the server answers."""
    return WireResponse({"status": "ok", "version": __version__})
