"""How a server is set up."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from pathlib import Path

from dateline.config import Config

#: Names and addresses of this machine that nobody else can reach.
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class WebOptions:
    """What ``dateline serve`` was told."""

    #: Nobody signs in, and everything is decided under that name; only where no other machine can reach the server.
    is_single_user: bool = False
    by: str = ""
    #: The names that requests may give for this server; None for any.
    hosts: frozenset[str] | None = None
    #: Cookies go over TLS alone.
    has_secure_cookies: bool = True
    #: Whether addresses that people give are fetched.
    does_fetch: bool = False
    #: Whether jobs are done in this process.
    has_worker: bool = True
    config: Config = field(default_factory=Config)
    #: What a request may hold at most.
    max_bytes: int = 64 * 1024 * 1024
    #: The built page; None for the one that ships.
    static: Path | None = None
    #: What a single user's tokens against forged requests are made from.
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(32))
