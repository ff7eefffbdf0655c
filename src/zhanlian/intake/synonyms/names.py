"""Names: one spelling for the many ways a header is typed.

keeps  the same text in, the same name out; a name says nothing about place or order
"""

import re
import unicodedata
from functools import lru_cache

YUAN, WAN = "(元)", "(万元)"
WAN_WRITTEN = re.compile(r"(?<=.)[(/:_-]?(?:单位:?)?万元\)?$")
EDGES = "'\"“”‘’`*:;,.、。·|[]【】<>《》\ufeff\u200b\u200c\u200d\u2060"
VARIANTS = str.maketrans({"帐": "账", "賬": "账", "戶": "户", "號": "号"})


@lru_cache(maxsize=65_536)
def normalise_header(text: str) -> str:
    r"""A header's name: half-width, no blanks, no quotes at its edges, 帐 as 账, lower case.

    >>> normalise_header("\ufeff日 志 号\t")
    '日志号'
    >>> normalise_header("对方帐号／卡号：")
    '对方账号/卡号'
    >>> normalise_header("交易金额（元）")
    '交易金额(元)'
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    solid = "".join(plain.split()).strip(EDGES)
    return WAN_WRITTEN.sub(WAN, solid.translate(VARIANTS).replace("登陆", "登录"))


def without_unit(name: str) -> str:
    """A normalised name without the (元) or (万元) behind it: 交易金额(元) is 交易金额.

    >>> without_unit("交易金额(元)"), without_unit("交易金额(分)")
    ('交易金额', '交易金额(分)')
    """
    return name.removesuffix(WAN).removesuffix(YUAN)
