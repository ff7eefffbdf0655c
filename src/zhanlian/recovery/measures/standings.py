"""Standings: per account, how all its measures together hold it on a day.

in     the case's measures, fed back and recorded; a day
out    ``Standing`` per account, the type that plans and payments are refused by
keeps  only a freeze that is surely in force is frozen money: one in doubt is not, nor is a waiting
       one whose coming into effect was only computed
"""

from collections.abc import Iterable
from datetime import date

from zhanlian.evidence import Case
from zhanlian.recovery.measures.listing import Held, State, list_measures
from zhanlian.recovery.measures.reading import Kind, Measure, read_measures
from zhanlian.recovery.standing import Hold, Standing

__all__ = ["list_standings"]


def list_standings(case: Case, on: date) -> dict[str, Standing]:
    """The standing of every account or asset that a measure was ever put on."""
    return standings_of(read_measures(case), on)


def standings_of(measures: Iterable[Measure], on: date) -> dict[str, Standing]:
    """The same for measures that were read already."""
    by_asset: dict[str, list[Held]] = {}
    for each in list_measures(tuple(measures), on):
        by_asset.setdefault(each.asset_id, []).append(each)
    return {asset_id: _standing(asset_id, held) for asset_id, held in by_asset.items()}


def _standing(asset_id: str, held: Iterable[Held]) -> Standing:
    live = [each for each in held if each.state is State.LIVE]
    for each in reversed(live):
        if each.kind is Kind.FREEZE:
            return Standing(asset_id, Hold.FROZEN, each.amount_minor, each.ends_on)
    for each in live:
        if each.kind is Kind.STOP:
            return Standing(asset_id, Hold.STOPPED, None, each.ends_on)
    if any(_waits(each) for each in held):
        return Standing(asset_id, Hold.WAITING, None, None)
    ended = [
        each.ends_on
        for each in held
        if each.kind is Kind.FREEZE and each.state is State.LAPSED and each.ends_on
    ]
    hold = Hold.LAPSED if ended else Hold.FREE
    return Standing(asset_id, hold, None, max(ended, default=None))


def _waits(held: Held) -> bool:
    is_computed = held.kind is Kind.QUEUED and held.state is State.LIVE
    return held.state is State.WAITING or is_computed
