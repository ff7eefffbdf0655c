"""Refusals of the screening room.

keeps  a refusal names what was handed over by its kind or its file, never by its content
"""

from zhanlian.terms import Refusal

__all__ = [
    "MessageRefused",
    "NotText",
    "NothingToScreen",
    "PictureHoldsNoCode",
    "PictureUnreadable",
    "RowHoldsNoText",
    "TooLongToScreen",
    "UnknownAudience",
    "UnknownKind",
]

PLACE = "screening"


class UnknownAudience(Refusal):
    """An audience nobody wrote words for."""

    code = "ZL-SCR-001"

    def __init__(self, said: str, *, known: tuple[str, ...]) -> None:
        super().__init__(
            f"There are no words for the audience {said!r}.",
            where=PLACE,
            why=f"the audiences are {', '.join(known)}",
            do_next="choose one of them, or leave it out",
        )


class UnknownKind(Refusal):
    """A kind of thing that the screen does not read."""

    code = "ZL-SCR-002"

    def __init__(self, said: str, *, known: tuple[str, ...]) -> None:
        super().__init__(
            f"The screen does not read the kind {said!r}.",
            where=PLACE,
            why=f"the kinds are {', '.join(known)}",
            do_next="choose one of them, or leave it out",
        )


class MessageRefused(Refusal):
    """A message that cannot be screened; others of the same file can."""


class NothingToScreen(MessageRefused):
    """An empty message, or a file without any."""

    code = "ZL-SCR-003"

    def __init__(self, where: str) -> None:
        super().__init__(
            "There is nothing to screen.",
            where=where,
            why="no character was handed over, or only blanks",
            do_next="hand over the message as it was received",
        )


class TooLongToScreen(MessageRefused):
    """A message longer than any message."""

    code = "ZL-SCR-004"

    def __init__(self, length: int, *, most: int) -> None:
        super().__init__(
            f"The text has {length:,} characters.",
            where=PLACE,
            why=f"one message is read up to {most:,} characters, so that an answer comes at once",
            do_next="hand over the part that asks for something, or a file of many with --many",
        )


class PictureUnreadable(Refusal):
    """A picture that no reader opens."""

    code = "ZL-SCR-005"

    def __init__(self, where: str, why: str) -> None:
        super().__init__(
            "The picture cannot be opened.",
            where=where,
            why=why,
            do_next="save it again as PNG or JPEG, or hand over the text",
        )


class PictureHoldsNoCode(Refusal):
    """A picture in which no QR code is found."""

    code = "ZL-SCR-006"

    def __init__(self, where: str) -> None:
        super().__init__(
            "No code was found in the picture.",
            where=where,
            why="codes are read offline; text in pictures is not read",
            do_next="take the picture again, straight and sharp, or type what it says",
        )


class NotText(Refusal):
    """A file whose bytes are no text."""

    code = "ZL-SCR-007"

    def __init__(self, where: str) -> None:
        super().__init__(
            "The file is not text.",
            where=where,
            why="no common encoding explains its bytes",
            do_next="save it as text in UTF-8, or hand over the picture as PNG or JPEG",
        )


class RowHoldsNoText(Refusal):
    """A row of a file of many that holds no message."""

    code = "ZL-SCR-008"

    def __init__(self, file: str, line: int) -> None:
        super().__init__(
            "A row holds no message.",
            where=f"{file}:{line}",
            why="JSON lines need a field text, tables a column text or 内容",
            do_next="name the field or column so, or put one message on each line",
        )
