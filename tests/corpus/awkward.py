"""Some ninety awkward spend files, written from nothing: each as a finance team really sent one, with what must be read of it.

`write(folder)` makes them all; every name in them is invented.
"""

from __future__ import annotations

import codecs
import csv
import io
import random
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from tests.corpus import layouts, printed

HEADER = ["Body Name", "Payment Date", "Transaction No", "Supplier Name", "Amount (£)", "Purpose"]
PLAIN_HEADER = ["Body Name", "Payment Date", "Transaction No", "Supplier Name", "Amount", "Purpose"]
ASCII = [
    "Smith & Sons Ltd",
    "Cafe Nero Caterers",
    "Acme Services",
    "Bright, Day & Co",
    "Northern Grid plc",
    "REDACTED PERSONAL DATA",
    "None",
    "TOTAL GAS & POWER",
]
ACCENTS = ["Smith & Sons Ltd", "Café Caterers", "O’Brien Plumbing", "Müller Fleet UK", "Acme “Quality” Services", "Bright, Day & Co"]
WELSH = ["Ŷr Ŵyddfa Cyf", "Tŷ Gŵyr", "Smith & Sons Ltd"]
Row = list[str]


@dataclass(frozen=True)
class Expected:
    """What `check` must say of a file; `refused` is a word of the reason."""

    rows: int = 0
    total: str = "0.00"
    header_row: int = 1
    encoding: str = ""
    delimiter: str = ","
    refused: str = ""
    tables: int = 1


@dataclass
class Corpus:
    """The folder that is being filled, and what is expected of each file in it."""

    folder: Path
    expected: dict[str, Expected]
    dice: random.Random

    def put(self, name: str, data: bytes, **expected: object) -> None:
        """One file with its expectation."""
        (self.folder / name).write_bytes(data)
        self.expected[name] = Expected(**expected)  # type: ignore[arg-type]

    def rows(self, count: int, names: list[str]) -> tuple[list[Row], Decimal]:
        """Payments, and what they sum to."""
        pence = [self.dice.randint(-200_000, 5_000_000) for _ in range(count)]
        made = [
            ["Anytown Council", f"{self.dice.randint(1, 28):02d}/{self.dice.randint(1, 12):02d}/2025", f"T{100000 + i}",
             self.dice.choice(names), f"{Decimal(p) / 100:.2f}", self.dice.choice(["Repairs", "Agency staff", "Care - residential"])]
            for i, p in enumerate(pence)
        ]  # fmt: skip
        made[0][1] = "28/05/2025"
        return made, Decimal(sum(pence)) / 100


def text(
    rows: Iterable[Row], *, header: Row | None = PLAIN_HEADER, delimiter: str = ",", eol: str = "\r\n", quoting: int = csv.QUOTE_MINIMAL
) -> str:
    """Rows as delimited text."""
    made = io.StringIO(newline="")
    writer = csv.writer(made, delimiter=delimiter, lineterminator=eol, quoting=quoting)  # type: ignore[arg-type]
    if header:
        writer.writerow(header)
    writer.writerows(rows)
    return made.getvalue()


def money(rows: list[Row], form: Callable[[Decimal], str]) -> list[Row]:
    """The same rows with their amounts written otherwise."""
    return [[*row[:4], form(Decimal(row[4])), *row[5:]] for row in rows]


def write(folder: Path) -> dict[str, Expected]:
    """All files, in `folder`; the expectation of each by its name."""
    corpus = Corpus(folder, {}, random.Random(7))
    for part in (_encodings, _delimiters, _broken_quotes, _around_the_table, _amounts, _columns, _workbooks, _refused, _layouts):
        part(corpus)
    return corpus.expected


def _encodings(corpus: Corpus) -> None:
    rows, total = corpus.rows(200, ACCENTS)
    body = text(rows, header=HEADER)
    said = {"rows": 200, "total": f"{total:.2f}"}
    corpus.put("utf8-bom.csv", codecs.BOM_UTF8 + body.encode(), encoding="utf-8-sig", **said)
    corpus.put("utf8.csv", body.encode(), encoding="utf-8", **said)
    corpus.put("cp1252.csv", body.encode("cp1252"), encoding="cp1252", **said)
    corpus.put(
        "utf16le-bom-tab.csv",
        codecs.BOM_UTF16_LE + text(rows, header=HEADER, delimiter="\t").encode("utf-16-le"),
        encoding="utf-16",
        delimiter="\t",
        **said,
    )
    corpus.put("utf16be-bom.csv", codecs.BOM_UTF16_BE + body.encode("utf-16-be"), encoding="utf-16", **said)
    corpus.put(
        "utf16le-no-bom.csv", text(rows, header=HEADER, delimiter="\t").encode("utf-16-le"), encoding="utf-16-le", delimiter="\t", **said
    )
    plain, sum_ = corpus.rows(200, ASCII)
    said = {"rows": 200, "total": f"{sum_:.2f}"}
    corpus.put("ascii.csv", text(plain).encode(), encoding="ascii", **said)
    corpus.put("pound-in-header-only.csv", text(plain, header=HEADER).encode("cp1252"), encoding="cp1252", **said)
    corpus.put("dos-850.csv", text(plain, header=HEADER).encode("cp850"), encoding="cp850", **said)
    welsh, sum_ = corpus.rows(200, WELSH)
    corpus.put("welsh-8859-14.csv", text(welsh).encode("iso-8859-14"), encoding="iso-8859-14", rows=200, total=f"{sum_:.2f}")
    late, sum_ = corpus.rows(8000, ASCII)
    tail = [["Anytown Council", "01/02/2025", "T9", "Café Néro £1 Shop", "10.00", "Repairs"]]
    said = {"rows": 8001, "total": f"{sum_ + 10:.2f}"}
    corpus.put("accent-on-the-last-row-utf8.csv", text(late + tail).encode(), encoding="utf-8", **said)
    corpus.put("pound-on-the-last-row-cp1252.csv", text(late + tail).encode("cp1252"), encoding="cp1252", **said)
    mixed = body.encode() + text(tail, header=None).encode("cp1252")
    corpus.put("two-encodings.csv", mixed, encoding="utf-8 and cp1252", rows=201, total=f"{total + 10:.2f}")


def _delimiters(corpus: Corpus) -> None:
    rows, total = corpus.rows(150, ASCII)
    said = {"rows": 150, "total": f"{total:.2f}", "encoding": "ascii"}
    for name, mark in (("semicolon", ";"), ("pipe", "|"), ("tab", "\t")):
        corpus.put(f"{name}.txt", text(rows, delimiter=mark).encode(), delimiter=mark, **said)
    corpus.put("sep-line.csv", ("sep=;\r\n" + text(rows, delimiter=";")).encode(), **{**said, "delimiter": ";", "header_row": 2})
    corpus.put("lf.csv", text(rows, eol="\n").encode(), **said)
    corpus.put("cr-only.csv", text(rows, eol="\r").encode(), **said)
    corpus.put("all-quoted.csv", text(rows, quoting=csv.QUOTE_ALL).encode(), **said)
    comma = money(rows, lambda amount: f"{amount:.2f}".replace(".", ","))
    corpus.put("decimal-comma.csv", text(comma, delimiter=";").encode(), delimiter=";", **said)
    halves = text(rows[:75]) + text(rows[75:], header=None, delimiter=";")
    corpus.put("delimiter-changes.csv", halves.encode(), **said)
    twice = codecs.BOM_UTF8 + text(rows[:75]).encode() + codecs.BOM_UTF8 + text(rows[75:]).encode()
    corpus.put("joined-with-bom.csv", twice, **{**said, "encoding": "utf-8-sig"})
    corpus.put("two-columns.csv", text([[row[3], row[4]] for row in rows], header=["Supplier", "Amount"]).encode(), **said)
    corpus.put(
        "parted-twice.csv",
        text([[*row[:4], f"£{Decimal(row[4]):,.2f}", *row[5:]] for row in rows]).encode("cp1252"),
        **{**said, "encoding": "cp1252"},
    )


def _broken_quotes(corpus: Corpus) -> None:
    rows, total = corpus.rows(100, [name for name in ASCII if "," not in name])
    lines = text(rows).split("\r\n")
    kept = total - Decimal(rows[49][4])

    def put(name: str, line: str, amount: str = "123.45") -> None:
        broken = "\r\n".join([*lines[:50], line, *lines[51:]])
        corpus.put(name, broken.encode(), rows=100, total=f"{kept + Decimal(amount):.2f}", encoding="ascii")

    start = "Anytown Council,01/02/2025,T50,"
    put("line-break-in-a-cell.csv", start + '"Smith\nand Sons, Ltd",123.45,"Two\r\nlines"')
    put("quotes-inside-quotes.csv", start + '"Smith "Bob" Ltd",123.45,Repairs')
    put("quote-never-closed.csv", start + '"Unclosed Supplies Ltd,123.45,Repairs')
    put("inch-mark.csv", start + 'Pipes 6" Ltd,123.45,Repairs')
    put("nul-byte.csv", start + "Smi\0th Ltd,123.45,Repairs")
    put("spaces-around.csv", start + "  Smith Ltd  ,  123.45  , Repairs ")
    ragged = [line + (",extra" if i % 7 == 3 else "") for i, line in enumerate(lines[:-1])]
    corpus.put("ragged.csv", "\r\n".join(ragged).encode(), rows=100, total=f"{total:.2f}", encoding="ascii")
    wide = "".join(line + "," * 250 + "\r\n" for line in lines[:-1]) + ("," * 255 + "\r\n") * 500
    corpus.put("trailing-commas-and-blank-rows.csv", wide.encode(), rows=100, total=f"{total:.2f}", encoding="ascii")


def _around_the_table(corpus: Corpus) -> None:
    rows, total = corpus.rows(120, ASCII)
    body, said = text(rows), {"rows": 120, "total": f"{total:.2f}", "encoding": "ascii"}
    corpus.put(
        "title-rows.csv", ("Anytown Council: payments over 500,,,,,\r\nApril 2025,,,,,\r\n,,,,,\r\n" + body).encode(), **said, header_row=4
    )
    notes = "".join(f"Note {i}: this file lists payments to suppliers; see the website, for details\r\n" for i in range(1, 15))
    corpus.put("fourteen-notes.csv", (notes + body).encode(), **said, header_row=15)
    corpus.put("seventy-notes.csv", (notes * 5 + body).encode(), **said, header_row=71)
    foot = f",,,,,\r\nTOTAL,,,,{total:.2f},\r\nNotes: names redacted,,,,,\r\n"
    corpus.put("total-and-notes-below.csv", (body + foot).encode(), **said)
    corpus.put("total-without-label.csv", (body + f",,,,{total:.2f},\r\n").encode(), **said)
    corpus.put("total-that-disagrees.csv", (body + ",,,Grand Total,99.00,\r\n").encode(), **said)
    half = sum((Decimal(row[4]) for row in rows[:60]), Decimal(0))
    sub = [*rows[:60], ["", "", "", "Sub Total", f"{half:.2f}", ""], *rows[60:], ["", "", "", "Sub Total", f"{total - half:.2f}", ""],
           ["", "", "", "Total", f"{total:.2f}", ""]]  # fmt: skip
    corpus.put("subtotals.csv", text(sub).encode(), **said)
    corpus.put("header-comes-again.csv", text([*rows[:40], PLAIN_HEADER, *rows[40:80], PLAIN_HEADER, *rows[80:]]).encode(), **said)
    corpus.put("header-at-the-end.csv", (text(rows, header=None) + ",".join(PLAIN_HEADER) + "\r\n").encode(), **said | {"header_row": 121})
    corpus.put("no-header.csv", text(rows, header=None).encode(), **said | {"header_row": 0})
    double = "Body,Payment,Transaction,Supplier,,\r\nName,Date,No,Name,Amount,Purpose\r\n" + text(rows, header=None)
    corpus.put("header-in-two-rows.csv", double.encode(), **said | {"header_row": 2})
    corpus.put("one-row.csv", text(rows[:1]).encode(), rows=1, total=rows[0][4], encoding="ascii")
    corpus.put("header-only.csv", text([]).encode(), rows=0, total="0.00", encoding="ascii")


def _amounts(corpus: Corpus) -> None:
    rows, total = corpus.rows(100, ASCII)
    said = {"rows": 100, "total": f"{total:.2f}"}
    forms: dict[str, Callable[[Decimal], str]] = {
        "brackets": lambda a: f"({-a:,.2f})" if a < 0 else f"{a:,.2f}",
        "trailing-minus": lambda a: f"{-a:,.2f}-" if a < 0 else f"{a:,.2f}",
        "credit-letters": lambda a: f"{-a:,.2f} CR" if a < 0 else f"{a:,.2f} DR",
        "dollars-for-pounds": lambda a: f" ${a:,.2f} " if a >= 0 else f" (${-a:,.2f})",
        "question-marks-for-pounds": lambda a: f"?{a:,.2f}" if a >= 0 else f"-?{-a:,.2f}",
    }
    for name, form in forms.items():
        corpus.put(f"{name}.csv", text(money(rows, form)).encode(), encoding="ascii", **said)
    pounds = text(money(rows, lambda a: f"£{a:,.2f}" if a >= 0 else f"-£{-a:,.2f}"))
    corpus.put("mangled-pound.csv", pounds.encode().decode("cp1252").encode(), encoding="utf-8", **said)
    corpus.put("unicode-minus.csv", text(money(rows, lambda a: f"{a:.2f}".replace("-", "\u2212"))).encode(), encoding="utf-8", **said)


def _columns(corpus: Corpus) -> None:
    rows, total = corpus.rows(80, ASCII)
    said = {"rows": 80, "total": f"{total:.2f}", "encoding": "ascii"}
    typed = ["Body", "Paymnet Date", "Transation No", "Suppkuer", "Ammount", "Discription"]
    corpus.put("typing-errors.csv", text(rows, header=typed).encode(), **said)
    corpus.put("duplicate-names.csv", text([[*row, row[5]] for row in rows], header=[*PLAIN_HEADER, "Purpose"]).encode(), **said)
    net = [[*row[:4], f"{Decimal(row[4]) * 6 / 5:.2f}", f"{Decimal(row[4]) / 5:.2f}", row[4]] for row in rows]
    corpus.put("gross-vat-net.csv", text(net, header=[*PLAIN_HEADER[:4], "Gross", "VAT", "Net"]).encode(), **said)
    named = [[row[0], row[1], str(5000 + i), row[3], row[4], row[5]] for i, row in enumerate(rows)]
    corpus.put(
        "organisation-is-not-the-supplier.csv",
        text(named, header=["Name", "Date", "Amount Ref", "Payee", "Total", "Type"]).encode(),
        **said,
    )
    corpus.put("unknown-amount-name.csv", text(rows, header=[*PLAIN_HEADER[:4], "Sterling", "Purpose"]).encode(), **said)
    camel = ["OrganisationLabel", "PaymentDate", "TransactionNumber", "BeneficiaryName", "NetAmount", "CategoryInternalName"]
    corpus.put("camel-case.csv", text(rows, header=camel).encode(), **said)


def _workbooks(corpus: Corpus) -> None:
    import xlsxwriter

    rows, total = corpus.rows(60, ACCENTS)
    said = {"rows": 60, "total": f"{total:.2f}", "delimiter": ""}

    def book(name: str, top: int, left: int, *, extra: Callable[[xlsxwriter.Workbook], None] = lambda _: None, **expected: object) -> None:
        with xlsxwriter.Workbook(str(corpus.folder / name)) as made:
            extra(made)
            sheet = made.add_worksheet("Payments")
            sheet.activate()
            sheet.write_row(top, left, PLAIN_HEADER)
            for i, row in enumerate(rows, top + 1):
                sheet.write_row(i, left, [*row[:4], float(row[4]), row[5]])
        corpus.expected[name] = Expected(**{**said, **expected})  # type: ignore[arg-type]

    book("plain.xlsx", 0, 0)
    book("indented.xlsx", 4, 2, header_row=5)
    book("notes-sheet-first.xlsx", 0, 0, extra=lambda made: made.add_worksheet("Notes").write(0, 0, "Payments to suppliers over £500"))
    book("hidden-sheet.xlsx", 0, 0, extra=_hidden)
    data = (corpus.folder / "plain.xlsx").read_bytes()
    corpus.put("workbook-called.csv", data, **said)
    corpus.put("csv-called.xls", text(rows).encode("cp1252"), rows=60, total=f"{total:.2f}", encoding="cp1252")
    corpus.put("cut-short.xlsx", data[: len(data) // 2], refused="damaged")
    with xlsxwriter.Workbook(str(corpus.folder / "stray-cell.xlsx")) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, PLAIN_HEADER)
        sheet.write(1048575, 16383, "x")
    corpus.expected["stray-cell.xlsx"] = Expected(refused="stray cell")


def _hidden(made: object) -> None:
    sheet = made.add_worksheet("Old")  # type: ignore[attr-defined]
    sheet.write_row(0, 0, PLAIN_HEADER)
    sheet.write_row(1, 0, ["Anytown Council", "01/02/2020", "T1", "Old Ltd", 99.0, "Old"])
    sheet.hide()


def _refused(corpus: Corpus) -> None:
    page = b"<!DOCTYPE html><html><body><table><tr><td>Supplier</td><td>Amount</td></tr></table></body></html>"
    corpus.put("empty.csv", b"", refused="empty")
    corpus.put("web-page.csv", page, refused="web page")
    corpus.put("printed.csv", b"%PDF-1.4\n%rest", refused="PDF")
    corpus.put("letter.txt", b"Dear Sir,\r\nthank you for your letter of the 4th.\r\nYours\r\n", refused="header")
    with zipfile.ZipFile(corpus.folder / "document.docx", "w") as made:
        made.writestr("word/document.xml", "<w:document/>")
    corpus.expected["document.docx"] = Expected(refused="Word")


def _layouts(corpus: Corpus) -> None:
    for name, written, said in (*layouts.TEXTS, *printed.TEXTS):
        corpus.put(name, written.encode(), **{"encoding": "ascii", **said})
    for name, (data, said) in layouts.books().items():
        corpus.put(name, data, **said)
