"""Losses: what each victim lost by proof, and what was made good already.

in     payments anchored to transfers; decisions ``loss``; what earlier procedures paid
out    ``Loss`` per victim
keeps  a payment counts with the amount of its transfer, not with what the victim said; one that
       no transfer proves counts only by a decision; nothing made good is counted twice
law    CPL art. 245 and the 2011 interpretation on fraud (法释〔2011〕7号) art. 9: deduct first
"""

from collections.abc import Mapping
from typing import Any

from zhanlian.evidence import Case
from zhanlian.recovery.alternatives import Loss
from zhanlian.recovery.refusals import BadLoss

__all__ = ["check_loss", "read_losses", "read_victims"]

KIND = "loss"
PROVED = """
SELECT p.victim_id, sum(t.amount_minor)::BIGINT AS loss_minor, min(t.moved_at) AS first_paid_at
FROM victim_match AS m JOIN transfer AS t USING (transfer_id)
JOIN victim_payment AS p USING (payment_id)
WHERE t.currency = ? AND (m.state = 'matched' OR m.basis LIKE 'decision %')
GROUP BY p.victim_id ORDER BY p.victim_id
"""
VICTIMS = "SELECT payment_id, victim_id FROM victim_payment"
FIRST_SAID = """
SELECT victim_id, coalesce(min(paid_at), 0) AS first_paid_at FROM victim_payment GROUP BY victim_id
"""


def read_victims(case: Case) -> dict[str, str]:
    """The victim behind each payment."""
    return {row["payment_id"]: row["victim_id"] for row in case.duck.fetch(VICTIMS)}


def read_losses(case: Case, returned: Mapping[str, int]) -> dict[str, Loss]:
    """Every victim with a proved loss; ``returned`` is what earlier procedures paid each."""
    proved = {
        row["victim_id"]: (int(row["loss_minor"]), int(row["first_paid_at"]))
        for row in case.duck.fetch(PROVED, [case.settings.currency])
    }
    said = {row["victim_id"]: int(row["first_paid_at"]) for row in case.duck.fetch(FIRST_SAID)}
    decided: dict[str, dict[str, Any]] = {}
    for each in case.decisions(KIND):
        decided.setdefault(each.facts["victim_id"], {}).update(each.facts)
    found: dict[str, Loss] = {}
    for victim_id in sorted({*proved, *decided}):
        loss, first_at = proved.get(victim_id, (0, said.get(victim_id, 0)))
        facts = decided.get(victim_id, {})
        good = facts.get("made_good_minor", 0) + returned.get(victim_id, 0)
        found[victim_id] = Loss(victim_id, facts.get("loss_minor", loss), good, first_at)
    return found


def check_loss(case: Case, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of a decision ``loss`` as they are written: refuses what names no victim."""
    victim_id = str(facts.get("victim_id", ""))
    if victim_id not in {row["victim_id"] for row in case.duck.fetch(VICTIMS)}:
        raise BadLoss(victim_id, why="the case knows no such victim")
    amounts = {
        name: facts[name]
        for name in ("loss_minor", "made_good_minor")
        if facts.get(name) is not None
    }
    if not amounts:
        raise BadLoss(victim_id, why="neither a loss nor an amount made good is stated")
    for name, minor in amounts.items():
        if type(minor) is not int or minor < 0:
            raise BadLoss(victim_id, why=f"{name} is a whole amount, not below zero")
    return {"victim_id": victim_id, **amounts}
