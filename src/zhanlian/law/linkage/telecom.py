"""Telecom penalties (反电信网络诈骗法 第三十八至四十四条): fines as functions of the gain.

in     ``Matter``: conduct, gain, how serious
out    ``Answer[Penalty]``
keeps  a gain of exactly the threshold is not under it, so the multiple applies; a gain not known
       gives both readings; the gain is taken before any fine; only the police detain
law    Anti-Telecom Fraud Law arts 38(2), 39-44
"""

from zhanlian.law.answers import Answer, Proof, Reading, Step
from zhanlian.law.linkage.grades import Detention, Fine, Grade, Joined, Penalty, whole
from zhanlian.law.linkage.matter import Matter, coded
from zhanlian.law.proofs import claimed
from zhanlian.law.values import Value

__all__ = ["institution_penalty", "telecom_penalty"]

INTERNET_GROUNDS = {"atfl_41", "atfl_43"}


def telecom_penalty(matter: Matter, ground: str) -> Answer[Penalty]:
    """The penalty of art. 38, 42 or 44 (``atfl_38`` ...); both fines where the gain is unknown."""
    article = f"atfl.art{ground.removeprefix('atfl_')}"
    rule = matter.at_act(f"{article}.fine")
    first = Step("linkage.penalty.ground", {"ground": coded(ground)})
    gain = Step("linkage.penalty.gain", {"gain_fen": matter.known("gain_fen")}, cites=rule.cites,
                evidence=matter.evidence("gain_fen"))  # fmt: skip
    detention, held = _detention(matter, article)
    because: tuple[Step, ...] = (first, gain, held, _authority(matter, article))
    readings = [
        Reading(_penalty(matter, article, ground, (fine, detention)), (step,))
        for fine, step in _fines(rule, matter.known("gain_fen"))
    ]
    asks = () if detention.proof is not Proof.UNPROVEN else (_ask_serious(ground),)
    missing = matter.missing("gain_fen", *(["is_serious"] if asks else []))
    if len(readings) == 1:
        because = (*because, *readings[0].because)
        return Answer(readings[0].value, because, asks=asks, missing=missing)
    asks = (Step("linkage.penalty.ask_gain", {"ground": coded(ground)}), *asks)
    return Answer(None, because, tuple(readings), asks, missing)


def _penalty(matter: Matter, article: str, ground: str, threat: tuple[Fine, Detention]) -> Penalty:
    fine, detention = threat
    return Penalty(
        ground=ground,
        grade=Grade("ordinary", detention, fine, Joined.AND),
        decided_by=matter.at_act(f"{article}.authority").items,
        detained_by=matter.at_act("atfl.detention_authority").items,
        takes_gain=True,
        confiscate_fen=matter.known("gain_fen"),
    )


def _fines(rule: Value, gain_fen: int | None) -> list[tuple[Fine, Step]]:
    """The fine for the gain; both fines where the gain is not known."""
    threshold_fen = whole(rule, "gain_threshold_fen")
    assert threshold_fen is not None
    made = []
    if gain_fen is None or gain_fen >= threshold_fen:
        made.append(_multiple(rule, gain_fen, threshold_fen))
    if gain_fen is None or gain_fen < threshold_fen:
        cap_fen = whole(rule, "cap_fen")
        facts = {"threshold_fen": threshold_fen, "high_fen": cap_fen}
        made.append((Fine(None, cap_fen), Step("linkage.penalty.capped", facts, (rule,))))
    return made


def _multiple(rule: Value, gain_fen: int | None, threshold_fen: int) -> tuple[Fine, Step]:
    """A multiple of the gain; of a gain not known only the least possible fine is known."""
    low, high = whole(rule, "times_low"), whole(rule, "times_high")
    assert low is not None
    assert high is not None
    high_fen = None if gain_fen is None else gain_fen * high
    fine = Fine((threshold_fen if gain_fen is None else gain_fen) * low, high_fen, low, high)
    facts = {"threshold_fen": threshold_fen, "times_low": low, "times_high": high,
             "low_fen": fine.low_fen, "high_fen": fine.high_fen}  # fmt: skip
    return fine, Step("linkage.penalty.multiple", facts, (rule,))


def _detention(matter: Matter, article: str) -> tuple[Detention, Step]:
    rule = matter.at_act(f"{article}.detention")
    condition, high = str(rule.table["condition"]), whole(rule, "days_high")
    assert high is not None
    proof = Proof.MET if condition == "always" else claimed(said=matter.known("is_serious"))
    detention = Detention(whole(rule, "days_low"), high, condition, proof)
    facts = {"low_days": detention.low_days, "high_days": high, "condition": coded(condition)}
    key = "linkage.penalty.detention" if detention.low_days else "linkage.penalty.detention_to"
    evidence = matter.evidence("is_serious")
    return detention, Step(key, facts, (rule,), evidence=evidence, proof=proof)


def _authority(matter: Matter, article: str) -> Step:
    deciding, detaining = (
        matter.at_act(f"{article}.authority"), matter.at_act("atfl.detention_authority")
    )  # fmt: skip
    facts = {"decided_by": coded(*deciding.items), "detained_by": coded(*detaining.items)}
    return Step("linkage.penalty.authority", facts, (deciding, detaining))


def _ask_serious(ground: str) -> Step:
    return Step("linkage.penalty.ask_serious", {"ground": coded(ground)})


def institution_penalty(matter: Matter, ground: str) -> Answer[Penalty]:
    """The penalty of an institution under art. 39, 40, 41 or 43; both grades where unknown."""
    duties = matter.at_act("atfl.institution.duties")
    facts = {"ground": coded(ground), "duties_count": whole(duties, ground)}
    first = Step("linkage.penalty.institution", facts, (duties,))
    is_serious = matter.known("is_serious")
    kinds = [("minor", is_serious is not True), ("serious", is_serious is not False)]
    readings = [_institution(matter, ground, kind) for kind, is_open in kinds if is_open]
    if len(readings) == 1:
        return Answer(readings[0].value, (first, *readings[0].because))
    asks, missing = (_ask_serious(ground),), matter.missing("is_serious")
    return Answer(None, (first,), tuple(readings), asks, missing)


def _institution(matter: Matter, ground: str, kind: str) -> Reading[Penalty]:
    """A minor breach: warning or fine. A serious one: fine, persons, further measures."""
    names = [f"{kind}_fine", f"{kind}_measures", "authority"]
    rests = {name: matter.at_act(f"atfl.institution.{name}") for name in names}
    measures, persons = rests[f"{kind}_measures"].items, None
    if kind == "serious":
        rests["persons_fine"] = matter.at_act("atfl.institution.persons_fine")
        persons = Fine(rests["persons_fine"].low, rests["persons_fine"].high)
        if ground in INTERNET_GROUNDS:
            rests["site"] = matter.at_act("atfl.institution.site_measures")
            measures += rests["site"].items
    fine = Fine(rests[f"{kind}_fine"].low, rests[f"{kind}_fine"].high)
    joined = Joined.AND if kind == "serious" else Joined.OR
    penalty = Penalty(
        ground=ground,
        grade=Grade(kind, None, fine, joined, measures),
        decided_by=rests["authority"].items,
        persons_fine=persons,
    )
    facts = {"low_fen": fine.low_fen, "high_fen": fine.high_fen, "measures": coded(*measures)}
    return Reading(
        penalty, (Step(f"linkage.penalty.institution_{kind}", facts, tuple(rests.values())),)
    )
