"""A body's own list of suppliers: what a payment does not say of its supplier, the list's entry does, by reference or else by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from cwbaudit import names
from cwbaudit.read.addresses import postcode_at_the_end

NUMBERS = ("company_number", "charity_number", "vat_number")
GIVEN = ("postcode", *NUMBERS, "address")
_WANTED = ("supplier_ref", "supplier_name", *GIVEN)
_OR, _MOST = " / ", 5
_Answers = dict[str, str]  # as it is written, by its form without spaces and case


@dataclass
class _Said:
    """All that the entries of one key say: the answers to each question, each once; and an address for each postcode."""

    answers: Mapping[str, _Answers] = field(default_factory=lambda: defaultdict(dict))
    addresses: _Answers = field(default_factory=dict)

    def add(self, entry: Mapping[str, str]) -> None:
        """Take in what one entry says."""
        for what in ("postcode", *NUMBERS):
            if text := entry[what]:
                answers, same = self.answers[what], _same(what, text)
                answers[same] = min(text, answers.get(same, text))
        if address := entry["address"]:
            at = _plain(entry["postcode"]) or _plain(address)
            self.addresses[at] = min(address, self.addresses.get(at, address), key=lambda text: (-len(text), text))

    def address(self, postcode: str) -> str:
        """The fullest address at that postcode; where none was taken, all of them with their postcodes, for a person to choose."""
        if postcode:
            return self.addresses.get(_plain(postcode), "")
        postcodes = self.answers.get("postcode", {})
        every = {at: self.addresses.get(at, "") for at in (*postcodes, *self.addresses)}
        whole = [text if at in _plain(text) else f"{text}, {postcodes[at]}".removeprefix(", ") for at, text in every.items()]
        return _OR.join(sorted(whole)[:_MOST])


@dataclass(frozen=True)
class Found:
    """What the register gives, empty where it gives nothing; and by question the answers of which none could be taken, with their key."""

    given: Mapping[str, str] = field(default_factory=lambda: dict.fromkeys(GIVEN, ""))
    several: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    key: str = ""

    @property
    def known(self) -> bool:
        """Whether the register has an entry of the supplier."""
        return bool(self.key)


_NOTHING = Found()


@dataclass
class Register:
    """What the list says by reference, by name and by both; a question to which a key has two answers is not answered by it."""

    label: str = ""
    by_ref: dict[str, _Said] = field(default_factory=lambda: defaultdict(_Said))
    by_name: dict[str, _Said] = field(default_factory=lambda: defaultdict(_Said))
    by_both: dict[tuple[str, str], _Said] = field(default_factory=lambda: defaultdict(_Said))
    blank: set[str] = field(default_factory=set)  # references and names of entries that say nothing else

    def add(self, entries: Iterable[dict[str, str]]) -> None:
        """Take in rows of a register; a postcode that only the address has is the entry's postcode."""
        for entry in entries:
            if not any(entry[what] for what in GIVEN):
                self.blank |= {ref_key(entry["supplier_ref"]), names.key(entry["supplier_name"]) if entry["supplier_name"] else ""}
                continue
            said = entry if entry["postcode"] else entry | {"postcode": postcode_at_the_end(entry["address"])}
            reference, name = ref_key(said["supplier_ref"]), names.key(said["supplier_name"]) if said["supplier_name"] else ""
            if reference:
                self.by_ref[reference].add(said)
            if name:
                self.by_name[name].add(said)
            if reference and name:
                self.by_both[reference, name].add(said)

    def find(self, supplier_ref: str, supplier_name: str) -> Found:
        """What it says of a supplier: by the reference where it has that, the name helping where it is of several; else by name.

        A number that the reference's entry does not have is asked for by name: names that are the same are one supplier.
        """
        reference, name = ref_key(supplier_ref), names.key(supplier_name) if supplier_name else ""
        by_ref, by_name = self.by_ref.get(reference), self.by_name.get(name)
        asked = [said for said in (by_ref, self.by_both.get((reference, name)) if by_ref else None, by_name) if said]
        if not asked:
            return Found(key=supplier_ref or supplier_name) if {reference, name} & (self.blank - {""}) else _NOTHING
        given, several = dict.fromkeys(GIVEN, ""), {}
        for what in ("postcode", *NUMBERS):
            answers = [said.answers.get(what, {}) for said in asked]
            one = next((each for each in answers if len(each) == 1), None) if answers[0] or what in NUMBERS else None
            if one:
                given[what] = next(iter(one.values()))
            elif answers[0]:
                several[what] = tuple(sorted(answers[0].values()))
        given["address"] = next(filter(None, (said.address(given["postcode"]) for said in asked)), "")
        return Found(given, several, supplier_ref if by_ref else supplier_name)


def ref_key(reference: str) -> str:
    """A reference as it is compared: case, spaces and leading noughts aside, which spreadsheets take away."""
    plain = _plain(reference).removesuffix(".0")
    return plain.lstrip("0") or plain


def _same(what: str, text: str) -> str:
    """The form in which two answers to one question are compared."""
    if what not in NUMBERS:
        return _plain(text)
    said = ref_key("".join(char for char in text if char.isalnum()))
    return said.removeprefix("GB") if what == "vat_number" else said


def _plain(text: str) -> str:
    return "".join(text.upper().split())


def entries(rows: Iterable[tuple[str, ...]], columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """Rows as dictionaries with every register column."""
    for row in rows:
        found = dict(zip(columns, row, strict=True))
        yield {name: found.get(name, "") for name in _WANTED}
