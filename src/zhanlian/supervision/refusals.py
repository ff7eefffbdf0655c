"""Refusals of the records: what a person asked that the record cannot give."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from zhanlian.terms import Refusal


class Difference(NamedTuple):
    """A field where two people's changes meet: what you sent, and what stands there now."""

    field: str
    yours: Any
    theirs: Any


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


class NoSuchRow(Refusal):
    """The row does not exist, or the asker may not know of it."""

    code = "ZL-SUPERVISION-001"

    def __init__(self, kind: str, row_id: str) -> None:
        super().__init__(
            f"There is no {kind} {row_id} that you may see.",
            where=f"{kind} {row_id}",
            why="it does not exist, or you are not among those who may see it",
            do_next="check the id; ask a lead of the case or a supervisor to admit you",
        )


class StaleRecord(Refusal):
    """Somebody else changed the row since it was read."""

    code = "ZL-SUPERVISION-002"

    def __init__(self, kind: str, row_id: str, *, versions: tuple[int, int],
                 by: str, differences: list[Difference]) -> None:  # fmt: skip
        said = "; ".join(f"{d.field}: yours {d.yours!r}, theirs {d.theirs!r}" for d in differences)
        super().__init__(
            f"This {kind} was changed by somebody else.",
            where=f"{kind} {row_id}, you read version {versions[0]}, it is version {versions[1]}",
            why=f"changed by {by}: {said or 'in fields you did not touch'}",
            do_next="read it again, then send your change with the new version",
        )
        self.differences = differences

    def to_json(self) -> dict[str, Any]:
        """The refusal, with the differing fields one by one."""
        plain = [Difference(d.field, _plain(d.yours), _plain(d.theirs)) for d in self.differences]
        return {**super().to_json(), "differences": [each._asdict() for each in plain]}


class NotAllowed(Refusal):
    """An access rule says no."""

    code = "ZL-SUPERVISION-003"

    def __init__(self, act: str, kind: str, *, ground: str, who: str) -> None:
        super().__init__(
            f"You may not {act} this {kind}.",
            where=f"{kind}, asked by {who}",
            why=ground,
            do_next="ask a lead of the case or a supervisor; the ground above says what is missing",
        )
        self.ground = ground


class NoReason(Refusal):
    """A change or a look at masked values came without a reason."""

    code = "ZL-SUPERVISION-004"

    def __init__(self, act: str, kind: str) -> None:
        super().__init__(
            f"To {act} this {kind}, a reason is needed.",
            where=kind,
            why="the record keeps why, beside who and when",
            do_next="say the reason in a sentence",
        )


class RecordsBusy(Refusal):
    """Another writer held the records too long."""

    code = "ZL-SUPERVISION-005"
    exit_status = 5

    def __init__(self, waited_s: int) -> None:
        super().__init__(
            "The records are busy.",
            where="the records",
            why=f"another writer held them for more than {waited_s} s",
            do_next="try again; nothing was changed",
        )


class BrokenAudit(Refusal):
    """The audit chain does not hold."""

    code = "ZL-SUPERVISION-006"
    exit_status = 4

    def __init__(self, seq: int, why: str) -> None:
        super().__init__(
            f"The audit chain is broken at entry {seq}.",
            where=f"audit entry {seq}",
            why=why,
            do_next="keep the database as it is and compare it with the last copy handed over",
        )
        self.seq = seq


class Invalid(Refusal):
    """A row as sent cannot stand: the database's own rules, or a link to nothing."""

    code = "ZL-SUPERVISION-007"

    def __init__(self, kind: str, facts: Mapping[str, str]) -> None:
        super().__init__(
            f"This {kind} cannot be kept as it is.",
            where=", ".join(facts) or kind,
            why="; ".join(facts.values()),
            do_next="correct those fields and send it again",
        )


class SamePerson(Refusal):
    """The proposer tried to be the second person too."""

    code = "ZL-SUPERVISION-008"

    def __init__(self, proposal_id: str) -> None:
        super().__init__(
            "A second person decides this.",
            where=f"proposal {proposal_id}",
            why="you proposed it yourself",
            do_next="ask another member of the case to look at it",
        )


class AlreadyDecided(Refusal):
    """What was decided is not decided again."""

    code = "ZL-SUPERVISION-009"

    def __init__(self, proposal_id: str, state: str) -> None:
        super().__init__(
            "This was decided already.",
            where=f"proposal {proposal_id}",
            why=f"it is {state}",
            do_next="propose it anew if the ground has changed",
        )


class NotNow(Refusal):
    """A job is not in a state that allows what was asked."""

    code = "ZL-SUPERVISION-010"

    def __init__(self, asked: str, *, job_id: str, state: str) -> None:
        super().__init__(
            f"This job cannot be {asked} now.",
            where=f"job {job_id}",
            why=f"it is {state}",
            do_next="read it again; ask for a new job where this one is over",
        )


class NewerRecords(Refusal):
    """The records were made or changed by a newer edition of the program."""

    code = "ZL-SUPERVISION-012"

    def __init__(self, place: str) -> None:
        super().__init__(
            "These records are from a newer edition of the program.",
            where=place,
            why="they are at a revision this edition does not know",
            do_next="install the newer edition; nothing was changed",
        )
