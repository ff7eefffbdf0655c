"""Identifiers that name people or their money: they print as stars unless opened.

keeps  ``str`` and ``repr`` never show the middle of a number; ``open_text`` does, and its
       callers are the faces that were asked for it on the record
"""

SHOWN_HEAD = 4
SHOWN_TAIL = 4


def mask_number(text: str) -> str:
    """A card, account, phone or ID number with its middle starred.

    >>> mask_number("9999990000000002010")
    '9999***********2010'
    >>> mask_number("12345")
    '1***5'
    >>> mask_number("12")
    '1*'
    """
    if len(text) <= SHOWN_HEAD + SHOWN_TAIL:
        return text[:1] + "*" * len(text[1:-1] or text[1:]) + text[2:][-1:]
    return text[:SHOWN_HEAD] + "*" * (len(text) - SHOWN_HEAD - SHOWN_TAIL) + text[-SHOWN_TAIL:]


def mask_name(text: str) -> str:
    """A person's name with all but its first character starred; organisations stay readable.

    >>> mask_name("样本一级甲")
    '样****'
    >>> mask_name("样例工厂有限公司")
    '样例工厂有限公司'
    """
    if text.endswith(("公司", "银行", "中心", "店", "厂", "商行", "局")):
        return text
    return text[:1] + "*" * max(0, len(text) - 1)


class Masked(str):
    """A text that prints as stars; ``open_text`` gives it whole."""

    __slots__ = ()

    def __str__(self) -> str:
        return mask_number(self.open_text())

    def __repr__(self) -> str:
        return f"{type(self).__name__}({mask_number(self.open_text())!r})"

    def __format__(self, spec: str) -> str:
        return format(mask_number(self.open_text()), spec)

    def open_text(self) -> str:
        """The whole text, for a reader who may see it."""
        return str.__str__(self)


class AccountId(Masked):
    """An account, card, wallet or chain address as this case names it."""

    __slots__ = ()


class PersonName(Masked):
    """A person's name; only the first character prints."""

    __slots__ = ()

    def __str__(self) -> str:
        return mask_name(self.open_text())

    def __repr__(self) -> str:
        return f"PersonName({mask_name(self.open_text())!r})"
