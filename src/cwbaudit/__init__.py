"""cwbaudit: where anchor institutions' spend goes, what of it could come home, and what would change if it did.

import cwbaudit
result = cwbaudit.audit("audit.toml")
result.report.headline.local_share
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cwbaudit.api import audit, compare, load
    from cwbaudit.folder import Audit

__version__ = "0.1.0"
__all__ = ["Audit", "__version__", "audit", "compare", "load"]


def __getattr__(name: str) -> Any:
    """The public face, loaded when it is first asked for (PEP 562): `import cwbaudit` stays instant."""
    if name in ("audit", "compare", "load"):
        from cwbaudit import api

        return getattr(api, name)
    if name == "Audit":
        from cwbaudit.folder import Audit

        return Audit
    raise AttributeError(f"module 'cwbaudit' has no attribute {name!r}")
