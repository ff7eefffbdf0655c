"""From plans: the papers of a return, from the victim's application to the bank's notice.

in     return plans of a case as the record tells them
out    drafts: per account a report, a notice, a bank's notice; per victim an application, a
       decision and a letter
keeps  a decision and a bank's notice are written only of an approved plan; amounts are the
       recorded ones; whom the law sends the money to is shown with the payment that says so
law    rules on returning frozen funds (银监发〔2016〕41号) arts. 6, 8, 10, 12
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from zhanlian.evidence import Case
from zhanlian.recovery import procedure
from zhanlian.reports.documents.draft import BLANK, Draft, Given
from zhanlian.reports.documents.naming import account_number, case_fields
from zhanlian.reports.documents.pieces import shared_words
from zhanlian.reports.documents.plans import PlanPaper, read_plans, say_share
from zhanlian.reports.documents.refusals import NothingToWrite

__all__ = [
    "application_drafts",
    "assistance_drafts",
    "decision_drafts",
    "letter_drafts",
    "notice_drafts",
]

TAIL = 4  # signs of an account number that a public name shows
NO_SHARES = "no plan holds a proportional share, so no public notice is needed"


def notice_drafts(case: Case, on: date) -> tuple[Draft, ...]:
    """One public notice per account with proportional shares."""
    kind = "public_notice"
    drafts = tuple(
        replace(_notice(case, plan, stock, on), name=_public_name(plan, stock, number))
        for plan in read_plans(case, on, kind=kind)
        for number, stock in enumerate(plan.course.stocks, start=1)
        if plan.shares_of(stock.account_id)
    )
    if not drafts:
        raise NothingToWrite(kind, why=NO_SHARES)
    return drafts


def _notice(case: Case, plan: PlanPaper, stock: procedure.Stock, on: date) -> Draft:
    shares, course = plan.shares_of(stock.account_id), plan.course
    shared = sum(line.amount_minor for line in shares)
    base = sum(line.base_minor for line in shares)
    rest = plan.rest_of(stock)
    last_on = None if course.free_from is None else course.free_from - timedelta(days=1)
    return Draft(
        "public_notice", on,
        fields={
            **case_fields(case), **_account(plan, stock), "returned": plan.money(shared),
            "matched": plan.money(stock.frozen_minor - stock.kept_minor - rest - shared),
            "reserved": plan.money(stock.kept_minor), "rest": plan.money(rest),
            "victim_count": Given(len({line.victim_id for line in shares}), plan.source),
            "notice_from": Given(course.noticed_on, plan.source),
            "notice_until": Given(last_on, plan.source),
        },
        tables={"shares": [
            {
                "victim_id": Given(line.victim_id),
                "victim": plan.people.victim(line.victim_id)["victim"],
                "loss": plan.loss_of(line.victim_id),
                "made_good": plan.good_of(line.victim_id),
                "base": plan.money(line.base_minor),
                "ratio": Given(say_share(line.base_minor, base)),
                "share": plan.money(line.amount_minor),
            }
            for line in shares
        ]},
    )  # fmt: skip


def application_drafts(case: Case, on: date) -> tuple[Draft, ...]:
    """One application per victim and account, for the victim to complete and sign."""
    return tuple(
        Draft(
            "return_application", on, name=_named(plan, stock.account_id, line.victim_id),
            fields={
                **case_fields(case), **plan.people.victim(line.victim_id),
                "defrauded": plan.loss_of(line.victim_id),
                "frozen_account": Given(account_number(stock.account_id), plan.source),
                "frozen": plan.money(stock.frozen_minor),
            },
        )
        for plan, stock, line in _payments(case, on, kind="return_application")
    )  # fmt: skip


def decision_drafts(case: Case, on: date) -> tuple[Draft, ...]:
    """One decision per victim and account of an approved plan."""
    return tuple(
        Draft(
            "return_decision", on, name=_named(plan, stock.account_id, line.victim_id),
            fields={
                **case_fields(case), **_without(plan.people.victim(line.victim_id), "contact"),
                "source_bank": plan.people.bank_of(stock.account_id),
                "source_account": Given(account_number(stock.account_id), plan.source),
                "amount": plan.money(line.amount_minor),
                "approved_on": Given(plan.course.approved_on, plan.source),
            },
        )
        for plan, stock, line in _payments(case, on, kind="return_decision", is_decided=True)
    )  # fmt: skip


def assistance_drafts(case: Case, on: date) -> tuple[Draft, ...]:
    """One notice to the bank per account of an approved plan."""
    kind = "assistance_notice"
    return tuple(
        _assistance(case, plan, stock, on)
        for plan in read_plans(case, on, kind=kind, is_decided=True)
        for stock in plan.course.stocks
        if plan.lines_of(stock.account_id)
    )


def _assistance(case: Case, plan: PlanPaper, stock: procedure.Stock, on: date) -> Draft:
    lines = plan.lines_of(stock.account_id)
    paid = sum(line.amount_minor for line in lines)
    return Draft(
        "assistance_notice", on, name=_named(plan, stock.account_id),
        fields={
            **case_fields(case), **_account(plan, stock),
            "account_holder": plan.people.holder_of(stock.account_id),
            "returned": plan.money(paid),
            "rest": plan.money(stock.frozen_minor - paid),  # kept back: frozen like the rest
        },
        tables={"payments": [
            {
                "victim": victim["victim"],
                "receiving_bank": victim.get("receiving_bank", BLANK),
                "receiving_account": victim.get("receiving_account", BLANK),
                "amount": plan.money(line.amount_minor),
            }
            for line in lines
            for victim in (plan.people.victim(line.victim_id),)
        ]},
    )  # fmt: skip


def letter_drafts(case: Case, on: date) -> tuple[Draft, ...]:
    """One letter per victim and plan, in plain words."""
    return tuple(
        _letter(case, plan, victim_id, on)
        for plan in read_plans(case, on, kind="victim_letter")
        for victim_id in sorted({line.victim_id for line in plan.course.lines})
    )


def _letter(case: Case, plan: PlanPaper, victim_id: str, on: date) -> Draft:
    words, loss = shared_words(), plan.losses[victim_id]
    lines = plan.lines_to(victim_id)
    amount = sum(line.amount_minor for line in lines)
    situations = sorted({line.situation.value for line in lines})
    victim = plan.people.victim(victim_id)
    how = "".join(words[f"letter_{each}"] for each in situations) or words["letter_nothing"]
    needs_notice = plan.course.needs_notice and plan.course.approved_on is None
    return Draft(
        "victim_letter", on, name=_named(plan, "", victim_id),
        fields={
            **case_fields(case), "victim": victim["victim"],
            "receiving_account": victim.get("receiving_account", BLANK),
            "loss": plan.loss_of(victim_id), "made_good": plan.good_of(victim_id),
            "amount": plan.money(amount),
            "outstanding": plan.money(loss.loss_minor - loss.made_good_minor - amount),
            "how": Given(how, plan.source),
            "next_step": Given(words["next_notice" if needs_notice else "next_bank"]),
        },
    )  # fmt: skip


def _payments(
    case: Case, on: date, *, kind: str, is_decided: bool = False
) -> Iterator[tuple[PlanPaper, procedure.Stock, procedure.Agreed]]:
    for plan in read_plans(case, on, kind=kind, is_decided=is_decided):
        for stock in plan.course.stocks:
            for line in plan.lines_of(stock.account_id):
                yield plan, stock, line


def _account(plan: PlanPaper, stock: procedure.Stock) -> dict[str, Given]:
    return {
        "bank": plan.people.bank_of(stock.account_id),
        "account": Given(account_number(stock.account_id), plan.source),
        "frozen": plan.money(stock.frozen_minor),
    }


def _without(fields: Mapping[str, Given], *keys: str) -> dict[str, Given]:
    return {key: given for key, given in fields.items() if key not in keys}


def _public_name(plan: PlanPaper, stock: procedure.Stock, number: int) -> str:
    """A file name that may be published: no account number whole."""
    return f"{plan.course.plan_id}-{number}-{account_number(stock.account_id)[-TAIL:]}"


def _named(plan: PlanPaper, account_id: str, victim_id: str = "") -> str:
    number = account_number(account_id) if account_id else ""
    return "-".join(each for each in (plan.course.plan_id, number, victim_id) if each)
