"""`cwbaudit selftest`: the validation pack on this machine."""

from __future__ import annotations

from cwbaudit.cli.app import AsJson, app
from cwbaudit.cli.terminal import leave, show
from cwbaudit.errors import DONE, FINDINGS_REMAIN


@app.command()
def selftest(as_json: AsJson = False) -> None:
    """Work out published figures with known answers, by the code that audits use."""
    from cwbaudit.screen import tested
    from cwbaudit.selftest import run

    checks = run()
    show({"checks": [check.row() for check in checks]}, lambda: tested(checks), as_json)
    leave(DONE if all(check.good for check in checks) else FINDINGS_REMAIN)
