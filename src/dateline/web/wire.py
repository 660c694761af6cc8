"""Answers: JSON in ASCII, so that any text of any report goes over the line; tags by which an unchanged one is known."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

from fastapi import Request
from starlette.responses import JSONResponse, Response

from dateline.version import __version__


def dumped(value: Any) -> bytes:
    """A JSON value as bytes; words that are no valid Unicode are escaped."""
    return json.dumps(value, separators=(",", ":")).encode("ascii")


class WireResponse(JSONResponse):
    """An answer in JSON."""

    def render(self, content: Any) -> bytes:
        """The content as it is sent."""
        return dumped(content)


def tag_of(*parts: object) -> str:
    """A tag for an answer that is the same as long as those parts are."""
    told = "\x1f".join(map(str, (__version__, *parts)))
    return f'W/"{hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:20]}"'


def is_known(request: Request, tag: str) -> bool:
    """Whether who asks has the answer of that tag already."""
    given = request.headers.get("if-none-match", "")
    bare = tag.removeprefix("W/")
    return given.strip() == "*" or bare in re.findall(r'"[^"]*"', given)


def unchanged(tag: str) -> Response:
    """The answer for who has it already."""
    return Response(status_code=304, headers=tagged(tag))


def tagged(tag: str) -> Mapping[str, str]:
    """The headers of an answer that may be kept and asked for again."""
    return {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Cookie, Authorization"}
