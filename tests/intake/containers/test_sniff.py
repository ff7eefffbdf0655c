"""Sniffing: the bytes decide, the name does not."""

import gzip
import io
import tarfile
import zipfile

import pytest

from zhanlian.intake.containers import Kind, sniff, sniff_file
from zhanlian.intake.containers.sniff import wide_encoding

TEXT = "交易卡号,金额\r\n\t9999990000000002010,1.00\r\n"


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "xl/workbook.xml is only mentioned here")
    return buffer.getvalue()


def tarred() -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a.csv"))
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"", Kind.EMPTY),
        (b"a", Kind.TEXT),
        (TEXT.encode("gb18030"), Kind.TEXT),
        (TEXT.encode("utf-8-sig"), Kind.TEXT),
        (TEXT.encode("utf-16"), Kind.TEXT),
        (TEXT.encode("utf-16-be"), Kind.TEXT),
        (TEXT.replace("1.00", "1\x00").encode() * 9, Kind.TEXT),
        (b"%PDF-1.4", Kind.PDF),
        (b"Rar!\x1a\x07\x01\x00", Kind.RAR),
        (b"7z\xbc\xaf\x27\x1c\x00\x04", Kind.SEVEN_ZIP),
        (gzip.compress(b"a", mtime=0), Kind.GZIP),
        (tarred(), Kind.TAR),
        (b"\x89PNG\r\n\x1a\n", Kind.PICTURE),
        (b"\xff\xd8\xff\xe0", Kind.PICTURE),
        (b"<!DOCTYPE HTML><table>", Kind.HTML),
        (b"\xef\xbb\xbf\r\n <HTML><table>", Kind.HTML),
        ("<html><table>".encode("utf-16"), Kind.HTML),
        (b'<?xml version="1.0"?><html xmlns="a">', Kind.HTML),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
         Kind.XML_SHEET),
        (b'<?xml version="1.0"?><feedback/>', Kind.XML),
        (b'{"rows": []}', Kind.JSON),
        (b'[{"a": 1}]', Kind.JSON),
        (b"[2024-03-05] a,b", Kind.TEXT),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Kind.XLS),
        (b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff", Kind.BINARY),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", ""])
def test_bytes_decide(head, kind, name):
    assert sniff(head, name) is kind


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (("[Content_Types].xml", "xl/workbook.xml"), Kind.XLSX),
        (("xl/worksheets/sheet1.xml", "xl/workbook.xml"), Kind.XLSX),
        (("xl/workbook.bin",), Kind.XLSB),
        (("word/document.xml",), Kind.DOCUMENT),
        (("mimetype", "content.xml"), Kind.ODS),
        (("a.csv", "b.xlsx"), Kind.ZIP),
        ((), Kind.ZIP),
    ],
)
def test_package_is_told_from_archive(tmp_path, names, kind):
    path = tmp_path / "a.csv"
    path.write_bytes(zipped(*names))
    assert sniff_file(path) is kind


def test_stored_workbook_inside_archive_is_no_workbook(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("b.xlsx", zipped("[Content_Types].xml", "xl/workbook.xml"))
    assert sniff_file(path) is Kind.ZIP


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-16-le")[:-1], "utf-16-le"),
        (TEXT.encode(), ""),
        (b"abc\x00def,", ""),
        (b"", ""),
    ],
)
def test_wide_text_is_seen_without_a_mark(data, encoding):
    assert wide_encoding(data) == encoding
