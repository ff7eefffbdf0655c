"""Random small cases, returns and missing rows included: the promises that hold for every one."""

import random

import pytest

from tests.tracing.test_conversions import unexplained
from tests.tracing.written_cases import pen
from zhanlian.tracing import Method, trace_case

ACCOUNTS = ("L1", "L2", "L3", "L4", "U1", "U2", "@cash:L3", "@unknown:L2", "@name:L1:甲")
HELD = ("L1", "L2", "L3", "L4")


def random_pen(folder, seed):
    """Forty rows among nine accounts; three payments of victims; a few rows nobody fed back."""
    dice = random.Random(seed)
    paper = pen(folder, layer_max=dice.choice((2, 8)), follow_days=dice.choice((1, 90)))
    for account in HELD:
        paper.hold(account, opening=dice.randrange(0, 500))
    returnable = []
    for number in range(40):
        clock = f"03-{5 + number // 20:02d} {9 + number % 20 // 2:02d}:{number % 2 * 30:02d}:00"
        words = dice.choice(("", "", "", "", "hidden", "out-only", "in-only", "blank"))
        if returnable and dice.random() < 0.15:
            name, payer, payee, yuan = returnable.pop()
            paper.write(f"{clock}  {payee}  {payer}  {yuan}  undo:{name}")
            continue
        payer, payee = dice.sample(ACCOUNTS, 2)
        yuan = dice.randrange(1, 900)
        paper.write(f"{clock}  {payer}  {payee}  {yuan}  as:r{number} {words}")
        if not words and not payer.startswith("@"):
            returnable.append((f"r{number}", payer, payee, yuan))
    for number in range(3):
        payee, yuan = dice.choice(HELD), 10_000 + number
        paper.write(f"03-{8 + number:02d} 09:00:00  P{number}  {payee}  {yuan}")
        paper.pay(f"V{number}-1", payee, yuan, f"03-{8 + number:02d} 09:00:00")
        for hour in range(10, 16):
            payer, to = dice.sample(ACCOUNTS[:6], 2)
            paper.write(f"03-{8 + number:02d} {hour}:00:00  {payer}  {to}  2000")
    return paper


@pytest.mark.parametrize("seed", range(12))
def test_every_payment_is_somewhere_whole_under_every_method(tmp_path, seed):
    case = random_pen(tmp_path, seed).done()
    trace_case(case)
    rows = case.duck.fetch(
        """SELECT m.payment_id, t.amount_minor, r.method, coalesce(h.lies, 0) AS lies
           FROM victim_match AS m JOIN transfer AS t USING (transfer_id) CROSS JOIN trace_run AS r
           LEFT JOIN (SELECT method, payment_id, sum(amount_minor)::BIGINT AS lies
             FROM holding WHERE payment_id <> '' GROUP BY ALL) AS h
             ON h.method = r.method AND h.payment_id = m.payment_id"""
    )
    assert len(rows) == 3 * 6
    assert all(row["lies"] == row["amount_minor"] for row in rows), f"seed {seed}"


@pytest.mark.parametrize("seed", range(12, 20))
def test_flows_and_passages_explain_what_every_account_holds(tmp_path, seed):
    case = random_pen(tmp_path, seed).done()
    trace_case(case)
    for method in Method:
        assert unexplained(case, method.value) == [], f"seed {seed}, {method}"
