"""`cwbaudit gazetteer`: which postcode directory is used, what it says, and putting another in its place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cwbaudit.cli.app import AsJson, app
from cwbaudit.cli.terminal import progress, say, show
from cwbaudit.errors import UsageError

if TYPE_CHECKING:
    from rich.table import Table

gazetteer = typer.Typer(
    help="The postcode directory: which one is used, what it says of a postcode, and importing an official one.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(gazetteer, name="gazetteer")


@gazetteer.command()
def status(as_json: AsJson = False) -> None:
    """Say which postcode directory is used, and what it knows of a postcode."""
    from cwbaudit.locate import directory_status, gazetteer_status

    show(directory_status(), gazetteer_status, as_json)


@gazetteer.command()
def lookup(
    postcodes: Annotated[list[str] | None, typer.Argument(metavar="[POSTCODE...]", help="Postcodes, each in quotation marks.")] = None,
    file: Annotated[Path | None, typer.Option("--file", help="A CSV file with a column of postcodes.")] = None,
    as_json: AsJson = False,
) -> None:
    """Say where postcodes lie: one answer for each, in their order, and what is in doubt."""
    from cwbaudit.locate import lookup as answered
    from cwbaudit.locate import open_gazetteer

    texts = _texts(postcodes or [], file)
    with progress(quiet=as_json) as tick:
        found = answered(texts, open_gazetteer(tick))
    show(found, lambda: _answers(found), as_json)


@gazetteer.command(name="import")
def import_(
    path: Annotated[Path, typer.Argument(metavar="FILE.zip", help="An ONSPD, NSPL or Code-Point Open zip, as published.")],
    deprivation: Annotated[
        Path | None,
        typer.Option("--deprivation", metavar="FILE.csv", help="Ranks of small areas, to be used instead of the directory's own."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Use an official postcode directory from now on, for every audit on this machine."""
    from cwbaudit.locate import directory_status, gazetteer_status, import_directory

    with progress(quiet=as_json) as tick:
        import_directory(path, tick, deprivation)
    show(directory_status(), gazetteer_status, as_json)


@gazetteer.command(name="import-country")
def import_country_(
    country: Annotated[str, typer.Argument(metavar="COUNTRY", help="Two letters, for example IE.")],
    path: Annotated[Path, typer.Argument(metavar="FILE", help="The country's postcodes as GeoNames publishes them: .zip or .txt.")],
    as_json: AsJson = False,
) -> None:
    """Use a country's postcodes for the distances of suppliers there; needs the extra `overseas`."""
    from cwbaudit.locate import import_country

    count = import_country(country, path)
    show({"country": country.upper(), "postcodes": count}, lambda: f"{count:,} postcodes of {country.upper()} are known now.", as_json)


@gazetteer.command()
def forget(as_json: AsJson = False) -> None:
    """Go back to the postcode directory that came with cwbaudit."""
    from cwbaudit.locate import directory_status, forget_import, gazetteer_status

    said = "The imported directory is forgotten." if (was := forget_import()) else "No directory had been imported."
    show({"forgotten": was, **directory_status()}, lambda: f"{said} In use: {gazetteer_status()}", as_json)


def _texts(postcodes: list[str], file: Path | None) -> list[str]:
    if bool(postcodes) == (file is not None):
        raise UsageError("Say what to look up: postcodes, or a file of them.", fix='For example: cwbaudit gazetteer lookup "PR1 2HE"')
    if file is None:
        return postcodes
    from cwbaudit.postcode_file import postcode_column

    column = postcode_column(file)
    if column.header.casefold() != "postcode":
        say(f'reading the column "{column.header}"' if column.header else "the file has no header: its first row is a postcode")
    return column.texts


def _answers(found: Sequence[dict[str, Any]]) -> Table:
    from rich.table import Table

    from cwbaudit.screen import plain

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    near = [name for name in ("ward", "deprivation_decile") if any(row.get(name) for row in found)]
    for name in ("as written", "postcode", "placed by", "authority", "region", *(name.replace("_", " ") for name in near), "note"):
        table.add_column(name, overflow="fold")
    for row in found:
        placed = row["precision"] if row["precision"] != "none" else row["kind"].replace("_", " ")
        cells = (
            row["as_written"],
            row["postcode"],
            placed,
            row["authority"],
            row["region"],
            *(str(row[name] or "") for name in near),
            row["note"],
        )
        table.add_row(*(plain(cell) for cell in cells))
    return table
