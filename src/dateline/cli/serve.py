"""``dateline serve``: the page and the HTTP API of a ledger."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from dateline.cli.options import BY, CONFIG, LEDGER, config_of, ledger_of
from dateline.errors import ConfigError, MissingPackError


def serve(
    ledger: Annotated[str | None, LEDGER] = None,
    host: Annotated[str, typer.Option(help="The address to answer at.", metavar="ADDRESS")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to answer at; 0 for any free one.", metavar="PORT", min=0)] = 8765,
    single_user: Annotated[
        bool | None,
        typer.Option(
            "--single-user/--people",
            help="Nobody signs in, on this machine alone; or people do. By default the first, unless the address can be "
            "reached from elsewhere or people have been added.",
            show_default=False,
        ),
    ] = None,
    by: Annotated[str | None, BY] = None,
    fetch: Annotated[
        bool | None,
        typer.Option(
            "--fetch/--no-fetch",
            help="Fetch addresses that people give, public ones alone. By default for a single user.",
            show_default=False,
        ),
    ] = None,
    worker: Annotated[
        bool, typer.Option("--worker/--no-worker", help="Add reports in this process; else `dateline worker` does.")
    ] = True,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(help="A name that this server goes by; may be repeated.", metavar="NAME", show_default=False),
    ] = None,
    plain_http: Annotated[
        bool,
        typer.Option("--plain-http", help="Let people sign in without TLS, where the network itself can be trusted."),
    ] = False,
    config: Annotated[Path | None, CONFIG] = None,
) -> None:
    """Open the page where people work, with the HTTP API behind it.

    On this machine alone nobody signs in. Where others can reach it, people do, with `dateline people` to add the first one,
    behind a server that speaks TLS.
    """
    try:
        import uvicorn

        from dateline.web.app import create_app
        from dateline.web.options import LOOPBACK, WebOptions
    except ImportError as error:
        raise MissingPackError(
            f"the server needs a package that is not installed: {error.name}",
            hint="python -m pip install 'dateline[web]'",
        ) from error
    console = Console(stderr=True, highlight=False)
    is_local = host in LOOPBACK
    with ledger_of(ledger, create=True, writes=True) as opened:
        has_people = bool(opened.desk.members.all())
        is_single = single_user if single_user is not None else is_local and not has_people
        if is_single and not is_local:
            raise ConfigError(
                f"a single user's server answers on this machine alone, not at {host}",
                hint="leave --host out, or serve --people and add them with `dateline people`",
            )
        if not is_single and not has_people:
            raise ConfigError(
                "nobody could sign in: no people have been added to this ledger",
                hint="dateline people --add NAME --role admin --ledger LEDGER",
            )
        options = WebOptions(
            is_single_user=is_single,
            by=by or getpass.getuser(),
            hosts=frozenset(LOOPBACK | {name.casefold() for name in allow_host or ()})
            if is_local
            else _hosts(allow_host),
            # Behind a server that speaks TLS, this one is reached under another name.
            has_secure_cookies=not plain_http and not is_single and (not is_local or bool(allow_host)),
            does_fetch=fetch if fetch is not None else is_single,
            has_worker=worker,
            config=config_of(config),
        )
        app = create_app(opened, options)
        server = uvicorn.Server(
            uvicorn.Config(
                app, host=host, port=port, log_level="warning", server_header=False, timeout_graceful_shutdown=5
            )
        )
        bound = server.config.bind_socket()
        # Who follows the address that is told now waits for the server, and is not turned away.
        bound.listen(server.config.backlog)
        shown = f"[{host}]" if ":" in host else host
        who = f"as {options.by}, alone" if is_single else "people sign in"
        where = f"http://{shown}:{bound.getsockname()[1]}/"
        console.print(f"{where}  {opened.shown}, {who}; the API answers under /api/v1", soft_wrap=True)
        server.run(sockets=[bound])


def _hosts(names: list[str] | None) -> frozenset[str] | None:
    return frozenset(name.casefold() for name in names) if names else None
