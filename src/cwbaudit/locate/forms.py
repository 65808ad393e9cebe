"""What postcodes look like: the United Kingdom's, its neighbours', and what people write when they have none.

The British shapes are those of all 2.7 million codes ever issued, not of the live ones: a strict modern pattern rejects
seven thousand real historic codes (NPT, W1M, W1N, W1R, W1V, W1X, W1Y). Inward letters are never C I K M O V.
"""

from __future__ import annotations

import re

_AREAS = (
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL GU GY HA HD HG "
    "HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S "
    "SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE"
)
AREAS = frozenset(_AREAS.split())
CROWN = frozenset({"GY", "IM", "JE"})
NON_GEOGRAPHIC = frozenset({"BX", "XX", "QC", "GIR"})
FORCES = "BF"

_AREA = "|".join(sorted((AREAS | NON_GEOGRAPHIC | {FORCES}) - {"GIR"}, key=lambda area: (-len(area), area)))
_OUTWARD = rf"(?:(?:{_AREA})[0-9](?:[0-9]|[A-HJKMNPR-Y])?|NPT|GIR)"
_INWARD = r"[0-9][ABD-HJLNP-UW-Z]{2}"
_ALONE, _ENDS = r"(?<![A-Z0-9])", r"(?![A-Z0-9])"

UNIT = re.compile(rf"({_OUTWARD})({_INWARD})")
UNIT_WITHIN = re.compile(rf"{_ALONE}({_OUTWARD}) ?({_INWARD}){_ENDS}")
DISTRICT = re.compile(_OUTWARD)
SECTOR = re.compile(rf"({_OUTWARD}) ([0-9])[A-Z]?")
NHS_PSEUDO = re.compile(rf"ZZ99{_INWARD}")

_ROUTING = (
    "A41 A42 A45 A63 A67 A75 A81 A82 A83 A84 A85 A86 A91 A92 A94 A96 A98 C15 D01 D02 D03 D04 D05 D06 D07 D08 D09 D10 D11 D12 D13 D14 "
    "D15 D16 D17 D18 D20 D22 D24 D6W E21 E25 E32 E34 E41 E45 E53 E91 F12 F23 F26 F28 F31 F35 F42 F45 F52 F56 F91 F92 F93 F94 H12 H14 "
    "H16 H18 H23 H53 H54 H62 H65 H71 H91 K32 K34 K36 K45 K56 K67 K78 N37 N39 N41 N91 P12 P14 P17 P24 P25 P31 P32 P36 P43 P47 P51 P56 "
    "P61 P67 P72 P75 P81 P85 R14 R21 R32 R35 R42 R45 R51 R56 R93 R95 T12 T23 T34 T45 T56 V14 V15 V23 V31 V35 V42 V92 V93 V94 V95 W12 "
    "W23 W34 W91 X35 X42 X91 Y14 Y21 Y25 Y34 Y35"
)
ROUTING_KEYS = tuple(_ROUTING.split())
_EIRCODE = rf"({'|'.join(ROUTING_KEYS)}) ?((?=[0-9]*[A-Z])[0-9AC-FHKNPRTV-Y]{{4}})"
EIRCODE = re.compile(_EIRCODE)
EIRCODE_WITHIN = re.compile(rf"{_ALONE}{_EIRCODE}{_ENDS}")

OVERSEAS_TERRITORY = re.compile(
    r"(?:ASCN|STHL|TDCU|FIQQ|SIQQ|TKCA|PCRN|BBND|BIQQ)1ZZ|GX111AA|AI2640|(?:VG|MSR)[0-9]{4}|KY[1-3][0-9]{4}",
)
FORCES_NUMBER = re.compile(rf"{_ALONE}B ?F ?P ?O ?([0-9]{{1,4}}){_ENDS}")
# France, Germany, United States; Sweden; the Netherlands; D-, L-, CH-; ZIP+4; Canada. Parted as they are there: a price is none.
FOREIGN = re.compile(
    r"[0-9]{4,6}|[0-9]{3} [0-9]{2}|(?:NL ?)?[0-9]{4} ?[A-Z]{2}|[A-Z]{1,2} ?[0-9]{4,5}|[0-9]{5} ?[0-9]{4}|[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9]"
)

# Written where the postcode should be. Only as the whole text: a street may be named after any of them.
COUNTRY = re.compile(
    r"(?:THE |REPUBLIC OF )?(?:IRELAND|EIRE|FRANCE|GERMANY|BELGIUM|NETHERLANDS|HOLLAND|LUXEMBOURG|SPAIN|PORTUGAL|ITALY|SWITZERLAND|AUSTRIA|"
    r"DENMARK|SWEDEN|NORWAY|FINLAND|ICELAND|POLAND|CZECH REPUBLIC|SLOVAKIA|HUNGARY|ROMANIA|BULGARIA|GREECE|CYPRUS|MALTA|ESTONIA|LATVIA|"
    r"LITHUANIA|CROATIA|SLOVENIA|TURKEY|USA|US|U S A|UNITED STATES|UNITED STATES OF AMERICA|CANADA|MEXICO|BRAZIL|AUSTRALIA|NEW ZEALAND|"
    r"INDIA|PAKISTAN|CHINA|HONG KONG|SINGAPORE|MALAYSIA|JAPAN|SOUTH KOREA|ISRAEL|UAE|UNITED ARAB EMIRATES|SAUDI ARABIA|SOUTH AFRICA|KENYA|"
    r"NIGERIA)|(?:CO )?DUBLIN(?: [0-9]{1,2}W?)?"
)
TERRITORY = re.compile(
    r"GIBRALTAR|BERMUDA|(?:THE )?CAYMAN ISLANDS|(?:THE )?FALKLAND ISLANDS|BRITISH VIRGIN ISLANDS|ST HELENA|MONTSERRAT|ANGUILLA"
)
DEPENDENCY = re.compile(r"JERSEY|GUERNSEY|ALDERNEY|SARK|CHANNEL ISLANDS|ISLE OF MAN")

PLACEHOLDER = re.compile(
    r"0+|9+|X+|NA|NAN|NONE|NULL|NIL|TBC|TBA|UNKNOWN|REDACTED|VARIOUS|WITHHELD|CONFIDENTIAL|BLANK|MISSING|REF|POSTCODE|POSTCODEUNKNOWN|"
    r"NOPOSTCODE|NOT(?:KNOWN|AVAILABLE|APPLICABLE|PROVIDED|RECORDED|SUPPLIED|STATED|HELD|SET)"
)
COUNTRY_AFTER = re.compile(r"(?: (?:UK|GB|GBR|UNITED KINGDOM|GREAT BRITAIN|ENGLAND|SCOTLAND|WALES|NORTHERN IRELAND))+$")


def standard(compact: str) -> str:
    """`PR12HE` as Royal Mail writes it: `PR1 2HE`."""
    return f"{compact[:-3]} {compact[-3:]}"


def sector(compact: str) -> str:
    """The sector of a full postcode: `PR1 2` of `PR12HE`."""
    return f"{compact[:-3]} {compact[-3]}"


def area(compact: str) -> str:
    """The leading letters: `PR` of `PR12HE`."""
    return re.match(r"[A-Z]+", compact)[0]  # type: ignore[index]  # only called on what matched UNIT
