"""Declaring: origins and conversions that a person decided on, read from the decisions.

in     decisions of kind "origin" and "convert", transfers, which of them are victims' payments
out    ``Declared``: origins beside the victims' payments, conversions between currencies
keeps  the latest decision about a row counts; one that names a row no longer there, or that
       contradicts the data, is told and not applied; nothing here is guessed
law    a conversion and an origin are judgements: author and reason stand in the record

A conversion's receipts must stand after all its payments in the order of transfers. So what one
conversion carries depends on earlier ones only, and following them all comes to an end.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import StrEnum

from zhanlian.evidence import Case, Decision, places_of
from zhanlian.terms import Finding, Level
from zhanlian.tracing.ends import CONVERT, ORIGIN

TAKEN_BACK = "none"
ROWS_SQL = """
SELECT transfer_id, payer_id, payee_id, moved_at, amount_minor, currency, state,
  coalesce(in_entry_id, out_entry_id, 0) AS entry_id
FROM transfer WHERE list_contains(?, out_entry_id) OR list_contains(?, in_entry_id)
ORDER BY transfer_id
"""


class OriginKind(StrEnum):
    """What a declared origin's money is said to be."""

    SUSPECT_FUNDS = "suspect-funds"
    WAGES = "wages"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Moved:
    """A transfer that a decision names."""

    transfer_id: int
    payer_id: str
    payee_id: str
    at: int
    amount_minor: int
    currency: str
    state: str
    entry_id: int


@dataclass(frozen=True, slots=True)
class Origin:
    """A receipt whose money is of a declared origin, no victim's."""

    origin_id: str
    kind: str
    label: str
    moved: Moved

    @property
    def via(self) -> str:
        """The account that its money starts from in the trace."""
        return ORIGIN + self.origin_id


@dataclass(frozen=True, slots=True)
class Conversion:
    """Payments in one currency that bought the receipts in another; ``said``: order or rate."""

    conversion_id: str
    gone: tuple[Moved, ...]
    came: tuple[Moved, ...]
    said: str

    @property
    def via(self) -> str:
        """The account where its payments' money ends and its receipts' money starts."""
        return CONVERT + self.conversion_id

    @property
    def gone_minor(self) -> int:
        """What was paid, in minor units of the first currency."""
        return sum(each.amount_minor for each in self.gone)


@dataclass(frozen=True, slots=True)
class Declared:
    """Everything that decisions declare, in the order of the transfers."""

    origins: tuple[Origin, ...] = ()
    conversions: tuple[Conversion, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def currencies(self) -> set[str]:
        """Currencies that a conversion joins."""
        sides = (side[0] for each in self.conversions for side in (each.gone, each.came))
        return {each.currency for each in sides}


@dataclass(slots=True)
class Reading:
    """Decisions being read: what is declared so far, and which transfers are taken."""

    case: Case
    taken: dict[int, str]
    anchored: AbstractSet[int]
    origins: list[Origin] = field(default_factory=list)
    conversions: list[Conversion] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def refuse(self, decision: Decision, why: str, moved: tuple[Moved, ...] = ()) -> None:
        """Tell that a decision is not applied, and why."""
        facts: dict[str, str | int] = {"decision": decision.seq, "kind": decision.kind, "why": why}
        where = places_of(each.entry_id for each in moved)
        self.findings.append(Finding("declaration_not_applied", Level.ALARM, facts, where))


def read_declared(case: Case, anchored: AbstractSet[int]) -> Declared:
    """What the decisions of ``case`` declare; ``anchored``: transfers of victims' payments."""
    reading = Reading(case, {}, anchored)
    for decision in _latest(case, "convert", "out"):
        _convert(reading, decision)
    for decision in _latest(case, "origin", "entry_id"):
        _origin(reading, decision)
    return Declared(
        tuple(sorted(reading.origins, key=lambda each: each.moved.transfer_id)),
        tuple(sorted(reading.conversions, key=lambda each: each.gone[-1].transfer_id)),
        tuple(reading.findings),
    )


def _latest(case: Case, kind: str, about: str) -> list[Decision]:
    """The last decision about each thing, those taken back left out."""
    found = {str(each.facts[about]): each for each in case.decisions(kind)}
    return [each for each in found.values() if each.facts.get("kind") != TAKEN_BACK]


def _origin(reading: Reading, decision: Decision) -> None:
    rows = _rows(reading.case, [int(decision.facts["entry_id"])])
    why = _unfit(reading, rows) or ("victims_payment" if _anchors(reading, rows) else "")
    if why:
        reading.refuse(decision, why, rows)
        return
    name = f"O{decision.seq}"
    reading.taken[rows[0].transfer_id] = name
    kind, label = str(decision.facts["kind"]), str(decision.facts.get("label", ""))
    reading.origins.append(Origin(name, kind, label, rows[0]))


def _convert(reading: Reading, decision: Decision) -> None:
    gone, came = (_rows(reading.case, decision.facts[side]) for side in ("out", "in"))
    why = _unfit(reading, gone) or _unfit(reading, came) or _misfit(reading, gone, came)
    if why:
        reading.refuse(decision, why, gone + came)
        return
    name = f"C{decision.seq}"
    reading.taken |= {each.transfer_id: name for each in gone + came}
    said = str(decision.facts.get("said", ""))
    reading.conversions.append(Conversion(name, gone, came, said))


def _rows(case: Case, entry_ids: list[int]) -> tuple[Moved, ...]:
    rows = case.duck.fetch(ROWS_SQL, [entry_ids, entry_ids])
    found = tuple(Moved(*row.values()) for row in rows)
    return found if len(found) == len(entry_ids) else ()


def _unfit(reading: Reading, rows: tuple[Moved, ...]) -> str:
    """Why these rows cannot be declared at all; empty where they can."""
    if not rows:
        return "row_gone"
    if any(each.state != "effective" for each in rows):
        return "row_reversed"
    if any(each.payer_id == each.payee_id for each in rows):
        return "row_still"
    if any(each.transfer_id in reading.taken for each in rows):
        return "row_taken"
    return ""


def _misfit(reading: Reading, gone: tuple[Moved, ...], came: tuple[Moved, ...]) -> str:
    """Why these payments cannot have bought these receipts; empty where they can."""
    if len({each.currency for each in gone}) > 1 or len({each.currency for each in came}) > 1:
        return "several_currencies"
    if gone[0].currency == came[0].currency:
        return "one_currency"
    if gone[-1].transfer_id >= came[0].transfer_id:
        return "receipt_before_payment"
    return "victims_payment" if _anchors(reading, came) else ""


def _anchors(reading: Reading, rows: tuple[Moved, ...]) -> bool:
    return any(each.transfer_id in reading.anchored for each in rows)
