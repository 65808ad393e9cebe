"""`cwbaudit review` and `cwbaudit review apply`: a person settles in a workbook what the audit leaves in doubt."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from cwbaudit.cli.app import HERE, AsJson, Where, app
from cwbaudit.cli.terminal import near, say, show
from cwbaudit.errors import UsageError

ASK = "ask"
Workbook = Annotated[Path | None, typer.Option("--workbook", help="The review workbook; else review.xlsx beside audit.toml.")]


class AskUnlessNamed(TyperGroup):
    """A group whose first word need not be a command: `review AUDIT` asks, `review apply AUDIT` takes the answers."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Whatever does not begin with a command, or ask for help, is for the command that asks: of the audit here, where none is named."""
        if not args or (args[0] not in self.commands and args[0] not in ctx.help_option_names):
            args = [ASK, *args]
        return super().parse_args(ctx, args)


group = typer.Typer(
    cls=AskUnlessNamed,
    rich_markup_mode=None,
    help="Settle in a workbook what the audit leaves in doubt: cwbaudit review AUDIT, fill it in, cwbaudit review apply AUDIT.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(group, name="review")


@group.command(ASK)
def ask(
    audit: Where = HERE,
    workbook: Workbook = None,
    most: Annotated[int, typer.Option("--most", min=1, help="At most so many open questions on a sheet, largest pounds first.")] = 1000,
    as_json: AsJson = False,
) -> None:
    """Write review.xlsx beside audit.toml: what is in doubt, largest pounds first. `review AUDIT` does the same.

    Joins in doubt, suppliers without a place, register matches in doubt, places in doubt, and suppliers of whom nothing tells what they
    sell.

    A workbook that is there is brought up to date in place: your answers, notes, colours, columns and order stay.
    """
    from cwbaudit.api import load
    from cwbaudit.review import home, review
    from cwbaudit.review.told import asked

    loaded = load(audit)
    found = review(loaded, home(audit, loaded), workbook=workbook, most=most)
    show(found.model_dump(mode="json"), lambda: asked(found, near(found.workbook)), as_json)
    if found.kept_copy:
        say(f"warning: {found.cannot_keep} in the workbook could not be kept; as it was: {near(found.kept_copy)}")


@group.command()
def apply(
    audit: Where = HERE,
    workbook: Workbook = None,
    who: Annotated[str, typer.Option("--who", help="Who decided; else the name in the workbook, else your login name.")] = "",
    when: Annotated[str, typer.Option("--when", help="The day of the decisions, YYYY-MM-DD; else today.")] = "",
    as_json: AsJson = False,
) -> None:
    """Take the workbook's answers into decisions/, all of them, or none.

    Joins go to suppliers.csv, places to postcodes.csv, entries of registers to numbers.csv, headings to supplier-headings.csv.
    """
    from cwbaudit.api import load
    from cwbaudit.review import apply as take
    from cwbaudit.review import home
    from cwbaudit.review.told import applied

    loaded = load(audit)
    found = take(loaded, home(audit, loaded), workbook=workbook, who=who, unsigned=_login(), when=_day(when))
    show(found.model_dump(mode="json"), lambda: applied(found, [near(path) for path in found.written]), as_json)
    if found.written:
        say("Now run the audit again: cwbaudit run")


def _day(text: str) -> str:
    try:
        return (date.fromisoformat(text) if text else date.today()).isoformat()  # a decision is dated: it records what a person did
    except ValueError:
        raise UsageError(f'"{text}" is not a day.', fix="Write it as 2026-11-02.") from None


def _login() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a machine without accounts
        return ""
