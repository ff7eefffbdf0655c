"""The page on terms: its example runs, its list is whole."""

import re
import tomllib
from pathlib import Path

from zhanlian.law import law_book
from zhanlian.law.clocks import clock_kinds, clock_lines, compute, ledger_of, shipped_calendar
from zhanlian.law.saying import word

PAGE = (Path(__file__).parents[3] / "docs" / "clocks.md").read_text(encoding="utf-8")


def block(language):
    """The first block of that language."""
    return re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)[1]


def test_the_example_says_what_the_page_says():
    state = compute(ledger_of(tomllib.loads(block("toml"))), law=law_book())
    assert "\n".join(clock_lines(state, "zh")) == block("text").strip()


def test_the_list_of_kinds_is_whole():
    rows = re.findall(r"^\| `([a-z_.]+)` \| (.+?) \| (.+?) \| (\w+) \|$", PAGE, re.MULTILINE)
    assert rows == [
        (key, word(kind.name, "zh"), word(kind.name, "en"), kind.at_end.value)
        for key, kind in clock_kinds().items()
    ]


def test_the_years_of_the_calendar_are_those_of_the_page():
    years = shipped_calendar().years
    assert f"{years[0]} to {years[-1]}" in PAGE
