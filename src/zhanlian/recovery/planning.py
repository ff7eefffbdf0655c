"""Planning: who gets how much out of which frozen account, and on what ground.

in     owned accounts, what each victim lost and got back, what a person chose
out    ``Plan``: a line per account and victim, per account what is kept back and what rests
keeps  per account paid + kept + rest = frozen, to the minor unit; over all accounts nobody gets
       more than the loss still unrecovered; matched money comes before any pool; pools follow
       in the order of account ids; the order in which victims are listed changes nothing
law    rules on returning frozen funds (银监发〔2016〕41号) art. 8; the formula of its annex 4 was
       not found, so ``ask_formula`` puts the workable reading to a person
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from zhanlian.recovery.alternatives import Loss
from zhanlian.recovery.grounds import Ground, ground
from zhanlian.recovery.ownership import Owned, Situation
from zhanlian.recovery.refusals import BadReserve
from zhanlian.recovery.shares import Claim, share_out

__all__ = ["AccountPlan", "Choice", "Line", "Plan", "Pool", "make_plan"]

Pool = str
PER_ACCOUNT, PER_CASE = "account", "case"
WHOLE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose: one pool per account or for the case, and what is kept back."""

    pool: Pool = PER_ACCOUNT
    kept_minor: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """One payment to be made. ``base_minor``: what the share was formed from."""

    account_id: str
    victim_id: str
    situation: Situation
    base_minor: int
    amount_minor: int
    ratio: Fraction
    because: tuple[Ground, ...]
    paths: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class AccountPlan:
    """One account of a plan; ``asks`` are questions to answer before anything is decided."""

    owned: Owned
    kept_minor: int
    lines: tuple[Line, ...]
    asks: tuple[Ground, ...]

    @property
    def account_id(self) -> str:
        """The account."""
        return self.owned.account_id

    @property
    def paid_minor(self) -> int:
        """What the plan pays out of the account."""
        return sum(each.amount_minor for each in self.lines)

    @property
    def rest_minor(self) -> int:
        """What stays frozen and is not kept back."""
        return self.owned.frozen_minor - self.kept_minor - self.paid_minor


@dataclass(frozen=True, slots=True)
class Plan:
    """A computed plan; nothing in it has been decided by anybody."""

    accounts: tuple[AccountPlan, ...]
    losses: Mapping[str, Loss]
    choice: Choice

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line, by account."""
        return tuple(line for each in self.accounts for line in each.lines)

    @property
    def needs_notice(self) -> bool:
        """Whether any line is a proportional share, which a public notice must precede."""
        return any(each.situation is Situation.UNTRACEABLE for each in self.lines)


def make_plan(
    owned: Iterable[Owned], losses: Mapping[str, Loss], *, choice: Choice | None = None
) -> Plan:
    """Plan the return. Raises ``BadReserve``. Cost: a sort per pool."""
    chosen = choice or Choice()
    accounts = sorted(owned, key=lambda each: each.account_id)
    _check_choice(accounts, chosen)
    lacking = {victim_id: loss.lacking_minor for victim_id, loss in losses.items()}
    lines: dict[str, list[Line]] = {each.account_id: [] for each in accounts}
    for each in accounts:
        lines[each.account_id] += _matched(each, losses, lacking, kept=_kept(chosen, each))
    if chosen.pool == PER_CASE:
        pooled = _case_pool(accounts, losses, lacking, lines=lines, choice=chosen)
        for line in pooled:
            lines[line.account_id].append(line)
    else:
        for each in accounts:
            free = _free(each, chosen, lines)
            lines[each.account_id] += _account_pool(each, losses, lacking, free_minor=free)
    plan = Plan(tuple(_finish(each, chosen, lines) for each in accounts), losses, chosen)
    _assert_sound(plan)
    return plan


def _check_choice(accounts: Sequence[Owned], choice: Choice) -> None:
    frozen = {each.account_id: each.frozen_minor for each in accounts}
    for account_id, minor in choice.kept_minor.items():
        if account_id not in frozen:
            raise BadReserve(account_id, why="the account is not in the plan")
        if not 0 <= minor <= frozen[account_id]:
            raise BadReserve(account_id, why="it is below zero, or above what is frozen there")
    assert choice.pool in {PER_ACCOUNT, PER_CASE}, "the desk checks the choice of pool"


def _kept(choice: Choice, owned: Owned) -> int:
    return choice.kept_minor.get(owned.account_id, 0)


def _free(owned: Owned, choice: Choice, lines: Mapping[str, list[Line]]) -> int:
    """What is left for the account's pool: of its mixed money, less what is kept back."""
    paid = sum(line.amount_minor for line in lines[owned.account_id])
    return max(0, min(owned.mixed_minor, owned.frozen_minor - paid) - _kept(choice, owned))


def _matched(
    owned: Owned, losses: Mapping[str, Loss], lacking: dict[str, int], *, kept: int
) -> list[Line]:
    """Matched money goes to its victim, up to what the victim still lacks.

    Where less is frozen than is matched, nobody can say whose part is missing: it is shared.
    What is kept back comes out of the mix first, so it touches these lines last.
    """
    claims = [
        Claim(
            each.victim_id,
            min(each.amount_minor, lacking.get(each.victim_id, 0)),
            _first(losses, each.victim_id),
        )
        for each in owned.matched
    ]
    shared = share_out(owned.frozen_minor - kept, claims)
    is_single = owned.situation is Situation.SINGLE
    reason = ground("single" if is_single else "traceable")
    found = []
    for each, claim, given in zip(owned.matched, claims, shared.given_minor, strict=True):
        lacking[each.victim_id] = lacking.get(each.victim_id, 0) - given
        because = (reason,) if given == each.amount_minor else (reason, ground("capped"))
        situation = Situation.SINGLE if is_single else Situation.TRACEABLE
        found.append(
            Line(
                owned.account_id, each.victim_id, situation, claim.base_minor, given,
                shared.ratio, because, each.paths,
            )
        )  # fmt: skip
    return [line for line in found if line.amount_minor]


def _account_pool(
    owned: Owned, losses: Mapping[str, Loss], lacking: dict[str, int], *, free_minor: int
) -> list[Line]:
    """One account's mix, in proportion to what entered it and is still lacking."""
    claims = [
        Claim(
            each.victim_id,
            min(each.entered_minor, lacking.get(each.victim_id, 0)),
            _first(losses, each.victim_id),
        )
        for each in owned.pooled
    ]
    shared = share_out(free_minor, claims)
    because = (ground("proportional"), ground("capped"), ground("rounded"))
    lines = []
    for claim, given in zip(claims, shared.given_minor, strict=True):
        if claim.base_minor:
            lacking[claim.victim_id] -= given
            lines.append(
                Line(
                    owned.account_id, claim.victim_id, Situation.UNTRACEABLE, claim.base_minor,
                    given, shared.ratio, because,
                )
            )  # fmt: skip
    return lines


def _case_pool(
    accounts: Sequence[Owned],
    losses: Mapping[str, Loss],
    lacking: dict[str, int],
    *,
    lines: Mapping[str, list[Line]],
    choice: Choice,
) -> list[Line]:
    """One pool for the case: shares over all mixes, then paid out of them account by account."""
    mixed = [each for each in accounts if each.pooled]
    free = {each.account_id: _free(each, choice, lines) for each in mixed}
    victims = sorted({each.victim_id for owned in mixed for each in owned.pooled})
    claims = [Claim(each, lacking.get(each, 0), _first(losses, each)) for each in victims]
    shared = share_out(sum(free.values()), claims)
    because = tuple(ground(key) for key in ("proportional", "capped", "rounded", "case_pool"))
    found = []
    sources = [(account_id, minor) for account_id, minor in free.items() if minor]
    for claim, given in zip(claims, shared.given_minor, strict=True):
        lacking[claim.victim_id] = claim.base_minor - given
        for account_id, part in _draw(sources, given):
            found.append(
                Line(
                    account_id, claim.victim_id, Situation.UNTRACEABLE, claim.base_minor, part,
                    shared.ratio, because,
                )
            )  # fmt: skip
    return found


def _draw(sources: list[tuple[str, int]], wanted: int) -> list[tuple[str, int]]:
    """Take ``wanted`` from the front of ``sources``, which shrink."""
    taken = []
    while wanted:
        account_id, minor = sources[0]
        part = min(minor, wanted)
        taken.append((account_id, part))
        wanted -= part
        sources[0] = (account_id, minor - part)
        if part == minor:
            sources.pop(0)
    return taken


def _first(losses: Mapping[str, Loss], victim_id: str) -> int:
    return losses[victim_id].first_paid_at if victim_id in losses else 0


def _finish(owned: Owned, choice: Choice, lines: Mapping[str, list[Line]]) -> AccountPlan:
    own = tuple(lines[owned.account_id])
    is_pool = any(each.situation is Situation.UNTRACEABLE for each in own)
    asked = {
        "ask_other_money": owned.has_other_money and is_pool,
        "ask_formula": is_pool,
        "ask_balance": owned.frozen_minor != owned.booked_minor,
    }
    asks = tuple(ground(key) for key, is_open in asked.items() if is_open and own)
    return AccountPlan(owned, _kept(choice, owned), own, asks)


def _assert_sound(plan: Plan) -> None:
    """Our promises: nothing out of an account that is not there, nothing above a loss."""
    got: dict[str, int] = {}
    for each in plan.accounts:
        assert each.rest_minor >= 0, f"more is paid than is frozen in {each.account_id}"
        for line in each.lines:
            assert line.amount_minor >= 0, "a payment is never negative"
            got[line.victim_id] = got.get(line.victim_id, 0) + line.amount_minor
    for victim_id, minor in got.items():
        assert minor <= plan.losses[victim_id].lacking_minor, f"{victim_id} gets above the loss"
