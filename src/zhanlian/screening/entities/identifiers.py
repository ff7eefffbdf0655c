"""Identifiers: cards, identity numbers, credit codes, phones, plates.

keeps  a number that fails its check digit is found as doubtful, to be looked at in the original;
       an account of a company has no check digit and is one only beside such a word
"""

import re

from zhanlian.screening.entities.checksums import uscc_valid
from zhanlian.screening.entities.hits import Pattern, squeezed
from zhanlian.screening.entities.numerals import digits_of
from zhanlian.screening.entities.shapes import EntityType
from zhanlian.terms import id_card_valid, luhn_valid

__all__ = ["IDENTIFIERS", "NUMBERS"]

ALONE = r"(?<![0-9A-Za-z])"
END = r"(?![0-9A-Za-z])"
JOIN = r"[ \-.·]?"
CHINESE_DIGIT = r"[零〇○一二三四五六七八九幺]"
PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
COMPANY_CUE = re.compile(r"(对公|公司|单位|企业|基本户|一般户)[^，。；]{0,12}$")
NO_CARD_CUE = re.compile(r"(身份证|证件|身份号|流水号|单号|订单|案号|编号|凭证号)[^，。；]{0,8}$")
PHONE_LENGTH = 11
CARD_LENGTHS = range(16, 20)


def _id_card(found: re.Match[str]) -> tuple[str, bool | None]:
    value = squeezed(found["it"]).upper()
    return value, id_card_valid(value)


def _credit_code(found: re.Match[str]) -> tuple[str, bool | None] | None:
    value = found["it"].upper()
    return None if value.isdecimal() else (value, uscc_valid(value))


def _card(found: re.Match[str]) -> tuple[str, bool | None] | None:
    value = squeezed(found["it"])
    if len(value) not in CARD_LENGTHS or not value.isdecimal():
        return None
    if NO_CARD_CUE.search(found.string[: found.start("it")]):
        return None  # one in ten numbers of any kind passes a card's check by chance
    return value, luhn_valid(value)


def _account(found: re.Match[str]) -> tuple[str, bool | None] | None:
    value = squeezed(found["it"])
    is_company = COMPANY_CUE.search(found.string[: found.start("it")])
    return (value, None) if is_company and not luhn_valid(value) else None


def _phone(found: re.Match[str]) -> tuple[str, bool | None] | None:
    digits = digits_of(re.sub(r"[^0-9零〇○一二三四五六七八九幺]", "", found["it"])) or ""
    value = digits[-PHONE_LENGTH:]
    return (value, None) if len(value) == PHONE_LENGTH else None


def _plain(found: re.Match[str]) -> tuple[str, bool | None]:
    return re.sub(r"[ ·]", "", found["it"]).upper(), None


def _landline(found: re.Match[str]) -> tuple[str, bool | None]:
    area, number = found["area"], squeezed(found["number"])
    return f"{area}-{number}", None


def _tail(found: re.Match[str]) -> tuple[str, bool | None]:
    return squeezed(found["digits"]), None


def _masked(found: re.Match[str]) -> tuple[str, bool | None]:
    return "*".join(re.findall(r"\d+", found["it"])), None


IDENTIFIERS = (
    Pattern(
        EntityType.IDCARD, "id_card",
        re.compile(rf"{ALONE}(?P<it>[1-9](?:{JOIN}\d){{16}}{JOIN}[\dXx]){END}"), _id_card,
    ),
    Pattern(
        EntityType.USCC, "credit_code",
        re.compile(rf"{ALONE}(?P<it>[0-9A-HJ-NPQRTUWXYa-hj-npqrtuwxy]{{18}}){END}"), _credit_code,
    ),
    Pattern(
        EntityType.CARD_TAIL, "card_tail",
        re.compile(
            r"(?P<it>(?:卡?尾号|卡?尾数|末四位|后四位|末4位|后4位)(?:为|是|:|：)?\s*"
            r"(?P<digits>\d(?:[ \-]?\d){3}))(?!\d)"
        ),
        _tail,
    ),
    Pattern(
        EntityType.BANKCARD_MASKED, "card_masked",
        re.compile(
            r"(?<![0-9A-Za-z*])(?P<it>\d{4,6}[ ]?(?:[*xX×•●]{2,}|…+|\.{3,})"
            r"(?:[ ]?[*xX×•●…]+)*[ ]?\d{3,4})(?![0-9*])"
        ),
        _masked,
    ),
)  # fmt: skip

NUMBERS = (
    Pattern(
        EntityType.ACCOUNT, "company_account",
        re.compile(rf"{ALONE}(?P<it>\d(?:{JOIN}\d){{9,27}}){END}"), _account,
    ),
    Pattern(
        EntityType.BANKCARD, "card",
        re.compile(rf"{ALONE}(?P<it>[1-9](?:{JOIN}\d){{15,18}}){END}"), _card,
    ),
    Pattern(
        EntityType.PHONE, "mobile",
        re.compile(
            rf"{ALONE}(?P<it>(?:(?:\+|00)?86[ \-]*)?\(?1{JOIN}[3-9]{JOIN}\d\)?(?:{JOIN}\d){{8}})"
            r"(?![0-9A-Za-z]|-\d)"
        ),
        _phone,
    ),
    Pattern(
        EntityType.PHONE, "mobile_in_words",
        re.compile(
            rf"(?<!{CHINESE_DIGIT})(?P<it>(?:(?:\+|00)?86[ \-]*)?"
            rf"[幺一][三四五六七八九]{CHINESE_DIGIT}{{9}})(?!{CHINESE_DIGIT})"
        ),
        _phone,
    ),
    Pattern(
        EntityType.LANDLINE, "landline",
        re.compile(
            rf"{ALONE}(?P<it>(?:\+?86[ \-]?)?\(?(?P<area>0\d{{2,3}})\)?[ \-]"
            r"(?P<number>[1-9]\d{6,7}|0000\d{4}))(?!\d)"
        ),
        _landline,
    ),
    Pattern(
        EntityType.SERVICE, "service_number",
        re.compile(
            r"(?<![0-9A-Za-z.\-¥·])(?P<it>95\d{3}|96\d{3}|100\d{2}|12110|123\d{2}|11[0249])"
            r"(?![0-9A-Za-z]|[.,]\d|[元万块人次条户个起])"
        ),
        _plain,
    ),
    Pattern(
        EntityType.PLATE, "plate",
        re.compile(rf"(?P<it>[{PROVINCES}][A-HJ-NP-Z][ ·]?[A-HJ-NP-Z0-9]{{5,6}})(?![0-9A-Za-z])"),
        _plain,
    ),
)  # fmt: skip
