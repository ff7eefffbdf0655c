"""Shapes: what an entity is.

keeps  ``text`` is exactly the characters ``start``..``end`` of what was given; ``value`` is the
       normal form by which two mentions are compared; amounts are plain decimal text, never
       floats; a masked number is a key for searching, never an identity
"""

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Entity", "EntityType", "Role"]


class EntityType(StrEnum):
    """Kinds of entities, in the spelling of the evidence tables."""

    PHONE = "PHONE"
    LANDLINE = "LANDLINE"
    SERVICE = "SERVICE"
    BANKCARD = "BANKCARD"
    BANKCARD_MASKED = "BANKCARD_MASKED"
    CARD_TAIL = "CARD_TAIL"
    ACCOUNT = "ACCOUNT"
    IDCARD = "IDCARD"
    USCC = "USCC"
    URL = "URL"
    EMAIL = "EMAIL"
    IP = "IP"
    WECHAT = "WECHAT"
    QQ = "QQ"
    QQGROUP = "QQGROUP"
    TELEGRAM = "TELEGRAM"
    MEETING = "MEETING"
    APP = "APP"
    TRON = "TRON"
    BTC = "BTC"
    ETH = "ETH"
    COIN = "COIN"
    AMOUNT = "AMOUNT"
    DATE = "DATE"
    PLATE = "PLATE"


class Role(StrEnum):
    """Whose the thing is, by the nearest cue of its clause."""

    VICTIM = "victim"
    SUSPECT = "suspect"
    PAYEE = "payee"
    TOOL = "tool"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Entity:
    """One mention.

    ``is_checked`` is None where the kind has no check digit. ``is_approximate``: about, more
    than. ``is_rate``: per day, per month: no loss. ``rule`` names what found it, and for a day
    how a missing year was filled in.
    """

    type: EntityType
    start: int
    end: int
    text: str
    value: str
    rule: str
    is_checked: bool | None = None
    is_approximate: bool = False
    is_rate: bool = False
    role: Role = Role.UNKNOWN
