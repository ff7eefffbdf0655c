"""After a judgment: files read with their slips named, and shares that nobody collects."""

from datetime import date

import pytest

from zhanlian.recovery.judgment import Shelf, judge, read_judgment

ASSET = {"asset_id": "all", "amount_minor": "100.00"}
DEBT = {"debt_id": "V1", "rank": "restitution", "amount_minor": "150.00"}
TOLD, PUBLISHED = date(2023, 3, 1), date(2023, 4, 3)


def shelf(on, **notice):
    said = {"asset": [ASSET], "debt": [DEBT], "notice": [{"debt_id": "V1", **notice}]}
    executed, (found,) = judge(read_judgment(said, where="test"), on)
    assert found.amount_minor == executed.paid_to("V1") == 10_000
    return found.shelf


@pytest.mark.parametrize(
    ("on", "notice", "expected"),
    [
        (date(2023, 5, 1), {}, Shelf.NOTIFY_FIRST),
        (date(2023, 2, 1), {"notified_on": TOLD}, Shelf.NOTIFY_FIRST),
        (date(2023, 5, 1), {"notified_on": TOLD}, Shelf.NOTICE_DUE),
        (date(2024, 4, 3), {"notified_on": TOLD, "published_on": PUBLISHED}, Shelf.NOTICE_RUNS),
        (date(2024, 5, 6), {"notified_on": TOLD, "published_on": PUBLISHED}, Shelf.TREASURY),
        (date(2024, 5, 6), {"published_on": PUBLISHED, "claimed_on": TOLD}, Shelf.COLLECTED),
        (
            date(2024, 6, 1),
            {"published_on": PUBLISHED, "claimed_on": date(2024, 5, 6)},
            Shelf.REFUND_ASKED,
        ),
    ],
)
def test_a_share_waits_a_year_of_notice_before_it_goes_to_the_treasury(on, notice, expected):
    assert shelf(on, **notice) is expected


@pytest.mark.parametrize(
    "said",
    [
        {"asset": [{"asset_id": "a"}]},
        {"asset": [{**ASSET, "secures": [{"creditor": "bank"}]}]},
        {"debt": [{"debt_id": "d", "rank": "civil"}]},
        {"debt": [{**DEBT, "rank": "first"}]},
        {"debt": [DEBT], "notice": [{"debt_id": "V2"}]},
        {"asset": [{**ASSET, "colour": "red"}]},
        {"asset": [{**ASSET, "amount_minor": 1.5}]},
    ],
)
def test_a_slip_in_the_file_is_named(said):
    with pytest.raises(Exception, match="ZL-RECOVERY-102"):
        read_judgment(said, where="test")
