"""Refusals of the worksheet: what a recommendation may not hold, and what to do instead."""

from zhanlian.law.answers import LawRefusal

__all__ = [
    "BadProvinceTable",
    "FineOwed",
    "NoConfiscation",
    "NoOrder",
    "OutsideMethod",
    "OutsideRange",
    "UnknownCharge",
]

PLACE = "law.sentencing"


class FineOwed(LawRefusal):
    """A recommendation without the fine that the provision makes obligatory."""

    code = "ZL-LAW-401"

    def __init__(self, *, offence: str, tier: str, mode: str) -> None:
        super().__init__(
            f"A recommendation for {offence}, {tier}, cannot leave out the fine.",
            where=PLACE,
            why=f"the provision threatens the fine in the form {mode!r}",
            do_next="propose a fine; its amount stays blank until a person sets it",
        )


class NoConfiscation(LawRefusal):
    """Confiscation of property where the provision has none, or beside the fine it replaces."""

    code = "ZL-LAW-402"

    def __init__(self, *, offence: str, tier: str, why: str) -> None:
        super().__init__(
            f"A recommendation for {offence}, {tier}, cannot hold this confiscation.",
            where=PLACE,
            why=why,
            do_next="propose the fine alone, or confiscation in its place where the tier has it",
        )


class NoOrder(LawRefusal):
    """A restraining order with a penalty that has none."""

    code = "ZL-LAW-403"

    def __init__(self, *, penalty: str, allowed: tuple[str, ...]) -> None:
        super().__init__(
            f"No restraining order goes with {penalty}.",
            where=PLACE,
            why=f"it goes only with {', '.join(allowed)}",
            do_next="propose an occupational ban if its conditions hold, or another penalty",
        )


class OutsideRange(LawRefusal):
    """A figure picked outside the range that the law gives for it."""

    code = "ZL-LAW-404"

    def __init__(self, *, name: str, picked: object, low: object, high: object) -> None:
        super().__init__(
            f"{name} cannot be {picked}.",
            where=PLACE,
            why=f"its range is {low} to {high}",
            do_next="pick a figure inside the range; minus is lighter",
        )


class OutsideMethod(LawRefusal):
    """A range of penalty that holds no imprisonment of a fixed length."""

    code = "ZL-LAW-405"

    def __init__(self, *, offence: str, tier: str) -> None:
        super().__init__(
            f"The stepwise method does not reach {offence}, {tier}.",
            where=PLACE,
            why="the guideline covers imprisonment of a fixed length alone",
            do_next="a person proposes the penalty without a worksheet",
        )


class UnknownCharge(LawRefusal):
    """An offence or tier that the edition does not hold."""

    code = "ZL-LAW-406"

    def __init__(self, *, said: str, known: tuple[str, ...]) -> None:
        super().__init__(
            f"There is no charge {said!r}.",
            where=PLACE,
            why="the worksheet starts from an offence and one of its tiers",
            do_next=f"known here: {', '.join(known)}",
        )


class BadProvinceTable(LawRefusal):
    """A province's table that does not fit the national text."""

    code = "ZL-LAW-407"

    def __init__(self, *, name: str, file: str, why: str) -> None:
        super().__init__(
            f"The province table {file} cannot be used.",
            where=f"{file}, {name}",
            why=why,
            do_next="compare the row with the province's own document and correct it",
        )
