"""How OpenAPI describes what goes out as an object of the public format, or as a file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from dateline import service
from dateline.domain.brief import COLUMNS
from dateline.version import __version__
from dateline.web.problems import MEDIA_TYPE
from dateline.web.who import Needs

Json = dict[str, Any]

_STRING: Json = {"type": "string"}
_NULLABLE: Json = {"type": ["string", "null"]}
_NUMBER: Json = {"type": "integer"}
_EVENT: Json = {"$ref": "#/components/schemas/EventEvent"}


def _object(**properties: Json) -> Json:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _list(items: Json) -> Json:
    return {"type": "array", "items": items}


_COMPARISON = _object(
    one=_STRING,
    other=_STRING,
    probability={"type": "number"},
    signs=_list(_object(name=_STRING, value={"type": "number"}, points={"type": "number"})),
)
EVENT_PAGE = _object(items=_list(_EVENT), cursor=_NULLABLE, total={"type": ["integer", "null"]}, seq=_NUMBER)
EVENT_DETAIL = _object(
    format={"const": "dateline/1"},
    event=_EVENT,
    seq=_NUMBER,
    asked=_STRING,
    short={"type": "object", "additionalProperties": _STRING},
    reports=_list(
        _object(
            key=_STRING, id=_STRING, title=_NULLABLE, outlet=_NULLABLE, published=_NULLABLE, url=_NULLABLE,
            accounts=_list(_STRING),
        )
    ),
)  # fmt: skip
EXPLANATION = _object(
    event=_STRING,
    values=_list(_object(field=_STRING, value=_STRING, quotes=_list({"type": "object"}))),
    merged=_list(_COMPARISON),
    considered=_list(_object(event=_STRING, reason=_STRING, comparison=_COMPARISON)),
)
DOCUMENT: Json = {"$ref": "#/components/schemas/Document"}
_REPORT_BRIEF = {
    "key": _STRING, "id": _STRING, "title": _NULLABLE, "outlet": _NULLABLE, "published": _NULLABLE, "modified": _NULLABLE,
    "url": _NULLABLE, "uri": _STRING, "at": _STRING,
}  # fmt: skip
_KIN = _object(
    versions=_list(_object(**_REPORT_BRIEF, is_this={"type": "boolean"}, is_newest={"type": "boolean"})),
    copies=_list(_object(**_REPORT_BRIEF, similarity={"type": "number", "minimum": 0, "maximum": 1})),
)
REPORT = _object(
    key=_STRING,
    reading=DOCUMENT,
    events={"type": "object", "additionalProperties": _STRING},
    segments=_list(_object(start=_NUMBER, end=_NUMBER, text=_STRING, marks=_list(_NUMBER))),
    marks=_list(_object(start=_NUMBER, end=_NUMBER, kind=_STRING, of=_NULLABLE, label=_STRING)),
    versions=_list(_object(seq=_NUMBER, at=_STRING, dateline=_STRING, config=_STRING)),
    kin=_KIN,
    judgements=_list({"type": "object"}),
)
ANYTHING: Json = {"type": "object"}


def body_of(schema: Json, status: int = 200) -> dict[int | str, Json]:
    """The responses of a route that gives that object."""
    return {status: {"description": "What was asked for.", "content": {"application/json": {"schema": schema}}}}


def file_of(media_type: str, what: str) -> dict[int | str, Json]:
    """The responses of a route that gives a file; of files of any kind some are JSON."""
    schema = {} if media_type == "*/*" else {"type": "string", "format": "binary"}
    return {200: {"description": what, "content": {media_type: {"schema": schema}}}}


COLUMNS_BODY: dict[int | str, Json] = {
    200: {
        "description": "Lines of JSON: first what the columns are called, then some events a line.",
        "content": {
            "application/x-ndjson": {
                "schema": _STRING,
                "example": json.dumps({"columns": list(COLUMNS), "total": 1, "seq": 9}) + '\n{"id":["e…"]}\n',
            }
        },
    }
}

_PROBLEM = {
    "description": "Why not (RFC 9457).",
    "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
#: What any route may answer beside what was asked for.
_ALWAYS = ("413", "421", "422", "405")


def openapi_of(app: FastAPI, prefix: str, routers: Iterable[APIRouter]) -> Json:
    """The description of every route of those routers, with the right that it needs."""
    if app.openapi_schema:
        return app.openapi_schema
    found = get_openapi(
        title="Dateline",
        version=__version__,
        summary="A ledger of reported events: who did what to whom, where, when, with what toll, according to whom.",
        routes=app.routes,
    )
    schemas = found.setdefault("components", {}).setdefault("schemas", {})
    for name, of in (("Event", "event"), ("Document", "document")):
        _take_in(schemas, name, service.schema(of))
    schemas.pop("HTTPValidationError", None)
    schemas.pop("ValidationError", None)
    found["components"]["securitySchemes"] = {
        "session": {"type": "apiKey", "in": "cookie", "name": "dateline_session"},
        "token": {"type": "http", "scheme": "bearer"},
    }
    for route in routes_of(routers):
        for method in route.methods or ():
            _complete(found["paths"][prefix + route.path][method.lower()], route)
    app.openapi_schema = found
    return found


def routes_of(routers: Iterable[APIRouter]) -> Iterator[APIRoute]:
    """All routes of those routers."""
    return (route for router in routers for route in router.routes if isinstance(route, APIRoute))


def right_of(route: APIRoute) -> str:
    """The right that a route needs; "signed in" where any will do, and "open" where none is."""
    for dependency in route.dependant.dependencies:
        if isinstance(dependency.call, Needs):
            return "signed in" if dependency.call.right is None else str(dependency.call.right)
    return "open"


def _complete(operation: Json, route: APIRoute) -> None:
    right, is_read = right_of(route), "GET" in (route.methods or ())
    operation["x-right"] = right
    responses = operation["responses"]
    statuses = [*_ALWAYS, *(["401", "403"] if right != "open" or not is_read else [])]
    if "{" in route.path or "as_of" in json.dumps(operation):
        statuses.append("404")
    statuses += ["400", "404", "409", "412", "415", "429"] if not is_read else ["409", "503"]
    for status in dict.fromkeys(statuses):
        responses[status] = _PROBLEM
    if is_read:
        responses["304"] = {"description": "It is as it was."}
    if right != "open":
        operation["security"] = [{"session": []}, {"token": []}]


def _take_in(schemas: Json, name: str, schema: Json) -> None:
    """A schema of the public format as components, each of its parts under a name of its own."""

    def renamed(value: Any) -> Any:
        if isinstance(value, dict):
            return {
                key: _component(name, one) if key == "$ref" and isinstance(one, str) else renamed(one)
                for key, one in value.items()
            }
        return [renamed(one) for one in value] if isinstance(value, list) else value

    for part, inner in schema.get("$defs", {}).items():
        schemas[f"{name}{part.title()}"] = renamed(inner)
    schemas[name] = renamed({key: one for key, one in schema.items() if key not in ("$defs", "$schema", "$id")})


def _component(name: str, reference: str) -> str:
    return f"#/components/schemas/{name}{reference.removeprefix('#/$defs/').title()}"
