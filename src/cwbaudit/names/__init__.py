"""How a supplier's name is read: the one normal form by which names are compared, in rules, decisions and resolving.

The normal form is reached in named steps; `steps` shows each that changed something, so that a reader can follow it.
"""

from __future__ import annotations

from cwbaudit.names.beside import bare, parts, trades, whole
from cwbaudit.names.forms import FORMS, KEPT, LEGAL
from cwbaudit.names.normal import formed, key, key_of, normal, plain, read, steps, stripped, words

__all__ = [
    "FORMS", "KEPT", "LEGAL", "NO_NAME", "bare", "formed", "key", "key_of", "normal", "parts", "plain", "read", "steps", "stripped",
    "trades", "whole", "words",
]  # fmt: skip

NO_NAME = "(no supplier named)"
