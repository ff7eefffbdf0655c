"""Exit bans (不准出境) after a criminal punishment: who may decide one, and between which days.

in     ``Matter``: offences punished, days of completion, the deciding body, a chosen length
out    ``Answer[ExitBan]``: the window, the chosen end, and what is wrong with a decision
keeps  the window runs from completion of the punishment, not from the decision; what completion
       means, and whether related offences count, is shown in every reading and asked
law    Anti-Telecom Fraud Law art. 36(2); months as in 法释〔2021〕1号 art. 202
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from zhanlian.law.answers import Answer, Proof, Reading, Step
from zhanlian.law.clocks.points import add_months
from zhanlian.law.linkage.matter import FIGURES, YEAR_MONTHS, Matter, coded
from zhanlian.law.linkage.refusals import FactNeeded

__all__ = ["ExitBan", "exit_ban"]

TELECOM_FRAUD = "telecom_fraud"
COMPLETIONS = ("released_on", "supervision_ended_on", "supplementary_ended_on")


@dataclass(frozen=True, slots=True)
class ExitBan:
    """A proposed exit ban; a body of the police decides it.

    ``is_possible``: whether the provision reaches the person. ``end_on``: the end that the
    chosen length gives. ``rest_from_on``: the day from which only the rest is left to execute,
    where the decision came after the start. ``faults``: codes of what a decision got wrong.
    """

    is_possible: bool
    start_on: date | None = None
    earliest_end_on: date | None = None
    latest_end_on: date | None = None
    end_on: date | None = None
    rest_from_on: date | None = None
    remind_on: date | None = None
    body_levels: tuple[str, ...] = ()
    executed_by: str = ""
    faults: tuple[str, ...] = ()


def exit_ban(matter: Matter) -> Answer[ExitBan]:
    """The window of an exit ban; every reading where scope or completion is open."""
    matter = _at_its_decision(matter)
    punished = matter.needed("punished_for")
    first = Step(
        "linkage.exit.punished",
        {"offences": coded(*punished) or "linkage.code.none"},
        evidence=matter.evidence("punished_for"),
    )
    if TELECOM_FRAUD in punished:
        return _windows(matter, first)
    related = matter.at_decision("exit_ban.related")
    assert isinstance(related.value, tuple)
    circle = {*related.value, *(each for other in related.others for each in _texts(other))}
    found = [each for each in punished if each in circle]
    if found:
        return _disputed(matter, first, found)
    step = Step(
        "linkage.exit.out_of_scope", {"offences": coded(*punished) or coded("none")}, (related,)
    )
    return Answer(ExitBan(is_possible=False), (first, step))


def _texts(found: object) -> tuple[str, ...]:
    assert isinstance(found, tuple)
    return found


def _at_its_decision(matter: Matter) -> Matter:
    """The same matter on the day the ban was decided, where it was."""
    return replace(matter, decided_on=matter.known("ban_decided_on") or matter.decided_on)


def _disputed(matter: Matter, first: Step, found: list[str]) -> Answer[ExitBan]:
    """Punished for related offences alone: without a ban, and with one. Nobody chooses here."""
    names = ("exit_ban.scope", "exit_ban.related")
    rests_on = tuple(matter.at_decision(name) for name in names)
    facts = {"offences": coded(*found)}
    without = Reading(
        ExitBan(is_possible=False), (Step("linkage.exit.related_outside", facts, rests_on),)
    )
    inside = Step("linkage.exit.related_inside", facts, rests_on)
    try:
        answer = _windows(matter, inside)
    except FactNeeded as lacking:
        answer = Answer(ExitBan(is_possible=True), (inside,), missing=(lacking.key,))
    ask = Step("linkage.exit.ask_scope", facts, rests_on)
    readings = (without, *_readings(answer))
    return Answer(None, (first,), readings, (ask, *answer.asks), answer.missing)


def _readings(answer: Answer[ExitBan]) -> tuple[Reading[ExitBan], ...]:
    if answer.value is None:
        return answer.readings
    return (Reading(answer.value, answer.because),)


def _windows(matter: Matter, first: Step) -> Answer[ExitBan]:
    """One window per defensible day of completion."""
    starts = _completions(matter)
    asks = [*_ask_completion(matter, starts), *_ask_before_law(matter)]
    readings = [_window(matter, key, start_on) for key, start_on in starts]
    missing = matter.missing("ban_body", "ban_months")
    if len({reading.value for reading in readings}) == 1:
        because = (first, *readings[0].because)
        return Answer(readings[0].value, because, asks=tuple(asks), missing=missing)
    return Answer(None, (first,), tuple(readings), tuple(asks), missing)


def _completions(matter: Matter) -> list[tuple[str, date]]:
    """Days on which the punishment may be complete: the one decided by a person, or each known.

    The end of probation or parole goes before the release, because it is the default reading.
    """
    decided = matter.known("punishment_completed_on")
    if decided is not None:
        return [("punishment_completed_on", decided)]
    known = [(key, matter.known(key)) for key in COMPLETIONS]
    found = [(key, on) for key, on in known if on is not None]
    if not found:
        matter.needed("punishment_completed_on")
    default = "supervision_ended_on"
    return sorted(found, key=lambda each: each[0] != default)


def _ask_completion(matter: Matter, starts: list[tuple[str, date]]) -> list[Step]:
    """A question, unless a person has fixed the day."""
    if starts[0][0] == "punishment_completed_on":
        return []
    facts = {"days": tuple(on for _, on in starts)}
    return [
        Step("linkage.exit.ask_completion", facts, (matter.at_decision("exit_ban.completion"),))
    ]


def _ask_before_law(matter: Matter) -> list[Step]:
    """A question where the act came before the provision."""
    if matter.law.is_settled(f"{FIGURES}exit_ban.least_months", on=matter.act_on):
        return []
    rule = matter.at_decision("exit_ban.least_months")
    facts = {"act_on": matter.act_on, "from_on": rule.from_on}
    return [Step("linkage.exit.ask_before_law", facts, (rule,))]


def _window(matter: Matter, key: str, start_on: date) -> Reading[ExitBan]:
    names = ("start", "least_months", "most_years", "end_rule", "factors")
    start, least, most, rule, factors = (matter.at_decision(f"exit_ban.{name}") for name in names)
    levels, executed = (
        matter.at_decision("exit_ban.body_levels"), matter.at_decision("exit_ban.executed_by")
    )  # fmt: skip
    ban = ExitBan(
        is_possible=True,
        start_on=start_on,
        earliest_end_on=add_months(start_on, least.number),
        latest_end_on=add_months(start_on, most.number * YEAR_MONTHS),
        body_levels=levels.items,
        executed_by=str(executed.value),
    )
    facts = {
        "start_on": start_on,
        "completion": coded(key),
        "earliest_on": ban.earliest_end_on,
        "latest_on": ban.latest_end_on,
    }
    step = Step("linkage.exit.window", facts, (start, least, most, rule),
                evidence=matter.evidence(key))  # fmt: skip
    weighed = Step("linkage.exit.factors", {"factors": coded(*factors.items)}, (factors,))
    ban, checks = _checked(matter, ban)
    return Reading(ban, (step, weighed, *checks))


def _checked(matter: Matter, ban: ExitBan) -> tuple[ExitBan, tuple[Step, ...]]:
    """The ban with its chosen end, and each check of a decision that was made."""
    months, decided_on = matter.known("ban_months"), matter.known("ban_decided_on")
    assert ban.start_on is not None
    end_on = None if months is None else add_months(ban.start_on, months)
    reminder_days = matter.known("ban_reminder_days")
    is_late = decided_on is not None and decided_on > ban.start_on
    ban = replace(
        ban,
        end_on=end_on,
        rest_from_on=decided_on if is_late else None,
        remind_on=end_on - timedelta(days=reminder_days) if end_on and reminder_days else None,
    )
    checks = (
        _check_level(matter), _check_length(matter, ban), _check_late(matter, ban),
        _check_served(matter),
    )  # fmt: skip
    made = [check for check in checks if check is not None]
    faults = tuple(code for code, step in made if step.proof is Proof.NOT_MET)
    return replace(ban, faults=faults), tuple(step for _, step in made)


Check = tuple[str, Step]


def _proof(*, holds: bool) -> Proof:
    return Proof.MET if holds else Proof.NOT_MET


def _check_level(matter: Matter) -> Check:
    """The deciding body stands high enough."""
    levels, body = matter.at_decision("exit_ban.body_levels"), matter.known("ban_body")
    proof = Proof.UNPROVEN if body is None else _proof(holds=body in levels.items)
    facts = {"body": None if body is None else coded(body), "levels": coded(*levels.items)}
    evidence = matter.evidence("ban_body")
    return "body_level", Step("linkage.exit.check_level", facts, (levels,), (), evidence, proof)


def _check_length(matter: Matter, ban: ExitBan) -> Check | None:
    """The chosen length lies between the least and the most."""
    months = matter.known("ban_months")
    if months is None:
        return None
    least, most = (
        matter.at_decision("exit_ban.least_months"),
        matter.at_decision("exit_ban.most_years"),
    )
    most_months = most.number * YEAR_MONTHS
    facts = {"months": months, "least": least.number, "most": most_months, "end_on": ban.end_on}
    proof = _proof(holds=least.number <= months <= most_months)
    evidence = matter.evidence("ban_months")
    return "length", Step("linkage.exit.check_length", facts, (least, most), (), evidence, proof)


def _check_late(matter: Matter, ban: ExitBan) -> Check | None:
    """A decision after the start leaves a rest to execute, if any."""
    if ban.rest_from_on is None:
        return None
    rule, last_on = matter.at_decision("exit_ban.late_decision"), ban.end_on or ban.latest_end_on
    assert last_on is not None
    facts = {"start_on": ban.start_on, "decided_on": ban.rest_from_on, "last_on": last_on}
    proof = _proof(holds=ban.rest_from_on <= last_on)
    return "nothing_left", Step("linkage.exit.check_late", facts, (rule,), proof=proof)


def _check_served(matter: Matter) -> Check | None:
    """Service on the person and notice to the immigration authority follow the decision."""
    decided_on = matter.known("ban_decided_on")
    later = [matter.known("ban_served_on"), matter.known("immigration_notified_on")]
    if decided_on is None:
        return None
    facts = {"decided_on": decided_on, "served_on": later[0], "notified_on": later[1]}
    known = [on for on in later if on is not None]
    proof = _proof(holds=all(decided_on <= on for on in known))
    if proof is Proof.MET and len(known) < len(later):
        proof = Proof.UNPROVEN
    evidence = matter.evidence("ban_served_on", "immigration_notified_on")
    rests_on = (matter.at_decision("exit_ban.executed_by"),)
    return "service", Step("linkage.exit.check_served", facts, rests_on, (), evidence, proof)
