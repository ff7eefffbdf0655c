"""Returning: plan-return, objections, pay, loss: frozen money back to victims, step by step.

keeps  without --author a plan is only shown; a step is written only where the rules allow it
"""

from __future__ import annotations

from typing import Annotated, Any

import typer

from zhanlian.cli.face import Face
from zhanlian.cli.options import AsJson, Author, CaseFolder, Lang, Mask, Reason
from zhanlian.cli.statutes import day
from zhanlian.terms import Refusal

FrozenAccounts = Annotated[list[str] | None, typer.Argument(metavar="ACCOUNT…")]
PlanName = Annotated[str, typer.Argument(metavar="PLAN")]
StepName = Annotated[str, typer.Argument(metavar="STEP")]
StepWords = Annotated[list[str] | None, typer.Argument(metavar="WORDS…")]
VictimName = Annotated[str, typer.Argument(metavar="VICTIM")]
PlanDay = Annotated[str, typer.Option("--on", metavar="DATE")]
PoolName = Annotated[str, typer.Option("--pool", metavar="account|case")]
Keep = Annotated[list[str] | None, typer.Option("--keep", metavar="ACCOUNT=AMOUNT")]
Replaces = Annotated[str, typer.Option("--replaces", metavar="PLAN")]
Beside = Annotated[bool, typer.Option("--beside")]
Officers = Annotated[list[str] | None, typer.Option("--officer", metavar="NAME")]
Lost = Annotated[str, typer.Option("--lost", metavar="AMOUNT")]
MadeGood = Annotated[str, typer.Option("--made-good", metavar="AMOUNT")]

OBJECTION_STEPS = {
    "notice": (),
    "object": ("by", "party"),
    "rule": ("objection", "outcome"),
    "answer": ("ask", "account"),
}
PAY_STEPS = {
    "approve": ("level",),
    "instruct": (),
    "paid": ("account", "victim", "amount"),
    "failed": ("account", "victim"),
    "cancel": (),
}
WITH_OFFICERS = ("approve", "instruct")
POOLS = ("account", "case")


class BadAsk(Refusal):
    """A step or an option of a return plan that reads like none."""

    code = "ZL-CLI-012"

    def __init__(self, said: str, *, why: str) -> None:
        super().__init__(
            f"{said!r} cannot be read.",
            where="command line",
            why=why,
            do_next="zhanlian plan-return --help, objections --help or pay --help shows the form",
        )


def plan_return(
    folder: CaseFolder,
    accounts: FrozenAccounts = None,
    on: PlanDay = "",
    pool: PoolName = "account",
    keep: Keep = None,
    replaces: Replaces = "",
    beside: Beside = False,
    author: Author = "",
    reason: Reason = "",
    as_json: AsJson = False,
    lang: Lang = "",
    mask: Mask = False,
) -> None:
    """Plan who gets how much back out of which frozen account."""
    from zhanlian.cli.screens.returning import draw_proposed
    from zhanlian.desk import returning

    face = Face(lang=lang, as_json=as_json, mask=mask)
    if pool not in POOLS:
        raise BadAsk(pool, why=f"a pool is one of {', '.join(POOLS)}")
    asked = returning.Asked(
        on=day(on) if on else returning.today(), accounts=tuple(accounts or ()), pool=pool,
        kept=tuple(_pair(each) for each in keep or ()), replaces=replaces,
    )  # fmt: skip
    found = _planned(face, folder, asked, author=author, reason=reason, has_beside=beside)
    face.show("return_plan/1", found, lambda face: draw_proposed(face, found))


def _planned(
    face: Face, folder: CaseFolder, asked: Any, *, author: str, reason: str, has_beside: bool
) -> Any:
    """A plan written down where somebody signs for it, else only computed."""
    from zhanlian.desk import returning

    with face.busy() as progress:
        if author or reason or asked.replaces:
            return returning.record_plan(
                folder, asked, author=author, reason=reason, progress=progress
            )
        return returning.propose_return(folder, asked, has_beside=has_beside, progress=progress)


def objections(
    folder: CaseFolder,
    plan: PlanName = "",
    step: StepName = "",
    words: StepWords = None,
    on: PlanDay = "",
    author: Author = "",
    reason: Reason = "",
    as_json: AsJson = False,
    lang: Lang = "",
    mask: Mask = False,
) -> None:
    """Show where plans stand; notice, object, rule, answer."""
    face = Face(lang=lang, as_json=as_json, mask=mask)
    if not step:
        _show(face, folder, plan)
        return
    facts = _facts(OBJECTION_STEPS, step, tuple(words or ()))
    _take(face, folder, {"plan": plan, "step": step, **facts}, on=on, by=(author, reason))


def pay(
    folder: CaseFolder,
    plan: PlanName = "",
    step: StepName = "",
    words: StepWords = None,
    officers: Officers = None,
    on: PlanDay = "",
    author: Author = "",
    reason: Reason = "",
    as_json: AsJson = False,
    lang: Lang = "",
    mask: Mask = False,
) -> None:
    """Show what is paid; approve, instruct, paid, failed, cancel."""
    face = Face(lang=lang, as_json=as_json, mask=mask)
    if not step:
        _show(face, folder, plan)
        return
    facts: dict[str, Any] = _facts(PAY_STEPS, step, tuple(words or ()))
    if step in WITH_OFFICERS:
        facts["officers"] = list(officers or ())
    if step in {"paid", "failed"}:
        facts = {"amount": "", **facts, "outcome": step}
        step = "receipt"
    _take(face, folder, {"plan": plan, "step": step, **facts}, on=on, by=(author, reason))


def loss(
    folder: CaseFolder,
    victim: VictimName,
    lost: Lost = "",
    made_good: MadeGood = "",
    author: Author = "",
    reason: Reason = "",
    as_json: AsJson = False,
    lang: Lang = "",
    mask: Mask = False,
) -> None:
    """Write down what a victim lost by proof, or got back already."""
    from zhanlian.cli.screens.quality import draw_decided
    from zhanlian.desk import returning

    face = Face(lang=lang, as_json=as_json, mask=mask)
    decided = returning.record_loss(
        folder, victim, loss=lost, made_good=made_good, author=author, reason=reason
    )
    face.show("decided/1", decided, lambda face: draw_decided(face, decided))


def _show(face: Face, folder: CaseFolder, plan: str) -> None:
    from zhanlian.cli.screens.returning import draw_followed
    from zhanlian.desk import returning

    with face.busy() as progress:
        found = (
            (returning.follow_plan(folder, plan, progress=progress),)
            if plan
            else returning.list_plans(folder, progress=progress)
        )
    face.show("return_plans/1", {"plans": found}, lambda face: draw_followed(face, found))


def _take(
    face: Face, folder: CaseFolder, facts: dict[str, Any], *, on: str, by: tuple[str, str]
) -> None:
    from zhanlian.cli.screens.returning import draw_followed
    from zhanlian.desk import returning

    facts["on"] = (day(on) if on else returning.today()).isoformat()
    author, reason = by
    with face.busy() as progress:
        found = returning.take_step(folder, facts, author=author, reason=reason, progress=progress)
    face.show("return_plans/1", {"plans": (found,)}, lambda face: draw_followed(face, (found,)))


def _facts(known: dict[str, tuple[str, ...]], step: str, words: tuple[str, ...]) -> dict[str, Any]:
    """The words of a step by their names."""
    if step not in known:
        raise BadAsk(step, why=f"the steps are {', '.join(known)}")
    names = known[step]
    if len(words) != len(names):
        wanted = " ".join(each.upper() for each in names) or "nothing more"
        raise BadAsk(" ".join((step, *words)), why=f"after {step} it takes {wanted}")
    return dict(zip(names, words, strict=True))


def _pair(said: str) -> tuple[str, str]:
    account, mark, amount = said.rpartition("=")
    if not mark:
        raise BadAsk(said, why="it reads like ACCOUNT=1000.00")
    return account, amount
