"""From ownership: the investigators' report asking for a return, with its proof and its grounds.

in     return plans of a case, and the trace by the direct method
out    one draft per plan and account
keeps  the class is shown with the transfers that prove or break the match; every line names its
       ground and provision; open questions stand in the report, answered or not
law    rules on returning frozen funds (银监发〔2016〕41号) arts. 6, 8
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from zhanlian.evidence import Case
from zhanlian.law import Step, provisions_of
from zhanlian.recovery import PER_CASE, Frozen, Ground, Owned, Situation, find_owners, ground
from zhanlian.recovery import procedure as steps
from zhanlian.reports.documents.draft import BLANK, Draft, Given, Row
from zhanlian.reports.documents.naming import account_number, case_fields
from zhanlian.reports.documents.pieces import shared_words
from zhanlian.reports.documents.plans import PlanPaper, read_plans
from zhanlian.tracing import Method, Trace, trace_again

__all__ = ["report_drafts"]

KIND = "return_report"
ZH = "zh"
VICTIMS = "SELECT payment_id, victim_id FROM victim_payment"
REASONS = {
    Situation.SINGLE: ("single",),
    Situation.TRACEABLE: ("traceable",),
    Situation.UNTRACEABLE: ("proportional", "capped", "rounded"),
}


def report_drafts(case: Case, on: date) -> tuple[Draft, ...]:
    """One report per plan and account that pays."""
    plans = read_plans(case, on, kind=KIND)
    found = trace_again(case, method=Method.DIRECT)[case.settings.currency].found
    return tuple(
        _report(case, plan, stock, _owned(case, found, stock), on)
        for plan in plans
        for stock in plan.course.stocks
        if plan.lines_of(stock.account_id)
    )


def _owned(case: Case, found: Trace, stock: steps.Stock) -> Owned:
    victim_of = {row["payment_id"]: row["victim_id"] for row in case.duck.fetch(VICTIMS)}
    (owned,) = find_owners(
        found, [Frozen(stock.account_id, stock.frozen_minor)], victim_of=victim_of
    )
    return owned


def _report(case: Case, plan: PlanPaper, stock: steps.Stock, owned: Owned, on: date) -> Draft:
    lines = plan.lines_of(stock.account_id)
    situations = sorted({line.situation for line in lines})
    words, standing = shared_words(), plan.standings.get(stock.account_id)
    said = "；".join(words[f"situation_{each.value}"] for each in situations)
    return Draft(
        KIND, on, name=f"{plan.course.plan_id}-{account_number(stock.account_id)}",
        fields={
            **case_fields(case), "bank": plan.people.bank_of(stock.account_id),
            "account": Given(account_number(stock.account_id), plan.source),
            "freeze_ends": Given(standing.ends_on, "table measure") if standing else BLANK,
            "situation": Given(said, plan.source), "frozen": plan.money(stock.frozen_minor),
            "returned": plan.money(sum(line.amount_minor for line in lines)),
            "reserved": plan.money(stock.kept_minor), "rest": plan.money(plan.rest_of(stock)),
            "reasons": Given("".join(words[f"reason_{each.value}"] for each in situations)),
        },
        tables={
            "payments": [_payment(plan, line) for line in lines],
            "proof": [{"step": Given(str(number)), **row}
                      for number, row in enumerate(_proof(owned), start=1)],
            "reasoning": [_ground_row(each) for each in _grounds(plan, stock, situations)],
        },
    )  # fmt: skip


def _payment(plan: PlanPaper, line: steps.Agreed) -> Row:
    victim = plan.people.victim(line.victim_id)
    return {
        "victim_id": Given(line.victim_id),
        "victim": victim["victim"],
        "loss": plan.loss_of(line.victim_id),
        "made_good": plan.good_of(line.victim_id),
        "receiving_account": victim.get("receiving_account", BLANK),
        "amount": plan.money(line.amount_minor),
    }


def _proof(owned: Owned) -> Iterator[Row]:
    """The paths that match a victim's money, and the first rows that broke the match."""
    words, account = shared_words(), Given(account_number(owned.account_id))
    for matched in owned.matched:
        for path in matched.paths:
            names = [f"T{transfer_id}" for transfer_id in path]
            yield {
                "transfer": Given("→".join(names), " ".join(names)),
                "account": account,
                "finding": Given(words["proof_matched"].format(victim=matched.victim_id)),
            }
    for pooled in owned.pooled:
        for broken in pooled.breaks:
            others = [*broken.mixed_with, *([words["proof_other"]] if broken.has_other else [])]
            yield {
                "transfer": Given(f"T{broken.transfer_id}", f"T{broken.transfer_id}"),
                "account": Given(account_number(broken.account_id)),
                "finding": Given(
                    words["proof_broken"].format(
                        victim=pooled.victim_id, payment=broken.payment_id, others="、".join(others)
                    )
                ),
            }


def _grounds(plan: PlanPaper, stock: steps.Stock, situations: list[Situation]) -> Iterator[Ground]:
    """Grounds of the lines, of what is kept back, and the questions of the plan."""
    for each in situations:
        for key in REASONS[each]:
            yield ground(key)
    if plan.course.pool == PER_CASE and Situation.UNTRACEABLE in situations:
        yield ground("case_pool")
    if stock.kept_minor:
        yield ground("kept")
    for key in stock.asks:
        yield ground(key)


def _ground_row(said: Ground) -> Row:
    return {
        "said": Given(said.zh, f"ground {said.key}"),
        "provision": Given(provisions_of(Step(said.key, cites=said.cites), ZH)),
    }
