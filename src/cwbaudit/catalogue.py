"""The catalogue of findings: what may be wrong with the data, what it means, and what to do. A finding stops nothing and loses nothing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True)
class FindingKind:
    """One entry of the catalogue: a stable code and what it means to a reader."""

    code: str
    severity: Severity
    title: str
    meaning: str
    remedy: str
    sets_aside: bool = False


_KINDS = (
    FindingKind(
        "amount-missing",
        "warning",
        "A row has a supplier but no amount",
        "The row was set aside: it carries no money, so no total is affected.",
        "Check the row in the source file; if an amount is missing there, ask the body for it.",
        sets_aside=True,
    ),
    FindingKind(
        "amount-unreadable",
        "error",
        "An amount cannot be read",
        "The row was set aside and is in no total. The text is not a sum of money in any form we know.",
        "Correct the cell in the source file, or name the right amount column under `columns`.",
        sets_aside=True,
    ),
    FindingKind(
        "amount-sub-penny",
        "warning",
        "An amount has more than two decimals",
        "It was rounded to the nearest penny, ties away from nought; the note says what was published.",
        "Nothing, if the difference is spreadsheet noise; otherwise ask the body for the exact figure.",
    ),
    FindingKind(
        "amount-comma",
        "warning",
        "An amount has a comma where the point should be",
        "It was counted with the comma as the point before the pence: a comma between thousands has three digits on its right.",
        "Compare the note with the invoice; if another sum was meant, correct the cell in the source file.",
    ),
    FindingKind(
        "amount-digits-lost",
        "warning",
        "An amount has lost its last digits",
        "A spreadsheet saved it as a power of ten, such as 1.25E+05: it was counted as that number, which is near what was paid.",
        "Ask the body for the file as its finance system wrote it; the missing digits are not in this one.",
    ),
    FindingKind(
        "sign-doubtful",
        "warning",
        "Sums may have the wrong sign",
        "Nearly all sums of a table are negative, or a column says of some that they are credits and they have no minus. They were counted "
        "as they are written.",
        "Compare one with its invoice, and settle it: the note says with which key.",
    ),
    FindingKind(
        "amount-in-parts",
        "warning",
        "An amount is the sum of several columns",
        "No column is the whole amount: each payment was counted as the sum of those that the note names.",
        "Settle it: name the columns, or the one that counts, under `columns` of the source, as the note shows.",
    ),
    FindingKind(
        "date-unreadable",
        "warning",
        "A date cannot be read",
        "The row is counted, without a date.",
        "Correct the cell, or set `date_format` for the source.",
    ),
    FindingKind(
        "date-outside-period",
        "warning",
        "A date lies outside the audit's period",
        "The row is counted: the period is the audit's claim, not a filter.",
        "Check whether the file belongs to this audit, or correct `period`.",
    ),
    FindingKind(
        "supplier-missing",
        "warning",
        "A row has an amount but no supplier",
        "The row is counted under the supplier named `(no supplier named)` and cannot be placed.",
        "Ask the body for the name, or check `columns.supplier_name`.",
    ),
    FindingKind(
        "total-row",
        "note",
        "A row is a total, not a payment",
        "The row was set aside, so that its amount is not counted twice.",
        "Nothing, unless it is a real supplier: then set `keep_totals = true` for the source.",
        sets_aside=True,
    ),
    FindingKind(
        "left-out",
        "note",
        "A row says that it is no spend",
        "A payment that was cancelled, or the payment of an invoice that is listed too; or a row that `leave_out` names. It was set aside.",
        "Nothing, unless it was paid: then set `leave_out = {}` for the source, or name in it the rows that are to be left out.",
        sets_aside=True,
    ),
    FindingKind(
        "repeated-header",
        "note",
        "The header row appears again inside the data",
        "The row was set aside; it carries no money.",
        "Nothing.",
        sets_aside=True,
    ),
    FindingKind(
        "not-a-payment",
        "note",
        "A row holds neither a supplier nor an amount",
        "A note, footer or section title; the row was set aside and carries no money.",
        "Nothing.",
        sets_aside=True,
    ),
    FindingKind(
        "lines-in-two-files",
        "warning",
        "Two files hold the same lines",
        "The lines are equal in all that was read of them. They are counted in both files, as published.",
        "If one file repeats the other's months, take it out of `files`; for files of one body `drop_repeats = true` does the same.",
    ),
    FindingKind(
        "lines-dropped",
        "note",
        "Lines that another file of the body holds were dropped",
        "The source says `drop_repeats = true`: what two of its files hold alike is counted once, from the first of them.",
        "Nothing, unless equal lines are separate payments: then take `drop_repeats` out.",
        sets_aside=True,
    ),
    FindingKind(
        "register-unmatched",
        "warning",
        "The supplier register gives no postcode for a supplier",
        "It has no entry of the supplier, or one without a postcode, or several with different ones: these lines have none.",
        "Add the supplier or its postcode to the register, or a postcode to the decisions.",
    ),
    FindingKind(
        "register-disagrees",
        "warning",
        "Entries of the supplier register disagree",
        "They have one reference or name and different answers: none of them was taken. The value is the reference or the name, the pounds "
        "are those of its payments.",
        "Ask the body which entry is right, and correct the register; or decide the postcode in decisions/postcodes.csv.",
    ),
    FindingKind(
        "register-joined",
        "note",
        "Payments were joined to the supplier register",
        "The note says how many have an entry, and what they were given that they do not say themselves. The pounds are those of the "
        "payments that have one.",
        "Nothing, if most have one; otherwise ask for a newer register, or for the references that the payments use.",
    ),
    FindingKind(
        "possible-same-supplier",
        "warning",
        "Two names may be one supplier",
        "They were kept apart, because the likeness is not certain enough to join them; or because their names differ, though a register "
        "has them under one number.",
        "Add a line to decisions/suppliers.csv that says same or different.",
    ),
    FindingKind(
        "register-match-in-doubt",
        "warning",
        "A supplier may be an entry of a register",
        "Nothing was taken from the entry: its name is not like enough, another is as like, the number beside the supplier is another, "
        "or the number is the entry's and the name is not; or the entry is no more.",
        "Look the supplier up, and say in review.xlsx or in decisions/numbers.csv which entry it is, or is not.",
    ),
    FindingKind(
        "register-entries-differ",
        "warning",
        "A supplier has several entries in registers, with other names or postcodes",
        "The entry whose number stands beside the supplier was taken, else the first of companies, charities and co-operatives; the note "
        "says which entry, and what else there is.",
        "Nothing where both are one organisation and the postcode taken is right; else say which entry it is in decisions/numbers.csv, or "
        "where it is in decisions/postcodes.csv.",
    ),
    FindingKind(
        "places-disagree",
        "warning",
        "One supplier is written with postcodes in different authorities",
        "The stronger source of the postcode decides, then most spend; the note lists the others.",
        "If it is a branch that matters, decide the postcode in decisions/postcodes.csv.",
    ),
    FindingKind(
        "postcode-unreadable",
        "warning",
        "A postcode cannot be read",
        "The supplier is unplaced unless another of its postcodes can be read.",
        "Correct the postcode, or decide it in decisions/postcodes.csv.",
    ),
    FindingKind(
        "postcode-unknown",
        "warning",
        "A postcode is well formed but in no directory",
        "The supplier is unplaced unless another of its postcodes is known, or its whole sector lies in one authority.",
        "Check for a typing error, or decide the postcode in decisions/postcodes.csv.",
    ),
    FindingKind(
        "postcode-repaired",
        "note",
        "A postcode was repaired",
        "A character was misread (O for 0, I for 1); one postcode of the directory is nearest to what is written, and it was used.",
        "Nothing, unless the repair is wrong: then decide the postcode.",
    ),
    FindingKind(
        "supplier-unplaced",
        "warning",
        "A supplier has no place",
        "Its spend is shown as unplaced; it is never counted as leaking.",
        "Find its postcode and write it in decisions/postcodes.csv.",
    ),
    FindingKind(
        "contract-date-unreadable",
        "warning",
        "A date in a contracts register cannot be read",
        "The contract is kept without that date; without an end or a review it locks nothing.",
        "Correct the cell in the register.",
    ),
    FindingKind(
        "contract-value-unreadable",
        "note",
        "The value of a contract cannot be read",
        "The contract is kept without it, and locks all the same. Another currency than sterling is no value in pounds.",
        "Correct the cell in the register.",
    ),
    FindingKind(
        "contract-not-let",
        "note",
        "Notices are of no contract that runs",
        "A plan, a tender without a supplier, or what was cancelled or ended early: it locks nothing. The value says how many there are.",
        "Nothing.",
    ),
    FindingKind(
        "contract-other-buyer",
        "note",
        "A contracts register names another buyer than the body",
        "Where it has contracts of several buyers, those of others lock nothing of the body's spend; the pounds are their value by the "
        "register. Where it has one buyer alone, that one is taken for the body.",
        "Name what the body is called there as `buyer` in its [[source]].",
    ),
    FindingKind(
        "contract-ambiguous",
        "warning",
        "A supplier has several contracts, and which one the spend falls under is not clear",
        "The contracts end at different times and the spend has no reference that tells them apart: none of them locks it.",
        "Give the contract's reference in the spend file, or write an influence rule.",
    ),
    FindingKind(
        "contract-unmatched",
        "note",
        "A running contract has no spend joined to it",
        "Neither its reference nor its supplier's name is in the spend of the body. The pounds are the register's value of the contract.",
        "Check the spelling; decide in decisions/suppliers.csv which names are the same.",
    ),
    FindingKind(
        "heading-unknown",
        "note",
        "A category falls under no heading",
        "Neither its words nor those of its payments or suppliers say what was bought. It is counted, under the heading unknown.",
        "Write the label and its heading in decisions/headings.csv, the largest pounds first; or leave it unknown.",
    ),
    FindingKind(
        "supplier-may-be-person",
        "note",
        "A supplier may be a private person",
        "It bears a person's name. A sole trader is spend with a supplier, a private person is not; it is counted as a sole trader.",
        "If it is a private person, write a scope rule with the exclusion individuals. Reports mask the name either way.",
    ),
    FindingKind(
        "decision-unused",
        "warning",
        "A decision names what is not in the data",
        "No supplier, or no label, is written so, or no register has the number: the decision was kept but changed nothing.",
        "Check the spelling against the report, and the number against the register; or delete the line.",
    ),
    FindingKind(
        "smaller-suppliers-left-out",
        "note",
        "Only the largest suppliers are taken",
        "The source says `top`: what the body spends with its smaller suppliers is out of scope, and in no share.",
        "Nothing; to count all suppliers, take `top` out.",
    ),
    FindingKind(
        "rule-unused",
        "warning",
        "A rule matches nothing",
        "No spend is reached by this rule.",
        "Check the names in its `where`, or delete it.",
    ),
    FindingKind(
        "scenario-unused",
        "warning",
        "A what-if names spend that is not in the data",
        "That part of the scenario moves nothing.",
        "Check the spelling against the report's bodies, categories and suppliers, or delete the name.",
    ),
    FindingKind(
        "headline-refused",
        "error",
        "Too much spend is unplaced for a headline",
        "The unplaced spend leaves the local share so open that no single figure is given: the report states the interval.",
        "Give a register with postcodes (docs/how-to/registers.md), or type those of the largest suppliers into what `cwbaudit review` "
        "writes; or say in audit.toml how much may be unplaced: `max_unplaced` in `[place]`.",
    ),
    FindingKind(
        "scenario-unreachable",
        "error",
        "A scenario's target cannot be reached",
        "All influenceable spend was moved and the target is still not met; the report states the ceiling.",
        "Lower the target, or examine what is locked, unassessed or unplaced.",
    ),
)

CATALOGUE: dict[str, FindingKind] = {kind.code: kind for kind in _KINDS}
MISTAKES = ("rule-unused", "decision-unused", "scenario-unused")  # of whoever wrote them: each is named, to be put right


def finding(
    code: str,
    *,
    source: str = "",
    row: int | None = None,
    field: str = "",
    value: str = "",
    amount: Decimal | None = None,
    note: str = "",
) -> dict[str, Any]:
    """One row for the findings table; `code` must be in the catalogue."""
    return {
        "code": code, "severity": CATALOGUE[code].severity, "source": source, "row": row,
        "field": field, "value": value[:200], "amount": amount, "note": note,
    }  # fmt: skip
