"""Words inside free text, and lines that are not data.

keeps  one pattern serves Python and DuckDB: literals and the plainest expressions only
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from zhanlian.intake.synonyms.names import normalise_header

TITLE_PREFIX = re.compile(r"^\(?[一二三四五六七八九十\d]{1,3}[)、.]+(?=\D)")
TITLE_SUFFIX = re.compile(r"(?:\(?共?\d+[条笔]\)?(?:记录)?|列表)$")
NAMED_BY_BANK = re.compile(r"^.{0,20}?(?:银行|农商行|信用社|农信社|支付|公司)[a-z0-9]?")


@cache
def _read(file: str) -> Mapping[str, Any]:
    text = files("zhanlian.intake.synonyms").joinpath(file).read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def words_pattern(name: str) -> str:
    """One list of words (``word_lists`` names them) as a regular expression.

    >>> import re
    >>> bool(re.search(words_pattern("reversal"), "跨行冲正"))
    True
    """
    told = _read("words.toml")[name]
    literal = [re.escape(word).replace("\\ ", " ") for word in told["words"]]
    return "|".join([*sorted(literal, key=len, reverse=True), *told.get("patterns", ())])


def word_lists() -> tuple[str, ...]:
    """The names of the lists ``words_pattern`` knows."""
    return tuple(sorted(_read("words.toml")))


@cache
def _compiled(name: str) -> re.Pattern[str]:
    return re.compile(words_pattern(name))


def is_transit_name(text: str) -> bool:
    """Whether a name is a payment or clearing company or a bank's own account.

    >>> is_transit_name("财付通支付科技有限公司"), is_transit_name("样本二级甲")
    (True, False)
    """
    return bool(_compiled("channel").search(text))


@cache
def _footer() -> re.Pattern[str]:
    told = _read("lines.toml")["footers"]
    starts = "|".join(sorted((re.escape(_solid(word)) for word in told["starts"]), key=len)[::-1])
    return re.compile("|".join([f"^(?:{starts})", *told["patterns"]]))


def is_footer(text: str) -> bool:
    """Whether a line that begins with this cell closes a table: totals, page marks, notes.

    >>> is_footer("合 计"), is_footer("第 1 页 共 3 页"), is_footer("合计划有限公司")
    (True, True, False)
    """
    solid = _solid(text)
    return bool(_footer().search(solid)) and not solid.endswith(("公司", "有限合伙)", "合作社"))


@cache
def _section_titles() -> frozenset[str]:
    return frozenset(
        normalise_header(name) for name in _read("lines.toml")["section_titles"]["names"]
    )


def is_section_title(text: str) -> bool:
    """Whether a lone cell is the title of a section.

    >>> is_section_title("【关联子账户信息】"), is_section_title("样例农商行账户信息")
    (True, True)
    """
    plain = TITLE_SUFFIX.sub("", normalise_header(text.strip("-=—_ "))).strip(":")
    plain = TITLE_PREFIX.sub("", plain)
    titles = _section_titles()
    return plain in titles or NAMED_BY_BANK.sub("", plain) in titles


def _solid(text: str) -> str:
    """Half-width, lower case, no blanks; edges stay, they are part of a line's look."""
    return "".join(normalise_header(part) or part for part in text.split())
