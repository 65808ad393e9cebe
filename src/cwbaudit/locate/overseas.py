"""Coordinates of suppliers outside the United Kingdom, by pgeocode, from files that were given: nothing is fetched.

pgeocode is the optional extra `overseas`. It would download what it lacks, one country at a time; here it only ever sees files on this
machine, put there by `gazetteer import-country`. They never decide locality: outside the UK is outside, whatever the distance.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cwbaudit.errors import GazetteerError
from cwbaudit.locate.abroad import NAMES, country_of
from cwbaudit.locate.gazetteer import cache_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

CREDIT = "Postcodes outside the United Kingdom: GeoNames (geonames.org), CC BY 4.0"
_COUNTRIES = """
select j.*, case when j.authority_code <> '' then 'GB' else coalesce(a.country, '') end as country, a.latitude, a.longitude
from judged j left join abroad a on a.as_written = j.as_written
"""
_INSTALL = 'Install it: pip install "cwbaudit[overseas]"'


def overseas_folder() -> Path:
    """Where the countries' files are kept."""
    return cache_folder() / "overseas"


def countries() -> tuple[str, ...]:
    """The countries whose postcodes are known here, each with the checksum of its file; none without pgeocode."""
    if not overseas_folder().is_dir() or find_spec("pgeocode") is None:
        return ()
    files = sorted(path for path in overseas_folder().glob("??.txt"))
    return tuple(f"{path.stem}-{zlib.crc32(path.read_bytes()):08x}" for path in files)


def step(country: str) -> str:
    """What to do to have the coordinates of a country's postcodes."""
    return (
        f"download https://download.geonames.org/export/zip/{country}.zip and run: cwbaudit gazetteer import-country {country} "
        f'{country}.zip (it needs pip install "cwbaudit[overseas]")'
    )


def import_country(country: str, path: Path) -> int:
    """Take in a country's file as GeoNames publishes it; how many postcodes it has. GazetteerError, and nothing kept, when it is none."""
    from zipfile import BadZipFile

    code = country.strip().upper()
    if code not in NAMES:
        raise GazetteerError(f'"{country}" is no country code that is known.', where="COUNTRY", fix="Write two letters, for example: IE")
    fix = f"Give the file of GeoNames: {code}.zip"
    if not path.is_file() or path.suffix.lower() not in (".zip", ".txt"):
        raise GazetteerError(
            "There is no such file, or it is neither .zip nor .txt.", where=str(path), fix=f"Give the file of GeoNames: {code}.zip"
        )
    folder = overseas_folder()
    folder.mkdir(parents=True, exist_ok=True)
    kept = [folder / f"{code}{end}.txt" for end in ("", "-index")]
    for old in kept:
        old.unlink(missing_ok=True)
    try:
        data = _opened(code, [path.resolve().as_uri()])._data_frame
        known = int(data["latitude"].notna().sum()) if set(data["country_code"]) == {code} else 0
    except (OSError, BadZipFile, ValueError, KeyError, TypeError, AttributeError):  # whatever pandas makes of another file
        known = 0
    if not known:
        for made in kept:
            made.unlink(missing_ok=True)
        raise GazetteerError(f"It is no file of {NAMES[code]}'s postcodes.", where=str(path), fix=fix)
    return known


def coordinates(codes: Iterable[tuple[str, str]], known: Iterable[str]) -> Mapping[tuple[str, str], tuple[float, float]]:
    """Latitude and longitude of those (country, postcode) that the given files have."""
    given = {each.partition("-")[0] for each in known}
    wanted: dict[str, list[str]] = {}
    for country, code in sorted(set(codes)):
        if country in given and code:
            wanted.setdefault(country, []).append(code)
    found: dict[tuple[str, str], tuple[float, float]] = {}
    for country, listed in wanted.items():
        rows = _opened(country, []).query_postal_code(listed)
        for code, latitude, longitude in zip(listed, rows["latitude"], rows["longitude"], strict=True):
            if not math.isnan(latitude):
                found[country, code] = (float(latitude), float(longitude))
    return found


def with_countries(judged: pa.Table, known: Iterable[str]) -> pa.Table:
    """The judged texts with the country that each lies in, and where in it; empty and null where that is not known."""
    import pyarrow as pa

    from cwbaudit.engine import sql

    texts = sql("select as_written, kind from judged where precision = 'country' order by as_written", judged=judged).rows()
    found = {text: country_of(text, kind) for text, kind in texts}
    at = coordinates(found.values(), known)
    places = [at.get(each, (None, None)) for each in found.values()]
    columns = [[*found], [country for country, _ in found.values()], [place[0] for place in places], [place[1] for place in places]]
    types = [pa.string(), pa.string(), pa.float64(), pa.float64()]
    names = ["as_written", "country", "latitude", "longitude"]
    abroad = pa.table([pa.array(column, type_) for column, type_ in zip(columns, types, strict=True)], names=names)
    return sql(_COUNTRIES, judged=judged, abroad=abroad).arrow()


def _opened(country: str, urls: list[str]) -> Any:
    """The country's postcodes; a file that is not there yet is read from `urls`, which are files too."""
    if find_spec("pgeocode") is None:
        raise GazetteerError("The package pgeocode is not installed.", where="the optional extra overseas", fix=_INSTALL)
    import pgeocode

    pgeocode.STORAGE_DIR, pgeocode.DOWNLOAD_URL = str(overseas_folder()), urls
    return pgeocode.Nominatim(country)
