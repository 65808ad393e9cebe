"""Words that finance systems shorten, in full: one spelling for each."""

from __future__ import annotations

import re

# Only what can hardly mean anything else in an organisation's name.
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
group: grp | hampshire: hants | health: hlth | healthcare: hlthcare | hertfordshire: herts | holdings: hldg hldgs
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


def spelled_out(parts: list[str]) -> list[str]:
    """Usual abbreviations in full."""
    if SPELLED.keys().isdisjoint(parts):
        return parts
    spelled = [SPELLED.get(part, part) for part in parts]
    return " ".join(spelled).split() if not _PHRASES.isdisjoint(parts) else spelled
