"""What a payment does not say of its supplier, from the body's own list or from further columns: numbers as evidence, an address to see."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from cwbaudit.config import SourceConfig, SourceFile
from cwbaudit.engine import sql
from cwbaudit.folder import check as check_table
from cwbaudit.read import check, read, survey
from cwbaudit.resolve import resolve
from cwbaudit.tables import LINES

Rows = list[dict[str, object]]
SPEND = "Supplier,Supplier Ref,Amount,Date\n"


def write(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def body(folder: Path, spend: str, register: str = "", **settings: object) -> SourceConfig:
    """A body with one spend file, and a register where one is given."""
    path = write(folder, "spend.csv", spend)
    also = {"register": [SourceFile(path=write(folder, "register.csv", register), label="register.csv")]} if register else {}
    return SourceConfig.model_validate({"body": "Anytown", "files": [SourceFile(path=path, label="spend.csv")], **also, **settings})


def lines_of(source: SourceConfig) -> Rows:
    lines, _ = read((source,), survey((source,)))
    return sql("select * from l order by row", l=lines).dicts()


def findings_of(source: SourceConfig, code: str) -> Rows:
    _, findings = read((source,), survey((source,)))
    return sql(f"select * from f where code = '{code}' order by field, value", f=findings).dicts()


def suppliers_of(source: SourceConfig) -> dict[str, str]:
    """Each way of writing, and the supplier that it was joined to."""
    lines, _ = read((source,), survey((source,)))
    aliases, _ = resolve(sql("select * from l", l=lines).arrow(), ())
    return dict(sql("select supplier_name, supplier from a", a=aliases).rows())


def doubts_of(source: SourceConfig) -> list[str]:
    """What is asked about pairs of names."""
    lines, _ = read((source,), survey((source,)))
    _, findings = resolve(sql("select * from l", l=lines).arrow(), ())
    return [note for (note,) in sql("select note from f where code = 'possible-same-supplier' order by note", f=findings).rows()]


def test_each_thing_is_given_where_the_payment_has_none_and_nothing_of_its_own_is_replaced(tmp_path: Path) -> None:
    spend = "Supplier,Supplier Ref,Amount,Date,Postcode,Company Number\nAsh Ltd,007,1.00,01/04/2024,LA1 1AA,\nElm Ltd,8,2.00,02/04/2024,,09999999\n"
    register = (
        "Supplier Ref,Supplier Name,Postcode,Company Number,Charity Number,VAT Number,Address\n"
        "7,Ash Ltd,PR1 2HE,01234567,1098765,GB123456782,1 Park Road\n8,Elm Ltd,PR1 8BU,07654321,,,2 Park Road\n"
    )
    ash, elm = lines_of(body(tmp_path, spend, register))
    wanted = ("postcode", "postcode_basis", "company_number", "charity_number", "vat_number", "address")
    assert [ash[name] for name in wanted] == ["LA1 1AA", "spend file", "01234567", "1098765", "GB123456782", ""]
    assert [elm[name] for name in wanted] == ["PR1 8BU", "supplier register", "09999999", "", "", "2 Park Road"]


@pytest.mark.parametrize(
    ("address", "postcode"),
    [
        ("1 High Street, Preston, PR1 2HE", "PR1 2HE"), ("1 High Street Preston pr12he", "PR12HE"), ("Mill Lane, BB1 7DY, United Kingdom.", "BB1 7DY"),
        ("1 High Street, Preston", ""), ("PR1 2HE House, Leeds", ""), ("Unit C12 3, Leeds", ""), ("Box XPR1 2HE", ""),
    ],
)  # fmt: skip
@pytest.mark.parametrize("basis", ["spend file", "supplier register"])
def test_a_postcode_at_the_end_of_an_address_is_the_postcode(tmp_path: Path, address: str, postcode: str, basis: str) -> None:
    if basis == "spend file":
        source = body(tmp_path, f'Supplier,Amount,Date,Supplier Address\nAsh Ltd,1.00,01/04/2024,"{address}"\n')
    else:
        source = body(
            tmp_path, SPEND + "Ash Ltd,1,1.00,01/04/2024\n", f'Supplier Ref,Address,Company No\n1,"{address}",01234567\n2,,07654321\n'
        )
    (line,) = lines_of(source)
    assert (line["postcode"], line["postcode_basis"], line["address"]) == (postcode, basis if postcode else "none", address)


def test_an_address_in_several_columns_is_one_whether_found_or_named(tmp_path: Path) -> None:
    spend = "Supplier,Amount,Date,Address Line 1,Address Line 2,Town,County,District\nAsh Ltd,1.00,01/04/2024,Unit 3,,Preston,Lancs PR1 2HE,Riverside\n"
    (line,) = lines_of(body(tmp_path, spend))
    assert line["address"] == "Unit 3, Preston, Lancs PR1 2HE, Riverside"
    (line,) = lines_of(body(tmp_path, spend, columns={"address": ("Address Line 1", "County")}))
    assert (line["address"], line["postcode"]) == ("Unit 3, Lancs PR1 2HE", "PR1 2HE")
    (found,) = check([tmp_path / "spend.csv"])
    assert (
        '"address": ["Address Line 1", "Address Line 2", "Town", "County", "District"]'.replace('"address":', "address =") in found["pin"]
    )


def test_a_town_or_district_that_may_be_the_spendings_is_no_address(tmp_path: Path) -> None:
    (line,) = lines_of(body(tmp_path, "Supplier,Amount,Date,District,Town\nAsh Ltd,1.00,01/04/2024,South,Leyland\n"))
    assert line["address"] == ""


def test_entries_that_disagree_are_named_and_only_what_they_agree_on_is_taken(tmp_path: Path) -> None:
    register = (
        "Supplier Ref,Supplier Name,Postcode,Company Number,VAT Number,Address\n"
        "7,Ash Ltd,PR1 2HE,01234567,GB 123 4567 82,1 Park Road\n7,Ash Ltd,LA1 1AA,1234567,123456782,9 Moor Lane\n"
        "8,Elm Ltd,PR1 2HE,01234567,,1 Park Road\n8,Oak Ltd,M1 1AE,07654321,,2 Park Road\n"
    )
    source = body(tmp_path, SPEND + "Ash Ltd,7,5.00,01/04/2024\nAsh,7,1.00,01/04/2024\nOak Ltd,8,2.00,01/04/2024\n", register)
    ash, again, oak = lines_of(source)
    assert (ash["postcode"], ash["company_number"], ash["vat_number"]) == ("", "01234567", "123456782")
    assert ash["address"] == again["address"] == "1 Park Road, PR1 2HE / 9 Moor Lane, LA1 1AA", "a person may see which is right"
    assert (oak["postcode"], oak["company_number"]) == ("M1 1AE", "07654321"), "the name tells which of the reference's entries it is"
    (found,) = findings_of(source, "register-disagrees")
    assert (found["field"], found["value"], found["amount"], found["source"]) == ("postcode", "7", Decimal("6.00"), "register.csv")
    assert found["note"] == "Its entries give 2 answers: LA1 1AA, PR1 2HE. None was taken."


def test_what_entries_say_of_a_person_is_not_repeated_in_findings(tmp_path: Path) -> None:
    register = "Supplier Name,Postcode\nMrs Joan Ravenglass,PR1 2HE\nMrs Joan Ravenglass,LA1 1AA\n"
    source = body(tmp_path, SPEND + "Mrs Joan Ravenglass,,5.00,01/04/2024\n", register)
    notes = [str(found["note"]) for code in ("register-disagrees", "register-unmatched") for found in findings_of(source, code)]
    assert len(notes) == 2
    assert all("2 answers." in note and "PR1" not in note for note in notes)


def test_how_well_the_register_answers_is_told_in_payments_and_pounds(tmp_path: Path) -> None:
    register = "Supplier Ref,Supplier Name,Postcode,Charity Number\n7,Ash Ltd,PR1 2HE,\n8,Elm Trust,,1098765\n"
    source = body(
        tmp_path, SPEND + "Ash Ltd,7,50.00,01/04/2024\nAsh Ltd,7,-10.00,01/04/2024\nElm Trust,8,40.00,01/04/2024\nOak Ltd,9,20.00,01/04/2024\n",
        register,
    )  # fmt: skip
    (found,) = findings_of(source, "register-joined")
    assert (found["amount"], found["source"]) == (Decimal("80.00"), "register.csv")
    assert found["note"] == (
        "3 of 4 payments have an entry, £80.00 of £100.00 (80.0%). Given where the payment has none: postcode 2, charity number 1."
    )
    notes = {found["value"]: found["note"] for found in findings_of(source, "register-unmatched")}
    assert notes == {
        "Elm Trust": "1 line without a postcode. Its entry has none.", "Oak Ltd": "1 line without a postcode. It has no entry.",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("column", "number", "names", "suppliers"),
    [
        ("Charity Number", "1098765", ("Moor Park Trust", "Friends of the Park at Moorside"), 1),
        ("Company Number", "1098765", ("Moor Park Trust", "Friends of the Park at Moorside"), 1),
        ("VAT Registration Number", "GB 123 4567 82", ("Chubham Fire Ltd Preston", "Chubham Fire Protection"), 1),
        ("VAT Registration Number", "GB 123 4567 82", ("Moor Park Trust", "Beckside Recycling Ltd"), 2),
    ],
)
@pytest.mark.parametrize("where", ["spend file", "supplier register"])
def test_a_shared_number_joins_two_names_and_a_vat_number_only_names_that_are_alike(
    tmp_path: Path, column: str, number: str, names: tuple[str, str], suppliers: int, where: str
) -> None:
    """Companies of one group may have one VAT number: EE and BT are two suppliers."""
    plain = body(tmp_path, SPEND + "".join(f"{name},{i},1.00,01/04/2024\n" for i, name in enumerate(names)))
    assert len(set(suppliers_of(plain).values())) == 2, "nothing but the number joins them"
    if where == "spend file":
        source = body(tmp_path, f"Supplier,Amount,Date,{column}\n" + "".join(f"{name},1.00,01/04/2024,{number}\n" for name in names))
    else:
        register = f"Supplier Ref,{column}\n" + "".join(f"{i},{number}\n" for i in range(2))
        source = body(tmp_path, SPEND + "".join(f"{name},{i},1.00,01/04/2024\n" for i, name in enumerate(names)), register)
    assert len(set(suppliers_of(source).values())) == suppliers
    if suppliers == 2:
        (asked,) = doubts_of(source)
        assert "both are written with VAT number 123456782" in asked


def test_different_charity_numbers_keep_two_like_names_apart(tmp_path: Path) -> None:
    names = ("Saint Oswald Hospice Appeal", "St Oswalds Hospice Appeal")
    spend = SPEND + "".join(f"{name},{i},1.00,01/04/2024\n" for i, name in enumerate(names))
    assert len(set(suppliers_of(body(tmp_path, spend)).values())) == 1, "they would be joined by their names"
    apart = body(tmp_path, spend, "Supplier Ref,Charity Number\n0,1098765\n1,1098766\n")
    assert len(set(suppliers_of(apart).values())) == 2


def test_a_column_of_yes_and_no_is_no_number_and_is_said(tmp_path: Path) -> None:
    path = write(
        tmp_path, "spend.csv", "Supplier,Amount,Date,Charity,VAT No\nAsh Ltd,1.00,01/04/2024,N,\nElm Trust,2.00,02/04/2024,Y,GB123456782\n"
    )
    (found,) = check([path])
    assert "charity_number" not in found["columns"]
    assert found["columns"]["vat_number"] == "VAT No"
    assert any('"Charity" was not taken as charity_number' in said for said in found["close_calls"])


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Supplier,Charity Number", "Firm {i} Ltd,109876{i}"), ("Supplier,VAT Number", "Firm {i} Ltd,GB12345678{i}"),
        ("Supplier,Supplier Address", 'Firm {i} Ltd,"{i} Park Road, Preston PR1 2HE"'),
    ],
)  # fmt: skip
def test_a_list_with_one_of_these_is_a_supplier_register(tmp_path: Path, header: str, row: str) -> None:
    write(tmp_path, "list.csv", f"{header}\n" + "".join(row.format(i=i) + "\n" for i in range(9)))
    (found,) = check([tmp_path / "list.csv"])
    assert (found["kind"], found["entries"]) == ("supplier register", 9)


def test_a_list_of_addresses_without_postcodes_is_one_only_where_the_user_says_so(tmp_path: Path) -> None:
    register = "Supplier,Supplier Address\n" + "".join(f'Firm {i} Ltd,"{i} Park Road, Preston"\n' for i in range(9))
    (found,) = check([write(tmp_path, "list.csv", register)])
    assert found["refused"]
    source = body(tmp_path, SPEND + "Firm 3 Ltd,,1.00,01/04/2024\n", register, register_columns={"address": "Supplier Address"})
    assert lines_of(source)[0]["address"] == "3 Park Road, Preston"


def test_a_workbook_with_an_address_in_parts_is_read_as_a_register(tmp_path: Path) -> None:
    path = tmp_path / "register.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Vendors")
        for i, row in enumerate(
            (["Vendor No", "Address 1", "Address 2", "Post Code", "VAT Reg No"], ["7", "Unit 3", "Mill Lane", "PR1 2HE", "123456782"])
        ):
            sheet.write_row(i, 0, row)
    spend = write(tmp_path, "spend.csv", SPEND + "Ash Ltd,7,1.00,01/04/2024\n")
    source = SourceConfig.model_validate({
        "body": "Anytown", "files": [SourceFile(path=spend, label="spend.csv")], "register": [SourceFile(path=path, label="register.xlsx")],
    })  # fmt: skip
    (line,) = lines_of(source)
    assert (line["address"], line["postcode"], line["vat_number"]) == ("Unit 3, Mill Lane", "PR1 2HE", "123456782")


def test_lines_that_differ_by_such_a_column_alone_are_two_and_a_file_without_them_keeps_its_ids(tmp_path: Path) -> None:
    two = "Supplier,Amount,Date,VAT Number\nAsh Ltd,1.00,01/04/2024,123456782\nAsh Ltd,1.00,01/04/2024,\nAsh Ltd,1.00,01/04/2024,\n"
    source = body(tmp_path, two)
    lines, _ = read((source,), survey((source,)))
    check_table(LINES, _kept(tmp_path, lines))
    found = lines_of(source)
    assert len({line["line_id"] for line in found}) == 3
    assert len({line["alias_id"] for line in found}) == 2
    written = hashlib.md5("\x1f".join(("Anytown", "Ash Ltd", "", "", "", "none")).encode()).hexdigest()
    assert [line["alias_id"] for line in found][1:] == [written, written], "the id of the ways of writing that there have always been"


def _kept(folder: Path, lines: object) -> Path:
    path = folder / "lines.parquet"
    lines.write(path)  # type: ignore[attr-defined]
    return path


def test_a_person_who_trades_under_a_firms_name_is_called_by_the_firms(tmp_path: Path) -> None:
    spend = "Supplier,Amount,Date,Company Number\nMrs Joan Ravenglass,900.00,01/04/2024,01234567\nBeck Cleaning Services,1.00,01/04/2024,1234567\n"
    assert suppliers_of(body(tmp_path, spend)) == dict.fromkeys(("Mrs Joan Ravenglass", "Beck Cleaning Services"), "Beck Cleaning Services")


def test_an_entry_that_says_nothing_is_an_entry(tmp_path: Path) -> None:
    spend = SPEND + "Ash Ltd,7,1.00,01/04/2024\nElm Ltd,8,2.00,02/04/2024\nOak Ltd,9,4.00,02/04/2024\n"
    found = body(
        tmp_path, spend, "Supplier Ref,Supplier,Postcode,Company Number\n007,Ash,,\n99,Elm Limited,,\n8,Fir Ltd,LA1 1AA,\n7,Yew Ltd,,\n"
    )
    assert {row["value"]: row["note"] for row in findings_of(found, "register-unmatched")} == {
        "Ash Ltd": "1 line without a postcode. Its entry has none.", "Oak Ltd": "1 line without a postcode. It has no entry.",
    }  # fmt: skip
    (joined,) = findings_of(found, "register-joined")
    assert "2 of 3 payments have an entry" in str(joined["note"])


def test_a_number_that_the_references_entry_lacks_is_asked_for_by_name_and_a_postcode_is_not(tmp_path: Path) -> None:
    """A list of numbers of one's own, beside the body's list, settles which company a supplier is; another yard is another place."""
    spend = SPEND + "Ash Ltd,7,1.00,01/04/2024\n"
    own = body(tmp_path, spend, "Supplier Ref,Supplier,Postcode,Company Number\n7,Ash,,\n7,Ash,LA1 1AA,\n,ASH LIMITED,LA1 1AA,01234567\n")
    (line,) = lines_of(own)
    assert (line["company_number"], line["postcode"]) == ("01234567", "LA1 1AA")
    other = body(
        tmp_path, spend, "Supplier Ref,Supplier,Postcode,VAT Number,Company Number\n7,Ash,,GB 123456789,\n,ASH LIMITED,LA1 1AA,,01234567\n"
    )
    (line,) = lines_of(other)
    assert (line["company_number"], line["postcode"]) == ("01234567", "")
