"""A return plan for a large case: whose money lies in every frozen account, and who gets what.

Sizes: victims and frozen accounts as arguments, default 5,000 and 20,000. Every victim pays one to
three collecting accounts; money then moves down layers of accounts in random parts, mixed with a
tenth of wages; what is left at the end is frozen everywhere. Each step is timed by itself, in
processor seconds: the direct trace, the strict test, the plan with a pool per account and with one
for the case, other ways of sharing, and the record from the notice to the word to the bank.
Sums are asserted before a time is printed: paid + kept + rest = frozen, nobody above the loss.

Expected cost: half a minute and 1 GB.

    python benchmarks/recovery.py 5000 20000
"""

import argparse
import json
import os
import platform
import resource
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
from ledgers import SEED

from zhanlian.recovery import (
    PER_CASE,
    Choice,
    Frozen,
    Loss,
    Plan,
    Situation,
    compare_ways,
    find_owners,
    make_plan,
    procedure,
)
from zhanlian.tracing import Ledger, Method, trace

LAYERS = 4
PARTS_MAX = 4
WAGE_PPM = 100_000
KEPT_PPM = 300_000
SECOND, GAP_S = 1_000_000, 60
MEGA, KIB = 1_000_000, 1024
MADE_ON, NOTICED_ON = date(2024, 1, 2), "2024-01-02"
DECIDED_ON = "2024-03-01"
OFFICERS = ["甲", "乙"]


def made_up_case(victim_count: int, account_count: int) -> Ledger:
    """Victims' payments, then layer by layer what each account passes on."""
    rng = np.random.default_rng(SEED)
    rows: list[tuple[int, int, int, int]] = []
    outside = account_count  # wages and shops: one account beyond the frozen ones
    layer = np.array_split(np.arange(account_count), LAYERS)
    balance = np.zeros(account_count + 1, dtype=np.int64)
    payments = rng.integers(1, 4, victim_count)
    for _ in range(int(payments.sum())):
        payee, amount = int(rng.choice(layer[0])), int(rng.integers(100_000, 20_000_000))
        rows.append((outside, payee, amount, len(rows) + 1))
        balance[payee] += amount
    for number, accounts in enumerate(layer):
        for account in accounts.tolist():
            if rng.integers(MEGA) < WAGE_PPM:
                rows.append((outside, account, 1_000_00, 0))
                balance[account] += 1_000_00
            for _ in range(int(rng.integers(0, PARTS_MAX + 1))):
                amount = int(balance[account] * rng.integers(1, MEGA - KEPT_PPM) // MEGA)
                if not amount or number + 1 == LAYERS:
                    break
                payee = int(rng.choice(layer[number + 1]))
                rows.append((account, payee, amount, 0))
                balance[account] -= amount
                balance[payee] += amount
    return _ledger(rows, account_count + 1, int(payments.sum()), outside)


def _ledger(
    rows: list[tuple[int, int, int, int]], accounts: int, payments: int, outside: int
) -> Ledger:
    columns = np.array(rows, dtype=np.int64).T
    is_sink = np.zeros(accounts, dtype=np.bool_)
    is_sink[outside] = True
    return Ledger(
        src=columns[0].astype(np.int32),
        dst=columns[1].astype(np.int32),
        at=np.arange(len(rows), dtype=np.int64) * GAP_S * SECOND,
        amount_minor=columns[2],
        undo_row=np.full(len(rows), -1, dtype=np.int32),
        origin=columns[3].astype(np.int32),
        opening_minor=np.zeros(accounts, dtype=np.int64),
        is_sink=is_sink,
        account_ids=tuple(f"A{number:06}" for number in range(accounts)),
        transfer_ids=np.arange(len(rows), dtype=np.int64),
        origin_ids=tuple(f"V{number + 1}-1" for number in range(payments)),
        currency="CNY",
    )


def timed(name: str, work: Callable[[], Any]) -> Any:
    """Run one step and print its line."""
    start = time.process_time()
    found = work()
    print(f"| {name} | {time.process_time() - start:.2f} |")
    return found


def check(plan: Plan) -> None:
    """The promises of a plan, summed from outside."""
    got: dict[str, int] = {}
    for each in plan.accounts:
        assert each.paid_minor + each.kept_minor + each.rest_minor == each.owned.frozen_minor
        for line in each.lines:
            got[line.victim_id] = got.get(line.victim_id, 0) + line.amount_minor
    assert all(minor <= plan.losses[name].lacking_minor for name, minor in got.items())


def walk(plan: Plan) -> procedure.Course:
    """The plan recorded, noticed, answered, decided, and handed to the banks."""
    facts = procedure.plan_facts(plan, plan_id="P1", on=MADE_ON)
    course = procedure.add_plan({}, json.loads(json.dumps(facts)))["P1"]
    said: list[dict[str, Any]] = [{"step": "notice", "on": NOTICED_ON}] * course.needs_notice
    said += [
        {"step": "answer", "on": NOTICED_ON, "ask": ask, "account": procedure.EVERY_ACCOUNT}
        for ask in sorted({ask for ask, _ in course.open_asks})
    ]
    both = {"officers": OFFICERS}
    said.append({"step": "approve", "on": DECIDED_ON, "level": "police.city", **both})
    said.append({"step": "instruct", "on": DECIDED_ON, **both})
    for each in said:
        course = procedure.take(course, procedure.read_step({"plan": "P1", **each}))
    return course


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("victims", type=int, nargs="?", default=5_000)
    parser.add_argument("accounts", type=int, nargs="?", default=20_000)
    asked = parser.parse_args()
    ledger = made_up_case(asked.victims, asked.accounts)
    payments = len(ledger.origin_ids)
    victim_of = {name: f"V{row % asked.victims}" for row, name in enumerate(ledger.origin_ids)}
    lost: dict[str, int] = {}
    for name, minor in zip(ledger.origin_ids, _paid(ledger), strict=True):
        lost[victim_of[name]] = lost.get(victim_of[name], 0) + minor
    losses = {name: Loss(name, minor, 0, row) for row, (name, minor) in enumerate(lost.items())}
    print(f"{platform.machine()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}; ")
    print(f"{len(losses):,} victims, {payments:,} payments, {asked.accounts:,} frozen accounts, ")
    print(f"{ledger.row_count:,} transfers\n\n| step | processor seconds |\n| --- | --- |")
    trace(ledger, method=Method.DIRECT)  # compiled before timing
    direct = timed("direct trace", lambda: trace(ledger, method=Method.DIRECT))
    frozen = _frozen(ledger)
    owned = timed("strict test, every account", lambda: find_owners(
        direct, frozen, victim_of=victim_of))  # fmt: skip
    plan = timed("plan, a pool per account", lambda: make_plan(owned, losses))
    check(plan)
    check(timed("plan, one pool for the case", lambda: make_plan(
        owned, losses, choice=Choice(pool=PER_CASE))))  # fmt: skip
    available = sum(each.owned.mixed_minor for each in plan.accounts)
    timed("other ways of sharing", lambda: compare_ways(available, list(losses.values())))
    course = timed("record, notice, answers, decision", lambda: walk(plan))
    assert course.rest_minor + course.kept_minor + course.paid_minor == course.frozen_minor
    situations = [each.situation for each in owned]
    counted = {each.value: situations.count(each) for each in Situation}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // KIB
    print(f"\naccounts by situation {counted}, {len(plan.lines):,} payments, peak {peak} MiB")


def _paid(ledger: Ledger) -> list[int]:
    """What each payment brought, in the order of payments."""
    is_paid = ledger.origin > 0
    order = np.argsort(ledger.origin[is_paid])
    return [int(each) for each in ledger.amount_minor[is_paid][order]]


def _frozen(ledger: Ledger) -> list[Frozen]:
    """Every account with what is left in it by its transfers."""
    left = np.zeros(ledger.account_count, dtype=np.int64)
    np.add.at(left, ledger.dst, ledger.amount_minor)
    np.subtract.at(left, ledger.src, ledger.amount_minor)
    return [
        Frozen(name, int(minor))
        for name, minor, is_sink in zip(ledger.account_ids, left, ledger.is_sink, strict=True)
        if not is_sink
    ]


if __name__ == "__main__":
    main()
