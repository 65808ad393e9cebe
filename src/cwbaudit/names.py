"""How a supplier's name is read: the one normal form by which names are compared, in rules, decisions and resolving.

The normal form is reached in named steps; `steps` shows each that changed something, so that a reader can follow it.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise

NO_NAME = "(no supplier named)"

# Legal forms. Those in KEPT are another kind of firm, so they stay in the key: an LLP is not the limited company of the same name.
LEGAL = {
    "limited": "ltd", "ltd": "ltd", "lt": "ltd",
    "plc": "plc", "llp": "llp", "lp": "lp", "inc": "inc", "incorporated": "inc", "cic": "cic", "cio": "cio", "gmbh": "gmbh", "bv": "bv",
    "co": "co", "company": "co", "corp": "corp", "corporation": "corp", "cyf": "ltd", "cyfyngedig": "ltd",
}  # fmt: skip
FORMS = frozenset(LEGAL.values())
KEPT = frozenset({"llp", "lp", "cic", "cio"})
_CUT_LIMITED = frozenset({"li", "lim", "limi", "limit", "limite"})
_ABC = "abcdefghijklmnopqrstuvwxyz"


def _one_slip(word: str) -> set[str]:
    """The word, and what one slip of the keyboard makes of it."""
    return {
        slip
        for at in range(len(word) + 1)
        for slip in (
            *(word[:at] + letter + word[at:] for letter in _ABC),
            *(word[:at] + letter + word[at + 1 :] for letter in ("", *_ABC)),
            *((word[: at - 1] + word[at : at + 1] + word[at - 1] + word[at + 1 :],) if at else ()),
        )
    }


_SLIPS = {  # a last word one slip away from a legal form; of a short form only a letter too many, or it would be another word
    slip: form
    for form in ("limited", "ltd", "llp", "cic", "plc")
    for slip in _one_slip(form)
    if len(form) > 3 or len(slip) > 3
} | {"ldt": "ltd", "tld": "ltd", "lid": "ltd", "td": "ltd", "ld": "ltd", "pl": "plc", "ll": "llp"}  # fmt: skip
_SLIPS |= {"ltd"[:at] + letter + "ltd"[at + 1 :]: "ltd" for at in range(3) for letter in "bcdfghjklmnpqrstvwxz"}  # no word has no vowel
_SLIPS = {slip: {"limited": "ltd"}.get(form, form) for slip, form in _SLIPS.items() if slip not in ("llps", "lcd", "lld", "lsd", "std")}
_COOPERATIVE = _one_slip("cooperative")
_COOPERATED = frozenset(slip[at:] for slip in _COOPERATIVE for at in (1, 2, 3))
_LONG_SLIPS = {slip: form for word, form in (("limited", "ltd"), ("company", "co")) for slip in _one_slip(word) - {word}}
_LONG_FORMS = (
    (("public", "limited", "company"), "plc"),
    (("limited", "liability", "partnership"), "llp"),
    (("limited", "partnership"), "lp"),
    (("community", "interest", "company"), "cic"),
    (("charitable", "incorporated", "organisation"), "cio"),
    (("company", "limited", "by", "guarantee"), "ltd"),
    (("limited", "by", "guarantee"), "ltd"),
)
_LONG_FORM = {first: [(long, short) for long, short in _LONG_FORMS if long[0] == first] for first in {long[0] for long, _ in _LONG_FORMS}}
_LONG = frozenset(_LONG_FORM) | _LONG_SLIPS.keys()

# One spelling for words that finance systems shorten. Only what can hardly mean anything else in an organisation's name.
_SPELLINGS = """
academy: acad acdmy | accountants: accts | administration: admin | advisory: advsry | ambulance: amb | authority: auth | architects: archts
associates: assocs | association: assn assoctn | birmingham: bham | borough: boro | brothers: bros
buckinghamshire: bucks | building: bldg bldng | cambridgeshire: cambs
buildings: bldgs | catering: catrng | centre: center cntr cntre ctr ctre | chemists: chem | children: childrens | college: clge coll
communications: comms | community: cmnty | construction: const constr constrn | consultancy: conslt consulty
consultants: conslts consult | contractors: contr contrs | cooperative: coop | corporation: corpn | council: cncl coun | county: cnty
department: dept | development: dev devlpmnt devt | diocese: dioc | distribution: distr | education: edu educ | electrical: elec
engineering: eng engng engr engrg | engineers: engrs | enterprises: ents | environment: env | environmental: enviro environ envl
equipment: eqpt equip | exchequer: excheq | facilities: facil facs | foundation: fdn fndn found foundn foundtn
gloucestershire: glos gloucs | government: gov govt
group: grp | hampshire: hants | healthcare: hlthcare | hertfordshire: herts | holdings: hldg hldgs
hospital: hosp hospitals hospitl hosps hsp | housing: hous hsg
industries: inds | infirmary: infirm | information: info | institute: inst | insurance: ins insce | international: intl
investments: invs | laboratories: labs | lancashire: lancs | leicestershire: leics | lincolnshire: lincs | maintenance: maint
management: managment mangmt mgmt mgt mngmt | manchester: manc mcr | manufacturing: manuf mfg | marketing: mktg | medical: med | men: mens
metropolitan: metro | national: natl | north: nth | northamptonshire: northants | nottinghamshire: notts | nursing: nurs
organisation: org organization | partners: ptners ptnrs | partnership: partnershp pship ptnrshp | pharmaceuticals: pharm pharma
practice: prac pract | primary: prim | products: prods | project: proj | projects: projs | properties: props | property: prop
publishing: publ | recruitment: recruit | residential: resi resid | retirement: retmt | royal: roy | school: sch schl
services: serv servcs service servs srvs svc svce svces svcs | society: soc socy | solicitors: solr solrs sols | solutions: soln solns
south: sth | staffordshire: staffs | station: stn | surgery: surg surgry | systems: sys systms | technologies: techs
technology: tech technol | telecommunications: telecom telecoms | training: trng | transport: transp | trust: trs trst tst
trustees: ttees | united: utd | university: uni univ unversity | warwickshire: warks | warehouse: whse
wiltshire: wilts | worcestershire: worcs | wolverhampton: wton | women: womens | yorkshire: yorks
"""
SPELLED: dict[str, str] = {
    short: word.strip()
    for entry in re.split(r"[|\n]", _SPELLINGS)
    if ":" in entry
    for word, shorts in [entry.split(":")]
    for short in shorts.split()
}
SPELLED |= {"saint": "st", "organization": "organisation", "ft": "foundation trust", "ccg": "clinical commissioning group"}
SPELLED |= {"pct": "primary care trust", "nhst": "nhs trust", "nhft": "nhs foundation trust", "nhsft": "nhs foundation trust"}
SPELLED |= {"nft": "nhs foundation trust"}
SPELLED |= {"lb": "london borough", "mbc": "metropolitan borough council"}
SPELLED |= {  # what public bodies are called by everybody
    "hmrc": "hm revenue customs", "nhsbt": "nhs blood transplant", "dwp": "department work pensions",
    "dhsc": "department health social care", "dvla": "driver vehicle licensing agency", "hmcts": "hm courts tribunals service",
    "cqc": "care quality commission", "tfl": "transport for london", "defra": "department environment food rural affairs",
}  # fmt: skip
_PHRASES = frozenset(short for short, long in SPELLED.items() if " " in long)
_DROPPED = frozenset({"and", "the", "adn", "nad", "teh", "hte"})

_DIGIT = re.compile(r"\d")
_ACCOUNT = re.compile(
    r"\(?\b(?:a/?c|acc(?:oun)?t|vendor|supplier|ref|cust(?:omer)?)\b\.?\s*(?:no\.?|number|ref)?\s*[:#-]?\s*[a-z]?\d+\)?", re.IGNORECASE
)
_LONG_NUMBER = re.compile(r"\A\d{5,}(?=[a-z])|(?<=[a-z]{4})\d{5,}\b|\b[a-z]{0,3}\d{5,}[a-z]?\b", re.IGNORECASE)
_NOTE = re.compile(
    r"(?:(?:\b|(?<=[a-z]{4}))do not use|\b(?:don'?t use|dnu|not in use))\b(?:\W*(?:see|use)\W+[a-z]*\d*)?|\b(?:see|use)\W+[a-z]*\d{3,}\b"
    r"|\binv(?:oice)?s?\W+prefi?x\W+\w+|\binv\W+\d+s?\b",
    re.IGNORECASE,
)
_TRADING = re.compile(r"(?<=[\w.)\]] )(?:\(?t/as?\b\.?|ta\b|trading as\b|trdg as\b)|\bt/a\b", re.IGNORECASE)
_INITIALS = re.compile(r"\b(?:[a-z]\.\s?){2,}", re.IGNORECASE)
_TRADING_HINT = re.compile(r"t/|\bta\b|\btr", re.IGNORECASE)
_ENDING = re.compile(r".{3,}?\s(?:limited|ltd|plc|llp|cic)\b\.?(?=\W*\w{2,})", re.IGNORECASE)
_FORM = re.compile(r"\b(?:limited|ltd|plc|llp)\b", re.IGNORECASE)
_SUM = re.compile(r"\W*total\b", re.IGNORECASE)
_GLUED_FORM = re.compile(r"([a-z]{4,})(ltd|limited|llp|plc)\Z")
_GLUED = ("ltd", "limited", "llp", "plc")
_ENTITY = re.compile(r"&(?:#\d{2,4}|#x[0-9a-f]{2,4}|amp|quot|apos|nbsp);", re.IGNORECASE)
_BLANK_AS_LETTERS = re.compile(r"(?<=[A-Z])AA(?= )")  # a blank that does not break, once read wrongly and then written without accents
_SURELY_A_BLANK = re.compile(r"\b[A-Z]{4,}[B-Z]AA ")  # told by one such word
_MOJIBAKE = re.compile("[\u00c2\u00c3\u00e2][\u0080-\u00bf\u2010-\u2122]")
_PUNCTUATION = {code: " " for code in range(128) if not chr(code).isalnum()} | dict.fromkeys(map(ord, "'`\u2019\u2018\u00b4"))
_PUNCTUATION |= {ord("&"): " and ", ord("+"): " and "}
_NOT_WORD = re.compile(r"[^a-z0-9 ]+")
_PLAIN = re.compile(r"[a-zA-Z &'()+,:;/-]*")
# Words that a text step may look for; without them a name of these letters changes by case and punctuation only.
_HINTS = frozenset({"t", "ta", "tas", "trading", "trdg", "not", "dont", "dnu", "prefix", "prefx", "amp", "quot", "apos", "nbsp"})


def _mended(text: str) -> str:
    """UTF-8 that was once read as Windows-1252 is read rightly: `CafÃ©` -> `Café`; and so are the signs of web pages, `King&#039;s`, and
    blanks that have become letters, `GUYSAA ANDAA ST THOMAS`."""
    if "&" in text and ";" in text:
        text = _ENTITY.sub(lambda sign: html.unescape(sign.group().lower()), text)
    if "AA " in text and (len(_BLANK_AS_LETTERS.findall(text)) > 1 or _SURELY_A_BLANK.search(text)):
        text = _BLANK_AS_LETTERS.sub("", text)
    if text.isascii() or not _MOJIBAKE.search(text):
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def _without_account(text: str) -> str:
    """Account and vendor numbers are the payer's, not the supplier's: `(A/C 00417)`, `V001234`, a number glued to the front."""
    if not _DIGIT.search(text):
        return text
    kept = _LONG_NUMBER.sub(" ", _ACCOUNT.sub(" ", text))
    return kept if sum(map(str.isalpha, kept)) > 2 else text


def _without_note(text: str) -> str:
    """What a clerk tells the payer is no part of the name: `DO NOT USE SEE 55604`, `INV PREFIX 905`."""
    kept = _NOTE.sub(" ", text)
    return kept if sum(map(str.isalpha, kept)) > 2 else text


def _without_trading(text: str) -> str:
    """`T/A` and `trading as` part two names of one supplier; both are kept, the words between them go."""
    return _TRADING.sub(" ", text) if _TRADING_HINT.search(text) else text


def _joined_initials(text: str) -> str:
    """`N.W. Builders` -> `NW Builders`."""
    return _INITIALS.sub(lambda match: re.sub(r"[.\s]", "", match.group()) + " ", text) if "." in text else text


def _without_accents(text: str) -> str:
    text = text.casefold()
    if text.isascii():
        return text
    return "".join(ch for ch in unicodedata.normalize("NFKD", text) if not unicodedata.combining(ch)).casefold()


def _whole_cooperative(text: str) -> str:
    """`Co-op` is one word; a long name that ends in `Co-` was cut off within it, but after `&` that is a company."""
    if text.endswith(" co-") and len(text) > 20 and not text.endswith(("& co-", "and co-")):
        text = f"{text[:-1]}operative"
    return text.replace("co-o", "coo")


def _without_punctuation(text: str) -> str:
    """Apostrophes close up, `&` and `+` are `and`, all else parts words."""
    text = _whole_cooperative(text).translate(_PUNCTUATION)
    return text if text.isascii() else _NOT_WORD.sub(" ", text)


_TEXT_STEPS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("wrongly read letters", _mended),
    ("account numbers", _without_account),
    ("notes to the payer", _without_note),
    ("trading as", _without_trading),
    ("initials", _joined_initials),
    ("case and accents", _without_accents),
    ("punctuation", _without_punctuation),
)


def _without_and(parts: list[str]) -> list[str]:
    return parts if _DROPPED.isdisjoint(parts) else [part for part in parts if part not in _DROPPED]


def _single_letters(parts: list[str]) -> list[str]:
    """Letters that stand alone are initials of one word, `n w builders` -> `nw builders`; an `s` belongs to the word before it."""
    if min(map(len, parts), default=2) > 1:
        return parts
    made: list[str] = []
    open_run = False
    for part in parts:
        alone = len(part) == 1 and part.isalpha()
        if alone and open_run:
            made[-1] += part
        elif part == "s" and made and len(made[-1]) > 2 and not made[-1].isdigit():
            made[-1] += part
            continue
        else:
            made.append(part)
        open_run = alone
    return made


def _cooperatives(parts: list[str]) -> list[str]:
    """`Co operative`, `Oc-Operative` and `Co-Oeprative` are one word."""
    if _COOPERATED.isdisjoint(parts):
        return parts
    for at, (first, second) in enumerate(pairwise(parts)):
        if len(first) < 4 and second in _COOPERATED and first + second in _COOPERATIVE:
            return [*parts[:at], "cooperative", *parts[at + 2 :]]
    return parts


def _long_forms(parts: list[str]) -> list[str]:
    for at in range(1, len(parts) - 1):
        for long, short in _LONG_FORM.get(parts[at], ()) if at < len(parts) else ():
            if tuple(parts[at : at + len(long)]) == long:
                parts = [*parts[:at], short, *parts[at + len(long) :]]
                break
    return parts


def _short_forms(parts: list[str]) -> list[str]:
    """Legal forms in one spelling each; `Limi` or `Limtied` at the end is `Limited`."""
    if not _LONG.isdisjoint(parts):
        parts = _long_forms(parts)
        parts = [*parts[:1], *(_LONG_SLIPS.get(part, part) for part in parts[1:])]  # whatever is written after it: Limtied - Bolton
    last = parts[-1] if parts else ""
    if len(parts) > 1 and (meant := "ltd" if last in _CUT_LIMITED else _SLIPS.get(last)):
        parts = [*parts[:-1], meant]
    elif last not in LEGAL and last.endswith(_GLUED) and (glued := _GLUED_FORM.match(last)):
        parts = [*parts[:-1], *glued.groups()]
    return parts if LEGAL.keys().isdisjoint(parts) else [LEGAL.get(part, part) for part in parts]


def _said_once(parts: list[str]) -> list[str]:
    """A name of three words or more that is written twice, or again behind `total`: `Ribble Care Trust Total Ribble Care Trust`."""
    half = len(parts) // 2
    if half > 2 and parts[:half] == parts[-half:] and (len(parts) == 2 * half or parts[half] == "total"):
        return parts[:half]
    return parts


def _spelled_out(parts: list[str]) -> list[str]:
    """Usual abbreviations in full."""
    if SPELLED.keys().isdisjoint(parts):
        return parts
    spelled = [SPELLED.get(part, part) for part in parts]
    return " ".join(spelled).split() if not _PHRASES.isdisjoint(parts) else spelled


_WORD_STEPS: tuple[tuple[str, Callable[[list[str]], list[str]]], ...] = (
    ("and, the", _without_and),
    ("co-operative", _cooperatives),
    ("single letters", _single_letters),
    ("legal forms", _short_forms),
    ("abbreviations", _spelled_out),
    ("said twice", _said_once),
)


def read(name: str) -> tuple[str, ...]:
    """`words`, without remembering the answer."""
    return normal(plain(name) or stripped(name))


def plain(name: str) -> list[str]:
    """The words of a plain name, with which no number, note or trading name is written: only case and punctuation are taken from it.
    None of any other."""
    if not _PLAIN.fullmatch(name) or "AA " in name:
        return []
    found = _whole_cooperative(name.casefold()).translate(_PUNCTUATION).split()
    return found if _HINTS.isdisjoint(found) else []


def stripped(name: str) -> list[str]:
    """The words of any name, without what is written beside it."""
    for _, step in _TEXT_STEPS:
        name = step(name)
    return name.split()


def normal(found: list[str]) -> tuple[str, ...]:
    """The words of a name, each in its normal form."""
    for _, of_words in _WORD_STEPS:
        found = of_words(found)
    return tuple(found)


@lru_cache(maxsize=100_000)
def words(name: str) -> tuple[str, ...]:
    """The words of a name in normal form, legal form last words included: `The N.W. Bldg Co. Limited` -> nw building co ltd."""
    return read(name)


@lru_cache(maxsize=100_000)
def key(name: str) -> str:
    """The normal form by which two names are the same: words without the ordinary legal forms; a name of nothing else keeps them."""
    return key_of(words(name), name)


def key_of(said: tuple[str, ...], name: str) -> str:
    """The key that the words of `name` make."""
    if FORMS.isdisjoint(said):
        return " ".join(said) or name.strip().casefold()
    kept = [word for word in said if word not in FORMS or word in KEPT]
    if KEPT.issuperset(kept):
        return " ".join(said) or name.strip().casefold()
    return " ".join(kept)


def trades(name: str) -> bool:
    """Whether a name says what else its bearer trades as."""
    return bool(_TRADING_HINT.search(name) and _TRADING.search(name))


def whole(name: str) -> bool:
    """Whether nothing beside the name, no number and no note, is written with it: only then does its width tell anything."""
    return not _DIGIT.search(name) and not _NOTE.search(name)


def parts(name: str) -> tuple[str, ...]:
    """Other names that stand within a name: before and after `T/A` or `#`, and the legal name that ends at its `Ltd`.

    `Hill Care Ltd T/A Rose Lodge` -> Hill Care Ltd, Rose Lodge. `Hill Care Ltd Preston` -> Hill Care Ltd. Nothing where there is but one.
    """
    if "#" in name or trades(name):
        found = [part.strip(" ()-,.") for part in _TRADING.sub("#", name).split("#")]
        return tuple(part for part in found if sum(map(str.isalpha, part)) > 3)
    ending = _ENDING.match(name)
    if ending and _SUM.match(name, ending.end()):  # the row of another supplier's total ran in
        return ()
    return (name[: ending.end()],) if ending and not _FORM.search(name, ending.end()) else ()


def steps(name: str) -> list[tuple[str, str]]:
    """Every step that changed the name, with what it made of it: the working of the normal form."""
    told: list[tuple[str, str]] = []
    text = name
    for title, step in _TEXT_STEPS:
        if (after := " ".join(step(text).split())) != text:
            told.append((title, after))
        text = after
    found = text.split()
    for title, of_words in _WORD_STEPS:
        if (after_words := of_words(found)) != found:
            told.append((title, " ".join(after_words)))
        found = after_words
    if key(name) != " ".join(found):
        told.append(("legal form set aside", key(name)))
    return told
