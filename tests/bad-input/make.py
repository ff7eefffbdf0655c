"""Bad input: one small file per way of being wrong, made the same way every time.

in     nothing; every name, number and amount is made up (cards start with 999999, the region
       of an identity number is 000000, names start with 样本)
out    ``TABLES``: bank statements that open but hold trouble, kept in this folder
       ``CONTAINERS``: files that are trouble to open, made where a test wants them
usage  python tests/bad-input/make.py   writes ``TABLES`` again
"""

import gzip
import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter

HERE = Path(__file__).parent
HEADER_LINE = (
    "交易卡号,交易账号,账户开户名称,开户人证件号码,交易时间,交易金额,交易余额,收付标志,"
    "交易对手账卡号,现金标志,对手户名,对手身份证号,对手开户银行,摘要说明,交易币种,交易网点名称,"
    "交易网点代码,交易发生地,交易是否成功,传票号,终端号,IP地址,MAC地址,对手交易余额,交易流水号,"
    "日志号,凭证种类,凭证号,交易柜员号,商户名称,商户号,备注,交易类型,查询反馈结果原因"
)
HEADER = HEADER_LINE.split(",")
Row = dict[str, str]
Maker = Callable[[], bytes]


def card(serial: int) -> str:
    """A card number of 19 digits that passes the Luhn test and belongs to nobody."""
    digits = f"999999{serial:012d}"
    odd, even = digits[-1::-2], digits[-2::-2]
    total = sum(sum(divmod(2 * int(d), 10)) for d in odd) + sum(map(int, even))
    return digits + str(-total % 10)


def identity(born: str, serial: int) -> str:
    """An identity number with a true check digit in a region that does not exist."""
    digits = f"000000{born}{serial:03d}"
    weights = [2 ** (17 - place) % 11 for place in range(17)]
    total = sum(int(d) * w for d, w in zip(digits, weights, strict=True))
    return digits + "10X98765432"[total % 11]


def entry(number: int = 1, **cells: str) -> Row:
    """An ordinary row: 1,000.00 in, the balance growing with ``number``; ``cells`` differ."""
    row = {
        "交易卡号": card(201), "交易账号": "0009B0000000201", "账户开户名称": "样本坏甲",
        "开户人证件号码": identity("19990303", 3), "交易时间": f"2024-03-05 14:{number:02d}:11",
        "交易金额": "1000.00", "交易余额": f"{number * 1000}.00", "收付标志": "进",
        "交易对手账卡号": card(101), "对手户名": "样本坏乙", "对手开户银行": "样例银行A",
        "摘要说明": "转账", "交易币种": "CNY", "交易是否成功": "是",
        "交易流水号": f"B24030500{number:02d}", "查询反馈结果原因": "成功",
    }  # fmt: skip
    return row | cells


def statement(rows: Iterable[Row], *, header: list[str] = HEADER) -> str:
    """A statement in the standard template, as text."""
    lines = [header, *([row.get(name, "") for name in HEADER] for row in rows)]
    return "".join(",".join(map(_quoted, line)) + "\r\n" for line in lines)


def _quoted(cell: str) -> str:
    return f'"{cell.replace(chr(34), chr(34) * 2)}"' if "," in cell or '"' in cell else cell


def with_cells(column: str, texts: Iterable[str]) -> bytes:
    """A statement whose rows hold ``texts`` in ``column``, between two good rows."""
    rows = [entry(number, **{column: text}) for number, text in enumerate(texts, start=2)]
    return marked(statement([entry(1), *rows, entry(len(rows) + 2)]))


def marked(text: str) -> bytes:
    """UTF-8 with its mark."""
    return text.encode("utf-8-sig")


def three_rows() -> str:
    """A statement with nothing wrong in it."""
    return statement(entry(number) for number in (1, 2, 3))


# --- statements that open ---------------------------------------------------------------------


def impossible_dates() -> bytes:
    """Days and hours that no calendar has."""
    return with_cells("交易时间", [
        "2024-02-30 10:00:00", "2024-13-01 10:00:00", "20240305256199", "00000000000000",
        "1900-01-00", "9999-99-99 99:99:99", "2023-02-29", "昨天下午", "-45356.5",
    ])  # fmt: skip


def not_numbers() -> bytes:
    """Amounts that are no numbers."""
    return with_cells(
        "交易金额", ["NaN", "inf", "-inf", "#N/A", "#VALUE!", "一二", "1.2.3", "12,34.5"]
    )


def negative_amounts() -> bytes:
    """Amounts below zero, in the ways they are written; some are red-letter reversals."""
    return with_cells(
        "交易金额", ["-1000.00", "(1,000.00)", "1000.00-", "-0.00", "－1000.00", "--5.00"]
    )


def huge_amounts() -> bytes:
    """Amounts beyond what 64 bits of fen can hold, and the last that fits."""
    return with_cells("交易金额", [
        "10000000000000000000", "92233720368547758.07", "92233720368547758.08", "1E+19",
        "9.99E+18", "-10000000000000000000.00", "1" + "0" * 400,
    ])  # fmt: skip


def tiny_amounts() -> bytes:
    """Amounts with more digits than the currency has."""
    return with_cells("交易金额", ["0.001", "0.005", "1000.999", "1E-7", "0.0000"])


def lost_digits() -> bytes:
    """Card numbers a spreadsheet has rounded."""
    texts = ["9.99999E+18", "9.999990000000001E+18", "9999990000000000000", "1.23457E+14"]
    return with_cells("交易对手账卡号", texts)


def formula_injection() -> bytes:
    """Texts a spreadsheet would run if they were written back as they are."""
    return with_cells("对手户名", [
        "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1,1)", "\t=1+1", '=HYPERLINK("样例","样本")',
    ])  # fmt: skip


def hostile_texts() -> bytes:
    """Texts that would change a page, a query or the direction of writing."""
    return with_cells("摘要说明", [
        "<script>alert(1)</script>", "'; DROP TABLE entry; --", "样本\u202e额金", "{{7*7}}",
        "#set page(width: 0pt)", "样" * 5000,
    ])  # fmt: skip


def header_only() -> bytes:
    """A feedback without a row."""
    return marked(statement([]))


def duplicate_headers() -> bytes:
    """Two columns of one name."""
    header = ["交易金额" if name == "交易余额" else name for name in HEADER]
    return marked(statement([entry(1), entry(2)], header=header))


def unbalanced_quote() -> bytes:
    """A quote that is opened and never closed."""
    text = statement([entry(1), entry(2, 摘要说明="QUOTE"), entry(3), entry(4)])
    return marked(text.replace("QUOTE", '"转账'))


def ragged_rows() -> bytes:
    """Rows with too few fields and too many."""
    lines = three_rows().splitlines()
    lines[2] = ",".join(lines[2].split(",")[:7])
    lines[3] += ",,多出,两格"
    return marked("\r\n".join(lines) + "\r\n")


def nul_bytes() -> bytes:
    """Zero bytes between good text."""
    return three_rows().replace("样本坏乙", "样本\0坏乙", 1).encode()


def lone_cr() -> bytes:
    """Line ends of an old Macintosh."""
    return three_rows().replace("\r\n", "\r").encode()


def utf16_marked() -> bytes:
    """UTF-16 with its mark."""
    return three_rows().encode("utf-16")


def utf16_unmarked() -> bytes:
    """UTF-16 without a mark."""
    return three_rows().encode("utf-16-le")


def gbk_pipes() -> bytes:
    """GB18030 parted by pipes, which are also halves of its signs (such as 倈)."""
    return three_rows().replace(",", "|").replace("样本坏乙", "样本倈坏").encode("gb18030")


def one_bad_byte() -> bytes:
    """A good file with one byte that is no text."""
    return three_rows().encode("gb18030").replace("样本坏乙".encode("gb18030"), b"\xd1\xf9\xff", 1)


def wrong_encoding() -> bytes:
    """Western letters where Chinese is expected."""
    rows = (f"Relevé n° {n},débité à l'été,{n}.00" for n in range(9))
    return ("Société Générale,Opération,Débit\r\n" + "\r\n".join(rows) + "\r\n").encode("latin-1")


def mixed_encodings() -> bytes:
    """Two exports joined: UTF-8 first, GB18030 behind."""
    lines = statement(entry(number) for number in range(1, 41)).splitlines(keepends=True)
    return "".join(lines[:21]).encode() + "".join(lines[21:]).encode("gb18030")


TABLES: dict[str, Maker] = {
    "duplicate-headers.csv": duplicate_headers,
    "formula-injection.csv": formula_injection,
    "gbk-pipes.txt": gbk_pipes,
    "header-only.csv": header_only,
    "hostile-texts.csv": hostile_texts,
    "huge-amounts.csv": huge_amounts,
    "impossible-dates.csv": impossible_dates,
    "lone-cr.csv": lone_cr,
    "lost-digits.csv": lost_digits,
    "mixed-encodings.csv": mixed_encodings,
    "negative-amounts.csv": negative_amounts,
    "not-numbers.csv": not_numbers,
    "nul-bytes.csv": nul_bytes,
    "one-bad-byte.csv": one_bad_byte,
    "ragged-rows.csv": ragged_rows,
    "tiny-amounts.csv": tiny_amounts,
    "unbalanced-quote.csv": unbalanced_quote,
    "utf16-marked.csv": utf16_marked,
    "utf16-unmarked.csv": utf16_unmarked,
    "wrong-encoding.csv": wrong_encoding,
}


# --- files that are trouble to open -----------------------------------------------------------


def workbook(*sheets: list[list[str]]) -> bytes:
    """An XLSX of text cells, the same bytes every time."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": datetime(2024, 3, 5, tzinfo=UTC)})
    for rows in sheets:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                sheet.write_string(number, column, text)
    book.close()
    return buffer.getvalue()


def three_row_workbook() -> bytes:
    """A workbook with nothing wrong in it."""
    return workbook([line.split(",") for line in three_rows().splitlines()])


def truncated_workbook() -> bytes:
    """The first half of a workbook."""
    whole = three_row_workbook()
    return whole[: len(whole) // 2]


def spoiled_workbook() -> bytes:
    """A workbook whose compressed bytes were changed."""
    whole = bytearray(three_row_workbook())
    with zipfile.ZipFile(io.BytesIO(bytes(whole))) as package:
        start = package.getinfo("xl/worksheets/sheet1.xml").header_offset
    whole[start + 200 : start + 220] = bytes(20)
    return bytes(whole)


def vast_workbook() -> bytes:
    """Two cells in the two far corners: 17 billion cells, if all between are made."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_string(0, 0, "样本")
    sheet.write_string(1_048_575, 16_383, "样本")
    book.close()
    return buffer.getvalue()


def empty_sheet() -> bytes:
    """A sheet with 0 rows beside one with three."""
    return workbook([], [line.split(",") for line in three_rows().splitlines()])


def protected_workbook() -> bytes:
    """The first sector of an encrypted workbook, and the name of its stream."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    return head + "EncryptedPackage".encode("utf-16-le") + bytes(512)


def page() -> bytes:
    """HTML, as many web banks export it under a workbook's name."""
    cells = [line.split(",") for line in three_rows().splitlines()]
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in cells)
    head = "<html><head><meta charset=gb2312><style>td{color:red}</style></head>"
    body = f"<body><p>户名：样本坏甲</p><table>{rows}</table></body></html>"
    return (head + body).encode("gb18030")


def tab_text() -> bytes:
    """Tab text, as many web banks export it under a workbook's name."""
    return three_rows().replace(",", "\t").encode("gb18030")


def pdf() -> bytes:
    """The head of a PDF."""
    return b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog>>endobj\n"


def binary_rubbish() -> bytes:
    """Bytes of no kind."""
    return random.Random(20240305).randbytes(20_000)


def too_wide() -> bytes:
    """A million columns."""
    return b"a," * 1_000_000 + b"a\r\n" + b"1," * 1_000_000 + b"1\r\n"


def archive(members: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of ``members``, the same bytes every time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as packed:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, (2024, 3, 5, 0, 0, 0))
            info.compress_type = method
            packed.writestr(info, data)
    return buffer.getvalue()


def good_member() -> dict[str, bytes]:
    """What must still be read when its neighbour is refused."""
    return {"good.csv": three_rows().encode()}


def path_traversal() -> bytes:
    """A member that would be written two folders up."""
    return archive({"../../evil.csv": b"a,b\n1,2\n", **good_member()})


def absolute_path() -> bytes:
    """Members that would be written to fixed places."""
    evil = b"a,b\n1,2\n"
    return archive({"/etc/evil.csv": evil, "C:\\evil.csv": evil, **good_member()})


def nested(levels: int = 6) -> bytes:
    """Archives inside archives."""
    inner = archive(good_member())
    for level in range(levels - 1):
        inner = archive({f"level{level}.zip": inner})
    return inner


def encrypted() -> bytes:
    """A member whose flag says that it is encrypted, beside a plain one."""
    whole = bytearray(archive({"secret.csv": b"a,b\n1,2\n", **good_member()}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        whole[whole.find(mark) + offset] |= 1
    return bytes(whole)


def gbk_names() -> bytes:
    """Names in GBK that do not say so, as Chinese Windows packs them."""
    name = "样例银行交易明细.csv".encode("gb18030")
    whole = archive({"x" * len(name): three_rows().encode()})
    return whole.replace(b"x" * len(name), name)


def twin_names() -> bytes:
    """Two members of one name."""
    whole = archive({"a.csv": b"a,b\n1,2\n", "b.csv": b"a,b\n3,4\n"})
    return whole.replace(b"b.csv", b"a.csv")


def spoiled_member() -> bytes:
    """A member whose checksum does not fit, beside a good one."""
    whole = bytearray(archive({"bad.csv": b"a,b\n1,2\n" * 9, **good_member()}))
    for mark, offset in ((b"PK\x03\x04", 14), (b"PK\x01\x02", 16)):
        whole[whole.find(mark) + offset] ^= 0xFF
    return bytes(whole)


def truncated_archive() -> bytes:
    """The first half of an archive."""
    whole = archive(good_member())
    return whole[: len(whole) // 2]


def zip_bomb(mib: int = 300) -> bytes:
    """A member that expands a thousandfold, beside a good one."""
    size = mib << 20
    name = b"bomb.csv"
    data, checksum = _packed_zeros(size)
    sizes = struct.pack("<III", checksum, len(data), size)
    about = struct.pack("<HHHHH", 20, 0, 8, 0, 0x5865)
    local = b"PK\x03\x04" + about + sizes + struct.pack("<HH", len(name), 0) + name + data
    good = archive(good_member())
    return _joined(local, name, about + sizes, good)


def _packed_zeros(size: int) -> tuple[bytes, int]:
    """``size`` zero bytes compressed, and their checksum, never held at once."""
    packer, checksum = zlib.compressobj(9, zlib.DEFLATED, -15), 0
    block, pieces = bytes(1 << 20), []
    for _ in range(size >> 20):
        pieces.append(packer.compress(block))
        checksum = zlib.crc32(block, checksum)
    return b"".join([*pieces, packer.flush()]), checksum


def _joined(local: bytes, name: bytes, about: bytes, good: bytes) -> bytes:
    """The hand-made member and a good archive's one as one archive."""
    place = good.find(b"PK\x01\x02")
    end = good.find(b"PK\x05\x06")
    entry_ = bytearray(good[place:end])
    entry_[42:46] = struct.pack("<I", len(local))
    mine = b"PK\x01\x02" + struct.pack("<H", 20) + about
    mine += struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, 0) + name
    directory = mine + bytes(entry_)
    start = len(local) + place
    tail = struct.pack("<HHHHIIH", 0, 0, 2, 2, len(directory), start, 0)
    return local + good[:place] + directory + b"PK\x05\x06" + tail


def gzip_bomb(mib: int = 300) -> bytes:
    """A gzip that expands a thousandfold."""
    data, checksum = _packed_zeros(mib << 20)
    head = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
    return head + data + struct.pack("<II", checksum, (mib << 20) & 0xFFFFFFFF)


def gzipped() -> bytes:
    """A statement compressed by gzip: nothing wrong."""
    return gzip.compress(three_rows().encode(), mtime=0)


def workbook_bomb() -> bytes:
    """A workbook one of whose parts says it is five gibibytes."""
    whole = bytearray(three_row_workbook())
    place = whole.rfind(b"xl/worksheets/sheet1.xml") - 46
    assert whole[place : place + 4] == b"PK\x01\x02"
    whole[place + 24 : place + 28] = struct.pack("<I", 0xFFFFFFF0)
    return bytes(whole)


CONTAINERS: dict[str, Maker] = {
    "absolute-path.zip": absolute_path,
    "binary-rubbish.csv": binary_rubbish,
    "empty.csv": bytes,
    "empty-sheet.xlsx": empty_sheet,
    "encrypted.zip": encrypted,
    "gbk-names.zip": gbk_names,
    "gzip-bomb.gz": gzip_bomb,
    "gzipped.csv.gz": gzipped,
    "nested-too-deep.zip": nested,
    "page.xls": page,
    "page.xlsx": page,
    "path-traversal.zip": path_traversal,
    "pdf.xlsx": pdf,
    "protected.xlsx": protected_workbook,
    "spoiled-member.zip": spoiled_member,
    "spoiled.xlsx": spoiled_workbook,
    "tab-text.xls": tab_text,
    "too-wide.csv": too_wide,
    "truncated.xlsx": truncated_workbook,
    "truncated.zip": truncated_archive,
    "twin-names.zip": twin_names,
    "vast.xlsx": vast_workbook,
    "workbook-bomb.xlsx": workbook_bomb,
    "zip-bomb.zip": zip_bomb,
}


def make(name: str, folder: Path) -> Path:
    """Write one bad file into ``folder``."""
    path = folder / name
    path.write_bytes((TABLES | CONTAINERS)[name]())
    return path


if __name__ == "__main__":
    for each in TABLES:
        make(each, HERE)
