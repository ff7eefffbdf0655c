"""Steps: what moved a person through the procedure, what moved a term, and what came of it.

keeps  no end of a term is stored: it is computed from these events; an outcome counts a person,
       on a day, so that a public figure can be traced to its rows
"""

from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column

from zhanlian.supervision.tables.base import link, one_of
from zhanlian.supervision.tables.cases import InCase, InRegion


class TermMove(StrEnum):
    """What may happen to a running term besides its start and its end by a step."""

    SUSPEND = "suspend"
    RESUME = "resume"
    EXTEND = "extend"
    RESTART = "restart"
    END = "end"


class OutcomeKind(StrEnum):
    """What happened to a person, as public figures count it."""

    CAUGHT = "caught"
    ARREST_APPROVED = "arrest_approved"
    PROSECUTED = "prosecuted"
    CONVICTED = "convicted"


class ChainPlace(StrEnum):
    """Where in the chain a person stood."""

    FINANCIER = "financier"  # 金主
    SMUGGLER = "smuggler"  # 蛇头
    BACKBONE = "backbone"  # 骨干
    CORE = "core"
    FRONT_END = "front_end"
    BACK_END = "back_end"
    OTHER = "other"


class BorderAct(StrEnum):
    """Offence against border control (妨害国边境管理)."""

    NONE = "none"
    CROSSING = "crossing"  # 偷越
    ORGANISING = "organising"  # 组织他人偷越
    TRANSPORTING = "transporting"  # 运送他人偷越


class CampaignKind(StrEnum):
    """How cases and leads are fought together."""

    CLUSTER = "cluster"  # 集群战役
    REGIONAL = "regional"  # 区域会战


class PersonStep(InCase):
    """One step of a person from a stage of the law room's track ``person`` to the next."""

    party_id: Mapped[str] = link("party")
    to_stage: Mapped[str]
    happened_at: Mapped[int]
    document: Mapped[str] = mapped_column(default="")


class TermEvent(InCase):
    """Something that moved a person's term: an extension, a suspension, an act done."""

    party_id: Mapped[str] = link("party")
    clock: Mapped[str]
    """A key of the law room's clocks."""

    move: Mapped[TermMove] = one_of(TermMove)
    happened_at: Mapped[int]
    ground: Mapped[str] = mapped_column(default="")
    length: Mapped[int | None]
    approved_by: Mapped[str] = mapped_column(default="")
    document: Mapped[str] = mapped_column(default="")


class Outcome(InCase):
    """A person counted: what happened, when, and as whom."""

    party_id: Mapped[str] = link("party")
    kind: Mapped[OutcomeKind] = one_of(OutcomeKind)
    happened_on: Mapped[date]
    place: Mapped[ChainPlace] = one_of(ChainPlace)
    border: Mapped[BorderAct] = one_of(BorderAct)
    is_returnee: Mapped[bool] = mapped_column(default=False)
    """Caught after coming back from abroad (回流)."""

    is_domestic: Mapped[bool] = mapped_column(default=False)
    """Caught for a related offence in the country (境内涉诈关联犯罪)."""


class Campaign(InRegion):
    """A campaign that groups cases and leads."""

    kind: Mapped[CampaignKind] = one_of(CampaignKind)
    name: Mapped[str]
    launched_on: Mapped[date]
