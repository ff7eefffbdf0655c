"""Removing: a case text without what could lead to a person.

in     a sentence of a case, the names that stand in the case's record
out    ``Cleaned``: the sentence with a neutral word in each place, and what was taken out by kind
keeps  numbers, addresses, handles, names, places, firms and days are replaced, amounts are
       rounded to one figure, ages to the decade; ``left_over`` reads the result again with the
       same eyes and a stricter one: a sentence in which anything is left is not printed

It removes too much rather than too little: 在某地 for a harmless place name is no loss.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache, partial
from importlib.resources import files
from typing import Any

from zhanlian.screening.entities import Entity, EntityType, find_entities

__all__ = ["Cleaned", "clean", "left_over"]

WAN = 10_000
SMALL_YUAN = 1000
DECADE = 10
HAN = "[\u4e00-\u9fff]"
LONG_NUMBERS = re.compile(r"\d(?:[\s\-]?\d){4,}")
HANDLES = re.compile(r"(?<![A-Za-z0-9])(?=[A-Za-z0-9_\-]*\d)(?=[A-Za-z0-9_\-]*[A-Za-z])[\w\-]{5,}",
                     re.ASCII)  # fmt: skip
QUOTED = re.compile(r"[“\"「《【][^”\"」》】]{1,20}[”\"」》】]")
AGES = re.compile(r"(\d{1,3})(?:周)?岁")
FIRMS = re.compile(rf"{HAN}{{2,12}}?(?:有限公司|有限责任公司|股份公司|集团|事务所)")
SCHOOLS = re.compile(
    rf"(?<!某)(?<=[在于到从是为系，,。]){HAN}{{2,8}}?(?:大学|学院|中学|小学|幼儿园)"
)
HOSPITALS = re.compile(rf"(?<!某)(?<=[在于到从是为系，,。]){HAN}{{2,8}}?(?:医院|卫生院|诊所)")
PLACES = re.compile(
    rf"(?:{HAN}{{2,3}}(?:省|自治区|市))?"
    rf"(?:(?<=[在于到从住位，,。省市]){HAN}{{2,4}}(?:市|区|县|镇|乡|街道|村|小区|社区|路|大道|街|巷|广场))"
    rf"(?:{HAN}{{2,6}}(?:街道|镇|村|小区|社区|路|街|巷))*(?:\d+(?:号楼?|栋|幢|单元|室|层))*"
)
MONTHS = re.compile(
    r"(?:\d{4}|今|去|前|当)年(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:\d{1,2}[日号])?"
)
NAMED = {
    "day": MONTHS,
    "named": QUOTED,
    "company": FIRMS,
    "school": SCHOOLS,
    "hospital": HOSPITALS,
    "place": PLACES,
}
MASKED = re.compile(
    r"某(?:电话|银行卡|尾号|账户|证件号|机构代码|网址|邮箱|网络地址|微信号|QQ号|QQ群|账号|会议号"
    r"|软件|链上地址|车牌|日|号码|人|地|公司|学校|医院|名称)"
)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """``text``: fit to print; ``removed``: how many of each kind were taken out."""

    text: str
    removed: Mapping[str, int]


@cache
def _rules() -> Mapping[str, Any]:
    file = files("zhanlian.screening") / "data" / "education" / "removing.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def _people() -> tuple[re.Pattern[str], ...]:
    """Ways in which a name stands in a report; the name is the group ``name``."""
    rules = _rules()
    name = f"(?P<name>[{rules['surnames']}](?:某{{1,2}}|{HAN}{{1,2}}))"
    masked = f"(?P<name>[{rules['surnames']}]某{{1,2}})"
    return (
        re.compile(
            f"(?:{rules['before_names']})[:：]?{name}(?=[，,（(、。；的]|{rules['after_names']}|$)"
        ),
        re.compile(f"(?:^|(?<=[，,。；（(、]))(?!某){name}(?={rules['after_names']})"),
        re.compile(masked),
    )


def clean(text: str, names: Iterable[str] = ()) -> Cleaned:
    """The text without identifiers."""
    removed: Counter[str] = Counter()
    for name in sorted(set(names), key=lambda each: (-len(each), each)):
        if name:
            removed["PERSON"] += text.count(name)
            text = text.replace(name, _rules()["words"]["person"])
    text = _without_entities(text, removed)
    text = AGES.sub(lambda found: _said("age", removed, value=_decade(found)), text)
    for kind, pattern in NAMED.items():
        text = pattern.sub(partial(_neutral, kind=kind, removed=removed), text)
    text = _without_people(text, removed)
    text = LONG_NUMBERS.sub(partial(_number, removed=removed), text)
    text = HANDLES.sub(lambda _: _said("handle", removed), text)
    return Cleaned(text, dict(sorted(removed.items())))


def left_over(text: str, names: Iterable[str] = ()) -> tuple[str, ...]:
    """Kinds of what a cleaned text still holds; empty where it may be printed."""
    found = find_entities(text)
    kinds = [
        each.type.value
        for each in (*found.entities, *found.doubtful)
        if each.type is not EntityType.AMOUNT and not _is_public(each) and not _is_neutral(each)
    ]
    kinds += ["AMOUNT" for each in found.entities if _is_exact_amount(each)]
    kinds += ["NAME" for name in names if name and name in text]
    kinds += [
        "NAME"
        for pattern in _people()
        for hit in pattern.finditer(text)
        if "某人" not in hit.group()
    ]
    kinds += ["NUMBER" for hit in LONG_NUMBERS.finditer(text) if not _is_kept(hit.group())]
    kinds += ["HANDLE" for _ in HANDLES.finditer(text)]
    return tuple(kinds)


def _without_entities(text: str, removed: Counter[str]) -> str:
    found = find_entities(text)
    parts, done = [], 0
    for each in sorted((*found.entities, *found.doubtful), key=lambda each: each.start):
        if each.start < done or _is_public(each):
            continue
        parts += [text[done : each.start], _in_place_of(each)]
        removed[each.type.value] += 1
        done = each.end
    return "".join([*parts, text[done:]])


def _in_place_of(entity: Entity) -> str:
    if entity.type is not EntityType.AMOUNT:
        return str(_rules()["entities"][entity.type.value])
    words = _rules()["words"]
    try:
        yuan = int(Decimal(entity.value))
    except InvalidOperation:
        return str(words["amount_small"])
    if yuan < SMALL_YUAN:
        return str(words["amount_small"])
    about = _one_figure(yuan)
    if about < WAN:
        return str(words["amount_about"]).format(value=about)
    return str(words["amount_about_wan"]).format(value=about // WAN)


def _one_figure(number: int) -> int:
    """The number rounded to its first figure, halves up."""
    unit = int("1" + "0" * (len(str(number)) - 1))
    return (number + unit // 2) // unit * unit


def _is_exact_amount(entity: Entity) -> bool:
    if entity.type is not EntityType.AMOUNT or "." in entity.value:
        return entity.type is EntityType.AMOUNT
    return len(entity.value.rstrip("0")) > 1


def _is_public(entity: Entity) -> bool:
    return entity.type is EntityType.SERVICE and _is_kept(entity.value)


def _is_neutral(entity: Entity) -> bool:
    return MASKED.search(entity.text) is not None


def _without_people(text: str, removed: Counter[str]) -> str:
    def masked(found: re.Match[str]) -> str:
        removed["PERSON"] += 1
        start, end = (place - found.start() for place in found.span("name"))
        whole = found.group()
        return whole[:start] + str(_rules()["words"]["person"]) + whole[end:]

    for pattern in _people():
        text = pattern.sub(masked, text)
    return text


def _number(found: re.Match[str], *, removed: Counter[str]) -> str:
    return found.group() if _is_kept(found.group()) else _said("number", removed)


def _is_kept(number: str) -> bool:
    return number in _rules()["kept_numbers"]


def _decade(found: re.Match[str]) -> int:
    return int(found.group(1)) // DECADE * DECADE


def _neutral(found: re.Match[str], *, kind: str, removed: Counter[str]) -> str:
    if kind == "place" and re.search(_rules()["not_places"], found.group()):
        return found.group()
    return _said(kind, removed)


def _said(word: str, removed: Counter[str], **facts: object) -> str:
    removed[word.upper()] += 1
    return str(_rules()["words"][word]).format(**facts)
