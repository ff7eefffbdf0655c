"""Sniffing: what a file is by its bytes, never by the ending of its name.

in     the first bytes of a file, its name as a hint, the names inside if it is a zip
out    its ``Kind``
keeps  the same bytes give the same kind under every name, JSON-like text apart
"""

import zipfile
from collections.abc import Sequence
from pathlib import Path

from zhanlian.intake.containers.received import Kind

HEAD_BYTES = 64 * 1024
TAR_MARK_AT = 257
MAGIC = (
    (b"%PDF", Kind.PDF),
    (b"Rar!\x1a\x07", Kind.RAR),
    (b"7z\xbc\xaf\x27\x1c", Kind.SEVEN_ZIP),
    (b"\x1f\x8b", Kind.GZIP),
    (b"\x89PNG", Kind.PICTURE),
    (b"\xff\xd8\xff", Kind.PICTURE),
    (b"GIF8", Kind.PICTURE),
    (b"{\\rtf", Kind.DOCUMENT),
)
ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PARTS = (
    ("xl/workbook.bin", Kind.XLSB),
    ("xl/workbook.xml", Kind.XLSX),
    ("word/", Kind.DOCUMENT),
    ("ppt/", Kind.DOCUMENT),
    ("content.xml", Kind.ODS),
)
PACKAGE_STARTS = ("[Content_Types].xml", "_rels/", "docProps/", "xl/")
HTML_STARTS = ("<!doctype html", "<html", "<head", "<meta", "<table", "<body", "<style", "<div")
SHEET_SCHEMA = "urn:schemas-microsoft-com:office:spreadsheet"
TEXT_CONTROLS = b"\t\n\r\x0b\x0c\x1a\x1b"
CONTROLS = bytes(set(range(1, 32)) - set(TEXT_CONTROLS)) + b"\x7f"
CONTROL_PPM_MAX = 20_000
NUL_PPM_MAX = 100_000
MILLION = 1_000_000
PARITY_PPM_MIN = 50_000
PARITY_PPM_MAX = 10_000
PARITY_COUNT_MIN = 4


def sniff_file(path: Path, name: str = "") -> Kind:
    """The kind of the file at ``path``."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head.startswith(ZIP_MAGIC):
        return sniff(head, name)
    return sniff(head, name, _names_inside(path))


def sniff(head: bytes, name: str = "", inside: Sequence[str] = ()) -> Kind:
    """The kind of a file that starts with ``head``; ``inside`` names the members of a zip."""
    if not head:
        return Kind.EMPTY
    if head.startswith(ZIP_MAGIC):
        return _zip_kind(head, inside)
    if head.startswith(OLE_MAGIC):
        return _ole_kind(head)
    if head[TAR_MARK_AT : TAR_MARK_AT + 5] == b"ustar":
        return Kind.TAR
    for magic, kind in MAGIC:
        if head.startswith(magic):
            return kind
    return _text_kind(head, name)


def wide_encoding(head: bytes) -> str:
    """``utf-16-le`` or ``utf-16-be`` where the bytes are such text, marked or not; else "".

    Without a mark: the signs and digits of a table leave zero bytes at every second place.
    """
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16-le" if head[0] == 0xFF else "utf-16-be"  # noqa: PLR2004  the mark's byte
    pairs = len(head) // 2
    first, second = head[0 : 2 * pairs : 2].count(0), head[1 : 2 * pairs : 2].count(0)
    for encoding, zeros, others in (("utf-16-le", second, first), ("utf-16-be", first, second)):
        is_half_empty = (
            zeros >= PARITY_COUNT_MIN
            and zeros * MILLION > pairs * PARITY_PPM_MIN
            and others * MILLION < pairs * PARITY_PPM_MAX
        )
        if is_half_empty and _reads_as_table(head[: 2 * pairs], encoding):
            return encoding
    return ""


def _reads_as_table(head: bytes, encoding: str) -> bool:
    text = head.decode(encoding, "replace")[:-1]
    has_odd = "\ufffd" in text or any(chr(code) in text for code in (0, *CONTROLS))
    return not has_odd and any(sign in text for sign in "\n\r\t,;|")


def _names_inside(path: Path) -> list[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, RuntimeError, ValueError, OSError):
        return []


def _zip_kind(head: bytes, inside: Sequence[str]) -> Kind:
    for part, kind in PARTS:
        if any(name == part or (part.endswith("/") and name.startswith(part)) for name in inside):
            return kind
    first = head[30 : 30 + int.from_bytes(head[26:28], "little")]  # of the first member
    if not inside and first.decode("utf-8", "replace").startswith(PACKAGE_STARTS):
        return Kind.XLSX
    return Kind.ZIP


def _ole_kind(head: bytes) -> Kind:
    if "EncryptedPackage".encode("utf-16-le") in head:
        return Kind.PROTECTED
    if "WordDocument".encode("utf-16-le") in head:
        return Kind.DOCUMENT
    return Kind.XLS


def _text_kind(head: bytes, name: str) -> Kind:
    encoding = wide_encoding(head)
    if not encoding and _is_binary(head):
        return Kind.BINARY
    text = head.decode(encoding or "utf-8", "replace").lstrip("\ufeff \t\r\n").lower()
    if text.startswith(("<?xml", "<workbook")):
        return _xml_kind(text)
    if text.startswith(HTML_STARTS) or (text.startswith("<!--") and "<table" in text):
        return Kind.HTML
    is_json = text.startswith(('{"', '[{"', "[\n", "{\n")) or text in ("[]", "{}")
    if is_json or (name.lower().endswith(".json") and text.startswith(("{", "["))):
        return Kind.JSON
    return Kind.TEXT


def _xml_kind(text: str) -> Kind:
    if SHEET_SCHEMA in text and "<html" not in text:
        return Kind.XML_SHEET
    return Kind.HTML if "<html" in text or "<table" in text[:200] else Kind.XML


def _is_binary(head: bytes) -> bool:
    controls = len(head) - len(head.translate(None, CONTROLS))
    zeros = head.count(0)
    return controls * MILLION > len(head) * CONTROL_PPM_MAX or (
        zeros * MILLION > len(head) * NUL_PPM_MAX
    )
