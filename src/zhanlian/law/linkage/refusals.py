"""Refusals of linkage: what cannot be answered, and what to add so that it can.

keeps  a fact that nobody gave is asked for by its key; it is never assumed
"""

from datetime import date

from zhanlian.law.answers import LawRefusal

__all__ = ["DatesOutOfOrder", "FactNeeded", "UnknownField"]

PLACE = "law.linkage"


class FactNeeded(LawRefusal):
    """A question that has no answer at all without one fact."""

    code = "ZL-LAW-301"

    def __init__(self, *, key: str, person_id: str) -> None:
        self.key = key
        super().__init__(
            f"Without the fact {key} this cannot be answered.",
            where=f"{PLACE}, person {person_id or '?'}",
            why="what is not known is never assumed",
            do_next=f"add {key} with its evidence",
        )


class UnknownField(LawRefusal):
    """A text for a field that the document does not have."""

    code = "ZL-LAW-302"

    def __init__(self, key: str, *, document: str, fields: tuple[str, ...]) -> None:
        super().__init__(
            f"The draft has no field {key!r}.",
            where=f"{PLACE}, {document}",
            why="a text without its field would be lost",
            do_next=f"its fields are {', '.join(fields)}",
        )


class DatesOutOfOrder(LawRefusal):
    """Two days of a case that cannot stand in this order."""

    code = "ZL-LAW-303"

    def __init__(self, *, first: tuple[str, date], second: tuple[str, date]) -> None:
        super().__init__(
            f"{second[0]} ({second[1]}) lies before {first[0]} ({first[1]}).",
            where=PLACE,
            why="the later event cannot come first",
            do_next="compare both days with their papers and correct one",
        )
