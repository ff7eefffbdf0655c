"""Refusals of documents: why a paper is not written, and what to do.

keeps  a paper that lacks what it must say, does not add up, or cannot be shown whole is never
       written at all
"""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from zhanlian.terms import Refusal

__all__ = [
    "BadDeclaration",
    "BadDraft",
    "BadTemplate",
    "DoesNotAddUp",
    "FigureWithoutSource",
    "GroundNotInForce",
    "MissingField",
    "NoChineseFont",
    "NoTypesetter",
    "NotFromCase",
    "NothingToWrite",
    "UnknownField",
    "UnknownForm",
    "UnknownKind",
    "UnshowableText",
    "WrongValue",
]

WHERE = "reports.documents"


class UnknownKind(Refusal):
    """A kind of document that nobody declared."""

    code = "ZL-REPORTS-101"

    def __init__(self, kind: str, *, known: Iterable[str]) -> None:
        super().__init__(
            f"There is no document of the kind {kind!r}.",
            where=WHERE,
            why=f"the kinds are {', '.join(known)}",
            do_next="choose one of them, or declare the kind in a folder of templates of your own",
        )


class UnknownField(Refusal):
    """A draft that fills a field its document does not have."""

    code = "ZL-REPORTS-102"

    def __init__(self, field: str, *, kind: str, known: Iterable[str]) -> None:
        super().__init__(
            f"The document {kind} has no field {field!r}.",
            where=f"{WHERE}, {kind}",
            why=f"its fields are {', '.join(known)}",
            do_next="correct the name of the field, or add the field to the kind's declaration",
        )


class MissingField(Refusal):
    """A field that a document may not leave blank."""

    code = "ZL-REPORTS-103"

    def __init__(self, field: str, *, kind: str) -> None:
        super().__init__(
            f"The document {kind} cannot be written without {field}.",
            where=f"{WHERE}, {kind}",
            why="this field may not be left to be filled in by hand, and it is never made up",
            do_next="give the field, then write the document again",
        )


class FigureWithoutSource(Refusal):
    """A figure that points at nothing."""

    code = "ZL-REPORTS-104"

    def __init__(self, field: str, *, kind: str) -> None:
        super().__init__(
            f"The figure {field} of the document {kind} has no source.",
            where=f"{WHERE}, {kind}",
            why="every amount, count and moment names the row, figure or decision it comes from",
            do_next="give the source with the figure",
        )


class DoesNotAddUp(Refusal):
    """Parts of a document that do not make its whole."""

    code = "ZL-REPORTS-105"

    def __init__(self, whole: str, *, said: int, parts: str, summed: int) -> None:
        super().__init__(
            f"{whole} is {said} minor units, but its parts make {summed}.",
            where=f"{WHERE}, {whole} = {parts}",
            why="a document whose figures do not add up to the last unit is not written",
            do_next="correct the figures at their source, then write the document again",
        )


class WrongValue(Refusal):
    """A value that its field cannot hold."""

    code = "ZL-REPORTS-106"

    def __init__(self, field: str, *, kind: str, wanted: str) -> None:
        super().__init__(
            f"The value of {field} in the document {kind} is not of the type {wanted}.",
            where=f"{WHERE}, {kind}",
            why="amounts are whole minor units, days are dates, moments microseconds UTC",
            do_next="give the value in that form",
        )


class NoChineseFont(Refusal):
    """A machine without a font that has Chinese."""

    code = "ZL-REPORTS-107"

    def __init__(self, wanted: Iterable[str], *, looked_in: str) -> None:
        super().__init__(
            "No Chinese font was found, so no PDF can be made.",
            where=looked_in,
            why=f"none of these families is there: {', '.join(wanted)}",
            do_next="install the package fonts-noto-cjk or pylopdf-fonts-zh-cn, or name a folder "
            "with one of these fonts; the DOCX form needs no font here",
        )


class UnshowableText(Refusal):
    """A character that no font at hand can show."""

    code = "ZL-REPORTS-108"

    def __init__(self, said: str, *, kind: str) -> None:
        super().__init__(
            f"The document {kind} holds text that no font at hand can show.",
            where=f"{WHERE}, {kind}",
            why=said,
            do_next="add a font that has the character (rare ideographs of names, say) to a "
            "folder and name that folder",
        )


class BadTemplate(Refusal):
    """A template that cannot be filled."""

    code = "ZL-REPORTS-109"

    def __init__(self, template: str, *, said: str) -> None:
        super().__init__(
            f"The template {template} cannot be filled.",
            where=template,
            why=said,
            do_next="correct the marks in the template; the fields of each kind are in its "
            "declaration",
        )


class GroundNotInForce(Refusal):
    """A legal ground outside its time."""

    code = "ZL-REPORTS-110"

    def __init__(self, ground: str, *, kind: str, on: date) -> None:
        super().__init__(
            f"The document {kind} rests on {ground}, which is not in force on {on}.",
            where=f"{WHERE}, {kind}",
            why="a document cites the law of its day",
            do_next="check the day, or correct the grounds in the kind's declaration",
        )


class NoTypesetter(Refusal):
    """The program that sets PDF is not installed."""

    code = "ZL-REPORTS-111"

    def __init__(self) -> None:
        super().__init__(
            "PDF cannot be made: the typesetter is not installed.",
            where=WHERE,
            why="typst is large, so it comes with the extra named report",
            do_next="install zhanlian[report], or ask for DOCX alone",
        )


class BadDeclaration(Refusal):
    """A kind's declaration that cannot be used."""

    code = "ZL-REPORTS-112"

    def __init__(self, file: Path | str, *, why: str) -> None:
        super().__init__(
            "A declaration of a document cannot be used.",
            where=str(file),
            why=why,
            do_next="compare the file with the one that ships: zhanlian papers templates",
        )


class UnknownForm(Refusal):
    """A form of file that documents do not come in."""

    code = "ZL-REPORTS-113"

    def __init__(self, form: str, *, known: Iterable[str]) -> None:
        super().__init__(
            f"Documents do not come as {form!r}.",
            where=WHERE,
            why=f"the forms are {', '.join(known)}",
            do_next="choose one or both of them",
        )


class BadDraft(Refusal):
    """A file that describes no document."""

    code = "ZL-REPORTS-114"

    def __init__(self, file: Path, *, why: str) -> None:
        super().__init__(
            f"{file.name} describes no document.",
            where=str(file),
            why=why,
            do_next="write it as docs/documents.md shows",
        )


class NotFromCase(Refusal):
    """A document that no case can fill by itself."""

    code = "ZL-REPORTS-115"

    def __init__(self, kind: str, *, known: Iterable[str]) -> None:
        super().__init__(
            f"The document {kind} is not made from a case.",
            where=WHERE,
            why=f"a case fills {', '.join(known)}; the others say what only a person knows",
            do_next="describe it in a file and write it with: zhanlian papers fill FILE.toml",
        )


class NothingToWrite(Refusal):
    """A case that holds nothing a document could say."""

    code = "ZL-REPORTS-116"

    def __init__(self, kind: str, *, why: str) -> None:
        super().__init__(
            f"There is nothing to write in a document of the kind {kind}.",
            where=f"{WHERE}, {kind}",
            why=why,
            do_next="do that step first, then write the document again",
        )
