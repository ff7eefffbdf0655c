"""Parts: for how much of a gang's fraud each of its people answers (共同犯罪).

in     the person's part in the gang; what the gang did, as totals or as dated acts
out    the amount and the numbers the person answers for; steps on leadership and leniency
keeps  a ringleader answers for all, a member for what happened from the first act to leaving;
       what the person did alone is never lost; a part nobody stated is asked for
law    Criminal Law arts 26-28; 法发〔2016〕32号 part 4; the cross-border opinion of 2024
"""

from datetime import date

from zhanlian.law.answers import Proof, Step
from zhanlian.law.offences.asking import Ask
from zhanlian.law.offences.conditions import AllOf, Among, Condition, Is
from zhanlian.law.offences.held import Held
from zhanlian.law.offences.thresholds import AtLeast

__all__ = ["ANSWERABLE", "responsibility", "work_out_answerable"]

HEAD = "cn.criminal.parts"
ROLE = "part.role"
ALL_CRIMES = {"ringleader", "park_operator"}
ANSWERABLE = ("amount_fen", "calls", "messages", "page_views")
SYNDICATE = AllOf(
    (
        AtLeast(("part.group_members",), f"{HEAD}.syndicate_members"),
        Is("part.group_is_fixed", wanted=True, by=f"{HEAD}.syndicate_fixed"),
    )
)
PARK_OPERATOR = AllOf(
    (
        Among("part.park_control", f"{HEAD}.park_control"),
        Is("part.park_takes_share", wanted=True, by=f"{HEAD}.park_operator"),
        Is("part.group_is_fixed", wanted=True, by=f"{HEAD}.park_operator"),
    )
)


def work_out_answerable(ask: Ask) -> Ask:
    """What the person answers for, from the gang's totals; the own figure where it is larger."""
    ask = _summed_acts(ask)
    for each in ANSWERABLE:
        ask = _answerable(ask, each)
    return ask


def _answerable(ask: Ask, each: str) -> Ask:
    role, by = ask.known(ROLE), _scope(ask)
    source = ask.fact(f"part.{'group' if role in ALL_CRIMES else 'window'}_{each}")
    own = ask.known(f"fraud.{each}")
    if source.value is None or by is None or (own is not None and own >= source.value):
        return ask
    end = "_fen" if each.endswith("_fen") else ""
    facts = {"asked": f"fact.fraud.{each}", "role": f"pick.{role}" if role else None,
             f"found{end}": source.value}  # fmt: skip
    value = ask.value(by)
    step = Step(f"work.answerable{end}", facts, (value,) if value else (), evidence=source.evidence)
    asks = () if role else (Step("ask.part_role", {}),)
    return ask.with_fact(f"fraud.{each}", source.value, step, asks=asks)


def _scope(ask: Ask) -> str | None:
    """The rule on how far the person answers; None where it is not in force."""
    role = ask.known(ROLE)
    names = {"ringleader": "ringleader_scope", "park_operator": "ringleader_scope",
             "principal": "principal_scope"}  # fmt: skip
    name = f"{HEAD}.{names.get(role, 'member_window')}"
    return name if ask.value(name) else None


def _summed_acts(ask: Ask) -> Ask:
    """The gang's dated acts as its total and as the total during the person's time."""
    acts, first, left = (
        ask.fact(f"part.{key}") for key in ("group_acts", "first_act_on", "left_on")
    )
    if not acts.value:
        return ask
    if ask.known("part.group_amount_fen") is None:
        total_fen = sum(act.amount_fen for act in acts.value)
        step = _sum_step("group_amount_fen", total_fen, acts.evidence)
        ask = ask.with_fact("part.group_amount_fen", total_fen, step)
    if first.value is None or ask.known("part.window_amount_fen") is not None:
        return ask
    last: date = left.value or ask.times.act_to_on
    total_fen = sum(act.amount_fen for act in acts.value if first.value <= act.on <= last)
    evidence = (*acts.evidence, *first.evidence, *left.evidence)
    step = _sum_step("window_amount_fen", total_fen, evidence)
    return ask.with_fact("part.window_amount_fen", total_fen, step)


def _sum_step(key: str, total_fen: int, evidence: tuple[str, ...]) -> Step:
    facts = {"asked": f"fact.part.{key}", "total_fen": total_fen}
    return Step("work.group_acts", facts, evidence=evidence)


def responsibility(ask: Ask) -> tuple[Step, ...]:
    """What the person's part means: scope, leniency, and who is treated strictly or leniently."""
    role = ask.known(ROLE)
    rules = {
        "ringleader": ("ringleader_scope", "scope_content", "strict_targets"),
        "park_operator": ("park_operator", "ringleader_scope", "strict_targets"),
        "principal": ("principal_scope", "scope_content"),
        "accessory": ("member_window", "accessory_effect", "member_assessment"),
        "member": ("member_window", "member_assessment"),
        "coerced": ("member_window", "coerced_effect"),
    }
    steps = [_rule_step(ask, name) for name in rules.get(role, ())]
    steps.append(_held_step(ask, "syndicate", SYNDICATE))
    if ask.value(f"{HEAD}.park_operator") is not None:
        steps.append(_held_step(ask, "park", PARK_OPERATOR))
    steps += _coercion(ask)
    steps += [_listed(ask, "part.strict_grounds", "strict_targets"),
              _listed(ask, "part.lenient_grounds", "lenient_targets")]  # fmt: skip
    if ask.known("part.others_absent"):
        steps.append(_rule_step(ask, "absent_members"))
    if ask.known("part.custody_abroad"):
        steps.append(_rule_step(ask, "custody_abroad"))
    return tuple(step for step in steps if step is not None)


def _rule_step(ask: Ask, name: str) -> Step | None:
    value = ask.value(f"{HEAD}.{name}")
    return None if value is None else Step(f"part.{name}", {}, (value,))


def _held_step(ask: Ask, name: str, condition: Condition) -> Step | None:
    """The finding on a gang's form, where some fact of it was given."""
    if all(ask.known(key) is None for key in condition.fact_keys() if key != "part.group_is_fixed"):
        return None
    found: Held = condition.held(ask)
    rests_on = tuple(value for step in found.because for value in step.rests_on)
    evidence = tuple(each for step in found.because for each in step.evidence)
    missing = tuple(f"fact.{key}" for key in found.missing) or "said.none"
    facts = {"missing": missing}
    return Step(f"part.{name}_{found.proof}", facts, rests_on, evidence=evidence, proof=found.proof)


def _coercion(ask: Ask) -> list[Step | None]:
    """Contact with the outside or going on actively speaks against coercion."""
    against = ("part.had_outside_contact", "part.went_on_actively")
    shown = [ask.fact(key) for key in against if ask.known(key) is True]
    value = ask.value(f"{HEAD}.coercion_doubt")
    if ask.known(ROLE) != "coerced" or not shown or value is None:
        return []
    evidence = tuple(each for fact in shown for each in fact.evidence)
    facts = {"asked": tuple(f"fact.{fact.key}" for fact in shown)}
    step = Step("part.coercion_doubt", facts, (value,), evidence=evidence, proof=Proof.UNPROVEN)
    return [step]


def _listed(ask: Ask, key: str, name: str) -> Step | None:
    """The grounds found for treating the person strictly or leniently."""
    fact, value = ask.fact(key), ask.value(f"{HEAD}.{name}")
    if not fact.value or value is None:
        return None
    found = tuple(f"pick.{each}" for each in fact.value if each in value.items)
    facts = {"found": found}
    return Step(f"part.{name}_found", facts, (value,), evidence=fact.evidence) if found else None
