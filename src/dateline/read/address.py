"""Addresses checked before anything is sent: the host is looked up once, and only public machines are spoken to."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit, urlunsplit

from dateline.errors import UnreadableError

Resolve = Callable[[str, int], Sequence[str]]
"""A host and a port to the numeric addresses that it has."""
Allow = Callable[[IPv4Address | IPv6Address], bool]
"""Whether a machine at that address may be spoken to."""

#: IPv6 addresses that lead to an IPv4 address written in their last bits (RFC 6052).
_NAT64 = IPv6Network("64:ff9b::/96")
_LONGEST = 4096


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart, with the machine that is to be asked."""

    url: str
    scheme: str
    host: str
    port: int
    #: Path and query, as they are sent.
    request: str
    #: The numeric address; the name is not looked up again, so that it cannot change in between.
    machine: str

    @property
    def origin(self) -> str:
        """What a robots.txt holds for."""
        return f"{self.scheme}://{self.host}:{self.port}"


def resolved(host: str, port: int) -> Sequence[str]:
    """The numeric addresses of a host, as the system knows them."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UnreadableError(f"no machine is known by the name {host!r}", kind="unreachable") from error
    return [str(row[4][0]) for row in found]


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether the machine is on the public internet: not private, loopback, link-local, reserved or a group's."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is None and address in _NAT64:
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
        if address.is_site_local:
            return False
    return address.is_global and not (
        address.is_multicast
        or address.is_reserved
        or address.is_unspecified
        or address.is_loopback
        or address.is_link_local
    )


def target_of(url: str, resolve: Resolve, allow: Allow) -> Target:
    """The address, checked; raises UnreadableError where it is none, or leads to a machine that is not allowed."""
    try:
        parts = urlsplit(url)
        host = (
            (parts.hostname or "").encode("idna").decode("ascii") if not _is_numeric(parts.hostname) else parts.hostname
        )
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except (ValueError, UnicodeError) as error:
        raise UnreadableError(f"{url[:200]}: is no address: {error}", kind="bad_address") from error
    if parts.scheme not in ("http", "https") or not host or len(url) > _LONGEST:
        raise UnreadableError(f"{url[:200]}: is no address of a web page", kind="bad_address")
    if parts.username is not None or parts.password is not None:
        raise UnreadableError(f"{url[:200]}: holds a user's name or password", kind="bad_address")
    request = urlunsplit(("", "", parts.path or "/", parts.query, ""))
    if any(ord(char) < 0x21 or ord(char) > 0x7E for char in request):
        request = _escaped(request)
    machines = resolve(host, port)
    for machine in machines:
        address = ip_address(machine.partition("%")[0])
        # One name may have a public and a private address: then nobody can say whom one speaks to.
        if not allow(address):
            raise UnreadableError(
                f"{url[:200]}: leads to {address}, which is no public address", kind="refused_address"
            )
    if not machines:
        raise UnreadableError(f"{url[:200]}: no machine is known by the name {host!r}", kind="unreachable")
    return Target(url, parts.scheme, host, port, request, machines[0])


def _is_numeric(host: str | None) -> bool:
    return host is not None and ":" in host


def _escaped(request: str) -> str:
    """What may not stand in a request's line, as UTF-8 in percent escapes."""
    return "".join(
        char if 0x21 <= ord(char) <= 0x7E else "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "replace"))
        for char in request
    )
