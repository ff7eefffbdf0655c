"""Handles: numbers and names on messengers, meetings and apps, each beside its cue word.

keeps  a handle without its cue is not guessed; code words (卫星, 企鹅, 纸飞机) are cues too
"""

import re

from zhanlian.screening.entities.hits import Pattern, Read, squeezed
from zhanlian.screening.entities.numerals import digits_of
from zhanlian.screening.entities.shapes import EntityType

__all__ = ["APPS", "HANDLES"]

SAYS = r"(?:号码|账号|帐号|号|ID|id)?(?:就是|为|是|叫)?\s*[:：]?\s*"
DIGITS = r"(?:\d(?:[ \-]?\d)+|[零〇○一二三四五六七八九幺]{5,12})"
WECHAT_CUE = (
    r"(?:微信|薇信|威信|卫星|微心|[Vv]信|(?<![A-Za-z0-9])[VvWw] ?[Xx]|[Ww]e[Cc]hat|加[微Vv]"
    r"|\+[ ]?[Vv]|[Vv](?=[:： ]))"
)
QQ_CUE = r"(?:[Qq]{2}|扣扣|企鹅)"
GROUP_CUE = rf"(?:(?:{QQ_CUE}|微信)?群(?:聊|组|号码|号)?)"
TELEGRAM_CUE = r"(?:[Tt]elegram|TG|tg|电报|纸飞机|小飞机|飞机)"
OPEN, CLOSE = r"[“\"「《【\[『'‘]", r"[”\"」》】\]』'’]"
APP_WORD = r"(?:[Aa][Pp][Pp]|应用|软件|客户端|平台)"
APP_BEFORE = r"(?:下载(?:安装|了|并安装)?|安装|名为|名叫|叫做?|一款|登录|打开|使用)"
APP_NAME = r"[\u4e00-\u9fffA-Za-z0-9][\u4e00-\u9fffA-Za-z0-9 .+\-]{0,15}?"
GROUP_LENGTHS = range(6, 13)
QQ_LENGTHS = range(5, 12)
MEETING_LENGTHS = range(9, 12)


def _number(lengths: range) -> Read:
    def read(found: re.Match[str]) -> tuple[str, bool | None] | None:
        value = digits_of(squeezed(found["it"]))
        return (value, None) if value and len(value) in lengths else None

    return read


def _as_said(found: re.Match[str]) -> tuple[str, bool | None]:
    return found["it"], None


def _telegram(found: re.Match[str]) -> tuple[str, bool | None]:
    return "@" + found["it"].lstrip("@"), None


HANDLES = (
    Pattern(
        EntityType.MEETING, "meeting",
        re.compile(
            r"会议(?:号码|号|ID|id)?\s*[:：为是]?\s*(?P<it>\d{3}[ \-]?\d{3}[ \-]?\d{3,5})(?!\d)"
        ),
        _number(MEETING_LENGTHS),
    ),
    Pattern(
        EntityType.QQGROUP, "group",
        re.compile(rf"{GROUP_CUE}(?:为|是)?\s*[:：]?\s*(?P<it>{DIGITS})"),
        _number(GROUP_LENGTHS),
    ),
    Pattern(
        EntityType.QQ, "qq", re.compile(rf"{QQ_CUE}{SAYS}(?P<it>{DIGITS})"), _number(QQ_LENGTHS),
    ),
    Pattern(
        EntityType.TELEGRAM, "telegram",
        re.compile(rf"{TELEGRAM_CUE}{SAYS}(?P<it>@?[A-Za-z][A-Za-z0-9_]{{3,31}})"),
        _telegram, has_letters=True,
    ),
    Pattern(
        EntityType.TELEGRAM, "telegram_at",
        re.compile(r"(?<![A-Za-z0-9._\-@])(?P<it>@[A-Za-z][A-Za-z0-9_]{4,31})(?![A-Za-z0-9_.@])"),
        _telegram, has_letters=True,
    ),
    Pattern(
        EntityType.WECHAT, "wechat",
        re.compile(rf"{WECHAT_CUE}{SAYS}(?P<it>[A-Za-z][A-Za-z0-9_\-]{{5,19}})(?![A-Za-z0-9_\-])"),
        _as_said, has_letters=True,
    ),
)  # fmt: skip

APPS = (
    Pattern(
        EntityType.APP, "app_quoted",
        re.compile(
            rf"{OPEN}(?P<it>{APP_NAME}){CLOSE}(?:的)?(?:手机|移动|官方|直播|聊天|会议|理财)?{APP_WORD}"
        ),
        _as_said, has_letters=True,
    ),
    Pattern(
        EntityType.APP, "app_named_after",
        re.compile(
            rf"{APP_WORD}(?:名叫|叫做|叫|名为|名称为|名称是|是|为)\s*{OPEN}?"
            rf"(?P<it>{APP_NAME})(?={CLOSE}|[，。、；,;)]|$)"
        ),
        _as_said, has_letters=True,
    ),
    Pattern(
        EntityType.APP, "app_installed",
        re.compile(rf"{APP_BEFORE}\s*(?:一款)?{OPEN}(?P<it>{APP_NAME}){CLOSE}"),
        _as_said, has_letters=True,
    ),
)  # fmt: skip
