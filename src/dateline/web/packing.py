"""Answers made small on their way, where that saves time and gives nothing away."""

from __future__ import annotations

from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from dateline.web.options import LOOPBACK

#: A smaller answer goes in one packet anyway.
LEAST_BYTES = 1400
#: Of zlib's levels from 1 to 9: quick rather than smallest.
LEVEL = 4
#: Paths whose answers hold secrets (tokens against forged requests, of programs, of invitations): beside words that somebody
#: else has put there, the length of a compressed secret tells it bit by bit (BREACH). Exports have forms of their own.
_NEVER = ("/session", "/me", "/people", "/invitations", "/tokens", "/export")


class Packer:
    """Compresses what is asked for and large, for others than this machine, whose lines are faster than any compression."""

    def __init__(self, app: ASGIApp, prefix: str) -> None:
        """``prefix`` is what the paths of the API begin with."""
        self.app = app
        self.never = tuple(prefix + path for path in _NEVER)
        # A stream of progress is never held back.
        self.packed = GZipMiddleware(
            app, minimum_size=LEAST_BYTES, compresslevel=LEVEL, exclude_content_types=DEFAULT_EXCLUDED_CONTENT_TYPES
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on."""
        app = self.packed if self._may_pack(scope) else self.app
        await app(scope, receive, send)

    def _may_pack(self, scope: Scope) -> bool:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            return False
        client = scope.get("client")
        return (client is None or client[0] not in LOOPBACK) and not scope["path"].startswith(self.never)
