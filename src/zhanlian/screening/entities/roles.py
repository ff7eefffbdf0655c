"""Roles: whose a number is, by the nearest cue word of its clause. A proposal, never a finding.

in     the text and an entity's place in it
out    a ``Role``
"""

import re

from zhanlian.screening.entities.shapes import Role

__all__ = ["role_of"]

CLAUSE = re.compile(r"[，。；！？\n]")
CUES = {
    Role.VICTIM: ("受害人", "被害人", "事主", "报案人", "报警人", "其妻", "其母", "家人"),
    Role.PAYEE: (
        "转账至",
        "汇款至",
        "打款至",
        "转入",
        "收款",
        "对方账户",
        "汇至",
        "转到",
        "充入",
        "户名",
    ),
    Role.SUSPECT: ("嫌疑人", "对方", "被告人", "骗子", "客服", "导师", "自称", "涉案", "团伙"),
    Role.TOOL: ("下载", "网址", "网站", "会议", "语音网关", "设备", "链接", "App", "APP"),
}
REACH = 24


def role_of(text: str, start: int, end: int) -> Role:
    """The role whose cue stands nearest before the entity, then after it, in the same clause."""
    head = CLAUSE.split(text[:start])[-1][-REACH:]
    tail = CLAUSE.split(text[end : end + REACH])[0]
    places = [
        (len(head) - head.rfind(cue), role)
        for role, cues in CUES.items()
        for cue in cues
        if cue in head
    ]
    places += [
        (REACH + tail.find(cue), role) for role, cues in CUES.items() for cue in cues if cue in tail
    ]
    return min(places, key=lambda place: place[0], default=(0, Role.UNKNOWN))[1]
