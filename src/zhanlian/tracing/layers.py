"""Layers: the accounts that victims' money reached (层级账户), and why each branch stops.

in     a ``Trace``, its ``Built`` ledger, the limits, and which rows direct still ties
out    rows of the table layer
keeps  one stop reason per account, in this order: what kind of end it is; its layer is the
       last allowed; its money is mixed beyond telling; no statement of it is held; everything
       that left was cut off by a limit; money still lies there; none
doubt  "mixed" is a rule of ours (混同): no row on which direct still ties victims' money leaves
       the account and victims' money is a smaller share of what came in than the threshold
       mixed_share_ppm; layer 1 is never cut off so; without the direct method nothing is
"""

import json
from dataclasses import dataclass
from typing import Any

import numpy as np

from zhanlian.evidence import Case
from zhanlian.tracing.build import Built
from zhanlian.tracing.ends import ENDS, End
from zhanlian.tracing.kernels.tables import Bools, Int64s
from zhanlian.tracing.moving import Moving, moving_of
from zhanlian.tracing.reach import Limits, Reach, find_reach
from zhanlian.tracing.results import figure_tail
from zhanlian.tracing.tallies import Tallies, add_up, tally
from zhanlian.tracing.trace import Trace

PPM = 1_000_000
TARGETS_SHOWN = 3
EXITS = {
    End.CASH: "cash",
    End.MERCHANT: "merchant",
    End.CHANNEL: "channel",
    End.CHAIN: "chain",
    End.UNNAMED: "un-queried",
    End.GAP: "un-queried",
    End.SETTING: "channel",
    End.CONVERTED: "converted",
    End.DECLARED: "declared",
}
STOPS = {
    End.CASH: "cash",
    End.MERCHANT: "merchant",
    End.CHANNEL: "outside",
    End.CHAIN: "outside",
    End.UNNAMED: "un_queried",
    End.GAP: "un_queried",
    End.SETTING: "outside",
    End.CONVERTED: "converted",
    End.DECLARED: "declared",
}
MONEY_EXITS = ("cash", "channel", "merchant", "chain", "un-queried", "declared")


@dataclass(frozen=True, slots=True)
class Reached:
    """One method's reach over a ledger, with its tallies and moves."""

    found: Trace
    built: Built
    moving: Moving
    reach: Reach
    sums: Tallies
    is_mixed: Bools
    limits: Limits


@dataclass(frozen=True, slots=True)
class Marks:
    """What is known of a ledger's rows from elsewhere.

    ``is_strict`` bool[rows]: direct still ties them; None where direct was not traced.
    ``start_layer`` int64[rows]: the layer that a conversion's receipt arrives at; None for 1.
    """

    is_strict: Bools | None = None
    start_layer: Int64s | None = None


def find_layers(
    found: Trace, built: Built, *, limits: Limits, marks: Marks, mixed_share_ppm: int
) -> Reached:
    """Reach and tallies of one trace."""
    moving = moving_of(found, built)
    is_strict, starts = marks.is_strict, marks.start_layer
    rows = np.ones(built.ledger.row_count, np.bool_) if is_strict is None else is_strict
    sums = tally(found, built, moving, rows)
    is_mixed = _mixed(sums, built.ledger.opening_minor, mixed_share_ppm)
    reach = find_reach(moving, limits, is_mixed, None if starts is None else starts[moving.row])
    return Reached(found, built, moving, reach, sums, is_mixed, limits)


def _mixed(sums: Tallies, opening_minor: Int64s, share_ppm: int) -> Bools:
    """Accounts that pass on victims' money untied and as a small share of all that came."""
    is_mixed = ~sums.has_strict_out & (sums.victim_out_minor > 0)
    for account in np.flatnonzero(is_mixed).tolist():  # Python's integers: a product may pass 2^63
        came_minor = int(sums.in_minor[account]) + int(opening_minor[account])
        victim_minor = int(sums.victim_in_minor[account])
        is_mixed[account] = victim_minor * PPM < share_ppm * came_minor
    return is_mixed


def keep_layers(case: Case, reached: Reached) -> None:
    """Write the layer rows of one trace, layer by layer, the largest first."""
    sums, layer_no = reached.sums, reached.reach.layer_no
    listed = np.flatnonzero(layer_no)
    if not listed.size:
        return
    order = np.lexsort((listed, -sums.victim_in_minor[listed], layer_no[listed]))
    listed = listed[order]
    ids = np.array(reached.built.ledger.account_ids, dtype=object)
    parent = sums.parent[listed]
    method, currency = reached.found.method.value, reached.built.ledger.currency
    tail = figure_tail(case, currency)
    columns: dict[str, Any] = {
        "figure_id": [f"L:{method}:{each}" + (f":{tail}" if tail else "") for each in ids[listed]],
        "method": [method] * listed.size,
        "currency": [currency] * listed.size,
        "layer_no": layer_no[listed],
        "account_id": ids[listed],
        "parent_account_id": [str(ids[each]) if each >= 0 else None for each in parent],
        "targets": _targets(reached, listed, ids),
        "exit_kind": _exits(reached)[listed],
        "stop_reason": _stops(reached)[listed],
        "balance_minor": _balances(case, ids[listed].tolist(), currency),
        "is_held": reached.built.is_held[listed],
    }
    for name in (
        "first_in_at", "last_out_at", "in_count", "in_minor", "out_count", "out_minor",
        "victim_in_minor", "victim_out_minor", "victim_held_minor",
    ):  # fmt: skip
        columns[name] = getattr(sums, name)[listed]
    case.duck.append("layer", columns)


def _stops(reached: Reached) -> np.ndarray[Any, Any]:
    """Why each account's branch goes no further; the first reason that holds wins."""
    sums, built = reached.sums, reached.built
    follows, is_late = _followed(reached)
    at_last_layer = reached.reach.layer_no >= reached.limits.layer_max
    has_left = sums.victim_out_minor > 0
    reasons = [
        (~built.is_held & built.is_chain, "outside"),
        (at_last_layer & has_left, "limit"),
        (reached.is_mixed & (reached.reach.layer_no > 1), "mixed"),
        (~built.is_held, "un_queried"),
        (has_left & ~follows & is_late, "limit"),
        (has_left & ~follows, "below_minimum"),
        (sums.victim_held_minor > 0, "held"),
    ]
    stops = np.select([when for when, _ in reasons], [name for _, name in reasons], "none")
    own = np.array([STOPS.get(end, "") for end in ENDS], dtype=object)[built.end]
    return np.where(own != "", own, stops.astype(object))


def _followed(reached: Reached) -> tuple[Bools, Bools]:
    """Per account: whether any victims' money that left was followed, whether any left late."""
    moving, reach = reached.moving, reached.reach
    accounts = reached.built.ledger.account_count
    is_on = ~moving.is_deposit
    follows = np.zeros(accounts, dtype=np.bool_)
    follows[moving.src[is_on & ~reach.is_late & ~reach.is_small]] = True
    is_late = np.zeros(accounts, dtype=np.bool_)
    is_late[moving.src[is_on & reach.is_late]] = True
    return follows, is_late


def _exits(reached: Reached) -> np.ndarray[Any, Any]:
    """How the money left each account; ``held`` wherever victims' money lies in a held one."""
    built, sums, moving = reached.built, reached.sums, reached.moving
    accounts = built.ledger.account_count
    own = np.array([EXITS.get(end, "") for end in ENDS], dtype=object)[built.end]
    own = np.where((own == "") & built.is_chain & ~built.is_held, "chain", own)
    towards = np.where(own == "", "passed on", own)
    is_on = ~moving.is_deposit
    src, dst, amount = moving.src[is_on], moving.dst[is_on], moving.amount_minor[is_on]
    most = np.zeros(accounts, dtype=np.int64)
    exits = np.where(built.is_held, "held", "un-queried").astype(object)
    for kind in ("passed on", "converted", *MONEY_EXITS):
        is_kind = towards[dst] == kind
        total = add_up(src[is_kind], amount[is_kind], accounts)
        exits = np.where(built.is_held & (total > most), kind, exits)
        most = np.maximum(most, total)
    exits = np.where(built.is_held & (sums.victim_held_minor > 0), "held", exits)
    return np.where(own != "", own, exits)


def _targets(reached: Reached, listed: Int64s, ids: np.ndarray[Any, Any]) -> list[str]:
    """The three largest destinations of each listed account, as JSON."""
    moving = reached.moving
    is_on = ~moving.is_deposit
    moved = moving.pick(is_on)
    accounts = reached.built.ledger.account_count
    pair, first, place = np.unique(
        moved.src * accounts + moved.dst, return_index=True, return_inverse=True
    )
    total = add_up(place, moved.amount_minor, pair.size)
    is_new = np.flatnonzero(np.diff(moved.row, prepend=-1))
    count = add_up(place[is_new], None, pair.size)
    found: dict[int, list[dict[str, Any]]] = {int(each): [] for each in listed}
    src, dst = moved.src[first], moved.dst[first]
    for each in np.lexsort((dst, -total, src)).tolist():
        largest = found.get(int(src[each]))
        if largest is not None and len(largest) < TARGETS_SHOWN:
            largest.append(
                {
                    "account_id": str(ids[dst[each]]),
                    "amount_minor": int(total[each]),
                    "count": int(count[each]),
                }
            )
    return [json.dumps(found[int(each)], ensure_ascii=False) for each in listed]


BALANCES = """
WITH last_row AS (
  SELECT b.account_id, arg_max(e.balance_minor, b.order_no) AS balance_minor,
    max(e.booked_at) AS booked_at
  FROM booking AS b JOIN entry AS e USING (entry_id)
  WHERE b.order_no > 0 AND e.balance_minor IS NOT NULL AND e.currency = ?
  GROUP BY b.account_id
)
SELECT a.account_id,
  CASE WHEN l.account_id IS NULL OR a.balance_at > l.booked_at
       THEN coalesce(a.balance_minor, l.balance_minor) ELSE l.balance_minor END AS balance_minor
FROM account AS a LEFT JOIN last_row AS l USING (account_id)
WHERE l.account_id IS NOT NULL OR (a.balance_minor IS NOT NULL AND coalesce(a.currency, ?) = ?)
"""


def _balances(case: Case, account_ids: list[str], currency: str) -> list[int | None]:
    known = {
        row["account_id"]: row["balance_minor"]
        for row in case.duck.fetch(BALANCES, [currency, currency, currency])
    }
    return [known.get(each) for each in account_ids]
