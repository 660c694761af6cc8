"""``dateline people``: who may sign in to a ledger, and as what."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dateline.cli.options import BY, LEDGER, ledger_of
from dateline.cli.reading_view import harmless_words
from dateline.domain.person import PersonRole
from dateline.errors import ConfigError

_ADD = typer.Option("--add", help="Add somebody; the password is asked for.", metavar="NAME", show_default=False)
_INVITE = typer.Option(
    "--invite", help="Print an invitation that somebody can take up on the page.", show_default=False
)
_CHANGE = typer.Option("--change", help="Give somebody the role of --role.", metavar="NAME", show_default=False)
_CLOSE = typer.Option(
    "--close", help="Take somebody's access; their decisions stay.", metavar="NAME", show_default=False
)
_OPEN = typer.Option("--open", help="Give it back.", metavar="NAME", show_default=False)
_PASSWORD = typer.Option(
    "--password", help="Set somebody's password; it is asked for.", metavar="NAME", show_default=False
)


def people(
    ledger: Annotated[str | None, LEDGER] = None,
    add: Annotated[str | None, _ADD] = None,
    invite: Annotated[bool, _INVITE] = False,
    change: Annotated[str | None, _CHANGE] = None,
    close: Annotated[str | None, _CLOSE] = None,
    reopen: Annotated[str | None, _OPEN] = None,
    password: Annotated[str | None, _PASSWORD] = None,
    role: Annotated[
        PersonRole, typer.Option(help="What they do: each may all that the one before may.")
    ] = PersonRole.CODER,
    days: Annotated[int, typer.Option(help="How long an invitation holds.", metavar="N", min=1)] = 7,
    by: Annotated[str | None, BY] = None,
) -> None:
    """List the people of a ledger, or add one, invite, change a role, take access, set a password.

    Where standard input is no terminal, its first line is the password.
    """
    asked = [one for one in (add, change, close, reopen, password) if one is not None]
    if len(asked) + invite > 1:
        raise ConfigError("one thing at a time: --add, --invite, --change, --close, --open or --password")
    who = by or "the command line"
    with ledger_of(ledger, create=add is not None) as opened:
        members = opened.desk.members
        if add is not None:
            members.add(add, role, _asked(), by=who)
        elif invite:
            secret, made = members.invite(role, by=who, days=days)
            sys.stdout.write(f"/#/invitation/{secret}\n")
            said = f"for a {role}, until {made.expires:%Y-%m-%d %H:%M} UTC; put it behind the address of the page"
            Console(stderr=True, highlight=False).print(said, style="dim", soft_wrap=True)
            return
        elif change is not None:
            members.change(change, by=who, role=role)
        elif close is not None or reopen is not None:
            members.change(close or reopen or "", by=who, is_active=close is None)
        elif password is not None:
            members.set_password(password, _asked(), by=who)
        table = Table(box=None, pad_edge=False, header_style="bold")
        for heading in ("name", "role", "since", ""):
            table.add_column(heading)
        for one in members.all():
            since = f"{one.since:%Y-%m-%d}" if one.since else ""
            table.add_row(Text(harmless_words(one.name)), one.role, since, "" if one.is_active else "no access")
        Console(highlight=False).print(table)


def _asked() -> str:
    """A password, asked for twice on a terminal."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    found: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    return found
