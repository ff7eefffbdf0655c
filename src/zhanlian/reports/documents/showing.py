"""Showing: how one value of a document is written.

in     a field, a given value, whether the document is open to everybody
out    its text; a visible blank where nobody gave one
keeps  a public document shows no name and no number whole; amounts are exact to the last unit
"""

from __future__ import annotations

from datetime import date

from zhanlian.reports.documents.draft import Given
from zhanlian.reports.documents.kinds import Field
from zhanlian.terms import Money, mask_name, mask_number, show_instant

__all__ = ["LONG_BLANK", "SHORT_BLANK", "fits", "show_amount", "show_day", "show_value"]

LONG_BLANK = "＿＿＿＿＿＿＿＿"
SHORT_BLANK = "＿＿＿＿"
YUAN = "CNY"


def fits(field: Field, given: Given) -> bool:
    """Whether a value is of its field's type."""
    match field.type:
        case "money" | "count" | "moment":
            return isinstance(given.value, int) and not isinstance(given.value, bool)
        case "date":
            return isinstance(given.value, date)
        case _:
            return isinstance(given.value, str)


def show_value(field: Field, given: Given, *, is_public: bool, in_table: bool = False) -> str:
    """The text of a value whose type is right, or a blank to be filled by hand."""
    value = given.value
    if given.is_blank or value is None:
        return SHORT_BLANK if in_table else LONG_BLANK
    if isinstance(value, date):
        return show_day(value)
    if isinstance(value, int):
        return _show_figure(field, value, given.currency, in_table=in_table)
    if is_public and field.type == "name":
        return mask_name(value)
    if is_public and field.type == "number":
        return mask_number(value)
    return value


def show_day(day: date) -> str:
    """A day as documents write it.

    >>> show_day(date(2024, 3, 8))
    '2024年3月8日'
    """
    return f"{day.year}年{day.month}月{day.day}日"


def _show_figure(field: Field, value: int, currency: str, *, in_table: bool) -> str:
    if field.type == "moment":
        return show_instant(value)
    if field.type == "count":
        return f"{value:,}"
    amount = Money(value, currency)
    return amount.plain() if in_table and currency == YUAN else show_amount(amount)


def show_amount(amount: Money) -> str:
    """An amount inside a sentence.

    >>> show_amount(Money(109_500))
    '1,095.00元'
    """
    return f"{amount.plain()}元" if amount.currency == YUAN else str(amount)
