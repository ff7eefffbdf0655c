"""Money: amounts in yuan and amounts of coins, exact, from every way of writing them.

in     a folded text
out    hits with plain decimal values; an amount per day or month is a rate, not a loss
keeps  numbers of people, cases, days and floors are no amounts; in a list such as 5000、8000和
       12000元 the last unit is everyone's
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from zhanlian.screening.entities.hits import Hit
from zhanlian.screening.entities.numerals import CHINESE, read_number
from zhanlian.screening.entities.shapes import EntityType

__all__ = ["find_coins", "find_money"]

PLAIN = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
SCALE = r"[千万亿百]|[wWkK](?![A-Za-z0-9])"
ABOUT = "[余多来]"
MIXED = rf"(?:{PLAIN})[ ]?{ABOUT}?(?:{SCALE})(?:[{CHINESE}]+|\d(?:千|百)?)?(?:亿|万)?"
WORDS = rf"[{CHINESE}]+(?:{ABOUT}[万千百亿]?)?"
NUMBER = rf"(?:{MIXED}|{PLAIN}|{WORDS})"
UNIT = r"(?:元整|元人民币|人民币元|圆整|元|圆|块钱|块|RMB|rmb|CNY)"
MONEY = re.compile(
    rf"(?<![0-9A-Za-z.])(?P<head>人民币|¥|RMB|CNY)?\s*(?P<sign>-)?(?P<number>{NUMBER})"
    rf"\s?(?P<about>{ABOUT})?(?P<unit>{UNIT})?(?P<rate>\s*/\s*(?:天|日|月|年|次|单|小时|人|张|条))?"
)
LISTED = re.compile(rf"(?<![0-9A-Za-z.])(?P<it>(?:{PLAIN})(?:{SCALE})?)(?=\s*[、,和及与]\s*$)")
COUNTED = re.compile(
    r"\s?(?:多|余|几)?(?:名|人|次|条|户|起|份|张|部|台|套|件|天|日|年|月|号|分|时|秒|岁|个|米|公里|"
    r"里|吨|辆|家|位|名|层|栋|号|室|楼|%|％|度|种|类|级|批|路|组|轮|期|届|章|节|款|项|字|页|斤|克|升|平|亩|倍|成|[A-Za-z])"
)
MONEY_CUE = re.compile(
    r"(?:转账|转出|转入|转走|转了|汇款|汇|打款|付款|支付|充值|提现|取现|存|投资|投入|损失|被骗|诈骗|骗走|骗|获利|收取|收款|"
    r"返利|返现|佣金|本金|金额|余额|定金|押金|保证金|手续费|工资|罚金|罚款|借款|贷款|借|退款|赔|赚|花|欠|租金|共计|合计|"
    r"共|总计|约|每月|至今|显示|记录)[^，。；、\d]{0,8}$"
)
COIN = re.compile(
    rf"(?<![0-9A-Za-z.])(?P<it>(?P<number>{MIXED}|{PLAIN}|{WORDS})\s*(?:个|枚)?\s*"
    r"(?P<coin>USDT|usdt|Usdt|泰达币|泰达|U币|u币|BTC|btc|比特币|ETH|eth|以太坊|以太币|TRX|trx|波场币|USDC|usdc|[Uu](?![A-Za-z0-9])))"
)
COINS = {
    "USDT": ("usdt", "泰达币", "泰达", "u币", "u"),
    "BTC": ("btc", "比特币"),
    "ETH": ("eth", "以太坊", "以太币"),
    "TRX": ("trx", "波场币"),
    "USDC": ("usdc",),
}
COIN_OF = {word: coin for coin, words in COINS.items() for word in words}
PRICE = re.compile(r"(?:按|汇率|单价|每个|每枚|折合)[^，。；]{0,6}$")
RATE_AFTER = re.compile(r"(?:的?(?:汇率|价格|单价)|折算|/?[个枚]|一个|每个|兑换)")
SCALES = "千万亿wWkK"
WHOLE_UNITS = ("块钱", "块")  # said after the number, no part of the amount's name
CENTS = re.compile(r"\d\.\d{2}$")
BARE_MIN_DIGITS = 4


def find_coins(folded: str) -> Iterator[Hit]:
    """Amounts of coins, such as 12500.5 USDT."""
    for found in COIN.finditer(folded):
        number = read_number(found["number"])
        if number is not None and number > 0:
            coin = COIN_OF[found["coin"].lower()]
            start, end = found.span("it")
            yield Hit(EntityType.COIN, start, end, f"{_plain(number)} {coin}", "coin")


def find_money(folded: str) -> Iterator[Hit]:
    """Amounts in yuan, with those of a list that share the last one's unit."""
    for found in MONEY.finditer(folded):
        hit = _amount(folded, found)
        if hit is not None:
            if found["unit"] or found["number"][-1] in SCALES:
                yield from _listed_before(folded, hit.start)
            yield hit


def _amount(folded: str, found: re.Match[str]) -> Hit | None:
    said = found["number"]
    number = read_number(said)
    if number is None or not _is_money(folded, found, said):
        return None
    value = -number if found["sign"] else number
    start, end = _span(found)
    is_about = bool(found["about"]) or bool(re.search(ABOUT, said))
    is_about |= folded[max(0, start - 1) : start] in {"约", "近"}
    return Hit(
        EntityType.AMOUNT, start, end, _plain(value), "amount",
        is_approximate=is_about, is_rate=bool(found["rate"]),
    )  # fmt: skip


def _span(found: re.Match[str]) -> tuple[int, int]:
    """人民币 belongs to it, but not in 折合人民币, where it says into what; 块 never does."""
    has_head = found["head"] and not found.string[: found.start("head")].endswith("折合")
    first = "head" if has_head else "sign" if found["sign"] else "number"
    end = found.start("unit") if found["unit"] in WHOLE_UNITS else found.end()
    return found.start(first), end


def _is_money(folded: str, found: re.Match[str], said: str) -> bool:
    """With its unit it is; without, only where the words around it speak of money."""
    if PRICE.search(folded[: found.start("number")]) and RATE_AFTER.match(folded, found.end()):
        return False
    if found["unit"] or found["head"]:
        return True
    if COUNTED.match(folded, found.end("number")):
        return False
    has_scale = said[-1] in SCALES or any(mark in said for mark in "万千亿")
    is_words = not said[0].isdecimal()
    before = folded[: found.start("number")]
    has_cue = MONEY_CUE.search(before.rstrip("-")) is not None
    if is_words:
        return has_scale and len(said) > 1 and has_cue
    if has_scale:
        return True
    is_written_out = "," in said or CENTS.search(said) is not None
    return is_written_out and (has_cue or found["sign"] is not None)


def _listed_before(folded: str, start: int) -> Iterator[Hit]:
    """Bare numbers that stand in a list before an amount with its unit."""
    hits: list[Hit] = []
    while True:
        found = _last_listed(folded[:start])
        if found is None:
            break
        number = read_number(found["it"])
        assert number is not None, "a plain number reads"
        start, end = found.span("it")
        hits.append(Hit(EntityType.AMOUNT, start, end, _plain(number), "amount_in_list"))
    yield from reversed(hits)


def _last_listed(before: str) -> re.Match[str] | None:
    last = None
    for found in LISTED.finditer(before):
        last = found
    return last


def _plain(number: Decimal) -> str:
    """Plain decimal text without idle zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
