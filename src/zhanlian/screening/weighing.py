"""Weighing: one probability out of signals as meant, links, disguise and the model.

in     ``Speech``, the links of the text, the steps that undid a disguise, the model's score
out    ``Weighed``: the probability that somebody plays a trick, fraud types with their shares
keeps  every number is in data/weighing.toml; without a model the rules answer alone, and say so
"""

import math
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from zhanlian.screening.links import Link, LinkMark
from zhanlian.screening.scoring import Opinion
from zhanlian.screening.speech import Act, Heard, Speech

__all__ = ["State", "TypeShare", "Weighed", "weigh", "weighing_rules"]

SURE_LEAST = 1e-4
OTHER = "other_fraud"
LINK_TYPE = "phishing_link"
LINK_SIGNALS = frozenset({"link", "click_to_act", "scan_code"})


class State(StrEnum):
    """The verdict. There is no "safe"."""

    HIGH = "high"
    UNSURE = "unsure"
    NOTHING_FOUND = "nothing_found"


@dataclass(frozen=True, slots=True)
class TypeShare:
    """A fraud type and its share among the types."""

    code: str
    share: float


@dataclass(frozen=True, slots=True)
class Weighed:
    """``total``: what the signals add up to; ``model``: its own probability, if there is one."""

    probability: float
    total: float
    has_hard: bool
    types: tuple[TypeShare, ...]
    model: float | None


@cache
def weighing_rules() -> Mapping[str, Any]:
    """The numbers of the rules' file."""
    file = files("zhanlian.screening") / "data" / "weighing.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def weigh(
    speech: Speech,
    links: tuple[Link, ...],
    disguises: tuple[str, ...],
    *,
    opinion: Opinion | None = None,
) -> Weighed:
    """Add up what was found. Cost: one pass over the signals."""
    strongest = strongest_hits(speech.heard)
    total = sum(each.weight for each in strongest) + _beside(strongest, links, disguises)
    rules = weighing_rules()
    probability = None if opinion is None else opinion.probability
    if probability is None:
        z = rules["rules_alone"]["base"] + rules["rules_alone"]["rules"] * total
    else:
        numbers = rules["with_model"]
        odds = _odds(probability) * (
            rules["weights"]["model_rebate"] if speech.acts & EXCUSED and total <= 0 else 1
        )
        z = numbers["base"] + numbers["rules"] * total + numbers["model"] * odds
    return Weighed(
        probability=1 / (1 + math.exp(-z)),
        total=total,
        has_hard=any(each.hit.signal.is_hard and each.factor == 1 for each in strongest)
        or any(set(each.marks) & TELLING for each in links),
        types=_types(strongest, links, {} if opinion is None else opinion.types),
        model=probability,
    )


TELLING = frozenset({
    LinkMark.LOOKS_LIKE, LinkMark.NAME_IN_FRONT, LinkMark.USER_PART, LinkMark.PACKAGE,
    LinkMark.OTHER_ALPHABET,
})  # fmt: skip
EXCUSED = frozenset({Act.WARNED, Act.REPORTED, Act.NOTICED})


def strongest_hits(heard: tuple[Heard, ...]) -> list[Heard]:
    """The weightiest hit of each signal that weighs anything, by weight, then by place."""
    best: dict[str, Heard] = {}
    for each in heard:
        known = best.get(each.hit.signal.id)
        if each.weight > 0 and (known is None or each.weight > known.weight):
            best[each.hit.signal.id] = each
    return sorted(best.values(), key=lambda each: (-each.weight, each.hit.start))


def _beside(strongest: list[Heard], links: tuple[Link, ...], disguises: tuple[str, ...]) -> float:
    """Weight of what is no signal: a link that looks wrong, a disguise beside a signal."""
    rules = weighing_rules()
    suspect = any(set(each.marks) - {LinkMark.UNKNOWN_HOST} for each in links)
    hidden = set(disguises) & set(rules["disguises"]["steps"])
    weights = rules["weights"]
    return (weights["link_suspect"] if suspect else 0.0) + (
        weights["disguised"] if hidden and strongest else 0.0
    )


def _odds(probability: float) -> float:
    """Log-odds, kept finite."""
    sure = min(max(probability, SURE_LEAST), 1 - SURE_LEAST)
    return math.log(sure / (1 - sure))


def _types(
    strongest: list[Heard], links: tuple[Link, ...], modelled: Mapping[str, float]
) -> tuple[TypeShare, ...]:
    """Shares of the types that the signals vote for, beside what the model says."""
    votes: dict[str, float] = defaultdict(float)
    for each in strongest:
        for code, vote in each.hit.signal.votes.items():
            votes[code] += vote * each.weight / 2
    means = sum(
        each.hit.signal.votes.get(LINK_TYPE, 0.0) * each.weight / 2
        for each in strongest
        if each.hit.signal.id in LINK_SIGNALS
    )
    if any(vote > 1 for code, vote in votes.items() if code != LINK_TYPE):
        votes[LINK_TYPE] -= max(means - 1, 0.0)  # a link is the means of most tricks
    if not votes and any(not each.is_official for each in links):
        votes[LINK_TYPE] = 1.0
    if not votes and not modelled:
        return ()
    turns = weighing_rules()["turns"]
    scale, power = turns["type_votes"], turns["type_power"]
    codes = {*votes, *modelled}
    raised = {
        code: math.exp(scale * votes.get(code, 0.0))
        * (max(modelled.get(code, 0.0), SURE_LEAST) ** power if modelled else 1.0)
        for code in codes
    }
    whole = sum(raised.values())
    shares = [TypeShare(code, each / whole) for code, each in raised.items()]
    return tuple(sorted(shares, key=lambda each: (-each.share, each.code)))
