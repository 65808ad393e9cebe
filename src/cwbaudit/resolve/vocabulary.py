"""What single words say in the name of an organisation: how much they tell, and what kind of word they are.

Fixed lists, not counts over the data in hand: so that the answer for some names never depends on other names.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


RARE = 16.0  # bits told by a word in no list: one name in 65,000 or fewer holds it

NATIONS = _words(
    """
    scotland wales england ireland scottish welsh irish ulster europe european global worldwide america usa yorkshire midlands
    anglia northumbria wessex france germany
    """
)

# Words of one row tell apart suppliers whose names are otherwise the same: two of them never stand for each other.
_OPPOSITES = (
    "junior infant infants senior primary secondary nursery boys girls upper lower middle first high grammar playgroup preschool nurseries",
    "north south east west northern southern eastern western central northeast northwest southeast southwest mid ne nw se sw",
    "construction facilities homes housing care health energy water gas electric electricity rail property properties finance insurance",
    "inner outer",
    "men women mens womens ladies children adult adults youth",
    "catholic methodist baptist anglican ce rc",
    "city county borough district parish town metropolitan",
    "surgery pharmacy dental opticians veterinary chemist dentist",
    "january february march april may june july august september october november december",
    "one two three four five six seven eight nine ten i ii iii iv v vi",
)
# One of these on one side alone is another part of a group, or another institution of the same place: a person must say.
TELLING = frozenset(word for row in _OPPOSITES for word in row.split()) | _words(
    """
    university college academy school pharmacy hospice library museum council police fire ambulance church parish union
    association federation international holdings investments pension pensions charity charities charitable appeal
    enterprises recruitment training consulting consultancy developments development contracts contractors transport logistics
    plant hire civil engineering
    environmental waste security cleaning catering software systems technology technologies electrical mechanical windows roofing
    scaffolding plumbing heating cars coaches taxis travel friends former old solutions trading management estates rental contract
    direct foods wholesale retail lettings lifts fm csu icb lmc lpc pcn clinical
    commissioning primary partnership maternity mental community
    """
)
BEGUN_TELLING = TELLING | {word[:-1] for word in ("three", "four", "five", "seven", "eight")}  # also where a finance system cut them off
# Words that come and go without meaning another supplier.
WEIGHTLESS = _words("of for in at to on by a an co company ltd plc inc corp gmbh bv uk gb ltd plc dr drs mr mrs messrs ms re")
# Words for the counter to which a payment went.
DESKS = _words(
    """
    branch office depot dept department accounts account payable receivable head hq site invoices invoice payments payment
    remittance remittances sales ledger finance bacs factored factoring dd chaps only
    """
)
# Words for what a payment was for, as they stand after a name of three words or more: NHS Supply Chain Consumables.
PURPOSES = _words(
    """
    capital consumables stock orders order use goods procurement rates rent rents ndr nndr tax debit direct inv purchase
    collection fund funds treasurer treasurers cashier cashiers income payroll maintenance maint contracts products framework billing
    non prefix leasing zero cost pay interest dividend loan sundries reimbursements advance balance settlement
    """
)
STANDING = _words("nhs foundation trust")
HOSPITALS = _words("hospital healthcare ambulance")
# Words that end the name of a body: what follows them is what it was paid for.
CLOSING = _words("authority council agency commission commissioner")
# Words that only the names of public bodies hold: what is written after such a name is a department or what was paid for.
BODIES = _words("nhs council authority borough police constabulary hm ministry department")
DEPARTMENTS = _words(
    """
    housing finance education highways environmental business revenues revenue benefits parking planning legal leisure payroll
    section services income social care adult children insurance division team office offices corporate rate salary recharge
    licensing legal property estates democratic treasury recovery civic centre town hall
    """
)
# Words for what every neighbourhood has one of, named after villages and saints: a letter more or less there is another village.
LOCAL = _words(
    """
    surgery practice medical centre school primary nursery infant junior church house hall st care home group health community
    club road street lane park parish council playgroup pre preschool of dental clinic family doctors lodge court academy ce rc
    rest nursing residential farm village town avenue hospital nhs trust sports association society ltd c e high way view hill
    green college the pharmacy services day nurseries kids childcare child
    """
)


@cache
def _listed(name: str) -> str:
    return (files("cwbaudit.resolve") / name).read_text(encoding="utf-8")


@cache
def bits() -> dict[str, float]:
    """How much each listed word tells, in bits: 4 is in every sixteenth name."""
    told: dict[str, float] = {}
    weight = 0.0
    for line in _listed("common_words.txt").splitlines():
        if line.startswith("["):
            weight = float(line.strip("[]"))
        elif not line.startswith("#"):
            told |= dict.fromkeys(line.split(), weight)
    return told


@cache
def places() -> frozenset[str]:
    """Words that are the name of a town, district or county."""
    lines = _listed("places.txt").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=500_000)
def weight(word: str) -> float:
    """How much one word tells, in bits."""
    return 0.0 if word in WEIGHTLESS else bits().get(word, RARE if len(word) > 3 else 10.0)


@cache
def opposites() -> dict[str, frozenset[int]]:
    """The rows of opposites that a word stands in."""
    rows: dict[str, set[int]] = {}
    for number, row in enumerate(_OPPOSITES):
        for word in row.split():
            rows.setdefault(word, set()).add(number)
    return {word: frozenset(found) for word, found in rows.items()}
