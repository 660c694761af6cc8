"""The command line: one module a verb.

Data go to standard output and all else to standard error. Exit status: 0 done, 1 done with issues under ``--strict``,
2 wrong use or configuration, 3 the ledger refuses.
"""

from __future__ import annotations

import sys

import typer
from rich.console import Console
from rich.markup import escape

from dateline.cli import (
    add,
    claim,
    code,
    evaluate,
    events,
    explain,
    export,
    gazetteer,
    history,
    init,
    judge,
    people,
    plot,
    rebuild,
    report,
    review,
    schema,
    serve,
    show,
    stats,
    types,
    verify,
    watch,
    worker,
)
from dateline.errors import DatelineError, LedgerError

app = typer.Typer(
    name="dateline",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Read news reports of armed conflict into an auditable ledger: who did what to whom, where, when, with what toll, "
    "**according to whom**. Every value stands beside the words that it was read from.",
)


def _version(wanted: bool) -> None:
    if wanted:
        from dateline import __version__

        print(f"dateline {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version."),
) -> None:
    pass


app.command("code")(code.code)
app.command("init")(init.init)
app.command("add")(add.add)
app.command("watch")(watch.watch)
app.command("events")(events.events)
app.command("explain")(explain.explain)
app.command("export")(export.export)
app.command("accept")(judge.accept)
app.command("amend")(judge.amend)
app.command("reject")(judge.reject)
app.command("merge")(judge.merge)
app.command("split")(judge.split)
app.command("restrict")(judge.restrict)
app.command("claim")(claim.claim)
app.command("undo")(judge.undo)
app.command("history")(history.history)
app.command("rebuild")(rebuild.rebuild)
app.command("verify")(verify.verify)
app.command("stats")(stats.stats)
app.command("plot")(plot.plot)
app.command("report")(report.report)
app.command("queue")(review.queue)
app.command("agreement")(review.agreement)
app.command("sources")(review.sources)
app.command("serve")(serve.serve)
app.command("worker")(worker.worker)
app.command("people")(people.people)
app.command("types")(types.types)
app.command("show")(show.show)
app.command("evaluate")(evaluate.evaluate)
app.command("schema")(schema.schema)
app.add_typer(gazetteer.gazetteer, name="gazetteer")


def main() -> None:
    """Run the command line and exit."""
    try:
        app()
    except DatelineError as error:
        console = Console(stderr=True)
        console.print(f"[bold red]error:[/] {escape(error.message)}", highlight=False)
        if error.hint:
            console.print(f"[bold]hint:[/] {escape(error.hint)}", highlight=False)
        sys.exit(3 if isinstance(error, LedgerError) else 2)


if __name__ == "__main__":
    main()
