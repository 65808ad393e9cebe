"""One short function per command. Heavy imports are made inside the command that needs them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from cwbaudit.cli.app import HERE, AsJson, Local, Publish, Quiet, RawCsv, Region, Where, Workbook, app
from cwbaudit.cli.terminal import leave, near, progress, say, show
from cwbaudit.errors import DONE, FINDINGS_REMAIN, ConfigError, UsageError

if TYPE_CHECKING:
    from cwbaudit.config import Config
    from cwbaudit.folder import Audit
    from cwbaudit.report.model import Report


@app.command()
def demo(
    out: Annotated[Path | None, typer.Option("--out", help="Folder for the sample and its audit; else the sample's name.")] = None,
    sample: Annotated[
        str, typer.Option("--sample", help="Which sample: preston-2013, or preston-2017, four years later.")
    ] = "preston-2013",
    everything: Annotated[
        bool, typer.Option("--all", help="Also write the published edition, the audit of the other sample, and the two compared.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Audit a sample: Preston's six anchors, £750m, as found in 2013."""
    from cwbaudit.api import FOLDER

    folder, wanted = out or Path(sample), Wanted(as_json=as_json)
    config = _copied(sample, folder)
    audit = _audited(config, folder / FOLDER, wanted)
    if everything:
        _publish(config, audit, None, wanted)
        _beside(audit, sample, folder)
    _leave(audit)


@app.command()
def run(
    inputs: Annotated[list[Path] | None, typer.Argument(metavar="[AUDIT.toml | FILES...]", help="An audit.toml, or spend files.")] = None,
    local: Local = None,
    region: Region = None,
    body: Annotated[
        str, typer.Option(help="Count all the files as this body's; else each is named after its file, the date left out.")
    ] = "",
    out: Annotated[Path | None, typer.Option("--out", help="The folder to write the audit to; else `audit` beside audit.toml.")] = None,
    top: Annotated[int | None, typer.Option(min=1, help="Take only so many of each body's suppliers, its largest after credits.")] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Make every table again, also where nothing changed.")] = False,
    workbook: Workbook = None,
    published: Publish = False,
    raw: RawCsv = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Run an audit, from an audit.toml or from spend files alone."""
    from cwbaudit.api import FOLDER

    config = _config(inputs or [Path("audit.toml")], local or [], region or [], body, top)
    if workbook:
        config = config.model_copy(update={"report": config.report.model_copy(update={"workbook": workbook})})
    with _by_option() if local or region else nullcontext():
        _run(config, out or config.base / FOLDER, Wanted(as_json, fresh, quiet, published, raw, workbook or "accessible"))


@app.command()
def init(
    files: Annotated[list[Path], typer.Argument(metavar="FILES...", help="Spend files.")],
    local: Local = None,
    region: Region = None,
    out: Annotated[Path, typer.Option("--out", help="The file to write.")] = Path("audit.toml"),
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")] = False,
    as_json: AsJson = False,
) -> None:
    """Write a commented audit.toml for spend files."""
    from cwbaudit.api import expand, from_files
    from cwbaudit.config.starter import starter
    from cwbaudit.locate import around, open_gazetteer, place
    from cwbaudit.read import check as understand

    if out.exists() and not force:
        raise UsageError(f"{out} is there already.", fix="Name another with --out, or replace it with --force.")
    if not out.resolve().parent.is_dir():
        raise UsageError(f"There is no folder {out.parent}.", fix="Make it first, or name another file with --out.")
    sources = understand([path for pattern in files for path in expand(pattern)])
    spend = list(dict.fromkeys(Path(source["path"]) for source in sources if "register" not in source["kind"]))
    if not spend:
        raise UsageError("These are registers; none of them is a spend file.", fix="Name the body's spend files beside them.")
    config = from_files(spend, local=_local(local or []), region=region or [], base=out.resolve().parent)
    with _by_option():
        made = place(config.place, lambda: open_gazetteer(say))
    wider = [] if made.has_region else around(frozenset(made.local))
    out.write_text(starter(config, sources, wider), encoding="utf-8")
    show({"written": str(out), "sources": sources}, lambda: _written(out, made.name, wider), as_json)


def _written(config: Path, place: str, wider: list[tuple[str, str]]) -> str:
    said = f"Wrote {config}. Read it, amend it, then: cwbaudit run {config}"
    if wider:
        areas = ", ".join(dict.fromkeys(name for name, _ in wider))
        said += f"\nIt names no region, so all spend outside {place} counts as leaking. Around it: {areas}; see `regional` in it."
    return said


@app.command()
def report(
    audit: Where = HERE,
    out: Annotated[Path | None, typer.Option("--out", help="Also write reports, figures and tables into this folder.")] = None,
    workbook: Workbook = None,
    published: Publish = False,
    raw: RawCsv = False,
    as_json: AsJson = False,
) -> None:
    """Show the report of an audit that has been run."""
    from cwbaudit.api import load
    from cwbaudit.pipeline import PICTURES, pictures, renderers
    from cwbaudit.publish import TABLES, write_tables

    loaded = load(audit)
    if published:
        found = _publish(_config_of(audit, loaded), loaded, out, Wanted(raw=raw, workbook=workbook or "accessible"))
        _show_report(found, as_json)
        return
    found = loaded.report
    if out:
        out.mkdir(parents=True, exist_ok=True)
        for name, render in renderers(workbook or "analyst").items():
            render(found, out / name)
            say(f"wrote {out / name}")
        (out / PICTURES).mkdir(exist_ok=True)
        pictures(found, out / PICTURES)
        say(f"wrote {out / PICTURES}")
        (out / TABLES).mkdir(exist_ok=True)
        write_tables(found, out / TABLES, raw=raw)
        say(f"wrote {out / TABLES}")
    _show_report(found, as_json)


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Check that this machine can run an audit, in words an IT desk can act on."""
    from cwbaudit.doctor import examine
    from cwbaudit.screen import health

    checks = examine(Path.cwd())
    show({"checks": [item.row() for item in checks]}, lambda: health(checks), as_json)
    leave(DONE if all(item.good for item in checks) else FINDINGS_REMAIN)


def _config(inputs: list[Path], local: list[str], region: list[str], body: str, top: int | None) -> Config:
    from cwbaudit.api import from_files
    from cwbaudit.config import load

    first = inputs[0]
    given = first / "audit.toml" if first.is_dir() else first
    if given.suffix == ".toml" and len(inputs) == 1:
        if local or region or body or top:
            raise UsageError("--local, --region, --body and --top go with spend files; an audit.toml says these itself.", where=str(given))
        return load(given)
    return from_files(inputs, local=_local(local), region=region, body=body, base=Path.cwd(), top=top)


@contextmanager
def _by_option() -> Iterator[None]:
    """A mistake in a place that options named is theirs: there is no audit.toml to look into."""
    try:
        yield
    except ConfigError as error:
        option = {"place.local.named": "--local", "place.regional.named": "--region"}.get(error.where)
        raise ConfigError(error.what, where=option or error.where, fix=error.fix) from None


def _local(local: list[str]) -> list[str]:
    if not local:
        raise UsageError("Say what counts as local.", fix="For example: --local Preston --region Lancashire")
    return local


@dataclass(frozen=True)
class Wanted:
    """What else a run is asked for."""

    as_json: bool = False
    fresh: bool = False
    quiet: bool = False
    publish: bool = False
    raw: bool = False
    workbook: Literal["analyst", "accessible"] = "accessible"


def _copied(sample: str, folder: Path) -> Config:
    """The sample's config, its files copied into the folder."""
    from cwbaudit import samples
    from cwbaudit.config import load

    for name in samples.copy(sample, folder):
        say(f"kept your changed {folder / name}")
    return load(folder / "audit.toml")


def _beside(audit: Audit, sample: str, folder: Path) -> None:
    """The other sample audited in a folder beside this one, and what changed from the earlier to the later."""
    from cwbaudit import samples
    from cwbaudit.api import FOLDER, compare
    from cwbaudit.report.compared import write

    (other,) = (name for name in samples.names() if name != sample)
    beside = folder.with_name(other if folder.name == sample else f"{folder.name}-{other}")
    second = _audited(_copied(other, beside), beside / FOLDER, Wanted(quiet=True))
    say(f"\nThe other sample, {second.report.title}, is in {near(second.folder)}")
    old, new = (audit, second) if sample < other else (second, audit)
    compared = folder / "compared"
    write(compare(old.folder, new.folder), compared)
    say(f"What changed between the two is in {near(compared)}")


def _run(config: Config, folder: Path, wanted: Wanted) -> None:
    audit = _audited(config, folder, wanted)
    if wanted.publish:
        _publish(config, audit, None, wanted)
    _leave(audit)


def _audited(config: Config, folder: Path, wanted: Wanted) -> Audit:
    """The audit that was run, shown and told of as is wanted."""
    from cwbaudit.pipeline import run as pipeline

    with progress(wanted.quiet) as tick:
        audit, warnings = pipeline(config, folder, tick=tick, fresh=wanted.fresh, raw=wanted.raw)
    for warning in warnings:
        say(f"warning: {warning}")
    found = audit.report
    if not wanted.quiet or wanted.as_json:
        _show_report(found, wanted.as_json)
    if not wanted.quiet:
        _say_files(audit)
    return audit


def _leave(audit: Audit) -> None:
    leave(FINDINGS_REMAIN if any(item.severity == "error" for item in audit.report.findings) else DONE)


def _publish(config: Config, audit: Audit, out: Path | None, wanted: Wanted) -> Report:
    from cwbaudit.publish import folder_of, publish

    folder = out or folder_of(audit.folder)
    with progress(wanted.quiet) as tick:
        edition, warnings = publish(config, audit, folder, tick=tick, raw=wanted.raw, workbook=wanted.workbook)
    for warning in warnings:
        say(f"warning: {warning}")
    if not wanted.quiet:
        say(f"\nPublished edition written to {near(folder)}: {edition.edition.withheld:,} figures are withheld.")
        say("Look through it before it goes out.")
    return edition


def _config_of(asked: Path, audit: Audit) -> Config:
    """The audit.toml by which this audit was run."""
    from cwbaudit.config import load
    from cwbaudit.review import home

    path = home(asked, audit) / "audit.toml"
    if not path.is_file():
        raise UsageError(
            "This audit was run without an audit.toml, which the published edition needs.",
            fix="Run it again: cwbaudit run FILES ... --publish",
        )
    return load(path)


def _show_report(found: Report, as_json: bool) -> None:
    from cwbaudit.report.console import console

    show(found.model_dump(mode="json"), lambda: console(found), as_json)


def _say_files(audit: Audit) -> None:
    say(f"\nWritten to {near(audit.folder)}:")
    for name, what in (
        ("report.html", "the page, for any browser"), ("report.xlsx", "the workbook, with a live what-if"),
        ("report.md", "for a committee paper"), ("report.json", "for programs"),
        ("figures/", "every figure, as SVG and PNG"), ("csv/", "the tables, for Excel"),
        ("datapackage.json", "the tables and their fingerprints"),
    ):  # fmt: skip
        say(f"  {name:<17} {what}")
