"""Where in audit.toml a key stands, so that a mistake can name its line."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from cwbaudit.config.mending import of_line, of_value
from cwbaudit.errors import ConfigError, did_you_mean

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError
    from pydantic_core import ErrorDetails

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"^\s*([A-Za-z0-9_\"'.-]+)\s*=")


def locate(text: str, path: tuple[str | int, ...]) -> int | None:
    """The 1-based line where the deepest part of `path` is written; None when no part of it is."""
    best: tuple[int, int] | None = None
    for line, reached in _walk(text):
        depth = _agreement(reached, path)
        deep_enough = depth and depth == len(reached) and (best is None or depth > best[0])
        if deep_enough:
            best = (depth, line)
    return best[1] if best else None


def _walk(text: str) -> list[tuple[int, tuple[str | int, ...]]]:
    """Each line that opens a table or sets a key, with the key's full path; array tables are counted."""
    found: list[tuple[int, tuple[str | int, ...]]] = []
    counts: dict[tuple[str | int, ...], int] = {}
    table: tuple[str | int, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            names = [name.strip(" \"'") for name in header[2].split(".")]
            table = ()
            for i, name in enumerate(names):
                table += (name,)
                if header[1] == "[[" and i == len(names) - 1:
                    counts[table] = counts.get(table, -1) + 1
                if table in counts:
                    table += (counts[table],)
            found.append((number, table))
        elif key := _KEY.match(line):
            parts = tuple(part.strip("\"'") for part in key[1].split("."))
            found.append((number, table + parts))
            found += [(number, table + parts + (inner,)) for inner in re.findall(r"[{,]\s*([A-Za-z0-9_-]+)\s*=", line)]
    return found


def _agreement(reached: tuple[str | int, ...], path: tuple[str | int, ...]) -> int:
    depth = 0
    for have, want in zip(reached, path, strict=False):
        if have != want:
            return 0
        depth += 1
    return depth


def syntax_mistake(path: Path, text: str, error: tomllib.TOMLDecodeError) -> ConfigError:
    """A line that is not TOML at all."""
    line = int(m[1]) if (m := re.search(r"line (\d+)", str(error))) else len(text.splitlines())
    shown = text.splitlines()[line - 1].strip() if text.strip() and line <= len(text.splitlines()) else ""
    return ConfigError(
        f"{path.name} cannot be read: {re.sub(r' *[(]at .*', '', str(error)).rstrip('.')}.",
        where=f"{path}, line {line}" + (f": {shown}" if shown else ""),
        fix=of_line(shown, str(error)),
    )


def explain_mistake(error: ValidationError, path: Path | None, text: str) -> ConfigError:
    """The first mistake in the order of the file, in words."""
    places = [(locate(text, item["loc"]) or 0, i, item) for i, item in enumerate(error.errors())]
    line, _, item = min(places, key=lambda entry: (entry[0] or len(text), entry[1]))  # what is nowhere in the file comes last
    more = f" (and {len(places) - 1} more)" if len(places) > 1 else ""
    key = _dotted(item["loc"])
    what, fix = _in_words(item, key)
    what = _named(text, item["loc"]) + what
    name = str(path) if path else "the command line"
    return ConfigError(what + more, where=f"{name}, line {line}: {_line(text, line)}" if line else name, fix=fix)


def _named(text: str, loc: tuple[str | int, ...]) -> str:
    """Which what-if or rule the mistake is in, by its name: a number in a dotted key is hard to count to."""
    raw = tomllib.loads(text) if text else {}
    match loc:
        case ("scenario", int(number), *_):
            return _called("Scenario", raw.get("scenario"), number, "name")
        case (str(kind), "rule", int(number), *_) if isinstance(raw.get(kind), dict):
            return _called(f"The {kind} rule", raw[kind].get("rule"), number, "id")
    return ""


def _called(what: str, listed: object, number: int, key: str) -> str:
    entry = listed[number] if isinstance(listed, list) and number < len(listed) else None
    name = entry.get(key) if isinstance(entry, dict) else None
    return f'{what} "{name}": ' if isinstance(name, str) else ""


def _line(text: str, number: int) -> str:
    lines = text.splitlines()
    return lines[number - 1].strip() if 0 < number <= len(lines) else ""


def _dotted(loc: tuple[str | int, ...]) -> str:
    parts = [f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in loc if part != "[key]"]
    return "".join(parts).lstrip(".")


_INSTEAD = {"registers.list": 'In a [[source]], name its file beside the body\'s own list: register = ["suppliers.csv", "directory.csv"].'}


def _in_words(item: ErrorDetails, key: str) -> tuple[str, str]:
    kind, last = item["type"], str(item["loc"][-1]) if item["loc"] else ""
    if kind == "extra_forbidden":
        known = sorted(_known_keys(item["loc"]))
        return f'There is no key "{last}" here.', _INSTEAD.get(key) or did_you_mean(last, known) or f"Known keys: {', '.join(known)}."
    if kind == "missing":
        advice = 'Write default = "unassessed" unless the bodies have agreed otherwise.' if key == "influence.default" else ""
        return f'The key "{key}" is missing.', advice or f'Add "{last}".'
    if kind in ("literal_error", "enum"):
        expected = re.findall(r"'([^']*)'", str(item.get("ctx", {}).get("expected", "")))
        word = str(item["input"]) if "[key]" not in item["loc"] else str(item["loc"][-2])
        options = ", ".join(f'"{option}"' for option in expected if option)
        return f'"{word}" is not known for {key}.', f"{did_you_mean(word, expected)} Known: {options}.".strip()
    message = item["msg"].removeprefix("Value error, ").replace("Input should be", "must be")
    what, fix = of_value(kind, f"{message[0].lower()}{message[1:]}", item["input"], item.get("ctx", {}).get("le"))
    return f"{key or 'The config'}: {what}.", fix


def _known_keys(loc: tuple[str | int, ...]) -> set[str]:
    from cwbaudit.config.models import UNWRITTEN, Config

    model: type[BaseModel] | None = Config
    for part in loc[:-1]:
        if isinstance(part, str) and model is not None:
            model = _field_model(model, part) or model
    fields = model.model_fields.items() if model else ()
    return {info.alias or name for name, info in fields} - set(UNWRITTEN)


def _field_model(model: type[BaseModel], key: str) -> type[BaseModel] | None:
    from pydantic import BaseModel as Base

    for name, info in model.model_fields.items():
        if key in (name, info.alias):
            queue = [info.annotation]
            while queue:
                kind = queue.pop()
                if isinstance(kind, type) and issubclass(kind, Base):
                    return kind
                queue += get_args(kind)
    return None
