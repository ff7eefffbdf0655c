"""Placing: which tier of an offence the facts reach, on each reading, and what is still open.

in     an offence and the law of a day
out    ``Answer[Placed]``: one tier, or a milder and a heavier reading
keeps  the heavier of a completed and an attempted tier is proposed and a person is asked; in
       the same tier the completed one is (法释〔2011〕7号 art. 6); unproven limbs never raise a
       tier, they are named with what they would change
"""

from dataclasses import dataclass

from zhanlian.law.answers import Answer, Proof, Reading, Step
from zhanlian.law.offences.asking import Ask
from zhanlian.law.offences.definitions import Limb, Offence
from zhanlian.law.offences.held import RANK, Held
from zhanlian.law.offences.workings import worked_out

__all__ = ["ATTEMPT", "COMPLETED", "Gap", "Placed", "gaps_of", "place"]

COMPLETED, ATTEMPT = "completed", "attempt"
NOT_IN_FORCE = "limb.not_in_force"
FIGURES = ("limb.at_least", "limb.records", "limb.den_days", NOT_IN_FORCE)
TELLING_ALONE = {"limb.is", "limb.is_fen", "limb.among", "limb.within", "limb.den_days"}
MIX_RULE = "cn.criminal.attempt.mixed"


@dataclass(frozen=True, slots=True)
class Placed:
    """The tier reached (level 0: none), as completed or attempted, and the limbs that reach it.

    ``possible_level``: the tier that the facts would reach if every unproven limb were proved.
    ``is_tested``: some known figure was held against the law and did not reach it.
    """

    tier: str
    level: int
    form: str
    limbs: tuple[str, ...]
    possible_level: int
    is_tested: bool = False

    @property
    def severity(self) -> tuple[int, ...]:
        """Larger is heavier."""
        return (self.level, int(self.form == COMPLETED))


@dataclass(frozen=True, slots=True)
class Gap:
    """A fact nobody knows yet, and what it would change: a tier or an element, by ``key``."""

    fact: str
    changes: str
    key: str


@dataclass(frozen=True, slots=True)
class _Tried:
    """A limb, its level and how it came out."""

    limb: Limb
    level: int
    held: Held


def place(offence: Offence, ask: Ask) -> Answer[Placed]:
    """The tier reached by the law of the ask's day; readings where they differ."""
    ask = worked_out(offence, ask)
    tried = _tried(offence, ask)
    mild, heavy = (_placed(offence, ask, tried, heavy=each) for each in (False, True))
    deciding = [each for each in tried if each.level > min(mild.level, heavy.level)]
    missing = tuple(dict.fromkeys(key for each in deciding for key in each.held.missing))
    because = (*ask.worked, *_steps(tried, heavy.level))
    asks = (*ask.asks, *_asks(tried, ask, mild, heavy))
    if mild.severity == heavy.severity:
        return Answer(heavy, because, asks=asks, missing=missing)
    readings = tuple(
        Reading(value, (Step(key), *because))
        for key, value in (("reading.milder", mild), ("reading.heavier", heavy))
    )
    return Answer(None, because, readings, asks, missing)


def gaps_of(offence: Offence, ask: Ask, above: int) -> tuple[Gap, ...]:
    """Per missing fact the tiers above ``above`` that it would open."""
    tried = _tried(offence, worked_out(offence, ask))
    gaps = [
        Gap(key, "tier", offence.tiers[each.level - 1].key)
        for each in tried
        if each.level > above
        for key in each.held.missing
    ]
    return tuple(dict.fromkeys(gaps))


def _tried(offence: Offence, ask: Ask) -> list[_Tried]:
    return [
        _Tried(limb, level, limb.condition.held(ask))
        for level, tier in enumerate(offence.tiers, start=1)
        for limb in tier.limbs
    ]


def _placed(offence: Offence, ask: Ask, tried: list[_Tried], *, heavy: bool) -> Placed:
    """The heaviest limb met on one reading; completed before attempted in the same tier."""
    met = [each for each in tried if each.held.on(heavy=heavy) is Proof.MET]
    is_attempt = _is_attempt(offence, ask, heavy=heavy)
    best = max((_severity(each, is_attempt=is_attempt) for each in met), default=(0, 1))
    limbs = tuple(each.limb.key for each in met if _severity(each, is_attempt=is_attempt) == best)
    tier = offence.tier(best[0])
    return Placed(
        tier=tier.key if tier else "",
        level=best[0],
        form=COMPLETED if best[1] else ATTEMPT,
        limbs=limbs,
        possible_level=max((each.level for each in tried if _may_hold(each.held)), default=0),
        is_tested=any(_is_tested(each.held) for each in tried),
    )


def _is_tested(held: Held) -> bool:
    """Whether a figure failed; that some circumstance is not there does not say so."""
    failed = {step.key for step in held.because if step.proof is Proof.NOT_MET}
    return held.heavy is Proof.NOT_MET and any(key.startswith(FIGURES) for key in failed)


def _may_hold(held: Held) -> bool:
    return RANK[held.heavy] > RANK[Proof.NOT_MET]


def _is_attempt(offence: Offence, ask: Ask, *, heavy: bool) -> bool:
    """Whether the whole was an attempt; the milder reading takes a proved attempt for one."""
    if offence.attempt is None:
        return False
    held = offence.attempt.held(ask)
    return (held.mild if heavy else held.heavy) is Proof.MET


def _severity(each: _Tried, *, is_attempt: bool) -> tuple[int, int]:
    return (each.level, int(each.limb.form == COMPLETED and not is_attempt))


def _steps(tried: list[_Tried], reached: int) -> tuple[Step, ...]:
    """The steps of every limb that holds or may hold; of a limb that fails, its first failure."""
    order = sorted(tried, key=lambda each: (-RANK[each.held.mild], -each.level))
    steps: list[Step] = []
    for each in order:
        if each.held.heavy is Proof.NOT_MET and not _fails_first(each, tried, reached):
            continue
        steps += [step for step in each.held.because if _tells(step, each) and step not in steps]
    told = {step.facts["asked"] for step in steps if _is_figure(step)}
    return tuple(
        step for step in steps if step.key != NOT_IN_FORCE or (step.facts["asked"],) not in told
    )


def _fails_first(each: _Tried, tried: list[_Tried], reached: int) -> bool:
    """Whether no limb of the same name fails in a lower tier above the one reached."""
    lower = (other.level for other in tried if other.limb.key == each.limb.key
             and other.held.heavy is Proof.NOT_MET and other.level > reached)  # fmt: skip
    return each.level <= min(lower, default=each.level)


def _tells(step: Step, each: _Tried) -> bool:
    """Whether a step helps the reader: what is proved of a limb that fails does not."""
    if each.held.heavy is Proof.MET or step.proof is not Proof.MET:
        return True
    is_open = each.held.heavy is Proof.UNPROVEN
    return is_open and (step.key in TELLING_ALONE or _is_figure(step))


def _is_figure(step: Step) -> bool:
    return step.key.startswith("limb.at_least")


def _asks(tried: list[_Tried], ask: Ask, mild: Placed, heavy: Placed) -> list[Step]:
    """Questions of readings that decide, of limbs that leave discretion, and of a mixed case."""
    asks = []
    for each in tried:
        if each.held.heavy is not Proof.MET:
            continue
        if each.level > mild.level or mild.severity != heavy.severity:
            asks += [step for step in each.held.asks if step not in asks]
        if each.limb.ask and each.level == heavy.level:
            asks.append(Step(each.limb.ask))
    met = [each for each in tried if each.held.heavy is Proof.MET]
    completed = max((each.level for each in met if each.limb.form == COMPLETED), default=0)
    rule = ask.value(MIX_RULE)
    if heavy.form == ATTEMPT and 0 < completed < heavy.level and rule is not None:
        asks.append(Step("ask.mixed", {"completed": completed, "attempted": heavy.level}, (rule,)))
    return asks
