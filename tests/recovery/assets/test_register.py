"""The register of assets: shares of the example case by hand, third parties, what is refused."""

import pytest

from zhanlian.desk import open_traced
from zhanlian.recovery.assets import Ground, Kind, Outcome, check_asset, list_assets, outcome_of
from zhanlian.recovery.assets.listing import Share
from zhanlian.recovery.holding_refusals import BadRecord

CAR = {"asset_id": "car-1", "kind": "vehicle", "name": "样本轿车"}


def checked(**changes):
    return check_asset({**CAR, **changes}, where="row", currency="CNY")


@pytest.mark.parametrize(
    ("found", "outcome"),
    [
        (Ground.OPEN, Outcome.HEAR_FIRST),
        (Ground.GOOD_FAITH, Outcome.LEAVE),
        (Ground.KNEW, Outcome.RECOVER),
        (Ground.FREE, Outcome.RECOVER),
        (Ground.BELOW_MARKET, Outcome.RECOVER),
        (Ground.ILLEGAL, Outcome.RECOVER),
        (Ground.MALICIOUS, Outcome.RECOVER),
    ],
)
def test_a_third_partys_claim_ends_as_the_law_says(found, outcome):
    facts = checked(claimant="样本丙", found=found.value, found_by="样本检察官")
    said, because = outcome_of(facts)
    assert said is outcome
    assert because[0].cites


def test_what_nobody_claims_needs_no_ground():
    assert outcome_of(checked()) == (Outcome.NO_CLAIM, ())


def test_a_share_is_of_what_was_paid():
    assert Share(30_000, 50_000, 100_000).of(200_001) == (60_000, 100_000)
    assert Share(0, 0, 0).of(200_000) == (0, 0)


@pytest.mark.parametrize(
    "change",
    [
        {"value_minor": "1000.00"},  # a value without its day
        {"claimant": "样本丙", "found": "knew"},  # a finding without its finder
        {"paid_by": ["12"]},
        {"kind": "ship"},
        {"colour": "red"},
        {"value_minor": 1.5, "valued_on": "2024-03-05"},
    ],
)
def test_a_record_that_cannot_be_is_refused(change):
    with pytest.raises(BadRecord):
        checked(**change)


def test_the_example_cases_frozen_account_is_in_the_register(example):
    case = open_traced(example)
    try:
        found = {each.asset_id: each for each in list_assets(case)}
    finally:
        case.close()
    frozen = found["0009B0000000201"]
    assert (frozen.kind, frozen.value_minor, frozen.valued_on) == (
        Kind.ACCOUNT, 109_500, "2024-03-05",
    )  # fmt: skip
    assert (frozen.share.low_minor, frozen.share.high_minor) == (9_500, 109_500)
