"""Capital figures (大写金额): amounts as they are written on papers of payment in China.

in     whole fen
out    such as 壹仟零玖拾伍元整
keeps  one amount, one spelling; the words say the same fen as the figure
law    none: the custom of bank papers (zero runs as one 零, 整 where no fen follows)
"""

__all__ = ["capital_amount"]

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿", "万亿", "亿亿")
TEN, GROUP, FEN_A_YUAN = 10, 10_000, 100
ZERO = DIGITS[0]


def capital_amount(amount_fen: int) -> str:
    """An amount in yuan, in capital figures.

    >>> capital_amount(109_500), capital_amount(1_000_005)
    ('壹仟零玖拾伍元整', '壹万元零伍分')
    """
    sign = "负" if amount_fen < 0 else ""
    yuan, fen = divmod(abs(amount_fen), FEN_A_YUAN)
    whole = f"{_whole(yuan)}元" if yuan or not fen else ""
    return sign + whole + _parts(fen, after_yuan=bool(yuan))


def _parts(fen: int, *, after_yuan: bool) -> str:
    """Jiao and fen, or 整 where there are none."""
    if not fen:
        return "整"
    jiao, last = divmod(fen, TEN)
    head = f"{DIGITS[jiao]}角" if jiao else (ZERO if after_yuan else "")
    return head + (f"{DIGITS[last]}分" if last else "整")


def _whole(yuan: int) -> str:
    """Whole yuan: groups of four digits, each with its own name."""
    if not yuan:
        return ZERO
    said, needs_zero = "", False
    for place in reversed(range(len(GROUPS))):
        group = yuan // GROUP**place % GROUP
        if not group:
            needs_zero = bool(said)
            continue
        if said and (needs_zero or group < GROUP // TEN):
            said += ZERO
        said += _four(group) + GROUPS[place]
        needs_zero = False
    return said


def _four(group: int) -> str:
    """Up to four digits, their inner zeros said once."""
    said, gap = "", False
    for place in reversed(range(len(PLACES))):
        digit = group // TEN**place % TEN
        if digit:
            said += (ZERO if gap and said else "") + DIGITS[digit] + PLACES[place]
            gap = False
        else:
            gap = True
    return said
