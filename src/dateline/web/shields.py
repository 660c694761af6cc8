"""What stands before every route: the name of the server, the size of a request, headers that keep a browser strict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline.web.options import WebOptions
from dateline.web.problems import problem

#: Nothing inline, nothing from elsewhere.
POLICY = "; ".join(
    (
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "worker-src 'self'", "connect-src 'self'",
        "font-src 'self'", "img-src 'self' data:", "manifest-src 'self'", "base-uri 'none'", "form-action 'none'",
        "frame-ancestors 'none'",
    )
)  # fmt: skip
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


@dataclass(frozen=True, slots=True)
class Shield:
    """Refuses what is not for this server or too large, and gives every answer its headers."""

    app: ASGIApp
    options: WebOptions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._dress(MutableHeaders(scope=message))
            await send(message)

        host = _host_of(headers.get("host", ""))
        if self.options.hosts is not None and host not in self.options.hosts:
            refused = problem("host", f"nothing here is called {host!r:.80}", hint="--allow-host NAME makes it so")
            await refused(scope, receive, dressed)
            return
        counted = _counted(receive, self.options.max_bytes)
        too_large = problem("too-large", f"a request may hold {self.options.max_bytes:,} bytes")
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self.options.max_bytes:
            await too_large(scope, receive, dressed)
            return
        await self.app(scope, counted, dressed)

    def _dress(self, headers: MutableHeaders) -> None:
        for name, value in _HEADERS.items():
            headers[name] = value
        if self.options.has_secure_cookies:
            headers["Strict-Transport-Security"] = "max-age=31536000"
        if "cache-control" not in headers:
            headers["Cache-Control"] = "no-store"


def _host_of(header: str) -> str:
    """The name in a Host header, without its port and the brackets of an IPv6 address."""
    if header.startswith("["):
        return header[1:].partition("]")[0].casefold()
    return header.rpartition(":")[0].casefold() if ":" in header else header.casefold()


def _counted(receive: Receive, most: int) -> Any:
    so_far = 0

    async def counting() -> Message:
        nonlocal so_far
        message = await receive()
        so_far += len(message.get("body", b""))
        if so_far > most:
            # What reads the request hands this on as it is.
            raise HTTPException(413, f"a request may hold {most:,} bytes")
        return message

    return counting
