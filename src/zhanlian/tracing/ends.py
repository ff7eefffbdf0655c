"""Ends: accounts where money stops being followed, and what kind of place each is.

in     an account id with what the account table says of it
out    ``End``: the kind of place, or ``End.NONE`` for an account that money passes through
keeps  every reserved account is an end: what comes back from "cash", "unknown" or a name
       without a number is not known to be the same money; clearing accounts of payment
       companies are ends by their name, because every customer's money meets there
source docs/methods.md, Ends, or sinks (终点)
"""

import re
from enum import StrEnum


class End(StrEnum):
    """What kind of place an account is, for the question where money left the data."""

    NONE = "none"
    CASH = "cash"
    MERCHANT = "merchant"
    CHANNEL = "channel"
    CHAIN = "chain"
    UNNAMED = "unnamed"
    GAP = "gap"
    SETTING = "setting"
    CONVERTED = "converted"
    DECLARED = "declared"


GAP = "@gap:"
UNOWNED = "@unowned:"
CONVERT = "@convert:"  # where money of one currency ends that a decision exchanged for another
ORIGIN = "@origin:"  # where money of a declared origin comes from
RESERVED = {
    "@cash:": End.CASH,
    "@merchant:": End.MERCHANT,
    "@channel:": End.CHANNEL,
    "@fee:": End.CHANNEL,
    "@interest:": End.CHANNEL,
    GAP: End.GAP,
    CONVERT: End.CONVERTED,
    ORIGIN: End.DECLARED,
    UNOWNED: End.NONE,  # a statement whose own number is missing is still a statement
}
CLEARING_NAME = re.compile(
    r"财付通支付|支付宝[（(]中国[)）]|支付宝.*备付金|网联清算|银联商务|银联.*清算|待清算|清算资金"
    r"|客户备付金|内部户|利息支出|快捷支付.*(?:清算|备付)"
)
ENDS = tuple(End)
CHAIN_SCHEMES = ("chain", "exchange")


def end_of(account_id: str, *, is_held: bool, scheme: str, holder_name: str) -> End:
    """The end that an account is by nature; a held account is none.

    >>> end_of("@cash:1", is_held=False, scheme="reserved", holder_name="").value
    'cash'
    >>> end_of("9", is_held=False, scheme="bank", holder_name="财付通支付科技有限公司").value
    'channel'
    >>> end_of("9", is_held=False, scheme="bank", holder_name="样*丙").value
    'none'
    """
    if account_id.startswith("@"):
        head = account_id[: account_id.find(":") + 1]
        return RESERVED.get(head, End.UNNAMED)
    if not is_held and scheme == "bank" and CLEARING_NAME.search(holder_name):
        return End.CHANNEL
    return End.NONE


def code_of(end: End) -> int:
    """The place of an end in ``list(End)``: how arrays hold it."""
    return ENDS.index(end)


def is_chain(scheme: str) -> bool:
    """Whether an account lies on a chain or at an exchange."""
    return scheme.startswith(CHAIN_SCHEMES)
