"""Casewide: an expansion asked of a case, by account and instant.

in     a settled ``Case``, an account, an instant, limits
out    ``ExpandedCase``: transfers with hop and parent, accounts with layer and reason, cut rows
keeps  every transfer of the currency counts, with the same ends as a trace; rows that a balance
       jump implies are no transfers and are not followed; nothing is written
"""

from dataclasses import dataclass

import numpy as np

from zhanlian.evidence import Case
from zhanlian.terms import AccountId, Finding, Refusal
from zhanlian.tracing.columns import find_ends, find_undo_rows, read_accounts, read_rows
from zhanlian.tracing.ends import End, code_of
from zhanlian.tracing.expansion.asking import Direction, Seeds
from zhanlian.tracing.expansion.planning import expand
from zhanlian.tracing.expansion.results import STOPS, WHYS, Expansion, Stop, Why
from zhanlian.tracing.kernels.tables import Int64s
from zhanlian.tracing.ledger import Ledger


class NotInLedger(Refusal):
    """An account without a transfer in the currency asked for."""

    code = "ZL-TRACE-064"

    def __init__(self, account_id: str, currency: str) -> None:
        super().__init__(
            f"No transfer in {currency} names account {AccountId(account_id)}.",
            where="tracing.expansion",
            why="an expansion starts from an account that paid or was paid",
            do_next="check the number and the currency, or take in a statement that names it",
        )


@dataclass(frozen=True, slots=True)
class ExpandedRow:
    """A transfer met; ``parent_transfer_id`` None at hop 1; ``is_returned``: or returns one."""

    transfer_id: int
    hop: int
    parent_transfer_id: int | None
    payer_id: str
    payee_id: str
    moved_at: int
    amount_minor: int
    is_returned: bool


@dataclass(frozen=True, slots=True)
class ExpandedAccount:
    """An account met; ``late_transfer_id``: the first transfer after its last window closed."""

    account_id: str
    layer_no: int
    stop: Stop
    late_transfer_id: int | None


@dataclass(frozen=True, slots=True)
class ExpandedCase:
    """What an expansion found in a case; ``cut``: transfers that a limit kept out, and which."""

    currency: str
    rows: tuple[ExpandedRow, ...]
    accounts: tuple[ExpandedAccount, ...]
    cut: tuple[tuple[int, Why], ...]
    found: Expansion
    findings: tuple[Finding, ...]


def expand_case(  # noqa: PLR0913  a question is none without where, when and how far
    case: Case,
    *,
    account_id: str,
    at: int,
    hops: int,
    window_s: int,
    amount_minor: int = 0,
    amount_minor_min: int = 0,
    retention_ppm: int = 0,
    flow_share_ppm: int = 0,
    direction: str = Direction.DOWN,
    currency: str = "",
) -> ExpandedCase:
    """Where money of ``account_id`` could have gone from ``at`` on (upstream: come from).

    ``account_id`` as the case names it, no alias; ``at`` microseconds UTC; ``amount_minor`` the
    seed's amount where known; the rest as for ``expand``; ``currency`` default the case's own.
    """
    ledger, findings = _read_ledger(case, currency or case.settings.currency)
    if account_id not in ledger.account_ids:
        raise NotInLedger(account_id, ledger.currency)
    found = expand(
        ledger,
        Seeds.of([(ledger.account_ids.index(account_id), at, amount_minor)]),
        hops=hops,
        window_s=window_s,
        amount_minor_min=amount_minor_min,
        retention_ppm=retention_ppm,
        flow_share_ppm=flow_share_ppm,
        direction=direction,
    )
    cut = zip(_ids(ledger, found.cut.row), found.cut.why.tolist(), strict=True)
    return ExpandedCase(
        currency=ledger.currency,
        rows=_name_rows(found),
        accounts=_name_accounts(found),
        cut=tuple((int(transfer_id or 0), WHYS[why]) for transfer_id, why in cut),
        found=found,
        findings=tuple(findings),
    )


def _read_ledger(case: Case, currency: str) -> tuple[Ledger, list[Finding]]:
    """The transfers of a currency, with ends as sinks, no openings and no victims."""
    accounts = read_accounts(case, currency)
    rows, findings = read_rows(case, currency)
    undo_row, odd = find_undo_rows(rows)
    ledger = Ledger(
        src=rows["src"].astype(np.int32),
        dst=rows["dst"].astype(np.int32),
        at=rows["moved_at"],
        amount_minor=rows["amount_minor"],
        undo_row=undo_row.astype(np.int32),
        origin=np.zeros(undo_row.size, dtype=np.int32),
        opening_minor=np.zeros(accounts["account_id"].size, dtype=np.int64),
        is_sink=find_ends(case, accounts) != code_of(End.NONE),
        account_ids=tuple(accounts["account_id"].tolist()),
        transfer_ids=rows["transfer_id"],
        origin_ids=(),
        currency=currency,
    )
    return ledger, findings + odd


def _ids(ledger: Ledger, rows: Int64s) -> list[int | None]:
    """The transfers of ledger rows; None for numbers that are no row."""
    if not ledger.row_count:
        return []
    ids = ledger.transfer_ids[np.maximum(rows, 0)].tolist()
    return [each if row >= 0 else None for each, row in zip(ids, rows.tolist(), strict=True)]


def _name_rows(found: Expansion) -> tuple[ExpandedRow, ...]:
    """Each transfer once, at its least hop; by hop, then order."""
    ledger, steps = found.course.ledger, found.steps
    _, first = np.unique(steps.row, return_index=True)
    first = np.sort(first)
    row, names = steps.row[first], ledger.account_ids
    columns = (
        ledger.transfer_ids[row].tolist(),
        steps.hop[first].tolist(),
        _ids(ledger, steps.parent[first]),
        [names[each] for each in ledger.src[row].tolist()],
        [names[each] for each in ledger.dst[row].tolist()],
        ledger.at[row].tolist(),
        ledger.amount_minor[row].tolist(),
        found.returned()[first].tolist(),
    )
    return tuple(ExpandedRow(*each) for each in zip(*columns, strict=True))


def _name_accounts(found: Expansion) -> tuple[ExpandedAccount, ...]:
    ledger, reached = found.course.ledger, found.reached
    return tuple(
        ExpandedAccount(ledger.account_ids[account], layer, STOPS[stop], late)
        for account, layer, stop, late in zip(
            reached.account.tolist(),
            reached.layer.tolist(),
            found.stops().tolist(),
            _ids(ledger, reached.late_row),
            strict=True,
        )
    )
