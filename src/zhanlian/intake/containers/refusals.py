"""Refusals of files: which file, why it cannot be read, and what to ask for instead.

keeps  one class and one code a cause; ``file`` is the path inside the delivery
"""

from zhanlian.intake.containers.received import Kind
from zhanlian.terms import Refusal

MIB = 1 << 20
ASK_FOR_TABLE = "ask the sender for a table export (CSV or XLSX)"


class EmptyFile(Refusal):
    """A file of zero bytes."""

    code = "ZL-INTAKE-102"

    def __init__(self, file: str) -> None:
        super().__init__(
            "The file is empty.",
            where=file,
            why="it has no bytes at all, so the copy or the export broke off",
            do_next="copy it again from the medium, or ask the sender for it",
        )


class NotTable(Refusal):
    """A file of a kind that holds no table we read."""

    code = "ZL-INTAKE-103"

    SAID = {  # noqa: RUF012  a constant of the class
        Kind.PDF: ("a PDF document, whose tables are pictures of text", ASK_FOR_TABLE),
        Kind.RAR: ("a RAR archive", "unpack it and hand over the files"),
        Kind.SEVEN_ZIP: ("a 7z archive", "unpack it and hand over the files"),
        Kind.TAR: ("a tar archive", "unpack it and hand over the files"),
        Kind.XLSB: ("a binary XLSB workbook", "save it as XLSX and hand over both"),
        Kind.ODS: ("an OpenDocument sheet", "save it as XLSX and hand over both"),
        Kind.DOCUMENT: ("a text document", ASK_FOR_TABLE),
        Kind.PICTURE: ("a picture", ASK_FOR_TABLE),
        Kind.JSON: ("JSON, whose layout is not a table", ASK_FOR_TABLE),
        Kind.XML: ("XML, whose layout is not a table", ASK_FOR_TABLE),
        Kind.BINARY: ("binary data of no known kind", ASK_FOR_TABLE),
    }

    def __init__(self, file: str, kind: Kind) -> None:
        what, do_next = self.SAID[kind]
        super().__init__(
            "The file is not a table.",
            where=file,
            why=f"whatever its name says, its bytes are {what}",
            do_next=do_next,
        )


class ProtectedWorkbook(Refusal):
    """A workbook that asks for a password."""

    code = "ZL-INTAKE-104"

    def __init__(self, file: str) -> None:
        super().__init__(
            "The workbook is protected by a password.",
            where=file,
            why="its bytes are encrypted",
            do_next="ask for the password by another way, save a copy without it, hand over both",
        )


class BrokenWorkbook(Refusal):
    """A workbook that is cut off or damaged."""

    code = "ZL-INTAKE-105"

    def __init__(self, file: str, why: str) -> None:
        super().__init__(
            "The workbook is damaged.",
            where=file,
            why=why,
            do_next="copy it again from the medium, or ask the sender for it",
        )


class TooLargeWorkbook(Refusal):
    """A workbook whose sheets would not fit into memory."""

    code = "ZL-INTAKE-106"

    def __init__(self, file: str, why: str) -> None:
        super().__init__(
            "The workbook is too large to open.",
            where=file,
            why=why,
            do_next="ask the sender for CSV, or for the sheets in parts",
        )


class EncodingUnknown(Refusal):
    """Text that is not in any encoding we know."""

    code = "ZL-INTAKE-107"

    def __init__(self, file: str, *, encoding: str, line_no: int, byte_start: int) -> None:
        super().__init__(
            "The text is in no known encoding.",
            where=f"{file}, line {line_no}",
            why=f"as {encoding} it reads only up to byte {byte_start}, and others fit no better",
            do_next="ask the sender for UTF-8 or GB18030",
        )


class EncodingMixed(Refusal):
    """Text that is partly in one encoding and partly in another."""

    code = "ZL-INTAKE-108"

    def __init__(self, file: str, *, line_no: int, byte_start: int) -> None:
        super().__init__(
            "The text changes its encoding inside the file.",
            where=f"{file}, line {line_no}",
            why=f"some lines are UTF-8, others are not; the first of these is at byte {byte_start}",
            do_next="ask for the parts it was joined from, and hand these over",
        )


class TooWide(Refusal):
    """A line of more fields than any statement has."""

    code = "ZL-INTAKE-109"

    def __init__(self, file: str, *, line_no: int, column_count: int, column_max: int) -> None:
        super().__init__(
            f"The file is too wide: a line has {column_count} fields.",
            where=f"{file}, line {line_no}",
            why=f"more than {column_max} fields cannot be a table of ours",
            do_next="check that its line ends were not lost on the way",
        )


class RowTooLong(Refusal):
    """A line so long that the file cannot be a table."""

    code = "ZL-INTAKE-110"

    def __init__(self, file: str, *, line_no: int, byte_max: int) -> None:
        super().__init__(
            f"A line is longer than {byte_max // MIB} MiB.",
            where=f"{file}, line {line_no}",
            why="no line end was found, so the file is not a table in this encoding",
            do_next="check that its line ends were not lost on the way",
        )


class PathMissing(Refusal):
    """A path that was named but does not exist."""

    code = "ZL-INTAKE-111"

    def __init__(self, path: str) -> None:
        super().__init__(
            "There is no such file or folder.",
            where=path,
            why="nothing lies under this path",
            do_next="check the path; a name with blanks needs quotes around it",
        )


class NoSuchLine(Refusal):
    """A line that was asked for but is not in the file."""

    code = "ZL-INTAKE-112"

    def __init__(self, file: str, *, sheet_no: int, line_no: int) -> None:
        super().__init__(
            f"There is no line {line_no} to show.",
            where=f"{file}, sheet {sheet_no}",
            why="the sheet ends before it",
            do_next="check the file against its digest with: zhanlian check CASE",
        )


class BrokenArchive(Refusal):
    """An archive that is cut off or damaged."""

    code = "ZL-INTAKE-120"

    def __init__(self, file: str, why: str) -> None:
        super().__init__(
            "The archive is damaged.",
            where=file,
            why=why,
            do_next="copy it again from the medium, or ask the sender for it",
        )


class MemberProtected(Refusal):
    """A member of an archive that asks for a password."""

    code = "ZL-INTAKE-121"

    def __init__(self, file: str) -> None:
        super().__init__(
            "The member is protected by a password.",
            where=file,
            why="this is a password-protected archive",
            do_next="ask for the password out of band, unpack it, hand over archive and files",
        )


class MemberEscapes(Refusal):
    """A member whose name points outside the archive."""

    code = "ZL-INTAKE-122"

    def __init__(self, file: str) -> None:
        super().__init__(
            "The member's name points outside the archive.",
            where=file,
            why="names with '..', a leading slash or a drive letter could overwrite other files",
            do_next="ask the sender who packed this archive and how",
        )


class MemberDamaged(Refusal):
    """A member of an archive that cannot be unpacked."""

    code = "ZL-INTAKE-123"

    def __init__(self, file: str, why: str) -> None:
        super().__init__(
            "The member cannot be unpacked.",
            where=file,
            why=why,
            do_next="unpack it with the program that packed it, and hand over the file",
        )


class ExpandsTooMuch(Refusal):
    """A member or an archive that grows out of proportion."""

    code = "ZL-INTAKE-124"

    def __init__(self, file: str, *, expanded: int, limit: str) -> None:
        super().__init__(
            f"The archive expands to {max(1, expanded // MIB)} MiB or more.",
            where=file,
            why=f"the limit is {limit}; a larger one is a trap, or no table",
            do_next="if it is genuine, unpack it on a machine of your own and hand over the files",
        )


class TooManyMembers(Refusal):
    """An archive with more members than any delivery has."""

    code = "ZL-INTAKE-125"

    def __init__(self, file: str, *, member_max: int) -> None:
        super().__init__(
            "The archive has too many members.",
            where=file,
            why=f"more than {member_max} are a trap, or no delivery",
            do_next="if it is genuine, unpack it on a machine of your own and hand over parts",
        )


class NestedTooDeep(Refusal):
    """Archives inside archives, deeper than any delivery."""

    code = "ZL-INTAKE-126"

    def __init__(self, file: str, *, depth_max: int) -> None:
        super().__init__(
            "The archive lies too deep inside other archives.",
            where=file,
            why=f"more than {depth_max} archives inside each other are a trap, or a mistake",
            do_next="if it is genuine, unpack it on a machine of your own and hand over the files",
        )
