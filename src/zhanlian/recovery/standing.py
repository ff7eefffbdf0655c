"""Standing: how a bank holds an account on a day: frozen, only stopped, waiting, lapsed, free.

out    ``Standing``, which ``measures.list_standings`` finds for every account
keeps  only a freeze in force is frozen money; a stop payment, a waiting freeze and a lapsed one
       are not
law    rules on returning frozen funds (银监发〔2016〕41号) art. 2
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

__all__ = ["Hold", "Standing"]


class Hold(StrEnum):
    """How an account is held; only ``FROZEN`` lets money be returned."""

    FROZEN = "frozen"
    STOPPED = "stop_pay"
    WAITING = "queued_freeze"
    LAPSED = "lapsed"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Standing:
    """An account on a day; ``frozen_minor`` is None where no bank stated the amount."""

    account_id: str
    hold: Hold
    frozen_minor: int | None
    ends_on: date | None
