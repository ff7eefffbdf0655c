"""Disguises that fraudsters use, twelve of them, with a fixed seed for each text.

A disguise takes a text and a random generator and gives the text as somebody would hide it.
"""

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from random import Random

from opencc import OpenCC

Disguise = Callable[[str, Random], str]

SHARE = 0.25
FILLER = (
    "今天天气不错，我们去公园走了一圈，湖边的柳树都绿了，孩子们在草地上放风筝，回来路上买了点菜，晚上做了番茄炒蛋和"
    "青菜豆腐汤，吃完饭看了一会儿电视，外面下起了小雨，窗台上的花都开了，邻居送来一袋橘子，很甜，改天请他们过来坐坐。"
    "周末打算把书房整理一下，旧杂志可以捐给社区图书角，顺便去理个头发，再给自行车打打气，听说河边新修了一条步道。"
)
LOOKALIKE = dict(zip("aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ", strict=True))
DRAWN = {
    "微信": "🛰",
    "银行卡": "💳",
    "钱": "💰",
    "手机": "📱",
    "电话": "📞",
    "链接": "🔗",
    "加": "➕",
}
CODED = {
    "微信": "薇信",
    "qq": "扣扣",
    "转账": "转帐",
    "支付宝": "支付饱",
    "佣金": "佣经",
    "账户": "帐户",
}
CIRCLED = dict(zip("0123456789", "⓪①②③④⑤⑥⑦⑧⑨", strict=True))
FULL_WIDTH = {chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)}


def is_chinese(mark: str) -> bool:
    """Whether a character is a Chinese one."""
    return "\u4e00" <= mark <= "\u9fff"


@cache
def sounds() -> dict[str, tuple[str, str]]:
    """Every character's syllable and the characters that sound the same."""
    lines = (files("zhanlian.screening") / "data" / "pinyin.txt").read_text("utf-8").splitlines()
    pairs = (line.split() for line in lines)
    return {mark: (syllable, same) for syllable, same in pairs for mark in same}


@cache
def traditional_of(text: str) -> str:
    """The text in traditional characters."""
    return OpenCC("s2t").convert(text)


def _some(text: str, random: Random, change: Callable[[str], str]) -> str:
    return "".join(
        change(mark) if is_chinese(mark) and random.random() < SHARE else mark for mark in text
    )


def _between(text: str, marks: str, random: Random) -> str:
    return "".join(
        mark + (random.choice(marks) if is_chinese(mark) and random.random() < 2 * SHARE else "")
        for mark in text
    )


def _words(text: str, table: dict[str, str]) -> str:
    for word, meant in table.items():
        text = text.replace(word, meant)
    return text


DISGUISES: dict[str, Disguise] = {
    "none": lambda text, _: text,
    "traditional": lambda text, _: traditional_of(text),
    "full width": lambda text, _: "".join(FULL_WIDTH.get(mark, mark) for mark in text),
    "look-alike letters": lambda text, _: "".join(LOOKALIKE.get(mark, mark) for mark in text),
    "zero width": lambda text, random: _between(text, "\u200b\u200d\u2060", random),
    "spaces": lambda text, random: _between(text, " ", random),
    "separators": lambda text, random: _between(text, ".*-_|~", random),
    "emoji between": lambda text, random: _between(text, "😀🔥✨🎉", random),
    "drawn words": lambda text, _: _words(text, DRAWN),
    "code words": lambda text, _: _words(text, CODED),
    "circled digits": lambda text, _: "".join(CIRCLED.get(mark, mark) for mark in text),
    "pinyin": lambda text, random: _some(text, random, lambda m: sounds().get(m, (m, ""))[0]),
    "same sound": lambda text, random: _some(
        text, random, lambda m: random.choice(sounds().get(m, ("", m))[1])
    ),
    "200 harmless characters": lambda text, _: (FILLER * 2)[:100] + text + FILLER[:100],
}
