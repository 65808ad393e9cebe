"""The application itself: what is true of every command, and the arguments that several share."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from typer.core import TyperGroup

from cwbaudit import __version__
from cwbaudit.cli.terminal import say, say_version
from cwbaudit.errors import INTERRUPTED, UsageError


class Interruptible(TyperGroup):
    """The commands. Who interrupts one is told what became of the audit, which Typer ends without a word; a wrong value is told plainly."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that is asked for."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            say("interrupted: the last good audit is untouched")
            raise typer.Exit(INTERRUPTED) from None
        except typer.BadParameter as error:  # the newest Typer passes on what its checker of values puts before every message
            error.message = error.message.removeprefix("Value error, ")
            raise


app = typer.Typer(
    name="cwbaudit",
    cls=Interruptible,
    help="Spend-leakage audits: what anchor institutions spend, how much of it stays, and what of the rest could come home.",
    epilog="Start with: cwbaudit demo",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: no rich to import, and readable on any console
    context_settings={"help_option_names": ["-h", "--help"]},
)

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON on stdout.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no summary; only errors.")]
Publish = Annotated[
    bool, typer.Option("--publish", help="Write the edition for everybody, in a folder of its own: nobody named, small figures withheld.")
]
RawCsv = Annotated[bool, typer.Option("--raw-csv", help="Leave texts in CSV files as they are, also those that a spreadsheet would run.")]
Local = Annotated[
    list[str] | None, typer.Option("--local", help='What counts as local: an authority, county or region, e.g. "Preston"; may be repeated.')
]
Region = Annotated[
    list[str] | None,
    typer.Option("--region", help='What counts as the region around it, e.g. "Lancashire" or "county: Lancashire"; may be repeated.'),
]
Workbook = Annotated[
    Literal["analyst", "accessible"] | None,
    typer.Option(
        "--workbook",
        help="How report.xlsx is made: analyst, with charts and a live what-if, or accessible, plain tables that can be published; "
        "else as [report] workbook says.",
    ),
]
Where = Annotated[Path, typer.Argument(metavar="AUDIT", help="An audit folder, its audit.toml, or the folder that holds them.")]
HERE = Path()


def _version(wanted: bool) -> None:
    if wanted:
        say_version(__version__)


@app.callback()
def _options(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    """Options of the whole command."""


def share(text: str) -> Decimal:
    """The share that `10%` or `0.10` says; UsageError for anything else."""
    try:
        value = Decimal(text.removesuffix("%").strip()) / (100 if text.endswith("%") else 1)
    except InvalidOperation:
        value = Decimal(-1)
    if not 0 <= value <= 1:
        raise UsageError(f'"{text}" is not a share.', fix="Write it as 10% or 0.10.")
    return value
