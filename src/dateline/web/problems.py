"""Errors as RFC 9457 says: one shape for all of them, with a hint where something can be done."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from dateline.errors import AccessError, ConfigError, DatelineError, LedgerError, UnknownError
from dateline.web.wire import dumped

MEDIA_TYPE = "application/problem+json"

#: The kinds of problems, each with its status and title.
KINDS: dict[str, tuple[int, str]] = {
    "invalid": (422, "The request says something that cannot be"),
    "unknown": (404, "There is no such thing"),
    "refused": (409, "The ledger refuses"),
    "signed-out": (401, "Nobody is signed in"),
    "forbidden": (403, "Not allowed"),
    "csrf": (403, "This request may be forged"),
    "host": (421, "This server goes by another name"),
    "changed": (412, "It has been changed since"),
    "too-many": (429, "Too many tries"),
    "too-large": (413, "Too large"),
    "unsupported": (415, "Not understood"),
    "method": (405, "Not done here"),
    "missing": (503, "Something is not installed"),
    "fault": (500, "A fault of Dateline's own"),
}
_OF_STATUS = {
    400: "invalid", 401: "signed-out", 403: "forbidden", 404: "unknown", 405: "method", 409: "refused", 412: "changed",
    413: "too-large", 415: "unsupported", 422: "invalid", 429: "too-many",
}  # fmt: skip

_log = logging.getLogger("dateline.web")


class ProblemError(Exception):
    """A problem that is no error of the service: a forged request, too many tries."""

    def __init__(
        self,
        kind: str,
        detail: str,
        *,
        hint: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
        self.hint = hint
        self.headers = dict(headers or {})


def problem(
    kind: str,
    detail: str,
    *,
    hint: str | None = None,
    faults: Sequence[str] = (),
    status: int | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The answer for a problem of that kind."""
    known, title = KINDS[kind]
    body: dict[str, Any] = {
        "type": f"urn:dateline:problem:{kind}",
        "title": title,
        "status": status or known,
        "detail": detail,
        "hint": hint,
        "faults": list(faults),
    }
    extra = {"WWW-Authenticate": 'Bearer realm="dateline"'} if kind == "signed-out" else {}
    return Response(
        dumped(body), status_code=status or known, media_type=MEDIA_TYPE, headers={**extra, **(headers or {})}
    )


def answer_of(error: DatelineError) -> Response:
    """The answer for an error of the service."""
    if isinstance(error, AccessError):
        kind = "forbidden" if error.is_known else "signed-out"
    elif isinstance(error, UnknownError):
        kind = "unknown"
    elif isinstance(error, LedgerError):
        kind = "refused"
    elif isinstance(error, ConfigError):
        kind = "invalid"
    else:
        kind = "missing"
    faults = error.faults if isinstance(error, ConfigError) else ()
    return problem(kind, error.message, hint=error.hint, faults=faults)


def take_in(app: FastAPI) -> None:
    """Has the app answer every error so."""

    @app.exception_handler(ProblemError)
    def _problem(request: Request, error: ProblemError) -> Response:
        return problem(error.kind, error.detail, hint=error.hint, headers=error.headers)

    @app.exception_handler(DatelineError)
    def _dateline(request: Request, error: DatelineError) -> Response:
        return answer_of(error)

    @app.exception_handler(RequestValidationError)
    def _validation(request: Request, error: RequestValidationError) -> Response:
        faults = [f"{'.'.join(str(part) for part in one['loc'])}: {one['msg']}" for one in error.errors()]
        return problem("invalid", "the request is not of the form that is described", faults=faults)

    @app.exception_handler(HTTPException)
    def _http(request: Request, error: HTTPException) -> Response:
        kind = _OF_STATUS.get(error.status_code, "fault" if error.status_code >= 500 else "invalid")
        detail = str(error.detail or HTTPStatus(error.status_code).phrase)
        return problem(kind, detail, status=error.status_code, headers=error.headers)

    @app.exception_handler(Exception)
    def _fault(request: Request, error: Exception) -> Response:
        _log.error("%s %s", request.method, request.url.path, exc_info=error)
        return problem("fault", f"{type(error).__name__}: please report it")
