"""What was received: a file with its place in the delivery, and the sheets found in it.

keeps  the path inside the delivery is never lost; a file that is not opened says why
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from zhanlian.intake.block import Block
from zhanlian.terms import Finding, Refusal

MEMBER_MARK = "!"


class Kind(StrEnum):
    """What a file is, by its content."""

    TEXT = "text"
    XLSX = "xlsx"
    XLS = "xls"
    HTML = "html"
    XML_SHEET = "xml_sheet"
    ZIP = "zip"
    GZIP = "gzip"
    EMPTY = "empty"
    PROTECTED = "protected"
    PDF = "pdf"
    RAR = "rar"
    SEVEN_ZIP = "7z"
    TAR = "tar"
    XLSB = "xlsb"
    ODS = "ods"
    DOCUMENT = "document"
    PICTURE = "picture"
    JSON = "json"
    XML = "xml"
    BINARY = "binary"


ARCHIVES = frozenset({Kind.ZIP, Kind.GZIP})
TABLES = frozenset({Kind.TEXT, Kind.XLSX, Kind.XLS, Kind.HTML, Kind.XML_SHEET})


@dataclass(frozen=True, slots=True)
class Received:
    """One file, or one member of an archive, as it was handed over.

    ``path`` is where its bytes lie now (for a member, a passing file); ``member_path`` leads
    from the file in evidence down to it, '!' between an archive and its member. ``file_id`` is
    0 until the caller numbers it; findings then point at it. ``skipped`` or ``refusal`` say why
    it is not opened; without ``has_bytes`` the bytes could not be had at all.
    """

    path: Path
    delivered_path: str
    member_path: str = ""
    file_id: int = 0
    kind: Kind | None = None
    skipped: str = ""
    refusal: Refusal | None = None
    has_bytes: bool = True

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.delivered_path.split(MEMBER_MARK)[-1].split("/")[-1]


class Merged(NamedTuple):
    """A merged range: lines from 1 and columns from 0, ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True, eq=False)
class Sheet:
    """One sheet, or the whole of a text file (``sheet_no`` 0), as blocks to be read once.

    ``line_count`` is complete once ``blocks`` is read to its end. ``has_places`` says that the
    blocks' ``byte_start`` are places in the file itself.
    """

    name: str
    sheet_no: int
    blocks: Iterator[Block]
    encoding: str = ""
    delimiter: str = ""
    has_places: bool = False
    is_hidden: bool = False
    merged: tuple[Merged, ...] = ()
    findings: list[Finding] = field(default_factory=list)
    line_count: int = 0

    def __post_init__(self) -> None:
        self.blocks = self._counted(self.blocks)

    def _counted(self, blocks: Iterator[Block]) -> Iterator[Block]:
        for block in blocks:
            self.line_count += int(block.line_count.sum())
            yield block
