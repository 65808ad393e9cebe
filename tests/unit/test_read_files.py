"""Reading real files: what a spend file says, and how it is understood, line by line."""

from __future__ import annotations

import json
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from cwbaudit.config import SourceConfig, SourceFile
from cwbaudit.engine import Stream, sql
from cwbaudit.errors import ReconciliationError, SourceError
from cwbaudit.folder import check as check_table
from cwbaudit.read import check, read, survey
from cwbaudit.tables import LINES
from tests.corpus.printed import months_and_pivot

PLAIN = """Body Name,Payment Date,Supplier Name,Net Amount,Expense Type
Anytown,01/04/2024,Smith & Sons Ltd,"1,234.56",Repairs
Anytown,15/04/2024,TOTAL GAS & POWER,100.00,Energy
Anytown,16/04/2024,None,£50.10,Repairs
Anytown,17/04/2024,NULL,(25.00),Repairs
"""


def write(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def source(*paths: Path, **settings: object) -> SourceConfig:
    files = [SourceFile(path=path, label=path.name) for path in paths]
    return SourceConfig.model_validate({"body": "Anytown", "files": files, **settings})


def lines_of(*sources: SourceConfig) -> list[dict[str, object]]:
    lines, _ = read(sources, survey(sources))
    return sql("select * from l order by source, row", l=lines).dicts()


def findings_of(*sources: SourceConfig) -> list[dict[str, object]]:
    _, findings = read(sources, survey(sources))
    return sql("select * from f order by code, row", f=findings).dicts()


def test_every_payment_is_a_line_with_its_own_row_and_exact_amount(tmp_path: Path) -> None:
    lines = lines_of(source(write(tmp_path, "spend.csv", PLAIN)))
    assert [(line["row"], line["amount"]) for line in lines] == [
        (2, Decimal("1234.56")), (3, Decimal("100.00")), (4, Decimal("50.10")), (5, Decimal("-25.00")),
    ]  # fmt: skip
    assert [line["supplier_name"] for line in lines] == ["Smith & Sons Ltd", "TOTAL GAS & POWER", "None", "NULL"]
    assert str(lines[0]["date"]) == "2024-04-01"


def test_the_lines_keep_the_declaration_of_their_table(tmp_path: Path) -> None:
    lines, _ = read(sources := (source(write(tmp_path, "spend.csv", PLAIN)),), survey(sources))
    target = tmp_path / "lines.parquet"
    assert isinstance(lines, Stream)
    lines.write(target)
    check_table(LINES, target)


def test_rows_that_are_no_payment_are_set_aside_and_named(tmp_path: Path) -> None:
    text = PLAIN + ",,,,\nBody Name,Payment Date,Supplier Name,Net Amount,Expense Type\nAnytown,18/04/2024,Bloggs,,Repairs\n"
    text += "Anytown,19/04/2024,Bloggs,see note,Repairs 1\n,,Total,1359.66,\nNotes: redacted under GDPR,,,,\n"
    found = findings_of(source(write(tmp_path, "spend.csv", text)))
    assert [(f["code"], f["row"]) for f in found] == [
        ("amount-missing", 8), ("amount-unreadable", 9), ("not-a-payment", 11), ("repeated-header", 7), ("total-row", 10),
    ]  # fmt: skip
    assert found[-1]["amount"] == Decimal("1359.66")
    assert "sum of all lines above" in str(found[-1]["note"])


def test_a_total_without_a_label_is_known_by_its_sum_and_kept_when_asked(tmp_path: Path) -> None:
    path = write(tmp_path, "spend.csv", PLAIN + ",,,1359.66,\n")
    assert [f["code"] for f in findings_of(source(path))] == ["total-row"]
    assert len(lines_of(source(path, keep_totals=True))) == 5


def test_a_nameless_row_that_is_not_the_sum_is_counted_and_said(tmp_path: Path) -> None:
    path = write(tmp_path, "spend.csv", PLAIN + "Anytown,18/04/2024,,0.01,Difference\n")
    (found,) = findings_of(source(path))
    assert (found["code"], found["row"], found["amount"]) == ("supplier-missing", 6, Decimal("0.01"))
    assert lines_of(source(path))[-1]["supplier_name"] == "(no supplier named)"


def test_line_ids_do_not_move_when_rows_do(tmp_path: Path) -> None:
    head, *rows = PLAIN.splitlines()
    twice = [head, *rows, rows[1]]
    turned = [head, rows[1], *reversed(rows)]
    first = lines_of(source(write(tmp_path, "a.csv", "\n".join(twice))))
    second = lines_of(source(write(tmp_path, "a.csv", "\n".join(turned))))
    assert len({line["line_id"] for line in first}) == 5
    assert {line["line_id"] for line in first} == {line["line_id"] for line in second}


def test_lines_that_differ_in_one_thing_alone_have_ids_of_their_own_whoever_stands_beside(tmp_path: Path) -> None:
    head = "Body,Date,Supplier Name,Supplier Postcode,Amount,Expense Type,Directorate,Contract Ref,Description"
    plain = ["Anytown", "18/04/2024", "Acme Ltd", "PR1 1AA", "10.00", "Paper", "Parks", "C1", "for the office"]
    others = ["Anytown", "19/04/2024", "Best plc", "PR1 1AB", "11.00", "Pens", "Roads", "C2", "for the yard"]
    rows = [plain, *([*plain[:i], others[i], *plain[i + 1 :]] for i in range(1, len(plain))), others]
    ids = []
    for turn, some in enumerate((rows, rows[::-1], [*rows[::2], *rows[1::2]])):
        path = write(tmp_path, f"{turn}.csv", "\n".join([head, *map(",".join, some)]))
        lines = lines_of(source(path))
        assert len({line["line_id"] for line in lines}) == len(rows)
        ids.append({tuple(line[name] for name in ("date", "supplier_name", "postcode", "amount", "category", "service",
                                                  "contract_ref", "description")): line["line_id"] for line in lines})  # fmt: skip
    assert ids[0] == ids[1] == ids[2]
    alone = lines_of(source(write(tmp_path, "alone.csv", "\n".join([head, ",".join(others)]))))
    assert [line["line_id"] for line in alone] == [line_id for said, line_id in ids[0].items() if said[1] == "Best plc" and said[3] == 11]


def test_more_than_two_decimals_are_rounded_away_from_nought_and_said(tmp_path: Path) -> None:
    path = write(tmp_path, "spend.csv", "Supplier,Amount\nA Ltd,1.005\nB Ltd,2.015\nC Ltd,3.1\n")
    assert [line["amount"] for line in lines_of(source(path))] == [Decimal("1.01"), Decimal("2.02"), Decimal("3.10")]
    assert [(f["code"], f["value"]) for f in findings_of(source(path))] == [("amount-sub-penny", "1.005"), ("amount-sub-penny", "2.015")]
    assert (check([path])[0]["total"], check([path])[0]["as_published"]) == ("6.13", "6.12")


def test_a_comma_before_the_pence_is_read_as_the_point_and_said(tmp_path: Path) -> None:
    rows = "".join(f"B Ltd,{100 + i}.50\n" for i in range(20))
    path = write(tmp_path, "spend.csv", f'Supplier,Amount\n{rows}A Ltd,"1241,32"\nC Ltd,"12,32"\n')
    assert [line["amount"] for line in lines_of(source(path)) if line["supplier_name"] == "A Ltd"] == [Decimal("1241.32")]
    assert [(f["code"], f["row"], f["value"]) for f in findings_of(source(path))] == [
        ("amount-comma", 22, "1241,32"), ("amount-unreadable", 23, "12,32"),
    ]  # fmt: skip
    assert any('Row 22 says "1241,32": it was read as £1,241.32.' in call for call in check([path])[0]["close_calls"])


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("cp1252", "cp1252"), ("utf-16", "utf-16"), ("utf-16-le", "utf-16-le")],
)
def test_encodings_keep_names_whole(tmp_path: Path, encoding: str, said: str) -> None:
    text = "Supplier,Amount (£)\r\nCafé Néro,£1.00\r\nO’Brien Ltd,2.00\r\n"
    path = write(tmp_path, "spend.csv", text, encoding)
    assert [line["supplier_name"] for line in lines_of(source(path))] == ["Café Néro", "O’Brien Ltd"]
    assert check([path])[0]["encoding"] == said


def test_a_workbook_with_title_rows_an_indent_and_a_second_sheet(tmp_path: Path) -> None:
    path = tmp_path / "spend.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Notes").write(0, 0, "Suppliers paid over £500")
        sheet = book.add_worksheet("Data")
        sheet.write(1, 1, "Payments of April")
        sheet.write_row(3, 1, ["Supplier", "Amount", "Date paid"])
        sheet.write_row(4, 1, ["A Ltd", 1234.5])
        sheet.write(4, 3, 45384, book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.write_row(5, 1, ["B Ltd", -0.07])
    (line, second) = lines_of(source(path))
    assert (line["row"], line["amount"], str(line["date"])) == (5, Decimal("1234.50"), "2024-04-02")
    assert (second["row"], second["amount"], second["date"]) == (6, Decimal("-0.07"), None)
    (entry,) = check([path])
    assert (entry["sheet"], entry["header_row"], entry["columns"]["amount"]) == ("Data", 4, "Amount")


def test_a_register_gives_postcodes_by_reference_or_else_by_name(tmp_path: Path) -> None:
    spend = write(tmp_path, "spend.csv", "Supplier Ref,Supplier,Amount\n0012,A Ltd,1.00\n13,B Limited,2.00\n14,C Ltd,4.00\n")
    register = write(tmp_path, "reg.csv", "Supplier Ref,Supplier Name,Postcode\n12,A Ltd,PR1 2AB\n,B Ltd,LA1 1AA\n,D Ltd,M1 1AA\n")
    given = source(spend, register=[SourceFile(path=register, label="reg.csv")])
    assert [(line["postcode"], line["postcode_basis"]) for line in lines_of(given)] == [
        ("PR1 2AB", "supplier register"), ("LA1 1AA", "supplier register"), ("", "none"),
    ]  # fmt: skip
    found = {found["code"]: found for found in findings_of(given)}
    assert [*found] == ["register-joined", "register-unmatched"]
    assert (found["register-unmatched"]["value"], found["register-unmatched"]["amount"]) == ("C Ltd", Decimal("4.00"))


def test_a_register_with_two_answers_gives_none(tmp_path: Path) -> None:
    spend = write(tmp_path, "spend.csv", "Supplier,Amount\nA Ltd,1.00\n")
    register = write(tmp_path, "reg.csv", "Supplier Name,Postcode\nA Ltd,PR1 2AB\nA Limited,LA1 1AA\n")
    given = source(spend, register=[SourceFile(path=register, label="reg.csv")])
    assert lines_of(given)[0]["postcode"] == ""
    assert "2 answers" in str(findings_of(given)[0]["note"])


def test_a_control_total_must_be_met_to_the_penny(tmp_path: Path) -> None:
    path = write(tmp_path, "spend.csv", PLAIN)
    assert lines_of(source(path, control_total="1359.66"))
    with pytest.raises(ReconciliationError) as caught:
        lines_of(source(path, control_total="1359.65"))
    assert "£1,359.66" in str(caught.value)
    assert "difference is £0.01" in str(caught.value)


def test_a_column_that_is_not_there_names_what_is(tmp_path: Path) -> None:
    path = write(tmp_path, "spend.csv", PLAIN)
    with pytest.raises(SourceError) as caught:
        survey((source(path, columns={"amount": "Net Amont"}),))
    assert 'Did you mean "Net Amount"' in caught.value.fix
    assert "row 1" in caught.value.where


def test_net_beats_gross_and_says_so(tmp_path: Path) -> None:
    path = write(tmp_path, "spend.csv", "Supplier,Gross,VAT,Net\nA Ltd,12.00,2.00,10.00\nB Ltd,24.00,4.00,20.00\n")
    (entry,) = check([path])
    assert (entry["columns"]["amount"], entry["amount_basis"], entry["total"]) == ("Net", "net", "30.00")
    assert any("Gross" in call and "columns" in call for call in entry["close_calls"])


def test_american_dates_are_turned_only_on_evidence(tmp_path: Path) -> None:
    american = write(tmp_path, "us.csv", "Date,Supplier,Amount\n4/5/2024,A,1\n4/25/2024,B,2\n")
    unclear = write(tmp_path, "uk.csv", "Date,Supplier,Amount\n4/5/2024,A,1\n5/5/2024,B,2\n")
    assert [str(line["date"]) for line in lines_of(source(american))] == ["2024-04-05", "2024-04-25"]
    assert [str(line["date"]) for line in lines_of(source(unclear))] == ["2024-05-04", "2024-05-05"]
    assert any("date_format" in call for call in check([unclear])[0]["close_calls"])
    assert [str(line["date"]) for line in lines_of(source(unclear, date_format="MM/DD/YYYY"))] == ["2024-04-05", "2024-05-05"]


def test_check_never_raises_and_says_why(tmp_path: Path) -> None:
    page = write(tmp_path, "page.csv", "<!DOCTYPE html><html><body>Not found</body></html>")
    empty = write(tmp_path, "empty.csv", "")
    letter = write(tmp_path, "letter.txt", "Dear Sir,\nplease find enclosed nothing of note.\n")
    entries = check([page, empty, letter, tmp_path / "nowhere.csv", tmp_path])
    assert all(entry["refused"] for entry in entries)
    assert "web page" in entries[0]["refused"]
    assert json.dumps(entries)


def test_a_sheet_that_sums_up_another_is_not_read_twice(tmp_path: Path) -> None:
    path = tmp_path / "spend.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        top = book.add_worksheet("By supplier")
        for i, row in enumerate([["Supplier", "Amount"], ["A Ltd", 3.0], ["B Ltd", 4.0]]):
            top.write_row(i, 0, row)
        sheet = book.add_worksheet("Payments")
        for i, row in enumerate([["Supplier", "Amount"], ["A Ltd", 1.0], ["A Ltd", 2.0], ["B Ltd", 4.0]]):
            sheet.write_row(i, 0, row)
    (entry,) = check([path])
    assert (entry["sheet"], entry["rows"], entry["total"]) == ("Payments", 3, "7.00")
    assert any("summary" in call for call in entry["close_calls"])


def test_a_pivot_of_all_other_sheets_is_not_read(tmp_path: Path) -> None:
    sheets, said = months_and_pivot()
    with xlsxwriter.Workbook(str(tmp_path / "year.xlsx")) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for i, row in enumerate(rows):
                sheet.write_row(i, 0, row)
    entries = check([tmp_path / "year.xlsx"])
    assert [entry["sheet"] for entry in entries] == ["Apr", "May"]
    assert sum(entry["rows"] for entry in entries) == said["rows"]
    assert sum(Decimal(entry["total"]) for entry in entries) == Decimal(str(said["total"]))
    assert any("total of all other sheets" in call for call in entries[0]["close_calls"])


def test_tables_side_by_side_under_the_same_names_are_both_read(tmp_path: Path) -> None:
    rows = "A Ltd,01/04/2024,1.00,,B Ltd,13/05/2024,2.00\nC Ltd,02/04/2024,4.00,,,,\n"
    path = write(tmp_path, "months.csv", "Supplier,Date,Amount,,Supplier,Date,Amount\n" + rows)
    lines = lines_of(source(path))
    assert sorted((line["row"], line["supplier_name"], str(line["date"]), line["amount"]) for line in lines) == [
        (2, "A Ltd", "2024-04-01", Decimal("1.00")), (2, "B Ltd", "2024-05-13", Decimal("2.00")), (3, "C Ltd", "2024-04-02", Decimal("4.00")),
    ]  # fmt: skip
    assert {line["source"] for line in lines} == {
        "months.csv [rows 2-3, columns from 1]", "months.csv [rows 2-3, columns from 5]",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("header", "rates", "basis", "says"),
    [
        ("Amount 1,Amount 2", (1, Decimal("1.2")), "net", '"Amount 2" is "Amount 1" with VAT'),
        ("Amount,VAT,Total", (1, Decimal("0.05"), Decimal("1.05")), "net", '"Total" is "Amount" with VAT'),
        ("Gross,VAT", (Decimal("1.2"), Decimal("0.2")), "gross", '"VAT" holds the VAT that is in the amounts'),
        ("Amount excl,Amount incl", (1, Decimal("1.2")), "net", "could be it too"),
        ("Amount 1,Amount 2", (1, Decimal("1.7")), "unstated", "could be it too"),
    ],
)
def test_whether_vat_is_in_the_amounts(tmp_path: Path, header: str, rates: tuple[Decimal, ...], basis: str, says: str) -> None:
    rows = (f"Firm {i} Ltd," + ",".join(f"{(100 + i) * Decimal(rate):.2f}" for rate in rates) for i in range(12))
    (entry,) = check([write(tmp_path, "spend.csv", f"Supplier,{header}\n" + "\n".join(rows))])
    assert entry["amount_basis"] == basis
    assert any(says in call for call in entry["close_calls"])


def test_amounts_of_which_few_can_be_read_say_nothing_of_vat(tmp_path: Path) -> None:
    rows = "".join(f"Firm {i} Ltd,{'#REF!' if i % 2 else i}.00,{i}.20\n" for i in range(10))
    given = source(write(tmp_path, "spend.csv", "Supplier,Amount,Gross\n" + rows), columns={"amount": "Amount"})
    assert len(lines_of(given)) == 5


@pytest.mark.parametrize("words", ["day first", "American", "US", "dmonth", "dd"])
def test_a_date_format_that_tells_no_order_is_refused(tmp_path: Path, words: str) -> None:
    """`day first` was taken for the month first, because it has a D and no M."""
    path = write(tmp_path, "spend.csv", PLAIN)
    with pytest.raises(ValueError, match="no order of day and month"):
        source(path, date_format=words)
    assert source(path, date_format="%d/%b/%Y").date_format == "%d/%m/%Y"
    assert source(path, date_format="mm-dd-yy").date_format == "mm-dd-yy"


def test_a_column_to_leave_out_by_that_is_not_there_is_named_with_the_key_that_works(tmp_path: Path) -> None:
    given = source(write(tmp_path, "spend.csv", PLAIN), leave_out={"Zzz": ["Void"]})
    with pytest.raises(SourceError) as caught:
        lines_of(given)
    assert caught.value.fix == 'Write one of them: leave_out = { "Body Name" = ["..."] }'


def test_another_currency_is_said(tmp_path: Path) -> None:
    (entry,) = check([write(tmp_path, "spend.csv", "Supplier,Amount (EUR)\nA,1.00\nB,2.00\n")])
    assert any("names EUR: its sums were read as pounds" in call for call in entry["close_calls"])


def test_under_an_outline_each_payment_has_the_supplier_above_it(tmp_path: Path) -> None:
    text = "Supplier,Date,Amount\nA Ltd,01/04/2024,1.00\n,02/04/2024,2.00\nA Ltd Total,,3.00\nB Ltd,03/04/2024,4.00\nB Ltd Total,,4.00\n"
    lines = lines_of(source(write(tmp_path, "outline.csv", text)))
    assert [(line["row"], line["supplier_name"]) for line in lines] == [(2, "A Ltd"), (3, "A Ltd"), (5, "B Ltd")]


def test_two_tables_in_one_file_are_both_read(tmp_path: Path) -> None:
    text = "Supplier,Amount,Date\nA Ltd,1.00,01/04/2024\nB Ltd,2.00,13/04/2024\n\nGrants\nDate,Amount,Supplier\n14/04/2024,4.00,C Ltd\n"
    lines = lines_of(source(write(tmp_path, "spend.csv", text)))
    assert sorted((line["row"], line["supplier_name"], str(line["date"])) for line in lines) == [
        (2, "A Ltd", "2024-04-01"), (3, "B Ltd", "2024-04-13"), (7, "C Ltd", "2024-04-14"),
    ]  # fmt: skip


def test_lines_in_two_files_are_found_and_still_counted(tmp_path: Path) -> None:
    april = write(tmp_path, "april.csv", PLAIN)
    again = write(tmp_path, "april-and-may.csv", PLAIN + "Anytown,01/05/2024,New Ltd,9.00,Repairs\n")
    given = source(april, again)
    (found,) = findings_of(given)
    assert (found["code"], found["amount"]) == ("lines-in-two-files", Decimal("1359.66"))
    assert len(lines_of(given)) == 9


@pytest.mark.parametrize(("shared", "said"), [(12, 1), (9, 0), (11, 0)])
def test_a_file_that_stands_under_two_bodies_is_said(tmp_path: Path, shared: int, said: int) -> None:
    """A copy under another name becomes another body; but 9 lines may be chance, and 11 of 30 are no copy."""
    rows = [f"{day:02d}/04/2024,Firm {day} Ltd,{day}.50" for day in range(1, 31)]
    others = [f"{day:02d}/05/2024,Firm {day} Ltd,{day}.75" for day in range(1, 31)][: 19 if shared == 11 else 0]
    ours = source(write(tmp_path, "april.csv", "\n".join(["Date,Supplier,Amount", *rows]) + "\n"))
    copy = write(tmp_path, "copy.csv", "\n".join(["Date,Supplier,Amount", *rows[:shared], *others]) + "\n")
    found = findings_of(ours, source(copy, body="Copytown"))
    assert [(f["code"], f["amount"]) for f in found] == [("lines-in-two-files", Decimal("84.00"))] * said
    assert all("12 lines of it are in april.csv too, a file of Anytown" in str(f["note"]) for f in found)


def test_repeats_are_dropped_only_when_asked_and_the_control_total_is_of_what_is_left(tmp_path: Path) -> None:
    april = write(tmp_path, "april.csv", PLAIN + "Anytown,17/04/2024,NULL,(25.00),Repairs\n")
    again = write(tmp_path, "april-and-may.csv", PLAIN + "Anytown,01/05/2024,New Ltd,9.00,Repairs\n")
    given = source(april, again, drop_repeats=True, control_total="1343.66")
    lines = lines_of(given)
    assert [(line["source"], line["row"]) for line in lines] == [
        ("april-and-may.csv", 2), ("april-and-may.csv", 3), ("april-and-may.csv", 4), ("april-and-may.csv", 5), ("april-and-may.csv", 6),
        ("april.csv", 6),
    ]  # fmt: skip
    assert len({line["line_id"] for line in lines}) == 6
    (found,) = findings_of(given)
    assert (found["code"], found["source"], found["amount"]) == ("lines-dropped", "april.csv", Decimal("1359.66"))
    assert "4 lines of it are in april-and-may.csv too; dropped" in str(found["note"])
    with pytest.raises(ReconciliationError) as caught:
        lines_of(source(april, again, drop_repeats=True, control_total="1343.65"))
    assert "lines-dropped: 4 rows, £1,359.66" in str(caught.value)


NUMBERED = "Payment Date,Supplier Name,Amount,Transaction Number\n"
TRAMS = [f"0{day}/04/2024,Metro Trams,4.50,{number}\n" for day, number in ((1, "T1"), (1, "T2"), (1, "T3"), (2, "T4"))]


def test_alike_payments_with_numbers_of_their_own_are_no_repeats(tmp_path: Path) -> None:
    first = write(tmp_path, "first.csv", NUMBERED + "".join(TRAMS[:2]))
    second = write(tmp_path, "second.csv", NUMBERED + "".join(TRAMS[1:]))
    lines = lines_of(source(first, second, drop_repeats=True, control_total="18.00"))
    assert [(line["source"], line["row"]) for line in lines] == [("first.csv", 2), ("first.csv", 3), ("second.csv", 3), ("second.csv", 4)]
    assert len({line["line_id"] for line in lines}) == 4
    (found,) = findings_of(source(first, second))
    assert (found["code"], found["row"], found["amount"]) == ("lines-in-two-files", 2, Decimal("4.50"))


def test_where_one_file_has_no_numbers_they_part_nothing(tmp_path: Path) -> None:
    first = write(tmp_path, "first.csv", NUMBERED + "".join(TRAMS[:2]))
    bare = "Payment Date,Supplier Name,Amount\n" + "".join(line.rsplit(",", 1)[0] + "\n" for line in TRAMS)
    lines = lines_of(source(first, write(tmp_path, "second.csv", bare), drop_repeats=True))
    assert [(line["source"], line["row"]) for line in lines] == [("first.csv", 2), ("first.csv", 3), ("second.csv", 4), ("second.csv", 5)]


def test_a_reference_that_differs_under_one_supplier_is_of_payments(tmp_path: Path) -> None:
    rows = "".join(f"0{i + 1}/04/2024,{'A Ltd' if i % 2 else 'B Ltd'},{i}.00,R{i * 37 % 10}{i}\n" for i in range(8))
    (entry,) = check([write(tmp_path, "spend.csv", "Date,Supplier,Amount,Reference\n" + rows)])
    assert entry["columns"]["transaction_ref"] == "Reference" and "supplier_ref" not in entry["columns"]
    rows = "".join(f"0{i + 1}/04/2024,{'A Ltd' if i % 2 else 'B Ltd'},{i}.00,{'V1' if i % 2 else 'V2'}\n" for i in range(8))
    (entry,) = check([write(tmp_path, "spend.csv", "Date,Supplier,Amount,Reference\n" + rows)])
    assert entry["columns"]["supplier_ref"] == "Reference"


def test_no_header_at_all_is_read_by_its_values_and_said(tmp_path: Path) -> None:
    rows = [f'{i % 28 + 1:02d}/04/2024,T{i * 37},Firm {i} Ltd,"{i * 11:,}.50",Repairs' for i in range(1, 60)]
    (entry,) = check([write(tmp_path, "bare.csv", "\n".join(rows))])
    assert (entry["header_row"], entry["rows"], entry["total"]) == (
        0,
        59,
        str(sum(Decimal(i * 11) + Decimal("0.5") for i in range(1, 60)).quantize(Decimal("0.01"))),
    )
    assert (entry["columns"]["supplier_name"], entry["columns"]["amount"]) == ("column 3", "column 4")


def test_a_header_in_two_rows(tmp_path: Path) -> None:
    text = "Supplier,Payment,,Net,\nName,Date,Type,Amount,VAT\nA Ltd,01/04/2024,x,10.00,2.00\nB Ltd,15/04/2024,x,5.00,1.00\n"
    (entry,) = check([write(tmp_path, "two.csv", text)])
    assert (entry["rows"], entry["total"], entry["header_row"]) == (2, "15.00", 2)


def test_a_bundle_of_files_is_read_file_by_file(tmp_path: Path) -> None:
    path = tmp_path / "year.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("../../april.csv", PLAIN)
        made.writestr("may/may.csv", "Supplier;Amount\nCafé;1.00\n".encode("cp1252"))
        made.writestr("__MACOSX/._may.csv", b"\0\0")
        made.writestr("readme.pdf", b"%PDF-1.4")
    given = source(path)
    assert {(line["source"], line["amount"]) for line in lines_of(given)} >= {
        ("year.zip [april.csv]", Decimal("1234.56")), ("year.zip [may.csv]", Decimal("1.00")),
    }  # fmt: skip
    assert any("readme.pdf" in why for why in check([path])[0]["why"])
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["year.zip"]
    assert not (tmp_path.parent.parent / "april.csv").exists()
