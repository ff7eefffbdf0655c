"""Methods: the named rules by which mixed money is followed.

in     nothing
out    ``Method`` and ``BornFirst``, and for each its ``Rule`` in both languages, with a version
keeps  a figure is never shown without its method's version; whether a method may be used in a
       given procedure is ``law``'s question

``Method`` is what a case may be traced by. ``BornFirst`` is for comparison with published work:
no court or accountant argues by the age of money across accounts, so no case offers it.
"""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Rule:
    """What a method does, said so that it can stand in a document beside its figures."""

    name: str
    zh: str
    en: str
    version: str
    rounding: str = ""
    caveat: str = ""

    def __str__(self) -> str:
        said = (f"{self.name} {self.version}", self.rounding, self.caveat)
        return ", ".join(each for each in said if each)


class Method(StrEnum):
    """How an outflow of a mixed account is attributed to what came in."""

    FIFO = "fifo"
    LIFO = "lifo"
    PRO_RATA = "pro-rata"
    VICTIM_FIRST = "victim-first"
    LOWEST_BALANCE = "lowest-balance"
    DIRECT = "direct"

    @property
    def rule(self) -> Rule:
        """The rule's name, text, version and rounding."""
        return RULES[self]


class BornFirst(StrEnum):
    """The age of money decides, counted from its birth, not from its arrival in the account."""

    OLDEST = "least-recently-born"
    NEWEST = "most-recently-born"

    @property
    def rule(self) -> Rule:
        """The rule's name, text, version and rounding."""
        return RULES[self]


AnyMethod = Method | BornFirst

RULES: dict[AnyMethod, Rule] = {
    Method.FIFO: Rule(
        name="先进先出",
        zh="先进入账户的资金先转出；一笔转出带走的各部分按原顺序进入收款账户。",
        en="Money that came in first leaves first; what leaves together arrives in the same order.",
        version="fifo/1",
    ),
    Method.LIFO: Rule(
        name="后进先出",
        zh="后进入账户的资金先转出；转出的各部分逐一进入收款账户，最后进入的最先再转出。",
        en="Money that came in last leaves first; the parts arrive one at a time, newest on top.",
        version="lifo/1",
    ),
    Method.PRO_RATA: Rule(
        name="按比例",
        zh="每笔转出按转出时账户内各来源资金的比例带走；分位按累计取整，各来源误差不足一分。",
        en="Each outflow carries the account's mix at that moment; cumulative rounding keeps every"
        " part within one minor unit of its exact share.",
        version="pro-rata/1",
        rounding="cumulative-floor (累计取整)",
    ),
    Method.VICTIM_FIRST: Rule(
        name="赃款先出",
        zh="被害人资金先于其他资金转出，被害人资金之间先进先出。",
        en="Victims' money leaves before any other; among victims, first in first out.",
        version="victim-first/1",
    ),
    Method.LOWEST_BALANCE: Rule(
        name="最低余额(合法先出)",
        zh="其他资金先转出，被害人资金最后转出；留存的被害人资金不超过其进入后的最低余额，"
        "之后的进账不能补足。",
        en="Other money leaves first, victims' money last, oldest first; what is left of a receipt"
        " never exceeds the lowest balance since, and later credits do not refill it.",
        version="lowest-balance/1",
    ),
    Method.DIRECT: Rule(
        name="逐笔对应",
        zh="转出时账户内只有同一被害人的资金，或转出金额等于紧邻的上一笔可识别进账、其间无其他"
        "进账且同一秒内无其他进账的，逐笔对应成立；否则按先进先出列示，转出部分和留存部分均归为"
        "不能逐笔对应。",
        en="An outflow is matched if the account held one victim's money and nothing else, or if it"
        " equals the last identified credit with no other credit since or in the same second;"
        " otherwise it is shown by FIFO, and what left and what stayed are both unmatched.",
        version="direct/1",
    ),
    BornFirst.OLDEST: Rule(
        name="最早产生者先出",
        zh="产生时间最早的资金先转出，不论其何时进入本账户；仅用于与公开文献结果比对。",
        en="Money born first leaves first, whenever it entered this account; for comparison with"
        " published results only.",
        version="least-recently-born/1",
    ),
    BornFirst.NEWEST: Rule(
        name="最近产生者先出",
        zh="产生时间最近的资金先转出，不论其何时进入本账户；仅用于与公开文献结果比对。",
        en="Money born last leaves first, whenever it entered this account; for comparison with"
        " published results only.",
        version="most-recently-born/1",
    ),
}


def method_named(name: str) -> AnyMethod:
    """The method of that name; raises ``ValueError`` for a name that is none."""
    return BornFirst(name) if name in tuple(BornFirst) else Method(name)


POISON_RULE = Rule(
    name="沾染",
    zh="账户收到任何来源的资金即为沾染，其后的每笔转出都带上账户内已有的全部来源；"
    "所列金额为上限，各账户之和不守恒。",
    en="An account that received money of an origin is tainted by it, and taints whatever it pays;"
    " amounts are upper bounds and do not add up.",
    version="poison/1",
    caveat="上限、不守恒 (upper bounds, not conserved)",
)
