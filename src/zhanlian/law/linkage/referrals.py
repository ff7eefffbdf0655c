"""Referrals (行刑衔接): in which direction a case goes, with which papers, on which clocks.

in     ``Matter``: what was found or decided, and whether a penalty is still needed
out    ``Answer[Referral]``: sender, receiver, papers, and clocks by name
keeps  a fine never replaces a transfer; clocks are named here and counted in ``clocks``; a
       reverse referral without a penalty to ask for ends in its own decision
law    State Council Decree 310 arts 5-13; Criminal Procedure Law art. 177(3); Administrative
       Penalties Law art. 27; procuratorial rules on linkage of 2021 and 2023
"""

from collections.abc import Callable
from dataclasses import dataclass

from zhanlian.law.answers import Answer, Proof, Step
from zhanlian.law.book import NoLawInForce
from zhanlian.law.linkage.matter import Matter, coded
from zhanlian.law.linkage.penalties import TELECOM
from zhanlian.law.proofs import claimed, strongest
from zhanlian.law.values import Value

__all__ = ["Clock", "Referral", "referral"]


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock of a referral: the dated value that sizes it, and the event that starts it."""

    value: str
    starts_at: str


@dataclass(frozen=True, slots=True)
class Referral:
    """A proposed referral. ``receiver`` is empty where the sender keeps the case.

    ``timely``: no figure is written, the text says without delay.
    """

    direction: str
    sender: str
    receiver: str
    papers: tuple[str, ...]
    clocks: tuple[Clock, ...]
    approved_by: str = ""
    is_timely: bool = False


FORWARD_CLOCKS = (
    Clock("cn.procedure.linkage.agency_decide", "crime_suspected"),
    Clock("cn.procedure.linkage.agency_transfer", "transfer_decided"),
    Clock("cn.procedure.filing.transfer", "transfer_received"),
    Clock("cn.procedure.linkage.agency_handover", "filing_notice_received"),
    Clock("cn.procedure.filing.agency_reconsider", "refusal_received"),
    Clock("cn.procedure.filing.agency_decide", "reconsideration_asked"),
    Clock("cn.procedure.filing.agency_supervision", "reconsideration_received"),
)
REVIEW_CLOCK = Clock("cn.procedure.linkage.review", "review_registered")
REVERSE_CLOCKS = (
    REVIEW_CLOCK,
    Clock("cn.procedure.linkage.opinion_send", "not_prosecuted"),
    Clock("cn.procedure.linkage.opinion_reply", "opinion_received"),
)
URGENT_CLOCK = Clock("cn.procedure.linkage.opinion_urgent", "opinion_received")


def referral(matter: Matter) -> Answer[Referral]:
    """The direction that what happened calls for."""
    trigger = matter.needed("trigger")
    first = Step("linkage.referral.trigger", {"trigger": coded(trigger)},
                 evidence=matter.evidence("trigger"))  # fmt: skip
    return DIRECTIONS[trigger](matter, first)


def _forward(matter: Matter, first: Step) -> Answer[Referral]:
    """An agency found a suspected crime: to the police of the same level."""
    papers, no_fine = (matter.at_decision("transfer.forward.papers"),
                       matter.at_decision("transfer.forward.no_fine_instead"))  # fmt: skip
    made = Referral("forward", "agency", "police_same_level", papers.items, FORWARD_CLOCKS)
    step = _sent(made, papers)
    barred = Step("linkage.referral.no_fine_instead", {}, (no_fine,))
    return Answer(made, (first, step, barred))


def _sent(made: Referral, *rests_on: Value) -> Step:
    facts = {
        "sender": coded(made.sender),
        "receiver": coded(made.receiver or made.sender),
        "papers": coded(*made.papers),
    }
    return Step(f"linkage.referral.{made.direction}", facts, rests_on)


def _downgrade(matter: Matter, first: Step) -> Answer[Referral]:
    """No crime, or too minor: the police penalise themselves, or hand the case over."""
    papers, clock = (matter.at_decision("transfer.downgrade.papers"),
                     matter.at_decision("transfer.downgrade.clock"))  # fmt: skip
    own = _police_decide(matter)
    ask = Step("linkage.referral.ask_authority", {"conduct": _conduct(matter)})
    is_own = own is not None and TELECOM.get(matter.known("conduct"), "") in own.items
    made = Referral(
        direction="downgrade",
        sender="police",
        receiver="" if is_own else "competent_agency",
        papers=papers.items,
        clocks=(),
        is_timely=True,
    )
    rests_on = (papers, clock) if own is None else (papers, clock, own)
    needs_ask = matter.known("conduct") is None
    asks = (ask,) if needs_ask else ()
    missing = matter.missing("conduct")
    return Answer(made, (first, _sent(made, *rests_on)), asks=asks, missing=missing)


def _police_decide(matter: Matter) -> Value | None:
    """The articles whose penalties the police decide, None before the special law."""
    try:
        return matter.at_act("transfer.downgrade.police_articles")
    except NoLawInForce:
        return None


def _conduct(matter: Matter) -> tuple[str, ...] | None:
    conduct = matter.known("conduct")
    return None if conduct is None else coded(conduct)


def _reverse(matter: Matter, first: Step) -> Answer[Referral]:
    """Not prosecuted: an opinion to the authority, if a penalty or confiscation is needed."""
    need = _needed(matter)
    department = matter.at_decision_if_any("transfer.reverse.department")
    ends_in = matter.at_decision_if_any("transfer.reverse.review_ends_in")
    asked = Step(
        "linkage.referral.needed",
        {"department": coded(*(str(each.value) for each in department)) or coded("procuratorate")},
        (*department, *ends_in),
        evidence=matter.evidence("penalty_needed", "confiscation_needed"),
        proof=need,
    )
    if need is Proof.NOT_MET:
        made = Referral(
            "end_of_review",
            "procuratorate",
            "",
            ("end_of_review_decision",) if ends_in else (),
            _in_force(matter, (REVIEW_CLOCK,)),
        )
        return Answer(made, (first, asked, _sent(made, *ends_in)))
    papers, approved = (
        matter.at_decision("transfer.reverse.papers"),
        matter.at_decision("transfer.reverse.approved_by"),
    )
    clocks = (*REVERSE_CLOCKS, URGENT_CLOCK) if matter.known("is_urgent") else REVERSE_CLOCKS
    made = Referral(
        "reverse",
        "procuratorate",
        "competent_authority",
        papers.items,
        _in_force(matter, clocks),
        approved_by=str(approved.value),
    )
    asks = (Step("linkage.referral.ask_needed"),) if need is Proof.UNPROVEN else ()
    missing = matter.missing("penalty_needed", "confiscation_needed") if asks else ()
    because = (first, asked, _sent(made, papers, approved))
    return Answer(made, because, asks=asks, missing=missing)


def _in_force(matter: Matter, clocks: tuple[Clock, ...]) -> tuple[Clock, ...]:
    """Those clocks whose rule is in force on the day of the decision."""
    on = matter.decided_on
    return tuple(each for each in clocks if matter.law.is_settled(each.value, on=on))


def _needed(matter: Matter) -> Proof:
    """Whether a penalty or a confiscation of the gain is needed."""
    keys = ("penalty_needed", "confiscation_needed")
    return strongest(claimed(said=matter.known(key)) for key in keys)


def _from_court(matter: Matter, first: Step) -> Answer[Referral]:
    """No crime, or exempted by the court: to the agency, without delay."""
    clock = matter.at_decision("transfer.reverse.court_clock")
    made = Referral("from_court", "judicial_body", "competent_agency", (), (), is_timely=True)
    return Answer(made, (first, _sent(made, clock)))


DIRECTIONS: dict[str, Callable[[Matter, Step], Answer[Referral]]] = {
    "agency_found_crime": _forward,
    "police_no_crime": _downgrade,
    "police_minor": _downgrade,
    "not_prosecuted": _reverse,
    "court_no_crime": _from_court,
    "court_exempted": _from_court,
}
