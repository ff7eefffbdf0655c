"""Refusals of the clocks: what a ledger of a term cannot say or ask.

keeps  one class per legal or formal reason; each says the next step for a person
"""

from datetime import date

from zhanlian.law.answers import LawRefusal

__all__ = [
    "BadLedger",
    "CalendarMissing",
    "ExtensionOutOfOrder",
    "ExtensionTooLate",
    "LedgerClosed",
    "LevelTooLow",
    "MeasureLapsed",
    "NeedsMoment",
    "OpenSuspension",
    "SecondFreeze",
    "TermTooLong",
    "TooManyTimes",
    "UnknownClock",
    "UnknownGround",
    "UnknownRoll",
    "UnknownStage",
]


class UnknownClock(LawRefusal):
    """A kind of term that has no file."""

    code = "ZL-LAW-201"

    def __init__(self, kind: str, *, where: str, near: tuple[str, ...]) -> None:
        super().__init__(
            f"There is no term called {kind!r}.",
            where=where,
            why="a term is counted only by a file that says its length, its start and its rules",
            do_next=f"did you mean {', '.join(near)}?" if near else "list them: clock_kinds()",
        )


class BadLedger(LawRefusal):
    """A ledger whose form cannot be read."""

    code = "ZL-LAW-202"

    def __init__(self, *, field: str, where: str, why: str) -> None:
        super().__init__(
            f"The ledger's field {field} cannot be used.",
            where=where,
            why=why,
            do_next="correct the field; days are written 2023-09-12, moments 2023-09-12T14:05:00",
        )


class LedgerClosed(LawRefusal):
    """Events that do not follow from one another, such as a resume without a suspension."""

    code = "ZL-LAW-203"

    def __init__(self, event: str, *, where: str, why: str) -> None:
        super().__init__(
            f"The event {event} has no place here.",
            where=where,
            why=why,
            do_next="check the events before it: their kinds, days and order",
        )


class UnknownGround(LawRefusal):
    """A term, extension, suspension or restart for which the law gives no such ground."""

    code = "ZL-LAW-204"

    def __init__(self, ground: str, *, where: str, known: tuple[str, ...]) -> None:
        super().__init__(
            f"The law gives this term no ground {ground!r}.",
            where=where,
            why=f"known grounds are {', '.join(known)}" if known else "it knows no such event",
            do_next="name one of the known grounds, or leave the event out: the term runs on",
        )


class ExtensionOutOfOrder(LawRefusal):
    """An extension whose predecessor has not been granted."""

    code = "ZL-LAW-205"

    def __init__(self, ground: str, *, where: str, needs: tuple[str, ...]) -> None:
        super().__init__(
            f"The extension {ground} comes out of order.",
            where=where,
            why=f"it follows only after {', '.join(needs)}",
            do_next="add the earlier extension with its paper, or correct the ground",
        )


class ExtensionTooLate(LawRefusal):
    """An extension decided after the term had ended."""

    code = "ZL-LAW-206"

    def __init__(self, ground: str, *, where: str, ended: str) -> None:
        super().__init__(
            f"The extension {ground} came too late.",
            where=where,
            why=f"the term had ended on {ended}, and what has ended cannot be extended",
            do_next="check the day of decision; if it stands, the measure must be lifted or the"
            " delay reported",
        )


class TermTooLong(LawRefusal):
    """A length outside what the provision gives."""

    code = "ZL-LAW-207"

    def __init__(self, length: str, *, where: str, most: str, instead: str) -> None:
        super().__init__(
            f"A length of {length} is outside the law.",
            where=where,
            why=f"this ground gives {most}",
            do_next=instead or "correct the length",
        )


class LevelTooLow(LawRefusal):
    """A decision without the approval of the body that the law names."""

    code = "ZL-LAW-208"

    def __init__(self, ground: str, *, where: str, approved_by: str, needs: str) -> None:
        super().__init__(
            f"{ground} lacks the approval that the law asks for.",
            where=where,
            why=f"it needs {needs}; the ledger says {approved_by or 'nobody'}",
            do_next="name the body that approved and the paper, or use the ordinary term",
        )


class MeasureLapsed(LawRefusal):
    """An event on a measure that had already ended by itself."""

    code = "ZL-LAW-209"

    def __init__(self, event: str, *, where: str, lapsed: str) -> None:
        super().__init__(
            f"The measure had lapsed before {event}.",
            where=where,
            why=f"it was not renewed by {lapsed} and ended by itself",
            do_next="record a new measure with its own approval; others may rank before it now",
        )


class SecondFreeze(LawRefusal):
    """A second freeze of property that is frozen already."""

    code = "ZL-LAW-210"

    def __init__(self, unit: str, *, where: str, holder: str) -> None:
        super().__init__(
            f"{unit} cannot freeze what is frozen.",
            where=where,
            why=f"the freeze of {holder} is live, and property is not frozen twice",
            do_next="record a waiting-list freeze (轮候冻结): it takes effect when that one ends",
        )


class TooManyTimes(LawRefusal):
    """An event more often than the law allows."""

    code = "ZL-LAW-211"

    def __init__(self, ground: str, *, where: str, most: int) -> None:
        super().__init__(
            f"{ground} has been used up.",
            where=where,
            why=f"the law allows it {most} time(s) in all",
            do_next="check whether two records mean one event; if not, another measure is needed",
        )


class OpenSuspension(LawRefusal):
    """An end asked of a term that stands still."""

    code = "ZL-LAW-212"

    def __init__(self, ground: str, *, where: str, since: str) -> None:
        super().__init__(
            "The term stands still, so it has no end yet.",
            where=where,
            why=f"it was suspended on {since} for {ground} and nothing says that it resumed",
            do_next="add the resume event, or ask for its state as of a day",
        )


class UnknownRoll(LawRefusal):
    """A roll-over rule that is none of the known ones."""

    code = "ZL-LAW-213"

    def __init__(self, rule: str, *, where: str, said: str) -> None:
        super().__init__(
            f"The roll-over rule {said!r} is not known.",
            where=where,
            why=f"{rule} says neither yes nor no to moving a last day that is a rest day",
            do_next="correct the parameter: yes, no, or one of them with the other as a reading",
        )


class CalendarMissing(LawRefusal):
    """A day in a year whose holidays are not known."""

    code = "ZL-LAW-214"

    def __init__(self, on: date, *, years: tuple[int, ...]) -> None:
        known = f"for {min(years)} to {max(years)} only" if years else "for no whole year"
        super().__init__(
            f"The holidays of {on.year} are not known.",
            where=f"law.clocks.calendar, {on}",
            why=f"days are declared or known {known}",
            do_next=f"add {on.year}.toml from the State Council's notice to a folder of holidays",
        )
        self.on = on


class NeedsMoment(LawRefusal):
    """A day where a term in hours needs the minute."""

    code = "ZL-LAW-215"

    def __init__(self, what: str, *, where: str) -> None:
        super().__init__(
            f"A term in hours needs the moment of {what}.",
            where=where,
            why="a day alone leaves the end open by up to a day",
            do_next="write it with its time, such as at = 2023-09-12T14:05:00 (China time)",
        )


class UnknownStage(LawRefusal):
    """A stage of the case that the stage table does not hold."""

    code = "ZL-LAW-216"

    def __init__(self, stage: str, *, near: tuple[str, ...]) -> None:
        super().__init__(
            f"There is no stage {stage!r}.",
            where="law.clocks.stages",
            why="no track of data/stages holds it",
            do_next=f"did you mean {', '.join(near)}?" if near else "list them: stages()",
        )
