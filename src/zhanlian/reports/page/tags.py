"""Tags: HTML as nested calls; what is not marked as HTML is escaped.

keeps  every text that comes from a case is escaped once, by this file and nowhere else
"""

from __future__ import annotations

from html import escape

VOID = ("meta", "br", "hr", "col", "input")


class Html(str):
    """A text that is HTML already."""

    __slots__ = ()


def tag(name: str, /, *children: str, **attributes: str | bool) -> Html:
    """One element. ``class_`` and ``data_x`` stand for ``class`` and ``data-x``.

    >>> tag("p", "a < b", class_="note")
    '<p class="note">a &lt; b</p>'
    """
    said = "".join(
        f" {key.rstrip('_').replace('_', '-')}"
        + ("" if value is True else f'="{escape(str(value))}"')
        for key, value in attributes.items()
        if value is not False and value != ""
    )
    if name in VOID:
        return Html(f"<{name}{said}>")
    return Html(f"<{name}{said}>{join(*children)}</{name}>")


def join(*parts: str) -> Html:
    """Parts one after another, each escaped unless it is HTML."""
    return Html("".join(each if isinstance(each, Html) else escape(each) for each in parts))
