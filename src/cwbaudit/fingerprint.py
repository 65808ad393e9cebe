"""What makes an answer still good: its inputs by value, files by their bytes, code by its text."""

from __future__ import annotations

import dataclasses
import hashlib
import importlib.resources
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel


def of_file(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@cache
def of_code() -> str:
    """SHA-256 of the whole package, so that an answer made by other code is never taken for ours."""
    total = hashlib.sha256()
    root = Path(str(importlib.resources.files("cwbaudit")))
    for path in sorted(root.rglob("*")):
        if path.suffix in (".py", ".csv", ".toml", ".txt", ".j2", ".css", ".js", ".json") and "samples" not in path.relative_to(root).parts:
            total.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def of(*values: Any) -> str:
    """SHA-256 of values: models and dataclasses by their fields, paths by their bytes, anything else by its text."""
    return hashlib.sha256(_text(values).encode()).hexdigest()


def _text(value: Any) -> str:
    if value is None or (isinstance(value, (str, bool, int, Decimal, date)) and not isinstance(value, Enum)):
        return f"{type(value).__name__}:{value!r}"
    if isinstance(value, Enum):
        return f"{type(value).__name__}.{value.name}"
    if isinstance(value, Path):
        return f"file:{value.name}:{of_file(value)}"
    if isinstance(getattr(value, "fingerprint", None), str):
        return f"{type(value).__name__}#{value.fingerprint}"
    if isinstance(value, BaseModel):
        return f"{type(value).__name__}({_text({name: getattr(value, name) for name in type(value).model_fields})})"
    if dataclasses.is_dataclass(value):
        return f"{type(value).__name__}({_text({f.name: getattr(value, f.name) for f in dataclasses.fields(value)})})"
    if isinstance(value, dict):
        return "{" + ",".join(sorted(f"{_text(k)}={_text(v)}" for k, v in value.items())) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(_text(item) for item in value) + "]"
    raise TypeError(f"{type(value).__name__} has no fingerprint")
