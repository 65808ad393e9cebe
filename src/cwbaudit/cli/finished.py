"""Questions to a finished audit: what if more of the spend stayed, and how a figure came about. Nothing on disk changes."""

from __future__ import annotations

from typing import Annotated

import typer

from cwbaudit.cli.app import HERE, AsJson, Where, app, share
from cwbaudit.cli.terminal import leave, show
from cwbaudit.errors import DONE, FINDINGS_REMAIN, UsageError


@app.command(name="what-if")
def what_if(
    audit: Where = HERE,
    local: Annotated[str, typer.Option("--local", help="The local share to reach, e.g. 10%.")] = "",
    part: Annotated[str, typer.Option("--share", help="Or: the share of influenceable spend that shifts, e.g. 50%.")] = "",
    policy: Annotated[
        list[str] | None,
        typer.Option(
            help="Or a policy: small:25000 (payments under £25,000 come from local suppliers), small-suppliers:25000, "
            "small-contracts:25000, reserved (contracts below the threshold, with --body), lots:2/5 or home; may be repeated."
        ),
    ] = None,
    category: Annotated[list[str] | None, typer.Option(help="Of this category only; may be repeated.")] = None,
    heading: Annotated[
        list[str] | None, typer.Option(help="Of this heading only, for all bodies' categories alike; may be repeated.")
    ] = None,
    body: Annotated[list[str] | None, typer.Option(help="Of this body's spend only; may be repeated.")] = None,
    supplier: Annotated[list[str] | None, typer.Option(help="Only what goes to this supplier; may be repeated. Not with --local.")] = None,
    order: Annotated[
        str,
        typer.Option(
            help="With --local, what moves first: proportional, largest, soonest, heading or category; proportional unless given."
        ),
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Ask a finished audit: what if more of the spend stayed? Nothing on disk changes.

    Only influenceable spend moves; a target that cannot be reached is said to be one, with its ceiling.
    """
    from cwbaudit import whatif
    from cwbaudit.api import load
    from cwbaudit.report.console import scenario_console

    if sum(map(bool, (local, part, policy))) != 1:
        raise UsageError(
            "Say what to ask: a target, a shift or a policy.", fix="--local 10%, or --share 50%, or --policy small:25000 or another."
        )
    if order and not local:
        raise UsageError("--order goes with --local.")
    named = (("category", category), ("heading", heading), ("body", body), ("supplier", supplier))
    where = {name: tuple(values) for name, values in named if values}
    if local:
        wanted = whatif.target(share(local), where, order)
    else:
        wanted = whatif.shifted(share(part), where) if part else whatif.ruled(policy or [], where)
    found = whatif.ask(load(audit), wanted)
    show(found.model_dump(mode="json"), lambda: scenario_console(found), as_json)
    leave(DONE if found.reachable else FINDINGS_REMAIN)


@app.command()
def explain(
    audit: Where,
    what: Annotated[str, typer.Argument(metavar="SUPPLIER | FILE:ROW", help="A supplier as anybody writes it, or a line.")],
    as_json: AsJson = False,
) -> None:
    """Show the working: file and row, alias, supplier, postcode, place, rules and cell."""
    from cwbaudit.api import load
    from cwbaudit.explain import explain as working
    from cwbaudit.screen import explained

    found = working(load(audit), what)
    show(found.model_dump(mode="json"), lambda: explained(found), as_json)
