"""Invented suppliers' names, and how each anchor writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from making.dice import Dice

# Coined stems: British in sound, so that the lists read true, but put together so that no firm is meant by them.
_FIRST = (
    "Alder Amber Arkle Barden Beckle Birken Blaithe Bramble Brindle Brocken Calven Carle Caster Clough Copple Crake Dallow Darner "
    "Dunnow Elder Ellis Fallow Fenner Flax Foulden Gaither Garther Glaze Gorse Graile Haller Harrow Hather Hazel Heron Holling Hother "
    "Ingle Jenner Kestrel Kitter Langer Larch Linden Lowther Maple Marle Merle Mossen Nether Oaken Otter Pallis Peeler Pender Quarle "
    "Quern Raven Redder Riven Rowan Rusher Sable Scarther Sedge Selber Shawle Silver Skelder Spenner Stainer Swarther Tarner Thistle "
    "Thorner Toller Ulver Vander Wadder Wether Whinner Winter Wooler Wrenner Yarrow Yewden"
)
_LAST = (
    "moor wick thwaite holme bank croft gate dale field hurst combe stead brook ford worth mere shaw rigg cliffe mount garth stone "
    "ridge well firth lea bourne cote fell haugh"
)
_TRADES = {
    "Adult social care": "Care Homes|Homecare|Supported Living|Residential Care|Domiciliary Care|Nursing Homes|Day Services",
    "Children's services": "Fostering|Children's Homes|Family Support|Nurseries|Young People's Services|Residential Schools",
    "Construction and repairs": "Construction|Builders|Joinery|Roofing|Electrical|Plumbing & Heating|Decorating|Building Services|Glazing",
    "Highways and civil engineering": "Civil Engineering|Surfacing|Groundworks|Road Markings|Highways|Street Lighting|Traffic Systems",
    "Waste and recycling": "Recycling|Skip Hire|Waste Services|Environmental|Reclamation",
    "ICT": "IT Solutions|Software|Computing|Network Systems|Data Services|Business Systems",
    "Telecoms": "Telephone Systems|Voice & Data|Networks",
    "Transport and travel": "Coaches|Travel|Taxis|Minibuses|Coach Hire|Buses",
    "Vehicles and fuel": "Motors|Vehicle Hire|Fuels|Commercials|Tyres|Fleet Services",
    "Catering and food": "Catering|Foods|Butchers|Dairies|Bakery|Fresh Produce|Vending|Fine Foods",
    "Cleaning and facilities": "Cleaning|Facilities Management|Hygiene|Janitorial Supplies|Window Cleaning|Pest Control",
    "Security": "Security|Alarms|Guarding|CCTV Systems|Locksmiths",
    "Office supplies and print": "Office Supplies|Print|Stationers|Design & Print|Paper|Reprographics",
    "Agency staff": "Recruitment|Resourcing|Staffing|Personnel|Supply Teachers",
    "Legal and professional": "Consulting|Surveyors|Architects|Chartered Accountants|Planning Consultants|Engineers|Associates|Partnership",
    "Training and development": "Training|Learning|Skills Academy|Development Services|Apprenticeships",
    "Grounds maintenance": "Landscapes|Grounds Maintenance|Tree Services|Fencing|Nurserymen",
    "Furniture and equipment": "Furniture|Contract Interiors|Equipment|Catering Equipment|Shelving|Playground Equipment",
    "Community services": "Community Trust|Advice Centre|Enterprises|Arts|Carers Centre|Youth Project",
    "Rent and property": "Estates|Property|Investments|Developments|Business Park",
    "Books and learning resources": "Books|Publishing|Educational Resources|Library Supplies",
    "Uniform and equipment": "Workwear|Protective Clothing|Uniforms|Body Armour",
    "Medical and custody services": "Medical Services|Forensic Physicians|Occupational Health|Custody Care",
    "Leisure and culture": "Leisure|Theatre Productions|Sports|Museum Services|Events",
}
_PARTNERS = {"Surveyors", "Architects", "Chartered Accountants", "Planning Consultants", "Engineers"}
_CHARITIES = {"Community Trust", "Advice Centre", "Arts", "Carers Centre", "Youth Project"}
_SMALL_TRADES = (  # trades in which no firm is an anchor's largest supplier
    " t/a ", "& Sons", "Decorating", "Joinery", "Glazing", "Roofing", "Window Cleaning", "Pest Control", "Butchers", "Bakery", "Vending",
    "Locksmiths", "Taxis", "Stationers", "Shelving", "Fencing", "Tree Services", "Road Markings", "Skip Hire",
)  # fmt: skip
_WITH_THE = {"Group", "Trust", "Centre", "Partnership", "Project", "Academy"}  # what people say `the` before
_SHORT = (
    ("Construction", "Constr."), ("Services", "Servs"), ("Management", "Mgmt"), ("Engineering", "Eng."), ("Solutions", "Solns"),
    ("Associates", "Assoc."), ("Group", "Grp"),
)  # fmt: skip
WIDTH = 30  # the Constabulary's payments system holds this many characters of a name
TOO_ALIKE = 75  # suppliers stay further apart than the resolver's own threshold for asking a person (85)


@dataclass
class Supplier:
    """One invented supplier: the truth behind every way of writing it."""

    base: str
    form: str
    home: str
    category: str
    postcode: str = ""
    authority: str = ""
    company: str = ""
    typo_at: str = ""
    elsewhere: dict[str, str] = field(default_factory=dict)  # body -> the postcode that body holds instead
    spelled: dict[str, str] = field(default_factory=dict)  # body -> the one way it writes the name

    @property
    def name(self) -> str:
        """The name in full, as the supplier's own letterhead would have it."""
        return f"{self.base} {self.form}".strip()

    @property
    def small(self) -> bool:
        """Whether its trade is one of small firms."""
        return any(trade in self.base for trade in _SMALL_TRADES)


class Namer:
    """Hands out names that are not like any name handed out before."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        self._taken: list[str] = []

    def reserve(self, name: str) -> None:
        """Keep new names away from this one."""
        self._taken.append(_essence(name))

    def draw(self, category: str) -> tuple[str, str]:
        """A new name for a supplier of this category: the name and its legal form."""
        while True:
            trade = self._dice.pick(_TRADES[category].split("|"))
            base, form = self._compose(trade)
            if f"{base} {form}"[WIDTH - 1 : WIDTH] == " ":  # a cut that falls between words would not show as one
                continue
            if process.extractOne(_essence(base), self._taken, scorer=fuzz.ratio, score_cutoff=TOO_ALIKE) is None:
                self.reserve(base)
                return base, form

    def _compose(self, trade: str) -> tuple[str, str]:
        stem = self._stem()
        if trade in _PARTNERS and self._dice.chance(60):
            return f"{stem} & {self._stem()} {trade}", "LLP"
        if trade in _CHARITIES:
            return f"{stem} {trade}", "CIC" if self._dice.chance(30) else ""
        shape = self._dice.below(20)
        if shape == 0:
            return f"{stem} {trade} Group", "Ltd"
        if shape == 1:
            return f"{stem} & Sons {trade}", "Ltd"
        if shape == 2:
            return f"{stem} t/a {self._stem()} {trade}", ""
        return f"{stem} {trade}", self._dice.weighted((("Ltd", 84), ("", 8), ("plc", 5), ("LLP", 3)))

    def _stem(self) -> str:
        return self._dice.pick(_FIRST.split()) + self._dice.pick(_LAST.split())


def _essence(name: str) -> str:
    """Letters and digits of a name in lower case, without `and` and legal form."""
    words = re.sub(r"[^a-z0-9]+", " ", name.lower().replace("'", "").replace("t/a", " ")).split()
    return " ".join(word for word in words if word not in {"and", "ltd", "plc", "llp", "cic", "the"})


def write(supplier: Supplier, body: str, dice: Dice, account: int) -> str:
    """The supplier's name as this anchor's finance system holds it."""
    base = _slip(supplier.base) if supplier.typo_at == body else supplier.base
    if body == "City Council":
        form = "Limited" if supplier.form == "Ltd" and dice.chance(60) else supplier.form
        return ("The " if base.split()[-1] in _WITH_THE else "") + f"{base} {form}".strip()
    if body == "County Council":
        return f"{base} {supplier.form}".strip().upper()
    if body == "Constabulary":
        if len(base) < WIDTH and dice.chance(75):
            for long, short in _SHORT:
                base = base.replace(long, short)
        return f"{base} {supplier.form}".strip()[:WIDTH].rstrip()
    if body == "Housing Association":
        return f"{base.replace(' & ', ' and ')} {'Limited' if supplier.form == 'Ltd' else supplier.form}".strip()
    if body == "Further Education College":
        written = f"{base} {supplier.form}".strip()
        return written.upper() if dice.chance(12) else written.replace("t/a", "trading as")
    return f"{base.replace(' & ', ' and ') if dice.chance(40) else base} {supplier.form}".strip() + f" (A/C {account:05d})"


def _slip(base: str) -> str:
    """The name with one slip of the typist's finger in its first word, past the fourth letter: one left out, or two swapped."""
    stem, rest = base.split(" ", 1)
    if len(base) % 2 or len(base) < 20:
        return f"{stem[:5]}{stem[6:]} {rest}"
    return f"{stem[:5]}{stem[6]}{stem[5]}{stem[7:]} {rest}"
