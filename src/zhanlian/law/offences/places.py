"""Places: whose police may take a case, who leads it, and what is tried together.

in     places by what happened there, as facts; who accepted the case first
out    ``Competent`` per place with its grounds; steps on the lead, the law's reach and joining
keeps  a place is competent only by a ground in force when the case is handled; several are all
       shown; the first acceptor leads, and no place is chosen for anybody
law    公安部令第127号 arts 16-22, 365; 法发〔2021〕22号 item 1; 法发〔2022〕23号 items 2-3
"""

from collections.abc import Iterator
from dataclasses import dataclass

from zhanlian.law.answers import Proof, Step
from zhanlian.law.offences.asking import Ask
from zhanlian.law.offences.conditions import AllOf, Condition, Is
from zhanlian.law.offences.penalties import Penalty
from zhanlian.law.offences.results import Competent
from zhanlian.law.values import Value

__all__ = ["competent_places", "joining", "place_steps", "proof_rules", "reach"]

HEAD = "cn.criminal.place"
ABROAD_CITIZEN = AllOf(
    (Is("place.is_act_abroad", wanted=True), Is("place.is_citizen", wanted=True))
)
ABROAD_FOREIGNER = AllOf(
    (Is("place.is_act_abroad", wanted=True), Is("place.is_citizen", wanted=False))
)


@dataclass(frozen=True, slots=True)
class PlaceRule:
    """A list of grounds. ``when``: its condition; ``offences``: only for these, if any."""

    parameter: str
    when: Condition | None = None
    offences: frozenset[str] = frozenset()


RULES = (
    PlaceRule(f"{HEAD}.network"),
    PlaceRule(f"{HEAD}.proceeds"),
    PlaceRule(f"{HEAD}.cards"),
    PlaceRule(f"{HEAD}.helped", offences=frozenset({"help", "network_use", "conceal"})),
    PlaceRule(f"{HEAD}.settlement_business", offences=frozenset({"illegal_business"})),
    PlaceRule(f"{HEAD}.citizen_abroad", ABROAD_CITIZEN),
    PlaceRule(f"{HEAD}.foreigner_abroad", ABROAD_FOREIGNER),
)


def competent_places(ask: Ask, offences: frozenset[str]) -> tuple[Competent, ...]:
    """Every place with a ground, in the order the grounds are found."""
    grounds: dict[str, list[Step]] = {}
    for place, step in _grounds(ask.at(ask.times.judged_on), offences):
        grounds.setdefault(place, []).append(step)
    return tuple(Competent(place, tuple(steps)) for place, steps in grounds.items())


def _grounds(ask: Ask, offences: frozenset[str]) -> Iterator[tuple[str, Step]]:
    for rule in RULES:
        value = ask.value(rule.parameter)
        is_other = rule.offences and not rule.offences & offences
        if value is None or is_other:
            continue
        if rule.when is not None and rule.when.held(ask).heavy is not Proof.MET:
            continue
        for ground in value.items:
            yield from _places(ask, ground, value)


def _places(ask: Ask, ground: str, value: Value) -> Iterator[tuple[str, Step]]:
    fact = ask.fact(f"place.{ground}")
    facts = {"ground": f"fact.place.{ground}"}
    for place in fact.value or ():
        yield place, Step("place.ground", {**facts, "place": place}, (value,),
                          evidence=fact.evidence)  # fmt: skip


def place_steps(ask: Ask, competent: tuple[Competent, ...]) -> tuple[Step, ...]:
    """Who leads, and what else may decide it."""
    ask = ask.at(ask.times.judged_on)
    steps = [*_lead(ask, competent)]
    for key, name in (
        ("place.is_act_abroad", "designation"),
        ("place.is_act_abroad", "anti_fraud_scope"),
        ("place.is_caught_later", "follow_up"),
        ("place.is_found_by_sum", "first_finder"),
    ):
        value = ask.value(f"{HEAD}.{name}")
        if ask.known(key) is True and value is not None:
            steps.append(Step(f"place.{name}", {}, (value,), evidence=ask.fact(key).evidence))
    return tuple(steps)


def _lead(ask: Ask, competent: tuple[Competent, ...]) -> Iterator[Step]:
    rule, first = ask.value(f"{HEAD}.first_acceptor_leads"), ask.fact("place.first_acceptor")
    names = tuple(each.place for each in competent)
    if rule is None or not names:
        return
    if first.value is None:
        if len(names) > 1:
            yield Step("ask.first_acceptor", {"places": names}, (rule,))
        return
    others = tuple(name for name in names if name != first.value)
    key = "place.lead" if others else "place.lead_alone"
    if len(others) == len(names):
        key = "ask.acceptor_not_competent"
    yield Step(key, {"place": first.value, "places": others}, (rule,), evidence=first.evidence)


def reach(ask: Ask, penalty: Penalty | None) -> tuple[Step, ...]:
    """Whether Chinese criminal law reaches the act: by place, by person, by victim."""
    inside = [key for key in ("place.is_act_in_china", "place.is_result_in_china")
              if ask.known(key) is True]  # fmt: skip
    rule = ask.value(f"{HEAD}.territorial")
    if inside and rule is not None:
        asked = tuple(f"fact.{key}" for key in inside)
        return (Step("place.territorial", {"asked": asked}, (rule,), proof=Proof.MET),)
    if ask.known("place.is_act_abroad") is not True:
        return ()
    if ask.known("place.is_citizen") is True:
        return _citizen(ask, penalty)
    return _foreigner(ask, penalty) if ask.known("place.is_citizen") is False else ()


def _citizen(ask: Ask, penalty: Penalty | None) -> tuple[Step, ...]:
    """Citizens abroad are covered; light offences may be left."""
    rule = ask.value(f"{HEAD}.citizen_waiver_months")
    if rule is None:
        return ()
    may_waive = penalty is not None and not penalty.is_life and penalty.most_months <= rule.number
    key = "place.citizen_may_waive" if may_waive else "place.citizen"
    return (Step(key, {"months": rule.number}, (rule,), proof=Proof.MET),)


def _foreigner(ask: Ask, penalty: Penalty | None) -> tuple[Step, ...]:
    """Foreigners abroad against the state or citizens: a least penalty, and punishable there."""
    rule = ask.value(f"{HEAD}.foreigner_least_months")
    if rule is None or penalty is None:
        return ()
    parts = (
        Is("place.is_against_citizens", wanted=True).held(ask).proof,
        Is("place.is_punishable_there", wanted=True).held(ask).proof,
        Proof.MET if penalty.least_months >= rule.number else Proof.NOT_MET,
    )
    proof = Proof.UNPROVEN
    if Proof.NOT_MET in parts:
        proof = Proof.NOT_MET
    elif set(parts) == {Proof.MET}:
        proof = Proof.MET
    return (Step("place.foreigner", {"months": rule.number}, (rule,), proof=proof),)


def joining(ask: Ask) -> tuple[Step, ...]:
    """Grounds for trying cases together."""
    ask = ask.at(ask.times.judged_on)
    steps = []
    for key, name in (("place.join_cases", "join_cases"), ("place.join_links", "join_links")):
        fact, value = ask.fact(key), ask.value(f"{HEAD}.{name}")
        if not fact.value or value is None:
            continue
        found = tuple(f"pick.{each}" for each in fact.value if each in value.items)
        if found:
            facts = {"found": found}
            steps.append(Step(f"place.{name}", facts, (value,), evidence=fact.evidence))
    return tuple(steps)


def proof_rules(ask: Ask) -> tuple[Step, ...]:
    """Rules of proof that the facts call for."""
    ask = ask.at(ask.times.judged_on)
    fact = ask.fact("proof.situations")
    steps = []
    for each in fact.value or ():
        value = ask.value(f"cn.criminal.proof.{each}")
        if value is not None:
            steps.append(Step(f"proof.{each}", {}, (value,), evidence=fact.evidence))
    return tuple(steps)
