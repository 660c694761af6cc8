"""A polite fetcher: it asks robots.txt, waits between two requests to a host, backs off, and knows public machines only."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from protego import Protego

from dateline.domain.day import moment_from_mail
from dateline.errors import UnreadableError
from dateline.read.address import Allow, Resolve, Target, is_public, resolved, target_of
from dateline.read.exchange import Answer, ask
from dateline.read.fetch import Known, Page
from dateline.version import __version__

_REDIRECTS = frozenset([301, 302, 303, 307, 308])
#: Statuses that ask one to come again later.
_LATER = frozenset([429, 500, 502, 503, 504])
_ACCEPT = "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.5"
#: As much of a robots.txt as RFC 9309 asks one to read, and how long it holds.
_ROBOTS_BYTES = 512 * 1024
_ROBOTS_S = 24 * 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How a fetcher behaves; times in seconds."""

    agent: str = f"Dateline/{__version__}"
    #: Between two requests to one host; a longer ``Crawl-delay`` is kept to, up to ``most_wait_s``.
    delay_s: float = 2.0
    timeout_s: float = 30.0
    most_bytes: int = 64 * 1024 * 1024
    most_redirects: int = 5
    #: How often a busy server is asked again, after 2, 4, 8 … seconds or what it asks for, if that is not too long.
    retries: int = 2
    most_wait_s: float = 60.0


@dataclass(slots=True)
class _Host:
    """What is known of one origin."""

    next_at: float = 0.0
    rules: Any = None
    rules_until: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)


class PoliteFetcher:
    """Fetches over HTTP and HTTPS; whatever it is sent to by a redirect goes through the same checks as the first address.

    ``resolve`` and ``allow`` decide which machines may be spoken to; the defaults know public ones alone.
    """

    def __init__(
        self,
        manners: Manners | None = None,
        *,
        resolve: Resolve = resolved,
        allow: Allow = is_public,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._manners = manners or Manners()
        self._resolve = resolve
        self._allow = allow
        self._clock = clock
        self._sleep = sleep
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    def fetch(self, url: str, known: Known | None = None) -> Page:
        """What the address answers; raises UnreadableError where it is refused, missing, too large or too slow."""
        asked = url
        for _ in range(self._manners.most_redirects + 1):
            target = target_of(asked, self._resolve, self._allow)
            host = self._host(target)
            with host.lock:
                self._check_robots(target, host)
                answer = self._answer(target, host, known)
            if answer.status not in _REDIRECTS or "location" not in answer.headers:
                return self._page(target, answer)
            asked = urljoin(asked, answer.headers["location"].strip())
        raise UnreadableError(f"{url[:200]}: leads from one address to the next without end", kind="too_many_redirects")

    def _host(self, target: Target) -> _Host:
        with self._lock:
            return self._hosts.setdefault(target.origin, _Host())

    def _answer(self, target: Target, host: _Host, known: Known | None) -> Answer:
        headers = {"User-Agent": self._manners.agent, "Accept": _ACCEPT}
        if known is not None and known.etag:
            headers["If-None-Match"] = known.etag
        if known is not None and known.last_modified:
            headers["If-Modified-Since"] = known.last_modified
        wait_s = 2.0
        for turn in range(self._manners.retries + 1):
            is_last = turn == self._manners.retries
            try:
                answer = self._ask(target, host, headers, self._manners.most_bytes)
            except UnreadableError as error:
                if is_last or error.kind != "unreachable":
                    raise
            else:
                if answer.status not in _LATER or is_last:
                    return answer
                asked_s = self._asked_wait_s(answer)
                if asked_s > self._manners.most_wait_s:
                    return answer
                wait_s = max(wait_s, asked_s)
            self._sleep(wait_s)
            wait_s = min(2 * wait_s, self._manners.most_wait_s)
        raise UnreadableError(f"{target.url[:200]}: did not answer", kind="unreachable")

    def _ask(self, target: Target, host: _Host, headers: dict[str, str], most_bytes: int) -> Answer:
        """One request, when it is time for it."""
        wait_s = host.next_at - self._clock()
        if wait_s > 0:
            self._sleep(wait_s)
        try:
            return ask(target, headers, most_bytes=most_bytes, timeout_s=self._manners.timeout_s)
        finally:
            host.next_at = self._clock() + self._delay_s(host)

    def _delay_s(self, host: _Host) -> float:
        told = host.rules.crawl_delay(self._manners.agent) if host.rules is not None else None
        return min(max(self._manners.delay_s, float(told or 0.0)), self._manners.most_wait_s)

    def _asked_wait_s(self, answer: Answer) -> float:
        """What the server asks one to wait."""
        told = answer.headers.get("retry-after", "").strip()
        if told.isdigit():
            return float(told)
        moment = moment_from_mail(told) if told else None
        return max(0.0, (moment[1] - datetime.now(UTC)).total_seconds()) if moment else 0.0

    def _check_robots(self, target: Target, host: _Host) -> None:
        """Raise where the site does not want this page to be fetched by programs (RFC 9309)."""
        if host.rules is None or host.rules_until <= self._clock():
            host.rules = self._rules(target, host)
            host.rules_until = self._clock() + _ROBOTS_S
        if not host.rules.can_fetch(target.url, self._manners.agent):
            raise UnreadableError(f"{target.url[:200]}: the site's robots.txt does not allow it", kind="robots")

    def _rules(self, target: Target, host: _Host) -> Any:
        """The site's rules; none where it has none; all is forbidden where they cannot be had."""
        asked = f"{target.scheme}://{_authority(target)}/robots.txt"
        for _ in range(self._manners.most_redirects + 1):
            try:
                # The machine is looked up and checked again: robots.txt may lead elsewhere too.
                place = target_of(asked, self._resolve, self._allow)
                answer = self._ask(place, host, {"User-Agent": self._manners.agent}, _ROBOTS_BYTES)
            except UnreadableError as error:
                if error.kind == "refused_address":
                    raise
                return Protego.parse("User-agent: *\nDisallow: /" if error.kind != "too_large" else "")
            if answer.status not in _REDIRECTS or "location" not in answer.headers:
                break
            asked = urljoin(asked, answer.headers["location"].strip())
        if 200 <= answer.status < 300:
            return Protego.parse(answer.body.decode("utf-8", "replace"))
        return Protego.parse(
            "" if 300 <= answer.status < 500 and answer.status != 429 else "User-agent: *\nDisallow: /"
        )

    def _page(self, target: Target, answer: Answer) -> Page:
        known = Known(answer.headers.get("etag"), answer.headers.get("last-modified"))
        is_unchanged = answer.status == 304
        if not is_unchanged and not 200 <= answer.status < 300:
            kind = "gone" if answer.status in (404, 410) else "http_error"
            raise UnreadableError(f"{target.url[:200]}: answers with status {answer.status}", kind=kind)
        return Page(
            url=target.url,
            raw=b"" if is_unchanged else answer.body,
            media_type=answer.headers.get("content-type", ""),
            fetched_at=datetime.now(UTC),
            known=known,
            is_unchanged=is_unchanged,
        )


def _authority(target: Target) -> str:
    host = f"[{target.host}]" if ":" in target.host else target.host
    return f"{host}:{target.port}"
